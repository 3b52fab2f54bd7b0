/* calendar.c - 工作日历: which years are loaded, a year as months, a further year from a file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/reader/encoding.h"
#include "forms/reader/sniff.h"
#include "tui/pane/pane.h"
#include "tui/setting/section.h"
#include "tui/pane/words.h"
#include "tui/widget/reader.h"
#include "tui/words.h"

enum { Y_YEAR, Y_STATE, Y_WORK, Y_OFF, Y_MOVED, Y_COLUMNS };
enum {
	FILE_LIMIT = 1 << 20,
	WEEK = 7,
	CELL = 5,      /* columns of a day: number, mark, blank */
	MONTH_ROWS = 8, /* name, head, six weeks */
	GAP = 4,       /* columns between months */
};

static const struct list_column year_columns[Y_COLUMNS] = {
	[Y_YEAR] = {.title = W_SET_CALENDAR_YEAR, .min = 10},
	[Y_STATE] = {.title = W_SET_STATE, .min = 10, .weight = 1, .max = 16},
	[Y_WORK] = {.title = W_SET_CALENDAR_WORK, .min = 8, .align = TEXT_RIGHT},
	[Y_OFF] = {.title = W_SET_CALENDAR_OFF, .min = 8, .align = TEXT_RIGHT},
	[Y_MOVED] = {.title = W_SET_CALENDAR_MOVED, .min = 8, .align = TEXT_RIGHT},
};

/* 元旦 1月1日至3日；春节 … 上班：2月14日、… */
static char *year_words(const struct calendar *c, int year)
{
	struct buffer b = {0}, work = {0};
	for (size_t i = 0; i < c->n; i++) {
		const struct calendar_row *r = &c->rows[i];
		int y, month, day, last_month, last;
		day_split(r->day, &y, &month, &day);
		if (y != year)
			continue;
		if (r->works) {
			buffer_printf(&work, W_SET_CALENDAR_DATE, work.n ? W_FORM_AND : "", month, day);
			continue;
		}
		size_t k = i;
		while (k + 1 < c->n && c->rows[k + 1].day == c->rows[k].day + 1 && !c->rows[k + 1].works &&
			!strcmp(c->rows[k + 1].name, r->name) && day_year(c->rows[k + 1].day) == year)
			k++;
		day_split(c->rows[k].day, &y, &last_month, &last);
		if (b.n)
			buffer_text(&b, W_SET_CALENDAR_AND);
		if (k == i)
			buffer_printf(&b, W_SET_CALENDAR_SPAN_DAY, r->name, month, day);
		else
			buffer_printf(&b, W_SET_CALENDAR_SPAN, r->name, month, day, last_month, last);
		i = k;
	}
	if (work.n)
		buffer_printf(&b, "\n" W_SET_CALENDAR_WORKED, work.s);
	buffer_free(&work);
	return buffer_take(&b);
}

static void count_listed(const struct calendar *c, int year, int *off, int *moved)
{
	*off = *moved = 0;
	for (size_t i = 0; i < c->n; i++)
		if (day_year(c->rows[i].day) == year)
			++*(c->rows[i].works ? moved : off);
}

static void add_year(struct setting_pane *p, const struct calendar *c, int year)
{
	struct setting_row_shown *r = setting_add_row(p, year);
	int off, moved;
	setting_cellf(p, r, Y_YEAR, C_STRONG, W_SET_CALENDAR_YEAR_IS, year);
	if (!calendar_loaded(c, year)) {
		setting_cell(p, r, Y_STATE, C_SOON, W_SET_CALENDAR_OPEN);
		setting_detailf(p, r, W_SET_CALENDAR_DETAIL_OPEN, year);
		return;
	}
	count_listed(c, year, &off, &moved);
	setting_cell(p, r, Y_STATE, C_GOOD, W_SET_CALENDAR_LOADED);
	setting_cellf(p, r, Y_WORK, C_TEXT, "%d", calendar_year_days(c, year));
	setting_cellf(p, r, Y_OFF, C_TEXT, "%d", off);
	setting_cellf(p, r, Y_MOVED, C_TEXT, "%d", moved);
	char *words = year_words(c, year);
	setting_detailf(p, r, "%s", words);
	free(words);
}

/* The latest first, with the one that is still to come. */
static enum z load_years(struct setting_pane *p, struct error *e)
{
	const struct calendar *c = desk_calendar(setting_desk(p));
	int last = calendar_last_year(c);
	(void)e;
	if (!last)
		return Z_OK;
	for (int y = last + 1; y >= calendar_first_year(c); y--)
		add_year(p, c, y);
	return Z_OK;
}

/* ------------------------------------------------------------ a year as months */
/* A month in rows of WEEK * CELL columns. */
static void month_rows(const struct calendar *c, int year, int month, struct buffer row[MONTH_ROWS])
{
	int32_t first = day_of(year, month, 1), day = first;
	int y, m, d, work = 0, line = 2;
	for (int32_t k = first;; k++) {
		day_split(k, &y, &m, &d);
		if (m != month)
			break;
		work += calendar_works(c, k);
	}
	buffer_printf(&row[0], W_SET_CALENDAR_MONTH, month, work);
	buffer_text(&row[1], W_SET_CALENDAR_WEEK);
	for (int i = 1; i < day_weekday(first); i++)
		buffer_printf(&row[line], "%*s", CELL, "");
	for (;; day++) {
		day_split(day, &y, &m, &d);
		if (m != month)
			break;
		enum day_kind kind = calendar_kind(c, day, NULL);
		bool weekend = day_weekday(day) > 5, works = calendar_works(c, day);
		const char *mark = works ? weekend ? W_SET_CALENDAR_DUTY : "  "
				 : kind == DAY_KIND_HOLIDAY ? W_SET_CALENDAR_REST
							    : "  ";
		buffer_printf(&row[line], "%2d%s ", d, mark);
		if (day_weekday(day) == WEEK)
			line++;
	}
}

