/* words.h - how periods are written. */
#ifndef STORE_VIEW_WORDS_H
#define STORE_VIEW_WORDS_H

#define W_PERIOD_WEEK "%d年第%d周（%d月%d日至%d月%d日）"
#define W_PERIOD_MONTH "%d年%d月"
#define W_PERIOD_QUARTER "%d年第%d季度"
#define W_PERIOD_FIRST_HALF "%d年上半年"
#define W_PERIOD_SECOND_HALF "%d年下半年"
#define W_PERIOD_YEAR "%d年"
#define W_PERIOD_DAYS "%d年%d月%d日至%d月%d日"
#define W_PERIOD_DAYS_YEARS "%d年%d月%d日至%d年%d月%d日"
#endif
