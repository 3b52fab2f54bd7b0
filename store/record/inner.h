/* inner.h - what the record files share and nobody else sees: the opened desk and the frame of an operation.
 *
 *	enum z item_recall(struct desk *d, int64_t id, int64_t ver, struct error *e)
 *	{
 *		enum z z = op_begin(d, e);
 *		if (z == Z_OK)
 *			z = recall(d, id, ver, e);
 *		return op_end(d, z, ACTION_ITEM_RECALL, id, e);
 *	}
 *
 * op_begin opens the transaction, refuses when nobody is logged in or the clock stands before the last audit row, and
 * loads the officer anew (he may have left meanwhile).  Every row written is named by op_touch.  op_end writes the
 * audit row and commits, or rolls back and hands z on. */
#ifndef STORE_RECORD_INNER_H
#define STORE_RECORD_INNER_H

#include "store/base/memory.h"
#include "store/file/audit/audit.h"
#include "store/file/content.h"
#include "store/file/db.h"
#include "store/file/series.h"
#include "store/record/desk/desk.h"
#include "store/record/register.h"
#include "store/record/stat_move.h"
#include "store/rule/item/flow.h"
#include "store/rule/item/tier.h"

struct desk {
	struct db *db;
	char *path;
	enum desk_mode mode;
	char desk_id[40];
	struct who who;
	bool writable;
	int64_t pinned_now;            /* ZWGK_NOW; 0: the system clock */
	int64_t now;                   /* instant of the operation that is going on; 0 outside */
	struct calendar *calendar;     /* built-in years and loaded ones */
	char *settings[SETTING_COUNT]; /* values; NULL: initial */
	int64_t setting_ver[SETTING_COUNT];
	struct tier_book book;         /* seats, delegations, officers as of the last load */
	struct arena book_memory;
	bool stale;                    /* calendar, settings, book must be loaded again */
	bool foreign;                  /* somebody has committed: perhaps they must */
	struct audit_head looked_at;   /* up to here the log tells nothing that changes them */
	int64_t acted_principal;       /* for the audit row of this operation: whose delegation was used */
	struct import_batch *batch;    /* an import that is going on (migrate.c) */
	struct ticket_batch *tickets;  /* the same of tickets (ticket/import.c) */
	int64_t restores;              /* how often the file was restored, as of the last load */
	bool in_op;
	bool changed;                  /* this handle changed the file since the last desk_changed() */
	bool head_doubt; /* the file does not hold the remembered head: do not overwrite what is remembered */
	bool clock_doubt;              /* told by desk_open: the clock stands before the last audit row */
	int read_patience;             /* ms, as desk_read_patience() set it */
	int login_failures;            /* in a row */
	bool login_owed;               /* who sits here has no row in the audit log yet: desk_login_row */
	int64_t login_after;           /* monotonic seconds before which no login is tried */
};

/* Wrong passphrases (desk/login.c).  Whether this officer's may be tried now: R_LOGIN_LATER while he, or whoever tries
 * his, has to wait, in whichever process the tries were made; officer 0: a login that does not exist.  A wrong one:
 * audited, without a word of what was typed. */
enum z login_hold(struct desk *d, int64_t officer, struct error *e);
void login_failed(struct desk *d, int64_t officer);

/* Before the begin of an operation that lasts: those who wait are told who does what, and wait until its end. */
void op_named(struct desk *d, enum action a);
enum z op_begin(struct desk *d, struct error *e);
/* op_begin for the few operations that are needed to get out of a fault. */
enum op_leave {
	OP_FRESH = 1, /* although the passphrase must be changed first: changing it */
	OP_CLOCK = 2, /* although the clock stands before the last audit row: accepting it */
	OP_STRANGER = 4, /* although he does not stand in this file: restoring, which brings him into it */
};
enum z op_begin_though(struct desk *d, int leave, struct error *e);
enum z op_end(struct desk *d, enum z z, enum action a, int64_t subject, struct error *e);
/* Within an operation over very many rows: the audit row of those it has written so far, once they are many.  Such an
 * operation has several, all of one action and subject. */
enum z op_part(struct desk *d, enum action a, int64_t subject, struct error *e);
static inline void op_touch(struct desk *d, enum table t, int64_t id)
{
	audit_touch(d->db, t, id);
}
/* The matrix for an action that is not about an item. */
enum z op_permit(struct desk *d, enum action a, struct error *e);
/* ", column=?n" into an UPDATE, where it is changed: a column that is named is written into each of its indexes, though it
 * stays as it is. */
static inline void set_if(struct buffer *sql, bool changed, const char *column)
{
	if (changed)
		buffer_text(sql, column);
}
/* Loads calendar, settings, seats, delegations, officers and the person at the desk anew if they are stale; inside or
 * outside an operation.  Whoever left is logged out. */
