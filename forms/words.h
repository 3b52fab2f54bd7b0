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

/* ---- command line ---- */

#define W_CMD_USAGE                                                                                                    \
	"政务公开工作台 zwgk\n\n"                                                                                         \
	"用法：zwgk [--db 文件] [--as 登录名]           打开工作台\n"                                                       \
	"      zwgk 命令 …                              不进入画面，直接办理\n\n命令：\n"
#define W_CMD_OPTIONS "\n选项：\n"
#define W_CMD_HELP_END                                                                                                 \
	"\n每个命令的用法见 zwgk 命令 --help。签字、退回、发布登记只在画面里办理。\n"                                          \
	"返回值：0 办成了；1 被拒绝，或者查出了问题；2 用法不对。\n"
#define W_CMD_VERB_HELP "用法：zwgk %s %s\n\n%s。\n"
#define W_CMD_TRY "用法：zwgk %s %s\n"
#define W_CMD_TRY_HELP "用法见 zwgk --help。\n"
#define W_CMD_RANGE "%ld 至 %ld 的整数"
#define W_CMD_WAITING "其他人正在写入，请稍候……\n"
#define W_CMD_PASSPHRASE "%s 的口令："
#define W_CMD_NOTHING "（没有写）"
#define W_CMD_YES "是"
#define W_CMD_PARTIAL "清单太长，只列出一部分。请用 --filter 缩小范围。\n"
#define W_CMD_UNKNOWN_CALENDAR "日历未定"
#define W_CMD_TODAY "今日"
#define W_CMD_LEFT "余%d日"
#define W_CMD_LATE "超%d日"

#define W_COL_NUMBER "编号"
#define W_COL_STATE "状态"
#define W_COL_DUE "时限"
#define W_COL_LEFT "剩余"
#define W_COL_HOLDER "当前办理"
#define W_COL_OFFICE "股室"
#define W_COL_CATEGORY "信息分类"
#define W_COL_CATALOG "栏目"
#define W_COL_ATTRIBUTE "公开属性"
#define W_COL_ONLINE "上线时间"
#define W_COL_TITLE "标题"
#define W_COL_SEQ "序号"
#define W_COL_AT "时间"
#define W_COL_OFFICER "人员"
#define W_COL_PRINCIPAL "委托人"
#define W_COL_ACTION "操作"
#define W_COL_HASH "校验值"
#define W_COL_LOGIN "登录名"
#define W_COL_NAME "姓名"
#define W_COL_POST "职务"
#define W_COL_ROLES "身份"
#define W_COL_TIERS "审核岗"
#define W_COL_OS_USER "系统账号"
#define W_COL_LEFT_ON "离岗日期"
#define W_COL_FRESH "更新期限"
#define W_COL_MIN_ITEMS "最少条数"
#define W_COL_ITEMS "现有条数"
#define W_COL_LAST_ONLINE "最近上线"
#define W_COL_MIGRATED "迁入"

#define W_DUE_IS "自 %s 起第 %ld 个工作日是 %s（%s）。\n"
#define W_DUE_COUNTED "  %s 第%2d个工作日  %s\n"
#define W_DUE_SKIPPED "  %s 不计：%s\n"

#define W_MAN_TITLE "政务公开工作台"
#define W_MAN_NAME "名称"
#define W_MAN_SYNOPSIS "用法"
#define W_MAN_SYNOPSIS_TEXT "[--db 文件] [--as 登录名] [命令 …]"
#define W_MAN_ABOUT "说明"
#define W_MAN_ABOUT_TEXT                                                                                               \
	"县级机关政务公开岗位用的终端程序：登记、三级审核、发布登记、统计。不带命令时打开画面。"                                   \
	"带命令时不进入画面，供打印、汇总和计划任务使用；命令和画面受同样的规则约束。涉密文件不得录入本程序。"
#define W_MAN_COMMANDS "命令"
#define W_MAN_OPTIONS "选项"
#define W_MAN_STATUS "返回值"
#define W_MAN_STATUS_TEXT "0 办成了；1 被拒绝，或者查出了问题；2 用法不对。出错时标准错误上有一句中文说明。"
#define W_MAN_FILES "文件"
#define W_MAN_FILES_TEXT                                                                                               \
	"工作台文件旁边的 backup 目录是每日备份，draft 目录是没有保存的文字；"                                                 \
	"每个账号的 ~/.local/state/zwgk 里记着审计链的末端，工作台文件被换成旧的会被发现。"

#endif
