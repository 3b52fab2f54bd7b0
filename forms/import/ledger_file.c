/* ledger_file.c - opens the file of a ledger by what is in it and lets its rows flow into ledger.c. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/reader/csv.h"
#include "forms/import/ledger_reader.h"
#include "forms/reader/sniff.h"
#include "forms/words.h"

/* ---- .csv ---- */

struct text_file {
	struct csv *csv;
	struct ledger_reader *c;
};

static enum z to_csv(void *ctx, const char *utf8, size_t n, struct error *e)
{
	struct text_file *f = ctx;
	/* The delimiter shows in the first piece, which is long or the whole file. */
	if (!f->csv)
		f->csv = csv_new(csv_delimiter(utf8, n), 0, f->c->file, ledger_take_row, f->c);
	return csv_feed(f->csv, utf8, n, e);
}

static enum z bad_bytes(
	const struct ledger_reader *c, const struct transcoder_notes *notes, struct error *e)
{
	return refuse(e, R_BAD_BYTE, c->file, number_text(notes->bad_line).s,
		number_text(notes->bad_character).s, encoding_label(c->result->guess.encoding));
}

static enum z pour(int fd, const struct buffer *head, long long size, struct transcoder *d,
	struct text_file *f, struct error *e)
{
	const struct ledger *l = f->c->l;
	char piece[65536];
	long long done = (long long)head->n;
	enum z z = transcoder_feed(d, head->s, head->n, to_csv, f, e);
	while (z == Z_OK) {
		ssize_t got = read(fd, piece, sizeof piece);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return refuse(e, R_SOURCE_UNREADABLE, f->c->file, W_REASON_DISK);
		if (got == 0)
			break;
		done += got;
		z = transcoder_feed(d, piece, (size_t)got, to_csv, f, e);
		const struct transcoder_notes *notes = transcoder_notes(d);
		/* A spoilt byte here and there spoils its row; more of them are another encoding. */
		if (z == Z_OK && notes->bad > 100 && notes->bad * 100 > done)
			return bad_bytes(f->c, notes, e);
		if (z == Z_OK && l->progress && !l->progress(l->ctx, done, size))
			return refuse(e, R_LEDGER_CANCEL, f->c->file);
	}
	if (z == Z_OK)
		z = transcoder_end(d, to_csv, f, e);
	if (z == Z_OK && f->csv)
		z = csv_end(f->csv, e);
	return z;
}

static enum z read_text(
	struct ledger_reader *c, int fd, const struct buffer *head, long long size, struct error *e)
{
	struct ledger_result *r = c->result;
	encoding_detect(head->s, head->n, (long long)head->n == size, &r->guess);
	if (c->l->encoding != ENCODING_UNKNOWN) {
		r->guess.encoding = c->l->encoding;
		r->guess.sure = true;
		encoding_sample(head->s, head->n, c->l->encoding, r->guess.sample);
	}
	if (r->guess.encoding == ENCODING_UNKNOWN)
		return refuse(e, R_ENCODING_UNKNOWN, c->file);
	struct text_file f = {.c = c};
	struct transcoder *d = transcoder_new(r->guess.encoding, TRANSCODER_MARK, c->file);
	enum z z = pour(fd, head, size, d, &f, e);
	if (z == Z_OK && !r->header_line) {
		c->headless = true;
		z = ledger_no_header(c, e);
	}
	/* No header and bytes that cannot be read: the encoding is wrong, not the table. */
	if (z != Z_OK && c->headless && transcoder_notes(d)->bad)
		z = bad_bytes(c, transcoder_notes(d), e);
	transcoder_free(&d);
	csv_free(&f.csv);
	return z;
}

/* ---- .xlsx ---- */

static void forget_header(struct ledger_reader *c)
{
	c->titles = 0;
	c->headless = false;
}

static enum z read_sheet(struct ledger_reader *c, struct sheet_book *book, int i, struct error *e)
{
	struct ledger_result *r = c->result;
	size_t n = strnlen(sheet_name(book, i), sizeof r->sheet - 1);
	memcpy(r->sheet, sheet_name(book, i), n);
	r->sheet[n] = '\0';
	forget_header(c);
	enum z z = sheet_rows(book, i, ledger_take_row, c, &r->report, e);
	if (z == Z_OK && !r->header_line) {
		c->headless = true;
		z = ledger_no_header(c, e);
	}
	return z;
}

static enum z read_book(struct ledger_reader *c, const char *path, struct error *e)
{
	struct sheet_book *book;
	enum z z = sheet_open(path, &book, e);
	if (z != Z_OK)
		return z;
	c->sheet_rows = true;
	int named = sheet_find(book, c->l->sheet);
	if (named < 0)
		z = refuse(
			e, R_LEDGER_SHEET, c->file, c->l->sheet ? c->l->sheet : W_LEDGER_VISIBLE);
	else
		z = read_sheet(c, book, named, e);
	/* Many workbooks begin with a sheet of instructions. */
	struct error first;
	if (e)
		first = *e;
	for (int i = named + 1; z != Z_OK && c->headless && !c->l->sheet && i < sheet_count(book);
		i++)
		if (!sheet_hidden(book, i))
			z = read_sheet(c, book, i, e);
	if (z != Z_OK && c->headless && e)
		*e = first;
	sheet_close(&book);
	return z;
}

/* ---- both ---- */

enum z ledger_read(
	const char *path, const struct ledger *l, struct ledger_result *r, struct error *e)
{
	struct buffer head = {0};
	int fd;
	long long size;
	memset(r, 0, sizeof *r);
	enum z z = sniff_open(path, &fd, &size, e);
	if (z != Z_OK)
		return z;
	struct ledger_reader *c = xalloc(sizeof *c);
	c->l = l;
	c->result = r;
	c->file = sniff_name(path);
	z = sniff_some(fd, path, ENCODING_LOOK, &head, e);
	if (z == Z_OK && sniff_kind(head.s, head.n) == SNIFF_ZIP)
		z = read_book(c, path, e);
	else if (z == Z_OK) {
		z = sniff_table(c->file, head.s, head.n, e);
		if (z == Z_OK)
			z = read_text(c, fd, &head, size, e);
	}
	close(fd);
	buffer_free(&head);
	buffer_free(&c->nearest);
	buffer_free(&c->seen);
	buffer_free(&c->expected);
	free(c->room);
	free(c);
	return z;
}

void ledger_result_free(struct ledger_result *r)
{
	arena_free(&r->arena);
	free(r->extra);
	free(r->header);
	memset(r, 0, sizeof *r);
}
