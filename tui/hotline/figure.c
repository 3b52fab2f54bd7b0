/* figure.c - see figure.h. */
#include "tui/hotline/figure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/ratio.h"
#include "store/view/stat.h"
#include "tui/ask.h"
#include "tui/hotline/hotline.h"
#include "tui/hotline/words.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

#define DIVIDED " ÷" /* of ticket_figure.def */

static const struct {
	const char *label, *what;
	enum role role;
	bool capped;
	int rate; /* enum ticket_figure + 1; 0: a count */
} panel[PANEL_COUNT] = {
	[PANEL_OPEN] = {W_HOT_STAT_ALL_OPEN, W_HOT_WHAT_OPEN, C_TEXT, false, 0},
	[PANEL_UNASSIGNED] = {W_HOT_STAT_UNASSIGNED, W_HOT_WHAT_UNASSIGNED, C_SOON, true, 0},
	[PANEL_MINE] = {W_STAT_FOR_ME, W_HOT_WHAT_MINE, C_STRONG, true, 0},
	[PANEL_RED] = {W_HOT_STAT_LATE, W_HOT_WHAT_LATE, C_LATE, true, 0},
	[PANEL_YELLOW] = {W_HOT_STAT_SOON, W_HOT_WHAT_SOON, C_SOON, true, 0},
	[PANEL_TODAY] = {W_STAT_TODAY, W_HOT_WHAT_TODAY, C_SOON, true, 0},
	[PANEL_CHECKING] = {W_HOT_STAT_CHECKING, W_HOT_WHAT_CHECKING, C_TEXT, false, 0},
	[PANEL_TO_FILL] = {W_HOT_STAT_TO_FILL, W_HOT_WHAT_TO_FILL, C_TEXT, false, 0},
	[PANEL_EXTENDING] = {W_HOT_STAT_EXTENDING, W_HOT_WHAT_EXTENDING, C_SOON, false, 0},
	[PANEL_RETURNING] = {W_HOT_STAT_RETURNING, W_HOT_WHAT_RETURNING, C_SOON, false, 0},
	[PANEL_SUPERVISED] = {W_HOT_SUPERVISED, W_HOT_WHAT_SUPERVISED, C_LATE, false, 0},
	[PANEL_IN_WEEK] = {W_HOT_STAT_WEEK_IN, W_HOT_WHAT_IN, C_TEXT, false, 0},
	[PANEL_CLOSED_WEEK] = {W_HOT_STAT_CLOSED, W_HOT_WHAT_CLOSED, C_TEXT, false, 0},
	[PANEL_IN_YEAR] = {W_HOT_STAT_YEAR_IN, W_HOT_WHAT_IN, C_TEXT, false, 0},
	[PANEL_CLOSED_YEAR] = {W_HOT_STAT_CLOSED, W_HOT_WHAT_CLOSED, C_TEXT, false, 0},
	[PANEL_MONTH_IN_TIME] = {W_HOT_STAT_MONTH, NULL, C_TEXT, false, TICKET_FIGURE_IN_TIME + 1},
	[PANEL_YEAR_IN_TIME] = {W_HOT_STAT_YEAR, NULL, C_TEXT, false, TICKET_FIGURE_IN_TIME + 1},
	[PANEL_YEAR_PLEASED] = {W_HOT_STAT_PLEASED, NULL, C_TEXT, false, TICKET_FIGURE_PLEASED + 1},
};

const char *figure_label(enum ticket_panel_figure id)
{
	return panel[id].label;
}

bool figure_capped(enum ticket_panel_figure id)
{
	return panel[id].capped;
}

enum role figure_role(enum ticket_panel_figure id)
{
	return panel[id].role;
}

/* ------------------------------------------------------------ the kinds of figures */
void figure_of_panel(struct app *a, enum ticket_panel_figure id, struct figure *f)
{
	const struct ticket_panel *p = app_hotline(a);
	*f = (struct figure){.rate = panel[id].rate, .capped = panel[id].capped, .what = panel[id].what};
	snprintf(f->name, sizeof f->name, "%s%s", id == PANEL_CLOSED_WEEK ? W_HOT_THIS_WEEK : id == PANEL_CLOSED_YEAR ? W_HOT_THIS_YEAR : "",
	        panel[id].label);
	f->value.n = ticket_panel_figure(p, id);
	ticket_panel_query(app_desk(a), id, &f->part[FIGURE_NUMERATOR]);
	if (!f->rate)
		return;
	f->what = ticket_figure_formula(app_desk(a), (enum ticket_figure)(panel[id].rate - 1));
	f->value = id == PANEL_MONTH_IN_TIME ? p->month_in_time : id == PANEL_YEAR_IN_TIME ? p->year_in_time : p->year_pleased;
	f->part[FIGURE_DENOMINATOR] = f->part[FIGURE_NUMERATOR];
	f->part[FIGURE_NUMERATOR].figure_part = 1;
}

