/* ticket_import_test.c - the platform's export: new, known and changed rows, what the platform may change and what it may
 * not, and taking it all back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/date.h"
#include "store/file/search/tokenizer.h"
#include "store/record/inner.h"
#include "store/record/ticket/ticket.h"
#include "tests/ticketfix.h"

static struct error e;
static char told[2000];

static void changed(void *ctx, const char *number, const struct ticket_change *c, int n)
{
	size_t *at = ctx;
	for (int i = 0; i < n; i++)
		*at += (size_t)snprintf(told + *at, sizeof told - *at, "%s %s: %s > %s\n", number, ticket_fact_key((int)c[i].fact), c[i].old,
		        c[i].now);
}

static struct ticket_row row(const char *number)
{
	static char name[] = "王小明", phone[] = "13800001234", none[] = "";
	static const char *const extra[] = {"诉求归口", "林业，联系13900005678", "是否疑难", "否", NULL};
	return (struct ticket_row){.number = number, .title = "古树保护", .body = "古樟树枝干枯死\n请派人查看，电话13800001234", .topic = "古树保护",
		.source = "电话", .place = "城关镇东街1号", .platform_state = "办理中", .office = "资源保护股",
		.caller = {.name = name, .phone = phone, .idno = none, .address = none, .sex = none}, .kind = KIND_HELP,
		.urgency = URGENCY_NORMAL, .redos = 0, .dispatched_at = instant_parse("2026-11-18 09:00"),
		.platform_due = instant_parse("2026-11-27 18:00"), .extra = extra};
}

static enum ticket_met give(struct desk *d, const struct ticket_row *r)
{
	enum ticket_met met = TICKET_SAME;
	assert_ok(ticket_import_row(d, r, &met, &e));
	return met;
}

static int64_t import_of(struct desk *d, const struct ticket_row *rows, int n, enum ticket_met *met)
{
	size_t at = 0;
	const struct ticket_import in = {.file_name = "export.csv", .changed = changed, .ctx = &at};
	int64_t batch = 0;
	told[0] = '\0';
	assert_ok(ticket_import_begin(d, &in, &e));
	for (int i = 0; i < n; i++)
		met[i] = give(d, &rows[i]);
	assert_ok(ticket_import_end(d, &batch, &e));
	assert_true(batch > 0);
	return batch;
}

static int64_t id_of(struct desk *d, const char *number)
{
	int64_t id = 0;
	assert_ok(ticket_by_number(d, number, &id, &e));
	return id;
}

static int64_t rows_of(struct desk *d, const char *sql)
{
	sqlite3_stmt *q = db_query_dynamic(d->db, &e, sql);
	int64_t n = db_step(d->db, q, &e) ? sqlite3_column_int64(q, 0) : -1;
	db_done(q);
	return n;
}

/* ---- new rows ---- */

static void a_new_row_becomes_a_ticket(void **state)
{
	struct deskfix *f = *state;
	struct ticket_row r = row("250912001");
	enum ticket_met met;
	import_of(f->publish, &r, 1, &met);
	assert_int_equal(met, TICKET_NEW);
	int64_t id = id_of(f->clerk, "250912001");
	struct ticket *t = ticketfix_load(f->third, id); /* not of the handling office */
	assert_int_equal(t->state, TICKET_UNCLAIMED);
	assert_int_equal(t->office, f->office);
	assert_int_equal(t->origin, 0);
	assert_int_equal(t->outer_due, r.platform_due);
	assert_string_equal(t->masked.phone, "138****1234");
	assert_string_equal(t->place, "城关镇");
	assert_string_equal(t->body, "古樟树枝干枯死\n请派人查看，电话138****1234");
	assert_string_equal(t->extra_name[0], "诉求归口");
	assert_string_equal(t->extra_text[0], "林业，联系139****5678");
	assert_null(t->extra_name[2]);
	ticket_free(&t);
	t = ticketfix_load(f->clerk, id);
	assert_string_equal(t->body, r.body);
	ticket_free(&t);
	/* no personal data but in content */
	assert_int_equal(rows_of(f->clerk, "SELECT count(*) FROM ticket WHERE title||topic||place||source||number LIKE '%13800001234%'"), 0);
	char *phone = tokenizer_query("13800001234"), *tree = tokenizer_query("古樟树");
	assert_int_equal(db_number(f->clerk->db, &e, -1, "SELECT count(*) FROM ticket_fts WHERE ticket_fts MATCH ?1", "s", phone), 0);
	assert_int_equal(db_number(f->clerk->db, &e, -1, "SELECT count(*) FROM ticket_fts WHERE ticket_fts MATCH ?1", "s", tree), 1);
	free(phone);
	free(tree);
	assert_clean(f->clerk);
}

