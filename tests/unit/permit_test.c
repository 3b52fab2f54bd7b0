/* permit_test.c - the permission matrix: written down a second time as lists of states, and tried on every combination
 * of person and state against what the law and the design demand of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "store/rule/permit/permit.h"
#include "store/rule/request.h"
#include "store/rule/task.h"
#include "store/rule/ticket/ticket.h"

#define ALL_BUT_VOID                                                                               \
	"草稿 待初审 待复审 待签发 已签发 已发布 已下线 已被替代 已退回 报请确定 紧急下线 不予公开 依申请公开 迁入"

/* In which states an item action exists; everything not named here is not about an item. */
static const struct {
	enum action action;
	const char *states;
} intent[] = {
	{ACTION_ITEM_EDIT, "草稿 已退回"},
	{ACTION_ITEM_SUBMIT, "草稿 已退回"},
	{ACTION_ITEM_VOID, "草稿 已退回"},
	{ACTION_ITEM_RECALL, "待初审"},
	{ACTION_ITEM_ERRATA, "已发布"},
	{ACTION_ITEM_CORRECT, ALL_BUT_VOID},
	{ACTION_ITEM_REDRAFT, "已签发"},
	{ACTION_REVIEW_PASS, "待初审 待复审 待签发"},
	{ACTION_REVIEW_RETURN, "待初审 待复审 待签发"},
	{ACTION_REVIEW_WITHDRAW, "待初审 待复审 待签发 已签发 已退回 不予公开 依申请公开"},
	{ACTION_REVIEW_REFER, "待初审 待复审 待签发"},
	{ACTION_REVIEW_REFER_DONE, "报请确定"},
	{ACTION_REVIEW_PAPER, "待签发"},
	{ACTION_REVIEW_PAPER_CONFIRM, "待签发"},
	{ACTION_RELEASE_REPORT, "已签发 已发布"},
	{ACTION_RELEASE_BOUNCE, "已签发 已发布"},
	{ACTION_RELEASE_ONLINE, "已签发 已发布"},
	{ACTION_RELEASE_DOWN, "已发布 迁入"},
	{ACTION_RELEASE_EMERGENCY, "已发布 迁入"},
	{ACTION_RELEASE_FOLLOW_UP, "紧急下线"},
	{ACTION_PACKAGE, "已签发 已发布"},
	{ACTION_ERASE_ASK, ALL_BUT_VOID " 作废"},
	{ACTION_ERASE_DECIDE, ALL_BUT_VOID " 作废"},
};

#define BEFORE_ANSWER "待领办 办理中 拟答复"
#define IN_CHAIN BEFORE_ANSWER " 待核稿 待回填"
#define ANY_TICKET IN_CHAIN " 已回填 已办结 申请退单 已退单 已并单 转法定途径"

