/* ledger_test.c - tables from .csv and .xlsx as typed rows: headers, synonyms, refusals by line and column. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>
#include <cmocka.h>

#include "forms/import/ledger.h"
#include "store/base/date.h"
#include "tests/desk.h"
#include "tests/zipfix.h"

static const struct ledger_code kinds[] = {{"自然人|公民", 1}, {"商业企业|企业", 2}, {"危及“三安全一稳定”", 3}, {NULL, 0}};

enum { NUMBER, RECEIVED, KIND, TEXT, FEE, COPIES, ANSWERED };
static const struct ledger_column columns[] = {
	[NUMBER] = {"number", "登记号", "编号|案件编号", LEDGER_FILLED, LEDGER_TEXT, NULL, 40},
	[RECEIVED] = {"received", "收到日期", "收件日期|收单时间", LEDGER_FILLED, LEDGER_DATE, NULL, 0},
	[KIND] = {"kind", "申请人类型", NULL, LEDGER_COLUMN, LEDGER_CODE, kinds, 0},
	[TEXT] = {"text", "申请内容", "诉求内容|内容描述", LEDGER_COLUMN, LEDGER_TEXT, NULL, 0},
	[FEE] = {"fee", "费用", NULL, LEDGER_OPTIONAL, LEDGER_MONEY, NULL, 0},
	[COPIES] = {"copies", "份数", NULL, LEDGER_OPTIONAL, LEDGER_INTEGER, NULL, 0},
	[ANSWERED] = {"answered", "答复时间", NULL, LEDGER_OPTIONAL, LEDGER_TIME, NULL, 0},
};

struct seen {
	struct buffer rows, refusals, sentences;
	const char *deny; /* the number of a row the callback refuses */
	enum z stop;      /* or stops at */
	long long done;
	int progress_left;
};

static enum z take(void *ctx, const struct ledger_row *row, struct error *e)
{
	struct seen *s = ctx;
	char day[16], time[24];
	const struct ledger_cell *c = row->cell;
	if (s->deny && !strcmp(c[NUMBER].text, s->deny)) {
		refuse(e, R_BAD_DATE, "拒");
		return s->stop ? s->stop : Z_INVALID;
	}
	buffer_printf(&s->rows, "%ld %s|%s|%d|%s|%lld|%lld|%s", row->line, c[NUMBER].text,
	        day_text(c[RECEIVED].day, day), c[KIND].code, c[TEXT].text, (long long)c[FEE].number,
	        (long long)c[COPIES].number, c[ANSWERED].filled ? instant_text(c[ANSWERED].instant, time) : "");
	for (int i = 0; i < row->extras; i++)
		buffer_printf(&s->rows, "|%s=%s", row->extra[i].name, row->extra[i].text);
	buffer_byte(&s->rows, '\n');
	return Z_OK;
}

static void refused(void *ctx, const struct ledger_refusal *r)
{
	struct seen *s = ctx;
	char sentence[1024];
	buffer_printf(&s->refusals, "%ld %s %s %s<%s>\n", r->line, r->letters, r->name, r->expected, r->found);
	buffer_printf(&s->sentences, "%s\n", error_sentence(r->error, sentence, sizeof sentence));
}

static bool progress(void *ctx, long long done, long long total)
{
	struct seen *s = ctx;
	assert_true(done >= s->done);
	assert_true(!total || done <= total);
	s->done = done;
	return s->progress_left-- != 0;
}

static enum z read_path(const char *path, enum encoding x, struct seen *s, struct ledger_result *r, struct error *e)
{
	struct ledger l = {.column = columns, .columns = sizeof columns / sizeof *columns, .encoding = x, .row = take, .refused = refused,
		.progress = s->progress_left ? progress : NULL, .ctx = s};
	return ledger_read(path, &l, r, e);
}

static void forget(struct seen *s)
{
	buffer_free(&s->rows);
	buffer_free(&s->refusals);
	buffer_free(&s->sentences);
}

/* A .csv of this text in some encoding, under a name that says nothing. */
static enum z read_text(struct desk *d, const char *text, const char *encoding, struct seen *s, struct ledger_result *r,
        struct error *e)
{
	char out[32768], *ip = strdup(text), *in = ip, *op = out;
	size_t il = strlen(text), ol = sizeof out;
	iconv_t cd = iconv_open(encoding, "UTF-8");
	assert_true(iconv(cd, &in, &il, &op, &ol) != (size_t)-1);
	iconv_close(cd);
	free(ip);
	file_write(desk_path(d, "台账.dat"), out, sizeof out - ol);
	return read_path(desk_path(d, "台账.dat"), ENCODING_UNKNOWN, s, r, e);
}

