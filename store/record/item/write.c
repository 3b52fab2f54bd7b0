/* write.c - registering and editing items, and the acts of their authors. */
#include "store/record/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/file/search/index.h"
#include "store/record/field.h"
#include "store/record/item/item.h"
#include "store/record/item/text.h"
#include "store/record/words.h"

/* ",1,3," from a 0-ended list. */
static void channels_text(const int64_t *ids, char *buf, size_t cap)
{
	size_t at = (size_t)snprintf(buf, cap, ",");
	for (int i = 0; i < ITEM_CHANNELS && ids[i] && at + 24 < cap; i++)
		at += (size_t)snprintf(buf + at, cap - at, "%lld,", (long long)ids[i]);
}

static bool exists(struct desk *d, const char *sql, int64_t id)
{
	return db_number(d->db, NULL, 0, sql, "i", id) != 0;
}

/* before: the item as it is, NULL for a new one.  What it has already it may keep: its drafter may have left, its
 * office may be closed, what it replaces may be gone from the platform since. */
static enum z register_check(
        struct desk *d, const struct item_register *r, const struct item_head *before, struct error *e)
{
	bool same_office = before && r->office == before->office,
	     same_drafter = before && r->drafter == before->drafter;
	bool same_older = before && r->supersedes == before->supersedes;
	if (!*item_class_text(r->class))
		return refuse(e, R_NO_CLASS);
	if (!same_office && !exists(d, "SELECT count(*) FROM office WHERE id=?1 AND active=1", r->office))
		return refuse(e, R_NO_OFFICE);
	if (r->catalog && !exists(d, "SELECT count(*) FROM catalog WHERE id=?1", r->catalog))
		return refuse(e, R_NO_CATALOG);
	if (r->category && !exists(d, "SELECT count(*) FROM category WHERE id=?1", r->category))
		return refuse(e, R_NO_CATEGORY);
	for (int i = 0; i < ITEM_CHANNELS && r->channels[i]; i++)
		if (!exists(d, "SELECT count(*) FROM channel WHERE id=?1", r->channels[i]))
			return refuse(e, R_NO_CHANNEL);
	if (r->drafter && !same_drafter &&
	        !exists(d, "SELECT count(*) FROM officer WHERE id=?1 AND active=1", r->drafter))
		return refuse(e, R_NO_DRAFTER);
	if (r->keywords && utf8_count(r->keywords) > 100)
		return refuse(e, R_KEYWORDS_LONG);
	if (r->supersedes && !same_older &&
	        !exists(d, "SELECT count(*) FROM item WHERE id=?1 AND state IN (6,15)", r->supersedes))
		return refuse(e, R_SUPERSEDES_WHAT);
	return Z_OK;
}

static void head_from_register(struct item_head *h, const struct item_register *r)
{
	h->class = r->class;
	h->office = r->office;
	h->catalog = r->catalog;
	h->category = r->category;
	h->supersedes = r->supersedes;
	channels_text(r->channels, h->channels, sizeof h->channels);
}

static enum z set_words(struct desk *d, int64_t id, const char *title, const char *keywords, struct error *e)
{
	char *t = title ? text_cleaned(title, false) : NULL, *k = keywords ? text_cleaned(keywords, false) : NULL;
	enum z z =
	        db_run(d->db, e, "UPDATE item SET title=coalesce(?2,title), keywords=coalesce(?3,keywords) WHERE id=?1",
	                "iss", id, t, k);
	free(t);
	free(k);
	return z;
}

/* The words of the item in the full-text index, from the revision before (0: none) to the one now. */
static enum z index_again(struct desk *d, int64_t id, char *old, int64_t now, struct error *e)
{
	char *words = revision_indexed(d, now, e);
	enum z z = words ? search_index_set(d->db, SEARCH_ITEMS, id, old, words, e) : db_result(d->db);
	free(words);
	free(old);
	return z;
}

/* ------------------------------------------------------------ create */
static enum z create(
        struct desk *d, const struct item_text *t, const struct item_register *r, int64_t *id, struct error *e)
{
	enum z z = op_permit(d, ACTION_ITEM_CREATE, e);
	if (z == Z_OK)
		z = item_text_check(d, t, e);
	if (z == Z_OK)
		z = register_check(d, r, NULL, e);
	if (z != Z_OK)
		return z;

	char series[24], number[24];
	int64_t n;
	int year = day_year(day_at(d->now));
	snprintf(series, sizeof series, "item %d", year);
	if ((z = series_draw(d->db, series, &n, e)) != Z_OK)
		return z;
	snprintf(number, sizeof number, "%d-%04lld", year, (long long)n);

