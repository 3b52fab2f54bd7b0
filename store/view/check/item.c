/* item.c - one item against the invariants: its texts against their digests, its revisions
 * against their hashes, its signatures against seats, authors and each other, its register row
 * against all of these. */
#include "store/view/check/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/file/search/tokenizer.h"
#include "store/record/item/item.h"
#include "store/record/item/revision_hash.h"
#include "store/rule/item/flow.h"

struct rev {
	int64_t id, drafter, recorder;
	int n, attribute;
	int32_t formed_on;
	struct hash hash;
};
struct step {
	struct flow_event ev;
	struct hash hash;
	int state;
	int64_t seat, delegation, step, happened_at;
};
struct look {
	struct check *c;
	struct item_head h;
	struct check_of of;
	char name[64]; /* 第2026-0142号 */
	char title[1024];
	int32_t due, due_sort;
	int64_t channels_left;
	struct rev *revs;
	int revs_n;
	struct step *steps;
	int steps_n;
	int64_t live;   /* as the steps so far make it */
	int64_t online; /* 1: some step came online, 2: at the registered instant */
};

/* ---- reading ---- */

static enum z load_row(struct look *l, int64_t id, struct error *e)
{
	struct db *db = l->c->d->db;
	enum z z = item_head(l->c->d, id, &l->h, e);
	if (z != Z_OK)
		return z;
	snprintf(l->name, sizeof l->name, check_word(WORD_NUMBER), l->h.number);
	sqlite3_stmt *q =
	        db_query(db, e, "SELECT title, due, due_sort, channels_left FROM item WHERE id=?1", "i", id);
	if (db_step(db, q, e)) {
		snprintf(l->title, sizeof l->title, "%s", column_text(q, 0));
		l->due = column_day(q, 1);
		l->due_sort = sqlite3_column_int(q, 2);
		l->channels_left = sqlite3_column_int64(q, 3);
	}
	db_done(q);
	return db_result(db);
}

static enum z load_steps(struct look *l, struct error *e)
{
	struct db *db = l->c->d->db;
	int cap = 0;
	sqlite3_stmt *q = db_query(db, e,
	        "SELECT 0 AS release, v.id, v.refers, v.act, v.tier, v.back_to, v.officer, "
	        "v.principal, v.revision, r.attribute, v.at, v.step,"
	        " v.hash, v.state, v.seat, v.delegation, v.at FROM review v JOIN revision r ON "
	        "r.id=v.revision WHERE v.item=?1"
	        " UNION ALL SELECT 1, l.id, l.refers, l.act, 0, 0, l.officer, NULL, l.revision, "
	        "r.attribute, l.at, l.step,"
	        " l.hash, 0, NULL, NULL, l.happened_at FROM release l JOIN revision r ON "
	        "r.id=l.revision WHERE l.item=?1 ORDER BY 12, 1, 2",
	        "i", l->h.id);
	while (db_step(db, q, e)) {
		if (l->steps_n == cap) {
			cap = cap ? cap * 2 : 16;
			l->steps = xrealloc(l->steps, (size_t)cap * sizeof *l->steps);
		}
		struct step *s = &l->steps[l->steps_n++];
		*s = (struct step){.ev = {.release = sqlite3_column_int(q, 0),
		                           .id = sqlite3_column_int64(q, 1),
		                           .refers = sqlite3_column_int64(q, 2),
		                           .act = sqlite3_column_int(q, 3),
		                           .tier = sqlite3_column_int(q, 4),
		                           .back_to = sqlite3_column_int(q, 5),
		                           .officer = sqlite3_column_int64(q, 6),
		                           .principal = sqlite3_column_int64(q, 7),
		                           .revision = sqlite3_column_int64(q, 8),
		                           .attribute = sqlite3_column_int(q, 9),
		                           .at = sqlite3_column_int64(q, 10)},
		        .step = sqlite3_column_int64(q, 11),
		        .state = sqlite3_column_int(q, 13),
		        .seat = sqlite3_column_int64(q, 14),
		        .delegation = sqlite3_column_int64(q, 15),
		        .happened_at = sqlite3_column_int64(q, 16)};
		column_hash(q, 12, &s->hash);
		l->c->r->reviews += !s->ev.release;
	}
	db_done(q);
	return db_result(db);
}

