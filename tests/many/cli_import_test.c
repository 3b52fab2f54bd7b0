/* cli_import_test.c - ledgers, people and what must not come in with them, through the command line.
 *
 * Seen to fail when the good rows of a ledger came in although others were refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <iconv.h>
#include <jansson.h>

#include "store/base/memory.h"
#include "forms/reader/docx.h"
#include "tests/desk.h"

#define HEAD "标题,文号,信息分类,栏目,公开属性,成文日期,发布日期,公开渠道,链接,来源股室\n"
#define GOOD \
	"林长制工作要点,林长〔2025〕3号,政策法规,政策文件,主动公开,2025-03-01,2025-03-05,政府网站、微信群,https://x.example/1,生态股\n" \
	"护林员补助公示,,财政资金,补助公示,主动公开,,2025年4月9日,政府网站,,生态股\n"

static long items(struct desk *d, const char *filter)
{
	assert_int_equal(zwgk(d, "list", "items", "--filter", filter, "--format", "json"), 0);
	json_t *j = desk_json(d);
	long n = (long)json_integer_value(json_object_get(j, "count"));
	json_decref(j);
	return n;
}

static void a_good_ledger_becomes_history(void **state)
{
	struct desk *d = desk_open_test();
	const char *file = desk_path_kept(d, "a.csv");
	json_t *j, *created;

	(void)state;
	file_write_text(file, "\xef\xbb\xbf" HEAD GOOD);
	assert_int_equal(zwgk(d, "import", "items", file, "--format", "json"), 0);
	j = desk_json(d);
	assert_int_equal(json_integer_value(json_object_get(j, "rows")), 2);
	assert_int_equal(json_integer_value(json_object_get(j, "good")), 2);
	assert_int_equal(json_integer_value(json_object_get(j, "batch")), 1);
	created = json_object_get(j, "created");
	assert_string_equal(json_string_value(json_array_get(json_object_get(created, "offices"), 0)), "生态股");
	assert_int_equal(json_array_size(json_object_get(created, "offices")), 1);
	assert_string_equal(json_string_value(json_array_get(json_object_get(created, "channels"), 0)), "微信群");
	assert_string_equal(json_string_value(json_array_get(json_object_get(created, "catalogs"), 0)), "补助公示");
	assert_int_equal(json_array_size(json_object_get(created, "categories")), 0);
	json_decref(j);
	assert_int_equal(items(d, "状态=迁入"), 2);
	assert_int_equal(items(d, "护林员"), 1);
	/* The same file again adds nothing, silently or otherwise. */
	assert_int_equal(zwgk(d, "import", "items", file), 1);
	assert_contains(desk_err(d), "没有重复迁入");
	assert_contains(desk_err(d), "第 2 行");
	assert_int_equal(items(d, "状态=迁入"), 2);
	assert_int_equal(zwgk(d, "check"), 0);
	desk_close(&d);
}

static void wrong_rows_are_named_and_nothing_comes_in(void **state)
{
	static const char bad[] = HEAD GOOD "半公开的,,政策法规,政策文件,半公开,2025-13-01,2025-03-05,政府网站,,生态股\n"
	                               "没有日期,,政策法规,政策文件,主动公开,2025-03-01,,政府网站,,生态股\n"
	                               ",,政策法规,政策文件,主动公开,2025-03-01,2025-03-05,政府网站,,生态股\n"
	                               "明年的,,政策法规,政策文件,主动公开,,2027-03-05,政府网站,,生态股\n"
	                               "先发后成,,政策法规,政策文件,主动公开,2025-03-09,2025-03-05,政府网站,,生态股\n";
	struct desk *d = desk_open_test();
	const char *file = desk_path_kept(d, "a.csv");
	json_t *j;

	(void)state;
	file_write_text(file, bad);
	assert_int_equal(zwgk(d, "import", "items", file), 1);
	assert_contains(desk_err(d), "“a.csv”第 4 行 E 列“公开属性”");
	assert_contains(desk_err(d), "“a.csv”第 4 行 F 列“成文日期”");
	assert_contains(desk_err(d), "“a.csv”第 5 行 G 列“发布日期”");
	assert_contains(desk_err(d), "“a.csv”第 6 行 A 列“标题”");
	assert_contains(desk_err(d), "第 7 行");
	assert_contains(desk_err(d), "第 8 行");
	assert_contains(desk_err(d), "一行也没有导入");
	assert_int_equal(items(d, "状态=迁入"), 0);
	assert_int_equal(zwgk(d, "list", "catalog"), 0);
	assert_lacks(desk_out(d), "补助公示");

	assert_int_equal(zwgk(d, "import", "items", file, "--dry-run", "--format", "json"), 1);
	j = desk_json(d);
	assert_true(json_is_null(json_object_get(j, "batch")));
	assert_int_equal(json_integer_value(json_object_get(j, "good")), 2);
	assert_int_equal(json_integer_value(json_object_get(j, "rows")), 7);
	assert_string_equal(json_string_value(json_object_get(
	                            json_array_get(json_object_get(j, "refused"), 0), "found")),
	        "半公开");
	json_decref(j);
	assert_int_equal(items(d, "状态=迁入"), 0);

	assert_int_equal(zwgk(d, "import", "items", file, "--partial"), 1);
	assert_contains(desk_err(d), "5 行有错");
	assert_int_equal(items(d, "状态=迁入"), 2);
	assert_int_equal(zwgk(d, "check"), 0);
	desk_close(&d);
}

