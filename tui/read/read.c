/* read.c - the reading view: an item as it is to be signed.
 *
 * What is on the screen is what an act is bound to (version and hash of the item as it was read).
 * When somebody else makes another revision meanwhile, the text is not exchanged under the reader's
 * eyes: a line says so, and an act is refused. */
#include "tui/read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/sheet.h"
#include "tui/action/action.h"
#include "tui/list/item_list.h"
#include "tui/pane/pane.h"
#include "tui/pane/todo.h"
#include "tui/read/inside.h"
#include "tui/words.h"

static void place(struct view *v);
static void refresh(struct view *v);
static void draw(struct view *v);
static enum took key(struct view *v, const struct event *ev);
static int64_t subject(struct view *v);
static bool has(struct view *v, int act);
static enum z may(struct view *v, int act, int64_t id, struct error *e);
static bool leave(struct view *v);
static void reading_free(struct view *v);

static struct layout_want want(struct view *v)
{
	(void)v;
	return (struct layout_want){PREVIEW_OFF, true};
}

/* While the word to look for is typed, letters are text; the rest is the same. */
#define READ_OPS(pane_, typing_, key_)                                                                  \
	{                                                                                               \
		.name = "read", .title = W_READ_TITLE, .pane = pane_, .typing = typing_,                \
		.want = want, .place = place, .refresh = refresh, .draw = draw, .key = key_,            \
		.subject = subject, .has = has, .may = may, .leave = leave, .status = text_page_status, \
		.free = reading_free,                                                                   \
	}
static const struct view_ops reading_ops = READ_OPS(P_READ, false, key);
static const struct view_ops finding_ops = READ_OPS(P_FIND, true, text_page_finding_key);

bool read_is(const struct view *v)
{
	return v && (v->ops == &reading_ops || v->ops == &finding_ops);
}

struct reading *reading_of(const struct view *v)
{
	return read_is(v) ? (struct reading *)(uintptr_t)v : NULL;
}

/* ------------------------------------------------------------ loading */
static void drop(struct reading *r)
{
	item_free(&r->item);
	revision_free(&r->before);
	revision_free(&r->live);
	trail_free(&r->trail);
	free(r->checks);
	r->checks = NULL;
	r->checks_n = 0;
}

/* The revision number n of the item, NULL if there is none (or it cannot be read now). */
static struct revision *revision_number(struct desk *d, int64_t item, int n)
{
	struct revision *found = NULL;
	int64_t *ids = NULL;
	int count = 0;
	if (revision_list(d, item, &ids, &count, NULL) != Z_OK)
		count = 0;
	for (int i = 0; i < count && !found; i++) {
		if (revision_load(d, ids[i], &found, NULL) != Z_OK)
			break;
		int have = found->n;
		if (have != n)
			revision_free(&found);
		if (have < n)
			break;
	}
	free(ids);
	return found;
}

/* What this reader compares with: the last revision that he judged, else the last that anybody
 * judged, else the one before. */
static void find_before(struct reading *r)
{
	struct desk *d = app_desk(r->page.view.app);
	int64_t me = desk_who(d)->id;
	int mine = -1, anybody = -1, now = r->item->now->n;
	for (int i = 0; i < r->trail.n; i++) {
		const struct trail_row *t = &r->trail.row[i];
		bool judged = t->kind == 'v' &&
		              (t->act == REVIEW_PASS || t->act == REVIEW_RETURN ||
		                      t->act == REVIEW_REFER || t->act == REVIEW_PAPER_CONFIRM);
		if (!judged || t->rev_n >= now)
			continue;
		anybody = i;
		if (t->officer == me || t->principal == me)
			mine = i;
	}
	r->before_row = mine >= 0 ? mine : anybody;
	int n = r->before_row >= 0 ? r->trail.row[r->before_row].rev_n : now - 1;
	if (n > 0)
		r->before = revision_number(d, r->item->id, n);
	if (!r->before)
		r->before_row = -1;
	if (r->item->live && r->item->live != r->item->now->id)
		if (revision_load(d, r->item->live, &r->live, NULL) != Z_OK)
			r->live = NULL;
	if (r->live && r->before && r->live->id == r->before->id)
		revision_free(&r->before);
}

static void find_mode(struct reading *r)
{
	bool judging = r->may_pass || state_tier(r->item->state);
	r->attachment = -1;
	r->mode = MODE_TEXT;
	if (r->item->errata && r->live)
		r->mode = MODE_LIVE;
	else if (judging && r->before && r->before_row >= 0)
		r->mode = MODE_BEFORE;
}

