/* tasks.c - see tasks.h. */
#include "forms/import/tasks.h"

#include <stdlib.h>
#include <string.h>

#include "forms/reader/sniff.h"

enum { LINES_MAX = 5000 };

static const struct ledger_column columns[TASK_COLUMNS] = {
	[TASK_TITLE] = {"title", "工作任务", "重点任务|任务名称|主要任务|重点工作|任务|工作事项|任务内容", LEDGER_COLUMN, LEDGER_TEXT, NULL, 0},
	[TASK_PLACE] = {"place", "序号", "编号|任务序号", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 0},
	[TASK_BODY] = {"requirement", "具体要求", "工作要求|工作内容|工作措施|任务要求|具体任务|具体内容|具体措施|落实措施|要求",
		LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 0},
	[TASK_OFFICE] = {"office", "牵头股室",
		"牵头科室|牵头单位|牵头部门|责任股室|责任科室|责任单位|责任部门|负责股室|负责科室|负责单位|承办股室|承办科室|承办单位|股室|科室",
		LEDGER_COLUMN, LEDGER_TEXT, NULL, 0},
	[TASK_HELPERS] = {"helpers", "配合股室", "配合科室|配合单位|配合部门|协办股室|协办科室|协办单位|参与股室|参与科室|参与单位", LEDGER_OPTIONAL,
		LEDGER_TEXT, NULL, 0},
	[TASK_DUE] = {"due", "时限", "时限要求|完成时限|办理时限|完成时间|完成日期|截止时间|截止日期|时间要求|时间节点", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 0},
	[TASK_SOURCE] = {"source", "来源", "任务来源|来源文件|文件依据|依据", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 0},
};

/* Beside 牵头 these help. */
static const char *const beside[] = {"责任股室", "责任科室", "责任单位", "责任部门"};

struct reading {
	struct tasks *t;
	const char *title; /* of the row above */
	char *source;      /* the file's name without its ending */
	void (*refused)(void *ctx, const struct ledger_refusal *refusal);
	void *ctx;
};

static const char *helpers_beside(const struct ledger_row *row)
{
	for (int i = 0; i < row->extras; i++)
		for (size_t k = 0; k < sizeof beside / sizeof *beside; k++)
			if (ledger_same_name(row->extra[i].name, beside[k]))
				return row->extra[i].text;
	return "";
}

static enum z take(void *ctx, const struct ledger_row *row, struct error *e)
{
	struct reading *r = ctx;
	struct tasks *t = r->t;
	const struct ledger_cell *cell = row->cell;
	int filled = 0;

	for (int c = 0; c < TASK_COLUMNS; c++)
		filled += cell[c].filled;
	if (filled <= 1 && !row->extras && !cell[TASK_BODY].filled && !cell[TASK_OFFICE].filled) {
		t->headings++;
		return Z_OK;
	}
	if (t->n == LINES_MAX)
		return refuse(e, R_PASTE_LONG, number_text(LINES_MAX).s);
	t->lines = xrealloc(t->lines, ((size_t)t->n + 1) * sizeof *t->lines);
	struct task_line *l = &t->lines[t->n++];
	*l = (struct task_line){.line = (int)row->line};
	for (int c = 0; c < TASK_COLUMNS; c++)
		l->cell[c] = arena_strdup(&t->arena, cell[c].text);
	if (!*l->cell[TASK_HELPERS])
		l->cell[TASK_HELPERS] = arena_strdup(&t->arena, helpers_beside(row));
	if (!*l->cell[TASK_TITLE] && r->title)
		l->cell[TASK_TITLE] = r->title;
	if (!*l->cell[TASK_SOURCE])
		l->cell[TASK_SOURCE] = arena_strdup(&t->arena, r->source);
	r->title = l->cell[TASK_TITLE];
	return Z_OK;
}

static void refuse_row(void *ctx, const struct ledger_refusal *refusal)
{
	struct reading *r = ctx;

	if (r->refused)
		r->refused(r->ctx, refusal);
}

enum z tasks_read(const char *path, enum encoding x, void (*refused)(void *ctx, const struct ledger_refusal *refusal), void *ctx,
        struct tasks *t, struct error *e)
{
	struct reading reading = {.t = t, .source = xstrdup(sniff_name(path)), .refused = refused, .ctx = ctx};
	struct ledger l = {.column = columns, .columns = TASK_COLUMNS, .encoding = x, .row = take, .refused = refuse_row, .ctx = &reading};
	struct ledger_result result;
	char *dot = strrchr(reading.source, '.');

	if (dot && dot != reading.source)
		*dot = '\0';
	*t = (struct tasks){0};
	enum z z = ledger_read(path, &l, &result, e);
	t->refused = (int)result.refused;
	for (int i = 0; i < result.headers; i++)
		if (result.header[i].column >= 0 && result.header[i].column < TASK_COLUMNS)
			sheet_letters(result.header[i].at, t->letters[result.header[i].column]);
	ledger_result_free(&result);
	free(reading.source);
	return z;
}

void tasks_free(struct tasks *t)
{
	free(t->lines);
	arena_free(&t->arena);
	*t = (struct tasks){0};
}

const char *tasks_column(enum task_column c)
{
	return columns[c].name;
}
