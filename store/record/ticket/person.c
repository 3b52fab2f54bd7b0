/* person.c - who called, of a ticket: likeness without names, and shown in clear only after the audit row stands.  What is kept
 * of people at all: store/record/person.h. */
#include "store/record/ticket/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/text.h"

#define SECRET "ticket_secret" /* hidden setting */

/* ------------------------------------------------------------ likeness without names */
enum z ticket_secret(struct desk *d, struct hash *secret, struct error *e)
{
	char hex[65] = "";
	sqlite3_stmt *q = db_query(d->db, e, "SELECT value FROM setting WHERE key='" SECRET "'", "");
	if (db_step(d->db, q, e))
		snprintf(hex, sizeof hex, "%s", column_text(q, 0));
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	if (hash_from_hex(secret, hex) == 0)
		return Z_OK;
	random_bytes(secret->b, sizeof secret->b);
	if (!d->in_op)
		return Z_OK; /* nothing was ever registered: nothing can be alike */
	return db_run(d->db, e,
		"INSERT INTO setting(key, value) VALUES('" SECRET "', ?1) ON CONFLICT(key) DO UPDATE SET value=excluded.value", "s",
		hash_hex(secret, hex));
}

static int64_t keyed(const struct hash *secret, const char *what, const char *a, const char *b)
{
	struct hasher h;
	struct hash out;
	int64_t key = 0;
	hash_begin(&h, what);
	hash_field(&h, secret->b, sizeof secret->b);
	hash_text(&h, a);
	hash_text(&h, b);
	hash_end(&h, &out);
	for (int i = 0; i < 7; i++)
		key = key << 8 | out.b[i];
	return key ? key : 1;
}

int64_t ticket_caller_key(const struct hash *secret, const struct caller *c)
{
	char digits[24];
	size_t n = 0;
	for (const char *s = c->phone ? c->phone : ""; *s && n < sizeof digits - 1;) {
		uint32_t cp;
		s += utf8_decode(s, strlen(s), &cp);
		cp = char_fold(cp);
		if (cp >= '0' && cp <= '9')
			digits[n++] = (char)cp;
	}
	digits[n] = '\0';
	if (n < 7)
		return 0;
	const char *p = n == 13 && digits[0] == '8' && digits[1] == '6' ? digits + 2 : digits;
	return keyed(secret, "zwgk caller 1", p, NULL);
}

int64_t ticket_place_key(const struct hash *secret, const char *place, const char *topic)
{
	char a[820], b[400];
	if (!place || !*place || !topic || !*topic)
		return 0;
	text_fold(a, sizeof a, place);
	text_fold(b, sizeof b, topic);
	return keyed(secret, "zwgk place 1", a, b);
}

/* ------------------------------------------------------------ in clear */
static enum z caller(struct desk *d, int64_t id, struct caller *c, struct error *e)
{
	struct ticket_op op;
	struct content_ref ref;
	char *lines = NULL;
	enum z z = ticket_op_next(d, ACTION_TICKET_CALLER, id, &op, e);
	if (z == Z_OK)
		z = person_last(d, PERSON_TICKET, id, &ref, NULL, e);
	if (z == Z_OK && !ref.id)
		z = refuse(e, R_TICKET_NO_CALLER, op.h.number);
	if (z == Z_OK)
		z = content_get(d->db, &ref, &lines, NULL, e);
	if (z == Z_OK)
		caller_read(lines, c);
	free(lines);
	return z;
}

enum z ticket_caller(struct desk *d, int64_t id, struct caller *c, struct error *e)
{
	memset(c, 0, sizeof *c);
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = caller(d, id, c, e);
	if (z == Z_OK)
		op_touch(d, T_ticket, id);
	z = op_end(d, z, ACTION_TICKET_CALLER, id, e); /* the row first: nothing is shown that is not written down */
	if (z != Z_OK)
		caller_free(c);
	return z;
}