static void what_was_closed_before_is_history(void **state)
{
	struct deskfix *f = *state;
	struct ticket_row r[2] = {row("C1"), row("C2")};
	enum ticket_met met[2];
	r[0].closed_at = instant_parse("2026-11-19 10:00");
	r[1].platform_due = instant_parse("2026-11-19 08:00");
	r[1].closed_at = instant_parse("2026-11-19 10:00");
	import_of(f->publish, r, 2, met);
	struct ticket *t = ticketfix_load(f->clerk, id_of(f->clerk, "C1"));
	assert_int_equal(t->state, TICKET_CLOSED);
	assert_int_equal(t->origin, 1);
	assert_int_equal(t->light, LIGHT_GREEN);
	assert_int_equal(t->inner_due, 0);
	ticket_free(&t);
	t = ticketfix_load(f->clerk, id_of(f->clerk, "C2"));
	assert_int_equal(t->light, LIGHT_RED);
	ticket_free(&t);
	assert_clean(f->clerk);
}

static void a_faulty_row_leaves_the_batch_standing(void **state)
{
	struct deskfix *f = *state;
	const struct ticket_import in = {.file_name = "a.csv"};
	struct ticket_row r = row("");
	int64_t batch;
	char work[128], wanted[128];
	assert_ok(ticket_import_begin(f->publish, &in, &e));
	/* Who has to wait for it is told for whom. */
	snprintf(wanted, sizeof wanted, "%s正在%s", f->publish->who.name, action_text(ACTION_TICKET_IMPORT));
	assert_string_equal(db_waits_for(f->clerk->db, work, sizeof work), wanted);
	assert_refused(ticket_import_begin(f->publish, &in, &e), R_TICKET_BATCH_OPEN);
	assert_refused(ticket_import_row(f->publish, &r, NULL, &e), R_TICKET_NUMBER_MISSING);
	r.number = "F1";
	r.dispatched_at = 0;
	assert_refused(ticket_import_row(f->publish, &r, NULL, &e), R_TICKET_DISPATCH_MISSING);
	r = row("F1");
	r.closed_at = r.dispatched_at - 1;
	assert_refused(ticket_import_row(f->publish, &r, NULL, &e), R_TICKET_CLOSED_ORDER);
	r = row("F1");
	assert_int_equal(give(f->publish, &r), TICKET_NEW);
	assert_refused(ticket_import_row(f->publish, &r, NULL, &e), R_TICKET_NUMBER_TWICE);
	assert_ok(ticket_import_end(f->publish, &batch, &e));
	assert_refused(ticket_import_end(f->publish, &batch, &e), R_TICKET_BATCH_NONE);
	assert_string_equal(db_waits_for(f->clerk->db, work, sizeof work), "");
	assert_int_equal(rows_of(f->clerk, "SELECT count(*) FROM ticket"), 1);
	assert_clean(f->clerk);
}

static void a_dry_run_leaves_nothing(void **state)
{
	struct deskfix *f = *state;
	const struct ticket_import in = {.file_name = "a.csv", .dry = true};
	struct ticket_row r = row("D1");
	int64_t batch = 7, before = rows_of(f->clerk, "SELECT count(*) FROM audit");
	assert_ok(ticket_import_begin(f->publish, &in, &e));
	assert_int_equal(give(f->publish, &r), TICKET_NEW);
	assert_ok(ticket_import_end(f->publish, &batch, &e));
	assert_int_equal(batch, 0);
	assert_int_equal(rows_of(f->clerk, "SELECT count(*) FROM ticket"), 0);
	assert_int_equal(rows_of(f->clerk, "SELECT count(*) FROM audit"), before);
}

