/* hash.c - SHA-256 through nettle; the one place that knows which library it is. */
#include "store/base/hash.h"

#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include <nettle/memops.h>
#include <nettle/sha2.h>

_Static_assert(sizeof(struct sha256_ctx) <= sizeof((struct hasher *)0)->state,
	"struct hasher has room for nettle's state");
_Static_assert(SHA256_DIGEST_SIZE == HASH_BYTES, "a digest is a hash");

/* The byte before each field says what it is.  These values are in every stored hash: never change one. */
enum { TAG_NULL = 0, TAG_BYTES = 1, TAG_NUMBER = 2 };

static struct sha256_ctx *state(struct hasher *h)
{
	return (struct sha256_ctx *)(void *)&h->state;
}

static void flush(struct hasher *h)
{
	sha256_update(state(h), h->waiting_n, h->waiting);
	h->waiting_n = 0;
}

static void add(struct hasher *h, const void *p, size_t n)
{
	if (h->waiting_n + n > sizeof h->waiting)
		flush(h);
	if (n > sizeof h->waiting) {
		sha256_update(state(h), n, p);
		return;
	}
	memcpy(h->waiting + h->waiting_n, p, n);
	h->waiting_n += n;
}

/* Tag and value, big-endian, the same on every machine. */
static void put(struct hasher *h, uint8_t tag, uint64_t value)
{
	uint8_t b[9] = {tag};
	const uint64_t big = htobe64(value);
	memcpy(b + 1, &big, sizeof big);
	add(h, b, sizeof b);
}

void hash_begin(struct hasher *h, const char *domain)
{
	h->waiting_n = 0;
	sha256_init(state(h));
	hash_text(h, domain);
}

void hash_field(struct hasher *h, const void *p, size_t n)
{
	put(h, TAG_BYTES, n);
	if (n)
		add(h, p, n);
}

void hash_text(struct hasher *h, const char *s)
{
	if (s)
		hash_field(h, s, strlen(s));
	else
		put(h, TAG_NULL, 0);
}

void hash_number(struct hasher *h, int64_t n)
{
	put(h, TAG_NUMBER, (uint64_t)n);
}

void hash_mark_make(struct hash_mark *m, const char *name)
{
	size_t n = strlen(name);
	assert(n <= HASH_MARK_NAME);
	memset(m, 0, sizeof *m);
	m->bytes[0] = TAG_BYTES;
	m->bytes[8] = (uint8_t)n;
	memcpy(m->bytes + 9, name, n);
	m->bytes[9 + n] = TAG_NUMBER;
	m->n = (uint8_t)(n + 9 + 9);
}

void hash_mark(struct hasher *h, const struct hash_mark *m, int small)
{
	if (h->waiting_n + sizeof m->bytes > sizeof h->waiting)
		flush(h);
	uint8_t *to = h->waiting + h->waiting_n;
	memcpy(to, m->bytes, sizeof m->bytes); /* of a known size: a few moves */
	to[m->n - 1] = (uint8_t)small;
	h->waiting_n += m->n;
}

void hash_end(struct hasher *h, struct hash *out)
{
	flush(h);
	sha256_digest(state(h), HASH_BYTES, out->b);
}

void hash_bytes(struct hash *out, const void *p, size_t n)
{
	struct sha256_ctx c;
	sha256_init(&c);
	if (n)
		sha256_update(&c, n, p);
	sha256_digest(&c, HASH_BYTES, out->b);
}

const char *hash_hex(const struct hash *h, char buf[65])
{
	static const char digit[] = "0123456789abcdef";
	for (size_t i = 0; i < HASH_BYTES; i++) {
		buf[2 * i] = digit[h->b[i] >> 4];
		buf[2 * i + 1] = digit[h->b[i] & 15];
	}
	buf[64] = '\0';
	return buf;
}

static int nibble(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

int hash_from_hex(struct hash *h, const char *hex)
{
	struct hash made;
	if (strnlen(hex, 65) != 64)
		return -1;
	for (size_t i = 0; i < HASH_BYTES; i++) {
		int hi = nibble(hex[2 * i]), lo = nibble(hex[2 * i + 1]);
		if (hi < 0 || lo < 0)
			return -1;
		made.b[i] = (uint8_t)(hi << 4 | lo);
	}
	*h = made;
	return 0;
}

int hash_same(const struct hash *a, const struct hash *b)
{
	return memeql_sec(a->b, b->b, HASH_BYTES);
}

void random_bytes(void *p, size_t n)
{
	unsigned char *at = p;
	while (n > 0) {
		ssize_t got = getrandom(at, n, 0);
		if (got > 0) {
			at += got;
			n -= (size_t)got;
		} else if (errno != EINTR) {
			abort(); /* a kernel without getrandom(2): salts must not be guessable */
		}
	}
}
