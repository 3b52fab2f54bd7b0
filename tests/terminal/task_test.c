/* task_test.c - 任务 on the demonstration desk in a real terminal: 办公室 registers one and imports a list, an officer of the lead
 * office finds his in 待办 and reports it done from there, 办公室 opens it again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/fields.h"
#include "tests/press.h"
#include "tests/samplefix.h"
#include "tests/taskfix.h"

static struct {
	struct samplefix *f;
	struct vth *v;
} t;

static int begin(void **state)
{
	(void)state;
	t.f = samplefix_open();
	return 0;
}

static int end(void **state)
{
	(void)state;
	vth_free(&t.v);
	samplefix_close(&t.f);
	return 0;
}

static int64_t office_of(const char *login)
{
	return desk_who(samplefix_desk(t.f, login))->office;
}

static struct task *task(const char *login, int64_t id)
{
	struct desk *d = samplefix_desk(t.f, login);
	desk_changed(d);
	return taskfix_load(d, id);
}

static void an_officer_completes_a_task_out_of_the_worklist(void **state)
{
	(void)state;
	int64_t mine = taskfix_new(samplefix_desk(t.f, "jbj"), office_of("jbg"), "2026-11-19");
	taskfix_new(samplefix_desk(t.f, "jbj"), office_of("jbg"), "2026-12-31"); /* not yet */
	t.v = samplefix_screen(t.f, "jbg", 36, 120, NULL);
	press(t.v, "1");
	bureau_row(t.v, "任-2026-0007");
	vth_expect(t.v, "任务待完成");
	vth_expect(t.v, "超1日");
	assert_false(vth_has(t.v, "任-2026-0008"));
	press(t.v, "<Enter>");
	vth_expect(t.v, "任-2026-0007 · 进行中");
	vth_expect(t.v, "报办公室备案");
	/* not his to edit or to cancel */
	press(t.v, "e");
	vth_expect(t.v, "“修改任务”由办公室、管理员办理");
	press(t.v, "<F5>");
	vth_expect(t.v, "报告完成 任-2026-0007");
	bureau_fill(t.v, "完成日期", "2026-11-21");
	bureau_fill(t.v, "完成情况", "指南、目录已修订并报备");
	press(t.v, "<F2>");
	vth_expect(t.v, "不晚于今天");
	bureau_fill(t.v, "完成日期", "2026-11-20");
	press(t.v, "<F2>");
	vth_expect(t.v, "任务 任-2026-0007 已报告完成。");
	vth_expect(t.v, "任-2026-0007 · 已完成");
	vth_expect(t.v, "超期完成");
	struct task *k = task("jbj", mine);
	assert_int_equal(k->state, TASK_DONE);
	assert_string_equal(k->done_by, "经办庚");
	task_free(&k);
	press(t.v, "<Esc>");
	vth_expect(t.v, "待办 · 待我办");
	assert_false(vth_has(t.v, "任-2026-0007"));
	press(t.v, "t");
	vth_expect(t.v, "任务 · 本股室");
	vth_expect(t.v, "任-2026-0008");
	assert_false(vth_has(t.v, "任-2026-0007"));
	bureau_leave(&t.v);
}

/* Another person at the same terminal, in the list of 任务 on the row with this number. */
static void sit_down(const char *login, const char *number)
{
	char now[100];
	snprintf(now, sizeof now, "现在是 %s", t.f->officer[samplefix_person(t.f, login)].name);
	for (int i = 0; i < SAMPLEFIX_PEOPLE && !vth_has(t.v, now); i++) {
		bureau_f(t.v, 12); /* the next person of the demonstration */
		vth_expect(t.v, "现在是");
	}
	vth_expect(t.v, now);
	press(t.v, "1 t");
	vth_expect(t.v, "任务 · ");
	press(t.v, "<Tab>");
	vth_expect(t.v, "任务 · 进行中");
	bureau_row(t.v, number);
}