static void a_dry_run_changes_nothing(void **state)
{
	struct desk *d = desk_open_test();
	const char *file = desk_path_kept(d, "a.csv");

	(void)state;
	file_write_text(file, HEAD GOOD);
	assert_int_equal(zwgk(d, "import", "items", file, "--dry-run"), 0);
	assert_contains(desk_out(d), "能迁入 2 件");
	assert_contains(desk_out(d), "将新建");
	assert_int_equal(items(d, "状态=迁入"), 0);
	/* Not even a number is used up. */
	assert_int_equal(zwgk(d, "import", "items", file), 0);
	assert_int_equal(zwgk(d, "list", "items"), 0);
	assert_contains(desk_out(d), "迁2025-0001");
	assert_contains(desk_out(d), "迁2025-0002");
	desk_close(&d);
}

static void a_batch_can_be_taken_back_once(void **state)
{
	struct desk *d = desk_open_test();
	const char *file = desk_path_kept(d, "a.csv");

	(void)state;
	file_write_text(file, HEAD GOOD);
	assert_int_equal(zwgk(d, "import", "items", file), 0);
	assert_contains(desk_out(d), "--undo 1");
	assert_int_equal(zwgk(d, "import", "items", "--undo", "7"), 1);
	assert_int_equal(zwgk(d, "import", "items", "--undo", "1", "--dry-run"), 2); /* a look takes nothing back */
	assert_int_equal(items(d, "状态=迁入"), 2);
	assert_int_equal(zwgk(d, "import", "items", "--undo", "1"), 0);
	assert_int_equal(items(d, "状态=迁入"), 0);
	assert_int_equal(items(d, "状态=作废"), 2);
	assert_int_equal(zwgk(d, "import", "items", "--undo", "1"), 1);
	assert_contains(desk_err(d), "已经撤销");
	/* Then the corrected file may come; numbers are not used again. */
	assert_int_equal(zwgk(d, "import", "items", file), 0);
	assert_int_equal(zwgk(d, "list", "items", "--filter", "状态=迁入"), 0);
	assert_contains(desk_out(d), "迁2025-0003");
	assert_lacks(desk_out(d), "迁2025-0001");
	assert_int_equal(zwgk(d, "check"), 0);
	desk_close(&d);
}

static void no_state_comes_in_with_a_file(void **state)
{
	struct desk *d = desk_open_test();
	const char *file = desk_path_kept(d, "a.csv");

	(void)state;
	file_write_text(file, "标题,状态,发布日期,初审,复审,签发\n冒充已发布,已发布,2025-03-05,甲,乙,丙\n");
	assert_int_equal(zwgk(d, "import", "items", file), 0);
	assert_contains(desk_out(d), "没有用到的列：状态、初审、复审、签发");
	assert_int_equal(items(d, "状态=已发布"), 0);
	assert_int_equal(items(d, "状态=迁入"), 1);
	assert_int_equal(zwgk(d, "check"), 0);
	desk_close(&d);
}

