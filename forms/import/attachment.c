/* attachment.c - see attachment.h. */
#include "forms/import/attachment.h"

#include <stdlib.h>

#include "forms/import/docx.h"
#include "forms/import/encoding.h"
#include "forms/import/package.h"
#include "forms/import/repair.h"
#include "forms/import/sheet.h"
#include "forms/import/sniff.h"
#include "forms/words.h"

static enum z no_text(const char *name, const char *kind, struct error *e)
{
	return refuse(e, R_ATTACHMENT_NO_TEXT, name, kind);
}

/* ------------------------------------------------------------ .txt */
static enum z take(void *ctx, const char *utf8, size_t n, struct error *e)
{
	(void)e;
	buffer_add(ctx, utf8, n);
	return Z_OK;
}

static enum z plain(const char *name, const void *data, size_t n, struct buffer *out, struct error *e)
{
	struct encoding_guess g;
	encoding_detect(data, n < ENCODING_LOOK ? n : ENCODING_LOOK, n <= ENCODING_LOOK, &g);
	if (g.encoding == ENCODING_UNKNOWN)
		return refuse(e, R_ENCODING_UNKNOWN, name);
	struct transcoder *d = transcoder_new(g.encoding, TRANSCODER_MARK, name);
	enum z z = transcoder_feed(d, data, n, take, out, e);
	if (z == Z_OK)
		z = transcoder_end(d, take, out, e);
	transcoder_free(&d);
	return z;
}

/* ------------------------------------------------------------ .docx */
static enum z document(const char *name, const void *data, size_t n, struct buffer *out, struct error *e)
{
	struct docx d;
	enum z z = docx_read_memory(data, n, name, &d, e);
	if (z == Z_OK) {
		for (int i = 0; i < d.remarks; i++)
			buffer_printf(out, W_ATTACHMENT_REMARK "\n", d.remark[i]);
		if (d.remarks)
			buffer_byte(out, '\n');
		buffer_text(out, d.text);
	}
	docx_free(&d);
	return z;
}

/* ------------------------------------------------------------ .xlsx */
static enum z add_row(void *ctx, const struct row *r, struct error *e)
{
	struct buffer *out = ctx;
	(void)e;
	buffer_printf(out, "%4ld  ", r->line);
	if (r->hidden)
		buffer_text(out, W_ATTACHMENT_HIDDEN_ROW);
	for (int i = 0; i < r->cells; i++)
		buffer_printf(out, "%s%s", i ? " | " : "", r->cell[i].s);
	buffer_byte(out, '\n');
	return Z_OK;
}

static enum z sheets(const char *name, const void *data, size_t n, struct buffer *out, struct error *e)
{
	struct sheet_book *b = NULL;
	enum z z = sheet_open_memory(data, n, name, &b, e);
	for (int i = 0; z == Z_OK && i < sheet_count(b); i++) {
		struct sheet_report r;
		struct buffer rows = {0};
		z = sheet_rows(b, i, add_row, &rows, &r, e);
		buffer_printf(out, sheet_hidden(b, i) ? W_ATTACHMENT_SHEET_HIDDEN "\n" : W_ATTACHMENT_SHEET "\n", sheet_name(b, i));
		if (r.hidden_rows)
			buffer_printf(out, W_ATTACHMENT_HIDDEN_ROWS "\n", r.hidden_rows, r.first_hidden_row);
		if (r.hidden_columns)
			buffer_printf(out, W_ATTACHMENT_HIDDEN_COLUMNS "\n", r.hidden_columns, r.first_hidden_column);
		buffer_text(out, rows.s ? rows.s : "");
		buffer_byte(out, '\n');
		buffer_free(&rows);
	}
	sheet_close(&b);
	return z;
}

static enum z packed(const char *name, const void *data, size_t n, struct buffer *out, struct error *e)
{
	struct package *p = NULL;
	if (package_open_memory(data, n, name, PACKAGE_OTHER, &p, NULL) != Z_OK)
		return no_text(name, W_KIND_ZIP, e);
	enum package_kind kind = package_kind(p);
	package_close(&p);
	if (kind == PACKAGE_WORD)
		return document(name, data, n, out, e);
	return kind == PACKAGE_SHEET ? sheets(name, data, n, out, e) : no_text(name, W_KIND_ZIP, e);
}

enum z attachment_text(const char *name, const void *data, size_t n, char **text, struct error *e)
{
	struct buffer b = {0};
	enum z z;
	*text = NULL;
	switch (sniff_kind(data, n)) {
	case SNIFF_EMPTY:
		z = Z_OK;
		break;
	case SNIFF_TEXT:
		z = plain(name, data, n, &b, e);
		break;
	case SNIFF_ZIP:
		z = packed(name, data, n, &b, e);
		break;
	case SNIFF_PDF:
		z = no_text(name, W_KIND_PDF, e);
		break;
	case SNIFF_IMAGE:
		z = no_text(name, W_KIND_IMAGE, e);
		break;
	case SNIFF_RTF:
		z = no_text(name, W_KIND_RTF, e);
		break;
	case SNIFF_HTML:
		z = no_text(name, W_KIND_HTML, e);
		break;
	default:
		z = no_text(name, W_KIND_OLD_OFFICE, e);
	}
	if (z == Z_OK) {
		*text = buffer_take(&b);
		repair_newlines(*text);
	}
	buffer_free(&b);
	return z;
}
