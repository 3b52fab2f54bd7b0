/* index.h - the full-text indexes: of items (title, 文号 and body of the current revision as one text, rowid = item
 * id) and of tickets (number, title, topic and body, all masked, rowid = ticket id). */
#ifndef STORE_FILE_SEARCH_INDEX_H
#define STORE_FILE_SEARCH_INDEX_H

#include "store/file/db.h"

enum search_table { SEARCH_ITEMS, SEARCH_TICKETS, SEARCH_TABLES };

/* Within db_large the texts wait for db_commit: a search in the same transaction does not find them yet.
 * Contentless: to remove or replace, the text that was indexed must be given.  NULL: nothing was (or is to be)
 * there. */
enum z search_index_set(
	struct db *db, enum search_table t, int64_t id, const char *old, const char *now, struct error *e);
/* So many bytes of text were written by a statement, not by search_index_set. */
void search_index_note(struct db *db, enum search_table t, size_t bytes);
/* After a large transaction was committed: puts what it brought in order, in transactions of 20 ms with pauses between
 * them in which others get their turn; the first one takes it out of the way of saves, so many as SEARCH_SETTLED make
 * one segment of it, for searches.  What fails is left for later saves; nothing is reported. */
enum { SEARCH_ASIDE = 1, SEARCH_SETTLED = 1 << 20 };
void search_index_settle(struct db *db, size_t most);
/* Removes the words of deleted rows from the file (after an erasure). */
enum z search_index_optimize(struct db *db, struct error *e);
#endif
