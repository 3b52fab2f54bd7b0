/* do_release.c - what happens with a signed item outside: platform, online, down, 紧急下线; its
 * papers and its trail. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/report/package.h"
#include "forms/report/sheet.h"
#include "store/file/place.h"
#include "tui/action/act_item.h"
#include "tui/action/action.h"
#include "tui/action/sign.h"
#include "tui/action/words.h"
#include "tui/ask.h"
#include "tui/pane/pane.h"
#include "tui/pane/trail_words.h"
#include "tui/save.h"
#include "tui/widget/form.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

/* ------------------------------------------------------------ channels */
static const char *act_or_not_yet(int act)
{
	return act ? release_act_text(act) : W_TRAIL_NOT_YET;
}

/* Why an act on the channel makes no sense now, "" if it does. */
static void channel_refusal(
        enum action action, const struct release_standing *s, char *buf, size_t cap)
{
	bool already = s->act == RELEASE_ONLINE ||
	               (action == ACTION_RELEASE_REPORT && s->act == RELEASE_REPORTED);
	buf[0] = '\0';
	if (action == ACTION_RELEASE_BOUNCE && s->act != RELEASE_REPORTED)
		snprintf(buf, cap, "%s", W_RELEASE_NOT_REPORTED);
	else if (already)
		snprintf(buf, cap, W_RELEASE_ALREADY, release_act_text(s->act));
}

/* The channel this is about; with one that makes sense there is nothing to ask. */
static bool ask_channel(
        struct app *a, const struct act_item *it, enum action action, struct release_standing *out)
{
	struct release_standing list[ITEM_CHANNELS];
	struct choices choices = {0};
	int n = release_standing(app_desk(a), it->id, list, ITEM_CHANNELS), good = 0, only = -1;
	char key[24], why[120], note[120], at[24], title[96], *chosen = NULL;
	if (n > ITEM_CHANNELS)
		n = ITEM_CHANNELS;
	if (n == 0) {
		app_say(a, C_ERROR, W_RELEASE_NO_CHANNEL, it->number);
		return false;
	}
	for (int i = 0; i < n; i++) {
		channel_refusal(action, &list[i], why, sizeof why);
		if (!*why) {
			good++;
			only = i;
		}
		snprintf(key, sizeof key, "%lld", (long long)list[i].channel);
		snprintf(note, sizeof note, "%s %s%s%s", act_or_not_yet(list[i].act),
		        list[i].act ? trail_time(app_desk(a), list[i].at, at) : "",
		        list[i].planned ? "" : " ", list[i].planned ? "" : W_RELEASE_UNPLANNED);
		choices_add(&choices, key, list[i].name, note, why);
	}
	if (good == 1) {
		choices_free(&choices);
		*out = list[only];
		return true;
	}
	snprintf(title, sizeof title, W_RELEASE_CHANNEL, it->number);
	if (!ask_choice(a, title, &choices, PICK_DIGITS, NULL, &chosen))
		return false;
	int64_t id = strtoll(chosen, NULL, 10);
	free(chosen);
	for (int i = 0; i < n; i++)
		if (list[i].channel == id)
			*out = list[i];
	return true;
}

/* ------------------------------------------------------------ platform */
enum did do_report(struct app *a, int64_t subject)
{
	struct act_item it;
	struct release_standing c;
	struct error e;
	if (!act_item(a, subject, &it) || !ask_channel(a, &it, ACTION_RELEASE_REPORT, &c))
		return DID_VIEW;
	if (release_report(app_desk(a), it.id, it.ver, c.channel, &e) != Z_OK)
		return act_refused(a, &it, &e, NULL);
	app_say(a, C_GOOD, W_RELEASE_REPORTED, it.number, c.name);
	return act_done(a, &it);
}

struct online {
	struct app *app;
	struct act_item it;
	struct release_standing channel;
	bool stale;
	struct error e;
};

static bool when_check(const struct entry *en, const char *value, char *why, size_t cap)
{
	(void)en;
	if (instant_parse(value) >= 0)
		return true;
	snprintf(why, cap, W_ONLINE_WHEN_BAD, value);
	return false;
}

