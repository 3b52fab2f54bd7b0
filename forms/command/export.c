/* export.c - zwgk export: the ledger of items, in the layout that an import takes, and the audit log; into a file in
 * any encoding. */
#include "forms/command/export_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/words.h"
#include "store/file/place.h"

enum { PAGE = 500 };

/* ---- where it goes ---- */

static enum z put(struct out *o, const char *s, size_t n, struct error *e)
{
	for (size_t at = 0; at < n;) {
		ssize_t wrote = write(o->fd, s + at, n - at);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return refuse_os(e, o->path, errno);
		at += (size_t)wrote;
	}
	return Z_OK;
}

enum z out_flush(struct out *o, struct error *e)
{
	struct buffer b = {0};

	fflush(o->stream);
	encoder_feed(o->encoder, o->text, o->bytes, &b);
	rewind(o->stream);
	enum z z = put(o, b.s ? b.s : "", b.n, e);
	buffer_free(&b);
	return z;
}

static enum z out_open(struct out *o, const char *path, enum encoding x, struct error *e)
{
	const char *end = strrchr(path, '.');
	struct buffer part = {0};

	*o = (struct out){.path = path, .fd = STDOUT_FILENO, .encoding = x};
	if (strcmp(path, "-")) {
		if (!end || (strcmp(end, ".csv") && strcmp(end, ".json")))
			return refuse(e, R_OUTPUT_KIND, path, ".csv" W_LIST_COMMA ".json");
		o->format = end[1] == 'j' ? FORMAT_JSON : FORMAT_CSV;
		if (place_exists(path))
			return refuse(e, R_FILE_EXISTS, path);
		buffer_printf(&part, "%s.part-%ld", path, (long)getpid());
		o->part = buffer_take(&part);
		o->fd = open(o->part, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (o->fd < 0) {
			enum z z = refuse_os(e, path, errno);

			free(o->part);
			o->part = NULL;
			return z;
		}
	} else {
		o->format = FORMAT_CSV;
	}
	if (o->format == FORMAT_JSON)
		o->encoding = ENCODING_UTF8;
	o->encoder = encoder_new(o->encoding);
	o->stream = open_memstream(&o->text, &o->bytes);
	return Z_OK;
}

static enum z out_close(struct out *o, enum z z, struct error *e)
{
	if (!z)
		z = out_flush(o, e);
	if (!z)
		z = encoder_verdict(o->encoder, e);
	if (o->part) {
		if (!z && fsync(o->fd))
			z = refuse_os(e, o->path, errno);
		close(o->fd);
		if (!z)
			z = place_publish(o->part, o->path, e);
		if (z)
			unlink(o->part);
	}
	fclose(o->stream);
	free(o->text);
	free(o->part);
	encoder_free(&o->encoder);
	return z;
}

/* ---- items ---- */

static const struct rows_column item_columns[] = {
	{"title", W_COL_TITLE, 0},
	{"docno", W_COL_DOCNO, 0},
	{"category", W_COL_CATEGORY, 0},
	{"catalog", W_COL_CATALOG, 0},
	{"attribute", W_COL_ATTRIBUTE, 0},
	{"formed_on", W_COL_FORMED, 0},
	{"published_on", W_COL_PUBLISHED, 0},
	{"channels", W_IMPORT_CHANNEL, 0},
	{"url", W_COL_URL, 0},
	{"office", W_COL_SOURCE, 0},
	{"number", W_COL_NUMBER, 0},
	{"state", W_COL_STATE, 0},
	{"due", W_COL_DUE, 0},
	{"revision", W_COL_REVISION, 0},
	{"keywords", W_COL_KEYWORDS, 0},
};

static enum z item_line(struct call *c, struct rows *r, const struct item_row *row, struct error *e)
{
	struct item *it;
	struct release_standing on[ITEM_CHANNELS];
	struct buffer channels = {0};
	const char *url = "";
	enum z z = item_load(c->desk, row->id, &it, e);

	if (z)
		return z;
	int n = release_standing(c->desk, row->id, on, ITEM_CHANNELS);
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
	buffer_free(&channels);
	item_free(&it);
	return Z_OK;
}

static enum z export_items(struct call *c, struct out *o, int64_t *given, struct error *e)
{
	struct item_query q = {.sort = ITEMS_BY_NUMBER};
	struct item_view *v = NULL;
	struct arena words = {0};
	struct view_anchor from;
	int64_t all = 0;
	int got = PAGE;
	enum z z = Z_OK;

