/* trail_words.h - the rows of an item's trail in words: who did what, when, for whom.  Shared by
 * preview, reading view and the trail page; knows no screen. */
#ifndef TUI_PANE_TRAIL_WORDS_H
#define TUI_PANE_TRAIL_WORDS_H

#include "store/store.h"

enum { WHO_BYTES = 200, WHAT_BYTES = 300, CODE_BYTES = 16 /* short_hash() */ };

/* "11-19 16:40" of an instant of this year, else with the year. */
const char *trail_time(const struct desk *d, int64_t at, char buf[24]);
/* 复审丙, 复审丙（代领导丁）, 领导丁（纸签，经办甲录入） */
const char *trail_who(const struct trail_row *r, char buf[WHO_BYTES]);
/* "初审通过", "退回初审 [11]错敏词…", "已上线 政府网站" */
const char *trail_what(const struct trail_row *r, char buf[WHAT_BYTES]);
/* What was said with it, or the address where it is; "" for none. */
const char *trail_said(const struct trail_row *r);

/* The signature of a tier on this revision that stands (review_standing says whether one does): an
 * index, -1 none. */
int trail_signature(const struct trail *t, int tier, const struct hash *h);
/* "复审丙（代领导丁） 11-19 16:40"; of a 纸签 who signed, who entered, who confirmed. */
void trail_signed(const struct desk *d, const struct trail *t, int row, char *buf, size_t cap);
/* The row that explains why the item stands where it stands: the return, the referral, the
 * emergency, the 纸签 that waits, the platform's refusal.  -1: nothing to explain. */
int trail_cause(const struct trail *t, int state);
/* The last return of the item, -1 none. */
int trail_last_return(const struct trail *t);
/* The 纸签 that waits for a second person, -1 none. */
int trail_paper_open(const struct trail *t);
#endif
