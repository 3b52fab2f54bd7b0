/* sheet_test.c - workbooks of a real writer and of our own, read back cell by cell; and workbooks that mean harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>
#include <cmocka.h>

#include "forms/reader/sheet.h"
#include "forms/reader/sheet_value.h"
#include "store/base/memory.h"
#include "tests/desk.h"
#include "tests/zipfix.h"

static enum z collect(void *ctx, const struct row *row, struct error *e)
{
	struct buffer *b = ctx;
	(void)e;
	buffer_printf(b, "%ld%s:", row->line, row->hidden ? "h" : "");
	for (int i = 0; i < row->cells; i++) {
		static const char kind[] = "_tndbe";
		assert_int_equal(strlen(row->cell[i].s), row->cell[i].n);
		buffer_printf(b, "%c[%s]", kind[row->cell[i].kind], row->cell[i].s);
	}
	buffer_byte(b, '\n');
	return Z_OK;
}

static enum z count(void *ctx, const struct row *row, struct error *e)
{
	(void)row;
	(void)e;
	++*(long *)ctx;
	return Z_OK;
}

/* What the first visible sheet of a workbook in memory gives. */
static enum z rows_of(const char *bytes, size_t n, struct buffer *out, struct sheet_report *r, struct error *e)
{
	struct sheet_book *b;
	enum z z = sheet_open_memory(bytes, n, "表.xlsx", &b, e);
	if (z == Z_OK)
		z = sheet_rows(b, sheet_find(b, NULL), collect, out, r, e);
	sheet_close(&b);
	return z;
}

static void gives(struct zipfix *z, const char *want, struct sheet_report *r)
{
	size_t n;
	char *bytes = zipfix_close(&z, &n);
	struct buffer out = {0};
	struct error e;
	char sentence[512];
	enum z got = rows_of(bytes, n, &out, r, &e);
	if (got != Z_OK)
		fail_msg("%s", error_sentence(&e, sentence, sizeof sentence));
	assert_string_equal(out.s ? out.s : "", want);
	buffer_free(&out);
	free(bytes);
}

static void refuses(struct zipfix *z, enum refusal code)
{
	size_t n;
	char *bytes = zipfix_close(&z, &n);
	struct buffer out = {0};
	struct error e = {0};
	assert_int_equal(rows_of(bytes, n, &out, NULL, &e), Z_INVALID);
	assert_int_equal(e.code, code);
	buffer_free(&out);
	free(bytes);
}

