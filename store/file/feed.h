/* feed.h - very many rows into a table, taken out of memory by one statement.
 *
 *	feed_row(&f, "is", id, name);  ...again and again...
 *	feed_run(db, &f, "INSERT INTO t(id, name) SELECT c0, c1 FROM feed(?1)", e);
 *
 * Into a table with triggers a statement a row makes a savepoint each time: three times as slow.  One statement for all
 * keeps a copy of every page it changes, in case it fails, unless it is INSERT OR FAIL and no reference is looked up
 * (db_references): then rows before the one that fails stand in the transaction. */
#ifndef STORE_FILE_FEED_H
#define STORE_FILE_FEED_H

#include "store/file/db.h"

enum { FEED_COLUMNS = 40 };

struct feed_value {
	char type; /* i s b n */
	int64_t number; /* or bytes */
	const void *p;
};
struct feed { /* {0} is empty */
	struct feed_value *value;
	size_t n, cap;
	int columns;
	/* Or NULL: puts in further rows when those before have been taken, none at the end. */
	enum z (*more)(void *ctx, struct feed *f, struct error *e);
	void *ctx;
	enum z z; /* what it said last */
	struct error why;
};

/* One row; every row of a feed has as many values.  Letters as in db_query: i o s b h n.  Nothing is copied: texts, bytes and
 * digests must live until feed_run. */
void feed_row(struct feed *f, const char *letters, ...);
/* The statement's only value is the feed; f is empty afterwards, and keeps its room. */
enum z feed_run(struct db *db, struct feed *f, const char *sql, struct error *e);
void feed_free(struct feed *f);

int feed_register(sqlite3 *raw); /* the function feed(); at the opening of a file */
#endif
