/* item_inside.h - what the files of an item list share: its query, the plan that answers it, the
 * names it needs.
 *
 * item_plan.c decides where rows come from, item_sql.c puts the statements together, item_set.c
 * gathers what no index gives in order, item_view.c hands out pages, item_seek.c counts and jumps,
 * item_turn.c says whose turn it is, item_who.c names who has an item. */
#ifndef STORE_VIEW_ITEM_INSIDE_H
#define STORE_VIEW_ITEM_INSIDE_H

#include "store/record/inner.h"
#include "store/rule/workdays.h"
#include "store/view/item_view.h"

#define STATES_ALL ((1u << STATE_END) - 2u)
#define STATES_OPEN                                                                                \
	(1u << STATE_DRAFT | 1u << STATE_TIER1 | 1u << STATE_TIER2 | 1u << STATE_TIER3 |           \
	        1u << STATE_SIGNED | 1u << STATE_RETURNED | 1u << STATE_REFERRED |                 \
	        1u << STATE_EMERGENCY)

enum {
	FENCE_STEP = 1000,
	SET_SMALL = 4000, /* a list of this many rows is gathered and sorted where no index has its
	                     order */
	FTS_COUNT =
	        20000, /* hits of a search are counted up to here before it is decided who drives */
	SOON_ROWS = 200,   /* what a search should have at once */
	HIT_COST = 1,      /* us: a hit that is looked up among the ids of a filter */
	ROW_COST = 7,      /* us: a hit whose row is looked at */
	TEXT_COST = 20,    /* us: a row whose text is looked through */
	NEAR_ROWS = 10000, /* ids of a filter that are taken from an index for hits to be looked up in */
	GROW_WINDOW = 200, /* hits looked at by one statement, */
	NEAR_WINDOW = 6000, /* and where they are only looked up */
	GROW_TEXTS =
	        1000, /* hits looked at for one page or count, when each text is looked through */
	GROW_ROWS = 4000,  /* when other filters come first, */
	GROW_NEAR = 18000, /* and when hits are only looked up */
	ARM_MAX = 96,     /* two or three SELECTs each; SQLite joins at most 500 */
};

/* A value bound to ?4 and on; ?1 and ?2 are the anchor, ?3 is a number of rows. */
struct plan_value {
	char *text; /* NULL: number */
	int64_t number;
};

struct plan_name { /* "?7" */
	char s[16];
};

/* Rows that one index gives in the order of the list; where: conditions on i that hold its first
 * columns fixed, and more. */
struct plan_arm {
	const char *index; /* NULL: the table itself, by id */
	char *where;
};

enum plan_mode {
	PLAN_WALK, /* the indexes have the order: pages are read from the file */
	PLAN_FTS,  /* the full-text index drives, newest first: likewise */
	PLAN_SET,  /* anchors are gathered, sorted and kept until the desk changes */
	PLAN_GROW, /* a set that grows with what is asked of it: hits of a search that must be
	              looked at one by one */
};

enum plan_sql {
	SQL_KEYS,
	SQL_KEYS_BACK,
	SQL_PAGE,
	SQL_PAGE_BACK,
	SQL_COUNT,
	SQL_SKIP,
	SQL_ROW,
	SQL_KINDS
};

struct item_plan {
	enum plan_mode mode;
	enum item_sort sort;
	bool descending;
	struct plan_arm arms[ARM_MAX]; /* no row is in two of them */
	int arms_n;
	char *cond;             /* " AND ..." for every arm */
	struct plan_name words; /* the FTS5 expression's value; "": none */
	char *from; /* PLAN_SET: "(SELECT when, item ... LIMIT ?3)": only these; NULL: the arms */
	const char *from_index; /* PLAN_SET, from NULL: this index with cond is enough, the arms
	                           only test */
	bool newest_first;      /* PLAN_SET: the arms are in order of id, the newest are taken */
	bool by_words;          /* PLAN_SET: the full-text index drives */
	struct plan_arm
	        counted; /* where NULL: the arms; else what answers how many there are sooner */
	int64_t exact;   /* the number of rows, -1: must be counted */
	struct plan_value *values;
	int values_n, values_cap;
	char *sql[SQL_KINDS];

