/* encoding_write.c - UTF-8 into the encoding a file is to have, strictly.
 *
 * iconv's //TRANSLIT writes "?" for what does not fit and //IGNORE drops it; a register must do neither, so each such
 * character is listed with its place and the user decides. */
#include "forms/reader/encoding.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "forms/words.h"
#include "store/base/text.h"

struct encoder {
	enum encoding to;
	iconv_t cd;
	bool open, started;
	long line, column;
	long long count;
	struct unwritable list[ENCODER_LIST];
};

uint32_t encoding_standard(uint32_t cp)
{
	static const struct {
		uint16_t old;
		uint32_t standard;
	} twins[24] = {{0xe78d, 0xfe10}, {0xe78e, 0xfe12}, {0xe78f, 0xfe11}, {0xe790, 0xfe13},
		{0xe791, 0xfe14}, {0xe792, 0xfe15}, {0xe793, 0xfe16}, {0xe794, 0xfe17},
		{0xe795, 0xfe18}, {0xe796, 0xfe19}, {0xe816, 0x20087}, {0xe817, 0x20089},
		{0xe818, 0x200cc}, {0xe81e, 0x9fb4}, {0xe826, 0x9fb5}, {0xe82b, 0x9fb6},
		{0xe82c, 0x9fb7}, {0xe831, 0x215d7}, {0xe832, 0x9fb8}, {0xe83b, 0x2298f},
		{0xe843, 0x9fb9}, {0xe854, 0x9fba}, {0xe855, 0x241fe}, {0xe864, 0x9fbb}};
	if (cp < 0xe78d || cp > 0xe864)
		return cp;
	for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
		if (twins[i].old == cp)
			return twins[i].standard;
	return cp;
}

struct encoder *encoder_new(enum encoding to)
{
	static const char *const name[ENCODING_COUNT] = {[ENCODING_GB18030] = "GB18030",
		[ENCODING_GBK] = "GBK",
		[ENCODING_UTF16LE] = "UTF-16LE",
		[ENCODING_UTF16BE] = "UTF-16BE",
		[ENCODING_BIG5] = "BIG5"};
	struct encoder *x = xalloc(sizeof *x);
	x->to = to;
	x->line = x->column = 1;
	if (name[to]) {
		x->cd = iconv_open(name[to], "UTF-8");
		x->open = x->cd != (iconv_t)-1;
	}
	return x;
}

void encoder_free(struct encoder **x)
{
	if (!*x)
		return;
	if ((*x)->open)
		iconv_close((*x)->cd);
	free(*x);
	*x = NULL;
}

static void list(struct encoder *x, uint32_t cp)
{
	if (x->count < ENCODER_LIST)
		x->list[x->count] = (struct unwritable){x->line, x->column, cp};
	x->count++;
}

/* One character; utf8 has k bytes. */
static void put(struct encoder *x, uint32_t cp, const char *utf8, size_t k, struct buffer *out)
{
	char twin[4], made[16];
	uint32_t standard = encoding_standard(cp);
	if (standard != cp) {
		k = (size_t)utf8_encode(standard, twin);
		utf8 = twin;
	}
	if (x->to == ENCODING_UTF8 || x->to == ENCODING_UTF8_BOM) {
		buffer_add(out, utf8, k);
		return;
	}
	char in[4];
	memcpy(in, utf8, k);
	char *ip = in, *op = made;
	size_t il = k, ol = sizeof made;
	if (!x->open || iconv(x->cd, &ip, &il, &op, &ol) != 0) {
		if (x->open)
			iconv(x->cd, NULL, NULL, NULL, NULL);
		list(x, cp);
		return;
	}
	buffer_add(out, made, sizeof made - ol);
}

void encoder_feed(struct encoder *x, const char *utf8, size_t n, struct buffer *out)
{
	bool bytes = x->to != ENCODING_UTF16LE && x->to != ENCODING_UTF16BE;
	if (!x->started) {
		x->started = true;
		if (x->to == ENCODING_UTF8_BOM)
			buffer_add(out, "\xef\xbb\xbf", 3);
		else if (!bytes)
			put(x, 0xfeff, "\xef\xbb\xbf", 3, out);
	}
	for (size_t i = 0; i < n;) {
		size_t k = 0;
		while (i + k < n && (unsigned char)utf8[i + k] < 0x80 && utf8[i + k] != '\n')
			k++;
		if (k && bytes) {
			buffer_add(out, utf8 + i, k);
			x->column += (long)k;
			i += k;
			continue;
		}
		uint32_t cp;
		k = (size_t)utf8_decode(utf8 + i, n - i, &cp);
		if (cp == 0xfffd && k == 1)
			list(x, cp); /* a broken byte is no character of any encoding */
		else
			put(x, cp, utf8 + i, k, out);
		x->column++;
		if (cp == '\n') {
			x->line++;
			x->column = 1;
		}
		i += k;
	}
}

long long encoder_unwritable(const struct encoder *x, const struct unwritable **first)
{
	if (first)
		*first = x->list;
	return x->count;
}

enum z encoder_verdict(const struct encoder *x, struct error *e)
{
	if (x->to > ENCODING_UTF8_BOM && !x->open)
		return refuse(e, R_ENCODING_MISSING, encoding_label(x->to));
	if (!x->count)
		return Z_OK;
	struct buffer b = {0};
	for (long long i = 0; i < x->count && i < 5; i++) {
		char utf8[5] = "";
		const struct unwritable *u = &x->list[i];
		utf8[utf8_encode(u->cp, utf8)] = '\0';
		buffer_printf(&b, "%s" W_UNWRITABLE, i ? W_LIST_COMMA : "", u->line, u->column,
			utf8, (unsigned)u->cp);
	}
	enum z z = refuse(e, R_UNWRITABLE, encoding_label(x->to), number_text(x->count).s, b.s);
	buffer_free(&b);
	return z;
}
