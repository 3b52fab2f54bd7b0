/* file.c - the calendar's own text form: date,kind,name, headed and written so or in Chinese.  Knows no other form: spreadsheets and
 * other encodings are turned into this one by forms/import. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/rule/calendar/calendar.h"
#include "store/rule/words.h"

enum { COL_DATE, COL_KIND, COL_NAME, COL_COUNT };
enum { ENGLISH, CHINESE };
static const char *const column[][COL_COUNT] = {
	[ENGLISH] = {"date", "kind", "name"},
	[CHINESE] = {W_CALENDAR_COLUMN_DATE, W_CALENDAR_COLUMN_KIND, W_CALENDAR_COLUMN_NAME},
};
/* How a day's kind may be written, whatever the head is written in. */
static const struct {
	const char *word;
	bool works;
} kind[] = {{"work", true}, {"off", false}, {W_CALENDAR_MOVED, true}, {W_CALENDAR_WORK, true}, {W_CALENDAR_OFF, false}};

struct cell {
	char s[160];
};

struct reader {
	const char *at, *end;
	int line; /* of the row read last, from 1 */
	int head; /* what its head is written in */
	struct cell cell[COL_COUNT];
	int cells;
};

static void cell_add(struct cell *c, const char *s, size_t n)
{
	s = text_trim(s, &n);
	if (n >= 2 && s[0] == '"' && s[n - 1] == '"') {
		s++;
		n -= 2;
	}
	/* What is too long to be right is cut: it is only shown in the refusal. */
	n = n < sizeof c->s ? n : text_cut(s, sizeof c->s - 1, 80, NULL);
	memcpy(c->s, s, n);
	c->s[n] = '\0';
	text_clean(c->s, false);
	/* blanks within the quotes, or beside what was cleaned away: a name of nothing else is none */
	n = strlen(c->s);
	s = text_trim(c->s, &n);
	memmove(c->s, s, n);
	c->s[n] = '\0';
}

/* The next row that is not empty; false at the end. */
static bool reader_row(struct reader *r)
{
	while (r->at < r->end) {
		const char *end = memchr(r->at, '\n', (size_t)(r->end - r->at));
		const char *next = end ? end + 1 : r->end;
		if (!end)
			end = r->end;
		if (end > r->at && end[-1] == '\r')
			end--;
		const char *s = r->at;
		r->at = next;
		r->line++;
		if (end == s)
			continue;
		memset(r->cell, 0, sizeof r->cell);
		for (r->cells = 0;; r->cells++) {
			const char *comma = memchr(s, ',', (size_t)(end - s));
			const char *stop = comma ? comma : end;
			if (r->cells < COL_COUNT)
				cell_add(&r->cell[r->cells], s, (size_t)(stop - s));
			if (!comma)
				break;
			s = comma + 1;
		}
		r->cells++;
		return true;
	}
	return false;
}

static enum z wrong(const struct reader *r, int col, const char *expected, struct error *e)
{
	return refuse(e, R_CALENDAR_CELL, number_text(r->line).s, column[r->head][col], expected, r->cell[col].s);
}

static enum z read_row(const struct reader *r, struct calendar_row *row, struct error *e)
{
	static const char *const weekday[] = {W_WEEKDAYS};
	row->day = day_parse(r->cell[COL_DATE].s);
	if (row->day == DAY_NONE || row->day < day_of(2000, 1, 1) || row->day > day_of(2255, 12, 31))
		return wrong(r, COL_DATE, W_CALENDAR_DATE, e);
	size_t k = 0;
	while (k < sizeof kind / sizeof *kind && strcmp(r->cell[COL_KIND].s, kind[k].word) != 0)
		k++;
	if (k == sizeof kind / sizeof *kind)
		return wrong(r, COL_KIND, r->head == CHINESE ? W_CALENDAR_KIND_CHINESE : W_CALENDAR_KIND, e);
	row->works = kind[k].works;
	size_t n = strlen(r->cell[COL_NAME].s);
	if (n == 0 || n >= CALENDAR_NAME)
		return wrong(r, COL_NAME, W_CALENDAR_NAME, e);
	if (r->cells != COL_COUNT)
		return refuse(e, R_CALENDAR_CELL, number_text(r->line).s, W_CALENDAR_LINE_END,
			r->head == CHINESE ? W_CALENDAR_COLUMNS_CHINESE : W_CALENDAR_COLUMNS,
			number_text(r->cells).s);
	memcpy(row->name, r->cell[COL_NAME].s, n + 1);
	if (row->works && day_weekday(row->day) < 6) {
		char text[16];
		return refuse(e, R_CALENDAR_WEEKDAY, number_text(r->line).s, day_text(row->day, text),
			weekday[day_weekday(row->day) - 1]);
	}
	return Z_OK;
}

enum z calendar_parse(struct calendar *c, const char *text, size_t n, size_t *added, struct error *e)
{
	struct reader r = {.at = text, .end = text + n};
	struct calendar_row *read = NULL;
	const int32_t first = day_of(2000, 1, 1), last = day_of(2255, 12, 31);
	size_t count = 0, cap = 0;
	enum z z = Z_OK;
	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		r.at += 3;
	if (!reader_row(&r))
		return refuse(e, R_CALENDAR_EMPTY, "");
	r.head = strcmp(r.cell[COL_DATE].s, column[ENGLISH][COL_DATE]) ? CHINESE : ENGLISH;
	for (int i = 0; i < COL_COUNT; i++)
		if (strcmp(r.cell[i].s, column[r.head][i]) != 0)
			return wrong(&r, i, column[r.head][i], e);
	int *seen = xalloc((size_t)(last - first + 1) * sizeof *seen); /* the line of each day */
	while (z == Z_OK && reader_row(&r)) {
		if (count == cap) {
			cap = cap ? cap * 2 : 64;
			read = xrealloc(read, cap * sizeof *read);
		}
		memset(&read[count], 0, sizeof read[count]);
		z = read_row(&r, &read[count], e);
		if (z == Z_OK) {
			int *line = &seen[read[count].day - first];
			char day[16];
			if (*line)
				z = refuse(e, R_CALENDAR_TWICE, number_text(r.line).s,
					day_text(read[count].day, day), number_text(*line).s);
			*line = r.line;
		}
		count++;
	}
	if (z == Z_OK && count == 0)
		z = refuse(e, R_CALENDAR_EMPTY, "");
	if (z == Z_OK) {
		for (size_t i = 0; i < count; i++)
			calendar_add(c, read[i].day, read[i].works, read[i].name);
		calendar_settle(c);
		if (added)
			*added = count;
	}
	free(seen);
	free(read);
	return z;
}
