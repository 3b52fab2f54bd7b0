/* calendar_year.c - the years of the working calendar that the desk has loaded itself, and the due dates that hang on
 * them. */
#include "store/record/register.h"

#include <stdlib.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/record/field.h"
#include "store/record/inner.h"
#include "store/record/request/inner.h"
#include "store/record/ticket/inner.h"
#include "store/record/words.h"
#include "store/rule/clock.h"
#include "store/view/figure/stat.h"

enum z register_due(struct desk *d, int32_t from, int days, struct clock_trace *trace, int32_t *due, struct error *e)
{
	enum z z = desk_refresh(d, e);
	return z == Z_OK ? clock_due(d->calendar, from, days, trace, due, e) : z;
}

enum z items_due_again(struct desk *d, struct error *e)
{
	int64_t *ids = NULL;
	size_t n = 0, cap = 0;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT id FROM item WHERE state IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	        "iiiiiiii", (int64_t)STATE_DRAFT, (int64_t)STATE_TIER1, (int64_t)STATE_TIER2, (int64_t)STATE_TIER3,
	        (int64_t)STATE_SIGNED, (int64_t)STATE_RETURNED, (int64_t)STATE_REFERRED, (int64_t)STATE_EMERGENCY);
	while (db_step(d->db, q, e)) {
		if (n == cap) {
			cap = cap ? cap * 2 : 256;
			ids = xrealloc(ids, cap * sizeof *ids);
		}
		ids[n++] = sqlite3_column_int64(q, 0);
	}
	db_done(q);
	enum z z = db_result(d->db);
	for (size_t i = 0; i < n && z == Z_OK; i++) {
		struct item_head h;
		int32_t due, due_sort;
		z = item_head(d, ids[i], &h, e);
		if (z != Z_OK)
			break;
		item_due(d, &h, &due, &due_sort);
		z = stat_due(d, ids[i], due, due_sort, e);
	}
	free(ids);
	return z == Z_OK ? stat_count_again(d, true, NULL, e) : z;
}

/* Removes what the desk had loaded for the year. */
static enum z clear_year(struct desk *d, int year, struct error *e)
{
	int32_t days[400];
	int n = 0;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT id FROM calendar_day WHERE id BETWEEN ?1 AND ?2", "dd",
	        day_of(year, 1, 1), day_of(year, 12, 31));
	while (n < 400 && db_step(d->db, q, e))
		days[n++] = sqlite3_column_int(q, 0);
	db_done(q);
	enum z z = db_result(d->db);
	for (int i = 0; i < n && z == Z_OK; i++) {
		z = db_run(d->db, e, "DELETE FROM calendar_day WHERE id = ?1", "d", days[i]);
		op_touch(d, T_calendar_day, days[i]);
	}
	return z;
}

static enum z load_year(struct desk *d, const struct calendar *rows, const char *source, int *years, struct error *e)
{
	char kept[128];
	enum z z = op_permit(d, ACTION_CALENDAR_LOAD, e);
	if (z == Z_OK)
		z = field_take(kept, sizeof kept, source, W_FIELD_SOURCE, 1, 60, e);
	if (z == Z_OK && !calendar_last_year(rows))
		z = refuse(e, R_CALENDAR_NO_YEAR);
	for (int y = calendar_first_year(rows); z == Z_OK && y <= calendar_last_year(rows); y++) {
		if (!calendar_loaded(rows, y))
			continue;
		++*years;
		z = clear_year(d, y, e);
		if (z == Z_OK)
			z = db_run(d->db, e,
				"INSERT INTO calendar_year(id, source, at) VALUES(?1, ?2, ?3)"
				" ON CONFLICT(id) DO UPDATE SET source = excluded.source, at = excluded.at",
				"isi", (int64_t)y, kept, d->now);
		op_touch(d, T_calendar_year, y);
	}
	/* Also single days of other years: a notice may name the last days of the December before it. */
	for (size_t i = 0; i < rows->n && z == Z_OK; i++) {
		const struct calendar_row *r = &rows->rows[i];
		z = db_run(d->db, e,
			"INSERT INTO calendar_day(id, kind, name) VALUES(?1, ?2, ?3)"
			" ON CONFLICT(id) DO UPDATE SET kind = excluded.kind, name = excluded.name",
			"dis", r->day, (int64_t)(r->works ? DAY_KIND_MOVED : DAY_KIND_HOLIDAY), r->name);
		op_touch(d, T_calendar_day, r->day);
	}
	if (z != Z_OK)
		return z;
	d->stale = true;
	z = desk_refresh(d, e);
	if (z == Z_OK)
		z = items_due_again(d, e);
	if (z == Z_OK)
		z = tickets_due_again(d, e);
	return z == Z_OK ? requests_due_again(d, e) : z;
}

enum z calendar_load_year(struct desk *d, const struct calendar *rows, const char *source, int *years, struct error *e)
{
	int loaded = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = load_year(d, rows, source, &loaded, e);
	z = op_end(d, z, ACTION_CALENDAR_LOAD, z == Z_OK ? calendar_last_year(rows) : 0, e);
	if (years)
		*years = z == Z_OK ? loaded : 0;
	return z;
}
