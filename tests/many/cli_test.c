/* cli_test.c - the command line as a user meets it: exit status, sentences, JSON read back, due dates, the
 * demonstration.
 *
 * Seen to fail when wrong use ended with the status of a refusal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>
#include <jansson.h>
#include <sqlite3.h>

#include "store/base/text.h"
#include "tests/desk.h"

#define NOW "2026-11-20T09:12:00"

static const char *text_of(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	if (!s)
		fail_msg("no text \"%s\"", key);
	return s;
}

static void is_one_sentence(const struct desk *d)
{
	const char *e = desk_err(d);
	size_t n = strlen(e);

	assert_true(n > 4);
	assert_memory_equal(e + n - 4, "。\n", 4);
	assert_ptr_equal(strchr(e, '\n'), e + n - 1);
}

/* ---- use ---- */

static void wrong_use_ends_with_2(void **state)
{
	static const char *const lines[][6] = {
	        {"nonsense"},
	        {"--nonsense"},
	        {"list"},
	        {"list", "nonsense"},
	        {"list", "items", "more"},
	        {"list", "items", "--format", "xml"},
	        {"list", "items", "--format"},
	        {"list", "items", "--limit", "0"},
	        {"list", "audit", "--filter", "x"},
	        {"list", "items", "--out", "x"},
	        {"due"},
	        {"due", "--from", "2026-13-01"},
	        {"due", "--from", "2026-11-20", "--days", "0"},
	        {"due", "--from", "2026-11-20", "--days", "20x"},
	        {"due", "--from", "2026-11-20", "--explain=yes"},
	        {"init"},
	        {"init", "--sample", "--test"},
	        {"import", "items"},
	        {"import", "tables", "x.csv"},
	        {"import", "items", "x.csv", "--encoding", "klingon"},
	        {"import", "calendar", "--undo", "1"},
	        {"export", "items"},
	        {"export", "items", "--out", "x.pdf"},
	        {"check", "--head", "12"},
	        {"backup"},
	        {"package", "1"},
	        {"print", "review", "--out", "x.docx"},
	        {"--ambiguous", "3"},
	};
	struct desk *d = desk_open();

	(void)state;
	assert_int_equal(zwgk(d, "init", "--test"), 0);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const char *arguments[7] = {NULL};

		for (size_t k = 0; k < 6; k++)
			arguments[k] = lines[i][k];
		if (desk_run(d, arguments) != 2 || *desk_out(d) || !strstr(desk_err(d), "。\n") ||
		        !strstr(desk_err(d), "用法"))
			fail_msg("line %zu (%s ...): printed %s%s", i, lines[i][0], desk_out(d),
			        desk_err(d));
	}
	desk_close(&d);
}

static void in_columns(const char *text, int columns)
{
	for (const char *s = text; *s;) {
		size_t n = strcspn(s, "\n");
		if (text_columns_n(s, n) > columns)
			fail_msg("wider than %d columns: %.*s", columns, (int)n, s);
		s += n + (s[n] == '\n');
	}
}

static void help_names_every_command(void **state)
{
	static const char *const verbs[] = {"init", "list", "due", "import", "export", "check",
	        "backup", "restore", "doctor", "package", "print", "stat", "report", "summary"};
	struct desk *d = desk_open();

	(void)state;
	assert_int_equal(zwgk(d, "--help"), 0);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		char line[40];

		snprintf(line, sizeof line, "\n  %s ", verbs[i]);
		assert_contains(desk_out(d), line);
	}
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		assert_int_equal(zwgk(d, verbs[i], "--help"), 0);
		in_columns(desk_out(d), 80);
		assert_contains(desk_out(d), verbs[i]);
		assert_contains(desk_out(d), "--db");
	}
	assert_int_equal(zwgk(d, "help"), 0);
	assert_contains(desk_out(d), "\n  doctor ");
	assert_int_equal(zwgk(d, "help", "doctor"), 0);
	assert_contains(desk_out(d), "zwgk doctor ");
	assert_int_equal(zwgk(d, "--man"), 0);
	assert_contains(desk_out(d), ".TH ZWGK 1");
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		char line[40];

		snprintf(line, sizeof line, "\n.B %s\n", verbs[i]);
		assert_contains(desk_out(d), line);
	}
	assert_int_equal(zwgk(d, "--version"), 0);
	assert_contains(desk_out(d), "zwgk ");
	desk_close(&d);
}

