/* picture_test.c - what stands on the screen: every pane, page and dialog of the demonstration desk, at 80x24, 120x36 and 200x60, in
 * colour and in monochrome, with the clock pinned.
 *
 * A session is one person at the desk, and a list of shots: keys, then a picture.  Every picture is looked at for torn characters, torn
 * frames, colour in monochrome, and text that differs between the two.  Most are kept at 80x24, those of the panes at all sizes, with the
 * style of every cell both ways (tests/picture.h); they stand in tests/screen/picture, one file a shot.  After a change that was meant:
 *
 *	ZWGK_KEEP=1 make test ONLY=screen/picture && git diff tests/screen/picture
 *
 * With ZWGK_PICTURE_SIZES=1 only 80x24 is drawn, for a program that is slow: under valgrind.
 *
 * Seen to fail when what is reversed was drawn bold. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/memory.h"
#include "tests/bureau.h"
#include "tests/picture.h"
#include "tests/press.h"

#define NOW "2026-11-20T09:12:00"

enum { SHOTS = 28 };

struct shot {
	const char *keys, *name;
	enum picture_kept kept;
	const char *until; /* what must be on the screen first; NULL: nothing */
};

struct session {
	const char *login; /* NULL: the program asks */
	const char *until; /* its first screen has this */
	bool bare;         /* there is no desk yet */
	struct shot shot[SHOTS];
};

/* The file of the demonstration desk, made once; every screen gets a copy. */
static struct {
	char *bytes;
	size_t n;
} sample;

/* ------------------------------------------------------------ sessions */
static struct vth *start(struct desk *home, const char *login, int size, enum picture_way way)
{
	const char *env[80], *const *e = desk_environment(home);
	size_t n = 0;

	for (; *e && n < 76; e++)
		env[n++] = *e;
	env[n++] = "ZWGK_NOW=" NOW;
	env[n++] = "ESCDELAY=10";
	env[n++] = way == PICTURE_MONO ? "NO_COLOR=1" : "NO_COLOR";
	env[n] = NULL;
	return vth_start(picture_sizes[size].rows, picture_sizes[size].cols,
		(const char *[]){zwgk_program(), login ? "--as" : NULL, login, NULL}, env);
}

static int unfinished; /* sessions that failed on their way */

/* All shots are compared before one that is not as kept fails the test. */
static void compare(const struct session *se, struct picture *p, int faults)
{
	bool taken = !faults;

	for (int i = 0; i < SHOTS && se->shot[i].name; i++) {
		if (taken && !picture_same(se->shot[i].name, se->shot[i].kept, &p[i]))
			print_error("-- that was %s, after the keys %s\n", se->shot[i].name, se->shot[i].keys), faults++;
		picture_free(&p[i]);
	}
	assert_int_equal(faults, 0);
	unfinished--;
}

/* Six programs are given the same keys, so that mostly one waits for all: each on a copy of the demonstration, or on nothing. */
static void session(const struct session *se)
{
	enum { MOST = PICTURE_SIZES * PICTURE_WAYS };
	struct picture p[SHOTS] = {0};
	struct desk *home[MOST];
	struct vth *v[MOST];
	int screens = picture_sizes_drawn() * PICTURE_WAYS, faults = 0;

	unfinished++;
	for (int k = 0; k < screens; k++) {
		home[k] = desk_open();
		if (!se->bare)
			file_write(desk_db(home[k]), sample.bytes, sample.n);
		v[k] = start(home[k], se->login, k / PICTURE_WAYS, (enum picture_way)(k % PICTURE_WAYS));
	}
	for (int k = 0; k < screens; k++)
		vth_expect(v[k], se->until);
	for (int i = 0; i < SHOTS && se->shot[i].name; i++) {
		const struct shot *s = &se->shot[i];
		press_all(v, screens, s->keys);
		for (int k = 0; k < screens; k++) {
			if (s->until)
				vth_expect(v[k], s->until);
			faults += !picture_take(v[k], s->name, k / PICTURE_WAYS, (enum picture_way)(k % PICTURE_WAYS), &p[i]);
		}
	}
	for (int k = 0; k < screens; k++) {
		vth_free(&v[k]);
		desk_close(&home[k]);
	}
	compare(se, p, faults);
}

#define SESSION(...) session(&(const struct session){__VA_ARGS__})