static void the_office_registers_edits_and_opens_again(void **state)
{
	(void)state;
	int64_t id = taskfix_new(samplefix_desk(t.f, "jbj"), office_of("jbg"), "2026-11-23");
	struct task *k = task("jbg", id);
	struct error e;
	samplefix_ok(task_done(samplefix_desk(t.f, "jbg"), id, k->ver, day_parse("2026-11-20"), "做完了", &e), &e);
	task_free(&k);
	t.v = samplefix_screen(t.f, "jbj", 36, 120, NULL);
	press(t.v, "1 t <F2>");
	vth_expect(t.v, "新建任务");
	bureau_fill(t.v, "工作任务", "开展公开培训");
	bureau_fill(t.v, "具体要求", "全体人员半天");
	bureau_choose(t.v, "牵头股室", "办公室");
	bureau_fill(t.v, "完成时限", "2026-11-20");
	bureau_fill(t.v, "来源", "局长办公会纪要第7期");
	press(t.v, "<F2>");
	vth_expect(t.v, "任务 任-2026-0008 已登记。");
	vth_expect(t.v, "今日");
	k = task("jbg", 8);
	assert_string_equal(k->in.title, "开展公开培训");
	assert_string_equal(k->in.body, "全体人员半天");
	assert_string_equal(k->office_name, "办公室");
	assert_string_equal(k->in.source, "局长办公会纪要第7期");
	task_free(&k);
	press(t.v, "<F4>");
	vth_expect(t.v, "修改任务 任-2026-0008");
	bureau_fill(t.v, "完成时限", "2026-11-24");
	press(t.v, "<F2>");
	vth_expect(t.v, "任务 任-2026-0008 已修改。");
	vth_expect(t.v, "余2日");
	press(t.v, "x");
	vth_expect(t.v, "取消任务 任-2026-0008");
	vth_send(t.v, "并入年度培训");
	/* another window is quicker: the reason is not to be typed twice */
	k = task("jbj", 8);
	samplefix_ok(task_edit(samplefix_desk(t.f, "jbj"), 8, k->ver, &(struct task_in){.title = "开展公开培训", .body = "全体人员一天",
		.source = "", .place = "", .office = k->in.office, .due = k->in.due}, &e), &e);
	task_free(&k);
	press(t.v, "<F2>");
	vth_expect(t.v, "您输入的文字会保留");
	/* but for him alone: whoever comes next at this terminal would give it as his own */
	sit_down("glyj", "任-2026-0008");
	press(t.v, "x");
	vth_expect(t.v, "取消任务 任-2026-0008");
	assert_false(vth_has(t.v, "并入年度培训"));
	press(t.v, "<Esc>");
	vth_expect_gone(t.v, "取消任务 任-2026-0008");
	sit_down("jbj", "任-2026-0008");
	press(t.v, "x");
	vth_expect(t.v, "并入年度培训");
	press(t.v, "<F2>");
	vth_expect(t.v, "任务 任-2026-0008 已取消。");
	/* the done one, in the list of all */
	press(t.v, "<Tab>");
	vth_expect(t.v, "任务 · 全部");
	bureau_row(t.v, "任-2026-0007");
	press(t.v, "<Enter>");
	vth_expect(t.v, "任-2026-0007 · 已完成");
	press(t.v, "<F7>");
	vth_expect(t.v, "重新打开 任-2026-0007");
	vth_send(t.v, "还没有报备");
	press(t.v, "<F2>");
	vth_expect(t.v, "任务 任-2026-0007 已重新打开。");
	k = task("jbg", id);
	assert_int_equal(k->state, TASK_OPEN);
	task_free(&k);
	bureau_leave(&t.v);
}

/* At the smallest size: looked at first, then taken. */
static void a_list_is_imported_on_the_screen(void **state)
{
	char path[300];
	(void)state;
	snprintf(path, sizeof path, "%s/分解表.csv", t.f->dir);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs("工作任务,序号,具体要求,责任科室,时限要求\n完善公开制度,1,修订指南,办公室、资源保护股,11月底前\n,2,更新目录,造林绿化股,长期\n", f);
	assert_int_equal(fclose(f), 0);
	t.v = samplefix_screen(t.f, "jbj", 24, 80, NULL);
	press(t.v, "1 t <F3>");
	vth_expect(t.v, "选择任务分解表");
	press(t.v, "1");
	vth_ctrl(t.v, 'U');
	vth_send(t.v, path);
	press(t.v, "<Enter>");
	vth_wait_text(t.v, "预检任务分解表", 10000);
	vth_wait_text(t.v, "新登记", 10000);
	vth_expect(t.v, "2 全部导入");
	press(t.v, "2");
	vth_wait_text(t.v, "任-2026-0008", 10000);
	press(t.v, "<Esc>");
	vth_expect(t.v, "任务 · 本股室");
	press(t.v, "<Tab>");
	vth_expect(t.v, "完善公开制度：更新目录"); /* rows of one title are told apart */
	bureau_row(t.v, "完善公开制度：修订指南");
	press(t.v, "<Enter>");
	vth_expect(t.v, "配合股室 资源保护股");
	vth_expect(t.v, "来源 分解表");
	/* and undone as a whole */
	press(t.v, "<Esc> <F3>");
	vth_expect(t.v, "撤销一批导入");
	press(t.v, "2");
	vth_expect(t.v, "分解表.csv");
	press(t.v, "<Enter>");
	vth_expect(t.v, "登记的任务全部取消");
	press(t.v, "y");
	vth_expect(t.v, "批导入已撤销，取消 2 项");
	bureau_leave(&t.v);
}

static void the_leader_sees_it_by_office(void **state)
{
	(void)state;
	taskfix_new(samplefix_desk(t.f, "jbj"), office_of("jbg"), "2026-11-19");
	t.v = samplefix_screen(t.f, "ldd", 36, 120, NULL);
	press(t.v, "1");
	vth_expect(t.v, "待办 · 全单位");
	bureau_row(t.v, "完善公开制度");
	vth_expect(t.v, "超1日    超期           完善公开制度：");
	vth_expect(t.v, "造林绿化股");
	bureau_leave(&t.v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_officer_completes_a_task_out_of_the_worklist, begin, end),
		cmocka_unit_test_setup_teardown(the_office_registers_edits_and_opens_again, begin, end),
		cmocka_unit_test_setup_teardown(a_list_is_imported_on_the_screen, begin, end),
		cmocka_unit_test_setup_teardown(the_leader_sees_it_by_office, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
