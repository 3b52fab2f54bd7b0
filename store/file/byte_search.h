/* byte_search.h - do pieces of a text still stand in a file?  The proof that an erasure did what it says.
 *
 * Pieces of 24 bytes (a short text: all of it) are looked for in the bytes of the desk's file as they lie there, free
 * pages included.  A piece that another record holds rightly (a phrase of law, the same attachment) proves nothing and
 * is left out. */
#ifndef STORE_FILE_BYTE_SEARCH_H
#define STORE_FILE_BYTE_SEARCH_H

#include "store/file/db.h"

struct byte_search;

struct byte_search *byte_search_new(void);
void byte_search_free(struct byte_search **s);
/* Takes pieces of a text that was erased: of each at most 512, spread over it; texts under 12 bytes say nothing and are
 * left out. */
void byte_search_add(struct byte_search *s, const void *text, size_t n);
/* Leaves out what other rows of the file hold.  Not inside a transaction; reads content where a piece was found. */
enum z byte_search_desk(struct byte_search *s, struct db *db, bool *found, struct error *e);
/* Any other file (journal, draft); false if it cannot be opened.  Never the desk's file: closing it would drop SQLite's
 * locks. */
bool byte_search_file(struct byte_search *s, const char *path);
#endif
