/* requestfix.c - 公开申请 for tests. */
#include "tests/requestfix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "store/base/date.h"

struct request_in requestfix_in(int channel, const char *came)
{
	static char name[] = "李建国", phone[] = "13956780021", idno[] = "11010519491231002X", address[] = "某县城关镇东街8号", email[] = "lijg@example.com";
	return (struct request_in){.channel = channel, .applicant = APPLICANT_PERSON, .offer = OFFERED_PAPER, .pass = PASSED_MAIL,
		.came = day_parse(came), .confirmed = DAY_NONE,
		.who = {.who = {.name = name, .phone = phone, .idno = idno, .address = address}, .email = email},
		.body = "申请公开2025年度东山林场\n林地征占用审批文件，回电13956780021。"};
}

int64_t requestfix_new(struct desk *d, int channel, const char *came)
{
	struct error e;
	const struct request_in in = requestfix_in(channel, came);
	int64_t id = 0;
	assert_ok(request_create(d, &in, &id, &e));
	return id;
}

struct request *requestfix_load(struct desk *d, int64_t id)
{
	struct error e;
	struct request *r = NULL;
	assert_ok(request_load(d, id, &r, &e));
	return r;
}

int64_t requestfix_ver(struct desk *d, int64_t id)
{
	struct request *r = requestfix_load(d, id);
	int64_t ver = r->ver;
	request_free(&r);
	return ver;
}
