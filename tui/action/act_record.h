/* act_record.h - what the actions on tickets, requests and tasks share: the record as it was read, the reason that goes
 * with an act, the form of one, what is said afterwards. */
#ifndef TUI_ACTION_ACT_RECORD_H
#define TUI_ACTION_ACT_RECORD_H

#include "tui/action/action.h"
#include "tui/widget/form.h"

struct act_record {
	int64_t id, ver; /* as it was read: by the page on top, else now */
	int64_t (*now)(struct desk *d, int64_t id); /* its version in the file; 0: it cannot be read */
	char number[80], title[400];
};
/* The part of it that is asked with; the title is cut to be known by. */
void act_record(struct act_record *to, int64_t id, int64_t ver, const char *number, const char *title);

/* One question: a text (reason, instruction, opinion) and two buttons.  Over marked rows it is asked once, and what was
 * typed into an act that was refused is offered again.  phrases: enum phrase_for, 0 none. */
struct act_text {
	enum act act;
	const char *title; /* "转办 %s": the number, or W_ACT_MANY over marked rows */
	const char *hint;
	const char *yes;
	const char *initial; /* NULL none */
	int phrases;
	bool required;
};
bool act_text(struct app *a, const struct act_record *r, const struct act_text *q, char **text);

/* Says format with the number, or the refusal; reads the page again. */
enum did act_record_done(struct app *a, const struct act_record *r, enum z z, const struct error *e, const char *format);
/* The same where text goes with the act: frees it, or keeps it for the next try. */
enum did act_text_done(struct app *a, const struct act_record *r, enum act act, char *text, enum z z, const struct error *e,
	const char *format);

/* All of such an act. */
enum did act_text_run(struct app *a, const struct act_record *r, const struct act_text *q,
	enum z (*run)(struct desk *d, int64_t id, int64_t ver, const char *text, struct error *e), const char *format);

/* A modal form's save: done (true), or what is wrong stands in the form.  Somebody was quicker: it says so, and the next F2
 * acts on what is in the file then. */
bool act_form_kept(struct app *a, struct form *f, struct act_record *r, const char *field, enum z z, const struct error *e);

/* The whole of such an act: the form's load (may be NULL) and save get a struct act_form.  title: with the number in it; said:
 * with it, too. */
struct act_form {
	struct app *app;
	struct act_record *r;
};
enum did act_form(struct app *a, struct act_record *r, const char *title, const struct form_field *fields, size_t n,
	void (*load)(struct form *f, void *ctx), bool (*save)(struct form *f, void *ctx), const char *said);

/* A load that puts today into the field "day". */
void act_form_today(struct form *f, void *act_form);

/* An office to be chosen; 0: none was.  Over marked rows it is asked once. */
int64_t act_office(struct app *a, const char *title, char name[64]);
#endif
