/* app_inside.h - what app.c (loop, views), app_frame.c (title, tabs, message, key bar) and entrance.c (first run,
 * login, lock) share; nobody else includes it. */
#ifndef TUI_APP_INSIDE_H
#define TUI_APP_INSIDE_H

#include "tui/app.h"

#define MESSAGE_BYTES 512
#define LOG_LINES 200

/* A question that is open, and the one that it lies over. */
struct asking {
	const struct modal *m;
	bool over; /* its tick said so, perhaps while another lay over it */
	struct asking *below;
};

struct app {
	const struct app_options *options;
	struct desk *desk;
	char *db; /* the path that was opened */
	struct surface *base;
	struct layout frame; /* title, tabs, message, keys of the present view */
	struct view *top;

	struct figure_panel figures;
	int64_t figures_of; /* whose: what is new for him rings, if he wants that */
	unsigned figures_read; /* how often */
	int64_t duty_until;    /* when the duty that ran then ends: then it is somebody else's */
	int64_t by_duty;       /* limits of hours that are his to watch, as he is on duty */
	int64_t requests;      /* 公开申请 that wait for him */
	int64_t tasks;         /* 任务 of his office, late or due soon */
	int64_t seconds;       /* what he may confirm or decide as the second person */
	int64_t no_duty;       /* the same that nobody watches, for 办公室 and 管理员 */

	char message[MESSAGE_BYTES];
	enum role message_role;
	struct surface *sentence; /* a message that is longer than its row */
	struct {
		int64_t at;
		char *text;
	} log[LOG_LINES];
	size_t log_n; /* ever */

	int32_t last_key;
	bool unread;     /* what is shown could not be read: somebody had the file locked */
	bool settle_due; /* a key was pressed since ops->settle */
	bool dirty_frame; /* title, tabs, message or status changed */
	bool all_due;
	bool leaving, locked;
	struct surface *cover; /* over a question that stands open while it is locked */
	int modal;       /* depth of questions */
	struct asking *asking; /* the innermost */
	int64_t last_input; /* instant of the last key: idle lock */
	int32_t shown_minute;
	char guide[256]; /* the demo's one-line guide, "" none */
	int64_t guide_item; /* the item it leads along the way; 0: it is off */
	bool guide_off;     /* somebody put it away */
	bool told_broken;   /* that the terminal does not send UTF-8 was said */
};

void frame_place(struct app *a);
/* What lies below the view: cleared, its lines drawn.  False: no view is shown, and what is shown instead stands. */
bool frame_ground(struct app *a, bool all);
/* What stands round the view; after it, because a view knows where it is in its text when it has drawn it. */
void frame_draw(struct app *a, bool all);
/* The action whose name in the key bar, or the pane whose tab, was clicked; -1: neither. */
int frame_click(struct app *a, const struct event *ev);
/* desk_on_wait's hook: after a moment says for whom a write waits, and lets Esc end the wait. */
bool frame_wait(void *app, int waited_ms);
/* The rectangle of everything that a page may use. */
struct rect frame_body(const struct app *a);

/* entrance.c */
bool entrance_open(struct app *a); /* finds or makes the desk; false: the user left, or it cannot be opened (said) */
bool entrance_login(struct app *a, const char *login);
bool entrance_other(struct app *a); /* asks who; false: he who was there still is, unless desk_who() says nobody is */
void entrance_farewell(const struct app *a); /* where data and backups lie, on standard output */
const char *entrance_identity_next(struct app *a); /* demo: login of the next identity */
bool entrance_drafts(struct app *a);       /* offers what was not saved */

/* The pane in which he who is logged in is waited for. */
const struct view_ops *app_first_pane(const struct app *a);
void app_log_free(struct app *a);
#endif
