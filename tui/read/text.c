/* text.c - what stands in the reading view: the head, the text or a difference, the
 * attachments. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/read/attachment.h"
#include "tui/read/inside.h"
#include "tui/pane/preview.h"
#include "tui/pane/trail_words.h"
#include "tui/words.h"

enum {
	LABEL = 10, /* columns of a label: 公开属性 and a gap */
	FIELDS = 24,
	CONTEXT = 2, /* unchanged paragraphs shown round a change */
};

struct fact {
	const char *label;
	char *value;
	enum role role;
	bool wide; /* a row of its own */
};
struct facts {
	struct fact v[FIELDS];
	int n;
};

/* ------------------------------------------------------------ modes */
bool read_has_mode(const struct reading *r, enum read_mode m)
{
	return m == MODE_TEXT || (m == MODE_BEFORE && r->before) || (m == MODE_LIVE && r->live);
}

const char *read_mode_name(const struct reading *r, enum read_mode m, char buf[80])
{
	if (m == MODE_TEXT)
		snprintf(buf, 80, "%s", W_READ_MODE_TEXT);
	else
		snprintf(buf, 80, m == MODE_BEFORE ? W_READ_MODE_BEFORE : W_READ_MODE_LIVE,
		        m == MODE_BEFORE ? r->before->n : r->live->n);
	return buf;
}

/* ------------------------------------------------------------ head */
static void add(struct facts *f, const char *label, const char *value, enum role role)
{
	if (f->n < FIELDS)
		f->v[f->n++] = (struct fact){label, xstrdup(value && *value ? value : W_READ_BLANK),
		        value && *value ? role : C_DIM, false};
}

static void add_if(struct facts *f, const char *label, const char *value)
{
	if (value && *value)
		add(f, label, value, C_TEXT);
}

static void add_due(struct facts *f, struct desk *d, const struct item *i)
{
	char day[16], at[24], s[80];
	if (i->online_at) {
		add(f, W_READ_ONLINE, instant_text(i->online_at, at), C_GOOD);
		return;
	}
	if (i->due == DAY_NONE) {
		add(f, W_READ_DUE, "", C_DIM);
		return;
	}
	int left = clock_left(desk_calendar(d), desk_today(d), i->due);
	enum light light = clock_light(desk_calendar(d), desk_today(d), i->due);
	if (left == 0)
		snprintf(s, sizeof s, W_READ_DUE_TODAY, day_text(i->due, day));
	else
		snprintf(s, sizeof s, left < 0 ? W_READ_DUE_LATE : W_READ_DUE_LEFT,
		        day_text(i->due, day), left < 0 ? -left : left);
	add(f, W_READ_DUE, s,
	        light == LIGHT_RED      ? C_LATE
	        : light == LIGHT_YELLOW ? C_SOON
	                                : C_GOOD);
}

static void validity(const struct revision *v, char *buf, size_t cap)
{
	char day[16];
	size_t at = (size_t)snprintf(buf, cap, "%s", validity_text(v->validity));
	if (v->valid_from != DAY_NONE && at < cap)
		at += (size_t)snprintf(
		        buf + at, cap - at, " " W_READ_FROM, day_text(v->valid_from, day));
	if (v->valid_to != DAY_NONE && at < cap)
		snprintf(buf + at, cap - at, " " W_READ_TO, day_text(v->valid_to, day));
}

/* Where it is online and where not yet, of what has been signed. */
static char *standings(struct desk *d, const struct item *i)
{
	struct release_standing on[ITEM_CHANNELS];
	struct buffer b = {0};
	char at[24];
	int n = release_standing(d, i->id, on, ITEM_CHANNELS);
	for (int k = 0; k < n && k < ITEM_CHANNELS; k++) {
		buffer_text(&b, b.n ? "、" : "");
		if (on[k].act)
			buffer_printf(&b, W_READ_CHANNEL_AT, on[k].name, release_act_text(on[k].act), trail_time(d, on[k].at, at));
		else
			buffer_printf(&b, W_READ_CHANNEL_NOT, on[k].name);
	}
	return buffer_take(&b);
}

