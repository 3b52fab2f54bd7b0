/* roster.c - see roster.h. */
#include "forms/import/roster.h"

#include <stdlib.h>

enum { LINES_MAX = 5000 };

static const struct ledger_column columns[DUTY_COLUMNS] = {
	[DUTY_DAY] = {"date", "日期", "值班日期|时间|值班时间", LEDGER_FILLED, LEDGER_TEXT, NULL, 40},
	[DUTY_OFFICER] = {"officer", "值班员", "值班人员|值班人|值班|姓名", LEDGER_FILLED, LEDGER_TEXT, NULL, 40},
	[DUTY_LEADER] = {"leader", "带班领导", "带班|带班人|带班人员|值班领导", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 40},
};

struct reading {
	struct roster *r;
	void (*refused)(void *ctx, const struct ledger_refusal *refusal);
	void *ctx;
};

static enum z take(void *ctx, const struct ledger_row *row, struct error *e)
{
	struct roster *r = ((struct reading *)ctx)->r;

	if (r->n == LINES_MAX)
		return refuse(e, R_PASTE_LONG, number_text(LINES_MAX).s);
	r->lines = xrealloc(r->lines, ((size_t)r->n + 1) * sizeof *r->lines);
	struct duty_line *l = &r->lines[r->n++];
	*l = (struct duty_line){.line = (int)row->line};
	for (int c = 0; c < DUTY_COLUMNS; c++)
		l->cell[c] = arena_strdup(&r->arena, row->cell[c].text);
	return Z_OK;
}

static void refuse_row(void *ctx, const struct ledger_refusal *refusal)
{
	struct reading *r = ctx;

	if (r->refused)
		r->refused(r->ctx, refusal);
}

enum z roster_read(const char *path, enum encoding x, void (*refused)(void *ctx, const struct ledger_refusal *refusal), void *ctx,
        struct roster *r, struct error *e)
{
	*r = (struct roster){0};
	struct reading reading = {r, refused, ctx};
	struct ledger l = {.column = columns, .columns = DUTY_COLUMNS, .encoding = x, .row = take, .refused = refuse_row,
		.ctx = &reading};
	struct ledger_result result;
	enum z z = ledger_read(path, &l, &result, e);
	r->refused = (int)result.refused;
	for (int i = 0; i < result.headers; i++)
		if (result.header[i].column >= 0 && result.header[i].column < DUTY_COLUMNS)
			sheet_letters(result.header[i].at, r->letters[result.header[i].column]);
	ledger_result_free(&result);
	return z;
}

void roster_free(struct roster *r)
{
	free(r->lines);
	arena_free(&r->arena);
	*r = (struct roster){0};
}

const char *roster_column(enum duty_column c)
{
	return columns[c].name;
}
