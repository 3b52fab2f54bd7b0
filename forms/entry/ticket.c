/* ticket.c - the fields of a ticket and its answer (domain 4.5; the disposal form of real platforms: 是否属实, 联系群众,
 * 是否解决, 未解决原因, 办理情况, 公开答复).  See ticket.h. */
#include "forms/entry/ticket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/words.h"

/* ------------------------------------------------------------ what can be chosen */
enum z entry_ticket_open(struct desk *d, struct entry_ticket **out, struct error *e)
{
	struct entry_ticket *x = xalloc(sizeof *x);
	x->desk = d;
	enum z z = office_list(d, true, &x->office, &x->offices, e);
	if (z != Z_OK)
		entry_ticket_free(&x);
	*out = x;
	return z;
}

static void drop_kept(struct entry_ticket *x)
{
	while (x->kept_n)
		free(x->kept[--x->kept_n]);
}

void entry_ticket_free(struct entry_ticket **p)
{
	struct entry_ticket *x = *p;
	if (!x)
		return;
	drop_kept(x);
	free(x->office);
	free(x);
	*p = NULL;
}

static int number_of(const struct entry *en, const char *key)
{
	return atoi(en->value(en, key));
}

static void coded(const char *(*word)(int), int last, struct choices *out)
{
	for (int code = 1; code < last; code++)
		if (*word(code))
			choices_add(out, number_text(code).s, word(code), "", "");
}

static void kinds(const struct entry *en, struct choices *out)
{
	(void)en;
	coded(ticket_kind_text, KIND_END, out);
}

static void urgencies(const struct entry *en, struct choices *out)
{
	(void)en;
	coded(ticket_urgency_text, URGENCY_END, out);
}

static void answered(const struct entry *en, struct choices *out)
{
	(void)en;
	coded(ticket_answered_text, ANSWERED_END, out);
}

/* 联系: reached or not; 不适用 has no meaning there. */
static void reached(const struct entry *en, struct choices *out)
{
	(void)en;
	choices_add(out, number_text(ANSWERED_YES).s, W_TICKET_REACHED_YES, "", "");
	choices_add(out, number_text(ANSWERED_NO).s, W_TICKET_REACHED_NO, "", "");
}

static void words(const char *list, struct choices *out)
{
	char *all = xstrdup(list), *rest = all;
	for (const char *word; (word = strsep(&rest, "|"));)
		choices_add(out, word, word, "", "");
	free(all);
}

static void sources(const struct entry *en, struct choices *out)
{
	const char *now = en->value(en, "source");
	words(W_TICKET_SOURCES, out);
	if (*now && !choices_find(out, now)) /* as the platform calls it */
		choices_add(out, now, now, "", "");
}

static void sexes(const struct entry *en, struct choices *out)
{
	(void)en;
	words(W_TICKET_SEXES, out);
}

static void offices(const struct entry *en, struct choices *out)
{
	const struct entry_ticket *x = en->ctx;
	int64_t now = strtoll(en->value(en, "office"), NULL, 10);
	for (int i = 0; i < x->offices; i++)
		if (x->office[i].active || x->office[i].id == now)
			choices_add(out, number_text(x->office[i].id).s, x->office[i].name, "", "");
}

/* ------------------------------------------------------------ what may stand */
bool entry_instant(const char *typed, int64_t *at)
{
	*at = *typed ? instant_parse(typed) : 0;
	return *at >= 0;
}

static bool time_check(const struct entry *en, const char *value, char *why, size_t cap)
{
	int64_t at;
	(void)en;
	if (entry_instant(value, &at))
		return true;
	struct error e;
	refuse(&e, R_TICKET_TIME, value);
	error_sentence(&e, why, cap);
	return false;
}

static bool past_check(const struct entry *en, const char *value, char *why, size_t cap)
{
	const struct entry_ticket *x = en->ctx;
	int64_t at;
	if (!time_check(en, value, why, cap))
		return false;
	if (!entry_instant(value, &at) || at <= desk_now(x->desk))
		return true;
	struct error e;
	refuse(&e, R_TICKET_TIME_LATER);
	error_sentence(&e, why, cap);
	return false;
}

static bool unsolved(const struct entry *en)
{
	int solved = number_of(en, "solved");
	return solved == ANSWERED_NO || solved == ANSWERED_PARTLY;
}

