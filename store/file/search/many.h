/* many.h - texts of very many new rows into a full-text index, by one statement. */
#ifndef STORE_FILE_SEARCH_MANY_H
#define STORE_FILE_SEARCH_MANY_H

#include "store/file/search/index.h"

enum { SEARCH_BUNDLE = 512 /* rows */ };
struct search_bundle;
/* A row of the bundle: hidden is masked first (store/base/mask.h), shown stands below it as it is.  Copied. */
void search_bundle_add(struct search_bundle *b, int64_t id, const char *hidden, const char *shown);
/* more adds the next SEARCH_BUNDLE rows or fewer; none: that was all.  It may read the file.  While SQLite takes in one bundle,
 * the next is masked and cut into words on another processor (store/base/aside.h). */
enum z search_index_many(struct db *db, enum search_table t, enum z (*more)(void *ctx, struct search_bundle *b, struct error *e),
	void *ctx, struct error *e);
#endif
