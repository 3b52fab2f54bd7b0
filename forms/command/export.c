/* export.c - zwgk export: the ledger of items, in the layout that an import takes, the audit log, the registers; into a
 * file in any encoding, a workbook, or a printed form. */
#include "forms/command/export_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/words.h"
#include "store/file/place.h"

enum { PAGE = 250 };

/* ---- where it goes ---- */

static enum z put(struct out *o, const char *s, size_t n, struct error *e)
{
	for (size_t at = 0; at < n;) {
		ssize_t wrote = write(o->fd, s + at, n - at);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return errno == EPIPE ? refuse(e, R_OUTPUT_LOST) : refuse_os(e, o->path, errno);
		at += (size_t)wrote;
	}
	return Z_OK;
}

static enum z out_flush(struct out *o, struct error *e)
{
	struct buffer b = {0};

	if (o->workbook || o->printed)
		return Z_OK;
	fflush(o->stream);
	encoder_feed(o->encoder, o->text, o->bytes, &b);
	rewind(o->stream);
	enum z z = put(o, b.s ? b.s : "", b.n, e);
	buffer_free(&b);
	return z;
}

#define ENDINGS ".csv" W_LIST_COMMA ".json" W_LIST_COMMA ".xlsx" W_LIST_COMMA ".docx" W_LIST_COMMA ".html" W_LIST_COMMA ".md" W_LIST_COMMA ".txt"

/* Which of the three ways the ending asks for. */
static enum z way_of(struct out *o, struct error *e)
{
	enum document_format f;

	if (document_format_of(o->path, &f, NULL))
		return refuse(e, R_OUTPUT_KIND, o->path, ENDINGS);
	o->format = f == DOCUMENT_JSON ? FORMAT_JSON : FORMAT_CSV;
	o->workbook = f == DOCUMENT_XLSX;
	o->printed = !o->workbook && f != DOCUMENT_JSON && f != DOCUMENT_CSV;
	o->print = f;
	return Z_OK;
}

static enum z out_open(struct out *o, const char *path, enum encoding x, struct error *e)
{
	struct buffer part = {0};

	*o = (struct out){.path = path, .fd = STDOUT_FILENO, .encoding = x, .format = FORMAT_CSV};
	if (strcmp(path, "-")) {
		enum z z = way_of(o, e);

		if (z)
			return z;
		if (place_exists(path))
			return refuse(e, R_FILE_EXISTS, path);
		buffer_printf(&part, "%s.part-%ld", path, (long)getpid());
		o->part = buffer_take(&part);
		if (o->printed)
			return Z_OK;
		o->fd = open(o->part, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (o->fd < 0) {
			z = refuse_making(e, path, errno);
			free(o->part);
			o->part = NULL;
			return z;
		}
		if (o->workbook) { /* its writer makes it: we only tried whether it can be made */
			close(o->fd);
			unlink(o->part);
			o->fd = STDOUT_FILENO;
			return Z_OK;
		}
	}
	if (o->format == FORMAT_JSON)
		o->encoding = ENCODING_UTF8;
	o->encoder = encoder_new(o->encoding);
	o->stream = open_memstream(&o->text, &o->bytes);
	return Z_OK;
}

enum z out_begin(struct out_run *run, const struct out_list *l, struct error *e)
{
	struct out *o = run->o;
	char day[40];

	if (o->printed && !l->mm)
		return refuse(e, R_OUTPUT_KIND, o->path, ".csv" W_LIST_COMMA ".json" W_LIST_COMMA ".xlsx");
	if (o->printed) {
		o->doc = document_new(l->title);
		o->doc->landscape = true;
		document_add(o->doc, DOCUMENT_TITLE, l->title);
		document_printf(o->doc, DOCUMENT_SUBTITLE, W_EXPORT_SUBTITLE, desk_bureau(run->c->desk),
		        day_chinese(desk_today(run->c->desk), day));
		run->r = rows_new_printed(o->doc, l->column, l->n, l->mm);
	} else if (o->workbook) {
		o->columns = xalloc(sizeof *o->columns * (size_t)l->n);
		for (int i = 0; i < l->n; i++)
			o->columns[i] = (struct book_column){l->column[i].name, l->column[i].width};
		enum z z = book_open(o->part, l->title, o->columns, l->n, &o->book, e);
		if (z)
			return z;
		run->r = rows_new_book(o->book, l->column, l->n);
	} else {
		run->r = rows_new(o->stream, o->format, l->key, l->column, l->n);
	}
	return Z_OK;
}

enum z out_page(void *p, struct error *e)
{
	struct out_run *run = p;
	enum z z = out_flush(run->o, e);

	return !z && !call_progress(run->c, run->given, run->all) ? refuse(e, R_FILE_CANCEL) : z;
}

enum z out_rows(struct out_run *run, const struct figure_list *like, const struct out_list *l,
	enum z (*row)(void *run, const void *row, struct error *e), struct error *e)
{
	struct window *w = NULL;
	enum z z = call_list(run->c, like, &w, e);

