/* act_record.c - see act_record.h. */
#include "tui/action/act_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/sign.h"
#include "tui/action/words.h"
#include "tui/ask.h"
#include "tui/pane/trail_page.h"
#include "tui/words.h"

enum { TITLE_COLUMNS = 60 };

void act_record(struct act_record *to, int64_t id, int64_t ver, const char *number, const char *title)
{
	to->id = id;
	to->ver = ver;
	snprintf(to->number, sizeof to->number, "%s", number);
	text_fit(to->title, sizeof to->title, title, TITLE_COLUMNS, TEXT_NO_PAD);
}

/* ------------------------------------------------------------ the reason */
/* What was typed last, and by whom: offered to him again after a refusal, taken for all marked rows of the run. */
static struct {
	enum act act;
	int64_t officer, id;
	size_t run; /* of act_bulk(): id is nobody's */
	char *text;
} kept;

static void keep(struct app *a, enum act act, int64_t id, const char *text)
{
	free(kept.text);
	kept.officer = desk_who(app_desk(a))->id;
	kept.act = act;
	kept.run = act_bulk();
	kept.id = kept.run ? 0 : id;
	kept.text = xstrdup(text);
}

bool act_text(struct app *a, const struct act_record *r, const struct act_text *q, char **text)
{
	char title[200], facts[900];
	struct phrases p = {0};
	size_t run = act_bulk();
	if (run && kept.run == run && kept.text) {
		*text = xstrdup(kept.text);
		return true;
	}
	snprintf(title, sizeof title, q->title, run ? W_ACT_MANY : r->number);
	if (run)
		snprintf(facts, sizeof facts, "%s", q->hint);
	else
		snprintf(facts, sizeof facts, "%s　%s\n%s", r->number, r->title, q->hint);
	if (q->phrases)
		phrases_load(a, 0, q->phrases, &p);
	bool again = kept.text && kept.act == q->act && kept.id == r->id && kept.officer == desk_who(app_desk(a))->id;
	const struct sign_question ask = {.title = title, .facts = facts, .phrases = p.text, .phrases_n = p.n,
		.required = q->required, .initial = again ? kept.text : q->initial, .yes = q->yes};
	bool good = sign_ask(a, &ask, text);
	phrases_free(&p);
	if (good && run)
		keep(a, q->act, 0, *text);
	if (!good) {
		free(*text);
		*text = NULL;
	}
	return good;
}

enum did act_record_done(struct app *a, const struct act_record *r, enum z z, const struct error *e, const char *format)
{
	if (z != Z_OK) {
		if (e->kind == Z_STALE) {
			trail_page_again(app_top(a));
			app_refresh(a);
		}
		app_refuse(a, e);
		return DID_VIEW;
	}
	struct buffer b = {0};
	const char *number = strstr(format, "%s"); /* one at most: the tables of words say where the number goes */
	buffer_add(&b, format, number ? (size_t)(number - format) : strlen(format));
	if (number) {
		buffer_text(&b, r->number);
		buffer_text(&b, number + 2);
	}
	app_say(a, C_GOOD, "%s", b.s);
	buffer_free(&b);
	trail_page_again(app_top(a));
	return DID_ROWS;
}

enum did act_text_done(struct app *a, const struct act_record *r, enum act act, char *text, enum z z, const struct error *e,
	const char *format)
{
	if (!act_bulk()) {
		if (z != Z_OK && text && *text) {
			keep(a, act, r->id, text);
		} else {
			free(kept.text);
			kept.text = NULL;
		}
	}
	free(text);
	return act_record_done(a, r, z, e, format);
}

enum did act_text_run(struct app *a, const struct act_record *r, const struct act_text *q,
	enum z (*run)(struct desk *d, int64_t id, int64_t ver, const char *text, struct error *e), const char *format)
{
	struct error e;
	char *text;
	if (!act_text(a, r, q, &text))
		return DID_VIEW;
	return act_text_done(a, r, q->act, text, run(app_desk(a), r->id, r->ver, text, &e), &e, format);
}

/* ------------------------------------------------------------ in a form */
bool act_form_kept(struct app *a, struct form *f, struct act_record *r, const char *field, enum z z, const struct error *e)
{
	char s[512];
	if (z == Z_OK)
		return true;
	form_fault(f, z == Z_INVALID ? field : NULL, error_sentence(e, s, sizeof s));
	int64_t now = z == Z_STALE ? r->now(app_desk(a), r->id) : 0;
	if (now)
		r->ver = now;
	return false;
}

enum did act_form(struct app *a, struct act_record *r, const char *title, const struct form_field *fields, size_t n,
	void (*load)(struct form *f, void *ctx), bool (*save)(struct form *f, void *ctx), const char *said)
{
	struct act_form x = {a, r};
	struct buffer named = {0};
	buffer_printf(&named, title, r->number);
	bool done = ask_form(a, named.s, fields, n, &x, load, save);
	buffer_free(&named);
	return done ? act_record_done(a, r, Z_OK, NULL, said) : DID_VIEW;
}

void act_form_today(struct form *f, void *act_form)
{
	const struct act_form *x = act_form;
	char s[16];
	form_load(f, "day", day_text(desk_today(app_desk(x->app)), s));
}

/* ------------------------------------------------------------ an office */
int64_t act_office(struct app *a, const char *title, char name[64])
{
	static int64_t last;
	static char last_name[64];
	static size_t run;
	struct office *list = NULL;
	struct choices c = {0};
	struct error e;
	char *key = NULL;
	int n = 0;
	if (act_bulk() && run == act_bulk()) {
		snprintf(name, 64, "%s", last_name);
		return last;
	}
	run = act_bulk();
	last = 0;
	if (office_list(app_desk(a), false, &list, &n, &e) != Z_OK) {
		app_refuse(a, &e);
		return 0;
	}
	for (int i = 0; i < n; i++)
		choices_add(&c, number_text(list[i].id).s, list[i].name, office_kind_text(list[i].kind), "");
	if (ask_choice(a, title, &c, 0, NULL, &key))
		last = strtoll(key, NULL, 10);
	for (int i = 0; i < n; i++)
		if (list[i].id == last)
			snprintf(last_name, sizeof last_name, "%s", list[i].name);
	snprintf(name, 64, "%s", last ? last_name : "");
	free(key);
	free(list);
	return last;
}
