/* inner.c - the register row of an item: reading it, asking the matrix, writing it with its counters.
 * Shared by item, review, release and erase; knows no texts. */
#include "store/record/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/item/item.h"
#include "store/record/item/text.h"
#include "store/record/row_ver.h"
#include "store/rule/clock.h"
#include "store/record/words.h"

/* Sorts behind everything with a clock, and before it. */
#define DUE_NEVER 0x3fffffff
#define DUE_FIRST (-0x3fffffff)

enum z item_head(struct desk *d, int64_t id, struct item_head *h, struct error *e)
{
	memset(h, 0, sizeof *h);
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT i.id, i.ver + " ITEM_EPOCH ", i.office, i.drafter, i.recorder, i.revision, i.live, i.state, i.errata, i.class,"
		" i.attribute, i.rev_n, i.origin, i.erased, i.formed_on, i.online_at, i.submitted_at, i.catalog, i.category,"
		" i.supersedes, i.superseded_by, i.batch, i.returned, r.hash, i.number, i.channels"
		" FROM item i JOIN revision r ON r.id = i.revision WHERE i.id = ?1",
		"i", id);
	bool found = db_step(d->db, q, e);
	if (found) {
		int c = 0;
		h->id = sqlite3_column_int64(q, c++);
		h->ver = sqlite3_column_int64(q, c++);
		h->office = sqlite3_column_int64(q, c++);
		h->drafter = sqlite3_column_int64(q, c++);
		h->recorder = sqlite3_column_int64(q, c++);
		h->revision = sqlite3_column_int64(q, c++);
		h->live = sqlite3_column_int64(q, c++);
		h->state = sqlite3_column_int(q, c++);
		h->errata = sqlite3_column_int(q, c++);
		h->class = sqlite3_column_int(q, c++);
		h->attribute = sqlite3_column_int(q, c++);
		h->rev_n = sqlite3_column_int(q, c++);
		h->origin = sqlite3_column_int(q, c++);
		h->erased = sqlite3_column_int(q, c++);
		h->formed_on = column_day(q, c);
		c++;
		h->online_at = sqlite3_column_int64(q, c++);
		h->submitted_at = sqlite3_column_int64(q, c++);
		h->catalog = sqlite3_column_int64(q, c++);
		h->category = sqlite3_column_int64(q, c++);
		h->supersedes = sqlite3_column_int64(q, c++);
		h->superseded_by = sqlite3_column_int64(q, c++);
		h->batch = sqlite3_column_int64(q, c++);
		h->returned = sqlite3_column_int(q, c++);
		column_hash(q, c++, &h->hash);
		snprintf(h->number, sizeof h->number, "%s", column_text(q, c++));
		snprintf(h->channels, sizeof h->channels, "%s", column_text(q, c++));
	}
	db_done(q);
	if (found)
		return Z_OK;
	return db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_ITEM, number_text(id).s);
}

static enum z stale(struct desk *d, const struct item_head *h, struct error *e)
{
	return act_stale(d, R_STALE, h->number,
		"SELECT o.name, a.action FROM audit a JOIN officer o ON o.id = a.officer"
		" WHERE a.subject = ?1 AND a.action BETWEEN 30 AND 69 ORDER BY a.seq DESC LIMIT 1",
		h->id, action_text, e);
}

enum z item_open(struct desk *d, int64_t id, int64_t ver, struct item_head *h, struct error *e)
{
	enum z z = item_head(d, id, h, e);
	if (z == Z_OK && h->ver != ver)
		return stale(d, h, e);
	return z;
}

bool item_wrote(const struct item_authors *a, int64_t officer)
{
	for (size_t i = 0; officer && i < a->n; i++)
		if (a->id[i] == officer)
			return true;
	return false;
}

static bool add_author(struct item_authors *a, int64_t officer)
{
	if (!officer || item_wrote(a, officer))
		return true;
	if (a->n == ITEM_AUTHORS)
		return false;
	a->id[a->n++] = officer;
	return true;
}

