/* history.c - what was done to a ticket, in words; and what may be done now. */
#include "store/record/ticket/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/mask.h"
#include "store/record/words.h"

/* ------------------------------------------------------------ words */
/* A number of a fact as people write it. */
const char *ticket_fact_value(enum ticket_fact f, int64_t n, char buf[40])
{
	const char *word = NULL;
	if (f == FACT_SOLVED)
		word = ticket_answered_text((int)n);
	else if (f == FACT_PLEASED || f == FACT_PLEASED_MANNER)
		word = ticket_pleased_text((int)n);
	else if (f == FACT_KIND)
		word = ticket_kind_text((int)n);
	else if (f == FACT_URGENCY)
		word = ticket_urgency_text((int)n);
	if (word)
		snprintf(buf, 40, "%s", n ? word : W_VALUE_EMPTY);
	else if (f == FACT_REDOS)
		snprintf(buf, 40, "%lld", (long long)n);
	else if (!n)
		snprintf(buf, 40, "%s", W_VALUE_EMPTY);
	else if (f == FACT_PLATFORM_DUE)
		until_text(n, buf);
	else
		instant_text(n, buf);
	return buf;
}

static bool is_whole(enum ticket_fact f)
{
	return f == FACT_BODY || f == FACT_CALLER || f == FACT_EXTRA || f == FACT_PLACE;
}

/* 办结时间：（空） → 2026-11-20 09:30 */
static void fact_said(struct buffer *b, enum ticket_fact f, int64_t old, int64_t now, char *text)
{
	char x[40], y[40];
	const char *from = x, *to = y;
	if (is_whole(f)) {
		buffer_printf(b, W_FACT_REPLACED, ticket_fact_text((int)f));
		return;
	}
	char *line = text && *text ? strchr(text, '\n') : NULL;
	if (line) {
		*line = '\0';
		from = *text ? text : W_VALUE_EMPTY;
		to = line[1] ? line + 1 : W_VALUE_EMPTY;
	} else {
		ticket_fact_value(f, old, x);
		ticket_fact_value(f, now, y);
	}
	buffer_printf(b, W_FACT_CHANGED, ticket_fact_text((int)f), from, to);
}

/* 以平台为准：标题、类型 */
static void marks_said(struct buffer *b, int64_t old, int64_t now)
{
	int n = 0;
	buffer_text(b, now & ~old ? W_MARKED : W_UNMARKED);
	for (int f = 1; f < FACT_END; f++)
		if ((old ^ now) >> f & 1)
			buffer_printf(b, "%s%s", n++ ? "、" : "", ticket_fact_text(f));
}

struct raw {
	struct ticket_step s;
	struct content_ref text;
	int64_t old, now;
};

/* The request that it became, by its number. */
static void became(struct desk *d, int64_t request, struct buffer *b)
{
	static const char stop[] = "。";
	bool ends = b->n >= sizeof stop - 1 && !strcmp(b->s + b->n - (sizeof stop - 1), stop);
	sqlite3_stmt *q = db_query(d->db, NULL, "SELECT number FROM request WHERE id=?1", "i", request);
	if (db_step(d->db, q, NULL))
		buffer_printf(b, W_TICKET_BECAME, ends ? "" : stop, column_text(q, 0));
	db_done(q);
}

static char *said(struct desk *d, const struct raw *r, enum z *z, struct error *e)
{
	struct buffer b = {0};
	char *text = NULL, at[24];
	const struct ticket_step *s = &r->s;
	bool whole = s->act == TICKET_ACT_FACT && is_whole((enum ticket_fact)s->other);
	if (!whole && *z == Z_OK)
		*z = content_shown(d, &r->text, &text, e);
	if (text)
		mask_text(text);
	switch (s->act) {
	case TICKET_ACT_FACT:
		fact_said(&b, (enum ticket_fact)s->other, r->old, r->now, text);
		break;
	case TICKET_ACT_MARK:
		marks_said(&b, r->old, r->now);
		break;
	case TICKET_ACT_CLOSE:
		fact_said(&b, FACT_CLOSED, r->old, r->now, NULL);
		break;
	case TICKET_ACT_RETURN_ASK:
		buffer_printf(&b, W_VALUE_REASON, ticket_back_text((int)s->other), text ? text : "");
		break;
	case TICKET_ACT_ROUTE:
		buffer_printf(&b, W_VALUE_REASON, ticket_route_text((int)s->other), text ? text : "");
		if (r->now)
			became(d, r->now, &b);
		break;
	case TICKET_ACT_EXTEND_ASK:
		buffer_printf(&b, W_EXTEND_ASKED, (int)s->other, text ? text : "");
		break;
	case TICKET_ACT_CONTACT:
		buffer_printf(&b, W_CONTACTED, instant_text(s->happened_at, at), ticket_answered_text((int)s->other));
		break;
	default:
		buffer_text(&b, text ? text : "");
	}
	free(text);
	return buffer_take(&b);
}

