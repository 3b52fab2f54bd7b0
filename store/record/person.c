/* person.c - see person.h: names, telephone numbers, identity numbers and addresses are kept and read here and nowhere else
 * (design 4.12). */
#include "store/record/person.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/mask.h"
#include "store/record/field.h"
#include "store/record/words.h"

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

enum z caller_check(const struct caller *in, enum person_of of, struct caller *out, struct error *e)
{
	static const char *const words[][CALLER_FIELDS] = {
		[PERSON_TICKET] = {W_FIELD_CALLER_NAME, W_FIELD_CALLER_PHONE, W_FIELD_CALLER_ID, W_FIELD_CALLER_ADDRESS, W_FIELD_CALLER_SEX,
			W_FIELD_PLACE},
		[PERSON_REQUEST] = {W_FIELD_APPLICANT_NAME, W_FIELD_APPLICANT_PHONE, W_FIELD_APPLICANT_ID, W_FIELD_APPLICANT_ADDRESS,
			W_FIELD_CALLER_SEX, W_FIELD_PLACE},
	};
	const char *const *what = words[of];
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
enum z person_last(struct desk *d, enum person_of of, int64_t id, struct content_ref *ref, int64_t *row, struct error *e)
{
	static const char *const sql[] = {
		[PERSON_TICKET] = "SELECT data_c, data_d, id FROM person WHERE ticket=?1 ORDER BY id DESC LIMIT 1",
		[PERSON_REQUEST] = "SELECT data_c, data_d, id FROM person WHERE request=?1 ORDER BY id DESC LIMIT 1",
	};
	*ref = (struct content_ref){0};
	if (row)
		*row = 0;
	sqlite3_stmt *q = db_query(d->db, e, sql[of], "i", id);
	if (db_step(d->db, q, e)) {
		ref->id = sqlite3_column_int64(q, 0);
		column_hash(q, 1, &ref->digest);
		if (row)
			*row = sqlite3_column_int64(q, 2);
	}
	db_done(q);
	return db_result(d->db);
}

enum z person_put(struct desk *d, enum person_of of, int64_t id, const struct caller *c, const char *extra, const struct content_ref *ref,
	struct error *e)
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
		z = db_run(d->db, e, "INSERT INTO person(ticket, request, data_c, data_d, at) VALUES(?1,?2,?3,?4,?5)", "ooihi",
		        of == PERSON_TICKET ? id : (int64_t)0, of == PERSON_REQUEST ? id : (int64_t)0, made.id, &made.digest, d->now);
	return z;
}