/* ---- a desk ---- */

/* In Chinese, whoever writes the file, and without a name that is ours alone. */
static void no_file_is_made_where_there_is_no_folder(void **state)
{
	static const char *const names[] = {"no/such.csv", "no/such.json", "no/such.xlsx", "no/such.docx"};
	struct desk *d = desk_open();

	(void)state;
	assert_int_equal(zwgk(d, "init", "--test", "--bureau", "某县林业局", "--name", "经办甲"), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		assert_int_equal(zwgk(d, "export", "items", "--out", desk_path(d, names[i])), 1);
		assert_contains(desk_err(d), "没有这个文件或文件夹");
		assert_null(strstr(desk_err(d), "rror"));
		assert_null(strstr(desk_err(d), ".part-"));
		assert_null(strstr(desk_err(d), "zwgk init"));
	}
	desk_close(&d);
}

static void init_makes_a_private_desk_once(void **state)
{
	struct desk *d = desk_open();
	struct stat st;
	char path[256];
	json_t *all;

	(void)state;
	snprintf(path, sizeof path, "%s/new/desk.db", desk_dir(d));
	assert_int_equal(
	        zwgk(d, "init", "--db", path, "--bureau", "某县林业局", "--name", "测试员"), 0);
	assert_contains(desk_out(d), path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	path[strlen(path) - strlen("/desk.db")] = '\0';
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	path[strlen(path)] = '/';
	assert_int_equal(zwgk(d, "init", "--db", path, "--bureau", "另一个局"), 1);
	is_one_sentence(d);

	assert_int_equal(zwgk(d, "list", "officers", "--db", path, "--format", "json"), 0);
	all = desk_json(d);
	const json_t *officer = json_array_get(json_object_get(all, "officers"), 0);
	assert_int_equal(json_array_size(json_object_get(all, "officers")), 1);
	assert_string_equal(text_of(officer, "name"), "测试员");
	assert_string_equal(text_of(officer, "roles"), "经办、管理员");
	json_decref(all);

	assert_int_equal(zwgk(d, "list", "items", "--db", path, "--format", "json"), 0);
	assert_contains(desk_out(d), "\"items\":[]");
	all = desk_json(d);
	assert_int_equal(json_integer_value(json_object_get(all, "count")), 0);
	json_decref(all);
	assert_int_equal(zwgk(d, "check", "--db", path), 0);
	desk_close(&d);
}

static void a_missing_desk_says_how_to_make_one(void **state)
{
	static const char *const lines[][3] = {
	        {"list", "items"}, {"check"}, {"backup", "x.db"}, {"export", "audit", "--out=-"}};
	struct desk *d = desk_open();

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const char *arguments[4] = {lines[i][0], lines[i][1], lines[i][2], NULL};

		assert_int_equal(desk_run(d, arguments), 1);
		is_one_sentence(d);
		assert_contains(desk_err(d), "zwgk init");
	}
	desk_close(&d);
}

static void now_is_refused_on_a_real_desk(void **state)
{
	struct desk *d = desk_open();

	(void)state;
	assert_int_equal(zwgk(d, "init", "--bureau", "某县林业局"), 0);
	assert_int_equal(zwgk(d, "list", "items"), 0);
	desk_env(d, "ZWGK_NOW", NOW);
	assert_int_equal(zwgk(d, "list", "items"), 1);
	assert_string_equal(desk_out(d), "");
	assert_contains(desk_err(d), "ZWGK_NOW");
	is_one_sentence(d);
	assert_int_equal(zwgk(d, "check"), 1);
	assert_int_equal(zwgk(d, "import", "items", "x.csv"), 1);
	desk_env(d, "ZWGK_DB", desk_path(d, "test.db"));
	assert_int_equal(zwgk(d, "init", "--test"), 0);
	assert_int_equal(zwgk(d, "list", "items"), 0);
	desk_env(d, "ZWGK_NOW", "yesterday");
	assert_int_equal(zwgk(d, "list", "items"), 1);
	assert_contains(desk_err(d), "2026-11-20T09:00:00");
	desk_close(&d);
}

