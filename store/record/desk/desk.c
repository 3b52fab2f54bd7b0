/* desk.c - making, opening and closing a desk; its name, its clock, its calendar. */
#include "store/record/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/file/backup.h"
#include "store/file/place.h"
#include "store/record/field.h"
#include "store/record/people/login_name.h"
#include "store/record/people/pass.h"
#include "store/record/ticket/inner.h"
#include "store/record/words.h"
#include "store/view/figure/stat.h"

/* ------------------------------------------------------------ the clock of a desk */
/* Only a sample or test desk may be told the time, or anyone could sign in the past. */
static enum z pin_clock(struct desk *d, struct error *e)
{
	const char *now = getenv("ZWGK_NOW");
	if (!now || !*now)
		return Z_OK;
	if (d->mode == DESK_REAL)
		return refuse(e, R_NOW_REAL, now);
	int64_t at = instant_parse(now);
	if (at < 0)
		return refuse(e, R_NOW_BAD, now);
	d->pinned_now = at;
	return Z_OK;
}

enum z desk_pin(struct desk *d, int64_t instant, struct error *e)
{
	char text[32];
	if (d->mode == DESK_REAL)
		return refuse(e, R_NOW_REAL, instant_iso(instant, text));
	d->pinned_now = instant;
	return instant ? Z_OK : pin_clock(d, e);
}

void desk_hurry(struct desk *d)
{
	if (d->mode != DESK_REAL)
		db_hurry(d->db);
}

enum z desk_settle(struct desk *d, struct error *e)
{
	return db_sync_file(d->db, e);
}

int64_t desk_now(const struct desk *d)
{
	if (d->in_op && d->now)
		return d->now;
	return d->pinned_now ? d->pinned_now : (int64_t)time(NULL);
}

int32_t desk_today(const struct desk *d)
{
	return day_at(desk_now(d));
}

/* ------------------------------------------------------------ a new desk */
static const char *mode_key(enum desk_mode m)
{
	return m == DESK_SAMPLE ? "sample" : m == DESK_TEST ? "test" : "real";
}

static enum z put_setting(struct desk *d, const char *key, const char *value, struct error *e)
{
	enum z z = db_run(d->db, e, "INSERT INTO setting(key, value) VALUES(?1, ?2)", "ss", key, value);
	if (z == Z_OK)
		op_touch(d, T_setting, db_last_id(d->db));
	return z;
}

struct first {
	char bureau[128], name[64], office[64], os_user[64];
};

static enum z first_fields(const struct desk_new *n, struct first *f, struct error *e)
{
	const struct setting_row *b = setting_row(SETTING_BUREAU);
	enum z z =
	        field_take(f->bureau, sizeof f->bureau, n->bureau, W_FIELD_BUREAU, (size_t)b->low, (size_t)b->high, e);
	if (z == Z_OK)
		z = field_take(f->name, sizeof f->name, n->officer, W_FIELD_NAME, 1, 20, e);
	if (z == Z_OK)
		z = field_take(f->office, sizeof f->office, n->office ? n->office : W_GENERAL_OFFICE, W_FIELD_OFFICE, 1,
		        20, e);
	if (z == Z_OK)
		z = field_take(f->os_user, sizeof f->os_user, n->os_user, W_FIELD_OS_USER, 0, 60, e);
	return z;
}

static enum z first_rows(struct desk *d, const struct desk_new *n, const struct first *f, struct error *e)
{
	char login[64];
	uint8_t id[16];
	random_bytes(id, sizeof id);
	for (size_t i = 0; i < sizeof id; i++)
		snprintf(d->desk_id + 2 * i, 3, "%02x", id[i]);

	enum z z = put_setting(d, setting_row(SETTING_BUREAU)->key, f->bureau, e);
	if (z == Z_OK)
		z = put_setting(d, "mode", mode_key(n->mode), e);
	if (z == Z_OK)
		z = put_setting(d, "desk_id", d->desk_id, e);
	if (z != Z_OK)
		return z;
	int kind = strstr(f->office, W_GENERAL_OFFICE) ? OFFICE_KIND_GENERAL : OFFICE_KIND_SECTION;
	z = db_run(d->db, e, "INSERT INTO office(name, kind) VALUES(?1, ?2)", "si", f->office, (int64_t)kind);
	if (z != Z_OK)
		return z;
	int64_t office = db_last_id(d->db);
	op_touch(d, T_office, office);
	login_name_make(d, f->name, login);
	char *pass = n->passphrase && *n->passphrase ? pass_hash(n->passphrase, n->mode != DESK_REAL) : NULL;
	z = db_run(d->db, e,
	        "INSERT INTO officer(login, name, office, roles, os_user, pass) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
	        "ssiiss", login, f->name, office, (int64_t)(ROLE_ADMIN | ROLE_CLERK), *f->os_user ? f->os_user : NULL,
	        pass);
	free(pass);
	if (z != Z_OK)
		return z;
	d->who.id = db_last_id(d->db);
	op_touch(d, T_officer, d->who.id);
	return Z_OK;
}

