/* text.h - how the texts of an item become content and a revision row; for store/record only. */
#ifndef STORE_RECORD_ITEM_TEXT_H
#define STORE_RECORD_ITEM_TEXT_H

#include "store/record/inner.h"
#include "store/record/item/item.h"

/* The references of a revision row, to share unchanged content and to recompute its hash. */
struct revision_refs {
	int64_t id;
	struct content_ref title, body, docno, reason, article; /* id 0 of the last three: none */
	bool article_words; /* its hash was made over the words of 依据 (version 1 of the file) */
};
enum z revision_refs(struct desk *d, int64_t revision, struct revision_refs *r, struct error *e);

/* Limits and forms of every field, also of a draft: R_TITLE_EMPTY ... */
enum z item_text_check(struct desk *d, const struct item_text *t, struct error *e);

/* Writes the revision row with content and attachments.  before (id 0: none) is the one it follows: content that did
 * not change is shared, and when nothing that is signed changed and force is false nothing is written: *made stays 0.
 * *hash gets the hash. */
struct revision_new {
	int64_t item, drafter, recorder;
	int n, kind;
	bool force;
};
enum z revision_write(struct desk *d, const struct revision_new *n, const struct item_text *t,
        const struct revision_refs *before, const struct hash *before_hash, int64_t *made, struct hash *hash,
        struct error *e);

/* What the full-text index holds of an item: title, 文号 and body, one after the other; the caller's. */
char *item_indexed(const char *title, const char *docno, const char *body);
/* The same of a stored revision; NULL if it was erased. */
char *revision_indexed(struct desk *d, int64_t revision, struct error *e);

/* An opinion or a reason as content; ref->id stays 0 when there is none. */
enum z opinion_put(struct desk *d, const char *opinion, struct content_ref *ref, struct error *e);
/* A short text into buf: "" when there is none (ref->id 0) or it cannot be read, the note of an erasure when it was
 * erased. */
void text_short(struct desk *d, const struct content_ref *ref, char *buf, size_t cap);
/* Nothing is left of it (NULL is "") when what cannot be seen is taken away. */
bool text_blank(const char *s);
/* A cleaned copy of a text (controls and bidirectional characters away), the caller's; lines: keep \n and \t. */
char *text_cleaned(const char *s, bool lines);
#endif