enum z item_authors(struct desk *d, const struct item_head *h, struct item_authors *a, struct error *e)
{
	a->n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT drafter, recorder FROM revision WHERE item = ?1 AND (id > ?2 OR id = ?3)", "iii", h->id, h->live, h->revision);
	enum z z = Z_OK;
	while (z == Z_OK && db_step(d->db, q, e))
		if (!add_author(a, sqlite3_column_int64(q, 0)) || !add_author(a, sqlite3_column_int64(q, 1)))
			z = refuse(e, R_FLOW_BROKEN, h->number); /* one who is not counted might sign */
	db_done(q);
	return z == Z_OK ? db_result(d->db) : z;
}

enum z item_flow(struct desk *d, int64_t item, struct flow *f, struct error *e)
{
	flow_begin(f);
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT 0 AS release, v.id, v.refers, v.act, v.tier, v.back_to, v.officer, v.principal, v.revision, r.attribute,"
		" v.at, v.step FROM review v JOIN revision r ON r.id = v.revision WHERE v.item = ?1"
		" UNION ALL SELECT 1, l.id, l.refers, l.act, 0, 0, l.officer, NULL, l.revision, r.attribute, l.at, l.step"
		" FROM release l JOIN revision r ON r.id = l.revision WHERE l.item = ?1 ORDER BY 12, 1, 2",
		"i", item);
	while (db_step(d->db, q, e)) {
		struct flow_event ev = {
			.release = sqlite3_column_int(q, 0),
			.id = sqlite3_column_int64(q, 1),
			.refers = sqlite3_column_int64(q, 2),
			.act = sqlite3_column_int(q, 3),
			.tier = sqlite3_column_int(q, 4),
			.back_to = sqlite3_column_int(q, 5),
			.officer = sqlite3_column_int64(q, 6),
			.principal = sqlite3_column_int64(q, 7),
			.revision = sqlite3_column_int64(q, 8),
			.attribute = sqlite3_column_int(q, 9),
			.at = sqlite3_column_int64(q, 10),
			.step = sqlite3_column_int64(q, 11),
		};
		flow_step(f, &ev);
	}
	db_done(q);
	return db_result(d->db);
}

static bool passed_another(const struct flow *f, int tier, int64_t id)
{
	for (int t = 1; id && t <= 3; t++)
		if (t != tier && f->pass[t].id && (f->pass[t].officer == id || f->pass[t].principal == id))
			return true;
	return false;
}

/* By his role; else by a seat of some tier, which counts as the seat of the one who lent it. */
static enum z permit_seatless(
        struct desk *d, struct permit_case *c, const struct item_authors *authors, int64_t at, struct error *e)
{
	struct permit_case by_role = *c;
	by_role.seat_any = false;
	if (permit_check(&by_role, NULL) == Z_OK)
		return Z_OK;
	const struct tier_actor me = {.officer = d->who.id, .at = at};
	if (c->seat_any && !tier_apart(&d->book, &me, 1, authors->id, authors->n))
		c->wrote = true;
	return permit_check(c, e);
}

/* What can be read on a platform of an item under 勘误 can be taken down, however far the 勘误 is. */
static int judged_state(enum action a, const struct item_head *h)
{
	bool down = a == ACTION_RELEASE_DOWN || a == ACTION_RELEASE_EMERGENCY;
	return down && h->errata ? STATE_PUBLISHED : h->state;
}

enum z item_permit(struct desk *d, enum action a, const struct item_head *h, struct tier_basis *basis, struct error *e)
{
	if (basis)
		*basis = (struct tier_basis){0};
	const struct who *w = &d->who;
	if (!w->id)
		return refuse(e, R_NOBODY);
	int64_t at = desk_now(d);
	bool author = w->id == h->drafter || w->id == h->recorder;
	struct permit_case c = {
		.action = a,
		.state = judged_state(a, h),
		.roles = w->roles,
		.author = author,
		.own_office = author || h->office == w->office || (w->roles & ROLE_OFFICE),
		.seat_any = w->seat[1] || w->seat[2] || w->seat[3],
	};
	struct item_authors authors;
	enum z z = item_authors(d, h, &authors, e);
	if (z != Z_OK)
		return z;
	c.wrote = item_wrote(&authors, w->id);
	c.seat3 = tier_bases(&d->book, w->id, 3, h->office, h->class, at, NULL, 0) > 0;

