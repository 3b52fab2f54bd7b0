/* batch.h - an import of tickets that is going on; for ticket/import.c, ticket/gather.c and ticket/reimport.c. */
#ifndef STORE_RECORD_TICKET_BATCH_H
#define STORE_RECORD_TICKET_BATCH_H

#include "store/base/aside.h"
#include "store/file/audit/ahead.h"
#include "store/file/feed.h"
#include "store/file/rowset.h"
#include "store/record/ticket/inner.h"

struct batch_office {
	int64_t id;
	char *name;
};
/* Of platform and number of all that were gathered; a false alarm only costs time.  Half of the places are empty. */
struct ticket_keys {
	uint32_t *at;
	size_t n, cap;
};
/* New tickets that go into the file together. */
enum { TICKETS_GATHERED = 512 };
struct ticket_load {
	struct content_feed *content;
	struct feed tickets, people;
	struct arena memory; /* their texts */
	int64_t first, first_person; /* ids */
	size_t n, people_n;
	struct hash ticket_d[TICKETS_GATHERED], person_d[TICKETS_GATHERED];
	enum z z;      /* how their writing ended */
	struct error why;
};
/* While one load is written, the next one is gathered. */
struct ticket_gathered {
	struct ticket_load load[2];
	int filling; /* which of them */
	struct ticket_writing {
		struct aside aside;
		struct desk *d;
		struct ticket_load *load; /* NULL: none */
	} writing;
	struct ticket_keys keys;
	struct audit_plan *ticket_plan, *person_plan;
	int64_t next, next_person; /* ids */
	int64_t first; /* of the first that was written, 0 none: no other is written before the batch ends */
};
_Static_assert(2 * TICKETS_GATHERED <= CONTENT_FEED, "a body and a caller each");

struct ticket_batch {
	int64_t id, rows;
	bool dry;
	void (*changed)(void *ctx, const char *number, const struct ticket_change *c, int n);
	void *ctx;
	struct hash secret;
	struct ticket_limit limit[KIND_END][URGENCY_END];
	struct batch_office *offices;
	size_t offices_n;
	struct stat_moves moves;
	struct rowmap met; /* tickets that a row of this file named */
	bool first;        /* there was no ticket before it */
	struct ticket_gathered gathered;
	enum z broken; /* Z_OK, or why rows that were taken could not be written */
	struct error why;
};

/* A row as it will be kept: cleaned, of bounded length; title and place masked. */
struct clean_row {
	char number[TICKET_NUMBER_MAX + 1], platform[64], title[4 * TICKET_TITLE_MAX + 1], topic[400], source[160], state[160],
		office[256], place[256];
	char *body;
	struct caller who;
	struct buffer caller, extra;
	int64_t office_id;
	bool has_title, has_caller;
};
/* Which facts the file has of it: bits 1<<enum ticket_fact. */
uint32_t ticket_row_facts(const struct ticket_row *r, const struct clean_row *c);
/* Once, before the first row is gathered. */
enum z ticket_gathered_begin(struct desk *d, struct error *e);
/* A row whose ticket is not here: it stands in the file after ticket_gathered_write, which whoever asks the file for
 * anything within the batch calls first, for rows before it may just be going in. */
enum z ticket_gather(struct desk *d, const struct ticket_row *r, const struct clean_row *c, struct error *e);
bool ticket_was_gathered(const struct ticket_batch *b, const struct clean_row *c);
enum z ticket_gathered_write(struct desk *d, struct error *e);
/* Rows before it stand in the file, or the batch is broken: the file may be asked until the next ticket_gather. */
enum z ticket_gathered_wait(struct desk *d, struct error *e);
/* The last ones, too, and all that were gathered in this batch go into the full-text index. */
enum z ticket_gathered_end(struct desk *d, struct error *e);
void ticket_gathered_free(struct ticket_gathered *g);
/* A row whose ticket is here already. */
enum z ticket_reimport(struct desk *d, int64_t id, const struct ticket_row *r, struct clean_row *c, enum ticket_met *met, struct error *e);
#endif
