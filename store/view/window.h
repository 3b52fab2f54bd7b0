/* window.h - a list over one table, read in pages: what items and tickets have in common.
 *
 * A list has a plan: where its rows come from and in which order.  Whoever knows the table makes it (item/plan.c,
 * ticket/plan.c) and says how a row is read; everything else is here.  window_sql.c puts the statements together,
 * window_set.c gathers what no index gives in order, window.c hands out pages, window_seek.c counts and jumps; what the
 * plans themselves have in common is in window_plan.h.
 *
 * In every statement i is the row of the table; ?1 and ?2 are the anchor, ?3 is a number of rows, and the values of the
 * plan follow. */
#ifndef STORE_VIEW_WINDOW_H
#define STORE_VIEW_WINDOW_H

#include "store/record/inner.h"
#include "store/view/listing.h"

enum {
	FENCE_STEP = 1000,
	SET_SMALL = 4000, /* a list of this many rows is gathered and sorted where no index has its order */
	NEAR_ROWS = 10000, /* ids of a filter that are taken from an index for hits to be looked up in */
	/* What looking at one row of a search costs, measured at a million items; the cache holds few of them. */
	HIT_NS = 110,      /* a hit of the index, */
	PAIR_NS = 190,     /* and for each further pair of characters that must be in the same text */
	ROW_NS = 2500,     /* its row */
	TEXT_NS = 12000,   /* its text */
	NEAR_TRIES = 50,   /* texts for whose price hits are asked before it is seen what they save */
	FIRST_STEPS = 2,   /* entries of the order's index that are passed over for each hit, to find those of the first page */
	ROW_STEPS = 72,    /* of them that a hit counts for which is none: a row takes 24 times as long */
	FIRST_LEAST = 200, /* fewer hits are all looked at at once */
	GROW_PAGE = 500,   /* up to so many rows are a page: */
	GROW_PAGE_NS = 2800000,  /* what may be spent until it is shown; what is missing comes when the keys rest, */
	GROW_ALL_NS = 8000000,   /* and on a count: a key may come meanwhile */
	ARM_MAX = 96,      /* two or three SELECTs each; SQLite joins at most 500 */
};

struct window;

/* What is particular about a table.  A row as the caller gets it begins with its struct view_anchor. */
struct window_table {
	const char *name, *fts;     /* "item", "item_fts" */
	const char *const *order;   /* by the number of an order: an expression over i, never NULL */
	const char *const *indexed; /* the column that indexes have; where it may be NULL it differs from order[],
	                               which then reads 0 */
	int by_id;                  /* the order by id, in which full-text hits come */
	const char *columns, *joins; /* of a row */
	size_t row_size;
	enum z (*plan)(struct window *w, struct error *e); /* fills w->plan, which is {0} */
	enum z (*row)(struct window *w, sqlite3_stmt *q, int first, void *row, struct arena *a, struct error *e);
	void (*free)(struct window *w); /* what a list of it has of its own; NULL: nothing */
};

struct plan_value {
	char *text; /* NULL: number */
	int64_t number;
};

struct plan_name { /* "?7" */
	char s[16];
};

/* Rows that one index gives in the order of the list; where: conditions on i that hold its first columns fixed, and
 * more. */
struct plan_arm {
	const char *index; /* NULL: the table itself, by id */
	char *where;
};

enum plan_mode {
	PLAN_WALK, /* the indexes have the order: pages are read from the file */
	PLAN_FTS,  /* the full-text index drives, newest first: likewise */
	PLAN_SET,  /* anchors are gathered, sorted and kept until the desk changes */
	PLAN_GROW, /* a set that grows with what is asked of it: rows that a search must look at one by one */
};

enum plan_sql {
	SQL_KEYS,
	SQL_KEYS_BACK,
	SQL_PAGE,
	SQL_PAGE_BACK,
	SQL_COUNT,
	SQL_SKIP,
	SQL_SKIP_TIES,   /* plan_is_straight(): the row behind ?3 of those that tie with the anchor and stand behind it, */
	SQL_TIES,        /* how many these are, up to ?3, */
	SQL_SKIP_BEYOND, /* the row behind ?3 of those that follow them */
	SQL_ROW,
	SQL_KINDS
};

struct plan {
	const struct window_table *t;
	enum plan_mode mode;
	int sort;
	bool descending;
	struct plan_arm arms[ARM_MAX]; /* no row is in two of them, */
	int arms_n;
	bool overlapping; /* but for this: only where the rows are gathered */
	char *cond;             /* " AND ..." for every arm */
	struct plan_name words; /* the FTS5 expression's value; "": none */
	char *from;             /* PLAN_SET: "(SELECT when, id-of-row ... LIMIT ?3)": only these; NULL: the arms */
	const char *from_index; /* PLAN_SET, from NULL: this index with cond is enough, the arms only test */
	bool newest_first;      /* PLAN_SET: the arms are in order of id, the newest are taken */
	bool by_words;          /* PLAN_SET: the full-text index drives */
	const char *ordered;     /* PLAN_SET, by_words alone: an index of all rows in its order: the first page comes before the rest */
	bool later;              /* set_gather() is still to be called */
	struct plan_arm counted; /* where NULL: the arms; else what answers how many there are sooner */
	int64_t exact;           /* the number of rows, -1: must be counted */
	struct plan_value *values;
	int values_n, values_cap;
	char *sql[SQL_KINDS];

