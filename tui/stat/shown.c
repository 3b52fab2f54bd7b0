/* shown.c - see shown.h. */
#include "tui/stat/shown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/ratio.h"
#include "store/view/figure/stat.h"
#include "tui/ask.h"
#include "tui/hotline/hotline.h"
#include "tui/list/item_list.h"
#include "tui/request/request.h"
#include "tui/stat/words.h"
#include "tui/task/task.h"
#include "tui/widget/picker.h"

#define DIVIDED " ÷" /* of figure.def */

enum { FEW = 10 }; /* of fewer a percentage says nothing */

/* ------------------------------------------------------------ made */
static void lists(struct desk *d, const struct figure_period *p, int64_t office, enum figures_by by, int64_t id, struct shown *s)
{
	for (int part = 0; part < 2; part++)
		figure_list(d, s->f, p, office, part + 1, by, id, &s->part[part]);
}

void shown_of_figure(struct desk *d, enum figure f, const struct figure_period *p, int64_t office,
        const struct figure_value *v, struct shown *s)
{
	char when[80] = "";
	*s = (struct shown){.f = f, .ratio = figure_row(f)->ratio, .value = *v};
	if (figure_row(f)->when != FIGURE_WHEN_NOW)
		figure_period_text(p, when);
	snprintf(s->name, sizeof s->name, "%s%s", when, figure_row(f)->text);
	figure_formula(d, f, s->what);
	lists(d, p, office, FIGURES_BY_NONE, 0, s);
}

void shown_of_panel(struct app *a, enum panel w, struct shown *s)
{
	struct figure_period p = panel_period(app_desk(a), w), now = figure_period_now(app_desk(a), p.span, 0);
	enum figure f = panel_figure(w);
	const char *when = figure_period_same(&p, &now) ? figure_span_now(p.span) : figure_span_before(p.span);
	shown_of_figure(app_desk(a), f, &p, 0, &app_figures(a)->at[w], s);
	snprintf(s->name, sizeof s->name, "%s%s", figure_row(f)->when == FIGURE_WHEN_NOW ? "" : when, figure_row(f)->text);
}

const char *shown_part_name(enum figures_by by, const struct figure_part *part)
{
	return *part->name ? part->name : by == FIGURES_BY_OFFICE ? W_FIG_NO_OFFICE : W_FIG_NOBODY;
}

void shown_of_part(struct desk *d, enum figure f, const struct figure_period *p, int64_t office, enum figures_by by,
        const struct figure_part *part, struct shown *s)
{
	const struct figure_value v = {.how = FIGURE_COUNTED, .n = part->n};
	shown_of_figure(d, f, p, office, &v, s);
	s->ratio = false;
	size_t n = strlen(s->name);
	snprintf(s->name + n, sizeof s->name - n, " · %s", shown_part_name(by, part));
	lists(d, p, office, by, part->id, s);
}

/* ------------------------------------------------------------ as text */
static int decimals(const struct desk *d)
{
	return (int)setting_number(d, SETTING_DECIMALS);
}

const char *shown_value(const struct desk *d, enum figure f, const struct figure_value *v, char buf[48])
{
	if (v->how == FIGURE_UNSET)
		snprintf(buf, 48, "%s", W_FIG_UNSET);
	else if (v->how == FIGURE_UNKNOWN)
		snprintf(buf, 48, "%s", W_FIG_UNKNOWN);
	else if (v->more)
		snprintf(buf, 48, "%d+", STAT_CAP);
	else if (!figure_row(f)->ratio)
		snprintf(buf, 48, "%lld", (long long)v->n);
	else if (!v->of)
		snprintf(buf, 48, "%s", W_FIG_NOTHING);
	else if (f == FIGURE_REVIEW_DAYS) /* half up, in whole numbers */
		snprintf(buf, 48, "%lld.%lld", (long long)((v->n * 20 / v->of + 1) / 2 / 10),
		        (long long)((v->n * 20 / v->of + 1) / 2 % 10));
	else
		ratio_text(v->n, v->of, decimals(d), buf);
	return buf;
}

