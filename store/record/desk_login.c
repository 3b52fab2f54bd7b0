/* desk_login.c - who sits down at a desk: by passphrase, or as the officer tied to the operating-system user. */
#include "store/record/inner.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store/base/memory.h"
#include "store/record/pass.h"

enum { LOGIN_PATIENCE = 10000 }; /* ms to wait for somebody's commit: nobody can do anything else meanwhile */
/* Wrong passphrases in a row before a login has to wait, and how long it waits then (doubled each time). */
enum { FREE_TRIES = 4, FIRST_WAIT = 5, LONGEST_WAIT = 300 }; /* seconds */

static int64_t monotonic(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec;
}

/* One audit row, and he sits there.  A clock that stands before the last row does not keep anybody out, or no
 * administrator could accept it: the row then takes the last one's time. */
static enum z sit_down(struct desk *d, int64_t officer, const char *pass, struct error *e)
{
	struct who w;
	struct audit_head head;
	enum z z;

	if (!d->writable) {
		z = desk_load_who(d, officer, &w, e);
		if (z == Z_OK) {
			d->who = w;
			desk_who_seats(d);
		}
		return z;
	}
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

static enum z failed(struct desk *d, struct error *e)
{
	d->login_failures++;
	if (d->login_failures >= FREE_TRIES) {
		int wait = FIRST_WAIT;
		for (int i = FREE_TRIES; i < d->login_failures && wait < LONGEST_WAIT; i++)
			wait *= 2;
		d->login_after = monotonic() + (wait < LONGEST_WAIT ? wait : LONGEST_WAIT);
	}
	return refuse(e, R_LOGIN_WRONG);
}

enum z desk_login(struct desk *d, const char *login, const char *passphrase, struct error *e)
{
	int64_t officer = 0, wait = d->login_after - monotonic();
	char *pass = NULL;

	if (wait > 0)
		return refuse(e, R_LOGIN_LATER, number_text(d->login_failures).s, number_text(wait).s);
	db_read_patience(d->db, LOGIN_PATIENCE);
	sqlite3_stmt *q = db_query(
	        d->db, e, "SELECT id, pass FROM officer WHERE login = ?1 AND active = 1", "s", login ? login : "");
	if (db_step(d->db, q, e)) {
		officer = sqlite3_column_int64(q, 0);
		pass = xstrdup((const char *)sqlite3_column_text(q, 1));
	}
	db_done(q);
	db_read_patience(d->db, d->read_patience);
	if (db_failed(d->db)) {
		free(pass);
		return db_result(d->db);
	}
	enum z z;
	if (!pass_check(pass, passphrase ? passphrase : "")) {
		z = failed(d, e);
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

enum z desk_login_tied(struct desk *d, struct error *e)
{
	char room[4096], name[64] = "";
	struct passwd pw, *found = NULL;
	int64_t officer = 0;
	int n = 0;

	if (!getpwuid_r(getuid(), &pw, room, sizeof room, &found) && found)
		snprintf(name, sizeof name, "%s", pw.pw_name);
	else
		snprintf(name, sizeof name, "%lu", (unsigned long)getuid());
	db_read_patience(d->db, LOGIN_PATIENCE);
	sqlite3_stmt *q = db_query(d->db, e, "SELECT id FROM officer WHERE os_user = ?1 AND active = 1", "s", name);
	while (db_step(d->db, q, e)) {
		officer = sqlite3_column_int64(q, 0);
		n++;
	}
	db_done(q);
	db_read_patience(d->db, d->read_patience);
	if (db_failed(d->db))
		return db_result(d->db);
	if (n != 1)
		return refuse(e, R_LOGIN_NOT_TIED, name);
	return sit_down(d, officer, NULL, e);
}

void desk_logout(struct desk *d)
{
	d->who = (struct who){0};
}
