/* list_tickets.c - zwgk list tickets, without anybody's name. */
#include <stdlib.h>

#include "forms/command/inside.h"
#include "forms/words.h"
#include "store/view/ticket/view.h"

static const struct rows_column columns[] = {
	{"number", W_COL_NUMBER, 18},
	{"state", NULL, 0},
	{"state_text", W_COL_STATE, 10},
	{"light", NULL, 0},
	{"light_text", W_COL_LIGHT, 2},
	{"due", W_COL_DUE, 16},
	{"left", NULL, 0},
	{"left_hours", NULL, 0},
	{"left_text", W_COL_LEFT, 8},
	{"estimate", NULL, 0},
	{"kind", NULL, 0},
	{"kind_text", W_COL_KIND, 8},
	{"urgency", NULL, 0},
	{"urgency_text", W_COL_URGENCY, 8},
	{"office", W_COL_OFFICE, 14},
	{"handler", W_COL_HANDLER, 8},
	{"round", NULL, 0},
	{"supervised", NULL, 0},
	{"extending", NULL, 0},
	{"excluded", NULL, 0},
	{"pleased", NULL, 0},
	{"dispatched", W_COL_ARRIVED, 16},
	{"closed", W_COL_CLOSED, 16},
	{"updated", NULL, 0},
	{"title", W_COL_TITLE, 0},
};

static const char *const light_keys[] = {NULL, "green", "yellow", "red"};
static const char *const light_words[] = {"", W_LIGHT_GREEN, W_LIGHT_YELLOW, W_LIGHT_RED};
_Static_assert(LIGHT_GREEN == 1 && LIGHT_YELLOW == 2 && LIGHT_RED == 3, "light_keys");

const char *list_light_key(enum light l)
{
	return light_keys[l];
}

const char *list_light_text(enum light l)
{
	return light_words[l];
}

static const char *time_left(const struct ticket_line *t, char buf[40])
{
	if (!t->due || t->estimate || !t->hours)
		return left_text(t->due ? day_at(t->due - 1) : DAY_NONE, t->estimate, t->left, buf);
	if (abs(t->left) >= 100)
		snprintf(buf, 40, t->left > 0 ? W_CMD_DAYS_LEFT : W_CMD_DAYS_LATE, abs(t->left) / 24);
	else
		snprintf(buf, 40, t->left > 0 ? W_CMD_HOURS_LEFT : W_CMD_HOURS_LATE, abs(t->left));
	return buf;
}

static enum z line(void *ctx, const void *row, struct error *e)
{
	struct rows *r = ((const struct listing *)ctx)->rows;
	const struct ticket_line *t = row;
	char left[40];
	bool known = t->due && !t->estimate;

	rows_text(r, t->number);
	rows_text(r, ticket_state_key(t->state));
	rows_text(r, ticket_state_text(t->state));
	rows_text(r, list_light_key(t->light));
	rows_text(r, list_light_text(t->light));
	rows_instant(r, known ? t->due : 0);
	if (known)
		rows_number(r, t->left);
	else
		rows_text(r, NULL);
	rows_bool(r, known && t->hours);
	rows_text(r, time_left(t, left));
	rows_bool(r, t->estimate);
	rows_text(r, ticket_kind_key(t->kind_code));
	rows_text(r, t->kind);
	rows_text(r, ticket_urgency_key(t->urgency));
	rows_text(r, ticket_urgency_text(t->urgency));
	rows_text(r, t->office);
	rows_text(r, t->holder);
	rows_number(r, t->round);
	rows_bool(r, t->supervised);
	rows_bool(r, t->extending);
	rows_bool(r, t->excluded);
	rows_text(r, t->pleased ? ticket_pleased_key(t->pleased) : NULL);
	rows_instant(r, t->dispatched_at);
	rows_instant(r, t->closed_at);
	rows_instant(r, t->updated_at);
	rows_text(r, t->title);
	rows_end_row(r);
	(void)e;
	return Z_OK;
}

enum z list_tickets(struct call *c, enum call_format f, long limit, struct error *e)
{
	const struct figure_list like = {.module = FIGURE_OF_TICKETS, .tickets.sort = TICKETS_BY_DUE};

	return list_rows(c, &like, f, "tickets", columns, (int)(sizeof columns / sizeof *columns), line, limit, e);
}
