/* do_review.c - the reviewer's decisions: pass, return, refer, take back, 纸签.
 *
 * Nobody signs what he has not seen: passing is only done in the reading view, and signs what that
 * view shows.  After a decision there the next item that waits opens (连审). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/reader/sniff.h"
#include "store/rule/item/flow.h"
#include "forms/writer/document.h"
#include "tui/action/act_item.h"
#include "tui/action/action.h"
#include "tui/action/sign.h"
#include "tui/action/words.h"
#include "tui/ask.h"
#include "tui/pane/pane.h"
#include "tui/read/read.h"
#include "tui/pane/trail_words.h"
#include "tui/save.h"
#include "tui/widget/form.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum { STEPS_MAX = 200, SCAN_MAX = 32 << 20 };

/* ------------------------------------------------------------ 连审 */
/* The next item of the list below that this person may pass, from `id` (itself not) on and round to it again; 0 none. */
static int64_t next_to_sign(struct app *a, int64_t id)
{
	int64_t first = id;
	bool round = false;
	for (int i = 0; i < STEPS_MAX; i++) {
		int64_t next = read_beside(app_top(a), id, false);
		if (next == first || (!next && round))
			return 0;
		round = round || !next;
		if (next && item_may(app_desk(a), ACTION_REVIEW_PASS, next, NULL) == Z_OK)
			return next;
		id = next;
	}
	return 0;
}

/* A decision stands.  next: what was to come after it before the list changed. */
static enum did decided(struct app *a, const struct act_item *it, int64_t next, const char *said)
{
	if (!it->reading) {
		app_say(a, C_GOOD, "%s", said);
		return act_done(a, it);
	}
	act_forget(a, it);
	if (!next || item_may(app_desk(a), ACTION_REVIEW_PASS, next, NULL) != Z_OK)
		next = next_to_sign(a, it->id);
	if (next && read_open(app_top(a), next)) {
		app_say(a, C_GOOD, "%s" W_NEXT_ITEM, said);
		return DID_ROWS;
	}
	app_say(a, C_GOOD, "%s" W_NEXT_NONE, said);
	return DID_ROWS | DID_CLOSE;
}

static int64_t next_before(struct app *a, const struct act_item *it)
{
	return it->reading ? next_to_sign(a, it->id) : 0;
}

/* ------------------------------------------------------------ pass */
/* Attachments that no program read but the reviewer compared are part of what he says. */
static char *with_originals(struct view *v, const char *opinion)
{
	const struct item *i = read_item(v);
	struct buffer names = {0}, b = {0};
	for (int k = 0; i && k < i->now->attachments_n; k++)
		if (read_original_checked(v, k) && *read_attachment_unread(v, k))
			buffer_printf(
			        &names, "%s%s", names.n ? "、" : "", i->now->attachments[k].name);
	buffer_text(&b, opinion);
	if (names.n)
		buffer_printf(&b, W_ATT_CHECKED_IN_OPINION, names.s);
	buffer_free(&names);
	return buffer_take(&b);
}

static bool all_ticked(struct view *v, const char **missing)
{
	int n;
	const struct check_row *rows = read_checks(v, &n);
	for (int i = 0; i < n; i++)
		if (!read_ticked(v, i)) {
			*missing = rows[i].text;
			return false;
		}
	return true;
}

static char *pass_facts(struct app *a, const struct act_item *it)
{
	struct buffer b = {0};
	int n, ticked = 0;
	read_checks(app_top(a), &n);
	for (int i = 0; i < n; i++)
		ticked += read_ticked(app_top(a), i);
	buffer_printf(&b, W_SIGN_FACTS "\n" W_SIGN_AS, it->number, it->title, it->rev_n, it->code,
	        attribute_text(it->attribute), desk_who(app_desk(a))->name,
	        tier_text(state_tier(it->state)));
	int64_t principal;
	char lent[64];
	if (item_acts_for(app_desk(a), ACTION_REVIEW_PASS, it->id, &principal, lent, NULL) == Z_OK && principal)
		buffer_printf(&b, W_SIGN_LENT, lent);
	if (n)
		buffer_printf(&b, "　" W_SIGN_FACT_TICKS, ticked, n);
	if (state_tier(it->state) == 3)
		buffer_printf(
		        &b, "\n" W_SIGN_LAST, item_state_text(flow_signed_state(it->attribute)));
	return buffer_take(&b);
}