/* The same of ticket actions and ticket states. */
static const struct {
	enum action action;
	const char *states;
} ticket_intent[] = {
	{ACTION_TICKET_EDIT, BEFORE_ANSWER},
	{ACTION_TICKET_VOID, "待领办"},
	{ACTION_TICKET_CLAIM, BEFORE_ANSWER},
	{ACTION_TICKET_UNCLAIM, "办理中 拟答复"},
	{ACTION_TICKET_TRANSFER, BEFORE_ANSWER},
	{ACTION_TICKET_ASSIST, BEFORE_ANSWER},
	{ACTION_TICKET_ASSIST_DONE, IN_CHAIN},
	{ACTION_TICKET_URGE, IN_CHAIN " 申请退单"},
	{ACTION_TICKET_SUPERVISE, IN_CHAIN " 已回填 申请退单"},
	{ACTION_TICKET_SUPERVISE_DONE, IN_CHAIN " 已回填 申请退单 已办结"},
	{ACTION_TICKET_RETURN_ASK, BEFORE_ANSWER},
	{ACTION_TICKET_RETURN_DECIDE, "申请退单"},
	{ACTION_TICKET_EXTEND_ASK, "办理中 拟答复 待核稿 待回填"},
	{ACTION_TICKET_EXTEND_DECIDE, IN_CHAIN},
	{ACTION_TICKET_MERGE, BEFORE_ANSWER},
	{ACTION_TICKET_UNMERGE, "已并单"},
	{ACTION_TICKET_ROUTE, BEFORE_ANSWER},
	{ACTION_TICKET_UNROUTE, "转法定途径"},
	{ACTION_TICKET_EXCLUDE, ANY_TICKET},
	{ACTION_TICKET_ANSWER, "办理中 拟答复 待回填"},
	{ACTION_TICKET_SUBMIT, "拟答复"},
	{ACTION_TICKET_RECALL, "待核稿"},
	{ACTION_TICKET_CHECK, "待核稿"},
	{ACTION_TICKET_FILL, "待回填"},
	{ACTION_TICKET_FACT, IN_CHAIN " 已回填 已办结 申请退单 已并单 转法定途径"},
	{ACTION_TICKET_REDO, "已回填 已办结 已退单 转法定途径"},
	{ACTION_TICKET_SHORT_END, "待核稿"},
	{ACTION_TICKET_CALLER, ANY_TICKET " 作废"},
	{ACTION_TICKET_ERASE_ASK, ANY_TICKET " 作废"},
	{ACTION_TICKET_ERASE_DECIDE, ANY_TICKET " 作废"},
};
static const struct {
	enum action action;
	const char *states;
} request_intent[] = {
	{ACTION_REQUEST_EDIT, "已登记"},
	{ACTION_REQUEST_CONFIRM, "已登记"},
	{ACTION_REQUEST_ASSIGN, "已登记"},
	{ACTION_REQUEST_NOTE, "已登记"},
	{ACTION_REQUEST_ANSWERED, "已登记"},
	{ACTION_REQUEST_VOID, "已登记"},
	{ACTION_REQUEST_PERSON, "已登记 作废"},
	{ACTION_REQUEST_ERASE_ASK, "已登记 作废"},
	{ACTION_REQUEST_ERASE_DECIDE, "已登记 作废"},
};

static const struct {
	enum action action;
	const char *states;
} task_intent[] = {
	{ACTION_TASK_EDIT, "进行中"},
	{ACTION_TASK_DONE, "进行中"},
	{ACTION_TASK_DROP, "进行中"},
	{ACTION_TASK_REOPEN, "已完成 已取消"},
};

/* 签字 of any kind: never an administrator's. */
static const enum action signing[] = {ACTION_REVIEW_PASS, ACTION_REVIEW_RETURN, ACTION_REVIEW_WITHDRAW,
	ACTION_REVIEW_REFER, ACTION_REVIEW_REFER_DONE, ACTION_REVIEW_PAPER, ACTION_REVIEW_PAPER_CONFIRM,
	ACTION_RELEASE_DOWN, ACTION_RELEASE_FOLLOW_UP};

/* Acts that only the administrator may do. */
static const enum action ruling[] = {ACTION_PASS_RESET, ACTION_OFFICER_ADD, ACTION_OFFICER_EDIT,
	ACTION_OFFICER_LEAVE, ACTION_OFFICE_ADD, ACTION_OFFICE_EDIT, ACTION_SEAT_GRANT, ACTION_SEAT_END,
	ACTION_SETTING_EDIT, ACTION_CLOCK_ACCEPT, ACTION_RESTORE, ACTION_CHECK_HEAD, ACTION_OFFICER_IMPORT};

static bool in(enum action a, const enum action *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (list[i] == a)
			return true;
	}
	return false;
}
#define IN(a, list) in((a), (list), sizeof(list) / sizeof(list)[0])

static uint32_t bits(const char *words, int (*parse)(const char *))
{
	uint32_t b = 0;
	char copy[400], *save = NULL;
	assert_true(strlen(words) < sizeof copy);
	memcpy(copy, words, strlen(words) + 1);
	for (char *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		int s = parse(w);
		assert_int_not_equal(s, 0);
		b |= 1u << s;
	}
	return b;
}