static void a_clerks_queue(void **state)
{
	(void)state;
	SESSION("jbj", "第1/4行", false,
		{
			{"", "queue", MAIN, NULL},
			{"<Space> <Space>", "queue-marked", SMALL, "已选 2"},
			{"<F7>", "bulk-preview", SMALL, "对 2 件"},
			{"<Esc> <Esc> <Tab> <Tab> <Tab> <Tab>", "queue-all", MAIN, "发布队列 · 全部"},
			{"<Down> <Down> <Down> <Down> <Down> <Down> <Down> K", "confirm", SMALL, "1 取消"},
			{"<Esc> /", "search", SMALL, "检索："},
			{"s l f h", "search-initials", SMALL, NULL},
			{"<Esc> f", "filter", SMALL, "写法："},
			{"<Esc> :", "palette", SMALL, "命令："},
			{"z j", "palette-typed", SMALL, NULL},
			{"<Esc> <Esc> ?", "help", MAIN, "帮助 ──"},
			{"<Esc> <C-g>", "log", SMALL, "消息"},
			{"<Esc> h", "trail", SMALL, "轨迹"},
			{"<Esc> j", "limit", SMALL, "时限"},
			{"<Esc> t", "sheet", SMALL, "审查表"},
			{"<Esc> E", "erasures", SMALL, "清除申请"},
			{"<F8>", "refused", SMALL, "不能"},
		});
}

static void a_reviewers_desk(void **state)
{
	(void)state;
	SESSION("fsb", "三审 · 待我审", false,
		{
			{"", "review", MAIN, NULL},
			{"<F6>", "return-to", SMALL, "退给谁"},
			{"1", "return-reason", SMALL, "原因"},
			{"11 <Enter>", "return-opinion", SMALL, "表述错误"},
			{"<Esc> <Esc> <Esc> <Esc> <End> <Enter>", "read-changes", MAIN, "的差异 1处"},
			{"<F5>", "pass", SMALL, "意见（可不填）"},
			{"<Esc> <F7>", "refer", SMALL, "报给谁"},
			{"<Esc> c", "checklist", SMALL, "审核要点："},
			{"<Esc> d", "read", MAIN, "办理地点"},
			{"/ 许可", "read-find", SMALL, "查找：许可"},
			{"<Enter> <Esc> ?", "help-read", LOOKED_AT, "帮助 ──"},
			{"<Esc> <C-g> <Esc> <Esc> <Tab> <Tab>", "review-emergency", SMALL, "紧急下线待复核"},
			{"z", "put-back-twice", SMALL, "您已经表过态"},
			{"<Esc> X", "refused-review", SMALL, "不能"},
			{"<Esc> <Tab>", "review-signed", SMALL, "我审过的"},
		});
}

static void a_page_with_attachments(void **state)
{
	(void)state;
	SESSION("jbj", "第1/4行", false,
		{
			{"<Enter>", "read-returned", SMALL, "校验码"},
			{"a", "attachment-choice", SMALL, "选一个打开"},
			{"<Enter>", "attachment", SMALL, "县专业扑火队"},
			{"s", "save-file", SMALL, "另存附件"},
			{"<Esc> <Esc> <End>", "read-end", LOOKED_AT, "签批"},
		});
}

static void the_entry_form(void **state)
{
	(void)state;
	SESSION("jbj", "第1/4行", false,
		{
			{"<F4>", "entry", MAIN, "载体形式"},
			{"<F6>", "attachments", SMALL, "添加附件"},
			{"<Esc> <PgDn> <PgDn>", "entry-body", SMALL, NULL},
			{"<F1>", "help-entry", LOOKED_AT, "帮助 ──"},
			{"<Esc> <Esc> <F2>", "entry-new", SMALL, "新建事项"},
			{"<F5>", "entry-missing", SMALL, "请填写标题"},
			{"无标题 <Down> <Down> <Enter>", "entry-list", SMALL, "Enter 选定"},
			{"<Esc> <Esc>", "entry-leave", SMALL, "有改动还没有保存"},
			{"4", "entry-left", LOOKED_AT, "发布队列 · "},
			{"<F3>", "import-file", SMALL, "从文件新建"},
			{"<Esc> I", "import-items", SMALL, NULL},
		});
}

