/* people.h - offices, officers, seats, delegations, passphrases. */
#ifndef STORE_RECORD_PEOPLE_PEOPLE_H
#define STORE_RECORD_PEOPLE_PEOPLE_H

#include "store/record/desk/desk.h"
#include "store/rule/item/tier.h"

/* ------------------------------------------------------------ offices */
struct office {
	int64_t id, ver;
	char name[64];
	int kind;
	bool active;
	int officers; /* active ones */
};
enum z office_add(struct desk *d, const char *name, int kind, int64_t *id, struct error *e);
enum z office_edit(struct desk *d, int64_t id, int64_t ver, const char *name, int kind, bool active, struct error *e);
enum z office_list(struct desk *d, bool all, struct office **list, int *n, struct error *e); /* free() the list */
int64_t office_by_name(struct desk *d, const char *name); /* 0: none */

/* ------------------------------------------------------------ officers */
struct officer {
	int64_t id, ver, office;
	char login[64], name[64], post[64], office_name[64], os_user[64];
	unsigned roles;
	bool active, has_pass, fresh;
	int32_t left_on;
	unsigned tiers; /* bit t: holds a seat of tier t now */
};
struct officer_in {
	const char *login; /* NULL or "": made from the name's pinyin initials and a number */
	const char *name, *post, *os_user;
	int64_t office;
	unsigned roles;
};
/* The first passphrase is made by the program (12 characters, easily read aloud) and must be changed at the first
 * login; it is returned once in secret. */
enum z officer_add(struct desk *d, const struct officer_in *in, int64_t *id, char secret[32], struct error *e);
enum z officer_edit(struct desk *d, int64_t id, int64_t ver, const struct officer_in *in, struct error *e);
/* Leaver: seats and delegations end, os user is untied, never deleted; the last administrator cannot leave. */
enum z officer_leave(struct desk *d, int64_t id, int64_t ver, struct error *e);
enum z officer_reset(struct desk *d, int64_t id, char secret[32], struct error *e);
/* Own passphrase: old is checked unless there is none; at least 8 characters, not the login or name. */
enum z officer_set_pass(struct desk *d, const char *old, const char *now, struct error *e);
/* Whether now could be his new one, before it is typed again; old is not checked. */
enum z officer_pass_fits(struct desk *d, const char *old, const char *now, struct error *e);
enum z officer_list(struct desk *d, bool all, struct officer **list, int *n, struct error *e);
enum z officer_load(struct desk *d, int64_t id, struct officer *o, struct error *e);
int64_t officer_by_login(struct desk *d, const char *login);
/* Pasted lines 姓名/股室/职务 (separated by tab, comma, 、 / or blanks): each line parsed; offices that do not exist are
 * created; 职务 decides default seats: 股室负责人·股长·主任(of 办公室)…; dry: nothing is written.  Rows are reported through
 * line(). */
struct people_line {
	int line;
	char name[64], office[64], post[64], login[64], secret[32];
	unsigned roles, tiers;      /* what the post suggests */
	bool ok;
	struct error error;
};
enum z people_paste(struct desk *d, const char *text, bool dry, void (*line)(void *ctx, const struct people_line *l),
        void *ctx, struct error *e);

/* ------------------------------------------------------------ seats and delegations */
struct seat {
	int64_t id, officer, office;
	int tier, class;
	int64_t from_at, to_at;
	char officer_name[64], office_name[64]; /* office_name "全部" for 0 */
};
enum z seat_grant(struct desk *d, int64_t officer, int tier, int64_t office, int class, int64_t *id, struct error *e);
enum z seat_end(struct desk *d, int64_t seat, struct error *e);
enum z seat_list(struct desk *d, bool ended, struct seat **list, int *n, struct error *e);
struct delegation {
	int64_t id, principal, delegate;
	int32_t from_day, to_day;
	int64_t revoked_at;
	char principal_name[64], delegate_name[64], reason[200];
};
/* Never backdated: from_day is today or later.  By the principal himself, or 办公室 or 管理员 from the duty list. */
enum z delegation_add(struct desk *d, int64_t principal, int64_t delegate, int32_t from_day, int32_t to_day,
        const char *reason, int64_t *id, struct error *e);
enum z delegation_end(struct desk *d, int64_t id, struct error *e);
enum z delegation_list(struct desk *d, bool ended, struct delegation **list, int *n, struct error *e);

/* 人岗检查: every office and document class that nobody can legally pass, in words for the table of pane 0; before them a
 * role without which nothing gets out of the house or into it, if nobody at all has it. */
struct post_gap {
	unsigned role;      /* ROLE_CLERK, ROLE_PUBLISH: then all below is 0 and "" */
	int64_t office;
	char office_name[64];
	int class;
	int tier;           /* the first that cannot be filled with different people */
	char author[64];    /* for this author; "" for any */
};
enum z post_check(struct desk *d, struct post_gap **list, int *n, struct error *e);
#endif