	struct item_anchor *set;
	size_t set_n, set_cap;
	bool partial;
	int64_t grown_to; /* PLAN_GROW: hits below this id are still to be looked at; 0: none is
	                     left */
	int grow_most;
	char *near; /* PLAN_GROW: the ids that the states and counted filters leave; NULL: too many */

	struct item_anchor *fences; /* of rows 0, 1000, 2000 ... as far as anyone asked */
	size_t fences_n, fences_cap;
	bool fences_end; /* the last fence has less than FENCE_STEP rows behind it */
};

struct item_view {
	struct desk *d;
	struct item_query q; /* texts are the view's own */
	struct item_plan plan;
	bool planned;
	/* What the plan was made for. */
	int64_t data_version, changes, who, minute;
	int32_t today;
	struct workdays days;
	int near;
	struct who_names *names;
};

/* Z_OK when the plan fits the desk as it is now; makes it anew if need be. */
enum z view_ready(struct item_view *v, struct error *e);
enum z plan_make(struct item_view *v, struct error *e);
void plan_free(struct item_plan *p);

/* ---- item_sql.c ---- */
/* The name of a value of the plan: plan_number(p, id).s; equal numbers share one. */
struct plan_name plan_number(struct item_plan *p, int64_t n);
struct plan_name plan_text(struct item_plan *p, const char *s);
void plan_arm(struct item_plan *p, const char *index, struct buffer *where); /* takes the text */
/* The conditions that each word of `words` occurs in the text of i. */
void plan_contains(struct item_plan *p, const char *words, bool all, struct buffer *b);
const char *plan_state_index(enum item_sort s); /* begins with the state, then has this order */
const char *sort_column(enum item_sort s);      /* an expression over i, never NULL */
/* " FROM item i INDEXED BY ... WHERE " */
void plan_from(struct buffer *b, const char *index);
/* "(arm OR arm ...)" over i. */
void plan_any_arm(const struct item_plan *p, struct buffer *b);
/* The statement, prepared and bound: from NULL is the beginning (or end) of the list. */
sqlite3_stmt *plan_query(struct item_view *v, enum plan_sql kind, const struct item_anchor *from,
        int64_t limit, struct error *e);
sqlite3_stmt *plan_run(struct item_view *v, const char *sql, const struct item_anchor *from,
        int64_t limit, struct error *e);
/* SQL_KEYS of another order than the plan's. */
void plan_keys(const struct item_plan *p, struct buffer *b, enum item_sort sort, bool descending,
        const char *more);
#define ROW_COLUMNS                                                                                \
	"i.id, i.ver, i.number, i.title, o.name, g.name, c.name, i.state, i.attribute, i.rev_n, "  \
	"i.returned, i.class, i.errata,"                                                           \
	" i.origin, i.supersedes, i.due, i.due_sort, i.updated_at, i.submitted_at, i.online_at, "  \
	"i.office, i.drafter"
#define ROW_JOINS                                                                                  \
	" LEFT JOIN office o ON o.id=i.office LEFT JOIN category g ON g.id=i.category LEFT JOIN "  \
	"catalog c ON c.id=i.catalog"

/* ---- item_set.c ---- */
enum z set_gather(struct item_view *v, struct error *e);
/* Lets a growing set reach behind the anchor (NULL: its beginning) and have `rows` more rows there,
 * if that costs no more than GROW_ allows. */
enum z set_grow(struct item_view *v, const struct item_anchor *from, int64_t rows, struct error *e);
/* < 0, 0, > 0 in the order of the list. */
int anchor_order(
        const struct item_plan *p, const struct item_anchor *a, const struct item_anchor *b);
/* The first place in the set that does not stand before the anchor. */
size_t set_place(const struct item_plan *p, const struct item_anchor *a);

/* ---- item_who.c ---- */
void names_free(struct who_names **n);
/* Who has it now, for a column: "" when nobody has to do anything.  Valid until the desk changes.
 */
const char *names_holder(struct item_view *v, int state, int64_t office, int class, int64_t drafter,
        struct error *e);

/* ---- item_turn.c: arms of ITEMS_SIGN and ITEMS_MINE, for the states that may have rows ---- */
enum z plan_sign(struct item_view *v, uint32_t states, struct error *e);
void plan_mine(struct item_view *v, uint32_t states);
#endif
