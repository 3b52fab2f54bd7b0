/* cli_report_test.c - reports from the command line: the figures of published reports come out of their ledgers, an empty
 * week and a week across the new year say so in whole sentences, what is entered is marked, every format is read back.
 *
 * Seen to fail when a week across the new year counted all of its days in the year it began in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <jansson.h>

#include "forms/reader/docx.h"
#include "forms/reader/sheet.h"
#include "store/base/memory.h"
#include "tests/desk.h"

static struct desk *bureau(const char *now)
{
	struct desk *d = desk_open();

	desk_env(d, "ZWGK_NOW", now);
	assert_int_equal(zwgk(d, "init", "--test", "--bureau", "某县河务局"), 0);
	return d;
}

/* n rows of a category, each published on this day. */
static void rows(struct buffer *b, int n, const char *category, const char *day)
{
	static int number;

	for (int i = 0; i < n; i++)
		buffer_printf(b, "第%d号信息,,%s,,主动公开,%s,%s,政府网站,,\n", ++number, category, day, day);
}

static void publish(struct desk *d, struct buffer *b)
{
	struct buffer all = {0};
	const char *path = desk_path(d, "台账.csv");

	buffer_printf(&all, "标题,文号,信息分类,栏目,公开属性,成文日期,发布日期,公开渠道,链接,来源股室\n%s", b->s);
	file_write_text(path, all.s);
	assert_int_equal(zwgk(d, "import", "items", path), 0);
	buffer_free(&all);
	buffer_free(b);
}

static void report(struct desk *d, const char *kind, const char *period)
{
	assert_int_equal(zwgk(d, "report", kind, "--period", period, "--out", "-", "--format", "md"), 0);
}

/* A county bureau's 2015: 45 = 13 + 1 + 6 + 17 + 8 (29, 2, 13, 38, 18 %), in half-year report, self-assessment and stat. */
static void a_published_year_comes_out(void **state)
{
	struct desk *d = bureau("2026-11-20T09:00:00");
	struct buffer b = {0};

	(void)state;
	rows(&b, 13, "政策法规规范性文件", "2015-03-02");
	rows(&b, 1, "部门动态", "2015-04-02");
	rows(&b, 6, "安全生产", "2015-05-04");
	rows(&b, 17, "其他政府信息", "2015-02-03");
	rows(&b, 8, "民生信息", "2015-06-30");
	rows(&b, 10, "部门动态", "2015-07-01");
	publish(d, &b);
	report(d, "half", "2015-H1");
	assert_contains(desk_out(d), "主动公开政府信息45条，其中：其他政府信息17条，占37.8%；政策法规规范性文件13条，占28.9%；民生信息8条，占17.8%；"
				     "安全生产6条，占13.3%；部门动态1条，占2.2%。");
	for (int i = 0; i < 10; i++) {
		static const char *const headings[] = {"一、政府信息公开的组织领导和制度建设情况", "二、发布解读、回应社会关切以及互动交流情况",
			"三、重点领域政府信息公开工作推进情况", "四、主动公开政府信息以及公开平台建设情况", "五、政府信息公开申请的办理情况",
			"六、政府信息公开的收费及减免情况", "七、因政府信息公开申请行政复议、提起行政诉讼的情况",
			"八、政府信息公开保密审查及监督检查情况", "九、所属事业单位信息公开工作推进情况", "十、政府信息公开工作存在的主要问题及改进情况"};
		assert_contains(desk_out(d), headings[i]);
	}
	report(d, "self", "2015");
	assert_contains(desk_out(d), "主动公开政府信息55条");
	assert_int_equal(zwgk(d, "stat", "--from", "2015-01-01", "--to", "2015-06-30", "--format", "json"), 0);
	assert_contains(desk_out(d), "\"percent\":28.9");
	report(d, "monthly", "2015-03");
	assert_contains(desk_out(d), "| 主动公开信息数 | 条 | 01 | 13 | 30 |");
	desk_close(&d);
}

