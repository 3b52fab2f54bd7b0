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

/* ---- man page ---- */
#define W_MAN_KEYS "按键"

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
#define W_PICK_KEYS "输入文字或拼音首字母筛选 Enter选定 Esc返回"
#define W_PICK_KEYS_MANY "输入文字或拼音首字母筛选 空格标记 Enter完成 Esc返回"
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
#define W_MARKED "已选 %zu"
#define W_BULK_TITLE "对 %zu 件“%s”"
#define W_BULK_DONE "“%s”：办成 %zu 件，未办 %zu 件。"
#define W_BULK_LINE_OK "%s  已办"
#define W_BULK_LINE_NO "%s  未办：%s"
#define W_ASK_ACT "%s：%s"
#define W_NO_SUCH_KEY "这里没有这个键。按 ? 看能用的键，按 : 找操作。"

/* ---- dialogs ---- */
#define W_DIALOG_CANCEL "取消"
#define W_DIALOG_OK "确定"
#define W_DIALOG_OTHER_KEY "为防误按，请改用别的键确认（如方向键、数字或 F2）。"
#define W_DIALOG_NOT_THE_WORD "没有执行：请一字不差地输入“%s”，或按 Esc 取消。"
#define W_DIALOG_KEYS_MESSAGE "Enter 或 Esc 关闭"
#define W_DIALOG_KEYS_CONFIRM "←→ 选择，Enter 执行所选，Esc 取消"
#define W_DIALOG_KEYS_TYPED "输入“%s”后按 Enter 执行，Esc 取消"
#define W_DIALOG_KEYS_TYPED_F2 "输入“%s”后按 F2 执行，Esc 取消"
#define W_DIALOG_KEYS_CHOICE "数字或方向键、Enter 选定，Esc 取消"
#define W_DIALOG_KEYS_PROMPT "Enter 确定，Esc 取消"
#define W_DIALOG_KEYS_HISTORY "Enter 确定，Esc 取消，↑↓ 以前输入过的"
#define W_PALETTE_TITLE "命令：输入名称或拼音首字母"
#define W_HELP_TITLE "帮助"
#define W_HELP_HEAD "%s：这里能做的事"
#define W_HELP_NOT_NOW "（现在不能：%s）"
#define W_HELP_MANUAL "———— 使用手册 ————"

/* ---- panes ---- */
#define W_PANE_QUEUE "发布队列"
#define W_PANE_REVIEW "三审"
#define W_PANE_SETTING "设置"

/* ---- lists of items ---- */
#define W_COL_NUMBER "编号"
#define W_COL_TITLE "标题"
#define W_COL_STATE "状态"
#define W_COL_HOLDER "当前办理"
#define W_COL_DUE "时限"
#define W_COL_OFFICE "股室"
#define W_COL_CATEGORY "信息分类"
#define W_COL_UPDATED "更新"
#define W_LIGHT_NONE "—"
#define W_LIGHT_ERRATA "勘误"
#define W_LIGHT_UNKNOWN "日历未定"
#define W_LIGHT_ESTIMATE "约%d日"
#define W_LIGHT_LATE "超%d日"
#define W_LIGHT_TODAY "今日"
#define W_LIGHT_LEFT "余%d日"
#define W_ERRATA_MARK "［勘误］"
#define W_SUPERSEDE_MARK "［替代］"
#define W_ROW_OF "第%lld/%lld%s行 "
#define W_ROWS "共%lld%s行 "
#define W_RULE_FILTER "筛选 %s"
#define W_RULE_SEARCH "检索 %s"
#define W_LIST_NO_HIT "没有符合的事项。\n按 / 改检索词，按 f 改筛选，清空后显示全部。"
#define W_PREVIEW_TITLE "预览"
#define W_PREVIEW_AUTO "预览：自动（窗口够大时显示）"
#define W_PREVIEW_BELOW "预览：在列表下方"
#define W_PREVIEW_BESIDE "预览：在列表右侧（窗口够宽时）"
#define W_PREVIEW_OFF "预览：关闭"
#define W_SCOPE_MINE "待我办"
#define W_SCOPE_OPEN "全部在办"
#define W_SCOPE_RELEASE "待发布"
#define W_SCOPE_OFFICE "本股室"
#define W_SCOPE_ALL "全部"
#define W_SCOPE_SIGN "待我审"
#define W_SCOPE_IN_REVIEW "全部在审"
#define W_SCOPE_EMERGENCY "紧急下线待复核"
#define W_SCOPE_SIGNED "我审过的"
#define W_EMPTY_MINE "没有等您办理的事项。\n按 F2 新建，F3 从文件新建，Tab 查看全部在办。"
#define W_EMPTY_OPEN "没有在办事项。\n按 F2 新建，按 Tab 换一个范围。"
#define W_EMPTY_RELEASE "没有等待发布的事项。\n签发后的事项会列在这里，按 g 生成发布包，上线后按 F9 登记。"
#define W_EMPTY_ALL "还没有事项。\n按 F2 新建，F3 从文件新建，I 从台账迁入历史事项。"
#define W_EMPTY_SIGN "没有等您审核的事项。\n按 Tab 查看全部在审和您审过的。"
#define W_EMPTY_IN_REVIEW "没有在审事项。"
#define W_EMPTY_EMERGENCY "没有等待复核的紧急下线。"
#define W_EMPTY_SIGNED "您还没有审核过事项。"

/* ---- questions ---- */
#define W_ASK_REQUIRED "这里不能为空：请填写后再确定，或按 Esc 返回。"
#define W_LINES_KEYS "Enter 确定 · 空白时按数字取常用语 · Esc 返回"
#define W_FILE_LABEL "文件或文件夹（填文件夹则从中选取）："
#define W_FILE_UP "上一级"
#define W_FILE_MISSING "没有文件“%s”。请核对路径。"

/* ---- reading ---- */
#define W_FIND_AGAIN_BACK "前面没有了，已从末尾查找。"
#define W_READER_STATUS "%zu-%zu行 共%zu行"
#define W_READER_MATCH " · 第%zu处 共%zu处"
#define W_READER_NO_STOP "这里没有改动或疑似问题可跳转。"
#define W_READER_LAST_STOP "后面没有改动了。"
#define W_READER_FIRST_STOP "前面没有改动了。"
#define W_DIFF_DELETED "〔删："
#define W_DIFF_DELETED_END "〕"
#define W_DIFF_SKIPPED "…… 此处 %zu 段没有改动 ……"

/* ---- progress ---- */
#define W_PROGRESS_CANCEL "Esc 停止"
#define W_PROGRESS_SURE "确定停止？再按一次 Esc 停止，按其他键继续。"
#define W_PROGRESS_STOPPING "正在停止，请稍候。"
#define W_PROGRESS_WAIT "这一步不能中断，请稍候。"

#endif
