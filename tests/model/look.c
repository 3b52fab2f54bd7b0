/* look.c - is the desk what the model says?  Reads only, and takes down what only the file can know: ids and hashes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/duty/duty.h"
#include "store/record/inner.h"
#include "store/record/words.h"
#include "store/view/figure/figure.h"
#include "tests/deskfix.h"
#include "tests/listing.h"
#include "tests/model/act.h"

#define SAY(...) (snprintf(buf, 400, __VA_ARGS__), buf)
#define SAME(what, model, desk)                                                                    \
	if ((int64_t)(model) != (int64_t)(desk))                                                   \
	return SAY("%s: " what " is %lld, should be %lld", i->number, (long long)(desk), (long long)(model))

/* Working days counted one by one. */
static int32_t nth_working_day(const struct calendar *c, int32_t from, int days)
{
	for (int32_t d = from + 1;; d++) {
		if (!calendar_covers(c, d))
			return DAY_NONE;
		if (calendar_works(c, d) && --days == 0)
			return d;
	}
}

/* Art. 26: 20 working days from the day it was formed, until it is online; two people end a 紧急下线 within one. */
static int32_t due_of(const struct calendar *c, const struct m_item *i)
{
	const struct m_text *t = &i->rev[i->now].text;
	static const unsigned on_its_way = 1u << STATE_DRAFT | 1u << STATE_RETURNED | 1u << STATE_TIER1 |
	                                   1u << STATE_TIER2 | 1u << STATE_TIER3 | 1u << STATE_SIGNED |
	                                   1u << STATE_REFERRED;
	if (i->state == STATE_EMERGENCY)
		return nth_working_day(c, day_at(i->emergency.at), 1);
	if (!(on_its_way >> i->state & 1) || i->errata || i->online_at || t->attribute != ATTRIBUTE_OPEN ||
		t->formed == DAY_NONE)
		return DAY_NONE;
	return nth_working_day(c, t->formed, 20);
}

static const char *look_revision(struct desk *d, struct m_item *i, const struct item *it, char buf[400])
{
	struct m_rev *r = &i->rev[i->now];
	struct item_text t;
	char title[240], body[600];
	SAME("revision", r->n, it->now->n);
	SAME("drafter", r->drafter, it->now->drafter);
	SAME("recorder", r->recorder, it->now->recorder);
	SAME("attribute", r->text.attribute, it->now->attribute);
	SAME("formed", r->text.formed, it->now->formed_on);
	SAME("attachments", r->text.file, it->now->attachments_n);
	SAME("the mark of an erasure", i->erased, it->now->erased);
	if (!r->id) {
		r->id = it->now->id;
		r->hash = it->now->hash;
	}
	SAME("revision id", r->id, it->now->id);
	if (!hash_same(&r->hash, &it->now->hash))
		return SAY("%s: revision %d has another hash than it had", i->number, r->n);
	act_text(&r->text, &t, title, body);
	if (strcmp(it->now->title, i->erased ? W_ERASED : t.title) != 0)
		return SAY("%s: title is %s", i->number, it->now->title);
	if (strcmp(it->now->body, i->erased ? W_ERASED : t.body) != 0)
		return SAY("%s: body is %s", i->number, it->now->body);
	SAME("due", due_of(desk_calendar(d), i), it->due);
	return NULL;
}

static const char *compare(struct desk *d, struct model *m, int id, const struct item *it, char buf[400])
{
	struct m_item *i = &m->item[id];
	unsigned channels = 0;
	for (int k = 0; k < ITEM_CHANNELS && it->channels[k]; k++)
		channels |= 1u << it->channels[k];
	if (strcmp(i->number, it->number) != 0)
		return SAY("item %d has number %s, should have %s", id, it->number, i->number);
	SAME("state", i->state, it->state);
	SAME("version", model_ver(m, ABOUT_ITEM, id), it->ver);
	SAME("class", i->class, it->class);
	SAME("office", i->office, it->office);
	SAME("catalog", i->catalog, it->catalog);
	SAME("category", i->category, it->category);
	SAME("channels", i->channels, channels);
	SAME("errata", i->errata, it->errata);
	SAME("origin", i->origin, it->origin);
	SAME("batch", i->batch, it->batch);
	SAME("supersedes", i->supersedes, it->supersedes);
	SAME("superseded by", i->superseded_by, it->superseded_by);
	int left = 0;
	for (int c = 1; c <= m->channels && i->state == STATE_PUBLISHED && !i->erased; c++)
		left += i->channels >> c & 1 && m->channel[c] && i->rev[i->live].channel[c] != RELEASE_ONLINE;
	SAME("channels left", left, it->channels_left);
	SAME("online at", i->online_at, it->online_at);
	const char *bad = look_revision(d, i, it, buf);
	if (bad)
		return bad;
	SAME("live revision", i->live < 0 ? 0 : i->rev[i->live].id, it->live);
	return NULL;
}

