/* do_desk.c - what can be done everywhere: panes, help, palette, log, identity, lock, leaving. */
#include <stdlib.h>

#include "tui/action/action.h"
#include "tui/app_inside.h"
#include "tui/guide.h"
#include "tui/pane/pane.h"
#include "tui/pane/todo.h"
#include "tui/stat/shown.h"
#include "tui/words.h"

#define GO(pane)                                            \
	enum did do_go_##pane(struct app *a, int64_t subject) \
	{                                                     \
		(void)subject;                                \
		app_pane(a, &pane_##pane);                    \
		return DID_NOTHING;                           \
	}
GO(todo)
GO(queue)
GO(review)
GO(hotline)
GO(request)
GO(stat)
GO(report)
GO(setting)

enum did do_todo_open(struct app *a, int64_t subject)
{
	struct error e;
	(void)subject;
	const struct erasure *x = todo_erasure(app_top(a));
	if (x) {
		struct erasure copy = *x;
		return act_erasure(a, &copy);
	}
	if (todo_open(app_top(a), &e) != Z_OK)
		app_refuse(a, &e);
	return DID_NOTHING;
}

enum did do_todo_scope(struct app *a, int64_t subject)
{
	(void)subject;
	todo_next_scope(app_top(a));
	return DID_VIEW;
}

enum did do_help(struct app *a, int64_t subject)
{
	(void)subject;
	if (app_top(a)->ops->pane == P_PAGE)
		return DID_NOTHING; /* no help on help */
	app_push(a, help_new(a, app_top(a)));
	return DID_NOTHING;
}

enum did do_palette(struct app *a, int64_t subject)
{
	(void)subject;
	int id = palette_choose(a, app_top(a));
	if (id >= 0)
		act_run(a, (enum act)id);
	return DID_VIEW;
}

enum did do_guide(struct app *a, int64_t subject)
{
	(void)subject;
	guide_turn(a, !guide_is_on(a));
	return DID_NOTHING;
}

enum did do_log(struct app *a, int64_t subject)
{
	(void)subject;
	app_push(a, page_new(a, W_LOG_TITLE, app_log(a)));
	return DID_NOTHING;
}

enum did do_lock(struct app *a, int64_t subject)
{
	(void)subject;
	app_lock(a);
	return DID_VIEW;
}

/* Another officer at the same desk: the pages of the one before are left first. */
enum did do_identity(struct app *a, int64_t subject)
{
	(void)subject;
	const struct view_ops *pane;
	for (struct view *v = app_top(a); v; v = v->below)
		if (v->ops->leave && !v->ops->leave(v))
			return DID_VIEW;
	if (!(app_demo(a) ? app_login(a, entrance_identity_next(a)) : app_login_other(a)))
		return DID_VIEW;
	pane = app_first_pane(a);
	while (app_top(a)->below)
		app_close(a);
	app_pane(a, pane);
	app_refresh(a);
	const struct who *w = desk_who(a->desk);
	app_say(a, C_NOTE, *w->post ? W_IDENTITY_NOW : W_IDENTITY_NOW_BARE, w->name, w->post);
	return DID_ROWS;
}

enum did do_refresh(struct app *a, int64_t subject)
{
	(void)subject;
	(void)a;
	return DID_ROWS;
}

enum did do_redraw(struct app *a, int64_t subject)
{
	(void)subject;
	draw_redraw();
	app_redraw(a);
	return DID_VIEW;
}

enum did do_close(struct app *a, int64_t subject)
{
	(void)subject;
	(void)a;
	return DID_CLOSE;
}

enum did do_quit(struct app *a, int64_t subject)
{
	(void)subject;
	app_quit(a);
	return DID_NOTHING;
}
