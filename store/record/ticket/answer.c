/* answer.c - the answer: written, submitted, checked by a second person, handed over to the platform. */
#include "store/record/ticket/inner.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/item/text.h"
#include "store/record/words.h"

/* ------------------------------------------------------------ 拟答复 */
static enum z codes_check(const struct ticket_answer_in *in, struct error *e)
{
	if ((in->truth && !*ticket_answered_text(in->truth)) || (in->solved && !*ticket_answered_text(in->solved)) ||
		(in->reached && !*ticket_answered_text(in->reached)))
		return refuse(e, R_TICKET_ANSWERED);
	return Z_OK;
}

static enum z contact_check(struct desk *d, const struct ticket_head *h, const struct ticket_answer_in *in, struct error *e)
{
	char a[24], b[24];
	if (!in->reached != !in->contact_at)
		return refuse(e, R_TICKET_CONTACT);
	if (in->contact_at > d->now)
		return refuse(e, R_TICKET_CONTACT_LATER, instant_text(in->contact_at, a));
	if (in->contact_at && in->contact_at / 60 < h->round_at / 60)
		return refuse(e, R_TICKET_BEFORE_ROUND, instant_text(in->contact_at, a), instant_text(h->round_at, b));
	return Z_OK;
}

static enum z answer_row(struct desk *d, const struct ticket_head *h, const struct ticket_answer_in *in, const char *const text[3],
        int64_t *id, struct error *e)
{
	struct content_ref said, note, unsolved;
	enum z z = content_put(d->db, text[0], strlen(text[0]), &said, e);
	if (z == Z_OK)
		z = content_text(d, text[1], &note, e);
	if (z == Z_OK)
		z = content_text(d, text[2], &unsolved, e);
	if (z == Z_OK)
		z = db_run(d->db, e,
			"INSERT INTO ticket_answer(id, ticket, round, n, public_c, public_d, note_c, note_d, truth, solved, unsolved_c,"
			" unsolved_d, reached, contact_at, officer, at) VALUES((SELECT coalesce(max(id),0)+1 FROM ticket_answer),?1,?2,"
			"(SELECT coalesce(max(n),0)+1 FROM ticket_answer WHERE ticket=?1 AND round=?2),?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,"
			"?13,?14)",
			"iiihohiiohioii", h->id, (int64_t)h->round, said.id, &said.digest, note.id, note.id ? &note.digest : NULL,
			(int64_t)in->truth, (int64_t)in->solved, unsolved.id, unsolved.id ? &unsolved.digest : NULL,
			(int64_t)in->reached, in->contact_at, d->who.id, d->now);
	*id = db_last_id(d->db);
	if (z == Z_OK)
		op_touch(d, T_ticket_answer, *id);
	return z == Z_OK && in->reached ? ticket_stat_told(d, h, *id, 0, e) : z;
}

/* A contact that no answer of this round spoke of before. */
static bool contact_is_new(struct desk *d, const struct ticket_head *h, const struct ticket_answer_in *in, struct error *e)
{
	return in->reached && !db_number(d->db, e, 0,
		"SELECT count(*) FROM ticket_act WHERE ticket=?1 AND round=?2 AND act=?3 AND happened_at=?4 AND other=?5", "iiiii", h->id,
		(int64_t)h->round, (int64_t)TICKET_ACT_CONTACT, in->contact_at, (int64_t)in->reached);
}

enum z ticket_answer_do(struct desk *d, struct ticket_op *op, const struct ticket_answer_in *in, struct error *e)
{
	char *text[3] = {NULL};
	struct ticket_head *h = &op->h;
	enum z z = written_take(in->public_text, W_FIELD_ANSWER, 0, TICKET_ANSWER_MAX, &text[0], e);
	if (z == Z_OK)
		z = written_take(in->note, W_FIELD_NOTE, 0, TICKET_ANSWER_MAX, &text[1], e);
	if (z == Z_OK)
		z = written_take(in->unsolved, W_FIELD_UNSOLVED, 0, TICKET_TEXT_MAX, &text[2], e);
	if (z == Z_OK)
		z = codes_check(in, e);
	if (z == Z_OK)
		z = contact_check(d, h, in, e);
	if (z == Z_OK && !*text[0] && !*text[1] && !in->reached)
		z = refuse(e, R_FIELD_EMPTY, W_FIELD_ANSWER);
	if (z == Z_OK)
		z = answer_row(d, h, in, (const char *const *)text, &h->answer, e);
	h->state = TICKET_DRAFTED;
	if (z == Z_OK)
		z = ticket_op_done(d, op, &(struct act_in){.act = TICKET_ACT_ANSWER, .other = h->answer}, e);
	if (z == Z_OK && contact_is_new(d, h, in, e))
		z = act_append(d, h, &(struct act_in){.act = TICKET_ACT_CONTACT, .other = in->reached, .happened_at = in->contact_at},
		        NULL, e);
	for (int i = 0; i < 3; i++)
		free(text[i]);
	return z;
}

