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

void entry_ticket_free(struct entry_ticket **p)
{
	struct entry_ticket *x = *p;
	if (!x)
		return;
	entry_kept_free(&x->kept);
	free(x->office);
	free(x);
	*p = NULL;
}

static void kinds(const struct entry *en, struct choices *out)
{
	(void)en;
	entry_codes(out, ticket_kind_text, 1, KIND_END, NULL);
}

static void urgencies(const struct entry *en, struct choices *out)
{
	(void)en;
	entry_codes(out, ticket_urgency_text, 1, URGENCY_END, NULL);
}

static void answered(const struct entry *en, struct choices *out)
{
	(void)en;
	entry_codes(out, ticket_answered_text, 1, ANSWERED_END, NULL);
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
	entry_offices(en, x->office, x->offices, out);
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
	int solved = entry_code(en, "solved");
	return solved == ANSWERED_NO || solved == ANSWERED_PARTLY;
}

static bool called(const struct entry *en)
{
	return entry_code(en, "reached") != 0;
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
static void put_time(const struct entry_putter *p, const char *key, int64_t at)
{
	char s[24];
	entry_put_text(p, key, at ? instant_text(at, s) : "");
}

static void put_answer(const struct entry_putter *p, const struct ticket_answer_row *a)
{
	entry_put_id(p, "reached", a ? a->reached : 0);
	put_time(p, "contact", a ? a->contact_at : 0);
	entry_put_id(p, "truth", a ? a->truth : 0);
	entry_put_id(p, "solved", a ? a->solved : 0);
	entry_put_text(p, "unsolved", a ? a->unsolved : "");
	entry_put_text(p, "public", a ? a->public_text : "");
	entry_put_text(p, "note", a ? a->note : "");
}

void entry_ticket_blank(struct entry_ticket *x, entry_put *put, void *ctx)
{
	const struct entry_putter p = {put, ctx};
	entry_put_nothing(&p, (const char *const[]){"title", "number", "due", "topic", "place", "name", "sex", "phone", "idno",
				      "address", "body", NULL});
	entry_put_id(&p, "kind", KIND_ASK);
	entry_put_id(&p, "urgency", URGENCY_NORMAL);
	entry_put_text(&p, "source", W_TICKET_SOURCE_FIRST);
	put_time(&p, "dispatched", desk_now(x->desk));
	entry_put_id(&p, "office", desk_who(x->desk)->office);
	put_answer(&p, NULL);
}

void entry_ticket_show(struct entry_ticket *x, const struct ticket *t, const struct caller *caller, entry_put *put,
	void *ctx)
{
	const struct entry_putter p = {put, ctx};
	const struct caller *c = caller ? caller : &t->masked;
	x->id = t->id;
	x->ver = t->ver;
	entry_put_text(&p, "title", t->title);
	entry_put_text(&p, "number", t->number);
	entry_put_id(&p, "kind", t->kind);
	entry_put_id(&p, "urgency", t->urgency);
	entry_put_text(&p, "source", t->source);
	put_time(&p, "dispatched", t->dispatched_at);
	char due[24];
	entry_put_text(&p, "due", t->platform_due ? until_text(t->platform_due, due) : "");
	entry_put_text(&p, "topic", t->topic);
	entry_put_text(&p, "place", c->place && *c->place ? c->place : t->place);
	entry_put_text(&p, "name", c->name);
	entry_put_text(&p, "sex", c->sex);
	entry_put_text(&p, "phone", c->phone);
	entry_put_text(&p, "idno", c->idno);
	entry_put_text(&p, "address", c->address);
	entry_put_id(&p, "office", t->office);
	entry_put_text(&p, "body", t->body);
}

void entry_ticket_show_answer(struct entry_ticket *x, const struct ticket *t, entry_put *put, void *ctx)
{
	const struct entry_putter p = {put, ctx};
	x->id = t->id;
	x->ver = t->ver;
	put_answer(&p, t->answer && t->answer->round == t->round ? t->answer : NULL);
}

/* ------------------------------------------------------------ out of the form */
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
	entry_kept_free(&x->kept);
	*key = NULL;
	*in = (struct ticket_in){
		.platform = "",
		.number = entry_keep(&x->kept, en->value(en, "number")),
		.kind = entry_code(en, "kind"),
		.urgency = entry_code(en, "urgency"),
		.title = entry_keep(&x->kept, en->value(en, "title")),
		.body = en->value(en, "body"),
		.topic = entry_keep(&x->kept, en->value(en, "topic")),
		.source = en->value(en, "source"),
		.place = entry_keep(&x->kept, en->value(en, "place")),
		.office = entry_id(en, "office"),
	};
	/* struct caller owns its texts elsewhere; these are x's until the next call. */
	in->caller = (struct caller){
		.name = entry_keep(&x->kept, en->value(en, "name")),
		.phone = entry_keep(&x->kept, en->value(en, "phone")),
		.idno = entry_keep(&x->kept, en->value(en, "idno")),
		.address = entry_keep(&x->kept, en->value(en, "address")),
		.sex = entry_keep(&x->kept, en->value(en, "sex")),
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
		.truth = entry_code(en, "truth"),
		.solved = entry_code(en, "solved"),
		.unsolved = unsolved(en) ? en->value(en, "unsolved") : "",
		.reached = entry_code(en, "reached"),
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
	const struct entry_lack rows[] = {
		{!*en->value(en, "public"), W_TICKET_PUBLIC},
		{!entry_code(en, "truth"), W_TICKET_TRUTH},
		{!entry_code(en, "solved"), W_TICKET_SOLVED},
		{unsolved(en) && !*en->value(en, "unsolved"), W_TICKET_UNSOLVED},
		{called(en) && !*en->value(en, "contact"), W_TICKET_CONTACT},
	};
	entry_lacks(rows, sizeof rows / sizeof *rows, out);
}
