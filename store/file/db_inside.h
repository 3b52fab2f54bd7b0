/* db_inside.h - what the files of store/file share about an open desk file.  Nobody outside store/file includes
 * this. */
#ifndef STORE_FILE_DB_INSIDE_H
#define STORE_FILE_DB_INSIDE_H

#include <sys/types.h>

#include "store/file/db.h"
#include "store/file/search/index.h"

/* What the authorizer lets through.  It is asked when a statement is prepared, also when SQLite prepares it again. */
enum db_guard {
	GUARD_CLOSED, /* daily work: no schema change, append-only tables only grow */
	GUARD_ERASE,  /* content_erase: rows of content may go */
	GUARD_OPEN,   /* creating and migrating */
};

enum { SLOT_BUCKETS = 256, SLOTS_MAX = 600 };

struct slot; /* one prepared statement */
struct audit_state;

struct db {
	sqlite3 *raw;
	char *path; /* absolute, no symbolic link in it */
	pid_t pid;
	int flags;
	enum db_guard guard;
	char denied[64]; /* what the authorizer refused last */
	bool writing; /* between db_begin and db_commit or db_rollback */
	enum z last;
	struct error last_error;
	bool lost; /* the transaction, see db_lost */
	struct error why_lost;
	int read_patience; /* ms a read waits for the lock */
	int write_patience;
	int reading;         /* depth of db_read_begin */
	sqlite3_stmt *read; /* open on a row, it keeps the lock */
	int64_t data_version;

	bool (*wait_hook)(void *ctx, int waited_ms);
	void *wait_ctx;
	int64_t wait_began; /* monotonic ms */
	int64_t wait_from; /* as wait_began, but of the time after a named transaction */
	int wait_told;
	bool wait_long; /* for somebody's named transaction */
	uint32_t dice;

	struct slot *by_sql[SLOT_BUCKETS], *by_stmt[SLOT_BUCKETS];
	struct slot *oldest, *newest;
	int slots;

	char work[128]; /* db_name_work */
	struct holder *holder; /* while a named transaction of ours goes on */
	bool large; /* db_large */
	struct audit_state *audit;
	struct search_queue *search; /* texts that wait for the commit; NULL: none */
	size_t search_brought[SEARCH_TABLES]; /* bytes that went into the index within db_large since search_index_settle */
	struct db *next;
};

enum {
	DB_HOLD = 64, /* a second connection that only holds the write lock; never migrated */
};

/* SQLite's authorizer; ctx is the struct db. */
int guard_authorize(void *ctx, int action, const char *one, const char *two, const char *schema,
	const char *trigger);
/* Every open file, so that db_done finds the owner of a statement. */
extern struct db *db_all;
/* Runs text that may hold several statements, outside the statement cache. */
enum z db_exec(struct db *db, const char *sql, struct error *e);
/* The state of audit.c that belongs to a connection. */
void audit_attach(struct db *db);
void audit_detach(struct db *db);
void audit_columns_changed(struct db *db); /* a migration added some */
/* Writes the texts that wait into the full-text index, or drops them. */
enum z search_index_flush(struct db *db, struct error *e);
void search_index_forget(struct db *db);
/* Z_OK if every row changed in this transaction stands in an audit row. */
enum z audit_complete(struct db *db, struct error *e);
#endif