static void spoilt_text_is_refused(void **state)
{
	static const char *const spoilt[] = {
	        HEAD "关于？？？的通知锟斤拷锟斤拷锟斤拷锟斤拷,,其他,工作动态,主动公开,,2025-03-05,政府网站,,\n",
	        HEAD "????????,,??,????,????,,2025-03-05,????,,????\n",
	};
	struct desk *d = desk_open_test();
	const char *file = desk_path_kept(d, "a.csv");

	(void)state;
	for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
		file_write_text(file, spoilt[i]);
		assert_int_equal(zwgk(d, "import", "items", file), 1);
		assert_true(*desk_err(d));
		assert_int_equal(items(d, "状态=迁入"), 0);
	}
	file_write_text(file, "随便几列,乙\n1,2\n");
	assert_int_equal(zwgk(d, "import", "items", file), 1);
	assert_contains(desk_err(d), "标题");
	assert_int_equal(zwgk(d, "import", "items", desk_path(d, "missing.csv")), 1);
	assert_contains(desk_err(d), "missing.csv");
	desk_close(&d);
}

static void gb18030_is_recognised(void **state)
{
	char in[] = HEAD GOOD, out[4096], *from = in, *to = out;
	size_t left = sizeof in - 1, room = sizeof out;
	struct desk *d = desk_open_test();
	iconv_t cd = iconv_open("GB18030", "UTF-8");

	(void)state;
	assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
	iconv_close(cd);
	file_write(desk_path(d, "a.csv"), out, (size_t)(to - out));
	assert_int_equal(zwgk(d, "import", "items", desk_path(d, "a.csv")), 0);
	assert_contains(desk_out(d), "GB18030");
	assert_int_equal(items(d, "林长制"), 1);
	desk_close(&d);
}

static void not_everybody_may(void **state)
{
	struct desk *d = desk_open();
	const char *file = desk_path_kept(d, "a.csv");

	(void)state;
	desk_env(d, "ZWGK_NOW", "2026-11-20T09:12:00");
	assert_int_equal(zwgk(d, "init", "--sample"), 0);
	file_write_text(file, HEAD GOOD);
	desk_input(d, "yanshi-3\n", 9);
	assert_int_equal(zwgk(d, "import", "items", file, "--as", "fsb", "--passphrase-fd", "0"), 1);
	assert_contains(desk_err(d), "迁入事项");
	desk_input(d, "yanshi-1\n", 9);
	assert_int_equal(zwgk(d, "import", "items", file, "--as", "jbj", "--passphrase-fd", "0"), 0);
	desk_input(d, "yanshi-1\n", 9);
	file_write_text(file, "姓名,股室,职务\n甲一,办公室,科员\n");
	assert_int_equal(zwgk(d, "import", "officers", file, "--as", "jbj", "--passphrase-fd", "0"), 1);
	assert_contains(desk_err(d), "管理员");
	desk_close(&d);
}

static void people_get_posts_and_first_passphrases(void **state)
{
	struct desk *d = desk_open_test();
	const char *file = desk_path_kept(d, "people.csv");
	char line[64];
	json_t *j, *who;

	(void)state;
	file_write_text(file, "姓名,股室,职务\n甲一,资源保护股,股长\n乙二,办公室,主任\n丙三,局领导,副局长\n丁四,资源保护股,科员\n");
	assert_int_equal(zwgk(d, "import", "officers", file, "--dry-run", "--format", "json"), 0);
	j = desk_json(d);
	assert_int_equal(json_array_size(json_object_get(j, "officers")), 4);
	json_decref(j);
	assert_int_equal(zwgk(d, "list", "officers"), 0);
	assert_lacks(desk_out(d), "甲一");

	assert_int_equal(zwgk(d, "import", "officers", file, "--format", "json"), 0);
	j = desk_json(d);
	who = json_array_get(json_object_get(j, "officers"), 0);
	assert_string_equal(json_string_value(json_object_get(who, "tiers")), "初审");
	snprintf(line, sizeof line, "%s\n", json_string_value(json_object_get(who, "passphrase")));
	assert_true(strlen(line) > 8);
	desk_input(d, line, strlen(line));
	assert_int_equal(zwgk(d, "list", "items", "--as", json_string_value(json_object_get(who, "login")),
	                         "--passphrase-fd", "0"),
	        0);
	json_decref(j);

	/* One name without a 股室: nobody is added. */
	file_write_text(file, "姓名,股室,职务\n戊五,办公室,科员\n己六,,科员\n");
	assert_int_equal(zwgk(d, "import", "officers", file), 1);
	assert_contains(desk_err(d), "第 3 行");
	assert_int_equal(zwgk(d, "list", "officers"), 0);
	assert_lacks(desk_out(d), "戊五");
	assert_int_equal(zwgk(d, "check"), 0);
	desk_close(&d);
}

