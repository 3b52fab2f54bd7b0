/* work.c - see work.h: figures, entered figures, and the words of values. */
#include "forms/report/work.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/words.h"
#include "store/base/ratio.h"
#include "store/base/text.h"

/* ---- periods ---- */

struct figure_period work_before(const struct work *w)
{
	return figure_period_step(w->p, -1);
}

struct figure_period work_year(const struct work *w)
{
	int year = figure_period_year(&w->p);
	int32_t begin = day_of(year, 1, 1), end = day_of(year + 1, 1, 1);

	return (struct figure_period){begin, w->p.to < end ? w->p.to : end, FIGURE_SPAN_DAYS};
}

/* ---- the title ---- */

void work_title(struct work *w, const char *first, const char *second)
{
	enum { COLUMNS = 40 }; /* of a line of 二号: 20 Han */
	struct buffer b = {0};

	buffer_printf(&b, "%s%s%s", first, text_columns(first) + text_columns(second) > COLUMNS ? "\n" : "", second);
	document_add(w->doc, DOCUMENT_TITLE, b.s);
	buffer_free(&b);
}

/* ---- figures ---- */

static const char *how_key(enum figure_how how)
{
	static const char *const keys[] = {"counted", "entered", "unset", "unknown"};

	return keys[how];
}

static void keep(struct work *w, const char *key, const struct figure_period *p, const struct figure_value *v, bool ratio)
{
	char period[32] = "now";
	json_t *j;

	if (p)
		figure_period_key(p, period);
	j = json_pack("{s:s,s:s,s:s}", "key", key, "period", period, "how", how_key(v->how));
	if (v->how != FIGURE_UNSET)
		json_object_set_new(j, "n", json_integer(v->n));
	if (ratio)
		json_object_set_new(j, "of", json_integer(v->of));
	json_array_append_new(w->figures, j);
}

struct figure_value work_figure(struct work *w, enum figure f, const struct figure_period *p)
{
	struct figure_value v = {0};
	struct figure_period now = {0};

	if (!w->z)
		w->z = figure_get(w->d, f, p ? p : &now, 0, &v, w->e);
	if (!w->z)
		keep(w, figure_row(f)->key, p, &v, figure_row(f)->ratio);
	return v;
}

int64_t work_count(struct work *w, enum figure f, const struct figure_period *p)
{
	return work_figure(w, f, p).n;
}

struct figure_part *work_parts(struct work *w, enum figure f, enum figures_by by, const struct figure_period *p, int *n)
{
	struct figure_part *parts = NULL;
	struct figure_value all;

	*n = 0;
	if (!w->z)
		w->z = figure_parts(w->d, f, by, p, 0, &parts, n, &all, w->e);
	return w->z ? NULL : parts;
}

int64_t work_part(const struct figure_part *parts, int n, int64_t id)
{
	for (int i = 0; i < n; i++)
		if (parts[i].id == id)
			return parts[i].n;
	return 0;
}

struct work_entered work_entered(struct work *w, enum entered k, const struct figure_period *p)
{
	struct work_entered v = {0};

	if (!w->z)
		w->z = entered_sum(w->d, k, p->from, p->to, &v.value, &v.set, &v.whole, w->e);
	if (!w->z)
		keep(w, entered_row(k)->key, p, &(struct figure_value){.how = v.set ? FIGURE_ENTERED : FIGURE_UNSET, .n = v.value}, false);
	return v;
}

void work_entered_words(struct buffer *b, struct work *w, enum entered k, const struct figure_period *p)
{
	struct work_entered v = work_entered(w, k, p);

	if (v.set)
		buffer_printf(b, "%lld%s%s", (long long)v.value, entered_row(k)->unit, v.whole ? W_R_ENTERED : W_R_ENTERED_PART);
	else
		buffer_text(b, W_R_UNSET);
}

const char *work_entered_cell(struct work *w, enum entered k, const struct figure_period *p, char buf[64])
{
	struct work_entered v = work_entered(w, k, p);

	if (v.set)
		snprintf(buf, 64, "%lld%s", (long long)v.value, v.whole ? W_R_ENTERED : W_R_ENTERED_PART);
	else
		snprintf(buf, 64, "%s", W_R_UNSET);
	return buf;
}

/* ---- words ---- */

char *work_text(struct work *w, int part, const char *row)
{
	char *text = NULL;

	if (!w->z && w->id)
		w->z = report_text(w->d, w->id, part, row, &text, w->e);
	return text ? text : xstrdup("");
}

const char *work_ratio(const struct work *w, const struct figure_value *v, char buf[96])
{
	char percent[48];

	if (v->how == FIGURE_UNKNOWN)
		snprintf(buf, 96, "%s", W_R_UNKNOWN);
	else if (!v->of)
		snprintf(buf, 96, "%s", W_R_RATIO_NONE);
	else
		snprintf(buf, 96, W_R_RATIO, ratio_text(v->n, v->of, (int)setting_number(w->d, SETTING_DECIMALS), percent), (long long)v->n,
			(long long)v->of);
	return buf;
}

const char *work_number(const struct figure_value *v, char buf[48])
{
	if (v->how == FIGURE_UNKNOWN)
		snprintf(buf, 48, "%s", W_R_UNKNOWN);
	else if (v->how == FIGURE_UNSET)
		snprintf(buf, 48, "%s", W_R_UNSET);
	else if (v->more)
		snprintf(buf, 48, W_R_MORE, (long long)v->n - 1);
	else
		snprintf(buf, 48, "%lld%s", (long long)v->n, v->how == FIGURE_ENTERED ? W_R_ENTERED : "");
	return buf;
}

const char *work_change(int64_t now, int64_t before, const char *unit, char buf[48])
{
	if (now == before)
		snprintf(buf, 48, "%s", W_R_CHANGE_NONE);
	else if (now > before)
		snprintf(buf, 48, W_R_CHANGE_MORE, (long long)(now - before), unit);
	else
		snprintf(buf, 48, W_R_CHANGE_LESS, (long long)(before - now), unit);
	return buf;
}

const char *work_day(int32_t day, char buf[40])
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	snprintf(buf, 40, W_R_DAY, month, mday);
	return buf;
}

const char *work_day_short(int32_t day, char buf[40])
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	snprintf(buf, 40, W_R_DAY_SHORT, month, mday);
	return buf;
}

/* ---- tables ---- */

void work_head(struct work *w, struct document_table *t, const char *const *names, int n)
{
	document_row(w->doc, t, 0);
	for (int i = 0; i < n; i++)
		document_cell(w->doc, t, 1, CELL_HEAD | CELL_CENTRE, names[i]);
}

void work_label(struct work *w, struct document_table *t, const char *text)
{
	document_cell(w->doc, t, 1, 0, text);
}

void work_value(struct work *w, struct document_table *t, const char *text)
{
	document_cell(w->doc, t, 1, CELL_VALUE | CELL_CENTRE, text);
}

void work_value_number(struct work *w, struct document_table *t, int64_t n)
{
	work_value(w, t, number_text(n).s);
}
