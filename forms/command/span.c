/* span.c - see span.h. */
#include "forms/command/span.h"

#include <stdlib.h>
#include <string.h>

#include "forms/words.h"

enum { DAY_FIRST = -100000, DAY_LAST = 3000000 }; /* of an open span: before and after every record */

enum z call_span(const struct call *c, struct call_span *s, struct error *e)
{
	const char *text[] = {c->option[OPT_FROM], c->option[OPT_TO]};
	int32_t *day[] = {&s->from, &s->to};

	if (call_has(c, OPT_PERIOD)) {
		struct figure_period p;

		if (text[0] || text[1])
			return refuse(e, R_OPTION_BOTH, "--period", text[0] ? "--from" : "--to");
		if (!figure_period_parse(c->option[OPT_PERIOD], (int)setting_number(c->desk, SETTING_WEEK_START), &p))
			return refuse(e, R_OPTION_BAD, "--period", c->option[OPT_PERIOD],
			        "2026-W47" W_LIST_COMMA "2026-11" W_LIST_COMMA "2026-Q3" W_LIST_COMMA "2026-H1" W_LIST_COMMA "2026");
		*s = (struct call_span){p.from, p.to - 1};
		return Z_OK;
	}
	for (int i = 0; i < 2; i++) {
		*day[i] = text[i] ? day_parse(text[i]) : DAY_NONE;
		if (text[i] && *day[i] == DAY_NONE)
			return refuse(e, R_BAD_DATE, text[i]);
	}
	return Z_OK;
}

struct ticket_span call_span_instants(const struct call_span *s)
{
	return (struct ticket_span){s->from == DAY_NONE ? 0 : day_start(s->from), s->to == DAY_NONE ? 0 : day_start(s->to + 1)};
}

struct figure_period call_span_period(const struct call_span *s)
{
	return (struct figure_period){s->from == DAY_NONE ? DAY_FIRST : s->from, s->to == DAY_NONE ? DAY_LAST : s->to + 1,
		FIGURE_SPAN_DAYS};
}

enum z call_office(const struct call *c, int64_t *office, struct error *e)
{
	struct office *list;
	struct buffer all = {0};
	int n;
	enum z z = Z_OK;

	*office = 0;
	if (!call_has(c, OPT_OFFICE))
		return Z_OK;
	if ((z = office_list(c->desk, true, &list, &n, e)))
		return z;
	for (int i = 0; i < n; i++) {
		if (!strcmp(list[i].name, c->option[OPT_OFFICE]))
			*office = list[i].id;
		buffer_printf(&all, "%s%s", i ? W_LIST_COMMA : "", list[i].name);
	}
	if (!*office)
		z = refuse(e, R_OPTION_BAD, "--office", c->option[OPT_OFFICE], all.s ? all.s : "");
	buffer_free(&all);
	free(list);
	return z;
}

/* What may follow --figure here: keys, of rates with their divisors. */
static enum z figure_bad(const struct call *c, enum figure_module m, struct error *e)
{
	struct buffer all = {0};

	for (enum figure f = 0; f < FIGURE_END; f++) {
		const struct figure_row *r = figure_row(f);

		if (r->module != m)
			continue;
		buffer_printf(&all, "%s%s", all.n ? W_LIST_COMMA : "", r->key);
		if (r->ratio)
			buffer_printf(&all, W_LIST_COMMA "%s/of", r->key);
	}
	enum z z = refuse(e, R_OPTION_BAD, "--figure", c->option[OPT_FIGURE], all.s);
	buffer_free(&all);
	return z;
}

enum z call_figure(const struct call *c, enum figure_module m, struct figure_list *list, struct error *e)
{
	struct call_span s;
	struct figure_period p;
	char key[64];
	int64_t office;
	enum z z = call_has(c, OPT_FILTER) ? refuse(e, R_OPTION_BOTH, "--figure", "--filter") : call_span(c, &s, e);

	if (!z)
		z = call_office(c, &office, e);
	if (z)
		return z;
	p = call_span_period(&s);
	snprintf(key, sizeof key, "%s", c->option[OPT_FIGURE]);
	char *of = strstr(key, "/of");
	bool divisor = of && !of[3];
	if (divisor)
		*of = '\0';
	enum figure f = figure_parse(key);
	if (f == FIGURE_END || figure_row(f)->module != m || (divisor && !figure_row(f)->ratio) ||
	        !figure_list(c->desk, f, &p, office, divisor ? 2 : 1, FIGURES_BY_NONE, 0, list))
		return figure_bad(c, m, e);
	return Z_OK;
}

enum z call_figure_fits(const struct call *c, bool spans, struct error *e)
{
	static const struct {
		enum option o;
		const char *name;
		bool span;
	} with[] = {{OPT_PERIOD, "--period", false}, {OPT_OFFICE, "--office", false}, {OPT_FROM, "--from", true}, {OPT_TO, "--to", true}};
	const char *what = c->word[0];
	bool rows = !strcmp(what, "items") || !strcmp(what, "tickets") || !strcmp(what, "requests") || !strcmp(what, "tasks");

	if (call_has(c, OPT_FIGURE) && !rows)
		return refuse(e, R_OPTION_NOT_HERE, "--figure", what);
	for (size_t i = 0; i < sizeof with / sizeof *with && !call_has(c, OPT_FIGURE); i++)
		if (call_has(c, with[i].o) && !(with[i].span && spans))
			return refuse(e, R_OPTION_NOT_HERE, with[i].name, what);
	return Z_OK;
}