static void who_runs_it_is_asked_for_his_passphrase(void **state)
{
	struct desk *d = desk_open();

	(void)state;
	desk_env(d, "ZWGK_NOW", NOW);
	assert_int_equal(zwgk(d, "init", "--sample"), 0);
	assert_int_equal(zwgk(d, "list", "items", "--as", "ldd"), 1);
	assert_contains(desk_err(d), "--passphrase-fd");
	desk_input(d, "yanshi-9\n", 9);
	assert_int_equal(zwgk(d, "list", "items", "--as", "ldd", "--passphrase-fd", "0"), 1);
	is_one_sentence(d);
	desk_input(d, "yanshi-4\n", 9);
	assert_int_equal(zwgk(d, "list", "items", "--as", "ldd", "--passphrase-fd", "0"), 0);
	desk_input(d, "yanshi-4\n", 9);
	assert_int_equal(zwgk(d, "list", "items", "--as", "nobody", "--passphrase-fd", "0"), 1);
	desk_close(&d);
}

/* The demonstration has one from the web, confirmed, and one that was a ticket: nobody's name or number is printed. */
static void requests_are_listed_without_anybodys_name(void **state)
{
	struct desk *d = desk_open();

	(void)state;
	desk_env(d, "ZWGK_NOW", NOW);
	assert_int_equal(zwgk(d, "init", "--sample"), 0);
	assert_int_equal(zwgk(d, "list", "requests", "--format", "json"), 0);
	json_t *j = desk_json(d);
	const json_t *web = json_array_get(json_object_get(j, "requests"), 0);
	assert_int_equal(json_integer_value(json_object_get(j, "count")), 2);
	assert_string_equal(text_of(web, "number"), "依-2026-0001");
	assert_string_equal(text_of(web, "channel"), "web");
	assert_string_equal(text_of(web, "received"), "2026-11-05");
	assert_string_equal(text_of(web, "due"), "2026-12-03");
	assert_string_equal(text_of(web, "light"), "green");
	assert_string_equal(text_of(web, "name"), "某**");
	json_decref(j);
	assert_null(strstr(desk_out(d), "1390000"));
	assert_null(strstr(desk_out(d), "律师事务所"));
	assert_int_equal(zwgk(d, "list", "requests", "--format", "csv", "--filter", "方式=oral"), 0);
	assert_contains(desk_out(d), "依-2026-0002");
	assert_null(strstr(desk_out(d), "依-2026-0001"));
	assert_int_equal(zwgk(d, "list", "requests", "--filter", "方式=电话"), 1);
	is_one_sentence(d);
	desk_close(&d);
}

/* ---- due dates ---- */

static void due_says_what_the_law_says(void **state)
{
	static const struct {
		const char *from, *days, *due;
	} vectors[] = {
	        {"2024-01-22", "20", "2024-02-22"},
	        {"2024-02-09", "1", "2024-02-18"},
	        {"2024-05-10", "1", "2024-05-11"},
	        {"2024-09-03", "20", "2024-10-08"},
	        {"2024-09-30", "7", "2024-10-15"},
	        {"2025-01-10", "7", "2025-01-21"},
	        {"2025-01-10", "20", "2025-02-13"},
	        {"2025-01-25", "1", "2025-01-26"},
	        {"2025-04-30", "1", "2025-05-06"},
	        {"2025-09-28", "20", "2025-10-31"},
	        {"2025-12-08", "40", "2026-02-03"},
	        {"2026-02-09", "20", "2026-03-13"},
	        {"2026-09-15", "20", "2026-10-19"},
	        {"2025年2月10日", "20", "2025-03-10"},
	};
	struct desk *d = desk_open();

	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		assert_int_equal(zwgk(d, "due", "--from", vectors[i].from, "--days",
		                         vectors[i].days, "--format", "json"),
		        0);
		json_t *j = desk_json(d);
		assert_string_equal(text_of(j, "due"), vectors[i].due);
		assert_int_equal(json_array_size(json_object_get(j, "counted")),
		        atoi(vectors[i].days));
		assert_string_equal(json_string_value(json_array_get(json_object_get(j, "counted"),
		                            (size_t)atoi(vectors[i].days) - 1)),
		        vectors[i].due);
		json_decref(j);
		assert_int_equal(
		        zwgk(d, "due", "--from", vectors[i].from, "--days", vectors[i].days), 0);
		assert_contains(desk_out(d), vectors[i].due);
	}
	desk_close(&d);
}