/* A table as bureaus write it: a title above, headings between, a merged cell, several offices in one. */
static void a_task_list_is_taken_whole_or_refused_by_row_and_column(void **state)
{
	struct desk *d = desk_open();
	const char *file = desk_path_kept(d, "任务分解.csv");
	json_t *j, *row;

	(void)state;
	desk_env(d, "ZWGK_NOW", "2026-11-20T09:12:00");
	assert_int_equal(zwgk(d, "init", "--sample"), 0);
	file_write_text(file, "2026年政务公开任务分解表\n工作任务,序号,具体要求,责任科室,时限要求\n一、主动公开,,,,\n"
		"完善公开制度,1,修订指南,办公室、资源保护股,11月底前\n,2,更新目录,造林绿化股,2026年11月24日\n政策解读,3,同步解读,资源保护股,长期\n");
	assert_int_equal(zwgk(d, "import", "tasks", file, "--dry-run"), 0);
	assert_contains(desk_out(d), "可以导入 3 行，有错 0 行。");
	assert_int_equal(zwgk(d, "list", "tasks", "--format", "csv"), 0);
	assert_lacks(desk_out(d), "任-2026-0007"); /* six are there */
	assert_int_equal(zwgk(d, "import", "tasks", file), 0);
	assert_contains(desk_out(d), "跳过小标题 1 行");
	assert_int_equal(zwgk(d, "list", "tasks", "--format", "json"), 0);
	j = desk_json(d);
	assert_int_equal(json_array_size(json_object_get(j, "tasks")), 6 + 3);
	row = json_array_get(json_object_get(j, "tasks"), 6 + 1);
	assert_string_equal(json_string_value(json_object_get(row, "title")), "完善公开制度");
	assert_string_equal(json_string_value(json_object_get(row, "requirement")), "更新目录");
	assert_string_equal(json_string_value(json_object_get(row, "due")), "2026-11-24");
	assert_string_equal(json_string_value(json_object_get(row, "light")), "yellow");
	assert_string_equal(json_string_value(json_object_get(row, "source")), "任务分解");
	json_decref(j);
	assert_int_equal(zwgk(d, "list", "tasks", "--filter", "配合=资源保护股 到期=2026-11", "--format", "csv"), 0);
	assert_contains(desk_out(d), "任-2026-0007,进行中,绿,2026-11-30,余6日,办公室,资源保护股");
	assert_lacks(desk_out(d), "任-2026-0008");

	/* 牵头 beside 责任: the second helps.  All is refused where one row is. */
	file_write_text(file, "工作任务,工作要求,牵头单位,责任单位,完成时限\n开展培训,,办公室,资源保护股,12月底前\n开展自查,,不存在股,,12月底前\n开展抽查,,办公室,,尽快\n开展督查,全面督查,,,\n");
	assert_int_equal(zwgk(d, "import", "tasks", file), 1);
	assert_contains(desk_err(d), "第 3 行 C 列“牵头股室”：没有在用的股室“不存在股”");
	assert_contains(desk_err(d), "第 4 行 E 列“时限”：“尽快”不是时限");
	assert_contains(desk_err(d), "第 5 行 C 列“牵头股室”");
	assert_int_equal(zwgk(d, "list", "tasks"), 0);
	assert_lacks(desk_out(d), "开展培训");
	assert_int_equal(zwgk(d, "import", "tasks", file, "--partial", "--format", "json"), 1);
	j = desk_json(d);
	assert_int_equal(json_array_size(json_object_get(j, "tasks")), 1);
	row = json_array_get(json_object_get(j, "tasks"), 0);
	assert_string_equal(json_string_value(json_object_get(row, "helpers")), "资源保护股");
	json_decref(j);
	/* the whole register as a workbook: known here, new elsewhere; that batch is undone there */
	char book[512], number[24];
	snprintf(book, sizeof book, "%s", desk_path(d, "任务.xlsx"));
	assert_int_equal(zwgk(d, "export", "tasks", "--filter", "状态=进行中", "--out", book), 0);
	assert_contains(desk_out(d), "已导出 8 行");
	assert_int_equal(zwgk(d, "import", "tasks", book, "--format", "json"), 0);
	j = desk_json(d);
	size_t at = 0;
	for (const json_t *all = json_object_get(j, "tasks"); at < json_array_size(all); at++)
		assert_string_equal(json_string_value(json_object_get(json_array_get(all, at), "done")), "same");
	assert_int_equal(at, 8);
	json_decref(j);
	struct docx paper; /* and as it prints */
	struct error e;
	assert_int_equal(zwgk(d, "export", "tasks", "--out", desk_path(d, "任务.docx")), 0);
	assert_int_equal(docx_read(desk_path(d, "任务.docx"), &paper, &e), Z_OK);
	assert_contains(paper.text, "任务台账");
	assert_contains(paper.text, "完善公开制度 | 更新目录 | 造林绿化股 | 2026-11-24 | 任-2026-0008 | 进行中");
	docx_free(&paper);
	assert_int_equal(zwgk(d, "export", "requests", "--out", desk_path(d, "申请.docx")), 0);
	assert_int_equal(docx_read(desk_path(d, "申请.docx"), &paper, &e), Z_OK);
	assert_contains(paper.text, "公开申请台账");
	assert_contains(paper.text, "郑** | 来电人要求提供");
	assert_lacks(paper.text, "郑某");
	docx_free(&paper);
	struct desk *other = desk_open();
	desk_env(other, "ZWGK_NOW", "2026-11-20T09:12:00");
	assert_int_equal(zwgk(other, "init", "--sample"), 0);
	assert_int_equal(zwgk(other, "import", "tasks", book), 0);
	const char *says = strstr(desk_out(other), "要撤销：zwgk import tasks --undo ");
	assert_non_null(says);
	snprintf(number, sizeof number, "%ld", strtol(says + strlen("要撤销：zwgk import tasks --undo "), NULL, 10));
	assert_int_equal(zwgk(other, "list", "tasks", "--filter", "状态=进行中"), 0);
	assert_contains(desk_out(other), "开展培训");
	assert_int_equal(zwgk(other, "import", "tasks", "--undo", number), 0);
	assert_contains(desk_out(other), "批导入已撤销，取消任务 4 项");
	assert_int_equal(zwgk(other, "list", "tasks", "--filter", "状态=进行中"), 0);
	assert_lacks(desk_out(other), "开展培训");
	assert_int_equal(zwgk(other, "import", "tasks", "--undo", number), 1);
	assert_contains(desk_err(other), "已经撤销过");
	assert_int_equal(zwgk(other, "check"), 0);
	desk_close(&other);
	desk_input(d, "yanshi-7\n", 9);
	assert_int_equal(zwgk(d, "import", "tasks", file, "--as", "jbg", "--passphrase-fd", "0"), 1);
	assert_contains(desk_err(d), "导入任务分解");
	assert_int_equal(zwgk(d, "list", "tasks", "--filter", "渠道=网站"), 1);
	assert_int_equal(zwgk(d, "check"), 0);
	desk_close(&d);
}

