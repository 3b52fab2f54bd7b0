/* window_plan.h - what the plans of tables with counters have in common (item/plan.c, ticket/plan.c): the filters, how many
 * rows they leave by the counters of figure/stat.h, and the arms that follow from states. */
#ifndef STORE_VIEW_WINDOW_PLAN_H
#define STORE_VIEW_WINDOW_PLAN_H

#include "store/view/figure/stat.h"
#include "store/view/window.h"

/* A filter for which there are counters. */
struct plan_dim {
	const char *column; /* NULL: more than one column */
	const char *index;  /* begins with the column and the state, then has the limit; NULL: none */
	int64_t value;
	int64_t n[32];      /* by state */
	int64_t rows;       /* in the states asked for */
};

enum { PLAN_DIMS = 5 };
struct plan_make {
	struct window *w;
	struct plan *p;  /* w's */
	int end;         /* states are 1..end-1 */
	uint32_t states; /* asked for */
	uint32_t living; /* of these, states that may have rows at all */
	struct plan_dim dims[PLAN_DIMS];
	int dims_n;
	int64_t rows;    /* an upper bound */
	int64_t all;     /* rows of the table */
	int64_t in_state[32];
	bool others;     /* there are filters without counters */
	struct buffer cond;
	struct error *e;
	enum z z;        /* of what was read so far; nothing is read any more once it is not Z_OK */
};

/* ---- conditions ---- */
/* i.column is value (0: any, VIEW_WITHOUT: NULL), for which there are counters. */
void plan_equals(struct plan_make *m, const char *column, const char *index, enum stat_dim dim, int64_t value);
/* A filter with counters whose condition the caller writes. */
void plan_counted(struct plan_make *m, const char *column, const char *index, enum stat_dim dim, int64_t value);
/* "i.x>=" and its value: a filter without counters. */
void plan_test(struct plan_make *m, const char *test, int64_t value);

/* ---- how many ---- */
bool plan_any_state(const struct plan_make *m);
/* Fills rows, all, in_state, living and the rows of each dim; whole: the counters of all rows by state.  The state stands
 * in every cell, so that the smallest cell of a state bounds what it can have. */
void plan_estimate(struct plan_make *m, enum stat_dim whole);
int64_t plan_walked(const struct plan_make *m); /* rows of the living states, whatever else is asked */
/* A statement with two values and a LIMIT ?3 finds no more than `most` rows. */
bool plan_few(struct plan_make *m, const char *sql, int64_t a, int64_t b, int64_t most);

/* ---- the arms ---- */
/* One for each living state; column (NULL: none) and state hold the index's first columns fixed. */
void plan_arms_by_state(struct plan_make *m, const char *index, const char *column, int64_t value);
/* "i.state IN (...)": the living ones. */
void plan_in_states(const struct plan_make *m, struct buffer *b);
/* One over an index that does not begin with the state (NULL: none, something else drives), which is only asked after. */
void plan_arm_whole(struct plan_make *m, const char *index);

/* ---- searches ---- */
/* Where the ids of the states and of the filters with counters come from: an index that carries them all, so that no row
 * is looked at: that of d, or where d is NULL or does not leave fewer rows this one, which begins with the state.  NULL,
 * where these are too many or no filter at all. */
char *plan_near(struct plan_make *m, const struct plan_dim *d, const char *index);
/* plan_search() with what is known here; filtered: the caller has filters that are not; near is taken over. */
void plan_find(struct plan_make *m, const char *words, const char *title, bool filtered, char *near, word_test *test);
#endif
