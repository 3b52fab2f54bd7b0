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

/* ---- check/record.c: what is looked at in every kind of record ---- */
struct check_of {
	int64_t id;
	const char *name; /* as a fault names it; borrowed */
	enum refusal content, state, series, index; /* the faults of this kind, as far as it has them */
	bool stays; /* nothing erases its texts */
};
enum check_fit { FIT_AS_WRITTEN, FIT_ERASED, FIT_WRONG };
/* One text against its digest; text (may be NULL) gets it, the caller's. */
enum z check_text(struct check *c, const struct content_ref *ref, char **text, enum check_fit *fit, struct error *e);
/* The same, and says what is wrong; ref of content 0: there is none. */
enum z check_text_of(struct check *c, const struct check_of *of, enum check_word what, const struct content_ref *ref, struct error *e);
/* All texts that the statement gives of record ?1: content and digest, content and digest ... */
enum z check_texts_of(struct check *c, const struct check_of *of, enum check_word what, const char *sql, struct error *e);
struct check_pair {
	enum check_word what;
	bool same;
};
/* What stands in the register against what its acts say. */
void check_same(struct check *c, const struct check_of *of, const struct check_pair *all, size_t n);
/* Number n was drawn from the series ("item 2026"). */
enum z check_series(struct check *c, const struct check_of *of, const char *series, int64_t n, struct error *e);
/* sql: CHECK_ERASURE("column"); marked: what the register says. */
#define CHECK_ERASURE(column)                                                                      \
	"SELECT 1 FROM erasure a JOIN erasure_done d ON d.id=a.id AND d.refused=0 WHERE a." column "=?1 LIMIT 1"
enum z check_erased(struct check *c, const struct check_of *of, const char *sql, bool marked, struct error *e);
/* The title's first words are found in the index; sql: of words ?1 and record ?2. */
enum z check_indexed(struct check *c, const struct check_of *of, const char *sql, const char *title, struct error *e);
const char *check_day(int32_t day, char buf[16]);

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
