/* ticket_erase_test.c - after the erasure of a ticket nothing of what was said, of who called and of what was answered is
 * in the file, in its index, in a draft; a restore does not bring it back, and every copy that holds it is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/record/restore/restore.h"
#include "store/view/ticket/view.h"
#include "tests/file.h"
#include "tests/ticketfix.h"

#define NOW "2026-11-20T09:00:00"

static struct error e;

static const char *const secrets[] = {"龘靐村的林地纠纷由来", "护林员魑魅魍魉", "已告知龘靐村张某某不予受理", "内部掌握的线索魍", "转给办公室续办的理由魉"};

static int64_t spoken_of(struct deskfix *f, const char *number)
{
	struct ticket_in in = ticketfix_in(number);
	int64_t id = 0;
	const struct ticket_answer_in a = {.public_text = "已告知龘靐村张某某不予受理。", .note = "内部掌握的线索魍，不外传。",
		.truth = ANSWERED_YES, .solved = ANSWERED_YES};
	static char name[] = "护林员魑魅魍魉";
	in.title = "龘靐村的林地纠纷由来";
	in.body = "来电人反映龘靐村的林地纠纷由来已久，望核实。";
	in.caller.name = name;
	in.office = f->office;
	assert_ok(ticket_create(f->clerk, &in, &id, &e));
	assert_ok(ticket_claim(f->clerk, id, ticketfix_ver(f->clerk, id), &e));
	assert_ok(ticket_answer(f->clerk, id, ticketfix_ver(f->clerk, id), &a, &e));
	assert_ok(ticket_transfer(f->clerk, id, ticketfix_ver(f->clerk, id), f->general, "转给办公室续办的理由魉", &e));
	return id;
}

static void erase(struct deskfix *f, int64_t id, struct erase_result *r)
{
	int64_t erasure;
	assert_ok(ticket_erase_ask(f->clerk, id, ERASE_PERSONAL, "误录个人信息", &erasure, &e));
	assert_refused(erase_decide(f->clerk, erasure, true, NULL, &e), R_PERMIT_WHO);
	assert_ok(erase_decide(f->second, erasure, true, r, &e));
}

static void nothing_of_an_erased_ticket_is_left(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct erase_result r;
	struct draft *left = NULL;
	struct window *v;
	struct caller c;
	int64_t n, id = spoken_of(f, "GD-1");
	const struct draft_about about = {.kind = "answer", .id = id, .officer = f->clerk_id};
	const char *const fields[] = {"已告知龘靐村张某某不予受理"};
	for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
		assert_true(file_holds(f->path, secrets[i]));
	assert_ok(draft_begin(f->path, &about, fields, 1, &left, &e));
	draft_leave(&left);
	erase(f, id, &r);
	assert_true(r.contents >= 5);
	assert_int_equal(r.drafts, 1);
	assert_false(r.bytes_left);
	erase_result_free(&r);
	for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
		assert_false(file_holds(f->path, secrets[i]));
	struct ticket *t = ticketfix_load(f->second, id);
	assert_true(t->erased);
	assert_string_equal(t->number, "GD-1");
	assert_string_equal(t->title, "〔已清除〕");
	assert_string_equal(t->masked.name, "");
	ticket_free(&t);
	struct ticket_query q = {.scope = TICKETS_ALL, .words = "林地纠纷"};
	assert_ok(ticket_view_open(f->second, &q, &v, &e));
	assert_ok(window_count(v, 10, &n, &e));
	assert_int_equal(n, 0);
	window_close(&v);
	/* it says nothing any more and is worked on no more; another erasure has nothing to remove */
	assert_refused(ticket_caller(f->admin, id, &c, &e), R_TICKET_ERASED);
	assert_refused(ticket_claim(f->admin, id, ticketfix_ver(f->admin, id), &e), R_TICKET_ERASED);
	assert_refused(ticket_erase_ask(f->clerk, id, ERASE_PERSONAL, "误录个人信息", NULL, &e), R_ERASE_NOTHING);
	assert_ok(ticket_exclude(f->third, id, ticketfix_ver(f->third, id), true, "龘靐村又写进了理由", &e));
	erase(f, id, &r);
	assert_int_equal(r.contents, 1);
	assert_false(r.bytes_left);
	erase_result_free(&r);
	assert_false(file_holds(f->path, "龘靐村"));
	assert_clean(f->admin);
	deskfix_close(&f);
}