static bool called(const struct entry *en)
{
	return number_of(en, "reached") != 0;
}

#define REGISTER_FIELDS                                                                                                  \
	{.key = "title", .label = W_TICKET_TITLE, .kind = FIELD_TEXT, .max = TICKET_TITLE_MAX, .required = true,         \
		.hint = W_TICKET_TITLE_HINT},                                                                            \
	{.key = "number", .label = W_TICKET_NUMBER, .kind = FIELD_TEXT, .max = TICKET_NUMBER_MAX, .width = 30,           \
		.hint = W_TICKET_NUMBER_HINT},                                                                           \
	{.key = "kind", .label = W_TICKET_KIND, .kind = FIELD_CHOICE, .width = 14, .required = true, .list = kinds},     \
	{.key = "urgency", .label = W_TICKET_URGENCY, .kind = FIELD_CHOICE, .width = 14, .required = true,               \
		.list = urgencies, .hint = W_TICKET_URGENCY_HINT},                                                       \
	{.key = "source", .label = W_TICKET_SOURCE, .kind = FIELD_CHOICE, .width = 20, .list = sources},                 \
	{.key = "dispatched", .label = W_TICKET_DISPATCHED, .kind = FIELD_TEXT, .width = 18, .max = 20, .required = true, \
		.check = past_check, .hint = W_TICKET_DISPATCHED_HINT},                                                  \
	{.key = "due", .label = W_TICKET_DUE, .kind = FIELD_TEXT, .width = 18, .max = 20, .check = time_check,           \
		.hint = W_TICKET_DUE_HINT},                                                                              \
	{.key = "topic", .label = W_TICKET_TOPIC, .kind = FIELD_TEXT, .max = 60, .width = 40, .hint = W_TICKET_TOPIC_HINT}, \
	{.key = "place", .label = W_TICKET_PLACE, .kind = FIELD_TEXT, .max = 100, .hint = W_TICKET_PLACE_HINT},          \
	{.key = "name", .label = W_TICKET_NAME, .kind = FIELD_TEXT, .max = 40, .width = 20, .hint = W_TICKET_CALLER_HINT}, \
	{.key = "sex", .label = W_TICKET_SEX, .kind = FIELD_CHOICE, .width = 8, .list = sexes},                          \
	{.key = "phone", .label = W_TICKET_PHONE, .kind = FIELD_TEXT, .max = 40, .width = 24, .hint = W_TICKET_CALLER_HINT}, \
	{.key = "idno", .label = W_TICKET_IDNO, .kind = FIELD_TEXT, .max = 30, .width = 24, .hint = W_TICKET_CALLER_HINT}, \
	{.key = "address", .label = W_TICKET_ADDRESS, .kind = FIELD_TEXT, .max = 100, .hint = W_TICKET_CALLER_HINT},     \
	{.key = "office", .label = W_TICKET_OFFICE, .kind = FIELD_CHOICE, .width = 26, .list = offices,                  \
		.hint = W_TICKET_OFFICE_HINT},                                                                           \
	{.key = "body", .label = W_TICKET_BODY, .kind = FIELD_LONG, .required = true, .hint = W_TICKET_BODY_HINT}

#define ANSWER_FIELDS                                                                                                    \
	{.key = "reached", .label = W_TICKET_REACHED, .kind = FIELD_CHOICE, .width = 14, .list = reached,                \
		.hint = W_TICKET_REACHED_HINT},                                                                          \
	{.key = "contact", .label = W_TICKET_CONTACT, .kind = FIELD_TEXT, .width = 18, .max = 20, .check = past_check,   \
		.asked = called, .hint = W_TICKET_CONTACT_HINT},                                                         \
	{.key = "truth", .label = W_TICKET_TRUTH, .kind = FIELD_CHOICE, .width = 14, .list = answered},                  \
	{.key = "solved", .label = W_TICKET_SOLVED, .kind = FIELD_CHOICE, .width = 14, .list = answered},                \
	{.key = "unsolved", .label = W_TICKET_UNSOLVED, .kind = FIELD_TEXT, .max = 200, .asked = unsolved,               \
		.hint = W_TICKET_UNSOLVED_HINT},                                                                         \
	{.key = "public", .label = W_TICKET_PUBLIC, .kind = FIELD_LONG, .hint = W_TICKET_PUBLIC_HINT},                   \
	{.key = "note", .label = W_TICKET_NOTE, .kind = FIELD_LONG, .hint = W_TICKET_NOTE_HINT}

