/* hash.h - SHA-256 as the desk uses it (nettle), and random bytes. */
#ifndef STORE_BASE_HASH_H
#define STORE_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_BYTES 32
struct hash {
	uint8_t b[HASH_BYTES];
};

/* Fields are hashed with their length before them, so that no two lists of fields are alike. */
struct hasher {
	struct {
		uint64_t room[32];
	} state;
	size_t waiting_n; /* small fields are gathered: a row has a hundred */
	uint8_t waiting[256];
};
void hash_begin(struct hasher *h, const char *domain); /* domain: what is hashed, "zwgk revision 1" */
void hash_field(struct hasher *h, const void *p, size_t n);
void hash_text(struct hasher *h, const char *s); /* NULL differs from "" */
void hash_number(struct hasher *h, int64_t n);
void hash_end(struct hasher *h, struct hash *out);

/* What hash_text(name) and hash_number(small) add, for names that very many hashes have; small is 0 to 255. */
enum { HASH_MARK_NAME = 30 };
struct hash_mark {
	uint8_t n, bytes[2 * 9 + HASH_MARK_NAME];
};
void hash_mark_make(struct hash_mark *m, const char *name); /* of at most HASH_MARK_NAME bytes */
void hash_mark(struct hasher *h, const struct hash_mark *m, int small);

void hash_bytes(struct hash *out, const void *p, size_t n); /* plain SHA-256, as sha256sum prints it */
const char *hash_hex(const struct hash *h, char buf[65]);
int hash_from_hex(struct hash *h, const char *hex); /* 0, or -1 */
int hash_same(const struct hash *a, const struct hash *b); /* in constant time */

void random_bytes(void *p, size_t n); /* getrandom(); never fails */
#endif
