/* xlsx.c - a document as a workbook: what is said on the first sheet, then a sheet for each table, with numbers that can
 * be counted with and, where the table asks for it, a chart. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/words.h"
#include "forms/writer/document.h"
#include "forms/writer/inside.h"
#include "store/base/date.h"
#include "store/base/text.h"
#include "store/file/place.h"

struct formats {
	lxw_format *head, *body, *number, *day, *percent[4], *title;
};
struct workbook {
	const struct xlsx_calls *x;
	lxw_workbook *book;
	struct formats f;
	lxw_error error;
	int tables;
};

static void did(struct workbook *w, lxw_error error)
{
	if (error != LXW_NO_ERROR && w->error == LXW_NO_ERROR)
		w->error = error;
}

static lxw_format *framed(struct workbook *w, const char *pattern)
{
	lxw_format *f = pattern ? sheet_number_format(w->x, w->book, pattern) : w->x->workbook_add_format(w->book);
	w->x->format_set_border(f, LXW_BORDER_THIN);
	w->x->format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	if (!pattern)
		w->x->format_set_text_wrap(f);
	return f;
}

static void formats(struct workbook *w)
{
	static const char *const pattern[] = {"0%", "0.0%", "0.00%", "0.000%"};
	w->f.head = sheet_head_format(w->x, w->book);
	w->f.body = framed(w, NULL);
	w->f.number = framed(w, "General");
	w->f.day = framed(w, "yyyy-mm-dd");
	for (int i = 0; i < 4; i++)
		w->f.percent[i] = framed(w, pattern[i]);
	w->f.title = w->x->workbook_add_format(w->book);
	w->x->format_set_text_wrap(w->f.title);
}

/* The names of sheets hold no []:*?/\ and are short. */
static void sheet_name(const char *wanted, int n, char out[64])
{
	if (!wanted) {
		snprintf(out, 64, W_BOOK_TABLE, n);
		return;
	}
	size_t k = text_cut(wanted, strlen(wanted), 30, NULL);
	snprintf(out, 64, "%.*s", (int)(k < 60 ? k : 60), wanted);
	for (char *p = out; *p; p++)
		if (strchr("[]:*?/\\", *p))
			*p = ' ';
}

static void one(struct workbook *w, lxw_worksheet *s, lxw_row_t row, lxw_col_t column, const struct document_cell *k)
{
	double value;
	int decimals;
	char what = k->flags & CELL_VALUE ? document_value(k->text, &value, &decimals) : 't';
	if (k->span > 1) {
		did(w, w->x->worksheet_merge_range(s, row, column, row, (lxw_col_t)(column + k->span - 1), k->text,
				k->flags & CELL_HEAD ? w->f.head : w->f.body));
		return;
	}
	switch (what) {
	case 'n':
		did(w, w->x->worksheet_write_number(s, row, column, value, w->f.number));
		break;
	case 'p':
		did(w, w->x->worksheet_write_number(s, row, column, value, w->f.percent[decimals > 3 ? 3 : decimals]));
		break;
	case 'd':
		did(w, w->x->worksheet_write_number(s, row, column, sheet_day((int32_t)value), w->f.day));
		break;
	default: {
		char *cut = sheet_cell_text(k->text);
		did(w, w->x->worksheet_write_string(s, row, column, cut ? cut : k->text, k->flags & CELL_HEAD ? w->f.head : w->f.body));
		free(cut);
	}
	}
}

static void chart(struct workbook *w, lxw_worksheet *s, const char *sheet, const struct document_table *t)
{
	char names[160], values[160];
	int from = t->head_rows + 1, to = t->rows;
	if (to < from)
		return;
	char column = (char)('A' + t->chart);
	snprintf(names, sizeof names, "='%s'!$A$%d:$A$%d", sheet, from, to);
	snprintf(values, sizeof values, "='%s'!$%c$%d:$%c$%d", sheet, column, from, column, to);
	lxw_chart *c = w->x->workbook_add_chart(w->book, LXW_CHART_BAR);
	lxw_chart_series *series = w->x->chart_add_series(c, names, values);
	w->x->chart_series_set_labels(series);
	w->x->chart_title_set_name(c, sheet);
	w->x->chart_legend_set_position(c, LXW_CHART_LEGEND_NONE);
	did(w, w->x->worksheet_insert_chart(s, 1, (lxw_col_t)(t->columns + 1), c));
}