static bool url_check(const struct entry *en, const char *value, char *why, size_t cap)
{
	(void)en;
	if ((strncmp(value, "http://", 7) == 0 || strncmp(value, "https://", 8) == 0) &&
	        !strpbrk(value, " \t"))
		return true;
	snprintf(why, cap, "%s", W_ONLINE_URL_BAD);
	return false;
}

static const struct form_field online_fields[] = {
        {.key = "url",
                .label = W_ONLINE_URL,
                .kind = FIELD_TEXT,
                .max = 500,
                .hint = W_ONLINE_URL_HINT,
                .check = url_check},
        {.key = "when",
                .label = W_ONLINE_WHEN,
                .kind = FIELD_TEXT,
                .width = 20,
                .max = 30,
                .required = true,
                .hint = W_ONLINE_WHEN_HINT,
                .check = when_check},
};

static void load_online(struct form *f, void *ctx)
{
	struct online *o = ctx;
	char now[24];
	form_load(f, "when", instant_text(desk_now(app_desk(o->app)), now));
}

static bool save_online(struct form *f, void *ctx)
{
	struct online *o = ctx;
	char s[600];
	enum z z = release_online(app_desk(o->app), o->it.id, o->it.ver, o->channel.channel,
	        form_value(f, "url"), instant_parse(form_value(f, "when")), &o->e);
	if (z == Z_OK)
		return true;
	o->stale = z == Z_STALE;
	if (o->stale)
		return true; /* nothing on this form can mend it */
	bool time = o->e.code == R_ONLINE_LATER || o->e.code == R_ONLINE_BEFORE_SIGNED;
	form_fault(f, time ? "when" : NULL, error_sentence(&o->e, s, sizeof s));
	return false;
}

/* The channels that are left are named; it waits for them in the list. */
static void say_online(struct app *a, const struct online *o)
{
	struct release_standing list[ITEM_CHANNELS];
	struct buffer left = {0};
	int n = release_standing(app_desk(a), o->it.id, list, ITEM_CHANNELS);
	for (int i = 0; i < n && i < ITEM_CHANNELS; i++)
		if (list[i].planned && list[i].act != RELEASE_ONLINE)
			buffer_printf(&left, "%s“%s”", left.n ? W_FORM_AND : "", list[i].name);
	if (left.n)
		app_say(a, C_SOON, W_RELEASE_ONLINE W_RELEASE_ONLINE_LEFT, o->it.number, o->channel.name,
			act_state(a, &o->it), left.s);
	else
		app_say(a, C_GOOD, W_RELEASE_ONLINE W_RELEASE_ONLINE_ALL, o->it.number, o->channel.name,
			act_state(a, &o->it));
	buffer_free(&left);
}

enum did do_online(struct app *a, int64_t subject)
{
	struct online o = {.app = a};
	char title[200];
	if (!act_item(a, subject, &o.it) ||
	        !ask_channel(a, &o.it, ACTION_RELEASE_ONLINE, &o.channel))
		return DID_VIEW;
	snprintf(title, sizeof title, W_ONLINE_TITLE, o.it.number, o.channel.name);
	if (!ask_form(a, title, online_fields, sizeof online_fields / sizeof *online_fields, &o,
	            load_online, save_online))
		return DID_VIEW;
	if (o.stale)
		return act_refused(a, &o.it, &o.e, NULL);
	say_online(a, &o);
	return act_done(a, &o.it);
}

