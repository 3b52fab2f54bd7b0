/* step.c - see step.h. */
#include "tests/model/step.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/rule/request.h"
#include "store/rule/task.h"
#include "store/view/check/check.h"
#include "tests/deskfix.h"

#define SAY(...) (snprintf(buf, 900, __VA_ARGS__), buf)

void step_begin(struct walk *w, uint32_t seed, int steps)
{
	memset(w, 0, sizeof *w);
	w->m = xalloc(sizeof *w->m);
	w->seed = seed;
	w->dice = seed * 2654435761u | 1;
	w->words = seed << 20 | 1;
	w->now = instant_parse("2026-01-05T09:00:00");
	w->restores = 1100;
	w->length = steps;
	int64_t most = (int64_t)300 * 86400 / (steps + 1) * 2;
	w->pace = most < 1500 ? most + 1 : 1500;
	crowd_open(&w->crowd, w->m, w->now);
}

void step_end(struct walk *w)
{
	crowd_close(&w->crowd);
	for (int k = 0; k < STEP_COPIES; k++)
		free(w->copy[k]);
	free(w->m);
	memset(w, 0, sizeof *w);
}

void step_describe(const struct op *op, char buf[200])
{
	snprintf(buf, 200, "%s by %d, item %d ver %lld, a %lld b %lld c %lld d %lld, at %lld", op_name[op->kind],
	        op->who, op->item, (long long)op->ver, (long long)op->a, (long long)op->b, (long long)op->c,
	        (long long)op->d, (long long)op->now);
}

/* Any handle that can read. */
struct desk *step_reader(struct walk *w)
{
	for (int p = 1; p <= w->m->people; p++)
		if (w->crowd.who[p])
			return w->crowd.who[p];
	return NULL;
}

/* For whom he signed: the file knows; it must be one of those for whom he may. */
const char *step_principal(struct walk *w, const struct op *op, int *principal, char buf[900])
{
	struct error e;
	int out[M_WAYS], n = 0;
	*principal = 0;
	if (op->kind != DO_PASS && op->kind != DO_RETURN && op->kind != DO_REFER)
		return NULL;
	*principal = (int)db_number(step_reader(w)->db, &e, 0,
		"SELECT coalesce(principal, 0) FROM review WHERE item=?1 ORDER BY id DESC LIMIT 1", "i", (int64_t)op->item);
	if (op->kind != DO_PASS)
		return NULL;
	int64_t before = w->m->last_at;
	if (op->now > before)
		w->m->last_at = op->now;
	n = model_sign_ways(w->m, &w->m->item[op->item], op->who, out);
	w->m->last_at = before;
	for (int k = 0; k < n; k++)
		if (out[k] == *principal)
			return NULL;
	return SAY("signed for officer %d, for whom he may not", *principal);
}

static const char *look_record(struct walk *w, enum m_about about, int id, char small[400])
{
	struct desk *d = step_reader(w);
	return about == ABOUT_ITEM      ? look_item(d, w->m, id, small)
	       : about == ABOUT_TICKET  ? look_ticket(d, w->m, id, small)
	       : about == ABOUT_REQUEST ? look_request(d, w->m, id, small)
	       : about == ABOUT_TASK    ? look_task(d, w->m, id, small)
					: NULL;
}

/* Nothing happened: the version and the head of the chain are what they were. */
static const char *look_untouched(struct walk *w, const struct op *op, char buf[900])
{
	struct error e;
	struct audit_head head;
	char small[400];
	assert_ok(audit_read_head(step_reader(w)->db, &head, &e));
	if (head.seq != w->m->seq)
		return SAY("refused, but the chain grew");
	return look_record(w, op_about[op->kind], op->item, small) ? SAY("refused, but %s", small) : NULL;
}

static const char *look_newest(struct walk *w, enum m_about about, char small[400])
{
	const char *bad = NULL;
	const int n = model_count(w->m, about);
	for (int id = n; id >= 1 && id > n - M_ROWS && !bad; id--)
		bad = look_record(w, about, id, small);
	return bad;
}

/* What hangs on it and what is new. */
static const char *look_beside(struct walk *w, const struct op *op, char small[400])
{
	const struct model *m = w->m;
	const enum m_about about = op_about[op->kind];
	const char *bad = NULL;
	if (op->kind == DO_T_LIMIT || op->kind == DO_T_UNDO || op->kind == DO_CALENDAR)
		bad = look_tickets(step_reader(w), m, small);
	if (!bad && op->kind == DO_CALENDAR)
		bad = look_requests(step_reader(w), m, small);
	if (about == ABOUT_TICKETS || about == ABOUT_TICKET)
		bad = look_newest(w, ABOUT_TICKET, small);
	if (!bad && (about == ABOUT_REQUESTS || op->kind == DO_T_REQUEST))
		bad = look_newest(w, ABOUT_REQUEST, small);
	if (!bad && about == ABOUT_TASKS)
		bad = look_newest(w, ABOUT_TASK, small);
	for (int k = 0; k < op->rows && op->kind == DO_T_IMPORT && !bad; k++) {
		int id = model_ticket_named(m, op->row[k].number);
		bad = id ? look_ticket(step_reader(w), m, id, small) : NULL;
	}
	return bad;
}