	/* The item and its first revision name each other: the foreign keys are deferred to the commit. */
	int64_t item = db_number(d->db, e, 0, "SELECT coalesce(max(id),0)+1 FROM item", "");
	int64_t drafter = r->drafter ? r->drafter : d->who.id;
	struct revision_new n1 = {
	        .item = item, .drafter = drafter, .recorder = d->who.id, .n = 1, .kind = REVISION_DRAFT, .force = true};
	struct item_head h = {.id = item, .drafter = drafter, .recorder = d->who.id, .rev_n = 1, .state = STATE_DRAFT,
		.attribute = t->attribute, .formed_on = t->formed_on};
	if ((z = revision_write(d, &n1, t, NULL, NULL, &h.revision, &h.hash, e)) != Z_OK)
		return z;
	head_from_register(&h, r);
	int32_t due, due_sort;
	item_due(d, &h, &due, &due_sort);
	char *title = text_cleaned(t->title, false), *keywords = text_cleaned(r->keywords, false);
	z = db_run(d->db, e,
		"INSERT INTO item(id, number, title, state, class, attribute, office, catalog, category, keywords, channels, drafter,"
		" recorder, revision, rev_n, formed_on, due, due_sort, supersedes, created_at, updated_at)"
		" VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,1,?15,?16,?17,?18,?19,?19)",
		"issiiiioossiiiddioi", item, number, title, (int64_t)h.state, (int64_t)h.class, (int64_t)h.attribute, h.office,
		h.catalog, h.category, keywords, h.channels, h.drafter, h.recorder, h.revision, h.formed_on, due,
		(int64_t)due_sort, h.supersedes, d->now);
	free(title);
	free(keywords);
	if (z != Z_OK)
		return z;
	op_touch(d, T_item, item);
	*id = item;
	if ((z = stat_move(d, NULL, DAY_NONE, &h, due, e)) != Z_OK)
		return z;
	return index_again(d, item, NULL, h.revision, e);
}

enum z item_create(
        struct desk *d, const struct item_text *t, const struct item_register *r, int64_t *id, struct error *e)
{
	*id = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = create(d, t, r, id, e);
	return op_end(d, z, ACTION_ITEM_CREATE, *id, e);
}

/* ------------------------------------------------------------ edit */
static enum z edit(struct desk *d, int64_t id, int64_t ver, const struct item_text *t, const struct item_register *r,
	struct error *e)
{
	struct item_head before, h;
	enum z z = item_open(d, id, ver, &before, e);
	if (z == Z_OK)
		z = item_permit(d, ACTION_ITEM_EDIT, &before, NULL, e);
	if (z == Z_OK && before.erased)
		z = refuse(e, R_ERASED); /* what was erased can be given up; a new text is a new item */
	if (z == Z_OK)
		z = item_text_check(d, t, e);
	if (z == Z_OK && r)
		z = register_check(d, r, &before, e);
	if (z != Z_OK)
		return z;
	h = before;
	if (r) {
		head_from_register(&h, r);
		if (r->supersedes == id)
			return refuse(e, R_SUPERSEDES_WHAT);
	}
	int64_t drafter = r && r->drafter ? r->drafter : before.drafter;
	struct revision_refs refs;
	/* A 勘误 that was given up has used its number: 稿次 are never used twice. */
	int last = (int)db_number(d->db, e, 0, "SELECT max(n) FROM revision WHERE item=?1", "i", id);
	struct revision_new n = {.item = id, .drafter = drafter, .recorder = d->who.id, .n = last + 1,
		.kind = before.errata ? REVISION_ERRATA : REVISION_DRAFT, .force = drafter != before.drafter};
	if ((z = revision_refs(d, before.revision, &refs, e)) != Z_OK)
		return z;
	struct error why;
	refuse(&why, R_FILE_LOST, d->path);
	char *indexed = revision_indexed(d, before.revision, &why);
	if (!indexed) { /* its words would stay in the index for ever */
		if (e)
			*e = why;
		return why.kind;
	}
	int64_t made = 0;
	struct hash hash;
	z = revision_write(d, &n, t, &refs, &before.hash, &made, &hash, e);
	if (z == Z_OK && made) {
		h.revision = made;
		h.rev_n = n.n;
		h.hash = hash;
		h.drafter = drafter;
		h.recorder = d->who.id;
		h.attribute = t->attribute;
		h.formed_on = t->formed_on;
	}
	if (z == Z_OK)
		z = item_put(d, &before, &h, e);
	if (z == Z_OK)
		z = set_words(d, id, made ? t->title : NULL, r ? (r->keywords ? r->keywords : "") : NULL, e);
	if (z == Z_OK && made)
		return index_again(d, id, indexed, made, e);
	free(indexed);
	return z;
}

