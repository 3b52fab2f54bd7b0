/* facts.h - what can be told about the file itself: for `zwgk doctor` and for whoever asks where things lie. */
#ifndef STORE_VIEW_FACTS_H
#define STORE_VIEW_FACTS_H

#include "store/record/desk/desk.h"

struct desk_facts {
	char sqlite[32], journal[16]; /* version of the linked library; "delete" or "wal" */
	bool wal_safe;                /* this version may use WAL with several processes (sqlite.org/wal.html) */
	int64_t bytes, free_bytes;    /* of the file; left on its disk, -1 unknown */
	int schema;
	int64_t items, audits;
	int officers, admins;         /* active */
	int without_pass;             /* active officers that cannot log in: neither passphrase nor system account */
	char newest_backup[512];      /* in the folder beside the desk, "" if there is none */
};
enum z desk_facts(struct desk *d, struct desk_facts *f, struct error *e);
/* The library's version without a desk. */
const char *facts_sqlite(bool *wal_safe);
#endif
