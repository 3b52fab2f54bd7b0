/* action_press_ticket_test.c - every action in the hotline, on the page and in the form of a ticket, and beside its figures; see tests/pressing.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "tests/pressing.h"

/* The one answer that waited to be checked was recalled on its page: it is sent again, by whom it was. */
static void send_again(void)
{
	const struct samplefix *f = pressing_desk();
	struct ticket *k;
	struct error e;
	int64_t id;

	samplefix_ok(ticket_by_number(f->desk[0], "26111811378", &id, &e), &e);
	for (int i = 0; i < f->officers; i++) {
		if (ticket_may(f->desk[i], ACTION_TICKET_SUBMIT, id, &e) != Z_OK)
			continue;
		samplefix_ok(ticket_load(f->desk[i], id, &k, &e), &e);
		samplefix_ok(ticket_submit(f->desk[i], id, k->ver, &e), &e);
		ticket_free(&k);
		return;
	}
}

static void in_the_hotline(void **state)
{
	(void)state;
	send_again();
	pressing_items(P_HOTLINE);
}

static void on_the_page_of_a_ticket(void **state)
{
	(void)state;
	pressing_items(P_TICKET);
}

static void in_the_form(void **state)
{
	(void)state;
	pressing_page(P_FORM);
}

static void in_the_figures_of_the_hotline(void **state)
{
	(void)state;
	pressing_page(P_PANEL);
	pressing_page(P_FIGURES);
}

static void none_was_left_out(void **state)
{
	(void)state;
	pressing_none_was_left_out(PRESSING_TICKETS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_the_page_of_a_ticket),
		cmocka_unit_test(in_the_hotline),
		cmocka_unit_test(in_the_form),
		cmocka_unit_test(in_the_figures_of_the_hotline),
		cmocka_unit_test(none_was_left_out),
	};
	return cmocka_run_group_tests(tests, pressing_open, pressing_close);
}
