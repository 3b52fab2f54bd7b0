/* login.c - who sits down at a desk: by passphrase, or as the officer tied to the operating-system user. */
#include "store/record/inner.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store/base/memory.h"
#include "store/record/people/pass.h"

enum { LOGIN_PATIENCE = 10000 }; /* ms to wait for somebody's commit: nobody can do anything else meanwhile */
/* Wrong passphrases in a row before a login has to wait, and how long it waits then (doubled each time).  Those of more
 * than a day ago count no more. */
enum { FREE_TRIES = 4, FIRST_WAIT = 5, LONGEST_WAIT = 300, REMEMBERED = 24 * 3600 }; /* seconds */
enum { LOOK_BACK = 5000 }; /* audit rows in which failures are looked for */

static int64_t monotonic(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec;
}

/* He sits there; nothing is written. */
static enum z take_seat(struct desk *d, int64_t officer, struct error *e)
{
	struct who w;
	enum z z = desk_load_who(d, officer, &w, e);

	if (z == Z_OK) {
		d->who = w;
		desk_who_seats(d);
	}
	return z;
}

/* One audit row, and he sits there.  A clock that stands before the last row does not keep anybody out, or no
 * administrator could accept it: the row then takes the last one's time. */
static enum z sit_down(struct desk *d, int64_t officer, const char *pass, struct error *e)
{
	struct who w;
	struct audit_head head;
	enum z z;

	d->login_owed = false;
	if (!d->writable)
		return take_seat(d, officer, e);
	z = db_begin(d->db, e);
	if (z != Z_OK)
		return z;
	d->in_op = true;
	d->acted_principal = 0;
	if (db_changed(d->db))
		d->stale = d->changed = true;
	d->who = (struct who){0};
	z = audit_read_head(d->db, &head, e);
	if (z == Z_OK) {
		d->now = desk_now(d);
		if (d->now < head.at)
			d->now = head.at;
		z = desk_refresh(d, e);
	}
	if (z == Z_OK)
		z = desk_load_who(d, officer, &w, e);
	/* The passphrase that was checked before the lock must still be his. */
	if (z == Z_OK && pass &&
		db_number(d->db, e, 0, "SELECT 1 FROM officer WHERE id = ?1 AND pass = ?2", "is", officer, pass) != 1)
		z = refuse(e, R_LOGIN_WRONG);
	if (z == Z_OK) {
		d->who = w;
		desk_who_seats(d);
	}
	z = op_end(d, z, ACTION_LOGIN, officer, e);
	if (z != Z_OK)
		d->who = (struct who){0};
	return z;
}

static int64_t wait_after(int64_t failures)
{
	int64_t wait = failures < FREE_TRIES ? 0 : FIRST_WAIT;
	for (int64_t i = FREE_TRIES; i < failures && wait < LONGEST_WAIT; i++)
		wait *= 2;
	return wait < LONGEST_WAIT ? wait : LONGEST_WAIT;
}

/* The audit log remembers for all processes.  A pinned clock does not go on, so there only this handle's own count
 * holds. */
static enum z logged_failures(struct desk *d, int64_t officer, int64_t *n, int64_t *last, struct error *e)
{
	*n = *last = 0;
	sqlite3_stmt *q = d->pinned_now ? NULL : db_query(d->db, e,
		"SELECT count(*), max(at) FROM audit INDEXED BY audit_subject WHERE subject = ?1 AND action = ?2 AND at > ?3"
		" AND seq > (SELECT max(seq) FROM audit) - ?4 AND seq > coalesce((SELECT max(seq) FROM audit INDEXED BY audit_subject"
		" WHERE subject = ?1 AND ?1 > 0 AND action IN (?5, ?6)), 0)",
		"iiiiii", officer, (int64_t)ACTION_LOGIN_FAILED, desk_now(d) - REMEMBERED, (int64_t)LOOK_BACK,
		(int64_t)ACTION_LOGIN, (int64_t)ACTION_PASS_RESET);
	if (q && db_step(d->db, q, e)) {
		*n = sqlite3_column_int64(q, 0);
		*last = sqlite3_column_int64(q, 1);
	}
	db_done(q);
	return d->pinned_now ? Z_OK : db_result(d->db);
}

enum z login_hold(struct desk *d, int64_t officer, struct error *e)
{
	int64_t n, last, wait = d->login_after - monotonic();
	if (wait > 0)
		return refuse(e, R_LOGIN_LATER, number_text(d->login_failures).s, number_text(wait).s);
	enum z z = logged_failures(d, officer, &n, &last, e);
	if (z != Z_OK)
		return z;
	wait = last + wait_after(n) - desk_now(d);
	if (wait > LONGEST_WAIT) /* the clock was set back */
		wait = LONGEST_WAIT;
	return n >= FREE_TRIES && wait > 0 ? refuse(e, R_LOGIN_LATER, number_text(n).s, number_text(wait).s) : Z_OK;
}

