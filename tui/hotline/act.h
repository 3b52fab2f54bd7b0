/* act.h - what the actions on tickets (do_*.c) share beside act_record.h: the ticket as it was read, and how a text leaves
 * the desk. */
#ifndef TUI_HOTLINE_ACT_H
#define TUI_HOTLINE_ACT_H

#include "tui/action/act_record.h"
#include "tui/hotline/hotline.h"

struct act_ticket {
	struct act_record r;
	int state, kind, urgency;
	bool excluded, extending;
};
bool act_ticket(struct app *a, int64_t id, struct act_ticket *t);
/* act_form() on this ticket. */
enum did act_ticket_form(struct app *a, int64_t subject, const char *title, const struct form_field *fields, size_t n,
	void (*load)(struct form *f, void *ctx), bool (*save)(struct form *f, void *ctx), const char *said);
/* act_text_run() on it. */
enum did act_ticket_text(struct app *a, int64_t subject, const struct act_text *q,
	enum z (*run)(struct desk *d, int64_t id, int64_t ver, const char *text, struct error *e), const char *said);
/* An act with nothing to ask. */
enum did act_ticket_run(struct app *a, int64_t subject, enum z (*run)(struct desk *d, int64_t id, int64_t ver, struct error *e),
	const char *said);

/* A text that leaves the desk: to look at, into a file, into the terminal's clipboard.  subject: for the log. */
enum did act_hand_over(struct app *a, const char *title, const char *text, const char *file, int64_t subject);
#endif
