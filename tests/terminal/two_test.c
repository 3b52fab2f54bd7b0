/* two_test.c - two processes on one file, as two officers see it: the same item edited by both, passed by both, a long
 * import while the other types, a colleague's commit on the screen. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/file/db.h"
#include "tests/bureau.h"
#include "tui/words.h"

#define ROWS 30
#define COLS 120

#define OURS "甲写的一段，谁也不该弄丢。"
#define THEIRS "戊写的另一段，也不该弄丢。"

struct two {
	struct bureau *b;
	struct vth *jia, *wu; /* 经办甲 and 发布员戊, both 经办 of 办公室 */
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool stored(const struct two *t, const char *text)
{
	return file_contains(desk_db(bureau_home(t->b)), text, strlen(text));
}

/* An item, and both at their lists with the cursor on it. */
static int open_two(void **state)
{
	struct two *t = xalloc(sizeof *t);

	*state = t;
	t->b = bureau_open();
	t->jia = bureau_screen(t->b, "jbj", ROWS, COLS);
	bureau_f(t->jia, 2);
	bureau_entry(t->jia, "两人同改的一件", "原来的正文。");
	bureau_f(t->jia, 2);
	vth_expect(t->jia, "已保存：2026-0001");
	t->wu = bureau_screen(t->b, "fbyw", ROWS, COLS);
	for (int i = 0; i < 6 && !vth_has(t->wu, "发布队列 · 全部 "); i++)
		bureau_type(t->wu, "\t");
	bureau_row(t->wu, "2026-0001");
	return 0;
}

static int close_two(void **state)
{
	struct two *t = *state;

	if (t->jia)
		bureau_leave(&t->jia);
	if (t->wu)
		bureau_leave(&t->wu);
	assert_int_equal(zwgk(bureau_home(t->b), "check"), 0);
	bureau_close(&t->b);
	free(t);
	return 0;
}

/* ---- edited by both ---- */

static void write_below(struct vth *v, const char *text)
{
	bureau_field(v, "正文");
	vth_key_with(v, VTERM_KEY_END, VTERM_MOD_CTRL);
	bureau_enter(v);
	bureau_type(v, text);
}

/* 戊 opens it, 甲 saves his text meanwhile, then 戊 wants to save: both texts are before him. */
static void collide(struct two *t)
{
	bureau_f(t->wu, 4);
	vth_expect(t->wu, "2026-0001 · 第1稿");
	bureau_f(t->jia, 4);
	vth_expect(t->jia, "2026-0001 · 第1稿");
	write_below(t->wu, THEIRS);
	write_below(t->jia, OURS);
	bureau_f(t->jia, 2);
	vth_expect(t->jia, "已保存：2026-0001");
	vth_expect(t->wu, "刚有别人改动了2026-0001");
	bureau_f(t->wu, 2);
	vth_expect(t->wu, "2026-0001 在您编辑期间被别人改动");
	vth_expect(t->wu, "经办甲");
	vth_expect(t->wu, OURS);
	vth_expect(t->wu, THEIRS);
}

static void going_back_keeps_what_was_typed(void **state)
{
	struct two *t = *state;

	collide(t);
	vth_key(t->wu, VTERM_KEY_ESCAPE);
	vth_expect_gone(t->wu, "在您编辑期间被别人改动");
	vth_expect(t->wu, THEIRS);
	bureau_f(t->wu, 2); /* and it is met again when saving again */
	vth_expect(t->wu, "在您编辑期间被别人改动");
	bureau_type(t->wu, "3");
	vth_expect(t->wu, "已另存为新件 2026-0002");
}

/* He saves before his program has had time to look at what she did: with both texts before him he needs no advice. */
static void who_compares_is_not_told_to(void **state)
{
	struct two *t = *state;

	bureau_f(t->wu, 4);
	vth_expect(t->wu, "2026-0001 · 第1稿");
	write_below(t->wu, THEIRS);
	vth_rest(t->wu);
	kill(vth_pid(t->wu), SIGSTOP);
	bureau_f(t->jia, 4);
	vth_expect(t->jia, "2026-0001 · 第1稿");
	write_below(t->jia, OURS);
	bureau_f(t->jia, 2);
	vth_expect(t->jia, "已保存：2026-0001");
	vth_key(t->wu, VTERM_KEY_FUNCTION(2));
	kill(vth_pid(t->wu), SIGCONT);
	vth_expect(t->wu, "2026-0001 在您编辑期间被别人改动");
	vth_settle_within(t->wu, 600, 5000);
	assert_false(vth_has(t->wu, "保存时请您比对"));
	bureau_type(t->wu, "3");
	vth_expect(t->wu, "已另存为新件 2026-0002");
}

