/* review.c - see review.h. Each act: the version, the matrix, the rule of the act, the register row, the append-only
 * row. */
#include "store/record/item/review.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/record/inner.h"
#include "store/record/item/text.h"

static bool said(const char *s)
{
	return !text_blank(s);
}

static enum z opinion_check(const char *opinion, bool required, struct error *e)
{
	if (required && !said(opinion))
		return refuse(e, R_OPINION_EMPTY);
	if (said(opinion) && utf8_count(opinion) > OPINION_MAX)
		return refuse(e, R_OPINION_LONG, number_text(OPINION_MAX).s);
	return Z_OK;
}

/* The beginning of every act of a reviewer. */
static enum z open_act(struct desk *d, enum action a, int64_t id, int64_t ver, struct item_head *h, struct flow *f,
	struct tier_basis *basis, struct error *e)
{
	enum z z = item_open(d, id, ver, h, e);
	if (z == Z_OK)
		z = item_permit(d, a, h, basis, e);
	if (z == Z_OK)
		z = item_flow(d, id, f, e);
	if (z == Z_OK && (f->wrong || f->state != h->state))
		return refuse(e, R_FLOW_BROKEN, h->number);
	return z;
}

/* The register row and the append-only row of an act that brings the item into a state. */
static enum z enter(struct desk *d, const struct item_head *before, int state, struct review_in *in, int64_t *row,
	struct error *e)
{
	struct item_head h = *before;
	h.state = in->state = state;
	h.returned = in->act == REVIEW_RETURN ? in->reason : 0;
	h.submitted_at = state_tier(state) || state == STATE_REFERRED || state == STATE_SIGNED ? d->now : 0;
	enum z z = item_put(d, before, &h, e);
	return z == Z_OK ? review_append(d, &h, in, row, e) : z;
}

/* ------------------------------------------------------------ pass */
static enum z ticks_check(struct desk *d, int tier, const int64_t *ticks, char *text, size_t cap, struct error *e)
{
	size_t at = 0;
	text[0] = '\0';
	for (int i = 0; ticks && ticks[i] && at + 24 < cap; i++)
		at += (size_t)snprintf(text + at, cap - at, "%s%lld", at ? "," : "", (long long)ticks[i]);
	if (!setting_number(d, SETTING_CHECKLIST))
		return Z_OK;
	enum z z = Z_OK;
	sqlite3_stmt *q = db_query(d->db, e,
	        "SELECT id, text FROM checklist WHERE tier=?1 AND active=1 ORDER BY sort, id", "i", (int64_t)tier);
	while (z == Z_OK && db_step(d->db, q, e)) {
		bool ticked = false;
		for (int i = 0; ticks && ticks[i]; i++)
			ticked = ticked || ticks[i] == sqlite3_column_int64(q, 0);
		if (!ticked)
			z = refuse(e, R_TICK_MISSING, column_text(q, 1));
	}
	db_done(q);
	return z;
}

static enum z pass(struct desk *d, int64_t id, int64_t ver, const struct hash *seen, const char *opinion,
        const int64_t *ticks, struct error *e)
{
	struct item_head h;
	struct flow f;
	struct review_in in = {.act = REVIEW_PASS, .opinion = opinion};
	char ticked[1024];
	enum z z = open_act(d, ACTION_REVIEW_PASS, id, ver, &h, &f, &in.basis, e);
	if (z == Z_OK && h.erased)
		return refuse(e, R_ERASED);
	if (z == Z_OK && !hash_same(seen, &h.hash))
		return refuse(e, R_NOT_WHAT_WAS_SEEN, h.number);
	if (z == Z_OK)
		z = opinion_check(opinion, false, e);
	if (z != Z_OK)
		return z;
	in.tier = state_tier(h.state);
	for (int t = 1; t < in.tier; t++)
		if (!f.pass[t].id)
			return refuse(e, R_TIER_SKIPPED, tier_text(t));
	if ((z = ticks_check(d, in.tier, ticks, ticked, sizeof ticked, e)) != Z_OK)
		return z;
	in.ticks = ticked;
	if (in.tier == 3 && f.paper)
		return refuse(e, R_PAPER_OPEN);
	return enter(d, &h, in.tier < 3 ? (int)tier_state(in.tier + 1) : flow_signed_state(h.attribute), &in, NULL, e);
}