enum z item_edit(struct desk *d, int64_t id, int64_t ver, const struct item_text *t, const struct item_register *r,
	struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = edit(d, id, ver, t, r, e);
	return op_end(d, z, ACTION_ITEM_EDIT, id, e);
}

/* ------------------------------------------------------------ submit */
/* What must stand in a text before anybody is asked to sign it (form of domain 5.4), in the order of the entry form:
 * the first that is missing is where its author is led. */
static enum z complete(struct desk *d, const struct item_head *h, struct error *e)
{
	struct revision *r;
	enum z z = revision_load(d, h->revision, &r, e);
	if (z != Z_OK)
		return z;
	if (h->erased || r->erased)
		z = refuse(e, R_ERASED);
	else if (r->attribute != ATTRIBUTE_OPEN && (!r->withhold || !*r->article))
		z = refuse(e, R_WITHHOLD_MISSING, attribute_text(r->attribute));
	else if (r->withhold == WITHHOLD_OTHER && !*r->withhold_text)
		z = refuse(e, R_WITHHOLD_TEXT);
	else if (r->formed_on == DAY_NONE)
		z = refuse(e, R_FORMED_MISSING);
	else if (!h->category)
		z = refuse(e, R_CATEGORY_MISSING);
	else if (r->attribute == ATTRIBUTE_OPEN && !h->catalog)
		z = refuse(e, R_CATALOG_MISSING);
	else if (r->attribute == ATTRIBUTE_OPEN && strlen(h->channels) < 2)
		z = refuse(e, R_CHANNEL_MISSING);
	else if (!*r->body && r->attachments_n == 0)
		z = refuse(e, R_BODY_EMPTY);
	revision_free(&r);
	return z;
}

static enum z submit(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	struct item_head before, h;
	enum z z = item_open(d, id, ver, &before, e);
	if (z == Z_OK)
		z = item_permit(d, ACTION_ITEM_SUBMIT, &before, NULL, e);
	if (z == Z_OK)
		z = complete(d, &before, e);
	if (z != Z_OK)
		return z;
	if (before.errata && before.revision == before.live)
		return refuse(e, R_ERRATA_UNCHANGED);
	if (before.errata && before.attribute != ATTRIBUTE_OPEN)
		return refuse(e, R_ERRATA_OPEN); /* signed, it would stay online for ever */
	struct item_authors authors;
	int blocked;
	if ((z = item_authors(d, &before, &authors, e)) != Z_OK)
		return z;
	if (!tier_feasible(&d->book, before.office, before.class, authors.id, authors.n, d->now, &blocked))
		return refuse(e, R_NOBODY_CAN_PASS, tier_text(blocked));
	h = before;
	h.state = STATE_TIER1;
	h.returned = 0;
	h.submitted_at = d->now;
	z = item_put(d, &before, &h, e);
	struct review_in in = {.act = REVIEW_SUBMIT, .state = h.state};
	return z == Z_OK ? review_append(d, &h, &in, NULL, e) : z;
}

enum z item_submit(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = submit(d, id, ver, e);
	return op_end(d, z, ACTION_ITEM_SUBMIT, id, e);
}

/* ------------------------------------------------------------ a 勘误 that ends without coming online */
enum z errata_drop(struct desk *d, struct item_head *h, struct errata_words *w, struct error *e)
{
	struct revision *live = NULL;
	*w = (struct errata_words){0};
	h->errata = h->returned = 0;
	if (h->revision == h->live)
		return Z_OK;
	enum z z = revision_load(d, h->live, &live, e);
	if (z != Z_OK)
		return z;
	w->indexed = revision_indexed(d, h->revision, e);
	w->title = xstrdup(live->title);
	h->revision = live->id;
	h->rev_n = live->n;
	h->hash = live->hash;
	h->drafter = live->drafter;
	h->recorder = live->recorder;
	h->attribute = live->attribute;
	h->formed_on = live->formed_on;
	revision_free(&live);
	return Z_OK;
}

enum z errata_dropped(struct desk *d, const struct item_head *h, struct errata_words *w, enum z z, struct error *e)
{
	if (z == Z_OK && w->title)
		z = set_words(d, h->id, w->title, NULL, e);
	if (z == Z_OK && w->title)
		z = index_again(d, h->id, w->indexed, h->revision, e);
	else
		free(w->indexed);
	free(w->title);
	*w = (struct errata_words){0};
	return z;
}

