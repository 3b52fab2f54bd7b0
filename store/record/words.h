/* words.h - names of fields and the few words that the records write into the file themselves; refusals stand in refusal.def. */
#ifndef STORE_RECORD_WORDS_H
#define STORE_RECORD_WORDS_H

/* ---- fields, as refusals name them ---- */
#define W_FIELD_BUREAU "单位名称"
#define W_FIELD_NAME "姓名"
#define W_FIELD_POST "职务"
#define W_FIELD_LOGIN "登录名"
#define W_FIELD_OS_USER "系统账号"
#define W_FIELD_OFFICE "股室名称"
#define W_FIELD_DUTY "值班员"
#define W_FIELD_PASS "口令"
#define W_FIELD_REASON "理由"
#define W_FIELD_CATEGORY "分类名称"
#define W_FIELD_CHANNEL "渠道名称"
#define W_FIELD_CATALOG "栏目名称"
#define W_FIELD_PHRASE "常用意见语"
#define W_FIELD_CHECK "审核要点"
#define W_FIELD_SOURCE "日历来源"
#define W_FIELD_KEYWORDS "关键词"
#define W_FIELD_URL "链接"

/* ---- what those who wait for the file are told: who, what ---- */
#define W_AT_WORK "%s正在%s"

/* ---- what a new desk begins with ---- */
#define W_GENERAL_OFFICE "办公室"
#define W_ALL_OFFICES "全部"
#define W_ERASED "〔已清除〕"
#define W_MIGRATED_MARK "迁"

/* ---- values of a correction ---- */
#define W_VALUE_AND "、"
#define W_VALUE_EMPTY "（空）"
#define W_VALUE_CHANGES "%s → %s" /* the old and the new one */
#define W_VALUE_REASON "%s：%s"

/* ---- who came first, where that is not known more exactly ---- */
#define W_SOMEONE "其他人"
#define W_CHANGED "修改"
#define W_JUST_NOW "刚才"

/* ---- the duty roster ---- */
#define W_DUTY_STALE "%s值班（现在是%s）"
#define W_DUTY_NOBODY "无人"
/* parts of the headings of a roster */
#define W_DUTY_HEAD_DAY "日期"
#define W_DUTY_HEAD_ON "值班"
#define W_DUTY_HEAD_LEADER "带班"
#define W_DUTY_HEAD_PHONE "电话"
/* what a pasted date is written with, and how a day of the week begins */
#define W_DUTY_DATE_MARKS "年", "月", "日"
#define W_DUTY_WEEKDAYS "一二三四五六日天"
#define W_DUTY_WEEKDAY_STARTS "周", "星期", "礼拜", "（周", "(周", "（星期", "(星期"
/* behind the explanation of a limit of hours */
#define W_DUTY_CLOCK "按小时计的时限不分昼夜，提醒值班人员：%s 值班员%s%s%s。"
#define W_DUTY_CLOCK_LEADER "，带班领导"
#define W_DUTY_CLOCK_NOBODY "按小时计的时限不分昼夜，提醒值班人员；%s 无人值班，请办公室在“设置·值班表”里排人。"

