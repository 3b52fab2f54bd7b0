/* inside.h - what writing and verifying the chain share. */
#ifndef STORE_FILE_AUDIT_INSIDE_H
#define STORE_FILE_AUDIT_INSIDE_H

#include "store/file/audit/audit.h"
#include "store/file/db_inside.h"
#include "store/file/rowset.h"

enum { REF_BYTES = 1 + 8 + HASH_BYTES };

struct audit_row {
	int64_t seq, at, officer, principal, action, subject; /* officer, principal: 0 stands for NULL */
	const void *refs;
	size_t refs_bytes;
};
/* All of the row but its predecessor's hash, which audit_hash_end adds: so a walk from the end backwards needs no row
 * twice. */
void audit_hash_begin(struct hasher *h, const struct audit_row *r);
void audit_hash_end(struct hasher *h, const struct hash *before, struct hash *out);
/* Columns seq, at, officer, principal, action, subject, refs, hash of q; false if one has a type it cannot have. */
bool audit_row_read(sqlite3_stmt *q, struct audit_row *r, struct hash *hash);
#define AUDIT_COLUMNS "seq, at, officer, principal, action, subject, refs, hash"

void audit_ref_write(uint8_t out[REF_BYTES], int table, int64_t id, const struct hash *digest);
void audit_ref_read(const uint8_t in[REF_BYTES], int *table, int64_t *id, struct hash *digest);
bool audit_known_table(int table);
bool audit_is_cache(int table, const char *column); /* not in the digest */
void audit_row_begin(struct hasher *h, int table);   /* the columns follow */
#endif