static char *channels(struct desk *d, const struct item *i)
{
	struct named *list = NULL;
	struct buffer b = {0};
	int n = 0;
	if (i->state == STATE_SIGNED || i->state == STATE_PUBLISHED || i->state == STATE_DOWN || i->state == STATE_EMERGENCY)
		return standings(d, i);
	if (named_list(d, NAMED_CHANNEL, true, &list, &n, NULL) != Z_OK)
		n = 0;
	for (int k = 0; k < ITEM_CHANNELS && i->channels[k]; k++)
		for (int j = 0; j < n; j++)
			if (list[j].id == i->channels[k])
				buffer_printf(&b, "%s%s", b.n ? "、" : "", list[j].name);
	free(list);
	return buffer_take(&b);
}

static void number_of(struct facts *f, struct desk *d, const char *label, int64_t id)
{
	struct item *i = NULL;
	if (!id || item_load(d, id, &i, NULL) != Z_OK)
		return;
	struct buffer b = {0};
	buffer_printf(&b, "%s %s", i->number, i->now->title);
	add(f, label, b.s, C_TEXT);
	f->v[f->n - 1].wide = true;
	buffer_free(&b);
	item_free(&i);
}

static char *withheld(const struct revision *v)
{
	struct buffer b = {0};
	buffer_printf(&b, "%s%s%s", withhold_text(v->withhold), *v->withhold_text ? "：" : "",
	        v->withhold_text);
	return buffer_take(&b);
}

static void gather(struct reading *r, struct facts *f)
{
	struct desk *d = app_desk(r->page.view.app);
	const struct item *i = r->item;
	const struct revision *v = i->now;
	char s[160], day[16];
	add(f, W_READ_ATTRIBUTE, attribute_text(v->attribute),
	        v->attribute == ATTRIBUTE_OPEN ? C_STRONG : C_SOON);
	add_due(f, d, i);
	add(f, W_READ_FORMED, day_text(v->formed_on, day), C_TEXT);
	add(f, W_READ_DOCNO, v->docno, C_TEXT);
	add(f, W_READ_OFFICE, i->office_name, C_TEXT);
	add(f, W_READ_CLASS, item_class_text(i->class), C_TEXT);
	add(f, W_READ_CATALOG, i->catalog_name, C_TEXT);
	add(f, W_READ_CATEGORY, i->category_name, C_TEXT);
	validity(v, s, sizeof s);
	add(f, W_READ_VALIDITY, s, C_TEXT);
	add(f, W_READ_DRAFTER, v->drafter_name, C_TEXT);
	add(f, W_READ_RECORDER, v->recorder_name, C_TEXT);
	snprintf(s, sizeof s, W_READ_REVISION_IS, v->n, revision_kind_text(v->kind));
	add(f, W_READ_REVISION, s, C_TEXT);
	if (v->attribute != ATTRIBUTE_OPEN) {
		char *why = withheld(v);
		add(f, W_READ_REASON, why, C_SOON);
		f->v[f->n - 1].wide = true;
		free(why);
		add(f, W_READ_ARTICLE, v->article, C_TEXT);
		f->v[f->n - 1].wide = true;
	}
	char *ch = channels(d, i);
	add(f, W_READ_CHANNELS, ch, i->channels_left ? C_SOON : C_TEXT);
	f->v[f->n - 1].wide = true;
	free(ch);
	add_if(f, W_READ_KEYWORDS, i->keywords);
	number_of(f, d, W_READ_SUPERSEDES, i->supersedes);
	number_of(f, d, W_READ_SUPERSEDED_BY, i->superseded_by);
}

