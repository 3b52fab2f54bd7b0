/* figures.c - see figures.h. */
#include "forms/import/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/reader/sniff.h"
#include "forms/words.h"
#include "store/base/text.h"
#include "store/record/register.h"
#include "store/view/figure/period.h"

enum { KEY, PERIOD, VALUE, SOURCE, COLUMNS };
static const struct ledger_column columns[COLUMNS] = {
	[KEY] = {"key", "指标", "指标名称|统计指标|项目", LEDGER_FILLED, LEDGER_TEXT, NULL, 40},
	[PERIOD] = {"period", "期间", "统计期间|报告期|时期|月份", LEDGER_FILLED, LEDGER_TEXT, NULL, 40},
	[VALUE] = {"value", "数值", "本期实际|数量|数据", LEDGER_COLUMN, LEDGER_INTEGER, NULL, 0},
	[SOURCE] = {"source", "来源", "数据来源|出处", LEDGER_FILLED, LEDGER_TEXT, NULL, ENTERED_SOURCE_MAX},
};

/* ---- periods ---- */

/* The words of a year's parts as the keys of figure_period_parse(). */
static const char *const parts[][2] = {
	{W_PERIOD_HALF_1, "H1"}, {W_PERIOD_HALF_2, "H2"}, {W_PERIOD_Q1, "Q1"}, {W_PERIOD_Q2, "Q2"}, {W_PERIOD_Q3, "Q3"}, {W_PERIOD_Q4, "Q4"},
};

/* "2026年第3季度" as "2026-Q3"; false: it is no such word. */
static bool worded(const char *text, char key[64])
{
	int year, n, used = 0;
	char rest;
	if (sscanf(text, "%4d" W_PERIOD_YEAR "%n", &year, &used) < 1 || !used)
		return false;
	text += used;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!strcmp(text, parts[i][0])) {
			snprintf(key, 64, "%04d-%s", year, parts[i][1]);
			return true;
		}
	if (!*text)
		snprintf(key, 64, "%04d", year);
	else if (used = 0, sscanf(text, "%2d" W_PERIOD_MONTH "%n%c", &n, &used, &rest) == 1 && used)
		snprintf(key, 64, "%04d-%02d", year, n);
	else if (used = 0, sscanf(text, W_PERIOD_NTH "%1d" W_PERIOD_QUARTER "%n%c", &n, &used, &rest) == 1 && used)
		snprintf(key, 64, "%04d-Q%d", year, n);
	else if (used = 0, sscanf(text, W_PERIOD_NTH "%2d" W_PERIOD_WEEK "%n%c", &n, &used, &rest) == 1 && used)
		snprintf(key, 64, "%04d-W%02d", year, n);
	else
		return false;
	return true;
}

enum z figures_period(struct desk *d, const char *text, int32_t *from, int32_t *to, struct error *e)
{
	struct figure_period p;
	char plain[128], key[64];
	const char *between;
	text_fold(plain, sizeof plain, text);
	for (char *c = plain; *c; c++)
		if (*c == 'w' || *c == 'q' || *c == 'h')
			*c = (char)(*c - 'a' + 'A');
	if ((between = strstr(plain, W_PERIOD_TO))) {
		struct buffer b = {0};
		buffer_add(&b, plain, (size_t)(between - plain));
		buffer_printf(&b, "..%s", between + strlen(W_PERIOD_TO));
		snprintf(plain, sizeof plain, "%s", b.s);
		buffer_free(&b);
	}
	if (!figure_period_parse(worded(plain, key) ? key : plain, (int)setting_number(d, SETTING_WEEK_START), &p))
		return refuse(e, R_ENTERED_PERIOD, text);
	*from = p.from;
	*to = p.to;
	return Z_OK;
}

/* ---- rows ---- */

struct reading {
	struct desk *desk;
	const struct figures_import *how;
	struct figures_result *result;
	struct entered_in *rows;
	long *line;
	int n;
	const char *file;
	struct arena memory;
};

static enum z take(void *ctx, const struct ledger_row *row, struct error *e)
{
	struct reading *r = ctx;
	struct entered_in in = {.key = entered_parse(row->cell[KEY].text), .set = true};
	if (in.key == ENTERED_END)
		return refuse(e, R_ENTERED_NONE, row->cell[KEY].text);
	enum z z = figures_period(r->desk, row->cell[PERIOD].text, &in.from, &in.to, e);
	if (z)
		return z;
	if (!row->cell[VALUE].filled) { /* 未填 */
		r->result->empty++;
		return Z_OK;
	}
	if (r->n % 64 == 0) {
		r->rows = xrealloc(r->rows, (size_t)(r->n + 64) * sizeof *r->rows);
		r->line = xrealloc(r->line, (size_t)(r->n + 64) * sizeof *r->line);
	}
	in.value = row->cell[VALUE].number;
	in.source = arena_strdup(&r->memory, row->cell[SOURCE].text);
	r->line[r->n] = row->line;
	r->rows[r->n++] = in;
	return Z_OK;
}

static void ledger_refused(void *ctx, const struct ledger_refusal *refusal)
{
	struct reading *r = ctx;
	if (r->how->refused)
		r->how->refused(r->how->ctx, refusal);
}

static void row_refused(void *ctx, int i, const struct error *why)
{
	struct reading *r = ctx;
	r->result->refused++;
	if (r->how->refused)
		r->how->refused(r->how->ctx, &(struct ledger_refusal){.file = r->file, .line = r->line[i], .column = -1, .letters = "",
			.name = "", .expected = "", .found = "", .error = why});
}

enum z figures_import(struct desk *d, const char *path, const struct figures_import *how, struct figures_result *result, struct error *e)
{
	*result = (struct figures_result){0};
	struct reading r = {.desk = d, .how = how, .result = result, .file = sniff_name(path)};
	struct ledger l = {.column = columns, .columns = COLUMNS, .encoding = how->encoding, .row = take, .refused = ledger_refused, .ctx = &r};
	struct ledger_result read;
	enum z z = ledger_read(path, &l, &read, e);
	result->rows = read.good + read.refused;
	result->refused = read.refused;
	ledger_result_free(&read);
	/* rows that the file alone refuses keep all of it out, but all that is wrong is told at once */
	if (!z && r.n)
		z = entered_import(d, r.rows, r.n, how->dry_run || result->refused, row_refused, &r, &result->fresh, e);
	if (z == Z_INVALID && result->refused)
		z = Z_OK;
	if (!z && result->refused)
		result->fresh = 0;
	free(r.rows);
	free(r.line);
	arena_free(&r.memory);
	return z;
}
