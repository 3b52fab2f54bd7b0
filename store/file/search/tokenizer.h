/* tokenizer.h - full-text search for Chinese without a dictionary (FTS5).
 *
 * All characters but blanks are indexed as overlapping pairs, case and width folded, so that any substring of two or
 * more characters is found and one character is a prefix; with detail=none exactness comes from cjk_contains().  The
 * index is written by C in the transaction that saves a text (triggers may not write FTS5 with trusted_schema off). */
#ifndef STORE_FILE_SEARCH_TOKENIZER_H
#define STORE_FILE_SEARCH_TOKENIZER_H

#include <sqlite3.h>

#include "store/base/memory.h"

/* Registers the tokenizer "cjkpair" and the SQL functions masked(text), as mask_text() leaves it, pinyin_match(text,
 * typed), and cjk_contains(text, typed): every blank-separated word of typed occurs in text, both folded.  A search is
 * "... MATCH tokenizer_query(typed) ... AND cjk_contains(text, typed)". */
int tokenizer_register(sqlite3 *db);
/* The same without a file, on any thread: adds what the tokenizer would make of a text (no 0 in it), so that it makes the
 * same of that in less time.  It begins with a byte that no text of ours has, and has no 0 in it. */
struct tokenizer;
struct tokenizer *tokenizer_new(void);
void tokenizer_cut(struct tokenizer *t, const char *text, size_t n, struct buffer *out);
void tokenizer_free(struct tokenizer **t);
/* What a user typed as an FTS5 expression (words separated by blanks are ANDed); nothing typed is FTS5 syntax.
 * xalloc'd; "" if nothing searchable was typed. */
char *tokenizer_query(const char *typed);
#endif