static const struct rev *rev_of(const struct look *l, int64_t id)
{
	for (int i = 0; i < l->revs_n; i++)
		if (l->revs[i].id == id)
			return &l->revs[i];
	return NULL;
}

static const char *officer_name(struct check *c, int64_t id, char name[64])
{
	snprintf(name, 64, "%lld", (long long)id);
	sqlite3_stmt *q = db_query(c->d->db, NULL, "SELECT name FROM officer WHERE id=?1", "i", id);
	if (db_step(c->d->db, q, NULL))
		snprintf(name, 64, "%s", column_text(q, 0));
	db_done(q);
	return name;
}

/* ---- texts and revisions ---- */

/* One text against its digest; text (may be NULL) gets it, the caller's. */
static enum z text_fits(struct look *l, int n, enum check_word what, int64_t content,
        const struct hash *digest, char **text, struct error *e)
{
	const struct content_ref ref = {content, *digest};
	enum check_fit fit;
	enum z z = check_text(l->c, &ref, text, &fit, e);
	if (z == Z_OK && fit == FIT_WRONG)
		say(l->c, 5, R_CHECK_CONTENT, l->name, number_text(n).s, check_word(what));
	return z;
}

static enum z attachments(
        struct look *l, const struct rev *r, struct revision_hasher *hasher, struct error *e)
{
	struct db *db = l->c->d->db;
	enum z z = Z_OK;
	sqlite3_stmt *q = db_query(db, e,
	        "SELECT name_c, name_d, data_c, data_d FROM attachment WHERE revision=?1 ORDER BY "
	        "n",
	        "i", r->id);
	while (z == Z_OK && db_step(db, q, e)) {
		struct hash name = {0}, data = {0};
		column_hash(q, 1, &name);
		column_hash(q, 3, &data);
		revision_hash_attachment(hasher, &name, &data);
		z = text_fits(l, r->n, WORD_FILE_NAME, sqlite3_column_int64(q, 0), &name, NULL, e);
		if (z == Z_OK)
			z = text_fits(
			        l, r->n, WORD_FILE, sqlite3_column_int64(q, 2), &data, NULL, e);
	}
	db_done(q);
	return z == Z_OK ? db_result(db) : z;
}

