/* trail_page.h - the reading page of a record, whatever the record is: what it says, and beside that in wide windows (below
 * it in narrow ones) what was done with it; the record after and before it in the list below.
 *
 * Which record is said by a constant struct trail_kind; tui/hotline has the one of tickets, tui/request that of requests. */
#ifndef TUI_PANE_TRAIL_PAGE_H
#define TUI_PANE_TRAIL_PAGE_H

#include "tui/list/list_pane.h"
#include "tui/pane/text_page.h"

struct trail_page;

struct trail_kind {
	const struct view_ops *reading, *finding;
	const char *trail_title;
	/* The record as it is now, and the person of it in clear, which is logged; NULL and *e. */
	void *(*load)(struct desk *d, int64_t id, struct error *e);
	void *(*load_person)(struct desk *d, int64_t id, struct error *e);
	void (*drop)(void *record);
	void (*drop_person)(void *person);
	const char *person_said;
	void (*text)(const struct trail_page *p, struct reader *r);
	void (*trail)(const struct trail_page *p, struct reader *r);
	const char *(*rule)(const struct trail_page *p, char buf[300]); /* the title in the line above */
	bool (*lists)(const struct view *v); /* whether this is a list of such records */
};

struct trail_page {
	struct text_page page; /* first: a view is a trail_page */
	const struct trail_kind *kind;
	int64_t id;      /* what is shown */
	void *record;    /* of the kind: what an act on this page is bound to */
	void *person;    /* of the kind: whom he asked to see in clear, gone with the page or the record; NULL: masked */
	bool filled;     /* the readers hold it */
	char stale[300]; /* said above the text: what is shown is old; "" */
};

/* NULL and *e: it could not be loaded. */
struct view *trail_page_new(struct app *a, const struct trail_kind *kind, int64_t id, struct error *e);
struct trail_page *trail_page_of(const struct view *v); /* NULL: another sort of view */
/* What is shown, if v is such a page of this kind, else NULL. */
void *trail_page_record(const struct view *v, const struct trail_kind *kind);
/* Shows the person of this record in clear on the page on top, which is opened where it is no page of this kind. */
enum did trail_page_person(struct app *a, const struct trail_kind *kind, int64_t id);
/* On a view of another sort these do nothing. */
void trail_page_again(struct view *v); /* reads the record again; a refusal is said */
/* Another record on this page, from its top; the list below goes there too.  False: refused (said). */
bool trail_page_open(struct view *v, int64_t id);
/* The id of the record after (before) this one in the list below; 0: none. */
int64_t trail_page_neighbour(const struct view *v, bool before);

/* For view_ops. */
struct layout_want trail_page_want(struct view *v);
void trail_page_place(struct view *v);
void trail_page_draw(struct view *v);
int64_t trail_page_subject(struct view *v);
bool trail_page_has(struct view *v, int act); /* next and previous only above a list */
void trail_page_free(struct view *v);
#define TRAIL_PAGE_OPS_BUT_HAS                                                                 \
	.want = trail_page_want, .place = trail_page_place, .draw = trail_page_draw,           \
	.subject = trail_page_subject, .leave = text_page_leave, .status = text_page_status,   \
	.free = trail_page_free
#define TRAIL_PAGE_OPS TRAIL_PAGE_OPS_BUT_HAS, .has = trail_page_has
#endif
