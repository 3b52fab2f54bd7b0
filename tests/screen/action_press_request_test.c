/* action_press_request_test.c - every action among requests and tasks and in the worklist; see tests/pressing.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "store/view/todo.h"
#include "tests/pressing.h"
#include "tests/taskfix.h"

static void among_the_requests(void **state)
{
	(void)state;
	pressing_items(P_REQUESTS);
}

static void on_the_page_of_a_request(void **state)
{
	(void)state;
	pressing_items(P_REQUEST);
}

static void among_the_tasks(void **state)
{
	(void)state;
	pressing_items(P_TASKS);
	pressing_items(P_TASK);
}

/* Who has nothing to do has no row to open: what is left for the administrator, tasks of his office, is done. */
static const char *at_leisure(void)
{
	struct desk *d = samplefix_desk(pressing_desk(), "glyj");
	struct todo_row *rows = NULL;
	struct arena a = {0};
	struct error e;
	bool more;
	int n = 0;

	samplefix_ok(todo_list(d, TODO_MINE, &rows, &n, &more, &a, &e), &e);
	for (int i = 0; i < n; i++) {
		assert_int_equal(rows[i].kind, TODO_OF_TASK);
		samplefix_ok(task_done(samplefix_desk(pressing_desk(), "jbj"), rows[i].id, taskfix_ver(d, rows[i].id), day_parse("2026-11-20"), "做完了", &e), &e);
	}
	free(rows);
	arena_free(&a);
	return "glyj";
}

static void in_the_worklist(void **state)
{
	(void)state;
	pressing_page(P_TODO);
	pressing_refused(P_TODO, at_leisure(), ACT_TODO_OPEN);
}

static void none_was_left_out(void **state)
{
	(void)state;
	pressing_none_was_left_out(PRESSING_REQUESTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(among_the_requests),
		cmocka_unit_test(on_the_page_of_a_request),
		cmocka_unit_test(among_the_tasks),
		cmocka_unit_test(in_the_worklist),
		cmocka_unit_test(none_was_left_out),
	};
	return cmocka_run_group_tests(tests, pressing_open, pressing_close);
}