const char *look_item(struct desk *d, struct model *m, int item, char buf[400])
{
	struct item *it;
	struct error e;
	char said[300];
	if (item_load(d, item, &it, &e) != Z_OK)
		return SAY("item %d: %s", item, error_sentence(&e, said, sizeof said));
	const char *bad = compare(d, m, item, it, buf);
	item_free(&it);
	return bad;
}

/* ---- all of it ---- */

const char *look_pairs(const char *number, const struct look_pair *p, size_t n, char buf[400])
{
	for (size_t k = 0; k < n; k++)
		if (p[k].model != p[k].desk)
			return SAY("%s: %s is %lld, should be %lld", number, p[k].what, (long long)p[k].desk, (long long)p[k].model);
	return NULL;
}

const char *look_rows(struct desk *d, const struct look_rows *r, size_t n, char buf[400])
{
	struct error e;
	for (size_t k = 0; k < n; k++) {
		int64_t is = db_number(d->db, &e, -1, r[k].sql, "");
		if (is != r[k].n)
			return SAY("%lld %s, should be %lld", (long long)is, r[k].what, (long long)r[k].n);
	}
	return NULL;
}

static const char *rows(struct desk *d, const struct model *m, char buf[400])
{
	struct error e;
	const struct look_rows count[] = {
		{"items", "SELECT count(*) FROM item", m->items},
		{"revisions", "SELECT count(*) FROM revision", m->revisions},
		{"reviews", "SELECT count(*) FROM review", m->reviews},
		{"releases", "SELECT count(*) FROM release", m->releases},
		{"corrections", "SELECT count(*) FROM correction", m->corrections},
		{"erasures", "SELECT count(*) FROM erasure", m->erasures},
		{"seats", "SELECT count(*) FROM seat", m->seats},
		{"delegations", "SELECT count(*) FROM delegation", m->lent},
		{"officers", "SELECT count(*) FROM officer", m->people},
		{"batches", "SELECT count(*) FROM batch", m->batches},
		{"audit rows", "SELECT max(seq) FROM audit", m->seq},
	};
	const char *bad = look_rows(d, count, sizeof count / sizeof *count, buf);
	if (bad)
		return bad;
	for (int id = 1; id <= m->items; id++) {
		int64_t acts = db_number(d->db, &e, -1,
			"SELECT (SELECT count(*) FROM review WHERE item=?1) + (SELECT count(*) FROM release WHERE item=?1)",
			"i", (int64_t)id);
		if (acts != m->item[id].acts)
			return SAY(
			        "%s: %lld acts, should be %d", m->item[id].number, (long long)acts, m->item[id].acts);
	}
	return NULL;
}

static const char *rights(struct desk *d, const struct model *m, char buf[400])
{
	struct error e;
	for (int p = 1; p <= m->people; p++) {
		const struct m_person *x = &m->person[p];
		int64_t has = db_number(d->db, &e, -1,
		        "SELECT active * 1000000 + office * 1000 + roles FROM officer WHERE id=?1", "i", (int64_t)p);
		int64_t want = x->active * 1000000 + x->office * 1000 + (int)x->roles;
		if (has != want)
			return SAY("officer %d is %lld, should be %lld", p, (long long)has, (long long)want);
	}
	for (int k = 1; k <= m->seats; k++) {
		int64_t to = db_number(d->db, &e, 0, "SELECT to_at FROM seat WHERE id=?1 AND officer=?2 AND tier=?3",
		        "iii", (int64_t)k, (int64_t)m->seat[k].officer, (int64_t)m->seat[k].tier);
		if (to != m->seat[k].to)
			return SAY("seat %d ends at %lld, should at %lld", k, (long long)to, (long long)m->seat[k].to);
	}
	for (int k = 1; k <= m->lent; k++) {
		int64_t at = db_number(d->db, &e, 0, "SELECT revoked_at FROM delegation WHERE id=?1 AND principal=?2",
		        "ii", (int64_t)k, (int64_t)m->lend[k].principal);
		if (at != m->lend[k].revoked)
			return SAY("delegation %d is revoked at %lld, should at %lld", k, (long long)at,
				(long long)m->lend[k].revoked);
	}
	return NULL;
}

static const char *roster(struct desk *d, const struct model *m, char buf[400])
{
	struct error e;
	struct duty *list;
	int n, at = 0;
	assert_ok(duty_list(d, m->first_day, m->first_day + M_DAYS - 1, &list, &n, &e));
	for (int k = 0; k < M_DAYS; k++) {
		struct duty is = {0};
		while (at < n && list[at].day < m->first_day + k)
			at++;
		if (at < n && list[at].day == m->first_day + k)
			is = list[at];
		if (is.officer == m->duty[k].officer && is.leader == m->duty[k].leader)
			continue;
		free(list);
		return SAY("day %d has %lld and %lld on duty, should have %d and %d", m->first_day + k, (long long)is.officer,
			(long long)is.leader, m->duty[k].officer, m->duty[k].leader);
	}
	free(list);
	return NULL;
}

