/* encoding_read.c - bytes of any size of piece into UTF-8, through iconv in pieces of 32 kB.
 *
 * What glibc's GB18030 does not know is put right here: the 18 four-byte codes of characters that moved, the euro
 * sign of CP936 (a lone 0x80), and the private U+E5E5 that stands for a full-width blank in old files. */
#include "forms/words.h"
#include "forms/reader/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/reader/sniff.h"
#include "store/base/text.h"

#define PIECE 32768
#define TAIL 8 /* the longest start of a character is three bytes; UTF-16 pairs too */

struct transcoder {
	enum encoding from;
	enum transcoder_mode mode;
	char *file;
	iconv_t cd;
	bool open, started;
	char tail[TAIL];
	size_t tails;
	long long taken; /* bytes of the file before tail */
	long line, character;
	struct transcoder_notes notes;
};

static const char *iconv_name(enum encoding x)
{
	switch (x) {
	case ENCODING_GB18030:
	case ENCODING_GBK:
		return "GB18030";
	case ENCODING_UTF16LE:
		return "UTF-16LE";
	case ENCODING_UTF16BE:
		return "UTF-16BE";
	case ENCODING_BIG5:
		return "BIG5-HKSCS";
	default:
		return NULL;
	}
}

struct transcoder *transcoder_new(enum encoding from, enum transcoder_mode mode, const char *file)
{
	struct transcoder *d = xalloc(sizeof *d);
	d->from = from;
	d->mode = mode;
	d->file = xstrdup(file ? file : "");
	d->line = d->character = 1;
	d->notes.bad_offset = -1;
	if (iconv_name(from)) {
		d->cd = iconv_open("UTF-8", iconv_name(from));
		d->open = d->cd != (iconv_t)-1;
	}
	return d;
}

void transcoder_free(struct transcoder **d)
{
	if (!*d)
		return;
	if ((*d)->open)
		iconv_close((*d)->cd);
	free((*d)->file);
	free(*d);
	*d = NULL;
}

const struct transcoder_notes *transcoder_notes(const struct transcoder *d)
{
	return &d->notes;
}

/* Where the next character stands, for messages. */
static void track(struct transcoder *d, const char *s, size_t n)
{
	const char *end = s + n, *p;
	while ((p = memchr(s, '\n', (size_t)(end - s)))) {
		d->line++;
		d->character = 1;
		s = p + 1;
	}
	for (; s < end; s++)
		d->character += ((unsigned char)*s & 0xc0) != 0x80;
}

static enum z emit(
	struct transcoder *d, const char *s, size_t n, text_sink *sink, void *ctx, struct error *e)
{
	if (!d->started && n >= 3 && !memcmp(s, "\xef\xbb\xbf", 3)) {
		s += 3;
		n -= 3;
		d->started = true;
	}
	if (!n)
		return Z_OK;
	d->started = true;
	track(d, s, n);
	return sink(ctx, s, n, e);
}

/* U+E5E5 (EE 97 A5) becomes U+3000 (E3 80 80); both take three bytes. */
static void full_width_blanks(struct transcoder *d, char *s, size_t n)
{
	for (char *p = s; (p = memchr(p, 0xee, n - (size_t)(p - s))); p++)
		if (n - (size_t)(p - s) >= 3 && !memcmp(p, "\xee\x97\xa5", 3)) {
			/* NOLINTNEXTLINE(bugprone-not-null-terminated-result): in the middle of s */
			memcpy(p, "\xe3\x80\x80", 3);
			d->notes.repaired++;
		}
}

/* A bad byte at in[at]: an error, or one U+FFFD in its place. */
static enum z bad(struct transcoder *d, long long offset, text_sink *sink, void *ctx, struct error *e)
{
	if (d->notes.bad++ == 0) {
		d->notes.bad_offset = offset;
		d->notes.bad_line = d->line;
		d->notes.bad_character = d->character;
	}
	if (d->mode == TRANSCODER_STRICT)
		return refuse(e, R_BAD_BYTE, d->file, number_text(d->line).s,
			number_text(d->character).s, encoding_label(d->from));
	return emit(d, "\xef\xbf\xbd", 3, sink, ctx, e);
}

