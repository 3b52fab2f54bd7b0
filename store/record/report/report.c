/* report.c - see report.h: the steps of a report. */
#include "store/record/report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/text.h"
#include "store/record/field.h"
#include "store/record/inner.h"
#include "store/record/row_ver.h"
#include "store/record/words.h"

enum { REASON_MAX = 200 };

/* ---- what may be done ---- */

/* The states in which an action exists, and what to do otherwise. */
static const struct gate {
	enum action action;
	unsigned states;
	const char *otherwise;
} gates[] = {
	{ACTION_REPORT_EDIT, 1u << REPORT_STATE_DRAFT, W_REPORT_EDIT_NOT},
	{ACTION_REPORT_SEND, 1u << REPORT_STATE_DRAFT, W_REPORT_SEND_NOT},
	{ACTION_REPORT_RECALL, 1u << REPORT_STATE_CHECKING, W_REPORT_RECALL_NOT},
	{ACTION_REPORT_RETURN, 1u << REPORT_STATE_CHECKING, W_REPORT_CHECK_NOT},
	{ACTION_REPORT_PASS, 1u << REPORT_STATE_CHECKING, W_REPORT_CHECK_NOT},
	{ACTION_REPORT_CORRECT, 1u << REPORT_STATE_FINAL, W_REPORT_CORRECT_NOT},
};

/* He drafted this version, or wrote in it. */
static enum z not_his(struct desk *d, const struct report *r, struct error *e)
{
	if (r->drafter == d->who.id ||
		db_number(d->db, e, 0, "SELECT count(*) FROM report_text WHERE report=?1 AND officer=?2", "ii", r->id, d->who.id))
		return refuse(e, R_REPORT_SAME, d->who.name);
	return db_result(d->db);
}

static enum z gate(struct desk *d, enum action a, const struct report *r, struct error *e)
{
	enum z z = op_permit(d, a, e);
	for (size_t i = 0; !z && i < sizeof gates / sizeof *gates; i++)
		if (gates[i].action == a && !(gates[i].states >> r->state & 1))
			z = refuse(e, R_REPORT_STATE, report_state_text(r->state), action_text((int)a), gates[i].otherwise);
	if (!z && a == ACTION_REPORT_PASS)
		z = not_his(d, r, e);
	return z;
}

enum z report_may(struct desk *d, enum action a, int64_t id, struct error *e)
{
	struct report r;
	enum z z = report_load(d, id, &r, e);
	return z ? z : gate(d, a, &r, e);
}

/* The report as the caller read it, and what he may do. */
static enum z open_act(struct desk *d, enum action a, int64_t id, int64_t ver, struct report *r, struct error *e)
{
	enum z z = report_load(d, id, r, e);
	if (!z && r->ver != ver) {
		char who[64] = "";
		sqlite3_stmt *q = db_query(d->db, e,
			"SELECT o.name FROM (SELECT officer, at FROM report_act WHERE report=?1 UNION ALL SELECT officer, at FROM report_text"
			" WHERE report=?1) s JOIN officer o ON o.id=s.officer ORDER BY s.at DESC LIMIT 1",
			"i", id);
		if (db_step(d->db, q, e))
			snprintf(who, sizeof who, "%s", column_text(q, 0));
		db_done(q);
		return refuse(e, R_REPORT_STALE, who);
	}
	return z ? z : gate(d, a, r, e);
}

/* ---- rows ---- */

static enum z append_act(struct desk *d, int64_t id, int act, int state, const char *text, struct error *e)
{
	struct content_ref ref;
	if (!*text)
		return db_run(d->db, e, "INSERT INTO report_act(report, act, state, officer, at) VALUES(?1, ?2, ?3, ?4, ?5)", "iiiii", id,
			(int64_t)act, (int64_t)state, d->who.id, d->now);
	enum z z = content_put(d->db, text, strlen(text), &ref, e);
	return z ? z : db_run(d->db, e,
		"INSERT INTO report_act(report, act, state, officer, at, text_c, text_d) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", "iiiiiih", id,
		(int64_t)act, (int64_t)state, d->who.id, d->now, ref.id, &ref.digest);
}

static enum z append_text(struct desk *d, int64_t id, int part, const char *row, const char *text, struct error *e)
{
	struct content_ref ref;
	enum z z = content_put(d->db, text, strlen(text), &ref, e);
	return z ? z : db_run(d->db, e,
		"INSERT INTO report_text(report, part, row, text_c, text_d, officer, at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", "iisihii", id,
		(int64_t)part, row, ref.id, &ref.digest, d->who.id, d->now);
}

