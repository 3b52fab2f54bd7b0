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

#endif