/* Takes over what was read; what belongs to the same revision in the same tier stays: ticks, place,
 * mode. */
static enum z load(struct reading *r, int64_t id, struct error *e)
{
	struct desk *d = app_desk(r->page.view.app);
	struct item *item = NULL;
	struct trail trail;
	int64_t pass[4];
	enum z z = item_load(d, id, &item, e);
	if (z == Z_OK)
		z = trail_load(d, id, &trail, e);
	if (z == Z_OK && (z = review_standing(d, id, pass, e)) != Z_OK)
		trail_free(&trail);
	if (z != Z_OK) {
		item_free(&item);
		return z;
	}
	bool same_item = r->item && r->item->id == id,
	     same_text = same_item && r->item->now->id == item->now->id;
	bool same_tier = same_text && r->item->state == item->state;
	drop(r);
	r->item = item;
	r->trail = trail;
	memcpy(r->pass, pass, sizeof pass);
	r->stale[0] = '\0';
	r->may_pass = state_tier(item->state) && item_may(d, ACTION_REVIEW_PASS, id, NULL) == Z_OK;
	find_before(r);
	if (state_tier(item->state) && checklist_list(d, state_tier(item->state), false, &r->checks,
	                                       &r->checks_n, NULL) != Z_OK)
		r->checks_n = 0;
	if (r->checks_n > CHECKS_MAX)
		r->checks_n = CHECKS_MAX;
	if (!same_tier)
		memset(r->ticked, 0, sizeof r->ticked);
	if (!same_text) {
		memset(r->looked, 0, sizeof r->looked);
		memset(r->original, 0, sizeof r->original);
		find_mode(r);
	} else if (!read_has_mode(r, r->mode)) {
		r->mode = MODE_TEXT;
	}
	if (!same_item)
		read_keep_opinion(&r->page.view, NULL);
	r->columns = 0;
	r->page.view.due = true;
	return Z_OK;
}

void read_again(struct view *v)
{
	struct reading *r = reading_of(v);
	struct error e;
	if (r && load(r, r->item->id, &e) != Z_OK)
		app_refuse(v->app, &e);
}

bool read_open(struct view *v, int64_t item)
{
	struct reading *r = reading_of(v);
	struct error e;
	if (!r)
		return false;
	if (load(r, item, &e) != Z_OK) {
		app_refuse(v->app, &e);
		return false;
	}
	reader_go(r->page.text, 0);
	struct list_pane *l = list_pane_below(v->below, item_list_is);
	struct view *todo = todo_below(v->below);
	if (l)
		list_goto_id(l->list, item);
	else if (todo)
		todo_goto_item(todo, item);
	app_redraw(v->app);
	return true;
}

int64_t read_beside(const struct view *v, int64_t item, bool before)
{
	struct list_pane *l = read_is(v) ? list_pane_below(v->below, item_list_is) : NULL;
	struct view *todo = read_is(v) && !l ? todo_below(v->below) : NULL;
	return l ? list_pane_neighbour(l, item, before) : todo ? todo_item_beside(todo, item, before) : 0;
}

int64_t read_neighbour(const struct view *v, bool before)
{
	const struct reading *r = reading_of(v);
	return r ? read_beside(v, r->item->id, before) : 0;
}

/* Somebody's commit, or ours. */
static void refresh(struct view *v)
{
	struct reading *r = reading_of(v);
	struct item *now = NULL;
	if (item_load(app_desk(v->app), r->item->id, &now, NULL) != Z_OK)
		return; /* locked for a moment: the picture stays */
	bool mine = now->now->recorder == desk_who(app_desk(v->app))->id;
	if (now->ver != r->item->ver) {
		if (now->now->id == r->item->now->id || mine ||
		        (*r->stale && app_last_key(v->app) == K_CTRL('r')))
			read_again(v);
		else
			snprintf(r->stale, sizeof r->stale, W_READ_STALE, now->number,
			        *now->now->recorder_name ? now->now->recorder_name
			                                 : W_READ_SOMEONE);
		v->due = true;
	} else {
		bool may = state_tier(now->state) &&
		           item_may(app_desk(v->app), ACTION_REVIEW_PASS, now->id, NULL) == Z_OK;
		if (may != r->may_pass) {
			r->may_pass = may;
			r->columns = 0;
			v->due = true;
		}
	}
	item_free(&now);
}