static const char *look_done(struct walk *w, const struct op *op, char buf[900])
{
	struct error e;
	struct audit_head head;
	struct model *m = w->m;
	char small[400];
	assert_ok(audit_read_head(step_reader(w)->db, &head, &e));
	if (head.seq != m->seq)
		return SAY("the chain stands at %lld, should be at %lld", (long long)head.seq, (long long)m->seq);
	if (head.at != m->last_at)
		return SAY("the act was dated %lld, should be %lld", (long long)head.at, (long long)m->last_at);
	const char *bad = look_record(w, op_about[op->kind], op->item, small);
	bool made = op->kind == DO_CREATE || op->kind == DO_IMPORT;
	int item = made ? m->items : op_about[op->kind] == ABOUT_ITEM ? op->item : 0;
	for (int back = op->kind == DO_IMPORT ? (int)op->a - 1 : 0; made && !bad && back >= 0; back--)
		bad = look_item(step_reader(w), m, item - back, small);
	if (!bad && item && m->item[item].supersedes)
		bad = look_item(step_reader(w), m, m->item[item].supersedes, small);
	if (!bad)
		bad = look_beside(w, op, small);
	if (!bad && op->kind == DO_RESTORE)
		bad = look_all(step_reader(w), m, small);
	return bad ? SAY("done, but %s", bad) : NULL;
}

static void keep_copy(struct walk *w, int64_t slot)
{
	if (!w->copy[slot])
		w->copy[slot] = xalloc(sizeof *w->m);
	*w->copy[slot] = *w->m;
}

static void count(struct walk *w, const struct op *op, bool good)
{
	int state = model_state(w->m, op_about[op->kind], op->item);
	w->steps++;
	w->tried[op->kind][state]++;
	if (good) {
		w->accepted++;
		w->good[op->kind][state]++;
	} else {
		w->refused[op->kind]++;
	}
}

void step_apply(struct walk *w, const struct op *op, int principal)
{
	model_apply(w->m, op, op->kind == DO_RESTORE ? w->copy[op->a] : NULL, principal);
	if (op->kind == DO_BACKUP)
		keep_copy(w, op->a);
	if (op->kind == DO_CLOCK)
		w->now = w->m->last_at;
}

const char *step_settle(
        struct walk *w, const struct op *op, enum verdict v, const char *why, const struct result *r, char buf[900])
{
	int principal;
	bool good = r->z == Z_OK;
	/* given up by its own will */
	bool dropped = (op->kind == DO_IMPORT || op->kind == DO_T_IMPORT) && op->c && v == V_YES && r->z == Z_CANCEL;
	if (!dropped && good != (v == V_YES))
		return good ? SAY("accepted, should be refused: %s", why)
		            : SAY("refused, should be accepted: %s", r->said);
	if (!good && !dropped && (r->z == Z_STALE) != (v == V_STALE))
		return SAY("refused as %d, should be as %s (%s): %s", (int)r->z, v == V_STALE ? "stale" : "not stale",
		        why, r->said);
	if (!good && !dropped && r->z != Z_STALE && r->z != Z_DENIED && r->z != Z_INVALID && r->z != Z_MISSING)
		return SAY("refused by a fault: %s", r->said);
	if (good && !r->may)
		return SAY("done, though the key is dimmed");
	if (!good && strlen(r->said) < 12)
		return SAY("refused without a sentence");
	if (r->left)
		return SAY("erased bytes are still in the file");
	count(w, op, good);
	w->stale += v == V_STALE;
	if (!good)
		return look_untouched(w, op, buf);
	const char *bad = step_principal(w, op, &principal, buf);
	if (bad)
		return bad;
	int made = w->m->items;
	int64_t before = w->m->seq;
	w->principal = principal;
	step_apply(w, op, principal);
	/* kill_test.c knows by this row that the act was done */
	struct error e;
	int64_t rows = db_number(step_reader(w)->db, &e, 0, "SELECT count(*) FROM audit WHERE seq>?1 AND action=?2", "ii", before,
		(int64_t)op_action[op->kind]);
	if (op->kind != DO_RESTORE && rows != w->m->seq - before) /* once, or of what writes nothing never */
		return SAY("the chain tells of it %lld times", (long long)rows);
	for (int k = 0; k < op->rows; k++)
		if (r->met[k] != w->m->met[k])
			return SAY("row %d was met as %d, should be as %d", k, r->met[k], w->m->met[k]);
	char name[64] = "";
	if (op->kind == DO_Q_PERSON)
		act_request_name(w->m->request[op->item].who, name);
	if (op->kind == DO_Q_PERSON && strcmp(r->said, name) != 0)
		return SAY("the applicant is shown as %s, should be %s", r->said, name);
	if (op->kind == DO_CREATE && r->id && r->id != made + 1)
		return SAY("the new item has id %lld", (long long)r->id);
	bad = look_done(w, op, buf);
	if (!bad && (op->kind == DO_OFFICER_ADD || op->kind == DO_RESTORE)) {
		if (op->kind == DO_RESTORE)
			bad = crowd_recognize(&w->crowd, w->m, w->now);
		crowd_arrive(&w->crowd, w->m, w->now);
	}
	return bad;
}

