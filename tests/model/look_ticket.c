/* look_ticket.c - is a ticket what the model says?  Reads only. */
#include <stdio.h>
#include <string.h>

#include "store/record/inner.h"
#include "store/record/words.h"
#include "tests/model/act.h"

#define SAY(...) (snprintf(buf, 400, __VA_ARGS__), buf)

static const char *numbers(const struct model *m, int id, const struct ticket *t, char buf[400])
{
	const struct m_ticket *i = &m->ticket[id];
	bool open = ticket_is_open(i->state);
	unsigned assist = 0;
	for (int k = 0; k < t->assists; k++)
		if (!t->assist[k].done)
			assist |= 1u << t->assist[k].office;
	const struct look_pair all[] = {
		{"state", i->state, t->state},
		{"version", model_ver(m, ABOUT_TICKET, id), t->ver},
		{"round", i->round, t->round},
		{"kind", i->kind, t->kind},
		{"urgency", i->urgency, t->urgency},
		{"office", i->office, t->office},
		{"handler", i->handler, t->handler},
		{"lease", i->handler ? i->lease : 0, t->handler ? t->lease_until : 0},
		{"master", i->master, t->master},
		{"route", i->route, t->route},
		{"batch", i->batch, t->batch},
		{"origin", i->origin, t->origin},
		{"light", open ? 0 : i->light, open ? 0 : t->light},
		{"dispatched", i->dispatched, t->dispatched_at},
		{"round begun", i->round_at, t->round_at},
		{"platform's due", i->due, t->platform_due},
		{"filled", i->filled, t->filled_at},
		{"signed", i->signed_at, t->signed_at},
		{"closed", i->closed, t->closed_at},
		{"visited", i->visited, t->visited_at},
		{"solved", i->solved, t->solved},
		{"pleased", i->pleased, t->pleased},
		{"pleased with the manner", i->manner, t->pleased_manner},
		{"redos", i->redos, t->redos},
		{"extended", i->extended, t->extended},
		{"erased", i->erased, t->erased},
		{"extending", i->extending, t->extending},
		{"supervised", i->supervised, t->supervised},
		{"excluded", i->excluded, t->excluded},
		{"imported facts", i->facts, t->by_import},
		{"sign limit", i->sign_limit, t->sign_due},
		{"return limit", i->return_limit, t->return_due},
		{"inner limit", i->inner, t->inner_due},
		{"outer limit", i->outer, t->outer_due},
		{"answer", i->answer, t->answer != NULL},
		{"helping offices", i->assist, assist},
	};
	return look_pairs(i->number, all, sizeof all / sizeof *all, buf);
}

static const char *texts(const struct m_ticket *i, const struct ticket *t, char buf[400])
{
	char title[80], body[120], said[120];
	act_ticket_title(i->title, title);
	act_ticket_body(i->body, body);
	act_ticket_answer(i->said, said);
	if (i->erased) {
		snprintf(title, sizeof title, "%s", W_ERASED);
		snprintf(body, sizeof body, "%s", W_ERASED);
		snprintf(said, sizeof said, "%s", W_ERASED);
	}
	if (strcmp(i->number, t->number) != 0)
		return SAY("number is %s, should be %s", t->number, i->number);
	if (strcmp(title, t->title) != 0)
		return SAY("%s: title is %s, should be %s", i->number, t->title, title);
	if (strcmp(body, t->body) != 0)
		return SAY("%s: body is %s", i->number, t->body);
	if (i->answer && (strcmp(i->has_said || i->erased ? said : "", t->answer->public_text) != 0 || t->answer->truth != i->truth ||
				 t->answer->solved != i->answer_solved))
		return SAY("%s: another answer counts: %s", i->number, t->answer->public_text);
	return NULL;
}

const char *look_ticket(struct desk *d, const struct model *m, int id, char buf[400])
{
	struct ticket *t;
	struct error e;
	char said[300];
	if (ticket_load(d, id, &t, &e) != Z_OK)
		return SAY("ticket %d: %s", id, error_sentence(&e, said, sizeof said));
	const char *bad = numbers(m, id, t, buf);
	if (!bad)
		bad = texts(&m->ticket[id], t, buf);
	ticket_free(&t);
	return bad;
}

const char *look_tickets(struct desk *d, const struct model *m, char buf[400])
{
	const char *bad = NULL;
	int64_t acts = 0, answers = 0, persons = 0;
	for (int id = 1; id <= m->tickets && !bad; id++) {
		acts += m->ticket[id].acts;
		answers += m->ticket[id].answers;
		persons += m->ticket[id].persons;
		bad = look_ticket(d, m, id, buf);
	}
	const struct look_rows count[] = {
		{"tickets", "SELECT count(*) FROM ticket", m->tickets},
		{"acts upon tickets", "SELECT count(*) FROM ticket_act", acts},
		{"answers", "SELECT count(*) FROM ticket_answer", answers},
		{"callers", "SELECT count(*) FROM person WHERE ticket IS NOT NULL", persons},
	};
	return bad ? bad : look_rows(d, count, sizeof count / sizeof *count, buf);
}