	if (!z)
		z = window_count(w, INT32_MAX, &run->all, e);
	if (!z)
		z = out_begin(run, l, e);
	if (!z) {
		window_hold(w); /* rows go into memory, and to the disk behind each page */
		z = window_each(w, INT64_MAX, row, out_page, run, e);
	}
	if (!z && window_partial(w))
		z = refuse(e, R_EXPORT_PARTIAL);
	window_close(&w);
	return z;
}

/* The file has the rows; it takes its name when it is on the disk. */
static enum z settle(struct out *o, struct error *e)
{
	int fd = o->workbook ? open(o->part, O_RDWR | O_CLOEXEC | O_NOFOLLOW) : o->fd;
	enum z z = fd < 0 || fsync(fd) ? refuse_os(e, o->path, errno) : Z_OK;

	if (fd >= 0)
		close(fd);
	if (!z)
		z = place_publish(o->part, o->path, e);
	if (z)
		unlink(o->part);
	return z;
}

static enum z out_close(struct out *o, enum z z, struct error *e)
{
	if (o->workbook) {
		if (o->book)
			z = book_close(&o->book, z, e);
		if (!z)
			z = settle(o, e);
	} else if (o->printed) {
		if (!z)
			z = document_write_as(o->doc, o->path, o->print, o->encoding == ENCODING_UTF8_BOM ? ENCODING_UTF8 : o->encoding, e);
		document_free(&o->doc);
	} else {
		if (!z)
			z = out_flush(o, e);
		if (!z)
			z = encoder_verdict(o->encoder, e);
		if (o->part && !z) {
			z = settle(o, e);
		} else if (o->part) {
			close(o->fd);
			unlink(o->part);
		}
		fclose(o->stream);
		encoder_free(&o->encoder);
	}
	free(o->text);
	free(o->part);
	free(o->columns);
	return z;
}

/* ---- items ---- */

static const struct rows_column item_columns[] = {
	{"title", W_COL_TITLE, 50},
	{"docno", W_COL_DOCNO, 18},
	{"category", W_COL_CATEGORY, 14},
	{"catalog", W_COL_CATALOG, 16},
	{"attribute", W_COL_ATTRIBUTE, 10},
	{"formed_on", W_COL_FORMED, 11},
	{"published_on", W_COL_PUBLISHED, 11},
	{"channels", W_IMPORT_CHANNEL, 20},
	{"url", W_COL_URL, 30},
	{"office", W_COL_SOURCE, 14},
	{"number", W_COL_NUMBER, 11},
	{"state", W_COL_STATE, 9},
	{"due", W_COL_DUE, 11},
	{"revision", W_COL_REVISION, -6},
	{"keywords", W_COL_KEYWORDS, 20},
};
static const int item_mm[] = {70, 28, 22, 0, 0, 24, 24, 0, 0, 25, 20, 12, 0, 0, 0};
_Static_assert(sizeof item_mm / sizeof *item_mm == sizeof item_columns / sizeof *item_columns, "a width for each column");
static const struct out_list item_list = {
	"items", W_EXPORT_ITEMS, item_columns, (int)(sizeof item_columns / sizeof *item_columns), item_mm};

static enum z item_line(void *p, const void *line, struct error *e)
{
	struct out_run *run = p;
	struct rows *r = run->r;
	const struct item_row *row = line;
	struct item *it;
	struct release_standing on[ITEM_CHANNELS];
	struct buffer channels = {0};
	const char *url = "";
	enum z z = item_load(run->c->desk, row->id, &it, e);

	if (z)
		return z;
	int n = release_standing(run->c->desk, row->id, on, ITEM_CHANNELS);
	for (int i = 0; i < n && i < ITEM_CHANNELS; i++) {
		if (on[i].planned || on[i].act)
			buffer_printf(&channels, "%s%s", channels.n ? W_LIST_COMMA : "", on[i].name);
		if (!*url && *on[i].url)
			url = on[i].url;
	}
	rows_text(r, row->title);
	rows_text(r, it->now->docno);
	rows_text(r, row->category);
	rows_text(r, row->catalog);
	rows_text(r, attribute_text(row->attribute));
	rows_day(r, it->formed_on);
	rows_day(r, row->online_at ? day_at(row->online_at) : DAY_NONE);
	rows_text(r, channels.n ? channels.s : "");
	rows_text(r, url);
	rows_text(r, row->office);
	rows_text(r, row->number);
	rows_text(r, item_state_text(row->state));
	rows_day(r, row->estimate ? DAY_NONE : row->due);
	rows_number(r, row->rev_n);
	rows_text(r, it->keywords);
	rows_end_row(r);
	run->given++;
	buffer_free(&channels);
	item_free(&it);
	return Z_OK;
}

static enum z export_items(struct out_run *run, struct error *e)
{
	return out_rows(run, &(struct figure_list){.module = FIGURE_OF_ITEMS, .items.sort = ITEMS_BY_NUMBER}, &item_list, item_line, e);
}

/* ---- the audit log ---- */

static const struct rows_column audit_columns[] = {
	{"seq", W_COL_SEQ, -8},
	{"at", W_COL_AT, 16},
	{"officer", W_COL_OFFICER, 12},
	{"principal", W_COL_PRINCIPAL, 12},
	{"action", W_COL_ACTION, 16},
	{"number", W_COL_NUMBER, 20},
	{"hash", W_COL_HASH, 66},
};
static const struct out_list audit_list = {
	"audit", W_EXPORT_AUDIT, audit_columns, (int)(sizeof audit_columns / sizeof *audit_columns), NULL};

static enum z export_audit(struct out_run *run, struct error *e)
{
	struct audit_row *page = xalloc(PAGE * sizeof *page);
	int64_t before = 0;
	int got = PAGE;
	enum z z = out_begin(run, &audit_list, e);