/* ------------------------------------------------------------ 导入 */
/* An imported ticket has no act of its own for it: the register row says it. */
static int imported(struct desk *d, int64_t id, struct arena *a, struct ticket_step *s, struct error *e)
{
	int n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT t.created_at, b.officer, o.name, b.name, t.origin FROM ticket t JOIN batch b ON b.id=t.batch"
		" JOIN officer o ON o.id=b.officer WHERE t.id=?1",
		"i", id);
	if (db_step(d->db, q, e)) {
		*s = (struct ticket_step){.at = sqlite3_column_int64(q, 0),
			.officer = sqlite3_column_int64(q, 1),
			.round = 1,
			.act = TICKET_ACT_IMPORT,
			.state = sqlite3_column_int(q, 4) ? TICKET_CLOSED : TICKET_UNCLAIMED,
			.officer_name = arena_strdup(a, column_text(q, 2)),
			.office_name = "",
			.text = arena_strdup(a, column_text(q, 3))};
		n = 1;
	}
	db_done(q);
	return n;
}

enum z ticket_history(struct desk *d, int64_t id, struct arena *a, struct ticket_step **steps, int *n, struct error *e)
{
	int cap = (int)db_number(d->db, e, 0, "SELECT count(*) FROM ticket_act WHERE ticket=?1", "i", id), got = 0;
	struct raw *raw = xalloc(sizeof *raw * (size_t)(cap + 1));
	*steps = arena_alloc(a, sizeof **steps * (size_t)(cap + 2));
	*n = imported(d, id, a, *steps, e);
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT a.id, a.at, a.happened_at, a.until, a.officer, a.refers, a.other, a.round, a.act, a.state, o.name, f.name,"
		" a.text_c, a.text_d, a.old, a.now FROM ticket_act a JOIN officer o ON o.id=a.officer LEFT JOIN office f ON f.id=a.office"
		" WHERE a.ticket=?1 ORDER BY a.id",
		"i", id);
	while (got < cap && db_step(d->db, q, e)) {
		struct raw *r = &raw[got++];
		r->s = (struct ticket_step){.id = sqlite3_column_int64(q, 0),
			.at = sqlite3_column_int64(q, 1),
			.happened_at = sqlite3_column_int64(q, 2),
			.until = sqlite3_column_int64(q, 3),
			.officer = sqlite3_column_int64(q, 4),
			.refers = sqlite3_column_int64(q, 5),
			.other = sqlite3_column_int64(q, 6),
			.round = sqlite3_column_int(q, 7),
			.act = sqlite3_column_int(q, 8),
			.state = sqlite3_column_int(q, 9),
			.officer_name = arena_strdup(a, column_text(q, 10)),
			.office_name = arena_strdup(a, column_text(q, 11))};
		r->text.id = sqlite3_column_int64(q, 12);
		column_hash(q, 13, &r->text.digest);
		r->old = sqlite3_column_int64(q, 14);
		r->now = sqlite3_column_int64(q, 15);
	}
	db_done(q);
	enum z z = db_result(d->db);
	for (int i = 0; i < got; i++) {
		char *text = said(d, &raw[i], &z, e);
		raw[i].s.text = arena_strdup(a, text);
		free(text);
		(*steps)[(*n)++] = raw[i].s;
	}
	free(raw);
	return z;
}

/* ------------------------------------------------------------ may he */
/* What the matrix cannot know: limits that have passed, claims of others, whether there is anything to decide. */
static enum z anything_to_do(struct desk *d, enum action a, const struct ticket_head *h, const struct ticket_flow *f, struct error *e)
{
	char x[24], y[24];
	int64_t now = desk_now(d);
	switch (a) {
	case ACTION_TICKET_CLAIM:
		return ticket_claimable(d, h, e);
	case ACTION_TICKET_RETURN_ASK:
		if (h->return_due && now >= h->return_due)
			return refuse(e, R_TICKET_BACK_LATE, until_text(h->return_due, x), instant_text(now, y));
		return Z_OK;
	case ACTION_TICKET_EXTEND_ASK:
		if (h->extending)
			return refuse(e, R_TICKET_EXTENDING, h->number);
		if (h->extended)
			return refuse(e, R_TICKET_EXTENDED, h->number);
		if (h->outer_due && now >= h->outer_due)
			return refuse(e, R_TICKET_EXTEND_LATE, until_text(h->outer_due, x), instant_text(now, y));
		return Z_OK;
	case ACTION_TICKET_EXTEND_DECIDE:
		return f->extend_asked ? Z_OK : refuse(e, R_TICKET_NOT_EXTENDING, h->number);
	case ACTION_TICKET_SUPERVISE:
		return h->supervised ? refuse(e, R_TICKET_SUPERVISED, h->number) : Z_OK;
	case ACTION_TICKET_SUPERVISE_DONE:
		return h->supervised ? Z_OK : refuse(e, R_TICKET_NOT_SUPERVISED, h->number);
	case ACTION_TICKET_VOID:
		return h->batch ? refuse(e, R_TICKET_VOID_IMPORTED, h->number) : Z_OK;
	case ACTION_TICKET_CALLER:
		return db_number(d->db, e, 0, "SELECT 1 FROM person WHERE ticket=?1 LIMIT 1", "i", h->id) ? Z_OK :
			refuse(e, R_TICKET_NO_CALLER, h->number);
	default:
		return Z_OK;
	}
}

enum z ticket_may(struct desk *d, enum action a, int64_t id, struct error *e)
{
	struct ticket_head h;
	struct ticket_flow f;
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = ticket_head(d, id, &h, e);
	if (z == Z_OK)
		z = ticket_flow_read(d, &h, &f, e);
	if (z == Z_OK)
		z = ticket_permit(d, a, &h, &f, e);
	return z == Z_OK ? anything_to_do(d, a, &h, &f, e) : z;
}
