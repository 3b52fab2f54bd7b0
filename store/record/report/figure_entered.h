/* figure_entered.h - figures that people enter (store/rule/entered.def): value, source, who and when; the history of a
 * value is kept.  未填 is not 0. */
#ifndef STORE_RECORD_REPORT_FIGURE_ENTERED_H
#define STORE_RECORD_REPORT_FIGURE_ENTERED_H

#include "store/record/desk/desk.h"
#include "store/rule/report.h"

enum { ENTERED_SOURCE_MAX = 60 }; /* characters */

struct entered_figure {
	int64_t id;       /* of its last row: whoever changes it says which he read; 0: never entered */
	enum entered key;
	int32_t from, to; /* days [from, to) */
	bool set;         /* false: 未填, or taken back */
	int64_t value;
	char source[200], officer[64];
	int64_t at;
};

/* Of exactly this period. */
enum z entered_get(struct desk *d, enum entered k, int32_t from, int32_t to, struct entered_figure *f, struct error *e);
/* Of this period, or, where it was entered for parts of it, those together: the longest that do not overlap.
 * *set false: nothing was.  *whole: no day of the period is left out. */
enum z entered_sum(struct desk *d, enum entered k, int32_t from, int32_t to, int64_t *value, bool *set, bool *whole, struct error *e);
/* All that lie within [from, to), the last value of each, by key and period.  Free *list. */
enum z entered_list(struct desk *d, int32_t from, int32_t to, struct entered_figure **list, int *n, struct error *e);
/* Every row of one key and period, newest first: its history.  Free *list. */
enum z entered_history(struct desk *d, enum entered k, int32_t from, int32_t to, struct entered_figure **list, int *n, struct error *e);

/* read: entered_figure.id as it was read.  set false takes it back; source says why. */
struct entered_in {
	enum entered key;
	int32_t from, to;
	int64_t read;
	bool set;
	int64_t value;
	const char *source;
};
enum z entered_put(struct desk *d, const struct entered_in *in, struct error *e);
/* Rows of a ledger in one transaction.  What stands there already with the same value is left; with another one the row
 * is refused (R_ENTERED_KNOWN).  bad(ctx, i, error) gets each refused row; any refused: nothing is written, Z_INVALID
 * R_IMPORT_NONE's place is the caller's.  dry: only tried.  *fresh: how many were new. */
enum z entered_import(struct desk *d, const struct entered_in *in, int n, bool dry,
        void (*bad)(void *ctx, int i, const struct error *error), void *ctx, int *fresh, struct error *e);
#endif
