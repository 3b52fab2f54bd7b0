/* docx_test.c - what is taken from a .docx, what is left and named, and documents that mean harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/reader/docx.h"
#include "store/base/memory.h"
#include "tests/desk.h"
#include "tests/zipfix.h"

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define R(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define CELL(text) "<w:tc><w:tcPr/>" text "</w:tc>"

/* The document is the caller's to free. */
static struct docx read_fix(struct zipfix *z)
{
	struct docx d;
	struct error e;
	char sentence[512];
	size_t n;
	char *bytes = zipfix_close(&z, &n);
	if (docx_read_memory(bytes, n, "文.docx", &d, &e) != Z_OK)
		fail_msg("%s", error_sentence(&e, sentence, sizeof sentence));
	free(bytes);
	return d;
}

static void refuses(struct zipfix *z, enum refusal code)
{
	struct docx d;
	struct error e = {0};
	size_t n;
	char *bytes = zipfix_close(&z, &n);
	assert_int_equal(docx_read_memory(bytes, n, "文.docx", &d, &e), Z_INVALID);
	assert_int_equal(e.code, code);
	docx_free(&d);
	free(bytes);
}

static void gives(const char *body, const char *want)
{
	struct zipfix *z = zipfix_open();
	zipfix_docx(z, body);
	struct docx d = read_fix(z);
	assert_string_equal(d.text, want);
	docx_free(&d);
}

static bool remarked(const struct docx *d, const char *part)
{
	for (int i = 0; i < d->remarks; i++)
		if (strstr(d->remark[i], part))
			return true;
	return false;
}

static void paragraphs(void **state)
{
	(void)state;
	gives(P("关于印发工作要点的通知") P("") P("　　各股室："), "关于印发工作要点的通知\n\n　　各股室：");
	gives("<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr>" R("一、") R("总体要求")
	      "</w:p><w:p>" R("前") "<w:r><w:br/><w:t>后</w:t><w:tab/><w:t>栏</w:t><w:br w:type=\"page\"/><w:noBreakHyphen/></w:r></w:p>",
		"一、总体要求\n前\n后\t栏-");
	/* fields: the result, not the instruction; hyperlinks, content controls and smart tags as their text */
	gives("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar "
	      "w:fldCharType=\"separate\"/></w:r>" R("3") "<w:hyperlink r:id=\"x\">" R("链") "</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>" R("控")
	      "</w:sdtContent></w:sdt><w:smartTag>" R("签") "</w:smartTag></w:p>",
		"3链控签");
	gives("", "");
	gives("<w:p>" R("&lt;b&gt; &amp; ") "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>" R(
	              "同意") "</w:p>",
	        "<b> & ☑同意");
	/* what must never reach a terminal */
	gives(P("正\xe2\x80\xae文\xe2\x80\x8b"), "正文");
}

static void tables(void **state)
{
	(void)state;
	gives(P("前")
	      "<w:tbl><w:tblPr/><w:tr>" CELL(P("指标")) CELL(P("数量")) CELL(P("单|位")) "</w:tr>"
	      "<w:tr>" CELL(P("受理") P("办结")) CELL("<w:p/>") CELL("<w:p>" R("件") "<w:r><w:br/></w:r>" R("次") "</w:p>") "</w:tr>"
	      "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" P("合计") "</w:tc>" CELL(P("3")) "</w:tr></w:tbl>" P("后"),
		"前\n指标 | 数量 | 单｜位\n受理 办结 |  | 件 次\n合计 |  | 3\n后");
	struct zipfix *z = zipfix_open();
	zipfix_docx(z, "<w:tbl><w:tr>" CELL(P("外") "<w:tbl><w:tr>" CELL(P("甲"))
	                               CELL(P("乙")) "</w:tr></w:tbl>" P("尾")) CELL(P("邻")) "</w:tr></w:tbl>");
	struct docx d = read_fix(z);
	assert_string_equal(d.text, "外 甲 乙 尾 | 邻");
	assert_true(remarked(&d, "表中表 1 个"));
	docx_free(&d);
}

