/* read.c - one item, one revision, one attachment, whole. */
#include "store/record/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/record/item/item.h"
#include "store/record/item/text.h"
#include "store/record/item/revision_hash.h"
#include "store/record/words.h"

/* A text by its reference; what was erased says so. */
static enum z text_of(struct desk *d, const struct content_ref *ref, char **text, bool *erased, struct error *e)
{
	if (!ref->id) {
		*text = xstrdup("");
		return Z_OK;
	}
	enum z z = content_get(d->db, ref, text, NULL, e);
	if (z == Z_MISSING) {
		*text = xstrdup(W_ERASED);
		*erased = true;
		return Z_OK;
	}
	return z;
}

static enum z attachments(struct desk *d, struct revision *r, struct revision_hasher *hasher, struct error *e)
{
	r->attachments_n = (int)db_number(d->db, e, 0, "SELECT count(*) FROM attachment WHERE revision=?1", "i", r->id);
	r->attachments = xalloc(sizeof *r->attachments * (size_t)(r->attachments_n + 1));
	struct content_ref *names = xalloc(sizeof *names * (size_t)(r->attachments_n + 1));
	int n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT id, name_c, name_d, data_d, bytes FROM attachment WHERE revision=?1 ORDER BY n", "i", r->id);
	while (n < r->attachments_n && db_step(d->db, q, e)) {
		struct attachment *a = &r->attachments[n];
		a->id = sqlite3_column_int64(q, 0);
		names[n].id = sqlite3_column_int64(q, 1);
		column_hash(q, 2, &names[n].digest);
		column_hash(q, 3, &a->digest);
		a->bytes = sqlite3_column_int64(q, 4);
		revision_hash_attachment(hasher, &names[n].digest, &a->digest);
		n++;
	}
	db_done(q);
	enum z z = db_result(d->db);
	r->attachments_n = n;
	for (int i = 0; i < n && z == Z_OK; i++)
		z = text_of(d, &names[i], &r->attachments[i].name, &r->erased, e);
	free(names);
	return z;
}

/* The attachments; and nobody reads, signs or hands over a text that is not the one its hash was made of. */
static enum z whole(struct desk *d, struct revision *r, const struct revision_refs *refs, struct error *e)
{
	const struct revision_hash_in in = {
		.title = refs->title.digest,
		.body = refs->body.digest,
		.reason = refs->reason.id ? &refs->reason.digest : NULL,
		.docno = refs->docno.id ? &refs->docno.digest : NULL,
		.article = refs->article.id && !refs->article_words ? &refs->article.digest : NULL,
		.article_words = refs->article_words ? r->article : NULL,
		.formed_on = r->formed_on,
		.valid_from = r->valid_from,
		.valid_to = r->valid_to,
		.attribute = r->attribute,
		.withhold = r->withhold,
		.validity = r->validity,
	};
	struct revision_hasher hasher;
	struct hash now;
	revision_hash_begin(&hasher, &in);
	enum z z = attachments(d, r, &hasher, e);
	revision_hash_end(&hasher, &now);
	bool unknown = refs->article_words && r->erased; /* made over words that are gone; the audit chain holds it */
	if (z == Z_OK && !unknown && !hash_same(&now, &r->hash))
		z = refuse(e, R_REVISION_CHANGED, number_text(r->n).s);
	return z;
}

static enum z revision_fill(struct desk *d, struct revision *r, int64_t id, struct error *e)
{
	struct revision_refs refs;
	enum z z = revision_refs(d, id, &refs, e);
	if (z != Z_OK)
		return z;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT r.id, r.item, r.n, r.hash, r.formed_on, r.attribute, r.reason, r.validity, r.valid_from, r.valid_to,"
		" r.kind, r.drafter, r.recorder, r.at, o.name, p.name FROM revision r JOIN officer o ON o.id=r.drafter"
		" JOIN officer p ON p.id=r.recorder WHERE r.id=?1",
		"i", id);
	if (!db_step(d->db, q, e)) {
		db_done(q);
		return db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_REVISION);
	}
	r->id = sqlite3_column_int64(q, 0);
	r->item = sqlite3_column_int64(q, 1);
	r->n = sqlite3_column_int(q, 2);
	column_hash(q, 3, &r->hash);
	r->formed_on = column_day(q, 4);
	r->attribute = sqlite3_column_int(q, 5);
	r->withhold = sqlite3_column_int(q, 6);
	r->validity = sqlite3_column_int(q, 7);
	r->valid_from = column_day(q, 8);
	r->valid_to = column_day(q, 9);
	r->kind = sqlite3_column_int(q, 10);
	r->drafter = sqlite3_column_int64(q, 11);
	r->recorder = sqlite3_column_int64(q, 12);
	r->at = sqlite3_column_int64(q, 13);
	r->drafter_name = xstrdup(column_text(q, 14));
	r->recorder_name = xstrdup(column_text(q, 15));
	db_done(q);
	z = text_of(d, &refs.title, &r->title, &r->erased, e);
	if (z == Z_OK)
		z = text_of(d, &refs.body, &r->body, &r->erased, e);
	if (z == Z_OK)
		z = text_of(d, &refs.docno, &r->docno, &r->erased, e);
	if (z == Z_OK)
		z = text_of(d, &refs.reason, &r->withhold_text, &r->erased, e);
	if (z == Z_OK)
		z = text_of(d, &refs.article, &r->article, &r->erased, e);
	return z == Z_OK ? whole(d, r, &refs, e) : z;
}

