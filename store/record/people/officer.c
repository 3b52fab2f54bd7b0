/* officer.c - officers and their passphrases: registering, changing, leaving. */
#include "store/record/people/people.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/record/duty/duty.h"
#include "store/record/field.h"
#include "store/record/people/login_name.h"
#include "store/record/people/pass.h"
#include "store/record/people/inner.h"
#include "store/record/row_ver.h"
#include "store/record/words.h"

#define ALL_ROLES ((unsigned)(ROLE_CLERK | ROLE_OFFICE | ROLE_PUBLISH | ROLE_ADMIN | ROLE_LEADER))

/* What is to be kept of a form. */
struct kept {
	char login[64], name[64], post[64], os_user[64];
	int64_t office;
	unsigned roles;
};

static enum z take_login(struct desk *d, int64_t id, const char *login, char out[64], struct error *e)
{
	enum z z = field_take(out, 64, login, W_FIELD_LOGIN, 2, 32, e);
	if (z != Z_OK)
		return z;
	for (char *c = out; *c; c++) {
		if (isupper((unsigned char)*c))
			*c = (char)tolower((unsigned char)*c);
		if (!(*c >= 'a' && *c <= 'z') && !(*c >= '0' && *c <= '9') && !strchr("._-", *c))
			return refuse(e, R_LOGIN_LETTERS, out);
	}
	int64_t other = db_number(d->db, e, 0, "SELECT id FROM officer WHERE login = ?1", "s", out);
	return other && other != id ? refuse(e, R_LOGIN_TWICE, out) : Z_OK;
}

/* Checks the form for the officer id (0: a new one). */
static enum z take(struct desk *d, int64_t id, const struct officer_in *in, struct kept *k, struct error *e)
{
	char office[64];
	enum z z = field_take(k->name, sizeof k->name, in->name, W_FIELD_NAME, 1, 20, e);
	if (z == Z_OK)
		z = field_take(k->post, sizeof k->post, in->post, W_FIELD_POST, 0, 20, e);
	if (z == Z_OK)
		z = field_take(k->os_user, sizeof k->os_user, in->os_user, W_FIELD_OS_USER, 0, 60, e);
	if (z != Z_OK)
		return z;
	if (in->login && *in->login)
		z = take_login(d, id, in->login, k->login, e);
	else
		login_name_make(d, k->name, k->login);
	if (z == Z_OK)
		z = office_use(d, in->office, office, e);
	if (z != Z_OK)
		return z;
	k->office = in->office;
	k->roles = in->roles;
	if (in->roles & ~ALL_ROLES)
		return refuse(e, R_ROLE_UNKNOWN, number_text((long long)in->roles).s);
	int64_t tied = *k->os_user ? db_number(d->db, e, 0,
		"SELECT id FROM officer WHERE os_user = ?1 AND active = 1", "s", k->os_user) : 0;
	return tied && tied != id ? refuse(e, R_OS_USER_TAKEN, k->os_user) : Z_OK;
}

enum z officer_insert(
        struct desk *d, const struct officer_in *in, const char *hash, int64_t *id, char login[64], struct error *e)
{
	struct kept k;
	enum z z = take(d, 0, in, &k, e);
	if (z == Z_OK)
		z = db_run(d->db, e,
			"INSERT INTO officer(login, name, office, post, roles, os_user, pass, fresh)"
			" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)",
			"ssisiss", k.login, k.name, k.office, k.post, (int64_t)k.roles, *k.os_user ? k.os_user : NULL, hash);
	if (z != Z_OK)
		return z;
	*id = db_last_id(d->db);
	op_touch(d, T_officer, *id);
	if (login)
		snprintf(login, 64, "%s", k.login);
	return Z_OK;
}

enum z officer_add(struct desk *d, const struct officer_in *in, int64_t *id, char secret[32], struct error *e)
{
	int64_t made = 0;
	char phrase[32];
	pass_make(phrase);
	char *hash = pass_hash(phrase, d->mode != DESK_REAL); /* slow: not while the file is locked */
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_OFFICER_ADD, e);
	if (z == Z_OK)
		z = officer_insert(d, in, hash, &made, NULL, e);
	z = op_end(d, z, ACTION_OFFICER_ADD, made, e);
	free(hash);
	if (z == Z_OK) {
		memcpy(secret, phrase, sizeof phrase);
		if (id)
			*id = made;
	}
	explicit_bzero(phrase, sizeof phrase);
	return z;
}

/* Refuses to take the last administrator's role, or himself, away. */
static enum z not_last_admin(struct desk *d, int64_t id, struct error *e)
{
	int64_t is = db_number(
	        d->db, e, 0, "SELECT (roles & ?2) <> 0 FROM officer WHERE id = ?1", "ii", id, (int64_t)ROLE_ADMIN);
	int64_t others = db_number(d->db, e, 0,
		"SELECT count(*) FROM officer WHERE id <> ?1 AND active = 1 AND (roles & ?2) <> 0", "ii", id, (int64_t)ROLE_ADMIN);
	return is && !others ? refuse(e, R_LAST_ADMIN) : Z_OK;
}