static const struct form_field register_fields[] = {REGISTER_FIELDS};
static const struct form_field answer_fields[] = {ANSWER_FIELDS};
static const struct form_field short_fields[] = {REGISTER_FIELDS, ANSWER_FIELDS};

const struct form_field *entry_ticket_fields(enum entry_ticket_kind kind, int *n)
{
	switch (kind) {
	case ENTRY_TICKET_ANSWER:
		*n = sizeof answer_fields / sizeof *answer_fields;
		return answer_fields;
	case ENTRY_TICKET_SHORT:
		*n = sizeof short_fields / sizeof *short_fields;
		return short_fields;
	case ENTRY_TICKET_REGISTER:
		break;
	}
	*n = sizeof register_fields / sizeof *register_fields;
	return register_fields;
}

/* ------------------------------------------------------------ into the form */
struct putter {
	entry_ticket_put *put;
	void *ctx;
};

static void put_text(const struct putter *p, const char *key, const char *s)
{
	p->put(p->ctx, key, s ? s : "");
}

static void put_code(const struct putter *p, const char *key, int64_t code)
{
	put_text(p, key, code ? number_text(code).s : "");
}

static void put_time(const struct putter *p, const char *key, int64_t at)
{
	char s[24];
	put_text(p, key, at ? instant_text(at, s) : "");
}

static void put_answer(const struct putter *p, const struct ticket_answer_row *a)
{
	put_code(p, "reached", a ? a->reached : 0);
	put_time(p, "contact", a ? a->contact_at : 0);
	put_code(p, "truth", a ? a->truth : 0);
	put_code(p, "solved", a ? a->solved : 0);
	put_text(p, "unsolved", a ? a->unsolved : "");
	put_text(p, "public", a ? a->public_text : "");
	put_text(p, "note", a ? a->note : "");
}

void entry_ticket_blank(struct entry_ticket *x, entry_ticket_put *put, void *ctx)
{
	const struct putter p = {put, ctx};
	static const char *const empty[] = {"title", "number", "due", "topic", "place", "name", "sex", "phone", "idno", "address",
		"body"};
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
		put_text(&p, empty[i], "");
	put_code(&p, "kind", KIND_ASK);
	put_code(&p, "urgency", URGENCY_NORMAL);
	put_text(&p, "source", W_TICKET_SOURCE_FIRST);
	put_time(&p, "dispatched", desk_now(x->desk));
	put_code(&p, "office", desk_who(x->desk)->office);
	put_answer(&p, NULL);
}

void entry_ticket_show(struct entry_ticket *x, const struct ticket *t, const struct caller *caller, entry_ticket_put *put,
	void *ctx)
{
	const struct putter p = {put, ctx};
	const struct caller *c = caller ? caller : &t->masked;
	x->id = t->id;
	x->ver = t->ver;
	put_text(&p, "title", t->title);
	put_text(&p, "number", t->number);
	put_code(&p, "kind", t->kind);
	put_code(&p, "urgency", t->urgency);
	put_text(&p, "source", t->source);
	put_time(&p, "dispatched", t->dispatched_at);
	char due[24];
	put_text(&p, "due", t->platform_due ? until_text(t->platform_due, due) : "");
	put_text(&p, "topic", t->topic);
	put_text(&p, "place", c->place && *c->place ? c->place : t->place);
	put_text(&p, "name", c->name);
	put_text(&p, "sex", c->sex);
	put_text(&p, "phone", c->phone);
	put_text(&p, "idno", c->idno);
	put_text(&p, "address", c->address);
	put_code(&p, "office", t->office);
	put_text(&p, "body", t->body);
}

void entry_ticket_show_answer(struct entry_ticket *x, const struct ticket *t, entry_ticket_put *put, void *ctx)
{
	const struct putter p = {put, ctx};
	x->id = t->id;
	x->ver = t->ver;
	put_answer(&p, t->answer && t->answer->round == t->round ? t->answer : NULL);
}

