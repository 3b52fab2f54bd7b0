/* docx.c - a document as .docx by GB/T 9704-2012 (domain notes 8.1): A4, 版心 156×225 mm, 22 lines of 28 characters in
 * 三号仿宋, page number "— 1 —" right on odd and left on even pages, tables that repeat their head and never split a
 * row. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/writer/document.h"
#include "forms/writer/words.h"
#include "forms/zip.h"

#define NS "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" " \
	"xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define TWIPS_MM(mm) ((mm) * 567 / 10)
#define KEEP_NEXT "<w:keepNext/>"
enum { TOGETHER = 16 /* a table of so many rows is not divided */, CHARACTER = 320 /* twips of a 三号 Han */ };

static const char content_types[] = XML
	"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
	"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	"<Override PartName=\"/word/document.xml\""
	" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
	"<Override PartName=\"/word/styles.xml\""
	" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
	"<Override PartName=\"/word/settings.xml\""
	" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>"
	"<Override PartName=\"/word/fontTable.xml\""
	" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml\"/>"
	"<Override PartName=\"/word/footer1.xml\""
	" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>"
	"<Override PartName=\"/word/footer2.xml\""
	" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>"
	"<Override PartName=\"/docProps/core.xml\""
	" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

static const char package_rels[] = XML
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
	" Target=\"word/document.xml\"/>"
	"<Relationship Id=\"rId2\""
	" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\""
	" Target=\"docProps/core.xml\"/></Relationships>";

static const char document_rels[] = XML
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\""
	" Target=\"styles.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\""
	" Target=\"settings.xml\"/>"
	"<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\""
	" Target=\"footer1.xml\"/>"
	"<Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\""
	" Target=\"footer2.xml\"/>"
	"<Relationship Id=\"rId5\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable\""
	" Target=\"fontTable.xml\"/></Relationships>";

/* What stands in where a machine lacks a font of the standard. */
static const char fonts[] = XML "<w:fonts " NS ">"
	"<w:font w:name=\"" FONT_TITLE "\"><w:altName w:val=\"" FONT_PAGE "\"/><w:family w:val=\"roman\"/></w:font>"
	"<w:font w:name=\"" FONT_BODY "\"><w:altName w:val=\"" FONT_BODY_2 "\"/><w:family w:val=\"modern\"/></w:font>"
	"<w:font w:name=\"" FONT_KAI "\"><w:altName w:val=\"" FONT_KAI_2 "\"/><w:family w:val=\"modern\"/></w:font>"
	"<w:font w:name=\"" FONT_HEAD "\"><w:altName w:val=\"SimHei\"/><w:family w:val=\"modern\"/></w:font>"
	"<w:font w:name=\"" FONT_PAGE "\"><w:altName w:val=\"SimSun\"/><w:family w:val=\"roman\"/></w:font></w:fonts>";

static const char settings[] = XML "<w:settings " NS "><w:evenAndOddHeaders/><w:characterSpacingControl"
	" w:val=\"compressPunctuation\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\""
	" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>";

/* id, name, font, half-points, exact line in twips (0: single), alignment, first line in hundredths of a character.  Not
 * justified: LibreOffice 7.4 then loses a comma at the end of a line. */
static const struct style {
	const char *id, *font;
	int size, line;
	const char *align;
	int indent;
} styles[] = {
	[DOCUMENT_TITLE] = {"Title", FONT_TITLE, 44, 700, "center", 0},
	[DOCUMENT_SUBTITLE] = {"Subtitle", FONT_KAI, 32, 579, "center", 0},
	[DOCUMENT_HEADING_1] = {"Heading1", FONT_HEAD, 32, 579, "left", 200},
	[DOCUMENT_HEADING_2] = {"Heading2", FONT_KAI, 32, 579, "left", 200},
	[DOCUMENT_TEXT] = {"BodyText", FONT_BODY, 32, 579, "left", 200},
	[DOCUMENT_PLAIN] = {"Plain", FONT_BODY, 32, 579, "left", 0},
	[DOCUMENT_RIGHT] = {"Right", FONT_BODY, 32, 579, "right", 0},
	[DOCUMENT_SMALL] = {"Small", FONT_BODY, 24, 360, "left", 0},
	[DOCUMENT_TABLE] = {"Cell", FONT_BODY, 24, 360, "left", 0},
	[DOCUMENT_BREAK] = {"Break", FONT_BODY, 32, 579, "left", 0},
	[DOCUMENT_RUN_IN] = {"RunIn", FONT_BODY, 32, 579, "left", 200},
};

