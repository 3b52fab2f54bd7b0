/* do_correct.c - 更正登记: one register field of an item gets another value, with the reason; no signature hangs on
 * it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/entry/item.h"
#include "tui/action/action.h"
#include "tui/action/words.h"
#include "tui/ask.h"
#include "tui/widget/form.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

/* The fields that may be corrected, as the store and the entry form call them. */
static const char *const correctable[] = {"catalog", "category", "channels", "keywords", "office", "class"};
enum { CORRECTABLE = sizeof correctable / sizeof *correctable };

static const struct form_field *entry_field(const char *key)
{
	for (int i = 0; i < entry_item_fields_n; i++)
		if (!strcmp(entry_item_fields[i].key, key))
			return &entry_item_fields[i];
	return NULL;
}

/* "1\n3" as "1,3". */
static char *with_commas(const char *keys)
{
	char *s = xstrdup(keys);
	for (char *p = s; *p; p++)
		if (*p == '\n')
			*p = ',';
	return s;
}

/* The values of the record, kept by name. */
struct values {
	char *value[CORRECTABLE];
};

static void keep_value(void *ctx, const char *key, const char *value)
{
	struct values *v = ctx;
	for (int i = 0; i < CORRECTABLE; i++)
		if (!strcmp(correctable[i], key)) {
			free(v->value[i]);
			v->value[i] = xstrdup(value);
		}
}

/* ------------------------------------------------------------ the small form: new value and reason */
struct correct_ctx {
	struct entry_item *item;
	struct app *app;
	int64_t ver;
	const char *key, *now;
};

/* The lists of the entry form want its own ctx: hand them an entry with it. */
struct inner_entry {
	struct entry entry;
	const struct entry *outer;
};

static const char *inner_value(const struct entry *en, const char *key)
{
	const struct inner_entry *in = (const struct inner_entry *)(const void *)en;
	(void)key;
	return in->outer->value(in->outer, "value");
}

static void values_of_field(const struct entry *en, struct choices *out)
{
	const struct correct_ctx *c = en->ctx;
	const struct inner_entry in = {{c->item, inner_value}, en};
	entry_field(c->key)->list(&in.entry, out);
}

static void load(struct form *f, void *ctx)
{
	struct correct_ctx *c = ctx;
	form_load(f, "value", c->now);
}

static bool save(struct form *f, void *ctx)
{
	struct correct_ctx *c = ctx;
	struct error e;
	char s[512], *value = with_commas(form_value(f, "value"));
	enum z z = item_correct(app_desk(c->app), c->item->id, c->ver, c->key, value, form_value(f, "reason"), &e);
	free(value);
	if (z == Z_OK)
		return true;
	form_fault(
	        f, z == Z_INVALID && e.code != R_CORRECT_REASON ? "value" : "reason", error_sentence(&e, s, sizeof s));
	return false;
}

static bool correct(struct app *a, struct entry_item *x, const char *key, const char *now)
{
	const struct form_field *is = entry_field(key);
	struct form_field fields[] = {
		{.key = "value", .label = is->label, .kind = is->kind, .max = is->max, .hint = is->hint,
			.list = is->list ? values_of_field : NULL},
		{.key = "reason", .label = W_CORRECT_REASON, .kind = FIELD_TEXT, .max = 200, .required = true,
			.hint = W_CORRECT_REASON_HINT},
	};
	struct correct_ctx c = {.item = x, .app = a, .ver = x->ver, .key = key, .now = now};
	char title[80];
	snprintf(title, sizeof title, W_CORRECT_TITLE, is->label);
	return ask_form(a, title, fields, sizeof fields / sizeof *fields, &c, load, save);
}

static void channels_now(struct desk *d, const struct item *i, struct buffer *b)
{
	struct named *list = NULL;
	int n = 0;
	if (named_list(d, NAMED_CHANNEL, true, &list, &n, NULL) != Z_OK)
		return;
	for (int k = 0; k < ITEM_CHANNELS && i->channels[k]; k++)
		for (int c = 0; c < n; c++)
			if (list[c].id == i->channels[k])
				buffer_printf(b, "%s%s", b->n ? W_FORM_AND : "", list[c].name);
	free(list);
}

enum did do_correct(struct app *a, int64_t subject)
{
	struct item *i = NULL;
	struct entry_item *x = NULL;
	struct error e;
	struct values now = {0};
	enum did did = DID_VIEW;
	char *key = NULL;
	if (item_load(app_desk(a), subject, &i, &e) != Z_OK || entry_item_open(app_desk(a), &x, &e) != Z_OK) {
		app_refuse(a, &e);
		item_free(&i);
		return did;
	}
	entry_item_show(x, i, keep_value, &now);
	struct choices list = {0};
	struct buffer channels = {0};
	channels_now(app_desk(a), i, &channels);
	const char *shown[CORRECTABLE] = {i->catalog_name, i->category_name, channels.s ? channels.s : "", i->keywords,
		i->office_name, item_class_text(i->class)};
	for (int k = 0; k < CORRECTABLE; k++)
		choices_add(&list, correctable[k], entry_field(correctable[k])->label, shown[k], "");
	if (ask_choice(a, W_CORRECT_WHICH, &list, PICK_DIGITS, NULL, &key)) {
		const char *value = "";
		for (int k = 0; k < CORRECTABLE; k++)
			if (!strcmp(correctable[k], key) && now.value[k])
				value = now.value[k];
		if (correct(a, x, key, value)) {
			app_say(a, C_GOOD, W_CORRECT_DONE, i->number, entry_field(key)->label);
			did = DID_ROWS;
		}
	}
	free(key);
	buffer_free(&channels);
	for (int k = 0; k < CORRECTABLE; k++)
		free(now.value[k]);
	entry_item_free(&x);
	item_free(&i);
	return did;
}
