/* start_test.c - the first minutes in a real terminal: the first start, the demonstration and its guide, who may not do
 * what, other identities, locks, wrong terminals, resizes, wrong bytes, a lost connection. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tests/bureau.h"
#include "tui/action/words.h"
#include "tui/words.h"

static struct vth *start(struct desk *d, int rows, int cols)
{
	return vth_start(rows, cols, (const char *[]){zwgk_program(), NULL}, desk_environment(d));
}

/* A demonstration desk with this person at it. */
static struct vth *demo(struct desk *d, const char *who, int rows, int cols)
{
	desk_env(d, "ZWGK_NOW", BUREAU_NOW);
	if (!file_exists(desk_db(d)))
		assert_int_equal(zwgk(d, "init", "--sample"), 0);
	struct vth *v = start(d, rows, cols);
	vth_expect(v, W_DEMO_LOGIN);
	bureau_type(v, who);
	vth_expect(v, "待我");
	return v;
}

/* ---- the first start ---- */

static void the_first_start_offers_the_demonstration(void **state)
{
	struct desk *d = desk_open();
	struct vth *v;

	(void)state;
	desk_env(d, "ZWGK_NOW", BUREAU_NOW);
	v = start(d, 30, 100);
	vth_expect(v, W_FIRST_DEMO);
	vth_expect(v, W_FIRST_NEW);
	bureau_enter(v); /* what is offered first is the demonstration */
	assert_true(vth_wait_text(v, W_DEMO_LOGIN, 20000));
	vth_expect(v, "口令 yanshi-1");
	bureau_type(v, "1");
	vth_expect(v, "发布队列 · 待我办");
	vth_expect(v, "演示");
	vth_expect(v, "向导 1/5");
	bureau_leave(&v);
	assert_false(file_exists(desk_db(d))); /* the bureau's own desk is not touched */
	desk_close(&d);
}

/* 建立本单位工作台, by 经办甲 with these people. */
static void begin_own_desk(struct vth *v, const char *people)
{
	vth_expect(v, W_FIRST_NEW);
	bureau_type(v, "2");
	vth_expect(v, "涉密文件不得录入");
	bureau_fill(v, W_NEW_BUREAU, "绩溪县林业局");
	bureau_fill(v, W_NEW_NAME, "经办甲");
	bureau_f(v, 2);
	vth_expect(v, W_PEOPLE_LINES);
	vth_settle_within(v, 600, 5000); /* a look at the clock: the desk is new, he was not away */
	assert_false(vth_has(v, W_LOCK_TITLE));
	vth_paste(v, people);
	vth_expect(v, "初审乙 办公室 股长");
	bureau_f(v, 2);
	vth_expect(v, W_PEOPLE_PREVIEW);
	bureau_type(v, "y");
}

static void a_desk_of_ones_own_asks_two_things(void **state)
{
	struct desk *d = desk_open();
	struct vth *v = start(d, 30, 100);

	(void)state;
	begin_own_desk(v, "初审乙 办公室 股长\n复审丙 办公室 主任\n领导丁 局领导 党组成员、分管副局长\n");
	vth_expect(v, "初始口令");
	vth_expect(v, "分管副局长 登录名"); /* a long post does not run into what follows */
	bureau_enter(v);
	vth_expect(v, W_GAP_TITLE);
	bureau_enter(v);
	vth_expect(v, "绩溪县林业局");
	vth_expect(v, "按 F2 新建"); /* what to do next */
	assert_false(vth_has(v, "向导"));
	vth_key(v, VTERM_KEY_FUNCTION(10));
	assert_int_equal(vth_wait_exit(v, 5000), 0);
	vth_expect(v, "工作台文件：");
	vth_expect(v, "每日备份：");
	vth_free(&v);
	assert_int_equal(zwgk(d, "list", "officers"), 0);
	assert_contains(desk_out(d), "领导丁");
	desk_close(&d);
}