/* More than go into the file together: some are written while the next ones come, and a number that comes again is found
 * among those that are on their way. */
static void loads_go_in_beside_the_reading(void **state)
{
	enum { ROWS = 1300, AGAIN = 600 };
	struct deskfix *f = *state;
	const struct ticket_import in = {.file_name = "a.csv"};
	for (int kept = 0; kept < 2; kept++) {
		int64_t batch = 0;
		assert_ok(ticket_import_begin(f->publish, &in, &e));
		for (int i = 0; i < ROWS; i++) {
			char number[16];
			snprintf(number, sizeof number, "N%04d", i == AGAIN ? AGAIN - 10 : i);
			struct ticket_row r = row(number);
			enum ticket_met met;
			if (i % 3 == 0)
				r.body = NULL;
			if (i == AGAIN)
				assert_int_not_equal(ticket_import_row(f->publish, &r, &met, &e), Z_OK);
			else
				assert_int_equal(give(f->publish, &r), TICKET_NEW);
		}
		if (kept)
			assert_ok(ticket_import_end(f->publish, &batch, &e));
		else
			ticket_import_drop(f->publish);
		assert_int_equal(rows_of(f->clerk, "SELECT count(*) FROM ticket"), kept * (ROWS - 1));
		assert_int_equal(rows_of(f->clerk, "SELECT count(*) FROM person"), kept * (ROWS - 1));
	}
	/* in the order of the file, each with its own body and caller */
	assert_int_equal(rows_of(f->clerk, "SELECT count(*) FROM ticket WHERE number<>printf('N%04d', id-1+(id>600))"), 0);
	assert_int_equal(rows_of(f->clerk, "SELECT count(*) FROM ticket t JOIN content c ON c.id=t.body_c"), (ROWS - 1) * 2 / 3);
	assert_clean(f->clerk);
}

/* ---- once more ---- */

/* An import does not look its own references up; whoever comes after it has them looked up. */
static void references_are_looked_up_again(void **state)
{
	struct deskfix *f = *state;
	const struct ticket_row one = row("A1");
	enum ticket_met met;
	import_of(f->publish, &one, 1, &met);
	for (int dropped = 0; dropped < 2; dropped++) {
		if (dropped) {
			assert_ok(ticket_import_begin(f->publish, &(struct ticket_import){.file_name = "export.csv"}, &e));
			ticket_import_drop(f->publish);
		}
		assert_ok(db_begin(f->publish->db, &e));
		assert_int_not_equal(db_run(f->publish->db, &e, "UPDATE ticket SET office=999 WHERE number='A1'", ""), Z_OK);
		db_rollback(f->publish->db);
	}
}

static void the_same_file_again_changes_nothing(void **state)
{
	struct deskfix *f = *state;
	struct ticket_row r[2] = {row("S1"), row("S2")};
	enum ticket_met met[2];
	r[1].closed_at = instant_parse("2026-11-19 10:00");
	import_of(f->publish, r, 2, met);
	import_of(f->publish, r, 2, met);
	assert_int_equal(met[0], TICKET_SAME);
	assert_int_equal(met[1], TICKET_SAME);
	assert_string_equal(told, "");
	assert_int_equal(rows_of(f->clerk, "SELECT count(*) FROM ticket_act"), 0);
	assert_int_equal(rows_of(f->clerk, "SELECT sum(ver) FROM ticket"), 2);
}