/* One row of nobody's about the officer (0: there is none of that name). */
static enum z note_failure(struct desk *d, struct db *db, int64_t officer, struct audit_head *head, struct error *e)
{
	enum z z = db_begin(db, e);
	if (z != Z_OK)
		return z;
	z = audit_read_head(db, head, e);
	int64_t now = desk_now(d);
	if (z == Z_OK)
		z = audit_append(db, now > head->at ? now : head->at, 0, 0, ACTION_LOGIN_FAILED, officer, e);
	if (z == Z_OK)
		z = audit_read_head(db, head, e);
	if (z == Z_OK)
		return db_commit(db, e);
	db_rollback(db);
	return z;
}

void login_failed(struct desk *d, int64_t officer)
{
	struct audit_head head;
	struct db *writer = NULL;
	d->login_failures++;
	d->login_after = monotonic() + wait_after(d->login_failures);
	/* A command that only reads has no right to write, but this is written. */
	enum z z = d->writable ? Z_OK : db_open(d->path, DB_NETWORK, &writer, NULL);
	if (z == Z_OK)
		z = note_failure(d, d->writable ? d->db : writer, officer, &head, NULL);
	db_close(&writer);
	if (z == Z_OK && !d->head_doubt)
		head_remember(d->desk_id, &head);
}

enum z desk_login(struct desk *d, const char *login, const char *passphrase, struct error *e)
{
	int64_t officer = 0;
	char *pass = NULL;

	db_read_patience(d->db, LOGIN_PATIENCE);
	sqlite3_stmt *q = db_query(
	        d->db, e, "SELECT id, pass FROM officer WHERE login = ?1 AND active = 1", "s", login ? login : "");
	if (db_step(d->db, q, e)) {
		officer = sqlite3_column_int64(q, 0);
		pass = xstrdup((const char *)sqlite3_column_text(q, 1));
	}
	db_done(q);
	enum z z = db_result(d->db);
	if (z == Z_OK)
		z = login_hold(d, officer, e);
	db_read_patience(d->db, d->read_patience);
	if (z != Z_OK) {
		free(pass);
		return z;
	}
	if (!pass_check(pass, passphrase ? passphrase : "")) {
		login_failed(d, officer);
		z = refuse(e, R_LOGIN_WRONG);
	} else {
		z = sit_down(d, officer, pass, e);
		if (z == Z_OK) {
			d->login_failures = 0;
			d->login_after = 0;
		}
	}
	free(pass);
	return z;
}

/* The only officer of the account's name. */
static enum z find_tied(struct desk *d, int64_t *officer, struct error *e)
{
	char room[4096], name[64] = "";
	struct passwd pw, *found = NULL;
	int n = 0;

	if (!getpwuid_r(getuid(), &pw, room, sizeof room, &found) && found)
		snprintf(name, sizeof name, "%s", pw.pw_name);
	else
		snprintf(name, sizeof name, "%lu", (unsigned long)getuid());
	db_read_patience(d->db, LOGIN_PATIENCE);
	sqlite3_stmt *q = db_query(d->db, e, "SELECT id FROM officer WHERE os_user = ?1 AND active = 1", "s", name);
	while (db_step(d->db, q, e)) {
		*officer = sqlite3_column_int64(q, 0);
		n++;
	}
	db_done(q);
	db_read_patience(d->db, d->read_patience);
	if (db_failed(d->db))
		return db_result(d->db);
	if (n != 1)
		return refuse(e, R_LOGIN_NOT_TIED, name);
	return Z_OK;
}

enum z desk_login_tied(struct desk *d, struct error *e)
{
	int64_t officer = 0;
	enum z z = find_tied(d, &officer, e);

	return z == Z_OK ? sit_down(d, officer, NULL, e) : z;
}

enum z desk_sit_tied(struct desk *d, struct error *e)
{
	int64_t officer = 0;
	enum z z = find_tied(d, &officer, e);

	if (z == Z_OK)
		z = take_seat(d, officer, e);
	d->login_owed = z == Z_OK && d->writable;
	return z;
}

enum z desk_login_row(struct desk *d, struct error *e)
{
	return d->login_owed ? sit_down(d, d->who.id, NULL, e) : Z_OK;
}

void desk_logout(struct desk *d)
{
	desk_login_row(d, NULL);
	d->who = (struct who){0};
}
