/* item_view.c - a list of items in pages.  What a row shows is read here; which rows there are is
 * the plan's business. */
#include "store/view/item_inside.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"

/* due_sort beyond these stands for "no clock runs" (store/record/item_inner.c). */
#define DAY_LAST 4000000

enum z item_view_open(
        struct desk *d, const struct item_query *q, struct item_view **out, struct error *e)
{
	struct item_view *v = xalloc(sizeof *v);
	v->d = d;
	v->q = *q;
	v->q.words = xstrdup(q->words ? q->words : "");
	v->q.title = xstrdup(q->title ? q->title : "");
	enum z z = view_ready(v, e);
	if (z != Z_OK && z != Z_BUSY) {
		item_view_close(&v);
		return z;
	}
	*out = v; /* a locked file is no reason: the first page asks again */
	return Z_OK;
}

void item_view_close(struct item_view **handle)
{
	struct item_view *v = *handle;
	if (!v)
		return;
	plan_free(&v->plan);
	names_free(&v->names);
	char *words = (char *)(uintptr_t)v->q.words, *title = (char *)(uintptr_t)v->q.title;
	free(words);
	free(title);
	free(v);
	*handle = NULL;
}

bool item_view_partial(const struct item_view *v)
{
	return v->plan.partial;
}

/* data_version tells others' commits, total_changes our own; who may sign for whom changes with the
 * day and the minute. */
enum z view_ready(struct item_view *v, struct error *e)
{
	struct desk *d = v->d;
	enum z z = desk_refresh(d, e);
	if (z != Z_OK)
		return z;
	int64_t version = db_number(d->db, e, 0, "PRAGMA data_version", "");
	if (db_failed(d->db))
		return db_result(d->db);
	int64_t changes = sqlite3_total_changes64(db_raw(d->db)), minute = desk_now(d) / 60;
	int32_t today = desk_today(d);
	if (v->planned && v->data_version == version && v->changes == changes &&
	        v->who == d->who.id && v->today == today &&
	        (v->minute == minute || v->q.scope != ITEMS_SIGN))
		return Z_OK;
	v->planned = false;
	v->data_version = version;
	v->changes = changes;
	v->minute = minute;
	v->who = d->who.id;
	v->today = today;
	v->near = (int)setting_number(d, SETTING_SOON_DAYS);
	v->days.calendar = NULL; /* made for the first row that is read */
	names_free(&v->names);
	z = plan_make(v, e);
	v->planned = z == Z_OK;
	return z;
}

/* ---- rows ---- */

static int32_t column_day(sqlite3_stmt *q, int col)
{
	return sqlite3_column_type(q, col) == SQLITE_NULL ? DAY_NONE : sqlite3_column_int(q, col);
}

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
        struct item_view *v, sqlite3_stmt *q, struct item_row *r, struct arena *a, struct error *e)
{
	*r = (struct item_row){0};
	int c = 0;
	if (!v->days.calendar)
		workdays_make(&v->days, v->d->calendar, v->today);
	r->at.sort = sqlite3_column_int64(q, c++);
	r->at.id = r->id = sqlite3_column_int64(q, c++);
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
	r->waits = workdays_count(&v->days, day_at(since), v->today);
	const char *holder = names_holder(v, r->state, office, r->class, drafter, e);
	r->holder = arena_strdup(a, holder);
	return holder ? Z_OK : db_result(v->d->db);
}

static void turn_round(struct item_row *rows, int n)
{
	for (int i = 0, k = n - 1; i < k; i++, k--) {
		struct item_row r = rows[i];
		rows[i] = rows[k];
		rows[k] = r;
	}
}

enum { CHUNK = 32 }; /* rows of a set read by one statement */