static void states_are_those_of_the_intent(void **state)
{
	(void)state;
	for (int a = 1; a < ACTION_END; a++) {
		uint32_t want = 0;
		for (size_t i = 0; i < sizeof intent / sizeof intent[0]; i++) {
			if (intent[i].action == (enum action)a)
				want = bits(intent[i].states, item_state_parse);
		}
		enum permit_subject about = want ? PERMIT_ITEM : PERMIT_NONE;
		for (size_t i = 0; i < sizeof ticket_intent / sizeof ticket_intent[0]; i++) {
			if (ticket_intent[i].action == (enum action)a) {
				want = bits(ticket_intent[i].states, ticket_state_parse);
				about = PERMIT_TICKET;
			}
		}
		for (size_t i = 0; i < sizeof request_intent / sizeof request_intent[0]; i++) {
			if (request_intent[i].action == (enum action)a) {
				want = bits(request_intent[i].states, request_state_parse);
				about = PERMIT_REQUEST;
			}
		}
		for (size_t i = 0; i < sizeof task_intent / sizeof task_intent[0]; i++) {
			if (task_intent[i].action == (enum action)a) {
				want = bits(task_intent[i].states, task_state_parse);
				about = PERMIT_TASK;
			}
		}
		assert_int_equal(permit_subject((enum action)a), about);
		if (permit_states((enum action)a) != want)
			fail_msg("action %d (%s): states %x, intended %x", a, action_text(a),
				permit_states((enum action)a), want);
		assert_int_equal(permit_needs_item((enum action)a), about == PERMIT_ITEM);
	}
}

/* Of requests: whoever does it has to do with the matter, and sees who applied only then. */
static void every_person_and_every_request(void **state)
{
	(void)state;
	long allowed = 0;
	for (int a = 1; a < ACTION_END; a++) {
		if (permit_subject((enum action)a) != PERMIT_REQUEST)
			continue;
		for (int s = 0; s < REQUEST_STATE_END; s++) {
			for (unsigned m = 0; m < 32 * 16; m++) {
				struct permit_case c = {.action = (enum action)a, .state = s, .roles = m >> 4, .own_office = m & 1,
					.handler = m & 2, .seat_any = m & 4, .asker = m & 8};
				if (permit_check(&c, NULL) != Z_OK)
					continue;
				allowed++;
				assert_true(permit_states((enum action)a) & 1u << s);
				assert_true(c.roles & (ROLE_CLERK | ROLE_OFFICE | ROLE_LEADER) || c.seat_any || c.handler);
				if (a == ACTION_REQUEST_PERSON)
					assert_true(c.own_office || c.roles & (ROLE_OFFICE | ROLE_LEADER));
				else if (a != ACTION_REQUEST_ERASE_ASK && a != ACTION_REQUEST_ERASE_DECIDE)
					assert_true(s == REQUEST_REGISTERED && (c.own_office || c.handler || c.roles & (ROLE_OFFICE | ROLE_LEADER)));
				assert_false(a == ACTION_REQUEST_ERASE_DECIDE && c.asker);
			}
		}
	}
	assert_true(allowed > 500);
}

/* What any right answer must obey, whatever else the table says. */
static void laws(const struct permit_case *c, enum z z)
{
	enum action a = c->action;
	bool ok = z == Z_OK;
	if (!ok) {
		assert_true(z == Z_DENIED);
		return;
	}
	uint32_t states = permit_states(a);
	assert_true(!states || states & 1u << c->state);
	if (IN(a, signing))
		assert_false(c->roles & ROLE_ADMIN);
	if (IN(a, ruling))
		assert_true(c->roles & ROLE_ADMIN);
	switch ((int)a) {
	case ACTION_REVIEW_PASS:
		assert_true(c->seat && !c->author && !c->wrote && !c->passed);
		break;
	case ACTION_REVIEW_RETURN:
	case ACTION_REVIEW_REFER:
		assert_true(c->seat && !c->author && !c->wrote);
		break;
	case ACTION_REVIEW_PAPER_CONFIRM:
		assert_true(!c->author && !c->wrote);
		break;
	case ACTION_ITEM_EDIT:
	case ACTION_ITEM_SUBMIT:
	case ACTION_ITEM_VOID:
	case ACTION_ITEM_ERRATA:
	case ACTION_ITEM_REDRAFT:
		assert_true(c->roles & ROLE_CLERK);
		assert_true(c->own_office || c->author || c->roles & ROLE_OFFICE);
		break;
	case ACTION_ITEM_RECALL:
		assert_true(c->author);
		break;
	case ACTION_RELEASE_REPORT:
	case ACTION_RELEASE_BOUNCE:
	case ACTION_RELEASE_ONLINE:
		assert_true(c->roles & ROLE_PUBLISH);
		break;
	case ACTION_RELEASE_DOWN:
		assert_true(c->seat3);
		break;
	case ACTION_RELEASE_FOLLOW_UP:
	case ACTION_REVIEW_REFER_DONE:
		assert_true(c->seat_any);
		break;
	default:
		break;
	}
}

