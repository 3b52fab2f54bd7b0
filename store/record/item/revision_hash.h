/* revision_hash.h - the one hash that a signature is bound to (design 4.2): title, body, 文号, 成文日期, 公开属性 with reason
 * and article, 有效性 with its dates, the attachments' names and bytes in their order.  Texts enter as their salted
 * digests, so that the hash can be checked after an erasure too. */
#ifndef STORE_RECORD_ITEM_REVISION_HASH_H
#define STORE_RECORD_ITEM_REVISION_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/hash.h"

struct revision_hash_in {
	struct hash title, body;
	const struct hash *docno, *reason, *article; /* NULL: none */
	const char *article_words; /* of a revision written in version 1 of the file, instead of article; NULL: none */
	int32_t formed_on, valid_from, valid_to; /* DAY_NONE: none */
	int attribute, withhold, validity;
};
struct revision_hasher {
	struct hasher h;
};
void revision_hash_begin(struct revision_hasher *r, const struct revision_hash_in *in);
void revision_hash_attachment(struct revision_hasher *r, const struct hash *name, const struct hash *data);
void revision_hash_end(struct revision_hasher *r, struct hash *out);
#endif
