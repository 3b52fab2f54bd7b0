/* setting.c - panes with a menu of sections left, the rows of the section that is shown right: 0 设置, and 7 报表 with a
 * menu of its own (report/pane.c).
 *
 * Everybody may look; what only some may do is refused by the section's row of the permission matrix, and dimmed in the
 * key bar.  Knows no section: each stands in a file of its own. */
#include "tui/setting/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/pane/pane.h"
#include "tui/setting/section.h"
#include "tui/pane/words.h"
#include "tui/report/pane.h"
#include "tui/words.h"

enum {
	MENU_COLS = 14,
	MENU_COLS_WIDE = 20,
	WIDE_FROM = 110,
	ROOMY_FROM = 26, /* rows from which details have room to spare */
};

/* NULL: a gap between groups. */
static const struct setting_section *const settings[] = {
	&setting_people, &setting_offices, &setting_seats, &setting_lent, &setting_posts, NULL,
	&setting_catalog, &setting_categories, &setting_channels, &setting_phrases, &setting_checks, NULL,
	&setting_calendar, &setting_duty, &setting_limits, &setting_values, &setting_erasures, &setting_log, &setting_backups,
};
enum { SETTINGS = sizeof settings / sizeof *settings, MENU_PEOPLE = 5 /* sections of the first group */ };

static struct setting_pane *self(struct view *v)
{
	return (struct setting_pane *)(void *)v;
}

const struct setting_section *setting_shown(const struct setting_pane *p)
{
	return p->menu[p->at];
}

struct desk *setting_desk(const struct setting_pane *p)
{
	return app_desk(p->view.app);
}

/* ------------------------------------------------------------ the table as a source of the list */
static void put(const void *of, int i, struct list_key key, struct list_page *to)
{
	const struct setting_row_shown *r = &((const struct setting_pane *)of)->rows[i];
	list_page_add(to, key, r->cell, r->role);
}

static int count(const void *of, bool *whole)
{
	*whole = true;
	return (int)((const struct setting_pane *)of)->n;
}

static int64_t row_id(const void *of, int i)
{
	return ((const struct setting_pane *)of)->rows[i].id;
}

static struct setting_row_shown *row_of(const struct setting_pane *p, int64_t id)
{
	for (size_t i = 0; id && i < p->n; i++)
		if (p->rows[i].id == id)
			return &p->rows[i];
	return NULL;
}

/* ------------------------------------------------------------ reading */
/* What could not be read leaves the last picture. */
static enum z load(struct setting_pane *p)
{
	struct setting_pane was = *p;
	struct error e;
	p->memory = (struct arena){0};
	p->rows = NULL;
	p->data = NULL;
	p->n = p->cap = 0;
	p->data_n = 0;
	enum z z = setting_shown(p)->load ? setting_shown(p)->load(p, &e) : Z_OK;
	struct setting_pane *drop = z == Z_OK ? &was : p;
	arena_free(&drop->memory);
	free(drop->rows);
	free(drop->data);
	p->busy = z == Z_BUSY;
	if (z == Z_OK)
		return z;
	p->memory = was.memory;
	p->rows = was.rows;
	p->data = was.data;
	p->n = was.n;
	p->cap = was.cap;
	p->data_n = was.data_n;
	if (z == Z_BUSY)
		app_say(p->view.app, C_NOTE, "%s", W_SET_BUSY);
	else
		app_refuse(p->view.app, &e);
	return z;
}

bool setting_read(struct setting_pane *p)
{
	return load(p) == Z_OK;
}

static void read_badges(struct setting_pane *p)
{
	struct post_gap *gap = NULL;
	struct erasure *erasure = NULL;
	int n;
	if (p->menu != settings)
		return;
	if (post_check(setting_desk(p), &gap, &n, NULL) == Z_OK)
		p->gaps = n;
	free(gap);
	if (erasure_list(setting_desk(p), true, &erasure, &n, NULL) == Z_OK)
		p->erasures = n;
	free(erasure);
}

static void make_list(struct setting_pane *p)
{
	const struct setting_section *s = setting_shown(p);
	p->table = (struct row_list){p, count, row_id, put};
	p->ops = row_list_ops(s->columns, s->n_columns);
	if (s->source) {
		p->ops = *s->source;
		p->ops.columns = s->columns;
		p->ops.n_columns = s->n_columns;
	}
	load(p);
	p->list = list_new(&p->ops, s->source ? (void *)p : &p->table);
	if (s->empty)
		list_empty_text(p->list, s->empty);
	list_select_by(p->list, LIST_SELECT_ROW);
	list_reload(p->list, 0);
}

