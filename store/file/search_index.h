/* search_index.h - the full-text index of items: title, 文号 and body of the current revision as one text, rowid = item
 * id. */
#ifndef STORE_FILE_SEARCH_INDEX_H
#define STORE_FILE_SEARCH_INDEX_H

#include "store/file/db.h"

/* Within db_large the texts wait for db_commit: a search in the same transaction does not find them yet.
 * Contentless: to remove or replace, the text that was indexed must be given.  NULL: nothing was (or is to be)
 * there. */
enum z search_index_set(struct db *db, int64_t item, const char *old, const char *now, struct error *e);
/* Removes the words of deleted rows from the file (after an erasure). */
enum z search_index_optimize(struct db *db, struct error *e);
#endif
