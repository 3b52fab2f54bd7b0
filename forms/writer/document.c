/* document.c - building a document, and what its writers share. */
#include "forms/writer/document.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/text.h"
#include "store/file/place.h"

struct document *document_new(const char *title)
{
	struct document *d = xalloc(sizeof *d);
	d->title = arena_strdup(&d->memory, title);
	d->footer = d->facts = "";
	return d;
}

void document_free(struct document **d)
{
	if (!*d)
		return;
	for (size_t i = 0; i < (*d)->n; i++)
		if ((*d)->block[i].table) {
			struct document_table *t = (*d)->block[i].table;
			for (int r = 0; r < t->rows; r++)
				free(t->row[r].cell);
			free(t->row);
		}
	free((*d)->block);
	arena_free(&(*d)->memory);
	free(*d);
	*d = NULL;
}

void document_set_footer(struct document *d, const char *text)
{
	d->footer = arena_strdup(&d->memory, text);
}

static struct document_block *add(struct document *d, enum document_kind kind)
{
	if (d->n == d->cap) {
		d->cap = d->cap * 2 + 32;
		d->block = xrealloc(d->block, d->cap * sizeof *d->block);
	}
	struct document_block *b = &d->block[d->n++];
	*b = (struct document_block){.kind = kind, .text = "", .head = ""};
	return b;
}

void document_add(struct document *d, enum document_kind kind, const char *text)
{
	for (;;) {
		size_t n = strcspn(text, "\n");
		char *line = xstrndup(text, n);
		add(d, kind)->text = arena_strdup(&d->memory, line);
		free(line);
		if (!text[n])
			return;
		text += n + 1;
	}
}

void document_printf(struct document *d, enum document_kind kind, const char *format, ...)
{
	char s[2048];
	va_list ap;
	va_start(ap, format);
	vsnprintf(s, sizeof s, format, ap);
	va_end(ap);
	document_add(d, kind, s);
}

void document_run_in(struct document *d, const char *head, const char *text)
{
	struct document_block *b = add(d, DOCUMENT_RUN_IN);
	size_t n = strcspn(text, "\n");
	char *line = xstrndup(text, n);
	b->head = arena_strdup(&d->memory, head);
	b->text = arena_strdup(&d->memory, line);
	free(line);
	if (text[n])
		document_add(d, DOCUMENT_TEXT, text + n + 1);
}

/* ---- how much stands on a page ---- */

enum { PAGE_POINTS = 610 /* of 638: fonts differ from machine to machine */, TITLE_POINTS = 50, CELL_POINTS = 18 };
static const struct {
	int chars, points; /* of a line: Han on it, its height */
} tights[] = {{28, 29}, {29, 26}, {31, 23}, {36, 20}};

static int lines_of(const char *head, const char *text, int in, int chars)
{
	int columns = text_columns(head) + text_columns(text) + in * 2;
	return columns ? (columns + chars * 2 - 1) / (chars * 2) : 1;
}

static int row_points(const struct document_table *t, const struct document_row *r)
{
	int most = 1, column = 0;
	for (int c = 0; c < r->cells; c++) {
		int mm = 0, lines = 0;
		for (int i = 0; i < r->cell[c].span && column < t->columns; i++)
			mm += t->width[column++];
		/* 小四 takes 4.3 mm, the borders keep 4 mm */
		int columns = (mm - 4) * 20 / 43;
		for (const char *s = r->cell[c].text;; s++) {
			size_t n = strcspn(s, "\n");
			int wide = text_columns_n(s, n);
			lines += wide > columns && columns > 0 ? (wide + columns - 1) / columns : 1;
			s += n;
			if (!*s)
				break;
		}
		most = lines > most ? lines : most;
	}
	return most * CELL_POINTS + 1;
}