/* The administrator signs nothing: no seat of his own, none lent to him. */
static enum z no_seat(struct desk *d, int64_t id, const char *name, struct error *e)
{
	int64_t n = db_number(d->db, e, 0,
		"SELECT (SELECT count(*) FROM seat WHERE officer = ?1 AND (to_at IS NULL OR to_at > ?2)) +"
		" (SELECT count(*) FROM delegation WHERE delegate = ?1 AND revoked_at IS NULL AND to_day >= ?3)",
		"iid", id, d->now, day_at(d->now));
	return n ? refuse(e, R_ADMIN_SEAT, name) : Z_OK;
}

static enum z edit(struct desk *d, int64_t id, int64_t ver, const struct officer_in *in, struct error *e)
{
	struct kept k;
	struct officer_in whole = *in;
	struct officer was;
	char name[64];
	enum z z = op_permit(d, ACTION_OFFICER_EDIT, e);
	if (z == Z_OK)
		z = people_open(d, T_officer, id, ver, name, e);
	if (z == Z_OK)
		z = officer_load(d, id, &was, e);
	if (z != Z_OK)
		return z;
	if (!whole.login || !*whole.login)
		whole.login = was.login;
	if (!whole.os_user)
		whole.os_user = was.os_user;
	if (!whole.post)
		whole.post = was.post;
	z = take(d, id, &whole, &k, e);
	if (z == Z_OK && !(k.roles & ROLE_ADMIN))
		z = not_last_admin(d, id, e);
	if (z == Z_OK && k.roles & ROLE_ADMIN)
		z = no_seat(d, id, name, e);
	if (z != Z_OK)
		return z;
	z = db_run(d->db, e,
		"UPDATE officer SET login = ?2, name = ?3, office = ?4, post = ?5, roles = ?6, os_user = ?7, ver = ver + 1"
		" WHERE id = ?1",
		"issisis", id, k.login, k.name, k.office, k.post, (int64_t)k.roles, *k.os_user ? k.os_user : NULL);
	op_touch(d, T_officer, id);
	return z;
}

enum z officer_edit(struct desk *d, int64_t id, int64_t ver, const struct officer_in *in, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = edit(d, id, ver, in, e);
	return op_end(d, z, ACTION_OFFICER_EDIT, id, e);
}

static enum z leave(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	char name[64];
	enum z z = op_permit(d, ACTION_OFFICER_LEAVE, e);
	if (z == Z_OK)
		z = people_open(d, T_officer, id, ver, name, e);
	if (z == Z_OK)
		z = not_last_admin(d, id, e);
	if (z == Z_OK)
		z = seats_end_all(d, id, e);
	if (z == Z_OK)
		z = db_run(d->db, e,
			"UPDATE officer SET active = 0, left_on = ?2, os_user = NULL, pass = NULL, fresh = 0, ver = ver + 1"
			" WHERE id = ?1",
			"id", id, day_at(d->now));
	op_touch(d, T_officer, id);
	return z == Z_OK ? duty_leavers(d, e) : z;
}

enum z officer_leave(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = leave(d, id, ver, e);
	return op_end(d, z, ACTION_OFFICER_LEAVE, id, e);
}

/* ------------------------------------------------------------ passphrases */
enum z officer_reset(struct desk *d, int64_t id, char secret[32], struct error *e)
{
	char phrase[32], name[64];
	pass_make(phrase);
	char *hash = pass_hash(phrase, d->mode != DESK_REAL);
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_PASS_RESET, e);
	if (z == Z_OK)
		z = people_open(d, T_officer, id, 0, name, e);
	if (z == Z_OK) {
		z = db_run(d->db, e, "UPDATE officer SET pass = ?2, fresh = 1, ver = ver + 1 WHERE id = ?1", "is", id,
		        hash);
		op_touch(d, T_officer, id);
	}
	z = op_end(d, z, ACTION_PASS_RESET, id, e);
	free(hash);
	if (z == Z_OK)
		memcpy(secret, phrase, sizeof phrase);
	explicit_bzero(phrase, sizeof phrase);
	return z;
}

static bool same_word(const char *a, const char *b)
{
	char fa[600], fb[600];
	text_fold(fa, sizeof fa, a);
	text_fold(fb, sizeof fb, b);
	return !strcmp(fa, fb);
}

static enum z good_phrase(const struct who *w, const char *old, const char *now, struct error *e)
{
	size_t bad, n = strlen(now);
	if (!utf8_valid(now, n, &bad))
		return refuse(e, R_FIELD_BYTES, W_FIELD_PASS, number_text((long long)bad + 1).s);
	size_t chars = utf8_count(now);
	if (chars < PASS_MIN)
		return refuse(e, R_PASS_SHORT, number_text(PASS_MIN).s, number_text((long long)chars).s);
	if (chars > PASS_MAX)
		return refuse(e, R_FIELD_LONG, W_FIELD_PASS, number_text(PASS_MAX).s, number_text((long long)chars).s);
	if (same_word(now, w->login) || same_word(now, w->name))
		return refuse(e, R_PASS_NAME);
	if (old && *old && !strcmp(old, now))
		return refuse(e, R_PASS_SAME);
	return Z_OK;
}