/* 三号, 小三, 四号, 小四 with their lines, by document.tight. */
static const struct {
	int size, line;
} tights[] = {{32, 579}, {30, 520}, {28, 460}, {24, 400}};

static void write_styles(struct buffer *b, int tight)
{
	buffer_text(b, XML "<w:styles " NS "><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\""
			   " w:hAnsi=\"Times New Roman\" w:eastAsia=\"" FONT_BODY "\"/><w:sz w:val=\"32\"/>"
			   "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>");
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
		struct style now = styles[i];
		const struct style *s = &now;
		if (now.size == 32) {
			now.size = tights[tight].size;
			now.line = tights[tight].line;
		}
		buffer_printf(b, "<w:style w:type=\"paragraph\" w:styleId=\"%s\"%s><w:name w:val=\"%s\"/><w:pPr>",
		        s->id, i == DOCUMENT_TEXT ? " w:default=\"1\"" : "", s->id);
		if (i == DOCUMENT_HEADING_1 || i == DOCUMENT_HEADING_2)
			buffer_text(b, KEEP_NEXT);
		buffer_text(b, "<w:overflowPunct w:val=\"0\"/>"); /* all of it within 版心 */
		/* 二号 and 小四 stand on their own lines: the page's grid would space a title to two of its lines each, and a form
		 * out to two pages */
		if (i == DOCUMENT_TABLE || i == DOCUMENT_SMALL || i == DOCUMENT_TITLE)
			buffer_text(b, "<w:snapToGrid w:val=\"0\"/>");
		buffer_printf(b, "<w:spacing w:before=\"0\" w:after=\"%d\" w:line=\"%d\" w:lineRule=\"exact\"/>",
			i == DOCUMENT_TITLE ? (tight ? 120 : 300) : 0, s->line);
		if (s->indent)
			buffer_printf(b, "<w:ind w:firstLineChars=\"%d\" w:firstLine=\"%d\"/>", s->indent, s->size * 20);
		buffer_printf(b,
			"<w:jc w:val=\"%s\"/>%s</w:pPr><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\""
			" w:eastAsia=\"%s\"/>%s<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr></w:style>",
			s->align, i == DOCUMENT_HEADING_1 ? "<w:outlineLvl w:val=\"0\"/>" : i == DOCUMENT_HEADING_2 ? "<w:outlineLvl w:val=\"1\"/>" : "", s->font, i != DOCUMENT_TABLE && s->size == 32 && !tight ? "<w:spacing w:val=\"-4\"/>" : "", s->size, s->size);
	}
	buffer_text(b, "</w:styles>");
}

static void run(struct buffer *b, const char *text, size_t n, const char *font)
{
	buffer_text(b, "<w:r>");
	if (font)
		buffer_printf(b, "<w:rPr><w:rFonts w:eastAsia=\"%s\"/></w:rPr>", font);
	buffer_text(b, "<w:t xml:space=\"preserve\">");
	document_escape(b, text, n);
	buffer_text(b, "</w:t></w:r>");
}