static int points(const struct document *d, int tight)
{
	int all = 0;
	for (size_t i = 0; i < d->n && d->block[i].kind != DOCUMENT_BREAK; i++) {
		const struct document_block *k = &d->block[i];
		if (k->kind == DOCUMENT_TITLE)
			all += TITLE_POINTS;
		for (int r = 0; k->table && r < k->table->rows; r++)
			all += row_points(k->table, &k->table->row[r]);
		if (!k->table && k->kind != DOCUMENT_TITLE)
			all += tights[tight].points * lines_of(k->head, k->text, k->kind == DOCUMENT_TEXT || k->kind == DOCUMENT_RUN_IN ? 2 : 0, tights[tight].chars);
	}
	return all;
}

int document_tighten(struct document *d)
{
	for (d->tight = 0; d->tight < 3 && points(d, d->tight) > PAGE_POINTS; d->tight++)
		;
	return d->tight;
}

int document_right(const struct document *d, size_t i)
{
	enum { LEAST = 4 };
	const struct document_block *k = &d->block[i];
	bool first = i + 1 < d->n && k[1].kind == DOCUMENT_RIGHT, second = i > 0 && k[-1].kind == DOCUMENT_RIGHT;
	if (first == second)
		return LEAST;
	int name = text_columns((first ? k : k - 1)->text), date = text_columns((first ? k + 1 : k)->text);
	int of_date = name > date + LEAST ? name - date : LEAST;
	return second ? of_date : of_date + date + LEAST - name;
}

struct document_table *document_table(struct document *d, int columns, const int *width_mm, int head_rows)
{
	struct document_table *t = arena_alloc(&d->memory, sizeof *t);
	int *width = arena_alloc(&d->memory, sizeof *width * (size_t)columns);
	memcpy(width, width_mm, sizeof *width * (size_t)columns);
	t->columns = columns;
	t->width = width;
	t->head_rows = head_rows;
	add(d, DOCUMENT_TABLE)->table = t;
	return t;
}

void document_row(struct document *d, struct document_table *t, int height_mm)
{
	(void)d;
	if (t->rows == t->cap) {
		t->cap = t->cap * 2 + 16;
		t->row = xrealloc(t->row, (size_t)t->cap * sizeof *t->row);
	}
	t->row[t->rows++] = (struct document_row){
		.cell = xalloc(sizeof(struct document_cell) * (size_t)t->columns), .height = height_mm};
}

void document_cell(struct document *d, struct document_table *t, int span, unsigned flags, const char *text)
{
	struct document_row *r = &t->row[t->rows - 1];
	if (r->cells < t->columns)
		r->cell[r->cells++] = (struct document_cell){span, flags, arena_strdup(&d->memory, text)};
}

void document_escape(struct buffer *b, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		switch (text[i]) {
		case '&':
			buffer_text(b, "&amp;");
			break;
		case '<':
			buffer_text(b, "&lt;");
			break;
		case '>':
			buffer_text(b, "&gt;");
			break;
		case '"':
			buffer_text(b, "&quot;");
			break;
		default:
			if ((unsigned char)text[i] >= ' ' || text[i] == '\t')
				buffer_byte(b, text[i]);
		}
	}
}

static enum z write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t k = write(fd, p, n);
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return Z_IO;
		p += k;
		n -= (size_t)k;
	}
	return fsync(fd) == 0 ? Z_OK : Z_IO;
}

enum z file_write_new(const char *path, const void *data, size_t n, struct error *e)
{
	struct buffer temporary = {0};
	enum z z = Z_OK;
	char why[64];
	if (access(path, F_OK) == 0)
		return refuse(e, R_OUT_EXISTS, path);
	buffer_printf(&temporary, "%s.new%ld", path, (long)getpid());
	int fd = open(temporary.s, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 || write_all(fd, data, n) != Z_OK)
		z = refuse(e, R_OUT_FAILED, path, os_error_text(errno, why));
	if (fd >= 0)
		close(fd);
	/* not over a file that came into being meanwhile, and also where no hard links are known: on a stick that goes
	 * to the platform */
	if (z == Z_OK)
		z = place_publish(temporary.s, path, e);
	if (z != Z_OK && fd >= 0)
		unlink(temporary.s);
	buffer_free(&temporary);
	return z;
}