/* A character that glibc's GB18030 does not know: its bytes, with UTF-8 in *utf8; 0 if it is none. */
static size_t special(struct transcoder *d, const unsigned char *s, size_t n, char utf8[4], int *len)
{
	uint32_t cp = 0;
	size_t k = 0;
	if (d->from != ENCODING_GB18030 && d->from != ENCODING_GBK)
		return 0;
	if (s[0] == 0x80) {
		cp = 0x20ac;
		k = 1;
	} else if (n >= 4 && s[1] >= 0x30 && s[1] <= 0x39 && s[3] >= 0x30 && s[3] <= 0x39 &&
		   s[2] >= 0x81) {
		/* Four-byte codes count as digits of the bases 126, 10, 126, 10. */
		unsigned at = (((unsigned)s[0] - 0x81) * 10 + (s[1] - 0x30u)) * 1260 +
		              (s[2] - 0x81u) * 10 + (s[3] - 0x30u);
		const unsigned han = ((0x82 - 0x81) * 10 + 5) * 1260 + (0x90 - 0x81) * 10 + 7;
		const unsigned vertical = ((0x84 - 0x81) * 10 + 1) * 1260 + (0x82 - 0x81) * 10 + 6;
		if (at >= han && at < han + 8)
			cp = 0x9fb4 + (at - han);
		else if (at >= vertical && at < vertical + 10)
			cp = 0xfe10 + (at - vertical);
		k = cp ? 4 : 0;
	}
	if (!k)
		return 0;
	d->notes.repaired++;
	*len = utf8_encode(cp, utf8);
	return k;
}

/* in[0..n) through iconv; *used gets the bytes taken: all, or up to the start of an unfinished character. */
static enum z convert_iconv(struct transcoder *d, char *in, size_t n, bool last, size_t *used,
	text_sink *sink, void *ctx, struct error *e)
{
	char out[PIECE * 2];
	char *ip = in;
	size_t il = n;
	size_t unit = d->from == ENCODING_UTF16LE || d->from == ENCODING_UTF16BE ? 2 : 1;
	for (;;) {
		char *op = out;
		size_t ol = sizeof out;
		size_t rc = iconv(d->cd, &ip, &il, &op, &ol);
		int why = rc == (size_t)-1 ? errno : 0;
		size_t made = sizeof out - ol;
		if (d->from == ENCODING_GB18030)
			full_width_blanks(d, out, made);
		enum z z = emit(d, out, made, sink, ctx, e);
		if (z != Z_OK)
			return z;
		if (why == E2BIG)
			continue;
		if (why == 0 || !il || (why == EINVAL && !last))
			break;
		char utf8[4];
		int len;
		size_t k = special(d, (const unsigned char *)ip, il, utf8, &len);
		if (k) {
			z = emit(d, utf8, (size_t)len, sink, ctx, e);
		} else {
			k = il < unit ? il : unit;
			z = bad(d, d->taken + (ip - in), sink, ctx, e);
		}
		if (z != Z_OK)
			return z;
		iconv(d->cd, NULL, NULL, NULL, NULL);
		ip += k;
		il -= k;
	}
	*used = n - il;
	return Z_OK;
}

/* Whether s[0..n) is the start of a character and nothing else. */
static bool cut_off(const char *s, size_t n)
{
	unsigned char a = (unsigned char)s[0];
	size_t want = a >= 0xc2 && a <= 0xdf   ? 2
	              : a >= 0xe0 && a <= 0xef ? 3
	              : a >= 0xf0 && a <= 0xf4 ? 4
	                                       : 0;
	if (n >= want)
		return false;
	char whole[4];
	memcpy(whole, s, n);
	/* Any continuation does if the bytes so far are right; two choices cover E0, ED, F0 and F4. */
	for (int low = 0; low < 2; low++) {
		memset(whole + n, low ? 0x80 : 0xbf, sizeof whole - n);
		uint32_t cp;
		if (utf8_decode(whole, want, &cp) == (int)want)
			return true;
	}
	return false;
}

static enum z convert_utf8(struct transcoder *d, const char *in, size_t n, bool last, size_t *used,
	text_sink *sink, void *ctx, struct error *e)
{
	size_t at = 0;
	while (at < n) {
		size_t wrong = n - at;
		utf8_valid(in + at, n - at, &wrong);
		if (wrong > n - at)
			wrong = n - at;
		enum z z = emit(d, in + at, wrong, sink, ctx, e);
		if (z != Z_OK)
			return z;
		at += wrong;
		if (at == n || (!last && cut_off(in + at, n - at)))
			break;
		z = bad(d, d->taken + (long long)at, sink, ctx, e);
		if (z != Z_OK)
			return z;
		at++;
	}
	*used = at;
	return Z_OK;
}

static enum z step(struct transcoder *d, const char *s, size_t n, bool last, text_sink *sink,
	void *ctx, struct error *e)
{
	char in[PIECE + TAIL];
	memcpy(in, d->tail, d->tails);
	if (n)
		memcpy(in + d->tails, s, n);
	n += d->tails;
	d->tails = 0;
	size_t used = n;
	enum z z;
	if (iconv_name(d->from))
		z = convert_iconv(d, in, n, last, &used, sink, ctx, e);
	else
		z = convert_utf8(d, in, n, last, &used, sink, ctx, e);
	if (z != Z_OK)
		return z;
	d->taken += (long long)used;
	d->tails = n - used;
	memcpy(d->tail, in + used, d->tails);
	return Z_OK;
}

