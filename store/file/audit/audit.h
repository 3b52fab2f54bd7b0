/* audit.h - the chain: one row an operation, with the digest of every row it touched.
 *
 * hash(n) = SHA-256 over hash(n-1) and all columns of row n.  refs is a list of (table code: 1 byte, row id: 8
 * bytes big-endian, digest: 32 bytes; all zero = the row was deleted).  `check` walks the chain, keeps the last digest
 * of each row and compares it with the row as it stands: any change by another tool shows.  The head is also kept
 * outside the file, per user, per desk: an older file put in its place is noticed. */
#ifndef STORE_FILE_AUDIT_AUDIT_H
#define STORE_FILE_AUDIT_AUDIT_H

#include "store/file/audit/head.h"
#include "store/file/db.h"

enum table {
	T_NONE,
#define TABLE(code, name, kind, cache) T_##name = code,
#include "store/file/schema/table.def"
#undef TABLE
	T_COUNT_MAX = 64
};
const char *table_name(enum table t);

/* Every row of a table in table.def that a statement inserts, updates or deletes is touched by itself (SQLite's update
 * hook); db_commit refuses a transaction whose touched rows stand in no audit row.  Only rows that REPLACE takes away
 * are not seen: do not use REPLACE on these tables.  audit_touch adds a row that was not changed; each once, whatever
 * the number of calls. */
void audit_touch(struct db *db, enum table t, int64_t id);
/* Appends the audit row of this operation over all touched rows (read back from the file, but for
 * those of audit/ahead.h), inside its transaction. */
enum z audit_append(struct db *db, int64_t at, int64_t officer, int64_t principal, int action, int64_t subject,
	struct error *e);
/* How many rows the next audit row will name. */
size_t audit_touched(const struct db *db);
void audit_forget(struct db *db); /* after a rollback; db_rollback does it */
/* For a transaction that moves nothing but cache columns: it may commit without an audit row. */
void audit_exempt(struct db *db);
enum z audit_read_head(struct db *db, struct audit_head *head, struct error *e);

/* The digest of a row as it stands; Z_MISSING if there is none. */
enum z audit_row_digest(struct db *db, enum table t, int64_t id, struct hash *digest, struct error *e);

/* One finding of a verification, in Chinese, put together by the caller's table of words. */
enum audit_fault {
	FAULT_CHAIN,   /* row seq: hash does not follow from its predecessor */
	FAULT_GAP,     /* a seq is missing */
	FAULT_CHANGED, /* row (t,id) is not what the chain says */
	FAULT_ADDED,   /* row (t,id) stands in no audit row */
	FAULT_GONE,    /* row (t,id) was deleted by another tool */
	FAULT_TRIGGER, /* a protecting trigger is missing or altered; their words: fault.def */
};
struct audit_found {
	enum audit_fault fault;
	enum table t;
	int64_t id; /* row id, or seq */
};
/* Verifies chain, rows and triggers; calls found for each fault.  In short reads, while others go on working; memory: a
 * bit for each row that counts.  Stops when found returns false. */
enum z audit_verify(struct db *db, bool (*found)(void *ctx, const struct audit_found *f), void *ctx, struct error *e);

/* Heads kept outside the file: $ZWGK_STATE, else $XDG_STATE_HOME/zwgk, else ~/.local/state/zwgk; one small file per
 * desk id. */
enum head_state {
	HEAD_NEW,     /* nothing was remembered for this desk */
	HEAD_GOOD,    /* the file contains the remembered head */
	HEAD_OLDER,   /* the file is shorter than the remembered head: an older file was put in its place */
	HEAD_FOREIGN, /* at the remembered seq stands another hash: another history */
	HEAD_UNREAD,  /* the file could not be read now: ask again */
};
enum head_state head_compare(struct db *db, const char *desk_id, struct audit_head *remembered);
/* Best effort, atomic rename.  Also called after a restore, with the lower head it left. */
void head_remember(const char *desk_id, const struct audit_head *head);
#endif