	int tier = state_tier(h->state);
	struct tier_basis ways[16];
	size_t n = tier && permit_by_tier(a) ? tier_bases(&d->book, w->id, tier, h->office, h->class, at, ways, 16) : 0;
	if (n > 16)
		n = 16;
	if (n == 0)
		return permit_seatless(d, &c, &authors, at, e);
	/* Several seats or delegations may serve: the first that breaks no rule is used; if none does, what speaks
	 * against the first is said. */
	struct flow f;
	z = item_flow(d, h->id, &f, e);
	if (z != Z_OK)
		return z;
	struct error first = {0};
	for (size_t i = 0; i < n; i++) {
		struct permit_case way = c;
		way.seat = true;
		way.wrote = c.wrote || item_wrote(&authors, ways[i].principal);
		way.passed = passed_another(&f, tier, w->id) || passed_another(&f, tier, ways[i].principal);
		struct error why = {0};
		if (permit_check(&way, &why) == Z_OK) {
			if (basis)
				*basis = ways[i];
			return Z_OK;
		}
		if (i == 0)
			first = why;
	}
	if (e)
		*e = first;
	return first.kind;
}

void item_due(const struct desk *d, const struct item_head *h, int32_t *due, int32_t *due_sort)
{
	*due = DAY_NONE;
	*due_sort = DUE_NEVER;
	int32_t from = DAY_NONE;
	int days = (int)setting_number(d, SETTING_PUBLISH_DAYS);
	switch (h->state) {
	case STATE_EMERGENCY:
		/* two people confirm or undo it within one working day (design 5) */
		from = day_at(h->submitted_at);
		days = 1;
		break;
	case STATE_DRAFT:
	case STATE_RETURNED:
	case STATE_TIER1:
	case STATE_TIER2:
	case STATE_TIER3:
	case STATE_SIGNED:
	case STATE_REFERRED:
		if (h->errata) {
			*due_sort = DUE_FIRST; /* what is wrong on the platform comes first; art. 26 is not counted again */
			return;
		}
		if (h->attribute == ATTRIBUTE_OPEN && !h->online_at)
			from = h->formed_on; /* 条例 art. 26: from the day it was formed or changed */
		break;
	default:
		return;
	}
	if (from == DAY_NONE)
		return;
	clock_due(d->calendar, from, days, NULL, due, NULL);
	*due_sort = *due != DAY_NONE ? *due : clock_estimate(d->calendar, from, days, NULL, 0, NULL);
}

static char *put_sql(const struct item_head *was, const struct item_head *h, bool due, bool due_sort)
{
	struct buffer b = {0};
	buffer_text(&b, "UPDATE item SET updated_at=?25, ver=ver+1");
	set_if(&b, h->state != was->state, ", state=?3");
	set_if(&b, h->errata != was->errata, ", errata=?4");
	set_if(&b, h->class != was->class, ", class=?5");
	set_if(&b, h->attribute != was->attribute, ", attribute=?6");
	set_if(&b, h->office != was->office, ", office=?7");
	set_if(&b, h->catalog != was->catalog, ", catalog=?8");
	set_if(&b, h->category != was->category, ", category=?9");
	set_if(&b, strcmp(h->channels, was->channels) != 0, ", channels=?10");
	set_if(&b, h->drafter != was->drafter, ", drafter=?11");
	set_if(&b, h->recorder != was->recorder, ", recorder=?12");
	set_if(&b, h->revision != was->revision, ", revision=?13");
	set_if(&b, h->rev_n != was->rev_n, ", rev_n=?14");
	set_if(&b, h->live != was->live, ", live=?15");
	set_if(&b, h->formed_on != was->formed_on, ", formed_on=?16");
	set_if(&b, due, ", due=?17");
	set_if(&b, due_sort, ", due_sort=?18");
	set_if(&b, h->online_at != was->online_at, ", online_at=?19");
	set_if(&b, h->returned != was->returned, ", returned=?20");
	set_if(&b, h->submitted_at != was->submitted_at, ", submitted_at=?21");
	set_if(&b, h->supersedes != was->supersedes, ", supersedes=?22");
	set_if(&b, h->superseded_by != was->superseded_by, ", superseded_by=?23");
	set_if(&b, h->erased != was->erased, ", erased=?24");
	buffer_text(&b, " WHERE id=?1 AND ver=?2");
	return buffer_take(&b);
}

