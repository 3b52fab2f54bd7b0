/* revision_hash.c - see revision_hash.h.  The order of the fields is part of the file format. */
#include "store/record/item/revision_hash.h"

void revision_hash_begin(struct revision_hasher *r, const struct revision_hash_in *in)
{
	hash_begin(&r->h, in->article ? "zwgk revision 2" : "zwgk revision 1");
	hash_field(&r->h, in->title.b, HASH_BYTES);
	hash_field(&r->h, in->body.b, HASH_BYTES);
	hash_field(&r->h, in->docno ? in->docno->b : NULL, in->docno ? HASH_BYTES : 0);
	hash_number(&r->h, in->formed_on);
	hash_number(&r->h, in->attribute);
	hash_number(&r->h, in->withhold);
	hash_field(&r->h, in->reason ? in->reason->b : NULL, in->reason ? HASH_BYTES : 0);
	if (in->article)
		hash_field(&r->h, in->article->b, HASH_BYTES);
	else
		hash_text(&r->h, in->article_words ? in->article_words : "");
	hash_number(&r->h, in->validity);
	hash_number(&r->h, in->valid_from);
	hash_number(&r->h, in->valid_to);
}

void revision_hash_attachment(struct revision_hasher *r, const struct hash *name, const struct hash *data)
{
	hash_field(&r->h, name->b, HASH_BYTES);
	hash_field(&r->h, data->b, HASH_BYTES);
}

void revision_hash_end(struct revision_hasher *r, struct hash *out)
{
	hash_end(&r->h, out);
}