/* The row that q stands on: its hash and its texts. */
static enum z revision(struct look *l, sqlite3_stmt *q, struct error *e)
{
	struct rev r = {.id = sqlite3_column_int64(q, 0),
	        .n = sqlite3_column_int(q, 1),
	        .drafter = sqlite3_column_int64(q, 16),
	        .recorder = sqlite3_column_int64(q, 17),
	        .formed_on = column_day(q, 8),
	        .attribute = sqlite3_column_int(q, 9)};
	struct hash reason = {0}, docno = {0}, article = {0}, now;
	struct revision_hash_in in = {
	        .formed_on = r.formed_on,
	        .attribute = r.attribute,
	        .withhold = sqlite3_column_int(q, 10),
	        .validity = sqlite3_column_int(q, 13),
	        .valid_from = column_day(q, 14),
	        .valid_to = column_day(q, 15)};
	int64_t reason_c = sqlite3_column_int64(q, 11);
	column_hash(q, 2, &r.hash);
	column_hash(q, 4, &in.title);
	column_hash(q, 6, &in.body);
	int64_t docno_c = sqlite3_column_int64(q, 19);
	if (docno_c && column_hash(q, 7, &docno) == 0)
		in.docno = &docno;
	if (reason_c && column_hash(q, 18, &reason) == 0)
		in.reason = &reason;
	int64_t article_c = sqlite3_column_int64(q, 20);
	bool by_words = *column_text(q, 12), unknown = false;
	char *article_words = NULL, *title = NULL;
	enum z z = Z_OK;
	if (article_c && column_hash(q, 21, &article) == 0) {
		z = text_fits(l, r.n, WORD_ARTICLE, article_c, &article, &article_words, e);
		in.article = by_words ? NULL : &article;
		in.article_words = by_words ? article_words : NULL;
		unknown = by_words && !article_words; /* made over words that are gone; the audit chain holds it */
	}
	struct revision_hasher hasher;
	revision_hash_begin(&hasher, &in);
	if (z == Z_OK)
		z = text_fits(l, r.n, WORD_TITLE, sqlite3_column_int64(q, 3), &in.title, &title, e);
	if (z == Z_OK)
		z = text_fits(l, r.n, WORD_BODY, sqlite3_column_int64(q, 5), &in.body, NULL, e);
	if (z == Z_OK && in.docno)
		z = text_fits(l, r.n, WORD_DOCNO, docno_c, &docno, NULL, e);
	if (z == Z_OK && in.reason)
		z = text_fits(l, r.n, WORD_REASON, reason_c, &reason, NULL, e);
	if (z == Z_OK)
		z = attachments(l, &r, &hasher, e);
	revision_hash_end(&hasher, &now);
	if (z == Z_OK && !unknown && !hash_same(&now, &r.hash))
		say(l->c, 2, R_CHECK_REVISION, l->name, number_text(r.n).s);
	if (z == Z_OK && r.id == l->h.revision && title && strcmp(title, l->title) != 0)
		say(l->c, 2, R_CHECK_REGISTER, l->name, check_word(WORD_TITLE), number_text(r.n).s);
	free(title);
	free(article_words);
	l->revs = xrealloc(l->revs, (size_t)(l->revs_n + 1) * sizeof *l->revs);
	l->revs[l->revs_n++] = r;
	l->c->r->revisions++;
	return z;
}

static enum z revisions(struct look *l, struct error *e)
{
	struct db *db = l->c->d->db;
	enum z z = Z_OK;
	sqlite3_stmt *q = db_query(db, e,
	        "SELECT id, n, hash, title_c, title_d, body_c, body_d, docno_d, formed_on, "
	        "attribute, reason, reason_c, article, validity,"
	        " valid_from, valid_to, drafter, recorder, reason_d, docno_c, article_c, article_d FROM revision WHERE item=?1 "
	        "ORDER BY n",
	        "i", l->h.id);
	while (z == Z_OK && db_step(db, q, e))
		z = revision(l, q, e);
	db_done(q);
	return z == Z_OK ? db_result(db) : z;
}

/* What was said with a signature, a release, a correction. */
static enum z said(struct look *l, struct error *e)
{
	struct db *db = l->c->d->db;
	enum z z = Z_OK;
	sqlite3_stmt *q = db_query(db, e,
	        "SELECT r.n, ?2, v.opinion_c, v.opinion_d FROM review v JOIN revision r ON r.id=v.revision"
	        " WHERE v.item=?1 AND v.opinion_c IS NOT NULL"
	        " UNION ALL SELECT r.n, ?3, l.reason_c, l.reason_d FROM release l JOIN revision r ON r.id=l.revision"
	        " WHERE l.item=?1 AND l.reason_c IS NOT NULL"
	        " UNION ALL SELECT r.n, ?6, l.url_c, l.url_d FROM release l JOIN revision r ON r.id=l.revision"
	        " WHERE l.item=?1 AND l.url_c IS NOT NULL"
	        " UNION ALL SELECT ?5, ?4, reason_c, reason_d FROM correction WHERE item=?1"
	        " UNION ALL SELECT ?5, ?4, words_c, words_d FROM correction WHERE item=?1 AND words_c IS NOT NULL",
	        "iiiiii", l->h.id, (int64_t)WORD_OPINION, (int64_t)WORD_RELEASE, (int64_t)WORD_CORRECTION, (int64_t)l->h.rev_n,
	        (int64_t)WORD_URL);
	while (z == Z_OK && db_step(db, q, e)) {
		struct hash digest = {0};
		column_hash(q, 3, &digest);
		z = text_fits(l, sqlite3_column_int(q, 0), (enum check_word)sqlite3_column_int(q, 1),
		        sqlite3_column_int64(q, 2), &digest, NULL, e);
	}
	db_done(q);
	return z == Z_OK ? db_result(db) : z;
}