enum z item_put(struct desk *d, const struct item_head *before, struct item_head *h, struct error *e)
{
	int32_t due, due_sort;
	item_due(d, h, &due, &due_sort);
	int32_t old_due = stat_due_now(d, h->id, e);
	enum z z = db_result(d->db);
	int64_t old_sort = z ? 0 : db_number(d->db, e, 0, "SELECT due_sort FROM item WHERE id=?1", "i", h->id);
	if (z != Z_OK || (z = db_result(d->db)) != Z_OK)
		return z;
	char *sql = put_sql(before, h, due != old_due, due_sort != old_sort);
	z = db_run_dynamic(d->db, e, sql, "iiiiiiioosiiiioddioioooii", h->id, h->ver & ITEM_VER, (int64_t)h->state,
		(int64_t)h->errata, (int64_t)h->class, (int64_t)h->attribute, h->office, h->catalog, h->category, h->channels,
		h->drafter, h->recorder, h->revision, (int64_t)h->rev_n, h->live, h->formed_on, due, (int64_t)due_sort,
		h->online_at, (int64_t)h->returned, h->submitted_at, h->supersedes, h->superseded_by, (int64_t)h->erased,
		d->now);
	free(sql);
	if (z != Z_OK)
		return z;
	if (db_changes(d->db) == 0)
		return stale(d, h, e);
	h->ver++;
	op_touch(d, T_item, h->id);
	return stat_move(d, before, old_due, h, due, e);
}

enum z item_channels_left(struct desk *d, int64_t item, int64_t *n, struct error *e)
{
	*n = db_number(d->db, e, 0,
		"SELECT count(*) FROM item i JOIN channel c ON c.active = 1 AND instr(i.channels, ','||c.id||',') > 0"
		" WHERE i.id = ?1 AND i.state = ?2 AND i.erased = 0 AND NOT EXISTS (SELECT 1 FROM release l"
		" WHERE l.item = i.id AND l.revision = i.live AND l.channel = c.id AND l.act = ?3)",
		"iii", item, (int64_t)STATE_PUBLISHED, (int64_t)RELEASE_ONLINE);
	return db_result(d->db);
}

enum z item_channels_count(struct desk *d, int64_t item, struct error *e)
{
	int64_t n;
	enum z z = item_channels_left(d, item, &n, e);
	bool was = z == Z_OK && db_number(d->db, e, 0, "SELECT channels_left > 0 FROM item WHERE id = ?1", "i", item) != 0;
	if (z == Z_OK)
		z = db_result(d->db);
	if (z == Z_OK)
		z = db_run(d->db, e, "UPDATE item SET channels_left = ?2 WHERE id = ?1 AND channels_left IS NOT ?2", "io",
		        item, n);
	return z == Z_OK && was != (n > 0) ? stat_left(d, item, n > 0 ? +1 : -1, e) : z;
}

enum z opinion_put(struct desk *d, const char *opinion, struct content_ref *ref, struct error *e)
{
	*ref = (struct content_ref){0};
	char *text = text_cleaned(opinion, true);
	enum z z = *text ? content_put(d->db, text, strlen(text), ref, e) : Z_OK;
	free(text);
	return z;
}