static void tracked_changes(void **state)
{
	struct zipfix *z = zipfix_open();
	(void)state;
	zipfix_docx(z,
		"<w:p>" R("全县") "<w:ins w:id=\"1\">" R("新增") "</w:ins><w:del w:id=\"2\"><w:r><w:delText>删去</w:delText></w:r></w:del>"
		"<w:moveFrom w:id=\"3\">" R("移走") "</w:moveFrom><w:moveTo w:id=\"4\">" R("移来") "</w:moveTo></w:p>"
		"<w:p><w:pPr><w:rPr><w:del w:id=\"5\"/></w:rPr></w:pPr>" R("并入") "</w:p>" P("下段")
		"<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id=\"6\"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>只改格式</w:t></w:r></w:p>"
		"<w:tbl><w:tr><w:trPr><w:del w:id=\"7\"/></w:trPr>" CELL(P("删行")) "</w:tr><w:tr><w:trPr><w:ins w:id=\"8\"/></w:trPr>"
		CELL(P("增行")) "</w:tr></w:tbl>");
	struct docx d = read_fix(z);
	assert_string_equal(d.text, "全县新增移来\n并入下段\n只改格式\n增行");
	assert_int_equal(d.remarks, 1);
	assert_string_equal(d.remark[0], "文中有未接受的修订：插入 3 处已保留，删除 3 处已略去，请核对");
	docx_free(&d);
}

static void what_is_not_taken_is_named(void **state)
{
	struct zipfix *z = zipfix_open();
	(void)state;
	zipfix_docx(z,
		"<w:p><w:r><w:commentReference w:id=\"1\"/></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r>" R("正文") "</w:p>"
		"<w:p><w:r><w:drawing><a:graphic><a:blip r:embed=\"rId7\"/></a:graphic></w:drawing></w:r>"
		"<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>" P("红头") P("文件") "</w:txbxContent></w:drawing></mc:Choice>"
		"<mc:Fallback><w:pict><v:textbox><w:txbxContent>" P("红头") "</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
		"</mc:AlternateContent></w:r>"
		"<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object></w:r>"
		"<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部批示</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>可见</w:t></w:r>"
		"<m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></m:oMathPara>"
		"<w:r><w:ruby><w:rt>" R("wù") "</w:rt><w:rubyBase>" R("务") "</w:rubyBase></w:ruby></w:r>"
		"<w:r><w:sym w:font=\"Symbol\" w:char=\"F061\"/></w:r></w:p><w:altChunk r:id=\"z\"/>");
	zipfix_add(z, "word/comments.xml",
	        "<w:comments xmlns:w=\"" ZIPFIX_W
	        "\"><w:comment w:id=\"1\">" P("请核实数字") "</w:comment></w:comments>");
	zipfix_add(z, "word/footnotes.xml",
		"<w:footnotes xmlns:w=\"" ZIPFIX_W "\"><w:footnote w:type=\"separator\" w:id=\"0\">" P("横线") "</w:footnote><w:footnote w:id=\"2\">"
		P("数据截至十月") "</w:footnote></w:footnotes>");
	zipfix_add(z, "word/header1.xml", "<w:hdr xmlns:w=\"" ZIPFIX_W "\">" P("内部资料 注意保存") "</w:hdr>");
	zipfix_add(z, "docProps/core.xml",
		"<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
		"xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>工作 要点</dc:title><dc:creator>某某</dc:creator></cp:coreProperties>");
	struct docx d = read_fix(z);
	assert_string_equal(d.text, "正文\n可见务");
	assert_string_equal(d.title, "工作 要点");
	assert_true(remarked(&d, "批注 1 条没有取来：“请核实数字”"));
	assert_true(remarked(&d, "脚注或尾注 1 条没有取来：“数据截至十月”"));
	assert_true(remarked(&d, "页眉页脚 1 处没有取来：“内部资料 注意保存”"));
	assert_true(remarked(&d, "文本框 1 个没有取来：“红头 文件"));
	assert_true(remarked(&d, "图片 1 张"));
	assert_true(remarked(&d, "嵌入对象 1 个"));
	assert_true(remarked(&d, "隐藏文字 1 处"));
	assert_true(remarked(&d, "公式 1 个"));
	assert_true(remarked(&d, "拼音标注 1 处"));
	assert_true(remarked(&d, "特殊符号 1 个"));
	assert_true(remarked(&d, "其他文档 1 个"));
	assert_int_equal(d.remarks, 11);
	docx_free(&d);

	/* A header of page numbers alone is nothing to be told. */
	z = zipfix_open();
	zipfix_docx(z, P("正文"));
	zipfix_add(z, "word/header1.xml", "<w:ftr xmlns:w=\"" ZIPFIX_W "\">" P("— 1 —") P("第 2 页 共 3 页") "</w:ftr>");
	d = read_fix(z);
	assert_int_equal(d.remarks, 0);
	docx_free(&d);
}

