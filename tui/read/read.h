/* read.h - the reading view as the actions see it: what is on the screen, and nothing else may be
 * signed.
 *
 * All functions take any view and do nothing (or say no) if it is not a reading view. */
#ifndef TUI_READ_READ_H
#define TUI_READ_READ_H

#include "tui/app.h"

bool read_is(const struct view *v);
/* The item as it is shown: its version and hash are what an act on this page is bound to.  NULL: no
 * reading view. */
const struct item *read_item(const struct view *v);
/* Reads the item anew (after our own act, or because somebody was quicker); the opinion typed and
 * the ticks stay while it is the same revision. */
void read_again(struct view *v);
/* Shows another item in this view.  false: it cannot be read (said). */
bool read_open(struct view *v, int64_t item);
/* The neighbour in the list or worklist below; 0: none. */
int64_t read_neighbour(const struct view *v, bool before);
/* The same of any item; of one that is gone from the list, or of 0, its first. */
int64_t read_beside(const struct view *v, int64_t item, bool before);

void read_next_mode(struct view *v);
void read_attachment(struct view *v, int nth);  /* opens the attachment; -1: back to the text */
int read_attachment_open(const struct view *v); /* its index, -1 none */
/* What kind of thing the attachment is, "" if its text can be read here. */
const char *read_attachment_unread(struct view *v, int nth);

/* 审核要点 of the tier it waits in, with the ticks made on this page. */
const struct check_row *read_checks(const struct view *v, int *n);
bool read_ticked(const struct view *v, int nth);
void read_tick(struct view *v, int nth, bool on);
/* Ids of the ticked rows, 0 at the end; at most cap. */
int read_ticks(const struct view *v, int64_t *ids, int cap);
/* Attachments whose text cannot be read here, and how many of them were compared with the original.
 */
void read_originals(struct view *v, int *unread, int *checked);
bool read_original_checked(const struct view *v, int nth);
void read_check_original(struct view *v, int nth, bool on);

/* What was typed and not yet accepted; "" for nothing. */
const char *read_opinion(const struct view *v);
void read_keep_opinion(struct view *v, const char *text); /* NULL forgets it */
#endif
