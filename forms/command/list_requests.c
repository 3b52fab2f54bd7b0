/* list_requests.c - zwgk list requests, without anybody's name. */
#include "forms/command/inside.h"
#include "forms/words.h"
#include "store/view/request/view.h"

static const struct rows_column columns[] = {
	{"number", W_COL_NUMBER, 13},
	{"state", NULL, 0},
	{"state_text", W_COL_STATE, 8},
	{"light", NULL, 0},
	{"light_text", W_COL_LIGHT, 2},
	{"due", W_COL_DUE, 10},
	{"left", NULL, 0},
	{"left_text", W_COL_LEFT, 8},
	{"estimate", NULL, 0},
	{"channel", NULL, 0},
	{"channel_text", W_COL_WAY, 20},
	{"came", NULL, 0},
	{"received", W_COL_RECEIVED, 10},
	{"answered", W_COL_ANSWERED, 10},
	{"applicant", NULL, 0},
	{"applicant_text", W_COL_APPLICANT, 12},
	{"name", W_COL_WHO, 8},
	{"office", W_COL_OFFICE, 14},
	{"handler", W_COL_CHARGE, 8},
	{"ticket", W_COL_TICKET, 16},
	{"registered", NULL, 0},
	{"updated", NULL, 0},
	{"title", W_COL_CONTENT, 0},
};

static enum z line(void *rows, const void *row, struct error *e)
{
	struct rows *r = rows;
	const struct request_line *q = row;
	bool known = q->due != DAY_NONE && !q->estimate;
	char left[40];

	rows_text(r, q->number);
	rows_text(r, request_state_key(q->state));
	rows_text(r, request_state_text(q->state));
	rows_text(r, list_light_key(q->light));
	rows_text(r, list_light_text(q->light));
	rows_day(r, known ? q->due : DAY_NONE);
	if (known && q->answered_on == DAY_NONE && request_is_open(q->state))
		rows_number(r, q->left);
	else
		rows_text(r, NULL);
	rows_text(r, q->answered_on == DAY_NONE && request_is_open(q->state) ? left_text(q->due, q->estimate, q->left, left) : "");
	rows_bool(r, q->estimate);
	rows_text(r, request_channel_key(q->channel));
	rows_text(r, request_channel_text(q->channel));
	rows_day(r, q->came);
	rows_day(r, q->received_on);
	rows_day(r, q->answered_on);
	rows_text(r, request_applicant_key(q->applicant));
	rows_text(r, request_applicant_text(q->applicant));
	rows_text(r, q->name);
	rows_text(r, q->office);
	rows_text(r, q->handler);
	rows_text(r, q->ticket);
	rows_instant(r, q->created_at);
	rows_instant(r, q->updated_at);
	rows_text(r, q->title);
	rows_end_row(r);
	(void)e;
	return Z_OK;
}

enum z list_requests(struct call *c, enum call_format f, long limit, struct error *e)
{
	struct request_query q = {.scope = REQUESTS_ALL};
	struct request_view *v = NULL;
	struct arena words = {0};
	enum z z = call_has(c, OPT_FILTER) ? request_query_parse(c->desk, c->option[OPT_FILTER], &q, &words, e) : Z_OK;

	if (!z)
		z = request_view_open(c->desk, &q, &v, e);
	arena_free(&words);
	if (z)
		return z;
	struct rows *r = rows_new(stdout, f, "requests", columns, (int)(sizeof columns / sizeof *columns));
	z = window_each(request_view_window(v), limit, line, list_page, r, e);
	rows_end(&r, false);
	request_view_close(&v);
	return z;
}
