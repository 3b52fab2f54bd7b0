/* do_import.c - one item from a .txt or .docx; ledgers come in through do_ledger.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/reader/docx.h"
#include "forms/reader/encoding.h"
#include "forms/import/repair.h"
#include "forms/reader/sniff.h"
#include "forms/import/title.h"
#include "tui/action/action.h"
#include "tui/action/ledger.h"
#include "tui/action/words.h"
#include "tui/ask.h"
#include "tui/entry/entry.h"
#include "tui/pane/pane.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

/* ------------------------------------------------------------ .txt */
/* Lets the user choose by the first lines as they would read. */
static bool ask_encoding(struct app *a, const char *path, const struct encoding_guess *g, enum encoding *x)
{
	static const enum encoding all[] = {ENCODING_UTF8, ENCODING_GB18030, ENCODING_UTF16LE, ENCODING_UTF16BE,
		ENCODING_BIG5};
	struct choices list = {0};
	struct buffer head = {0};
	char *key = NULL;
	if (sniff_head(path, ENCODING_LOOK, &head, NULL) != Z_OK)
		return false;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		char sample[ENCODING_SAMPLES][ENCODING_SAMPLE_BYTES];
		encoding_sample(head.s, head.n, all[i], sample);
		choices_add(&list, number_text(all[i]).s, encoding_label(all[i]), sample[0], "");
	}
	buffer_free(&head);
	if (ask_choice(a, W_IMPORT_ENCODING_ASK, &list, PICK_DIGITS,
		    g->encoding == ENCODING_UNKNOWN ? NULL : number_text(g->encoding).s, &key))
		*x = (enum encoding)atoi(key);
	bool good = key != NULL;
	free(key);
	return good;
}

static bool read_plain(struct app *a, const char *path, char **text, struct error *e)
{
	struct buffer head = {0}, b = {0};
	struct encoding_guess g;
	enum encoding x;
	if (sniff_head(path, ENCODING_LOOK + 1, &head, e) != Z_OK ||
	        sniff_text(sniff_name(path), head.s, head.n, e) != Z_OK) {
		buffer_free(&head);
		return false;
	}
	encoding_detect(head.s, head.n < ENCODING_LOOK ? head.n : ENCODING_LOOK, head.n <= ENCODING_LOOK, &g);
	buffer_free(&head);
	x = g.encoding;
	if ((!g.sure || x == ENCODING_UNKNOWN) && !ask_encoding(a, path, &g, &x)) {
		refuse(e, R_FILE_CANCEL);
		return false;
	}
	if (encoding_read_file(path, x, ITEM_BODY_MAX, &b, NULL, e) != Z_OK) {
		buffer_free(&b);
		return false;
	}
	*text = buffer_take(&b);
	app_say(a, C_NOTE, W_IMPORT_READ, sniff_name(path), encoding_label(x));
	return true;
}

/* ------------------------------------------------------------ .docx */
static bool read_document(struct app *a, const char *path, char **text, struct error *e)
{
	struct docx d;
	bool good = docx_read(path, &d, e) == Z_OK;
	if (good) {
		*text = xstrdup(d.text);
		app_say(a, C_NOTE, W_IMPORT_READ, sniff_name(path), ".docx");
	}
	if (good && d.remarks) {
		struct buffer b = {0};
		buffer_printf(&b, W_IMPORT_REMARKS "\n", sniff_name(path));
		for (int i = 0; i < d.remarks; i++)
			buffer_printf(&b, "\n· %s", d.remark[i]);
		ask_message(a, W_IMPORT_REMARKS_TITLE, b.s);
		buffer_free(&b);
	}
	docx_free(&d);
	return good;
}

enum did do_import_file(struct app *a, int64_t subject)
{
	char *path, *text = NULL, title[400];
	struct buffer head = {0};
	struct error e;
	size_t at;
	(void)subject;
	if (!import_ask_path(a, W_IMPORT_FILE_TITLE, &path))
		return DID_VIEW;
	bool good = sniff_head(path, 4096, &head, &e) == Z_OK;
	if (good && head.n == 0) {
		refuse(&e, R_SOURCE_EMPTY, sniff_name(path));
		good = false;
	}
	if (good)
		good = sniff_kind(head.s, head.n) == SNIFF_TEXT ? read_plain(a, path, &text, &e) : read_document(a, path, &text, &e);
	buffer_free(&head);
	if (good) {
		repair_newlines(text);
		text_clean(text, true);
		title_guess(text, title, sizeof title, &at);
		struct view *v = entry_text(a, title, title_skip(text, title), path, &e);
		good = v != NULL;
		if (v) {
			app_push(a, v);
			entry_repair(entry_page(v), true);
		}
	}
	if (!good && e.code != R_FILE_CANCEL) {
		char s[800];
		ask_message(a, W_IMPORT_FILE_TITLE, error_sentence(&e, s, sizeof s));
	}
	free(text);
	free(path);
	return DID_VIEW;
}