/* ------------------------------------------------------------ acts that only move the state */
struct author_act {
	enum action action;
	int act, state;
	const char *reason;
};

static enum z author_act(struct desk *d, int64_t id, int64_t ver, const struct author_act *a, struct error *e)
{
	struct item_head before, h;
	enum z z = item_open(d, id, ver, &before, e);
	if (z == Z_OK)
		z = item_permit(d, a->action, &before, NULL, e);
	struct flow f;
	if (z == Z_OK)
		z = item_flow(d, id, &f, e);
	if (z != Z_OK)
		return z;
	h = before;
	h.state = a->state;
	int act = a->act;
	struct errata_words words = {0};
	switch (a->action) {
	case ACTION_ITEM_RECALL:
		if (!f.unseen)
			return refuse(e, R_RECALL_LATE);
		h.submitted_at = 0;
		break;
	case ACTION_ITEM_REDRAFT:
		if (db_number(d->db, e, 0, "SELECT count(*) FROM release WHERE revision=?1 AND act=?2", "ii",
		            before.revision, (int64_t)RELEASE_ONLINE))
			return refuse(e, R_REDRAFT_ONLINE);
		h.submitted_at = 0;
		break;
	case ACTION_ITEM_ERRATA:
		if (before.erased)
			return refuse(e, R_ERASED);
		h.errata = 1;
		h.submitted_at = 0;
		break;
	case ACTION_ITEM_VOID:
		h.submitted_at = 0;
		h.returned = 0;
		if (before.errata) {
			/* The published text was never touched: the item simply is it again. */
			act = REVIEW_ERRATA_DROP;
			h.state = f.publicity;
			if ((z = errata_drop(d, &h, &words, e)) != Z_OK)
				return z;
		}
		break;
	default:
		break;
	}
	z = errata_dropped(d, &h, &words, item_put(d, &before, &h, e), e);
	struct review_in in = {.act = act, .state = h.state, .opinion = a->reason};
	if (z == Z_OK)
		z = review_append(d, &h, &in, NULL, e);
	return z == Z_OK ? item_channels_count(d, id, e) : z;
}

static enum z author_op(struct desk *d, int64_t id, int64_t ver, const struct author_act *a, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = author_act(d, id, ver, a, e);
	return op_end(d, z, a->action, id, e);
}

enum z item_recall(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	const struct author_act a = {ACTION_ITEM_RECALL, REVIEW_RECALL, STATE_DRAFT, NULL};
	return author_op(d, id, ver, &a, e);
}

enum z item_void(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e)
{
	const struct author_act a = {ACTION_ITEM_VOID, REVIEW_VOID, STATE_VOID, reason};
	return author_op(d, id, ver, &a, e);
}

enum z item_errata(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	const struct author_act a = {ACTION_ITEM_ERRATA, REVIEW_ERRATA, STATE_DRAFT, NULL};
	return author_op(d, id, ver, &a, e);
}

enum z item_redraft(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e)
{
	const struct author_act a = {ACTION_ITEM_REDRAFT, REVIEW_RECALL, STATE_RETURNED, reason};
	return author_op(d, id, ver, &a, e);
}

/* ------------------------------------------------------------ 更正登记 */
/* A list of ids "1,3" as ",1,3,"; every one must exist. */
static enum z channels_from(struct desk *d, const char *value, char *out, size_t cap, struct error *e)
{
	int64_t ids[ITEM_CHANNELS + 1] = {0};
	int n = 0;
	for (const char *p = value; *p;) {
		char *end;
		long long id = strtoll(p, &end, 10);
		if (end == p || n == ITEM_CHANNELS || !exists(d, "SELECT count(*) FROM channel WHERE id=?1", id))
			return refuse(e, R_NO_CHANNEL);
		ids[n++] = id;
		p = *end ? end + 1 : end;
	}
	channels_text(ids, out, cap);
	return Z_OK;
}