static const char good[] = "\n2026年度登记台账,,,\n"
			   "序号,申请人 类型,案件编号,收到日期（年-月-日）,内容描述,费用,备注\n"
			   "1,公民,依申请2026第1号,2026年11月20日,\"多行\n内容, 带逗号\",\"1,234.5元\",\n"
			   "2,“自然人”,=\"0002\",２０２６／１１／２１,　公开林地审批　,,急\n"
			   "\n"
			   "3,,3,2026-11-22 09:30,,￥0.05,\n";
static const char good_rows[] = "4 依申请2026第1号|2026-11-20|1|多行\n内容, 带逗号|123450|0||序号=1\n"
				"6 0002|2026-11-21|1|公开林地审批|0|0||序号=2|备注=急\n"
				"8 3|2026-11-22|0||5|0||序号=3\n";

static void any_encoding_any_order(void **state)
{
	static const struct {
		const char *iconv;
		enum encoding x;
	} as[] = {{"UTF-8", ENCODING_UTF8}, {"GB18030", ENCODING_GB18030}, {"UTF-16", ENCODING_UTF16LE},
		{"UTF-16LE", ENCODING_UTF16LE}, {"UTF-16BE", ENCODING_UTF16BE}};
	struct desk *d = desk_open();
	(void)state;
	for (size_t i = 0; i < sizeof as / sizeof *as; i++) {
		struct seen s = {.progress_left = 1000};
		struct ledger_result r;
		struct error e;
		assert_int_equal(read_text(d, good, as[i].iconv, &s, &r, &e), Z_OK);
		assert_int_equal(r.guess.encoding, as[i].x);
		assert_int_equal(r.header_line, 3);
		assert_string_equal(s.rows.s, good_rows);
		assert_int_equal(r.good, 3);
		assert_int_equal(r.refused, 0);
		assert_int_equal(r.missing, 2); /* 份数 and 答复时间 */
		assert_int_equal(r.extras, 2);
		assert_string_equal(r.extra[0], "序号");
		assert_string_equal(r.extra[1], "备注");
		ledger_result_free(&r);
		forget(&s);
	}
	desk_close(&d);
}

#define HEAD "登记号,收到日期,申请人类型,申请内容,费用,份数,答复时间\n"

static void wrong_cells_are_named(void **state)
{
	struct desk *d = desk_open();
	struct seen s = {.deny = "拒绝我"};
	struct ledger_result r;
	struct error e;
	(void)state;
	assert_int_equal(read_text(d,
				 HEAD ",2026-11-20,自然人,a,,,\n"                            /* 2 empty number */
				 "1,2026-02-30,自然人,a,,,\n"                               /* 3 no such day */
				 "2,2026-11-20,外星人,a,约12,约3,昨天\n"                    /* 4 four at once */
				 "3,2026-11-20,危及三安全一稳定,a,1.005,12.0,2026-11-21 8:05\n" /* 5 less than a fen */
				 "2.60124E+15,2026-11-20,,a,,,\n"                           /* 6 rounded by a spreadsheet */
				 "5,2026-11-20,,a,,,,多出\n"                                /* 7 wider than the header */
				 "6\n"                                                      /* 8 too short */
				 "拒绝我,2026-11-20,,a,,,\n"                                /* 9 by the callback */
				 "8,2026-11-20,,????????,,,\n"                              /* 10 */
				 "9,2026-11-20,企业,好,12,3,2026-11-21 8:05\n"              /* 11 good */
				 "1234567890123456789012345678901234567890超,2026-11-20,,,,,\n", /* 12 too long */
				 "UTF-8", &s, &r, &e),
		Z_OK);
	assert_string_equal(s.rows.s, "11 9|2026-11-20|2|好|1200|3|2026-11-21 08:05\n");
	assert_int_equal(r.good, 1);
	assert_int_equal(r.refused, 10);
	assert_string_equal(s.refusals.s, "2 A 登记号 有内容<>\n"
					  "3 B 收到日期 日期，如 2026-11-20<2026-02-30>\n"
					  "4 C 申请人类型 以下之一：自然人、商业企业、危及“三安全一稳定”<外星人>\n"
					  "4 E 费用 以元为单位的金额，如 1234.50<约12>\n"
					  "4 F 份数 整数（不带“约”“余”等字样）<约3>\n"
					  "4 G 答复时间 日期和时间，如 2026-11-20 09:30<昨天>\n"
					  "5 E 费用 以元为单位的金额，如 1234.50<1.005>\n"
					  "6 A 登记号 文本格式的编号<2.60124E+15>\n"
					  "7   <>\n"
					  "8 B 收到日期 有内容<>\n"
					  "9   <>\n"
					  "10 D 申请内容 完好的文字<???????\?>\n"
					  "12 A 登记号 不超过 40 字<1234567890123456789012345678901234567890超>\n");
	assert_contains(s.sentences.s, "“台账.dat”第 3 行 B 列“收到日期”应为日期，如 2026-11-20，现为“2026-02-30”");
	assert_contains(s.sentences.s, "H 列超出表头，内容为“多出”");
	ledger_result_free(&r);
	forget(&s);
	desk_close(&d);
}