struct view *read_new(struct app *a, int64_t item, struct error *e)
{
	struct reading *r = xalloc(sizeof *r);
	r->page = (struct text_page){.view = {.ops = &reading_ops, .app = a}, .reading = &reading_ops, .finding = &finding_ops,
		.text = reader_new(), .side = reader_new()};
	r->attachment = -1;
	if (load(r, item, e) != Z_OK) {
		reading_free(&r->page.view);
		return NULL;
	}
	return &r->page.view;
}

/* ------------------------------------------------------------ drawing */
static struct rect text_rect(const struct reading *r)
{
	struct rect where = r->page.view.lay.list;
	where.row++;
	where.rows--;
	where.col++;
	where.cols--;
	return where;
}

static struct rect side_rect(const struct reading *r)
{
	struct rect where = r->page.view.lay.stat;
	if (where.rows) {
		where.col++;
		where.cols--;
	}
	return where;
}

static void place(struct view *v)
{
	reading_of(v)->columns = 0;
}

static int tab(const struct reading *r, int col, bool on, const char *text)
{
	char s[160];
	snprintf(s, sizeof s, " %s ", text);
	int w = text_columns(s), end = r->page.view.lay.list.col + r->page.view.lay.list.cols;
	if (col + w > end)
		return col;
	draw_text(app_base(r->page.view.app), r->page.view.lay.list.row, col, w, on ? C_TAB_ON : C_TAB, s,
	        TEXT_LEFT);
	return col + w + 1;
}

/* Which text it is: the row below the rule. */
static void draw_modes(struct reading *r)
{
	struct surface *s = app_base(r->page.view.app);
	struct rect row = r->page.view.lay.list;
	char name[80], text[160];
	draw_fill(s, (struct rect){row.row, row.col, 1, row.cols}, C_TEXT);
	if (*r->stale) {
		draw_text(s, row.row, row.col, row.cols, C_ERROR, r->stale, TEXT_LEFT);
		return;
	}
	int col = row.col;
	for (int m = MODE_TEXT; m <= MODE_LIVE; m++) {
		if (!read_has_mode(r, (enum read_mode)m))
			continue;
		bool on = r->attachment < 0 && (int)r->mode == m;
		size_t at = (size_t)snprintf(
		        text, sizeof text, "%s", read_mode_name(r, (enum read_mode)m, name));
		if (on && m != MODE_TEXT)
			snprintf(
			        text + at, sizeof text - at, W_READ_CHANGES, reader_stops(r->page.text));
		col = tab(r, col, on, text);
	}
	if (r->attachment >= 0) {
		snprintf(text, sizeof text, W_READ_MODE_ATTACHMENT, r->attachment + 1);
		tab(r, col, true, text);
	} else if (r->item->now->attachments_n) {
		snprintf(text, sizeof text, W_READ_MODE_ATTACHMENTS, r->item->now->attachments_n);
		tab(r, col, false, text);
	}
}

static void draw_rules(struct reading *r)
{
	struct surface *s = app_base(r->page.view.app);
	const struct layout *lay = &r->page.view.lay;
	char text[300], code[CODE_BYTES];
	snprintf(text, sizeof text, W_READ_RULE "%s", r->item->number, r->item->now->n,
	        short_hash(&r->item->now->hash, code), item_state_text(r->item->state),
	        r->item->errata ? W_READ_RULE_LIVE : "");
	draw_rule_title(
	        s, lay->list_rule.row, lay->list_rule.col, lay->list_rule.cols, C_FRAME_ON, text);
	if (lay->stat.rows)
		draw_rule_title(s, lay->stat_rule.row, lay->stat_rule.col, lay->stat_rule.cols,
		        C_FRAME, W_SIDE_TITLE);
}

static void draw(struct view *v)
{
	struct reading *r = reading_of(v);
	struct rect text = text_rect(r), side = side_rect(r);
	if (!r->columns) {
		struct reader_stand place = reader_stand(r->page.text);
		read_fill(r, text.cols - 1, side.rows > 0);
		reader_back_to(r->page.text, &place);
		reader_clear(r->page.side);
		if (side.rows)
			read_fill_side(r, r->page.side);
		v->due = true;
	}
	if (v->due) {
		draw_rules(r);
		draw_modes(r);
		if (side.rows)
			reader_draw(r->page.side, app_base(v->app), side, false);
	}
	if (v->due || r->page.dirty)
		reader_draw(r->page.text, app_base(v->app), text, true);
	r->page.dirty = false;
}