/* Written by libxlsxwriter, read by us. */
static void a_real_workbook(void **state)
{
	struct desk *d = desk_open();
	const char *path = desk_path(d, "a.xlsx");
	(void)state;
	lxw_workbook *book = workbook_new(path);
	lxw_worksheet *hidden = workbook_add_worksheet(book, "说明"), *sheet = workbook_add_worksheet(book, "台账");
	lxw_format *date = workbook_add_format(book), *chinese = workbook_add_format(book),
	           *time = workbook_add_format(book), *money = workbook_add_format(book),
	           *span = workbook_add_format(book);
	format_set_num_format(date, "yyyy-mm-dd");
	format_set_num_format(chinese, "yyyy\"年\"m\"月\"d\"日\"");
	format_set_num_format(time, "yyyy/m/d h:mm");
	format_set_num_format(money, "#,##0.00;[Red]-#,##0.00");
	format_set_num_format(span, "[h]:mm:ss");
	worksheet_hide(hidden);
	worksheet_activate(sheet);
	worksheet_set_first_sheet(sheet);
	worksheet_write_string(hidden, 0, 0, "不读", NULL);
	worksheet_merge_range(sheet, 0, 0, 0, 3, "2026年度登记表", NULL);
	worksheet_write_string(sheet, 1, 0, "标题", NULL);
	worksheet_write_string(sheet, 1, 2, " 两端 空白 & <尖括号>\n第二行", NULL);
	lxw_datetime day = {2026, 11, 20, 0, 0, 0}, moment = {2026, 11, 20, 9, 12, 30};
	worksheet_write_datetime(sheet, 2, 0, &day, date);
	worksheet_write_datetime(sheet, 2, 1, &day, chinese);
	worksheet_write_datetime(sheet, 2, 2, &moment, time);
	worksheet_write_number(sheet, 2, 3, 1.5, span);
	worksheet_write_number(sheet, 3, 0, 2601242209000003., NULL);
	worksheet_write_number(sheet, 3, 1, 1234.5, money);
	worksheet_write_number(sheet, 3, 2, 0.1 + 0.2, NULL);
	worksheet_write_boolean(sheet, 3, 3, 1, NULL);
	worksheet_write_formula_str(sheet, 4, 0, "=A1&\"号\"", NULL, "3号");
	worksheet_write_formula_num(sheet, 4, 1, "=1+1", NULL, 2);
	lxw_row_col_options out_of_sight = {.hidden = 1};
	worksheet_write_string(sheet, 5, 0, "藏行", NULL);
	worksheet_set_row_opt(sheet, 5, LXW_DEF_ROW_HEIGHT, NULL, &out_of_sight);
	worksheet_write_string(sheet, 6, 5, "藏列", NULL);
	worksheet_set_column_opt(sheet, 5, 9, LXW_DEF_COL_WIDTH, NULL, &out_of_sight);
	assert_int_equal(workbook_close(book), LXW_NO_ERROR);

	struct sheet_book *b;
	struct error e;
	struct sheet_report r;
	struct buffer out = {0};
	assert_int_equal(sheet_open(path, &b, &e), Z_OK);
	assert_int_equal(sheet_count(b), 2);
	assert_true(sheet_hidden(b, 0));
	assert_string_equal(sheet_name(b, sheet_find(b, NULL)), "台账");
	assert_int_equal(sheet_find(b, "说明"), 0);
	assert_int_equal(sheet_find(b, "没有"), -1);
	assert_int_equal(sheet_rows(b, 1, collect, &out, &r, &e), Z_OK);
	assert_string_equal(out.s, "1:t[2026年度登记表]\n"
				   "2:t[标题]_[]t[ 两端 空白 & <尖括号>\n第二行]\n"
				   "3:d[2026-11-20]d[2026-11-20]d[2026-11-20 09:12:30]d[1900-01-01 12:00:00]\n"
				   "4:n[2601242209000003]n[1234.5]n[0.3]b[TRUE]\n"
				   "5:t[3号]n[2]\n"
				   "6h:t[藏行]\n"
				   "7:_[]_[]_[]_[]_[]t[藏列]\n");
	assert_int_equal(r.rows, 7);
	assert_int_equal(r.hidden_rows, 1);
	assert_int_equal(r.first_hidden_row, 6);
	assert_int_equal(r.hidden_columns, 1); /* five are hidden, one of them has something in it */
	assert_string_equal(r.first_hidden_column, "F");
	assert_int_equal(r.merged, 1);
	assert_string_equal(r.first_merged, "A1:D1");
	buffer_clear(&out);
	assert_int_equal(sheet_rows(b, 0, collect, &out, NULL, &e), Z_OK); /* any sheet, in any order */
	assert_string_equal(out.s, "1:t[不读]\n");
	sheet_close(&b);
	buffer_free(&out);
	desk_close(&d);
}

static void kinds_of_cells(void **state)
{
	struct zipfix *z = zipfix_open();
	struct sheet_report r;
	(void)state;
	zipfix_xlsx(z,
		"<row r=\"2\"><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"D2\" t=\"inlineStr\"><is><r><t>富</t></r><r><t>文本</t></r>"
		"<rPh><t>x</t></rPh></is></c></row>"
		"<row><c t=\"e\"><v>#N/A</v></c><c><f>A1</f></c><c t=\"str\"><f>A1</f><v></v></c><c t=\"b\"><v>0</v></c>"
		"<c t=\"d\"><v>2026-11-20T09:00:00</v></c><c s=\"7\"><v>1E+3</v></c><c><v>-0.000012</v></c></row>"
		"<row r=\"9\"/>"
		"<row r=\"10\"><c r=\"A10\" t=\"s\"><v>0</v></c></row>",
		"<si><t>a_x000D_\nb_x005F_x0041__x4E2D_</t></si><si><r><t>共</t></r><r><t>享</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh>"
		"</si>");
	gives(z, "2:_[]t[共享]_[]t[富文本]\n3:e[#N/A]_[]_[]b[FALSE]d[2026-11-20 09:00:00]n[1000]n[-0.000012]\n"
		 "10:t[a\nb_x0041__x4E2D_]\n", &r);
	assert_int_equal(r.unresolved, 1);
	assert_string_equal(r.first_unresolved, "B3");
}