	struct view_anchor *set;
	size_t set_n, set_cap;
	bool partial;
	int64_t grown_to; /* PLAN_GROW: rows below this id are still to be looked at; 0: none is left */
	int hit_ns;       /* PLAN_GROW: a hit of these words */
	bool tests_texts; /* cond looks through texts */
	bool by_texts;    /* near ids are looked at one by one, hits are not asked: then with in_texts, too */
	char *in_texts;   /* tests for words that the index finds exactly; NULL: none */
	char *near; /* PLAN_GROW: the ids that the states and counted filters leave; NULL: too many */
	int64_t *near_ids; /* NULL: not asked for yet */
	size_t near_n;

	struct view_anchor *fences; /* of rows 0, 1000, 2000 ... as far as anyone asked */
	size_t fences_n, fences_cap;
	bool fences_end; /* the last fence has less than FENCE_STEP rows behind it */
};

struct window {
	const struct window_table *t;
	struct desk *d;
	char *words, *title; /* of the query: what is searched for, and a quick filter on the column title; "" none */
	bool by_minute;    /* which rows there are changes with time */
	bool hold;         /* window_hold */
	struct plan plan;
	bool planned;
	/* What the plan was made for. */
	int64_t data_version, changes, who, minute;
	int32_t today;
};

/* ---- window.c, window_seek.c: what the lists offer stands in listing.h ---- */
/* Begins a list of which t, d and by_minute are set, the first member of what the caller has allocated for it.  *words and
 * *title (NULL is "") become copies that live until window_close().  Z_OK also where the file is locked: the first page
 * asks again; else what was allocated is freed, and *out is NULL. */
enum z window_open(struct window *w, const char **words, const char **title, struct window **out, struct error *e);
/* Z_OK when the plan fits the desk as it is now; makes it anew if need be. */
enum z window_ready(struct window *w, struct error *e);

/* ---- window_sql.c ---- */
void plan_free(struct plan *p); /* leaves it {0} */
/* The name of a value of the plan: plan_number(p, id).s; equal numbers share one. */
struct plan_name plan_number(struct plan *p, int64_t n);
struct plan_name plan_text(struct plan *p, const char *s);
/* Conditions behind others, as " AND i.office=?3": the test ("i.office=") with n, unless n is 0; the state among these
 * bits (of 1..end-1), unless there are none. */
void plan_if(struct plan *p, struct buffer *b, const char *test, int64_t n);
void plan_if_state(struct buffer *b, uint32_t states, int end);
/* What few rows need, which are gathered and sorted: those of `from` in this index (NULL: all of the table), with cond.
 * Takes both texts. */
void plan_gather(struct plan *p, int sort, bool descending, const char *index, struct buffer *from, struct buffer *cond);
void plan_arm(struct plan *p, const char *index, struct buffer *where); /* takes the text */
/* " FROM item i INDEXED BY ... WHERE " */
void plan_from(const struct plan *p, struct buffer *b, const char *index);
/* One index has the whole list in its order, and no NULL stands for a value: rows are passed over without being merged. */
bool plan_is_straight(const struct plan *p);
/* "(arm OR arm ...)" over i. */
void plan_any_arm(const struct plan *p, struct buffer *b);
/* The statement, prepared and bound: from NULL is the beginning (or end) of the list. */
sqlite3_stmt *plan_query(
	struct window *w, enum plan_sql kind, const struct view_anchor *from, int64_t limit, struct error *e);
sqlite3_stmt *plan_run(
	struct window *w, const char *sql, const struct view_anchor *from, int64_t limit, struct error *e);
/* SQL_KEYS of another order than the plan's. */
void plan_keys(const struct plan *p, struct buffer *b, int sort, bool descending, const char *more);

/* ---- window_set.c ---- */
enum z set_gather(struct window *w, struct error *e);
/* The first n rows of hits on titles: what they are sorted by stands in the row, which costs twenty times an entry of the
 * order's index to look at, and the first page of many stands near the beginning of that.  *found: they are the set, for the
 * caller to empty.  Else the set is whole now. */
enum z set_first(struct window *w, size_t n, bool *found, struct error *e);
/* Lets a growing set reach behind the anchor (NULL: its beginning) and have `rows` more rows there, if that costs no
 * more than GROW_ allows. */
enum z set_grow(struct window *w, const struct view_anchor *from, int64_t rows, struct error *e);
/* < 0, 0, > 0 in the order of the list. */
int anchor_order(const struct plan *p, const struct view_anchor *a, const struct view_anchor *b);
/* The first place in the set that does not stand before the anchor. */
size_t set_place(const struct plan *p, const struct view_anchor *a);

/* ---- window_words.c: a search for words, or a quick filter on titles, within whatever else is asked ---- */
/* Adds to *b " AND ..." that the word, folded, occurs in the text of i. */
typedef void word_test(struct plan *p, const char *word, struct buffer *b);
struct search {
	const char *words, *title; /* "" none */
	int64_t rows, all;         /* an upper bound of what the filters leave; rows of the table */
	bool filtered;             /* a row must be looked at to know whether it is a hit */
	char *near;                /* a SELECT of the ids that the filters leave, taken over; NULL: too many, or no filter */
	word_test *test;
	struct buffer *cond;       /* gets the tests that are needed */
};
/* Decides the mode of a list that is searched, and its order: newest first for words, its own for a title. */
void plan_search(struct window *w, struct search *s);
/* Tests for each of the words: for those that the index does not find exactly, those that it does, or both. */
enum plan_words { WORDS_UNSURE = 1, WORDS_SURE, WORDS_ALL };
void plan_contains(struct plan *p, const char *words, enum plan_words which, word_test *test, struct buffer *b);
#endif