/* Rows of another section: a list of its own columns. */
static void show(struct setting_pane *p, int at)
{
	p->at = at;
	list_free(&p->list);
	arena_free(&p->memory);
	free(p->rows);
	free(p->data);
	p->rows = NULL;
	p->data = NULL;
	p->n = p->cap = 0;
	p->data_n = 0;
	make_list(p);
	app_redraw(p->view.app);
	if (p->wanted && list_goto_id(p->list, p->wanted))
		p->wanted = 0;
}

/* ------------------------------------------------------------ as a view */
struct view *setting_new_with(struct app *a, const struct view_ops *ops, const struct setting_section *const *menu, int n, int open)
{
	struct setting_pane *p = xalloc(sizeof *p);
	p->view.ops = ops;
	p->view.app = a;
	p->menu = menu;
	p->menu_n = n;
	p->open = open;
	read_badges(p);
	make_list(p);
	return &p->view;
}

struct view *setting_new(struct app *a)
{
	return setting_new_with(a, &pane_setting, settings, SETTINGS, ACT_SET_OPEN);
}

static struct rect right_of(const struct setting_pane *p)
{
	struct rect r = p->view.lay.list;
	int left = p->left.cols + 1;
	return (struct rect){r.row, r.col + left, r.rows, r.cols - left};
}

static int detail_rows(const struct setting_pane *p)
{
	int more = p->view.lay.list.rows >= ROOMY_FROM ? 2 : 0;
	return setting_shown(p)->detail && p->n ? setting_shown(p)->detail + more : 0;
}

/* The note above, the table, below it a rule and the details. */
static struct rect table_of(const struct setting_pane *p)
{
	struct rect r = right_of(p);
	int below = detail_rows(p) ? detail_rows(p) + 1 : 0;
	return (struct rect){r.row + 1, r.col, r.rows - 1 - below, r.cols};
}

static void place(struct view *v)
{
	struct setting_pane *p = self(v);
	struct rect r = v->lay.list;
	p->left = (struct rect){r.row, r.col, r.rows, r.cols >= WIDE_FROM ? MENU_COLS_WIDE : MENU_COLS};
	list_place(p->list, app_base(v->app), table_of(p));
	list_focus(p->list, p->on_rows);
}

static int64_t here(const struct setting_pane *p)
{
	struct list_key key;
	return list_current(p->list, &key) ? key.id : 0;
}

static void refresh(struct view *v)
{
	struct setting_pane *p = self(v);
	bool had = p->n > 0;
	read_badges(p);
	load(p);
	if (had != (p->n > 0) && v->lay.list.rows)
		place(v); /* there are details now, or none any more */
	list_refresh(p->list);
	if (p->wanted && list_goto_id(p->list, p->wanted))
		p->wanted = 0;
	v->due = true;
}

static void settle(struct view *v)
{
	struct setting_pane *p = self(v);
	if (!p->busy && !list_busy(p->list))
		return;
	refresh(v);
	if (p->busy || list_busy(p->list))
		app_read_again(v->app);
}

/* What is to be seen to in a section, beside its name. */
static const char *badge(
        const struct setting_pane *p, const struct setting_section *s, char buf[SETTING_BADGE], enum role *role)
{
	buf[0] = '\0';
	*role = C_LATE;
	if (s == &setting_posts && p->gaps)
		snprintf(buf, SETTING_BADGE, W_SET_POSTS_BADGE, p->gaps);
	else if (s == &setting_erasures && p->erasures)
		snprintf(buf, SETTING_BADGE, "%d", p->erasures);
	return buf;
}

static int menu_gap(const struct setting_pane *p)
{
	return p->left.rows >= p->menu_n ? 1 : 0;
}

static void draw_menu(struct setting_pane *p)
{
	struct surface *s = app_base(p->view.app);
	struct rect m = p->left;
	draw_fill(s, m, C_TEXT);
	for (int i = 0, row = m.row; i < p->menu_n && row < m.row + m.rows; i++) {
		char mark[SETTING_BADGE];
		enum role role;
		if (!p->menu[i]) {
			row += menu_gap(p);
			continue;
		}
		bool on = i == p->at;
		enum role text = on ? p->on_rows ? C_SELECT_OFF : C_SELECT : C_TEXT;
		draw_text(s, row, m.col, 2, text, on ? "▸ " : "  ", TEXT_LEFT);
		draw_text(s, row, m.col + 2, m.cols - 2, text, p->menu[i]->title, TEXT_LEFT);
		badge(p, p->menu[i], mark, &role);
		int cols = text_columns(mark);
		if (cols && cols <= m.cols - 10)
			draw_text(s, row, m.col + m.cols - cols, cols, on ? text : role, mark, TEXT_RIGHT);
		if (on && !p->on_rows)
			draw_cursor(s, row, m.col, false);
		row++;
	}
}

