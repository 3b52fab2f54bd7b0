/* bomb_test.c - archives that grow, XML that grows, XML that fetches: each is refused with its sentence before it costs
 * anything.  Other damage of .docx and .xlsx stands in docx_test.c and sheet_test.c.
 *
 * Seen to fail when an archive might grow at any ratio, and when XML might be nested without end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "forms/reader/docx.h"
#include "forms/reader/sheet.h"
#include "store/base/memory.h"
#include "tests/desk.h"
#include "tests/zipfix.h"

enum { PATIENCE_S = 6 /* of the processor, with sanitizers too */ };

static const char *const parts[] = {"word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml",
	"word/comments.xml", "word/footnotes.xml", "docProps/core.xml", "word/_rels/document.xml.rels", "_rels/.rels",
	"[Content_Types].xml"};
enum { PARTS = sizeof parts / sizeof *parts };

static enum z drop_row(void *ctx, const struct row *row, struct error *e)
{
	(void)ctx;
	(void)row;
	(void)e;
	return Z_OK;
}

/* Reads it as a document, or as a workbook; no text of it may hold `secret`. */
static enum z read_it(struct zipfix *z, bool sheet, const char *secret, struct error *e)
{
	struct sheet_book *b = NULL;
	struct docx d;
	clock_t begun = clock();
	size_t n;
	char *bytes = zipfix_close(&z, &n);
	enum z got;

	*e = (struct error){0};
	if (sheet) {
		got = sheet_open_memory(bytes, n, "表.xlsx", &b, e);
		for (int i = 0; got == Z_OK && i < sheet_count(b); i++)
			got = sheet_rows(b, i, drop_row, NULL, NULL, e);
		sheet_close(&b);
	} else {
		got = docx_read_memory(bytes, n, "文.docx", &d, e);
		if (secret && got == Z_OK)
			assert_lacks(d.text, secret);
		docx_free(&d);
	}
	free(bytes);
	assert_true((clock() - begun) / CLOCKS_PER_SEC < PATIENCE_S);
	return got;
}

static void refuses(struct zipfix *z, bool sheet, enum refusal code, const char *what)
{
	struct error e;
	char key[64];

	if (read_it(z, sheet, NULL, &e) == Z_OK)
		fail_msg("%s is taken", what);
	if (e.code != code)
		fail_msg("%s: %s", what, refusal_key(e.code, key));
}

/* A document whose part `part` is `xml`. */
static struct zipfix *with_part(const char *part, const char *xml, size_t n, bool packed)
{
	struct zipfix *z = zipfix_open();

	if (!packed)
		zipfix_store(z);
	zipfix_docx(z, "<w:p><w:r><w:t>正文</w:t><w:commentReference w:id=\"0\"/><w:footnoteReference w:id=\"1\"/></w:r></w:p>");
	zipfix_add_bytes(z, part, xml, n);
	return z;
}

static struct buffer many(const char *head, const char *middle, size_t times, const char *tail)
{
	struct buffer b = {0};

	buffer_text(&b, head);
	for (size_t i = 0; i < times; i++)
		buffer_text(&b, middle);
	buffer_text(&b, tail);
	return b;
}

static const char blanks[] = "                                                                                ";

/* ---- archives ---- */

static void a_part_that_grows(void **state)
{
	struct buffer b = many("<x>", blanks, 60000, "</x>"); /* 5 MB in 5 kB */

	(void)state;
	for (int i = 0; i < PARTS; i++)
		refuses(with_part(parts[i], b.s, b.n, true), false, R_ARCHIVE_HOSTILE, parts[i]);
	buffer_free(&b);
}

/* Each part is small enough; together, and read as often as they are referred to, they are a quarter of a gigabyte. */
static void many_parts_that_grow(void **state)
{
	struct buffer b = many("<x>", blanks, 50000, "</x>"), rels = {0}; /* 4 MB */
	struct zipfix *z = zipfix_open();
	char name[40];

	(void)state;
	for (int i = 2; i < 12; i++) {
		snprintf(name, sizeof name, "word/header%d.xml", i);
		zipfix_add_bytes(z, name, b.s, b.n);
	}
	for (int i = 0; i < 60; i++)
		buffer_printf(&rels, "<Relationship Id=\"h%d\" Type=\"" ZIPFIX_R "/header\" Target=\"header%d.xml\"/>", i, 2 + i % 10);
	zipfix_docx_rels(z, "<w:p/>", rels.s);
	refuses(z, false, R_ARCHIVE_HOSTILE, "headers");
	buffer_free(&b);
	buffer_free(&rels);
}