/* The bureau and its first officer, in a file without a name that anybody knows. */
static enum z first_act(struct desk *d, const struct desk_new *n, const struct first *f, struct error *e)
{
	enum z z = db_begin(d->db, e);
	d->in_op = z == Z_OK;
	d->now = desk_now(d);
	if (z == Z_OK)
		z = first_rows(d, n, f, e);
	if (z == Z_OK)
		z = ticket_limits_furnish(d, e);
	/* The audit row is the program's own: there was nobody yet. */
	int64_t first = d->who.id;
	d->who.id = 0;
	z = op_end(d, z, ACTION_DESK_CREATE, first, e);
	d->who.id = first;
	return z;
}

static void remove_unnamed(const char *path)
{
	struct buffer journal = {0};
	buffer_printf(&journal, "%s-journal", path);
	unlink(path);
	unlink(journal.s);
	buffer_free(&journal);
}

/* It gets its name when it is whole: a file without bureau and officer can neither be opened nor made again. */
enum z desk_create(const char *path, const struct desk_new *n, struct desk **out, struct error *e)
{
	struct first f;
	struct buffer part = {0};
	*out = NULL;
	enum z z = first_fields(n, &f, e);
	if (z == Z_OK && place_exists(path))
		z = refuse(e, R_FILE_EXISTS, path);
	if (z != Z_OK)
		return z;
	struct desk *d = xalloc(sizeof *d);
	d->mode = n->mode;
	d->writable = true;
	buffer_printf(&part, "%s.making-%ld", path, (long)getpid());
	remove_unnamed(part.s);
	z = n->began ? desk_pin(d, n->began, e) : pin_clock(d, e);
	if (z == Z_OK)
		z = db_open(part.s, DB_CREATE, &d->db, e);
	if (z == Z_OK)
		z = stat_functions(d, e);
	if (z == Z_OK) {
		d->path = xstrdup(db_path(d->db));
		z = first_act(d, n, &f, e);
		db_close(&d->db);
	}
	if (z == Z_OK)
		z = place_publish(part.s, path, e);
	remove_unnamed(part.s);
	buffer_free(&part);
	if (z == Z_OK)
		z = db_open(path, 0, &d->db, e);
	if (z == Z_OK)
		z = stat_functions(d, e);
	if (z == Z_OK) {
		free(d->path);
		d->path = xstrdup(db_path(d->db));
		d->stale = true;
		db_read_patience(d->db, 10000);
		z = desk_refresh(d, e);
		db_read_patience(d->db, 0);
	}
	if (z != Z_OK) {
		desk_close(&d);
		return z;
	}
	db_changed(d->db);
	d->changed = false;
	ballast_ensure(d->path);
	*out = d;
	return Z_OK;
}

/* ------------------------------------------------------------ opening */
static enum z read_identity(struct desk *d, struct error *e)
{
	int mode = -1;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT key, value FROM setting WHERE key IN ('mode', 'desk_id')", "");
	while (db_step(d->db, q, e)) {
		const char *value = column_text(q, 1);
		if (!strcmp(column_text(q, 0), "desk_id"))
			snprintf(d->desk_id, sizeof d->desk_id, "%s", value);
		for (int m = DESK_REAL; m <= DESK_TEST && !strcmp(column_text(q, 0), "mode"); m++) {
			if (!strcmp(value, mode_key((enum desk_mode)m)))
				mode = m;
		}
	}
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	if (mode < 0 || !d->desk_id[0])
		return refuse(e, R_DESK_MODE, d->path, mode < 0 ? "mode" : "desk_id");
	d->mode = (enum desk_mode)mode;
	return Z_OK;
}