static void only_the_facts_of_the_platform_change(void **state)
{
	struct deskfix *f = *state;
	struct ticket_row r = row("U1");
	enum ticket_met met;
	import_of(f->publish, &r, 1, &met);
	int64_t id = id_of(f->clerk, "U1");
	assert_ok(ticket_claim(f->clerk, id, ticketfix_ver(f->clerk, id), &e));
	r.kind = KIND_COMPLAINT;
	r.office = "办公室"; /* ours: not touched */
	r.platform_due = instant_parse("2026-11-30 18:00");
	r.caller.phone = (char[]){"13900009999"};
	r.body = "古樟树已倒";
	r.title = NULL;
	import_of(f->publish, &r, 1, &met);
	assert_int_equal(met, TICKET_CHANGED);
	assert_string_equal(told, "U1 platform_due: 2026-11-27 18:00 > 2026-11-30 18:00\nU1 kind: 求助 > 投诉\n"
				  "U1 body: 古樟树枝干枯死\n请派人查看，电话138****1234 > 古樟树已倒\n"
				  "U1 caller: 王** 138****1234    > 王** 139****9999   \n");
	struct ticket *t = ticketfix_load(f->clerk, id);
	assert_int_equal(t->state, TICKET_WORKING);
	assert_int_equal(t->handler, f->clerk_id);
	assert_int_equal(t->office, f->office);
	assert_int_equal(t->kind, KIND_COMPLAINT);
	assert_string_equal(t->title, "古树保护");
	assert_int_equal(t->outer_due, r.platform_due);
	ticket_free(&t);
	assert_refused(ticket_fact(f->publish, id, ticketfix_ver(f->clerk, id), FACT_KIND, "咨询", &e), R_TICKET_FACT_IMPORTED);
	assert_clean(f->clerk);
}

static void the_platform_closes(void **state)
{
	struct deskfix *f = *state;
	struct ticket_row r = row("X1");
	enum ticket_met met;
	import_of(f->publish, &r, 1, &met);
	int64_t id = id_of(f->clerk, "X1");
	ticketfix_fill(f->clerk, f->first, id);
	r.closed_at = instant_parse("2026-11-20 09:00");
	r.pleased = PLEASED_NO;
	import_of(f->publish, &r, 1, &met);
	struct ticket *t = ticketfix_load(f->clerk, id);
	assert_int_equal(t->state, TICKET_CLOSED);
	assert_int_equal(t->pleased, PLEASED_NO);
	assert_int_equal(t->light, LIGHT_GREEN);
	ticket_free(&t);
	/* sent back to us: the old file says nothing of the new round */
	assert_ok(ticket_redo(f->clerk, id, ticketfix_ver(f->clerk, id), "群众不满意", instant_parse("2026-11-20 09:00"), 0, &e));
	r.closed_at = instant_parse("2026-11-20 08:59");
	import_of(f->publish, &r, 1, &met);
	t = ticketfix_load(f->clerk, id);
	assert_int_equal(t->state, TICKET_UNCLAIMED);
	assert_int_equal(t->pleased, 0);
	ticket_free(&t);
	assert_clean(f->clerk);
}

/* ---- undo ---- */

static void an_import_is_taken_back(void **state)
{
	struct deskfix *f = *state;
	struct ticket_row r[2] = {row("Z1"), row("Z2")};
	enum ticket_met met[2];
	import_of(f->publish, r, 1, met);
	int64_t id = id_of(f->clerk, "Z1"), count = 0;
	r[0].kind = KIND_COMPLAINT;
	r[0].title = "古树已倒";
	r[0].caller.phone = (char[]){"13900009999"};
	r[0].closed_at = instant_parse("2026-11-19 10:00");
	int64_t second = import_of(f->publish, r, 2, met);
	assert_int_equal(met[0], TICKET_CHANGED);
	assert_int_equal(met[1], TICKET_NEW);
	assert_ok(ticket_import_undo(f->publish, second, &count, &e));
	assert_int_equal(count, 2);
	struct ticket *t = ticketfix_load(f->clerk, id);
	assert_int_equal(t->state, TICKET_UNCLAIMED);
	assert_int_equal(t->closed_at, 0);
	assert_int_equal(t->light, LIGHT_RED); /* not signed for within a day */
	assert_int_equal(t->kind, KIND_HELP);
	assert_string_equal(t->title, "古树保护");
	assert_string_equal(t->masked.phone, "138****1234");
	ticket_free(&t);
	t = ticketfix_load(f->clerk, id_of(f->clerk, "Z2"));
	assert_int_equal(t->state, TICKET_VOID);
	ticket_free(&t);
	assert_refused(ticket_import_undo(f->publish, second, &count, &e), R_TICKET_BATCH_UNDONE);
	/* and comes again */
	import_of(f->publish, r, 2, met);
	assert_int_equal(met[0], TICKET_CHANGED);
	assert_int_equal(met[1], TICKET_NEW);
	t = ticketfix_load(f->clerk, id_of(f->clerk, "Z2"));
	assert_int_equal(t->state, TICKET_UNCLAIMED);
	ticket_free(&t);
	assert_clean(f->clerk);
}

