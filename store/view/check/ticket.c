/* ticket.c - one ticket against the invariants: its acts replayed against the register row, nobody's answer checked
 * by himself, the platform's facts by those who may enter them, its texts against their digests, its clocks and light. */
#include "store/view/check/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/ticket/inner.h"
#include "store/record/words.h"
#include "store/view/figure/stat.h"
#include "store/view/ticket/stat.h"

struct look {
	struct check *c;
	struct ticket_head h;
	struct check_of of;
	int imports[FACT_END]; /* how many that stand have given the fact, as of the acts so far */
	uint32_t ours;         /* facts that somebody entered */
	bool redone;
	int steps;
};
struct step {
	struct ticket_event ev;
	int state;
	int64_t old, batch;
	struct content_ref text;
	char officer[64];
};

/* ---- the way ---- */

static bool wrote(const struct ticket_flow *f, int64_t officer)
{
	for (int i = 0; i < f->writers_n; i++)
		if (f->writers[i] == officer)
			return true;
	return false;
}

/* What belongs to a round goes with it. */
static const uint32_t of_round = 1u << FACT_CLOSED | 1u << FACT_VISITED | 1u << FACT_SOLVED | 1u << FACT_PLEASED |
	1u << FACT_PLEASED_MANNER | 1u << FACT_PLATFORM_DUE;

/* What a row of an export that says nothing of it begins with. */
static int64_t not_said(int f)
{
	return f == FACT_KIND ? KIND_OTHER : f == FACT_URGENCY ? URGENCY_NORMAL : 0;
}

/* Merged, it closes with its master: whoever entered that entered nothing of this one. */
static bool with_master(const struct look *l, const struct step *s, const struct ticket_flow *before)
{
	return s->ev.act == TICKET_ACT_CLOSE && before->state == TICKET_MERGED &&
	       db_number(l->c->d->db, NULL, 0, "SELECT 1 FROM ticket_act WHERE ticket=?1 AND act=?2 AND officer=?3 AND at=?4", "iiii",
	               before->master, (int64_t)TICKET_ACT_CLOSE, s->ev.officer, s->ev.at);
}

/* What an import said once and says again is what stood there before: it was undone. */
static bool taken_back(const struct look *l, const struct step *s, int f)
{
	return s->ev.act == TICKET_ACT_FACT &&
	       db_number(l->c->d->db, NULL, 0,
	               "SELECT count(*) FROM ticket_act WHERE ticket=?1 AND batch=?2 AND act=?3 AND other=?4 AND id<?5", "iiiii", l->h.id,
	               s->batch, (int64_t)TICKET_ACT_FACT, (int64_t)f, s->ev.id);
}

static void fact(struct look *l, const struct step *s, const struct ticket_flow *before, int f)
{
	if (s->batch) {
		l->imports[f] += taken_back(l, s, f) ? -1 : 1;
		return;
	}
	if (with_master(l, s, before))
		return;
	if (s->ev.officer == before->handler || wrote(before, s->ev.officer))
		say(l->c, 1, R_CHECK_TICKET_FACT, l->h.number, ticket_fact_text(f), s->officer);
	/* of a ticket that came by import, what stood there first was the platform's */
	bool given = l->imports[f] > 0 || (l->h.batch && s->old != not_said(f) && !l->redone && !(l->ours >> f & 1));
	if (given && l->h.by_import >> f & 1)
		say(l->c, 10, R_CHECK_TICKET_BY_HAND, l->h.number, ticket_fact_text(f));
	l->ours |= 1u << f;
}

static void step(struct look *l, const struct step *s, const struct ticket_flow *before)
{
	switch (s->ev.act) {
	case TICKET_ACT_CHECK_PASS:
		if (s->ev.officer == before->handler || wrote(before, s->ev.officer))
			say(l->c, 1, R_CHECK_TICKET_SELF, l->h.number, s->officer);
		break;
	case TICKET_ACT_FACT:
		fact(l, s, before, (int)s->ev.other);
		break;
	case TICKET_ACT_CLOSE:
		fact(l, s, before, FACT_CLOSED);
		break;
	case TICKET_ACT_RETURN_ASK:
		if (s->ev.until && s->ev.at >= s->ev.until)
			say(l->c, 7, R_CHECK_TICKET_BACK, l->h.number);
		break;
	case TICKET_ACT_UNDO:
		l->imports[FACT_CLOSED] = 0;
		break;
	case TICKET_ACT_REDO:
		for (int f = 1; f < FACT_END; f++)
			l->imports[f] = of_round >> f & 1 ? 0 : l->imports[f];
		l->redone = true;
		break;
	default:
		break;
	}
}

