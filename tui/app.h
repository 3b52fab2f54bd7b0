/* app.h - the program on the screen: one loop (wait → key → action → what changed → draw), the stack of views,
 * messages, who is at the desk. */
#ifndef TUI_APP_H
#define TUI_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"
#include "store/view/figure/figure.h"
#include "store/view/request/view.h"
#include "tui/view.h"

struct app_options {
	const char *db;     /* path of the desk; NULL: the usual one */
	const char *login;  /* --as; NULL: the tied officer, else ask */
	int ambiguous;      /* 0 probe, 1, 2 */
	bool network;       /* --network: a network file system is insisted on */
	const char *self;   /* path of this program, for child jobs */
};

/* Everything until the user leaves; the exit status. */
int app_run(const struct app_options *o);

/* What an action did: what must be read or drawn again. */
enum did {
	DID_NOTHING = 0,
	DID_ROWS = 1,   /* records changed: refresh all views and figures */
	DID_VIEW = 2,   /* this view must be drawn anew */
	DID_CLOSE = 4,  /* close this page */
};

/* ------------------------------------------------------------ for views and actions */
struct desk *app_desk(struct app *a);
struct surface *app_base(struct app *a); /* covers the whole window; views draw inside their rectangles */
struct rect app_screen(struct app *a);
struct rect app_body(struct app *a);     /* between tabs and message row, for pages */
struct view *app_top(struct app *a);
const struct figure_panel *app_figures(struct app *a); /* of the live panels */
int64_t app_requests(struct app *a); /* 公开申请 that wait for him */
int64_t app_tasks(struct app *a);    /* 任务 of his office, late or due soon */
int64_t app_seconds(struct app *a);  /* 纸签 to be confirmed, 清除 to be decided by him as the second person */
bool app_no_duty(struct app *a); /* the worklist has the row that nobody is on duty */
/* How often they were read: what a panel reads beside them is read when they were, not when it is drawn. */
unsigned app_figures_read(struct app *a);
const struct app_options *app_options(struct app *a);
bool app_demo(struct app *a);            /* a sample desk */

/* Opens a page over the present view (takes it over), or a pane instead of the present one. */
void app_push(struct app *a, struct view *v);
/* The same for a list, which is read once it has its place: how much, depends on the rows that fit. */
void app_push_list(struct app *a, struct view *v);
void app_close(struct app *a);           /* the top page, after ops->leave agreed; a pane stays */
void app_pane(struct app *a, const struct view_ops *ops);
void app_refresh(struct app *a);         /* read everything again now */
void app_read_again(struct app *a);      /* somebody had the file locked: everything is read again at the next tick */
void app_settle_again(struct app *a);    /* the view on top is not done: once more when the keys have rested so long again */
void app_redraw(struct app *a);
void app_quit(struct app *a);
bool app_leaving(struct app *a);
/* The same page for another item (连审): closes the reading view and opens the next one that waits. */

/* One line in the message row; kept in the log. */
void app_say(struct app *a, enum role role, const char *format, ...) __attribute__((format(printf, 3, 4)));
void app_refuse(struct app *a, const struct error *e); /* the refusal's sentence as C_ERROR */
/* The log as text, newest first; the caller's. */
char *app_log(struct app *a);
const char *app_message(struct app *a);

/* A modal part over everything: runs its own turn of the loop until it is done.  TOOK_CANCEL too when the terminal is
 * gone (app_leaving is true then: come back up quickly). */
struct modal {
	void *w;
	enum took (*key)(void *w, const struct event *ev);
	void (*draw)(void *w, struct rect screen);
	/* About 4 times a second and when a watched descriptor can be read, also while the lock lies over it; true: end as
	 * TOOK_DONE.  May be NULL. */
	bool (*tick)(void *w);
	bool live; /* its keys move the view below, which settles when they rest */
};
enum took app_modal(struct app *a, const struct modal *m);
/* The key that led here: a confirmation is never given by it. */
int32_t app_last_key(struct app *a);

/* Logging in: asks (at start, after a lock, for another officer).  false: the user gave up. */
bool app_login(struct app *a, const char *login);
/* Somebody else at this terminal, asked for by name.  False: nobody else came, nothing has changed. */
bool app_login_other(struct app *a);
void app_lock(struct app *a);
#endif
