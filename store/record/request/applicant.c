/* applicant.c - who applies: kept as other people are (store/record/person.h), shown in clear only after the audit row stands. */
#include "store/record/request/inner.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/mask.h"
#include "store/record/field.h"
#include "store/record/words.h"

void applicant_free(struct applicant *a)
{
	caller_free(&a->who);
	free(a->agent);
	free(a->email);
	*a = (struct applicant){0};
}

enum z applicant_check(const struct applicant *in, struct applicant *out, struct error *e)
{
	char agent[164], email[404];
	*out = (struct applicant){0};
	enum z z = caller_check(&in->who, PERSON_REQUEST, &out->who, e);
	if (z == Z_OK && !*out->who.name)
		z = refuse(e, R_FIELD_EMPTY, W_FIELD_APPLICANT_NAME);
	if (z == Z_OK)
		z = field_take(agent, sizeof agent, in->agent, W_FIELD_APPLICANT_AGENT, 0, 40, e);
	if (z == Z_OK)
		z = field_take(email, sizeof email, in->email, W_FIELD_APPLICANT_EMAIL, 0, 100, e);
	if (z == Z_OK) {
		out->agent = xstrdup(agent);
		out->email = xstrdup(email);
	} else {
		applicant_free(out);
	}
	return z;
}

void applicant_mask(const struct applicant *a, struct applicant *out)
{
	char buf[404];
	caller_mask(&a->who, &out->who);
	out->agent = xstrdup(mask_name(buf, sizeof buf, a->agent ? a->agent : ""));
	out->email = xstrdup(mask_email(buf, sizeof buf, a->email ? a->email : ""));
}

/* What the fields of a caller have no place for: name, tab, text, a line each. */
static void extra_lines(const struct applicant *a, struct buffer *b)
{
	const char *const rows[][2] = {{W_FIELD_APPLICANT_AGENT, a->agent}, {W_FIELD_APPLICANT_EMAIL, a->email}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i][1] && *rows[i][1])
			buffer_printf(b, "%s%s\t%s", b->n ? "\n" : "", rows[i][0], rows[i][1]);
}

static char *extra_of(const char *lines, const char *name)
{
	size_t n = strlen(name);
	for (const char *s = lines; *s; s += strcspn(s, "\n") + (s[strcspn(s, "\n")] == '\n'))
		if (!strncmp(s, name, n) && s[n] == '\t')
			return xstrndup(s + n + 1, strcspn(s + n + 1, "\n"));
	return xstrdup("");
}

enum z applicant_put(struct desk *d, int64_t request, const struct applicant *a, struct error *e)
{
	struct buffer extra = {0};
	extra_lines(a, &extra);
	enum z z = person_put(d, PERSON_REQUEST, request, &a->who, extra.s, NULL, e);
	buffer_free(&extra);
	return z;
}

enum z applicant_read(struct desk *d, int64_t request, struct applicant *a, bool *known, struct error *e)
{
	struct content_ref ref;
	struct error why;
	char *lines = NULL;
	*a = (struct applicant){0};
	*known = false;
	enum z z = person_last(d, PERSON_REQUEST, request, &ref, NULL, e);
	if (z != Z_OK)
		return z;
	z = ref.id ? content_get(d->db, &ref, &lines, NULL, &why) : Z_MISSING;
	if (z != Z_OK && ref.id && why.code != R_ERASED) {
		if (e)
			*e = why;
		return z;
	}
	*known = z == Z_OK;
	caller_read(lines ? lines : "", &a->who);
	a->agent = extra_of(lines ? person_extra(lines) : "", W_FIELD_APPLICANT_AGENT);
	a->email = extra_of(lines ? person_extra(lines) : "", W_FIELD_APPLICANT_EMAIL);
	free(lines);
	return Z_OK;
}

static enum z in_clear(struct desk *d, int64_t id, struct applicant *who, struct error *e)
{
	struct request_head h;
	bool known = false;
	enum z z = request_head(d, id, &h, e);
	if (z == Z_OK)
		z = request_permit(d, ACTION_REQUEST_PERSON, &h, e);
	if (z == Z_OK)
		z = applicant_read(d, id, who, &known, e);
	return z == Z_OK && !known ? refuse(e, R_REQUEST_NO_PERSON, h.number) : z;
}

enum z request_person(struct desk *d, int64_t id, struct applicant *who, struct error *e)
{
	*who = (struct applicant){0};
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = in_clear(d, id, who, e);
	if (z == Z_OK)
		op_touch(d, T_request, id);
	z = op_end(d, z, ACTION_REQUEST_PERSON, id, e); /* the row first: nothing is shown that is not written down */
	if (z != Z_OK)
		applicant_free(who);
	return z;
}
