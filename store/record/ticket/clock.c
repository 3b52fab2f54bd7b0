/* clock.c - the clocks of a ticket: the table of limits, the cached dues that follow from it, and the sentence
 * that explains each.  A stored due is only a cache of what stands here. */
#include "store/record/ticket/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/duty/duty.h"
#include "store/record/words.h"

/* ------------------------------------------------------------ the table */
#define DAYS(n) {n, LIMIT_DAYS}
#define HOURS(n) {n, LIMIT_HOURS}
static const struct ticket_limit first[] = {
#define TICKET_LIMIT(KIND, URGENCY, sign_, inner_, outer_, back_, extend)                          \
	{.kind = KIND_##KIND, .urgency = URGENCY_##URGENCY, .sign = sign_, .inner = inner_, .outer = outer_, .back = back_, \
		.extend_n = extend},
#include "store/record/ticket/limit.def"
};
enum { FIRST = sizeof first / sizeof *first };

#define LIMIT_COLUMNS                                                                              \
	"id, ver, kind, urgency, sign_n, sign_unit, inner_n, inner_unit, outer_n, outer_unit, return_n, return_unit, extend_n"

static struct limit limit_at(sqlite3_stmt *q, int c)
{
	return (struct limit){sqlite3_column_int(q, c), sqlite3_column_int(q, c + 1) == LIMIT_HOURS ? LIMIT_HOURS : LIMIT_DAYS};
}

static void limit_row(sqlite3_stmt *q, struct ticket_limit *l)
{
	*l = (struct ticket_limit){.id = sqlite3_column_int64(q, 0), .ver = sqlite3_column_int64(q, 1),
		.kind = sqlite3_column_int(q, 2), .urgency = sqlite3_column_int(q, 3), .sign = limit_at(q, 4),
		.inner = limit_at(q, 6), .outer = limit_at(q, 8), .back = limit_at(q, 10), .extend_n = sqlite3_column_int(q, 12)};
}

/* What a new desk begins with; other codes have the limits of 其他 and 一般. */
static const struct ticket_limit *first_of(int kind, int urgency)
{
	for (int i = 0; i < FIRST; i++)
		if (first[i].kind == kind && first[i].urgency == urgency)
			return &first[i];
	return kind == KIND_OTHER ? &first[0] : first_of(KIND_OTHER, urgency);
}

enum z ticket_limit_of(struct desk *d, int kind, int urgency, struct ticket_limit *l, struct error *e)
{
	*l = *first_of(kind, urgency);
	sqlite3_stmt *q = db_query(d->db, e, "SELECT " LIMIT_COLUMNS " FROM ticket_limit WHERE kind=?1 AND urgency=?2", "ii",
	        (int64_t)kind, (int64_t)urgency);
	if (db_step(d->db, q, e))
		limit_row(q, l);
	db_done(q);
	return db_result(d->db);
}

enum z ticket_limits(struct desk *d, struct ticket_limit **rows, int *n, struct error *e)
{
	enum z z = Z_OK;
	*rows = xalloc(sizeof **rows * FIRST);
	for (*n = 0; z == Z_OK && *n < FIRST; ++*n)
		z = ticket_limit_of(d, first[*n].kind, first[*n].urgency, &(*rows)[*n], e);
	return z;
}

static enum z limit_write(struct desk *d, const struct ticket_limit *l, struct error *e)
{
	enum z z = db_run(d->db, e,
		"INSERT INTO ticket_limit(kind, urgency, sign_n, sign_unit, inner_n, inner_unit, outer_n, outer_unit, return_n,"
		" return_unit, extend_n) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11) ON CONFLICT(kind, urgency) DO UPDATE SET"
		" sign_n=excluded.sign_n, sign_unit=excluded.sign_unit, inner_n=excluded.inner_n, inner_unit=excluded.inner_unit,"
		" outer_n=excluded.outer_n, outer_unit=excluded.outer_unit, return_n=excluded.return_n,"
		" return_unit=excluded.return_unit, extend_n=excluded.extend_n, ver=ver+1",
		"iiiiiiiiiii", (int64_t)l->kind, (int64_t)l->urgency, (int64_t)l->sign.n, (int64_t)l->sign.unit,
		(int64_t)l->inner.n, (int64_t)l->inner.unit, (int64_t)l->outer.n, (int64_t)l->outer.unit, (int64_t)l->back.n,
		(int64_t)l->back.unit, (int64_t)l->extend_n);
	return z;
}

