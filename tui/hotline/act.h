/* act.h - what the actions on tickets (do_*.c) share: the ticket as it was read, the reason that goes with an act, what is
 * said afterwards. */
#ifndef TUI_HOTLINE_ACT_H
#define TUI_HOTLINE_ACT_H

#include "tui/action/action.h"
#include "tui/hotline/hotline.h"
#include "tui/widget/form.h"

struct act_ticket {
	int64_t id, ver; /* as it was read: by the page on top, else now */
	int state, kind, urgency;
	bool reading;    /* it stands on the page on top */
	bool excluded, extending;
	char number[TICKET_NUMBER_MAX + 8], title[400];
};
bool act_ticket(struct app *a, int64_t id, struct act_ticket *t);

/* One question: a text (reason, instruction, opinion) and two buttons.  Over marked rows it is asked once, and what was
 * typed into an act that was refused is offered again.  phrases: enum phrase_for, 0 none. */
struct act_text {
	enum act act;
	const char *title; /* "转办 %s": the number, or W_HOT_MANY over marked rows */
	const char *hint;
	const char *yes;
	const char *initial; /* NULL none */
	int phrases;
	bool required;
};
bool act_text(struct app *a, const struct act_ticket *t, const struct act_text *q, char **text);

/* Says format with the number, or the refusal; reads the page again. */
enum did act_ticket_done(struct app *a, const struct act_ticket *t, enum z z, const struct error *e, const char *format);
/* The same where text goes with the act: frees it, or keeps it for the next try. */
enum did act_text_done(struct app *a, const struct act_ticket *t, enum act act, char *text, enum z z, const struct error *e,
	const char *format);

/* A modal form's save: done (true), or what is wrong stands in the form.  Somebody was quicker: it says so, and the next F2
 * acts on what is in the file then. */
bool act_form_kept(struct app *a, struct form *f, struct act_ticket *t, const char *field, enum z z, const struct error *e);

/* The whole of such an act: the form's load (may be NULL) and save get a struct act_form.  title: with the number in it; said:
 * with it, too. */
struct act_form {
	struct app *app;
	struct act_ticket *t;
};
enum did act_form(struct app *a, int64_t subject, const char *title, const struct form_field *fields, size_t n,
	void (*load)(struct form *f, void *ctx), bool (*save)(struct form *f, void *ctx), const char *said);

/* An office to be chosen; 0: none was.  Over marked rows it is asked once.  but: not this one. */
int64_t act_office(struct app *a, const char *title, int64_t but, char name[64]);
/* A text that leaves the desk: to look at, into a file, into the terminal's clipboard.  subject: for the log. */
enum did act_hand_over(struct app *a, const char *title, const char *text, const char *file, int64_t subject);
#endif