/* What must be said about the file's history and the clock before anybody works on. */
static enum z compare_history(struct desk *d, struct error *warning, struct error *e)
{
	struct audit_head kept = {0}, head;
	struct error w = {.kind = Z_OK};
	char now_text[24], head_text[24];
	enum z z = audit_read_head(d->db, &head, e);
	if (z != Z_OK)
		return z;
	enum head_state state = head_compare(d->db, d->desk_id, &kept);
	d->head_doubt = state == HEAD_OLDER || state == HEAD_FOREIGN;
	d->clock_doubt = desk_now(d) < head.at - 5;
	if (state == HEAD_OLDER)
		refuse(&w, R_HEAD_OLDER, number_text(kept.seq).s, number_text(head.seq).s);
	else if (state == HEAD_FOREIGN)
		refuse(&w, R_HEAD_FOREIGN, number_text(kept.seq).s);
	else if (state != HEAD_UNREAD && (state == HEAD_NEW || head.seq != kept.seq))
		head_remember(d->desk_id, &head);
	if (d->clock_doubt && w.kind == Z_OK)
		refuse(&w, R_CLOCK_BACK, instant_text(desk_now(d), now_text), instant_text(head.at, head_text));
	if (warning)
		*warning = w;
	return Z_OK;
}

/* The counters of a file that was just brought up; who only reads lets somebody else write for him. */
static enum z count_again(struct desk *d, const char *path, int flags, struct error *e)
{
	struct desk *writer = NULL;
	if (d->writable)
		return stat_ensure(d, e);
	enum z z = desk_open(path, flags & ~DESK_READ, &writer, NULL, e);
	desk_close(&writer);
	return z;
}

enum z desk_open(const char *path, int flags, struct desk **out, struct error *warning, struct error *e)
{
	struct desk *d = xalloc(sizeof *d);
	int how = (flags & DESK_READ ? DB_READ : 0) | (flags & DESK_NETWORK ? DB_NETWORK : 0);
	*out = NULL;
	if (warning)
		*warning = (struct error){.kind = Z_OK};
	enum z z = db_open(path, how, &d->db, e);
	if (z == Z_OK) {
		d->path = xstrdup(db_path(d->db));
		d->writable = !(flags & DESK_READ);
		d->stale = true;
		db_read_patience(d->db, 10000);
		desk_read_begin(d); /* one look at the file for all that is loaded */
		z = read_identity(d, e);
	}
	if (z == Z_OK)
		z = stat_functions(d, e);
	if (z == Z_OK)
		z = pin_clock(d, e);
	if (z == Z_OK)
		z = compare_history(d, warning, e);
	if (z == Z_OK)
		z = desk_refresh(d, e);
	bool recount = z == Z_OK && stat_wanted(d);
	if (d->db)
		desk_read_end(d);
	if (recount)
		z = count_again(d, path, flags, e);
	if (z != Z_OK) {
		desk_close(&d);
		return z;
	}
	db_changed(d->db);
	db_read_patience(d->db, 0);
	if (d->writable)
		ballast_ensure(d->path);
	*out = d;
	return Z_OK;
}

void desk_close(struct desk **desk)
{
	struct desk *d = *desk;
	if (!d)
		return;
	*desk = NULL;
	if (d->db && d->in_op) {
		db_rollback(d->db);
		audit_forget(d->db);
	} else if (d->db) {
		desk_login_row(d, NULL);
	}
	if (d->db)
		db_close(&d->db);
	if (d->calendar) {
		calendar_free(d->calendar);
		free(d->calendar);
	}
	for (int i = 0; i < SETTING_COUNT; i++)
		free(d->settings[i]);
	arena_free(&d->book_memory);
	free(d->path);
	free(d);
}

/* ------------------------------------------------------------ what it is */
const char *desk_path(const struct desk *d)
{
	return d->path;
}

const char *desk_bureau(const struct desk *d)
{
	return setting_text(d, SETTING_BUREAU);
}

enum desk_mode desk_mode(const struct desk *d)
{
	return d->mode;
}

const struct calendar *desk_calendar(const struct desk *d)
{
	return d->calendar;
}

const struct who *desk_who(const struct desk *d)
{
	return &d->who;
}

void desk_on_wait(struct desk *d, bool (*hook)(void *ctx, int waited_ms), void *ctx)
{
	db_on_wait(d->db, hook, ctx);
}

const char *desk_waits_for(const struct desk *d, char *out, size_t cap)
{
	return db_waits_for(d->db, out, cap);
}

void desk_read_patience(struct desk *d, int ms)
{
	d->read_patience = ms;
	db_read_patience(d->db, ms);
}

void desk_read_begin(struct desk *d)
{
	db_read_begin(d->db);
}

void desk_read_end(struct desk *d)
{
	db_read_end(d->db);
}

bool desk_changed(struct desk *d)
{
	bool changed = d->changed;
	if (db_changed(d->db)) {
		changed = true;
		d->foreign = true;
	}
	d->changed = false;
	if ((d->stale || d->foreign) && desk_refresh(d, NULL) != Z_OK)
		d->changed = true; /* somebody is committing: ask again */
	return changed;
}