/* The tab of pane 1 is no key 1: that would put his text over hers. */
static void a_tab_chooses_neither(void **state)
{
	struct two *t = *state;
	int row, col;

	collide(t);
	vth_rest(t->wu);
	assert_true(vth_find(t->wu, "1待办", &row, &col) || vth_find(t->wu, "1 待办", &row, &col));
	vth_click(t->wu, row, col + 1);
	vth_rest(t->wu);
	vth_expect(t->wu, "在您编辑期间被别人改动");
	bureau_type(t->wu, "3");
	vth_expect(t->wu, "已另存为新件 2026-0002");
}

static void mine_becomes_the_newest_and_theirs_stays_before_it(void **state)
{
	struct two *t = *state;

	collide(t);
	bureau_type(t->wu, "1");
	vth_expect(t->wu, "已保存：2026-0001");
	bureau_f(t->wu, 4);
	vth_expect(t->wu, "2026-0001 · 第3稿");
	vth_expect(t->wu, THEIRS);
	vth_key(t->wu, VTERM_KEY_ESCAPE);
	vth_expect(t->wu, "发布队列");
	assert_true(stored(t, OURS));
	assert_true(stored(t, THEIRS));
}

static void theirs_is_taken_only_after_a_question(void **state)
{
	struct two *t = *state;

	collide(t);
	bureau_type(t->wu, "2");
	vth_expect(t->wu, "放弃后找不回来");
	bureau_enter(t->wu); /* 取消 stands first */
	vth_expect(t->wu, "在您编辑期间被别人改动");
	vth_expect(t->wu, THEIRS);
	bureau_type(t->wu, "2");
	vth_expect(t->wu, "放弃后找不回来");
	bureau_type(t->wu, "y");
	vth_expect(t->wu, W_CONFLICT_THEIRS_DONE);
	vth_expect(t->wu, OURS);
	assert_false(vth_has(t->wu, THEIRS));
	vth_key(t->wu, VTERM_KEY_ESCAPE);
	vth_expect(t->wu, "发布队列");
}

static void both_stand_as_two_items(void **state)
{
	struct two *t = *state;

	collide(t);
	bureau_type(t->wu, "3");
	vth_expect(t->wu, "已另存为新件 2026-0002");
	assert_true(stored(t, OURS));
	assert_true(stored(t, THEIRS));
	bureau_row(t->wu, "2026-0002");
	bureau_f(t->wu, 4);
	vth_expect(t->wu, THEIRS);
	vth_key(t->wu, VTERM_KEY_ESCAPE);
	vth_expect(t->wu, "发布队列");
}

/* ---- passed by both ---- */

static void pass(struct two *t, const char *login)
{
	struct vth *v = bureau_screen(t->b, login, ROWS, COLS);

	bureau_row(v, "2026-0001");
	bureau_enter(v);
	vth_expect(v, "本次签署");
	bureau_f(v, 5);
	vth_expect(v, "意见（可不填）");
	bureau_type(v, "y");
	vth_expect(v, "已通过 2026-0001");
	bureau_leave(&v);
}

static struct vth *about_to_sign(struct two *t, const char *login)
{
	struct vth *v = bureau_screen(t->b, login, ROWS, COLS);

	bureau_row(v, "2026-0001");
	bureau_enter(v);
	vth_expect(v, "本次签署");
	bureau_f(v, 5);
	vth_expect(v, "意见（可不填）");
	return v;
}

