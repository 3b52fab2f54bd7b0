/* duty.h - 值班表: who is on duty on which day. */
#ifndef STORE_RECORD_DUTY_DUTY_H
#define STORE_RECORD_DUTY_DUTY_H

#include "store/record/desk/desk.h"

struct duty {
	int32_t day;
	int64_t ver;             /* as read: to be given back when it is changed; 0: nobody was ever entered */
	int64_t officer, leader; /* 值班员, 带班领导; 0: nobody */
	char officer_name[64], leader_name[64];
};
/* The days of [from, to] that were ever entered, in their order; free() the list. */
enum z duty_list(struct desk *d, int32_t from, int32_t to, struct duty **list, int *n, struct error *e);
/* Who is on duty at the instant; on->day is set also where nobody is. */
enum z duty_at(struct desk *d, int64_t instant, struct duty *on, struct error *e);
/* The instant at which the duty that runs now ends. */
int64_t duty_until(const struct desk *d);
/* Whether it is this officer's, as 值班员 or 带班领导. */
static inline bool duty_is(const struct duty *on, int64_t officer)
{
	return officer && (on->officer == officer || on->leader == officer);
}

/* Every day of [from, to] gets these; officer 0: nobody.  By 办公室 or 管理员.  seen: the days as they were read, in their order; one
 * that somebody has changed since is R_ROW_STALE, and nothing is changed then. */
struct duty_in {
	int32_t from, to;
	int64_t officer, leader;
};
enum z duty_set(struct desk *d, const struct duty_in *in, const struct duty *seen, int n, struct error *e);
/* Whoever left is on duty no more, from the day on which he did: inside the operation. */
enum z duty_leavers(struct desk *d, struct error *e);

/* ------------------------------------------------------------ from a list */
enum duty_column { DUTY_DAY, DUTY_OFFICER, DUTY_LEADER, DUTY_COLUMNS };
enum duty_done { DUTY_NEW, DUTY_SAME, DUTY_CHANGED };
struct duty_line {
	int line;                    /* where it stands, for messages */
	const char *cell[DUTY_COLUMNS]; /* as written: 2026-11-21 or 11月21日, 姓名 or 登录名, the same or "" */
	struct duty was, now;        /* now.day DAY_NONE: unreadable */
	enum duty_done done;
	bool ok;
	bool unread;                 /* no line of a roster: refused as it was read */
	enum duty_column wrong;      /* which cell the refusal is about */
	struct error error;
};
enum { DUTY_DRY = 1, DUTY_REPLACE = 2 };
/* Each line alone is taken or refused (its error); flags: DUTY_DRY nothing is written, DUTY_REPLACE a day that has
 * somebody else gets the new one (as long as nobody changed it since these lines were tried), otherwise its line is refused.  *good: how many were taken. */
enum z duty_import(struct desk *d, struct duty_line *lines, int n, int flags, int *good, struct error *e);
/* Pasted lines 日期/姓名 or 日期/值班员/带班领导, separated by tab, comma, / or blanks, with or without a day of the week; a
 * heading says which name comes first.  *lines: free with duty_lines_free. */
enum z duty_paste_read(const char *text, struct duty_line **lines, int *n, struct error *e);
void duty_lines_free(struct duty_line *lines, int n);
#endif