/* The step and the state it leads to. */
static enum z step(struct desk *d, int64_t id, int act, int state, const char *text, struct error *e)
{
	enum z z = db_run(d->db, e, "UPDATE report SET state=?2, updated_at=?3, " ROW_VER_UP " WHERE id=?1", "iii", id, (int64_t)state, d->now);
	return z ? z : append_act(d, id, act, state, text, e);
}

/* ---- a draft ---- */

static enum z put_row(struct desk *d, const struct report *r, int64_t *id, struct error *e)
{
	enum z z = db_run(d->db, e,
		"INSERT INTO report(kind, from_day, to_day, year, number, version, corrects, state, drafter, created_at, updated_at)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)",
		"iiiiiioiii", (int64_t)r->kind, (int64_t)r->from, (int64_t)r->to, (int64_t)r->year, (int64_t)r->number, (int64_t)r->version,
		r->corrects, (int64_t)REPORT_STATE_DRAFT, d->who.id, d->now);
	*id = db_last_id(d->db);
	return z;
}

static enum z draft(struct desk *d, struct report *r, int64_t *id, struct error *e)
{
	char series[64], from[16];
	int64_t known, number;
	struct report other;
	enum z z = op_permit(d, ACTION_REPORT_DRAFT, e);
	if (!z && !*report_kind_text(r->kind))
		z = refuse(e, R_REPORT_NONE);
	if (!z && r->from > day_at(d->now))
		z = refuse(e, R_REPORT_FUTURE, day_text(r->from, from));
	if (!z)
		z = report_find(d, r->kind, r->from, r->to, &known, e);
	if (z)
		return z;
	if (known) {
		z = report_load(d, known, &other, e);
		return z ? z : refuse(e, R_REPORT_EXISTS, report_kind_text(r->kind), other.drafter_name, report_state_text(other.state));
	}
	snprintf(series, sizeof series, "report %s %d", report_kind_key(r->kind), r->year);
	z = series_draw(d->db, series, &number, e);
	r->number = (int)number;
	r->version = 1;
	if (!z)
		z = put_row(d, r, id, e);
	return z ? z : append_act(d, *id, REPORT_ACT_DRAFTED, REPORT_STATE_DRAFT, "", e);
}

enum z report_draft(struct desk *d, int kind, int32_t from, int32_t to, int year, int64_t *id, struct error *e)
{
	struct report r = {.kind = kind, .from = from, .to = to, .year = year};
	*id = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = draft(d, &r, id, e);
	return op_end(d, z, ACTION_REPORT_DRAFT, *id, e);
}

static enum z write_part(struct desk *d, int64_t id, int64_t ver, int part, const char *row, const char *text, struct error *e)
{
	struct report r;
	size_t max = *row ? REPORT_MEASURE_MAX : REPORT_TEXT_MAX, bad;
	char *clean = xstrdup(text);
	enum z z = open_act(d, ACTION_REPORT_EDIT, id, ver, &r, e);
	if (!z && !report_has_part(r.kind, part))
		z = refuse(e, R_REPORT_NONE);
	if (!z && !utf8_valid(clean, strlen(clean), &bad))
		z = refuse(e, R_FIELD_BYTES, W_FIELD_REPORT_TEXT, number_text((long long)bad + 1).s);
	text_clean(clean, !*row);
	if (!z && utf8_count(clean) > max)
		z = refuse(e, R_REPORT_LONG, number_text((long long)max).s);
	if (!z)
		z = append_text(d, id, part, row, clean, e);
	if (!z)
		z = db_run(d->db, e, "UPDATE report SET updated_at=?2, " ROW_VER_UP " WHERE id=?1", "ii", id, d->now);
	free(clean);
	return z;
}

enum z report_write(struct desk *d, int64_t id, int64_t ver, int part, const char *row, const char *text, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = write_part(d, id, ver, part, row, text, e);
	return op_end(d, z, ACTION_REPORT_EDIT, id, e);
}

/* ---- the review ---- */

static enum z send(struct desk *d, int64_t id, int64_t ver, const char *paper, const struct audit_head *head, struct error *e)
{
	struct report r;
	struct content_ref ref;
	enum z z = open_act(d, ACTION_REPORT_SEND, id, ver, &r, e);
	if (!z)
		z = content_put(d->db, paper, strlen(paper), &ref, e);
	if (!z)
		z = db_run(d->db, e,
			"INSERT INTO report_paper(report, paper_c, paper_d, head_seq, head_hash, officer, at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
			"iihihii", id, ref.id, &ref.digest, head->seq, &head->hash, d->who.id, d->now);
	int64_t row = db_last_id(d->db);
	if (!z)
		z = db_run(d->db, e, "UPDATE report SET paper=?2 WHERE id=?1", "ii", id, row);
	return z ? z : step(d, id, REPORT_ACT_SENT, REPORT_STATE_CHECKING, "", e);
}