static void of_two_signatures_one_wins_and_the_other_hears_whose(void **state)
{
	struct two *t = *state;

	bureau_f(t->jia, 7);
	vth_expect(t->jia, "已送初审");
	pass(t, "csy");
	pass(t, "fsb");
	struct vth *ding = about_to_sign(t, "ldd"), *ren = about_to_sign(t, "ldr");
	bureau_type(ding, "y");
	vth_expect(ding, "已通过 2026-0001 → 已签发");
	bureau_type(ren, "y");
	vth_expect(ren, "刚才已由领导丁办理（审核通过）");
	assert_false(vth_has(ren, "已通过 2026-0001 →"));
	bureau_leave(&ding);
	bureau_leave(&ren);
	assert_int_equal(zwgk(bureau_home(t->b), "list", "audit", "--format", "json"), 0);
	const char *signatures = desk_out(bureau_home(t->b));
	int n = 0;
	for (const char *s = signatures; (s = strstr(s, "审核通过")); s++)
		n++;
	assert_int_equal(n, 3);
}

/* ---- one holds the file for long, the other saves ---- */

/* Somebody's long transaction, from now on for so long. */
static pid_t hold(struct two *t, int ms)
{
	int ready[2];
	char byte;

	assert_int_equal(pipe(ready), 0);
	pid_t pid = fork();
	if (pid == 0) {
		struct timespec nap = {ms / 1000, ms % 1000 * 1000000L};
		struct error e;
		struct db *db;

		if (db_open(desk_db(bureau_home(t->b)), 0, &db, &e) != Z_OK)
			_exit(1);
		db_name_work(db, "发布员戊正在迁入事项");
		if (db_begin(db, &e) != Z_OK || write(ready[1], "x", 1) != 1)
			_exit(1);
		nanosleep(&nap, NULL);
		db_rollback(db);
		_exit(0);
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return pid;
}

static void reap(pid_t pid)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* While a save waits the program never rests, as vth_expect() would have it do. */
static void sees(struct vth *v, const char *text)
{
	assert_true(vth_wait_text(v, text, 10000));
}

static void a_save_waits_for_a_long_import_and_says_whose(void **state)
{
	struct two *t = *state;

	bureau_f(t->jia, 4);
	write_below(t->jia, OURS);
	pid_t pid = hold(t, 2500);
	vth_key(t->jia, VTERM_KEY_FUNCTION(2));
	sees(t->jia, "等候写入：发布员戊正在迁入事项");
	reap(pid);
	vth_expect(t->jia, "已保存：2026-0001");
	assert_false(vth_has(t->jia, "等候写入"));
	assert_true(stored(t, OURS));
}

static void esc_ends_the_wait_and_keeps_the_text(void **state)
{
	struct two *t = *state;

	bureau_f(t->jia, 4);
	write_below(t->jia, OURS);
	pid_t pid = hold(t, 8000);
	vth_key(t->jia, VTERM_KEY_FUNCTION(2));
	sees(t->jia, "等候写入：发布员戊正在迁入事项");
	vth_key(t->jia, VTERM_KEY_ESCAPE);
	vth_expect(t->jia, "没有改动任何内容，请稍后再试");
	vth_key(t->jia, VTERM_KEY_FUNCTION(2));
	sees(t->jia, "等候写入：发布员戊正在迁入事项");
	vth_key(t->jia, VTERM_KEY_LEFT); /* not taken for an Esc, and not lost */
	sees(t->jia, "已等 1 秒");
	vth_key(t->jia, VTERM_KEY_ESCAPE);
	vth_expect_gone(t->jia, "等候写入");
	vth_expect(t->jia, OURS);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_false(stored(t, OURS));
	bureau_type(t->jia, "最");
	vth_expect(t->jia, "弄丢最。");
	bureau_f(t->jia, 2);
	vth_expect(t->jia, "已保存：2026-0001");
}

/* ---- a file nobody can read for a while ---- */

/* A list that was asked for under somebody's lock comes when the lock is gone, though nothing was written under it. */
static void a_list_comes_after_a_lock_without_a_commit(void **state)
{
	struct two *t = *state;
	struct error e;
	struct db *db;

	vth_expect(t->wu, "发布队列 · 全部 ");
	assert_int_equal(db_open(desk_db(bureau_home(t->b)), 0, &db, &e), Z_OK);
	sqlite3_busy_timeout(db_raw(db), 10000); /* whoever reads just now */
	assert_int_equal(sqlite3_exec(db_raw(db), "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
	bureau_type(t->wu, "\t");
	vth_expect(t->wu, "发布队列 · 待我办");
	vth_rest(t->wu);
	assert_true(vth_has(t->wu, "2026-0001")); /* the last picture */
	assert_int_equal(sqlite3_exec(db_raw(db), "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	vth_expect_gone(t->wu, "2026-0001");
	db_close(&db);
}

/* Sorted under a lock, a list that is filtered by a name does not come back with everything in it. */
static void a_filter_holds_under_a_lock(void **state)
{
	struct two *t = *state;
	struct error e;
	struct db *db;

	bureau_type(t->wu, "f");
	vth_expect(t->wu, "写法：");
	bureau_answer(t->wu, "股室=局领导");
	vth_expect_gone(t->wu, "2026-0001");
	assert_int_equal(db_open(desk_db(bureau_home(t->b)), 0, &db, &e), Z_OK);
	sqlite3_busy_timeout(db_raw(db), 10000); /* whoever reads just now */
	assert_int_equal(sqlite3_exec(db_raw(db), "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
	bureau_type(t->wu, "v");
	vth_expect(t->wu, W_SORT_TITLE);
	bureau_type(t->wu, "2");
	vth_expect_gone(t->wu, W_SORT_TITLE);
	assert_int_equal(sqlite3_exec(db_raw(db), "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	db_close(&db);
	bureau_type(t->wu, "?");
	vth_rest(t->wu);
	bureau_type(t->wu, "\033");
	vth_expect(t->wu, "里没有符合的事项");
	assert_false(vth_has(t->wu, "2026-0001"));
}

/* ---- one imports, the other types ---- */

enum { IMPORTED = 10000, KEYS = 3000 };

static void write_ledger(struct two *t, const char *path)
{
	struct buffer b = {0};

	(void)t;
	buffer_text(&b, "标题,文号,信息分类,栏目,公开属性,成文日期,发布日期,公开渠道,链接,来源股室\n");
	for (int i = 0; i < IMPORTED; i++)
		buffer_printf(&b,
		        "林业工作历史事项第%d号,林发〔2019〕%d号,工作动态,工作动态,主动公开,2019-%02d-%02d,2019-%02d-%02d,政府网站,,办公室\n",
		        i, i, i % 12 + 1, i % 27 + 1, i % 12 + 1, i % 27 + 2);
	file_write(path, b.s, b.n);
	buffer_free(&b);
}

/* Still at work: neither gone nor waiting to be asked for its status. */
static bool runs(pid_t pid)
{
	char path[64], stat[256] = "";
	size_t n;

	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	if (!file_exists(path))
		return false;
	char *s = file_read(path, &n);
	snprintf(stat, sizeof stat, "%s", s);
	free(s);
	const char *end = strrchr(stat, ')');
	return end && end[2] != 'Z';
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void typing_goes_on_while_ten_thousand_are_imported(void **state)
{
	struct two *t = *state;
	struct desk *d = bureau_home(t->b);
	static double took[KEYS];
	char count[40];
	int n = 0;

	const char *ledger = desk_path(d, "ledger.csv");
	write_ledger(t, ledger);
	bureau_f(t->wu, 2);
	bureau_fill(t->wu, "标题", "导入时写的一件");
	bureau_field(t->wu, "正文");
	int job = desk_start(d, (const char *[]){"import", "items", ledger, NULL});
	while (n < KEYS && runs(desk_pid(d, job))) {
		char one[8] = "";
		double from = now_ms();

		utf8_encode((uint32_t)(0x3400 + n), one); /* a rare Han, nowhere else on the screen */
		vth_send(t->wu, one);
		if (!vth_wait_text(t->wu, one, 5000))
			fail();
		took[n++] = now_ms() - from;
	}
	assert_int_equal(desk_wait(d, job), 0);
	assert_contains(desk_out(d), "10000");
	qsort(took, (size_t)n, sizeof *took, by_size);
	assert_true(n >= 50); /* or it was over before anything was measured */
	print_message("# %d keys during the import: median %.1f ms, p99 %.1f ms, longest %.1f ms\n", n, took[n / 2],
	        took[n * 99 / 100], took[n - 1]);
	assert_true(took[n * 99 / 100] <= 100);
	bureau_f(t->wu, 2);
	vth_expect(t->wu, "已保存：2026-");
	bureau_f(t->wu, 4);
	bureau_field(t->wu, "正文");
	snprintf(count, sizeof count, " · %d字", n); /* not one is missing */
	vth_expect(t->wu, count);
	vth_key(t->wu, VTERM_KEY_ESCAPE);
	vth_expect(t->wu, "发布队列");
}

/* ---- seen at once ---- */

static void a_commit_shows_within_a_second_and_the_cursor_stays(void **state)
{
	struct two *t = *state;
	static const char *const steps[] = {"2026-0002", "2026-0003"};

	/* 甲 stands on 0002 of a list by due date; what comes goes above it. */
	for (int i = 0; i < 2; i++) {
		bureau_f(t->jia, 2);
		bureau_entry(t->jia, i ? "后来的一件" : "光标所在的一件", "正文。");
		if (i == 0)
			bureau_fill(t->jia, "成文日期", "2026-11-19");
		bureau_f(t->jia, 2);
		vth_expect(t->jia, "已保存");
		vth_expect(t->jia, steps[i]);
	}
	bureau_row(t->jia, "2026-0002");
	int before = vth_cursor(t->jia).row;

	bureau_f(t->wu, 2);
	bureau_entry(t->wu, "同事新登记的急件", "正文。");
	bureau_fill(t->wu, "成文日期", "2026-10-26");
	bureau_choose(t->wu, "拟稿人", "经办甲");
	double from = now_ms();
	bureau_f(t->wu, 2);
	assert_true(vth_wait_text(t->jia, "同事新登记的急件", 5000));
	double took = now_ms() - from;
	print_message("# a colleague's new item was seen after %.0f ms\n", took);
	assert_true(took <= 1000);
	vth_settle(t->jia);
	assert_int_equal(vth_cursor(t->jia).row, before + 1); /* the same item, one row lower */
	assert_true(strstr(vth_row(t->jia, before + 1), "▸ 2026-0002") != NULL);
}

static void a_commit_leaves_the_one_who_types_alone(void **state)
{
	struct two *t = *state;

	bureau_f(t->jia, 2);
	bureau_field(t->jia, "正文");
	bureau_type(t->jia, "正在写的一段");
	struct vth_cursor before = vth_cursor(t->jia);
	bureau_f(t->wu, 7);
	vth_expect(t->wu, "已送初审");
	vth_settle_within(t->jia, 600, 5000);
	struct vth_cursor after = vth_cursor(t->jia);
	assert_int_equal(before.row, after.row);
	assert_int_equal(before.col, after.col);
	bureau_type(t->jia, "接着写");
	vth_expect(t->jia, "正在写的一段接着写");
	vth_key(t->jia, VTERM_KEY_ESCAPE);
	vth_expect(t->jia, W_LEAVE_TITLE);
	bureau_type(t->jia, "4"); /* 不保存 */
	vth_expect(t->jia, "发布队列");
}

int main(void)
{
#define two(f) cmocka_unit_test_setup_teardown(f, open_two, close_two)
	const struct CMUnitTest tests[] = {
	        two(a_tab_chooses_neither),
	        two(who_compares_is_not_told_to),
	        two(going_back_keeps_what_was_typed),
	        two(mine_becomes_the_newest_and_theirs_stays_before_it),
	        two(theirs_is_taken_only_after_a_question),
	        two(both_stand_as_two_items),
	        two(of_two_signatures_one_wins_and_the_other_hears_whose),
	        two(a_save_waits_for_a_long_import_and_says_whose),
	        two(esc_ends_the_wait_and_keeps_the_text),
	        two(a_list_comes_after_a_lock_without_a_commit),
	        two(a_filter_holds_under_a_lock),
	        two(typing_goes_on_while_ten_thousand_are_imported),
	        two(a_commit_shows_within_a_second_and_the_cursor_stays),
	        two(a_commit_leaves_the_one_who_types_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