enum z review_pass(struct desk *d, int64_t item, int64_t ver, const struct hash *seen, const char *opinion,
	const int64_t *ticks, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = pass(d, item, ver, seen, opinion, ticks, e);
	return op_end(d, z, ACTION_REVIEW_PASS, item, e);
}

/* ------------------------------------------------------------ return, refer */
static enum z give_back(
        struct desk *d, int64_t id, int64_t ver, int back_to, int reason, const char *opinion, struct error *e)
{
	struct item_head h;
	struct flow f;
	struct review_in in = {.act = REVIEW_RETURN, .opinion = opinion, .back_to = back_to, .reason = reason};
	enum z z = open_act(d, ACTION_REVIEW_RETURN, id, ver, &h, &f, &in.basis, e);
	if (z == Z_OK)
		z = opinion_check(opinion, true, e);
	if (z != Z_OK)
		return z;
	in.tier = state_tier(h.state);
	if (!*return_reason_text(reason))
		return refuse(e, R_RETURN_REASON);
	if (back_to < 0 || back_to >= in.tier)
		return refuse(e, R_RETURN_WHERE, tier_text(in.tier));
	return enter(d, &h, back_to ? (int)tier_state(back_to) : STATE_RETURNED, &in, NULL, e);
}

enum z review_return(
        struct desk *d, int64_t item, int64_t ver, int back_to, int reason, const char *opinion, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = give_back(d, item, ver, back_to, reason, opinion, e);
	return op_end(d, z, ACTION_REVIEW_RETURN, item, e);
}

static enum z refer(struct desk *d, int64_t id, int64_t ver, const char *opinion, struct error *e)
{
	struct item_head h;
	struct flow f;
	struct review_in in = {.act = REVIEW_REFER, .opinion = opinion};
	enum z z = open_act(d, ACTION_REVIEW_REFER, id, ver, &h, &f, &in.basis, e);
	if (z == Z_OK)
		z = opinion_check(opinion, true, e);
	if (z != Z_OK)
		return z;
	in.tier = state_tier(h.state);
	return enter(d, &h, STATE_REFERRED, &in, NULL, e);
}

enum z review_refer(struct desk *d, int64_t item, int64_t ver, const char *opinion, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = refer(d, item, ver, opinion, e);
	return op_end(d, z, ACTION_REVIEW_REFER, item, e);
}

static enum z refer_done(struct desk *d, int64_t id, int64_t ver, bool again, const char *opinion, struct error *e)
{
	struct item_head h;
	struct flow f;
	struct review_in in = {.act = REVIEW_REFER_DONE, .opinion = opinion};
	enum z z = open_act(d, ACTION_REVIEW_REFER_DONE, id, ver, &h, &f, NULL, e);
	if (z == Z_OK)
		z = opinion_check(opinion, true, e);
	if (z != Z_OK)
		return z;
	in.back_to = again ? f.refer_tier : 0;
	return enter(d, &h, again ? (int)tier_state(f.refer_tier) : STATE_RETURNED, &in, NULL, e);
}

enum z review_refer_done(
        struct desk *d, int64_t item, int64_t ver, bool open_again, const char *opinion, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = refer_done(d, item, ver, open_again, opinion, e);
	return op_end(d, z, ACTION_REVIEW_REFER_DONE, item, e);
}

/* ------------------------------------------------------------ withdraw */
/* Signatures that come back with the opinion were given for the office and the class that the item had: somebody else
 * may sit there now.  A returned item that its author has begun to work on is his. */
