/* view.h - what fills the window between the tabs and the key bar: a pane (2 发布队列 …) or a page opened from one
 * (reading view, entry form, help).  A view is a constant struct of functions; pages lie on the pane in a stack. */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "store/base/error.h"
#include "tui/term/layout.h"
#include "tui/widget/widget.h"

struct app;

/* Where an action of action.def applies. */
enum pane_bit {
	P_QUEUE = 1 << 0,   /* 2 发布队列 */
	P_REVIEW = 1 << 1,  /* 3 三审 */
	P_SETTING = 1 << 2, /* 0 设置 */
	P_READ = 1 << 3,    /* the reading view of an item */
	P_ENTRY = 1 << 4,   /* an entry form: letters are text */
	P_PAGE = 1 << 5,    /* help, message log, trail: text to read */
	P_CHOICE = 1 << 6,  /* conflict screen, left-over drafts */
	P_FIND = 1 << 7,    /* a page while the word to look for is being typed */
	P_HOTLINE = 1 << 8, /* 4 热线 */
	P_TICKET = 1 << 9,  /* the reading page of a ticket */
	P_FORM = 1 << 10,   /* an entry form of a ticket or a request, a part of a report: letters are text */
	P_BEHIND = 1 << 11, /* a list on a page: what stands behind a figure */
	P_PANEL = 1 << 12,  /* the figures beside pane 4 */
	P_FIGURES = 1 << 13, /* the figures of the hotline on a page */
	P_TODO = 1 << 14,   /* 1 待办 */
	P_REPORT = 1 << 15, /* 7 报表 */
	P_PAPER = 1 << 18,  /* a report as it prints */
	P_LEDGER = 1 << 19, /* a register of reviews or releases, on a page */
	P_REQUESTS = 1 << 20, /* 5 依申请公开 */
	P_REQUEST = 1 << 21, /* the reading page of a request */
	P_TASKS = 1 << 22,  /* the list of 任务, a page over 待办 */
	P_TASK = 1 << 23,   /* the reading page of a task */
	P_ALL = 0xffffff,
	P_ITEMS = P_QUEUE | P_REVIEW | P_READ,
	P_TICKETS = P_HOTLINE | P_TICKET,
	P_ASKED = P_REQUESTS | P_REQUEST,
	P_TASKED = P_TASKS | P_TASK,
	P_LISTS = P_QUEUE | P_REVIEW | P_HOTLINE | P_REQUESTS | P_TASKS,
	P_TYPING = P_ENTRY | P_FORM | P_CHOICE, /* nothing leads away by a digit */
};

struct view {
	const struct view_ops *ops;
	struct app *app;
	struct view *below; /* what comes back when this is closed */
	struct layout lay;  /* where it is; set before ops->place */
	bool due;           /* everything must be drawn anew */
};

struct view_ops {
	const char *name;  /* "queue": in help, tests and commands */
	const char *title; /* 发布队列 */
	enum pane_bit pane;
	bool typing;       /* letters and digits are text: only F-keys and Ctrl reach the action table first */
	/* Which parts it wants beside its main rectangle (lay.list).  NULL: none. */
	struct layout_want (*want)(struct view *v);
	/* lay is set: place widgets on app_base(); everything will be drawn. */
	void (*place)(struct view *v);
	/* The desk changed (somebody's commit, or ours): read again, keep cursor and texts. */
	void (*refresh)(struct view *v);
	/* Called about 60 ms after the last key: previews and whatever is too dear for every key.  May be NULL. */
	void (*settle)(struct view *v);
	/* Draws what changed, or all if v->due (cleared by the app afterwards).  Sets the cursor last. */
	void (*draw)(struct view *v);
	enum took (*key)(struct view *v, const struct event *ev);
	/* What an action acts on: item id (or record id of the pane), 0 none.  May be NULL. */
	int64_t (*subject)(struct view *v);
	/* For a view of several parts: whether this action of action.def has a meaning in the part that is shown (what
	 * has none is left out of key bar, help and palette), and why it cannot be done there now.  May be NULL:
	 * action.def says it all. */
	bool (*has)(struct view *v, int act);
	enum z (*may)(struct view *v, int act, int64_t subject, struct error *e);
	/* What an action is called in the part that is shown; NULL: as in action.def.  May be NULL. */
	const char *(*label)(const struct view *v, int act);
	/* Marked ids for bulk actions, n 0: none.  May be NULL. */
	size_t (*marks)(struct view *v, const int64_t **ids);
	void (*unmark)(struct view *v);
	/* May it be closed?  Asks about unsaved text; false: stay.  May be NULL. */
	bool (*leave)(struct view *v);
	/* The terminal is gone or the process ends: keep what was typed.  May be NULL. */
	void (*save_draft)(struct view *v);
	/* "第2/9行", into buf.  May be NULL. */
	void (*status)(struct view *v, char *buf, size_t cap);
	void (*free)(struct view *v);
};
#endif
