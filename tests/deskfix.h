/* deskfix.h - a test desk with a small bureau and one opened handle for each person in it.
 *
 *	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
 *	assert_ok(item_create(f->clerk, &text, &reg, &id, &e));
 *	assert_refused(review_pass(f->clerk, ...), R_PERMIT_WHO);
 *	deskfix_close(&f);
 *
 * The bureau: 某县林业局 with 办公室 and 资源保护股.  Everybody's passphrase is DESKFIX_PASS.  Files stand in a directory of its
 * own, which goes with deskfix_close; heads are remembered inside it. */
#ifndef TESTS_DESKFIX_H
#define TESTS_DESKFIX_H

#include "store/store.h"

#define DESKFIX_PASS "correct horse"

struct deskfix {
	char dir[96], path[128];
	struct desk *admin;   /* 管理员己, login "admin": 管理员 and 经办, 办公室 */
	struct desk *clerk;   /* 经办甲, "jia": 经办 of 资源保护股 */
	struct desk *first;   /* 初审乙, "yi": tier 1 for 资源保护股 */
	struct desk *second;  /* 复审丙, "bing": tier 2 for all, 办公室 */
	struct desk *third;   /* 领导丁, "ding": tier 3 for all */
	struct desk *publish; /* 发布员戊, "wu": 发布员, 经办 and 办公室 */
	int64_t admin_id, clerk_id, first_id, second_id, third_id, publish_id;
	int64_t office, general; /* 资源保护股, 办公室 */
};

/* now: the pinned clock "2026-11-20T09:00:00"; NULL: the system's.  Fails the running test if anything is refused. */
struct deskfix *deskfix_open(const char *now);
void deskfix_close(struct deskfix **f);
/* For cmocka_unit_test_setup_teardown(): *state is a struct deskfix at 2026-11-20T09:00:00. */
int deskfix_start(void **state);
int deskfix_stop(void **state);
/* The pinned clock of all handles of the fixture. */
void deskfix_time(struct deskfix *f, const char *now);
/* One more handle, logged in with DESKFIX_PASS; the caller's to close with desk_close. */
struct desk *deskfix_login(struct deskfix *f, const char *login);
/* One more officer with DESKFIX_PASS. */
int64_t deskfix_officer(struct deskfix *f, const char *login, const char *name, int64_t office, unsigned roles);

/* One row of 迁入 more in the batch that f->publish has begun: published in 2024, on another day for each i. */
void deskfix_take_over(struct deskfix *f, const char *title, const char *office, int i);

/* An operation that must succeed, or be refused with this sentence; e is a struct error of the caller's that call
 * fills. */
#define assert_ok(call) deskfix_assert((call), &e, -1, __FILE__, __LINE__)
#define assert_refused(call, code) deskfix_assert((call), &e, (int)(code), __FILE__, __LINE__)
void deskfix_assert(enum z z, const struct error *e, int code, const char *file, int line);

/* The audit chain and every register row agree; each fault is printed. */
#define assert_sound(desk) deskfix_sound((desk), __FILE__, __LINE__)
void deskfix_sound(struct desk *d, const char *file, int line);
/* `zwgk check` finds nothing; what it finds is printed. */
#define assert_clean(desk) deskfix_clean((desk), __FILE__, __LINE__)
void deskfix_clean(struct desk *d, const char *file, int line);

#endif