static void add_label(struct reader *to, const char *text)
{
	char cell[64];
	reader_text(to, C_DIM, text_fit(cell, sizeof cell, text, LABEL, TEXT_LEFT));
}

/* A value of several rows hangs under itself, not under its label. */
static void add_wide(struct reader *to, const struct fact *f, int columns)
{
	const char *s = f->value;
	int room = columns - LABEL > 20 ? columns - LABEL : 20;
	for (const char *label = f->label; *s; label = "") {
		size_t n = text_row(s, strlen(s), room);
		add_label(to, label);
		reader_text_n(to, f->role, s, n);
		reader_end(to);
		s += n;
	}
}

static void fill_head(struct reading *r, int columns)
{
	struct facts f = {0};
	char cell[400];
	int across = columns >= 105  ? 3
	             : columns >= 60 ? 2
	                             : 1,
	    wide = columns / across - LABEL - 1, at = 0;
	gather(r, &f);
	reader_set_lines(r->page.text, true);
	for (int i = 0; i < f.n; i++) {
		if (text_columns(f.v[i].value) > wide)
			f.v[i].wide = true;
		if (f.v[i].wide)
			continue;
		add_label(r->page.text, f.v[i].label);
		reader_text(r->page.text, f.v[i].role,
		        text_fit(cell, sizeof cell, f.v[i].value, wide, TEXT_LEFT));
		reader_text(r->page.text, C_TEXT, " ");
		if (++at % across == 0)
			reader_end(r->page.text);
	}
	if (at % across)
		reader_end(r->page.text);
	for (int i = 0; i < f.n; i++) {
		if (f.v[i].wide)
			add_wide(r->page.text, &f.v[i], columns);
		free(f.v[i].value);
	}
	reader_set_lines(r->page.text, false);
}

/* Why it stands where it stands, or what was wrong with it last time: a reviewer looks whether that
 * is mended. */
static void fill_cause(struct reading *r)
{
	int row = trail_cause(&r->trail, r->item->state);
	bool before = row < 0 && state_tier(r->item->state);
	if (before)
		row = trail_last_return(&r->trail);
	if (row < 0)
		return;
	const struct trail_row *t = &r->trail.row[row];
	char who[WHO_BYTES], what[WHAT_BYTES], at[24], s[WHO_BYTES + WHAT_BYTES + 80];
	snprintf(s, sizeof s, "%s%s %s %s", before ? W_PREVIEW_BEFORE : "", trail_what(t, what),
	        trail_who(t, who), trail_time(app_desk(r->page.view.app), t->at, at));
	reader_text(r->page.text, before ? C_SOON : C_LATE, s);
	if (*trail_said(t)) {
		reader_text(r->page.text, C_TEXT, "：");
		reader_text(r->page.text, C_TEXT, trail_said(t));
	}
	reader_end(r->page.text);
}

/* ------------------------------------------------------------ attachments */
const char *read_kind(struct reading *r, int nth)
{
	if (nth < 0 || nth >= r->item->now->attachments_n || nth >= ITEM_ATTACHMENTS)
		return "";
	if (!r->looked[nth]) {
		const struct attachment *a = &r->item->now->attachments[nth];
		char *data = NULL;
		size_t n = 0;
		if (attachment_load(app_desk(r->page.view.app), a->id, &data, &n, NULL) == Z_OK) {
			const char *why = attachment_unread(a->name, data, n);
			snprintf(r->kind[nth], sizeof r->kind[nth], "%s", why ? why : "");
			r->looked[nth] = true;
		}
		free(data);
	}
	return r->kind[nth];
}

