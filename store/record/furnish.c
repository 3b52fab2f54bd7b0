/* furnish.c - puts into a desk what a county bureau usually has (furnish.def); what is there already stays as it is. */
#include "store/record/register.h"

#include "store/record/row_ver.h"

/* One row, unless the desk has it; *id gets the row that is there now. */
static enum z put(struct desk *d, enum table t, const char *look, const char *insert, const char *name,
        const char *bind, int64_t a, int64_t b, int64_t c, int64_t *id, struct error *e)
{
	*id = db_number(d->db, e, 0, look, "s", name);
	if (*id || db_failed(d->db))
		return db_result(d->db);
	enum z z = db_run(d->db, e, insert, bind, name, a, b, c);
	*id = db_last_id(d->db);
	if (z == Z_OK)
		op_touch(d, t, *id);
	return z;
}

static enum z put_catalog(
        struct desk *d, const char *name, const char *parent, int fresh, int least, int sort, struct error *e)
{
	int64_t above = db_number(
	                d->db, e, 0, "SELECT id FROM catalog WHERE name = ?1 AND parent IS NULL", "s", parent),
	        id;
	enum z z = put(d, T_catalog, "SELECT id FROM catalog WHERE name = ?1",
		"INSERT INTO catalog(name, parent, fresh_days, min_items) VALUES(?1, ?2, ?3, ?4)", name, "soii", above,
		(int64_t)fresh, (int64_t)least, &id, e);
	if (z == Z_OK)
		z = db_run(
		        d->db, e, "UPDATE catalog SET sort = ?2, " ROW_VER_UP " WHERE id = ?1 AND sort = 0", "ii", id, (int64_t)sort);
	if (z == Z_OK && db_changes(d->db))
		op_touch(d, T_catalog, id);
	return z;
}

static enum z furnish(struct desk *d, struct error *e)
{
	int64_t id;
	int catalogs = 0, categories = 0, channels = 0, phrases = 0, checks = 0;
	enum z z = op_permit(d, ACTION_REGISTER_EDIT, e);
#define CATALOG_ROW(name, parent, fresh, least)                                                    \
	if (z == Z_OK)                                                                             \
		z = put_catalog(d, name, parent, fresh, least, ++catalogs, e);
#define CATEGORY_ROW(name)                                                                         \
	if (z == Z_OK)                                                                             \
		z = put(d, T_category, "SELECT id FROM category WHERE name = ?1",                  \
			"INSERT INTO category(name, sort, origin, active) VALUES(?1, ?2, ?3, ?4)", name, "siii", ++categories, 0, 1, &id, e);
#define CHANNEL_ROW(name)                                                                          \
	if (z == Z_OK)                                                                             \
		z = put(d, T_channel, "SELECT id FROM channel WHERE name = ?1",                    \
			"INSERT INTO channel(name, sort, origin, active) VALUES(?1, ?2, ?3, ?4)", name, "siii", ++channels, 0, 1, &id, e);
#define PHRASE_ROW(tier, verdict, text)                                                            \
	if (z == Z_OK)                                                                             \
		z = put(d, T_phrase, "SELECT id FROM phrase WHERE text = ?1 AND officer IS NULL",  \
			"INSERT INTO phrase(text, tier, verdict, sort) VALUES(?1, ?2, ?3, ?4)", text, "siii", tier, verdict, ++phrases, &id, e);
#define CHECK_ROW(tier, text)                                                                      \
	if (z == Z_OK)                                                                             \
		z = put(d, T_checklist, "SELECT id FROM checklist WHERE text = ?1",                \
			"INSERT INTO checklist(text, tier, active, sort) VALUES(?1, ?2, ?3, ?4)", text, "siii", tier, 1, ++checks, &id, e);
#include "store/record/furnish.def"
	return z;
}

enum z register_furnish(struct desk *d, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = furnish(d, e);
	return op_end(d, z, ACTION_REGISTER_EDIT, 0, e);
}
