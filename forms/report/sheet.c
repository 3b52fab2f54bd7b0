/* sheet.c - see sheet.h. */
#include "forms/report/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/words.h"

const char *short_hash(const struct hash *h, char buf[16])
{
	char hex[65];
	hash_hex(h, hex);
	snprintf(buf, 16, "%.4s-%.4s", hex, hex + 4);
	return buf;
}

/* □ and ☑ before each word of a list. */
static void box(struct buffer *b, bool on, const char *word)
{
	buffer_printf(b, "%s%s%s", b->n ? "　" : "", on ? "☑" : "□", word);
}

static const char *class_boxes(const struct item *i, struct buffer *b)
{
	buffer_clear(b);
	for (int c = 1; c < CLASS_END; c++)
		box(b, i->class == c, item_class_text(c));
	return b->s;
}

static const char *attribute_boxes(const struct revision *r, struct buffer *b)
{
	buffer_clear(b);
	for (int a = 1; a < ATTRIBUTE_END; a++)
		box(b, r->attribute == a, attribute_text(a));
	return b->s;
}

static const char *channel_boxes(struct desk *d, const struct item *i, struct buffer *b)
{
	struct named *list;
	int n;
	buffer_clear(b);
	if (named_list(d, NAMED_CHANNEL, false, &list, &n, NULL) != Z_OK)
		return "";
	for (int k = 0; k < n; k++) {
		bool on = false;
		for (int c = 0; c < ITEM_CHANNELS && i->channels[c]; c++)
			on = on || i->channels[c] == list[k].id;
		box(b, on, list[k].name);
	}
	free(list);
	return b->s ? b->s : "";
}

void signature_words(const struct trail *t, const struct trail_row *signed_row, struct buffer *b)
{
	const struct trail_row *v = signed_row, *paper = trail_paper(t, v);
	char at[24];
	if (paper)
		buffer_printf(b, "%s　%s" W_P_PAPER, paper->principal_name, instant_text(paper->at, at), paper->officer_name,
			v->officer_name);
	else if (*v->principal_name)
		buffer_printf(b, "%s" W_P_FOR "　%s", v->officer_name, v->principal_name, instant_text(v->at, at));
	else
		buffer_printf(b, "%s　%s", v->officer_name, instant_text(v->at, at));
}

/* The signature of a tier that stands for this revision, or a place for one. */
static const char *signature(const struct trail *t, const struct trail_row *last, struct buffer *b)
{
	buffer_clear(b);
	if (!last)
		return W_S_SIGN_HERE;
	bool said = !last->paper && *last->text; /* what is said of a 纸签 is not the leader's */
	buffer_printf(b, W_S_AGREED "%s%s\n", said ? "：" : "", said ? last->text : "");
	signature_words(t, last, b);
	return b->s;
}

static void pair(struct document *doc, struct document_table *t, const char *label, const char *value)
{
	document_row(doc, t, 8);
	document_cell(doc, t, 1, CELL_HEAD | CELL_CENTRE, label);
	document_cell(doc, t, 3, 0, value);
}

static void pairs(
        struct document *doc, struct document_table *t, const char *l1, const char *v1, const char *l2, const char *v2)
{
	document_row(doc, t, 8);
	document_cell(doc, t, 1, CELL_HEAD | CELL_CENTRE, l1);
	document_cell(doc, t, 1, 0, v1);
	document_cell(doc, t, 1, CELL_HEAD | CELL_CENTRE, l2);
	document_cell(doc, t, 1, 0, v2);
}