/* Files of other libraries: another prefix, absolute targets, Strict namespaces. */
static void other_writers(void **state)
{
	struct zipfix *z = zipfix_open();
	(void)state;
	zipfix_xlsx(z, "", "");
	zipfix_add(z, "xl/_rels/workbook.xml.rels",
		"<Relationships xmlns=\"" ZIPFIX_P "\"><Relationship Id=\"rId1\" Type=\"http://purl.oclc.org/ooxml/"
		"officeDocument/relationships/worksheet\" Target=\"/xl/worksheets/../worksheets/sheet1.xml\"/></Relationships>");
	zipfix_add(z, "xl/worksheets/sheet1.xml",
		"<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row r=\"1\">"
		"<x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>严格</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>");
	gives(z, "1:t[严格]\n", NULL);
}

static void dates_and_numbers(void **state)
{
	char s[24], n[352];
	(void)state;
	assert_string_equal(sheet_date(1, SHEET_DAY, false, s), "1900-01-01");
	assert_string_equal(sheet_date(59, SHEET_DAY, false, s), "1900-02-28");
	assert_string_equal(sheet_date(60, SHEET_DAY, false, s), "");
	assert_string_equal(sheet_date(61, SHEET_DAY, false, s), "1900-03-01");
	assert_string_equal(sheet_date(46346, SHEET_DAY, false, s), "2026-11-20");
	assert_string_equal(sheet_date(46346 - 1462, SHEET_DAY, true, s), "2026-11-20");
	assert_string_equal(sheet_date(0, SHEET_DAY, true, s), "1904-01-01");
	assert_string_equal(sheet_date(46346.5, SHEET_DAY, false, s), "2026-11-20 12:00:00");
	assert_string_equal(sheet_date(46346, SHEET_DAY_CLOCK, false, s), "2026-11-20 00:00:00");
	assert_string_equal(sheet_date(46346.9999999, SHEET_DAY_CLOCK, false, s), "2026-11-21 00:00:00");
	assert_string_equal(sheet_date(0.375, SHEET_CLOCK, false, s), "09:00:00");
	assert_string_equal(sheet_date(-1, SHEET_DAY, false, s), "");
	assert_string_equal(sheet_date(1e300, SHEET_DAY, false, s), "");
	assert_string_equal(sheet_date(2958465, SHEET_DAY, false, s), "9999-12-31");
	assert_string_equal(sheet_date(2958465.99999999, SHEET_DAY_CLOCK, true, s), "");

	static const struct {
		const char *code;
		enum sheet_format format;
	} codes[] = {{"General", SHEET_PLAIN}, {"0.00", SHEET_PLAIN}, {"#,##0_);[Red](#,##0)", SHEET_PLAIN},
		{"0.00E+00", SHEET_PLAIN}, {"@", SHEET_PLAIN}, {"\"day\"0", SHEET_PLAIN}, {"\\d0", SHEET_PLAIN},
		{"0%", SHEET_PLAIN}, {"[$-804]yyyy\"年\"m\"月\"", SHEET_DAY}, {"m/d", SHEET_DAY}, {"mmm", SHEET_DAY},
		{"h:mm AM/PM", SHEET_CLOCK}, {"[h]:mm", SHEET_CLOCK}, {"mm:ss.0", SHEET_CLOCK},
		{"yyyy-mm-dd hh:mm:ss", SHEET_DAY_CLOCK}, {"[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", SHEET_DAY},
		{"\"open", SHEET_PLAIN}, {"[Red", SHEET_PLAIN}, {"", SHEET_PLAIN}};
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		assert_int_equal(sheet_format_text(codes[i].code), codes[i].format);
	assert_int_equal(sheet_format_builtin(14), SHEET_DAY);
	assert_int_equal(sheet_format_builtin(57), SHEET_DAY);
	assert_int_equal(sheet_format_builtin(22), SHEET_DAY_CLOCK);
	assert_int_equal(sheet_format_builtin(2), SHEET_PLAIN);

	assert_string_equal(sheet_number(0, n), "0");
	assert_string_equal(sheet_number(-0.0, n), "0");
	assert_string_equal(sheet_number(1e15, n), "1000000000000000");
	assert_string_equal(sheet_number(0.1 + 0.2, n), "0.3");
	assert_string_equal(sheet_number(-12.5, n), "-12.5");
	assert_string_equal(sheet_number(1e-7, n), "0.0000001");
	assert_string_equal(sheet_number(123456789.125, n), "123456789.125");
	assert_string_equal(sheet_number(9.99999999999999999, n), "10");
	assert_int_equal(strlen(sheet_number(1e300, n)), 301);
	assert_string_equal(sheet_number(1e300 * 1e300, n), "");
	char letters[8];
	assert_string_equal(sheet_letters(0, letters), "A");
	assert_string_equal(sheet_letters(25, letters), "Z");
	assert_string_equal(sheet_letters(26, letters), "AA");
	assert_string_equal(sheet_letters(701, letters), "ZZ");
	assert_string_equal(sheet_letters(702, letters), "AAA");
}

