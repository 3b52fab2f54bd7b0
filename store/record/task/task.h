/* task.h - 任务: a row of a 任务分解 list (domain 6.2): what is to be done, which office leads and which help, by when; reported
 * done by somebody of the lead office.
 *
 * Every operation is one transaction, gated by permit.def, and takes the version that was read: Z_STALE if somebody was
 * quicker. */
#ifndef STORE_RECORD_TASK_TASK_H
#define STORE_RECORD_TASK_TASK_H

#include "store/base/hash.h"
#include "store/base/memory.h"
#include "store/record/desk/desk.h"
#include "store/rule/clock.h"
#include "store/rule/task.h"

#define TASK_NUMBER_MAX 24  /* bytes */
#define TASK_PLACE_MAX 20   /* characters */
#define TASK_TITLE_MAX 200
#define TASK_SOURCE_MAX 120
#define TASK_BODY_MAX 5000
#define TASK_TEXT_MAX 2000  /* of what was done, of a reason */
#define TASK_HELPERS_MAX 20

/* What is registered; NULL texts are "". */
struct task_in {
	const char *place, *title, *body, *source; /* 序号, 工作任务, 具体要求, 来源 */
	int64_t office, helper[TASK_HELPERS_MAX];  /* 牵头股室, 配合股室 */
	int helpers;
	int32_t due;                               /* the last day; DAY_NONE: none */
};
enum z task_create(struct desk *d, const struct task_in *in, int64_t *id, struct error *e);
enum z task_edit(struct desk *d, int64_t id, int64_t ver, const struct task_in *in, struct error *e);
/* what: what was done. */
enum z task_done(struct desk *d, int64_t id, int64_t ver, int32_t day, const char *what, struct error *e);
enum z task_drop(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e);
enum z task_reopen(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e);
/* Whether the person at the desk may do it now: Z_OK, or the sentence for the dimmed key. */
enum z task_may(struct desk *d, enum action a, int64_t id, struct error *e);

/* ------------------------------------------------------------ reading one */
struct task {
	int64_t id, ver, created_at;
	int state, left;       /* left: working days to the limit of an open one; negative: overdue */
	enum light light;      /* of an open one now, of one that is done as it was; LIGHT_NONE without limit */
	int32_t done_on;       /* DAY_NONE: not done */
	struct task_in in;     /* its texts are the task's own */
	char *number, *office_name, *helper_names, *done_by; /* helper_names: 林政股、办公室 */
};
enum z task_load(struct desk *d, int64_t id, struct task **t, struct error *e);
void task_free(struct task **t);
enum z task_by_number(struct desk *d, const char *number, int64_t *id, struct error *e);
/* Oldest first; texts live in the arena. */
struct task_step {
	int64_t id, at;
	int act, state;
	int32_t day;
	const char *officer_name, *text;
};
enum z task_history(struct desk *d, int64_t id, struct arena *a, struct task_step **steps, int *n, struct error *e);

/* ------------------------------------------------------------ from a list */
enum task_column { TASK_TITLE, TASK_PLACE, TASK_BODY, TASK_OFFICE, TASK_HELPERS, TASK_DUE, TASK_SOURCE, TASK_COLUMNS };
enum task_line_done { TASK_NEW, TASK_SAME };
struct task_line {
	int line;                       /* where it stands, for messages */
	const char *cell[TASK_COLUMNS]; /* as written; of TASK_OFFICE the first office leads, what follows helps */
	int64_t id;                     /* of the task that it is */
	enum task_line_done done;
	char number[TASK_NUMBER_MAX + 1], office_name[64], helper_names[300];
	int32_t due;
	bool ok;
	enum task_column wrong; /* which cell the refusal is about */
	struct error error;
};
enum { TASKS_DRY = 1 }; /* nothing is written */
/* Each line alone is taken or refused (its error).  One that is registered already just so is left (TASK_SAME); with another
 * limit or other offices it is refused.  *good: how many were taken.  batch NULL: of no file,
 * and not to be undone. */
struct task_batch {
	const char *name;          /* the file's, without folder */
	const struct hash *digest; /* of its bytes */
	int64_t id;                /* set: what was registered can be undone by; 0: nothing was */
};
enum z task_import(struct desk *d, struct task_batch *batch, struct task_line *lines, int n, int flags, int *good, struct error *e);
/* What it brought is cancelled, while nobody did anything to any of it.  *count: how many. */
enum z task_import_undo(struct desk *d, int64_t batch, int64_t *count, struct error *e);
#endif
