/* upgrade_test.c - a file of each older version, as that version's program left it (tests/corpus/desk), opened by this
 * program: everything that was there is there, the chain holds, a copy of the old file stands beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/file/audit/head.h"
#include "store/file/backup.h"
#include "store/file/schema/schema.h"
#include "store/record/inner.h"
#include "store/record/report/report.h"
#include "store/record/restore/restore.h"
#include "tests/file.h"
#include "tests/requestfix.h"
#include "tests/taskfix.h"
#include "tests/ticketfix.h"

static struct error e;

static const char *tree(void)
{
	const char *t = getenv("ZWGK_TREE");
	return t ? t : ".";
}

/* A copy of the fixture in the folder of *f, whose own desk stays beside it. */
static void fixture(struct deskfix *f, int version, char path[160])
{
	char from[400];
	size_t n;
	snprintf(from, sizeof from, "%s/tests/corpus/desk/version-%d.db", tree(), version);
	char *all = file_read(from, &n);
	snprintf(path, 160, "%s/old/old.db", f->dir);
	char folder[160];
	snprintf(folder, sizeof folder, "%s/old", f->dir);
	mkdir(folder, 0700);
	FILE *to = fopen(path, "wb");
	assert_non_null(to);
	assert_int_equal(fwrite(all, 1, n, to), n);
	fclose(to);
	chmod(path, 0600);
	free(all);
}

static int64_t version_of(struct desk *d, int64_t id)
{
	struct item *it;
	assert_ok(item_load(d, id, &it, &e));
	int64_t ver = it->ver;
	item_free(&it);
	return ver;
}

static void texts_in_rows_become_texts_that_can_be_erased(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct desk *d = NULL, *second = NULL;
	struct item *it;
	struct release_standing on[4];
	struct trail t;
	char path[160], before[200];
	int version;
	fixture(f, 1, path);
	assert_true(file_holds(path, "zhangsan.html")); /* of an item that was erased: the fault that is mended here */
	assert_ok(desk_open(path, 0, &d, NULL, &e));
	assert_ok(schema_version(d->db, &version, &e));
	assert_int_equal(version, SCHEMA_VERSION);
	assert_sound(d);
	assert_clean(d);
	assert_ok(desk_login(d, "jia", DESKFIX_PASS, &e));
	assert_int_equal(release_standing(d, 1, on, 4), 2);
	assert_string_equal(on[0].url, "https://www.example.gov.cn/a/1.html");
	assert_string_equal(on[1].url, "https://www.example.gov.cn/a/2.html");
	assert_ok(item_load(d, 2, &it, &e));
	assert_int_equal(it->state, STATE_WITHHELD);
	assert_string_equal(it->now->article, "《政府信息公开条例》第十六条第一款");
	item_free(&it);
	assert_ok(trail_load(d, 4, &t, &e));
	assert_string_equal(t.row[t.n - 1].url, "〔已清除〕");
	trail_free(&t);
	assert_false(file_holds(path, "zhangsan.html"));
	assert_true(file_holds(path, "王某某案"));
	snprintf(before, sizeof before, "%s/old/backup/before-v%d.db", f->dir, SCHEMA_VERSION);
	/* The copy from before holds what stood in its rows: whoever asks is told to destroy it. */
	struct erasure *all;
	struct erase_result copies;
	int done_n;
	assert_true(file_holds(before, "zhangsan.html"));
	assert_ok(erasure_list(d, false, &all, &done_n, &e));
	assert_ok(erasure_backups(d, all[0].id, &copies, &e));
	assert_string_equal(copies.backups[0], before);
	erase_result_free(&copies);
	free(all);

	/* work goes on: an old draft with a ground is signed and erased */
	int64_t erasure;
	struct erase_result r;
	assert_ok(item_submit(d, 3, version_of(d, 3), &e));
	assert_ok(erase_ask(d, 3, ERASE_PERSONAL, "误录个人信息", &erasure, &e));
	assert_ok(desk_open(path, 0, &second, NULL, &e));
	assert_ok(desk_login(second, "bing", DESKFIX_PASS, &e));
	assert_ok(erase_decide(second, erasure, true, &r, &e));
	assert_false(r.bytes_left);
	erase_result_free(&r);
	assert_false(file_holds(path, "王某某案"));
	assert_ok(item_load(d, 3, &it, &e));
	assert_true(it->now->erased);
	item_free(&it);
	assert_sound(d);
	assert_clean(d);

	/* a register row that was never saved since has its first version */
	struct named *list;
	int n;
	assert_ok(named_list(second, NAMED_CHANNEL, true, &list, &n, &e));
	assert_true(list[0].ver > 0);
	free(list);
	assert_ok(desk_login(d, "admin", DESKFIX_PASS, &e));
	assert_int_equal(setting_number(d, SETTING_SOON_DAYS), 3);
	assert_ok(setting_set(d, SETTING_SOON_DAYS, setting_version(d, SETTING_SOON_DAYS), "2", &e));
	desk_close(&second);
	desk_close(&d);
	/* the next opening does nothing any more */
	assert_ok(desk_open(path, 0, &d, NULL, &e));
	assert_clean(d);
	desk_close(&d);
	deskfix_close(&f);
}

