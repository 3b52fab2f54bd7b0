/* page.h - the pages on which a record is written, whatever the record is: the form, beside it in wide windows a column of
 * text, in narrow ones a strip of one line below it; what is typed on the disk key by key; saving, leaving, refusals.
 *
 * Which record is said by a constant struct form_page_kind; tui/entry has the one of items, tui/hotline that of tickets,
 * tui/request that of requests, tui/report that of the parts of a report. */
#ifndef TUI_FORM_PAGE_H
#define TUI_FORM_PAGE_H

#include "tui/app.h"
#include "tui/form/draft.h"
#include "tui/widget/form.h"
#include "tui/widget/reader.h"

struct form_page;

/* What a draft is about: the record as it was read. */
struct form_about {
	const char *kind;
	int64_t id, ver; /* 0: a new one */
};

struct form_page_kind {
	struct form_about (*about)(const struct form_page *p);
	/* The one text of a draft that is no field, and its name; NULL: there is none.  The caller's. */
	const char *extra_name;
	char *(*extra)(const struct form_page *p);

	/* The column beside the form: so many hundredths of the page, but not less, and not more, than so many columns. */
	struct {
		int percent, least, most; /* 0: there is none, and no strip */
	} column;
	void (*beside)(struct form_page *p, struct reader *r);
	void (*strip)(const struct form_page *p, struct buffer *b); /* the same in one line: what is missing is never cut */

	/* Somebody changed the desk: says so if it was this record, and this page does not know it yet. */
	bool (*other)(const struct form_page *p);
	/* Into the store.  True: it is there, and the page knows its version; form_page_saved() was called.  False: why not was
	 * said. */
	bool (*store)(struct form_page *p);
	void (*said)(const struct form_page *p); /* says what was saved */
	/* Sends what is saved to whoever decides, and says so; false: refused, and said.  NULL: such a page sends nothing. */
	bool (*submit)(struct form_page *p);
	const char *(*saves_as)(const struct form_page *p); /* what it becomes when it is saved on leaving; NULL: no words */
	bool (*lists)(const struct view *v); /* whether this is a list of such records; NULL: there is none */
	/* The field that a refusal is about, by its code; NULL: no single one. */
	const char *(*field_of)(const struct form_page *p, const struct error *e);
	void (*done)(struct form_page *p); /* frees what is the kind's own, not p */
};

struct form_page {
	struct view view; /* first: a view is a form_page, and this is first in the page it belongs to */
	const struct form_page_kind *kind;
	const struct form_field *fields;
	int fields_n;
	struct form *form; /* NULL: the record could not be read */
	char name[80];     /* of the record in sentences: its number */
	char title[240];
	bool fresh;         /* it is not in the file: F2 saves it as it stands */
	bool extra_changed; /* what is no field is not as it was saved */
	bool loading;       /* values are being put in: nothing of it is typing */
	bool told_other;    /* that somebody else changed the record was said */
	struct draft *draft;
	struct reader *text; /* the column, and where it is */
	struct rect form_at, text_at; /* text_at without rows: narrow window */
};

/* p is zeroed, and taken over.  The form stands, empty; until form_page_opened() what is put into it is no typing. */
void form_page_begin(struct form_page *p, struct app *a, const struct view_ops *ops, const struct form_page_kind *kind,
	const struct form_field *fields, int n, void *ctx);
void form_page_put(void *page, const char *key, const char *value); /* an entry_…_put: as the record has it */
/* The page; z: not Z_OK frees it, and gives NULL. */
struct view *form_page_opened(struct form_page *p, enum z z);
struct form_page *form_page_of(struct view *v); /* NULL: another sort of view */

/* A left-over draft into the form of an opened page; gives the extra text, NULL if there is none. */
const char *form_page_put_back(struct form_page *p, const struct draft_found *f);
/* From now on it is kept in a draft of its own, about what kind->about() says now; f: which takes the place of this one. */
void form_page_keep(struct form_page *p, const struct draft_found *f);

bool form_page_changed(const struct form_page *p);
void form_page_extra(struct form_page *p); /* the text that is no field is another now */
/* As it stands it is in the file. */
void form_page_saved(struct form_page *p);
/* The sentence at its field (key, else as kind->field_of() has it), else in the message row.  True: it stands before the
 * user's eyes. */
bool form_page_refuse(struct form_page *p, const char *key, const struct error *e);
/* Shows the record in the list below, if that is one of such, and closes the page. */
enum did form_page_close(struct form_page *p);

/* ------------------------------------------------------------ for the actions */
enum did form_page_save(struct form_page *p, bool submit);
enum did form_page_escape(struct form_page *p); /* closes what is open over the form (a list, a search), or else the page */
void form_page_look(struct form_page *p); /* what stands beside the form, on a page: for narrow windows */

/* ------------------------------------------------------------ for view_ops */
void form_page_place(struct view *v);
void form_page_refresh(struct view *v);
void form_page_settle(struct view *v);
void form_page_draw(struct view *v);
enum took form_page_key(struct view *v, const struct event *ev);
bool form_page_leave(struct view *v);
void form_page_save_draft(struct view *v);
void form_page_status(struct view *v, char *buf, size_t cap);
void form_page_free(struct view *v);
/* The others, place, settle, draw and key, a page may have of its own round these. */
#define FORM_PAGE_OPS                                                                                             \
	.typing = true, .refresh = form_page_refresh, .leave = form_page_leave,                                   \
	.save_draft = form_page_save_draft, .status = form_page_status, .free = form_page_free

/* What is missing, a line each: under one another with a mark, or `complete` where nothing is; and in one line. */
void form_lacks(struct reader *r, const char *lines, const char *complete);
void form_lacks_line(struct buffer *b, const char *lines);
#endif
