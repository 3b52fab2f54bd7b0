/* words.h - the few words of the rules that are neither refusals (store/refusal.def) nor rows of a table. */
#ifndef STORE_RULE_WORDS_H
#define STORE_RULE_WORDS_H

/* ---- why a day is not counted ---- */
#define W_DAY_PAUSED "征求意见"

/* ---- what a cell of a calendar file must be ---- */
#define W_CALENDAR_DATE "日期（如 2027-10-01）"
#define W_CALENDAR_KIND " off（放假）或 work（调休上班）"
#define W_CALENDAR_NAME "节日名称（不超过13个字）"
#define W_CALENDAR_LINE_END "行尾"
#define W_CALENDAR_COLUMNS "三列 date,kind,name"
#define W_CALENDAR_KIND_CHINESE "“放假”或者“调休上班”"
#define W_CALENDAR_COLUMNS_CHINESE "三列：日期,类型,名称"
#define W_CALENDAR_COLUMN_DATE "日期"
#define W_CALENDAR_COLUMN_KIND "类型"
#define W_CALENDAR_COLUMN_NAME "名称"
#define W_CALENDAR_OFF "放假"
#define W_CALENDAR_WORK "上班"
#define W_CALENDAR_MOVED "调休上班"
#define W_WEEKDAYS "周一", "周二", "周三", "周四", "周五"

#endif
