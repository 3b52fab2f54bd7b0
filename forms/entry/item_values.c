/* item_values.c - an item as the values of its form, and the values as the store takes them.  See item.h. */
#include "forms/entry/item.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/words.h"

/* ------------------------------------------------------------ into the form */
struct putter {
	entry_put *put;
	void *ctx;
};

static void put_text(const struct putter *p, const char *key, const char *s)
{
	p->put(p->ctx, key, s ? s : "");
}

/* 0 is nothing chosen. */
static void put_id(const struct putter *p, const char *key, int64_t id)
{
	put_text(p, key, id ? number_text(id).s : "");
}

static void put_day(const struct putter *p, const char *key, int32_t day)
{
	char s[16];
	put_text(p, key, day_text(day, s));
}

static void put_channels(const struct putter *p, const int64_t *ids)
{
	struct buffer b = {0};
	for (int i = 0; i < ITEM_CHANNELS && ids[i]; i++)
		buffer_printf(&b, "%s%lld", i ? "\n" : "", (long long)ids[i]);
	put_text(p, "channels", b.s);
	buffer_free(&b);
}

/* What an item has beside its text. */
static void put_register(const struct putter *p, const struct item *i)
{
	put_id(p, "class", i->class);
	put_id(p, "category", i->category);
	put_id(p, "catalog", i->catalog);
	put_channels(p, i->channels);
	put_text(p, "keywords", i->keywords);
}

static void put_nothing(const struct putter *p, const char *const *keys)
{
	for (; *keys; keys++)
		put_text(p, *keys, "");
}

/* The newest item of the office that was worked on (not what was taken over), to begin the next one like it; the
 * caller's, or NULL. */
static struct item *last_of_office(struct desk *d)
{
	struct item_query q = {.scope = ITEMS_OFFICE, .states = ~(1u << STATE_MIGRATED | 1u << STATE_VOID),
		.formed_from = DAY_NONE, .formed_to = DAY_NONE, .sort = ITEMS_BY_UPDATED, .descending = true};
	struct item_view *v = NULL;
	struct item_row row;
	struct arena a = {0};
	struct item *i = NULL;
	int got = 0;
	if (item_view_open(d, &q, &v, NULL) == Z_OK &&
	        item_view_page(v, NULL, false, 1, &row, &a, &got, NULL) == Z_OK && got)
		item_load(d, row.id, &i, NULL);
	item_view_close(&v);
	arena_free(&a);
	return i;
}

/* A register that is no longer in use is not proposed. */
static bool in_use(const struct named *list, int n, int64_t id)
{
	for (int k = 0; k < n; k++)
		if (list[k].id == id)
			return list[k].active;
	return false;
}

void entry_item_blank(struct entry_item *x, entry_put *put, void *ctx)
{
	const struct putter p = {put, ctx};
	const struct who *w = desk_who(x->desk);
	struct item *last = last_of_office(x->desk);
	put_nothing(&p, (const char *const[]){"title", "docno", "withhold", "withhold_text", "article", "formed",
	                        "keywords", "supersedes", "valid_from", "valid_to", "body", NULL});
	put_id(&p, "class", last ? last->class : CLASS_OTHER);
	put_id(&p, "attribute", ATTRIBUTE_OPEN);
	put_id(&p, "office", w->office);
	put_id(&p, "drafter", w->id);
	put_text(&p, "validity", "0");
	int64_t category = 0, catalog = 0, channel[ITEM_CHANNELS] = {0};
	int n = 0;
	for (int k = 0; last && k < x->catalogs; k++)
		if (x->catalog[k].id == last->catalog && x->catalog[k].active)
			catalog = last->catalog;
	if (last && in_use(x->category, x->categories, last->category))
		category = last->category;
	for (int k = 0; last && k < ITEM_CHANNELS && last->channels[k]; k++)
		if (in_use(x->channel, x->channels, last->channels[k]))
			channel[n++] = last->channels[k];
	put_id(&p, "category", category);
	put_id(&p, "catalog", catalog);
	put_channels(&p, channel);
	if (last)
		item_free(&last);
}

