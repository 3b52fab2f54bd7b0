/* wording.c - 常用意见语 and the checklists of the tiers. */
#include "store/record/register.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/base/memory.h"
#include "store/record/field.h"
#include "store/record/row_ver.h"
#include "store/record/words.h"

enum { TEXT_MAX = 78, PHRASES_MAX = 100 };

enum z phrase_list(struct desk *d, int tier, int verdict, struct phrase **list, int *n, struct error *e)
{
	struct phrase *rows = NULL;
	int k = 0;
	*list = NULL;
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT id, officer, tier, verdict, text, " ROW_VER("") " FROM phrase WHERE (officer IS NULL OR officer = ?1)"
		" AND (tier = 0 OR tier = ?2) AND verdict = ?3 ORDER BY officer IS NULL, sort, id",
		"iii", d->who.id, (int64_t)tier, (int64_t)verdict);
	while (db_step(d->db, q, e)) {
		rows = xrealloc(rows, (size_t)(k + 1) * sizeof *rows);
		struct phrase *r = &rows[k++];
		*r = (struct phrase){.id = sqlite3_column_int64(q, 0),
			.officer = sqlite3_column_int64(q, 1),
			.tier = sqlite3_column_int(q, 2),
			.verdict = sqlite3_column_int(q, 3),
			.ver = sqlite3_column_int64(q, 5)};
		snprintf(r->text, sizeof r->text, "%s", column_text(q, 4));
	}
	db_done(q);
	if (db_failed(d->db)) {
		free(rows);
		return db_result(d->db);
	}
	*list = rows;
	*n = k;
	return Z_OK;
}

/* His own; everybody's only for those who see to the registers. */
static enum z may_change(struct desk *d, int64_t id, struct error *e)
{
	int64_t owner = db_number(d->db, e, -1, "SELECT coalesce(officer, 0) FROM phrase WHERE id = ?1", "i", id);
	if (owner < 0)
		return db_result(d->db); /* gone: row_fresh says so */
	if (owner == 0)
		return op_permit(d, ACTION_REGISTER_EDIT, e);
	return owner == d->who.id ? Z_OK : refuse(e, R_PHRASE_OTHERS);
}

static enum z save_phrase(
        struct desk *d, int64_t *id, int64_t ver, int tier, int verdict, const char *text, struct error *e)
{
	char kept[240];
	enum z z = op_permit(d, ACTION_PHRASE_EDIT, e);
	if (z == Z_OK && *id)
		z = may_change(d, *id, e);
	if (z == Z_OK)
		z = field_take(kept, sizeof kept, text, W_FIELD_PHRASE, *id ? 0 : 1, TEXT_MAX, e);
	if (z == Z_OK && *id)
		z = row_fresh(d, T_phrase, *id, ver, *kept ? kept : W_FIELD_PHRASE, e);
	if (z == Z_OK && (tier < 0 || tier > 3 || verdict < 1 || verdict > PHRASE_FORS))
		z = refuse(e, R_SEAT_TIER);
	if (z != Z_OK)
		return z;
	if (!*id &&
	        db_number(d->db, e, 0, "SELECT count(*) FROM phrase WHERE officer = ?1", "i", d->who.id) >= PHRASES_MAX)
		return refuse(e, R_PHRASE_MANY, number_text(PHRASES_MAX).s);
	if (*id && !*kept)
		z = db_run(d->db, e, "DELETE FROM phrase WHERE id = ?1", "i", *id);
	else if (*id)
		z = db_run(d->db, e, "UPDATE phrase SET tier = ?2, verdict = ?3, text = ?4, " ROW_VER_UP " WHERE id = ?1",
		        "iiis", *id, (int64_t)tier, (int64_t)verdict, kept);
	else
		z = db_run(d->db, e, "INSERT INTO phrase(officer, tier, verdict, text) VALUES(?1, ?2, ?3, ?4)", "iiis",
		        d->who.id, (int64_t)tier, (int64_t)verdict, kept);
	if (!*id)
		*id = db_last_id(d->db);
	if (z == Z_OK)
		op_touch(d, T_phrase, *id);
	return z;
}

enum z phrase_save(
        struct desk *d, int64_t id, int64_t ver, int tier, int verdict, const char *text, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = save_phrase(d, &id, ver, tier, verdict, text, e);
	return op_end(d, z, ACTION_PHRASE_EDIT, id, e);
}

/* ------------------------------------------------------------ 审核要点 */
enum z checklist_list(struct desk *d, int tier, bool all, struct check_row **list, int *n, struct error *e)
{
	struct check_row *rows = NULL;
	int k = 0;
	*list = NULL;
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT id, tier, text, active, " ROW_VER("") " FROM checklist WHERE (?1 = 0 OR tier = ?1) AND (active = 1 OR ?2)"
		" ORDER BY active DESC, tier, sort, id",
		"ii", (int64_t)tier, (int64_t)all);
	while (db_step(d->db, q, e)) {
		rows = xrealloc(rows, (size_t)(k + 1) * sizeof *rows);
		struct check_row *r = &rows[k++];
		*r = (struct check_row){.id = sqlite3_column_int64(q, 0), .tier = sqlite3_column_int(q, 1)};
		snprintf(r->text, sizeof r->text, "%s", column_text(q, 2));
		r->active = sqlite3_column_int(q, 3) != 0;
		r->ver = sqlite3_column_int64(q, 4);
	}
	db_done(q);
	if (db_failed(d->db)) {
		free(rows);
		return db_result(d->db);
	}
	*list = rows;
	*n = k;
	return Z_OK;
}

/* Signatures refer to rows by id, so the words of a row never change: new words are a new row in its place. */
static enum z save_check(
        struct desk *d, int64_t *id, int64_t ver, int tier, const char *text, bool active, struct error *e)
{
	char kept[240];
	enum z z = op_permit(d, ACTION_REGISTER_EDIT, e);
	if (z == Z_OK)
		z = field_take(kept, sizeof kept, text, W_FIELD_CHECK, 1, TEXT_MAX, e);
	if (z == Z_OK && (tier < 1 || tier > 3))
		z = refuse(e, R_SEAT_TIER);
	if (z == Z_OK && *id)
		z = row_fresh(d, T_checklist, *id, ver, kept, e);
	if (z != Z_OK)
		return z;
	int64_t sort = 0;
	if (*id) {
		sort = db_number(d->db, e, 0, "SELECT sort FROM checklist WHERE id = ?1", "i", *id);
		bool same = db_number(d->db, e, 0, "SELECT 1 FROM checklist WHERE id = ?1 AND tier = ?2 AND text = ?3",
		                    "iis", *id, (int64_t)tier, kept) == 1;
		z = db_run(d->db, e, "UPDATE checklist SET active = ?2, " ROW_VER_UP " WHERE id = ?1", "ii", *id,
		        (int64_t)(same && active));
		op_touch(d, T_checklist, *id);
		if (z != Z_OK || same || !active)
			return z;
	}
	z = db_run(d->db, e, "INSERT INTO checklist(tier, text, active, sort) VALUES(?1, ?2, ?3, ?4)", "isii",
	        (int64_t)tier, kept, (int64_t)active, sort);
	*id = db_last_id(d->db);
	if (z == Z_OK)
		op_touch(d, T_checklist, *id);
	return z;
}

enum z checklist_save(
        struct desk *d, int64_t id, int64_t ver, int tier, const char *text, bool active, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = save_check(d, &id, ver, tier, text, active, e);
	return op_end(d, z, ACTION_REGISTER_EDIT, id, e);
}