static enum z moved_since(struct desk *d, const struct item_head *h, const struct flow_event *last, struct error *e)
{
	bool moved = h->state == STATE_RETURNED && (h->ver & ITEM_VER) != (last->step & ITEM_VER);
	if (!moved)
		moved = db_number(d->db, e, 0,
				"SELECT 1 FROM correction WHERE item=?1 AND step>?2 AND field IN ('office','class') AND old<>new LIMIT 1",
				"ii", h->id, last->step) != 0;
	if (db_failed(d->db))
		return db_result(d->db);
	return moved ? refuse(e, R_WITHDRAW_LATE) : Z_OK;
}

static enum z withdraw(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	struct item_head h;
	struct flow f;
	enum z z = open_act(d, ACTION_REVIEW_WITHDRAW, id, ver, &h, &f, NULL, e);
	if (z != Z_OK)
		return z;
	const struct flow_event *last = &f.last;
	if (last->release || (last->act != REVIEW_PASS && last->act != REVIEW_RETURN) || last->revision != h.revision)
		return refuse(e, R_WITHDRAW_LATE);
	if (last->officer != d->who.id && last->principal != d->who.id)
		return refuse(e, R_WITHDRAW_OTHER);
	if ((z = moved_since(d, &h, last, e)) != Z_OK)
		return z;
	struct review_in in = {.act = REVIEW_WITHDRAW, .tier = last->tier, .refers = last->id};
	return enter(d, &h, f.before_state, &in, NULL, e);
}

enum z review_withdraw(struct desk *d, int64_t item, int64_t ver, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = withdraw(d, item, ver, e);
	return op_end(d, z, ACTION_REVIEW_WITHDRAW, item, e);
}

/* ------------------------------------------------------------ 纸签 */
/* The leader who signed on paper meets the same rules as if he had pressed the key; with his own seat, since a sheet
 * does not say for whom. */
static enum z paper_leader(struct desk *d, const struct item_head *h, const struct flow *f, int64_t leader,
	struct tier_basis *basis, struct error *e)
{
	struct item_authors authors;
	if (tier_bases(&d->book, leader, 3, h->office, h->class, d->now, basis, 1) == 0 || basis->principal)
		return refuse(e, R_PAPER_NO_SEAT);
	enum z z = item_authors(d, h, &authors, e);
	if (z != Z_OK)
		return z;
	if (item_wrote(&authors, leader))
		return refuse(e, R_PAPER_AUTHOR);
	for (int t = 1; t < 3; t++) {
		if (!f->pass[t].id)
			return refuse(e, R_TIER_SKIPPED, tier_text(t));
		if (f->pass[t].officer == leader || f->pass[t].principal == leader)
			return refuse(e, R_PAPER_TWICE, tier_text(t));
	}
	return h->erased ? refuse(e, R_ERASED) : Z_OK;
}

/* Who confirms is another than the two on the sheet, also when he sits there for somebody. */
static enum z paper_other(struct desk *d, const struct item_head *h, const struct flow *f, struct error *e)
{
	struct item_authors a;
	enum z z = item_authors(d, h, &a, e);
	if (z != Z_OK)
		return z;
	int64_t not[ITEM_AUTHORS + 2];
	memcpy(not, a.id, a.n * sizeof not[0]);
	not[a.n] = f->paper_officer;
	not[a.n + 1] = f->paper_leader;
	const struct tier_actor me = {
		.officer = d->who.id, .at = d->now, .by_role = (d->who.roles & (ROLE_CLERK | ROLE_OFFICE)) != 0};
	return tier_apart(&d->book, &me, 1, not, a.n + 2) ? Z_OK : refuse(e, R_PAPER_SELF);
}