static void register_row(struct look *l)
{
	const struct rev *r = rev_of(l, l->h.revision);
	if (!r)
		return;
	struct number_text n = number_text(r->n);
	if (r->attribute != l->h.attribute)
		say(l->c, 2, R_CHECK_REGISTER, l->name, check_word(WORD_ATTRIBUTE), n.s);
	if (r->formed_on != l->h.formed_on)
		say(l->c, 2, R_CHECK_REGISTER, l->name, check_word(WORD_FORMED), n.s);
	if (r->drafter != l->h.drafter || r->recorder != l->h.recorder)
		say(l->c, 1, R_CHECK_REGISTER, l->name, check_word(WORD_AUTHORS), n.s);
	if (r->n != l->h.rev_n)
		say(l->c, 2, R_CHECK_REGISTER, l->name, check_word(WORD_REV_N), n.s);
}

/* ---- signatures ---- */

static const struct tier_seat *seat_of(const struct desk *d, int64_t id)
{
	for (size_t i = 0; i < d->book.seats_n; i++)
		if (d->book.seats[i].id == id)
			return &d->book.seats[i];
	return NULL;
}

static bool lent(const struct desk *d, const struct step *s)
{
	for (size_t i = 0; i < d->book.delegations_n; i++) {
		const struct tier_delegation *g = &d->book.delegations[i];
		int32_t day = day_at(s->ev.at);
		if (g->id == s->delegation)
			return g->principal == s->ev.principal && g->delegate == s->ev.officer &&
			       g->from_day <= day && day <= g->to_day &&
			       (!g->revoked_at || s->ev.at <= g->revoked_at);
	}
	return false;
}

/* Held the seat then.  For which office and class the item was then is known only of signatures
 * that still stand. */
static void held_seat(struct look *l, const struct step *s, int64_t holder)
{
	const struct tier_seat *seat = seat_of(l->c->d, s->seat);
	char name[64];
	bool good = seat && seat->officer == holder && seat->tier == s->ev.tier &&
	            seat->from_at <= s->ev.at && (!seat->to_at || s->ev.at <= seat->to_at) &&
	            (!s->ev.principal || lent(l->c->d, s));
	if (!good)
		say(l->c, 1, R_CHECK_SEAT, l->name, tier_text(s->ev.tier),
		        officer_name(l->c, holder, name));
}

/* A correction may have moved the item to another office since. */
static bool was(struct look *l, const char *field, int64_t value)
{
	return db_number(l->c->d->db, NULL, 0,
	               "SELECT 1 FROM correction WHERE item=?1 AND field=?2 AND (old=?3 OR new=?3)",
	               "iss", l->h.id, field, number_text(value).s) != 0;
}

static void seat_covers(struct look *l, const struct step *s, int64_t holder)
{
	const struct tier_seat *seat = seat_of(l->c->d, s->seat);
	char name[64];
	if (!seat)
		return;
	bool office =
	        !seat->office || seat->office == l->h.office || was(l, "office", seat->office);
	bool class = !seat->class || seat->class == l->h.class || was(l, "class", seat->class);
	if (!office || !class)
		say(l->c, 1, R_CHECK_SEAT, l->name, tier_text(s->ev.tier),
		        officer_name(l->c, holder, name));
}