static void due_explains_every_day(void **state)
{
	struct desk *d = desk_open();
	json_t *j, *skipped;
	bool holiday = false;

	(void)state;
	assert_int_equal(zwgk(d, "due", "--from", "2026-09-15", "--format", "json"), 0);
	j = desk_json(d);
	skipped = json_object_get(j, "skipped");
	/* 2026-09-16 to 2026-10-19 are 34 days. */
	assert_int_equal(json_array_size(skipped), 34 - 20);
	for (size_t i = 0; i < json_array_size(skipped); i++)
		if (!strcmp(text_of(json_array_get(skipped, i), "date"), "2026-10-01")) {
			assert_string_equal(text_of(json_array_get(skipped, i), "why"), "国庆节");
			holiday = true;
		}
	assert_true(holiday);
	assert_int_equal(json_integer_value(json_object_get(j, "days")), 20);
	json_decref(j);
	assert_int_equal(zwgk(d, "due", "--from", "2026-09-15", "--explain"), 0);
	assert_contains(desk_out(d), "9月20日 周日     第 4个工作日  调休上班");
	assert_contains(desk_out(d), "10月1日 周四     不计：国庆节");
	desk_close(&d);
}

static void due_beyond_the_calendar_refuses(void **state)
{
	struct desk *d = desk_open();
	json_t *j;

	(void)state;
	assert_int_equal(zwgk(d, "due", "--from", "2026-12-20", "--days", "20"), 1);
	assert_string_equal(desk_out(d), "");
	is_one_sentence(d);
	assert_contains(desk_err(d), "日历未定");
	assert_contains(desk_err(d), "2027");
	assert_int_equal(
	        zwgk(d, "due", "--from", "2026-12-20", "--days", "20", "--format", "json"), 1);
	j = desk_json(d);
	assert_true(json_is_null(json_object_get(j, "due")));
	assert_string_equal(text_of(j, "refusal"), "calendar-open");
	json_decref(j);
	desk_close(&d);
}

static void due_goes_by_the_desk_s_calendar(void **state)
{
	static const char next[] = "date,kind,name\n2027-01-01,off,元旦\n2027-01-02,off,元旦\n2027-01-03,off,元旦\n"
	                           "2027-10-01,off,国庆节\n2027-10-02,off,国庆节\n2027-10-03,off,国庆节\n";
	struct desk *d = desk_open();

	(void)state;
	desk_env(d, "ZWGK_NOW", NOW);
	assert_int_equal(zwgk(d, "init", "--test"), 0);
	assert_int_equal(zwgk(d, "due", "--from", "2026-12-20"), 1);
	file_write_text(desk_path(d, "2027.csv"), next);
	assert_int_equal(zwgk(d, "import", "calendar", desk_path(d, "2027.csv"), "--dry-run"), 0);
	assert_int_equal(zwgk(d, "due", "--from", "2026-12-20"), 1);
	assert_int_equal(zwgk(d, "import", "calendar", desk_path(d, "2027.csv")), 0);
	assert_contains(desk_out(d), "2027");
	assert_int_equal(zwgk(d, "due", "--from", "2026-12-20"), 0);
	assert_contains(desk_out(d), "2027-01-18");
	file_write_text(desk_path(d, "bad.csv"), "date,kind,name\n2027-01-04,work,元旦\n");
	assert_int_equal(zwgk(d, "import", "calendar", desk_path(d, "bad.csv")), 1);
	assert_contains(desk_err(d), "第2行");
	assert_int_equal(zwgk(d, "check"), 0);
	desk_close(&d);
}

/* ---- the demonstration ---- */

