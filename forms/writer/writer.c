/* writer.c - which writer a file name asks for, and in which encoding. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/writer/document.h"
#include "store/base/date.h"

#define ENDINGS ".docx .xlsx .html .md .txt .csv .json"

enum z document_format_of(const char *path, enum document_format *f, struct error *e)
{
	static const struct {
		const char *ending;
		enum document_format format;
	} known[] = {
		{".docx", DOCUMENT_DOCX},
		{".xlsx", DOCUMENT_XLSX},
		{".html", DOCUMENT_HTML},
		{".htm", DOCUMENT_HTML},
		{".md", DOCUMENT_MARKDOWN},
		{".txt", DOCUMENT_TEXT_FILE},
		{".csv", DOCUMENT_CSV},
		{".json", DOCUMENT_JSON},
	};
	const char *dot = strrchr(path, '.');
	for (size_t i = 0; dot && i < sizeof known / sizeof *known; i++)
		if (!strcasecmp(dot, known[i].ending)) {
			*f = known[i].format;
			return Z_OK;
		}
	return refuse(e, R_OUT_ENDING, path, ENDINGS);
}

static enum z encoded(struct buffer *text, enum encoding x, struct buffer *b, struct error *e)
{
	struct encoder *encoder = encoder_new(x);
	encoder_feed(encoder, text->s ? text->s : "", text->n, b);
	enum z z = encoder_verdict(encoder, e);
	encoder_free(&encoder);
	return z;
}

enum z document_bytes(const struct document *d, enum document_format f, enum encoding x, struct buffer *b, struct error *e)
{
	struct buffer text = {0};
	enum z z = Z_OK;
	switch (f) {
	case DOCUMENT_DOCX:
		return docx_bytes(d, b, e);
	case DOCUMENT_XLSX:
		return xlsx_bytes(d, b, e);
	case DOCUMENT_HTML:
		html_bytes(d, b);
		return Z_OK;
	case DOCUMENT_JSON:
		json_bytes(d, b);
		return Z_OK;
	case DOCUMENT_MARKDOWN:
		markdown_bytes(d, &text);
		break;
	case DOCUMENT_CSV:
		csv_bytes(d, &text);
		break;
	default:
		plain_bytes(d, 0, &text);
	}
	z = encoded(&text, x, b, e);
	buffer_free(&text);
	return z;
}

static enum z to_output(const struct buffer *b, struct error *e)
{
	fwrite(b->s ? b->s : "", 1, b->n, stdout);
	return fflush(stdout) ? refuse(e, R_OUTPUT_LOST) : Z_OK;
}

enum z document_write_as(const struct document *d, const char *path, enum document_format f, enum encoding x, struct error *e)
{
	struct buffer b = {0};
	bool output = !strcmp(path, "-");
	/* nothing is made for a place that is taken */
	if (!output && access(path, F_OK) == 0)
		return refuse(e, R_OUT_EXISTS, path);
	enum z z = document_bytes(d, f, x, &b, e);
	if (!z)
		z = output ? to_output(&b, e) : file_write_new(path, b.s ? b.s : "", b.n, e);
	buffer_free(&b);
	return z;
}

enum z document_write(const struct document *d, const char *path, struct error *e)
{
	enum document_format f;
	enum z z = document_format_of(path, &f, e);
	return z ? z : document_write_as(d, path, f, f == DOCUMENT_CSV ? ENCODING_UTF8_BOM : ENCODING_UTF8, e);
}

char document_value(const char *text, double *value, int *decimals)
{
	const char *p = text + (*text == '-');
	int digits = 0;
	*decimals = 0;
	while (isdigit((unsigned char)p[digits]))
		digits++;
	if (!digits)
		return 't';
	if (digits == 4 && p == text && p[4] == '-') {
		int32_t day = day_parse(text);
		*value = day;
		return day == DAY_NONE ? 't' : 'd';
	}
	/* more digits than a spreadsheet keeps, or a number that is a name */
	if (digits > 15 || (digits > 1 && *p == '0'))
		return 't';
	p += digits;
	if (*p == '.')
		for (p++; isdigit((unsigned char)*p); p++)
			++*decimals;
	char *end;
	*value = strtod(text, &end);
	if (end != p)
		return 't';
	if (!strcmp(p, "%")) {
		*value /= 100;
		return 'p';
	}
	return *p ? 't' : 'n';
}
