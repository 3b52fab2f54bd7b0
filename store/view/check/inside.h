/* inside.h - what the files of a check share. */
#ifndef STORE_VIEW_CHECK_INSIDE_H
#define STORE_VIEW_CHECK_INSIDE_H

#include "store/record/inner.h"
#include "store/view/check/check.h"

enum check_word {
#define CHECK_WORD(name, text) WORD_##name,
#include "store/view/check/word.def"
};

struct check {
	struct desk *d;
	bool (*found)(void *ctx, const struct check_found *f);
	void *ctx;
	struct check_result *r;
	bool stop;      /* the caller has heard enough */
	int64_t item;   /* that is being looked at; 0: none */
	int64_t sample; /* the full-text index is asked about every so many items */
};

/* A fault: refuse() with an invariant of design 4. */
void check_say(struct check *c, int invariant, const struct error *fault);
#define say(c, invariant, ...)                                                                     \
	do {                                                                                       \
		struct error fault_;                                                               \
		refuse(&fault_, __VA_ARGS__);                                                      \
		check_say((c), (invariant), &fault_);                                              \
	} while (0)
const char *check_word(enum check_word w);
const char *check_table(
        const char *name); /* what people call a table; the name itself if it has no word */

/* check/item.c: one item with its revisions, texts, reviews and releases. */
enum z check_item(struct check *c, int64_t id, struct error *e);
/* check/ticket.c: one ticket with its acts, answers and texts; the counters of tickets. */
enum z check_ticket(struct check *c, int64_t id, struct error *e);
enum z check_ticket_stat(struct check *c, struct error *e);
/* check/request.c: one request with its acts, texts and clock. */
enum z check_request(struct check *c, int64_t id, struct error *e);
/* check/task.c: one task with its acts and texts. */
enum z check_task(struct check *c, int64_t id, struct error *e);
/* check/report.c: one report with its texts and its paper. */
enum z check_report(struct check *c, int64_t id, struct error *e);
/* check/stat.c: a counter that differs from the records; ctx is the struct check. */
void check_stat_wrong(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted);
#endif
