/* ticketfix.c - tickets for tests. */
#include "tests/ticketfix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>


struct ticket_in ticketfix_in(const char *number)
{
	static char name[] = "王小明", phone[] = "13800001234", id[] = "11010519491231002X", address[] = "某县城关镇东街1号2单元301室";
	return (struct ticket_in){.platform = *number ? "12345" : "", .number = number, .kind = KIND_COMPLAINT,
		.urgency = URGENCY_NORMAL, .title = "林地占用", .body = "反映村民未批先占林地建房，联系13800001234。", .topic = "林地占用",
		.source = "电话", .place = "城关镇东街口", .caller = {.name = name, .phone = phone, .idno = id, .address = address}};
}

int64_t ticketfix_new(struct desk *d, const char *number, int64_t office)
{
	struct error e;
	struct ticket_in in = ticketfix_in(number);
	int64_t id = 0;
	in.office = office;
	assert_ok(ticket_create(d, &in, &id, &e));
	return id;
}

struct ticket *ticketfix_load(struct desk *d, int64_t id)
{
	struct error e;
	struct ticket *t = NULL;
	assert_ok(ticket_load(d, id, &t, &e));
	return t;
}

int64_t ticketfix_ver(struct desk *d, int64_t id)
{
	struct ticket *t = ticketfix_load(d, id);
	int64_t ver = t->ver;
	ticket_free(&t);
	return ver;
}

void ticketfix_answer(struct desk *clerk, int64_t id)
{
	struct error e;
	const struct ticket_answer_in in = {.public_text = "已派人查看，土地已复绿。", .truth = ANSWERED_YES, .solved = ANSWERED_YES};
	assert_ok(ticket_claim(clerk, id, ticketfix_ver(clerk, id), &e));
	assert_ok(ticket_answer(clerk, id, ticketfix_ver(clerk, id), &in, &e));
	assert_ok(ticket_submit(clerk, id, ticketfix_ver(clerk, id), &e));
}

void ticketfix_fill(struct desk *clerk, struct desk *checker, int64_t id)
{
	struct error e;
	ticketfix_answer(clerk, id);
	assert_ok(ticket_check(checker, id, ticketfix_ver(clerk, id), true, "同意", &e));
	assert_ok(ticket_fill(clerk, id, ticketfix_ver(clerk, id), 0, &e));
}

void ticketfix_close(struct desk *clerk, struct desk *checker, struct desk *other, int64_t id, const char *at)
{
	struct error e;
	ticketfix_fill(clerk, checker, id);
	assert_ok(ticket_fact(other, id, ticketfix_ver(clerk, id), FACT_CLOSED, at, &e));
}