enum did do_bounce(struct app *a, int64_t subject)
{
	struct act_item it;
	struct release_standing c;
	struct error e;
	struct buffer facts = {0};
	char title[200], *text = NULL;
	int32_t key = app_last_key(a);
	enum did did = DID_VIEW;
	if (!act_item(a, subject, &it) || !ask_channel(a, &it, ACTION_RELEASE_BOUNCE, &c))
		return DID_VIEW;
	snprintf(title, sizeof title, W_BOUNCE_TITLE, it.number, c.name);
	buffer_printf(&facts, W_BOUNCE_FACTS, it.number, it.title);
	struct sign_question q = {.title = title,
	        .facts = facts.s,
	        .required = true,
	        .initial = act_typed(a, &it),
	        .yes = W_BOUNCE_YES,
	        .started_by = key};
	if (sign_ask(a, &q, &text)) {
		if (release_bounce(app_desk(a), it.id, it.ver, c.channel, text, &e) == Z_OK) {
			app_say(a, C_GOOD, W_RELEASE_BOUNCED, it.number, c.name);
			did = act_done(a, &it);
		} else {
			did = act_refused(a, &it, &e, text);
		}
	}
	buffer_free(&facts);
	free(text);
	return did;
}

/* ------------------------------------------------------------ down */
static enum did down(struct app *a, int64_t subject, bool emergency)
{
	struct act_item it;
	struct error e;
	struct buffer facts = {0};
	char title[96], *text = NULL;
	enum did did = DID_VIEW;
	if (!act_item(a, subject, &it))
		return DID_NOTHING;
	snprintf(title, sizeof title, emergency ? W_EMERGENCY_TITLE : W_DOWN_TITLE, it.number);
	buffer_printf(&facts, emergency ? W_EMERGENCY_FACTS : W_DOWN_FACTS, it.number, it.title);
	if (it.state != STATE_PUBLISHED && it.state != STATE_MIGRATED)
		buffer_text(&facts, W_DOWN_ERRATA);
	struct sign_question q = {.title = title,
	        .facts = facts.s,
	        .required = true,
	        .initial = act_typed(a, &it),
	        .yes = emergency ? W_EMERGENCY_YES : W_DOWN_YES};
	if (sign_ask(a, &q, &text)) {
		enum z z = emergency ? release_emergency(app_desk(a), it.id, it.ver, text, &e)
		                     : release_down(app_desk(a), it.id, it.ver, text, &e);
		if (z == Z_OK) {
			app_say(a, C_GOOD, emergency ? W_EMERGENCY_DONE : W_DOWN_DONE, it.number);
			did = act_done(a, &it);
		} else {
			did = act_refused(a, &it, &e, text);
		}
	}
	buffer_free(&facts);
	free(text);
	return did;
}

enum did do_down(struct app *a, int64_t subject)
{
	return down(a, subject, false);
}

enum did do_emergency(struct app *a, int64_t subject)
{
	return down(a, subject, true);
}

/* Who took it down and why, and who has said something already. */
static char *follow_facts(struct app *a, const struct act_item *it)
{
	struct buffer b = {0};
	struct trail t;
	char votes[WHO_BYTES + 120] = W_FOLLOW_FIRST, at[24];
	if (trail_load(app_desk(a), it->id, &t, NULL) != Z_OK)
		return xstrdup(it->title);
	int cause = trail_cause(&t, STATE_EMERGENCY);
	for (int i = cause + 1; cause >= 0 && i < t.n; i++)
		if (t.row[i].kind == 'r' && (t.row[i].act == RELEASE_EMERGENCY_CONFIRM ||
		                                    t.row[i].act == RELEASE_EMERGENCY_UNDO))
			snprintf(votes, sizeof votes, W_FOLLOW_SECOND, t.row[i].officer_name,
			        release_act_text(t.row[i].act));
	if (cause >= 0)
		buffer_printf(&b, W_FOLLOW_FACTS, it->number, it->title, t.row[cause].officer_name,
		        trail_time(app_desk(a), t.row[cause].at, at), trail_said(&t.row[cause]),
		        votes);
	trail_free(&t);
	return buffer_take(&b);
}