static void compare(struct look *l, const struct ticket_flow *f)
{
	const struct ticket_head *h = &l->h;
	const struct check_pair all[] = {
		{WORD_TICKET_STATE, f->state == h->state},
		{WORD_TICKET_ROUND, f->round == h->round},
		{WORD_TICKET_OFFICE, !f->office || f->office == h->office},
		{WORD_TICKET_HANDLER, f->handler == h->handler},
		{WORD_TICKET_MASTER, f->master == h->master},
		{WORD_TICKET_CURRENT, f->answer == h->answer},
		{WORD_TICKET_SUPERVISED, f->supervised == h->supervised},
		{WORD_TICKET_EXTENDING, f->extend_asked == h->extending},
		{WORD_TICKET_EXTENDED, f->extended == h->extended},
		{WORD_TICKET_EXCLUDED, f->excluded == (h->excluded != 0)},
		{WORD_TICKET_ROUTED, f->route == h->route},
	};
	check_same(l->c, &l->of, all, sizeof all / sizeof *all);
}

static enum z way(struct look *l, struct error *e)
{
	struct db *db = l->c->d->db;
	struct ticket_flow f;
	enum z z = Z_OK;
	ticket_flow_begin(&f);
	if (l->h.batch && l->h.origin)
		f.state = TICKET_CLOSED;
	sqlite3_stmt *q = db_query(db, e,
		"SELECT a.id, a.refers, a.officer, a.office, a.other, a.until, a.at, a.step, a.act, a.round, a.state, a.old, a.batch,"
		" a.text_c, a.text_d, o.name FROM ticket_act a JOIN officer o ON o.id=a.officer WHERE a.ticket=?1 ORDER BY a.id",
		"i", l->h.id);
	while (z == Z_OK && !f.wrong && db_step(db, q, e)) {
		struct step s = {.ev = {.id = sqlite3_column_int64(q, 0),
					 .refers = sqlite3_column_int64(q, 1),
					 .officer = sqlite3_column_int64(q, 2),
					 .office = sqlite3_column_int64(q, 3),
					 .other = sqlite3_column_int64(q, 4),
					 .until = sqlite3_column_int64(q, 5),
					 .at = sqlite3_column_int64(q, 6),
					 .step = sqlite3_column_int64(q, 7),
					 .act = sqlite3_column_int(q, 8),
					 .round = sqlite3_column_int(q, 9)},
			.state = sqlite3_column_int(q, 10),
			.old = sqlite3_column_int64(q, 11),
			.batch = sqlite3_column_int64(q, 12),
			.text.id = sqlite3_column_int64(q, 13)};
		column_hash(q, 14, &s.text.digest);
		snprintf(s.officer, sizeof s.officer, "%s", column_text(q, 15));
		const struct ticket_flow before = f;
		l->steps++;
		step(l, &s, &before);
		ticket_flow_step(&f, &s.ev);
		if (f.wrong || f.state != s.state)
			say(l->c, 1, R_CHECK_TICKET_FLOW, l->h.number, number_text(l->steps).s, ticket_act_text(s.ev.act));
		f.wrong = f.wrong || f.state != s.state;
		z = check_text_of(l->c, &l->of, WORD_TICKET_TEXT, &s.text, e);
	}
	db_done(q);
	if (z == Z_OK)
		z = db_result(db);
	if (z == Z_OK && !f.wrong)
		compare(l, &f);
	return z;
}

/* ---- clocks, number, index, erasure ---- */

static const char *due_words(int64_t due, char buf[24])
{
	if (!due)
		snprintf(buf, 24, "%s", check_word(WORD_NO_DAY));
	else
		instant_text(due, buf);
	return buf;
}

