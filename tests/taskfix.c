/* taskfix.c - 任务 for tests. */
#include "tests/taskfix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "store/base/date.h"

struct task_in taskfix_in(int64_t office, const char *due)
{
	return (struct task_in){.place = "3", .title = "完善公开制度", .body = "修订公开指南和目录，\n报办公室备案。",
		.source = "2026年政务公开重点任务分解表", .office = office, .due = *due ? day_parse(due) : DAY_NONE};
}

int64_t taskfix_new(struct desk *d, int64_t office, const char *due)
{
	struct error e;
	const struct task_in in = taskfix_in(office, due);
	int64_t id = 0;
	assert_ok(task_create(d, &in, &id, &e));
	return id;
}

struct task *taskfix_load(struct desk *d, int64_t id)
{
	struct error e;
	struct task *t = NULL;
	assert_ok(task_load(d, id, &t, &e));
	return t;
}

int64_t taskfix_ver(struct desk *d, int64_t id)
{
	struct task *t = taskfix_load(d, id);
	int64_t ver = t->ver;
	task_free(&t);
	return ver;
}
