/* text.c - see item/text.h. */
#include "store/record/item/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/record/item/revision_hash.h"
#include "store/record/words.h"

char *text_cleaned(const char *s, bool lines)
{
	char *copy = xstrdup(s ? s : "");
	text_clean(copy, lines);
	return copy;
}

enum z revision_refs(struct desk *d, int64_t revision, struct revision_refs *r, struct error *e)
{
	memset(r, 0, sizeof *r);
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT title_c, title_d, body_c, body_d, reason_c, reason_d, docno_c, docno_d, article_c, article_d, article"
		" FROM revision WHERE id=?1", "i", revision);
	if (db_step(d->db, q, e)) {
		r->id = revision;
		r->title.id = sqlite3_column_int64(q, 0);
		column_hash(q, 1, &r->title.digest);
		r->body.id = sqlite3_column_int64(q, 2);
		column_hash(q, 3, &r->body.digest);
		r->reason.id = sqlite3_column_int64(q, 4);
		if (r->reason.id)
			column_hash(q, 5, &r->reason.digest);
		r->docno.id = sqlite3_column_int64(q, 6);
		if (r->docno.id)
			column_hash(q, 7, &r->docno.digest);
		r->article.id = sqlite3_column_int64(q, 8);
		if (r->article.id)
			column_hash(q, 9, &r->article.digest);
		r->article_words = *column_text(q, 10);
	}
	db_done(q);
	return db_result(d->db);
}

void text_short(struct desk *d, const struct content_ref *ref, char *buf, size_t cap)
{
	char *text = NULL;
	struct error e = {0};
	enum z z = ref->id ? content_get(d->db, ref, &text, NULL, &e) : Z_OK;
	snprintf(buf, cap, "%s", text ? text : z == Z_MISSING ? W_ERASED : "");
	free(text);
}

bool text_blank(const char *text)
{
	char *copy = text_cleaned(text, false);
	size_t n = strlen(copy);
	text_trim(copy, &n);
	bool nothing = !n;
	free(copy);
	return nothing;
}

static enum z too_long(const char *s, size_t max, enum refusal code, struct error *e)
{
	size_t n = s ? utf8_count(s) : 0;
	return n > max ? refuse(e, code, number_text((long long)max).s, number_text((long long)n).s) : Z_OK;
}

/* What stands beside a text that is not 主动公开, and how long it holds. */
static enum z terms_check(const struct item_text *t, struct error *e)
{
	if (!*attribute_text(t->attribute))
		return refuse(e, R_NO_ATTRIBUTE);
	if (t->attribute == ATTRIBUTE_OPEN && t->withhold)
		return refuse(e, R_OPEN_WITH_REASON);
	if (t->withhold && !*withhold_text(t->withhold))
		return refuse(e, R_WITHHOLD_MISSING, attribute_text(t->attribute));
	if (too_long(t->withhold_text, ITEM_REASON_MAX, R_WITHHOLD_LONG, e) != Z_OK ||
		too_long(t->article, ITEM_ARTICLE_MAX, R_ARTICLE_LONG, e) != Z_OK)
		return Z_INVALID;
	if (!*validity_text(t->validity))
		return refuse(e, R_NO_VALIDITY);
	if (t->valid_from != DAY_NONE && t->valid_to != DAY_NONE && t->valid_to < t->valid_from)
		return refuse(e, R_VALID_ORDER);
	return Z_OK;
}

enum z item_text_check(struct desk *d, const struct item_text *t, struct error *e)
{
	if (text_blank(t->title))
		return refuse(e, R_TITLE_EMPTY);
	if (utf8_count(t->title) > ITEM_TITLE_MAX)
		return refuse(
		        e, R_TITLE_LONG, number_text(ITEM_TITLE_MAX).s, number_text((long long)utf8_count(t->title)).s);
	if (strchr(t->title, '\n'))
		return refuse(e, R_TITLE_LINES);
	if (t->body && strlen(t->body) > ITEM_BODY_MAX)
		return refuse(e, R_BODY_LONG, number_text(ITEM_BODY_MAX / 1024).s);
	if (t->docno && utf8_count(t->docno) > 60)
		return refuse(e, R_DOCNO_LONG);
	enum z z = terms_check(t, e);
	if (z != Z_OK)
		return z;
	if (t->formed_on != DAY_NONE && t->formed_on > desk_today(d))
		return refuse(e, R_FORMED_LATER, day_text(t->formed_on, (char[16]){0}),
		        day_text(desk_today(d), (char[16]){0}));
	if (t->attachments_n > ITEM_ATTACHMENTS)
		return refuse(e, R_MANY_ATTACHMENTS, number_text(ITEM_ATTACHMENTS).s);
	for (int i = 0; i < t->attachments_n; i++) {
		const struct attachment_in *a = &t->attachments[i];
		if (a->from)
			continue;
		if (text_blank(a->name))
			return refuse(e, R_ATTACHMENT_NAME, number_text(i + 1).s);
		if (strlen(a->name) > ITEM_FILE_NAME_MAX)
			return refuse(
			        e, R_ATTACHMENT_NAME_LONG, number_text(i + 1).s, number_text(ITEM_FILE_NAME_MAX / 3).s);
		if (a->bytes > CONTENT_MAX)
			return refuse(e, R_ATTACHMENT_LARGE, a->name, number_text(CONTENT_MAX >> 20).s);
	}
	return Z_OK;
}