static enum did follow_up(struct app *a, int64_t subject, bool keep_down)
{
	struct act_item it;
	struct error e;
	char title[96], *text = NULL;
	const char *word = keep_down ? W_FOLLOW_KEEP : W_FOLLOW_BACK;
	enum did did = DID_VIEW;
	if (!act_item(a, subject, &it))
		return DID_NOTHING;
	char *facts = follow_facts(a, &it);
	snprintf(title, sizeof title, "%s · %s", it.number, word);
	struct sign_question q = {.title = title, .facts = facts, .initial = act_typed(a, &it), .yes = word};
	if (sign_ask(a, &q, &text)) {
		if (release_follow_up(app_desk(a), it.id, it.ver, keep_down, text, &e) == Z_OK) {
			const char *state = act_state(a, &it);
			if (strcmp(state, item_state_text(STATE_EMERGENCY)) == 0)
				app_say(a, C_GOOD, W_FOLLOW_ONE_MORE, word, it.number);
			else
				app_say(a, C_GOOD, W_FOLLOW_DONE, word, it.number, state);
			did = act_done(a, &it);
		} else {
			did = act_refused(a, &it, &e, text);
		}
	}
	free(facts);
	free(text);
	return did;
}

enum did do_keep_down(struct app *a, int64_t subject)
{
	return follow_up(a, subject, true);
}

enum did do_put_back(struct app *a, int64_t subject)
{
	return follow_up(a, subject, false);
}

/* ------------------------------------------------------------ papers */
/* What was answered for the first of several marked rows holds for the others. */
static struct {
	char kind[24];
	size_t run;
	bool asked;
} papers;

/* Whether this row begins a run: no marks, or the first of those marked that it is done to. */
static bool begins(struct app *a, const int64_t **ids, size_t *n)
{
	struct view *v = app_top(a);
	bool first = !act_bulk() || papers.run != act_bulk();
	*n = v->ops->marks ? v->ops->marks(v, ids) : 0;
	papers.run = act_bulk();
	return first;
}

static bool ask_folder(struct app *a)
{
	char *typed = NULL;
	bool good = ask_line(a, W_PAPERS_TITLE, W_PAPERS_LABEL, save_folder(a), 500, true, &typed) && save_folder_use(a, typed);
	free(typed);
	return good;
}