static void a_roster_is_refused_by_row_and_column(void **state)
{
	struct desk *d = desk_open();
	const char *file = desk_path_kept(d, "roster.csv");
	json_t *j, *row;

	(void)state;
	desk_env(d, "ZWGK_NOW", "2026-11-20T09:12:00");
	assert_int_equal(zwgk(d, "init", "--sample"), 0);
	/* The officer tied to this user is 经办 and 办公室.  Another order of columns, one nobody knows. */
	file_write_text(file, "值班电话,带班领导,值班日期,值班人员\n5021234,领导丁,2027-01-01,经办庚\n,,1月2日,初审乙\n,,2027/1/3,fbyw\n");
	assert_int_equal(zwgk(d, "import", "roster", file, "--dry-run", "--format", "json"), 0);
	j = desk_json(d);
	assert_int_equal(json_array_size(json_object_get(j, "roster")), 3);
	json_decref(j);
	assert_int_equal(zwgk(d, "list", "roster", "--format", "csv"), 0);
	assert_lacks(desk_out(d), "2027-01-01");
	assert_int_equal(zwgk(d, "import", "roster", file), 0);
	assert_int_equal(zwgk(d, "list", "roster", "--format", "csv"), 0);
	assert_contains(desk_out(d), "2027-01-01,经办庚,领导丁");
	assert_contains(desk_out(d), "2027-01-02,初审乙,");
	assert_contains(desk_out(d), "2027-01-03,发布员戊,");

	/* All is refused where one row is; every fault with row and column. */
	file_write_text(file, "日期,值班员,带班领导\n1月32日,经办庚,\n2027-01-04,没有的人,\n2027-01-05,经办庚,没有的人\n2027-01-02,经办庚,\n2027-01-06,,\n2027-01-07,经办庚,\n");
	assert_int_equal(zwgk(d, "import", "roster", file), 1);
	assert_contains(desk_err(d), "第 2 行 A 列“日期”：“1月32日”不是日期");
	assert_contains(desk_err(d), "第 3 行 B 列“值班员”：没有在岗人员“没有的人”");
	assert_contains(desk_err(d), "第 4 行 C 列“带班领导”：没有在岗人员“没有的人”");
	assert_contains(desk_err(d), "第 5 行 B 列“值班员”：1月2日 周六已排 初审乙");
	assert_contains(desk_err(d), "第 6 行");
	assert_int_equal(zwgk(d, "list", "roster"), 0);
	assert_lacks(desk_out(d), "2027-01-07");
	assert_int_equal(zwgk(d, "import", "roster", file, "--partial", "--replace", "--format", "json"), 1);
	j = desk_json(d);
	assert_int_equal(json_array_size(json_object_get(j, "roster")), 2);
	row = json_array_get(json_object_get(j, "roster"), 0);
	assert_string_equal(json_string_value(json_object_get(row, "was")), "初审乙");
	assert_string_equal(json_string_value(json_object_get(row, "done")), "changed");
	json_decref(j);
	assert_int_equal(zwgk(d, "import", "items", file, "--replace"), 2);
	desk_input(d, "yanshi-7\n", 9);
	assert_int_equal(zwgk(d, "import", "roster", file, "--as", "jbg", "--passphrase-fd", "0"), 1);
	assert_contains(desk_err(d), "导入值班表");
	assert_int_equal(zwgk(d, "check"), 0);
	desk_close(&d);
}