static bool is_author(const struct look *l, const struct step *s, int64_t officer)
{
	for (int i = 0; officer && i < l->revs_n; i++) {
		const struct rev *r = &l->revs[i];
		bool counts =
		        r->id == s->ev.revision || (r->id > l->live && r->id < s->ev.revision);
		if (counts && (r->drafter == officer || r->recorder == officer))
			return true;
	}
	return false;
}

static void not_author(struct look *l, const struct step *s, int64_t officer)
{
	char name[64];
	if (is_author(l, s, officer))
		say(l->c, 1, R_CHECK_AUTHOR, l->name, tier_text(s->ev.tier),
		        officer_name(l->c, officer, name));
}

static bool shared(const struct flow_pass *a, const struct flow_pass *b)
{
	return a->officer == b->officer ||
	       (a->principal && (a->principal == b->officer || a->principal == b->principal)) ||
	       (b->principal && b->principal == a->officer);
}

/* A signature of tier t was just made. */
static void signature(struct look *l, const struct step *s, const struct flow *f, int64_t leader)
{
	int t = s->ev.tier;
	bool paper = s->ev.act == REVIEW_PAPER_CONFIRM;
	if (t < 1 || t > 3)
		return; /* the flow has said so */
	int64_t holder = paper ? leader : s->ev.principal ? s->ev.principal : s->ev.officer;
	held_seat(l, s, holder);
	not_author(l, s, s->ev.officer);
	if (paper || s->ev.principal)
		not_author(l, s, holder);
	for (int k = 1; k < t; k++) {
		if (f->pass[k].id && shared(&f->pass[k], &f->pass[t]))
			say(l->c, 1, R_CHECK_SAME, l->name, tier_text(k), tier_text(t));
		if (!f->pass[k].id)
			say(l->c, 1, R_CHECK_UNSIGNED, l->name, tier_text(k));
	}
}

static void bound(struct look *l, const struct step *s, const struct flow *before)
{
	const struct rev *r = rev_of(l, s->ev.revision);
	bool same = r && hash_same(&r->hash, &s->hash);
	char at[24];
	if (s->ev.release) {
		bool online = s->ev.act == RELEASE_ONLINE || s->ev.act == RELEASE_REPORTED;
		if (!same || (online && s->ev.revision != before->last_signed))
			say(l->c, 2, R_CHECK_RELEASE_HASH, l->name, release_act_text(s->ev.act));
	} else if (!same) {
		say(l->c, 2, R_CHECK_REVIEW_HASH, l->name, review_act_text(s->ev.act),
		        instant_text(s->ev.at, at));
	}
}

/* Signatures that stand at the end were given for the item as it is. */
static void standing(struct look *l, const struct flow *f)
{
	for (int t = 1; t <= 3; t++)
		for (int i = 0; f->pass[t].id && i < l->steps_n; i++) {
			const struct step *s = &l->steps[i];
			if (!s->ev.release && s->ev.id == f->pass[t].id)
				seat_covers(l, s,
				        f->pass[t].principal ? f->pass[t].principal
				                             : f->pass[t].officer);
		}
}

