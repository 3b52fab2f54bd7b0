/* app_frame.c - the frame round every view: the desk's own line, the tabs with their counts, the message row, the key
 * bar. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/app_inside.h"
#include "tui/pane/pane.h"
#include "tui/term/term.h"
#include "tui/words.h"

void frame_place(struct app *a)
{
	struct layout_want want = {PREVIEW_OFF, false};
	layout_plan(term_rows(), term_cols(), &want, &a->frame);
	a->dirty_frame = true;
}

struct rect frame_body(const struct app *a)
{
	const struct layout *l = &a->frame;
	int from = l->tabs.row + l->tabs.rows;
	return (struct rect){from, 0, l->message.row - from, l->title.cols};
}

static void too_small(struct app *a)
{
	struct rect all = app_screen(a);
	char s[256];
	snprintf(s, sizeof s, W_LAYOUT_TOO_SMALL, all.cols, all.rows, LAYOUT_MIN_COLS, LAYOUT_MIN_ROWS);
	draw_fill(a->base, (struct rect){0, 0, all.rows, all.cols}, C_TEXT);
	const char *p = s;
	for (int row = 0; row < all.rows && *p; row++) {
		size_t n = text_row(p, strlen(p), all.cols);
		draw_run(a->base, row, 0, all.cols, C_NOTE, p, n);
		p += n;
	}
	draw_cursor(a->base, 0, 0, false);
}

/*  政务公开工作台  ××林业局 [演示]                     经办甲 · 办公室   11月20日 周五 09:12 */
static void title(struct app *a)
{
	struct rect r = a->frame.title;
	char left[256], right[256], day[40], at[24];
	int64_t now = desk_now(a->desk);
	const struct who *w = desk_who(a->desk);
	enum desk_mode mode = desk_mode(a->desk);
	snprintf(left, sizeof left, " %s  %s%s", W_APP_TITLE, desk_bureau(a->desk),
		mode == DESK_SAMPLE ? (strstr(desk_bureau(a->desk), W_APP_DEMO_WORD) ? "" : W_APP_DEMO)
				    : mode == DESK_TEST ? W_APP_TEST : "");
	instant_text(now, at);
	if (w->id)
		snprintf(right, sizeof right, "%s · %s   %s %s ", w->name, w->office_name, day_short(day_at(now), day),
		        at + 11);
	else
		snprintf(right, sizeof right, "%s %s ", day_short(day_at(now), day), at + 11);
	int n = text_columns(right);
	if (n > r.cols - 20)
		n = r.cols - 20;
	draw_text(a->base, r.row, r.col, r.cols - n, C_TITLE, left, TEXT_LEFT);
	draw_text(a->base, r.row, r.col + r.cols - n, n, C_TITLE, right, TEXT_RIGHT);
}

/* One pane's tab, in a row that has room for whole names; in a tight one; and where only the pane that is open keeps
 * its name. */
enum { TAB_WHOLE, TAB_TIGHT, TAB_DIGIT, TAB_ENDS };
static int tab_text(struct app *a, const struct pane_tab *t, bool on, int how, char *s, size_t cap)
{
	int64_t n = t->count && a->figures_read ? t->count(a) : -1;
	char count[32] = "";
	if (n >= 0)
		snprintf(count, sizeof count, how == TAB_DIGIT && !on ? ":%lld" : how == TAB_WHOLE ? " %lld" : "%lld", (long long)n);
	if (how == TAB_WHOLE)
		snprintf(s, cap, " %d %s%s ", t->digit, t->ops->title, count);
	else
		snprintf(s, cap, " %d%s%s", t->digit, how == TAB_TIGHT || on ? t->ops->title : "", count);
	return text_columns(s);
}

/* Whether this is the pane that is open, below whatever lies on it. */
static bool is_open(const struct app *a, const struct pane_tab *t)
{
	const struct view *pane = a->top;
	while (pane && pane->below)
		pane = pane->below;
	return pane && pane->ops == t->ops;
}