static void the_demonstration_shows_everything(void **state)
{
	static const char *const states[] = {"draft", "tier1", "tier2", "tier3", "signed",
	        "published", "down", "superseded", "returned", "referred", "emergency", "void",
	        "withheld", "on-request", "migrated"};
	struct desk *d = desk_open();
	int late = 0, today = 0, soon = 0, errata = 0;
	json_t *all, *items, *item;
	size_t i;

	(void)state;
	desk_env(d, "ZWGK_NOW", NOW);
	assert_int_equal(zwgk(d, "init", "--sample", "--format", "json"), 0);
	all = desk_json(d);
	assert_string_equal(text_of(all, "mode"), "sample");
	assert_true(json_array_size(json_object_get(all, "officers")) >= 6);
	json_array_foreach(json_object_get(all, "officers"), i, item) {
		char line[64];

		snprintf(line, sizeof line, "%s\n", text_of(item, "passphrase"));
		desk_input(d, line, strlen(line));
		assert_int_equal(zwgk(d, "list", "reviews", "--as", text_of(item, "login"),
		                         "--passphrase-fd", "0"),
		        0);
	}
	json_decref(all);

	assert_int_equal(zwgk(d, "list", "items", "--format", "json"), 0);
	all = desk_json(d);
	items = json_object_get(all, "items");
	assert_int_equal(json_array_size(items), json_integer_value(json_object_get(all, "count")));
	assert_true(json_array_size(items) > 80);
	for (i = 0; i < sizeof states / sizeof *states; i++) {
		size_t k, n = 0;

		json_array_foreach(items, k, item)
			n += !strcmp(text_of(item, "state"), states[i]);
		if (!n)
			fail_msg("no item is %s", states[i]);
	}
	json_array_foreach(items, i, item) {
		const json_t *left = json_object_get(item, "left");

		if (json_is_integer(left)) {
			late += json_integer_value(left) < 0;
			today += json_integer_value(left) == 0;
			soon += json_integer_value(left) == 1 || json_integer_value(left) == 2;
		}
		errata += json_is_true(json_object_get(item, "errata"));
	}
	assert_true(late >= 2 && today >= 1 && soon >= 2 && errata == 1);
	json_decref(all);

	assert_int_equal(zwgk(d, "list", "reviews", "--format", "csv"), 0);
	assert_contains(desk_out(d), "编号,状态,");
	assert_contains(desk_out(d), "待签发");
	assert_lacks(desk_out(d), "已发布");
	assert_int_equal(zwgk(d, "list", "reviews", "--filter", "状态=已发布", "--format", "csv"), 0);
	assert_contains(desk_out(d), "编号,状态,"); /* and nothing else: what is published is under no review */
	assert_lacks(desk_out(d), "待签发");
	assert_lacks(desk_out(d), "已发布");
	assert_int_equal(zwgk(d, "list", "catalog", "--format", "json"), 0);
	json_decref(desk_json(d));
	assert_int_equal(zwgk(d, "list", "audit", "--limit", "3", "--format", "json"), 0);
	all = desk_json(d);
	assert_int_equal(json_array_size(json_object_get(all, "audit")), 3);
	assert_int_equal(strlen(text_of(json_array_get(json_object_get(all, "audit"), 0), "hash")), 64);
	json_decref(all);
	assert_int_equal(zwgk(d, "check", "--format", "json"), 0);
	all = desk_json(d);
	assert_true(json_is_true(json_object_get(all, "ok")));
	assert_int_equal(json_array_size(json_object_get(all, "found")), 0);
	json_decref(all);
	desk_close(&d);
}

/* On a Sunday, at midnight, in January, beyond the calendar, in summer. */
static void the_demonstration_can_be_made_at_any_time(void **state)
{
	static const char *const times[] = {"2026-11-22T06:26:00", "2026-11-18T00:00:30",
	        "2026-01-05T09:00:00", "2027-03-01T17:59:00", "2025-07-31T12:00:00"};
	struct desk *d = desk_open();

	(void)state;
	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		char name[16];

		snprintf(name, sizeof name, "demo%zu.db", i);
		desk_env(d, "ZWGK_NOW", times[i]);
		desk_env(d, "ZWGK_DB", desk_path(d, name));
		if (zwgk(d, "init", "--sample"))
			fail_msg("%s: %s", times[i], desk_err(d));
		assert_int_equal(zwgk(d, "check"), 0);
		assert_int_equal(zwgk(d, "list", "items", "--filter", "状态=已退回"), 0);
		assert_contains(desk_out(d), "森林防火工作方案");
	}
	desk_close(&d);
}