static void way(struct look *l)
{
	struct flow f;
	flow_begin(&f);
	for (int i = 0; i < l->steps_n && !f.wrong; i++) {
		const struct step *s = &l->steps[i];
		const struct flow before = f;
		flow_step(&f, &s->ev);
		if (f.wrong || (!s->ev.release && f.state != s->state)) {
			say(l->c, 1, R_CHECK_FLOW, l->name, number_text(i + 1).s,
			        s->ev.release ? release_act_text(s->ev.act)
			                      : review_act_text(s->ev.act));
			return;
		}
		bound(l, s, &before);
		if (!s->ev.release &&
		        (s->ev.act == REVIEW_PASS || s->ev.act == REVIEW_PAPER_CONFIRM))
			signature(l, s, &f, before.paper_leader);
		if (s->ev.release &&
		        (s->ev.act == RELEASE_ONLINE || s->ev.act == RELEASE_MIGRATED)) {
			l->live = s->ev.revision;
			if (l->online < 2)
				l->online = s->happened_at == l->h.online_at ? 2 : 1;
		}
	}
	if (f.state != l->h.state || f.errata != (l->h.errata != 0))
		say(l->c, 1, R_CHECK_STATE, l->name, item_state_text(l->h.state),
		        item_state_text(f.state));
	else
		standing(l, &f);
	if ((f.state == STATE_PUBLISHED || f.state == STATE_MIGRATED) && l->live != l->h.live)
		say(l->c, 2, R_CHECK_REGISTER, l->name, check_word(WORD_LIVE),
		        number_text(l->h.rev_n).s);
	if (l->online == 1 || (!l->online && l->h.online_at))
		say(l->c, 10, R_CHECK_REGISTER, l->name, check_word(WORD_ONLINE),
		        number_text(l->h.rev_n).s);
}

/* ---- number, due date, index, erasure ---- */

/* 2026-0142 was drawn from the series "item 2026", 迁2026-0007 from "item 迁2026". */
static enum z number(struct look *l, struct error *e)
{
	const char *dash = strrchr(l->h.number, '-');
	char series[64];
	if (!dash)
		return Z_OK;
	snprintf(series, sizeof series, "item %.*s", (int)(dash - l->h.number), l->h.number);
	return check_series(l->c, &l->of, series, strtoll(dash + 1, NULL, 10), e);
}

static enum z channels_cache(struct look *l, struct error *e)
{
	int64_t now;
	enum z z = item_channels_left(l->c->d, l->h.id, &now, e);
	if (z == Z_OK && now != l->channels_left)
		say(l->c, 10, R_CHECK_CHANNELS, l->name, number_text(l->channels_left).s, number_text(now).s);
	return z;
}

static void due_cache(struct look *l)
{
	int32_t due, due_sort;
	char stored[16], now[16];
	item_due(l->c->d, &l->h, &due, &due_sort);
	if (due != l->due || due_sort != l->due_sort)
		say(l->c, 7, R_CHECK_DUE, l->name, check_day(l->due, stored), check_day(due, now));
}

static enum z indexed(struct look *l, struct error *e)
{
	if (l->h.erased || l->h.id % l->c->sample)
		return Z_OK;
	return check_indexed(l->c, &l->of, "SELECT 1 FROM item_fts WHERE item_fts MATCH ?1 AND rowid=?2", l->title, e);
}

enum z check_item(struct check *c, int64_t id, struct error *e)
{
	struct look l = {.c = c};
	struct error why;
	enum z z = load_row(&l, id, &why);
	if (z != Z_OK) {
		if (why.code ==
		        R_NO_ITEM) { /* foreign_key_check has named the revision that is missing */
			say(c, 2, R_CHECK_LINK, check_table("item"), number_text(id).s,
			        check_table("revision"));
			return Z_OK;
		}
		*e = why;
		return z;
	}
	l.of = (struct check_of){.id = id, .name = l.name, .series = R_CHECK_SERIES, .index = R_CHECK_INDEX};
	z = load_steps(&l, e);
	if (z == Z_OK)
		z = revisions(&l, e);
	if (z == Z_OK)
		z = said(&l, e);
	if (z == Z_OK) {
		register_row(&l);
		way(&l);
		due_cache(&l);
		z = channels_cache(&l, e);
	}
	if (z == Z_OK)
		z = number(&l, e);
	if (z == Z_OK)
		z = indexed(&l, e);
	if (z == Z_OK)
		z = check_erased(c, &l.of, CHECK_ERASURE("item"), l.h.erased != 0, e);
	free(l.steps);
	free(l.revs);
	return z;
}