static void a_leader_and_the_platform(void **state)
{
	(void)state;
	SESSION("ldd", "三审 · 待我审", false,
		{
			{"<Tab> <Tab>", "leader-emergency", LOOKED_AT, "紧急下线待复核"},
			{"z", "put-back", SMALL, "恢复上线"},
			{"<Esc> <Tab>", "review-signed", LOOKED_AT, "我审过"},
			{"2 <Tab> <Tab> <Tab> <Tab> <Down>", "leader-all", LOOKED_AT, "发布队列 · 全部"},
			{"x", "down", SMALL, NULL},
			{"<Esc> k", "correct", SMALL, NULL},
		});
	SESSION("fbyw", "第1/", false,
		{
			{"", "publisher", SMALL, NULL},
			{"<F9>", "online", SMALL, NULL},
			{"<Esc> r", "report", LOOKED_AT, NULL},
			{"<Esc> <F11>", "preview", LOOKED_AT, NULL},
			{"g", "package", SMALL, NULL},
			{"<Esc> <C-e>", "erase", SMALL, NULL},
		});
}

static void the_figures(void **state)
{
	(void)state;
	SESSION("jbj", "第1/4行", false,
		{
			{"6", "stat", MAIN, "统计 · 2026年第47周"},
			{"<Tab> <Tab> <Tab> <Tab>", "stat-year", MAIN, "统计 · 2026年 · 全单位"},
			{"<Down> <Enter>", "stat-part", SMALL, "2 分母"},
			{"1", "stat-behind", SMALL, "的分子：期内首次上线"},
			{"<Esc> 1", "todo", MAIN, "待我办 · 按时限"},
			{"<Tab>", "todo-office", SMALL, "本股室超期"},
			{"<Tab>", "todo-bureau", MAIN, "全单位超期"},
		});
}

static void the_hotline(void **state)
{
	(void)state;
	SESSION("jbj", "第1/4行", false,
		{
			{"4", "hotline", MAIN, "热线 · 待我办"},
			{"<Tab> <Tab> <Tab>", "hotline-open", MAIN, "热线 · 在办"},
			{"<Enter>", "ticket", MAIN, "诉求内容"},
			{"h", "ticket-caller", SMALL, "已显示来电人信息"},
			{"j", "ticket-limits", SMALL, "时限是怎么算的"},
			{"<Esc> w", "ticket-fact", SMALL, "照平台登记哪一项"},
			{"<Esc> t", "ticket-transfer-to", SMALL, "转给哪个股室"},
			{"<Enter>", "ticket-transfer", SMALL, "意见（必填）"},
			{"<Esc> a <Enter>", "ticket-assist", SMALL, "几日内回复"},
			{"<Esc> d", "ticket-supervise", SMALL, "照录领导批示"},
			{"<Esc> m", "ticket-merge", SMALL, "主单"},
			{"<Esc> <Esc> <F2>", "ticket-new", MAIN, "登记工单"},
			{"<Esc> N", "ticket-short", SMALL, "一表办理"},
			{"<Esc> <Down> <Down> <Down> <F4>", "ticket-answer", MAIN, "· 拟答复 ·"},
			{"<F6>", "ticket-phrases", SMALL, "常用语"},
			{"<Esc> <Esc> <F9>", "ticket-fill", SMALL, "取出公开答复"},
			{"1", "ticket-hand-over", SMALL, "复制到剪贴板"},
			{"<Esc> T 1", "ticket-late", SMALL, "【12345催办】"},
			{"<Esc> F", "filters-saved", SMALL, "常用筛选"},
			{"<Esc> <F3>", "ticket-import", SMALL, "导入热线工单"},
			{"<Esc> H 1", "ticket-summary", SMALL, "回应公开 · 预览"},
			{"<Esc> <Esc> #", "figures", MAIN, NULL}, /* their page in a narrow window, else the panel */
			{"<Down> <Enter>", "figure-open", MAIN, NULL},
		});
	SESSION("csx", "三审 · 待我审", false,
		{
			{"4 <Enter>", "ticket-check", SMALL, "诉求内容"},
			{"<Esc> ?", "help-hotline", LOOKED_AT, "帮助 ──"},
		});
}

static void the_requests(void **state)
{
	(void)state;
	SESSION("jbj", "第1/4行", false,
		{
			{"5", "request", SMALL, "依申请 · 待我办"},
			{"<Tab> <Tab>", "request-open", MAIN, "依申请 · 在办"},
			{"<Enter>", "request-page", MAIN, "期限怎么算"},
			{"h", "request-person", SMALL, "申请人信息已显示"},
			{"j", "request-limit", SMALL, "时限是怎么算的"},
			{"<Esc> <F7>", "request-note", SMALL, "（必填）"},
			{"<Esc> <F8>", "request-answered", SMALL, "登记线下答复"},
			{"<Esc> <Esc> <F6>", "request-assign", SMALL, "分给哪个股室"},
			{"<Esc> <F2>", "request-new", MAIN, "登记公开申请"},
			{"<Esc> 4 <Tab> <Tab> <Tab> <End> <Up> R", "request-from", MAIN, "一并转出"},
		});
}