/* One spoilt byte spoils its row, not the file; many are another encoding. */
static void spoilt_bytes(void **state)
{
	struct desk *d = desk_open();
	struct seen s = {0};
	struct ledger_result r;
	struct error e;
	struct buffer b = {0};
	(void)state;
	buffer_text(&b, HEAD);
	for (int i = 0; i < 50; i++)
		buffer_printf(&b, "%d,2026-11-20,自然人,公开林地审批和补助发放的信息,,,\n", i);
	buffer_text(&b, "坏,2026-11-20,自然人,\xff\xfe坏,,,\n尾,2026-11-20,,,,,\n");
	file_write(desk_path(d, "a"), b.s, b.n);
	assert_int_equal(read_path(desk_path(d, "a"), ENCODING_UNKNOWN, &s, &r, &e), Z_OK);
	assert_int_equal(r.good, 51);
	assert_int_equal(r.refused, 1);
	assert_false(r.guess.sure);
	assert_contains(s.sentences.s, "第 52 行 D 列“申请内容”");
	ledger_result_free(&r);
	/* read as what it is not */
	assert_int_equal(read_path(desk_path(d, "a"), ENCODING_GB18030, &s, &r, &e), Z_INVALID);
	assert_int_equal(e.code, R_BAD_BYTE);
	ledger_result_free(&r);
	buffer_free(&b);
	forget(&s);
	desk_close(&d);
}

