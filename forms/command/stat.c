/* stat.c - zwgk stat: how many items were made public, how many tickets came in, by what; the figures of the hotline,
 * each with what it is divided by. */
#include <stdlib.h>
#include <string.h>

#include "forms/command/inside.h"
#include "forms/command/span.h"
#include "forms/words.h"
#include "store/base/ratio.h"
#include "store/view/ticket/stat.h"

static const char *span_text(const struct call_span *s, char buf[80])
{
	char from[16], to[16];

	if (s->from == DAY_NONE && s->to == DAY_NONE)
		snprintf(buf, 80, "%s", W_STAT_ALL_TIME);
	else
		snprintf(buf, 80, W_STAT_SPAN, s->from == DAY_NONE ? W_STAT_BEGIN : day_text(s->from, from),
		        s->to == DAY_NONE ? W_STAT_END : day_text(s->to, to));
	return buf;
}

static int decimals(const struct call *c)
{
	return (int)setting_number(c->desk, SETTING_DECIMALS);
}

/* A bare array, as design has it: [{"key","count","percent"}]. */
struct groups {
	enum call_format format;
	int decimals;
	int64_t of;
	struct rows *rows;
};

static const struct rows_column group_columns[] = {
	{"key", W_STAT_KEY, 24},
	{"count", W_STAT_COUNT, -8},
	{"percent", W_STAT_PERCENT, -9},
	{"of", NULL, 0},
	{"open", W_STAT_OPEN, -8},
	{"closed", W_STAT_CLOSED, -8},
	{"late", W_STAT_LATE, -8},
};
enum { ITEM_COLUMNS = 4, TICKET_COLUMNS = 7 };

static void begin(struct groups *g, int columns)
{
	g->rows = rows_new(stdout, g->format, NULL, group_columns, columns);
}

static void group(struct groups *g, const char *key, int64_t count)
{
	char text[48];

	rows_text(g->rows, *key ? key : W_STAT_NOBODY);
	rows_number(g->rows, count);
	rows_percent(g->rows, g->of > 0 ? ratio_percent(count, g->of, g->decimals) : -1, ratio_text(count, g->of, g->decimals, text));
	rows_number(g->rows, g->of);
}

/* ---- items ---- */

static enum z items(struct call *c, enum figures_by by, const struct call_span *s, enum call_format f, struct error *e)
{
	struct groups g = {.format = f, .decimals = decimals(c)};
	struct figure_part *rows;
	struct figure_value all = {0};
	struct figure_period p = call_span_period(s);
	char when[80];
	int n;
	enum z z = figure_parts(c->desk, FIGURE_PUBLISHED, by, &p, 0, &rows, &n, &all, e);

	if (z) {
		free(rows);
		return z;
	}
	g.of = all.n;
	begin(&g, ITEM_COLUMNS);
	for (int i = 0; i < n; i++) {
		group(&g, rows[i].name, rows[i].n);
		rows_end_row(g.rows);
	}
	rows_end(&g.rows, false);
	free(rows);
	if (f == FORMAT_TABLE)
		printf(by == FIGURES_BY_CHANNEL ? W_STAT_OF_CHANNELS : W_STAT_OF_ITEMS, (long long)g.of, span_text(s, when));
	return Z_OK;
}

/* ---- tickets ---- */

static enum z tickets(struct call *c, enum ticket_by by, const struct call_span *s, enum call_format f, struct error *e)
{
	struct groups g = {.format = f, .decimals = decimals(c)};
	struct ticket_span t = call_span_instants(s);
	struct ticket_count *rows;
	char when[80];
	int n;
	enum z z = ticket_by(c->desk, by, &t, &rows, &n, e);

	if (z)
		return z;
	for (int i = 0; i < n; i++)
		g.of += rows[i].in;
	begin(&g, TICKET_COLUMNS);
	for (int i = 0; i < n; i++) {
		group(&g, rows[i].name, rows[i].in);
		rows_number(g.rows, rows[i].open);
		rows_number(g.rows, rows[i].closed);
		rows_number(g.rows, rows[i].late);
		rows_end_row(g.rows);
	}
	rows_end(&g.rows, false);
	free(rows);
	if (f == FORMAT_TABLE)
		printf(W_STAT_OF_TICKETS, (long long)g.of, span_text(s, when));
	return Z_OK;
}

static const struct rows_column figure_columns[] = {
	{"key", NULL, 0},
	{"name", W_STAT_FIGURE, 12},
	{"n", W_STAT_NUMERATOR, -8},
	{"of", W_STAT_DENOMINATOR, -8},
	{"percent", W_STAT_RATIO, -9},
	{"formula", W_STAT_FORMULA, 0},
	{"when", NULL, 0},
};

static enum z kind_of(struct call *c, int *kind, struct error *e)
{
	struct buffer all = {0};
	enum z z = Z_OK;

