/* restore_test.c - what was erased stays erased, whichever copies are restored one after the other. */
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
#include "tests/file.h"
#include "tests/unit/flow_fix.h"

static struct error e;

static const char *copy_to(struct deskfix *f, const char *name, char path[160])
{
	struct audit_head head;
	snprintf(path, 160, "%s/%s.db", f->dir, name);
	assert_ok(desk_backup(f->admin, path, NULL, &head, &e));
	return path;
}

static int64_t secret_item(struct deskfix *f, const char *body)
{
	int64_t id;
	struct item_register r = flow_register(f);
	struct item_text t = flow_text("误录的名单", body);
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	return id;
}

static void erase(struct deskfix *f, int64_t id)
{
	int64_t erasure;
	struct erase_result r;
	assert_ok(erase_ask(f->clerk, id, ERASE_SECRET, "涉密误录", &erasure, &e));
	assert_ok(erase_decide(f->second, erasure, true, &r, &e));
	erase_result_free(&r);
}

/* The item is not in the first copy, and so the file restored from it would forget that there was something to
 * erase. */
static void by_way_of_a_copy_that_knows_nothing_of_it(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct restore_result r;
	char before[160], with[160];
	int64_t first;
	copy_to(f, "before", before);
	secret_item(f, "龘靐村举报人名单魑魅");
	copy_to(f, "with", with);
	assert_ok(item_by_number(f->clerk, "2026-0001", &first, &e));
	erase(f, first);
	assert_ok(desk_restore(f->admin, before, NULL, &r, &e));
	assert_int_equal(r.erased_again, 0);
	assert_refused(item_by_number(f->clerk, "2026-0001", &first, &e), R_NO_ITEM);
	int64_t innocent = secret_item(f, "照常公开的正文"); /* takes the place in the table, not the number */
	struct item *i = flow_item(f->clerk, innocent);
	assert_string_equal(i->number, "2026-0002");
	item_free(&i);
	assert_ok(desk_restore(f->admin, before, NULL, &r, &e)); /* once more: still not forgotten */
	assert_ok(desk_restore(f->admin, with, NULL, &r, &e));
	assert_int_equal(r.erased_again, 1);
	assert_ok(item_by_number(f->clerk, "2026-0001", &first, &e));
	i = flow_item(f->clerk, first);
	assert_true(i->now->erased);
	item_free(&i);
	assert_false(file_holds(f->path, "龘靐村举报人"));
	assert_clean(f->admin);
	deskfix_close(&f);
}

/* An item that was erased, then written about, then erased once more. */
static void what_was_erased_the_second_time(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct restore_result r;
	char copy[160];
	int64_t id = secret_item(f, "正文");
	erase(f, id);
	assert_ok(item_correct(f->clerk, id, flow_ver(f->clerk, id), "class", "2", "其实是龘靐村的名单", &e));
	copy_to(f, "copy", copy);
	assert_true(file_holds(copy, "龘靐村"));
	erase(f, id);
	assert_ok(desk_restore(f->admin, copy, NULL, &r, &e));
	assert_int_equal(r.erased_again, 1);
	assert_false(file_holds(f->path, "龘靐村"));
	assert_clean(f->admin);
	deskfix_close(&f);
}

/* A desk far down in folders with long names: the file that is replaced is kept under its whole name. */
static void the_replaced_file_is_kept_however_long_its_folder(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct desk *d = NULL;
	struct restore_result r;
	struct buffer deep = {0};
	char copy[160], name[201];
	memset(name, 'x', 190);
	name[190] = '\0';
	copy_to(f, "copy", copy);
	buffer_text(&deep, f->dir);
	for (int i = 0; i < 2; i++) {
		buffer_printf(&deep, "/%s", name);
		assert_int_equal(mkdir(deep.s, 0700), 0);
	}
	size_t folder = deep.n;
	buffer_text(&deep, "/desk.db");
	assert_int_equal(rename(f->path, deep.s), 0);
	assert_ok(desk_open(deep.s, 0, &d, NULL, &e));
	assert_ok(desk_login(d, "admin", DESKFIX_PASS, &e));
	assert_ok(desk_restore(d, copy, NULL, &r, &e));
	assert_memory_equal(r.safety, deep.s, folder);
	assert_non_null(strstr(r.safety, "/backup/before-restore-2026-11-20"));
	assert_int_equal(access(r.safety, R_OK), 0);
	assert_clean(d);
	desk_close(&d);
	/* deeper than that SQLite cannot follow: it says so at once, not at the first backup */
	char *shorter = xstrdup(deep.s);
	deep.s[folder] = '\0';
	deep.n = folder;
	buffer_printf(&deep, "/%s", name + 150);
	assert_int_equal(mkdir(deep.s, 0700), 0);
	buffer_text(&deep, "/desk.db");
	assert_int_equal(rename(shorter, deep.s), 0);
	assert_refused(desk_open(deep.s, 0, &d, NULL, &e), R_FILE_LONG_PATH);
	free(shorter);
	buffer_free(&deep);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_replaced_file_is_kept_however_long_its_folder),
		cmocka_unit_test(by_way_of_a_copy_that_knows_nothing_of_it),
		cmocka_unit_test(what_was_erased_the_second_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
