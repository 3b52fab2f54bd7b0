/* register.c - 分类, 渠道 and 栏目: what items are sorted by. */
#include "store/record/register.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/record/field.h"
#include "store/record/row_ver.h"
#include "store/record/words.h"
#include "store/view/figure/stat.h"

/* The two lists are alike but for their table; SQL is kept by the pointer of its text, so each has its own. */
struct naming {
	enum table table;
	const char *field;
	const char *list, *by_name, *insert, *update;
};
static const struct naming namings[] = {
#define NAMING(table, field)                                                                                           \
	{T_##table, field,                                                                                             \
		"SELECT id, name, active, origin, sort, " ROW_VER("") " FROM " #table                                                   \
		" WHERE active = 1 OR ?1 ORDER BY active DESC, sort, id",                                              \
		"SELECT id FROM " #table " WHERE name = ?1",                                                           \
		"INSERT INTO " #table "(name, active, sort) VALUES(?1, ?2, ?3)",                                       \
		"UPDATE " #table " SET name = ?1, active = ?2, sort = ?3, " ROW_VER_UP " WHERE id = ?4"}
	[NAMED_CATEGORY] = NAMING(category, W_FIELD_CATEGORY),
	[NAMED_CHANNEL] = NAMING(channel, W_FIELD_CHANNEL),
#undef NAMING
};

enum z named_list(struct desk *d, enum named_kind kind, bool all, struct named **list, int *n, struct error *e)
{
	struct named *rows = NULL;
	int k = 0;
	*list = NULL;
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e, namings[kind].list, "i", (int64_t)all);
	while (db_step(d->db, q, e)) {
		rows = xrealloc(rows, (size_t)(k + 1) * sizeof *rows);
		struct named *r = &rows[k++];
		*r = (struct named){.id = sqlite3_column_int64(q, 0)};
		snprintf(r->name, sizeof r->name, "%s", column_text(q, 1));
		r->active = sqlite3_column_int(q, 2) != 0;
		r->migrated = sqlite3_column_int(q, 3) != 0;
		r->sort = sqlite3_column_int(q, 4);
		r->ver = sqlite3_column_int64(q, 5);
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

/* Nobody waits for a channel that is closed; for one that is opened again those items do that planned it. */
static enum z channels_counted(struct desk *d, int64_t channel, struct error *e)
{
	int64_t item = 0;
	enum z z = Z_OK;
	while (z == Z_OK && (item = db_number(d->db, e, 0,
				     "SELECT min(id) FROM item WHERE state = ?1 AND id > ?2 AND instr(channels, ','||?3||',') > 0",
				     "iii", (int64_t)STATE_PUBLISHED, item, channel)))
		z = item_channels_count(d, item, e);
	return z == Z_OK ? db_result(d->db) : z;
}

static enum z save_named(struct desk *d, const struct naming *t, int64_t id, int64_t ver, const char *name, bool active,
        int sort, int64_t *made, struct error *e)
{
	char kept[96];
	enum z z = op_permit(d, ACTION_REGISTER_EDIT, e);
	if (z == Z_OK)
		z = field_take(kept, sizeof kept, name, t->field, 1, 30, e);
	if (z == Z_OK && id)
		z = row_fresh(d, t->table, id, ver, kept, e);
	if (z != Z_OK)
		return z;
	int64_t other = db_number(d->db, e, 0, t->by_name, "s", kept);
	if (other && other != id)
		return refuse(e, R_NAME_TWICE, kept);
	if (id)
		z = db_run(d->db, e, t->update, "siii", kept, (int64_t)active, (int64_t)sort, id);
	else
		z = db_run(d->db, e, t->insert, "sii", kept, (int64_t)active, (int64_t)sort);
	*made = id ? id : db_last_id(d->db);
	if (z == Z_OK)
		op_touch(d, t->table, *made);
	return z == Z_OK && id && t->table == T_channel ? channels_counted(d, id, e) : z;
}

enum z named_save(struct desk *d, enum named_kind kind, int64_t id, int64_t ver, const char *name, bool active, int sort,
        int64_t *made, struct error *e)
{
	int64_t kept = id;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = save_named(d, &namings[kind], id, ver, name, active, sort, &kept, e);
	z = op_end(d, z, ACTION_REGISTER_EDIT, kept, e);
	if (z == Z_OK && made)
		*made = kept;
	return z;
}

/* ------------------------------------------------------------ 栏目 */
/* The newest items of the desk tell the last day of most columns; only a column that has none among them is looked
 * through. */
enum { NEWEST = 2000 };

static enum z last_days(struct desk *d, struct catalog *c, int n, struct error *e)
{
	int left = 0;
	for (int i = 0; i < n; i++)
		left += c[i].items > 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT catalog, online_at FROM item WHERE online_at IS NOT NULL AND state IN (?1, ?2)"
		" ORDER BY online_at DESC, id DESC LIMIT ?3",
		"iii", (int64_t)STATE_PUBLISHED, (int64_t)STATE_MIGRATED, (int64_t)NEWEST);
	while (left > 0 && db_step(d->db, q, e)) {
		int64_t id = sqlite3_column_int64(q, 0);
		for (int i = 0; i < n; i++) {
			if (c[i].id == id && c[i].last_online == DAY_NONE) {
				c[i].last_online = day_at(sqlite3_column_int64(q, 1));
				left -= c[i].items > 0;
			}
		}
	}
	db_done(q);
	for (int i = 0; i < n && left > 0 && !db_failed(d->db); i++) {
		if (!c[i].items || c[i].last_online != DAY_NONE)
			continue;
		int64_t at = db_number(d->db, e, -1,
		        "SELECT max(online_at) FROM item WHERE catalog = ?1 AND state IN (?2, ?3)", "iii", c[i].id,
		        (int64_t)STATE_PUBLISHED, (int64_t)STATE_MIGRATED);
		if (at >= 0)
			c[i].last_online = day_at(at);
	}
	return db_result(d->db);
}

enum z catalog_list(struct desk *d, bool all, struct catalog **list, int *n, struct error *e)
{
	struct catalog *rows = NULL;
	int k = 0;
	*list = NULL;
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT c.id, c.parent, c.office, c.name, f.name, c.fresh_days, c.min_items, c.sort, c.active, c.origin,"
		" (SELECT sum(s.n) FROM stat s WHERE s.dim = ?2 AND s.k = c.id AND s.state IN (?3, ?4)), "
		ROW_VER("c.") " FROM catalog c LEFT JOIN office f ON f.id = c.office WHERE c.active = 1 OR ?1"
		" ORDER BY c.active DESC, c.sort, c.id",
		"iiii", (int64_t)all, (int64_t)STAT_CATALOG, (int64_t)STATE_PUBLISHED, (int64_t)STATE_MIGRATED);
	while (db_step(d->db, q, e)) {
		rows = xrealloc(rows, (size_t)(k + 1) * sizeof *rows);
		struct catalog *r = &rows[k++];
		*r = (struct catalog){.id = sqlite3_column_int64(q, 0),
			.parent = sqlite3_column_int64(q, 1),
			.office = sqlite3_column_int64(q, 2),
			.fresh_days = sqlite3_column_int(q, 5),
			.min_items = sqlite3_column_int(q, 6),
			.sort = sqlite3_column_int(q, 7),
			.active = sqlite3_column_int(q, 8) != 0,
			.migrated = sqlite3_column_int(q, 9) != 0,
			.items = sqlite3_column_int64(q, 10),
			.ver = sqlite3_column_int64(q, 11),
			.last_online = DAY_NONE};
		snprintf(r->name, sizeof r->name, "%s", column_text(q, 3));
		snprintf(r->office_name, sizeof r->office_name, "%s", column_text(q, 4));
	}
	db_done(q);
	enum z z = db_failed(d->db) ? db_result(d->db) : last_days(d, rows, k, e);
	if (z != Z_OK) {
		free(rows);
		return z;
	}
	*list = rows;
	*n = k;
	return Z_OK;
}