enum z ticket_limits_furnish(struct desk *d, struct error *e)
{
	enum z z = Z_OK;
	if (db_number(d->db, e, 0, "SELECT count(*) FROM ticket_limit", ""))
		return db_result(d->db);
	for (int i = 0; i < FIRST && z == Z_OK; i++)
		z = limit_write(d, &first[i], e);
	return z;
}

/* Working days of eight hours would be too long for an hour limit: both in hours, for comparing. */
static int hours(struct limit l)
{
	return l.unit == LIMIT_HOURS ? l.n : l.n * 24;
}

static bool limit_good(struct limit l)
{
	return l.unit == LIMIT_HOURS ? l.n >= 1 && l.n <= 720 : l.unit == LIMIT_DAYS && l.n >= 1 && l.n <= 250;
}

static enum z limit_check(const struct ticket_limit *l, struct error *e)
{
	const struct limit all[] = {l->sign, l->inner, l->outer, l->back};
	if (!*ticket_kind_text(l->kind) || !*ticket_urgency_text(l->urgency))
		return refuse(e, R_TICKET_LIMIT_WHICH);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!limit_good(all[i]))
			return refuse(e, R_TICKET_LIMIT_RANGE, number_text(all[i].n).s);
	if (hours(l->inner) > hours(l->outer))
		return refuse(e, R_TICKET_LIMIT_ORDER);
	if (l->extend_n < 0 || l->extend_n > 250)
		return refuse(e, R_TICKET_LIMIT_RANGE, number_text(l->extend_n).s);
	return Z_OK;
}

static enum z limit_set(struct desk *d, const struct ticket_limit *l, struct error *e)
{
	struct ticket_limit now;
	enum z z = op_permit(d, ACTION_TICKET_LIMIT, e);
	if (z == Z_OK)
		z = limit_check(l, e);
	if (z == Z_OK)
		z = ticket_limits_furnish(d, e);
	if (z == Z_OK)
		z = ticket_limit_of(d, l->kind, l->urgency, &now, e);
	if (z == Z_OK && l->id && now.ver != l->ver)
		return refuse(e, R_TICKET_LIMIT_STALE, ticket_kind_text(l->kind));
	if (z == Z_OK)
		z = limit_write(d, l, e);
	return z == Z_OK ? tickets_due_again(d, e) : z;
}

enum z ticket_limit_set(struct desk *d, const struct ticket_limit *l, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = limit_set(d, l, e);
	return op_end(d, z, ACTION_TICKET_LIMIT, (int64_t)l->kind * 10 + l->urgency, e);
}

/* ------------------------------------------------------------ the dues */
struct due {
	int64_t at, sort; /* at 0: not computable, sort estimated; both 0: none */
};

static struct due due_of(const struct calendar *c, int64_t from, struct limit l, int more)
{
	struct due x;
	ticket_due(c, from, l, more, NULL, &x.at, &x.sort, NULL);
	return x;
}

/* The limit of the platform: as it says; an extension that we granted goes on top until it says otherwise. */
static struct due outer_due(const struct calendar *c, const struct ticket_limit *l, const struct ticket_head *h)
{
	if (!h->platform_due)
		return due_of(c, h->round_at, l->outer, h->extended);
	if (!h->extended || h->extend_base != h->platform_due)
		return (struct due){h->platform_due, h->platform_due};
	return due_of(c, h->platform_due - 1, (struct limit){h->extended, LIMIT_DAYS}, 0);
}

/* Never after the platform's. */
static struct due inner_due(const struct calendar *c, const struct ticket_limit *l, const struct ticket_head *h, struct due outer)
{
	struct due x = due_of(c, h->round_at, l->inner, h->extended);
	return outer.sort && outer.sort < x.sort ? outer : x;
}

static int64_t sooner(int64_t a, int64_t b)
{
	return !a || (b && b < a) ? b : a;
}

static int64_t next_limit(const struct ticket_head *h, int64_t sign, int64_t inner, int64_t back)
{
	int64_t next = 0;
	switch (h->state) {
	case TICKET_UNCLAIMED:
		next = h->signed_at >= h->round_at ? inner : sooner(sign, inner);
		break;
	case TICKET_WORKING:
	case TICKET_DRAFTED:
	case TICKET_CHECKING:
	case TICKET_TO_FILL:
		next = inner;
		break;
	case TICKET_RETURNING:
		next = sooner(back, inner);
		break;
	default:
		break;
	}
	return next ? next : TICKET_NEVER;
}

