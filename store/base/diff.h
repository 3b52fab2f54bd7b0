/* diff.h - what changed between two texts, as a reader of Chinese wants to see it: paragraphs
 * first, then characters inside the paragraphs that changed.  Pure. */
#ifndef STORE_BASE_DIFF_H
#define STORE_BASE_DIFF_H

#include <stdbool.h>
#include <stddef.h>

enum diff_kind { DIFF_SAME, DIFF_DELETED, DIFF_INSERTED };

/* n bytes: SAME of both texts, DELETED of the old one, INSERTED of the new one.  Offsets in the
 * other text say where the span stands there.  No span cuts a cluster. */
struct diff_span {
	enum diff_kind kind;
	size_t old_at, new_at, n;
};

/* The spans in order; at a changed place the deleted one comes first.  No two neighbours are of one
 * kind. */
struct diff {
	struct diff_span *v;
	size_t n, cap;
	bool coarse; /* some part was too different to be looked at by characters, or at all */
};

enum diff_manner {
	DIFF_READABLE, /* a paragraph with little in common is replaced whole, no lone character
	                  stands between changes, numbers change whole */
	DIFF_EXACT, /* the fewest characters deleted and inserted, where the texts are small enough
	               to find out */
};

/* Takes bounded time (tens of milliseconds at worst): where two parts are too different it falls
 * back to whole paragraphs, and at last to the whole part.  d is {0} or of an earlier call.  NULL
 * texts are "". */
void diff_texts(struct diff *d, const char *old, size_t old_n, const char *new, size_t new_n,
        enum diff_manner manner);
void diff_free(struct diff *d);
bool diff_same(const struct diff *d); /* nothing changed */
/* The nth place that changed (counted from 0): index of its first span, or d->n. */
size_t diff_change(const struct diff *d, size_t nth);
size_t diff_changes(const struct diff *d);
#endif
