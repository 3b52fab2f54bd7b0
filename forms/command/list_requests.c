/* list_requests.c - zwgk list requests and the ledger of zwgk export requests, without anybody's name. */
#include "forms/command/export_inside.h"

#include <stdlib.h>

#include "forms/words.h"
#include "store/base/mask.h"
#include "store/record/request/request.h"
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

static enum z line(void *ctx, const void *row, struct error *e)
{
	struct rows *r = ((const struct listing *)ctx)->rows;
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
	const struct figure_list like = {.module = FIGURE_OF_REQUESTS, .requests.sort = REQUESTS_BY_DUE};

	return list_rows(c, &like, f, "requests", columns, (int)(sizeof columns / sizeof *columns), line, limit, e);
}

/* ---- the ledger ---- */

static const struct rows_column out_columns[] = {
	{"number", W_COL_NUMBER, 13},
	{"came", W_REQUESTS_CAME, 11},
	{"received", W_COL_RECEIVED, 11},
	{"applicant", W_COL_APPLICANT, 14},
	{"name", W_COL_WHO, 10},
	{"content", W_COL_CONTENT, 50},
	{"channel", W_COL_WAY, 20},
	{"office", W_COL_OFFICE, 16},
	{"handler", W_COL_CHARGE, 10},
	{"due", W_COL_DUE, 11},
	{"answered", W_COL_ANSWERED, 11},
	{"state", W_COL_STATE, 10},
	{"ticket", W_COL_TICKET, 18},
};
static const int mm[] = {33, 0, 28, 0, 17, 58, 0, 27, 17, 28, 0, 17, 0};
_Static_assert(sizeof mm / sizeof *mm == sizeof out_columns / sizeof *out_columns, "a width for each column");
static const struct out_list ledger = {"requests", W_EXPORT_REQUESTS, out_columns, (int)(sizeof out_columns / sizeof *out_columns), mm};

static enum z out_line(void *p, const void *row, struct error *e)
{
	struct out_run *run = p;
	struct rows *r = run->r;
	const struct request_line *q = row;
	struct request *whole;
	enum z z = request_load(run->c->desk, q->id, &whole, e);

	if (z)
		return z;
	char *content = xstrdup(whole->body);
	mask_text(content); /* whoever asks */
	rows_text(r, q->number);
	rows_day(r, q->came);
	rows_day(r, q->received_on);
	rows_text(r, request_applicant_text(q->applicant));
	rows_text(r, q->name);
	rows_text(r, content);
	rows_text(r, request_channel_text(q->channel));
	rows_text(r, q->office);
	rows_text(r, q->handler);
	rows_day(r, q->estimate ? DAY_NONE : q->due);
	rows_day(r, q->answered_on);
	rows_text(r, request_state_text(q->state));
	rows_text(r, q->ticket);
	rows_end_row(r);
	run->given++;
	free(content);
	request_free(&whole);
	return Z_OK;
}

enum z export_requests(struct out_run *run, struct error *e)
{
	return out_rows(run, &(struct figure_list){.module = FIGURE_OF_REQUESTS, .requests.sort = REQUESTS_BY_DUE}, &ledger, out_line, e);
}