/* The rows of the set from `first` on, in its order. */
static enum z set_rows(struct item_view *v, size_t first, int n, struct item_row *rows,
        struct arena *a, int *got, struct error *e)
{
	struct item_plan *p = &v->plan;
	*got = 0;
	for (int done = 0; done < n; done += CHUNK) {
		int m = n - done < CHUNK ? n - done : CHUNK;
		struct item_row chunk[CHUNK];
		struct buffer b = {0};
		buffer_printf(&b,
		        "SELECT %s, " ROW_COLUMNS " FROM item i" ROW_JOINS " WHERE i.id IN (?1",
		        sort_column(p->sort));
		for (int i = 2; i <= CHUNK; i++)
			buffer_printf(&b, ",?%d", i);
		buffer_text(&b, ")");
		sqlite3_stmt *q = db_query_dynamic(v->d->db, e, b.s);
		buffer_free(&b);
		for (int i = 0; q && i < m; i++)
			sqlite3_bind_int64(q, i + 1, p->set[first + (size_t)(done + i)].id);
		int read = 0;
		enum z z = Z_OK;
		while (z == Z_OK && read < m && db_step(v->d->db, q, e))
			z = read_row(v, q, &chunk[read++], a, e);
		db_done(q);
		if (z == Z_OK)
			z = db_result(v->d->db);
		if (z != Z_OK)
			return z;
		for (int i = 0; i < m; i++)
			for (int k = 0; k < read; k++)
				if (chunk[k].id == p->set[first + (size_t)(done + i)].id) {
					chunk[k].at = p->set[first + (size_t)(done + i)];
					rows[(*got)++] = chunk[k];
					break;
				}
	}
	return Z_OK;
}

static enum z set_page(struct item_view *v, const struct item_anchor *from, bool backwards, int n,
        struct item_row *rows, struct arena *a, int *got, struct error *e)
{
	struct item_plan *p = &v->plan;
	enum z z = set_grow(v, from, backwards ? INT64_MAX : n + 1, e);
	size_t first = 0, last = p->set_n; /* [first, last) */
	if (z != Z_OK)
		return z;
	if (from && backwards) {
		last = set_place(p, from);
	} else if (from) {
		first = set_place(p, from);
		if (first < p->set_n && anchor_order(p, &p->set[first], from) == 0)
			first++;
	}
	if (last - first > (size_t)n) {
		if (backwards)
			first = last - (size_t)n;
		else
			last = first + (size_t)n;
	}
	return set_rows(v, first, (int)(last - first), rows, a, got, e);
}

enum z item_view_page(struct item_view *v, const struct item_anchor *from, bool backwards, int n,
        struct item_row *rows, struct arena *a, int *got, struct error *e)
{
	*got = 0;
	enum z z = view_ready(v, e);
	if (z != Z_OK || n <= 0)
		return z;
	if (v->plan.mode >= PLAN_SET)
		return set_page(v, from, backwards, n, rows, a, got, e);
	sqlite3_stmt *q = plan_query(v, backwards ? SQL_PAGE_BACK : SQL_PAGE, from, n, e);
	while (z == Z_OK && *got < n && db_step(v->d->db, q, e))
		z = read_row(v, q, &rows[(*got)++], a, e);
	db_done(q);
	if (z == Z_OK)
		z = db_result(v->d->db);
	if (z != Z_OK)
		*got = 0;
	if (backwards)
		turn_round(rows, *got);
	return z;
}

enum z item_view_row(
        struct item_view *v, int64_t id, struct item_row *row, struct arena *a, struct error *e)
{
	enum z z = view_ready(v, e);
	int got = 0;
	if (z != Z_OK)
		return z;
	if (v->plan.mode == PLAN_GROW)
		z = set_grow(v, &(struct item_anchor){id, id}, 1, e);
	if (z == Z_OK && v->plan.mode >= PLAN_SET) {
		size_t i = 0;
		while (i < v->plan.set_n && v->plan.set[i].id != id)
			i++;
		if (i < v->plan.set_n)
			z = set_rows(v, i, 1, row, a, &got, e);
	} else if (z == Z_OK) {
		sqlite3_stmt *q = plan_query(v, SQL_ROW, &(struct item_anchor){.id = id}, 1, e);
		if (db_step(v->d->db, q, e)) {
			z = read_row(v, q, row, a, e);
			got = 1;
		}
		db_done(q);
		if (z == Z_OK)
			z = db_result(v->d->db);
	}
	if (z == Z_OK && !got)
		z = refuse(e, R_VIEW_GONE);
	return z;
}
