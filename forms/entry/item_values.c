/* item_values.c - an item as the values of its form, and the values as the store takes them.  See item.h. */
#include "forms/entry/item.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/words.h"

/* ------------------------------------------------------------ into the form */
static void put_channels(const struct entry_putter *p, const int64_t *ids)
{
	struct buffer b = {0};
	for (int i = 0; i < ITEM_CHANNELS && ids[i]; i++)
		buffer_printf(&b, "%s%lld", i ? "\n" : "", (long long)ids[i]);
	entry_put_text(p, "channels", b.s);
	buffer_free(&b);
}

/* What an item has beside its text. */
static void put_register(const struct entry_putter *p, const struct item *i)
{
	entry_put_id(p, "class", i->class);
	entry_put_id(p, "category", i->category);
	entry_put_id(p, "catalog", i->catalog);
	put_channels(p, i->channels);
	entry_put_text(p, "keywords", i->keywords);
}

/* The newest item of the office that was worked on (not what was taken over), to begin the next one like it; the
 * caller's, or NULL. */
static struct item *last_of_office(struct desk *d)
{
	struct item_query q = {.scope = ITEMS_OFFICE, .states = ~(1u << STATE_MIGRATED | 1u << STATE_VOID),
		.formed_from = DAY_NONE, .formed_to = DAY_NONE, .sort = ITEMS_BY_UPDATED, .descending = true};
	struct window *v = NULL;
	struct item_row row;
	struct arena a = {0};
	struct item *i = NULL;
	int got = 0;
	if (item_view_open(d, &q, &v, NULL) == Z_OK &&
	        window_page(v, NULL, false, 1, &row, &a, &got, NULL) == Z_OK && got)
		item_load(d, row.id, &i, NULL);
	window_close(&v);
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
	const struct entry_putter p = {put, ctx};
	const struct who *w = desk_who(x->desk);
	struct item *last = last_of_office(x->desk);
	entry_put_nothing(&p, (const char *const[]){"title", "docno", "withhold", "withhold_text", "article", "formed",
				      "keywords", "supersedes", "valid_from", "valid_to", "body", NULL});
	entry_put_id(&p, "class", last ? last->class : CLASS_OTHER);
	entry_put_id(&p, "attribute", ATTRIBUTE_OPEN);
	entry_put_id(&p, "office", w->office);
	entry_put_id(&p, "drafter", w->id);
	entry_put_text(&p, "validity", "0");
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
	entry_put_id(&p, "category", category);
	entry_put_id(&p, "catalog", catalog);
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
	const struct entry_putter p = {put, ctx};
	const struct revision *r = i->now;
	x->id = i->id;
	x->ver = i->ver;
	take_files(x, r);
	entry_put_text(&p, "title", r->title);
	entry_put_text(&p, "docno", r->docno);
	entry_put_id(&p, "attribute", r->attribute);
	entry_put_id(&p, "withhold", r->withhold);
	entry_put_text(&p, "withhold_text", r->withhold_text);
	entry_put_text(&p, "article", r->article);
	entry_put_day(&p, "formed", r->formed_on);
	put_register(&p, i);
	entry_put_id(&p, "office", i->office);
	entry_put_id(&p, "drafter", r->drafter);
	entry_put_text(&p, "validity", number_text(r->validity).s);
	entry_put_day(&p, "valid_from", r->valid_from);
	entry_put_day(&p, "valid_to", r->valid_to);
	entry_put_text(&p, "body", r->body);
	struct item *old = NULL;
	if (i->supersedes && item_load(x->desk, i->supersedes, &old, NULL) == Z_OK) {
		entry_put_text(&p, "supersedes", old->number);
		item_free(&old);
	} else {
		entry_put_text(&p, "supersedes", "");
	}
}