/* more: properties beside those of its style. */
static void paragraph(struct buffer *b, enum document_kind kind, const char *head, const char *text, const char *more)
{
	buffer_printf(b, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", styles[kind].id, more);
	if (*head)
		run(b, head, strlen(head), FONT_HEAD);
	if (*text)
		run(b, text, strlen(text), NULL);
	buffer_text(b, "</w:p>");
}

/* together: on the same page as the row below. */
static void cell(struct buffer *b, const struct document_table *t, const struct document_cell *k, int column, bool together)
{
	int mm = 0;
	for (int i = column; i < column + k->span && i < t->columns; i++)
		mm += t->width[i];
	buffer_printf(b, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/><w:gridSpan w:val=\"%d\"/><w:vAlign w:val=\"center\"/></w:tcPr>",
		TWIPS_MM(mm), k->span);
	for (const char *p = k->text;;) {
		size_t n = strcspn(p, "\n");
		buffer_printf(b, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s%s</w:pPr>", styles[DOCUMENT_TABLE].id,
			together ? KEEP_NEXT : "", k->flags & CELL_CENTRE ? "<w:jc w:val=\"center\"/>" : "");
		if (n)
			run(b, p, n, k->flags & CELL_HEAD ? FONT_HEAD : NULL);
		buffer_text(b, "</w:p>");
		if (!p[n])
			break;
		p += n + 1;
	}
	buffer_text(b, "</w:tc>");
}

static void table(struct buffer *b, const struct document_table *t)
{
	static const char *const side[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
	int mm = 0;
	for (int i = 0; i < t->columns; i++)
		mm += t->width[i];
	buffer_printf(b, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>",
	        TWIPS_MM(mm));
	for (size_t i = 0; i < sizeof side / sizeof *side; i++)
		buffer_printf(b, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>", side[i]);
	buffer_text(b, "</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
	for (int i = 0; i < t->columns; i++)
		buffer_printf(b, "<w:gridCol w:w=\"%d\"/>", TWIPS_MM(t->width[i]));
	buffer_text(b, "</w:tblGrid>");
	for (int r = 0; r < t->rows; r++) {
		buffer_text(b, "<w:tr><w:trPr><w:cantSplit/>");
		if (t->row[r].height)
			buffer_printf(b, "<w:trHeight w:val=\"%d\" w:hRule=\"atLeast\"/>", TWIPS_MM(t->row[r].height));
		buffer_text(b, r < t->head_rows ? "<w:tblHeader/></w:trPr>" : "</w:trPr>");
		int column = 0;
		for (int c = 0; c < t->row[r].cells; c++) {
			cell(b, t, &t->row[r].cell[c], column, t->rows <= TOGETHER && r + 1 < t->rows);
			column += t->row[r].cell[c].span;
		}
		buffer_text(b, "</w:tr>");
	}
	buffer_text(b, "</w:tbl>");
}

/* What a block has beside its style, from where it stands. */
static const char *beside(const struct document *d, size_t i, char buf[120])
{
	enum document_kind kind = d->block[i].kind;
	bool more = i + 1 < d->n;
	*buf = '\0';
	if (kind == DOCUMENT_BREAK)
		return "<w:pageBreakBefore/>";
	if (kind == DOCUMENT_RIGHT)
		snprintf(buf, 120, "<w:ind w:right=\"%d\"/>", document_right(d, i) * CHARACTER / 2);
	else if (kind == DOCUMENT_TITLE && more && d->block[i + 1].kind == DOCUMENT_TITLE)
		snprintf(buf, 120, KEEP_NEXT "<w:spacing w:after=\"0\"/>");
	else if (kind == DOCUMENT_PLAIN && more && d->block[i + 1].table)
		return KEEP_NEXT;
	return buf;
}

static void write_body(struct buffer *b, const struct document *d)
{
	char more[120];
	buffer_text(b, XML "<w:document " NS "><w:body>");
	for (size_t i = 0; i < d->n; i++) {
		if (d->block[i].table)
			table(b, d->block[i].table);
		else
			paragraph(b, d->block[i].kind, d->block[i].head, d->block[i].text, beside(d, i, more));
	}
	/* Word wants a paragraph behind a table */
	if (d->n && d->block[d->n - 1].table)
		paragraph(b, DOCUMENT_SMALL, "", "", "");
	buffer_text(b, "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:footerReference w:type=\"even\" r:id=\"rId4\"/>");
	/* lying, the binding edge is above */
	buffer_text(b, d->landscape ?
		"<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"1588\" w:right=\"2098\" w:bottom=\"1474\" w:left=\"1984\"" :
		"<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\"");
	buffer_printf(b, " w:header=\"851\" w:footer=\"%d\" w:gutter=\"0\"/><w:docGrid w:type=\"lines\" w:linePitch=\"%d\"/>"
		"</w:sectPr></w:body></w:document>", d->landscape ? 1077 : 1588, tights[d->tight].line);
}

static void page_number(struct buffer *b)
{
	static const char rpr[] = "<w:rPr><w:rFonts w:ascii=\"" FONT_PAGE "\" w:hAnsi=\"" FONT_PAGE
	                          "\" w:eastAsia=\"" FONT_PAGE "\"/><w:sz w:val=\"28\"/></w:rPr>";
	buffer_printf(b, "<w:r>%s<w:t xml:space=\"preserve\">— </w:t></w:r>"
			 "<w:r>%s<w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>%s<w:instrText xml:space=\"preserve\">PAGE</w:instrText></w:r>"
			 "<w:r>%s<w:fldChar w:fldCharType=\"separate\"/></w:r><w:r>%s<w:t>1</w:t></w:r>"
			 "<w:r>%s<w:fldChar w:fldCharType=\"end\"/></w:r><w:r>%s<w:t xml:space=\"preserve\"> —</w:t></w:r>",
		rpr, rpr, rpr, rpr, rpr, rpr, rpr);
}

static void foot_words(struct buffer *b, const struct document *d)
{
	buffer_text(b, "<w:r><w:rPr><w:sz w:val=\"18\"/></w:rPr><w:t xml:space=\"preserve\">");
	document_escape(b, d->footer, strlen(d->footer));
	buffer_text(b, "</w:t></w:r>");
}

/* The page number one character in from the outer edge, the words of the foot at the inner one. */
static void write_footer(struct buffer *b, const struct document *d, bool odd)
{
	int edge = TWIPS_MM(d->landscape ? 225 : 156) - 280;
	buffer_printf(b, XML "<w:ftr " NS "><w:p><w:pPr><w:tabs><w:tab w:val=\"right\" w:pos=\"%d\"/></w:tabs><w:ind w:left=\"280\" w:right=\"280\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>"
		"<w:jc w:val=\"left\"/></w:pPr>", edge);
	if (odd)
		foot_words(b, d);
	else
		page_number(b);
	buffer_text(b, "<w:r><w:tab/></w:r>");
	if (odd)
		page_number(b);
	else
		foot_words(b, d);
	buffer_text(b, "</w:p></w:ftr>");
}

static const struct zip_calls *zip; /* there once docx_bytes has begun */

/* The archive takes the bytes over; they are freed with it. */
static bool part(zip_t *z, const char *name, struct buffer *b)
{
	size_t n = b->n;
	char *bytes = buffer_take(b);
	zip_source_t *s = zip->source_buffer(z, bytes, n, 1);
	if (!s) {
		free(bytes);
		return false;
	}
	zip_int64_t at = zip->file_add(z, name, s, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip->source_free(s);
		return false;
	}
	/* the same document gives the same bytes */
	return zip->file_set_mtime(z, (zip_uint64_t)at, 315619200, 0) == 0;
}

static bool text_part(zip_t *z, const char *name, const char *text)
{
	struct buffer b = {0};
	buffer_text(&b, text);
	return part(z, name, &b);
}

static bool fill(zip_t *z, const struct document *d)
{
	struct buffer b = {0};
	bool good = text_part(z, "[Content_Types].xml", content_types) && text_part(z, "_rels/.rels", package_rels);
	write_body(&b, d);
	good = part(z, "word/document.xml", &b) && good;
	write_styles(&b, d->tight);
	good = part(z, "word/styles.xml", &b) && good;
	write_footer(&b, d, true);
	good = part(z, "word/footer1.xml", &b) && good;
	write_footer(&b, d, false);
	good = part(z, "word/footer2.xml", &b) && good;
	buffer_text(&b, XML "<cp:coreProperties"
			    " xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
			    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
	document_escape(&b, d->title, strlen(d->title));
	buffer_text(&b, "</dc:title></cp:coreProperties>");
	good = part(z, "docProps/core.xml", &b) && good;
	return text_part(z, "word/settings.xml", settings) && text_part(z, "word/fontTable.xml", fonts) &&
	       text_part(z, "word/_rels/document.xml.rels", document_rels) && good;
}

enum z docx_bytes(const struct document *d, struct buffer *b, struct error *e)
{
	zip_error_t why;
	zip = zip_library(e);
	if (!zip)
		return Z_IO;
	zip->error_init(&why);
	zip_source_t *memory = zip->source_buffer_create(NULL, 0, 0, &why);
	zip_t *z = memory ? zip->open_from_source(memory, ZIP_CREATE | ZIP_TRUNCATE, &why) : NULL;
	if (!z) {
		zip->source_free(memory);
		return refuse(e, R_NO_MEMORY); /* a file in memory has no other reason */
	}
	zip->source_keep(memory);
	bool good = fill(z, d);
	if (!good || zip->close(z) != 0) {
		zip->discard(z);
		zip->source_free(memory);
		return refuse(e, R_NO_MEMORY);
	}
	char chunk[16384];
	zip_int64_t n;
	good = zip->source_open(memory) == 0;
	while (good && (n = zip->source_read(memory, chunk, sizeof chunk)) > 0)
		buffer_add(b, chunk, (size_t)n);
	zip->source_close(memory);
	zip->source_free(memory);
	return good ? Z_OK : refuse(e, R_NO_MEMORY);
}