/* A command that only reads brings the file up, too; a copy is only read. */
static void readers_find_the_tables_they_know(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct desk *d = NULL;
	struct named *list;
	struct audit_head head;
	char path[160];
	int n;
	fixture(f, 1, path);
	assert_ok(backup_verify(path, &head, &e));
	assert_ok(desk_open(path, DESK_READ, &d, NULL, &e));
	assert_ok(named_list(d, NAMED_CHANNEL, true, &list, &n, &e));
	free(list);
	assert_clean(d);
	desk_close(&d);
	deskfix_close(&f);
}

/* A backup of the old version is put back into the desk that came from it. */
static void an_old_backup_can_be_restored(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct desk *d = NULL;
	struct restore_result r;
	struct release_standing on[4];
	char path[160], copy[240];
	size_t n;
	fixture(f, 1, path);
	snprintf(copy, sizeof copy, "%s/old/kept.db", f->dir);
	char *all = file_read(path, &n);
	FILE *to = fopen(copy, "wb");
	assert_int_equal(fwrite(all, 1, n, to), n);
	fclose(to);
	chmod(copy, 0600);
	free(all);
	assert_ok(desk_open(path, 0, &d, NULL, &e));
	assert_ok(desk_login(d, "admin", DESKFIX_PASS, &e));
	assert_ok(desk_restore(d, copy, NULL, &r, &e));
	assert_int_equal(release_standing(d, 1, on, 4), 2);
	assert_string_equal(on[0].url, "https://www.example.gov.cn/a/1.html");
	assert_clean(d);
	assert_ok(setting_set(d, SETTING_SOON_DAYS, setting_version(d, SETTING_SOON_DAYS), "2", &e));
	desk_close(&d);
	deskfix_close(&f);
}

/* The names of a table's columns, or of the file's tables and indexes, in one text; the caller's to free. */
static char *names(struct desk *d, const char *sql, const char *table)
{
	struct buffer b = {0};
	sqlite3_stmt *q = db_query(d->db, &e, sql, "s", table);
	while (db_step(d->db, q, &e))
		buffer_printf(&b, "%s ", (const char *)sqlite3_column_text(q, 0));
	db_done(q);
	assert_ok(db_result(d->db));
	return b.s;
}

static void assert_same_names(struct desk *a, struct desk *b, const char *sql, const char *table)
{
	char *of_a = names(a, sql, table), *of_b = names(b, sql, table);
	assert_string_equal(of_a, of_b);
	free(of_a);
	free(of_b);
}

/* However old the file was: it ends with the tables, columns, indexes and triggers of a new one. */
static void every_version_ends_as_a_new_desk(void **state)
{
	(void)state;
	static const char parts[] = "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND ?1<>'' ORDER BY name",
			  columns[] = "SELECT name FROM pragma_table_info(?1) ORDER BY name";
	for (int version = 1; version < SCHEMA_VERSION; version++) {
		struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
		struct desk *d = NULL;
		char path[160];
		fixture(f, version, path);
		assert_ok(desk_open(path, 0, &d, NULL, &e));
		assert_same_names(d, f->admin, parts, "all");
		char *tables = names(f->admin, "SELECT name FROM sqlite_schema WHERE type='table' AND ?1<>''", "all"), *rest = tables;
		for (char *t; (t = strsep(&rest, " ")) && *t;)
			assert_same_names(d, f->admin, columns, t);
		free(tables);
		assert_sound(d);
		assert_clean(d);
		desk_close(&d);
		deskfix_close(&f);
	}
}