void entry_item_copy(struct entry_item *x, const struct item *i, entry_put *put, void *ctx)
{
	const struct entry_putter p = {put, ctx};
	const struct who *w = desk_who(x->desk);
	const struct revision *r = i->now;
	entry_put_nothing(&p, (const char *const[]){"docno", "formed", "supersedes", "valid_from", "valid_to", NULL});
	entry_put_text(&p, "title", r->title);
	entry_put_id(&p, "attribute", r->attribute);
	entry_put_id(&p, "withhold", r->withhold);
	entry_put_text(&p, "withhold_text", r->withhold_text);
	entry_put_text(&p, "article", r->article);
	put_register(&p, i);
	entry_put_id(&p, "office", w->office);
	entry_put_id(&p, "drafter", w->id);
	entry_put_text(&p, "validity", number_text(r->validity).s);
	entry_put_text(&p, "body", r->body);
}

/* ------------------------------------------------------------ out of the form */
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
	entry_kept_free(&x->kept);
	*t = (struct item_text){
		.title = entry_keep(&x->kept, en->value(en, "title")),
		.body = en->value(en, "body"),
		.docno = entry_keep(&x->kept, en->value(en, "docno")),
		.attribute = entry_code(en, "attribute"),
		.withhold_text = "",
		.article = "",
		.validity = VALIDITY_NONE,
		.valid_from = DAY_NONE,
		.valid_to = DAY_NONE,
	};
	/* What is not asked keeps its value in the form, but is no part of the item. */
	if (t->attribute == ATTRIBUTE_REQUEST || t->attribute == ATTRIBUTE_CLOSED) {
		t->withhold = entry_code(en, "withhold");
		t->withhold_text = en->value(en, "withhold_text");
		t->article = entry_keep(&x->kept, en->value(en, "article"));
	}
	enum z z = entry_day(en, "formed", &t->formed_on, at, e);
	if (z == Z_OK && entry_code(en, "class") == CLASS_PAPER && entry_code(en, "validity") != VALIDITY_NONE) {
		t->validity = entry_code(en, "validity");
		z = entry_day(en, "valid_from", &t->valid_from, at, e);
		if (z == Z_OK)
			z = entry_day(en, "valid_to", &t->valid_to, at, e);
	}
	return z;
}

enum z entry_item_take(struct entry_item *x, const struct entry *en, struct item_text *t, struct item_register *r,
	const char **key, struct error *e)
{
	const char *at = NULL;
	enum z z = take_text(x, en, t, &at, e);
	*r = (struct item_register){
		.class = entry_code(en, "class"),
		.office = entry_id(en, "office"),
		.catalog = entry_id(en, "catalog"),
		.category = entry_id(en, "category"),
		.keywords = en->value(en, "keywords"),
		.drafter = entry_id(en, "drafter"),
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
	const int64_t attribute = entry_id(en, "attribute");
	const bool open = attribute == ATTRIBUTE_OPEN;
	const struct entry_lack rows[] = {
		{!*en->value(en, "title"), W_ENTRY_TITLE},
		{!attribute, W_ENTRY_ATTRIBUTE},
		{!open && !*en->value(en, "withhold"), W_ENTRY_WITHHOLD},
		{!open && entry_code(en, "withhold") == WITHHOLD_OTHER && !*en->value(en, "withhold_text"),
			W_ENTRY_WITHHOLD_TEXT},
		{!open && !*en->value(en, "article"), W_ENTRY_ARTICLE},
		{!*en->value(en, "formed"), W_ENTRY_FORMED},
		{!*en->value(en, "category"), W_ENTRY_CATEGORY},
		{open && !*en->value(en, "catalog"), W_ENTRY_CATALOG},
		{open && !*en->value(en, "channels"), W_ENTRY_CHANNELS},
		{!*en->value(en, "body") && !x->files, W_ENTRY_BODY_OR_FILE},
	};
	entry_lacks_days(en, entry_item_fields, (size_t)entry_item_fields_n, out);
	entry_lacks(rows, sizeof rows / sizeof *rows, out);
}

const char *entry_item_article(const struct entry *en)
{
	const char *now = en->value(en, "article"), *right = withhold_article(entry_code(en, "withhold"));
	if (!strcmp(now, right))
		return NULL;
	bool ours = !*now;
	for (int w = WITHHOLD_SECRET; w < WITHHOLD_END && !ours; w++)
		ours = !strcmp(now, withhold_article(w));
	return ours ? right : NULL;
}
