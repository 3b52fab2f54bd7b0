/* inside.h - what the files of the figures share: one question and how it is answered. */
#ifndef STORE_VIEW_FIGURE_INSIDE_H
#define STORE_VIEW_FIGURE_INSIDE_H

#include "store/record/inner.h"
#include "store/record/stat_move.h"
#include "store/view/figure/figure.h"
#include "store/view/figure/stat.h"

struct ask {
	struct desk *d;
	enum figure f;
	struct figure_period p; /* of today's week where the figure is of NOW */
	int64_t office;
	enum figures_by by;
	struct error *e;
	bool brief; /* for a panel, asked for at every commit */
};
/* Rows of a division while they are gathered. */
struct parts {
	struct figure_part *row;
	int n, cap;
};
void parts_add(struct parts *p, int64_t id, int64_t n, const char *name);

/* The keys k, from <= k < to, under which the days of the period stand for the bureau or the office that was asked. */
struct keys {
	int64_t from, to;
};
struct keys ask_keys(const struct ask *a);
/* Counters of a day dimension over the period: all together, or by their "state", which is below CELLS_MAX. */
int64_t ask_days(const struct ask *a, enum stat_dim dim, enum z *z);
enum { CELLS_MAX = 64 };
struct cells {
	int64_t n[CELLS_MAX];
};
void ask_cells(const struct ask *a, enum stat_dim dim, struct cells *out, enum z *z);
int64_t cells_sum(const struct cells *c, uint64_t states);
/* The counters of a day dimension by its "state", with names of a table ("office", NULL: none). */
enum z ask_days_by(const struct ask *a, enum stat_dim dim, const char *names, struct parts *p);
/* Rows of k, n, name by a statement that may take ?1, ?2 the period's instants, ?3 the office, ?4, ?5 ask_keys(). */
enum z ask_rows(const struct ask *a, const char *sql, struct parts *p);

enum z figure_item_get(const struct ask *a, struct figure_value *out);
enum z figure_item_parts(const struct ask *a, struct parts *p);
bool figure_item_divides(enum figure f, enum figures_by by);
bool figure_item_list(const struct ask *a, int part, int64_t id, struct item_query *q);

enum z figure_ticket_get(const struct ask *a, struct figure_value *out);
enum z figure_ticket_parts(const struct ask *a, struct parts *p);
bool figure_ticket_divides(enum figure f, enum figures_by by);
bool figure_ticket_list(const struct ask *a, int part, int64_t id, struct ticket_query *q);

/* Of requests and tasks, which are not divided. */
enum z figure_request_get(const struct ask *a, struct figure_value *out);
bool figure_request_list(const struct ask *a, struct request_query *q);
enum z figure_task_get(const struct ask *a, struct figure_value *out);
bool figure_task_list(const struct ask *a, struct task_query *q);
/* The last day that is due soon: setting soon_days. */
int32_t ask_soon(const struct ask *a);
#endif