void ticket_clocks_by(const struct calendar *c, const struct ticket_limit *l, struct ticket_head *h)
{
	if (h->origin && h->round == 1) { /* 迁入: no clock of ours */
		h->sign_due = h->return_due = h->inner_due = 0;
		h->outer_due = h->platform_due;
		h->due_sort = TICKET_NEVER;
		return;
	}
	if (!ticket_is_open(h->state) && h->state != TICKET_MERGED && h->state != TICKET_ROUTED) {
		h->due_sort = TICKET_NEVER; /* what was counted stays as it was */
		return;
	}
	struct due sign = due_of(c, h->round_at, l->sign, 0), back = due_of(c, h->round_at, l->back, 0);
	struct due outer = outer_due(c, l, h), inner = inner_due(c, l, h, outer);
	h->sign_due = sign.at;
	h->return_due = back.at;
	h->outer_due = outer.at;
	h->inner_due = inner.at;
	h->due_sort = next_limit(h, sign.sort, inner.sort, back.sort);
}

enum z ticket_clocks(struct desk *d, struct ticket_head *h, struct error *e)
{
	struct ticket_limit l;
	enum z z = ticket_limit_of(d, h->kind, h->urgency, &l, e);
	if (z == Z_OK)
		ticket_clocks_by(d->calendar, &l, h);
	return z;
}

int ticket_closing_light(const struct ticket_head *h)
{
	int64_t done = h->filled_at && h->filled_at < h->closed_at ? h->filled_at : h->closed_at;
	if (!h->outer_due)
		return LIGHT_NONE;
	if (h->closed_at > h->outer_due)
		return LIGHT_RED;
	return h->inner_due && done > h->inner_due ? LIGHT_YELLOW : LIGHT_GREEN;
}

int64_t ticket_lease(struct desk *d)
{
	int64_t due, sort;
	const struct limit l = {(int)setting_number(d, SETTING_TICKET_LEASE), LIMIT_DAYS};
	ticket_due(d->calendar, desk_now(d), l, 0, NULL, &due, &sort, NULL);
	return sort;
}

/* ------------------------------------------------------------ moved clocks */
struct moved {
	const char *name;
	int64_t old, now;
};

static void say_moved(struct buffer *b, const struct moved *m)
{
	char a[24], c[24];
	if (m->old == m->now)
		return;
	buffer_printf(b, W_CLOCK_MOVED, b->n ? "\n" : "", m->name, m->old ? until_text(m->old, a) : W_CLOCK_OPEN,
	        m->now ? until_text(m->now, c) : W_CLOCK_OPEN);
}

static enum z due_again(struct desk *d, int64_t id, struct error *e)
{
	struct ticket_head before, h;
	struct buffer said = {0};
	enum z z = ticket_head(d, id, &before, e);
	if (z != Z_OK)
		return z;
	h = before;
	z = ticket_clocks(d, &h, e);
	if (z != Z_OK)
		return z;
	say_moved(&said, &(struct moved){W_CLOCK_SIGN, before.sign_due, h.sign_due});
	say_moved(&said, &(struct moved){W_CLOCK_RETURN, before.return_due, h.return_due});
	say_moved(&said, &(struct moved){W_CLOCK_INNER, before.inner_due, h.inner_due});
	say_moved(&said, &(struct moved){W_CLOCK_OUTER, before.outer_due, h.outer_due});
	if (said.n || before.due_sort != h.due_sort)
		z = db_run(d->db, e,
			"UPDATE ticket SET sign_due=?2, return_due=?3, inner_due=?4, outer_due=?5, due_sort=?6 WHERE id=?1", "iooooi", id,
			h.sign_due, h.return_due, h.inner_due, h.outer_due, h.due_sort);
	if (z == Z_OK)
		z = ticket_stat_move(d, &before, &h, e);
	if (z == Z_OK && said.n)
		z = act_append(d, &h, &(struct act_in){.act = TICKET_ACT_CLOCK, .old = before.outer_due, .now = h.outer_due,
		        .text = said.s}, NULL, e);
	buffer_free(&said);
	return z;
}

enum z tickets_due_again(struct desk *d, struct error *e)
{
	int64_t id = 0;
	enum z z = Z_OK;
	while (z == Z_OK && (id = db_number(d->db, e, 0,
		"SELECT min(id) FROM ticket WHERE id>?1 AND state IN (1,2,3,4,5,6,8,10,11)", "i", id)))
		z = due_again(d, id, e);
	return z == Z_OK ? db_result(d->db) : z;
}