	while (!z && got == PAGE) {
		struct arena a = {0};

		z = audit_view_page(run->c->desk, before, PAGE, page, &a, &got, e);
		for (int i = 0; !z && i < got; i++, run->given++) {
			const struct audit_row *w = &page[i];
			struct rows *r = run->r;

			rows_number(r, w->seq);
			rows_instant(r, w->at);
			rows_text(r, w->officer);
			rows_text(r, w->principal);
			rows_text(r, action_text(w->action));
			rows_text(r, w->number);
			rows_text(r, w->hash);
			rows_end_row(r);
			before = w->seq;
			run->all = run->all ? run->all : w->seq;
		}
		arena_free(&a);
		if (!z)
			z = out_page(run, e);
	}
	free(page);
	return z;
}

/* ---- what can be exported ---- */

static const struct {
	const char *word;
	bool filter, span;
	enum z (*fill)(struct out_run *run, struct error *e);
} kinds[] = {
	{"items", true, false, export_items},
	{"tickets", true, false, export_tickets},
	{"requests", true, false, export_requests},
	{"tasks", true, false, export_tasks},
	{"decisions", true, false, export_decisions},
	{"reviews", false, true, export_reviews},
	{"releases", false, true, export_releases},
	{"audit", false, false, export_audit},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static enum z kind_of(const struct call *c, int *k, struct error *e)
{
	struct buffer all = {0};
	enum z z;

	for (*k = 0; *k < KINDS; ++*k)
		if (!strcmp(c->word[0], kinds[*k].word))
			return Z_OK;
	for (int i = 0; i < KINDS; i++)
		buffer_printf(&all, "%s%s", i ? W_LIST_COMMA : "", kinds[i].word);
	z = call_word(c->word[0], all.s, e);
	buffer_free(&all);
	return z;
}

int command_export(struct call *c)
{
	struct error e;
	struct out o;
	enum encoding x = ENCODING_UTF8_BOM; /* what a spreadsheet opens rightly */
	const char *what = c->word[0];
	struct out_run run = {.c = c, .o = &o};
	int k;
	enum z z = kind_of(c, &k, &e);

	if (!z && !call_has(c, OPT_OUT))
		z = refuse(&e, R_OPTION_MISSING, "--out");
	if (!z && call_has(c, OPT_FILTER) && !kinds[k].filter)
		z = refuse(&e, R_OPTION_NOT_HERE, "--filter", what);
	if (!z)
		z = call_figure_fits(c, kinds[k].span, &e);
	if (!z && call_has(c, OPT_ENCODING) && (!encoding_parse(c->option[OPT_ENCODING], &x) || x == ENCODING_UNKNOWN))
		z = refuse(&e, R_OPTION_BAD, "--encoding", c->option[OPT_ENCODING], W_CMD_ENCODINGS_OUT);
	if (!z && !call_has(c, OPT_ENCODING) && !strcmp(c->option[OPT_OUT], "-"))
		x = ENCODING_UTF8;
	if (z)
		return call_misuse(c, &e);
	call_catch_stop();
	z = out_open(&o, c->option[OPT_OUT], x, &e);
	if (z)
		return e.code == R_OUTPUT_KIND ? call_misuse(c, &e) : call_fail(&e);
	/* No log, no file; and what goes to standard output cannot be taken back. */
	bool at_once = !o.part;
	z = at_once ? desk_note(c->desk, ACTION_EXPORT, 0, &e) : Z_OK;
	if (!z)
		z = kinds[k].fill(&run, &e);
	if (run.r)
		rows_end(&run.r, false);
	if (!z && !at_once)
		z = desk_note(c->desk, ACTION_EXPORT, 0, &e);
	z = out_close(&o, z, &e);
	if (z)
		return e.code == R_OUTPUT_KIND ? call_misuse(c, &e) : call_fail(&e);
	if (strcmp(c->option[OPT_OUT], "-"))
		printf(W_EXPORT_DONE, (long long)run.given, c->option[OPT_OUT]);
	return STATUS_DONE;
}