enum did do_package(struct app *a, int64_t subject)
{
	struct error e;
	const int64_t *ids;
	size_t n;
	char folder[2048];
	if (begins(a, &ids, &n))
		papers.asked = ask_folder(a);
	if (!papers.asked)
		return DID_VIEW;
	package_folder(app_desk(a), subject, save_folder(a), folder, sizeof folder);
	if (package_write(app_desk(a), subject, folder, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	app_say(a, C_GOOD, W_PACKAGE_SAID, folder);
	return DID_ROWS;
}

static bool ask_sheet_kind(struct app *a)
{
	struct choices list = {0};
	char *kind = NULL;
	choices_add(&list, "review.docx", W_SHEET_REVIEW, ".docx", "");
	choices_add(&list, "review.html", W_SHEET_REVIEW, ".html", "");
	choices_add(&list, "sign.docx", W_SHEET_SIGN, ".docx", "");
	choices_add(&list, "sign.html", W_SHEET_SIGN, ".html", "");
	if (!ask_choice(
	            a, W_SHEET_TITLE, &list, PICK_DIGITS, *papers.kind ? papers.kind : NULL, &kind))
		return false;
	snprintf(papers.kind, sizeof papers.kind, "%s", kind);
	free(kind);
	return true;
}

/* "审查表 2026-0142 第3稿.docx" */
static char *sheet_path(struct app *a, const struct act_item *it, bool review, size_t n)
{
	char several[32] = "", name[400];
	if (!review && n > 1)
		snprintf(several, sizeof several, W_SHEET_SEVERAL, n);
	snprintf(name, sizeof name, "%s %s " W_TRAIL_REVISION "%s%s", review ? W_SHEET_REVIEW : W_SHEET_SIGN, it->number, it->rev_n,
	        several, strrchr(papers.kind, '.'));
	return save_path(a, name);
}

enum did do_sheet(struct app *a, int64_t subject)
{
	struct act_item it;
	struct document *doc = NULL;
	struct error e;
	const int64_t *ids;
	size_t n;
	char *path = NULL;
	bool first = begins(a, &ids, &n);
	if (first)
		papers.asked = ask_sheet_kind(a) && ask_folder(a);
	if (!papers.asked || !act_item(a, subject, &it))
		return DID_VIEW;
	bool review = strncmp(papers.kind, "review", 6) == 0;
	if (!review && n > 1 && !first)
		return DID_ROWS; /* it stands on the sheet of the first */
	enum z z = review  ? review_sheet(app_desk(a), subject, &doc, &e)
	           : n > 1 ? sign_sheet(app_desk(a), ids, n, &doc, &e)
	                   : sign_sheet(app_desk(a), &subject, 1, &doc, &e);
	if (z == Z_OK) {
		path = sheet_path(a, &it, review, n);
		z = document_write(doc, path, &e);
	}
	document_free(&doc);
	papers.asked = review || z == Z_OK; /* else the others stand on no sheet */
	if (z == Z_OK)
		app_say(a, C_GOOD, W_SHEET_SAID, path);
	else
		app_refuse(a, &e);
	free(path);
	return z == Z_OK ? DID_ROWS : DID_VIEW;
}

/* ------------------------------------------------------------ trail */
static void standing_lines(struct app *a, int64_t id, struct buffer *b)
{
	struct release_standing list[ITEM_CHANNELS];
	int n = release_standing(app_desk(a), id, list, ITEM_CHANNELS);
	char name[96], at[24];
	if (n > ITEM_CHANNELS)
		n = ITEM_CHANNELS;
	if (n > 0)
		buffer_text(b, "\n# " W_TRAIL_RELEASES "\n");
	for (int i = 0; i < n; i++)
		buffer_printf(b, "  %s %s %s  %s\n",
		        text_fit(name, sizeof name, list[i].name, 20, TEXT_LEFT),
		        act_or_not_yet(list[i].act),
		        list[i].act ? trail_time(app_desk(a), list[i].at, at) : "", list[i].url);
}

static void trail_lines(struct app *a, const struct trail *t, struct buffer *b)
{
	char at[24], when[64], rev[32], n[64], what[WHAT_BYTES], who[WHO_BYTES], name[WHO_BYTES];
	int widest = 0;
	if (!t->n)
		buffer_printf(b, "\n%s\n", W_TRAIL_EMPTY);
	for (int i = 0; i < t->n; i++) {
		int w = text_columns(trail_who(&t->row[i], who));
		if (w > widest && w <= 20)
			widest = w;
	}
	for (int i = 0; i < t->n; i++) {
		const struct trail_row *r = &t->row[i];
		snprintf(n, sizeof n, W_TRAIL_REVISION, r->rev_n);
		buffer_printf(b, "%s %s %s  %s\n",
		        text_fit(when, sizeof when, trail_time(app_desk(a), r->at, at), 12,
		                TEXT_LEFT),
		        text_fit(rev, sizeof rev, r->rev_n ? n : "", 7, TEXT_LEFT),
		        text_columns(trail_who(r, who)) > widest
		                ? who
		                : text_fit(name, sizeof name, who, widest, TEXT_LEFT),
		        trail_what(r, what));
		for (const char *s = trail_said(r);
		        *s;) { /* what was said hangs below, whatever its length */
			size_t line = strcspn(s, "\n");
			buffer_printf(b, "%21s%.*s\n", "", (int)line, s);
			s += line + (s[line] == '\n');
		}
	}
}

enum did do_trail(struct app *a, int64_t subject)
{
	struct act_item it;
	struct trail t;
	struct error e;
	struct buffer b = {0};
	char title[96];
	if (!act_item(a, subject, &it))
		return DID_NOTHING;
	if (trail_load(app_desk(a), subject, &t, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_NOTHING;
	}
	buffer_printf(&b, W_TRAIL_HEAD "\n", it.number, it.title, item_state_text(it.state),
	        it.rev_n, it.code);
	trail_lines(a, &t, &b);
	standing_lines(a, subject, &b);
	trail_free(&t);
	snprintf(title, sizeof title, W_TRAIL_TITLE, it.number);
	app_push(a, page_new(a, title, buffer_take(&b)));
	return DID_VIEW;
}
