/* report.c - see report.h. */
#include "forms/report/report.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/words.h"
#include "forms/report/work.h"

static const struct maker {
	enum figure_span span;
	void (*make)(struct work *w);
	const char *form;
} makers[REPORT_KIND_END] = {
	[REPORT_WEEKLY] = {FIGURE_SPAN_WEEK, weekly_make, W_R_WEEK_FORM},
	[REPORT_MONTHLY] = {FIGURE_SPAN_MONTH, returns_make, W_R_MONTH_FORM},
	[REPORT_QUARTERLY] = {FIGURE_SPAN_QUARTER, returns_make, W_R_QUARTER_FORM},
	[REPORT_HALF] = {FIGURE_SPAN_HALF, half_make, W_R_HALF_FORM},
	[REPORT_SELF] = {FIGURE_SPAN_YEAR, self_make, W_R_YEAR_FORM},
};

static int week_start(struct desk *d)
{
	return (int)setting_number(d, SETTING_WEEK_START);
}

enum z report_period(struct desk *d, int kind, const char *key, struct figure_period *p, struct error *e)
{
	const struct maker *m = &makers[kind];

	if (!key)
		*p = figure_period_of(m->span, desk_today(d), week_start(d));
	else if (!figure_period_parse(key, week_start(d), p) || p->span != m->span)
		return refuse(e, R_REPORT_PERIOD, report_kind_text(kind), key, m->form);
	return Z_OK;
}

struct figure_period report_period_of(const struct report *r)
{
	return (struct figure_period){r->from, r->to, makers[r->kind].span};
}

const char *report_number_text(const struct report *r, char buf[64])
{
	char more[32] = "";

	if (r->version > 1)
		snprintf(more, sizeof more, W_R_CORRECTION, r->version - 1);
	snprintf(buf, 64, W_R_NUMBER "%s", r->year, r->number, more);
	return buf;
}

const char *report_period_short(const struct report *r, char buf[80])
{
	struct figure_period p = report_period_of(r);
	char from[40], to[40];

	if (p.span != FIGURE_SPAN_WEEK)
		return figure_period_text(&p, buf);
	snprintf(buf, 80, W_R_WEEK_SHORT, figure_period_number(&p), work_day_short(p.from, from), work_day_short(p.to - 1, to));
	return buf;
}

static void foot(struct work *w)
{
	struct buffer b = {0};
	char hex[65];

	buffer_printf(&b, W_R_HEAD, (long long)w->head.seq, hash_hex(&w->head.hash, hex));
	document_set_footer(w->doc, b.s);
	buffer_free(&b);
}

/* What the paper was made from, figure by figure. */
static void facts(struct work *w)
{
	char key[32];
	json_t *all = json_pack("{s:s,s:s,s:I,s:I,s:O}", "report", report_kind_key(w->kind), "period", figure_period_key(&w->p, key), "made_at",
		(json_int_t)w->cut, "audit_seq", (json_int_t)w->head.seq, "figures", w->figures);
	char *s = json_dumps(all, JSON_COMPACT | JSON_PRESERVE_ORDER);

	w->doc->facts = arena_strdup(&w->doc->memory, s);
	free(s);
	json_decref(all);
}

/* Each place that waits for the reviewer's name gets it. */
static char *filled(const char *text, const char *name)
{
	struct buffer b = {0};
	const char *place;

	while ((place = strstr(text, W_R_REVIEWER))) {
		buffer_add(&b, text, (size_t)(place - text));
		buffer_text(&b, name);
		text = place + strlen(W_R_REVIEWER);
	}
	buffer_text(&b, text);
	return buffer_take(&b);
}

static void sign(struct document *doc, const char *name)
{
	for (size_t i = 0; i < doc->n; i++)
		if (strstr(doc->block[i].text, W_R_REVIEWER)) {
			char *text = filled(doc->block[i].text, *name ? name : W_R_REVIEWER_NONE);

			doc->block[i].text = arena_strdup(&doc->memory, text);
			free(text);
		}
}

enum z report_make(struct desk *d, int kind, const struct figure_period *p, int64_t id, struct document **doc, char **saved,
        struct audit_head *head, struct error *e)
{
	struct work w = {.d = d, .kind = kind, .id = id, .p = *p, .cut = desk_now(d), .e = e, .figures = json_array()};
	struct buffer title = {0};
	char period[80];

	*doc = NULL;
	if (id)
		w.z = report_load(d, id, &w.record, e);
	if (!w.z)
		w.z = report_head(d, &w.head, e);
	buffer_printf(&title, "%s%s %s", desk_bureau(d), report_kind_text(kind), figure_period_text(p, period));
	w.doc = document_new(title.s);
	buffer_free(&title);
	if (!w.z) {
		makers[kind].make(&w);
		foot(&w);
		facts(&w);
	}
	if (!w.z && saved)
		*saved = document_save(w.doc);
	else if (!w.z)
		sign(w.doc, w.record.reviewer_name);
	if (!w.z && head)
		*head = w.head;
	json_decref(w.figures);
	if (w.z)
		document_free(&w.doc);
	*doc = w.doc;
	return w.z;
}

enum z report_print(struct desk *d, int64_t id, struct document **doc, struct error *e)
{
	struct report r;
	struct audit_head head;
	char *paper = NULL;
	enum z z = report_load(d, id, &r, e);

	*doc = NULL;
	if (z)
		return z;
	struct figure_period p = report_period_of(&r);
	if (r.state == REPORT_STATE_DRAFT)
		z = report_make(d, r.kind, &p, id, doc, NULL, NULL, e);
	else if (!(z = report_paper(d, id, &paper, &head, e)))
		z = document_load(paper, doc, e);
	if (!z)
		sign(*doc, r.reviewer_name);
	free(paper);
	return z;
}

enum z report_submit(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	struct report r;
	struct audit_head head;
	struct document *doc;
	char *saved = NULL;
	enum z z = report_load(d, id, &r, e);

	if (z)
		return z;
	struct figure_period p = report_period_of(&r);
	z = report_make(d, r.kind, &p, id, &doc, &saved, &head, e);
	if (!z)
		z = report_send(d, id, ver, saved, &head, e);
	document_free(&doc);
	free(saved);
	return z;
}
