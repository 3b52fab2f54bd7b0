/* view.c - a list of items: what a row shows.  Which rows there are is the business of item/plan.c,
 * how they are read in pages that of window.c. */
#include "store/view/item/query.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"

/* due_sort beyond these stands for "no clock runs" (store/record/item/inner.c). */
#define DAY_LAST 4000000

/* ---- rows ---- */

static void due_of(const struct item_view *v, struct item_row *r, int32_t due, int32_t due_sort)
{
	r->due = due;
	if (due == DAY_NONE && due_sort > -DAY_LAST && due_sort < DAY_LAST) {
		r->due = due_sort;
		r->estimate = true;
	}
	if (r->due == DAY_NONE)
		return;
	r->left = workdays_left(&v->days, r->due);
	r->light = workdays_light(&v->days, r->due, v->near);
}

static enum z read_row(
        struct window *w, sqlite3_stmt *q, int c, void *row, struct arena *a, struct error *e)
{
	struct item_view *v = view_of_items(w);
	struct item_row *r = row;
	if (!v->days.calendar)
		workdays_make(&v->days, w->d->calendar, w->today);
	r->id = sqlite3_column_int64(q, c++);
	r->ver = sqlite3_column_int64(q, c++);
	r->number = arena_strdup(a, column_text(q, c++));
	r->title = arena_strdup(a, column_text(q, c++));
	r->office = arena_strdup(a, column_text(q, c++));
	r->category = arena_strdup(a, column_text(q, c++));
	r->catalog = arena_strdup(a, column_text(q, c++));
	r->state = sqlite3_column_int(q, c++);
	r->attribute = sqlite3_column_int(q, c++);
	r->rev_n = sqlite3_column_int(q, c++);
	r->returned = sqlite3_column_int(q, c++);
	r->class = sqlite3_column_int(q, c++);
	r->errata = sqlite3_column_int(q, c++) != 0;
	r->migrated = sqlite3_column_int(q, c++) != 0;
	r->superseding = sqlite3_column_type(q, c++) != SQLITE_NULL;
	int32_t due = column_day(q, c++), due_sort = sqlite3_column_int(q, c++);
	due_of(v, r, due, due_sort);
	r->updated_at = sqlite3_column_int64(q, c++);
	r->submitted_at = sqlite3_column_int64(q, c++);
	r->online_at = sqlite3_column_int64(q, c++);
	int64_t office = sqlite3_column_int64(q, c++), drafter = sqlite3_column_int64(q, c++);
	int64_t since = state_tier(r->state) && r->submitted_at ? r->submitted_at : r->updated_at;
	r->waits = workdays_count(&v->days, day_at(since), w->today);
	r->channels_left = sqlite3_column_int(q, c++);
	if (v->q.scope == ITEMS_SIGNED_BY_ME)
		r->signed_at = db_number(w->d->db, e, 0,
			"SELECT max(at) FROM review WHERE item=?1 AND officer=?2 AND act IN (2,3,9)", "ii", r->id, w->d->who.id);
	const char *holder = names_holder(v, r->channels_left ? STATE_SIGNED : r->state, office, r->class, drafter, e);
	r->holder = arena_strdup(a, holder);
	return holder ? Z_OK : db_result(w->d->db);
}

/* ---- the list ---- */

static enum z make(struct window *w, struct error *e)
{
	struct item_view *v = view_of_items(w);
	v->near = (int)setting_number(w->d, SETTING_SOON_DAYS);
	v->days.calendar = NULL; /* made for the first row that is read */
	names_free(&v->names);
	return item_plan(w, e);
}

static void free_names(struct window *w)
{
	names_free(&view_of_items(w)->names);
}

static const struct window_table table = {
        .name = "item",
        .fts = "item_fts",
        .order = item_order,
        .indexed = item_order_indexed,
        .by_id = ITEMS_BY_NUMBER,
        .columns = "i.id, i.ver, i.number, i.title, o.name, g.name, c.name, i.state, i.attribute, i.rev_n, i.returned, "
                   "i.class, i.errata, i.origin, i.supersedes, i.due, i.due_sort, i.updated_at, i.submitted_at, "
                   "i.online_at, i.office, i.drafter, i.channels_left",
        .joins = " LEFT JOIN office o ON o.id=i.office LEFT JOIN category g ON g.id=i.category LEFT JOIN catalog c ON "
                 "c.id=i.catalog",
        .row_size = sizeof(struct item_row),
        .plan = make,
        .row = read_row,
        .free = free_names,
};

enum z item_view_open(struct desk *d, const struct item_query *q, struct window **out, struct error *e)
{
	struct item_view *v = xalloc(sizeof *v);
	v->q = *q;
	v->w = (struct window){.t = &table, .d = d, .by_minute = q->scope == ITEMS_SIGN};
	return window_open(&v->w, &v->q.words, &v->q.title, out, e);
}
