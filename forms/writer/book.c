/* book.c - see book.h.  libxlsxwriter in constant_memory: each row goes to a file of its own as soon as the next one
 * begins. */
#include "forms/writer/book.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/words.h"
#include "forms/writer/inside.h"
#include "forms/xlsx.h"
#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/file/place.h"

enum { SHEET_ROWS = 1048576, CELL_CHARS = 32767, WIDE = 60 };

struct book {
	const struct xlsx_calls *x;
	char *path, *name;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *head, *day, *instant, *percent[4];
	const struct book_column *column;
	int n, at, sheets;
	lxw_row_t row;
	lxw_error error;
};

double sheet_day(int32_t day)
{
	return (double)day - (double)day_of(1900, 1, 1) + 2; /* a spreadsheet believes in 1900-02-29 */
}

static double sheet_instant(int64_t instant)
{
	int32_t day = day_at(instant);
	return sheet_day(day) + (double)(instant - day_start(day)) / (double)(day_start(day + 1) - day_start(day));
}

lxw_format *sheet_head_format(const struct xlsx_calls *x, lxw_workbook *book)
{
	lxw_format *f = x->workbook_add_format(book);
	x->format_set_bold(f);
	x->format_set_border(f, LXW_BORDER_THIN);
	x->format_set_align(f, LXW_ALIGN_CENTER);
	x->format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	x->format_set_text_wrap(f);
	x->format_set_bg_color(f, 0xe7e6e6);
	return f;
}

lxw_format *sheet_number_format(const struct xlsx_calls *x, lxw_workbook *book, const char *pattern)
{
	lxw_format *f = x->workbook_add_format(book);
	x->format_set_num_format(f, pattern);
	return f;
}

char *sheet_cell_text(const char *s)
{
	size_t at = 0, n = strlen(s), units = 0, room = 0;
	const size_t all = CELL_CHARS - utf8_count(W_BOOK_CUT);
	if (n < CELL_CHARS)
		return NULL;
	while (at < n) {
		uint32_t cp;
		at += (size_t)utf8_decode(s + at, n - at, &cp);
		units++;
		if (units <= all)
			room = at;
	}
	if (units < CELL_CHARS)
		return NULL;
	struct buffer b = {0};
	buffer_add(&b, s, room);
	buffer_text(&b, W_BOOK_CUT);
	return buffer_take(&b);
}

/* What goes wrong is kept; the book is closed in any case. */
static void did(struct book *b, lxw_error error)
{
	if (error != LXW_NO_ERROR && b->error == LXW_NO_ERROR)
		b->error = error;
}

static void sheet_begin(struct book *b)
{
	const struct xlsx_calls *x = b->x;
	char name[64];
	if (b->sheets++)
		snprintf(name, sizeof name, "%s%d", b->name, b->sheets);
	else
		snprintf(name, sizeof name, "%s", b->name);
	b->sheet = x->workbook_add_worksheet(b->book, name);
	if (!b->sheet)
		return;
	for (int i = 0; i < b->n; i++) {
		int width = b->column[i].width ? abs(b->column[i].width) : WIDE;
		int head = text_columns(b->column[i].name);
		did(b, x->worksheet_set_column(b->sheet, (lxw_col_t)i, (lxw_col_t)i, (width > head ? width : head) + 2.0, NULL));
		did(b, x->worksheet_write_string(b->sheet, 0, (lxw_col_t)i, b->column[i].name, b->head));
	}
	x->worksheet_freeze_panes(b->sheet, 1, 0);
	x->worksheet_set_paper(b->sheet, 9); /* A4 */
	x->worksheet_set_landscape(b->sheet);
	x->worksheet_fit_to_pages(b->sheet, 1, 0);
	x->worksheet_repeat_rows(b->sheet, 0, 0);
	b->row = 1;
}

static void sheet_end(struct book *b)
{
	if (b->sheet)
		did(b, b->x->worksheet_autofilter(b->sheet, 0, 0, b->row > 1 ? b->row - 1 : 1, (lxw_col_t)(b->n - 1)));
}

enum z book_open(const char *path, const char *sheet, const struct book_column *column, int n, struct book **out, struct error *e)
{
	const struct xlsx_calls *x = xlsx_library(e);
	*out = NULL;
	if (!x)
		return Z_IO;
	if (access(path, F_OK) == 0)
		return refuse(e, R_OUT_EXISTS, path);
	struct book *b = xalloc(sizeof *b);
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};
	*b = (struct book){.x = x, .path = xstrdup(path), .name = xstrdup(sheet), .column = column, .n = n};
	b->book = x->workbook_new_opt(path, &options);
	if (!b->book) {
		free(b->path);
		free(b->name);
		free(b);
		return refuse(e, R_NO_MEMORY);
	}
	b->head = sheet_head_format(x, b->book);
	b->day = sheet_number_format(x, b->book, "yyyy-mm-dd");
	b->instant = sheet_number_format(x, b->book, "yyyy-mm-dd hh:mm");
	sheet_begin(b);
	*out = b;
	return Z_OK;
}

void book_text(struct book *b, const char *s)
{
	if (s && *s) {
		char *cut = sheet_cell_text(s);
		did(b, b->x->worksheet_write_string(b->sheet, b->row, (lxw_col_t)b->at, cut ? cut : s, NULL));
		free(cut);
	}
	b->at++;
}

void book_number(struct book *b, double n)
{
	did(b, b->x->worksheet_write_number(b->sheet, b->row, (lxw_col_t)b->at++, n, NULL));
}

void book_percent(struct book *b, double percent, int decimals)
{
	static const char *const pattern[] = {"0%", "0.0%", "0.00%", "0.000%"};
	int k = decimals < 0 ? 0 : decimals > 3 ? 3 : decimals;
	if (!b->percent[k])
		b->percent[k] = sheet_number_format(b->x, b->book, pattern[k]);
	did(b, b->x->worksheet_write_number(b->sheet, b->row, (lxw_col_t)b->at++, percent / 100, b->percent[k]));
}

void book_day(struct book *b, int32_t day)
{
	if (day != DAY_NONE)
		did(b, b->x->worksheet_write_number(b->sheet, b->row, (lxw_col_t)b->at, sheet_day(day), b->day));
	b->at++;
}

void book_instant(struct book *b, int64_t instant)
{
	if (instant)
		did(b, b->x->worksheet_write_number(b->sheet, b->row, (lxw_col_t)b->at, sheet_instant(instant), b->instant));
	b->at++;
}

void book_row(struct book *b)
{
	b->at = 0;
	if (++b->row < SHEET_ROWS)
		return;
	sheet_end(b);
	sheet_begin(b);
}

enum z book_close(struct book **book, enum z z, struct error *e)
{
	struct book *b = *book;
	char why[64];
	sheet_end(b);
	mode_t before = umask(077); /* the file comes into being now */
	errno = 0;
	did(b, b->x->workbook_close(b->book));
	int number = errno ? errno : EIO;
	umask(before);
	if (!z && b->error)
		z = refuse(e, R_OUT_FAILED, b->path, os_error_text(number, why));
	if (z)
		unlink(b->path);
	free(b->path);
	free(b->name);
	free(b);
	*book = NULL;
	return z;
}