enum did do_pass(struct app *a, int64_t subject)
{
	struct act_item it;
	struct error e;
	struct phrases p;
	const char *missing;
	char title[64], warning[160] = "", said[160], *typed = NULL;
	int unread, checked;
	int32_t key = app_last_key(a);
	if (!act_item(a, subject, &it))
		return DID_NOTHING;
	if (!it.reading) {
		struct view *v = read_new(a, subject, &e);
		if (!v) {
			app_refuse(a, &e);
			return DID_NOTHING;
		}
		app_push(a, v);
		app_say(a, C_NOTE, W_PASS_READ_FIRST, it.number);
		return DID_VIEW;
	}
	struct view *v = app_top(a);
	if (setting_number(app_desk(a), SETTING_CHECKLIST) && !all_ticked(v, &missing)) {
		do_checklist(a, subject);
		if (!all_ticked(v, &missing)) {
			refuse(&e, R_TICK_MISSING, missing);
			app_refuse(a, &e);
			return DID_VIEW;
		}
	}
	read_originals(v, &unread, &checked);
	if (unread)
		snprintf(warning, sizeof warning, W_SIGN_FACT_UNREAD, unread, checked);
	phrases_load(a, state_tier(it.state),
	        it.attribute == ATTRIBUTE_OPEN         ? PHRASE_PASS
	        : it.attribute == ATTRIBUTE_REQUEST    ? PHRASE_ON_REQUEST
	                                               : PHRASE_CLOSED,
	        &p);
	char *facts = pass_facts(a, &it);
	snprintf(title, sizeof title, W_SIGN_PASS_TITLE, tier_text(state_tier(it.state)));
	struct sign_question q = {.title = title,
	        .facts = facts,
	        .warning = *warning ? warning : NULL,
	        .phrases = p.text,
	        .phrases_n = p.n,
	        .initial = read_opinion(v),
	        .yes = W_SIGN_PASS,
	        .started_by = key};
	bool yes = sign_ask(a, &q, &typed);
	free(facts);
	phrases_free(&p);
	enum did did = DID_VIEW;
	if (yes) {
		int64_t ticks[64], next = next_before(a, &it);
		read_ticks(v, ticks, 64);
		char *opinion = with_originals(v, typed);
		if (review_pass(app_desk(a), it.id, it.ver, &it.hash, opinion, ticks, &e) == Z_OK) {
			snprintf(said, sizeof said, W_PASS_DONE, it.number, act_state(a, &it));
			did = decided(a, &it, next, said);
		} else {
			did = act_refused(a, &it, &e, typed);
		}
		free(opinion);
	} else {
		read_keep_opinion(v, typed);
	}
	free(typed);
	return did;
}

/* ------------------------------------------------------------ return */
static bool ask_where(struct app *a, const struct act_item *it, int tier, int *back_to)
{
	struct choices list = {0};
	struct trail t;
	char label[WHO_BYTES + 40], key[16], title[80], *chosen, who[WHO_BYTES];
	if (tier < 2) {
		*back_to = 0;
		return true;
	}
	bool known = trail_load(app_desk(a), it->id, &t, NULL) == Z_OK;
	snprintf(label, sizeof label, W_RETURN_AUTHOR, it->drafter);
	choices_add(&list, "0", label, "", "");
	for (int k = tier - 1; k >= 1; k--) {
		int row = known ? trail_signature(&t, k, &it->hash) : -1;
		snprintf(key, sizeof key, "%d", k);
		if (row >= 0)
			snprintf(label, sizeof label, W_RETURN_TIER, tier_text(k),
			        trail_who(&t.row[row], who));
		else
			snprintf(label, sizeof label, "%s", tier_text(k));
		choices_add(&list, key, label, "", "");
	}
	if (known)
		trail_free(&t);
	snprintf(title, sizeof title, W_RETURN_WHERE, it->number);
	snprintf(key, sizeof key, "%d", *back_to);
	if (!ask_choice(a, title, &list, PICK_DIGITS, key, &chosen))
		return false;
	*back_to = (int)strtol(chosen, NULL, 10);
	free(chosen);
	return true;
}

static bool ask_reason(struct app *a, const struct act_item *it, int *reason)
{
	struct choices list = {0};
	char key[16], label[160], title[96], *chosen;
	for (int code = 1; *return_reason_text(code); code++) {
		snprintf(key, sizeof key, "%d", code);
		snprintf(label, sizeof label, "%02d %s", code, return_reason_text(code));
		choices_add(&list, key, label, "", "");
	}
	snprintf(title, sizeof title, W_RETURN_REASON, it->number);
	snprintf(key, sizeof key, "%d", *reason);
	if (!ask_choice(a, title, &list, 0, *reason ? key : NULL, &chosen))
		return false;
	*reason = (int)strtol(chosen, NULL, 10);
	free(chosen);
	return true;
}

