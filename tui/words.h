/* words.h - every Chinese word the screen itself shows, by subject; refusals stand in store/refusal.def.
 *
 * One place, so that wording is reviewed in one place.  A sentence says what is wrong and what to do next. */
#ifndef TUI_WORDS_H
#define TUI_WORDS_H

/* ---- terminal ---- */
#define W_TERM_NO_TTY "这里不是终端，界面打不开：请在终端窗口里运行；批量办理请用命令（zwgk --help）。"
#define W_TERM_NO_SCREEN "终端类型 %s 打不开界面：请先执行 export TERM=xterm-256color 再试。"
#define W_TERM_NOT_UTF8 "系统没有设置 UTF-8，已自行改用 %s：请执行 export LANG=C.UTF-8，并把终端软件的字符集设为 UTF-8。"
#define W_TERM_NO_LOCALE "系统里没有可用的 UTF-8 区域设置，汉字会显示为空白：请安装 C.UTF-8 或 zh_CN.UTF-8。"
#define W_TERM_WIDE "终端把省略号、引号画成两列宽，框线已改用简单字符：可在终端软件里关闭“歧义字符按双宽显示”。"
#define W_TERM_EMPTY "（空）"
#define W_TERM_UNKNOWN "不认识终端类型 %s，已按 xterm-256color 显示：如画面错乱，请设 TERM。"
#define W_TERM_BROKEN "收到了不是 UTF-8 的字节：请把终端软件的字符集（编码）设为 UTF-8。"

/* ---- keys, as shown in the key bar and in help ---- */
#define W_KEY_SPACE "空格"
#define W_KEY_PASTE "粘贴"
#define W_KEY_MOUSE "鼠标"

/* ---- layout ---- */
#define W_LAYOUT_TOO_SMALL "窗口太小：现在 %d 列 %d 行，至少要 %d 列 %d 行。请拉大窗口，内容不会丢失。"

/* ---- list ---- */
#define W_LIST_EMPTY "没有记录"

/* ---- text: editor and fields ---- */
#define W_EDIT_READ_ONLY "这里只能查看，不能修改。"
#define W_EDIT_NO_CHOICE "还没有选中文字：按住 Shift 移动光标选取，或按 Ctrl-A 全选。"
#define W_EDIT_FULL_CHARS "最多 %zu 个字，这次输入没有加入：请先删减再输入。"
#define W_EDIT_FULL_BYTES "正文最多 %zu KB，这次输入没有加入：请先删减，或改作附件。"
#define W_EDITOR_STATUS "第%d段 共%d段 · %zu字"
#define W_EDITOR_CHOSEN " · 已选%zu字"
#define W_FIND_LABEL " 查找："
#define W_FIND_NOTHING "没有找到“%s”：可换个说法再查。"
#define W_FIND_AGAIN "后面没有了，已从头查找。"

/* ---- pick list ---- */
#define W_PICK_FILTER "筛选："
#define W_PICK_COUNT "%zu/%zu"
#define W_PICK_KEYS " 输入文字或拼音首字母筛选 Enter选定 Esc返回"
#define W_PICK_KEYS_MANY " 输入文字或拼音首字母筛选 空格标记 Enter完成 Esc返回"
#define W_PICK_NOTHING_LEFT "没有符合的：请退格后重新输入。"
#define W_PICK_EMPTY "这里还没有可选的内容：按 Esc 返回。"

/* ---- entry form ---- */
#define W_FORM_DATE "如 2026-11-20"
#define W_FORM_AND "、"
#define W_FORM_YES "是"
#define W_FORM_NO "否"
#define W_FORM_ARROW "▾"
#define W_FORM_MISSING "请填写%s。"
#define W_FORM_CHOOSE "请选择%s：按 Enter 打开列表。"
#define W_FORM_NO_DATE "“%s”不是日期：请写成 2026-11-20 或 2026年11月20日。"
#define W_FORM_WRONG "%s填写有误，请核对。"
#define W_FORM_NOT_YET "还没有保存：请先改正标出的栏目。"
#define W_FORM_LAST "已是最后一栏：按 F2 保存，按 Esc 返回。"

/* ---- application frame ---- */
#define W_APP_TITLE "政务公开工作台"
#define W_APP_DEMO " [演示]"
#define W_APP_TEST " [测试]"
#define W_LOG_EMPTY "还没有提示。\n"
#define W_NO_ROW "这里没有选中的事项。请先移动到一行上。"
#define W_MARKED "已选 %zu"
#define W_BULK_TITLE "对 %zu 件“%s”"
#define W_BULK_DONE "“%s”：办成 %zu 件，未办 %zu 件。"
#define W_BULK_LINE_OK "%s  已办"
#define W_BULK_LINE_NO "%s  未办：%s"
#define W_ASK_ACT "%s：%s"
#define W_NO_SUCH_KEY "这里没有这个键。按 ? 看能用的键，按 : 找操作。"

#endif
