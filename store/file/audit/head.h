/* head.h - the last row of the audit chain, as it is printed on reports and backups.  Names no database, so that
 * whoever stands above the store can hand one over. */
#ifndef STORE_FILE_AUDIT_HEAD_H
#define STORE_FILE_AUDIT_HEAD_H

#include <stdbool.h>
#include <stdint.h>

#include "store/base/hash.h"

struct audit_head {
	int64_t seq; /* 0: empty */
	int64_t at;
	struct hash hash;
	int digits; /* of the hash that are known, from the front: as much as somebody typed; 0: all */
};
const char *audit_head_text(const struct audit_head *h, char buf[96]); /* "1042:9f3c..." all 64 digits */
/* "1042:9f3c…" with 8 to 64 digits of the hash, - and blanks between them as they like; 0, or -1 if it is none. */
int audit_head_parse(const char *text, struct audit_head *h);
/* Whether the known digits of wanted are those of the hash. */
bool audit_head_is(const struct audit_head *wanted, const struct hash *hash);
#endif
