/* action.h - the action table, its gates and its keys. */
#ifndef TUI_ACTION_ACTION_H
#define TUI_ACTION_ACTION_H

#include "store/rule/permit/permit.h"
#include "tui/app.h"

enum act {
#define ACT(id, name, label, keys, panes, needs, permit, danger, handler, help) ACT_##id,
#include "tui/action/action.def"
#undef ACT
	ACT_COUNT
};
enum act_need { N_ROW = 1, N_BULK = 2, N_DEMO = 4 };
enum act_danger { NONE, ASK, TEXT, WORD };
#define ACT_KEYS 4

struct act_row {
	const char *name, *label, *keys, *help;
	unsigned panes, needs;
	int permit; /* enum action, 0 none */
	enum act_danger danger;
	enum did (*run)(struct app *a, int64_t subject);
	int32_t key[ACT_KEYS]; /* parsed; 0 ends */
};
const struct act_row *act_row(enum act id);
int act_by_name(const char *name); /* -1 */
/* The action that this key means in this pane, or -1.  Full-width characters act as their half-width twins. */
int act_for_key(unsigned pane, int32_t key);
/* Z_OK, or why it cannot run now: no row, the matrix, the state. */
enum z act_why(struct app *a, enum act id, int64_t subject, struct error *e);
/* Whether the action has a meaning in this view, as it is shown now. */
bool act_here(enum act id, struct view *v);
/* Gate, confirmation, handler, bulk over marks with one result line a row, refresh. */
void act_run(struct app *a, enum act id);
/* While it runs over marked rows: the number of this run, which no other has, so that a handler asks once for all of them
 * and opens no pages.  0: it runs for one row alone.  A handler that does and says nothing was given up: the run ends. */
size_t act_bulk(void);
/* Shows a page; NULL: says why there is none. */
enum did act_open(struct app *a, struct view *v, const struct error *e);
/* What it is called in this view: "停用" may be "清空" where that is what it does. */
const char *act_label(const struct view *v, enum act id);
/* Its first key, "F5"; in a view where letters are text the first that is none of them. */
const char *act_key_shown(const struct view *v, enum act id, char buf[24]);
bool act_key_typed(const struct view *v, int32_t key); /* whether there this key is text and no command */

/* do_erase.c: a second officer decides an open request; asks, carries it out, shows what was done.  For pane 0 too. */
enum did act_erasure(struct app *a, const struct erasure *x);
/* Of one that was carried out: which backups hold it still, on a page. */
void act_erasure_backups(struct app *a, const struct erasure *x);

/* keybar.c: the last row of the window: keys of this view, dimmed where act_why says no. */
void keybar_settle(struct app *a, struct view *v); /* asks the gates; about 60 ms after the last key */
bool keybar_knows(const struct view *v);           /* the gates of this kind of view were asked last */
void keybar_draw(struct app *a, struct view *v, struct surface *s, struct rect r);
int keybar_at(struct view *v, struct rect r, int column); /* the action that stands there when drawn in r; -1 none */
/* palette.c */
int palette_choose(struct app *a, struct view *v); /* an action, or -1 */
/* help.c: text of the help for a view: its keys, then the manual. */
struct view *help_new(struct app *a, struct view *about);

/* Handlers, by subject in do_*.c. */
#define ACT(id, name, label, keys, panes, needs, permit, danger, handler, help) enum did handler(struct app *a, int64_t subject);
#include "tui/action/action.def"
#undef ACT
#endif
