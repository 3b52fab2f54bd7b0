/* flow.c - see flow.h.  Knows states and acts, not people's rights (permit.c, tier.c). */
#include "store/rule/item/flow.h"

#include <string.h>

void flow_begin(struct flow *f)
{
	memset(f, 0, sizeof *f);
	f->state = STATE_DRAFT;
}

int flow_signed_state(int attribute)
{
	switch (attribute) {
	case ATTRIBUTE_CLOSED:
		return STATE_WITHHELD;
	case ATTRIBUTE_REQUEST:
		return STATE_ON_REQUEST;
	default:
		return STATE_SIGNED;
	}
}

static void clear_passes(struct flow *f, int from)
{
	for (int t = from < 1 ? 1 : from; t <= 3; t++)
		f->pass[t] = (struct flow_pass){0};
}

/* A signature of tier t: the item goes on, or is decided. */
static void signed_tier(struct flow *f, const struct flow_event *ev, int64_t officer, int64_t principal)
{
	int t = ev->tier;
	f->pass[t] = (struct flow_pass){ev->id, officer, principal};
	if (t < 3) {
		f->state = (int)tier_state(t + 1);
	} else {
		f->state = flow_signed_state(ev->attribute);
		f->last_signed = ev->revision;
	}
}

/* The published text is it again, or what was published goes: a 勘误 that was going on ends. */
static void end_errata(struct flow *f)
{
	if (!f->errata)
		return;
	f->errata = false;
	f->paper = 0;
	f->last_signed = f->live;
	clear_passes(f, 1);
}

/* Something of it can be read on a platform, whatever becomes of a 勘误. */
static bool is_online(const struct flow *f)
{
	return f->state == STATE_PUBLISHED || f->state == STATE_MIGRATED || f->errata;
}

static void expect(struct flow *f, bool good)
{
	if (!good)
		f->wrong = true;
}

static void review_step(struct flow *f, const struct flow_event *ev)
{
	int waiting = state_tier(f->state);
	bool unseen = f->unseen;
	f->unseen = false;
	switch (ev->act) {
	case REVIEW_SUBMIT:
		expect(f, f->state == STATE_DRAFT || f->state == STATE_RETURNED);
		clear_passes(f, 1);
		f->state = STATE_TIER1;
		f->unseen = true;
		break;
	case REVIEW_PASS:
		expect(f, waiting && waiting == ev->tier);
		if (ev->tier >= 1 && ev->tier <= 3)
			signed_tier(f, ev, ev->officer, ev->principal);
		break;
	case REVIEW_RETURN:
		expect(f, waiting && waiting == ev->tier && ev->back_to < waiting);
		clear_passes(f, ev->back_to);
		f->state = ev->back_to ? (int)tier_state(ev->back_to) : STATE_RETURNED;
		f->paper = 0;
		break;
	case REVIEW_WITHDRAW:
		expect(f, !f->last.release && f->last.id == ev->refers &&
			(f->last.act == REVIEW_PASS || f->last.act == REVIEW_RETURN));
		f->state = f->before_state;
		f->unseen = f->before_unseen;
		memcpy(f->pass, f->before, sizeof f->pass);
		break;
	case REVIEW_RECALL:
		/* by the author before tier 1 acted or after it took back what it did, or of a signed text that the
		 * platform would not take */
		expect(f, (f->state == STATE_TIER1 && unseen) || f->state == STATE_SIGNED);
		f->state = f->state == STATE_TIER1 ? STATE_DRAFT : STATE_RETURNED;
		clear_passes(f, 1);
		break;
	case REVIEW_REFER:
		expect(f, waiting && waiting == ev->tier);
		f->refer_tier = waiting;
		f->state = STATE_REFERRED;
		f->paper = 0; /* what comes back may be another text */
		break;
	case REVIEW_REFER_DONE:
		expect(f, f->state == STATE_REFERRED);
		if (ev->back_to) {
			f->state = (int)tier_state(ev->back_to);
		} else {
			f->state = STATE_RETURNED;
			clear_passes(f, 1);
		}
		break;
	case REVIEW_PAPER:
		expect(f, f->state == STATE_TIER3);
		f->paper = ev->id;
		f->paper_officer = ev->officer;
		f->paper_leader = ev->principal;
		break;
	case REVIEW_PAPER_CONFIRM:
		expect(f, f->state == STATE_TIER3 && f->paper == ev->refers && ev->officer != f->paper_officer);
		signed_tier(f, ev, f->paper_leader, 0);
		f->paper = 0;
		break;
	case REVIEW_PAPER_REFUSE:
		expect(f, f->paper == ev->refers);
		f->paper = 0;
		break;
	case REVIEW_VOID:
		expect(f, f->state == STATE_DRAFT || f->state == STATE_RETURNED);
		f->state = STATE_VOID;
		break;
	case REVIEW_ERRATA:
		expect(f, f->state == STATE_PUBLISHED);
		f->errata = true;
		f->state = STATE_DRAFT;
		clear_passes(f, 1);
		break;
	case REVIEW_ERRATA_DROP:
		expect(f, f->errata && (f->state == STATE_DRAFT || f->state == STATE_RETURNED));
		end_errata(f);
		f->state = f->publicity;
		break;
	default:
		f->wrong = true;
	}
}