static void draw_detail(struct setting_pane *p)
{
	struct surface *s = app_base(p->view.app);
	struct rect t = table_of(p);
	int rows = detail_rows(p), row = t.row + t.rows;
	if (!rows)
		return;
	draw_hline(s, row, t.col, t.cols, C_FRAME);
	draw_joint(s, row++, t.col - 1, C_FRAME, JOINT_LEFT);
	draw_fill(s, (struct rect){row, t.col, rows, t.cols}, C_TEXT);
	const struct setting_row_shown *r = row_of(p, here(p));
	const char *text = r && r->detail ? r->detail : "";
	for (int i = 0; i < rows && *text; i++) {
		size_t line = strcspn(text, "\n"), n = line ? text_row(text, line, t.cols - 3) : 0;
		draw_run(s, row + i, t.col + 2, t.cols - 3, C_TEXT, text, n);
		text += n;
		text += n == line && *text == '\n';
	}
}

static void draw(struct view *v)
{
	struct setting_pane *p = self(v);
	struct surface *s = app_base(v->app);
	struct rect r = right_of(p);
	char title[128];
	if (v->due) {
		const struct rect *rule = &v->lay.list_rule;
		draw_vline(s, r.row, r.col - 1, r.rows, C_FRAME);
		draw_joint(s, rule->row, r.col - 1, C_FRAME, JOINT_TOP);
		snprintf(title, sizeof title, "%s", setting_shown(p)->title);
		draw_rule_title(s, rule->row, r.col, r.cols, p->on_rows ? C_FRAME_ON : C_FRAME, title);
		draw_rule_title(
		        s, rule->row, rule->col, p->left.cols, p->on_rows ? C_FRAME : C_FRAME_ON, v->ops->title);
		draw_text(s, r.row, r.col + 2, r.cols - 2, C_DIM, setting_shown(p)->note, TEXT_LEFT);
	}
	list_focus(p->list, p->on_rows);
	list_draw(p->list);
	draw_detail(p);
	draw_menu(p);
}

/* ------------------------------------------------------------ keys */
static void focus(struct setting_pane *p, bool on_rows)
{
	p->on_rows = on_rows;
	app_redraw(p->view.app);
}

static void step(struct setting_pane *p, int by)
{
	int at = p->at + by;
	while (at >= 0 && at < p->menu_n && !p->menu[at])
		at += by;
	if (at >= 0 && at < p->menu_n)
		show(p, at);
}

static enum took menu_key(struct setting_pane *p, const struct event *ev)
{
	switch (ev->key) {
	case K_UP:
	case 'k':
		step(p, -1);
		return TOOK;
	case K_DOWN:
	case 'j':
		step(p, 1);
		return TOOK;
	case K_HOME:
		show(p, 0);
		return TOOK;
	case K_END:
		show(p, p->menu_n - 1);
		return TOOK;
	case K_RIGHT:
		focus(p, true);
		return TOOK;
	case K_PAGE_UP:
	case K_PAGE_DOWN:
		return list_key(p->list, ev);
	default:
		return TOOK_NOT;
	}
}

static enum took mouse(struct setting_pane *p, const struct event *ev)
{
	struct rect m = p->left;
	if (ev->mouse.col >= m.col + m.cols) {
		if (!p->on_rows && ev->mouse.act == MOUSE_PRESS)
			focus(p, true);
		if (list_key(p->list, ev) == TOOK_DONE)
			act_run(p->view.app, (enum act)p->open);
		return TOOK;
	}
	if (ev->mouse.act == MOUSE_WHEEL_UP || ev->mouse.act == MOUSE_WHEEL_DOWN) {
		step(p, ev->mouse.act == MOUSE_WHEEL_UP ? -1 : 1);
		return TOOK;
	}
	for (int i = 0, row = m.row; i < p->menu_n; i++) {
		if (!p->menu[i]) {
			row += menu_gap(p);
		} else if (row++ == ev->mouse.row) {
			p->on_rows = false;
			show(p, i);
			return TOOK;
		}
	}
	return TOOK_NOT;
}

static enum took key(struct view *v, const struct event *ev)
{
	struct setting_pane *p = self(v);
	if (ev->key == K_MOUSE)
		return mouse(p, ev);
	if (ev->key == K_BACKTAB) {
		focus(p, !p->on_rows);
		return TOOK;
	}
	if (!p->on_rows)
		return menu_key(p, ev);
	switch (ev->key) {
	case K_LEFT:
	case K_ESC:
		focus(p, false);
		return TOOK;
	case K_SPACE: /* nothing is done to many rows at once here */
	case K_SHIFT_UP:
	case K_SHIFT_DOWN:
	case K_CTRL('a'):
		return TOOK_NOT;
	default:
		return list_key(p->list, ev);
	}
}

