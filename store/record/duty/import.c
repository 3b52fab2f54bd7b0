/* import.c - a roster from a list: of a file, or pasted.  Each line is taken or refused alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/record/duty/inner.h"
#include "store/record/inner.h"
#include "store/record/words.h"

enum { LINES_MAX = 1000, FIELDS_MAX = 8 };

/* ------------------------------------------------------------ one line into the desk */
/* An officer by name or login, one who is here. */
static enum z person(struct desk *d, const char *word, int64_t *id, char name[64], struct error *e)
{
	int n = 0;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT id, name FROM officer WHERE active=1 AND (name=?1 OR login=?1)", "s", word);
	while (db_step(d->db, q, e)) {
		*id = sqlite3_column_int64(q, 0);
		snprintf(name, 64, "%s", column_text(q, 1));
		n++;
	}
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	return n == 1 ? Z_OK : refuse(e, n ? R_DUTY_ALIKE : R_DUTY_WHO, word);
}

static enum z refused(struct duty_line *l, enum duty_column wrong)
{
	l->wrong = wrong;
	return l->error.kind;
}

static enum z read_cells(struct desk *d, struct duty_line *l)
{
	const char *const *cell = l->cell;
	l->now = (struct duty){.day = day_parse_near(cell[DUTY_DAY], day_at(d->now))};
	if (l->now.day == DAY_NONE) {
		refuse(&l->error, R_DUTY_DATE, cell[DUTY_DAY]);
		return refused(l, DUTY_DAY);
	}
	if (duty_near(d, l->now.day, &l->error) != Z_OK)
		return refused(l, DUTY_DAY);
	if (!*cell[DUTY_OFFICER]) {
		refuse(&l->error, R_FIELD_EMPTY, W_FIELD_DUTY);
		return refused(l, DUTY_OFFICER);
	}
	if (person(d, cell[DUTY_OFFICER], &l->now.officer, l->now.officer_name, &l->error) != Z_OK)
		return refused(l, DUTY_OFFICER);
	if (*cell[DUTY_LEADER] && person(d, cell[DUTY_LEADER], &l->now.leader, l->now.leader_name, &l->error) != Z_OK)
		return refused(l, DUTY_LEADER);
	return Z_OK;
}

/* A list without 带班领导 leaves the one who is there.  Nobody is replaced whom the user has not seen there. */
static enum z take(struct desk *d, struct duty_line *l, bool replace)
{
	int64_t seen = l->was.day == l->now.day ? l->was.ver : -1;
	enum z z = duty_row(d, l->now.day, &l->was, &l->error);
	if (z != Z_OK)
		return z;
	replace = replace && (seen < 0 || seen == l->was.ver);
	if (!l->now.leader) {
		l->now.leader = l->was.leader;
		snprintf(l->now.leader_name, sizeof l->now.leader_name, "%s", l->was.leader_name);
	}
	bool other = l->was.officer != l->now.officer, led = l->was.leader && l->was.leader != l->now.leader;
	l->done = !l->was.officer ? DUTY_NEW : other || l->was.leader != l->now.leader ? DUTY_CHANGED : DUTY_SAME;
	if (l->was.officer && (other || led) && !replace) {
		char day[40];
		refuse(&l->error, R_DUTY_TAKEN, day_short(l->now.day, day), other ? l->was.officer_name : l->was.leader_name);
		return refused(l, other ? DUTY_OFFICER : DUTY_LEADER);
	}
	return l->done == DUTY_SAME ? Z_OK : duty_put(d, &l->now, &l->error);
}

static enum z one_line(struct desk *d, struct duty_line *lines, int i, bool replace, struct error *e)
{
	struct duty_line *l = &lines[i];
	enum z z = l->unread ? l->error.kind : read_cells(d, l);
	for (int k = 0; k < i && z == Z_OK; k++) {
		if (!lines[k].ok || lines[k].now.day != l->now.day)
			continue;
		char day[40];
		refuse(&l->error, R_DUTY_TWICE, day_short(l->now.day, day), number_text(lines[k].line).s);
		z = refused(l, DUTY_DAY);
	}
	if (z == Z_OK)
		z = take(d, l, replace);
	l->ok = z == Z_OK;
	if (z == Z_OK || z == Z_INVALID || z == Z_DENIED)
		return Z_OK;
	if (e)
		*e = l->error;
	return z;
}