enum { REASONS = 40 };
struct backs {
	int64_t office[M_OFFICES + 1], reason[REASONS]; /* [0]: of all */
};

/* Items that were returned in the days [from, to). */
static void count_backs(const struct model *m, int32_t from, int32_t to, struct backs *b)
{
	memset(b, 0, sizeof *b);
	for (int id = 1; id <= m->items; id++) {
		const struct m_item *i = &m->item[id];
		uint64_t reasons = 0;
		for (int k = 0; k < i->backs; k++)
			if (i->back[k].day >= from && i->back[k].day < to)
				reasons |= 1ull << i->back[k].reason;
		for (int r = 1; r < REASONS; r++)
			b->reason[r] += (reasons >> r & 1) != 0;
		b->office[0] += reasons != 0;
		b->office[i->office] += reasons != 0;
	}
}

static const char *returns(struct desk *d, const struct model *m, char buf[400])
{
	const int32_t today = desk_today(d);
	const struct figure_period periods[] = {figure_period_now(d, FIGURE_SPAN_WEEK, 0), figure_period_now(d, FIGURE_SPAN_YEAR, 0),
	        {.from = today - 3, .to = today, .span = FIGURE_SPAN_DAYS}};
	struct error e;
	for (size_t k = 0; k < sizeof periods / sizeof *periods; k++) {
		const struct figure_period *p = &periods[k];
		struct figure_value v;
		struct figure_part *part;
		int n;
		struct backs want;
		const char *bad = NULL;
		count_backs(m, p->from, p->to, &want);
		for (int office = 0; office <= m->offices && !bad; office++) {
			assert_ok(figure_get(d, FIGURE_RETURNED, p, office, &v, &e));
			if (v.n != want.office[office])
				bad = SAY("office %d: %lld returned from %d to %d, should be %lld", office, (long long)v.n, p->from, p->to,
					(long long)want.office[office]);
		}
		assert_ok(figure_parts(d, FIGURE_RETURNED, FIGURES_BY_REASON, p, 0, &part, &n, NULL, &e));
		for (int i = 0; i < n; i++)
			want.reason[part[i].id] -= part[i].n;
		for (int r = 1; r < REASONS && !bad; r++)
			if (want.reason[r])
				bad = SAY("returned for reason %d from %d to %d: there should be %lld more", r, p->from, p->to,
					(long long)want.reason[r]);
		free(part);
		if (bad)
			return bad;
	}
	return NULL;
}

/* The figures, counted from the model. */
static const char *figures(struct desk *d, const struct model *m, char buf[400])
{
	struct error e;
	for (int office = 0; office <= m->offices; office++) {
		int64_t is[32], want[32] = {0};
		for (int id = 1; id <= m->items; id++)
			if (!office || m->item[id].office == office)
				want[m->item[id].state]++;
		assert_ok(stat_states(d, office ? STAT_OFFICE : STAT_ALL, office, is, &e));
		for (int s = 0; s < 32; s++)
			if (is[s] != want[s])
				return SAY("office %d: %lld items %s, should be %lld", office, (long long)is[s],
					item_state_text(s), (long long)want[s]);
	}
	return returns(d, m, buf);
}

const char *look_all(struct desk *d, struct model *m, char buf[400])
{
	const char *bad = rows(d, m, buf);
	if (!bad)
		bad = rights(d, m, buf);
	if (!bad)
		bad = roster(d, m, buf);
	if (!bad)
		bad = figures(d, m, buf);
	for (int id = 1; id <= m->items && !bad; id++)
		bad = look_item(d, m, id, buf);
	if (!bad)
		bad = look_tickets(d, m, buf);
	if (!bad)
		bad = look_requests(d, m, buf);
	return bad ? bad : look_tasks(d, m, buf);
}

const char *look_waiting(struct crowd *c, const struct model *m, char buf[400])
{
	struct error e;
	for (int p = 1; p <= m->people; p++) {
		if (!c->who[p] || !m->person[p].active)
			continue;
		struct item_query q = {.scope = ITEMS_SIGN};
		struct window *v;
		int64_t n = 0, want = 0;
		int out[M_WAYS];
		desk_pin(c->who[p], m->last_at, &e);
		assert_ok(item_view_open(c->who[p], &q, &v, &e));
		n = listing_count(&v);
		for (int id = 1; id <= m->items; id++)
			want += model_sign_ways(m, &m->item[id], p, out) > 0;
		if (n != want)
			return SAY("%lld items wait for officer %d, should be %lld", (long long)n, p, (long long)want);
		const char *bad = look_requests_mine(c->who[p], m, buf);
		if (!bad)
			bad = look_tasks_mine(c->who[p], m, buf);
		if (bad)
			return bad;
	}
	return NULL;
}
