/* check.h - `zwgk check`: the file, the invariants of design 4, the audit chain, the caches;
 * everything recounted. */
#ifndef STORE_VIEW_CHECK_H
#define STORE_VIEW_CHECK_H

#include "store/file/audit_head.h"
#include "store/record/desk.h"

struct check_found {
	enum refusal code; /* sentence with arguments in error */
	struct error error;
	int invariant; /* number in design 4; 0: file or cache */
};
struct check_result {
	int64_t items, revisions, reviews, audits;
	int found;
};
/* expected NULL: none given.  Pages by key; no read is held open.  found returning false stops. */
enum z check_run(struct desk *d, const struct audit_head *expected,
        bool (*found)(void *ctx, const struct check_found *f), void *ctx, struct check_result *r,
        struct error *e);
#endif