static int64_t subject(struct view *v)
{
	const struct setting_pane *p = self(v);
	return p->on_rows ? here(p) : 0;
}

/* Where a verb begins in action.def. */
static int verb_of(int act)
{
	switch (act) {
#define VERB(name)           \
	case ACT_SET_##name: \
		return SET_VERB_##name;
		VERB(ADD)
		VERB(EDIT)
		VERB(END)
		VERB(IMPORT)
		VERB(FURNISH)
		VERB(RESET)
		VERB(LEAVE)
		VERB(DECIDE)
		VERB(BACKUP)
		VERB(VERIFY)
#undef VERB
	default:
		return -1;
	}
}

static bool has(struct view *v, int act)
{
	int verb = verb_of(act);
	if (act == ACT_SET_POSTS)
		return self(v)->at < MENU_PEOPLE && settings[self(v)->at] != &setting_posts;
	return verb < 0 || setting_shown(self(v))->verb[verb].run;
}

static const char *label(const struct view *v, int act)
{
	int verb = verb_of(act);
	return verb < 0 ? NULL : setting_shown((const struct setting_pane *)(const void *)v)->verb[verb].label;
}

static enum z may(struct view *v, int act, int64_t id, struct error *e)
{
	struct setting_pane *p = self(v);
	int verb = verb_of(act);
	if (verb < 0)
		return Z_OK;
	const struct who *w = desk_who(setting_desk(p));
	enum action guard = setting_shown(p)->verb[verb].permit;
	if (guard) {
		struct permit_case c = {
		        .action = guard, .roles = w->roles, .seat_any = w->seat[1] || w->seat[2] || w->seat[3]};
		enum z z = permit_check(&c, e);
		if (z != Z_OK)
			return z;
	}
	return setting_shown(p)->may ? setting_shown(p)->may(p, (enum setting_verb)verb, id, e) : Z_OK;
}

static void status(struct view *v, char *buf, size_t cap)
{
	const struct setting_pane *p = self(v);
	long long row, total;
	bool exact;
	buf[0] = '\0';
	list_position(p->list, &row, &total, &exact);
	if (total > 0 && row > 0 && p->on_rows)
		snprintf(buf, cap, W_ROW_OF, row, total, exact ? "" : "+");
	else if (total >= 0)
		snprintf(buf, cap, W_ROWS, total, exact ? "" : "+");
}

static void setting_free(struct view *v)
{
	struct setting_pane *p = self(v);
	list_free(&p->list);
	arena_free(&p->memory);
	free(p->rows);
	free(p->data);
	free(p);
}

#define SECTIONS                                                                                                    \
	.place = place, .refresh = refresh, .settle = settle, .draw = draw, .key = key,               \
	.subject = subject, .status = status, .free = setting_free

const struct view_ops pane_setting = {
	.name = "setting",
	.title = W_PANE_SETTING,
	.pane = P_SETTING,
	SECTIONS,
	.has = has,
	.may = may,
	.label = label,
};
const struct view_ops pane_report = {
	.name = "report",
	.title = W_PANE_REPORT,
	.pane = P_REPORT,
	SECTIONS,
	.has = report_pane_has,
	.may = report_pane_may,
};

/* ------------------------------------------------------------ for do_setting.c */
struct setting_pane *setting_top(struct app *a)
{
	const struct view_ops *ops = app_top(a) ? app_top(a)->ops : NULL;
	return ops == &pane_setting || ops == &pane_report ? self(app_top(a)) : NULL;
}

enum did setting_do(struct app *a, enum setting_verb verb, int64_t id)
{
	struct setting_pane *p = setting_top(a);
	return p && setting_shown(p)->verb[verb].run ? setting_shown(p)->verb[verb].run(p, id) : DID_NOTHING;
}

enum did setting_open(struct app *a, int64_t id)
{
	struct setting_pane *p = setting_top(a);
	if (!p)
		return DID_NOTHING;
	if (!p->on_rows || !id) {
		focus(p, true);
		return DID_NOTHING;
	}
	if (setting_shown(p)->open)
		return setting_shown(p)->open(p, id);
	if (setting_shown(p)->verb[SET_VERB_EDIT].run)
		act_run(a, ACT_SET_EDIT);
	return DID_NOTHING;
}

void setting_go(struct app *a, const char *name)
{
	struct setting_pane *p = setting_top(a);
	for (int i = 0; p && i < p->menu_n; i++)
		if (p->menu[i] && !strcmp(p->menu[i]->name, name)) {
			p->on_rows = true;
			show(p, i);
		}
}

void setting_side(struct app *a)
{
	struct setting_pane *p = setting_top(a);
	if (p)
		focus(p, !p->on_rows);
}