#define NEXT "<Left> <Down>"
static void the_settings(void **state)
{
	(void)state;
	SESSION("glyj", "─ 设置 ─", false,
		{
			{"", "set-people", MAIN, "初始口令"},
			{"2", "queue-empty", SMALL, "没有等您办理"},
			{"0 <Tab> <F2>", "set-people-add", SMALL, "姓名"},
			{"<Esc> <F3>", "set-people-paste", SMALL, "姓名"},
			{"<Esc> <F6>", "set-people-reset", SMALL, NULL},
			{"<Esc> " NEXT, "set-offices", SMALL, "股室停用"},
			{NEXT, "set-seats", SMALL, "审核岗"},
			{"<F2>", "set-seat-add", SMALL, NULL},
			{"<Esc> " NEXT, "set-lent", SMALL, "委托"},
			{NEXT, "set-posts", SMALL, "三级齐备"},
			{NEXT, "set-catalog", SMALL, "政策文件"},
			{NEXT, "set-categories", SMALL, "政策法规"},
			{NEXT, "set-channels", SMALL, "政府网站"},
			{NEXT, "set-phrases", SMALL, "常用意见语"},
			{NEXT, "set-checks", SMALL, "审核要点"},
			{NEXT, "set-calendar", SMALL, "未载入"},
			{"<Enter> <Down> <Enter>", "set-calendar-year", SMALL, "年工作日历"},
			{"<Esc> " NEXT, "set-duty", MAIN, "值班中"},
			{"<Tab> <F2>", "set-duty-add", SMALL, NULL},
			{"<Esc> <F3>", "set-duty-paste", SMALL, "日期"},
			{"<Esc> " NEXT, "set-limits", SMALL, "平台写明办结期限"},
			{NEXT, "set-values", SMALL, "单位名称"},
			{"<Enter> <Down> <Enter>", "set-value", SMALL, NULL},
			{"<Esc> " NEXT, "set-erasures", SMALL, "清除"},
			{NEXT, "set-log", SMALL, "序号"},
			{NEXT, "set-backups", SMALL, "还没有备份"},
		});
}

static void the_first_start(void **state)
{
	(void)state;
	SESSION(NULL, "先看演示", true,
		{
			{"", "first-start", SMALL, NULL},
			{"2", "first-desk", SMALL, "单位名称"},
			{"<Esc> 1", "login-demo", SMALL, "选择一个身份"},
			{"2", "first-queue", LOOKED_AT, " · 待我"},
		});
}

/* ------------------------------------------------------------ a desk of one's own */
static struct vth *sit_down(struct bureau *b, const char *login, enum picture_way way)
{
	desk_env(bureau_home(b), "NO_COLOR", way == PICTURE_MONO ? "1" : NULL);
	return bureau_screen(b, login, picture_sizes[0].rows, picture_sizes[0].cols);
}

/* One program at all sizes, and back at the first one. */
static int take(struct vth *v, const char *name, enum picture_way way, struct picture *p)
{
	int faults = 0;

	for (int i = 0; i < picture_sizes_drawn(); i++) {
		vth_resize(v, picture_sizes[i].rows, picture_sizes[i].cols);
		faults += !picture_take(v, name, i, way, p);
	}
	vth_resize(v, picture_sizes[0].rows, picture_sizes[0].cols);
	vth_settle(v);
	return faults;
}