enum z duty_import(struct desk *d, struct duty_line *lines, int n, int flags, int *good, struct error *e)
{
	int taken = 0, written = 0;
	enum z z = op_begin(d, e);
	*good = 0;
	if (z == Z_OK)
		z = op_permit(d, ACTION_DUTY_IMPORT, e);
	for (int i = 0; i < n; i++) { /* may have been tried before */
		lines[i].ok = false;
		if (!lines[i].unread)
			lines[i].error = (struct error){0};
	}
	for (int i = 0; i < n && z == Z_OK; i++) {
		z = one_line(d, lines, i, flags & DUTY_REPLACE, e);
		taken += lines[i].ok;
		written += lines[i].ok && lines[i].done != DUTY_SAME;
	}
	if (z == Z_OK && ((flags & DUTY_DRY) || !written)) /* nothing written: no row in the log */
		z = op_end(d, Z_CANCEL, ACTION_DUTY_IMPORT, 0, NULL) == Z_CANCEL ? Z_OK : Z_IO;
	else
		z = op_end(d, z, ACTION_DUTY_IMPORT, written, e);
	if (z == Z_OK)
		*good = taken;
	return z;
}

/* ------------------------------------------------------------ pasted lines */
static size_t blank(const char *s)
{
	return *s == ' ' ? 1 : !strncmp(s, "\xe3\x80\x80", 3) ? 3 : 0;
}

static size_t hard(const char *s)
{
	static const char *const marks[] = {"\t", ",", "，", "/", "／", "、", "|", ";", "；", ":", "："};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (!strncmp(s, marks[i], strlen(marks[i])))
			return strlen(marks[i]);
	return 0;
}

/* A digit, half or full width. */
static size_t digit(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;
	if (*s >= '0' && *s <= '9')
		return 1;
	return u[0] == 0xef && u[1] == 0xbc && u[2] >= 0x90 && u[2] <= 0x99 ? 3 : 0;
}

/* Bytes of the date at s: digits and what stands between them, a slash too. */
static size_t date_bytes(const char *s)
{
	static const char *const marks[] = {"-", ".", "－", "．", W_DUTY_DATE_MARKS};
	size_t n = 0;
	for (;;) {
		size_t k = digit(s + n);
		for (size_t i = 0; !k && i < sizeof marks / sizeof *marks; i++)
			if (!strncmp(s + n, marks[i], strlen(marks[i])))
				k = strlen(marks[i]);
		if (!k && (s[n] == '/' || !strncmp(s + n, "／", 3)) && digit(s + n + (s[n] == '/' ? 1 : 3)))
			k = s[n] == '/' ? 1 : 3;
		if (!k)
			return n;
		n += k;
	}
}

/* 周六, 星期六, （周六）, of a heading 星期; in a cell of its own also 六. */
static bool weekday(const char *s, bool cell)
{
	static const char days[] = W_DUTY_WEEKDAYS;
	static const char *const starts[] = {W_DUTY_WEEKDAY_STARTS};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (!strncmp(s, starts[i], strlen(starts[i])) && utf8_count(s) <= 5)
			return true;
	return cell && utf8_count(s) == 1 && strstr(days, s);
}

struct fields {
	char *text[FIELDS_MAX];
	int n;
};

static void fields_free(struct fields *f)
{
	for (int i = 0; i < f->n; i++)
		free(f->text[i]);
	f->n = 0;
}

static void add_field(struct fields *f, const char *s, size_t n, bool keep_empty)
{
	s = text_trim(s, &n);
	if (f->n == FIELDS_MAX || (!n && !keep_empty))
		return;
	f->text[f->n++] = xstrndup(s, n);
	if (weekday(f->text[f->n - 1], keep_empty))
		free(f->text[--f->n]);
}

/* 张 三: a name of two characters written apart. */
static void join_apart(struct fields *f)
{
	for (int i = 0; i + 1 < f->n; i++) {
		if (utf8_count(f->text[i]) != 1 || utf8_count(f->text[i + 1]) != 1)
			continue;
		struct buffer b = {0};
		buffer_text(&b, f->text[i]);
		buffer_text(&b, f->text[i + 1]);
		free(f->text[i]);
		free(f->text[i + 1]);
		f->text[i] = buffer_take(&b);
		memmove(&f->text[i + 1], &f->text[i + 2], (size_t)(f->n - i - 2) * sizeof *f->text);
		f->n--;
	}
}

