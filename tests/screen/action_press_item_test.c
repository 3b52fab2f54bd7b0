/* action_press_item_test.c - every action in the panes of items, on their pages, in their form and in a conflict; see tests/pressing.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "tests/pressing.h"

static void in_the_queue_and_in_review(void **state)
{
	(void)state;
	pressing_items(P_QUEUE);
	pressing_items(P_REVIEW);
}

static void on_the_page_of_an_item(void **state)
{
	(void)state;
	pressing_items(P_READ);
}

static void on_a_page_of_text(void **state)
{
	(void)state;
	pressing_page(P_PAGE);
}

static void in_the_form(void **state)
{
	(void)state;
	pressing_page(P_ENTRY);
}

static void in_a_conflict(void **state)
{
	(void)state;
	pressing_page(P_CHOICE);
}

static void none_was_left_out(void **state)
{
	(void)state;
	pressing_none_was_left_out(PRESSING_ITEMS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_a_conflict), /* while the item is his who edits it: later it may have been submitted */
		cmocka_unit_test(in_the_queue_and_in_review),
		cmocka_unit_test(on_the_page_of_an_item),
		cmocka_unit_test(on_a_page_of_text),
		cmocka_unit_test(in_the_form),
		cmocka_unit_test(none_was_left_out),
	};
	return cmocka_run_group_tests(tests, pressing_open, pressing_close);
}
