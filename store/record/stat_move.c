/* stat_move.c - the counters, moved in the transaction that moves the item (read by
 * store/view/stat.c). */
#include "store/record/inner.h"

#include "store/base/date.h"
#include "store/view/stat.h"

/* The row itself says when it is due: what was counted by an older calendar leaves the cell in which it was. */
static enum z due_move(struct desk *d, int64_t item, int by, struct error *e)
{
	return db_run(d->db, e,
	        "INSERT INTO stat(dim, k, state, n) SELECT ?1, due, 0, ?2 FROM item WHERE id=?3 AND due IS NOT NULL"
	        " ON CONFLICT DO UPDATE SET n = n + excluded.n",
	        "iii", (int64_t)STAT_DUE, (int64_t)by, item);
}
_Static_assert(STAT_DUE == 16, "as store/file/upgrade.c counts older files");

enum z stat_due(struct desk *d, int64_t item, int32_t due, int32_t due_sort, struct error *e)
{
	bool same = db_number(d->db, e, 0, "SELECT 1 FROM item WHERE id=?1 AND due IS ?2 AND due_sort=?3", "idi", item, due,
	        (int64_t)due_sort);
	enum z z = db_result(d->db);
	if (z == Z_OK && same)
		return Z_OK;
	if (z == Z_OK)
		z = due_move(d, item, -1, e);
	if (z == Z_OK)
		z = db_run(d->db, e, "UPDATE item SET due=?2, due_sort=?3 WHERE id=?1", "idi", item, due, (int64_t)due_sort);
	return z == Z_OK ? due_move(d, item, +1, e) : z;
}

enum z stat_move(struct desk *d, const struct item_head *h, int by, struct error *e)
{
	int64_t n = by, state = h->state;
	enum z z = db_run(d->db, e,
	        "INSERT INTO stat(dim, k, state, n) "
	        "VALUES(?1,0,?7,?8),(?2,?9,?7,?8),(?3,?10,?7,?8),(?4,?11,?7,?8),(?5,?12,?7,?8)"
	        " ON CONFLICT DO UPDATE SET n = n + excluded.n",
	        "iiiiiniiiiii", (int64_t)STAT_ALL, (int64_t)STAT_OFFICE, (int64_t)STAT_CATEGORY,
	        (int64_t)STAT_CATALOG, (int64_t)STAT_ATTRIBUTE, state, n, h->office, h->category,
	        h->catalog, (int64_t)h->attribute);
	if (z == Z_OK && h->online_at && !h->origin)
		z = db_run(d->db, e,
		        "INSERT INTO stat(dim, k, state, n) VALUES(?1,?2,?3,?4) ON CONFLICT DO "
		        "UPDATE SET n = n + excluded.n",
		        "iiii", (int64_t)STAT_ONLINE, (int64_t)day_at(h->online_at), state, n);
	return z == Z_OK ? due_move(d, h->id, by, e) : z;
}

/* The first signature of tier 3 that stands among the review rows up to `last`, and whether a tier
 * had returned the item before it; a return that was taken back is none. */
static bool signature(struct desk *d, int64_t item, int64_t last, int *year, enum stat_signed *how,
        struct error *e)
{
	sqlite3_stmt *q = db_query(d->db, e,
	        "SELECT v.at, EXISTS(SELECT 1 FROM review b WHERE b.item=v.item AND b.act=?3 AND "
	        "b.id<v.id AND NOT EXISTS(SELECT 1"
	        " FROM review w WHERE w.item=b.item AND w.act=?4 AND w.refers=b.id))"
	        " FROM review v JOIN item i ON i.id=v.item AND i.origin=0"
	        " WHERE v.item=?1 AND v.id<=?2 AND (v.act=?5 AND v.tier=3 OR v.act=?6) AND NOT "
	        "EXISTS(SELECT 1 FROM review w"
	        " WHERE w.item=v.item AND w.act=?4 AND w.refers=v.id AND w.id<=?2) ORDER BY v.id "
	        "LIMIT 1",
	        "iiiiii", item, last, (int64_t)REVIEW_RETURN, (int64_t)REVIEW_WITHDRAW,
	        (int64_t)REVIEW_PASS, (int64_t)REVIEW_PAPER_CONFIRM);
	bool found = db_step(d->db, q, e);
	if (found) {
		*year = day_year(day_at(sqlite3_column_int64(q, 0)));
		*how = sqlite3_column_int(q, 1) ? STAT_SIGNED_RETURNED : STAT_SIGNED_AT_ONCE;
	}
	db_done(q);
	return found;
}

enum z stat_review(struct desk *d, int64_t item, int64_t review, int act, struct error *e)
{
	if (act != REVIEW_PASS && act != REVIEW_PAPER_CONFIRM && act != REVIEW_WITHDRAW)
		return Z_OK;
	for (int by = -1; by <= 1; by += 2) {
		int year;
		enum stat_signed how;
		bool found = signature(d, item, by < 0 ? review - 1 : review, &year, &how, e);
		enum z z = db_result(d->db);
		if (z == Z_OK && found)
			z = db_run(d->db, e,
			        "INSERT INTO stat(dim, k, state, n) VALUES(?1,?2,?3,?4)"
			        " ON CONFLICT DO UPDATE SET n = n + excluded.n",
			        "iiii", (int64_t)STAT_SIGNED, (int64_t)year, (int64_t)how,
			        (int64_t)by);
		if (z != Z_OK)
			return z;
	}
	return Z_OK;
}