/* ---- harm ---- */

static char *repeat(const char *s, size_t times)
{
	struct buffer b = {0};
	for (size_t i = 0; i < times; i++)
		buffer_text(&b, s);
	return buffer_take(&b);
}

static void bombs(void **state)
{
	(void)state;
	/* 32 MB of blanks in one row pack into 32 kB */
	struct zipfix *z = zipfix_open();
	char *blanks = repeat("                                                                ", (size_t)512 * 1024);
	zipfix_xlsx(z, blanks, "");
	refuses(z, R_ARCHIVE_HOSTILE);
	free(blanks);
	/* a tag that does not end */
	z = zipfix_open();
	struct buffer tag = {0};
	uint32_t seed = 1;
	buffer_text(&tag, "<row spans=\"");
	for (int i = 0; i < 3 << 20; i++)
		buffer_byte(&tag, (char)('a' + ((seed = seed * 1664525u + 1013904223u) >> 24) % 26));
	buffer_text(&tag, "\"/>");
	zipfix_xlsx(z, tag.s, "");
	refuses(z, R_XML_HOSTILE);
	buffer_free(&tag);
	/* elements without end */
	z = zipfix_open();
	char *deep = repeat("<row>", 5000);
	zipfix_xlsx(z, deep, "");
	refuses(z, R_XML_HOSTILE);
	free(deep);
	/* a cell beyond any cell */
	z = zipfix_open();
	struct buffer cell = {0};
	buffer_text(&cell, "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>");
	for (int i = 0; i < SHEET_CELL_MAX; i++)
		buffer_printf(&cell, "%d ", i);
	buffer_text(&cell, "</t></is></c></row>");
	zipfix_xlsx(z, cell.s, "");
	refuses(z, R_SHEET_CELL_LONG);
	buffer_free(&cell);
	/* a column beyond any column, and no column */
	z = zipfix_open();
	zipfix_xlsx(z, "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>", "");
	refuses(z, R_CSV_FIELDS_MANY);
	z = zipfix_open();
	zipfix_xlsx(z, "<row r=\"1\"><c r=\"ZZZZZZZZZZZZZZ1\"><v>1</v></c></row>", "");
	refuses(z, R_XML_BROKEN);
	/* a shared string that is not there */
	z = zipfix_open();
	zipfix_xlsx(z, "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99999999999</v></c></row>", "");
	refuses(z, R_XML_BROKEN);
}

static void entities_are_refused(void **state)
{
	static const char *const types[] = {
		"<!DOCTYPE worksheet [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>",
		"<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
		"<!DOCTYPE worksheet SYSTEM \"http://127.0.0.1/x.dtd\">",
		"<!DOCTYPE worksheet>",
	};
	(void)state;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct zipfix *z = zipfix_open();
		struct buffer b = {0};
		zipfix_xlsx(z, "", "");
		buffer_printf(&b, ZIPFIX_HEAD "%s<worksheet xmlns=\"" ZIPFIX_X "\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\">"
			"<is><t>%s</t></is></c></row></sheetData></worksheet>", types[i], i < 1 ? "&b;" : i < 2 ? "&x;" : "x");
		zipfix_add(z, "xl/worksheets/sheet1.xml", b.s);
		refuses(z, R_XML_HOSTILE);
		buffer_free(&b);
	}
	struct zipfix *z = zipfix_open();
	zipfix_xlsx(z, "<row r=\"1\"><c r=\"A1\"><v>&unknown;</v></c></row>", "");
	refuses(z, R_XML_BROKEN);
}