/* Two levels: a column below another has none below itself. */
static enum z check_parent(struct desk *d, const struct catalog *c, struct error *e)
{
	if (!c->parent)
		return Z_OK;
	bool good =
	        c->parent != c->id &&
	        db_number(d->db, e, 0, "SELECT 1 FROM catalog WHERE id = ?1 AND parent IS NULL", "i", c->parent) == 1 &&
	        (!c->id || !db_number(d->db, e, 0, "SELECT count(*) FROM catalog WHERE parent = ?1", "i", c->id));
	return good ? Z_OK : refuse(e, R_CATALOG_PARENT, c->name);
}

static enum z save_catalog(struct desk *d, const struct catalog *c, int64_t *made, struct error *e)
{
	char name[96];
	enum z z = op_permit(d, ACTION_REGISTER_EDIT, e);
	if (z == Z_OK)
		z = field_take(name, sizeof name, c->name, W_FIELD_CATALOG, 1, 30, e);
	if (z == Z_OK && c->id)
		z = row_fresh(d, T_catalog, c->id, c->ver, name, e);
	if (z != Z_OK)
		return z;
	int64_t other = db_number(d->db, e, 0, "SELECT id FROM catalog WHERE name = ?1", "s", name);
	if (other && other != c->id)
		return refuse(e, R_NAME_TWICE, name);
	if (c->fresh_days < 0 || c->fresh_days > 3660 || c->min_items < 0 || c->min_items > 100000)
		return refuse(e, R_CATALOG_LIMITS, name);
	if (c->office && !db_number(d->db, e, 0, "SELECT 1 FROM office WHERE id = ?1 AND active = 1", "i", c->office))
		return refuse(e, R_OFFICE_NONE, number_text(c->office).s);
	z = check_parent(d, c, e);
	if (z != Z_OK)
		return z;
	if (c->id)
		z = db_run(d->db, e,
			"UPDATE catalog SET name = ?1, parent = ?2, office = ?3, fresh_days = ?4, min_items = ?5, active = ?6, sort = ?7,"
			" " ROW_VER_UP " WHERE id = ?8",
			"sooiiiii", name, c->parent, c->office, (int64_t)c->fresh_days, (int64_t)c->min_items, (int64_t)c->active,
			(int64_t)c->sort, c->id);
	else
		z = db_run(d->db, e,
			"INSERT INTO catalog(name, parent, office, fresh_days, min_items, active, sort) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
			"sooiiii", name, c->parent, c->office, (int64_t)c->fresh_days, (int64_t)c->min_items, (int64_t)c->active,
			(int64_t)c->sort);
	*made = c->id ? c->id : db_last_id(d->db);
	if (z == Z_OK)
		op_touch(d, T_catalog, *made);
	return z;
}

enum z catalog_save(struct desk *d, const struct catalog *c, int64_t *made, struct error *e)
{
	int64_t kept = c->id;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = save_catalog(d, c, &kept, e);
	z = op_end(d, z, ACTION_REGISTER_EDIT, kept, e);
	if (z == Z_OK && made)
		*made = kept;
	return z;
}