/* Content of one text: shared with the one before when it is the same. */
static enum z text_content(struct desk *d, const char *text, const struct content_ref *before, struct content_ref *ref,
	struct error *e)
{
	size_t n = strlen(text);
	if (before && before->id && content_is(d->db, before, text, n)) {
		*ref = *before;
		return Z_OK;
	}
	return content_put(d->db, text, n, ref, e);
}

struct attachment_refs {
	struct content_ref name, data;
	int64_t bytes;
};

static enum z attachment_taken_over(
        struct desk *d, int64_t from, int64_t item, struct attachment_refs *a, struct error *e)
{
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT a.name_c, a.name_d, a.data_c, a.data_d, a.bytes FROM attachment a JOIN revision r ON r.id = a.revision"
		" WHERE a.id = ?1 AND r.item = ?2",
		"ii", from, item);
	bool found = db_step(d->db, q, e);
	if (found) {
		a->name.id = sqlite3_column_int64(q, 0);
		column_hash(q, 1, &a->name.digest);
		a->data.id = sqlite3_column_int64(q, 2);
		column_hash(q, 3, &a->data.digest);
		a->bytes = sqlite3_column_int64(q, 4);
	}
	db_done(q);
	if (found)
		return Z_OK;
	return db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_ATTACHMENT);
}

static enum z attachment_refs_of(
        struct desk *d, const struct attachment_in *in, int64_t item, struct attachment_refs *a, struct error *e)
{
	if (in->from)
		return attachment_taken_over(d, in->from, item, a, e);
	char *name = text_cleaned(in->name, false);
	for (char *p = name; *p; p++)
		if (*p == '/' || *p == '\\')
			*p = '_';
	enum z z = content_put(d->db, name, strlen(name), &a->name, e);
	free(name);
	a->bytes = (int64_t)in->bytes;
	return z == Z_OK ? content_put(d->db, in->data, in->bytes, &a->data, e) : z;
}

/* Everything of a revision as references, and its hash. */
static enum z prepare(struct desk *d, const struct revision_new *n, const struct item_text *t,
        const char *const text[5], const struct revision_refs *before, struct revision_refs *refs,
        struct attachment_refs *files, struct hash *hash, struct error *e)
{
	enum z z = text_content(d, text[0], before ? &before->title : NULL, &refs->title, e);
	if (z == Z_OK)
		z = text_content(d, text[1], before ? &before->body : NULL, &refs->body, e);
	if (z == Z_OK && *text[2])
		z = text_content(d, text[2], before ? &before->reason : NULL, &refs->reason, e);
	if (z == Z_OK && *text[3])
		z = text_content(d, text[3], before ? &before->docno : NULL, &refs->docno, e);
	if (z == Z_OK && *text[4])
		z = text_content(d, text[4], before ? &before->article : NULL, &refs->article, e);
	for (int i = 0; z == Z_OK && i < t->attachments_n; i++)
		z = attachment_refs_of(d, &t->attachments[i], n->item, &files[i], e);
	if (z != Z_OK)
		return z;
	struct revision_hash_in in = {
		.title = refs->title.digest,
		.body = refs->body.digest,
		.reason = refs->reason.id ? &refs->reason.digest : NULL,
		.docno = refs->docno.id ? &refs->docno.digest : NULL,
		.article = refs->article.id ? &refs->article.digest : NULL,
		.formed_on = t->formed_on,
		.valid_from = t->valid_from,
		.valid_to = t->valid_to,
		.attribute = t->attribute,
		.withhold = t->withhold,
		.validity = t->validity,
	};
	struct revision_hasher h;
	revision_hash_begin(&h, &in);
	for (int i = 0; i < t->attachments_n; i++)
		revision_hash_attachment(&h, &files[i].name.digest, &files[i].data.digest);
	revision_hash_end(&h, hash);
	return Z_OK;
}