/* Several officers, one account: F12 asks who comes, and who leaves the question stays who he was. */
static void f12_lets_another_officer_in(void **state)
{
	struct desk *d = desk_open();
	struct vth *v = start(d, 30, 100);
	char secret[16] = "";
	int row, col;

	(void)state;
	begin_own_desk(v, "初审乙 办公室 股长\n");
	vth_expect(v, "初始口令 ");
	assert_true(vth_find(v, "初始口令 ", &row, &col));
	snprintf(secret, sizeof secret, "%s", vth_span(v, row, col + text_columns("初始口令 "), 12));
	bureau_enter(v);
	vth_expect(v, W_GAP_TITLE);
	bureau_enter(v);
	vth_expect(v, "按 F2 新建");

	bureau_f(v, 12);
	vth_expect(v, W_LOGIN_NAME);
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect_gone(v, W_LOGIN_NAME);
	vth_expect(v, "经办甲 · 办公室");
	bureau_f(v, 12); /* his own account needs no passphrase, as when he started */
	vth_expect(v, W_LOGIN_NAME);
	bureau_type(v, "jbj");
	bureau_enter(v);
	vth_expect(v, "现在是 经办甲");
	assert_false(vth_has(v, "（）"));

	bureau_f(v, 12);
	vth_expect(v, W_LOGIN_NAME);
	bureau_type(v, "csy");
	bureau_enter(v);
	vth_expect(v, "csy 的口令");
	bureau_type(v, "not-this-one");
	bureau_enter(v);
	vth_expect(v, "口令不对");
	vth_ctrl(v, 'u');
	bureau_type(v, secret);
	bureau_enter(v);
	vth_expect(v, W_LOGIN_NEW);
	bureau_type(v, "abc");
	bureau_enter(v);
	vth_expect(v, "口令至少 8 个字"); /* before it is asked for again */
	vth_ctrl(v, 'u');
	bureau_type(v, "chushen-yi");
	bureau_enter(v);
	vth_expect(v, W_LOGIN_AGAIN);
	bureau_type(v, "chushen-yi");
	bureau_enter(v);
	vth_expect(v, "初审乙 · 办公室");
	vth_expect(v, "三审 · 待我审");
	vth_key(v, VTERM_KEY_FUNCTION(10));
	assert_int_equal(vth_wait_exit(v, 5000), 0);
	vth_free(&v);
	assert_int_equal(zwgk(d, "check"), 0);
	desk_close(&d);
}

/* ---- the demonstration ---- */

static void sign_it(struct vth *v)
{
	vth_expect(v, "：打开 2026-0021");
	bureau_row(v, "2026-0021");
	bureau_enter(v);
	vth_expect(v, "看完按 F5 通过");
	bureau_f(v, 5);
	vth_expect(v, "意见（可不填）");
	bureau_type(v, "y");
	vth_expect(v, "已通过 2026-0021");
}

static void the_guide_leads_through_the_whole_way(void **state)
{
	struct desk *d = desk_open();
	struct vth *v = demo(d, "1", 24, 80);

	(void)state;
	vth_expect(v, "向导 1/5 打开退回件 2026-0021");
	bureau_row(v, "2026-0021");
	bureau_enter(v);
	vth_expect(v, "向导 2/5");
	bureau_f(v, 4);
	vth_expect(v, "向导 3/5");
	bureau_f(v, 5);
	vth_expect(v, "向导 4/5 初审：按 F12 换成初审乙");
	bureau_f(v, 12);
	sign_it(v);
	vth_expect(v, "向导 4/5 复审：按 F12 换成复审丙");
	bureau_f(v, 12);
	sign_it(v);
	vth_expect(v, "向导 4/5 发布：按 F12 换成领导丁");
	bureau_f(v, 12);
	sign_it(v);
	vth_expect(v, "向导 5/5 发布包：按 F12");
	bureau_f(v, 12);
	vth_expect(v, "向导 5/5 发布包：2026-0021 按 g");
	bureau_row(v, "2026-0021");
	bureau_type(v, "g");
	vth_expect(v, W_PAPERS_LABEL);
	bureau_enter(v);
	vth_expect(v, "发布包已生成");
	vth_key(v, VTERM_KEY_HOME); /* what is said there takes the guide's place until the next key */
	vth_expect(v, "走完了一遍");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect_gone(v, "走完了一遍");
	bureau_leave(&v);
	assert_int_equal(zwgk(d, "check"), 0);
	desk_close(&d);
}

