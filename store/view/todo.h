/* todo.h - the worklist over all modules: what waits for a person, and what of an office or the bureau is late or will be
 * soon, each with its reason, by its limit. */
#ifndef STORE_VIEW_TODO_H
#define STORE_VIEW_TODO_H

#include "store/record/erase.h"
#include "store/record/register.h"
#include "store/view/item/view.h"
#include "store/view/request/view.h"
#include "store/view/task/view.h"
#include "store/view/ticket/view.h"

enum todo_reason {
#define TODO(NAME, key, text) TODO_##NAME,
#include "store/view/todo.def"
	TODO_REASONS
};
enum todo_scope {
	TODO_MINE,   /* as many as ITEMS_SIGN, ITEMS_MINE, TICKETS_MINE, REQUESTS_MINE and TASKS_MINE have together, and todo_seconds; for 办公室 and 管理员 a row more where
	              * limits of hours run and nobody is on duty */
	TODO_OFFICE, /* of my office: late, due today or soon, requests to be confirmed, and its 栏目 that want an update */
	TODO_BUREAU, /* the same of all, by office and person */
};
enum todo_kind { TODO_OF_ITEM, TODO_OF_TICKET, TODO_OF_CATALOG, TODO_OF_DUTY, TODO_OF_REQUEST, TODO_OF_TASK, TODO_OF_ERASURE };
struct todo_row {
	enum todo_kind kind;
	enum todo_reason reason;
	int64_t id;    /* of its kind */
	int64_t due;   /* instant at which the limit ends; INT64_MAX: none, 0: before all others */
	const char *office, *holder;
	union {
		struct item_row item;
		struct ticket_line ticket;
		struct request_line request;
		struct task_row task;
		struct catalog catalog;
		struct erasure erasure;
		struct {
			int32_t day;
			int64_t tickets; /* whose limits of hours run */
		} duty;
	} of;
};
enum { TODO_MOST = 300 }; /* of each module */
/* By limit (TODO_BUREAU: by office, person, limit); texts live in the arena.  *more: there are more than TODO_MOST of a
 * module.  Free *rows. */
enum z todo_list(struct desk *d, enum todo_scope scope, struct todo_row **rows, int *n, bool *more, struct arena *a,
        struct error *e);
/* Whether limits of hours run and nobody is on duty now: *tickets of them (TODO_MOST and one: more), 0 where all is well. */
enum z todo_no_duty(struct desk *d, int32_t *day, int64_t *tickets, struct error *e);
/* What a colleague did and this officer may confirm or decide as the second person: 纸签 that wait, 清除 asked for. */
enum z todo_seconds(struct desk *d, int64_t *n, struct error *e);
const char *todo_reason_text(enum todo_reason r);
/* Days since the newest of a 栏目, over its limit; negative: not yet.  Of calendar days (国办秘函〔2019〕19号). */
int todo_catalog_over(const struct desk *d, const struct catalog *c);
#endif