static void fill(struct desk *d, const struct item *i, const struct trail *t, struct document *doc)
{
	static const int width[] = {36, 44, 30, 46};
	const struct revision *r = i->now;
	struct buffer b = {0};
	char day[40], s[256], code[16];
	document_add(doc, DOCUMENT_TITLE, W_S_REVIEW_TITLE);
	snprintf(s, sizeof s, W_S_NUMBER_LINE, i->number, r->n, short_hash(&r->hash, code));
	document_add(doc, DOCUMENT_SMALL, s);
	document_set_footer(doc, s);
	struct document_table *tab = document_table(doc, 4, width, 0);
	pairs(doc, tab, W_F_BUREAU, desk_bureau(d), W_F_OFFICE, i->office_name);
	pairs(doc, tab, W_S_DRAFTER, r->drafter_name, W_S_RECORDER, r->recorder_name);
	pair(doc, tab, W_S_NAME, r->title);
	pairs(doc, tab, W_F_DOCNO, r->docno, W_F_FORMED,
	        r->formed_on == DAY_NONE ? "" : day_chinese(r->formed_on, day));
	pair(doc, tab, W_S_CLASS, class_boxes(i, &b));
	pair(doc, tab, W_F_ATTRIBUTE, attribute_boxes(r, &b));
	buffer_clear(&b);
	buffer_printf(&b, "%s%s%s", withhold_text(r->withhold), *r->withhold_text ? "：" : "", r->withhold_text);
	pairs(doc, tab, W_S_REASON, b.s, W_S_ARTICLE, r->article);
	pair(doc, tab, W_S_CHANNELS, channel_boxes(d, i, &b));
	snprintf(s, sizeof s, "%s / %s", i->category_name, i->catalog_name);
	pair(doc, tab, W_S_CATALOG, s);
	buffer_clear(&b);
	for (int k = 0; k < r->attachments_n; k++)
		buffer_printf(&b, "%s%d. %s", k ? "\n" : "", k + 1, r->attachments[k].name);
	pair(doc, tab, W_S_ATTACHMENTS, b.n ? b.s : W_S_NONE);
	static const char *const label[] = {NULL, W_S_TIER1, W_S_TIER2, W_S_TIER3};
	const struct trail_row *sign[4];
	trail_signatures(t, &r->hash, sign);
	for (int tier = 1; tier <= 3; tier++) {
		document_row(doc, tab, 18);
		document_cell(doc, tab, 1, CELL_HEAD | CELL_CENTRE, label[tier]);
		document_cell(doc, tab, 3, 0, signature(t, sign[tier], &b));
	}
	buffer_clear(&b);
	for (int k = 0; k < t->n; k++)
		if (t->row[k].kind == 'r' && t->row[k].act == RELEASE_ONLINE && hash_same(&t->row[k].hash, &r->hash)) {
			char at[24];
			buffer_printf(&b, "%s%s　%s　%s　%s", b.n ? "\n" : "", t->row[k].channel, t->row[k].officer_name,
				instant_text(t->row[k].at, at), t->row[k].url);
		}
	document_row(doc, tab, 10);
	document_cell(doc, tab, 1, CELL_HEAD | CELL_CENTRE, W_S_RELEASE);
	document_cell(doc, tab, 3, 0, b.n ? b.s : "");
	document_add(doc, DOCUMENT_SMALL, W_S_REVIEW_NOTE);
	buffer_free(&b);
}

enum z review_sheet(struct desk *d, int64_t item, struct document **doc, struct error *e)
{
	struct item *i;
	struct trail t;
	*doc = NULL;
	enum z z = item_load(d, item, &i, e);
	if (z != Z_OK)
		return z;
	z = trail_load(d, item, &t, e);
	if (z == Z_OK) {
		*doc = document_new(W_S_REVIEW_TITLE);
		fill(d, i, &t, *doc);
		trail_free(&t);
	}
	item_free(&i);
	return z;
}

enum z sign_sheet(struct desk *d, const int64_t *items, size_t n, struct document **doc, struct error *e)
{
	static const int width[] = {30, 56, 24, 26, 20};
	char s[128], day[40], code[16];
	*doc = document_new(W_S_SIGN_TITLE);
	document_add(*doc, DOCUMENT_TITLE, W_S_SIGN_TITLE);
	snprintf(s, sizeof s, "%s　%s", desk_bureau(d), day_chinese(desk_today(d), day));
	document_add(*doc, DOCUMENT_SUBTITLE, s);
	struct document_table *t = document_table(*doc, 5, width, 1);
	document_row(*doc, t, 9);
	static const char *const head[] = {W_F_NUMBER, W_S_NAME, W_S_NOW, W_S_CODE, W_S_OPINION};
	for (int c = 0; c < 5; c++)
		document_cell(*doc, t, 1, CELL_HEAD | CELL_CENTRE, head[c]);
	for (size_t k = 0; k < n; k++) {
		struct item *i;
		enum z z = item_load(d, items[k], &i, e);
		if (z != Z_OK) {
			document_free(doc);
			return z;
		}
		document_row(*doc, t, 14);
		document_cell(*doc, t, 1, CELL_CENTRE, i->number);
		snprintf(s, sizeof s, W_S_REV_N, i->now->n);
		struct buffer b = {0};
		buffer_printf(&b, "%s\n%s　%s　%s", i->now->title, i->office_name, attribute_text(i->attribute), s);
		document_cell(*doc, t, 1, 0, b.s);
		buffer_free(&b);
		document_cell(*doc, t, 1, CELL_CENTRE, item_state_text(i->state));
		document_cell(*doc, t, 1, CELL_CENTRE, short_hash(&i->now->hash, code));
		document_cell(*doc, t, 1, 0, W_S_AGREE_BOXES);
		item_free(&i);
	}
	document_add(*doc, DOCUMENT_PLAIN, W_S_SIGN_LEADER);
	document_add(*doc, DOCUMENT_SMALL, W_S_SIGN_NOTE);
	return Z_OK;
}