static const char *one(struct walk *w, const struct op *op, char buf[900])
{
	struct result r;
	const char *why;
	char what[200], wrong[600];
	enum verdict v = model_judge(w->m, op, &why);
	act_do(&w->crowd, op, &r);
	const char *bad = step_settle(w, op, v, why, &r, buf);
	if (getenv("ZWGK_TRACE")) {
		step_describe(op, what);
		fprintf(stderr, "%d: %s -> %s %s%s\n", w->steps, what, r.z ? "no" : "yes", r.z ? why : "",
		        bad ? " !" : "");
	}
	if (!bad)
		return NULL;
	step_describe(op, what);
	snprintf(wrong, sizeof wrong, "%s", bad);
	return SAY("seed %u step %d, %s: %s", w->seed, w->steps, what, wrong);
}

const char *step_walk(struct walk *w, char buf[900])
{
	enum { ROSTER_EVERY = 80 };
	struct op op;
	step_choose(w, &op);
	const char *bad = one(w, &op, buf);
	if (bad || w->steps % ROSTER_EVERY)
		return bad;
	const int steps = w->steps;
	step_choose_roster(w, &op);
	bad = one(w, &op, buf);
	w->steps = steps;
	return bad;
}

static bool found(void *ctx, const struct check_found *f)
{
	struct buffer *b = ctx;
	char said[600];
	buffer_printf(b, "%s%s", b->n ? "; " : "", error_sentence(&f->error, said, sizeof said));
	return b->n < 400;
}

const char *step_check(struct walk *w, char buf[900])
{
	struct error e;
	struct check_result result;
	struct buffer all = {0};
	char small[400];
	const char *bad = look_all(step_reader(w), w->m, small);
	if (!bad)
		bad = look_waiting(&w->crowd, w->m, small);
	if (bad)
		return SAY("seed %u step %d: %s", w->seed, w->steps, bad);
	struct desk *d = step_reader(w);
	desk_pin(d, w->m->last_at, &e);
	assert_ok(check_run(d, NULL, found, &all, &result, &e));
	if (result.items != w->m->items || result.tickets != w->m->tickets || result.audits != w->m->seq)
		return SAY("seed %u step %d: the check saw %lld items and %lld acts", w->seed, w->steps,
		        (long long)result.items, (long long)result.audits);
	bad = all.n ? SAY("seed %u step %d: check: %.600s", w->seed, w->steps, all.s) : NULL;
	buffer_free(&all);
	return bad;
}

const char *step_missing(const struct walk *w, char buf[900])
{
	static const int state_end[ABOUTS] = {[ABOUT_ITEM] = STATE_END, [ABOUT_TICKET] = TICKET_STATE_END,
		[ABOUT_REQUEST] = REQUEST_STATE_END, [ABOUT_TASK] = TASK_STATE_END};
	static const char *(*const state_text[ABOUTS])(int) = {[ABOUT_ITEM] = item_state_text, [ABOUT_TICKET] = ticket_state_text,
		[ABOUT_REQUEST] = request_state_text, [ABOUT_TASK] = task_state_text};
	size_t n = 0;
	buf[0] = '\0';
	for (int k = 0; k < DO_COUNT; k++) {
		uint32_t states = permit_states(op_action[k]);
		int end = state_end[op_about[k]];
		for (int s = end ? 1 : 0; (s < end || !s) && n < 800; s++) {
			const char *in = s ? state_text[op_about[k]](s) : "-";
			bool allowed = !s || states >> s & 1;
			if (!w->tried[k][s])
				n += (size_t)snprintf(buf + n, 900 - n, "%s in %s never tried; ", op_name[k], in);
			else if (allowed && !w->good[k][s])
				n += (size_t)snprintf(buf + n, 900 - n, "%s in %s never done; ", op_name[k], in);
		}
		if (n < 800 && !w->refused[k] && k != DO_BACKUP)
			n += (size_t)snprintf(buf + n, 900 - n, "%s never refused; ", op_name[k]);
	}
	return n ? buf : NULL;
}
