/* ticket_check_test.c - what another tool did to tickets is found by the check, each fault under its own name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "store/file/search/tokenizer.h"
#include "store/record/inner.h"
#include "store/view/check/check.h"
#include "tests/tamper.h"
#include "tests/ticketfix.h"

static struct error e;

/* Ticket 1 is closed by 经办甲, checked by 初审乙, closed by 发布员戊; 2 is merged into 3; 4 is sent back. */
static const struct tamper cases[] = {
	{"a state that nobody made", "UPDATE ticket SET state=4 WHERE id=3", R_CHECK_TICKET_STATE},
	{"another handler", "UPDATE ticket SET handler=1 WHERE id=1", R_CHECK_TICKET_STATE},
	{"an act that is gone", "DELETE FROM ticket_act WHERE ticket=1 AND act=22", R_CHECK_TICKET_FLOW},
	{"an answer checked by its writer", "UPDATE ticket_act SET officer=(SELECT officer FROM ticket_act WHERE ticket=1 AND act=21)"
		" WHERE ticket=1 AND act=24", R_CHECK_TICKET_SELF},
	{"satisfaction by the handler", "UPDATE ticket_act SET officer=(SELECT handler FROM ticket WHERE id=1) WHERE ticket=1 AND act=27",
		R_CHECK_TICKET_FACT},
	/* the export had said 基本满意 (fact 7) */
	{"the platform's fact by hand", "UPDATE ticket SET batch=1, by_import=by_import|1<<7 WHERE id=1;"
		" UPDATE ticket_act SET old=2 WHERE ticket=1 AND act=27", R_CHECK_TICKET_BY_HAND},
	{"sent back too late", "UPDATE ticket_act SET at=until+1 WHERE ticket=4 AND act=12", R_CHECK_TICKET_BACK},
	{"a duplicate as master", "UPDATE ticket SET master=2 WHERE id=2", R_CHECK_TICKET_MASTER},
	{"a light", "UPDATE ticket SET light=3 WHERE id=1", R_CHECK_TICKET_LIGHT},
	{"an open clock", "UPDATE ticket SET inner_due=inner_due+900, due_sort=due_sort+900 WHERE id=3", R_CHECK_TICKET_DUE},
	{"another answer", "UPDATE content SET data='x' WHERE id=(SELECT public_c FROM ticket_answer WHERE ticket=1)",
		R_CHECK_TICKET_CONTENT},
	{"another caller", "UPDATE content SET data='x' WHERE id=(SELECT data_c FROM person WHERE ticket=3)", R_CHECK_TICKET_CONTENT},
	{"a number never drawn", "UPDATE ticket SET number='12345-2026-0900' WHERE id=5", R_CHECK_TICKET_SERIES},
	{"an index without it", "INSERT INTO ticket_fts(ticket_fts) VALUES('delete-all')", R_CHECK_TICKET_INDEX},
	{"a counter", "UPDATE stat SET n=n+1 WHERE dim=8", R_CHECK_STAT},
	{"a row that no operation wrote", "UPDATE ticket SET title='x' WHERE id=3", R_CHECK_AUDIT},
};

static void each_tampering_is_found(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	for (int i = 1; i <= 4; i++) {
		char number[16];
		snprintf(number, sizeof number, "N%d", i);
		assert_int_equal(ticketfix_new(f->publish, number, f->office), i);
	}
	ticketfix_fill(f->clerk, f->first, 1);
	assert_ok(ticket_fact(f->publish, 1, ticketfix_ver(f->clerk, 1), FACT_PLEASED, "满意", &e));
	assert_ok(ticket_fact(f->publish, 1, ticketfix_ver(f->clerk, 1), FACT_CLOSED, "2026-11-20 09:00", &e));
	assert_ok(ticket_merge(f->clerk, 2, ticketfix_ver(f->clerk, 2), 3, "同一件事", &e));
	assert_ok(ticket_return_ask(f->clerk, 4, ticketfix_ver(f->clerk, 4), 1, "不属于本单位职责", &e));
	ticketfix_new(f->publish, "", f->office);
	assert_clean(f->admin);
	tamper_each(f->path,
	        "DROP TRIGGER ticket_act_no_update; DROP TRIGGER ticket_act_no_delete; DROP TRIGGER content_no_update;", cases,
	        sizeof cases / sizeof *cases);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_tampering_is_found)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