static enum z correct_field(struct desk *d, struct item_head *h, const char *field, const char *value, char *old,
        size_t cap, struct error *e)
{
	int64_t id = strtoll(value, NULL, 10);
	struct {
		const char *name, *check;
		int64_t *to;
		enum refusal missing;
	} link[] = {
		{"office", "SELECT count(*) FROM office WHERE id=?1 AND active=1", &h->office, R_NO_OFFICE},
		{"catalog", "SELECT count(*) FROM catalog WHERE id=?1", &h->catalog, R_NO_CATALOG},
		{"category", "SELECT count(*) FROM category WHERE id=?1", &h->category, R_NO_CATEGORY},
	};
	for (size_t i = 0; i < sizeof link / sizeof *link; i++)
		if (strcmp(field, link[i].name) == 0) {
			if (!exists(d, link[i].check, id))
				return refuse(e, link[i].missing);
			snprintf(old, cap, "%lld", (long long)*link[i].to);
			*link[i].to = id;
			return Z_OK;
		}
	if (strcmp(field, "class") == 0) {
		if (!*item_class_text((int)id))
			return refuse(e, R_NO_CLASS);
		snprintf(old, cap, "%d", h->class);
		h->class = (int)id;
		return Z_OK;
	}
	if (strcmp(field, "channels") == 0) {
		snprintf(old, cap, "%s", h->channels);
		return channels_from(d, value, h->channels, sizeof h->channels, e);
	}
	return refuse(e, R_NO_FIELD, field);
}

/* The row of a correction: codes as they are, words as content that an erasure can remove. */
static enum z correction_append(struct desk *d, const struct item_head *h, const char *field, const char *old,
        const char *now, bool words, const char *reason, struct error *e)
{
	struct content_ref said = {0}, why;
	enum z z = opinion_put(d, reason, &why, e);
	if (z == Z_OK && words) {
		struct buffer b = {0};
		buffer_printf(&b, "%s\n%s", old, now);
		z = content_put(d->db, b.s, b.n, &said, e);
		buffer_free(&b);
	}
	if (z == Z_OK)
		z = db_run(d->db, e,
			"INSERT INTO correction(id, item, field, old, new, words_c, words_d, reason_c, reason_d, officer, step, at)"
			" VALUES((SELECT coalesce(max(id),0)+1 FROM correction),?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)",
			"isssohihiii", h->id, field, words ? "" : old, words ? "" : now, said.id, said.id ? &said.digest : NULL,
			why.id, &why.digest, d->who.id, h->ver, d->now);
	if (z == Z_OK)
		op_touch(d, T_correction, db_last_id(d->db));
	return z;
}

/* Whose seats count depends on the office and the class: they cannot change under signatures that are being gathered,
 * nor under three that nothing was done with yet. */
static bool decides_who_signs(const char *field)
{
	return !strcmp(field, "office") || !strcmp(field, "class");
}

static enum z correct(struct desk *d, int64_t id, int64_t ver, const char *field, const char *value, const char *reason,
	struct error *e)
{
	struct item_head before, h;
	enum z z = item_open(d, id, ver, &before, e);
	if (z == Z_OK)
		z = item_permit(d, ACTION_ITEM_CORRECT, &before, NULL, e);
	if (z != Z_OK)
		return z;
	if (text_blank(reason))
		return refuse(e, R_CORRECT_REASON);
	if (utf8_count(reason) > ITEM_REASON_MAX)
		return refuse(e, R_OPINION_LONG, number_text(ITEM_REASON_MAX).s);
	h = before;
	char old[ITEM_CHANNELS_TEXT] = "", now[512];
	bool words = strcmp(field, "keywords") == 0;
	if (words) {
		sqlite3_stmt *q = db_query(d->db, e, "SELECT keywords FROM item WHERE id=?1", "i", id);
		if (db_step(d->db, q, e))
			snprintf(old, sizeof old, "%s", column_text(q, 0));
		db_done(q);
		if (before.erased)
			return refuse(e, R_ERASED);
		z = field_take(now, sizeof now, value, W_FIELD_KEYWORDS, 0, 100, e);
	} else if (decides_who_signs(field) && (state_tier(h.state) || h.state == STATE_REFERRED)) {
		return refuse(e, R_CLASS_IN_REVIEW);
	} else if (decides_who_signs(field) && h.state == STATE_SIGNED) {
		return refuse(e, R_CLASS_SIGNED);
	} else {
		snprintf(now, sizeof now, "%s", value);
		z = correct_field(d, &h, field, value, old, sizeof old, e);
	}
	if (z == Z_OK)
		z = item_put(d, &before, &h, e);
	if (z == Z_OK && words)
		z = set_words(d, id, NULL, now, e);
	if (z == Z_OK)
		z = correction_append(d, &h, field, old, now, words, reason, e);
	return z == Z_OK ? item_channels_count(d, id, e) : z;
}

enum z item_correct(struct desk *d, int64_t id, int64_t ver, const char *field, const char *value, const char *reason,
	struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = correct(d, id, ver, field, value, reason, e);
	return op_end(d, z, ACTION_ITEM_CORRECT, id, e);
}