static void entries_without_end(void **state)
{
	(void)state;
	for (int n = 8000; n <= 8200; n += 200) {
		struct zipfix *z = zipfix_open();
		struct error e;
		char name[40];

		zipfix_store(z);
		zipfix_docx(z, "<w:p/>");
		for (int i = 0; i < n; i++) {
			snprintf(name, sizeof name, "word/media/%d.png", i);
			zipfix_add(z, name, "");
		}
		assert_int_equal(read_it(z, false, NULL, &e), n > 8100 ? Z_INVALID : Z_OK);
		if (n > 8100)
			assert_int_equal(e.code, R_ARCHIVE_HOSTILE);
	}
}

static uint32_t number_at(const char *s, int bytes)
{
	uint32_t v = 0;

	while (bytes--)
		v = v << 8 | (unsigned char)s[bytes];
	return v;
}

/* All headers of the directory are the bytes of one: a small archive with the contents of a large one. */
static void entries_that_overlap(void **state)
{
	static const char directory[] = "PK\1\2", kernel[] = "word/header2.xml";
	struct buffer b = many("<x>", blanks, 50000, "</x>"), rels = {0};
	struct zipfix *z = zipfix_open();
	struct error e;
	struct docx d;
	size_t n;
	char name[40];

	(void)state;
	for (int i = 2; i < 90; i++) {
		snprintf(name, sizeof name, "word/header%d.xml", i);
		zipfix_add_bytes(z, name, i == 2 ? b.s : "<x/>", i == 2 ? b.n : 4);
		buffer_printf(&rels, "<Relationship Id=\"h%d\" Type=\"" ZIPFIX_R "/header\" Target=\"header%d.xml\"/>", i, i);
	}
	zipfix_docx_rels(z, "<w:p/>", rels.s);
	char *bytes = zipfix_close(&z, &n), *first = NULL;
	for (char *s = bytes; (s = memmem(s, n - (size_t)(s - bytes), directory, 4)); s += 46 + number_at(s + 28, 2)) {
		bool header = !memcmp(s + 46, kernel, 11);
		if (header && !memcmp(s + 46, kernel, sizeof kernel - 1))
			first = s;
		else if (header && first) {
			memcpy(s + 10, first + 10, 18); /* packing, checksum and sizes */
			memcpy(s + 42, first + 42, 4);  /* place */
		}
	}
	assert_non_null(first);
	assert_int_equal(docx_read_memory(bytes, n, "文.docx", &d, &e), Z_INVALID);
	assert_true(e.code == R_ARCHIVE_HOSTILE || e.code == R_ARCHIVE_BROKEN);
	docx_free(&d);
	free(bytes);
	buffer_free(&b);
	buffer_free(&rels);
}

/* ---- XML ---- */

static void xml_too_deep_and_too_wide(void **state)
{
	struct buffer deep = many("<x>", "<a>", 100000, ""), wide = many("<x", " a='1'", 1, "");
	struct buffer name = many("<", "longname", 400000, "/>"), comment = many("<x><!--", "never ends ", 400000, "");

	(void)state;
	for (int i = 0; i < 250000; i++)
		buffer_printf(&wide, " a%d='%d'", i, i % 977);
	buffer_text(&wide, "/>");
	for (int i = 0; i < PARTS; i++) {
		refuses(with_part(parts[i], deep.s, deep.n, false), false, R_XML_HOSTILE, parts[i]);
		refuses(with_part(parts[i], wide.s, wide.n, false), false, R_XML_HOSTILE, parts[i]);
		refuses(with_part(parts[i], name.s, name.n, false), false, R_XML_HOSTILE, parts[i]);
		refuses(with_part(parts[i], comment.s, comment.n, false), false, R_XML_HOSTILE, parts[i]);
	}
	struct zipfix *z = zipfix_open();
	zipfix_xlsx(z, deep.s, "");
	refuses(z, true, R_XML_HOSTILE, "a sheet");
	z = zipfix_open();
	zipfix_xlsx(z, "", deep.s);
	refuses(z, true, R_XML_HOSTILE, "shared strings");
	buffer_free(&deep);
	buffer_free(&wide);
	buffer_free(&name);
	buffer_free(&comment);
}

