/* people.c - see people.h. */
#include "forms/import/people.h"

#include <stdlib.h>

enum { NAME, OFFICE, POST, COLUMNS };
static const struct ledger_column columns[COLUMNS] = {
	[NAME] = {"name", "姓名", "人员|名字", LEDGER_FILLED, LEDGER_TEXT, NULL, 20},
	[OFFICE] = {"office", "股室", "科室|部门|单位|所在股室", LEDGER_FILLED, LEDGER_TEXT, NULL, 20},
	[POST] = {"post", "职务", "岗位|职务岗位", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 20},
};

struct reading {
	struct people_list *list;
	void (*refused)(void *ctx, const struct ledger_refusal *refusal);
	void *ctx;
};

static void add_field(struct buffer *b, const char *s, char end)
{
	for (; *s; s++)
		buffer_byte(b, *s == '\t' || *s == '\n' || *s == '\r' ? ' ' : *s);
	buffer_byte(b, end);
}

static enum z take(void *ctx, const struct ledger_row *row, struct error *e)
{
	struct people_list *p = ((struct reading *)ctx)->list;

	(void)e;
	p->line_of = xrealloc(p->line_of, ((size_t)p->n + 1) * sizeof *p->line_of);
	p->line_of[p->n++] = row->line;
	add_field(&p->lines, row->cell[NAME].text, '\t');
	add_field(&p->lines, row->cell[OFFICE].text, '\t');
	add_field(&p->lines, row->cell[POST].text, '\n');
	return Z_OK;
}

static void refuse_row(void *ctx, const struct ledger_refusal *refusal)
{
	struct reading *r = ctx;

	if (r->refused)
		r->refused(r->ctx, refusal);
}

enum z people_read(const char *path, enum encoding x, void (*refused)(void *ctx, const struct ledger_refusal *refusal),
        void *ctx, struct people_list *list, struct error *e)
{
	struct reading r = {list, refused, ctx};
	struct ledger l = {
	        .column = columns, .columns = COLUMNS, .encoding = x, .row = take, .refused = refuse_row, .ctx = &r};
	struct ledger_result result;

	*list = (struct people_list){0};
	enum z z = ledger_read(path, &l, &result, e);
	list->refused = (int)result.refused;
	ledger_result_free(&result);
	return z;
}

void people_list_free(struct people_list *list)
{
	buffer_free(&list->lines);
	free(list->line_of);
	*list = (struct people_list){0};
}
