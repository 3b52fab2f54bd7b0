/* view.c - a list of tickets: what a row shows.  Which rows there are is the business of ticket/plan.c, how they
 * are read in pages that of window.c. */
#include "store/view/ticket/view.h"

#include <stdlib.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/view/ticket/query.h"

enum { HOUR = 3600 };

enum z ticket_units_load(struct desk *d, struct ticket_units *u, struct error *e)
{
	*u = (struct ticket_units){0};
	sqlite3_stmt *q = db_query(
	        d->db, e, "SELECT kind, urgency, sign_unit, return_unit, inner_unit FROM ticket_limit", "");
	while (db_step(d->db, q, e)) {
		int k = sqlite3_column_int(q, 0), g = sqlite3_column_int(q, 1);
		if (k < 1 || k >= KIND_END || g < 1 || g >= URGENCY_END)
			continue;
		for (int l = 0; l < UNITS; l++)
			u->hours[l][k][g] = sqlite3_column_int(q, 2 + l) == LIMIT_HOURS;
	}
	db_done(q);
	return db_result(d->db);
}

const struct workdays *ticket_days(struct ticket_view *v)
{
	if (!v->days.calendar)
		workdays_make(&v->days, v->w.d->calendar, v->w.today);
	return &v->days;
}

/* ---- rows ---- */

/* The limits of a row, as they are cached. */
struct dues {
	int64_t sort, sign, inner, outer, back, from;
};

static bool ticket_hours(const struct ticket_units *u, const struct ticket_line *r, const struct dues *x)
{
	enum ticket_unit_of of = x->sort == x->sign                                    ? UNIT_SIGN
	                         : r->state == TICKET_RETURNING && x->sort == x->back ? UNIT_RETURN
	                                                                               : UNIT_INNER;
	return u->hours[of][r->kind_code][r->urgency];
}

/* The limit that counts now, as ticket_light() sees it; what no limit equals is an estimate. */
static void due_of(struct ticket_view *v, struct ticket_line *r, const struct dues *x)
{
	int64_t now = desk_now(v->w.d), sort = x->sort;
	if (sort >= TICKET_NEVER)
		return;
	r->due = sort;
	r->left = workdays_left(ticket_days(v), day_at(sort - 1));
	r->estimate = sort != x->sign && sort != x->inner && sort != x->outer && sort != x->back;
	if (r->estimate)
		return;
	r->hours = ticket_hours(&v->units, r, x);
	if (now >= sort)
		r->light = LIGHT_RED;
	else if (r->hours)
		r->light = (sort - now) * 5 <= sort - x->from ? LIGHT_YELLOW : LIGHT_GREEN;
	else
		r->light = workdays_light(ticket_days(v), day_at(sort - 1), CLOCK_NEAR);
	if (now >= sort && !r->left)
		r->hours = true; /* passed within this day */
	if (r->hours)
		r->left = now < sort ? (int)((sort - now + HOUR - 1) / HOUR) : -(int)((now - sort) / HOUR + 1);
}

static enum z read_row(struct window *w, sqlite3_stmt *q, int c, void *row, struct arena *a, struct error *e)
{
	struct ticket_view *v = view_of_tickets(w);
	struct ticket_line *r = row;
	struct dues x;
	(void)e;
	r->id = sqlite3_column_int64(q, c++);
	r->ver = sqlite3_column_int64(q, c++);
	r->number = arena_strdup(a, column_text(q, c++));
	r->title = arena_strdup(a, column_text(q, c++));
	r->office = arena_strdup(a, column_text(q, c++));
	r->holder = arena_strdup(a, column_text(q, c++));
	r->kind_code = sqlite3_column_int(q, c++);
	r->urgency = sqlite3_column_int(q, c++);
	if (r->kind_code < 0 || r->kind_code >= KIND_END)
		r->kind_code = 0;
	if (r->urgency < 0 || r->urgency >= URGENCY_END)
		r->urgency = 0;
	r->kind = ticket_kind_text(r->kind_code);
	r->state = sqlite3_column_int(q, c++);
	r->round = sqlite3_column_int(q, c++);
	r->supervised = sqlite3_column_int64(q, c++) != 0;
	r->extending = sqlite3_column_int64(q, c++) != 0;
	r->excluded = sqlite3_column_int(q, c++) != 0;
	r->merged_here = sqlite3_column_int(q, c++) != 0;
	r->light = (enum light)sqlite3_column_int(q, c++);
	r->dispatched_at = sqlite3_column_int64(q, c++);
	r->closed_at = sqlite3_column_int64(q, c++);
	r->updated_at = sqlite3_column_int64(q, c++);
	r->pleased = sqlite3_column_int(q, c++);
	x.from = sqlite3_column_int64(q, c++);
	x.sort = sqlite3_column_int64(q, c++);
	x.sign = sqlite3_column_int64(q, c++);
	x.inner = sqlite3_column_int64(q, c++);
	x.outer = sqlite3_column_int64(q, c++);
	x.back = sqlite3_column_int64(q, c++);
	if (TICKETS_LIVE & 1u << r->state) {
		r->light = LIGHT_NONE;
		due_of(v, r, &x);
	}
	return Z_OK;
}

/* ---- the list ---- */

static enum z make(struct window *w, struct error *e)
{
	struct ticket_view *v = view_of_tickets(w);
	v->days.calendar = NULL; /* made when it is asked for */
	enum z z = ticket_units_load(w->d, &v->units, e);
	return z == Z_OK ? ticket_plan(w, e) : z;
}

static const struct window_table table = {
        .name = "ticket",
        .fts = "ticket_fts",
        .order = ticket_order,
        .indexed = ticket_order,
        .by_id = TICKETS_BY_ID,
        .columns = "i.id, i.ver, i.number, i.title, o.name, h.name, i.kind, i.urgency, i.state, i.round, i.supervised,"
                   " i.extending, i.excluded, EXISTS(SELECT 1 FROM ticket m WHERE m.master=i.id), i.light, i.dispatched_at,"
                   " i.closed_at, i.updated_at, i.pleased, i.round_at, i.due_sort, i.sign_due, i.inner_due, i.outer_due, i.return_due",
        .joins = " LEFT JOIN office o ON o.id=i.office LEFT JOIN officer h ON h.id=i.handler",
        .row_size = sizeof(struct ticket_line),
        .plan = make,
        .row = read_row,
};

enum z ticket_view_open(struct desk *d, const struct ticket_query *q, struct window **out, struct error *e)
{
	struct ticket_view *v = xalloc(sizeof *v);
	v->q = *q;
	v->w = (struct window){.t = &table, .d = d,
		.by_minute = q->light || q->late || q->figure || q->scope == TICKETS_DUTY || q->scope == TICKETS_MINE};
	return window_open(&v->w, &v->q.words, &v->q.title, out, e);
}
