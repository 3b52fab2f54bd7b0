/* writer_test.c - a document in each format, read back by other readers; ledgers as workbooks, cell by cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>
#include <locale.h>
#include <zip.h>

#include "forms/reader/docx.h"
#include "forms/reader/sheet.h"
#include "forms/writer/book.h"
#include "forms/writer/document.h"
#include "store/base/date.h"
#include "store/base/text.h"
#include "tests/desk.h"

static struct document *paper(void)
{
	static const int width[] = {60, 40, 56};
	struct document *d = document_new("周报 <1>");
	document_add(d, DOCUMENT_TITLE, "绩溪县林业局\n政务公开工作周报");
	document_add(d, DOCUMENT_SUBTITLE, "（2026年第47期）");
	document_add(d, DOCUMENT_HEADING_1, "一、需研究事项");
	document_add(d, DOCUMENT_TEXT, "本周发布12条，较上周+3条；“超期”0项。\n第二段 & <标记>");
	struct document_table *t = document_table(d, 3, width, 1);
	t->name = "分类[1]";
	t->chart = 1;
	static const char *const cell[][3] = {
		{"信息分类", "条数", "占比"}, {"政策法规", "13", "28.9%"}, {"=1+1", "007", "12345678901234567890"}, {"截至", "2026-11-20", "-2.5"}};
	for (int r = 0; r < 4; r++) {
		document_row(d, t, 0);
		for (int c = 0; c < 3; c++)
			document_cell(d, t, 1, r ? CELL_VALUE : CELL_HEAD | CELL_CENTRE, cell[r][c]);
	}
	document_row(d, t, 0);
	document_cell(d, t, 2, 0, "合计");
	document_cell(d, t, 1, CELL_VALUE, "14");
	document_add(d, DOCUMENT_RIGHT, "绩溪县林业局");
	document_add(d, DOCUMENT_RIGHT, "2026年11月20日");
	document_set_footer(d, "审计 12:ab");
	return d;
}

static char *bytes_of(struct document *d, enum document_format f, enum encoding x, size_t *n)
{
	struct buffer b = {0};
	struct error e;
	char sentence[512];
	if (document_bytes(d, f, x, &b, &e))
		fail_msg("%s", error_sentence(&e, sentence, sizeof sentence));
	*n = b.n;
	return buffer_take(&b);
}

/* One part of an archive, by libzip alone. */
static char *part_of(const char *bytes, size_t n, const char *name)
{
	zip_error_t why;
	zip_source_t *s = zip_source_buffer_create(bytes, n, 0, &why);
	zip_t *z = zip_open_from_source(s, ZIP_RDONLY | ZIP_CHECKCONS, &why);
	assert_non_null(z);
	zip_file_t *f = zip_fopen(z, name, 0);
	char *text = calloc(1, 1 << 20);
	if (!f)
		fail_msg("no part %s", name);
	assert_true(zip_fread(f, text, (1 << 20) - 1) > 0);
	zip_fclose(f);
	zip_discard(z);
	return text;
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("“%s” is not in:\n%.3000s", part, text);
}