static enum z ready(const struct transcoder *d, struct error *e)
{
	if (iconv_name(d->from) && !d->open)
		return refuse(e, R_ENCODING_MISSING, encoding_label(d->from));
	return Z_OK;
}

enum z transcoder_feed(
	struct transcoder *d, const void *data, size_t n, text_sink *sink, void *ctx, struct error *e)
{
	enum z z = ready(d, e);
	const char *s = data;
	while (z == Z_OK && n) {
		size_t k = n < PIECE ? n : PIECE;
		z = step(d, s, k, false, sink, ctx, e);
		s += k;
		n -= k;
	}
	return z;
}

enum z transcoder_end(struct transcoder *d, text_sink *sink, void *ctx, struct error *e)
{
	enum z z = ready(d, e);
	return z == Z_OK && d->tails ? step(d, "", 0, true, sink, ctx, e) : z;
}

static enum z into_buffer(void *ctx, const char *utf8, size_t n, struct error *e)
{
	(void)e;
	buffer_add(ctx, utf8, n);
	return Z_OK;
}

void encoding_sample(const void *data, size_t n, enum encoding x,
	char sample[ENCODING_SAMPLES][ENCODING_SAMPLE_BYTES])
{
	memset(sample, 0, (size_t)ENCODING_SAMPLES * ENCODING_SAMPLE_BYTES);
	struct buffer b = {0};
	struct transcoder *d = transcoder_new(x, TRANSCODER_MARK, "");
	if (transcoder_feed(d, data, n < ENCODING_LOOK ? n : ENCODING_LOOK, into_buffer, &b, NULL) ==
			Z_OK &&
		n <= ENCODING_LOOK)
		transcoder_end(d, into_buffer, &b, NULL);
	transcoder_free(&d);
	int filled = 0;
	/* Lines with Chinese first: only they show whether the guess is right. */
	for (int plain = 0; plain < 2 && !filled; plain++)
		for (size_t at = 0; at < b.n && filled < ENCODING_SAMPLES;) {
			size_t len = strcspn(b.s + at, "\r\n");
			bool wide = false;
			for (size_t i = at; i < at + len; i++)
				wide |= (unsigned char)b.s[i] >= 0x80;
			if (len && (wide || plain)) {
				char *line = sample[filled++];
				size_t k = len < ENCODING_SAMPLE_BYTES - 1
				                   ? len
				                   : ENCODING_SAMPLE_BYTES - 1;
				while (k < len && k > 0 &&
					((unsigned char)b.s[at + k] & 0xc0) == 0x80)
					k--;
				memcpy(line, b.s + at, k);
				line[k] = '\0';
				text_clean(line, false);
			}
			at += len ? len : 1;
		}
	buffer_free(&b);
}

static enum z convert_whole(const char *file, const struct buffer *raw, enum encoding x,
	struct buffer *text, struct error *e)
{
	struct transcoder *d = transcoder_new(x, TRANSCODER_STRICT, file);
	enum z z = transcoder_feed(d, raw->s, raw->n, into_buffer, text, e);
	if (z == Z_OK)
		z = transcoder_end(d, into_buffer, text, e);
	transcoder_free(&d);
	return z;
}

enum z encoding_read_file(const char *path, enum encoding wanted, size_t limit, struct buffer *text,
	struct encoding_guess *g, struct error *e)
{
	struct buffer raw = {0};
	struct encoding_guess own;
	char name[ERROR_ARG_BYTES];
	if (!g)
		g = &own;
	memset(g, 0, sizeof *g);
	const char *file = sniff_name(path);
	enum z z = sniff_read(path, limit, &raw, e);
	if (z == Z_OK)
		z = sniff_text(file, raw.s, raw.n, e);
	if (z == Z_OK && !raw.n)
		z = refuse(e, R_SOURCE_EMPTY, file);
	if (z == Z_OK) {
		encoding_detect(raw.s, raw.n, true, g);
		if (wanted != ENCODING_UNKNOWN) {
			g->encoding = wanted;
			g->sure = true;
			encoding_sample(raw.s, raw.n, wanted, g->sample);
		}
		if (g->encoding == ENCODING_UNKNOWN)
			z = refuse(e, R_ENCODING_UNKNOWN, file);
		size_t before = text->n;
		if (z == Z_OK)
			z = convert_whole(file, &raw, g->encoding, text, e);
		snprintf(name, sizeof name, W_QUOTED, file);
		if (z == Z_OK)
			z = encoding_suspicious(text->s + before, text->n - before, name, e);
	}
	buffer_free(&raw);
	return z;
}