static void take_files(struct entry_item *x, const struct revision *r)
{
	while (x->files)
		entry_file_remove(x, x->files - 1);
	x->file = xrealloc(x->file, sizeof *x->file * (size_t)(r->attachments_n + 1));
	for (int i = 0; i < r->attachments_n; i++)
		x->file[x->files++] = (struct entry_file){.from = r->attachments[i].id,
		        .name = xstrdup(r->attachments[i].name),
		        .path = xstrdup(""),
		        .bytes = (size_t)r->attachments[i].bytes};
}

void entry_item_show(struct entry_item *x, const struct item *i, entry_put *put, void *ctx)
{
	const struct putter p = {put, ctx};
	const struct revision *r = i->now;
	x->id = i->id;
	x->ver = i->ver;
	take_files(x, r);
	put_text(&p, "title", r->title);
	put_text(&p, "docno", r->docno);
	put_id(&p, "attribute", r->attribute);
	put_id(&p, "withhold", r->withhold);
	put_text(&p, "withhold_text", r->withhold_text);
	put_text(&p, "article", r->article);
	put_day(&p, "formed", r->formed_on);
	put_register(&p, i);
	put_id(&p, "office", i->office);
	put_id(&p, "drafter", r->drafter);
	put_text(&p, "validity", number_text(r->validity).s);
	put_day(&p, "valid_from", r->valid_from);
	put_day(&p, "valid_to", r->valid_to);
	put_text(&p, "body", r->body);
	struct item *old = NULL;
	if (i->supersedes && item_load(x->desk, i->supersedes, &old, NULL) == Z_OK) {
		put_text(&p, "supersedes", old->number);
		item_free(&old);
	} else {
		put_text(&p, "supersedes", "");
	}
}

void entry_item_copy(struct entry_item *x, const struct item *i, entry_put *put, void *ctx)
{
	const struct putter p = {put, ctx};
	const struct who *w = desk_who(x->desk);
	const struct revision *r = i->now;
	put_nothing(&p, (const char *const[]){"docno", "formed", "supersedes", "valid_from", "valid_to", NULL});
	put_text(&p, "title", r->title);
	put_id(&p, "attribute", r->attribute);
	put_id(&p, "withhold", r->withhold);
	put_text(&p, "withhold_text", r->withhold_text);
	put_text(&p, "article", r->article);
	put_register(&p, i);
	put_id(&p, "office", w->office);
	put_id(&p, "drafter", w->id);
	put_text(&p, "validity", number_text(r->validity).s);
	put_text(&p, "body", r->body);
}

/* ------------------------------------------------------------ out of the form */
/* Without the blanks round it, full-width ones too; the caller's. */
static char *trimmed(const char *s)
{
	size_t n = strlen(s), wide = strlen(W_ENTRY_BLANK);
	for (;;) {
		if (*s == ' ' || *s == '\t')
			s++, n--;
		else if (n >= wide && !strncmp(s, W_ENTRY_BLANK, wide))
			s += wide, n -= wide;
		else
			break;
	}
	for (;;) {
		if (n && (s[n - 1] == ' ' || s[n - 1] == '\t'))
			n--;
		else if (n >= wide && !strncmp(s + n - wide, W_ENTRY_BLANK, wide))
			n -= wide;
		else
			break;
	}
	return xstrndup(s, n);
}

static void keep(char **to, const char *s)
{
	free(*to);
	*to = trimmed(s);
}

static int64_t number_of(const struct entry *en, const char *key)
{
	return strtoll(en->value(en, key), NULL, 10);
}

static enum z day_of_field(const struct entry *en, const char *key, int32_t *day, const char **at, struct error *e)
{
	const char *s = en->value(en, key);
	*day = DAY_NONE;
	if (!*s)
		return Z_OK;
	*day = day_parse(s);
	if (*day != DAY_NONE)
		return Z_OK;
	*at = key;
	return refuse(e, R_BAD_DATE, s);
}

static void take_channels(const char *keys, int64_t *ids)
{
	int n = 0;
	while (*keys && n < ITEM_CHANNELS) {
		char *end;
		int64_t id = strtoll(keys, &end, 10);
		if (id)
			ids[n++] = id;
		keys = strchr(end, '\n');
		if (!keys)
			break;
		keys++;
	}
}