void figure_of_rate(struct desk *d, enum ticket_figure id, const struct ticket_span *s, int64_t office, const char *period,
        const struct ticket_ratio *value, struct figure *f)
{
	*f = (struct figure){.rate = true, .value = *value, .what = ticket_figure_formula(d, id)};
	snprintf(f->name, sizeof f->name, "%s%s", period, ticket_figure_text(id));
	for (int part = 0; part < 2; part++)
		ticket_figure_query(id, part + 1, s, office, 0, &f->part[part]);
}

void figure_of_group(enum ticket_by by, const struct ticket_count *c, const struct ticket_span *s, const char *period, struct figure *f)
{
	*f = (struct figure){.value.n = c->in, .what = W_HOT_WHAT_IN};
	snprintf(f->name, sizeof f->name, "%s · %s", period, *c->name ? c->name : W_HOT_NO_OFFICE);
	f->part[0] = (struct ticket_query){.scope = TICKETS_ALL, .states = ~(1u << TICKET_VOID) & ((1u << TICKET_STATE_END) - 2u),
		.dispatched_from = s->from, .dispatched_to = s->to, .sort = TICKETS_BY_ARRIVAL, .descending = true, .words = "", .title = ""};
	if (by == TICKETS_BY_KIND)
		f->part[0].kind = (int)c->k;
	else
		f->part[0].office = c->k;
}

/* ------------------------------------------------------------ shown and opened */
const char *figure_value(struct desk *d, const struct figure *f, char buf[80])
{
	char s[48];
	if (!f->rate)
		return f->capped ? pen_capped(f->value.n, buf) : pen_number(f->value.n, buf);
	if (f->value.of)
		snprintf(buf, 80, "%s", ratio_text(f->value.n, f->value.of, (int)setting_number(d, SETTING_DECIMALS), s));
	else
		snprintf(buf, 80, "%s", W_LIGHT_NONE);
	return buf;
}

/* What is above the line of a formula, or below it, there without the brackets round all of it. */
static const char *side(const char *formula, int part, char buf[200])
{
	const char *line = strstr(formula, DIVIDED), *from = formula;
	size_t n = line ? (size_t)(line - formula) : strlen(formula), bracket = strlen(W_HOT_BRACKET);
	if (part == FIGURE_DENOMINATOR && line) {
		from = line + strlen(DIVIDED);
		from += *from == ' ';
		n = strlen(from);
		if (n > 2 * bracket && !strncmp(from, W_HOT_BRACKET, bracket) && !strcmp(from + n - bracket, W_HOT_BRACKET_END)) {
			from += bracket;
			n -= 2 * bracket;
		}
	}
	snprintf(buf, 200, "%.*s", (int)n, from);
	return buf;
}

static void show(struct app *a, const struct ticket_query *q, const char *title)
{
	struct view *v = hotline_behind(a, q, title);
	app_push(a, v);
	v->ops->refresh(v); /* placed first: how much is read depends on the rows that fit */
}

void figure_open(struct app *a, const struct figure *f)
{
	static const char *const parts[] = {W_HOT_NUMERATOR, W_HOT_DENOMINATOR};
	struct choices list = {0};
	char title[300], text[2][80], what[200], value[80], *key = NULL;
	if (!f->rate) {
		snprintf(title, sizeof title, "%s：%s", f->name, f->what);
		show(a, &f->part[0], title);
		return;
	}
	for (int part = 0; part < 2; part++) {
		snprintf(text[part], sizeof *text, W_HOT_PART, parts[part], (long long)(part ? f->value.of : f->value.n));
		choices_add(&list, part ? "of" : "n", text[part], side(f->what, part, what), "");
	}
	snprintf(title, sizeof title, "%s %s", f->name, figure_value(app_desk(a), f, value));
	if (ask_choice(a, title, &list, PICK_DIGITS, NULL, &key)) {
		int part = strcmp(key, "n") ? FIGURE_DENOMINATOR : FIGURE_NUMERATOR;
		snprintf(title, sizeof title, W_HOT_PART_OF, f->name, parts[part], side(f->what, part, what));
		show(a, &f->part[part], title);
	}
	free(key);
}

bool figure_here(struct view *v, struct figure *f)
{
	return figure_panel(v, f) || figure_page(v, f);
}