static void the_guide_can_be_put_away(void **state)
{
	struct desk *d = desk_open();
	struct vth *v = demo(d, "1", 24, 80);

	(void)state;
	vth_expect(v, "向导 1/5");
	assert_true(strstr(vth_row(v, 1), "待办") && strstr(vth_row(v, 1), "依申请")); /* no tab loses its name */
	vth_expect(v, "第1/");
	bureau_f(v, 2); /* it does not say how to go on with another item */
	vth_expect(v, W_ENTRY_PAGE_NEW);
	vth_expect_gone(v, "向导");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect(v, "向导 1/5");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect_gone(v, "向导 1/5");
	bureau_type(v, ":");
	vth_expect(v, W_PALETTE_TITLE);
	bureau_type(v, "向导");
	bureau_enter(v);
	vth_expect(v, "向导 1/5");
	bureau_leave(&v);
	desk_close(&d);
}

static void a_leader_lands_in_review_and_is_told_what_he_may_not(void **state)
{
	struct desk *d = desk_open();
	struct vth *v = demo(d, "4", 60, 200);
	VTermScreenCell may, may_not;
	int row, col;

	(void)state;
	vth_expect(v, "三审 · 待我审");
	bureau_type(v, "2");
	vth_expect(v, "发布队列 · 待我办");
	assert_true(vth_settle_within(v, 200, 5000)); /* the gates are asked when the keys rest */
	bureau_type(v, "?");
	vth_expect(v, "登记一件新的公开事项（“登记事项”由经办办理");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect_gone(v, "登记一件新的公开事项");
	assert_true(vth_settle_within(v, 200, 5000));
	assert_true(vth_find(v, "编辑", &row, &col));
	may_not = vth_cell(v, row, col);
	assert_true(vth_find(v, "打开", &row, &col));
	may = vth_cell(v, row, col);
	assert_memory_not_equal(&may.fg, &may_not.fg, sizeof may.fg);
	bureau_f(v, 2);
	vth_expect(v, "“登记事项”由经办办理，您没有这个身份");
	bureau_leave(&v);
	desk_close(&d);
}

static void f12_takes_the_next_identity(void **state)
{
	struct desk *d = desk_open();
	struct vth *v = demo(d, "1", 24, 80);

	(void)state;
	vth_expect(v, "经办甲 · 办公室");
	bureau_f(v, 12);
	vth_expect(v, "初审乙 · 资源保护股");
	vth_expect(v, "三审 · 待我审");
	bureau_f(v, 12);
	vth_expect(v, "复审丙 · 办公室");
	bureau_f(v, 12);
	vth_expect(v, "领导丁 · 局领导");
	bureau_f(v, 12);
	vth_expect(v, "发布员戊 · 办公室");
	vth_expect(v, "发布队列 · 待我办");
	bureau_leave(&v);
	desk_close(&d);
}

/* Where it stands once the keys rest: the bar is arranged anew then. */
static void click_on(struct vth *v, const char *words)
{
	int row, col;
	vth_expect(v, words);
	vth_rest(v);
	assert_true(vth_find(v, words, &row, &col));
	vth_click(v, row, col + 1);
}

static void the_mouse_takes_tabs_and_keys(void **state)
{
	struct desk *d = desk_open();
	struct vth *v = demo(d, "1", 24, 80);

	(void)state;
	vth_expect(v, "发布队列 · 待我办");
	click_on(v, "4热线");
	vth_expect(v, "热线 · 待我办");
	click_on(v, "2发布队列");
	vth_expect(v, "发布队列 · 待我办");
	click_on(v, "F2新建");
	vth_expect(v, W_ENTRY_PAGE_NEW);
	click_on(v, "4热线"); /* the form is not left by it */
	vth_rest(v);
	vth_expect(v, W_ENTRY_PAGE_NEW);
	click_on(v, "Esc返回");
	vth_expect(v, "发布队列 · 待我办");
	bureau_leave(&v);
	desk_close(&d);
}