static void every_person_in_every_state(void **state)
{
	(void)state;
	long allowed = 0, asked = 0;
	for (int a = 1; a < ACTION_END; a++) {
		enum permit_subject about = permit_subject((enum action)a);
		if (!*action_text(a) || about == PERMIT_TICKET || about == PERMIT_REQUEST || about == PERMIT_TASK)
			continue;
		for (int s = 0; s < STATE_END; s++) {
			for (unsigned roles = 0; roles < 32; roles++) {
				for (unsigned m = 0; m < 128; m++) {
					struct permit_case c = {
						.action = (enum action)a,
						.state = s,
						.roles = roles,
						.author = m & 1,
						.wrote = m & 2,
						.passed = m & 4,
						.seat = m & 8,
						.seat3 = m & 16,
						.seat_any = m & 32,
						.own_office = m & 64,
					};
					enum z z = permit_check(&c, NULL);
					laws(&c, z);
					asked++;
					allowed += z == Z_OK;
				}
			}
		}
	}
	assert_true(asked > 2000000);
	assert_true(allowed > 0);
}

/* Of tickets: who answered or works on it does not check, decide or enter what the platform found. */
static void ticket_laws(const struct permit_case *c, enum z z)
{
	enum action a = c->action;
	if (z != Z_OK) {
		assert_true(z == Z_DENIED);
		return;
	}
	assert_true(permit_states(a) & 1u << c->state);
	/* An administrator who is nothing else, and holds no seat and no ticket, does nothing here. */
	assert_true(c->roles & (ROLE_CLERK | ROLE_OFFICE | ROLE_LEADER | ROLE_PUBLISH) || c->seat_any || c->handler ||
		    c->writer || c->assistant);
	switch ((int)a) {
	case ACTION_TICKET_CHECK:
	case ACTION_TICKET_SHORT_END:
		assert_false(c->handler || c->writer || c->roles & ROLE_ADMIN);
		break;
	case ACTION_TICKET_FACT:
		assert_false(c->handler || c->writer);
		assert_true(c->roles & (ROLE_CLERK | ROLE_OFFICE));
		break;
	case ACTION_TICKET_RETURN_DECIDE:
	case ACTION_TICKET_EXTEND_DECIDE:
	case ACTION_TICKET_ERASE_DECIDE:
		assert_false(c->asker);
		break;
	case ACTION_TICKET_EXCLUDE:
	case ACTION_TICKET_SUPERVISE_DONE:
		assert_false(c->handler);
		break;
	case ACTION_TICKET_SUPERVISE:
		assert_true(c->roles & (ROLE_LEADER | ROLE_OFFICE));
		break;
	case ACTION_TICKET_CLAIM:
	case ACTION_TICKET_ANSWER:
	case ACTION_TICKET_SUBMIT:
	case ACTION_TICKET_EXTEND_ASK:
		assert_true(c->own_office || c->handler);
		break;
	case ACTION_TICKET_TRANSFER:
	case ACTION_TICKET_MERGE:
	case ACTION_TICKET_ROUTE:
	case ACTION_TICKET_RETURN_ASK:
		assert_true(c->own_office || c->roles & ROLE_OFFICE);
		break;
	case ACTION_TICKET_CALLER:
		assert_true(c->own_office || c->assistant || c->roles & (ROLE_OFFICE | ROLE_LEADER));
		break;
	default:
		break;
	}
}