#define LEVEL(i, format, text) "<w:lvl w:ilvl=\"" #i "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" format "\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"" text "\"/></w:lvl>"
#define LISTED(num, level, text)                                                                                             \
	"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" #level "\"/><w:numId w:val=\"" #num "\"/></w:numPr></w:pPr>" R(text) "</w:p>"

static void numbers_that_word_counts(void **state)
{
	struct zipfix *z = zipfix_open();
	(void)state;
	zipfix_docx(z, LISTED(1, 0, "总体要求") LISTED(1, 1, "强化领导") LISTED(1, 1, "压实责任") LISTED(1, 2, "目标") LISTED(1, 0, "主要任务")
			LISTED(1, 1, "公开") P("不编号") LISTED(2, 0, "另一表")
			"<w:p><w:pPr><w:pStyle w:val=\"H1\"/></w:pPr>" R("按样式") "</w:p>"
			"<w:p><w:pPr><w:pStyle w:val=\"H1\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr>" R("样式有而本段取消") "</w:p>"
			LISTED(3, 0, "项目符号") LISTED(4, 0, "奇怪的编号")
			"<w:tbl><w:tr>" CELL(LISTED(5, 0, "")) CELL(P("甲")) "</w:tr><w:tr>" CELL(LISTED(5, 0, "")) CELL(P("乙")) "</w:tr></w:tbl>");
	zipfix_add(z, "word/numbering.xml",
		"<w:numbering xmlns:w=\"" ZIPFIX_W "\"><w:abstractNum w:abstractNumId=\"7\">" LEVEL(0, "chineseCountingThousand", "%1、")
		LEVEL(1, "chineseCountingThousand", "（%2）") LEVEL(2, "decimal", "%1.%2.%3") "</w:abstractNum>"
		"<w:abstractNum w:abstractNumId=\"8\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\xef\x82\xb7\"/></w:lvl></w:abstractNum>"
		"<w:abstractNum w:abstractNumId=\"9\">" LEVEL(0, "thaiLetters", "%1") "</w:abstractNum>"
		"<w:abstractNum w:abstractNumId=\"10\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum>"
		"<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>"
		"<w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"11\"/></w:lvlOverride></w:num>"
		"<w:num w:numId=\"3\"><w:abstractNumId w:val=\"8\"/></w:num><w:num w:numId=\"4\"><w:abstractNumId w:val=\"9\"/></w:num>"
		"<w:num w:numId=\"5\"><w:abstractNumId w:val=\"10\"/></w:num></w:numbering>");
	zipfix_add(z, "word/styles.xml",
		"<w:styles xmlns:w=\"" ZIPFIX_W "\"><w:style w:styleId=\"H1\"><w:basedOn w:val=\"H0\"/></w:style>"
		"<w:style w:styleId=\"H0\"><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style></w:styles>");
	struct docx d = read_fix(z);
	assert_string_equal(d.text, "一、总体要求\n（一）强化领导\n（二）压实责任\n一.二.1目标\n二、主要任务\n（一）公开\n不编号\n十一、另一表\n"
				    "十二、按样式\n样式有而本段取消\n· 项目符号\n奇怪的编号\n1 | 甲\n2 | 乙");
	assert_int_equal(d.remarks, 1);
	assert_true(remarked(&d, "自动编号 1 处"));
	docx_free(&d);
}

static void macros_and_other_kinds(void **state)
{
	struct docx d;
	struct error e;
	char sentence[512];
	struct zipfix *z = zipfix_open();
	(void)state;
	zipfix_docx(z, P("x"));
	zipfix_add(z, "word/vbaProject.bin", "x");
	refuses(z, R_SOURCE_MACRO);
	z = zipfix_open();
	zipfix_docx(z, P("x"));
	zipfix_add(z, "[Content_Types].xml",
		"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" "
		"ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>");
	refuses(z, R_SOURCE_MACRO);
	z = zipfix_open();
	zipfix_xlsx(z, "", "");
	refuses(z, R_SOURCE_WRONG_KIND);
	const char wps[64] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	assert_int_equal(docx_read_memory(wps, sizeof wps, "旧.wps", &d, &e), Z_INVALID);
	assert_contains(error_sentence(&e, sentence, sizeof sentence), "另存为 .docx");
	docx_free(&d);
	assert_int_equal(docx_read_memory("普通文本", 12, "a.docx", &d, &e), Z_INVALID);
	assert_int_equal(e.code, R_SOURCE_WRONG_KIND);
	docx_free(&d);
	assert_int_equal(docx_read("/nonexistent/a.docx", &d, &e), Z_MISSING);
	docx_free(&d);
}