enum z review_append(
        struct desk *d, const struct item_head *h, const struct review_in *in, int64_t *id, struct error *e)
{
	struct content_ref opinion;
	enum z z = opinion_put(d, in->opinion, &opinion, e);
	if (z != Z_OK)
		return z;
	z = db_run(d->db, e,
		"INSERT INTO review(id, item, revision, hash, act, tier, state, back_to, reason, opinion_c, opinion_d, ticks,"
		" officer, principal, delegation, seat, paper, refers, step, at)"
		" VALUES((SELECT coalesce(max(id),0)+1 FROM review),?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,"
		"?18,?19)",
		"iihiiiiiohsioooioii", h->id, h->revision, &h->hash, (int64_t)in->act, (int64_t)in->tier, (int64_t)in->state,
		(int64_t)in->back_to, (int64_t)in->reason, opinion.id, opinion.id ? &opinion.digest : NULL,
		in->ticks ? in->ticks : "", in->officer ? in->officer : d->who.id, in->basis.principal, in->basis.delegation,
		in->basis.seat, (int64_t)in->paper, in->refers, h->ver, d->now);
	if (z != Z_OK)
		return z;
	int64_t made = db_last_id(d->db);
	op_touch(d, T_review, made);
	if (in->basis.principal)
		d->acted_principal = in->basis.principal;
	if (id)
		*id = made;
	return stat_review(d, h->id, made, in->act, e);
}

/* What the matrix cannot know: whether there is anything to take back, confirm or follow up.  The operations ask
 * again. */
static enum z anything_to_do(struct desk *d, enum action a, const struct item_head *h, struct error *e)
{
	struct flow f;
	switch (a) {
	case ACTION_ITEM_RECALL:
	case ACTION_REVIEW_WITHDRAW:
	case ACTION_REVIEW_PAPER:
	case ACTION_REVIEW_PAPER_CONFIRM:
	case ACTION_RELEASE_FOLLOW_UP:
		break;
	default:
		return Z_OK;
	}
	enum z z = item_flow(d, h->id, &f, e);
	if (z != Z_OK)
		return z;
	bool paper = setting_number(d, SETTING_PAPER_SIGN) != 0;
	bool opinion = !f.last.release && (f.last.act == REVIEW_PASS || f.last.act == REVIEW_RETURN) &&
	               f.last.revision == h->revision;
	bool mine = f.last.officer == d->who.id || f.last.principal == d->who.id;
	if (a == ACTION_ITEM_RECALL)
		return f.unseen ? Z_OK : refuse(e, R_RECALL_LATE);
	if (a == ACTION_REVIEW_WITHDRAW)
		return !opinion ? refuse(e, R_WITHDRAW_LATE) : mine ? Z_OK : refuse(e, R_WITHDRAW_OTHER);
	if (a == ACTION_REVIEW_PAPER)
		return !paper ? refuse(e, R_PAPER_OFF) : f.paper ? refuse(e, R_PAPER_OPEN) : Z_OK;
	if (a == ACTION_REVIEW_PAPER_CONFIRM && f.paper) /* what waits can be refused at any time */
		return f.paper_officer == d->who.id || f.paper_leader == d->who.id ? refuse(e, R_PAPER_SELF) : Z_OK;
	if (a == ACTION_REVIEW_PAPER_CONFIRM)
		return refuse(e, paper ? R_PAPER_NONE : R_PAPER_OFF);
	if (f.emergency_officer == d->who.id)
		return refuse(e, R_EMERGENCY_SELF);
	return f.keep_down[0] == d->who.id || f.put_back[0] == d->who.id ? refuse(e, R_EMERGENCY_TWICE) : Z_OK;
}

enum z item_may(struct desk *d, enum action a, int64_t id, struct error *e)
{
	struct item_head h;
	enum z z = item_head(d, id, &h, e);
	if (z == Z_OK)
		z = desk_refresh(d, e);
	if (z == Z_OK)
		z = item_permit(d, a, &h, NULL, e);
	return z == Z_OK ? anything_to_do(d, a, &h, e) : z;
}

enum z item_acts_for(struct desk *d, enum action a, int64_t id, int64_t *principal, char name[64], struct error *e)
{
	struct item_head h;
	struct tier_basis basis = {0};
	name[0] = '\0';
	*principal = 0;
	enum z z = item_head(d, id, &h, e);
	if (z == Z_OK)
		z = desk_refresh(d, e);
	if (z == Z_OK)
		z = item_permit(d, a, &h, &basis, e);
	if (z != Z_OK || !basis.principal)
		return z;
	*principal = basis.principal;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT name FROM officer WHERE id=?1", "i", basis.principal);
	if (db_step(d->db, q, e))
		snprintf(name, 64, "%s", column_text(q, 0));
	db_done(q);
	return db_result(d->db);
}
