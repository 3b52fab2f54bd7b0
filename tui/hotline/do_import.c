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
	for (int f = 0; f < TICKETS_FIELDS; f++)
		choices_add(&list, tickets_field_key((enum tickets_field)f), tickets_field_name((enum tickets_field)f), "", "");
	if (ask_choice(a, title, &list, 0, h->field >= 0 ? tickets_field_key((enum tickets_field)h->field) : "", &key) &&
		ticket_mapping_set(app_desk(a), h->name, key, &e) != Z_OK)
		app_refuse(a, &e);
	free(key);
}

static bool unknown(const struct tickets_headers *h)
{
	for (int i = 0; i < h->n; i++)
		if (h->header[i].field < 0 && !h->header[i].by_hand)
			return true;
	return false;
}

/* The table of headers: 1 go on, 0 given up, -1 one was mapped: read them again. */
static int show_map(struct app *a, const struct tickets_headers *h)
{
	struct choices list = {0};
	char *key = NULL, note[300];
	int next = 0;
	choices_add(&list, "go", W_HOT_MAP_GO, W_HOT_MAP_GO_NOTE, "");
	for (int i = 0; i < h->n; i++) {
		const struct tickets_header *c = &h->header[i];
		snprintf(note, sizeof note, W_HOT_MAP_LINE,
		        c->field >= 0 ? tickets_field_name((enum tickets_field)c->field) : W_HOT_MAP_EXTRA, c->sample ? c->sample : "");
		choices_add(&list, number_text(i).s, c->name, note, "");
	}
	if (ask_choice(a, W_HOT_MAP, &list, 0, "go", &key)) {
		next = strcmp(key, "go") ? -1 : 1;
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
		if (tickets_headers(app_desk(a), path, ENCODING_UNKNOWN, &h, &e) == Z_OK && (asked || unknown(&h)))
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
		.undo_title = W_HOT_IMPORT_UNDO,
		.undo_note = W_HOT_IMPORT_UNDO_NOTE,
		.undo_ask = W_HOT_IMPORT_UNDO_ASK,
		.undo = undo,
		.prepare = prepare,
	};
	(void)subject;
	return ledger_take(a, &tickets);
}
