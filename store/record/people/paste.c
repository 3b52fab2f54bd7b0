/* paste.c - a bureau's list of names, pasted, becomes officers with the seats that their posts suggest
 * (post.def). */
#include "store/record/people/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mask.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/record/field.h"
#include "store/record/people/pass.h"
#include "store/record/people/inner.h"
#include "store/record/words.h"

enum { LINES_MAX = 500 };
#define LISTED "、" /* parts fields, and the titles of one post */

struct row {
	struct people_line l;
	bool all; /* the seat is for every office */
	char *hash;
};

/* ------------------------------------------------------------ one line */
/* Bytes of a separator at s; hard ones part fields wherever they stand, blanks only where a line has no hard one. */
static size_t separator(const char *s, bool hard)
{
	static const char *const hard_ones[] = {LISTED, "\t", ",", "，", "/", "／", "|", ";", "；"};
	static const char *const blanks[] = {" ", "\xe3\x80\x80"};
	if (hard) {
		for (size_t i = 0; i < sizeof hard_ones / sizeof hard_ones[0]; i++) {
			if (!strncmp(s, hard_ones[i], strlen(hard_ones[i])))
				return strlen(hard_ones[i]);
		}
		return 0;
	}
	for (size_t i = 0; i < 2; i++) {
		if (!strncmp(s, blanks[i], strlen(blanks[i])))
			return strlen(blanks[i]);
	}
	return 0;
}

/* Up to 3 fields; the third is the rest of the line, for 职务 like 党组成员、副局长. */
static int split(const char *line, bool hard, char *field[3])
{
	int n = 0;
	const char *s = line;
	while (*s && n < 3) {
		while (!hard && separator(s, false))
			s += separator(s, false);
		const char *from = s;
		while (*s && (n == 2 || !separator(s, hard)))
			s++;
		if (hard || s > from)
			field[n++] = xstrndup(from, (size_t)(s - from));
		s += separator(s, hard);
	}
	return n;
}

static void without_blanks(char *s)
{
	char *to = s;
	while (*s) {
		size_t k = separator(s, false);
		if (k)
			s += k;
		else
			*to++ = *s++;
	}
	*to = '\0';
}

/* 张 三 办公室 主任: a name of two characters written apart. */
static int join_apart(const char *line, char *field[3], int n)
{
	if (n < 3 || utf8_count(field[0]) != 1 || utf8_count(field[1]) != 1)
		return n;
	char *rest[3] = {NULL};
	char name[64];
	snprintf(name, sizeof name, "%s%s", field[0], field[1]);
	const char *after = strstr(line, field[1]) + strlen(field[1]);
	int k = split(after, false, rest);
	for (int i = 0; i < n; i++)
		free(field[i]);
	field[0] = xstrdup(name);
	field[1] = k > 0 ? rest[0] : NULL;
	field[2] = NULL;
	if (k > 1) {
		struct buffer b = {0};
		buffer_text(&b, rest[1]);
		if (k > 2)
			buffer_text(&b, rest[2]);
		field[2] = buffer_take(&b);
		free(rest[1]);
		free(rest[2]);
	}
	return 1 + (k > 2 ? 2 : k);
}

static void suggest(struct row *r)
{
	static const struct {
		const char *office, *post;
		int tier;
		bool all;
		unsigned roles;
	} rules[] = {
#define OWN false
#define ALL true
#define POST_RULE(office, post, tier, scope, roles) {office, post, tier, scope, (unsigned)(roles)},
#include "store/record/people/post.def"
#undef OWN
#undef ALL
	};
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		if (!strstr(r->l.office, rules[i].office) || !strstr(r->l.post, rules[i].post))
			continue;
		r->l.roles = rules[i].roles;
		r->l.tiers = rules[i].tier ? 1u << rules[i].tier : 0;
		r->all = rules[i].all;
		return;
	}
}

/* Whether hard separators part this line.  Behind a whole name and a blank 、 stands between titles: 周一 局领导 党组成员、副局长;
 * behind 王 四 it parts. */
static bool parted_hard(const char *line)
{
	while (separator(line, false))
		line += separator(line, false);
	const char *s = line;
	while (*s && !separator(s, false) && !separator(s, true))
		s++;
	char *name = xstrndup(line, (size_t)(s - line));
	bool whole = separator(s, false) && utf8_count(name) > 1, hard = false;
	free(name);
	for (; *s && !hard; s++)
		hard = separator(s, true) && !(whole && strncmp(s, LISTED, strlen(LISTED)) == 0);
	return hard;
}

static void parse(struct row *r, const char *line)
{
	char *field[3] = {NULL};
	bool hard = parted_hard(line);
	int n = split(line, hard, field);
	if (!hard)
		n = join_apart(line, field, n);
	if (n < 2) {
		refuse(&r->l.error, R_PASTE_SHORT, number_text(r->l.line).s, number_text(n).s);
	} else {
		without_blanks(field[0]);
		enum z z = field_take(r->l.name, sizeof r->l.name, field[0], W_FIELD_NAME, 1, 20, &r->l.error);
		if (z == Z_OK)
			z = field_take(r->l.office, sizeof r->l.office, field[1], W_FIELD_OFFICE, 1, 20, &r->l.error);
		if (z == Z_OK)
			z = field_take(
			        r->l.post, sizeof r->l.post, n > 2 ? field[2] : "", W_FIELD_POST, 0, 20, &r->l.error);
		if (z == Z_OK && mask_needed(r->l.post)) /* a fourth column of the list: nobody's telephone stands here */
			z = refuse(&r->l.error, R_PASTE_PRIVATE, number_text(r->l.line).s);
		r->l.ok = z == Z_OK;
		if (r->l.ok)
			suggest(r);
	}
	for (int i = 0; i < 3; i++)
		free(field[i]);
}

