/* export_tickets.c - the ledger of tickets with everybody's name, number and address masked (design 4.12), whoever asks. */
#include <stdlib.h>

#include "forms/command/export_inside.h"
#include "forms/words.h"
#include "store/base/mask.h"
#include "store/view/ticket/view.h"

static const struct rows_column columns[] = {
	{"number", W_TICKETS_NUMBER, 20},
	{"title", W_TICKETS_TITLE, 40},
	{"body", W_TICKETS_BODY, 60},
	{"kind", W_COL_KIND, 8},
	{"topic", W_TICKETS_TOPIC, 16},
	{"dispatched", W_COL_ARRIVED, 16},
	{"platform_due", W_TICKETS_DUE, 16},
	{"source", W_TICKETS_SOURCE, 10},
	{"office", W_TICKETS_OFFICE, 16},
	{"urgency", W_COL_URGENCY, 8},
	{"place", W_TICKETS_PLACE, 16},
	{"signed", W_TICKETS_SIGNED, 16},
	{"closed", W_COL_CLOSED, 16},
	{"visited", W_TICKETS_VISITED, 16},
	{"solved", W_TICKETS_SOLVED, 10},
	{"pleased", W_COL_PLEASED, 10},
	{"pleased_manner", W_TICKETS_MANNER, 10},
	{"redos", W_TICKETS_REDOS, -8},
	{"state", W_TICKETS_STATE, 10},
	{"handler", W_COL_HANDLER, 12},
	{"answer", W_TICKETS_ANSWER, 60},
	{"caller", W_TICKETS_CALLER, 10},
	{"phone", W_TICKETS_PHONE, 14},
};

static const int mm[] = {36, 50, 0, 12, 20, 24, 0, 0, 22, 0, 0, 0, 24, 0, 0, 15, 0, 0, 12, 10, 0, 0, 0};
_Static_assert(sizeof mm / sizeof *mm == sizeof columns / sizeof *columns, "a width for each column");
static const struct out_list list = {"tickets", W_EXPORT_TICKETS, columns, (int)(sizeof columns / sizeof *columns), mm};

static void masked_text(struct rows *r, const char *s)
{
	char *copy = xstrdup(s ? s : "");

	mask_text(copy);
	rows_text(r, copy);
	free(copy);
}

static enum z line(void *p, const void *row, struct error *e)
{
	struct out_run *run = p;
	struct rows *r = run->r;
	struct ticket *t;
	enum z z = ticket_load(run->c->desk, ((const struct ticket_line *)row)->id, &t, e);

	if (z)
		return z;
	rows_text(r, t->number);
	masked_text(r, t->title);
	masked_text(r, t->body);
	rows_text(r, ticket_kind_text(t->kind));
	masked_text(r, t->topic);
	rows_instant(r, t->dispatched_at);
	rows_instant(r, t->platform_due);
	rows_text(r, t->source);
	rows_text(r, t->office_name);
	rows_text(r, ticket_urgency_text(t->urgency));
	rows_text(r, t->place);
	rows_instant(r, t->signed_at);
	rows_instant(r, t->closed_at);
	rows_instant(r, t->visited_at);
	rows_text(r, ticket_answered_text(t->solved));
	rows_text(r, ticket_pleased_text(t->pleased));
	rows_text(r, ticket_pleased_text(t->pleased_manner));
	rows_number(r, t->redos);
	rows_text(r, ticket_state_text(t->state));
	rows_text(r, t->handler_name);
	masked_text(r, t->answer ? t->answer->public_text : "");
	rows_text(r, t->masked.name);
	rows_text(r, t->masked.phone);
	rows_end_row(r);
	run->given++;
	ticket_free(&t);
	return Z_OK;
}

enum z export_tickets(struct out_run *run, struct error *e)
{
	return out_rows(run, &(struct figure_list){.module = FIGURE_OF_TICKETS, .tickets.sort = TICKETS_BY_ARRIVAL}, &list, line, e);
}