enum z ticket_answer(struct desk *d, int64_t id, int64_t ver, const struct ticket_answer_in *in, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_ANSWER, id, ver, &op, e);
	if (z == Z_OK)
		z = ticket_answer_do(d, &op, in, e);
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 送核稿, 撤回 */
static enum z complete(struct desk *d, const struct ticket_head *h, struct error *e)
{
	struct content_ref said = {0};
	int truth = 0, solved = 0;
	bool unsolved = false;
	char *text = NULL;
	sqlite3_stmt *q = db_query(d->db, e,
	        "SELECT public_c, public_d, truth, solved, unsolved_c FROM ticket_answer WHERE id=?1 AND ticket=?2", "ii", h->answer,
	        h->id);
	if (db_step(d->db, q, e)) {
		said.id = sqlite3_column_int64(q, 0);
		column_hash(q, 1, &said.digest);
		truth = sqlite3_column_int(q, 2);
		solved = sqlite3_column_int(q, 3);
		unsolved = sqlite3_column_type(q, 4) != SQLITE_NULL;
	}
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	enum z z = content_shown(d, &said, &text, e);
	if (z == Z_OK && text_blank(text))
		z = refuse(e, R_TICKET_ANSWER_EMPTY);
	if (z == Z_OK && !truth)
		z = refuse(e, R_TICKET_TRUTH);
	if (z == Z_OK && !solved)
		z = refuse(e, R_TICKET_SOLVED);
	if (z == Z_OK && (solved == ANSWERED_NO || solved == ANSWERED_PARTLY) && !unsolved)
		z = refuse(e, R_TICKET_UNSOLVED);
	free(text);
	return z;
}

enum z ticket_submit_do(struct desk *d, struct ticket_op *op, struct error *e)
{
	enum z z = complete(d, &op->h, e);
	op->h.state = TICKET_CHECKING;
	if (z == Z_OK)
		z = ticket_op_done(d, op, &(struct act_in){.act = TICKET_ACT_SUBMIT, .other = op->h.answer}, e);
	return z;
}

enum z ticket_submit(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_SUBMIT, id, ver, &op, e);
	if (z == Z_OK)
		z = ticket_submit_do(d, &op, e);
	return ticket_op_end(d, &op, z, e);
}

enum z ticket_recall(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_RECALL, id, ver, &op, e);
	if (z == Z_OK) {
		op.h.state = TICKET_DRAFTED;
		z = ticket_op_done(d, &op, &(struct act_in){.act = TICKET_ACT_RECALL, .other = op.h.answer}, e);
	}
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 核稿 */
enum z ticket_check_do(struct desk *d, struct ticket_op *op, bool pass, const char *opinion, struct error *e)
{
	op->h.state = pass ? TICKET_TO_FILL : TICKET_DRAFTED;
	return ticket_op_said(d, op, &(struct act_in){.act = pass ? TICKET_ACT_CHECK_PASS : TICKET_ACT_CHECK_RETURN,
		.other = op->h.answer}, opinion, W_FIELD_TICKET_OPINION, pass ? 0 : 2, e);
}

enum z ticket_check(struct desk *d, int64_t id, int64_t ver, bool pass, const char *opinion, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_CHECK, id, ver, &op, e);
	if (z == Z_OK)
		z = ticket_check_do(d, &op, pass, opinion, e);
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 回填 */
enum z ticket_fill_do(struct desk *d, struct ticket_op *op, int64_t happened_at, int64_t not_before, struct error *e)
{
	char a[24], b[24];
	struct ticket_head *h = &op->h;
	int64_t at = happened_at ? happened_at : d->now;
	if (at > d->now)
		return refuse(e, R_TICKET_LATER, ticket_act_text(TICKET_ACT_FILL), instant_text(at, a));
	if (at / 60 < not_before / 60)
		return refuse(e, R_TICKET_FILL_BEFORE, instant_text(at, a), instant_text(not_before, b));
	h->state = TICKET_FILLED;
	h->filled_at = at;
	if (!h->first_filled_at)
		h->first_filled_at = at;
	return ticket_op_done(
	        d, op, &(struct act_in){.act = TICKET_ACT_FILL, .other = h->answer, .happened_at = at}, e);
}

/* By hand: not before it was checked. */
enum z ticket_fill(struct desk *d, int64_t id, int64_t ver, int64_t happened_at, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_FILL, id, ver, &op, e);
	if (z == Z_OK) {
		int64_t checked = db_number(d->db, e, 0, "SELECT max(at) FROM ticket_act WHERE ticket=?1 AND act=?2 AND round=?3", "iii",
		        id, (int64_t)TICKET_ACT_CHECK_PASS, (int64_t)op.h.round);
		z = ticket_fill_do(d, &op, happened_at, checked, e);
	}
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ the second half of the one form */
struct fact_in {
	enum ticket_fact fact;
	int64_t value;
};

static enum z short_end(struct desk *d, int64_t id, int64_t ver, const struct ticket_end *end, struct error *e)
{
	struct ticket_op op;
	const struct fact_in facts[] = {{FACT_SIGNED, end->signed_at}, {FACT_CLOSED, end->closed_at}, {FACT_VISITED, end->visited_at},
		{FACT_SOLVED, end->solved}, {FACT_PLEASED, end->pleased}};
	enum z z = ticket_open(d, id, ver, &op.h, e);
	if (z == Z_OK)
		z = ticket_op_next(d, ACTION_TICKET_SHORT_END, id, &op, e);
	if (z == Z_OK)
		z = ticket_check_do(d, &op, true, end->opinion, e);
	if (z == Z_OK && end->filled_at) {
		z = ticket_op_next(d, ACTION_TICKET_FILL, id, &op, e);
		if (z == Z_OK)
			z = ticket_fill_do(d, &op, end->filled_at, op.h.round_at, e);
	}
	for (size_t i = 0; i < sizeof facts / sizeof *facts && z == Z_OK; i++) {
		if (!facts[i].value)
			continue;
		z = ticket_op_next(d, ACTION_TICKET_FACT, id, &op, e);
		if (z == Z_OK)
			z = ticket_fact_hand(d, &op, facts[i].fact, facts[i].value, e);
	}
	return z;
}

enum z ticket_short_end(struct desk *d, int64_t id, int64_t ver, const struct ticket_end *end, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = short_end(d, id, ver, end, e);
	return op_end(d, z, ACTION_TICKET_SHORT_END, id, e);
}
