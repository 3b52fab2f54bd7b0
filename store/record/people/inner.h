/* inner.h - what office.c, officer.c, seat.c and people/paste.c share; all of it inside an operation. */
#ifndef STORE_RECORD_PEOPLE_INNER_H
#define STORE_RECORD_PEOPLE_INNER_H

#include "store/record/inner.h"
#include "store/record/people/people.h"

/* The kind that an office's name tells (post.def). */
int office_kind_guess(const char *name);
enum z office_insert(struct desk *d, const char *name, int kind, int64_t *id, struct error *e);
/* The row exists, has this version (0: any) and, for an officer, is active; its name. t: T_office or T_officer. */
enum z people_open(struct desk *d, enum table t, int64_t id, int64_t ver, char name[64], struct error *e);
/* The office exists and is not closed; its name. */
enum z office_use(struct desk *d, int64_t id, char name[64], struct error *e);
/* hash: of his first passphrase. */
enum z officer_insert(
        struct desk *d, const struct officer_in *in, const char *hash, int64_t *id, char login[64], struct error *e);
enum z seat_insert(struct desk *d, int64_t officer, int tier, int64_t office, int class, int64_t *id, struct error *e);
/* Seats and delegations of a leaver end now. */
enum z seats_end_all(struct desk *d, int64_t officer, struct error *e);
#endif