static void an_import_does_not_bring_it_back_and_a_restore_neither(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct restore_result r;
	struct erase_result erased, left;
	struct hash digest = {{3}};
	enum ticket_met met;
	char folder[160], copy[200];
	int64_t id = spoken_of(f, "GD-1"), other = spoken_of(f, "GD-2");
	snprintf(folder, sizeof folder, "%s/backup", f->dir);
	snprintf(copy, sizeof copy, "%s/zwgk-2026-11-19.db", folder);
	mkdir(folder, 0700);
	assert_ok(desk_backup(f->admin, copy, NULL, &(struct audit_head){0}, &e));
	erase(f, id, &erased);
	assert_non_null(erased.backups[0]);
	assert_non_null(strstr(erased.backups[0], "zwgk-2026-11-19.db"));
	assert_null(erased.backups[1]);
	erase_result_free(&erased);
	/* the platform says it again */
	const struct ticket_import in = {.file_name = "导出.csv", .digest = &digest};
	const struct ticket_row row = {.platform = "12345", .number = "GD-1", .title = "龘靐村", .body = "龘靐村的林地纠纷由来", .redos = -1};
	assert_ok(ticket_import_begin(f->admin, &in, &e));
	assert_ok(ticket_import_row(f->admin, &row, &met, &e));
	assert_int_equal(met, TICKET_SAME);
	assert_ok(ticket_import_end(f->admin, NULL, &e));
	/* and an old copy is put back */
	assert_ok(desk_restore(f->admin, copy, NULL, &r, &e));
	assert_int_equal(r.erased_again, 1);
	struct ticket *t = ticketfix_load(f->second, id);
	assert_true(t->erased);
	assert_string_equal(t->title, "〔已清除〕");
	ticket_free(&t);
	t = ticketfix_load(f->second, other);
	assert_false(t->erased);
	ticket_free(&t);
	assert_clean(f->admin);
	/* later, too, somebody may ask which copies are left */
	struct erasure *all;
	int n;
	assert_ok(erasure_list(f->admin, false, &all, &n, &e));
	assert_int_equal(all[0].ticket, id);
	assert_int_equal(all[0].item, 0);
	assert_string_equal(all[0].number, "GD-1");
	assert_ok(erasure_backups(f->admin, all[0].id, &left, &e));
	assert_true(left.backups[0] && !left.backups[1]); /* what the restore kept was made later */
	erase_result_free(&left);
	unlink(copy);
	assert_ok(erasure_backups(f->admin, all[0].id, &left, &e));
	assert_true(!left.backups || !left.backups[0]);
	erase_result_free(&left);
	free(all);
	deskfix_close(&f);
}

/* Taken away by a restore, it is erased again in the copy that has it. */
static void a_restore_remembers_a_ticket_that_is_not_there(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct restore_result r;
	char before[160], with[160];
	snprintf(before, sizeof before, "%s/before.db", f->dir);
	snprintf(with, sizeof with, "%s/with.db", f->dir);
	assert_ok(desk_backup(f->admin, before, NULL, &(struct audit_head){0}, &e));
	int64_t id = spoken_of(f, "GD 1"); /* a number with a blank, as a platform may have it */
	assert_ok(desk_backup(f->admin, with, NULL, &(struct audit_head){0}, &e));
	erase(f, id, NULL);
	assert_ok(desk_restore(f->admin, before, NULL, &r, &e));
	assert_int_equal(r.erased_again, 0);
	assert_ok(desk_restore(f->admin, before, NULL, &r, &e));
	assert_ok(desk_restore(f->admin, with, NULL, &r, &e));
	assert_int_equal(r.erased_again, 1);
	struct ticket *t = ticketfix_load(f->second, id);
	assert_true(t->erased);
	ticket_free(&t);
	assert_clean(f->admin);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_of_an_erased_ticket_is_left),
		cmocka_unit_test(an_import_does_not_bring_it_back_and_a_restore_neither),
		cmocka_unit_test(a_restore_remembers_a_ticket_that_is_not_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
