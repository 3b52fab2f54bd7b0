/* report.c - zwgk report: a report as it stands in the file, or, where nobody has drafted one, as it would stand now. */
#include "forms/report/report.h"

#include <stdio.h>
#include <string.h>

#include "forms/command/inside.h"
#include "forms/words.h"

static enum z format_of(const struct call *c, const char *path, enum document_format *f, struct error *e)
{
	char name[64];

	if (strcmp(path, "-"))
		return call_has(c, OPT_FORMAT) ? refuse(e, R_OPTION_NOT_HERE, "--format", "--out") : document_format_of(path, f, e);
	*f = DOCUMENT_TEXT_FILE;
	if (!call_has(c, OPT_FORMAT))
		return Z_OK;
	snprintf(name, sizeof name, "x.%s", c->option[OPT_FORMAT]);
	return document_format_of(name, f, NULL) ? refuse(e, R_OPTION_BAD, "--format", c->option[OPT_FORMAT], W_REPORT_FORMATS) : Z_OK;
}

static enum z encoding_of(const struct call *c, const char *path, enum document_format f, enum encoding *x, struct error *e)
{
	bool list = f == DOCUMENT_CSV && strcmp(path, "-");

	*x = list ? ENCODING_UTF8_BOM : ENCODING_UTF8;
	if (!call_has(c, OPT_ENCODING))
		return Z_OK;
	if (f != DOCUMENT_CSV && f != DOCUMENT_TEXT_FILE && f != DOCUMENT_MARKDOWN)
		return refuse(e, R_OPTION_NOT_HERE, "--encoding", W_REPORT_NOT_ENCODED);
	if (!encoding_parse(c->option[OPT_ENCODING], x) || *x == ENCODING_UNKNOWN)
		return refuse(e, R_OPTION_BAD, "--encoding", c->option[OPT_ENCODING], W_CMD_ENCODINGS_OUT);
	return Z_OK;
}

int command_report(struct call *c)
{
	struct error e;
	struct figure_period p;
	struct document *doc = NULL;
	enum document_format f = DOCUMENT_TEXT_FILE;
	enum encoding x = ENCODING_UTF8;
	const char *path = c->option[OPT_OUT];
	int kind = report_kind_parse(c->word[0]);
	int64_t id = 0;
	enum z z = Z_OK;

	if (!kind)
		z = call_word(c->word[0], W_REPORT_KINDS, &e);
	if (!z && !path)
		z = refuse(&e, R_OPTION_MISSING, "--out");
	if (!z)
		z = format_of(c, path, &f, &e);
	if (!z)
		z = encoding_of(c, path, f, &x, &e);
	if (!z)
		z = report_period(c->desk, kind, c->option[OPT_PERIOD], &p, &e);
	if (z)
		return call_misuse(c, &e);
	z = report_find(c->desk, kind, p.from, p.to, &id, &e);
	if (!z)
		z = id ? report_print(c->desk, id, &doc, &e) : report_make(c->desk, kind, &p, 0, &doc, NULL, NULL, &e);
	if (!z)
		z = document_write_as(doc, path, f, x, &e);
	document_free(&doc);
	if (z)
		return call_fail(&e);
	if (strcmp(path, "-"))
		printf(W_PRINT_DONE, path);
	return STATUS_DONE;
}
