/* list_view.c - see list_view.h. */
#include "tui/list/list_view.h"

#include <stdio.h>

#include "tui/words.h"

static struct list *list_of(struct view *v)
{
	return ((struct list_view *)(void *)v)->list;
}

void list_view_place(struct view *v)
{
	list_place(list_of(v), app_base(v->app), v->lay.list);
	list_focus(list_of(v), true);
}

void list_view_settle(struct view *v)
{
	if (list_settle(list_of(v)))
		v->due = true;
}

void list_view_draw(struct view *v, const char *title)
{
	const struct rect *rule = &v->lay.list_rule;
	if (v->due)
		draw_rule_title(app_base(v->app), rule->row, rule->col, rule->cols, C_FRAME_ON, title);
	list_draw(list_of(v));
}

enum took list_view_key(struct view *v, const struct event *ev)
{
	return list_key(list_of(v), ev);
}

void list_view_status(struct view *v, char *buf, size_t cap)
{
	list_where(list_of(v), buf, cap);
}

void list_where(const struct list *l, char *buf, size_t cap)
{
	long long row, total;
	bool exact;
	list_position(l, &row, &total, &exact);
	buf[0] = '\0';
	if (total >= 0 && row > 0)
		snprintf(buf, cap, W_ROW_OF, row, total, exact ? "" : "+");
	else if (total >= 0)
		snprintf(buf, cap, W_ROWS, total, exact ? "" : "+");
}