static enum z clocks(struct look *l, struct error *e)
{
	struct ticket_head now = l->h;
	enum z z = ticket_clocks(l->c->d, &now, e);
	const struct {
		enum check_word what;
		int64_t stored, computed;
	} all[] = {{WORD_SIGN_DUE, l->h.sign_due, now.sign_due}, {WORD_RETURN_DUE, l->h.return_due, now.return_due},
		{WORD_INNER_DUE, l->h.inner_due, now.inner_due}, {WORD_OUTER_DUE, l->h.outer_due, now.outer_due},
		{WORD_INNER_DUE, l->h.due_sort, now.due_sort}};
	char a[24], b[24];
	for (size_t i = 0; z == Z_OK && i < sizeof all / sizeof *all; i++)
		if (all[i].stored != all[i].computed) {
			say(l->c, 7, R_CHECK_TICKET_DUE, l->h.number, check_word(all[i].what), due_words(all[i].stored, a),
			        due_words(all[i].computed, b));
			break;
		}
	int light = l->h.state == TICKET_CLOSED ? ticket_closing_light(&l->h) : l->h.light;
	if (z == Z_OK && (light != l->h.light || (ticket_is_open(l->h.state) && l->h.light)))
		say(l->c, 7, R_CHECK_TICKET_LIGHT, l->h.number);
	return z;
}

static enum z master(struct look *l, struct error *e)
{
	if (l->h.state == TICKET_MERGED && l->h.master &&
	        db_number(l->c->d->db, e, 0, "SELECT count(*) FROM ticket WHERE id=?1 AND state=?2", "ii", l->h.master,
	                (int64_t)TICKET_MERGED))
		say(l->c, 1, R_CHECK_TICKET_MASTER, l->h.number);
	return db_result(l->c->d->db);
}

/* 12345-2026-0001 of our own was drawn from the series "ticket 2026". */
static enum z number(struct look *l, struct error *e)
{
	int year;
	long long n;
	char series[40];
	if (strcmp(l->h.platform, W_OWN_PLATFORM) || sscanf(l->h.number, W_OWN_NUMBER, &year, &n) != 2)
		return Z_OK;
	snprintf(series, sizeof series, "ticket %d", year);
	return check_series(l->c, &l->of, series, n, e);
}

static enum z indexed(struct look *l, struct error *e)
{
	struct db *db = l->c->d->db;
	char title[4 * TICKET_TITLE_MAX + 1] = "";
	if (l->h.erased || l->h.id % l->c->sample)
		return Z_OK;
	sqlite3_stmt *q = db_query(db, e, "SELECT title FROM ticket WHERE id=?1", "i", l->h.id);
	if (db_step(db, q, e))
		snprintf(title, sizeof title, "%s", column_text(q, 0));
	db_done(q);
	if (db_failed(db))
		return db_result(db);
	return check_indexed(l->c, &l->of, "SELECT 1 FROM ticket_fts WHERE ticket_fts MATCH ?1 AND rowid=?2", title, e);
}

enum z check_ticket(struct check *c, int64_t id, struct error *e)
{
	struct look l = {.c = c};
	enum z z = ticket_head(c->d, id, &l.h, e);
	l.of = (struct check_of){.id = id, .name = l.h.number, .content = R_CHECK_TICKET_CONTENT, .state = R_CHECK_TICKET_STATE,
		.series = R_CHECK_TICKET_SERIES, .index = R_CHECK_TICKET_INDEX};
	if (z == Z_OK)
		z = way(&l, e);
	if (z == Z_OK)
		z = check_text_of(c, &l.of, WORD_TICKET_BODY, &l.h.body, e);
	if (z == Z_OK)
		z = check_texts_of(c, &l.of, WORD_TICKET_PERSON, "SELECT data_c, data_d FROM person WHERE ticket=?1", e);
	if (z == Z_OK)
		z = check_texts_of(c, &l.of, WORD_TICKET_ANSWER,
		        "SELECT public_c, public_d, note_c, note_d, unsolved_c, unsolved_d FROM ticket_answer WHERE ticket=?1", e);
	if (z == Z_OK)
		z = clocks(&l, e);
	if (z == Z_OK)
		z = master(&l, e);
	if (z == Z_OK)
		z = number(&l, e);
	if (z == Z_OK)
		z = check_erased(c, &l.of, CHECK_ERASURE("ticket"), l.h.erased != 0, e);
	return z == Z_OK ? indexed(&l, e) : z;
}

/* ---- counters ---- */

enum z check_ticket_stat(struct check *c, struct error *e)
{
	return ticket_recount(c->d, check_stat_wrong, c, e);
}
