/* summary.c - zwgk summary tickets: a month's answers of the hotline as a draft for the public. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "forms/command/inside.h"
#include "forms/report/ticket_summary.h"
#include "forms/words.h"

struct month {
	int year, month;
};

/* The month before today's where none is given. */
static enum z month_of(const struct call *c, struct month *m, struct error *e)
{
	const char *s = c->option[OPT_PERIOD];
	int mday;
	char rest;

	if (!s) {
		day_split(desk_today(c->desk), &m->year, &m->month, &mday);
		*m = m->month > 1 ? (struct month){m->year, m->month - 1} : (struct month){m->year - 1, 12};
		return Z_OK;
	}
	if (sscanf(s, "%4d-%2d%c", &m->year, &m->month, &rest) == 2 && day_of(m->year, m->month, 1) != DAY_NONE)
		return Z_OK;
	return refuse(e, R_OPTION_BAD, "--period", s, W_SUMMARY_PERIOD);
}

static enum z draft(struct call *c, const struct month *m, enum call_format f, const struct ticket_summary *s, struct error *e)
{
	struct item *item;
	int64_t id;
	enum z z = ticket_summary_draft(c->desk, m->year, m->month, &id, e);

	if (!z)
		z = item_load(c->desk, id, &item, e);
	if (z)
		return z;
	if (f == FORMAT_JSON)
		print_json(json_pack("{s:s,s:s,s:i}", "number", item->number, "title", s->title, "answers", s->answers));
	else
		printf(W_SUMMARY_DONE, item->number, s->title, s->answers);
	item_free(&item);
	return Z_OK;
}

int command_summary(struct call *c)
{
	struct ticket_summary s = {0};
	struct month m = {0};
	struct error e;
	enum call_format f;
	enum z z = call_format(c, 1u << FORMAT_TABLE | 1u << FORMAT_JSON, &f, &e);

	if (!z && strcmp(c->word[0], "tickets"))
		z = call_word(c->word[0], "tickets", &e);
	if (!z)
		z = month_of(c, &m, &e);
	if (z)
		return call_misuse(c, &e);
	z = ticket_summary(c->desk, m.year, m.month, &s, &e);
	if (!z && !call_has(c, OPT_DRY_RUN))
		z = draft(c, &m, f, &s, &e);
	else if (!z && f == FORMAT_JSON)
		print_json(json_pack("{s:s,s:s,s:i}", "title", s.title, "body", s.body, "answers", s.answers));
	else if (!z)
		printf("%s\n\n%s", s.title, s.body);
	ticket_summary_free(&s);
	return z ? call_fail(&e) : STATUS_DONE;
}