static enum z paper(struct desk *d, int64_t id, int64_t ver, int64_t leader, const char *short_hash,
        const char *scan_name, const void *scan, size_t bytes, struct error *e)
{
	struct item_head h;
	struct flow f;
	struct tier_basis basis;
	enum z z = open_act(d, ACTION_REVIEW_PAPER, id, ver, &h, &f, NULL, e);
	if (z != Z_OK)
		return z;
	if (!setting_number(d, SETTING_PAPER_SIGN))
		return refuse(e, R_PAPER_OFF);
	if (f.paper)
		return refuse(e, R_PAPER_OPEN);
	if ((z = paper_leader(d, &h, &f, leader, &basis, e)) != Z_OK)
		return z;
	char hex[65];
	hash_hex(&h.hash, hex);
	if (!said(short_hash) || strlen(short_hash) < 8 || strncasecmp(hex, short_hash, strlen(short_hash)) != 0)
		return refuse(e, R_PAPER_HASH, short_hash ? short_hash : "");
	if (!scan || bytes == 0 || bytes > CONTENT_MAX || !said(scan_name))
		return refuse(e, R_PAPER_SCAN, number_text(CONTENT_MAX >> 20).s);
	/* The scan is the opinion of this row: it is erasable content like every text. */
	struct buffer b = {0};
	char *name = text_cleaned(scan_name, false);
	for (char *p = name; *p; p++)
		if (*p == '/' || *p == '\\')
			*p = '_';
	buffer_printf(&b, "%s\n", name);
	free(name);
	buffer_add(&b, scan, bytes);
	struct content_ref ref;
	z = content_put(d->db, b.s, b.n, &ref, e);
	buffer_free(&b);
	if (z != Z_OK)
		return z;
	struct item_head now = h;
	if ((z = item_put(d, &h, &now, e)) != Z_OK)
		return z;
	z = db_run(d->db, e,
		"INSERT INTO review(id, item, revision, hash, act, tier, state, opinion_c, opinion_d, officer, principal, seat, paper,"
		" step, at) VALUES((SELECT coalesce(max(id),0)+1 FROM review),?1,?2,?3,?4,3,?5,?6,?7,?8,?9,?10,1,?11,?12)",
		"iihiiihiiiii", h.id, h.revision, &h.hash, (int64_t)REVIEW_PAPER, (int64_t)h.state, ref.id, &ref.digest,
		d->who.id, leader, basis.seat, now.ver, d->now);
	if (z == Z_OK)
		op_touch(d, T_review, db_last_id(d->db));
	return z;
}

enum z review_paper(struct desk *d, int64_t item, int64_t ver, int64_t leader, const char *short_hash,
        const char *scan_name, const void *scan, size_t bytes, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = paper(d, item, ver, leader, short_hash, scan_name, scan, bytes, e);
	return op_end(d, z, ACTION_REVIEW_PAPER, item, e);
}

static enum z paper_confirm(struct desk *d, int64_t id, int64_t ver, bool good, const char *opinion, struct error *e)
{
	struct item_head h;
	struct flow f;
	struct review_in in = {.tier = 3, .opinion = opinion, .paper = true};
	enum z z = open_act(d, ACTION_REVIEW_PAPER_CONFIRM, id, ver, &h, &f, NULL, e);
	if (z != Z_OK)
		return z;
	if (!f.paper)
		return refuse(e, R_PAPER_NONE);
	if (good &&
	        !setting_number(d, SETTING_PAPER_SIGN)) /* what waits can still be refused, or it would wait for ever */
		return refuse(e, R_PAPER_OFF);
	if ((z = paper_other(d, &h, &f, e)) != Z_OK)
		return z;
	in.refers = f.paper;
	if (!good) {
		in.act = REVIEW_PAPER_REFUSE;
		if ((z = opinion_check(opinion, true, e)) != Z_OK)
			return z;
		return enter(d, &h, h.state, &in, NULL, e);
	}
	/* Time has passed since it was entered: the leader's right is asked again. */
	if ((z = paper_leader(d, &h, &f, f.paper_leader, &in.basis, e)) != Z_OK)
		return z;
	in.act = REVIEW_PAPER_CONFIRM;
	return enter(d, &h, flow_signed_state(h.attribute), &in, NULL, e);
}