static void doctor_reports_in_words_and_json(void **state)
{
	struct desk *d = desk_open();
	json_t *all;

	(void)state;
	assert_int_equal(zwgk(d, "doctor"), 0);
	assert_contains(desk_out(d), "还没有工作台");
	desk_env(d, "ZWGK_NOW", NOW);
	assert_int_equal(zwgk(d, "init", "--sample"), 0);
	assert_int_equal(zwgk(d, "doctor", "--format", "json"), 0);
	all = desk_json(d);
	assert_true(json_is_true(json_object_get(all, "ok")));
	assert_true(json_array_size(json_object_get(all, "checks")) > 5);
	json_decref(all);
	assert_int_equal(chmod(desk_db(d), 0644), 0);
	assert_int_equal(zwgk(d, "doctor"), 1);
	assert_contains(desk_out(d), "有误");
	assert_contains(desk_out(d), "chmod 600");
	assert_int_equal(chmod(desk_db(d), 0600), 0);

	mkdir(desk_path(d, "HOME/.ssh"), 0700);
	file_write_text(desk_path(d, "HOME/.ssh/authorized_keys"),
	        "restrict,pty,command=\"zwgk --as ldd\" ssh-ed25519 AAAA ding\n"
	        "restrict,pty,command=\"zwgk --as zhangsan\" ssh-ed25519 AAAB zhang\n"
	        "restrict,pty,command=\"zwgk\" ssh-ed25519 AAAC li\n");
	assert_int_equal(zwgk(d, "doctor"), 1);
	assert_contains(desk_out(d), "第 1 行：进入后只能以 ldd");
	assert_contains(desk_out(d), "zhangsan 不在人员名单里");
	assert_contains(desk_out(d), "第 3 行的命令里没有 --as");
	desk_close(&d);
}

/* A list that is gathered ends after so many rows (VIEW_GATHER), and says so whatever it lists. */
static void a_list_that_is_cut_says_so(void **state)
{
	static const char many[] =
		"WITH RECURSIVE n(k) AS (SELECT 1000 UNION ALL SELECT k+1 FROM n WHERE k<22000)"
		" INSERT INTO request(id,number,state,channel,applicant,name,title,office,due_sort,created_at,updated_at)"
		" SELECT k,'x'||k,state,channel,applicant,name,title,office,due_sort,created_at,updated_at"
		" FROM n,(SELECT * FROM request LIMIT 1)";
	struct desk *d = desk_open();
	sqlite3 *db;

	(void)state;
	desk_env(d, "ZWGK_NOW", NOW);
	assert_int_equal(zwgk(d, "init", "--sample"), 0);
	assert_int_equal(zwgk(d, "list", "requests", "--format", "json"), 0);
	assert_lacks(desk_out(d), "\"partial\"");
	assert_int_equal(sqlite3_open(desk_db(d), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, many, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(zwgk(d, "list", "requests", "--format", "json"), 0);
	assert_contains(desk_out(d), "\"count\":20000,\"partial\":true");
	assert_int_equal(zwgk(d, "list", "requests"), 0);
	assert_contains(desk_err(d), "清单太长，只列出一部分");
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(wrong_use_ends_with_2),
	        cmocka_unit_test(help_names_every_command),
	        cmocka_unit_test(init_makes_a_private_desk_once),
	        cmocka_unit_test(no_file_is_made_where_there_is_no_folder),
	        cmocka_unit_test(a_missing_desk_says_how_to_make_one),
	        cmocka_unit_test(now_is_refused_on_a_real_desk),
	        cmocka_unit_test(who_runs_it_is_asked_for_his_passphrase),
	        cmocka_unit_test(requests_are_listed_without_anybodys_name),
	        cmocka_unit_test(due_says_what_the_law_says),
	        cmocka_unit_test(due_explains_every_day),
	        cmocka_unit_test(due_beyond_the_calendar_refuses),
	        cmocka_unit_test(due_goes_by_the_desk_s_calendar),
	        cmocka_unit_test(the_demonstration_shows_everything),
	        cmocka_unit_test(the_demonstration_can_be_made_at_any_time),
	        cmocka_unit_test(doctor_reports_in_words_and_json),
	        cmocka_unit_test(a_list_that_is_cut_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
