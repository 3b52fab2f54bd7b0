/* audit_head.h - the last row of the audit chain, as it is printed on reports and backups.  Names no database, so that
 * whoever stands above the store can hand one over. */
#ifndef STORE_FILE_AUDIT_HEAD_H
#define STORE_FILE_AUDIT_HEAD_H

#include <stdint.h>

#include "store/base/hash.h"

struct audit_head {
	int64_t seq; /* 0: empty */
	int64_t at;
	struct hash hash;
};
const char *audit_head_text(const struct audit_head *h, char buf[96]); /* "1042:9f3c..." all 64 digits */
int audit_head_parse(const char *text, struct audit_head *h);          /* 0, -1 */
#endif
