/* taskfix.h - 任务 for tests. */
#ifndef TESTS_TASKFIX_H
#define TESTS_TASKFIX_H

#include "tests/deskfix.h"

/* 完善公开制度, led by the office, due on that day ("" none). */
struct task_in taskfix_in(int64_t office, const char *due);
int64_t taskfix_new(struct desk *d, int64_t office, const char *due);
struct task *taskfix_load(struct desk *d, int64_t id);
int64_t taskfix_ver(struct desk *d, int64_t id);
#endif