static void year_page(struct buffer *b, const struct calendar *c, int year, int cols)
{
	int beside = (cols + GAP) / (WEEK * CELL + GAP);
	beside = beside >= 4 ? 4 : beside >= 3 ? 3 : beside >= 2 ? 2 : 1;
	buffer_printf(b, W_SET_CALENDAR_HEAD "\n\n", calendar_year_days(c, year));
	for (int month = 1; month <= 12; month += beside) {
		struct buffer row[4][MONTH_ROWS] = {{{0}}};
		for (int k = 0; k < beside; k++)
			month_rows(c, year, month + k, row[k]);
		for (int line = 0; line < MONTH_ROWS; line++) {
			size_t any = 0;
			for (int k = 0; k < beside; k++)
				any += row[k][line].n;
			for (int k = 0; any && k < beside; k++) {
				char cell[256];
				buffer_text(b, text_fit(cell, sizeof cell, row[k][line].s ? row[k][line].s : "", WEEK * CELL + GAP, TEXT_LEFT));
			}
			while (b->n && b->s[b->n - 1] == ' ')
				b->s[--b->n] = '\0';
			if (any)
				buffer_byte(b, '\n');
		}
		buffer_byte(b, '\n');
		for (int k = 0; k < beside; k++)
			for (int line = 0; line < MONTH_ROWS; line++)
				buffer_free(&row[k][line]);
	}
	char *words = year_words(c, year);
	buffer_printf(b, "%s\n", words);
	free(words);
}

static enum did open_year(struct setting_pane *p, int64_t id)
{
	const struct calendar *c = desk_calendar(setting_desk(p));
	struct buffer b = {0};
	char title[64];
	int year = (int)id;
	if (!calendar_loaded(c, year)) {
		app_say(p->view.app, C_NOTE, W_SET_CALENDAR_OPEN_HINT, year);
		return DID_VIEW;
	}
	struct rect body = app_body(p->view.app);
	year_page(&b, c, year, body.cols - 4);
	snprintf(title, sizeof title, W_SET_CALENDAR_PAGE, year);
	struct reader *r = reader_new();
	reader_set_lines(r, true);
	for (const char *s = b.s; *s;) {
		size_t n = strcspn(s, "\n");
		reader_text_n(r, C_TEXT, s, n);
		reader_end(r);
		s += n + (s[n] == '\n');
	}
	buffer_free(&b);
	app_push(p->view.app, page_read(p->view.app, title, r));
	return DID_NOTHING;
}

/* ------------------------------------------------------------ from a file */
static bool agreed(struct setting_pane *p, const char *path, const struct calendar *c, size_t days)
{
	struct buffer years = {0};
	char text[600];
	for (int y = calendar_first_year(c); y <= calendar_last_year(c); y++)
		if (y && calendar_loaded(c, y))
			buffer_printf(&years, "%s" W_SET_CALENDAR_YEAR_IS, years.n ? W_FORM_AND : "", y);
	snprintf(text, sizeof text, W_SET_CALENDAR_ASK, sniff_name(path), years.n ? years.s : W_SET_CALENDAR_NO_YEAR,
	        days);
	buffer_free(&years);
	return ask_confirm(p->view.app, W_SET_CALENDAR, text, W_SET_CALENDAR_YES);
}

static enum did import_calendar(struct setting_pane *p, int64_t id)
{
	struct buffer text = {0};
	struct calendar rows = {0};
	struct error e;
	char *path = NULL;
	size_t days = 0;
	int years = 0;
	enum did did = DID_VIEW;
	(void)id;
	if (!ask_file(p->view.app, W_SET_CALENDAR_FILE, NULL, true, &path))
		return did;
	enum z z = encoding_read_file(path, ENCODING_UNKNOWN, FILE_LIMIT, &text, NULL, &e);
	if (z == Z_OK)
		z = calendar_parse(&rows, text.s ? text.s : "", text.n, &days, &e);
	if (z != Z_OK) {
		app_refuse(p->view.app, &e);
	} else if (agreed(p, path, &rows, days)) {
		z = calendar_load_year(setting_desk(p), &rows, sniff_name(path), &years, &e);
		did = setting_done(
		        p, z, &e, W_SET_CALENDAR_DONE, years, calendar_last_year(desk_calendar(setting_desk(p))));
	}
	calendar_free(&rows);
	buffer_free(&text);
	free(path);
	return did;
}

const struct setting_section setting_calendar = {
	.name = "calendar",
	.title = W_SET_CALENDAR,
	.note = W_SET_CALENDAR_NOTE,
	.empty = W_SET_CALENDAR_EMPTY,
	.columns = year_columns,
	.n_columns = Y_COLUMNS,
	.detail = 6,
	.load = load_years,
	.verb = {[SET_VERB_IMPORT] = {import_calendar, ACTION_CALENDAR_LOAD}},
	.open = open_year,
};