static bool ask_return_text(struct app *a, const struct act_item *it, int tier, int back_to,
        int reason, int32_t key, char **text)
{
	struct phrases p;
	struct buffer facts = {0};
	char title[64], back[120];
	phrases_load(a, tier, PHRASE_RETURN, &p);
	snprintf(title, sizeof title, W_RETURN_TITLE, tier_text(tier));
	if (back_to)
		snprintf(back, sizeof back, "%s", tier_text(back_to));
	else
		snprintf(back, sizeof back, W_RETURN_AUTHOR, it->drafter);
	buffer_printf(&facts, W_RETURN_FACTS, it->number, it->title, it->rev_n, back, reason,
	        return_reason_text(reason));
	char *before = *text ? *text : xstrdup(act_typed(a, it));
	struct sign_question q = {.title = title,
	        .facts = facts.s,
	        .phrases = p.text,
	        .phrases_n = p.n,
	        .required = true,
	        .initial = before,
	        .yes = W_RETURN_YES,
	        .started_by = key};
	*text = NULL;
	bool yes = sign_ask(a, &q, text);
	free(before);
	buffer_free(&facts);
	phrases_free(&p);
	return yes;
}

/* One flow: to whom, why, in words; Esc goes back one step. */
enum did do_return(struct app *a, int64_t subject)
{
	struct act_item it;
	struct error e;
	int back_to = 0, reason = 0, step = 0;
	int32_t key = app_last_key(a);
	char *text = NULL, said[160];
	if (!act_item(a, subject, &it))
		return DID_NOTHING;
	int tier = state_tier(it.state);
	while (step >= 0 && step < 3 && !app_leaving(a)) {
		bool on = step == 0   ? ask_where(a, &it, tier, &back_to)
		          : step == 1 ? ask_reason(a, &it, &reason)
		                      : ask_return_text(a, &it, tier, back_to, reason, key, &text);
		step += on ? 1 : step == 1 && tier < 2 ? -2 : -1;
	}
	enum did did = DID_VIEW;
	if (step == 3) {
		int64_t next = next_before(a, &it);
		if (review_return(app_desk(a), it.id, it.ver, back_to, reason, text, &e) == Z_OK) {
			if (back_to)
				snprintf(said, sizeof said, W_RETURN_DONE_TIER, it.number, tier_text(back_to));
			else
				snprintf(said, sizeof said, W_RETURN_DONE, it.number, it.drafter);
			did = decided(a, &it, next, said);
		} else {
			did = act_refused(a, &it, &e, text);
		}
	} else if (it.reading && text) {
		read_keep_opinion(app_top(a), text);
	}
	free(text);
	return did;
}

/* ------------------------------------------------------------ refer upward */
enum did do_refer(struct app *a, int64_t subject)
{
	struct act_item it;
	struct error e;
	struct buffer facts = {0};
	char title[64], said[160], *text = NULL;
	enum did did = DID_VIEW;
	if (!act_item(a, subject, &it))
		return DID_NOTHING;
	buffer_printf(&facts, W_REFER_FACTS, it.number, it.title, it.rev_n);
	snprintf(title, sizeof title, W_REFER_TITLE, tier_text(state_tier(it.state)));
	struct sign_question q = {.title = title,
	        .facts = facts.s,
	        .required = true,
	        .initial = act_typed(a, &it),
	        .yes = W_REFER_YES};
	if (sign_ask(a, &q, &text)) {
		int64_t next = next_before(a, &it);
		if (review_refer(app_desk(a), it.id, it.ver, text, &e) == Z_OK) {
			snprintf(said, sizeof said, W_REFER_DONE, it.number);
			did = decided(a, &it, next, said);
		} else {
			did = act_refused(a, &it, &e, text);
		}
	}
	buffer_free(&facts);
	free(text);
	return did;
}