static void every_person_and_every_ticket(void **state)
{
	(void)state;
	long allowed = 0;
	for (int a = 1; a < ACTION_END; a++) {
		if (permit_subject((enum action)a) != PERMIT_TICKET)
			continue;
		for (int s = 0; s < TICKET_STATE_END; s++) {
			for (unsigned roles = 0; roles < 32; roles++) {
				for (unsigned m = 0; m < 64; m++) {
					struct permit_case c = {
						.action = (enum action)a,
						.state = s,
						.roles = roles,
						.own_office = m & 1,
						.handler = m & 2,
						.writer = m & 4,
						.assistant = m & 8,
						.asker = m & 16,
						.seat_any = m & 32,
					};
					enum z z = permit_check(&c, NULL);
					ticket_laws(&c, z);
					allowed += z == Z_OK;
				}
			}
		}
	}
	assert_true(allowed > 10000);
}

/* Two people suffice for a ticket, whatever their offices. */
static void a_ticket_gets_through_a_bureau_of_four(void **state)
{
	(void)state;
	struct permit_case one = {.roles = ROLE_CLERK | ROLE_ADMIN, .own_office = true};
	const struct {
		enum action action;
		int state;
	} his[] = {{ACTION_TICKET_CLAIM, TICKET_UNCLAIMED}, {ACTION_TICKET_ANSWER, TICKET_WORKING},
		{ACTION_TICKET_SUBMIT, TICKET_DRAFTED}, {ACTION_TICKET_FILL, TICKET_TO_FILL}};
	for (size_t i = 0; i < sizeof his / sizeof *his; i++) {
		one.action = his[i].action;
		one.state = his[i].state;
		one.handler = i > 0;
		one.writer = i > 1;
		assert_int_equal(permit_check(&one, NULL), Z_OK);
	}
	struct permit_case seat = {.action = ACTION_TICKET_CHECK, .state = TICKET_CHECKING, .seat_any = true};
	assert_int_equal(permit_check(&seat, NULL), Z_OK);
	struct permit_case other = {.action = ACTION_TICKET_FACT, .state = TICKET_FILLED, .roles = ROLE_CLERK};
	assert_int_equal(permit_check(&other, NULL), Z_OK);
}

static void a_ticket_is_refused_with_its_own_words(void **state)
{
	(void)state;
	struct error e;
	char s[600];
	struct permit_case c = {.action = ACTION_TICKET_CHECK, .roles = ROLE_CLERK, .writer = true};
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_NO_TICKET);
	c.state = TICKET_DRAFTED;
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_TICKET_STATE);
	assert_non_null(strstr(error_sentence(&e, s, sizeof s), "待核稿"));
	c.state = TICKET_CHECKING;
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_WRITER);
	c.handler = true;
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_HANDLER);
	c = (struct permit_case){.action = ACTION_TICKET_ANSWER, .state = TICKET_WORKING, .roles = ROLE_CLERK | ROLE_OFFICE};
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_TICKET_HAND);
	c = (struct permit_case){.action = ACTION_TICKET_TRANSFER, .state = TICKET_WORKING, .roles = ROLE_CLERK};
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_TICKET_OFFICE);
	c = (struct permit_case){
	        .action = ACTION_TICKET_EXTEND_DECIDE, .state = TICKET_WORKING, .roles = ROLE_LEADER, .asker = true};
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_ASKER);
}