static void docx_by_the_standard(void **state)
{
	size_t n;
	struct docx r;
	struct error e;
	struct document *d = paper();
	char *bytes = bytes_of(d, DOCUMENT_DOCX, ENCODING_UTF8, &n);
	(void)state;
	assert_int_equal(docx_read_memory(bytes, n, "周报.docx", &r, &e), Z_OK);
	assert_string_equal(r.text,
		"绩溪县林业局\n政务公开工作周报\n（2026年第47期）\n一、需研究事项\n本周发布12条，较上周+3条；“超期”0项。\n第二段 & <标记>\n"
		"信息分类 | 条数 | 占比\n政策法规 | 13 | 28.9%\n=1+1 | 007 | 12345678901234567890\n截至 | 2026-11-20 | -2.5\n合计 |  | 14\n绩溪县林业局\n2026年11月20日");
	docx_free(&r);
	char *body = part_of(bytes, n, "word/document.xml");
	has(body, "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\"");
	has(body, "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/>");
	has(body, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
	has(body, "<w:gridSpan w:val=\"2\"/>");
	char *styles = part_of(bytes, n, "word/styles.xml");
	has(styles, "w:eastAsia=\"方正小标宋简体\"");
	has(styles, "w:eastAsia=\"黑体\"");
	has(styles, "w:eastAsia=\"楷体_GB2312\"");
	has(styles, "w:eastAsia=\"仿宋_GB2312\"");
	has(styles, "<w:ind w:firstLineChars=\"200\"");
	char *fonts = part_of(bytes, n, "word/fontTable.xml");
	has(fonts, "<w:font w:name=\"方正小标宋简体\"><w:altName w:val=\"宋体\"/>");
	char *foot = part_of(bytes, n, "word/footer1.xml"), *even = part_of(bytes, n, "word/footer2.xml");
	has(foot, "— </w:t>");
	/* the number outside, what else the foot says inside, with a tab to the right edge less a character between them */
	assert_true(strstr(foot, "审计") < strstr(foot, "<w:tab/>") && strstr(foot, "<w:tab/>") < strstr(foot, "PAGE"));
	assert_true(strstr(even, "PAGE") < strstr(even, "<w:tab/>") && strstr(even, "<w:tab/>") < strstr(even, "审计"));
	has(foot, "<w:tab w:val=\"right\" w:pos=\"8565\"/>");
	/* two lines of one title; the date is longer than the name: two characters from the edge, the name more */
	has(body, "<w:keepNext/><w:spacing w:after=\"0\"/>");
	has(body, "<w:ind w:right=\"1600\"/>");
	has(body, "<w:ind w:right=\"640\"/>");
	char *again = bytes_of(d, DOCUMENT_DOCX, ENCODING_UTF8, &n);
	assert_memory_equal(again, bytes, n);
	free(again);
	d->landscape = true;
	again = bytes_of(d, DOCUMENT_DOCX, ENCODING_UTF8, &n);
	char *lying = part_of(again, n, "word/document.xml");
	has(lying, "w:orient=\"landscape\"");
	free(lying);
	free(again);
	free(body);
	free(styles);
	free(fonts);
	free(foot);
	free(even);
	free(bytes);
	document_free(&d);
}

static enum z collect(void *ctx, const struct row *row, struct error *e)
{
	struct buffer *b = ctx;
	(void)e;
	buffer_printf(b, "%ld:", row->line);
	for (int i = 0; i < row->cells; i++)
		buffer_printf(b, "%c[%s]", "_tndb"[row->cell[i].kind], row->cell[i].s);
	buffer_byte(b, '\n');
	return Z_OK;
}

static void sheet_says(struct sheet_book *b, int i, const char *want)
{
	struct buffer out = {0};
	struct sheet_report r;
	struct error e;
	assert_int_equal(sheet_rows(b, i, collect, &out, &r, &e), Z_OK);
	assert_string_equal(out.s, want);
	buffer_free(&out);
}

static void xlsx_with_numbers_days_and_a_chart(void **state)
{
	size_t n;
	struct error e;
	struct sheet_book *b;
	struct document *d = paper();
	char *bytes = bytes_of(d, DOCUMENT_XLSX, ENCODING_UTF8, &n);
	(void)state;
	assert_int_equal(sheet_open_memory(bytes, n, "周报.xlsx", &b, &e), Z_OK);
	assert_int_equal(sheet_count(b), 2);
	assert_string_equal(sheet_name(b, 1), "分类 1 ");
	sheet_says(b, 1,
		"1:t[信息分类]t[条数]t[占比]\n2:t[政策法规]n[13]n[0.289]\n3:t[=1+1]t[007]t[12345678901234567890]\n"
		"4:t[截至]d[2026-11-20]n[-2.5]\n5:t[合计]_[]n[14]\n");
	sheet_close(&b);
	char *chart = part_of(bytes, n, "xl/charts/chart1.xml"), *sheet = part_of(bytes, n, "xl/worksheets/sheet2.xml");
	has(chart, "'分类 1 '!$B$2:$B$5");
	has(sheet, "state=\"frozen\"");
	has(sheet, "<autoFilter ref=\"A1:C5\"/>");
	free(chart);
	free(sheet);
	free(bytes);
	document_free(&d);
}

static void a_ledger_row_by_row(void **state)
{
	static const struct book_column column[] = {{"编号", 10}, {"标题", 0}, {"件数", -6}, {"成文日期", 10}, {"上线", 16}, {"比率", 8}};
	struct desk *d = desk_open();
	const char *path = desk_path(d, "台账.xlsx");
	struct book *b;
	struct error e;
	(void)state;
	struct buffer lengthy = {0};
	for (int i = 0; i < 40000; i++)
		buffer_text(&lengthy, "长");
	assert_int_equal(book_open(path, "主动公开", column, 6, &b, &e), Z_OK);
	book_text(b, "2026-0001");
	book_text(b, "@公告");
	book_number(b, 12);
	book_day(b, day_of(2026, 11, 20));
	book_instant(b, instant_parse("2026-11-20 09:12:00"));
	book_percent(b, 83.3, 1);
	book_row(b);
	book_text(b, "2026-0002");
	book_text(b, lengthy.s);
	book_number(b, 0);
	book_day(b, DAY_NONE);
	book_instant(b, 0);
	book_row(b);
	assert_int_equal(book_close(&b, Z_OK, &e), Z_OK);
	buffer_free(&lengthy);
	struct stat s;
	assert_int_equal(stat(path, &s), 0);
	assert_int_equal(s.st_mode & 0777, 0600);
	struct sheet_book *in;
	struct buffer out = {0};
	struct sheet_report r;
	assert_int_equal(sheet_open(path, &in, &e), Z_OK);
	assert_int_equal(sheet_rows(in, 0, collect, &out, &r, &e), Z_OK);
	has(out.s, "1:t[编号]t[标题]t[件数]t[成文日期]t[上线]t[比率]\n"
		   "2:t[2026-0001]t[@公告]n[12]d[2026-11-20]d[2026-11-20 09:12:00]n[0.833]\n3:t[2026-0002]t[长长");
	has(out.s, "（超过单元格上限，全文见工作台）]n[0]");
	buffer_free(&out);
	sheet_close(&in);
	assert_int_equal(book_open(path, "主动公开", column, 6, &b, &e), Z_DENIED);
	assert_int_equal(e.code, R_OUT_EXISTS);
	desk_close(&d);
}

static void text_in_columns(void **state)
{
	size_t n;
	struct document *d = paper();
	char *text = bytes_of(d, DOCUMENT_TEXT_FILE, ENCODING_UTF8, &n), *line = text;
	(void)state;
	has(text, "                                 绩溪县林业局\n                               政务公开工作周报\n\n");
	has(text, "    一、需研究事项\n    本周发布12条");
	has(text, "                13 |                    28.9% |\n");
	int tables = 0;
	for (char *end; (end = strchr(line, '\n')); line = end + 1) {
		if (*line == '|' || *line == '+') {
			assert_int_equal(text_columns_n(line, (size_t)(end - line)), 78);
			tables++;
		}
		assert_true(text_columns_n(line, (size_t)(end - line)) <= 78);
	}
	assert_int_equal(tables, 5 + 6);
	free(text);
	text = bytes_of(d, DOCUMENT_MARKDOWN, ENCODING_UTF8, &n);
	has(text, "# 绩溪县林业局政务公开工作周报\n\n");
	has(text, "第二段 & \\<标记\\>");
	has(text, "| 信息分类 | 条数 | 占比 |\n| --- | --- | --- |\n| 政策法规 | 13 | 28.9% |\n");
	has(text, "| 合计 | | 14 |\n");
	free(text);
	document_free(&d);
}

static void csv_and_json(void **state)
{
	size_t n;
	struct document *d = paper();
	struct buffer b = {0};
	struct error e;
	char *text = bytes_of(d, DOCUMENT_CSV, ENCODING_UTF8_BOM, &n), sentence[512];
	(void)state;
	has(text, "\xef\xbb\xbf绩溪县林业局\r\n政务公开工作周报\r\n");
	has(text, "政策法规,13,28.9%\r\n\"'=1+1\",007,12345678901234567890\r\n截至,2026-11-20,-2.5\r\n合计,,14\r\n");
	free(text);
	text = bytes_of(d, DOCUMENT_CSV, ENCODING_GB18030, &n);
	has(text, "\xd6\xdc\xb1\xa8\r\n"); /* 周报 */
	free(text);
	/* what GBK lacks is named, and nothing is written */
	document_add(d, DOCUMENT_TEXT, "王\xf0\xa0\xae\xb7");
	assert_int_equal(document_bytes(d, DOCUMENT_CSV, ENCODING_GBK, &b, &e), Z_INVALID);
	has(error_sentence(&e, sentence, sizeof sentence), "U+20BB7");
	buffer_free(&b);
	text = bytes_of(d, DOCUMENT_JSON, ENCODING_UTF8, &n);
	json_t *j = json_loads(text, 0, NULL);
	assert_non_null(j);
	assert_string_equal(json_string_value(json_object_get(j, "title")), "周报 <1>");
	json_t *t = json_array_get(json_object_get(j, "blocks"), 6), *row = json_array_get(json_object_get(t, "rows"), 1);
	assert_int_equal(json_integer_value(json_array_get(row, 1)), 13);
	assert_string_equal(json_string_value(json_array_get(row, 2)), "28.9%");
	json_decref(j);
	free(text);
	text = bytes_of(d, DOCUMENT_HTML, ENCODING_UTF8, &n);
	has(text, "@page{size:A4");
	has(text, "第二段 &amp; &lt;标记&gt;");
	has(text, "thead{display:table-header-group}");
	free(text);
	document_free(&d);
}

static void kept_and_printed_again(void **state)
{
	size_t n, again_n;
	struct document *d = paper(), *again;
	struct error e;
	(void)state;
	document_run_in(d, "三、信息发布。", "本周12条。\n第二段");
	document_add(d, DOCUMENT_BREAK, "");
	document_tighten(d);
	assert_int_equal(d->tight, 0);
	char *text = bytes_of(d, DOCUMENT_TEXT_FILE, ENCODING_UTF8, &n);
	has(text, "    三、信息发布。本周12条。\n    第二段\n");
	free(text);
	text = bytes_of(d, DOCUMENT_DOCX, ENCODING_UTF8, &n);
	char *saved = document_save(d);
	assert_int_equal(document_load(saved, &again, &e), Z_OK);
	char *same = bytes_of(again, DOCUMENT_DOCX, ENCODING_UTF8, &again_n);
	assert_int_equal(n, again_n);
	assert_memory_equal(text, same, n);
	free(text);
	free(same);
	free(saved);
	document_free(&again);
	/* a page too full is set smaller */
	struct document *full = document_new("满");
	for (int i = 0; i < 25; i++)
		document_add(full, DOCUMENT_TEXT, "一行");
	assert_int_equal(document_tighten(full), 2);
	document_free(&full);
	assert_int_equal(document_load("[1", &again, &e), Z_DAMAGED);
	document_free(&d);
}

static void by_its_ending(void **state)
{
	struct document *doc = paper();
	struct desk *d = desk_open();
	struct error e;
	static const char *const names[] = {"a.docx", "a.xlsx", "a.html", "a.md", "a.txt", "a.csv", "a.json"};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct stat s;
		char path[512];
		snprintf(path, sizeof path, "%s", desk_path(d, names[i]));
		assert_int_equal(document_write(doc, path, &e), Z_OK);
		assert_int_equal(stat(path, &s), 0);
		assert_int_equal(s.st_mode & 0777, 0600);
		assert_int_equal(document_write(doc, path, &e), Z_DENIED);
	}
	assert_int_equal(document_write(doc, desk_path(d, "a.wps"), &e), Z_INVALID);
	assert_int_equal(e.code, R_OUT_ENDING);
	document_free(&doc);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(docx_by_the_standard),
		cmocka_unit_test(xlsx_with_numbers_days_and_a_chart),
		cmocka_unit_test(a_ledger_row_by_row),
		cmocka_unit_test(text_in_columns),
		cmocka_unit_test(csv_and_json),
		cmocka_unit_test(kept_and_printed_again),
		cmocka_unit_test(by_its_ending),
	};
	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
