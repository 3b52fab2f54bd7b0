/* action_press_request_test.c - every action among requests and tasks and in the worklist; see tests/pressing.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "tests/pressing.h"

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

static void in_the_worklist(void **state)
{
	(void)state;
	pressing_page(P_TODO);
	/* who has nothing to do has no row to open */
	pressing_refused(P_TODO, "glyj", ACT_TODO_OPEN);
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
