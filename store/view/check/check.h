/* check.h - `zwgk check`: the file, the invariants of design 4, the audit chain, the caches;
 * everything recounted. */
#ifndef STORE_VIEW_CHECK_CHECK_H
#define STORE_VIEW_CHECK_CHECK_H

#include "store/file/audit/head.h"
#include "store/record/desk/desk.h"

struct check_found {
	enum refusal code; /* sentence with arguments in error */
	struct error error;
	int invariant; /* number in design 4; 0: file or cache */
	int64_t item;  /* that it is about; 0: none */
};
struct check_result {
	int64_t items, revisions, reviews, audits, tickets;
	int found;
};
/* expected NULL: none given.  Pages by key; no read is held open.  found returning false stops. */
enum z check_run(struct desk *d, const struct audit_head *expected,
        bool (*found)(void *ctx, const struct check_found *f), void *ctx, struct check_result *r,
        struct error *e);
/* 管理员 only, and only where check finds something to mend (else R_REPAIR_FINE): counters, cached due dates and channels
 * that are awaited, the full-text index are counted anew from the records.  Nothing that counts is changed; one audit
 * row. */
struct repair_result {
	int64_t figures, items, indexed; /* counters put right, items, items indexed anew */
};
enum z check_repair(struct desk *d, struct repair_result *r, struct error *e);
#endif