/* Old hits behind hundreds that only look like hits: the search for them goes on for more than one page, and the register
 * must wait for its end. */
static void a_register_is_searched_to_its_end(void **state)
{
	enum { REAL = 12, ALIKE = 1500 };
	struct desk *d = desk_open_test();
	const char *file = desk_path_kept(d, "a.csv");
	struct buffer b = {0};

	(void)state;
	buffer_text(&b, "标题,公开属性,成文日期,发布日期\n");
	for (int i = 0; i < REAL + ALIKE; i++)
		buffer_printf(&b, "%s%d,依申请公开,2025-03-01,2025-03-05\n", i < REAL ? "历史信息第" : "历史、史信、信息、息第", i);
	file_write_text(file, b.s);
	buffer_free(&b);
	assert_int_equal(zwgk(d, "import", "items", file), 0);
	assert_int_equal(zwgk(d, "export", "decisions", "--out", "-", "--filter", "历史信息第"), 0);
	assert_contains(desk_out(d), "历史信息第0,");
	assert_contains(desk_out(d), "历史信息第11,");
	assert_lacks(desk_out(d), "史信、");
	desk_close(&d);
}

/* Whoever was to read has gone: a sentence, and an end. */
static void a_pipe_that_is_closed_early(void **state)
{
	static const char closed[] = "mkfifo \"$1\" 2>/dev/null; exec 3<>\"$1\" 4>\"$1\" 3<&-; shift; exec \"$@\" >&4 4>&-";
	struct desk *d = desk_open_test();
	const char *pipe = desk_path_kept(d, "pipe");
	const char *sh[] = {"sh", "-c", closed, "sh", pipe, zwgk_program(), NULL, NULL, NULL, NULL, NULL};
	static const char *const calls[][4] = {{"export", "audit", "--out", "-"}, {"list", "items"}, {"list", "audit", "--format", "json"}};

	(void)state;
	for (int i = 0; i < 3; i++) {
		for (int k = 0; k < 4; k++)
			sh[6 + k] = calls[i][k];
		assert_int_equal(desk_command(d, sh), 1);
		assert_string_equal(desk_err(d), "结果没有写完，可能磁盘已满或者接收的程序已经退出。请检查后再做一次。\n");
	}
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_good_ledger_becomes_history),
	        cmocka_unit_test(wrong_rows_are_named_and_nothing_comes_in),
	        cmocka_unit_test(a_dry_run_changes_nothing),
	        cmocka_unit_test(a_batch_can_be_taken_back_once),
	        cmocka_unit_test(no_state_comes_in_with_a_file),
	        cmocka_unit_test(spoilt_text_is_refused),
	        cmocka_unit_test(gb18030_is_recognised),
	        cmocka_unit_test(not_everybody_may),
	        cmocka_unit_test(people_get_posts_and_first_passphrases),
	        cmocka_unit_test(a_task_list_is_taken_whole_or_refused_by_row_and_column),
	        cmocka_unit_test(a_roster_is_refused_by_row_and_column),
	        cmocka_unit_test(a_register_is_searched_to_its_end),
	        cmocka_unit_test(a_pipe_that_is_closed_early),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