	*kind = call_has(c, OPT_KIND) ? ticket_kind_parse(c->option[OPT_KIND]) : 0;
	if (!call_has(c, OPT_KIND) || *kind)
		return Z_OK;
	for (int k = 1; k < KIND_END; k++)
		buffer_printf(&all, "%s%s", k > 1 ? W_LIST_COMMA : "", ticket_kind_text(k));
	z = refuse(e, R_OPTION_BAD, "--kind", c->option[OPT_KIND], all.s);
	buffer_free(&all);
	return z;
}

static void figure_line(struct call *c, struct rows *out, enum figure f, const struct figure_value *v)
{
	const struct figure_row *r = figure_row(f);
	char text[48], formula[400];
	bool known = v->how != FIGURE_UNKNOWN;
	bool rate = r->ratio && f != FIGURE_REVIEW_DAYS; /* days are no part of items */

	rows_text(out, r->key);
	rows_text(out, r->text);
	rows_number(out, v->n);
	if (r->ratio)
		rows_number(out, v->of);
	else
		rows_percent(out, -1, ""); /* there is none: not 0 */
	rows_percent(out, rate && known && v->of ? ratio_percent(v->n, v->of, decimals(c)) : -1,
	        !known ? W_STAT_UNKNOWN : rate || (r->ratio && !v->of) ? ratio_text(v->n, v->of, decimals(c), text) : "");
	rows_text(out, figure_formula(c->desk, f, formula));
	rows_text(out, figure_when_text(r->when));
	rows_end_row(out);
}

/* Of a kind of tickets: the rates, which alone are counted so. */
static enum z figures(struct call *c, const struct call_span *s, int64_t office, int kind, enum call_format f, struct error *e)
{
	struct ticket_ratio r[TICKET_FIGURE_COUNT];
	struct ticket_span t = call_span_instants(s);
	struct figure_period p = call_span_period(s);
	enum z z = kind ? ticket_figures(c->desk, &t, office, kind, r, e) : Z_OK;

	if (z)
		return z;
	struct rows *out = rows_new(stdout, f, NULL, figure_columns, (int)(sizeof figure_columns / sizeof *figure_columns));
	for (enum figure which = 0; which < FIGURE_END && !z; which++) {
		int rate = (int)which - FIGURE_TICKET_SIGNED_IN_TIME;
		struct figure_value v = {.how = FIGURE_COUNTED};

		if (kind && (rate < 0 || rate >= TICKET_FIGURE_COUNT))
			continue;
		if (kind)
			v = (struct figure_value){.n = r[rate].n, .of = r[rate].of};
		else
			z = figure_get(c->desk, which, &p, office, &v, e);
		if (!z)
			figure_line(c, out, which, &v);
	}
	rows_end(&out, z != Z_OK);
	return z;
}

/* ---- which ---- */

static enum z by_of(const struct call *c, enum figures_by *by, struct error *e)
{
	const char *s = c->option[OPT_BY];
	bool wanted = call_has(c, OPT_TICKETS);

	*by = !s ? wanted ? FIGURES_BY_KIND : FIGURES_BY_CATEGORY : figures_by_parse(s);
	if (figure_divides(FIGURE_TICKETS_IN, *by) || (!wanted && figure_divides(FIGURE_PUBLISHED, *by)))
		return Z_OK;
	return refuse(e, R_OPTION_BAD, "--by", s,
	        wanted ? "office" W_LIST_COMMA "kind"
	               : "category" W_LIST_COMMA "catalog" W_LIST_COMMA "channel" W_LIST_COMMA "office" W_LIST_COMMA "kind");
}

int command_stat(struct call *c)
{
	struct call_span s;
	struct error e;
	enum call_format f;
	int64_t office = 0;
	enum figures_by by = FIGURES_BY_NONE;
	int kind = 0;
	enum z z = call_format(c, 1u << FORMAT_TABLE | 1u << FORMAT_CSV | 1u << FORMAT_JSON, &f, &e);

	if (!z)
		z = call_span(c, &s, &e);
	if (!z)
		z = by_of(c, &by, &e);
	if (!z && call_has(c, OPT_FIGURES) && call_has(c, OPT_BY))
		z = refuse(&e, R_OPTION_BOTH, "--figures", "--by");
	for (int i = 0; i < 2 && !z; i++)
		if (!call_has(c, OPT_FIGURES) && call_has(c, i ? OPT_KIND : OPT_OFFICE))
			z = refuse(&e, R_OPTION_NOT_HERE, i ? "--kind" : "--office", "stat --by");
	if (!z)
		z = call_office(c, &office, &e);
	if (!z)
		z = kind_of(c, &kind, &e);
	if (z)
		return z == Z_INVALID ? call_misuse(c, &e) : call_fail(&e);
	if (call_has(c, OPT_FIGURES))
		z = figures(c, &s, office, kind, f, &e);
	else if (by == FIGURES_BY_KIND || call_has(c, OPT_TICKETS))
		z = tickets(c, by == FIGURES_BY_KIND ? TICKETS_BY_KIND : TICKETS_BY_OFFICE, &s, f, &e);
	else
		z = items(c, by, &s, f, &e);
	return z ? call_fail(&e) : STATUS_DONE;
}