static void archives_that_are_not(void **state)
{
	static const char *const names[] = {
	        "../xl/evil.xml", "/etc/passwd", "xl/../../x", "a\\b.xml", "a\x1b[2J", "XL/WORKBOOK.XML"};
	size_t n;
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct zipfix *z = zipfix_open();
		zipfix_xlsx(z, "", "");
		zipfix_add(z, names[i], "x");
		refuses(z, R_ARCHIVE_HOSTILE);
	}
	struct zipfix *z = zipfix_open();
	zipfix_xlsx(z, "", "");
	zipfix_add(z, "xl/vbaProject.bin", "x");
	refuses(z, R_SOURCE_MACRO);
	z = zipfix_open();
	zipfix_add(z, "OFD.xml", "<x/>");
	refuses(z, R_SOURCE_WRONG_KIND);
	z = zipfix_open();
	zipfix_docx(z, "");
	refuses(z, R_SOURCE_WRONG_KIND);

	/* Cut off at every length, and with each byte changed: a sentence or the same rows, never a crash. */
	z = zipfix_open();
	zipfix_store(z);
	zipfix_xlsx(z, "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", "<si><t>文号</t></si>");
	char *bytes = zipfix_close(&z, &n);
	int wrong = 0;
	for (size_t i = 0; i < n; i += 3) {
		struct buffer out = {0};
		struct error e;
		char *copy = xalloc(i ? i : 1);
		memcpy(copy, bytes, i);
		assert_int_equal(rows_of(copy, i, &out, NULL, &e), Z_INVALID);
		free(copy);
		copy = xalloc(n);
		memcpy(copy, bytes, n);
		copy[i] ^= 0x15;
		enum z got = rows_of(copy, n, &out, NULL, &e);
		assert_true(got == Z_OK || got == Z_INVALID);
		wrong += got == Z_INVALID;
		free(copy);
		buffer_free(&out);
	}
	assert_true(wrong > (int)n / 6);
	/* A checksum that does not fit its part is said, though the XML itself is well formed. */
	struct buffer out = {0};
	struct error e;
	char *at = memmem(bytes, n, "文号", strlen("文号"));
	assert_non_null(at);
	memcpy(at, "文书", strlen("文书"));
	assert_int_equal(rows_of(bytes, n, &out, NULL, &e), Z_INVALID);
	assert_int_equal(e.code, R_ARCHIVE_BROKEN);
	buffer_free(&out);
	free(bytes);
}

static void old_formats_are_named(void **state)
{
	struct desk *d = desk_open();
	struct sheet_book *b;
	struct error e;
	char sentence[512], ole[1024] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	(void)state;
	file_write(desk_path(d, "a.xlsx"), ole, sizeof ole);
	assert_int_equal(sheet_open(desk_path(d, "a.xlsx"), &b, &e), Z_INVALID);
	assert_contains(error_sentence(&e, sentence, sizeof sentence), "另存为 .xlsx");
	memcpy(ole + 600, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
	file_write(desk_path(d, "a.xlsx"), ole, sizeof ole);
	assert_int_equal(sheet_open(desk_path(d, "a.xlsx"), &b, &e), Z_INVALID);
	assert_int_equal(e.code, R_SOURCE_ENCRYPTED);
	assert_int_equal(sheet_open(desk_path(d, "none.xlsx"), &b, &e), Z_MISSING);
	assert_null(b);
	desk_close(&d);
}

/* A long sheet streams: as many rows come out as went in. */
static void a_long_sheet(void **state)
{
	struct desk *d = desk_open();
	const char *path = desk_path(d, "long.xlsx");
	struct sheet_book *b;
	struct error e;
	long rows = 0;
	(void)state;
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};
	lxw_workbook *book = workbook_new_opt(path, &options);
	lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
	for (lxw_row_t r = 0; r < 20000; r++) {
		worksheet_write_string(sheet, r, 0, "市民来电：山边焚烧秸秆，担心引发火情", NULL);
		worksheet_write_number(sheet, r, 1, r, NULL);
	}
	assert_int_equal(workbook_close(book), LXW_NO_ERROR);
	assert_int_equal(sheet_open(path, &b, &e), Z_OK);
	assert_int_equal(sheet_rows(b, 0, count, &rows, NULL, &e), Z_OK);
	assert_int_equal(rows, 20000);
	sheet_close(&b);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_real_workbook),
		cmocka_unit_test(kinds_of_cells),
		cmocka_unit_test(other_writers),
		cmocka_unit_test(dates_and_numbers),
		cmocka_unit_test(bombs),
		cmocka_unit_test(entities_are_refused),
		cmocka_unit_test(archives_that_are_not),
		cmocka_unit_test(old_formats_are_named),
		cmocka_unit_test(a_long_sheet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