static void headers_that_are_wrong(void **state)
{
	struct desk *d = desk_open();
	struct ledger_result r;
	struct error e;
	char sentence[1024];
	static const struct {
		const char *text;
		enum refusal code;
		const char *part;
	} cases[] = {
		{"登记号,收到日期,申请内容\n1,2026-11-20,x\n", R_LEDGER_HEADER, "缺少列：“申请人类型”"},
		{"a\nb\nc\nd\ne\n" HEAD, R_LEDGER_HEADER, "“登记号”、“收到日期”"},
		{"登记号,收到日期,申请人类型,申请内容,登记号\n", R_LEDGER_TWICE, "A 列和 E 列"},
		{"????,????,??????\n1,2,3\n", R_TEXT_QUESTIONS, "问号"},
		{"\n\n", R_LEDGER_HEADER, "缺少列"},
		{"<table><tr><td>登记号</td></tr></table>", R_SOURCE_WRONG_KIND, "网页"},
		{HEAD "1,\"2026-11-20\"x,,,\n", R_CSV_STRAY, "第 2 行第 2 列"},
		{HEAD "1,\"2026-11-20,,,\n", R_CSV_UNCLOSED, "第 2 行第 2 列"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct seen s = {0};
		assert_int_equal(read_text(d, cases[i].text, "UTF-8", &s, &r, &e), Z_INVALID);
		assert_int_equal(e.code, cases[i].code);
		assert_contains(error_sentence(&e, sentence, sizeof sentence), cases[i].part);
		ledger_result_free(&r);
		forget(&s);
	}
	/* Of a name and its synonym the name is meant; the other column is kept beside. */
	struct seen s = {0};
	assert_int_equal(read_text(d, "案件编号,登记号,收到日期,申请人类型,申请内容\nx,1,2026-11-20,,\n", "UTF-8", &s, &r, &e), Z_OK);
	assert_string_equal(s.rows.s, "2 1|2026-11-20|0||0|0||案件编号=x\n");
	ledger_result_free(&r);
	forget(&s);
	/* an empty file, a missing one, a header alone */
	file_write(desk_path(d, "e"), "", 0);
	assert_int_equal(read_path(desk_path(d, "e"), ENCODING_UNKNOWN, &s, &r, &e), Z_INVALID);
	assert_int_equal(e.code, R_SOURCE_EMPTY);
	ledger_result_free(&r);
	assert_int_equal(read_path(desk_path(d, "none"), ENCODING_UNKNOWN, &s, &r, &e), Z_MISSING);
	ledger_result_free(&r);
	assert_int_equal(read_text(d, HEAD, "UTF-8", &s, &r, &e), Z_OK);
	assert_int_equal(r.good + r.refused, 0);
	ledger_result_free(&r);
	forget(&s);
	desk_close(&d);
}

static void stopping(void **state)
{
	struct desk *d = desk_open();
	struct seen s = {.deny = "2", .stop = Z_FULL};
	struct ledger_result r;
	struct error e;
	(void)state;
	assert_int_equal(
	        read_text(d, HEAD "1,2026-11-20,,,,,\n2,2026-11-20,,,,,\n3,2026-11-20,,,,,\n", "UTF-8", &s, &r, &e),
	        Z_FULL);
	assert_int_equal(e.code, R_BAD_DATE);
	assert_int_equal(r.good, 1);
	assert_int_equal(r.refused, 0);
	ledger_result_free(&r);
	forget(&s);
	/* a user who has seen enough */
	struct buffer b = {0};
	buffer_text(&b, HEAD);
	for (int i = 0; i < 20000; i++)
		buffer_printf(&b, "%d,2026-11-20,自然人,公开林地审批和补助发放的信息,,,\n", i);
	file_write(desk_path(d, "long"), b.s, b.n);
	s = (struct seen){.progress_left = 3};
	assert_int_equal(read_path(desk_path(d, "long"), ENCODING_UNKNOWN, &s, &r, &e), Z_CANCEL);
	assert_true(r.good > 1000 && r.good < 20000);
	ledger_result_free(&r);
	forget(&s);
	s = (struct seen){.progress_left = 100000};
	assert_int_equal(read_path(desk_path(d, "long"), ENCODING_UNKNOWN, &s, &r, &e), Z_OK);
	assert_int_equal(r.good, 20000);
	assert_int_equal(s.done, b.n);
	ledger_result_free(&r);
	forget(&s);
	buffer_free(&b);
	desk_close(&d);
}

static void workbooks(void **state)
{
	struct desk *d = desk_open();
	const char *path = desk_path(d, "台账.csv"); /* the name does not matter */
	struct seen s = {0};
	struct ledger_result r;
	struct error e;
	(void)state;
	lxw_workbook *book = workbook_new(path);
	lxw_worksheet *notes = workbook_add_worksheet(book, "填写说明"), *sheet = workbook_add_worksheet(book, "数据");
	lxw_format *date = workbook_add_format(book);
	format_set_num_format(date, "yyyy/m/d");
	for (lxw_row_t i = 0; i < 8; i++)
		worksheet_write_string(notes, i, 0, "请按要求填写", NULL);
	static const char *const head[] = {"收到日期", "登记号", "申请人类型", "申请内容", "份数", "费用"};
	worksheet_merge_range(sheet, 0, 0, 0, 5, "2026年度台账", NULL);
	for (lxw_col_t i = 0; i < 6; i++)
		worksheet_write_string(sheet, 1, i, head[i], NULL);
	lxw_datetime day = {2026, 11, 20, 0, 0, 0};
	worksheet_write_datetime(sheet, 2, 0, &day, date);
	worksheet_write_number(sheet, 2, 1, 12, NULL);
	worksheet_write_string(sheet, 2, 2, "企业", NULL);
	worksheet_write_number(sheet, 2, 4, 3, NULL);
	worksheet_write_number(sheet, 2, 5, 12.5, NULL);
	worksheet_write_datetime(sheet, 3, 0, &day, date);
	worksheet_write_number(sheet, 3, 1, 2601242209000000., NULL); /* its last digit may be lost */
	worksheet_write_number(sheet, 4, 0, 46346, NULL);             /* a date that was not formatted as one */
	worksheet_write_string(sheet, 4, 1, "3", NULL);
	worksheet_write_datetime(sheet, 5, 0, &day, date);
	worksheet_write_string(sheet, 5, 1, "4", NULL);
	worksheet_write_formula_str(sheet, 5, 3, "=NA()", NULL, "#N/A");
	lxw_row_col_options out_of_sight = {.hidden = 1};
	worksheet_set_row_opt(sheet, 5, LXW_DEF_ROW_HEIGHT, NULL, &out_of_sight);
	assert_int_equal(workbook_close(book), LXW_NO_ERROR);

	assert_int_equal(read_path(path, ENCODING_UNKNOWN, &s, &r, &e), Z_OK);
	assert_string_equal(r.sheet, "数据");
	assert_int_equal(r.guess.encoding, ENCODING_UNKNOWN);
	assert_int_equal(r.header_line, 2);
	assert_string_equal(s.rows.s, "3 12|2026-11-20|2||1250|3|\n6 4|2026-11-20|0|#N/A|0|0|\n");
	assert_string_equal(s.refusals.s, "4 B 登记号 文本格式的编号<2601242209000000>\n5 A 收到日期 日期，如 2026-11-20<46346>\n");
	assert_int_equal(r.report.hidden_rows, 1);
	assert_int_equal(r.report.merged, 1);
	ledger_result_free(&r);
	forget(&s);

	struct ledger l = {.column = columns, .columns = 7, .sheet = "填写说明", .row = take, .ctx = &s};
	assert_int_equal(ledger_read(path, &l, &r, &e), Z_INVALID);
	assert_int_equal(e.code, R_LEDGER_HEADER);
	ledger_result_free(&r);
	l.sheet = "没有";
	assert_int_equal(ledger_read(path, &l, &r, &e), Z_INVALID);
	assert_int_equal(e.code, R_LEDGER_SHEET);
	ledger_result_free(&r);
	forget(&s);

	/* a real error cell, and no sheet with a header at all */
	size_t n;
	struct zipfix *z = zipfix_open();
	zipfix_xlsx(z,
		"<row><c t=\"inlineStr\"><is><t>登记号</t></is></c><c t=\"inlineStr\"><is><t>收到日期</t></is></c><c t=\"inlineStr\"><is><t>申请人类型</t>"
		"</is></c><c t=\"inlineStr\"><is><t>申请内容</t></is></c></row><row><c t=\"e\"><v>#REF!</v></c></row>",
		"");
	char *bytes = zipfix_close(&z, &n);
	file_write(path, bytes, n);
	free(bytes);
	assert_int_equal(read_path(path, ENCODING_UNKNOWN, &s, &r, &e), Z_OK);
	assert_string_equal(s.refusals.s, "2 A 登记号 可用的内容<#REF!>\n2 B 收到日期 有内容<>\n");
	assert_int_equal(r.refused, 1);
	ledger_result_free(&r);
	forget(&s);
	z = zipfix_open();
	zipfix_xlsx(z, "<row><c><v>1</v></c></row>", "");
	bytes = zipfix_close(&z, &n);
	file_write(path, bytes, n);
	free(bytes);
	assert_int_equal(read_path(path, ENCODING_UNKNOWN, &s, &r, &e), Z_INVALID);
	assert_int_equal(e.code, R_LEDGER_HEADER);
	ledger_result_free(&r);
	forget(&s);
	desk_close(&d);
}

static void values(void **state)
{
	static const struct {
		int column;
		const char *text;
		long long number; /* -1: refused */
	} cases[] = {
		{FEE, "0", 0}, {FEE, "1234.50", 123450}, {FEE, "１，２３４．５", 123450}, {FEE, "¥12元", 1200}, {FEE, "12.3400", 1234}, {FEE, "1万元", -1},
		{FEE, "-1", -1}, {FEE, ".5", -1}, {FEE, "1.2.3", -1}, {FEE, "12345678901234567890", -1}, {FEE, "abc", -1},
		{COPIES, "0", 0}, {COPIES, "1,024", 1024}, {COPIES, "３", 3}, {COPIES, "3.0", 3}, {COPIES, "3.5", -1}, {COPIES, "3件", -1},
		{COPIES, "近10", -1}, {COPIES, "9999999999999999999", -1}, {COPIES, "1,2", -1},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ledger_cell c;
		enum z z = ledger_value(&columns[cases[i].column], cases[i].text, &c, NULL);
		assert_int_equal(z, cases[i].number < 0 ? Z_INVALID : Z_OK);
		if (z == Z_OK)
			assert_int_equal(c.number, cases[i].number);
	}
	assert_true(ledger_same_name(" 收到 日期：", "收到日期"));
	assert_true(ledger_same_name("ＩＤ", "id"));
	assert_true(ledger_same_name("结案期限（是否超时）", "结案期限(是否超时)"));
	assert_false(ledger_same_name("收到日期", "收到"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_encoding_any_order),
		cmocka_unit_test(wrong_cells_are_named),
		cmocka_unit_test(spoilt_bytes),
		cmocka_unit_test(headers_that_are_wrong),
		cmocka_unit_test(stopping),
		cmocka_unit_test(workbooks),
		cmocka_unit_test(values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