/* The first line of a copied table. */
static bool heading(const char *line)
{
	return strstr(line, "姓名") && (strstr(line, "股室") || strstr(line, "科室") || strstr(line, "部门"));
}

static struct row *parse_all(const char *text, int *n)
{
	struct row *rows = NULL;
	int count = 0, line = 0;
	for (const char *s = text; *s;) {
		size_t k = strcspn(s, "\r\n");
		char *copy = xstrndup(s, k), *blank = xstrndup(s, k);
		s += k;
		line++;
		if (*s)
			s += s[0] == '\r' && s[1] == '\n' ? 2 : 1;
		without_blanks(blank);
		if (*blank && strcspn(blank, "\t") && !(!count && heading(copy))) {
			rows = xrealloc(rows, (size_t)(count + 1) * sizeof *rows);
			rows[count] = (struct row){.l.line = line};
			parse(&rows[count++], copy);
		}
		free(copy);
		free(blank);
		if (count > LINES_MAX)
			break;
	}
	*n = count;
	return rows;
}

/* ------------------------------------------------------------ writing */
static enum z office_of(struct desk *d, const char *name, int64_t *id, struct error *e)
{
	*id = db_number(d->db, e, 0, "SELECT id FROM office WHERE name = ?1", "s", name);
	return *id ? Z_OK : office_insert(d, name, office_kind_guess(name), id, e);
}

/* A refusal stands in the line; Z_OK unless the file fails. */
static enum z write_row(struct desk *d, struct row *r, struct error *e)
{
	int64_t office, officer, seat;
	char at[64] = "";
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT f.name FROM officer o JOIN office f ON f.id = o.office WHERE o.name = ?1 AND o.active = 1", "s", r->l.name);
	if (db_step(d->db, q, e))
		snprintf(at, sizeof at, "%s", column_text(q, 0));
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	enum z z;
	if (*at) {
		z = refuse(&r->l.error, R_PASTE_TWICE, number_text(r->l.line).s, r->l.name, at);
	} else {
		z = office_of(d, r->l.office, &office, &r->l.error);
		if (z == Z_OK) {
			struct officer_in in = {
			        .name = r->l.name, .post = r->l.post, .office = office, .roles = r->l.roles};
			z = officer_insert(d, &in, r->hash, &officer, r->l.login, &r->l.error);
		}
		for (int t = 1; t <= 3 && z == Z_OK; t++) {
			if (r->l.tiers & 1u << t)
				z = seat_insert(d, officer, t, r->all ? 0 : office, 0, &seat, &r->l.error);
		}
	}
	r->l.ok = z == Z_OK;
	if (z == Z_OK || z == Z_INVALID || z == Z_DENIED)
		return Z_OK;
	if (e)
		*e = r->l.error;
	return z;
}

/* The row before the i-th that registered this name; NULL: none. */
static const struct row *written_before(const struct row *rows, int i)
{
	for (int k = 0; k < i; k++)
		if (rows[k].l.ok && !strcmp(rows[k].l.name, rows[i].l.name))
			return &rows[k];
	return NULL;
}

enum z people_paste(struct desk *d, const char *text, bool dry, void (*line)(void *ctx, const struct people_line *l),
        void *ctx, struct error *e)
{
	int n = 0, good = 0;
	struct row *rows = parse_all(text ? text : "", &n);
	enum z z = Z_OK;
	if (n == 0)
		z = refuse(e, R_PASTE_EMPTY);
	else if (n > LINES_MAX)
		z = refuse(e, R_PASTE_LONG, number_text(LINES_MAX).s);
	for (int i = 0; i < n && z == Z_OK && !dry; i++) {
		if (!rows[i].l.ok)
			continue;
		pass_make(rows[i].l.secret);
		rows[i].hash = pass_hash(rows[i].l.secret, d->mode != DESK_REAL); /* slow: before the file is locked */
	}
	if (z == Z_OK)
		z = op_begin(d, e);
	bool begun = z == Z_OK;
	if (z == Z_OK)
		z = op_permit(d, ACTION_OFFICER_IMPORT, e);
	for (int i = 0; i < n && z == Z_OK; i++) {
		const struct row *same = rows[i].l.ok ? written_before(rows, i) : NULL;
		if (same)
			rows[i].l.ok = refuse(&rows[i].l.error, R_PASTE_AGAIN, number_text(rows[i].l.line).s, rows[i].l.name,
			                       number_text(same->l.line).s) == Z_OK;
		else if (rows[i].l.ok)
			z = write_row(d, &rows[i], e);
		good += rows[i].l.ok;
	}
	if (dry && z == Z_OK)
		z = op_end(d, Z_CANCEL, ACTION_OFFICER_IMPORT, 0, NULL) == Z_CANCEL ? Z_OK : Z_IO;
	else if (z == Z_OK && !good)
		op_end(d, Z_CANCEL, ACTION_OFFICER_IMPORT, 0, NULL); /* nothing was written: no row in the log */
	else if (begun || z != Z_OK)
		z = op_end(d, z, ACTION_OFFICER_IMPORT, good, e);
	for (int i = 0; i < n; i++) {
		if (z == Z_OK && line) {
			if (!rows[i].l.ok)
				rows[i].l.secret[0] = '\0';
			line(ctx, &rows[i].l);
		}
		explicit_bzero(rows[i].l.secret, sizeof rows[i].l.secret);
		free(rows[i].hash);
	}
	free(rows);
	return z;
}