	if (call_has(c, OPT_FILTER))
		z = item_query_parse(c->desk, c->option[OPT_FILTER], &q, &words, e);
	if (!z)
		z = item_view_open(c->desk, &q, &v, e);
	if (!z)
		z = item_view_count(v, INT32_MAX, &all, e);
	struct rows *r = rows_new(
	        o->stream, o->format, "items", item_columns, (int)(sizeof item_columns / sizeof *item_columns));
	struct item_row *page = xalloc(PAGE * sizeof *page);
	while (!z && (got == PAGE || window_growing(item_view_window(v)))) {
		struct arena a = {0};

		z = item_view_page(v, *given ? &from : NULL, false, PAGE, page, &a, &got, e);
		for (int i = 0; !z && i < got; i++, ++*given) {
			z = item_line(c, r, &page[i], e);
			from = page[i].at;
		}
		arena_free(&a);
		if (!z)
			z = out_flush(o, e);
		if (!z && !call_progress(c, *given, all))
			z = refuse(e, R_FILE_CANCEL);
	}
	if (!z && item_view_partial(v))
		z = refuse(e, R_EXPORT_PARTIAL);
	rows_end(&r, false);
	free(page);
	item_view_close(&v);
	arena_free(&words);
	return z;
}

/* ---- the audit log ---- */

static const struct rows_column audit_columns[] = {
	{"seq", W_COL_SEQ, 0},
	{"at", W_COL_AT, 0},
	{"officer", W_COL_OFFICER, 0},
	{"principal", W_COL_PRINCIPAL, 0},
	{"action", W_COL_ACTION, 0},
	{"number", W_COL_NUMBER, 0},
	{"hash", W_COL_HASH, 0},
};

static enum z export_audit(struct call *c, struct out *o, int64_t *given, struct error *e)
{
	struct rows *r = rows_new(
	        o->stream, o->format, "audit", audit_columns, (int)(sizeof audit_columns / sizeof *audit_columns));
	struct audit_row *page = xalloc(PAGE * sizeof *page);
	int64_t before = 0, all = 0;
	int got = PAGE;
	enum z z = Z_OK;

	while (!z && got == PAGE) {
		struct arena a = {0};

		z = audit_view_page(c->desk, before, PAGE, page, &a, &got, e);
		for (int i = 0; !z && i < got; i++, ++*given) {
			const struct audit_row *w = &page[i];

			rows_number(r, w->seq);
			rows_instant(r, w->at);
			rows_text(r, w->officer);
			rows_text(r, w->principal);
			rows_text(r, action_text(w->action));
			rows_text(r, w->number);
			rows_text(r, w->hash);
			rows_end_row(r);
			before = w->seq;
			all = all ? all : w->seq;
		}
		arena_free(&a);
		if (!z)
			z = out_flush(o, e);
		if (!z && !call_progress(c, *given, all))
			z = refuse(e, R_FILE_CANCEL);
	}
	rows_end(&r, false);
	free(page);
	return z;
}

int command_export(struct call *c)
{
	struct error e;
	struct out o;
	enum encoding x = ENCODING_UTF8_BOM; /* what a spreadsheet opens rightly */
	const char *what = c->word[0];
	int64_t given = 0;
	enum z z = Z_OK;

	if (strcmp(what, "items") && strcmp(what, "tickets") && strcmp(what, "audit"))
		z = call_word(what, "items" W_LIST_COMMA "tickets" W_LIST_COMMA "audit", &e);
	if (!z && !call_has(c, OPT_OUT))
		z = refuse(&e, R_OPTION_MISSING, "--out");
	if (!z && call_has(c, OPT_FILTER) && *what == 'a')
		z = refuse(&e, R_OPTION_NOT_HERE, "--filter", what);
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
		z = *what == 'i' ? export_items(c, &o, &given, &e) :
		    *what == 't' ? export_tickets(c, &o, &given, &e) :
				   export_audit(c, &o, &given, &e);
	if (!z && !at_once)
		z = desk_note(c->desk, ACTION_EXPORT, 0, &e);
	z = out_close(&o, z, &e);
	if (z)
		return call_fail(&e);
	if (strcmp(c->option[OPT_OUT], "-"))
		printf(W_EXPORT_DONE, (long long)given, c->option[OPT_OUT]);
	return STATUS_DONE;
}
