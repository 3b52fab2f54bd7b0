/* document.c - building a document, and what its writers share. */
#include "forms/writer/document.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/file/place.h"

struct document *document_new(const char *title)
{
	struct document *d = xalloc(sizeof *d);
	d->title = arena_strdup(&d->memory, title);
	d->footer = "";
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
	*b = (struct document_block){.kind = kind, .text = ""};
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