static enum z insert(struct desk *d, const struct revision_new *n, const struct item_text *t,
        const struct revision_refs *refs, const struct attachment_refs *files, const struct hash *hash, int64_t *made,
        struct error *e)
{
	enum z z = db_run(d->db, e,
		"INSERT INTO revision(id, item, n, hash, title_c, title_d, body_c, body_d, docno_c, docno_d, formed_on, attribute,"
		" reason, reason_c, reason_d, article_c, article_d, validity, valid_from, valid_to, kind, drafter, recorder, at)"
		" VALUES((SELECT coalesce(max(id),0)+1 FROM revision),?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,"
		"?18,?19,?20,?21,?22,?23)",
		"iihihihohdiiohohiddiiii", n->item, (int64_t)n->n, hash, refs->title.id, &refs->title.digest, refs->body.id,
		&refs->body.digest, refs->docno.id, refs->docno.id ? &refs->docno.digest : NULL, t->formed_on, (int64_t)t->attribute, (int64_t)t->withhold,
		refs->reason.id, refs->reason.id ? &refs->reason.digest : NULL, refs->article.id,
		refs->article.id ? &refs->article.digest : NULL,
		(int64_t)t->validity, t->valid_from, t->valid_to, (int64_t)n->kind, n->drafter, n->recorder, d->now);
	if (z != Z_OK)
		return z;
	*made = db_last_id(d->db);
	op_touch(d, T_revision, *made);
	for (int i = 0; z == Z_OK && i < t->attachments_n; i++) {
		z = db_run(d->db, e,
			"INSERT INTO attachment(id, revision, n, name_c, name_d, data_c, data_d, bytes)"
			" VALUES((SELECT coalesce(max(id),0)+1 FROM attachment),?1,?2,?3,?4,?5,?6,?7)",
			"iiihihi", *made, (int64_t)i + 1, files[i].name.id, &files[i].name.digest, files[i].data.id,
			&files[i].data.digest, files[i].bytes);
		if (z == Z_OK)
			op_touch(d, T_attachment, db_last_id(d->db));
	}
	return z;
}

enum z revision_write(struct desk *d, const struct revision_new *n, const struct item_text *t,
        const struct revision_refs *before, const struct hash *before_hash, int64_t *made, struct hash *hash,
        struct error *e)
{
	*made = 0;
	char *title = text_cleaned(t->title, false), *body = text_cleaned(t->body, true);
	char *reason = text_cleaned(t->withhold_text, true), *docno = text_cleaned(t->docno, false);
	char *article = text_cleaned(t->article, false);
	/* What is hashed is what is stored, shown and handed over. */
	const char *const text[5] = {title, body, reason, docno, article};
	struct revision_refs refs = {0};
	struct attachment_refs *files = xalloc(sizeof *files * (size_t)(t->attachments_n + 1));
	if (before && !before->id)
		before = NULL;
	enum z z = prepare(d, n, t, text, before, &refs, files, hash, e);
	if (z == Z_OK && (n->force || !before_hash || !hash_same(hash, before_hash)))
		z = insert(d, n, t, &refs, files, hash, made, e);
	free(files);
	free(article);
	free(docno);
	free(reason);
	free(body);
	free(title);
	return z;
}

char *item_indexed(const char *title, const char *docno, const char *body)
{
	struct buffer b = {0};
	buffer_text(&b, title);
	buffer_byte(&b, '\n');
	buffer_text(&b, docno ? docno : "");
	buffer_byte(&b, '\n');
	buffer_text(&b, body ? body : "");
	return buffer_take(&b);
}

char *revision_indexed(struct desk *d, int64_t revision, struct error *e)
{
	struct revision_refs r;
	char *title = NULL, *body = NULL, *docno = NULL, *all = NULL;
	if (revision_refs(d, revision, &r, e) != Z_OK)
		return NULL;
	if (r.docno.id && content_get(d->db, &r.docno, &docno, NULL, e) != Z_OK)
		return NULL;
	if (content_get(d->db, &r.title, &title, NULL, e) == Z_OK &&
	        content_get(d->db, &r.body, &body, NULL, e) == Z_OK)
		all = item_indexed(title, docno, body);
	free(docno);
	free(title);
	free(body);
	return all;
}