enum z officer_pass_fits(struct desk *d, const char *old, const char *now, struct error *e)
{
	return good_phrase(desk_who(d), old, now, e);
}

enum z officer_set_pass(struct desk *d, const char *old, const char *now, struct error *e)
{
	int64_t id = d->who.id;
	char *kept = NULL, *hash = NULL;
	enum z z = id ? good_phrase(&d->who, old, now, e) : refuse(e, R_LOGIN_FIRST);
	if (z == Z_OK)
		z = login_hold(d, id, e);
	if (z != Z_OK)
		return z;
	db_read_patience(d->db, 10000); /* as at the login: he waits for this */
	sqlite3_stmt *q = db_query(d->db, e, "SELECT pass FROM officer WHERE id = ?1", "i", id);
	if (db_step(d->db, q, e))
		kept = xstrdup((const char *)sqlite3_column_text(q, 0));
	db_done(q);
	db_read_patience(d->db, d->read_patience);
	if (db_failed(d->db)) {
		z = db_result(d->db);
	} else if (kept && !pass_check(kept, old ? old : "")) {
		login_failed(d, id);
		z = refuse(e, R_PASS_OLD);
	}
	if (z != Z_OK) {
		free(kept);
		return z;
	}
	hash = pass_hash(now, d->mode != DESK_REAL);
	z = op_begin_though(d, OP_FRESH, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_PASS_SET, e);
	if (z == Z_OK) {
		/* Between the check and the lock an administrator may have reset it. */
		z = db_run(d->db, e,
		        "UPDATE officer SET pass = ?2, fresh = 0, ver = ver + 1 WHERE id = ?1 AND pass IS ?3", "iss",
		        id, hash, kept);
		if (z == Z_OK && db_changes(d->db) != 1)
			z = refuse(e, R_PASS_OLD);
		op_touch(d, T_officer, id);
	}
	z = op_end(d, z, ACTION_PASS_SET, id, e);
	free(hash);
	free(kept);
	return z;
}

/* ------------------------------------------------------------ reading */
#define OFFICER_COLUMNS                                                                            \
	"SELECT o.id, " ROW_VER("o.") ", o.office, o.login, o.name, o.post, f.name, o.os_user, o.roles, o.active, o.pass IS NOT NULL,"  \
	" o.fresh, o.left_on FROM officer o JOIN office f ON f.id = o.office "

static void read_officer(const struct desk *d, sqlite3_stmt *q, struct officer *o)
{
	*o = (struct officer){
		.id = sqlite3_column_int64(q, 0),
		.ver = sqlite3_column_int64(q, 1),
		.office = sqlite3_column_int64(q, 2),
		.roles = (unsigned)sqlite3_column_int(q, 8),
		.active = sqlite3_column_int(q, 9) != 0,
		.has_pass = sqlite3_column_int(q, 10) != 0,
		.fresh = sqlite3_column_int(q, 11) != 0,
		.left_on = column_day(q, 12),
	};
	snprintf(o->login, sizeof o->login, "%s", column_text(q, 3));
	snprintf(o->name, sizeof o->name, "%s", column_text(q, 4));
	snprintf(o->post, sizeof o->post, "%s", column_text(q, 5));
	snprintf(o->office_name, sizeof o->office_name, "%s", column_text(q, 6));
	snprintf(o->os_user, sizeof o->os_user, "%s", column_text(q, 7));
	for (int t = 1; t <= 3; t++) {
		if (tier_holds(&d->book, o->id, t, desk_now(d)))
			o->tiers |= 1u << t;
	}
}

enum z officer_list(struct desk *d, bool all, struct officer **list, int *n, struct error *e)
{
	struct officer *o = NULL;
	int k = 0;
	*list = NULL;
	*n = 0;
	enum z z = desk_refresh(d, e);
	if (z != Z_OK)
		return z;
	sqlite3_stmt *q = db_query(d->db, e,
	        OFFICER_COLUMNS "WHERE o.active = 1 OR ?1 ORDER BY o.active DESC, f.sort, f.id, o.id", "i",
	        (int64_t)all);
	while (db_step(d->db, q, e)) {
		o = xrealloc(o, (size_t)(k + 1) * sizeof *o);
		read_officer(d, q, &o[k++]);
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

enum z officer_load(struct desk *d, int64_t id, struct officer *o, struct error *e)
{
	sqlite3_stmt *q = db_query(d->db, e, OFFICER_COLUMNS "WHERE o.id = ?1", "i", id);
	bool found = db_step(d->db, q, e);
	if (found)
		read_officer(d, q, o);
	db_done(q);
	enum z z = db_result(d->db);
	return z != Z_OK || found ? z : refuse(e, R_OFFICER_NONE, number_text(id).s);
}

int64_t officer_by_login(struct desk *d, const char *login)
{
	return db_number(d->db, NULL, 0, "SELECT id FROM officer WHERE login = ?1", "s", login);
}
