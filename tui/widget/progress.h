/* progress.h - long work over everything else: what is being done, how far it is, and how to stop
 * it.
 *
 * The work itself runs elsewhere (a child process); whoever hears of its progress calls
 * progress_set. */
#ifndef TUI_WIDGET_PROGRESS_H
#define TUI_WIDGET_PROGRESS_H

#include "tui/widget/widget.h"

struct progress;

/* can_cancel: whether Esc stops it; else it says that it must be waited for. */
struct progress *progress_new(const char *title, bool can_cancel);
void progress_free(struct progress **p);
/* done of total steps (total 0: not known), and what is being done now (copied; NULL keeps the
 * text). */
void progress_set(struct progress *p, long long done, long long total, const char *text);
/* "1,234 / 10,000  12%", "1,234" where the total is not known.  Returns buf. */
const char *progress_count(const struct progress *p, char *buf, size_t cap);
/* TOOK_CANCEL: the user pressed Esc twice (the first time it asks).  All keys are used up. */
enum took progress_key(struct progress *p, const struct event *ev);
/* To be shown while the work is being stopped. */
void progress_stopping(struct progress *p);
void progress_draw(struct progress *p, struct rect screen);
#endif