/* ------------------------------------------------------------ out of the form */
static char *keep(struct entry_ticket *x, const char *s)
{
	size_t n = strlen(s);
	while (n && (*s == ' ' || *s == '\t'))
		s++, n--;
	while (n && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\n'))
		n--;
	return x->kept[x->kept_n++] = xstrndup(s, n);
}

static enum z take_time(const struct entry *en, const char *key, int64_t *at, const char **field, struct error *e)
{
	if (entry_instant(en->value(en, key), at))
		return Z_OK;
	*field = key;
	return refuse(e, R_TICKET_TIME, en->value(en, key));
}

/* A day alone is all of it. */
static enum z take_limit(const struct entry *en, const char *key, int64_t *at, const char **field, struct error *e)
{
	enum z z = take_time(en, key, at, field, e);
	if (z == Z_OK && *at)
		*at = until_parse(en->value(en, key));
	return z;
}

enum z entry_ticket_take(struct entry_ticket *x, const struct entry *en, struct ticket_in *in, const char **key, struct error *e)
{
	drop_kept(x);
	*key = NULL;
	*in = (struct ticket_in){
		.platform = "",
		.number = keep(x, en->value(en, "number")),
		.kind = number_of(en, "kind"),
		.urgency = number_of(en, "urgency"),
		.title = keep(x, en->value(en, "title")),
		.body = en->value(en, "body"),
		.topic = keep(x, en->value(en, "topic")),
		.source = en->value(en, "source"),
		.place = keep(x, en->value(en, "place")),
		.office = strtoll(en->value(en, "office"), NULL, 10),
	};
	/* struct caller owns its texts elsewhere; these are x's until the next call. */
	in->caller = (struct caller){
		.name = keep(x, en->value(en, "name")),
		.phone = keep(x, en->value(en, "phone")),
		.idno = keep(x, en->value(en, "idno")),
		.address = keep(x, en->value(en, "address")),
		.sex = keep(x, en->value(en, "sex")),
	};
	enum z z = take_time(en, "dispatched", &in->dispatched_at, key, e);
	if (z == Z_OK)
		z = take_limit(en, "due", &in->platform_due, key, e);
	return z;
}

enum z entry_ticket_take_answer(const struct entry *en, struct ticket_answer_in *in, const char **key, struct error *e)
{
	*key = NULL;
	*in = (struct ticket_answer_in){
		.public_text = en->value(en, "public"),
		.note = en->value(en, "note"),
		.truth = number_of(en, "truth"),
		.solved = number_of(en, "solved"),
		.unsolved = unsolved(en) ? en->value(en, "unsolved") : "",
		.reached = number_of(en, "reached"),
	};
	return called(en) ? take_time(en, "contact", &in->contact_at, key, e) : Z_OK;
}

const char *entry_ticket_field_of(enum refusal code)
{
	static const struct {
		enum refusal code;
		const char *key;
	} rows[] = {
		{R_TITLE_EMPTY, "title"},
		{R_TITLE_LONG, "title"},
		{R_TITLE_LINES, "title"},
		{R_BODY_LONG, "body"},
		{R_TICKET_KIND, "kind"},
		{R_TICKET_URGENCY, "urgency"},
		{R_TICKET_KNOWN, "number"},
		{R_TICKET_OWN_NUMBER, "number"},
		{R_TICKET_EDIT_NUMBER, "number"},
		{R_TICKET_DUE_ORDER, "due"},
		{R_TICKET_EDIT_OFFICE, "office"},
		{R_TICKET_CONTACT, "contact"},
		{R_TICKET_CONTACT_LATER, "contact"},
		{R_TICKET_ANSWER_EMPTY, "public"},
		{R_TICKET_TRUTH, "truth"},
		{R_TICKET_SOLVED, "solved"},
		{R_TICKET_UNSOLVED, "unsolved"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].code == code)
			return rows[i].key;
	return NULL;
}

void entry_ticket_lacks(const struct entry *en, struct buffer *out)
{
	const struct {
		bool lacks;
		const char *word;
	} rows[] = {
		{!*en->value(en, "public"), W_TICKET_PUBLIC},
		{!number_of(en, "truth"), W_TICKET_TRUTH},
		{!number_of(en, "solved"), W_TICKET_SOLVED},
		{unsolved(en) && !*en->value(en, "unsolved"), W_TICKET_UNSOLVED},
		{called(en) && !*en->value(en, "contact"), W_TICKET_CONTACT},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].lacks)
			buffer_printf(out, "%s\n", rows[i].word);
}