static enum z take_text(
        struct entry_item *x, const struct entry *en, struct item_text *t, const char **at, struct error *e)
{
	keep(&x->title, en->value(en, "title"));
	keep(&x->docno, en->value(en, "docno"));
	keep(&x->article, en->value(en, "article"));
	*t = (struct item_text){
		.title = x->title,
		.body = en->value(en, "body"),
		.docno = x->docno,
		.attribute = (int)number_of(en, "attribute"),
		.withhold_text = "",
		.article = "",
		.validity = VALIDITY_NONE,
		.valid_from = DAY_NONE,
		.valid_to = DAY_NONE,
	};
	/* What is not asked keeps its value in the form, but is no part of the item. */
	if (t->attribute == ATTRIBUTE_REQUEST || t->attribute == ATTRIBUTE_CLOSED) {
		t->withhold = (int)number_of(en, "withhold");
		t->withhold_text = en->value(en, "withhold_text");
		t->article = x->article;
	}
	enum z z = day_of_field(en, "formed", &t->formed_on, at, e);
	if (z == Z_OK && number_of(en, "class") == CLASS_PAPER && number_of(en, "validity") != VALIDITY_NONE) {
		t->validity = (int)number_of(en, "validity");
		z = day_of_field(en, "valid_from", &t->valid_from, at, e);
		if (z == Z_OK)
			z = day_of_field(en, "valid_to", &t->valid_to, at, e);
	}
	return z;
}

enum z entry_item_take(struct entry_item *x, const struct entry *en, struct item_text *t, struct item_register *r,
	const char **key, struct error *e)
{
	const char *at = NULL;
	enum z z = take_text(x, en, t, &at, e);
	*r = (struct item_register){
		.class = (int)number_of(en, "class"),
		.office = number_of(en, "office"),
		.catalog = number_of(en, "catalog"),
		.category = number_of(en, "category"),
		.keywords = en->value(en, "keywords"),
		.drafter = number_of(en, "drafter"),
	};
	take_channels(en->value(en, "channels"), r->channels);
	const char *old = en->value(en, "supersedes");
	if (z == Z_OK && *old) {
		z = item_by_number(x->desk, old, &r->supersedes, e);
		at = z == Z_OK ? NULL : "supersedes";
	}
	free(x->in);
	x->in = xalloc(sizeof *x->in * (size_t)(x->files + 1));
	for (int i = 0; i < x->files; i++)
		x->in[i] = (struct attachment_in){x->file[i].from, x->file[i].name, x->file[i].data, x->file[i].bytes};
	t->attachments = x->in;
	t->attachments_n = x->files;
	if (key)
		*key = at;
	return z;
}

/* ------------------------------------------------------------ what is missing */
void entry_item_lacks(const struct entry_item *x, const struct entry *en, struct buffer *out)
{
	const int64_t attribute = number_of(en, "attribute");
	const bool open = attribute == ATTRIBUTE_OPEN;
	const struct {
		bool lacks;
		const char *word;
	} rows[] = {
		{!*en->value(en, "title"), W_ENTRY_TITLE},
		{!attribute, W_ENTRY_ATTRIBUTE},
		{!open && !*en->value(en, "withhold"), W_ENTRY_WITHHOLD},
		{!open && number_of(en, "withhold") == WITHHOLD_OTHER && !*en->value(en, "withhold_text"),
			W_ENTRY_WITHHOLD_TEXT},
		{!open && !*en->value(en, "article"), W_ENTRY_ARTICLE},
		{!*en->value(en, "formed"), W_ENTRY_FORMED},
		{!*en->value(en, "category"), W_ENTRY_CATEGORY},
		{open && !*en->value(en, "catalog"), W_ENTRY_CATALOG},
		{open && !*en->value(en, "channels"), W_ENTRY_CHANNELS},
		{!*en->value(en, "body") && !x->files, W_ENTRY_BODY_OR_FILE},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].lacks)
			buffer_printf(out, "%s\n", rows[i].word);
}

const char *entry_item_article(const struct entry *en)
{
	const char *now = en->value(en, "article"), *right = withhold_article((int)number_of(en, "withhold"));
	if (!strcmp(now, right))
		return NULL;
	bool ours = !*now;
	for (int w = WITHHOLD_SECRET; w < WITHHOLD_END && !ours; w++)
		ours = !strcmp(now, withhold_article(w));
	return ours ? right : NULL;
}
