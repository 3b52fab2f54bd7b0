/* person.c - who called: the one place where names, telephone numbers, identity numbers and addresses are kept and
 * read (design 4.12).  Shown in clear only after the audit row stands. */
#include "store/record/ticket/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mask.h"
#include "store/base/text.h"
#include "store/record/field.h"
#include "store/record/item/text.h"
#include "store/record/words.h"

#define SECRET "ticket_secret" /* hidden setting */

static char **field_of(struct caller *c, int i)
{
	char **const fields[CALLER_FIELDS] = {&c->name, &c->phone, &c->idno, &c->address, &c->sex, &c->place};
	return fields[i];
}

static const char *field(const struct caller *c, int i)
{
	const char *const fields[CALLER_FIELDS] = {c->name, c->phone, c->idno, c->address, c->sex, c->place};
	return fields[i] ? fields[i] : "";
}

void caller_free(struct caller *c)
{
	for (int i = 0; i < CALLER_FIELDS; i++) {
		free(*field_of(c, i));
		*field_of(c, i) = NULL;
	}
}

bool caller_known(const struct caller *c)
{
	for (int i = 0; i < CALLER_FIELDS; i++)
		if (*field(c, i))
			return true;
	return false;
}

void caller_lines(const struct caller *c, const char *extra, struct buffer *b)
{
	for (int i = 0; i < CALLER_FIELDS; i++) {
		if (i)
			buffer_byte(b, '\n');
		buffer_text(b, field(c, i));
	}
	if (extra && *extra)
		buffer_printf(b, "\n%s", extra);
}

const char *person_extra(const char *lines)
{
	for (int i = 0; i < CALLER_FIELDS; i++) {
		lines += strcspn(lines, "\n");
		if (!*lines)
			return lines;
		lines++;
	}
	return lines;
}

void caller_read(const char *lines, struct caller *c)
{
	for (int i = 0; i < CALLER_FIELDS; i++) {
		size_t n = strcspn(lines, "\n");
		*field_of(c, i) = xstrndup(lines, n);
		lines += n + (lines[n] == '\n');
	}
}

enum z caller_check(const struct caller *in, struct caller *out, struct error *e)
{
	static const char *const what[CALLER_FIELDS] = {W_FIELD_CALLER_NAME, W_FIELD_CALLER_PHONE, W_FIELD_CALLER_ID,
		W_FIELD_CALLER_ADDRESS, W_FIELD_CALLER_SEX, W_FIELD_PLACE};
	static const size_t longest[CALLER_FIELDS] = {40, 40, 30, 200, 8, 200};
	char kept[820];
	enum z z = Z_OK;
	memset(out, 0, sizeof *out);
	for (int i = 0; i < CALLER_FIELDS && z == Z_OK; i++) {
		z = field_take(kept, sizeof kept, field(in, i), what[i], 0, longest[i], e);
		*field_of(out, i) = xstrdup(kept);
	}
	if (z != Z_OK)
		caller_free(out);
	return z;
}

void caller_mask(const struct caller *c, struct caller *out)
{
	char buf[256];
	out->name = xstrdup(mask_name(buf, sizeof buf, field(c, 0)));
	out->phone = xstrdup(mask_phone(buf, sizeof buf, field(c, 1)));
	out->idno = xstrdup(mask_idno(buf, sizeof buf, field(c, 2)));
	out->address = xstrdup(mask_place(buf, sizeof buf, field(c, 3)));
	out->sex = xstrdup(field(c, 4));
	out->place = xstrdup(mask_place(buf, sizeof buf, field(c, 5)));
}

/* ------------------------------------------------------------ rows */
enum z content_text(struct desk *d, const char *text, struct content_ref *ref, struct error *e)
{
	*ref = (struct content_ref){0};
	return text && *text ? content_put(d->db, text, strlen(text), ref, e) : Z_OK;
}

enum z ticket_content(struct desk *d, const struct content_ref *ref, char **text, struct error *e)
{
	struct error why;
	*text = NULL;
	if (!ref->id) {
		*text = xstrdup("");
		return Z_OK;
	}
	enum z z = content_get(d->db, ref, text, NULL, &why);
	if (z == Z_MISSING && why.code == R_ERASED) {
		*text = xstrdup(W_ERASED);
		return Z_OK;
	}
	if (z != Z_OK && e)
		*e = why;
	return z;
}

enum z person_last(struct desk *d, int64_t ticket, struct content_ref *ref, int64_t *id, struct error *e)
{
	*ref = (struct content_ref){0};
	if (id)
		*id = 0;
	sqlite3_stmt *q = db_query(
	        d->db, e, "SELECT data_c, data_d, id FROM person WHERE ticket=?1 ORDER BY id DESC LIMIT 1", "i", ticket);
	if (db_step(d->db, q, e)) {
		ref->id = sqlite3_column_int64(q, 0);
		column_hash(q, 1, &ref->digest);
		if (id)
			*id = sqlite3_column_int64(q, 2);
	}
	db_done(q);
	return db_result(d->db);
}

enum z person_put(struct desk *d, int64_t ticket, const struct caller *c, const char *extra, const struct content_ref *ref, struct error *e)
{
	struct content_ref made = ref ? *ref : (struct content_ref){0};
	enum z z = Z_OK;
	if (!ref) {
		struct buffer b = {0};
		caller_lines(c, extra, &b);
		z = content_put(d->db, b.s, b.n, &made, e);
		buffer_free(&b);
	}
	if (z == Z_OK)
		z = db_run(d->db, e, "INSERT INTO person(ticket, data_c, data_d, at) VALUES(?1,?2,?3,?4)", "iihi", ticket, made.id,
		        &made.digest, d->now);
	return z;
}

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
	for (const char *s = field(c, 1); *s && n < sizeof digits - 1;) {
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
		z = person_last(d, id, &ref, NULL, e);
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
