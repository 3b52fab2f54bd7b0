/* task.h - the rules of a 任务 (domain 6.2) as pure functions: its state replayed from what was done, and how a 任务分解
 * list writes a limit.  Asks nothing of the file and has no clock of its own. */
#ifndef STORE_RULE_TASK_H
#define STORE_RULE_TASK_H

#include <stdbool.h>
#include <stdint.h>

enum task_state {
#define TASK_STATE(code, NAME, key, text) TASK_##NAME = code,
#include "store/rule/task.def"
	TASK_STATE_END
};
enum task_act {
#define TASK_ACT(code, NAME, key, text, from, to) TASK_ACT_##NAME = code,
#include "store/rule/task.def"
	TASK_ACT_END
};

/* The words of the codes, "" for a code that does not exist; parse takes text or key, 0 if neither. */
const char *task_state_text(int s);
const char *task_state_key(int s);
int task_state_parse(const char *word);
const char *task_act_text(int a);

/* ------------------------------------------------------------ the way, replayed */
struct task_event {
	int act;
	int64_t office, officer; /* the lead office as of this act; who did it */
	int32_t due, day;        /* the limit as of this act; of 完成 the day; DAY_NONE none */
};
struct task_flow {
	int state;
	int64_t office, done_by;
	int32_t due, done_on; /* done_by 0, done_on DAY_NONE: not done */
	bool wrong;           /* an act that the state does not allow */
};
void task_flow_begin(struct task_flow *f);
void task_flow_step(struct task_flow *f, const struct task_event *ev);

/* A limit as a list has it: a date with or without its year (that nearest to today), 11月底前, 2026年12月, 年底前, 长期.
 * False: it cannot be read.  *day DAY_NONE: none. */
bool task_due_parse(const char *text, int32_t today, int32_t *day);
#endif
