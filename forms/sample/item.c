/* item.c - the items of the demonstration desk: each row of sample.def says what was done to it and how long ago. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/reader/sniff.h"
#include "forms/sample/inside.h"
#include "forms/sample/plan_txt.h"
#include "forms/writer/document.h"

#define SAMPLE_WORD(name, text) static const char WORD_##name[] __attribute__((unused)) = text;
#include "forms/sample.def"

static const struct {
	int tier;
	const char *text;
} opinions[] = {
#define SAMPLE_OPINION(tier, text) {tier, text},
#include "forms/sample.def"
};

static const struct item_row_in {
	int formed;
	const char *steps;
	enum officer_key drafter;
	enum office_key office;
	int class, attribute, withhold;
	const char *category, *catalog, *channels, *docno;
	int supersedes, code;
	const char *note, *title, *body;
} items[I_COUNT] = {
#define SAMPLE_ITEM(key, formed, steps, drafter, office, class, attribute, withhold, category, catalog, channels, docno, supersedes, \
		code, note, title, body) \
	{formed, steps, P_##drafter, O_##office, CLASS_##class, ATTRIBUTE_##attribute, withhold, category, catalog, channels, docno, \
		I_##supersedes, code, note, title, body},
#include "forms/sample.def"
};

static const struct {
	enum item_key item;
	const char *name, *text;
} files[] = {
#define SAMPLE_FILE(item, name, text) {I_##item, name, text},
#include "forms/sample.def"
};

/* ---- one step ---- */

static int64_t category_id(const struct fill *f, const char *name)
{
	for (int i = 0; i < f->categories_n; i++)
		if (!strcmp(f->categories[i].name, name))
			return f->categories[i].id;
	return 0;
}

static int64_t catalog_id(const struct fill *f, const char *name)
{
	for (int i = 0; i < f->catalogs_n; i++)
		if (!strcmp(f->catalogs[i].name, name))
			return f->catalogs[i].id;
	return 0;
}

/* The channels of "a、b" in their order; 0 ends. */
static void channel_ids(const struct fill *f, const char *names, int64_t out[ITEM_CHANNELS])
{
	int n = 0;

	memset(out, 0, ITEM_CHANNELS * sizeof *out);
	for (const char *s = names; *s;) {
		const char *best = NULL;

		for (int i = 0; i < f->channels_n; i++) {
			size_t k = strlen(f->channels[i].name);

			if (!strncmp(s, f->channels[i].name, k) && (!best || k > strlen(best))) {
				best = f->channels[i].name;
				out[n] = f->channels[i].id;
			}
		}
		if (best)
			n++;
		s += best ? strlen(best) : 1;
	}
}

/* A .docx of the lines of text, as Word would keep it. */
static enum z word_file(const char *text, struct buffer *bytes, struct error *e)
{
	struct document *doc = document_new("");
	enum document_kind kind = DOCUMENT_TITLE;

	for (const char *s = text; *s; kind = DOCUMENT_TEXT) {
		char *line = xstrndup(s, strcspn(s, "\n"));

		document_add(doc, kind, line);
		s += strlen(line);
		s += *s == '\n';
		free(line);
	}
	enum z z = docx_bytes(doc, bytes, e);
	document_free(&doc);
	return z;
}

static bool is_docx(const char *name)
{
	size_t n = strlen(name);

	return n > 5 && !strcmp(name + n - 5, ".docx");
}

static enum z create(struct fill *f, int i, struct error *e)
{
	const struct item_row_in *w = &items[i];
	int year, month, mday;
	day_split(f->day[0], &year, &month, &mday);
	month = month > 1 ? month - 1 : 12;
	char *title = sample_filled(w->title, year, month), *docno = sample_filled(w->docno, year, month),
	     *text = sample_filled(*w->body ? w->body : plan_txt, year, month);
	struct buffer body = {0};
	struct attachment_in attached[8];
	char *bytes[8];
	int n = 0;
	enum z z = Z_OK;
	struct item_text t = {.title = title, .docno = docno, .formed_on = w->formed < 0 ? DAY_NONE : f->day[w->formed],
		.attribute = w->attribute, .withhold = w->withhold, .article = w->withhold ? withhold_article(w->withhold) : "",
		.validity = w->class == CLASS_PAPER && w->attribute == ATTRIBUTE_OPEN ? VALIDITY_VALID : VALIDITY_NONE,
		.valid_from = DAY_NONE, .valid_to = DAY_NONE, .attachments = attached};
	struct item_register r = {.class = w->class,
	        .office = f->office[w->office],
	        .category = category_id(f, w->category),
	        .catalog = catalog_id(f, w->catalog),
	        .supersedes = w->supersedes == I_NONE ? 0 : f->item[w->supersedes]};

	for (size_t k = 0; k < sizeof files / sizeof *files && n < 8; k++) {
		if ((int)files[k].item != i)
			continue;
		bytes[n] = sample_filled(files[k].text, year, month);
		size_t size = strlen(bytes[n]);
		if (is_docx(files[k].name) && !z) {
			struct buffer docx = {0};

			z = word_file(bytes[n], &docx, e);
			free(bytes[n]);
			size = docx.n;
			bytes[n] = buffer_take(&docx);
		}
		attached[n] = (struct attachment_in){.name = files[k].name, .data = bytes[n], .bytes = size};
		n++;
	}
	t.attachments_n = n;
	buffer_printf(&body, "%s%s%s", text, text[strlen(text) - 1] == '\n' ? "" : "\n", WORD_MARK);
	t.body = body.s;
	channel_ids(f, w->channels, r.channels);
	if (!z)
		z = item_create(f->desk, &t, &r, &f->item[i], e);
	while (n > 0)
		free(bytes[--n]);
	buffer_free(&body);
	free(text);
	free(docno);
	free(title);
	return z;
}