enum z desk_refresh(struct desk *d, struct error *e);
/* What the action wrote may have changed what desk_refresh loads. */
bool touches_registers(int action);
/* The officer's row into *w, with office and roles, without seats; Z_MISSING if there is none or he left. */
enum z desk_load_who(struct desk *d, int64_t officer, struct who *w, struct error *e);
/* The person's seats now, into d->who.seat. */
void desk_who_seats(struct desk *d);

/* ------------------------------------------------------------ shared by item, review, release, erase (item/inner.c) */
/* A version that was read before a restore is stale after it, whatever numbers the restored rows bear: the number of
 * restores stands above the row's own counter. */
#define ITEM_EPOCH "(SELECT coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key='restores'), 0) << 32)"
#define ITEM_VER 0xffffffff
enum { ITEM_CHANNELS_TEXT = 700 }; /* ",1,3,": as many as an item may have, of any number */
struct item_head { /* the register row, without texts */
	int64_t id, ver, office, drafter, recorder, revision, live;
	int state, errata, class, attribute, rev_n, origin, erased;
	int32_t formed_on;
	int64_t online_at, submitted_at, catalog, category, supersedes, superseded_by, batch;
	int returned;
	struct hash hash;   /* of the current revision */
	char number[24];
	char channels[ITEM_CHANNELS_TEXT];
};
enum z item_head(struct desk *d, int64_t id, struct item_head *h, struct error *e);
/* item_head and the version check: R_STALE names who changed it last. */
enum z item_open(struct desk *d, int64_t id, int64_t ver, struct item_head *h, struct error *e);
/* The matrix for this person and this item; basis (may be NULL) gets by which seat he acts when the action needs
 * one. */
enum z item_permit(struct desk *d, enum action a, const struct item_head *h, struct tier_basis *basis, struct error *e);
/* Writes the register row as h says: due cache, counters, ver+1, updated_at; h->ver is the new one afterwards. */
enum z item_put(struct desk *d, const struct item_head *before, struct item_head *h, struct error *e);
/* The cached number of channels on which a published item is still awaited: after the rows of an act are written.  What
 * it would be now, 0 where the item is not published or was erased. */
enum z item_channels_left(struct desk *d, int64_t item, int64_t *n, struct error *e);
enum z item_channels_count(struct desk *d, int64_t item, struct error *e);
/* A 勘误 ends without coming online: *h becomes as the published revision has it (before item_put), and then the words of
 * that are in the register and in the index again (after it; z: what item_put returned; frees what *w holds). */
struct errata_words {
	char *indexed, *title;
};
enum z errata_drop(struct desk *d, struct item_head *h, struct errata_words *w, struct error *e);
enum z errata_dropped(struct desk *d, const struct item_head *h, struct errata_words *w, enum z z, struct error *e);
/* Appends a review row for the current revision and touches it; its step is h->ver: call after item_put. */
struct review_in {
	int act, tier, state, back_to, reason;
	const char *opinion, *ticks;
	struct tier_basis basis;
	bool paper;
	int64_t refers, officer; /* officer 0: the person at the desk */
};
enum z review_append(
        struct desk *d, const struct item_head *h, const struct review_in *in, int64_t *id, struct error *e);
/* The way of the item so far, replayed from review and release rows (rule/flow). */
enum z item_flow(struct desk *d, int64_t item, struct flow *f, struct error *e);
/* All who wrote the item since its last release: 拟稿人 and 录入人 of each revision after the live one, and of it when
 * nothing newer exists.  Refuses rather than leave one out. */
enum { ITEM_AUTHORS = 64 };
struct item_authors {
	int64_t id[ITEM_AUTHORS];
	size_t n;
};
enum z item_authors(struct desk *d, const struct item_head *h, struct item_authors *a, struct error *e);
bool item_wrote(const struct item_authors *a, int64_t officer);
/* The cached due dates of all open items and the counters that hang on the calendar, after that or settings changed
 * (calendar_year.c). */
enum z items_due_again(struct desk *d, struct error *e);
/* due and due_sort from formed_on, state and calendar. */
void item_due(const struct desk *d, const struct item_head *h, int32_t *due, int32_t *due_sort);
/* Carries out once more, in a restored file, an erasure that the replaced file knew (erase.c). */
struct erased_before {
	int kind;
	char reason[240];
	int64_t asked_by, decided_by;
};
enum erase_of { ERASE_ITEM, ERASE_TICKET, ERASE_REQUEST };
struct erase_subject {
	enum erase_of of;
	int64_t id;
};
bool erase_left(struct desk *d, const struct erase_subject *is); /* whether it has texts */
enum z erase_again(struct desk *d, const struct erase_subject *is, const struct erased_before *b, struct error *e);
#endif
