/* do_import.c - the platform's export into the desk: what its headers are taken for, then as every table that comes in
 * whole (tui/action/ledger.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/import/tickets.h"
#include "tui/action/action.h"
#include "tui/action/ledger.h"
#include "tui/ask.h"
#include "tui/hotline/words.h"
#include "tui/widget/picker.h"

/* ------------------------------------------------------------ headers nobody knows */
/* Which field a column is; remembered for the next file. */
static void map_one(struct app *a, const struct tickets_header *h)
{
	struct choices list = {0};
	char title[300], *key = NULL;
	struct error e;
	snprintf(title, sizeof title, W_HOT_MAP_ONE, h->name);
	choices_add(&list, "", W_HOT_MAP_EXTRA, W_HOT_MAP_EXTRA_NOTE, "");
	for (int f = 0; f < TICKET_COLUMNS; f++)
		choices_add(&list, tickets_field_key((enum tickets_field)f), tickets_field_name((enum tickets_field)f), "", "");
	if (ask_choice(a, title, &list, 0, h->field >= 0 ? tickets_field_key((enum tickets_field)h->field) : "", &key) &&
		ticket_mapping_set(app_desk(a), h->name, key, &e) != Z_OK)
		app_refuse(a, &e);
	free(key);
}

static bool is_new(const struct tickets_header *h)
{
	return h->field < 0 && !h->by_hand;
}

static int count_new(const struct tickets_headers *h)
{
	int n = 0;
	for (int i = 0; i < h->n; i++)
		n += is_new(&h->header[i]);
	return n;
}

/* What was looked at and left as it is counts as known from now on: it is asked once. */
static bool keep_new(struct app *a, const struct tickets_headers *h)
{
	struct error e;
	for (int i = 0; i < h->n; i++)
		if (is_new(&h->header[i]) && ticket_mapping_set(app_desk(a), h->header[i].name, "", &e) != Z_OK) {
			app_refuse(a, &e);
			return false;
		}
	return true;
}

/* The table of headers, those never seen first: 1 go on, 0 given up, -1 one was mapped: read them again. */
static int show_map(struct app *a, const struct tickets_headers *h)
{
	struct choices list = {0};
	char title[120], *key = NULL, note[300];
	int next = 0, fresh = count_new(h);
	choices_add(&list, "go", W_HOT_MAP_GO, W_HOT_MAP_GO_NOTE, "");
	for (int turn = 0; turn < 2; turn++)
		for (int i = 0; i < h->n; i++) {
			const struct tickets_header *c = &h->header[i];
			const char *field = c->field >= 0 ? tickets_field_name((enum tickets_field)c->field) : W_HOT_MAP_EXTRA;
			if (is_new(c) != (turn == 0))
				continue;
			snprintf(note, sizeof note, turn == 0 ? W_HOT_MAP_LINE_NEW : W_HOT_MAP_LINE, field, c->sample ? c->sample : "");
			choices_add(&list, number_text(i).s, c->name, note, "");
		}
	if (fresh)
		snprintf(title, sizeof title, W_HOT_MAP, fresh);
	else
		snprintf(title, sizeof title, "%s", W_HOT_MAP_KNOWN);
	if (ask_choice(a, title, &list, 0, fresh ? NULL : "go", &key)) {
		next = strcmp(key, "go") ? -1 : keep_new(a, h);
		if (next < 0)
			map_one(a, &h->header[atoi(key)]);
	}
	free(key);
	return next;
}

/* Asked only where a header is new; what cannot be read at all is said by the dry run. */
static bool prepare(struct app *a, const char *path)
{
	bool asked = false;
	for (;;) {
		struct tickets_headers h = {0};
		struct error e;
		int next = 1;
		if (tickets_headers(app_desk(a), path, ENCODING_UNKNOWN, &h, &e) == Z_OK && (asked || count_new(&h)))
			next = show_map(a, &h);
		tickets_headers_free(&h);
		if (next >= 0)
			return next == 1;
		asked = true;
	}
}

static bool undo(struct app *a, int64_t batch)
{
	struct error e;
	int64_t n = 0;
	if (ticket_import_undo(app_desk(a), batch, &n, &e) != Z_OK) {
		app_refuse(a, &e);
		return false;
	}
	app_say(a, C_GOOD, W_HOT_IMPORT_UNDONE, (long long)batch, (long long)n);
	return true;
}

enum did do_ticket_import(struct app *a, int64_t subject)
{
	static const struct ledger_action tickets = {
		.what = "tickets",
		.title = W_HOT_IMPORT,
		.file = W_HOT_IMPORT_FILE,
		.file_note = W_HOT_IMPORT_FILE_NOTE,
		.dry = W_HOT_IMPORT_DRY,
		.skips = true,
		.undo_title = W_HOT_IMPORT_UNDO,
		.undo_note = W_HOT_IMPORT_UNDO_NOTE,
		.undo_ask = W_HOT_IMPORT_UNDO_ASK,
		.undo = undo,
		.prepare = prepare,
	};
	(void)subject;
	return ledger_take(a, &tickets);
}