/* How the tabs are written so that other columns are left beside them; TAB_ENDS: not at all. */
static int tabs_fit(struct app *a, int other)
{
	char s[96];
	int how;
	for (how = TAB_WHOLE; how < TAB_ENDS; how++) {
		int cols = other;
		for (int i = 0; i < pane_tabs_n; i++)
			cols += tab_text(a, &pane_tabs[i], is_open(a, &pane_tabs[i]), how, s, sizeof s);
		if (cols <= a->frame.tabs.cols)
			break;
	}
	return how;
}

static int guide_columns(const struct app *a)
{
	return *a->guide ? text_columns(a->guide) + 1 : 0;
}

/* The demo's guide stands beside the tabs where all names stay whole or tight; else in the message row. */
static bool guide_beside_tabs(struct app *a)
{
	return *a->guide && tabs_fit(a, guide_columns(a)) < TAB_DIGIT;
}

static int tabs_how(struct app *a)
{
	int how = tabs_fit(a, guide_beside_tabs(a) ? guide_columns(a) : 0);
	return how == TAB_ENDS ? TAB_DIGIT : how;
}

static void tabs(struct app *a)
{
	struct rect r = a->frame.tabs;
	char s[96];
	int how = tabs_how(a);
	draw_fill(a->base, r, C_TAB);
	int col = r.col, end = INT_MAX;
	for (int i = 0; i < pane_tabs_n; i++) {
		bool on = is_open(a, &pane_tabs[i]);
		int cols = tab_text(a, &pane_tabs[i], on, how, s, sizeof s);
		if (col + cols > r.col + r.cols)
			break;
		draw_text(a->base, r.row, col, cols, on ? C_TAB_ON : C_TAB, s, TEXT_LEFT);
		col += cols;
		end = on ? col : end;
	}
	if (how != TAB_WHOLE && end < r.col + r.cols)
		draw_role(a->base, r.row, end, 1, C_TAB_ON); /* what parts the open one from the next is its margin */
	if (guide_beside_tabs(a))
		draw_text(a->base, r.row, col, r.col + r.cols - col, C_NOTE, a->guide, TEXT_RIGHT);
}

/* The digit of the tab in this column; 0 is one too, -1: there is none. */
static int tab_at(struct app *a, int column)
{
	char s[96];
	int how = tabs_how(a), col = a->frame.tabs.col;
	for (int i = 0; i < pane_tabs_n; i++) {
		col += tab_text(a, &pane_tabs[i], is_open(a, &pane_tabs[i]), how, s, sizeof s);
		if (column < col)
			return column < a->frame.tabs.col + a->frame.tabs.cols ? pane_tabs[i].digit : -1;
	}
	return -1;
}

/* The way to the pane of this tab, where one may go from here; a view may have that digit for something else. */
static int tab_act(const struct app *a, int digit)
{
	for (int i = ACT_GO_TODO; i <= ACT_GO_SETTING; i++)
		if (act_row((enum act)i)->key[0] == '0' + digit && act_row((enum act)i)->panes & (unsigned)a->top->ops->pane)
			return i;
	return -1;
}

int frame_click(struct app *a, const struct event *ev)
{
	if (ev->key != K_MOUSE || ev->mouse.act != MOUSE_PRESS || !a->top || a->locked)
		return -1;
	if (ev->mouse.row == a->frame.keys.row)
		return keybar_at(a->top, a->frame.keys, ev->mouse.col);
	int digit = ev->mouse.row == a->frame.tabs.row ? tab_at(a, ev->mouse.col) : -1;
	return digit < 0 ? -1 : tab_act(a, digit);
}

/* The rows that text takes in cols columns, the first of them left empty as in every row; draws them on s, if given. */
static int paragraph(struct surface *s, const char *text, int cols, enum role role)
{
	int row = 0;
	for (const char *p = text; *p; row++) {
		size_t n = text_row(p, strlen(p), cols - 1);
		if (s) {
			draw_fill(s, (struct rect){row, 0, 1, cols}, role);
			draw_run(s, row, 1, cols - 1, role, p, n);
		}
		p += n;
	}
	return row;
}

