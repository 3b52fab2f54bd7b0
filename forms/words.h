/* words.h - the Chinese words of forms/ that are not refusals (those are rows of store/refusal.def).
 *
 * Sections by subject; formats are used with buffer_printf where they stand. */
#ifndef FORMS_WORDS_H
#define FORMS_WORDS_H

/* ---- import: reading of files ---- */

#define W_ENCODING_AUTO "自动识别"
#define W_ENCODING_UTF8 "UTF-8"
#define W_ENCODING_UTF8_BOM "UTF-8（带标记）"
#define W_ENCODING_GB18030 "GB18030（简体中文）"
#define W_ENCODING_GBK "GBK（简体中文）"
#define W_ENCODING_UTF16LE "UTF-16LE"
#define W_ENCODING_UTF16BE "UTF-16BE"
#define W_ENCODING_BIG5 "Big5（繁体中文）"

#define W_LIST_COMMA "、"
#define W_UNWRITABLE "第%ld行第%ld字“%s”(U+%04X)"

#define W_KIND_ZIP "压缩包或其他办公文件"
#define W_KIND_RTF "RTF 文件"
#define W_KIND_PDF "PDF 文件"
#define W_KIND_HTML "网页文件"
#define W_KIND_IMAGE "图片"
#define W_KIND_TEXT "纯文本"
#define W_KIND_DOCX "Word 文档"
#define W_KIND_XLSX "Excel 表格"
#define W_KIND_EITHER ".docx 或 .xlsx"
#define W_KIND_TABLE ".xlsx 或 .csv"
#define W_REASON_RIGHTS "没有读取权限"
#define W_REASON_DISK "磁盘读取出错"

#define W_ARCHIVE_ENTRIES "内含文件过多"
#define W_ARCHIVE_NAMES "内含文件的名称异常"
#define W_ARCHIVE_TWICE "内含重名文件"
#define W_ARCHIVE_SIZE "展开后过大"
#define W_ARCHIVE_RATIO "压缩比例异常"
#define W_XML_DEPTH "层次过深"
#define W_XML_DOCTYPE "含有外部或自定义实体"
#define W_XML_TAG "标记过长"

#define W_REPAIR_ARROW " → "

/* Remarks on a .docx; %ld is the count. */
#define W_DOCX_TRACKED "文中有未接受的修订：插入 %ld 处已保留，删除 %ld 处已略去，请核对"
#define W_DOCX_HIDDEN "隐藏文字 %ld 处没有取来"
#define W_DOCX_BOXES "文本框 %ld 个没有取来"
#define W_DOCX_COMMENTS "批注 %ld 条没有取来"
#define W_DOCX_NOTES "脚注或尾注 %ld 条没有取来"
#define W_DOCX_HEADERS "页眉页脚 %ld 处没有取来"
#define W_DOCX_IMAGES "图片 %ld 张没有取来"
#define W_DOCX_OBJECTS "嵌入对象 %ld 个没有取来"
#define W_DOCX_CHARTS "图表 %ld 个没有取来"
#define W_DOCX_FORMULAS "公式 %ld 个没有取来"
#define W_DOCX_UNNUMBERED "自动编号 %ld 处写不出来，请补上"
#define W_DOCX_SYMBOLS "特殊符号 %ld 个没有取来"
#define W_DOCX_CHUNKS "嵌入的其他文档 %ld 个没有取来"
#define W_DOCX_NESTED "表中表 %ld 个已并入所在单元格，请核对"
#define W_DOCX_RUBIES "拼音标注 %ld 处已略去"
#define W_DOCX_SNIPPET "：“%s%s”"

/* Ledgers: what should stand in a cell follows 「应为」. */
#define W_LEDGER_PLACE "第 %ld 行 %s 列“%s”"
#define W_LEDGER_EMPTY "（空）"
#define W_LEDGER_NOT_EMPTY "有内容"
#define W_LEDGER_DATE "日期，如 2026-11-20"
#define W_LEDGER_TIME "日期和时间，如 2026-11-20 09:30"
#define W_LEDGER_ONE_OF "以下之一：" /* names with W_LIST_COMMA */
#define W_LEDGER_AND_SO_ON "等"
#define W_LEDGER_INTEGER "整数（不带“约”“余”等字样）"
#define W_LEDGER_MONEY "以元为单位的金额，如 1234.50"
#define W_LEDGER_AT_MOST "不超过 %d 字"
#define W_LEDGER_AS_TEXT "文本格式的编号"
#define W_LEDGER_GOOD_TEXT "完好的文字"
#define W_LEDGER_NO_ERROR "可用的内容"
#define W_LEDGER_VISIBLE "可见工作表"

#endif