/* The same text with a sentence more; attachments stay. */
static enum z revise(struct fill *f, const struct item *it, struct error *e)
{
	const struct revision *r = it->now;
	struct attachment_in keep[8];
	struct buffer body = {0};
	int n = 0;

	buffer_printf(&body, "%s\n%s", r->body, WORD_REVISED);
	for (; n < r->attachments_n && n < 8; n++)
		keep[n] = (struct attachment_in){.from = r->attachments[n].id, .name = r->attachments[n].name};
	enum z z = item_edit(f->desk, it->id, it->ver, &(struct item_text){.title = r->title, .body = body.s, .docno = r->docno,
		.formed_on = r->formed_on, .attribute = r->attribute, .withhold = r->withhold, .withhold_text = r->withhold_text,
		.article = r->article, .validity = r->validity, .valid_from = r->valid_from, .valid_to = r->valid_to,
		.attachments = keep, .attachments_n = n}, NULL, e);
	buffer_free(&body);
	return z;
}

static const char *opinion(struct fill *f, int tier)
{
	int n = 0, all = 0, wanted;

	for (size_t i = 0; i < sizeof opinions / sizeof *opinions; i++)
		all += opinions[i].tier == tier;
	wanted = f->passes++ / 3 % all;
	for (size_t i = 0; i < sizeof opinions / sizeof *opinions; i++)
		if (opinions[i].tier == tier && n++ == wanted)
			return opinions[i].text;
	return "";
}

static enum z online(struct fill *f, const struct item *it, int64_t channel, struct error *e)
{
	struct buffer url = {0};

	buffer_printf(&url, "%s%s.html", WORD_URL, it->number);
	enum z z = release_online(f->desk, it->id, it->ver, channel, url.s, desk_now(f->desk), e);
	buffer_free(&url);
	return z;
}

static enum z act(struct fill *f, const struct step *s, const struct item *it, struct error *e)
{
	const struct item_row_in *w = &items[s->item];
	struct desk *d = f->desk;

	switch (s->what) {
	case 'm':
		return revise(f, it, e);
	case 's':
		return item_submit(d, it->id, it->ver, e);
	case 'v':
		return item_void(d, it->id, it->ver, WORD_VOID, e);
	case 't':
		return item_errata(d, it->id, it->ver, e);
	case '1':
	case '2':
	case '3':
		return review_pass(d, it->id, it->ver, &it->now->hash, opinion(f, s->what - '0'), NULL, e);
	case 'i':
	case 'j':
	case 'k':
		return review_return(d, it->id, it->ver, 0, w->code, w->note, e);
	case 'J':
		return review_return(d, it->id, it->ver, 1, w->code, w->note, e);
	case 'w':
		return review_withdraw(d, it->id, it->ver, e);
	case 'q':
		return review_refer(d, it->id, it->ver, w->note, e);
	case 'd':
		return release_down(d, it->id, it->ver, WORD_DOWN, e);
	case 'y':
		return release_emergency(d, it->id, it->ver, w->note, e);
	case 'Y':
		return release_follow_up(d, it->id, it->ver, true, WORD_CONFIRM, e);
	case 'p':
		return release_report(d, it->id, it->ver, it->channels[0], e);
	case 'u':
		return release_bounce(d, it->id, it->ver, it->channels[0], WORD_BOUNCE, e);
	case 'o':
		return online(f, it, it->channels[0], e);
	default:
		assert(s->what == 'O');
		return online(f, it, it->channels[1], e);
	}
}

enum z sample_item_act(struct fill *f, const struct step *s, struct error *e)
{
	struct item *it = NULL;

	if (s->what == 'c')
		return create(f, s->item, e);
	enum z z = item_load(f->desk, f->item[s->item], &it, e);
	if (!z)
		z = act(f, s, it, e);
	item_free(&it);
	return z;
}

/* ---- when, by whom ---- */

static enum officer_key by_whom(const struct item_row_in *w, char what)
{
	switch (what) {
	case '1':
	case 'i':
	case 'w':
		return w->office == O_PLANT ? P_XIN : P_YI;
	case '2':
	case 'j':
	case 'J':
	case 'q':
	case 'Y':
		return P_BING;
	case '3':
	case 'k':
	case 'd':
		return P_DING;
	case 'p':
	case 'u':
	case 'o':
	case 'O':
	case 'y':
		return P_WU;
	default:
		return w->drafter;
	}
}

void sample_item_plan(struct fill *f)
{
	for (int i = 0; i < I_COUNT; i++) {
		int order = 0;

		for (const char *s = items[i].steps; *s; s++) {
			char *end;
			struct step one = {.ago = (int)strtol(s, &end, 10), .item = i, .order = order};

			assert(end != s && one.ago < FIRST_DAY && f->steps < STEPS_MAX);
			one.what = *end == '(' ? end[1] : *end;
			one.who = by_whom(&items[i], one.what);
			f->step[f->steps++] = one;
			order++;
			s = *end == '(' ? end + 2 : end;
			if (s[1] == ' ')
				s++;
		}
	}
}