/* Entities in entities in entities: ten levels of ten, three gigabytes. */
static void laughs(struct buffer *b, const char *root)
{
	buffer_printf(b, ZIPFIX_HEAD "<!DOCTYPE x [<!ENTITY l0 \"哈\">");
	for (int i = 1; i < 10; i++)
		buffer_printf(b, "<!ENTITY l%d \"&l%d;&l%d;&l%d;&l%d;&l%d;&l%d;&l%d;&l%d;&l%d;&l%d;\">", i, i - 1, i - 1, i - 1, i - 1,
			i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
	buffer_printf(b, "]><%s>&l9;</%s>", root, root);
}

static void entities_that_grow_or_fetch(void **state)
{
	static const char secret[] = "这一行不该出现在任何文件里";
	struct desk *home = desk_open();
	const char *path = desk_path(home, "secret.txt");
	struct buffer kind[6] = {{0}};

	(void)state;
	file_write_text(path, secret);
	laughs(&kind[0], "x");
	buffer_printf(&kind[1], ZIPFIX_HEAD "<!DOCTYPE x [<!ENTITY e SYSTEM \"file://%s\">]><x>&e;</x>", path);
	buffer_printf(&kind[2], "<!DOCTYPE x [<!ENTITY %% p SYSTEM \"file://%s\"> %%p;]><x/>", path);
	buffer_printf(&kind[3], "<!DOCTYPE x SYSTEM \"file://%s\"><x/>", path);
	buffer_printf(&kind[4], "<!DOCTYPE x PUBLIC \"-//W3C//DTD\" \"http://127.0.0.1:9/x.dtd\"><x/>");
	/* the same in UTF-16, which a look for "<!DOCTYPE" would miss */
	buffer_add(&kind[5], "\xff\xfe", 2);
	for (const char *s = "<!DOCTYPE x [<!ENTITY e 'a'>]><x>&e;</x>"; *s; s++)
		buffer_add(&kind[5], (const char[]){*s, 0}, 2);
	for (int k = 0; k < 6; k++) {
		for (int i = 0; i < PARTS; i++)
			refuses(with_part(parts[i], kind[k].s, kind[k].n, false), false, R_XML_HOSTILE, parts[i]);
		struct zipfix *z = zipfix_open();
		zipfix_xlsx(z, "", "");
		zipfix_add_bytes(z, "xl/sharedStrings.xml", kind[k].s, kind[k].n);
		refuses(z, true, R_XML_HOSTILE, "shared strings");
		z = zipfix_open();
		zipfix_xlsx(z, "", "");
		zipfix_add_bytes(z, "xl/worksheets/sheet1.xml", kind[k].s, kind[k].n);
		refuses(z, true, R_XML_HOSTILE, "a sheet");
	}
	/* what would fetch elsewhere is not looked at: XInclude, a style sheet, a picture by address */
	struct buffer body = {0};
	struct error e;
	buffer_printf(&body,
		"<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file://%s\" parse=\"text\"/><?xml-stylesheet href=\"file://%s\"?>"
		"<w:p><w:r><w:instrText>INCLUDETEXT \"%s\"</w:instrText></w:r></w:p>",
		path, path, path);
	struct zipfix *z = zipfix_open();
	zipfix_docx(z, body.s);
	assert_int_equal(read_it(z, false, secret, &e), Z_OK);
	buffer_free(&body);
	for (int k = 0; k < 6; k++)
		buffer_free(&kind[k]);
	desk_close(&home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_that_grows),
		cmocka_unit_test(many_parts_that_grow),
		cmocka_unit_test(entries_without_end),
		cmocka_unit_test(entries_that_overlap),
		cmocka_unit_test(xml_too_deep_and_too_wide),
		cmocka_unit_test(entities_that_grow_or_fetch),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