/* A matrix that refuses everything would obey every law: these must be allowed. */
static void the_daily_way_is_open(void **state)
{
	(void)state;
	struct permit_case clerk = {.roles = ROLE_CLERK, .own_office = true, .author = true, .wrote = true};
	struct permit_case reader = {.seat = true, .seat_any = true};
	const enum action write[] = {ACTION_ITEM_EDIT, ACTION_ITEM_SUBMIT, ACTION_ITEM_VOID};
	for (size_t i = 0; i < 3; i++) {
		clerk.action = write[i];
		clerk.state = STATE_DRAFT;
		assert_int_equal(permit_check(&clerk, NULL), Z_OK);
		clerk.state = STATE_RETURNED;
		assert_int_equal(permit_check(&clerk, NULL), Z_OK);
		clerk.state = STATE_TIER2;
		assert_int_equal(permit_check(&clerk, NULL), Z_DENIED);
	}
	for (int t = 1; t <= 3; t++) {
		reader.action = ACTION_REVIEW_PASS;
		reader.state = (int)tier_state(t);
		assert_int_equal(permit_check(&reader, NULL), Z_OK);
		reader.action = ACTION_REVIEW_RETURN;
		assert_int_equal(permit_check(&reader, NULL), Z_OK);
	}
	struct permit_case publish = {.action = ACTION_RELEASE_ONLINE, .state = STATE_SIGNED, .roles = ROLE_PUBLISH};
	assert_int_equal(permit_check(&publish, NULL), Z_OK);
	struct permit_case down = {.action = ACTION_RELEASE_DOWN, .state = STATE_PUBLISHED, .seat3 = true};
	assert_int_equal(permit_check(&down, NULL), Z_OK);
	/* An office clerk sees to another office's item; a clerk of a third one does not. */
	struct permit_case other = {
	        .action = ACTION_ITEM_EDIT, .state = STATE_DRAFT, .roles = ROLE_CLERK | ROLE_OFFICE};
	assert_int_equal(permit_check(&other, NULL), Z_OK);
	other.roles = ROLE_CLERK;
	assert_int_equal(permit_check(&other, NULL), Z_DENIED);
}

static void the_sentence_names_what_fails_first(void **state)
{
	(void)state;
	struct error e;
	char s[600];
	struct permit_case c = {.action = ACTION_REVIEW_PASS, .state = STATE_TIER2, .seat = true, .wrote = true};
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_AUTHOR);
	c.wrote = false;
	c.passed = true;
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_TWICE);
	assert_non_null(strstr(error_sentence(&e, s, sizeof s), "复审"));
	c.roles = ROLE_ADMIN;
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_ADMIN);
	c = (struct permit_case){.action = ACTION_REVIEW_PASS, .state = STATE_TIER3};
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_WHO);
	assert_non_null(strstr(error_sentence(&e, s, sizeof s), "由发布岗人员办理"));
	c.state = STATE_DRAFT;
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_STATE);
	assert_non_null(strstr(error_sentence(&e, s, sizeof s), "待初审、待复审、待签发"));
	c.state = 0;
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_NO_ITEM);
	c.state = 4000;
	assert_int_equal(permit_check(&c, &e), Z_DENIED);
	c.action = (enum action)999;
	assert_int_equal(permit_check(&c, &e), Z_INVALID);
}

static void words_go_both_ways(void **state)
{
	(void)state;
	char buf[96];
	for (int s = 1; s < STATE_END; s++) {
		assert_int_equal(item_state_parse(item_state_text(s)), s);
		assert_int_equal(item_state_parse(item_state_key(s)), s);
	}
	assert_int_equal(item_state_parse(""), 0);
	assert_int_equal(item_state_parse("没有"), 0);
	assert_string_equal(item_state_text(99), "");
	assert_int_equal(attribute_parse("依申请公开"), ATTRIBUTE_REQUEST);
	assert_string_equal(withhold_article(WITHHOLD_TRADE), "《政府信息公开条例》第十五条");
	assert_string_equal(roles_text(ROLE_CLERK | ROLE_PUBLISH, buf), "经办、发布员");
	assert_string_equal(roles_text(31, buf), "经办、办公室、发布员、管理员、领导");
	assert_int_equal(role_parse("管理员"), ROLE_ADMIN);
	assert_int_equal(role_parse("leader"), ROLE_LEADER);
	for (int t = 1; t <= 3; t++)
		assert_int_equal(state_tier((int)tier_state(t)), t);
	assert_int_equal(state_tier(STATE_SIGNED), 0);
	assert_string_equal(tier_text(2), "复审");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(states_are_those_of_the_intent),
		cmocka_unit_test(every_person_in_every_state),
		cmocka_unit_test(every_person_and_every_ticket),
		cmocka_unit_test(every_person_and_every_request),
		cmocka_unit_test(a_ticket_gets_through_a_bureau_of_four),
		cmocka_unit_test(a_ticket_is_refused_with_its_own_words),
		cmocka_unit_test(the_daily_way_is_open),
		cmocka_unit_test(the_sentence_names_what_fails_first),
		cmocka_unit_test(words_go_both_ways),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