static void an_empty_week_in_whole_sentences(void **state)
{
	struct desk *d = bureau("2026-11-20T09:00:00");

	(void)state;
	report(d, "weekly", "2026-W47");
	assert_contains(desk_out(d), "# 某县河务局政务公开工作周报");
	assert_contains(desk_out(d), "11月16日至11月22日；数据截至11月20日09:00");
	assert_contains(desk_out(d), "本周发布0条，与上周持平；12345办结0件；超期0项，2个工作日内到期0项；请领导研究0项。");
	assert_contains(desk_out(d), "**一、需研究事项。**本周无。");
	assert_contains(desk_out(d), "**二、超期和临期事项。**没有超期事项，2个工作日内没有到期事项。");
	assert_contains(desk_out(d), "本周发布0条（上周0条），本年累计0条。退回0条。按期公开率—（无应计的）。");
	assert_contains(desk_out(d), "12345：上期结转0件＋新收0件＝办结0件＋在办0件。");
	assert_contains(desk_out(d), "依申请公开：上期结转未填，新收未填，办结未填，在办未填。");
	assert_contains(desk_out(d), "检查测评未填，发现问题未填，已整改未填。");
	assert_contains(desk_out(d), "**六、下周安排。**没有专项安排。");
	assert_contains(desk_out(d), "操作日志末端 ");
	report(d, "half", "2026-H2");
	assert_contains(desk_out(d), "主动公开政府信息0条。");
	assert_contains(desk_out(d), "（二）公开形式\n\n本期没有公开信息。");
	assert_contains(desk_out(d), "九、所属事业单位信息公开工作推进情况\n\n本期没有公开信息。");
	assert_int_equal(zwgk(d, "stat", "--figures"), 0);
	assert_contains(desk_out(d), "平均审核用时         0         0          —");
	assert_int_equal(zwgk(d, "report", "weekly", "--period", "2026-11", "--out", "-"), 2);
	assert_contains(desk_err(d), "2026-W47");
	assert_int_equal(zwgk(d, "report", "daily", "--out", "-"), 2);
	desk_close(&d);
}

static void a_week_across_the_new_year(void **state)
{
	struct desk *d = bureau("2027-01-02T09:00:00");
	struct buffer b = {0};

	(void)state;
	rows(&b, 2, "工作动态", "2026-12-23");
	rows(&b, 3, "工作动态", "2026-12-30");
	rows(&b, 4, "工作动态", "2027-01-02");
	publish(d, &b);
	report(d, "weekly", "2026-W53");
	assert_contains(desk_out(d), "12月28日至1月3日");
	assert_contains(desk_out(d), "本周发布7条，较上周增加5条");
	assert_contains(desk_out(d), "本周发布7条（上周2条），本年累计5条；其中1月1日以后的4条计入2027年；本周工作动态7条。");
	assert_contains(desk_out(d), "工作日历只到2026年底");
	report(d, "weekly", "2027-W01");
	assert_contains(desk_out(d), "本年累计4条");
	desk_close(&d);
}

static void what_is_entered_is_marked(void **state)
{
	struct desk *d = bureau("2026-11-20T09:00:00");
	char path[512];

	(void)state;
	snprintf(path, sizeof path, "%s", desk_path(d, "填报.csv"));
	file_write_text(path, "指标,期间,数值,来源\n新收申请,2026-10,2,县政府办\n当面申请,2026-10,1,县政府办\n行政诉讼,2026-10,0,法规股\n"
			      "期初已发布,2026-01-01..2026-06-30,40,原登记簿\n培训,2026年10月,,没有统计\n检查测评,2026-W47,1,县政府办\n");
	assert_int_equal(zwgk(d, "import", "figures", path), 0);
	assert_contains(desk_out(d), "已填报 5 项");
	report(d, "monthly", "2026-10");
	assert_contains(desk_out(d), "| 新收申请总数 | 件 | 12 | 2（填报） | 2（填报，未填全） |");
	assert_contains(desk_out(d), "| 行政诉讼数 | 件 | 26 | 0（填报） |");
	assert_contains(desk_out(d), "| 培训期数 | 期 | 36 | 未填 | 未填 |");
	report(d, "weekly", "2026-W47");
	assert_contains(desk_out(d), "本年累计0条，另有工作台启用前40条（填报）。");
	assert_contains(desk_out(d), "检查测评1次（填报），发现问题未填");
	/* a second value for the same is refused with its row, and nothing of the file is taken */
	file_write_text(path, "指标,期间,数值,来源\n行政复议,2026-10,1,法规股\n新收申请,2026-10,3,县政府办\n新收申请,10月,3,县政府办\n瞎填,2026-10,1,无\n");
	assert_int_equal(zwgk(d, "import", "figures", path), 1);
	assert_contains(desk_err(d), "第 3 行：“新收申请”这一期间已经填报为 2");
	assert_contains(desk_err(d), "第 4 行：“10月”不是期间");
	assert_contains(desk_err(d), "第 5 行：没有“瞎填”这项填报指标");
	assert_int_equal(zwgk(d, "list", "figures", "--format", "json"), 0);
	json_t *all = desk_json(d), *row;
	size_t i, set = 0;
	json_array_foreach(json_object_get(all, "figures"), i, row) set += json_is_string(json_object_get(row, "value"));
	assert_int_equal(set, 5);
	json_decref(all);
	desk_close(&d);
}