enum z review_paper_confirm(struct desk *d, int64_t item, int64_t ver, bool good, const char *opinion, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = paper_confirm(d, item, ver, good, opinion, e);
	return op_end(d, z, ACTION_REVIEW_PAPER_CONFIRM, item, e);
}

enum z review_paper_scan(struct desk *d, int64_t item, char **name, char **data, size_t *bytes, struct error *e)
{
	struct flow f;
	struct content_ref ref = {0};
	char *all = NULL;
	size_t n = 0;
	*name = *data = NULL;
	enum z z = item_flow(d, item, &f, e);
	if (z == Z_OK && !f.paper)
		return refuse(e, R_PAPER_NONE);
	if (z != Z_OK)
		return z;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT opinion_c, opinion_d FROM review WHERE id=?1", "i", f.paper);
	if (db_step(d->db, q, e)) {
		ref.id = sqlite3_column_int64(q, 0);
		column_hash(q, 1, &ref.digest);
	}
	db_done(q);
	if ((z = db_result(d->db)) == Z_OK)
		z = content_get(d->db, &ref, &all, &n, e);
	if (z != Z_OK)
		return z;
	/* one line with the file's name, then the file */
	size_t line = strcspn(all, "\n");
	*name = xstrndup(all, line);
	*bytes = n > line ? n - line - 1 : 0;
	*data = xalloc(*bytes + 1);
	memcpy(*data, all + line + (n > line), *bytes);
	free(all);
	return Z_OK;
}

/* ------------------------------------------------------------ who could */
int review_candidates(struct desk *d, int64_t item, int tier, char *names, size_t cap)
{
	struct item_head h;
	struct flow f;
	int n = 0;
	size_t at = 0;
	if (cap)
		names[0] = '\0';
	if (item_head(d, item, &h, NULL) != Z_OK || item_flow(d, item, &f, NULL) != Z_OK)
		return 0;
	struct item_authors authors;
	if (item_authors(d, &h, &authors, NULL) != Z_OK)
		return 0;
	for (size_t i = 0; i < d->book.officers_n; i++) {
		int64_t o = d->book.officers[i].id;
		struct tier_basis way[8];
		bool out = !d->book.officers[i].active || (d->book.officers[i].roles & ROLE_ADMIN);
		out = out || item_wrote(&authors, o);
		for (int t = 1; t <= 3; t++)
			out = out ||
			      (t != tier && f.pass[t].id && (f.pass[t].officer == o || f.pass[t].principal == o));
		size_t ways = out ? 0 : tier_bases(&d->book, o, tier, h.office, h.class, desk_now(d), way, 8), good = 0;
		for (size_t k = 0; k < ways && k < 8; k++) { /* he signs for one who may not: neither may he */
			bool bad = item_wrote(&authors, way[k].principal);
			for (int t = 1; way[k].principal && t <= 3; t++)
				bad = bad || (t != tier && f.pass[t].id &&
						     (f.pass[t].officer == way[k].principal || f.pass[t].principal == way[k].principal));
			good += !bad;
		}
		if (!good)
			continue;
		sqlite3_stmt *q = db_query(d->db, NULL, "SELECT name FROM officer WHERE id=?1", "i", o);
		if (db_step(d->db, q, NULL) && at < cap)
			at += (size_t)snprintf(names + at, cap - at, "%s%s", n ? "、" : "", column_text(q, 0));
		db_done(q);
		n++;
	}
	return n;
}

enum z review_standing(struct desk *d, int64_t item, int64_t pass_ids[4], struct error *e)
{
	struct flow f;
	enum z z = item_flow(d, item, &f, e);
	for (int t = 0; t < 4; t++)
		pass_ids[t] = z == Z_OK ? f.pass[t].id : 0;
	return z;
}
