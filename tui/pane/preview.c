/* preview.c - see preview.h.  Called at every rest of the cursor: it reads one item and shows only
 * the beginning of it. */
#include "tui/pane/preview.h"

#include <stdio.h>
#include <string.h>

#include "tui/pane/trail_words.h"
#include "tui/words.h"

enum { BODY_BYTES = 6000 /* more than any preview shows */ };

static struct {
	const struct reader *of;
	char text[400];
} title;

const char *preview_title(const struct reader *r)
{
	return title.of == r && *title.text ? title.text : W_PREVIEW_TITLE;
}

static void add(size_t *at, const char *text)
{
	if (*text && *at < sizeof title.text)
		*at += (size_t)snprintf(title.text + *at, sizeof title.text - *at, " · %s", text);
}

static void set_title(const struct reader *r, const struct item *i)
{
	char day[16], formed[40];
	size_t at;
	title.of = r;
	at = (size_t)snprintf(
	        title.text, sizeof title.text, W_PREVIEW_TITLE_IS, i->number, i->now->n);
	add(&at, i->category_name);
	add(&at, attribute_text(i->now->attribute));
	if (i->now->formed_on != DAY_NONE) {
		snprintf(formed, sizeof formed, W_PREVIEW_FORMED, day_text(i->now->formed_on, day));
		add(&at, formed);
	}
}

static void add_cause(
        struct reader *r, struct desk *d, const struct trail_row *row, const char *before)
{
	char who[WHO_BYTES], what[WHAT_BYTES], at[24], head[WHO_BYTES + WHAT_BYTES + 80];
	snprintf(head, sizeof head, "%s%s %s %s", before, trail_what(row, what),
	        trail_who(row, who), trail_time(d, row->at, at));
	bool bad = *before == '\0' && (row->act == REVIEW_RETURN || row->kind == 'r');
	reader_text(r, *before ? C_DIM : bad ? C_LATE : C_SOON, head);
	if (*trail_said(row)) {
		reader_text(r, C_DIM, "：");
		reader_text(r, *before ? C_DIM : C_TEXT, trail_said(row));
	}
	reader_end(r);
}

bool preview_no_body(struct reader *r, const struct revision *v)
{
	if (v->erased)
		reader_text(r, C_SOON, W_READ_ERASED);
	else if (!*v->body)
		reader_text(r, C_DIM, v->attachments_n ? W_NO_BODY : W_NO_BODY_NO_FILE);
	return v->erased || !*v->body;
}

static void add_body(struct reader *r, const struct revision *v)
{
	size_t n = strlen(v->body), cut = n;
	if (n > BODY_BYTES)
		for (cut = BODY_BYTES; cut > 0 && ((unsigned char)v->body[cut] & 0xc0) == 0x80;)
			cut--;
	/* Blank lines at the beginning cost rows and say nothing. */
	const char *s = v->body;
	while (cut > 0 && *s == '\n') {
		s++;
		cut--;
	}
	if (!preview_no_body(r, v)) {
		reader_text_n(r, C_TEXT, s, cut);
		if (cut + (size_t)(s - v->body) < n) {
			reader_end(r);
			reader_text(r, C_DIM, W_PREVIEW_MORE);
		}
	}
	reader_end(r);
}

void preview_load(struct reader *r, struct desk *d, int64_t id)
{
	struct item *i = NULL;
	struct trail t;
	reader_clear(r);
	title.of = r;
	title.text[0] = '\0';
	if (!id || item_load(d, id, &i, NULL) != Z_OK)
		return;
	set_title(r, i);
	reader_text(r, C_STRONG, i->now->title);
	reader_end(r);
	if (trail_load(d, id, &t, NULL) == Z_OK) {
		int cause = trail_cause(&t, i->state), last = trail_last_return(&t);
		if (cause >= 0)
			add_cause(r, d, &t.row[cause], "");
		else if (state_tier(i->state) && last >= 0)
			add_cause(r, d, &t.row[last], W_PREVIEW_BEFORE);
		trail_free(&t);
	}
	if (i->now->attachments_n) {
		char s[64];
		snprintf(s, sizeof s, W_PREVIEW_ATTACHMENTS, i->now->attachments_n);
		reader_text(r, C_DIM, s);
		for (int k = 0; k < i->now->attachments_n; k++) {
			reader_text(r, C_TEXT, i->now->attachments[k].name);
			reader_text(r, C_TEXT, k + 1 < i->now->attachments_n ? "　" : "");
		}
		reader_end(r);
	}
	add_body(r, i->now);
	item_free(&i);
}