static void fill_attachments(struct reading *r)
{
	const struct revision *v = r->item->now;
	char s[64], size[32], line[700];
	if (!v->attachments_n)
		return;
	reader_rule(r->page.text);
	snprintf(s, sizeof s, W_READ_ATTACHMENTS, v->attachments_n);
	reader_heading(r->page.text, s);
	for (int i = 0; i < v->attachments_n; i++) {
		snprintf(line, sizeof line, W_READ_ATTACHMENT, i + 1, v->attachments[i].name,
		        attachment_size(v->attachments[i].bytes, size));
		reader_text(r->page.text, C_TEXT, line);
		const char *why = read_kind(r, i);
		if (*why) {
			snprintf(line, sizeof line, "　" W_ATT_UNREAD_WHY, why);
			reader_text(r->page.text, C_SOON, line);
			if (r->original[i])
				reader_text(r->page.text, C_GOOD, "　" W_READ_CHECKED);
		}
		reader_end(r->page.text);
	}
}

static void fill_one_attachment(struct reading *r)
{
	const struct attachment *a = &r->item->now->attachments[r->attachment];
	char *data = NULL, size[32], line[700];
	size_t n = 0;
	struct error e;
	snprintf(line, sizeof line, W_READ_ATTACHMENT, r->attachment + 1, a->name,
	        attachment_size(a->bytes, size));
	reader_heading(r->page.text, line);
	if (attachment_load(app_desk(r->page.view.app), a->id, &data, &n, &e) != Z_OK) {
		char s[600];
		reader_text(r->page.text, C_LATE, error_sentence(&e, s, sizeof s));
		reader_end(r->page.text);
	} else if (!attachment_fill(r->page.text, a->name, data, n)) {
		reader_end(r->page.text);
		snprintf(line, sizeof line, W_ATT_CHECK, r->original[r->attachment] ? "✓" : " ",
		        r->attachment + 1, a->name);
		reader_text(r->page.text, r->original[r->attachment] ? C_GOOD : C_STRONG, line);
		reader_end(r->page.text);
	}
	free(data);
}

/* ------------------------------------------------------------ text and difference */
static void fill_body(struct reading *r)
{
	const struct revision *v = r->item->now;
	if (!preview_no_body(r->page.text, v))
		reader_text(r->page.text, C_TEXT, v->body);
	reader_end(r->page.text);
}

static bool changed(struct reading *r, const char *label, const char *old, const char *now)
{
	char s[64];
	if (strcmp(old, now) == 0)
		return false;
	snprintf(s, sizeof s, W_READ_CHANGED, label);
	reader_text(r->page.text, C_DIM, s);
	reader_difference(r->page.text, old, now, -1);
	return true;
}

static const struct attachment *named(const struct revision *v, const char *name)
{
	for (int i = 0; i < v->attachments_n; i++)
		if (strcmp(v->attachments[i].name, name) == 0)
			return &v->attachments[i];
	return NULL;
}

static void attachment_line(struct reading *r, const char *label, enum role role, const char *name)
{
	char s[64];
	snprintf(s, sizeof s, W_READ_CHANGED, label);
	reader_text(r->page.text, C_DIM, s);
	reader_stop(r->page.text);
	reader_text(r->page.text, role, name);
	reader_end(r->page.text);
}

static bool attachments_changed(struct reading *r, const struct revision *old)
{
	const struct revision *now = r->item->now;
	bool any = false;
	for (int i = 0; i < old->attachments_n; i++)
		if (!named(now, old->attachments[i].name)) {
			attachment_line(
			        r, W_READ_ATTACHMENT_GONE, C_DELETED, old->attachments[i].name);
			any = true;
		}
	for (int i = 0; i < now->attachments_n; i++) {
		const struct attachment *was = named(old, now->attachments[i].name);
		if (was && hash_same(&was->digest, &now->attachments[i].digest))
			continue;
		attachment_line(r, was ? W_READ_ATTACHMENT_CHANGED : W_READ_ATTACHMENT_NEW,
		        C_INSERTED, now->attachments[i].name);
		any = true;
	}
	return any;
}