static void split(const char *s, struct fields *f)
{
	bool parted = false;
	while (blank(s) || hard(s))
		s += blank(s) ? blank(s) : hard(s);
	for (const char *at = s; *at && !parted; at++)
		parted = hard(at) != 0;
	for (const char *from = s;;) {
		size_t n = 0;
		while (from[n] && !(parted ? hard(from + n) : blank(from + n)))
			n++;
		add_field(f, from, n, parted);
		if (!from[n])
			break;
		from += n + (parted ? hard(from + n) : blank(from + n));
	}
	if (!parted)
		join_apart(f);
	for (int i = 0; parted && i < f->n; i++) { /* 张 三 within a cell */
		char *to = f->text[i];
		for (const char *at = to; *at;) {
			size_t k = blank(at);
			at += k;
			if (!k)
				*to++ = *at++;
		}
		*to = '\0';
	}
}

/* Which field is which name: as a heading has it, else 值班员, 带班领导. */
struct order {
	int at[DUTY_COLUMNS];
	bool heading; /* further columns are somebody else's */
};

static bool heading(const char *line, struct order *o)
{
	struct fields f = {0};
	if (!strstr(line, W_DUTY_HEAD_DAY) || !strstr(line, W_DUTY_HEAD_ON) || digit(line))
		return false;
	split(line, &f);
	*o = (struct order){.at = {0, -1, -1}, .heading = true};
	for (int i = 1; i < f.n; i++) {
		if (strstr(f.text[i], W_DUTY_HEAD_LEADER) && o->at[DUTY_LEADER] < 0)
			o->at[DUTY_LEADER] = i - 1;
		else if (strstr(f.text[i], W_DUTY_HEAD_ON) && !strstr(f.text[i], W_DUTY_HEAD_PHONE) && o->at[DUTY_OFFICER] < 0)
			o->at[DUTY_OFFICER] = i - 1;
	}
	fields_free(&f);
	return true;
}

static void parse(struct duty_line *l, const char *s, const struct order *o)
{
	struct fields f = {0};
	while (blank(s) || *s == '\t')
		s += blank(s) ? blank(s) : 1;
	size_t n = date_bytes(s);
	l->cell[DUTY_DAY] = n ? xstrndup(s, n) : xstrndup(s, strcspn(s, "\t,/ "));
	split(s + (n ? n : strlen(l->cell[DUTY_DAY])), &f);
	for (int c = DUTY_OFFICER; c < DUTY_COLUMNS; c++)
		l->cell[c] = xstrdup(o->at[c] >= 0 && o->at[c] < f.n ? f.text[o->at[c]] : "");
	if (!o->heading && f.n > 2 && *f.text[2]) {
		l->unread = true;
		l->wrong = DUTY_LEADER;
		refuse(&l->error, R_DUTY_MORE, f.text[2]);
	}
	fields_free(&f);
}

void duty_lines_free(struct duty_line *lines, int n)
{
	for (int i = 0; i < n; i++)
		for (int c = 0; c < DUTY_COLUMNS; c++)
			free((char *)(uintptr_t)lines[i].cell[c]);
	free(lines);
}

enum z duty_paste_read(const char *text, struct duty_line **lines, int *n, struct error *e)
{
	struct duty_line *rows = NULL;
	struct order o = {.at = {0, 0, 1}};
	int count = 0, line = 0;
	*lines = NULL;
	*n = 0;
	for (const char *s = text ? text : ""; *s && count <= LINES_MAX;) {
		size_t k = strcspn(s, "\r\n");
		char *copy = xstrndup(s, k);
		s += k;
		line++;
		if (*s)
			s += s[0] == '\r' && s[1] == '\n' ? 2 : 1;
		bool empty = true;
		for (const char *at = copy; *at && empty; at += blank(at) ? blank(at) : 1)
			empty = blank(at) || *at == '\t';
		if (!empty && !(!count && heading(copy, &o))) {
			rows = xrealloc(rows, (size_t)(count + 1) * sizeof *rows);
			rows[count] = (struct duty_line){.line = line};
			parse(&rows[count++], copy, &o);
		}
		free(copy);
	}
	if (count && count <= LINES_MAX) {
		*lines = rows;
		*n = count;
		return Z_OK;
	}
	duty_lines_free(rows, count);
	return count ? refuse(e, R_PASTE_LONG, number_text(LINES_MAX).s) : refuse(e, R_DUTY_EMPTY);
}