/* Of version 2: tickets, one of them erased, a report that was passed, returns with their reasons. */
static void work_goes_on_in_a_desk_of_version_2(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:30:00");
	struct desk *d = NULL;
	struct ticket *t;
	struct report r;
	struct audit_head head;
	char path[160], before[200], *text;
	fixture(f, 2, path);
	assert_ok(desk_open(path, 0, &d, NULL, &e));
	snprintf(before, sizeof before, "%s/old/backup/before-v%d.db", f->dir, SCHEMA_VERSION);
	assert_int_equal(access(before, R_OK), 0);
	assert_ok(desk_login(d, "jia", DESKFIX_PASS, &e));
	t = ticketfix_load(d, 1);
	assert_true(t->erased);
	ticket_free(&t);
	t = ticketfix_load(d, 4);
	assert_string_equal(t->number, "GD-4");
	ticket_free(&t);
	assert_ok(ticket_claim(d, 4, ticketfix_ver(d, 4), &e));
	assert_ok(report_load(d, 1, &r, &e));
	assert_int_equal(r.state, REPORT_STATE_FINAL);
	assert_ok(report_paper(d, 1, &text, &head, &e));
	assert_string_equal(text, "核定的全文");
	free(text);
	assert_int_equal(version_of(d, 1) > 0, 1);
	assert_true(requestfix_new(d, BY_IN_PERSON, "2026-11-20") > 0); /* version 3 */
	assert_sound(d);
	assert_clean(d);
	desk_close(&d);
	deskfix_close(&f);
}

/* Of version 3: requests, one of them erased, tasks, two of them from a list, which no batch knows. */
static void work_goes_on_in_a_desk_of_version_3(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:30:00");
	struct desk *d = NULL;
	struct request *r;
	struct task *t;
	struct task_line l = {.line = 2, .cell = {"开展抽查", "3", "", "办公室", "", "长期", "分解表"}};
	const struct hash digest = {{1}};
	struct task_batch batch = {.name = "分解表.csv", .digest = &digest};
	int64_t n;
	char path[160];
	int good;
	fixture(f, 3, path);
	assert_ok(desk_open(path, 0, &d, NULL, &e));
	assert_ok(desk_login(d, "wu", DESKFIX_PASS, &e));
	r = requestfix_load(d, 2);
	assert_true(r->erased);
	request_free(&r);
	t = taskfix_load(d, 2);
	assert_int_equal(t->state, TASK_DONE);
	task_free(&t);
	t = taskfix_load(d, 3);
	assert_string_equal(t->in.title, "开展培训");
	task_free(&t);
	assert_refused(task_import_undo(d, 1, &n, &e), R_TASK_BATCH_UNKNOWN);
	assert_ok(task_import(d, &batch, &l, 1, 0, &good, &e));
	assert_ok(task_import_undo(d, batch.id, &n, &e));
	assert_int_equal(n, 1);
	assert_sound(d);
	assert_clean(d);
	desk_close(&d);
	deskfix_close(&f);
}

/* Of version 4: items that were taken over, in several months and years, counted by day. */
static void a_desk_of_version_4_is_counted_by_month(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:30:00");
	struct desk *d = NULL;
	struct figure_part *rows;
	const struct figure_period y = figure_period_of(FIGURE_SPAN_YEAR, day_of(2025, 5, 5), 1);
	char path[160];
	int n, sum = 0;
	int64_t undone;
	fixture(f, 4, path);
	assert_ok(desk_open(path, 0, &d, NULL, &e));
	assert_ok(desk_login(d, "wu", DESKFIX_PASS, &e));
	assert_int_equal(db_number(d->db, &e, 0, "SELECT count(DISTINCT dim) FROM stat WHERE dim>=1000 AND n>0", ""), 6);
	assert_ok(figure_parts(d, FIGURE_PUBLISHED, FIGURES_BY_CATEGORY, &y, 0, &rows, &n, NULL, &e));
	assert_int_equal(n, 1);
	for (int i = 0; i < n; i++)
		sum += (int)rows[i].n;
	free(rows);
	assert_int_equal(sum, 13); /* as its program said */
	assert_ok(task_import_undo(d, 2, &undone, &e));
	assert_int_equal(undone, 2);
	assert_true(ticketfix_new(d, "GD-100", 0) > 0);
	assert_sound(d);
	assert_clean(d);
	desk_close(&d);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_in_rows_become_texts_that_can_be_erased),
		cmocka_unit_test(readers_find_the_tables_they_know),
		cmocka_unit_test(an_old_backup_can_be_restored),
		cmocka_unit_test(every_version_ends_as_a_new_desk),
		cmocka_unit_test(work_goes_on_in_a_desk_of_version_2),
		cmocka_unit_test(work_goes_on_in_a_desk_of_version_3),
		cmocka_unit_test(a_desk_of_version_4_is_counted_by_month),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
