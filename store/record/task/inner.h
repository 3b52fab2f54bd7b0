/* inner.h - what the files of tasks share: the register row, the frame of an operation, appending an act. */
#ifndef STORE_RECORD_TASK_INNER_H
#define STORE_RECORD_TASK_INNER_H

#include "store/record/inner.h"
#include "store/record/task/task.h"
#include "store/record/written.h"

enum { TASK_HELPERS_TEXT = TASK_HELPERS_MAX * 20 + 8 }; /* ",1,3," */

/* ------------------------------------------------------------ the register row (task/head.c) */
struct task_head {
	int64_t id, ver, office, done_by, created_at, batch; /* batch: of a new one; 0 none */
	int state;
	int32_t due, done_on; /* DAY_NONE none */
	struct content_ref body;
	char number[TASK_NUMBER_MAX + 1], place[4 * TASK_PLACE_MAX + 4], title[4 * TASK_TITLE_MAX + 4],
		source[4 * TASK_SOURCE_MAX + 4], helpers[TASK_HELPERS_TEXT];
};
enum z task_head(struct desk *d, int64_t id, struct task_head *h, struct error *e);
enum z task_flow_read(struct desk *d, int64_t id, struct task_flow *f, struct error *e);
enum z task_permit(struct desk *d, enum action a, const struct task_head *h, struct error *e);
int task_helpers_read(const char *text, int64_t helper[TASK_HELPERS_MAX]);
void task_helpers_text(const int64_t *helper, int n, char text[TASK_HELPERS_TEXT]);
/* 林政股、办公室 */
enum z task_helpers_names(struct desk *d, const char *helpers, char *names, size_t cap, struct error *e);

/* Within an operation: writes the row (ver + 1), or a new one where id is 0; appends the act.  text NULL or "": none. */
enum z task_put(struct desk *d, struct task_head *h, struct error *e);
enum z task_act_append(struct desk *d, const struct task_head *h, int act, int32_t day, const char *text, struct error *e);

struct task_op {
	enum action action;
	struct task_head h;
};
enum z task_op_begin(struct desk *d, enum action a, int64_t id, int64_t ver, struct task_op *op, struct error *e);
enum z task_op_end(struct desk *d, const struct task_op *op, enum z z, struct error *e);

/* ------------------------------------------------------------ registering (task/work.c) */
/* What is registered into *h, and the text of 具体要求 (the caller's); Z_INVALID for what cannot stand. */
enum z task_take(struct desk *d, const struct task_in *in, struct task_head *h, char **body, struct error *e);
/* Within an operation; the matrix was asked. */
enum z task_insert(struct desk *d, struct task_head *h, const char *body, struct error *e);
#endif
