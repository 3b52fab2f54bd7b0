/* trail_words.c - see trail_words.h. */
#include "tui/pane/trail_words.h"

#include <stdio.h>
#include <string.h>

#include "forms/entry/item.h"
#include "tui/words.h"

const char *trail_time(const struct desk *d, int64_t at, char buf[24])
{
	char full[24];
	instant_text(at, full);
	bool this_year = day_year(day_at(at)) == day_year(desk_today(d));
	snprintf(buf, 24, "%s", this_year && strlen(full) > 5 ? full + 5 : full);
	return buf;
}

const char *trail_who(const struct trail_row *r, char buf[WHO_BYTES])
{
	if (r->kind == 'v' && r->act == REVIEW_PAPER)
		snprintf(buf, WHO_BYTES, W_TRAIL_PAPER, r->principal_name, r->officer_name);
	else if (r->principal && r->principal != r->officer)
		snprintf(buf, WHO_BYTES, W_TRAIL_FOR, r->officer_name, r->principal_name);
	else
		snprintf(buf, WHO_BYTES, "%s", r->officer_name);
	return buf;
}

const char *trail_what(const struct trail_row *r, char buf[WHAT_BYTES])
{
	char back[64];
	buf[0] = '\0';
	if (r->kind == 'c') {
		const char *field = "";
		for (int i = 0; i < entry_item_fields_n; i++)
			if (!strcmp(entry_item_fields[i].key, r->channel))
				field = entry_item_fields[i].label;
		snprintf(buf, WHAT_BYTES, W_TRAIL_CORRECTION, field);
	} else if (r->kind == 'r') {
		snprintf(buf, WHAT_BYTES, "%s%s%s", release_act_text(r->act),
		        *r->channel ? " " : "", r->channel);
	} else if (r->act == REVIEW_RETURN) {
		if (r->back_to)
			snprintf(back, sizeof back, W_TRAIL_BACK_TIER, tier_text(r->back_to));
		else
			snprintf(back, sizeof back, "%s", W_TRAIL_BACK_AUTHOR);
		snprintf(buf, WHAT_BYTES, "%s " W_TRAIL_REASON, back, r->reason,
		        return_reason_text(r->reason));
	} else {
		bool tiered = r->act == REVIEW_PASS || r->act == REVIEW_REFER;
		snprintf(buf, WHAT_BYTES, "%s%s", tiered && r->tier ? tier_text(r->tier) : "",
		        review_act_text(r->act));
	}
	return buf;
}

const char *trail_said(const struct trail_row *r)
{
	if (r->kind == 'c' || (r->kind == 'r' && !*r->text))
		return r->url;
	return r->text;
}

/* ------------------------------------------------------------ which row */
int trail_signature(const struct trail *t, int tier, const struct hash *h)
{
	for (int i = t->n - 1; i >= 0; i--) {
		const struct trail_row *r = &t->row[i];
		if (r->kind == 'v' && r->tier == tier &&
		        (r->act == REVIEW_PASS || r->act == REVIEW_PAPER_CONFIRM) &&
		        hash_same(&r->hash, h))
			return i;
	}
	return -1;
}

void trail_signed(const struct desk *d, const struct trail *t, int row, char *buf, size_t cap)
{
	const struct trail_row *r = &t->row[row];
	char who[WHO_BYTES], at[24];
	const struct trail_row *p = trail_paper(t, r);
	if (p)
		snprintf(buf, cap, W_TRAIL_PAPER_SIGNED, p->principal_name,
		        trail_time(d, p->at, at), p->officer_name, r->officer_name);
	else
		snprintf(buf, cap, "%s %s", trail_who(r, who), trail_time(d, r->at, at));
}

/* The last row of a kind with one of two acts. */
static int last_of(const struct trail *t, char kind, int act, int other)
{
	for (int i = t->n - 1; i >= 0; i--)
		if (t->row[i].kind == kind && (t->row[i].act == act || t->row[i].act == other))
			return i;
	return -1;
}

int trail_last_return(const struct trail *t)
{
	int found = -1, before = -1, act = 0;
	for (int i = 0; i < t->n; i++) {
		const struct trail_row *r = &t->row[i];
		if (r->kind != 'v')
			continue;
		if (r->act == REVIEW_RETURN) {
			before = found;
			found = i;
		} else if (r->act == REVIEW_WITHDRAW && act == REVIEW_RETURN) {
			found = before; /* it was taken back */
		}
		act = r->act;
	}
	return found;
}

int trail_paper_open(const struct trail *t)
{
	for (int i = t->n - 1; i >= 0; i--)
		if (t->row[i].kind == 'v')
			return t->row[i].act == REVIEW_PAPER ? i : -1;
	return -1;
}

int trail_cause(const struct trail *t, int state)
{
	switch (state) {
	case STATE_RETURNED:
		return last_of(t, 'v', REVIEW_RETURN, REVIEW_REFER_DONE);
	case STATE_REFERRED:
		return last_of(t, 'v', REVIEW_REFER, REVIEW_REFER);
	case STATE_EMERGENCY:
		return last_of(t, 'r', RELEASE_EMERGENCY, RELEASE_EMERGENCY);
	case STATE_DOWN:
		return last_of(t, 'r', RELEASE_DOWN, RELEASE_EMERGENCY);
	case STATE_VOID:
		return last_of(t, 'v', REVIEW_VOID, REVIEW_VOID);
	case STATE_SIGNED: {
		int i = last_of(t, 'r', RELEASE_BOUNCED, RELEASE_REPORTED);
		return i >= 0 && t->row[i].act == RELEASE_BOUNCED ? i : -1;
	}
	default:
		break;
	}
	if (!state_tier(state))
		return -1;
	int paper = trail_paper_open(t);
	if (paper >= 0)
		return paper;
	/* sent back to an earlier tier: that return is the last decision */
	for (int i = t->n - 1; i >= 0; i--)
		if (t->row[i].kind == 'v' && t->row[i].act != REVIEW_PAPER &&
		        t->row[i].act != REVIEW_PAPER_REFUSE)
			return t->row[i].act == REVIEW_RETURN && t->row[i].back_to ? i : -1;
	return -1;
}
