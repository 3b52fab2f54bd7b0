/* do_read.c - what the keys of the reading view do; what is decided on it stands in do_review.c and
 * do_release.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/writer/document.h"
#include "tui/action/action.h"
#include "tui/action/words.h"
#include "tui/ask.h"
#include "tui/read/attachment.h"
#include "tui/pane/pane.h"
#include "tui/read/read.h"
#include "tui/pane/text_page.h"
#include "tui/pane/trail_page.h"
#include "tui/save.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum did do_diff(struct app *a, int64_t subject)
{
	(void)subject;
	read_next_mode(app_top(a));
	return DID_VIEW;
}

enum did do_find(struct app *a, int64_t subject)
{
	(void)subject;
	text_page_find(app_top(a));
	return DID_NOTHING;
}

/* ------------------------------------------------------------ attachments */
enum did do_attachments(struct app *a, int64_t subject)
{
	(void)subject;
	struct view *v = app_top(a);
	const struct item *i = read_item(v);
	struct choices list = {0};
	char key[16], label[400], size[32], note[120], *chosen;
	if (!i)
		return DID_NOTHING;
	for (int k = 0; k < i->now->attachments_n; k++) {
		const char *why = read_attachment_unread(v, k);
		snprintf(key, sizeof key, "%d", k);
		snprintf(label, sizeof label, "%s", i->now->attachments[k].name);
		snprintf(note, sizeof note, "%s%s%s%s",
		        attachment_size(i->now->attachments[k].bytes, size),
		        *why ? "　" W_ATT_KIND_UNREAD "：" : "", why,
		        read_original_checked(v, k) ? "　" W_READ_CHECKED : "");
		choices_add(&list, key, label, note, "");
	}
	snprintf(key, sizeof key, "%d", read_attachment_open(v));
	/* With one attachment there is nothing to choose. */
	if (i->now->attachments_n == 1) {
		choices_free(&list);
		read_attachment(v, read_attachment_open(v) == 0 ? -1 : 0);
		return DID_VIEW;
	}
	if (ask_choice(a, W_ATT_TITLE, &list, PICK_DIGITS, key, &chosen)) {
		read_attachment(v, (int)strtol(chosen, NULL, 10));
		free(chosen);
	}
	return DID_VIEW;
}

enum did do_save_file(struct app *a, int64_t subject)
{
	struct view *v = app_top(a);
	const struct item *i = read_item(v);
	int nth = read_attachment_open(v);
	struct error e;
	char *path = NULL, *data = NULL;
	size_t n = 0;
	if (i && nth < 0 && i->now->attachments_n == 1)
		nth = 0;
	if (!i || nth < 0)
		return DID_NOTHING;
	if (!save_ask(a, W_ATT_SAVE_TITLE, i->now->attachments[nth].name, &path))
		return DID_VIEW;
	if (attachment_load(app_desk(a), i->now->attachments[nth].id, &data, &n, &e) == Z_OK)
		save_out(a, path, data, n, subject, W_ATT_SAVED);
	else
		app_refuse(a, &e);
	free(data);
	free(path);
	return DID_VIEW;
}

/* ------------------------------------------------------------ checklist */
enum did do_checklist(struct app *a, int64_t subject)
{
	(void)subject;
	struct view *v = app_top(a);
	int n;
	const struct check_row *rows = read_checks(v, &n);
	struct choices list = {0};
	char key[16];
	for (int i = 0; i < n; i++) {
		snprintf(key, sizeof key, "%d", i);
		choices_add(&list, key, rows[i].text, "", "");
	}
	struct picker *p = picker_new(W_CHECKLIST_TITLE, &list, PICK_MANY | PICK_DIGITS);
	for (int i = n - 1; i >= 0; i--) { /* the cursor ends on the first */
		snprintf(key, sizeof key, "%d", i);
		if (read_ticked(v, i))
			picker_set(p, key);
	}
	if (ask_picker(a, p)) {
		for (int i = 0; i < n; i++)
			read_tick(v, i, false);
		for (size_t k = 0; picker_marked(p, k); k++)
			read_tick(v, (int)strtol(picker_marked(p, k)->key, NULL, 10), true);
	}
	picker_free(&p);
	return DID_VIEW;
}

/* ------------------------------------------------------------ next and previous */
static enum did step(struct app *a, bool before)
{
	struct view *v = app_top(a);
	if (text_page_searching(v)) {
		text_page_match(v, !before);
		return DID_NOTHING;
	}
	const struct trail_page *page = trail_page_of(v);
	const struct item *i = read_item(v);
	int64_t shown = page ? page->id : i ? i->id : 0;
	int64_t id = page ? trail_page_neighbour(v, before) : read_neighbour(v, before);
	if (!id || !shown || id == shown) {
		app_say(a, C_NOTE, "%s", before ? W_READ_NO_PREVIOUS : W_READ_NO_NEXT);
		return DID_NOTHING;
	}
	if (page)
		trail_page_open(v, id);
	else
		read_open(v, id);
	return DID_VIEW;
}

enum did do_next(struct app *a, int64_t subject)
{
	(void)subject;
	return step(a, false);
}

enum did do_previous(struct app *a, int64_t subject)
{
	(void)subject;
	return step(a, true);
}