static void table(struct workbook *w, const struct document_table *t)
{
	char name[64];
	sheet_name(t->name, ++w->tables, name);
	lxw_worksheet *s = w->x->workbook_add_worksheet(w->book, name);
	if (!s)
		return;
	for (int i = 0; i < t->columns; i++)
		did(w, w->x->worksheet_set_column(s, (lxw_col_t)i, (lxw_col_t)i, t->width[i] * 0.55 + 2, NULL));
	for (int r = 0; r < t->rows; r++) {
		int column = 0;
		for (int c = 0; c < t->row[r].cells; c++) {
			one(w, s, (lxw_row_t)r, (lxw_col_t)column, &t->row[r].cell[c]);
			column += t->row[r].cell[c].span;
		}
	}
	if (t->head_rows) {
		w->x->worksheet_freeze_panes(s, (lxw_row_t)t->head_rows, 0);
		w->x->worksheet_repeat_rows(s, 0, (lxw_row_t)(t->head_rows - 1));
		if (t->rows > t->head_rows)
			did(w, w->x->worksheet_autofilter(s, (lxw_row_t)(t->head_rows - 1), 0, (lxw_row_t)(t->rows - 1), (lxw_col_t)(t->columns - 1)));
	}
	w->x->worksheet_set_paper(s, 9); /* A4 */
	w->x->worksheet_fit_to_pages(s, 1, 0);
	if (t->chart && t->chart < 26)
		chart(w, s, name, t);
}

static void fill(struct workbook *w, const struct document *d)
{
	lxw_worksheet *s = w->x->workbook_add_worksheet(w->book, W_BOOK_TEXT);
	lxw_row_t row = 0;
	lxw_doc_properties properties = {0};
	char *title = xstrdup(d->title);
	properties.title = title;
	did(w, w->x->workbook_set_properties(w->book, &properties));
	free(title);
	did(w, w->x->worksheet_set_column(s, 0, 0, 100, NULL));
	w->x->worksheet_set_paper(s, 9);
	w->x->worksheet_fit_to_pages(s, 1, 0);
	for (size_t i = 0; i < d->n; i++) {
		if (d->block[i].table)
			table(w, d->block[i].table);
		else if (*d->block[i].text || *d->block[i].head) {
			struct buffer text = {0};
			buffer_printf(&text, "%s%s", d->block[i].head, d->block[i].text);
			did(w, w->x->worksheet_write_string(s, row++, 0, text.s, d->block[i].kind == DOCUMENT_TITLE ? w->f.head : w->f.title));
			buffer_free(&text);
		}
	}
	if (*d->footer)
		did(w, w->x->worksheet_write_string(s, row++, 0, d->footer, w->f.title));
}

static enum z whole_file(const char *path, struct buffer *b, struct error *e)
{
	char chunk[16384], why[64];
	ssize_t n = -1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	while (fd >= 0 && (n = read(fd, chunk, sizeof chunk)) > 0)
		buffer_add(b, chunk, (size_t)n);
	if (fd >= 0)
		close(fd);
	return n ? refuse(e, R_OUT_FAILED, path, os_error_text(errno, why)) : Z_OK;
}

enum z xlsx_bytes(const struct document *d, struct buffer *b, struct error *e)
{
	struct workbook w = {.x = xlsx_library(e)};
	const char *folder = getenv("TMPDIR");
	char path[512], why[64];
	if (!w.x)
		return Z_IO;
	/* the library writes to files by name only */
	snprintf(path, sizeof path, "%s/zwgk-XXXXXX", folder && *folder == '/' ? folder : "/tmp");
	int fd = mkstemp(path);
	if (fd < 0)
		return refuse(e, R_OUT_FAILED, path, os_error_text(errno, why));
	close(fd);
	w.book = w.x->workbook_new_opt(path, NULL);
	enum z z = w.book ? Z_OK : refuse(e, R_NO_MEMORY);
	if (!z) {
		formats(&w);
		fill(&w, d);
		errno = 0;
		did(&w, w.x->workbook_close(w.book));
		z = w.error ? refuse(e, R_OUT_FAILED, path, os_error_text(errno ? errno : EIO, why)) : whole_file(path, b, e);
	}
	unlink(path);
	return z;
}