/* Two different people, neither of them the one who took it down. */
static bool vote(struct flow *f, int64_t votes[2], int64_t officer)
{
	expect(f, officer != f->emergency_officer);
	for (int i = 0; i < 2; i++)
		if (votes[i] == officer)
			f->wrong = true;
	votes[votes[0] ? 1 : 0] = officer;
	return votes[0] && votes[1];
}

static void release_step(struct flow *f, const struct flow_event *ev)
{
	switch (ev->act) {
	case RELEASE_MIGRATED:
		f->state = f->publicity = STATE_MIGRATED;
		f->live = ev->revision;
		break;
	case RELEASE_UNMIGRATED:
		expect(f, f->state == STATE_MIGRATED);
		f->state = STATE_VOID;
		break;
	case RELEASE_REPORTED:
		expect(f, f->state == STATE_SIGNED || f->state == STATE_PUBLISHED);
		break;
	case RELEASE_BOUNCED:
		expect(f, f->state == STATE_SIGNED || f->state == STATE_PUBLISHED);
		f->bounced++;
		break;
	case RELEASE_ONLINE:
		expect(f, (f->state == STATE_SIGNED && f->last_signed == ev->revision) || f->state == STATE_PUBLISHED);
		f->state = f->publicity = STATE_PUBLISHED;
		f->live = ev->revision;
		f->errata = false;
		break;
	case RELEASE_DOWN:
		expect(f, is_online(f));
		end_errata(f);
		f->state = STATE_DOWN;
		break;
	case RELEASE_EMERGENCY:
		expect(f, is_online(f));
		end_errata(f);
		f->state = STATE_EMERGENCY;
		f->emergency = ev->id;
		f->emergency_officer = ev->officer;
		f->emergency_at = ev->at;
		memset(f->keep_down, 0, sizeof f->keep_down);
		memset(f->put_back, 0, sizeof f->put_back);
		break;
	case RELEASE_EMERGENCY_CONFIRM:
		expect(f, f->state == STATE_EMERGENCY);
		f->keep_down_at = ev->at;
		if (vote(f, f->keep_down, ev->officer))
			f->state = STATE_DOWN;
		break;
	case RELEASE_EMERGENCY_UNDO:
		expect(f, f->state == STATE_EMERGENCY);
		f->put_back_at = ev->at;
		if (vote(f, f->put_back, ev->officer))
			f->state = f->publicity;
		break;
	case RELEASE_SUPERSEDED:
		expect(f, is_online(f) || f->state == STATE_EMERGENCY);
		end_errata(f);
		f->state = STATE_SUPERSEDED;
		break;
	default:
		f->wrong = true;
	}
}

void flow_step(struct flow *f, const struct flow_event *ev)
{
	int state = f->state;
	bool unseen = f->unseen;
	struct flow_pass pass[4];
	memcpy(pass, f->pass, sizeof pass);
	if (ev->release) {
		f->unseen = false;
		release_step(f, ev);
	} else {
		review_step(f, ev);
	}
	f->last = *ev;
	f->before_state = state;
	f->before_unseen = unseen;
	memcpy(f->before, pass, sizeof pass);
}