static const char *points(const struct desk *d, enum figure f, const struct figure_value *now, const struct figure_value *before,
        char buf[48])
{
	if (!now->of || !before->of)
		snprintf(buf, 48, "%s", W_FIG_NOTHING);
	else if (now->n * before->of == before->n * now->of)
		snprintf(buf, 48, "%s", W_FIG_SAME);
	else if (f == FIGURE_REVIEW_DAYS)
		snprintf(buf, 48, "%+.1f", (double)now->n / (double)now->of - (double)before->n / (double)before->of);
	else
		snprintf(buf, 48, W_FIG_POINTS, decimals(d),
		        ratio_percent(now->n, now->of, decimals(d)) - ratio_percent(before->n, before->of, decimals(d)));
	return buf;
}

const char *shown_change(const struct desk *d, enum figure f, const struct figure_value *now, const struct figure_value *before,
        char buf[48])
{
	const bool ratio = figure_row(f)->ratio;
	if (now->how == FIGURE_UNKNOWN || before->how == FIGURE_UNKNOWN || figure_row(f)->when == FIGURE_WHEN_NOW ||
		(!ratio && !before->n))
		snprintf(buf, 48, "%s", W_FIG_NOTHING);
	else if (ratio)
		points(d, f, now, before, buf);
	else if (now->n == before->n)
		snprintf(buf, 48, "%s", W_FIG_SAME);
	else if (before->n < FEW)
		snprintf(buf, 48, "%+lld", (long long)(now->n - before->n));
	else
		ratio_change(now->n, before->n, decimals(d), buf);
	return buf;
}

/* What is above the line of a formula, or below it, there without the brackets round all of it. */
static const char *side(const char *formula, int part, char buf[300])
{
	const char *line = strstr(formula, DIVIDED), *from = formula;
	size_t n = line ? (size_t)(line - formula) : strlen(formula), bracket = strlen(W_FIG_BRACKET);
	if (part == SHOWN_DENOMINATOR && line) {
		from = line + strlen(DIVIDED);
		from += *from == ' ';
		n = strlen(from);
		if (n > 2 * bracket && !strncmp(from, W_FIG_BRACKET, bracket) && !strcmp(from + n - bracket, W_FIG_BRACKET_END)) {
			from += bracket;
			n -= 2 * bracket;
		}
	}
	snprintf(buf, 300, "%.*s", (int)n, from);
	return buf;
}

/* ------------------------------------------------------------ opened */
static void show(struct app *a, const struct figure_list *list, const char *title)
{
	struct view *v = list->module == FIGURE_OF_TICKETS  ? hotline_behind(a, &list->tickets, title) :
	                 list->module == FIGURE_OF_REQUESTS ? request_list_behind(a, &list->requests, title) :
	                 list->module == FIGURE_OF_TASKS    ? task_list_behind(a, &list->tasks, title) :
	                                                      item_list_behind(a, &list->items, title);
	app_push_list(a, v);
}

void shown_open(struct app *a, const struct shown *s)
{
	static const char *const parts[] = {W_FIG_NUMERATOR, W_FIG_DENOMINATOR};
	struct choices list = {0};
	char title[700], text[2][80], what[300], value[48], *key = NULL;
	const char *unit = figure_row(s->f)->module == FIGURE_OF_TICKETS ? figure_row(FIGURE_TICKETS_IN)->unit :
	                                                                    figure_row(FIGURE_PUBLISHED)->unit;
	if (figure_row(s->f)->module == FIGURE_OF_ENTERED) {
		app_say(a, C_NOTE, "%s", W_FIG_NO_LIST);
		return;
	}
	if (!s->ratio) {
		snprintf(title, sizeof title, "%s：%s", s->name, s->what);
		show(a, &s->part[0], title);
		return;
	}
	for (int part = 0; part < 2; part++) {
		bool days = s->f == FIGURE_REVIEW_DAYS && !part;
		snprintf(text[part], sizeof *text, W_FIG_PART, parts[part], (long long)(part ? s->value.of : s->value.n),
		        days ? figure_row(s->f)->unit : unit);
		choices_add(&list, part ? "of" : "n", text[part], side(s->what, part, what), "");
	}
	snprintf(title, sizeof title, "%s %s", s->name, shown_value(app_desk(a), s->f, &s->value, value));
	if (ask_choice(a, title, &list, PICK_DIGITS, NULL, &key)) {
		int part = strcmp(key, "n") ? SHOWN_DENOMINATOR : SHOWN_NUMERATOR;
		snprintf(title, sizeof title, W_FIG_PART_OF, s->name, parts[part], side(s->what, part, what));
		show(a, &s->part[part], title);
	}
	free(key);
}

bool shown_here(struct view *v, struct shown *s)
{
	return shown_panel(v, s) || stat_page(v, s);
}
