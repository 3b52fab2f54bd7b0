/* figure.c - the table of figures; where each comes from is said in figure/item.c, ticket.c, request.c and
 * task.c. */
#include "store/view/figure/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/rule/calendar/workdays.h"

static const struct figure_row rows[FIGURE_END] = {
#define TICKET_RATE(NAME, key, text, formula, WHEN)                                                                      \
	[FIGURE_TICKET_##NAME] = {key, text, formula, "", "%", FIGURE_WHEN_##WHEN, FIGURE_OF_TICKETS, true},
#define FIGURE(NAME, key, text, counted, of, WHEN, unit, MODULE)                                                         \
	[FIGURE_##NAME] = {key, text, counted, of, unit, FIGURE_WHEN_##WHEN, FIGURE_OF_##MODULE, sizeof of > 1},
#include "store/view/figure/figure.def"
};
static const char *const strict[FIGURE_END] = {
#define TICKET_RATE_STRICT(NAME, formula) [FIGURE_TICKET_##NAME] = formula,
#include "store/view/figure/figure.def"
};
static const char *const whens[] = {
#define FIGURE_WHEN(NAME, text) text,
#include "store/view/figure/figure.def"
};
static const struct {
	const char *key, *text;
} divisions[FIGURES_BY_END] = {
        {"", ""},
#define FIGURES_BY(NAME, key, text) {key, text},
#include "store/view/figure/figure.def"
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

/* ---- counted ---- */

void parts_add(struct parts *p, int64_t id, int64_t n, const char *name)
{
	if (p->n == p->cap) {
		p->cap = p->cap ? p->cap * 2 : 32;
		p->row = xrealloc(p->row, (size_t)p->cap * sizeof *p->row);
	}
	struct figure_part *r = &p->row[p->n++];
	*r = (struct figure_part){.id = id, .n = n};
	snprintf(r->name, sizeof r->name, "%s", name);
}

static int64_t day_key(const struct ask *a, int32_t day)
{
	return stat_k(a->office, day < -STAT_KEY_MAX ? -STAT_KEY_MAX : day > STAT_KEY_MAX ? STAT_KEY_MAX : day);
}

struct keys ask_keys(const struct ask *a)
{
	return (struct keys){day_key(a, a->p.from), day_key(a, a->p.to)};
}

/* Hands "state" and number of each counter under these keys to the adder. */
static enum z add_keys(const struct ask *a, int dim, struct keys k, struct stat_sums *sums)
{
	struct db *db = a->d->db;
	sqlite3_stmt *q = db_query(
		db, a->e, "SELECT cells(?4, state, n) FROM stat WHERE dim=?1 AND k>=?2 AND k<?3", "iii", (int64_t)dim, k.from, k.to);
	if (q)
		sqlite3_bind_pointer(q, 4, sums, STAT_CELLS, NULL);
	while (db_step(db, q, a->e))
		;
	db_done(q);
	return db_result(db);
}

static enum z add_days(const struct ask *a, enum stat_dim dim, struct stat_sums *sums)
{
	return add_keys(a, (int)dim, ask_keys(a), sums);
}

static void add_cell(void *cells, int64_t state, int64_t n)
{
	struct cells *c = cells;
	if (state >= 0 && state < CELLS_MAX)
		c->n[state] += n;
}

void ask_cells(const struct ask *a, enum stat_dim dim, struct cells *out, enum z *z)
{
	*out = (struct cells){{0}};
	if (*z == Z_OK)
		*z = add_days(a, dim, &(struct stat_sums){add_cell, out});
}

int64_t cells_sum(const struct cells *c, uint64_t states)
{
	int64_t n = 0;
	for (int s = 0; s < CELLS_MAX; s++)
		if (states >> s & 1)
			n += c->n[s];
	return n;
}

int64_t ask_days(const struct ask *a, enum stat_dim dim, enum z *z)
{
	struct desk *d = a->d;
	if (*z != Z_OK)
		return 0;
	const struct keys k = ask_keys(a);
	int64_t n = db_number(
		d->db, a->e, 0, "SELECT sum(n) FROM stat WHERE dim=?1 AND k>=?2 AND k<?3", "iii", (int64_t)dim, k.from, k.to);
	*z = db_result(d->db);
	return n;
}

static void take_rows(const struct ask *a, sqlite3_stmt *q, struct parts *p)
{
	while (db_step(a->d->db, q, a->e))
		parts_add(p, sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1), column_text(q, 2));
	db_done(q);
}

/* The part with this id.  Counters of a day come by their id, so it is the one behind the last, or begins anew. */
static struct figure_part *part_of(struct parts *p, int *at, int64_t id)
{
	for (int i = 0; i < p->n; i++) {
		*at = *at + 1 < p->n ? *at + 1 : 0;
		if (p->row[*at].id == id)
			return &p->row[*at];
	}
	parts_add(p, id, 0, "");
	*at = p->n - 1;
	return &p->row[*at];
}

struct part_sums {
	struct parts parts;
	int64_t only; /* 0: all */
	int at;
};

static void add_part(void *sums, int64_t id, int64_t n)
{
	struct part_sums *s = sums;
	if (!s->only || id == s->only)
		part_of(&s->parts, &s->at, id)->n += n;
}

/* The months that lie wholly in the period, as from <= month < to; there may be none. */
static struct keys whole_months(const struct figure_period *p)
{
	int year, month, mday;
	day_split(p->from, &year, &month, &mday);
	return (struct keys){stat_month(p->from) + (mday > 1), stat_month(p->to)};
}

static int32_t month_start(int64_t month)
{
	return day_of((int)(month / 12), (int)(month % 12) + 1, 1);
}

/* Of whole months the counters of the month, of the days before and after them those of the day.  Summed here: there may
 * be thousands of counters, and SQL would sort them all. */
static enum z add_period(const struct ask *a, enum stat_dim dim, struct stat_sums *sums)
{
	enum z z = Z_OK;
	const int32_t first = day_of(1900, 1, 1), last = day_of(9999, 12, 31);
	const struct figure_period p = {.from = a->p.from > first ? a->p.from : first, .to = a->p.to < last ? a->p.to : last};
	const struct keys months = whole_months(&p);
	struct ask days = *a;
	days.p = p;
	if (months.from < months.to) {
		z = add_keys(a, (int)dim + STAT_BY_MONTH, (struct keys){stat_k(a->office, months.from), stat_k(a->office, months.to)},
			sums);
		days.p.to = month_start(months.from);
		if (z == Z_OK)
			z = add_days(&days, dim, sums);
		days.p = (struct figure_period){.from = month_start(months.to), .to = p.to};
	}
	return z == Z_OK && days.p.from < days.p.to ? add_days(&days, dim, sums) : z;
}

enum z ask_days_by(const struct ask *a, enum stat_dim dim, const char *names, struct parts *p)
{
	struct db *db = a->d->db;
	struct part_sums by = {.only = a->by == FIGURES_BY_OFFICE ? a->office : 0};
	struct ask where = *a;
	if (by.only) /* those stand under the bureau */
		where.office = 0;
	enum z z = add_period(&where, dim, &(struct stat_sums){add_part, &by});
	const struct parts sums = by.parts;
	if (names && z == Z_OK) {
		struct buffer b = {0};
		buffer_printf(&b, "SELECT name FROM %s WHERE id=?1", names);
		sqlite3_stmt *q = db_query_dynamic(db, a->e, b.s);
		buffer_free(&b);
		for (int i = 0; q && i < sums.n; i++) {
			sqlite3_reset(q);
			sqlite3_bind_int64(q, 1, sums.row[i].id);
			if (db_step(db, q, a->e))
				snprintf(sums.row[i].name, sizeof sums.row[i].name, "%s", column_text(q, 0));
		}
		db_done(q);
		z = db_result(db);
	}
	for (int i = 0; i < sums.n && z == Z_OK; i++)
		if (sums.row[i].n > 0)
			parts_add(p, sums.row[i].id, sums.row[i].n, sums.row[i].name);
	free(sums.row);
	return z;
}

enum z ask_rows(const struct ask *a, const char *sql, struct parts *p)
{
	sqlite3_stmt *q = db_query_dynamic(a->d->db, a->e, sql);
	if (q) {
		sqlite3_bind_int64(q, 1, day_start(a->p.from));
		sqlite3_bind_int64(q, 2, day_start(a->p.to));
		sqlite3_bind_int64(q, 3, a->office);
		const struct keys k = ask_keys(a);
		sqlite3_bind_int64(q, 4, k.from);
		sqlite3_bind_int64(q, 5, k.to);
	}
	take_rows(a, q, p);
	return db_result(a->d->db);
}

int32_t ask_soon(const struct ask *a)
{
	struct workdays w;
	workdays_make(&w, desk_calendar(a->d), desk_today(a->d));
	return workdays_near(&w, (int)setting_number(a->d, SETTING_SOON_DAYS));
}

struct figure_period figure_period_now(const struct desk *d, enum figure_span span, int step)
{
	return figure_period_step(
	        figure_period_of(span, desk_today(d), (int)setting_number(d, SETTING_WEEK_START)), step);
}

static struct ask ask_of(struct desk *d, enum figure f, const struct figure_period *p, int64_t office, enum figures_by by,
        struct error *e)
{
	return (struct ask){d, f, p ? *p : figure_period_now(d, FIGURE_SPAN_WEEK, 0), office, by, e, false};
}

static enum z get(const struct ask *a, struct figure_value *out)
{
	*out = (struct figure_value){.how = FIGURE_UNSET};
	if ((unsigned)a->f >= FIGURE_END || rows[a->f].module == FIGURE_OF_ENTERED)
		return Z_OK;
	out->how = FIGURE_COUNTED;
	switch (rows[a->f].module) {
	case FIGURE_OF_ITEMS:
		return figure_item_get(a, out);
	case FIGURE_OF_TICKETS:
		return figure_ticket_get(a, out);
	case FIGURE_OF_REQUESTS:
		return figure_request_get(a, out);
	default:
		return figure_task_get(a, out);
	}
}

enum z figure_get(struct desk *d, enum figure f, const struct figure_period *p, int64_t office, struct figure_value *out,
        struct error *e)
{
	struct ask a = ask_of(d, f, p, office, FIGURES_BY_NONE, e);
	enum z z = desk_refresh(d, e);
	return z == Z_OK ? get(&a, out) : z;
}

bool figure_divides(enum figure f, enum figures_by by)
{
	if ((unsigned)f >= FIGURE_END || by == FIGURES_BY_NONE)
		return false;
	return rows[f].module == FIGURE_OF_ITEMS     ? figure_item_divides(f, by) :
	       rows[f].module == FIGURE_OF_TICKETS ? figure_ticket_divides(f, by) :
	                                             false;
}

static int by_number(const void *a, const void *b)
{
	const struct figure_part *x = a, *y = b;
	return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : (x->id > y->id) - (x->id < y->id);
}

enum z figure_parts(struct desk *d, enum figure f, enum figures_by by, const struct figure_period *p, int64_t office,
        struct figure_part **out, int *n, struct figure_value *all, struct error *e)
{
	struct ask a = ask_of(d, f, p, office, by, e), whole = ask_of(d, f, p, office, FIGURES_BY_NONE, e);
	struct parts parts = {0};
	db_read_begin(d->db);
	enum z z = desk_refresh(d, e);
	if (z == Z_OK && all)
		z = get(&whole, all);
	if (z == Z_OK && figure_divides(f, by))
		z = rows[f].module == FIGURE_OF_ITEMS ? figure_item_parts(&a, &parts) : figure_ticket_parts(&a, &parts);
	db_read_end(d->db);
	if (parts.n)
		qsort(parts.row, (size_t)parts.n, sizeof *parts.row, by_number);
	*out = parts.row ? parts.row : xalloc(sizeof **out);
	*n = parts.n;
	return z;
}

bool figure_list(struct desk *d, enum figure f, const struct figure_period *p, int64_t office, int part, enum figures_by by,
        int64_t id, struct figure_list *out)
{
	struct ask a = ask_of(d, f, p, office, by, NULL);
	*out = (struct figure_list){.module = figure_row(f)->module};
	if ((unsigned)f >= FIGURE_END || (by != FIGURES_BY_NONE && !figure_divides(f, by)))
		return false;
	switch (out->module) {
	case FIGURE_OF_ITEMS:
		return figure_item_list(&a, part, id, &out->items);
	case FIGURE_OF_TICKETS:
		return figure_ticket_list(&a, part, id, &out->tickets);
	case FIGURE_OF_REQUESTS:
		return part == 1 && figure_request_list(&a, &out->requests);
	case FIGURE_OF_TASKS:
		return part == 1 && figure_task_list(&a, &out->tasks);
	default:
		return false;
	}
}

enum z figure_list_open(struct desk *d, const struct figure_list *l, struct window **out, struct error *e)
{
	switch (l->module) {
	case FIGURE_OF_ITEMS:
		return item_view_open(d, &l->items, out, e);
	case FIGURE_OF_TICKETS:
		return ticket_view_open(d, &l->tickets, out, e);
	case FIGURE_OF_REQUESTS:
		return request_view_open(d, &l->requests, out, e);
	default:
		return task_view_open(d, &l->tasks, out, e);
	}
}

/* ---- the live panels ---- */

static const struct {
	enum figure f;
	enum figure_span span;
	int step;
} panels[PANEL_END] = {
#define PANEL(NAME, figure, span, step) {FIGURE_##figure, FIGURE_SPAN_##span, step},
#include "store/view/figure/figure.def"
};

enum figure panel_figure(enum panel w)
{
	return (unsigned)w < PANEL_END ? panels[w].f : FIGURE_END;
}

struct figure_period panel_period(const struct desk *d, enum panel w)
{
	return figure_period_now(d, panels[w].span, panels[w].step);
}

enum z figure_panel(struct desk *d, struct figure_panel *p, struct error *e)
{
	memset(p, 0, sizeof *p); /* it is compared by its bytes */
	db_read_begin(d->db);
	enum z z = desk_refresh(d, e);
	for (int w = 0; w < PANEL_END && z == Z_OK; w++) {
		struct figure_period when = panel_period(d, (enum panel)w);
		struct ask a = ask_of(d, panels[w].f, &when, 0, FIGURES_BY_NONE, e);
		struct figure_value v;
		a.brief = true;
		z = get(&a, &v);
		p->at[w].how = v.how;
		p->at[w].n = v.n;
		p->at[w].of = v.of;
		p->at[w].more = v.more;
	}
	db_read_end(d->db);
	return z;
}

bool figure_panel_same(const struct figure_panel *a, const struct figure_panel *b)
{
	for (int w = 0; w < PANEL_END; w++) {
		const struct figure_value *x = &a->at[w], *y = &b->at[w];
		if (x->how != y->how || x->n != y->n || x->of != y->of || x->more != y->more)
			return false;
	}
	return true;
}

bool panel_list(struct desk *d, enum panel w, int part, struct figure_list *out)
{
	struct figure_period when = panel_period(d, w);
	return figure_list(d, panel_figure(w), &when, 0, part, FIGURES_BY_NONE, 0, out);
}