static void harm(void **state)
{
	struct zipfix *z = zipfix_open();
	struct buffer b = {0};
	(void)state;
	for (int i = 0; i < 300; i++)
		buffer_text(&b, "<w:sdt>");
	zipfix_docx(z, b.s);
	refuses(z, R_XML_HOSTILE);

	z = zipfix_open();
	zipfix_docx(z, P("x"));
	zipfix_add(z, "word/document.xml",
		"<!DOCTYPE w:document [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:document xmlns:w=\"" ZIPFIX_W
		"\"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>");
	refuses(z, R_XML_HOSTILE);

	z = zipfix_open(); /* entities in a part beside the body */
	zipfix_docx(z, P("x"));
	zipfix_add(z, "word/header1.xml", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>");
	refuses(z, R_XML_HOSTILE);

	z = zipfix_open();
	buffer_clear(&b);
	for (int i = 0; i < 200001; i++)
		buffer_text(&b, "<w:p/>");
	zipfix_docx(z, b.s);
	refuses(z, R_DOCX_LONG);

	z = zipfix_open();
	zipfix_docx(z, "<w:p><w:r>");
	refuses(z, R_XML_BROKEN);

	z = zipfix_open(); /* end tags of tables and boxes that never began, cells without rows */
	zipfix_docx(z,
	        CELL(P("甲")) "<w:tr>" CELL(P("乙")) "</w:tr>" P("丙") "<w:t>丁</w:t><w:numId w:val=\"99999999999\"/>");
	struct docx d = read_fix(z);
	assert_contains(d.text, "丙");
	docx_free(&d);

	/* styles based on each other, lists that point nowhere, absurd numbers */
	z = zipfix_open();
	zipfix_docx(z, "<w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr>" R("甲") "</w:p>" LISTED(1, 77, "乙")
	                       LISTED(2, 0, "丙") LISTED(3, -5, "丁"));
	zipfix_add(z, "word/styles.xml",
		"<w:styles xmlns:w=\"" ZIPFIX_W "\"><w:style w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style><w:style w:styleId=\"B\"><w:basedOn "
		"w:val=\"A\"/></w:style></w:styles>");
	zipfix_add(z, "word/numbering.xml",
		"<w:numbering xmlns:w=\"" ZIPFIX_W "\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"2147483647\"/>"
		"<w:numFmt w:val=\"upperLetter\"/><w:lvlText w:val=\"%9%%1%\"/></w:lvl><w:lvl w:ilvl=\"44\"><w:start w:val=\"1\"/></w:lvl></w:abstractNum>"
		"<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"5\"/></w:num>"
		"<w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"-1\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
		"</w:numbering>");
	d = read_fix(z);
	assert_contains(d.text, "甲\n乙\n丙\n");
	docx_free(&d);

	/* each byte changed, each length */
	z = zipfix_open();
	zipfix_store(z);
	zipfix_docx(z, P("正文") "<w:tbl><w:tr>" CELL(P("甲")) "</w:tr></w:tbl>");
	size_t n;
	char *bytes = zipfix_close(&z, &n);
	for (size_t i = 0; i < n; i += 2) {
		struct error e;
		char *copy = xalloc(n);
		memcpy(copy, bytes, n);
		copy[i] ^= 0x21;
		enum z got = docx_read_memory(copy, i & 2 ? n : i, "x", &d, &e);
		assert_true(got == Z_OK || got == Z_INVALID);
		docx_free(&d);
		free(copy);
	}
	free(bytes);
	buffer_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs),
		cmocka_unit_test(tables),
		cmocka_unit_test(tracked_changes),
		cmocka_unit_test(what_is_not_taken_is_named),
		cmocka_unit_test(numbers_that_word_counts),
		cmocka_unit_test(macros_and_other_kinds),
		cmocka_unit_test(harm),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
