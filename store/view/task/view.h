/* view.h - lists of 任务, in the manner of ticket/view.h. */
#ifndef STORE_VIEW_TASK_VIEW_H
#define STORE_VIEW_TASK_VIEW_H

#include "store/base/memory.h"
#include "store/record/desk/desk.h"
#include "store/rule/clock.h"
#include "store/rule/task.h"
#include "store/view/listing.h"

enum task_scope {
	TASKS_MINE,   /* open, led by my office, late or due within the days of setting soon_days */
	TASKS_OFFICE, /* open, led by my office */
	TASKS_OPEN,
	TASKS_ALL,
};
enum task_sort {
	TASKS_BY_DUE, /* without limit: last */
	TASKS_BY_UPDATED,
	TASKS_BY_ID /* as they were registered: in the order of their lists */
};
struct task_query {
	enum task_scope scope;
	uint32_t states;             /* bits 1<<state; 0: all */
	int64_t office, helper;      /* 0: any */
	bool late;                   /* open, and the limit has passed */
	int32_t due_from, due_to;    /* days, both ends in it; 0: open */
	int32_t done_from, done_to;
	const char *source;          /* in 来源; NULL or "" any.  Copied. */
	const char *words;           /* in number, title, 具体要求, 来源; "" none.  Copied. */
	const char *title;           /* quick filter: substring or pinyin initials; "" none.  Copied. */
	enum task_sort sort;
	bool descending;
};
struct task_row {
	struct view_anchor at;
	int64_t id, ver;
	const char *number, *place, *title, *office, *helpers, *source, *done_by; /* helpers: 林政股、办公室 */
	const char *body;     /* the first words of 具体要求: tasks of one list often share their title */
	int state;
	int32_t due, done_on; /* DAY_NONE: none */
	int left;             /* working days, of an open one with a limit; negative: overdue */
	enum light light;     /* of an open one as it is now, of one that is done as it was; LIGHT_NONE without limit */
	int64_t created_at, updated_at;
};
enum z task_view_open(struct desk *d, const struct task_query *q, struct window **out, struct error *e);
/* How many TASKS_MINE are, for the tabs. */
enum z tasks_mine(struct desk *d, int64_t *n, struct error *e);
/* "状态=进行中 股室=办公室 超期 森林防火": words of store/view/task/filter.def */
enum z task_query_parse(struct desk *d, const char *expression, struct task_query *q, struct arena *a, struct error *e);
#endif
