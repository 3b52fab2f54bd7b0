/* tasks.h - a 任务分解 table (domain 6.2) as the lines that task_import() takes.
 *
 * A cell of 工作任务 that is empty, as a merged one is in all rows but its first, is the one above.  Where 牵头 and 责任 stand
 * beside each other, 责任 helps.  A row with a single text and nothing else is a heading between the tasks. */
#ifndef FORMS_IMPORT_TASKS_H
#define FORMS_IMPORT_TASKS_H

#include "forms/import/ledger.h"
#include "store/record/task/task.h"

struct tasks {
	struct task_line *lines; /* line: in the file; cells live in the arena */
	int n, refused, headings;
	char letters[TASK_COLUMNS][8]; /* of the file; "" where a column is not in it */
	struct arena arena;
};
/* Without 来源 in the file its name is that.  refused may be NULL.  tasks_free in any case. */
enum z tasks_read(const char *path, enum encoding x, void (*refused)(void *ctx, const struct ledger_refusal *refusal), void *ctx,
        struct tasks *t, struct error *e);
void tasks_free(struct tasks *t);
/* The heading of a cell. */
const char *tasks_column(enum task_column c);
#endif
