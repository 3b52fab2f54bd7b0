/* work.h - what the makers of reports share: the figures they ask for, each kept beside the paper; the words of a value.
 * For forms/report only.
 *
 * A failure is kept and everything after it does nothing, so that makers read as the paper does. */
#ifndef FORMS_REPORT_WORK_H
#define FORMS_REPORT_WORK_H

#include "forms/report/report.h"
#include "store/view/figure/figure.h"

struct work {
	struct desk *d;
	struct document *doc;
	int kind;
	int64_t id;             /* of the record; 0: none */
	struct report record;   /* where there is one */
	struct figure_period p; /* the report's */
	int64_t cut;            /* instant: 数据截至 */
	struct audit_head head;
	void *figures;          /* json_t *: array of what was asked for */
	int annexes;            /* tables of the annex so far */
	enum z z;
	struct error *e;
};

struct figure_period work_before(const struct work *w);                /* the period before */
struct figure_period work_year(const struct work *w);                  /* from 1 January to the period's end */
struct figure_value work_figure(struct work *w, enum figure f, const struct figure_period *p); /* NOW figures: p may be NULL */
int64_t work_count(struct work *w, enum figure f, const struct figure_period *p);
struct figure_part *work_parts(struct work *w, enum figure f, enum figures_by by, const struct figure_period *p, int *n); /* free it */

int64_t work_part(const struct figure_part *parts, int n, int64_t id); /* the number of the one with this id, 0 if there is none */

/* The title, in two lines where one is too short for both parts: never broken within a word. */
void work_title(struct work *w, const char *first, const char *second);

/* A figure that people enter, over a period and its parts. */
struct work_entered {
	bool set, whole;
	int64_t value;
};
struct work_entered work_entered(struct work *w, enum entered k, const struct figure_period *p);
/* "12件（填报）", "未填", and where parts of the period are missing "12件（填报，未填全）" */
void work_entered_words(struct buffer *b, struct work *w, enum entered k, const struct figure_period *p);
/* The same for a cell: without unit, the mark behind it. */
const char *work_entered_cell(struct work *w, enum entered k, const struct figure_period *p, char buf[64]);

/* What was written in a part, "" if nothing; the caller's. */
char *work_text(struct work *w, int part, const char *row);
/* "83.3%（10/12）", "—（无应计的）" */
const char *work_ratio(const struct work *w, const struct figure_value *v, char buf[96]);
/* 12, 日历未定, 99以上 */
const char *work_number(const struct figure_value *v, char buf[48]);
/* 增加3条, 减少2条, 持平 */
const char *work_change(int64_t now, int64_t before, const char *unit, char buf[48]);
const char *work_day(int32_t day, char buf[40]);       /* 11月16日 */
const char *work_day_short(int32_t day, char buf[40]); /* 11-16, in a table */

/* Cells of a table. */
void work_head(struct work *w, struct document_table *t, const char *const *names, int n);
void work_label(struct work *w, struct document_table *t, const char *text);
void work_value(struct work *w, struct document_table *t, const char *text);
void work_value_number(struct work *w, struct document_table *t, int64_t n);

/* Late and soon, items, tickets, requests and tasks, what is due first comes first. */
struct work_due {
	char number[64], office[64], due[40], left[32], reason[128];
	char *title;
	int64_t at;
	bool late;
};
/* *late, *soon: how many in all, also where these are more than a list takes. */
enum z work_due_list(struct work *w, struct work_due **list, int *n, int64_t *late, int64_t *soon);
/* Requests and tasks that are due in the period behind the report's: how many. */
int work_next(struct work *w, struct work_due **list);
void work_due_free(struct work_due *list, int n);

/* The makers. */
void weekly_make(struct work *w);
void weekly_annex(struct work *w, const struct work_due *due, int n, int64_t all);
void returns_make(struct work *w); /* monthly, quarterly */
void returns_annex(struct work *w);
void half_make(struct work *w);
void self_make(struct work *w);
#endif