/* Somebody tried the demonstration's passphrases out and left another one behind. */
static void a_passphrase_the_demonstration_does_not_know_is_asked_for(void **state)
{
	struct desk *d = desk_open();
	struct vth *v = demo(d, "1", 24, 80);
	sqlite3 *db;

	(void)state;
	bureau_leave(&v);
	assert_int_equal(sqlite3_open(desk_db(d), &db), SQLITE_OK);
	assert_int_equal(
	        sqlite3_exec(db,
	                "UPDATE officer SET pass=(SELECT pass FROM officer WHERE login='csy') WHERE login='jbj'", NULL,
	                NULL, NULL),
	        SQLITE_OK);
	sqlite3_close(db);
	v = start(d, 24, 80);
	vth_expect(v, W_DEMO_LOGIN);
	bureau_type(v, "1");
	vth_expect(v, "jbj 的口令：");
	bureau_answer(v, "yanshi-2");
	vth_expect(v, "经办甲 · 办公室");
	bureau_leave(&v);
	desk_close(&d);
}

/* ---- locks ---- */

static void a_lock_keeps_what_is_being_typed(void **state)
{
	struct bureau *b = bureau_open();
	struct vth *v = bureau_screen(b, "fbyw", 24, 80);

	(void)state;
	bureau_f(v, 2);
	bureau_fill(v, "标题", "写到一半的标题");
	vth_ctrl(v, 'o');
	vth_expect(v, "fbyw 的口令：");
	vth_key(v, VTERM_KEY_ESCAPE); /* there is no way round it */
	vth_expect(v, "fbyw 的口令：");
	bureau_type(v, "wrong");
	bureau_enter(v);
	vth_expect(v, "口令");
	bureau_answer(v, BUREAU_PASS);
	vth_expect_gone(v, "的口令：");
	vth_expect(v, "写到一半的标题");
	vth_ctrl(v, 's');
	vth_expect(v, "已保存");
	bureau_leave(&v);
	bureau_close(&b);
}

/* The shortest limit is a minute; the other tests pass meanwhile. */
static struct idle {
	struct desk *d;
	struct vth *v;
	struct timespec since;
} asked, working;
static pid_t job; /* the child of `working`, stopped */

/* In the settings, on this section. */
static void section(struct vth *v, const char *shows)
{
	for (int i = 0; i < 30 && !vth_has(v, shows); i++) {
		vth_key(v, VTERM_KEY_DOWN);
		vth_settle(v);
	}
	bureau_enter(v);
}

static void begin_one(struct idle *i)
{
	i->d = desk_open(); /* its clock runs */
	assert_int_equal(zwgk(i->d, "init", "--test", "--bureau", "某县林业局", "--name", "经办甲"), 0);
	i->v = start(i->d, 24, 80);
	vth_expect(i->v, "按 F2 新建");
	bureau_type(i->v, "0");
	vth_expect(i->v, "操作日志");
	section(i->v, "多久后锁屏"); /* 参数, somewhere in the menu */
	bureau_row(i->v, "多久后锁屏");
	bureau_f(i->v, 4);
	bureau_answer(i->v, "1");
	vth_settle(i->v);
	bureau_f(i->v, 2);
	vth_expect(i->v, "1 分钟");
}

/* The one that was begun last: the backup of the day is another. */
static pid_t child_of(pid_t parent)
{
	char path[64];
	int pid = 0;

	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)parent, (int)parent);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	while (fscanf(f, "%d", &pid) == 1)
		continue;
	fclose(f);
	assert_true(pid > 0);
	return pid;
}

