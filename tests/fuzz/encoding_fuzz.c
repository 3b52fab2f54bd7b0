/* encoding_fuzz.c - any bytes in every encoding: valid UTF-8 comes out, the same however they were cut; the texts then
 * go through all that looks at texts. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/reader/encoding.h"
#include "forms/import/repair.h"
#include "store/base/memory.h"
#include "store/base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum z collect(void *ctx, const char *s, size_t n, struct error *e)
{
	(void)e;
	if (!n || !utf8_valid(s, n, NULL))
		abort();
	buffer_add(ctx, s, n);
	return Z_OK;
}

static void decode(const uint8_t *data, size_t size, enum encoding x, size_t piece, struct buffer *out)
{
	struct transcoder *d = transcoder_new(x, TRANSCODER_MARK, "x");
	for (size_t i = 0; i < size; i += piece)
		if (transcoder_feed(d, data + i, size - i < piece ? size - i : piece, collect, out, NULL) != Z_OK)
			abort();
	if (transcoder_end(d, collect, out, NULL) != Z_OK)
		abort();
	if ((transcoder_notes(d)->bad > 0) != (transcoder_notes(d)->bad_offset >= 0))
		abort();
	transcoder_free(&d);
}

/* Written strictly and read again it is the same text, if it could be written. */
static void write_back(const struct buffer *text, enum encoding to, enum encoding from)
{
	struct encoder *x = encoder_new(to);
	struct buffer bytes = {0}, back = {0};
	encoder_feed(x, text->s ? text->s : "", text->n, &bytes);
	bool whole = !encoder_unwritable(x, NULL);
	encoder_free(&x);
	decode((const uint8_t *)(bytes.s ? bytes.s : ""), bytes.n, from, bytes.n ? bytes.n : 1, &back);
	/* private characters come back as their standard twins, a leading mark is dropped */
	bool changed = text->s && (strchr(text->s, 0xee) || !strncmp(text->s, "\xef\xbb\xbf", 3));
	if (whole && !changed && (back.n != text->n || (back.n && memcmp(back.s, text->s, back.n))))
		abort();
	buffer_free(&bytes);
	buffer_free(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum encoding all[] = {
	        ENCODING_UTF8, ENCODING_GB18030, ENCODING_UTF16LE, ENCODING_UTF16BE, ENCODING_BIG5};
	struct encoding_guess g;
	if (!size)
		return 0;
	encoding_detect(data, size, data[0] & 1, &g);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct buffer whole = {0}, cut = {0}, mended = {0};
		struct repair r;
		decode(data, size, all[i], size, &whole);
		decode(data, size, all[i], 1 + data[0] % 5, &cut);
		if (whole.n != cut.n || (cut.n && memcmp(whole.s, cut.s, cut.n)))
			abort();
		encoding_suspicious(cut.s ? cut.s : "", cut.n, "x", NULL);
		if (cut.s && !memchr(cut.s, 0, cut.n)) {
			write_back(&cut, ENCODING_GB18030, ENCODING_GB18030);
			repair_pinyin(cut.s, &mended, &r);
			if (mended.n > cut.n || (r.count == 0 && mended.n != cut.n))
				abort();
			repair_newlines(cut.s);
			if (strpbrk(cut.s, "\r\v\f"))
				abort();
		}
		buffer_free(&whole);
		buffer_free(&cut);
		buffer_free(&mended);
	}
	return 0;
}
