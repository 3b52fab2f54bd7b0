/* report.c - one report: whoever passed it had no hand in it, what was passed is there as it was. */
#include <stdlib.h>

#include "store/base/date.h"
#include "store/record/report/report.h"
#include "store/view/check/inside.h"

struct texts {
	const char *sql; /* content, digest of the rows of report ?1 */
	enum check_word what;
};

static enum z contents(struct check *c, const struct report *r, const struct texts *t, struct error *e)
{
	struct db *db = c->d->db;
	char from[16];
	enum z z = Z_OK;
	sqlite3_stmt *q = db_query(db, e, t->sql, "i", r->id);
	while (!z && !c->stop && db_step(db, q, e)) {
		struct content_ref ref = {.id = sqlite3_column_int64(q, 0)};
		enum check_fit fit;
		column_hash(q, 1, &ref.digest);
		z = check_text(c, &ref, NULL, &fit, e);
		if (z == Z_OK && fit != FIT_AS_WRITTEN)
			say(c, 5, R_CHECK_REPORT_TEXT, report_kind_text(r->kind), day_text(r->from, from), check_word(t->what));
	}
	db_done(q);
	return z ? z : db_result(db);
}

enum z check_report(struct check *c, int64_t id, struct error *e)
{
	static const struct texts texts[] = {
		{"SELECT text_c, text_d FROM report_text WHERE report=?1", WORD_REPORT_TEXT},
		{"SELECT paper_c, paper_d FROM report_paper WHERE report=?1", WORD_REPORT_PAPER},
		{"SELECT text_c, text_d FROM report_act WHERE report=?1 AND text_c IS NOT NULL", WORD_REPORT_ACT},
	};
	struct db *db = c->d->db;
	struct report r;
	char from[16];
	enum z z = report_load(c->d, id, &r, e);
	if (z)
		return z;
	bool passed = r.state == REPORT_STATE_FINAL || r.state == REPORT_STATE_CORRECTED;
	if ((passed && !r.reviewer) || (r.state != REPORT_STATE_DRAFT &&
		!db_number(db, e, 0, "SELECT count(*) FROM report_paper WHERE id=?1 AND report=?2", "ii", r.paper, id)))
		say(c, 1, R_CHECK_REPORT_PAPER, report_kind_text(r.kind), day_text(r.from, from), report_state_text(r.state));
	if (passed && (r.reviewer == r.drafter ||
		db_number(db, e, 0, "SELECT count(*) FROM report_text WHERE report=?1 AND officer=?2", "ii", id, r.reviewer)))
		say(c, 1, R_CHECK_REPORT_SAME, report_kind_text(r.kind), day_text(r.from, from), r.reviewer_name);
	for (size_t i = 0; i < sizeof texts / sizeof *texts && !z && !c->stop; i++)
		z = contents(c, &r, &texts[i], e);
	return z ? z : db_result(db);
}
