/* desk.h - an opened desk and the person at it.
 *
 * Every change anywhere goes through a named operation of store/record: one transaction, the permission matrix, one
 * audit row.  Operations act as the officer who logged in on this handle. */
#ifndef STORE_RECORD_DESK_DESK_H
#define STORE_RECORD_DESK_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "store/base/error.h"
#include "store/rule/calendar/calendar.h"
#include "store/rule/permit/permit.h"

struct desk;

enum desk_mode { DESK_REAL, DESK_SAMPLE, DESK_TEST };

enum desk_flag {
	DESK_READ = 1,    /* nothing will be written */
	DESK_NETWORK = 2, /* the user insists on a network file system */
};

struct desk_new {
	const char *bureau;     /* 单位名称 */
	const char *officer;    /* first officer: 管理员 and 经办, tied to the operating-system user */
	const char *office;     /* his office; NULL: 办公室 */
	const char *os_user;    /* NULL: not tied */
	const char *passphrase; /* NULL: none yet (must be set before a login with passphrase) */
	enum desk_mode mode;
	int64_t began;          /* sample and test desks: the instant at which it is made, as by desk_pin(); 0: now */
};

/* The first officer is logged in on the new handle. */
enum z desk_create(const char *path, const struct desk_new *n, struct desk **d, struct error *e);
/* Nobody is logged in yet. Remembers the audit head outside the file; *warning (may be NULL) gets HEAD_OLDER /
 * HEAD_FOREIGN and clock faults as a refusal to show, with kind Z_OK when there is nothing to say. */
enum z desk_open(const char *path, int flags, struct desk **d, struct error *warning, struct error *e);
void desk_close(struct desk **d);

const char *desk_path(const struct desk *d);
const char *desk_bureau(const struct desk *d);
enum desk_mode desk_mode(const struct desk *d);
/* The instant that counts: the system clock, or ZWGK_NOW on a sample or test desk (refused at open on a real one). */
int64_t desk_now(const struct desk *d);
int32_t desk_today(const struct desk *d);
/* Moves the clock of this handle, so that a sample desk can be given a past; 0 gives ZWGK_NOW or the system clock back.
 * Sample and test desks only; before the last audit row nothing can be done at any time. */
enum z desk_pin(struct desk *d, int64_t instant, struct error *e);
/* While a sample desk is being made under a name that nobody knows yet: commits do not wait for the disk; desk_settle()
 * writes all of it out.  Does nothing on a real desk. */
void desk_hurry(struct desk *d);
enum z desk_settle(struct desk *d, struct error *e);
const struct calendar *desk_calendar(const struct desk *d);
/* What is read between the two is of one moment, and costs one lock of the file instead of one for each question; nobody
 * can commit meanwhile, so only while nothing is waited for.  May be nested; a write in between ends it. */
void desk_read_begin(struct desk *d);
void desk_read_end(struct desk *d);
/* True if someone else (or this handle) has changed the file since the last call: load again.  Reloads calendar and
 * settings. */
bool desk_changed(struct desk *d);
/* Told about waits for the file's lock (see db_on_wait). */
void desk_on_wait(struct desk *d, bool (*hook)(void *ctx, int waited_ms), void *ctx);
/* Whom a write waits for now and what he does, or "": a short write, or none.  Returns out. */
const char *desk_waits_for(const struct desk *d, char *out, size_t cap);

/* How long a read waits for somebody's commit: 0 ms at first, so that a screen never stands still; a command sets 10
 * 000. */
void desk_read_patience(struct desk *d, int ms);

/* ------------------------------------------------------------ who is at it */
struct who {
	int64_t id, office;
	unsigned roles;
	bool seat[4];      /* [1..3]: holds a seat of this tier now, own or delegated, for some office */
	char login[64], name[64], post[64], office_name[64];
	bool fresh;        /* the passphrase must be changed first */
};
const struct who *desk_who(const struct desk *d); /* id 0: nobody */
/* Wrong passphrases are audited and make every process wait, longer each time. */
enum z desk_login(struct desk *d, const char *login, const char *passphrase, struct error *e);
/* The officer tied to the real operating-system user, if exactly one. */
enum z desk_login_tied(struct desk *d, struct error *e);
/* The same for a screen, whose first picture need not wait for the disk: he sits there, and the row in the audit log is
 * owed.  desk_login_row writes it as soon as the picture stands (a failure logs him out); so do the first operation, a
 * logout and desk_close. */
enum z desk_sit_tied(struct desk *d, struct error *e);
enum z desk_login_row(struct desk *d, struct error *e);
void desk_logout(struct desk *d);
/* The administrator accepts that the system clock stands before the last audit row (design 4.7). */
enum z desk_accept_clock(struct desk *d, struct error *e);
/* The administrator accepts another history than the one remembered outside the file (after a restore on another
 * machine). */
enum z desk_accept_head(struct desk *d, struct error *e);
/* One row in the audit log for an act that changes no record: EXPORT, BACKUP, RESTORE, and PACKAGE of an item that allows
 * it; no other. */
enum z desk_note(struct desk *d, enum action a, int64_t subject, struct error *e);
#endif
