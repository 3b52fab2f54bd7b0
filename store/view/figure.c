/* figure.c - the table of figures; where each comes from is figure_item.c's and figure_ticket.c's. */
#include "store/view/figure_inside.h"

#include <stdio.h>
#include <string.h>

static const struct figure_row rows[FIGURE_END] = {
#define TICKET_RATE(NAME, key, text, formula, WHEN)                                                                      \
	[FIGURE_TICKET_##NAME] = {key, text, formula, "", "%", FIGURE_WHEN_##WHEN, FIGURE_OF_TICKETS, true},
#define FIGURE(NAME, key, text, counted, of, WHEN, unit, MODULE)                                                         \
	[FIGURE_##NAME] = {key, text, counted, of, unit, FIGURE_WHEN_##WHEN, FIGURE_OF_##MODULE, sizeof of > 1},
#include "store/view/figure.def"
};
static const char *const strict[FIGURE_END] = {
#define TICKET_RATE_STRICT(NAME, formula) [FIGURE_TICKET_##NAME] = formula,
#include "store/view/figure.def"
};
static const char *const whens[] = {
#define FIGURE_WHEN(NAME, text) text,
#include "store/view/figure.def"
};
static const struct {
	const char *key, *text;
} divisions[FIGURES_BY_END] = {
        {"", ""},
#define FIGURES_BY(NAME, key, text) {key, text},
#include "store/view/figure.def"
};

const struct figure_row *figure_row(enum figure f)
{
	static const struct figure_row none = {"", "", "", "", "", FIGURE_WHEN_NOW, FIGURE_OF_ITEMS, false};
	return (unsigned)f < FIGURE_END ? &rows[f] : &none;
}

const char *figure_formula(const struct desk *d, enum figure f, char buf[400])
{
	const struct figure_row *r = figure_row(f);
	if ((unsigned)f < FIGURE_END && strict[f] && !setting_number(d, SETTING_FAIR_COUNTS))
		snprintf(buf, 400, "%s", strict[f]);
	else
		snprintf(buf, 400, "%s%s%s", r->counted, *r->of ? " ÷ " : "", r->of);
	return buf;
}

const char *figure_when_text(enum figure_when w)
{
	return (unsigned)w < sizeof whens / sizeof *whens ? whens[w] : "";
}

enum figure figure_parse(const char *key)
{
	enum figure f = 0;
	while (f < FIGURE_END && strcmp(rows[f].key, key) != 0)
		f++;
	return f;
}

const char *figures_by_key(enum figures_by by)
{
	return (unsigned)by < FIGURES_BY_END ? divisions[by].key : "";
}

const char *figures_by_text(enum figures_by by)
{
	return (unsigned)by < FIGURES_BY_END ? divisions[by].text : "";
}

enum figures_by figures_by_parse(const char *key)
{
	for (enum figures_by by = FIGURES_BY_NONE + 1; by < FIGURES_BY_END; by++)
		if (strcmp(divisions[by].key, key) == 0)
			return by;
	return FIGURES_BY_NONE;
}