static bool fields_changed(struct reading *r, const struct revision *old)
{
	const struct revision *now = r->item->now;
	char a[160], b[160], da[16], db[16];
	bool any = changed(r, W_READ_ITEM_TITLE, old->title, now->title);
	any = changed(r, W_READ_DOCNO, old->docno, now->docno) || any;
	any = changed(r, W_READ_FORMED, day_text(old->formed_on, da),
	              day_text(now->formed_on, db)) ||
	      any;
	any = changed(r, W_READ_ATTRIBUTE, attribute_text(old->attribute),
	              attribute_text(now->attribute)) ||
	      any;
	char *why = withheld(old), *why_now = withheld(now);
	any = changed(r, W_READ_REASON, why, why_now) || any;
	free(why);
	free(why_now);
	any = changed(r, W_READ_ARTICLE, old->article, now->article) || any;
	validity(old, a, sizeof a);
	validity(now, b, sizeof b);
	any = changed(r, W_READ_VALIDITY, a, b) || any;
	return attachments_changed(r, old) || any;
}

static void fill_compared(struct reading *r, const struct revision *old)
{
	char s[WHO_BYTES + WHAT_BYTES + 160], who[WHO_BYTES], what[WHAT_BYTES], at[24];
	struct desk *d = app_desk(r->page.view.app);
	if (r->mode == MODE_LIVE) {
		snprintf(s, sizeof s, W_READ_COMPARED_LIVE, old->n);
	} else if (r->before_row >= 0) {
		const struct trail_row *t = &r->trail.row[r->before_row];
		snprintf(s, sizeof s, W_READ_COMPARED, old->n, trail_time(d, t->at, at),
		        trail_who(t, who), trail_what(t, what));
	} else {
		snprintf(s, sizeof s, W_READ_COMPARED_PLAIN, old->n, trail_time(d, old->at, at),
		        old->recorder_name);
	}
	reader_text(r->page.text, C_NOTE, s);
	reader_end(r->page.text);
	reader_text(r->page.text, C_DIM, W_READ_LEGEND);
	reader_end(r->page.text);
	reader_end(r->page.text);
}

static char *with_end(const char *text)
{
	struct buffer b = {0};
	size_t n = strlen(text);
	buffer_add(&b, text, n);
	if (n && text[n - 1] != '\n')
		buffer_byte(&b, '\n');
	return buffer_take(&b);
}

static void fill_difference(struct reading *r, const struct revision *old)
{
	fill_compared(r, old);
	if (!fields_changed(r, old)) {
		reader_text(r->page.text, C_DIM, W_READ_SAME_FIELDS);
		reader_end(r->page.text);
	}
	reader_rule(r->page.text);
	if (old->erased || r->item->now->erased) {
		reader_text(r->page.text, C_SOON, W_READ_ERASED);
		reader_end(r->page.text);
	} else if (strcmp(old->body, r->item->now->body) == 0) {
		reader_text(r->page.text, C_DIM, W_READ_SAME_BODY);
		reader_end(r->page.text);
	} else {
		/* a paragraph added at the end is not a change of the one before it */
		char *was = with_end(old->body), *now = with_end(r->item->now->body);
		reader_difference(r->page.text, was, now, CONTEXT);
		free(was);
		free(now);
	}
}

void read_fill(struct reading *r, int columns, bool with_side)
{
	reader_clear(r->page.text);
	r->columns = columns;
	if (r->attachment >= 0) {
		fill_one_attachment(r);
		return;
	}
	reader_heading(r->page.text, r->item->now->title);
	fill_cause(r);
	reader_end(r->page.text);
	if (r->mode == MODE_TEXT) {
		fill_head(r, columns);
		reader_rule(r->page.text);
		fill_body(r);
	} else {
		fill_difference(r, r->mode == MODE_BEFORE ? r->before : r->live);
		reader_rule(r->page.text);
		fill_head(r, columns);
	}
	fill_attachments(r);
	if (!with_side) {
		reader_rule(r->page.text);
		read_fill_side(r, r->page.text);
	}
}
