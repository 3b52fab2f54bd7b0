/* office.c - 股室, 事业单位, 乡镇: adding, renaming, closing. */
#include "store/record/people/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/record/field.h"
#include "store/record/row_ver.h"
#include "store/record/people/inner.h"
#include "store/record/words.h"

int64_t office_by_name(struct desk *d, const char *name)
{
	return db_number(d->db, NULL, 0, "SELECT id FROM office WHERE name = ?1", "s", name);
}

int office_kind_guess(const char *name)
{
	static const struct {
		const char *part;
		int kind;
		bool at_end;
	} signs[] = {
#define OFFICE_SIGN(part, kind, at_end) {part, OFFICE_KIND_##kind, at_end},
#include "store/record/people/post.def"
	};
	size_t n = strlen(name);
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		size_t k = strlen(signs[i].part);
		if (signs[i].at_end ? n >= k && !strcmp(name + n - k, signs[i].part)
		                    : strstr(name, signs[i].part) != NULL)
			return signs[i].kind;
	}
	return OFFICE_KIND_SECTION;
}

/* Name and kind as they may be kept; id: the office that may have the name already. */
static enum z check(struct desk *d, int64_t id, const char *name, int kind, char out[64], struct error *e)
{
	enum z z = field_take(out, 64, name, W_FIELD_OFFICE, 1, 20, e);
	if (z != Z_OK)
		return z;
	if (!*office_kind_text(kind))
		return refuse(e, R_OFFICE_KIND, out);
	int64_t other = db_number(d->db, e, 0, "SELECT id FROM office WHERE name = ?1", "s", out);
	if (other && other != id)
		return refuse(e, R_OFFICE_TWICE, out);
	return Z_OK;
}

enum z office_insert(struct desk *d, const char *name, int kind, int64_t *id, struct error *e)
{
	char kept[64];
	enum z z = check(d, 0, name, kind, kept, e);
	if (z == Z_OK)
		z = db_run(d->db, e, "INSERT INTO office(name, kind) VALUES(?1, ?2)", "si", kept, (int64_t)kind);
	if (z != Z_OK)
		return z;
	*id = db_last_id(d->db);
	op_touch(d, T_office, *id);
	return Z_OK;
}

enum z office_add(struct desk *d, const char *name, int kind, int64_t *id, struct error *e)
{
	int64_t made = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_OFFICE_ADD, e);
	if (z == Z_OK)
		z = office_insert(d, name, kind, &made, e);
	z = op_end(d, z, ACTION_OFFICE_ADD, made, e);
	if (z == Z_OK && id)
		*id = made;
	return z;
}

static enum z edit(struct desk *d, int64_t id, int64_t ver, const char *name, int kind, bool active, struct error *e)
{
	char kept[64], was[64];
	enum z z = op_permit(d, ACTION_OFFICE_EDIT, e);
	if (z == Z_OK)
		z = people_open(d, T_office, id, ver, was, e);
	if (z == Z_OK)
		z = check(d, id, name, kind, kept, e);
	if (z != Z_OK)
		return z;
	int64_t still = active ? 0
	                       : db_number(d->db, e, 0, "SELECT count(*) FROM officer WHERE office = ?1 AND active = 1",
	                                 "i", id);
	if (still)
		return refuse(e, R_OFFICE_PEOPLE, was, number_text(still).s);
	z = db_run(d->db, e, "UPDATE office SET name = ?2, kind = ?3, active = ?4, ver = ver + 1 WHERE id = ?1", "isii",
	        id, kept, (int64_t)kind, (int64_t)active);
	op_touch(d, T_office, id);
	return z;
}

enum z office_edit(struct desk *d, int64_t id, int64_t ver, const char *name, int kind, bool active, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = edit(d, id, ver, name, kind, active, e);
	return op_end(d, z, ACTION_OFFICE_EDIT, id, e);
}

enum z office_list(struct desk *d, bool all, struct office **list, int *n, struct error *e)
{
	struct office *o = NULL;
	int k = 0;
	*list = NULL;
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT o.id, " ROW_VER("o.") ", o.name, o.kind, o.active,"
		" (SELECT count(*) FROM officer p WHERE p.office = o.id AND p.active = 1)"
		" FROM office o WHERE o.active = 1 OR ?1 ORDER BY o.active DESC, o.sort, o.id",
		"i", (int64_t)all);
	while (db_step(d->db, q, e)) {
		o = xrealloc(o, (size_t)(k + 1) * sizeof *o);
		struct office *r = &o[k++];
		*r = (struct office){.id = sqlite3_column_int64(q, 0), .ver = sqlite3_column_int64(q, 1)};
		snprintf(r->name, sizeof r->name, "%s", column_text(q, 2));
		r->kind = sqlite3_column_int(q, 3);
		r->active = sqlite3_column_int(q, 4) != 0;
		r->officers = sqlite3_column_int(q, 5);
	}
	db_done(q);
	if (db_failed(d->db)) {
		free(o);
		return db_result(d->db);
	}
	*list = o;
	*n = k;
	return Z_OK;
}

/* ------------------------------------------------------------ shared with officer.c and seat.c */
enum z office_use(struct desk *d, int64_t id, char name[64], struct error *e)
{
	enum z z = people_open(d, T_office, id, 0, name, e);
	if (z == Z_OK && !db_number(d->db, e, 0, "SELECT active FROM office WHERE id = ?1", "i", id))
		z = refuse(e, R_OFFICE_CLOSED, name);
	return z;
}

enum z people_open(struct desk *d, enum table t, int64_t id, int64_t ver, char name[64], struct error *e)
{
	sqlite3_stmt *q = t == T_office
	                          ? db_query(d->db, e, "SELECT name, 1 FROM office WHERE id = ?1", "i", id)
	                          : db_query(d->db, e, "SELECT name, active FROM officer WHERE id = ?1", "i", id);
	bool found = db_step(d->db, q, e), active = false;
	if (found) {
		snprintf(name, 64, "%s", column_text(q, 0));
		active = sqlite3_column_int(q, 1) != 0;
	}
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	if (!found)
		return refuse(e, t == T_office ? R_OFFICE_NONE : R_OFFICER_NONE, number_text(id).s);
	enum z z = ver ? row_fresh(d, t, id, ver, name, e) : Z_OK;
	if (z != Z_OK)
		return z;
	return active ? Z_OK : refuse(e, R_OFFICER_LEFT, name);
}