/* ---- tickets ---- */
#define W_OWN_PLATFORM "本单位" /* platform of numbers that we draw ourselves */
#define W_OWN_NUMBER "12345-%d-%04lld"
#define W_FIELD_TICKET_NUMBER "工单编号"
#define W_FIELD_PLATFORM "热线平台"
#define W_FIELD_TICKET_TITLE "工单标题"
#define W_FIELD_TICKET_BODY "诉求内容"
#define W_FIELD_TOPIC "事项名称"
#define W_FIELD_TICKET_SOURCE "诉求渠道"
#define W_FIELD_PLACE "事发地"
#define W_FIELD_CALLER_NAME "来电人姓名"
#define W_FIELD_CALLER_PHONE "来电号码"
#define W_FIELD_CALLER_ID "证件号码"
#define W_FIELD_CALLER_ADDRESS "来电人地址"
#define W_FIELD_CALLER_SEX "性别"
#define W_FIELD_APPLICANT_NAME "申请人姓名（名称）"
#define W_FIELD_APPLICANT_PHONE "申请人电话"
#define W_FIELD_APPLICANT_ID "证件号码"
#define W_FIELD_APPLICANT_ADDRESS "申请人地址"
#define W_FIELD_APPLICANT_AGENT "法定代表人、代理人"
#define W_FIELD_APPLICANT_EMAIL "电子邮箱"
#define W_FIELD_INSTRUCTION "督办要求"
#define W_FIELD_RESULT "督办结果"
#define W_FIELD_ASSIST "协办事项"
#define W_FIELD_ASSIST_DONE "协办回复"
#define W_FIELD_URGE "催办内容"
#define W_FIELD_TOLD "告知内容"
#define W_FIELD_ANSWER "公开答复"
#define W_FIELD_NOTE "内部办理情况"
#define W_FIELD_UNSOLVED "未解决原因"
#define W_FIELD_TICKET_OPINION "核稿意见"
#define W_FIELD_VALUE "平台事实"
#define W_FIELD_HEADER "表头"
#define W_ENTERED_UNSET "未填"
#define W_FIELD_FIGURE_SOURCE "数据来源"
#define W_FIELD_REPORT_TEXT "报表文字"
/* what to do where a report's state does not allow an act */
#define W_REPORT_EDIT_NOT "要改的，待核的请先撤回，已核定的请用更正。"
#define W_REPORT_SEND_NOT "草稿才能送核。"
#define W_REPORT_RECALL_NOT "送核以后、核定以前才能撤回。"
#define W_REPORT_CHECK_NOT "送核以后才能核定或者退回。"
#define W_REPORT_CORRECT_NOT "核定以后才需要更正，草稿可以直接改。"
#define W_EXTRA_OFFICE "承办单位" /* name of an extra field: an office that the desk has not got */
#define W_FACT_CHANGED "%s：%s → %s"
#define W_FACT_REPLACED "%s已更新"
#define W_MARKED "以平台为准："
#define W_UNMARKED "可以手工登记："
#define W_EXTEND_ASKED "申请延期%d个工作日：%s"
#define W_CONTACTED "%s 联系群众，是否联系上：%s"
#define W_CLOCK_SIGN "签收时限"
#define W_CLOCK_RETURN "退单时限"
#define W_CLOCK_INNER "内部时限"
#define W_CLOCK_OUTER "办结时限"
#define W_CLOCK_MOVED "%s%s：%s → %s"
#define W_CLOCK_OPEN "日历未定"
#define W_CLOCK_DAYS "%d个工作日"
#define W_CLOCK_HOURS "%d小时"
#define W_CLOCK_EXTENDED "，另准予延期%d个工作日"
#define W_CLOCK_PLATFORM "以平台的办结期限为准：%s。"
#define W_CLOCK_MIGRATED "迁入的工单，在本系统没有时限。"
#define W_CLOCK_WHY "%s：%s·%s %s%s，自 %s 起算，到 %s。"
#define W_CLOCK_WHY_OPEN "%s：%s·%s %s%s，自 %s 起算；日历未定，按周一至周五估计到 %s，不作数。"

/* ---- requests ---- */
#define W_TASK_NUMBER "任-%d-%04lld"
#define W_FIELD_TASK_PLACE "序号"
#define W_FIELD_TASK_TITLE "工作任务"
#define W_FIELD_TASK_BODY "具体要求"
#define W_FIELD_TASK_SOURCE "来源"
#define W_FIELD_TASK_OFFICE "牵头股室"
#define W_FIELD_TASK_HELPERS "配合股室"
#define W_FIELD_TASK_DUE "时限"
#define W_FIELD_TASK_WHAT "完成情况"
#define W_REQUEST_NUMBER "依-%d-%04lld"
#define W_FIELD_REQUEST_BODY "申请内容"
#define W_FIELD_REQUEST_RECEIPT "提出方式和日期"
#define W_FIELD_REQUEST_APPLICANT "申请人类型"
#define W_FIELD_REQUEST_OFFER "提供和获取方式"
#define W_FIELD_REQUEST_PERSON "申请人信息"
#define W_FIELD_REQUEST_NOTE "记事内容"
#define W_FIELD_REQUEST_ANSWERED "答复日期"
#define W_TICKET_BECAME "%s已登记为公开申请 %s" /* the stop that the text before it lacks */
#define W_REQUEST_RECEIVED "%s：%s收到。"
#define W_REQUEST_UNCONFIRMED "%s：申请%s到达，还没有确认，答复期限没有起算。"
#define W_REQUEST_TERM "收到之日起%d个工作日内答复（条例第三十三条第二款）：%s收到，次日起算，到%s。"
#define W_REQUEST_TERM_OPEN "收到之日起%d个工作日内答复（条例第三十三条第二款）：%s收到，次日起算；日历未定，按周一至周五估计到%s，不作数。"

#endif