static enum z collect(void *ctx, const struct row *row, struct error *e)
{
	struct buffer *b = ctx;

	(void)e;
	for (int i = 0; i < row->cells; i++)
		buffer_printf(b, "%c[%s]", "_tndbe"[row->cell[i].kind], row->cell[i].s);
	buffer_byte(b, '\n');
	return Z_OK;
}

static void every_format_is_read_back(void **state)
{
	static const char *const endings[] = {"docx", "xlsx", "html", "md", "txt", "csv", "json"};
	struct desk *d = bureau("2026-11-20T09:00:00");
	struct buffer b = {0}, out = {0};
	struct docx paper;
	struct sheet_book *book;
	struct sheet_report sheet;
	struct error e;
	char name[64];

	(void)state;
	rows(&b, 3, "工作动态", "2026-11-18");
	publish(d, &b);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		snprintf(name, sizeof name, "周报.%s", endings[i]);
		assert_int_equal(zwgk(d, "report", "weekly", "--out", desk_path(d, name)), 0);
	}
	assert_int_equal(zwgk(d, "report", "weekly", "--out", desk_path(d, "周报.docx")), 1);
	assert_int_equal(docx_read(desk_path(d, "周报.docx"), &paper, &e), Z_OK);
	assert_contains(paper.text, "三、信息发布。本周发布3条（上周0条），本年累计3条");
	assert_contains(paper.text, "工作动态 | 3 | 0 | 3 | 100.0%");
	docx_free(&paper);
	assert_int_equal(sheet_open(desk_path(d, "周报.xlsx"), &book, &e), Z_OK);
	int at = sheet_find(book, "信息分类");
	assert_true(at > 0);
	assert_int_equal(sheet_rows(book, at, collect, &out, &sheet, &e), Z_OK);
	assert_string_equal(out.s, "t[信息分类]t[本周]t[上周]t[本年累计]t[本年占比]\nt[工作动态]n[3]n[0]n[3]n[1]\nt[合计]n[3]n[0]n[3]n[1]\n");
	buffer_free(&out);
	sheet_close(&book);
	size_t n;
	char *text = file_read(desk_path(d, "周报.json"), &n);
	json_t *j = json_loads(text, 0, NULL), *facts = json_object_get(j, "facts");
	assert_string_equal(json_string_value(json_object_get(facts, "period")), "2026-W47");
	assert_true(json_array_size(json_object_get(facts, "figures")) > 20);
	json_decref(j);
	free(text);
	/* registers, too */
	assert_int_equal(zwgk(d, "export", "items", "--out", desk_path(d, "台账.xlsx")), 0);
	assert_int_equal(sheet_open(desk_path(d, "台账.xlsx"), &book, &e), Z_OK);
	assert_int_equal(sheet_rows(book, 0, collect, &out, &sheet, &e), Z_OK);
	assert_contains(out.s, "t[工作动态]_[]t[主动公开]d[2026-11-18]d[2026-11-18]t[政府网站]");
	buffer_free(&out);
	sheet_close(&book);
	assert_int_equal(zwgk(d, "export", "releases", "--out", desk_path(d, "登记.docx")), 0);
	assert_int_equal(docx_read(desk_path(d, "登记.docx"), &paper, &e), Z_OK);
	assert_contains(paper.text, "发布登记台账");
	assert_contains(paper.text, "迁入登记");
	docx_free(&paper);
	assert_int_equal(zwgk(d, "export", "reviews", "--out", "-", "--from", "2026-11-01"), 0);
	assert_int_equal(zwgk(d, "export", "decisions", "--out", "-"), 0);
	assert_int_equal(zwgk(d, "export", "audit", "--out", desk_path(d, "日志.docx")), 2);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_published_year_comes_out),
		cmocka_unit_test(an_empty_week_in_whole_sentences),
		cmocka_unit_test(a_week_across_the_new_year),
		cmocka_unit_test(what_is_entered_is_marked),
		cmocka_unit_test(every_format_is_read_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