enum did do_refer_done(struct app *a, int64_t subject)
{
	struct act_item it;
	struct error e;
	struct choices list = {0};
	struct buffer facts = {0};
	char title[96], said[160], *answer = NULL, *text = NULL;
	int32_t key = app_last_key(a);
	enum did did = DID_VIEW;
	if (!act_item(a, subject, &it))
		return DID_NOTHING;
	choices_add(&list, "open", W_REFER_OPEN, W_REFER_OPEN_NOTE, "");
	choices_add(&list, "back", W_REFER_BACK, W_REFER_BACK_NOTE, "");
	snprintf(title, sizeof title, W_REFER_ANSWER, it.number);
	if (!ask_choice(a, title, &list, PICK_DIGITS, NULL, &answer))
		return DID_VIEW;
	bool open = strcmp(answer, "open") == 0;
	free(answer);
	buffer_printf(&facts, W_REFER_DONE_FACTS, it.number, it.title,
	        open ? W_REFER_OPEN : W_REFER_BACK);
	snprintf(title, sizeof title, W_REFER_DONE_TITLE, it.number);
	struct sign_question q = {.title = title,
	        .facts = facts.s,
	        .required = true,
	        .initial = act_typed(a, &it),
	        .yes = W_REFER_DONE_YES,
	        .started_by = key};
	if (sign_ask(a, &q, &text)) {
		if (review_refer_done(app_desk(a), it.id, it.ver, open, text, &e) == Z_OK) {
			snprintf(said, sizeof said, W_REFERRED_DONE, it.number, act_state(a, &it));
			app_say(a, C_GOOD, "%s", said);
			did = act_done(a, &it);
		} else {
			did = act_refused(a, &it, &e, text);
		}
	}
	buffer_free(&facts);
	free(text);
	return did;
}

/* ------------------------------------------------------------ take back; the table has asked */
enum did do_withdraw(struct app *a, int64_t subject)
{
	struct act_item it;
	struct error e;
	if (!act_item(a, subject, &it))
		return DID_NOTHING;
	if (review_withdraw(app_desk(a), it.id, it.ver, &e) != Z_OK)
		return act_refused(a, &it, &e, NULL);
	app_say(a, C_GOOD, W_WITHDRAW_DONE, it.number, act_state(a, &it));
	return act_done(a, &it);
}

/* ------------------------------------------------------------ 纸签 */
struct paper {
	struct app *app;
	struct act_item it;
	const char *path;
	struct buffer scan;
};

static void leaders(const struct entry *en, struct choices *out)
{
	struct paper *p = en->ctx;
	struct officer *list = NULL;
	int n = 0;
	char key[24];
	if (officer_list(app_desk(p->app), false, &list, &n, NULL) != Z_OK)
		return;
	for (int i = 0; i < n; i++)
		if (list[i].tiers & (1u << 3)) {
			snprintf(key, sizeof key, "%lld", (long long)list[i].id);
			choices_add(out, key, list[i].name, list[i].post, "");
		}
	free(list);
}

static const struct form_field paper_fields[] = {
        {.key = "note", .label = W_PAPER_NOTE, .kind = FIELD_NOTE},
        {.key = "leader",
                .label = W_PAPER_LEADER,
                .kind = FIELD_CHOICE,
                .required = true,
                .hint = W_PAPER_LEADER_HINT,
                .list = leaders},
        {.key = "code",
                .label = W_PAPER_CODE,
                .kind = FIELD_TEXT,
                .width = 12,
                .max = 12,
                .required = true,
                .hint = W_PAPER_CODE_HINT},
};

/* The code as it was printed, without dash and blanks, full-width or not. */
static void plain_code(const char *typed, char *out, size_t cap)
{
	char folded[64];
	size_t n = 0;
	text_fold(folded, sizeof folded, typed);
	for (const char *s = folded; *s && n + 1 < cap; s++)
		if ((*s >= '0' && *s <= '9') || (*s >= 'a' && *s <= 'f'))
			out[n++] = *s;
	out[n] = '\0';
}

static bool save_paper(struct form *f, void *ctx)
{
	struct paper *p = ctx;
	struct error e;
	char code[32], s[600];
	plain_code(form_value(f, "code"), code, sizeof code);
	enum z z = review_paper(app_desk(p->app), p->it.id, p->it.ver,
	        strtoll(form_value(f, "leader"), NULL, 10), code, sniff_name(p->path), p->scan.s,
	        p->scan.n, &e);
	if (z == Z_OK)
		return true;
	const char *key =
	        e.code == R_PAPER_HASH ? "code"
	        : e.code == R_PAPER_NO_SEAT || e.code == R_PAPER_AUTHOR || e.code == R_PAPER_TWICE
	                ? "leader"
	                : NULL;
	form_fault(f, key, error_sentence(&e, s, sizeof s));
	return false;
}