/* ------------------------------------------------------------ why */
static const char *limit_text(struct limit l, char buf[40])
{
	snprintf(buf, 40, l.unit == LIMIT_HOURS ? W_CLOCK_HOURS : W_CLOCK_DAYS, l.n);
	return buf;
}

static enum z platform_said(const struct ticket_head *h, char sentence[400])
{
	char a[24];
	snprintf(sentence, 400, W_CLOCK_PLATFORM, until_text(h->platform_due, a));
	return Z_OK;
}

/* Behind the sentence about a limit of hours: who is reminded of it. */
static enum z who_is_told(struct desk *d, char sentence[400], struct error *e)
{
	struct duty on;
	char day[40];
	size_t n = strlen(sentence);
	enum z z = duty_at(d, desk_now(d), &on, e);
	if (z != Z_OK)
		return z;
	day_short(on.day, day);
	if (on.officer || on.leader)
		snprintf(sentence + n, 400 - n, W_DUTY_CLOCK, day, on.officer ? on.officer_name : W_DUTY_NOBODY,
		        on.leader ? W_DUTY_CLOCK_LEADER : "", on.leader_name);
	else
		snprintf(sentence + n, 400 - n, W_DUTY_CLOCK_NOBODY, day);
	return Z_OK;
}

static enum z explain(struct desk *d, int64_t id, enum ticket_limit_of which, char sentence[400], struct clock_trace *trace,
        bool *hours, struct error *e)
{
	struct ticket_head h;
	struct ticket_limit l;
	int64_t due, sort;
	char from[24], to[24], n[40], more[80] = "";
	sentence[0] = '\0';
	if (trace)
		trace->n = 0;
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = ticket_head(d, id, &h, e);
	if (z == Z_OK)
		z = ticket_limit_of(d, h.kind, h.urgency, &l, e);
	if (z != Z_OK)
		return z;
	if (h.origin && h.round == 1) {
		snprintf(sentence, 400, "%s", W_CLOCK_MIGRATED);
		return Z_OK;
	}
	*hours = (which == LIMIT_SIGN ? l.sign : which == LIMIT_RETURN ? l.back : which == LIMIT_INNER ? l.inner : l.outer).unit ==
	         LIMIT_HOURS;
	bool ours = which == LIMIT_INNER && h.inner_due != h.outer_due;
	if (which == LIMIT_OUTER && h.platform_due && (!h.extended || h.extend_base != h.platform_due))
		return platform_said(&h, sentence);
	if (which == LIMIT_INNER && !ours && h.platform_due && h.outer_due == h.platform_due)
		return platform_said(&h, sentence);
	struct limit limit = which == LIMIT_SIGN ? l.sign : which == LIMIT_RETURN ? l.back : ours ? l.inner : l.outer;
	int64_t start = h.round_at;
	int extended = which == LIMIT_SIGN || which == LIMIT_RETURN ? 0 : h.extended;
	if (!ours && which != LIMIT_SIGN && which != LIMIT_RETURN && h.platform_due) {
		start = h.platform_due - 1;
		limit = (struct limit){h.extended, LIMIT_DAYS};
		extended = 0;
	}
	if (extended)
		snprintf(more, sizeof more, W_CLOCK_EXTENDED, extended);
	z = ticket_due(d->calendar, start, limit, extended, trace, &due, &sort, e);
	snprintf(sentence, 400, due ? W_CLOCK_WHY : W_CLOCK_WHY_OPEN,
	        which == LIMIT_SIGN ? W_CLOCK_SIGN : which == LIMIT_RETURN ? W_CLOCK_RETURN : ours ? W_CLOCK_INNER : W_CLOCK_OUTER,
	        ticket_kind_text(h.kind), ticket_urgency_text(h.urgency), limit_text(limit, n), more,
	        instant_text(start, from), until_text(due ? due : sort, to));
	return z == Z_MISSING ? Z_OK : z;
}

enum z ticket_clock(struct desk *d, int64_t id, enum ticket_limit_of which, char sentence[400], struct clock_trace *trace, struct error *e)
{
	bool hours = false;
	enum z z = explain(d, id, which, sentence, trace, &hours, e);
	return z == Z_OK && hours ? who_is_told(d, sentence, e) : z;
}