/* The file is checked, by a child that is stopped while it waits for its turn. */
static void begin_job(struct idle *i)
{
	sqlite3 *db;

	vth_key(i->v, VTERM_KEY_TAB); /* back to the menu */
	section(i->v, "核对文件");
	assert_int_equal(sqlite3_open(desk_db(i->d), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
	bureau_type(i->v, "v");
	vth_expect(i->v, W_JOB_RUNNING);
	job = child_of(vth_pid(i->v));
	kill(job, SIGSTOP);
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static int begin_idling(void **state)
{
	(void)state;
	begin_one(&working);
	begin_job(&working);
	begin_one(&asked);
	bureau_type(asked.v, "2");
	bureau_f(asked.v, 2);
	bureau_fill(asked.v, "标题", "离开时写了一半");
	vth_key(asked.v, VTERM_KEY_ESCAPE); /* a question stands open, too, when he leaves */
	vth_expect(asked.v, "有改动还没有保存");
	clock_gettime(CLOCK_MONOTONIC, &asked.since);
	return 0;
}

static int end_idling(void **state)
{
	(void)state;
	vth_free(&asked.v);
	desk_close(&asked.d);
	vth_free(&working.v);
	desk_close(&working.d);
	return 0;
}

static void an_idle_desk_locks_itself(void **state)
{
	struct timespec now;

	(void)state;
	clock_gettime(CLOCK_MONOTONIC, &now);
	int left = 65000 - (int)(now.tv_sec - asked.since.tv_sec) * 1000;
	assert_true(vth_wait_text(asked.v, W_LOCK_TITLE, left > 1000 ? left : 1000));
	clock_gettime(CLOCK_MONOTONIC, &now);
	assert_true(now.tv_sec - asked.since.tv_sec >= 59);
	vth_resize(asked.v, 30, 100);
	vth_settle(asked.v);
	assert_false(vth_has(asked.v, "有改动还没有保存") || vth_has(asked.v, "离开时写了一半"));
	assert_true(vth_has(asked.v, W_LOCK_TITLE) && vth_has(asked.v, "某县林业局"));
	bureau_enter(asked.v); /* his account's own lock is his: he has no passphrase */
	vth_expect_gone(asked.v, W_LOCK_TITLE);
	vth_expect(asked.v, "有改动还没有保存");
	bureau_type(asked.v, "1");
	vth_expect(asked.v, "离开时写了一半");
}

/* What a job says is read behind the lock, too: unread, its pipes would keep the program busy, and full ones the job. */
static void a_job_ends_behind_the_lock(void **state)
{
	(void)state;
	vth_expect(working.v, W_LOCK_TITLE);
	kill(job, SIGCONT);
	for (int i = 0; i < 100 && kill(job, 0) == 0; i++) /* nobody but its parent can take it away */
		vth_settle_within(working.v, 50, 100);
	assert_int_not_equal(kill(job, 0), 0);
	assert_true(vth_rest(working.v));
	assert_true(vth_has(working.v, W_LOCK_TITLE));
	bureau_enter(working.v);
	vth_expect(working.v, "没有发现问题");
}

/* ---- terminals ---- */

static void another_locale_is_put_right_and_named(void **state)
{
	struct desk *d = desk_open();
	struct vth *v;

	(void)state;
	desk_env(d, "LC_ALL", NULL);
	desk_env(d, "LANG", "C");
	v = demo(d, "1", 24, 80);
	vth_expect(v, "系统没有设置 UTF-8");
	vth_expect(v, "发布队列");
	bureau_leave(&v);
	desk_close(&d);
}

static void an_unknown_terminal_is_served_all_the_same(void **state)
{
	struct desk *d = desk_open();
	struct vth *v;

	(void)state;
	desk_env(d, "TERM", "nonsense-9");
	v = demo(d, "1", 24, 80);
	vth_expect(v, "不认识终端类型 nonsense-9");
	vth_expect(v, "发布队列");
	bureau_leave(&v);
	desk_close(&d);
}

static void a_window_too_small_says_so_and_comes_back(void **state)
{
	struct desk *d = desk_open();
	struct vth *v = demo(d, "1", 24, 80);

	(void)state;
	vth_key(v, VTERM_KEY_DOWN);
	vth_expect(v, "▸ 2026-0031");
	vth_resize(v, 23, 79);
	vth_expect(v, "窗口太小：现在 79 列 23 行，至少要 80 列 24 行");
	vth_resize(v, 1, 2);
	vth_settle(v);
	vth_resize(v, 24, 80);
	vth_expect(v, "▸ 2026-0031");
	vth_expect_gone(v, "窗口太小");
	bureau_leave(&v);
	desk_close(&d);
}

static void two_hundred_resizes_cost_no_character(void **state)
{
	static const char *const words[] = {"森林", "防火", "方案", "公开", "林业局"};
	struct bureau *b = bureau_open();
	struct vth *v = bureau_screen(b, "jbj", 36, 120);
	struct buffer typed = {0};
	int row, col;

	(void)state;
	bureau_f(v, 2);
	bureau_field(v, "正文");
	for (int i = 0; i < 200; i++) {
		const char *word = words[i % 5];

		vth_resize(v, 24 + i * 7 % 37, 80 + i * 13 % 121);
		vth_send(v, word);
		buffer_text(&typed, word);
		if (i % 9 == 8) {
			vth_key(v, VTERM_KEY_ENTER);
			buffer_byte(&typed, '\n');
		}
	}
	vth_resize(v, 36, 120);
	vth_settle(v);
	assert_false(vth_broken_wide(v, &row, &col));
	bureau_fill(v, "标题", "窗口变了两百次");
	bureau_f(v, 2);
	vth_expect(v, "已保存：2026-0001");
	bureau_leave(&v);
	assert_true(file_contains(desk_db(bureau_home(b)), typed.s, typed.n));
	buffer_free(&typed);
	bureau_close(&b);
}

/* 林业局政务公开 as a terminal set to GBK sends it. */
#define GBK "\xc1\xd6\xd2\xb5\xbe\xd6\xd5\xfe\xce\xf1\xb9\xab\xbf\xaa"

static void bytes_that_are_not_utf8_are_named(void **state)
{
	struct bureau *b = bureau_open();
	struct vth *v = bureau_screen(b, "jbj", 24, 80);

	(void)state;
	bureau_f(v, 2);
	vth_send_bytes(v, GBK, sizeof GBK - 1);
	vth_expect(v, "不是 UTF-8 的字节");
	vth_expect(v, "�");
	vth_paste(v, GBK);
	vth_settle(v);
	bureau_fill(v, "标题", "可以接着写");
	vth_expect(v, "可以接着写");
	bureau_f(v, 2);
	vth_expect(v, "已保存");
	bureau_leave(&v);
	bureau_close(&b);
}

static void a_lost_connection_costs_nothing_typed(void **state)
{
	struct bureau *b = bureau_open();
	struct vth *v = bureau_screen(b, "jbj", 24, 80);

	(void)state;
	bureau_f(v, 2);
	bureau_fill(v, "标题", "断线之前写的标题");
	bureau_field(v, "正文");
	bureau_type(v, "第一段，还没有写完");
	vth_hang_up(v);
	vth_free(&v);

	v = start(bureau_home(b), 24, 80);
	vth_expect(v, "上次有 1 份内容没有保存");
	vth_expect(v, "断线之前写的标题");
	bureau_enter(v);
	vth_expect(v, W_DRAFT_RESTORE);
	bureau_enter(v);
	vth_expect(v, "第一段，还没有写完"); /* where the cursor was */
	bureau_field(v, "标题");
	vth_expect(v, "断线之前写的标题");
	bureau_f(v, 2);
	vth_expect(v, "已保存：2026-0001");
	bureau_leave(&v);

	v = start(bureau_home(b), 24, 80); /* and once it is saved it is offered no more */
	vth_expect(v, "2026-0001");
	assert_false(vth_has(v, "没有保存"));
	bureau_leave(&v);
	bureau_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_first_start_offers_the_demonstration),
	        cmocka_unit_test(a_desk_of_ones_own_asks_two_things),
	        cmocka_unit_test(f12_lets_another_officer_in),
	        cmocka_unit_test(the_mouse_takes_tabs_and_keys),
	        cmocka_unit_test(the_guide_leads_through_the_whole_way),
	        cmocka_unit_test(the_guide_can_be_put_away),
	        cmocka_unit_test(a_leader_lands_in_review_and_is_told_what_he_may_not),
	        cmocka_unit_test(f12_takes_the_next_identity),
	        cmocka_unit_test(a_passphrase_the_demonstration_does_not_know_is_asked_for),
	        cmocka_unit_test(a_lock_keeps_what_is_being_typed),
	        cmocka_unit_test(another_locale_is_put_right_and_named),
	        cmocka_unit_test(an_unknown_terminal_is_served_all_the_same),
	        cmocka_unit_test(a_window_too_small_says_so_and_comes_back),
	        cmocka_unit_test(two_hundred_resizes_cost_no_character),
	        cmocka_unit_test(bytes_that_are_not_utf8_are_named),
	        cmocka_unit_test(a_lost_connection_costs_nothing_typed),
	        cmocka_unit_test(an_idle_desk_locks_itself),
	        cmocka_unit_test(a_job_ends_behind_the_lock),
	};
	return cmocka_run_group_tests(tests, begin_idling, end_idling);
}