enum did do_paper(struct app *a, int64_t subject)
{
	struct paper p = {.app = a};
	struct error e;
	char title[96], *path = NULL;
	enum did did = DID_VIEW;
	if (!act_item(a, subject, &p.it))
		return DID_NOTHING;
	if (!setting_number(app_desk(a), SETTING_PAPER_SIGN)) {
		refuse(&e, R_PAPER_OFF);
		app_refuse(a, &e);
		return DID_NOTHING;
	}
	snprintf(title, sizeof title, W_PAPER_SCAN, p.it.number);
	if (!ask_file(a, title, NULL, true, &path))
		return DID_VIEW;
	p.path = path;
	if (sniff_read(path, SCAN_MAX, &p.scan, &e) != Z_OK) {
		app_refuse(a, &e);
	} else {
		snprintf(title, sizeof title, W_PAPER_TITLE, p.it.number);
		if (ask_form(a, title, paper_fields, sizeof paper_fields / sizeof *paper_fields, &p,
		            NULL, save_paper)) {
			app_say(a, C_GOOD, W_PAPER_DONE, p.it.number);
			did = act_done(a, &p.it);
		}
	}
	buffer_free(&p.scan);
	free(path);
	return did;
}

/* Who entered what: the line that the second person compares with the sheet. */
static char *paper_facts(struct app *a, const struct act_item *it)
{
	struct buffer b = {0};
	struct trail t;
	char line[WHO_BYTES + 300] = "", who[WHO_BYTES], at[24];
	if (trail_load(app_desk(a), it->id, &t, NULL) == Z_OK) {
		int row = trail_paper_open(&t);
		if (row >= 0)
			snprintf(line, sizeof line, "%s %s %s", trail_who(&t.row[row], who),
			        trail_time(app_desk(a), t.row[row].at, at), t.row[row].text);
		trail_free(&t);
	}
	buffer_printf(&b, W_PAPER_OK_FACTS, it->number, it->title, it->rev_n, it->code, line);
	return buffer_take(&b);
}

/* The signed page leaves the desk to be looked at with a picture viewer: that leaves a trace. */
static void save_scan(struct app *a, int64_t item)
{
	char *name, *data, *path = NULL;
	size_t n;
	struct error e;
	if (review_paper_scan(app_desk(a), item, &name, &data, &n, &e) != Z_OK) {
		app_refuse(a, &e);
		return;
	}
	if (save_ask(a, W_ATT_SAVE_TITLE, name, &path))
		save_out(a, path, data, n, item, W_ATT_SAVED);
	free(path);
	free(data);
	free(name);
}

enum did do_paper_confirm(struct app *a, int64_t subject)
{
	struct act_item it;
	struct error e;
	struct choices list = {0};
	char title[96], said[160], *answer = NULL, *text = NULL;
	int32_t key = app_last_key(a);
	enum did did = DID_VIEW;
	if (!act_item(a, subject, &it))
		return DID_NOTHING;
	choices_add(&list, "good", W_PAPER_GOOD, "", "");
	choices_add(&list, "bad", W_PAPER_BAD, "", "");
	choices_add(&list, "look", W_PAPER_LOOK, "", "");
	snprintf(title, sizeof title, W_PAPER_OK_TITLE, it.number);
	if (!ask_choice(a, title, &list, PICK_DIGITS, NULL, &answer))
		return DID_VIEW;
	if (strcmp(answer, "look") == 0) {
		free(answer);
		save_scan(a, subject);
		return DID_VIEW;
	}
	bool good = strcmp(answer, "good") == 0;
	free(answer);
	char *facts = paper_facts(a, &it);
	struct sign_question q = {.title = title,
	        .facts = facts,
	        .required = !good,
	        .initial = act_typed(a, &it),
	        .yes = good ? W_PAPER_OK_YES : W_PAPER_BAD_YES,
	        .started_by = key};
	if (sign_ask(a, &q, &text)) {
		if (review_paper_confirm(app_desk(a), it.id, it.ver, good, text, &e) == Z_OK) {
			if (good)
				snprintf(said, sizeof said, W_PAPER_OK_DONE, it.number,
				        act_state(a, &it));
			else
				snprintf(said, sizeof said, W_PAPER_NO_DONE, it.number);
			app_say(a, C_GOOD, "%s", said);
			did = act_done(a, &it);
		} else {
			did = act_refused(a, &it, &e, text);
		}
	}
	free(facts);
	free(text);
	return did;
}