enum z revision_load(struct desk *d, int64_t id, struct revision **r, struct error *e)
{
	*r = xalloc(sizeof **r);
	enum z z = revision_fill(d, *r, id, e);
	if (z != Z_OK)
		revision_free(r);
	return z;
}

void revision_free(struct revision **p)
{
	struct revision *r = *p;
	if (!r)
		return;
	for (int i = 0; i < r->attachments_n; i++)
		free(r->attachments[i].name);
	free(r->attachments);
	free(r->title);
	free(r->body);
	free(r->docno);
	free(r->withhold_text);
	free(r->article);
	free(r->drafter_name);
	free(r->recorder_name);
	free(r);
	*p = NULL;
}

enum z revision_list(struct desk *d, int64_t item, int64_t **ids, int *n, struct error *e)
{
	*n = 0;
	int cap = (int)db_number(d->db, e, 0, "SELECT count(*) FROM revision WHERE item=?1", "i", item);
	*ids = xalloc(sizeof **ids * (size_t)(cap + 1));
	sqlite3_stmt *q = db_query(d->db, e, "SELECT id FROM revision WHERE item=?1 ORDER BY n DESC", "i", item);
	while (*n < cap && db_step(d->db, q, e))
		(*ids)[(*n)++] = sqlite3_column_int64(q, 0);
	db_done(q);
	return db_result(d->db);
}

enum z attachment_load(struct desk *d, int64_t id, char **data, size_t *bytes, struct error *e)
{
	struct content_ref ref = {0};
	sqlite3_stmt *q = db_query(d->db, e, "SELECT data_c, data_d FROM attachment WHERE id=?1", "i", id);
	bool found = db_step(d->db, q, e);
	if (found) {
		ref.id = sqlite3_column_int64(q, 0);
		column_hash(q, 1, &ref.digest);
	}
	db_done(q);
	if (!found)
		return db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_ATTACHMENT);
	return content_get(d->db, &ref, data, bytes, e);
}

static void channels_ids(const char *text, int64_t ids[ITEM_CHANNELS])
{
	int n = 0;
	for (const char *p = text; *p && n < ITEM_CHANNELS;) {
		char *end;
		long long id = strtoll(p, &end, 10);
		if (end != p)
			ids[n++] = id;
		p = *end ? end + 1 : end;
	}
}

static enum z item_fill(struct desk *d, struct item *i, int64_t id, struct error *e)
{
	struct item_head h;
	enum z z = item_head(d, id, &h, e);
	if (z != Z_OK)
		return z;
	i->id = h.id;
	i->ver = h.ver;
	i->number = xstrdup(h.number);
	i->state = h.state;
	i->class = h.class;
	i->attribute = h.attribute;
	i->errata = h.errata;
	i->office = h.office;
	i->catalog = h.catalog;
	i->category = h.category;
	i->drafter = h.drafter;
	i->recorder = h.recorder;
	i->batch = h.batch;
	i->live = h.live;
	i->formed_on = h.formed_on;
	i->online_at = h.online_at;
	i->submitted_at = h.submitted_at;
	i->supersedes = h.supersedes;
	i->superseded_by = h.superseded_by;
	i->origin = h.origin;
	i->returned = h.returned;
	i->due = DAY_NONE;
	channels_ids(h.channels, i->channels);
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT i.keywords, i.due, i.created_at, i.updated_at, o.name, coalesce(c.name,''), coalesce(k.name,''),"
		" i.channels_left FROM item i"
		" JOIN office o ON o.id=i.office LEFT JOIN catalog c ON c.id=i.catalog LEFT JOIN category k ON k.id=i.category"
		" WHERE i.id=?1",
		"i", id);
	if (db_step(d->db, q, e)) {
		i->keywords = xstrdup(column_text(q, 0));
		i->due = column_day(q, 1);
		i->created_at = sqlite3_column_int64(q, 2);
		i->updated_at = sqlite3_column_int64(q, 3);
		i->office_name = xstrdup(column_text(q, 4));
		i->catalog_name = xstrdup(column_text(q, 5));
		i->category_name = xstrdup(column_text(q, 6));
		i->channels_left = sqlite3_column_int(q, 7);
	}
	db_done(q);
	if ((z = db_result(d->db)) != Z_OK)
		return z;
	return revision_load(d, h.revision, &i->now, e);
}

enum z item_load(struct desk *d, int64_t id, struct item **item, struct error *e)
{
	*item = xalloc(sizeof **item);
	enum z z = item_fill(d, *item, id, e);
	if (z != Z_OK)
		item_free(item);
	return z;
}

void item_free(struct item **p)
{
	struct item *i = *p;
	if (!i)
		return;
	revision_free(&i->now);
	free(i->number);
	free(i->office_name);
	free(i->catalog_name);
	free(i->category_name);
	free(i->keywords);
	free(i);
	*p = NULL;
}

enum z item_by_number(struct desk *d, const char *number, int64_t *id, struct error *e)
{
	char full[64];
	int year, n;
	char rest;
	if (sscanf(number, "%d-%d%c", &year, &n, &rest) == 2 && year >= 1900)
		snprintf(full, sizeof full, "%d-%04d", year, n);
	else if (sscanf(number, "%d%c", &n, &rest) == 1 && n > 0)
		snprintf(full, sizeof full, "%d-%04d", day_year(desk_today(d)), n);
	else
		snprintf(full, sizeof full, "%s", number);
	*id = db_number(d->db, e, 0, "SELECT id FROM item WHERE number=?1", "s", full);
	if (*id)
		return Z_OK;
	return db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_ITEM, full);
}
