/* decode_fuzz.c - any bytes as what a terminal sends: the decoder comes to an end, gives clean text, loses none of
 * it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tui/term/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_event(const struct event *ev)
{
	char name[24];

	if (ev->key <= K_NONE || ev->key > K_HANGUP)
		abort();
	key_name(ev->key, name);
	if (ev->key == K_MOUSE && (ev->mouse.row < 0 || ev->mouse.col < 0))
		abort();
	if (ev->key != K_PASTE)
		return;
	if (!ev->text || strlen(ev->text) != ev->text_n || !utf8_valid(ev->text, ev->text_n, NULL))
		abort();
	for (const char *s = ev->text; *s; s++)
		if ((unsigned char)*s < 32 && *s != '\n' && *s != '\t')
			abort();
}

/* As the text that was typed: pastes and characters alike. */
static void collect(const struct event *ev, struct buffer *out)
{
	char c[4];

	if (ev->key == K_PASTE)
		buffer_add(out, ev->text, ev->text_n);
	else if (ev->key == K_ENTER)
		buffer_byte(out, '\n');
	else if (ev->key == K_TAB || (ev->key >= 32 && ev->key < K_FIRST))
		buffer_add(out, c, (size_t)utf8_encode((uint32_t)ev->key, c));
}

static void decode(const uint8_t *data, size_t size, size_t piece, struct buffer *out)
{
	struct decoder d = {.reports = data[0] & 1};
	struct event ev;
	size_t events = 0;

	for (size_t at = 0; at < size; at += piece) {
		decoder_feed(&d, (const char *)data + at, size - at < piece ? size - at : piece);
		while (decoder_next(&d, false, &ev)) {
			check_event(&ev);
			collect(&ev, out);
			events++;
		}
		if (data[0] & 2)
			decoder_take_report(&d);
	}
	while (decoder_next(&d, true, &ev)) {
		check_event(&ev);
		collect(&ev, out);
		events++;
	}
	if (events > size + 1 || d.at < d.in.n)
		abort();
	decoder_free(&d);
}

/* Without escape sequences nothing but control characters may be missing, however the bytes came.  A wrong byte is ? in
 * a paste and U+FFFD when it is typed. */
static void check_text(const uint8_t *data, size_t size, const struct buffer *got)
{
	struct buffer want = {0}, have = {0};

	if (memchr(data, 27, size) || memchr(data, 127, size) || !utf8_valid((const char *)data, size, NULL))
		return;
	for (size_t i = 0; i < size; i++)
		if (data[i] >= 32 || data[i] == '\n' || data[i] == '\r' || data[i] == '\t')
			buffer_byte(&want, (char)data[i]);
	if (!want.n)
		return;
	for (size_t i = 0; i < want.n; i++) /* a typed \r\n is two keys, a pasted one is one line end */
		if (want.s[i] == '\r')
			want.s[i] = '\n';
	buffer_add(&have, got->s ? got->s : "", got->n);
	for (struct buffer *b = &want; b; b = b == &want ? &have : NULL) {
		size_t to = 0;
		buffer_byte(b, 0);
		b->n = text_clean(b->s, true);
		for (size_t i = 0; i < b->n; i++)
			if (b->s[i] != '\n' && b->s[i] != '?')
				b->s[to++] = b->s[i];
		b->n = to;
	}
	if (want.n != have.n || memcmp(want.s, have.s, want.n) != 0)
		abort();
	buffer_free(&want);
	buffer_free(&have);
}

/* Between the marks of a terminal that brackets pastes everything is text, in pieces of any size the same. */
static void check_paste(const uint8_t *data, size_t size, size_t piece)
{
	struct buffer b = {0}, whole = {0}, cut = {0};

	if (size && memmem(data, size, "\033[201~", 6))
		return;
	buffer_text(&b, "\033[200~");
	buffer_add(&b, (const char *)data, size);
	buffer_text(&b, "\033[201~");
	decode((const uint8_t *)b.s, b.n, b.n, &whole);
	decode((const uint8_t *)b.s, b.n, piece, &cut);
	if (whole.n != cut.n || (cut.n && memcmp(whole.s, cut.s, cut.n) != 0))
		abort();
	buffer_free(&b);
	buffer_free(&whole);
	buffer_free(&cut);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buffer whole = {0}, cut = {0};
	size_t piece;

	if (!size)
		return 0;
	piece = 1 + data[size - 1] % 9;
	decode(data, size, size, &whole);
	decode(data, size, piece, &cut);
	check_text(data, size, &whole);
	check_text(data, size, &cut);
	check_paste(data, size, piece);
	buffer_free(&whole);
	buffer_free(&cut);
	return 0;
}