/* What is said is read whole: where the row is too short for it, the position gives way, then the sentence grows
 * upwards over the list, on a surface of its own that goes with it. */
static void message(struct app *a)
{
	struct rect m = a->frame.message;
	char status[128] = "";
	if (a->top && a->top->ops->status)
		a->top->ops->status(a->top, status, sizeof status);
	/* The guide without room beside the tabs stands here, as far as what is said leaves room. */
	bool guide = *a->guide && !guide_beside_tabs(a);
	const char *left = *a->message || !guide ? a->message : a->guide;
	int cols = a->frame.title.cols, said = text_columns(left), beside = text_columns(status);
	int between = guide && left == a->message ? text_columns(a->guide) : 0;
	if (said + 2 + between > cols - 1)
		between = 0;
	if (said && said + 2 * !!between + between + beside > cols - 1)
		beside = 0;
	enum role role = !*left ? C_DIM : left == a->guide ? C_NOTE : a->message_role;
	int margin = said + 1 <= cols - beside;
	draw_text(a->base, m.row, 0, margin, role, "", TEXT_LEFT);
	draw_text(a->base, m.row, margin, cols - beside - margin, role, left, TEXT_LEFT);
	if (between)
		draw_text(a->base, m.row, cols - beside - between, between, C_NOTE, a->guide, TEXT_RIGHT);
	draw_text(a->base, m.row, cols - beside, beside, C_DIM, status, TEXT_RIGHT);
	int rows = said > cols ? paragraph(NULL, left, cols, role) : 0;
	if (rows < 2) {
		surface_free(&a->sentence);
		return;
	}
	struct rect r = {m.row - rows + 1, 0, rows, cols};
	struct rect now = a->sentence ? surface_rect(a->sentence) : (struct rect){0};
	if (!a->sentence)
		a->sentence = surface_new(r);
	else if (memcmp(&now, &r, sizeof r) != 0)
		surface_place(a->sentence, r);
	paragraph(a->sentence, left, cols, role);
}

bool frame_ground(struct app *a, bool all)
{
	if (a->frame.too_small) {
		too_small(a);
		return false;
	}
	if (!a->desk)
		return false;
	if (a->locked) { /* nothing of the work is left to be read */
		struct rect r = app_screen(a);
		surface_free(&a->sentence);
		draw_fill(a->base, (struct rect){0, 0, r.rows, r.cols}, C_TEXT);
		title(a);
		return false;
	}
	if (all) {
		struct rect r = app_screen(a);
		draw_fill(a->base, (struct rect){0, 0, r.rows, r.cols}, C_TEXT);
		if (a->top)
			layout_draw_lines(a->base, &a->top->lay, C_FRAME);
	}
	return true;
}

enum { WAIT_SILENT_MS = 500 };

/* Called from within a write: nothing may be asked of the desk's file here.  What was in the message row comes back with
 * the next frame. */
bool frame_wait(void *app, int waited_ms)
{
	struct app *a = app;
	char who[128], s[256];
	if (waited_ms >= WAIT_SILENT_MS && !a->frame.too_small) {
		if (!*desk_waits_for(a->desk, who, sizeof who))
			snprintf(who, sizeof who, "%s", W_APP_WAITS_SHORT);
		snprintf(s, sizeof s, W_APP_WAITS, who, waited_ms / 1000);
		draw_text(a->base, a->frame.message.row, 0, a->frame.title.cols, C_NOTE, s, TEXT_LEFT);
		draw_flush();
		a->dirty_frame = true;
	}
	return !input_escape();
}

void frame_draw(struct app *a, bool all)
{
	if (all || a->dirty_frame) {
		title(a);
		tabs(a);
		if (a->top)
			keybar_draw(a, a->top, a->base, a->frame.keys);
	}
	message(a);
}
