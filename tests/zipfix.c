/* zipfix.c - see zipfix.h.  Uses libzip's writing half, which the program itself never calls on foreign files. */
#include "tests/zipfix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include <cmocka.h>

#include "store/base/memory.h"

struct zipfix {
	zip_t *zip;
	zip_source_t *source;
	bool store;
};

struct zipfix *zipfix_open(void)
{
	struct zipfix *z = xalloc(sizeof *z);
	z->source = zip_source_buffer_create(NULL, 0, 0, NULL);
	assert_non_null(z->source);
	zip_source_keep(z->source);
	z->zip = zip_open_from_source(z->source, ZIP_TRUNCATE, NULL);
	assert_non_null(z->zip);
	return z;
}

void zipfix_add_bytes(struct zipfix *z, const char *name, const void *bytes, size_t n)
{
	void *copy = n ? malloc(n) : NULL; /* libzip frees it, but not where there is nothing in it */
	assert_true(copy || !n);
	if (n)
		memcpy(copy, bytes, n);
	zip_source_t *s = zip_source_buffer(z->zip, copy, n, 1);
	if (!s)
		free(copy);
	assert_non_null(s);
	zip_int64_t i = zip_file_add(z->zip, name, s, ZIP_FL_OVERWRITE);
	assert_true(i >= 0);
	if (z->store)
		assert_int_equal(zip_set_file_compression(z->zip, (zip_uint64_t)i, ZIP_CM_STORE, 0), 0);
}

void zipfix_add(struct zipfix *z, const char *name, const char *text)
{
	zipfix_add_bytes(z, name, text, strlen(text));
}

void zipfix_store(struct zipfix *z)
{
	z->store = true;
}

char *zipfix_close(struct zipfix **z, size_t *n)
{
	zip_stat_t st;
	assert_int_equal(zip_close((*z)->zip), 0);
	assert_int_equal(zip_source_stat((*z)->source, &st), 0);
	assert_int_equal(zip_source_open((*z)->source), 0);
	char *bytes = xalloc(st.size + 1);
	assert_int_equal(zip_source_read((*z)->source, bytes, st.size), (zip_int64_t)st.size);
	zip_source_close((*z)->source);
	zip_source_free((*z)->source);
	*n = st.size;
	free(*z);
	*z = NULL;
	return bytes;
}

#define OFFICE_TYPES "application/vnd.openxmlformats-officedocument."
#define DEFAULTS                                                                                                             \
	"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"              \
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
#define TYPES ZIPFIX_HEAD "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" DEFAULTS
#define RELS ZIPFIX_HEAD "<Relationships xmlns=\"" ZIPFIX_P "\">"

static void root(struct zipfix *z, const char *main, const char *type)
{
	struct buffer b = {0};
	buffer_printf(&b, TYPES "<Override PartName=\"/%s\" ContentType=\"" OFFICE_TYPES "%s\"/></Types>", main, type);
	zipfix_add(z, "[Content_Types].xml", b.s);
	buffer_clear(&b);
	buffer_printf(&b, RELS
		"<Relationship Id=\"rId1\" Type=\"" ZIPFIX_R "/officeDocument\" Target=\"%s\"/>"
		"<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
		"core-properties\" Target=\"docProps/core.xml\"/></Relationships>",
		main);
	zipfix_add(z, "_rels/.rels", b.s);
	buffer_free(&b);
}

void zipfix_docx_rels(struct zipfix *z, const char *body, const char *rels)
{
	static const char *const known[] = {"numbering", "styles", "comments", "footnotes"};
	struct buffer b = {0};
	root(z, "word/document.xml", "wordprocessingml.document.main+xml");
	buffer_printf(&b, ZIPFIX_HEAD "<w:document " ZIPFIX_NAMESPACES "><w:body>%s</w:body></w:document>", body);
	zipfix_add(z, "word/document.xml", b.s);
	buffer_clear(&b);
	buffer_text(&b, RELS);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		buffer_printf(&b, "<Relationship Id=\"rId%zu\" Type=\"" ZIPFIX_R "/%s\" Target=\"%s.xml\"/>", i + 1,
		        known[i], known[i]);
	buffer_printf(&b,
	        "<Relationship Id=\"rId9\" Type=\"" ZIPFIX_R
	        "/header\" Target=\"/word/header1.xml\"/>%s</Relationships>",
	        rels ? rels : "");
	zipfix_add(z, "word/_rels/document.xml.rels", b.s);
	buffer_free(&b);
}

void zipfix_docx(struct zipfix *z, const char *body)
{
	zipfix_docx_rels(z, body, NULL);
}

void zipfix_xlsx(struct zipfix *z, const char *rows, const char *strings)
{
	struct buffer b = {0};
	root(z, "xl/workbook.xml", "spreadsheetml.sheet.main+xml");
	zipfix_add(z, "xl/workbook.xml",
		ZIPFIX_HEAD "<workbook xmlns=\"" ZIPFIX_X "\" xmlns:r=\"" ZIPFIX_R
			    "\"><sheets><sheet name=\"表1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
	zipfix_add(z, "xl/_rels/workbook.xml.rels",
		RELS "<Relationship Id=\"rId1\" Type=\"" ZIPFIX_R "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
		     "<Relationship Id=\"rId2\" Type=\"" ZIPFIX_R "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
		     "</Relationships>");
	buffer_printf(&b, ZIPFIX_HEAD "<worksheet xmlns=\"" ZIPFIX_X "\"><sheetData>%s</sheetData></worksheet>", rows);
	zipfix_add(z, "xl/worksheets/sheet1.xml", b.s);
	buffer_clear(&b);
	buffer_printf(&b, ZIPFIX_HEAD "<sst xmlns=\"" ZIPFIX_X "\">%s</sst>", strings);
	zipfix_add(z, "xl/sharedStrings.xml", b.s);
	buffer_free(&b);
}