/* What only a desk with passphrases has: login, lock, two people on one item, what a killed program left behind. */
static int one_way(enum picture_way way, const struct shot *s, struct picture *p)
{
	struct bureau *b = bureau_open();
	struct vth *me, *she;
	int faults = 0;

	me = sit_down(b, "jbj", way);
	vth_expect(me, "今天的备份已做好"); /* and does not come in between */
	faults += take(me, s++->name, way, p++); /* nothing is there yet */
	press(me, "<C-o>");
	faults += take(me, s++->name, way, p++);
	press(me, "<Enter> <F2>");
	vth_expect(me, "新建事项");
	bureau_entry(me, "林业局工作总结", "一、工作开展情况");
	press(me, "<F2>");
	vth_expect(me, "已保存");

	/* Two people on it. */
	she = sit_down(b, "fbyw", way);
	press(she, "<Tab>");
	bureau_row(she, "2026-0001");
	press(she, "<F4>");
	press(me, "<F4>");
	bureau_fill(me, "标题", "林业局上半年工作总结");
	press(me, "<F2>");
	vth_expect(me, "已保存");
	bureau_fill(she, "标题", "林业局半年总结");
	press(she, "<F2>");
	vth_expect(she, "用我的");
	faults += take(she, s++->name, way, p++);
	press(she, "2 y");
	vth_expect(she, "林业局上半年工作总结");
	bureau_leave(&she);

	/* Killed. */
	press(me, "<F4>");
	bureau_fill(me, "标题", "林业局全年工作总结");
	vth_wait_text(me, "已留底", 5000);
	vth_kill(me, SIGKILL);
	vth_free(&me);
	me = start(bureau_home(b), NULL, 0, way);
	vth_expect(me, "没有保存");
	faults += take(me, s++->name, way, p++);
	press(me, "<Esc>");
	vth_free(&me);

	me = start(bureau_home(b), "csy", 0, way);
	vth_expect(me, "的口令：");
	faults += take(me, s++->name, way, p++);
	press(me, "wrong <Enter>");
	vth_expect(me, "口令不对");
	faults += take(me, s++->name, way, p++);
	vth_free(&me);
	bureau_close(&b);
	return faults;
}

static void a_desk_of_ones_own(void **state)
{
	static const struct session se = {.shot = {
						  {"", "queue-first-day", SMALL, NULL},
						  {"", "lock", SMALL, NULL},
						  {"", "conflict", MAIN, NULL},
						  {"", "left-over", SMALL, NULL},
						  {"", "login", SMALL, NULL},
						  {"", "login-refused", SMALL, NULL},
					  }};
	struct picture p[SHOTS] = {0};

	(void)state;
	unfinished++;
	int faults = one_way(PICTURE_MONO, se.shot, p);
	faults += one_way(PICTURE_COLOUR, se.shot, p);
	compare(&se, p, faults);
}

/* Smaller than 80x24 it says so, keeps running, and comes back as it was. */
static void too_small_says_so(void **state)
{
	static const struct {
		int rows, cols;
	} small[] = {{23, 80}, {24, 79}, {10, 30}, {2, 8}, {1, 1}};
	struct desk *home = desk_open();

	(void)state;
	file_write(desk_db(home), sample.bytes, sample.n);
	struct vth *v = start(home, "jbj", 0, PICTURE_COLOUR);
	vth_expect(v, "第1/4行");
	assert_true(vth_rest(v));
	char *before = xstrdup(vth_picture(v, true));
	for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
		vth_resize(v, small[i].rows, small[i].cols);
		vth_settle(v);
		assert_false(vth_broken_wide(v, NULL, NULL));
		assert_false(vth_has(v, "发布队列"));
		if (small[i].cols >= 30)
			assert_true(vth_has(v, "80"));
	}
	vth_resize(v, 24, 80);
	vth_expect(v, "第1/4行");
	assert_true(vth_rest(v));
	assert_true(same_text("before and after", before, vth_picture(v, true)));
	free(before);
	press(v, "<F10>");
	assert_int_equal(vth_wait_exit(v, 5000), 0);
	vth_free(&v);
	desk_close(&home);
}

static int make_sample(void **state)
{
	struct desk *home = desk_open();

	(void)state;
	desk_env(home, "ZWGK_NOW", NOW);
	assert_int_equal(zwgk(home, "init", "--sample"), 0);
	sample.bytes = file_read(desk_db(home), &sample.n);
	desk_close(&home);
	return 0;
}

static int drop_sample(void **state)
{
	(void)state;
	free(sample.bytes);
	return 0;
}

static void no_picture_of_nothing(void **state)
{
	(void)state;
	if (unfinished)
		skip(); /* not all were taken */
	assert_true(picture_end());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_start),
		cmocka_unit_test(a_clerks_queue),
		cmocka_unit_test(a_reviewers_desk),
		cmocka_unit_test(a_page_with_attachments),
		cmocka_unit_test(the_entry_form),
		cmocka_unit_test(a_leader_and_the_platform),
		cmocka_unit_test(the_figures),
		cmocka_unit_test(the_hotline),
		cmocka_unit_test(the_requests),
		cmocka_unit_test(the_settings),
		cmocka_unit_test(a_desk_of_ones_own),
		cmocka_unit_test(too_small_says_so),
		cmocka_unit_test(no_picture_of_nothing),
	};
	return cmocka_run_group_tests(tests, make_sample, drop_sample);
}