/* What an import said as it stood there, or said first, may be entered by hand again, whoever had brought the ticket. */
static void what_may_be_entered_by_hand_is_as_before(void **state)
{
	struct deskfix *f = *state;
	struct ticket_row r = row("M1"), same = row("M2");
	struct ticket_in in = ticketfix_in("M2");
	enum ticket_met met;
	int64_t hand, count;
	import_of(f->publish, &r, 1, &met);
	int64_t brought = id_of(f->clerk, "M1");
	assert_ok(ticket_create(f->clerk, &in, &hand, &e));
	struct ticket *t = ticketfix_load(f->clerk, brought), *u = ticketfix_load(f->clerk, hand);
	r.pleased = PLEASED_YES;
	same.kind = in.kind;
	struct ticket_row both[] = {r, same};
	enum ticket_met mets[2];
	int64_t batch = import_of(f->publish, both, 2, mets);
	assert_refused(ticket_fact(f->publish, brought, ticketfix_ver(f->clerk, brought), FACT_PLEASED, "不满意", &e), R_TICKET_FACT_IMPORTED);
	assert_refused(ticket_fact(f->publish, hand, ticketfix_ver(f->clerk, hand), FACT_KIND, "举报", &e), R_TICKET_FACT_IMPORTED);
	assert_ok(ticket_import_undo(f->publish, batch, &count, &e));
	struct ticket *now = ticketfix_load(f->clerk, brought);
	assert_int_equal(now->by_import, t->by_import);
	ticket_free(&now);
	now = ticketfix_load(f->clerk, hand);
	assert_int_equal(now->by_import, u->by_import);
	ticket_free(&now);
	assert_ok(ticket_fact(f->publish, brought, ticketfix_ver(f->clerk, brought), FACT_PLEASED, "不满意", &e));
	assert_ok(ticket_fact(f->publish, hand, ticketfix_ver(f->clerk, hand), FACT_KIND, "举报", &e));
	ticket_free(&t);
	ticket_free(&u);
	assert_clean(f->clerk);
}

static void what_was_built_on_stays(void **state)
{
	struct deskfix *f = *state;
	struct ticket_row r = row("B1");
	enum ticket_met met;
	int64_t batch = import_of(f->publish, &r, 1, &met), id = id_of(f->clerk, "B1"), count;
	assert_ok(ticket_claim(f->clerk, id, ticketfix_ver(f->clerk, id), &e));
	assert_refused(ticket_import_undo(f->publish, batch, &count, &e), R_TICKET_BATCH_BUILT_ON);
	assert_refused(ticket_import_undo(f->publish, batch + 1, &count, &e), R_TICKET_BATCH_UNKNOWN);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, deskfix_start, deskfix_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_row_becomes_a_ticket),
		TEST(what_was_closed_before_is_history),
		TEST(a_faulty_row_leaves_the_batch_standing),
		TEST(a_dry_run_leaves_nothing),
		TEST(loads_go_in_beside_the_reading),
		TEST(references_are_looked_up_again),
		TEST(the_same_file_again_changes_nothing),
		TEST(only_the_facts_of_the_platform_change),
		TEST(the_platform_closes),
		TEST(an_import_is_taken_back),
		TEST(what_may_be_entered_by_hand_is_as_before),
		TEST(what_was_built_on_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
