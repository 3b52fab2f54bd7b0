/* side.c - the signatures: what is to be signed now, who signed what, when and for whom. */
#include <stdio.h>
#include <string.h>

#include "forms/report/sheet.h"
#include "tui/read/inside.h"
#include "tui/words.h"

static void line(struct reader *to, enum role role, const char *text)
{
	reader_text(to, role, text);
	reader_end(to);
}

/* ------------------------------------------------------------ three tiers */
static void tier_row(struct reading *r, struct reader *to, int tier)
{
	struct desk *d = app_desk(r->page.view.app);
	char label[32], s[700];
	text_fit(label, sizeof label, tier_text(tier), 6, TEXT_LEFT);
	reader_text(to, C_DIM, label);
	int row = r->pass[tier] ? trail_signature(&r->trail, tier, &r->item->now->hash) : -1;
	if (row >= 0) {
		trail_signed(d, &r->trail, row, s, sizeof s);
		line(to, C_SIGN, s);
		if (*r->trail.row[row].text) {
			reader_set_indent(to, 6);
			line(to, C_TEXT, r->trail.row[row].text);
			reader_set_indent(to, 0);
		}
		return;
	}
	if (state_tier(r->item->state) != tier) {
		line(to, C_DIM, W_SIDE_NOT_YET);
		return;
	}
	char names[400];
	if (review_candidates(d, r->item->id, tier, names, sizeof names) > 0) {
		snprintf(s, sizeof s, W_SIDE_WAITS, names);
		line(to, r->may_pass ? C_STRONG : C_TEXT, s);
	} else {
		line(to, C_SOON, W_SIDE_NOBODY);
	}
}

/* ------------------------------------------------------------ what is signed now */
static void to_sign(struct reading *r, struct reader *to)
{
	const struct who *w = desk_who(app_desk(r->page.view.app));
	char s[300], code[CODE_BYTES];
	int unread, checked, ticked = 0;
	reader_end(to);
	reader_heading(to, W_SIDE_TO_SIGN);
	snprintf(s, sizeof s, W_SIDE_WHAT, r->item->now->n, short_hash(&r->item->now->hash, code));
	line(to, C_SIGN, s);
	snprintf(s, sizeof s, W_SIDE_AS, w->name, tier_text(state_tier(r->item->state)));
	line(to, C_TEXT, s);
	read_originals(&r->page.view, &unread, &checked);
	if (unread) {
		snprintf(s, sizeof s, W_SIDE_UNREAD, unread, checked);
		line(to, checked < unread ? C_SOON : C_GOOD, s);
	}
	if (r->checks_n) {
		for (int i = 0; i < r->checks_n; i++)
			ticked += r->ticked[i];
		snprintf(s, sizeof s, W_SIDE_CHECKLIST, ticked, r->checks_n);
		line(to, C_DIM, s);
		for (int i = 0; i < r->checks_n; i++) {
			reader_text(to, r->ticked[i] ? C_GOOD : C_TEXT,
			        r->ticked[i] ? W_SIDE_TICK : W_SIDE_NO_TICK);
			line(to, C_TEXT, r->checks[i].text);
		}
	}
	line(to, C_KEY, W_SIDE_KEYS);
}

/* ------------------------------------------------------------ trail */
static void trail_line(struct reading *r, struct reader *to, const struct trail_row *t)
{
	char at[24], who[WHO_BYTES], what[WHAT_BYTES], n[32] = "";
	reader_set_hang(to, 4);
	reader_text(to, C_DIM, trail_time(app_desk(r->page.view.app), t->at, at));
	reader_text(to, C_TEXT, " ");
	reader_text(to, C_TEXT, trail_who(t, who));
	reader_text(to, C_TEXT, " ");
	bool bad = (t->kind == 'v' && t->act == REVIEW_RETURN) ||
	           (t->kind == 'r' && t->act == RELEASE_EMERGENCY);
	reader_text(to, bad ? C_LATE : C_STATE, trail_what(t, what));
	if (t->rev_n && t->rev_n != r->item->now->n)
		snprintf(n, sizeof n, " " W_TRAIL_REVISION, t->rev_n);
	line(to, C_DIM, n);
	reader_set_hang(to, 0);
	if (*trail_said(t)) {
		reader_set_indent(to, 4);
		line(to, C_TEXT, trail_said(t));
		reader_set_indent(to, 0);
	}
}

void read_fill_side(struct reading *r, struct reader *to)
{
	if (to == r->page.text)
		reader_heading(to, W_SIDE_TITLE);
	for (int t = 1; t <= 3; t++)
		tier_row(r, to, t);
	if (r->may_pass)
		to_sign(r, to);
	reader_end(to);
	reader_heading(to, W_SIDE_TRAIL);
	for (int i = 0; i < r->trail.n; i++)
		trail_line(r, to, &r->trail.row[i]);
	if (!r->trail.n)
		line(to, C_DIM, W_SIDE_TRAIL_NONE);
}