enum z report_send(struct desk *d, int64_t id, int64_t ver, const char *paper, const struct audit_head *head, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = send(d, id, ver, paper, head, e);
	return op_end(d, z, ACTION_REPORT_SEND, id, e);
}

static enum z back(struct desk *d, enum action a, int act, int64_t id, int64_t ver, const char *reason, struct error *e)
{
	struct report r;
	char kept[REASON_MAX * 4 + 1];
	enum z z = open_act(d, a, id, ver, &r, e);
	if (!z)
		z = field_take(kept, sizeof kept, reason, W_FIELD_REASON, act == REPORT_ACT_RETURNED ? 1 : 0, REASON_MAX, e);
	return z ? z : step(d, id, act, REPORT_STATE_DRAFT, kept, e);
}

enum z report_recall(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = back(d, ACTION_REPORT_RECALL, REPORT_ACT_RECALLED, id, ver, "", e);
	return op_end(d, z, ACTION_REPORT_RECALL, id, e);
}

enum z report_return(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = back(d, ACTION_REPORT_RETURN, REPORT_ACT_RETURNED, id, ver, reason, e);
	return op_end(d, z, ACTION_REPORT_RETURN, id, e);
}

static enum z pass(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	struct report r;
	enum z z = open_act(d, ACTION_REPORT_PASS, id, ver, &r, e);
	if (!z)
		z = db_run(d->db, e, "UPDATE report SET reviewer=?2 WHERE id=?1", "ii", id, d->who.id);
	if (!z)
		z = step(d, id, REPORT_ACT_PASSED, REPORT_STATE_FINAL, "", e);
	if (!z && r.corrects)
		z = step(d, r.corrects, REPORT_ACT_CORRECTED, REPORT_STATE_CORRECTED, "", e);
	return z;
}

enum z report_pass(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = pass(d, id, ver, e);
	return op_end(d, z, ACTION_REPORT_PASS, id, e);
}

/* ---- a correction ---- */

/* The last text of each part, and of each row of 措施. */
static enum z copy_texts(struct desk *d, int64_t from, int64_t to, struct error *e)
{
	struct {
		int part;
		char row[64];
	} *list = NULL;
	int n = 0;
	enum z z;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT DISTINCT part, row FROM report_text WHERE report=?1 ORDER BY part, row", "i", from);
	while (db_step(d->db, q, e)) {
		list = xrealloc(list, (size_t)(n + 1) * sizeof *list);
		list[n].part = sqlite3_column_int(q, 0);
		snprintf(list[n++].row, sizeof list->row, "%s", column_text(q, 1));
	}
	db_done(q);
	z = db_result(d->db);
	for (int i = 0; !z && i < n; i++) {
		char *text;
		z = report_text(d, from, list[i].part, list[i].row, &text, e);
		if (!z && *text)
			z = append_text(d, to, list[i].part, list[i].row, text, e);
		free(text);
	}
	free(list);
	return z;
}

static enum z correct(struct desk *d, int64_t id, int64_t ver, const char *reason, int64_t *newer, struct error *e)
{
	struct report r;
	int64_t last;
	char kept[REASON_MAX * 4 + 1];
	enum z z = open_act(d, ACTION_REPORT_CORRECT, id, ver, &r, e);
	if (!z)
		z = field_take(kept, sizeof kept, reason, W_FIELD_REASON, 1, REASON_MAX, e);
	if (!z)
		z = report_find(d, r.kind, r.from, r.to, &last, e);
	if (z)
		return z;
	if (last != id)
		return refuse(e, R_REPORT_EXISTS, report_kind_text(r.kind), r.drafter_name, report_state_text(REPORT_STATE_DRAFT));
	r.corrects = id;
	r.version++;
	z = put_row(d, &r, newer, e);
	if (!z)
		z = append_act(d, *newer, REPORT_ACT_DRAFTED, REPORT_STATE_DRAFT, kept, e);
	return z ? z : copy_texts(d, id, *newer, e);
}

enum z report_correct(struct desk *d, int64_t id, int64_t ver, const char *reason, int64_t *newer, struct error *e)
{
	*newer = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = correct(d, id, ver, reason, newer, e);
	return op_end(d, z, ACTION_REPORT_CORRECT, *newer, e);
}
