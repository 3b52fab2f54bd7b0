/* erase.h - 清除: 涉密误录 or personal information leaves the file; two people and a reason (design 4.13). */
#ifndef STORE_RECORD_ERASE_H
#define STORE_RECORD_ERASE_H

#include "store/record/desk/desk.h"

enum erase_kind { ERASE_SECRET = 1, ERASE_PERSONAL = 2 };

enum z erase_ask(
        struct desk *d, int64_t item, enum erase_kind kind, const char *reason, int64_t *erasure, struct error *e);
/* Of a ticket: what the caller said, who he is, every answer and reason; its number, states and times stay. */
enum z ticket_erase_ask(
        struct desk *d, int64_t ticket, enum erase_kind kind, const char *reason, int64_t *erasure, struct error *e);
/* Of a request: what was asked for, who applied, what was noted. */
enum z request_erase_ask(
        struct desk *d, int64_t request, enum erase_kind kind, const char *reason, int64_t *erasure, struct error *e);
/* Another officer decides; yes carries it out: texts, attachments and salts of all revisions, opinions and index
 * entries go, drafts beside the desk too; number, digests and reason stay; then the index is optimized and the file
 * searched byte by byte. */
struct erase_result {
	int contents;      /* texts and attachments removed */
	int drafts, drafts_held; /* files removed; still held by a running program */
	bool bytes_left;   /* a byte search still found a piece of the text in the file */
	char **backups;    /* NULL-terminated: backups that still hold it; free with erase_result_free */
};
enum z erase_decide(struct desk *d, int64_t erasure, bool yes, struct erase_result *result, struct error *e);
void erase_result_free(struct erase_result *r);
struct erasure {
	int64_t id, item, ticket, request, officer, at, decided_by, decided_at; /* of item, ticket and request two are 0 */
	char number[72], officer_name[64], decided_name[64], reason[240];
	int kind;
	bool refused;
};
enum z erasure_list(struct desk *d, bool open_only, struct erasure **list, int *n, struct error *e);
/* Whether this officer could decide it now; the refusal is that of erase_decide. */
enum z erasure_may(struct desk *d, int64_t erasure, struct error *e);
/* The backups beside the desk that hold what it removed, as they are now: r->backups alone; erase_result_free. */
enum z erasure_backups(struct desk *d, int64_t erasure, struct erase_result *r, struct error *e);
#endif