/* ------------------------------------------------------------ keys */
static enum took key(struct view *v, const struct event *ev)
{
	struct reading *r = reading_of(v);
	bool space = ev->key == K_SPACE || ev->key == 0x3000;
	if (space && r->attachment >= 0 && *read_kind(r, r->attachment)) {
		read_check_original(v, r->attachment, !r->original[r->attachment]);
		app_say(v->app, C_NOTE,
		        r->original[r->attachment] ? W_ATT_CHECKED : W_ATT_UNCHECKED,
		        r->attachment + 1);
		return TOOK;
	}
	return text_page_key(v, ev);
}

static int64_t subject(struct view *v)
{
	return reading_of(v)->item->id;
}

/* What has no meaning here is not offered; what has none for this item says why, in may(). */
static bool has(struct view *v, int act)
{
	switch (act) {
	case ACT_NEXT:
	case ACT_PREVIOUS:
		return list_pane_below(v->below, item_list_is) || todo_below(v->below);
	case ACT_PAPER:
	case ACT_PAPER_OK:
		return setting_number(app_desk(v->app), SETTING_PAPER_SIGN) != 0;
	default:
		return true;
	}
}

/* The matrix lets everybody try to take back an opinion; the trail on the page knows whose it was.
 */
static enum z may(struct view *v, int act, int64_t id, struct error *e)
{
	const struct reading *r = reading_of(v);
	(void)id;
	if (act == ACT_DIFF && !r->before && !r->live && r->attachment < 0)
		return refuse(e, R_ONE_REVISION);
	if ((act == ACT_ATTACHMENTS || act == ACT_SAVE_FILE) && !r->item->now->attachments_n)
		return refuse(e, R_NO_ATTACHMENTS);
	if (act == ACT_SAVE_FILE && r->attachment < 0 && r->item->now->attachments_n > 1)
		return refuse(e, R_OPEN_ATTACHMENT);
	if (act == ACT_CHECKLIST && !r->checks_n)
		return refuse(e, R_NO_CHECKLIST);
	if (act != ACT_WITHDRAW || !r->trail.n)
		return Z_OK;
	const struct trail_row *last = NULL;
	for (int i = r->trail.n - 1; i >= 0 && !last; i--)
		if (r->trail.row[i].kind != 'c')
			last = &r->trail.row[i];
	if (!last || last->kind != 'v' ||
	        (last->act != REVIEW_PASS && last->act != REVIEW_RETURN) ||
	        last->rev_n != r->item->now->n)
		return refuse(e, R_WITHDRAW_LATE);
	int64_t me = desk_who(app_desk(v->app))->id;
	return last->officer == me || last->principal == me ? Z_OK : refuse(e, R_WITHDRAW_OTHER);
}

/* Esc goes back one step at a time: it ends a search, then leaves an attachment, then the page. */
static bool leave(struct view *v)
{
	struct reading *r = reading_of(v);
	if (app_last_key(v->app) != K_ESC)
		return true;
	if (text_page_end_search(v))
		return false;
	if (r->attachment >= 0) {
		read_attachment(v, -1);
		return false;
	}
	return true;
}

static void reading_free(struct view *v)
{
	struct reading *r = reading_of(v);
	drop(r);
	reader_free(&r->page.text);
	reader_free(&r->page.side);
	free(r->opinion);
	free(r);
}

/* ------------------------------------------------------------ for the actions */
const struct item *read_item(const struct view *v)
{
	const struct reading *r = reading_of(v);
	return r ? r->item : NULL;
}

static void show(struct reading *r)
{
	r->columns = 0;
	r->page.view.due = true;
	reader_go(r->page.text, 0);
}

void read_next_mode(struct view *v)
{
	struct reading *r = reading_of(v);
	if (!r)
		return;
	if (r->attachment >= 0) {
		read_attachment(v, -1);
		return;
	}
	do
		r->mode = (enum read_mode)((r->mode + 1) % (MODE_LIVE + 1));
	while (!read_has_mode(r, r->mode));
	show(r);
}

void read_attachment(struct view *v, int nth)
{
	struct reading *r = reading_of(v);
	if (!r || nth >= r->item->now->attachments_n)
		return;
	r->attachment = nth;
	show(r);
}

int read_attachment_open(const struct view *v)
{
	const struct reading *r = reading_of(v);
	return r ? r->attachment : -1;
}

const char *read_attachment_unread(struct view *v, int nth)
{
	struct reading *r = reading_of(v);
	return r ? read_kind(r, nth) : "";
}
