/* form.c - the values of a form and whether they may stand.  Knows neither keys nor places. */
#include "tui/widget/form_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/text.h"
#include "tui/words.h"

enum { LINE_CHARS = 200, SECRET_BYTES = 512, LONG_BYTES = 1 << 20 };

struct slot *form_slot(const struct form *f, const char *key)
{
	for (size_t i = 0; key && i < f->n; i++)
		if (!strcmp(f->slot[i].field->key, key))
			return &f->slot[i];
	return NULL;
}

struct edit *slot_edit(struct slot *s)
{
	switch (s->field->kind) {
	case FIELD_TEXT:
	case FIELD_DATE:
	case FIELD_SECRET:
		return &s->line.edit;
	case FIELD_LONG:
		return editor_edit(s->editor);
	default:
		return NULL;
	}
}

const char *slot_value(const struct slot *s)
{
	if (s->field->kind == FIELD_LONG)
		return editor_edit(s->editor)->text.s;
	if (s->line.edit.text.s)
		return field_text(&s->line);
	return s->value.s;
}

bool slot_asked(const struct slot *s)
{
	return !s->field->asked || s->field->asked(&s->form->entry);
}

bool slot_can_focus(const struct slot *s)
{
	return s->field->kind != FIELD_NOTE && !*s->lock && slot_asked(s);
}

static const char *entry_value(const struct entry *en, const char *key)
{
	return form_value((const struct form *)(const void *)en, key);
}

/* A text changed under its owner's hands. */
static void text_changed(void *ctx, const struct edit_change *c)
{
	struct slot *s = ctx;
	s->fault[0] = '\0';
	if (s->form->told && s->field->kind != FIELD_SECRET)
		s->form->told(s->form->told_ctx, s->field->key, c);
}

static void slot_start(struct slot *s)
{
	const struct form_field *field = s->field;
	switch (field->kind) {
	case FIELD_TEXT:
	case FIELD_DATE:
		field_init(&s->line);
		s->line.edit.max_chars = field->max                  ? (size_t)field->max
		                         : field->kind == FIELD_DATE ? 20
		                                                     : LINE_CHARS;
		s->line.placeholder = field->kind == FIELD_DATE ? W_FORM_DATE : NULL;
		break;
	case FIELD_SECRET:
		field_init(&s->line);
		field_conceal(&s->line, SECRET_BYTES);
		break;
	case FIELD_LONG:
		s->editor = editor_new();
		editor_edit(s->editor)->max_chars = (size_t)field->max;
		editor_edit(s->editor)->max_bytes = LONG_BYTES;
		break;
	default:
		buffer_add(&s->value, "", 0);
		buffer_add(&s->settled, "", 0);
		buffer_add(&s->labels, "", 0);
		return;
	}
	slot_edit(s)->on_change = text_changed;
	slot_edit(s)->ctx = s;
}

struct form *form_new(const struct form_field *fields, size_t n, void *ctx)
{
	struct form *f = xalloc(sizeof *f);
	f->entry = (struct entry){ctx, entry_value};
	f->slot = xalloc(n * sizeof *f->slot);
	f->n = n;
	for (size_t i = 0; i < n; i++) {
		f->slot[i].field = &fields[i];
		f->slot[i].form = f;
		slot_start(&f->slot[i]);
	}
	form_refocus(f);
	return f;
}

void form_free(struct form **f)
{
	if (!*f)
		return;
	for (size_t i = 0; i < (*f)->n; i++) {
		struct slot *s = &(*f)->slot[i];
		if (s->line.edit.text.s)
			field_done(&s->line);
		editor_free(&s->editor);
		buffer_free(&s->value);
		buffer_free(&s->settled);
		buffer_free(&s->labels);
	}
	picker_free(&(*f)->picker);
	free((*f)->slot);
	free(*f);
	*f = NULL;
}

const struct entry *form_entry(const struct form *f)
{
	return &f->entry;
}

/* ---- values ---- */

/* The next key of a FIELD_MULTI value; *rest moves behind it. */
static const char *next_key(char **rest)
{
	return strsep(rest, "\n");
}

/* What is shown for the keys of a choice; a key that is no longer in the list stands for itself. */
static void find_labels(struct slot *s)
{
	struct choices list = {0};
	buffer_clear(&s->labels);
	if (s->value.n && s->field->list)
		s->field->list(&s->form->entry, &list);
	char *keys = xstrdup(s->value.s), *rest = keys;
	for (const char *key; s->value.n && (key = next_key(&rest)) != NULL;) {
		const struct choice *c = choices_find(&list, key);
		if (s->labels.n)
			buffer_text(&s->labels, W_FORM_AND);
		buffer_text(&s->labels, c ? c->label : key);
	}
	free(keys);
	choices_free(&list);
}

static void put_value(struct slot *s, const char *value)
{
	buffer_clear(&s->value);
	buffer_text(&s->value, value);
	if (s->field->kind == FIELD_CHOICE || s->field->kind == FIELD_MULTI)
		find_labels(s);
}

void slot_put(struct slot *s, const char *value)
{
	s->form->touched++;
	if (slot_edit(s)) {
		edit_rewrite(slot_edit(s), value);
		return;
	}
	if (!strcmp(s->value.s, value))
		return;
	char *old = xstrdup(s->value.s);
	struct edit_change c = {0, old, strlen(old), value, strlen(value)};
	put_value(s, value);
	s->fault[0] = '\0';
	if (s->form->told)
		s->form->told(s->form->told_ctx, s->field->key, &c);
	free(old);
}

void form_load(struct form *f, const char *key, const char *value)
{
	f->touched++;
	struct slot *s = form_slot(f, key);
	if (!s)
		return;
	value = value ? value : "";
	s->fault[0] = '\0';
	if (s->field->kind == FIELD_LONG) {
		edit_load(editor_edit(s->editor), value);
	} else if (slot_edit(s)) {
		field_set(&s->line, value);
	} else {
		put_value(s, value);
		buffer_clear(&s->settled);
		buffer_text(&s->settled, value);
	}
}

void form_set(struct form *f, const char *key, const char *value)
{
	f->touched++;
	struct slot *s = form_slot(f, key);
	if (s)
		slot_put(s, value ? value : "");
}

const char *form_value(const struct form *f, const char *key)
{
	const struct slot *s = form_slot(f, key);
	return s && s->field->kind != FIELD_NOTE ? slot_value(s) : "";
}

const char *form_shown(struct form *f, const char *key)
{
	const struct slot *s = form_slot(f, key);
	if (s && (s->field->kind == FIELD_CHOICE || s->field->kind == FIELD_MULTI))
		return s->labels.s;
	if (s && s->field->kind == FIELD_BOOL)
		return s->value.n ? W_FORM_YES : W_FORM_NO;
	return form_value(f, key);
}

static bool slot_changed(const struct slot *s)
{
	if (s->field->kind == FIELD_LONG)
		return edit_changed(editor_edit(s->editor));
	if (s->line.edit.text.s)
		return edit_changed(&s->line.edit);
	return s->value.n != s->settled.n || strcmp(s->value.s, s->settled.s) != 0;
}

bool form_changed(const struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (slot_changed(&f->slot[i]))
			return true;
	return false;
}

void form_settle(struct form *f)
{
	f->touched++;
	for (size_t i = 0; i < f->n; i++) {
		struct slot *s = &f->slot[i];
		if (slot_edit(s)) {
			edit_settle(slot_edit(s));
		} else {
			buffer_clear(&s->settled);
			buffer_text(&s->settled, s->value.s);
		}
	}
}

void form_on_change(struct form *f,
        void (*told)(void *ctx, const char *key, const struct edit_change *c), void *ctx)
{
	f->told = told;
	f->told_ctx = ctx;
}

bool form_apply(struct form *f, const char *key, const struct edit_change *c)
{
	f->touched++;
	struct slot *s = form_slot(f, key);
	if (!s || s->field->kind == FIELD_NOTE)
		return false;
	s->fault[0] = '\0';
	if (slot_edit(s))
		return edit_apply(slot_edit(s), c);
	if (c->at || c->removed_n != s->value.n || memcmp(c->removed, s->value.s, s->value.n) != 0)
		return false;
	char *value = xstrndup(c->inserted, c->inserted_n);
	put_value(s, value);
	free(value);
	return true;
}

struct edit *form_edit(struct form *f, const char *key)
{
	f->touched++; /* who asks may change it */
	struct slot *s = form_slot(f, key);
	return s ? slot_edit(s) : NULL;
}

/* ---- checks ---- */

static bool is_blank(const char *s)
{
	for (; *s; s++)
		if (!strchr(" \t\n", *s)) {
			if (strncmp(s, "　", 3) != 0)
				return false;
			s += 2;
		}
	return true;
}

bool slot_check(struct slot *s, bool required)
{
	const struct form_field *field = s->field;
	const char *value = slot_value(s);
	s->fault[0] = '\0';
	if (field->kind == FIELD_NOTE || !slot_asked(s))
		return true;
	if (is_blank(value)) {
		if (field->required && required)
			snprintf(s->fault, sizeof s->fault,
			        field->kind == FIELD_CHOICE || field->kind == FIELD_MULTI
			                ? W_FORM_CHOOSE
			                : W_FORM_MISSING,
			        field->label);
	} else if (field->kind == FIELD_DATE && day_parse(value) == DAY_NONE) {
		char shown[64];
		text_fit(shown, sizeof shown, value, 20, TEXT_NO_PAD);
		snprintf(s->fault, sizeof s->fault, W_FORM_NO_DATE, shown);
	} else if (field->check &&
	           !field->check(&s->form->entry, value, s->fault, sizeof s->fault)) {
		if (!*s->fault)
			snprintf(s->fault, sizeof s->fault, W_FORM_WRONG, field->label);
	} else {
		s->fault[0] = '\0';
	}
	return !*s->fault;
}

void slot_leave(struct slot *s)
{
	char day[16];
	if (s->field->kind == FIELD_DATE && day_parse(slot_value(s)) != DAY_NONE) {
		day_text(day_parse(slot_value(s)), day);
		if (strcmp(day, slot_value(s)) != 0)
			slot_put(s, day);
	}
	if (!is_blank(slot_value(s)) && !*s->fault)
		slot_check(s, false);
}

bool form_check(struct form *f)
{
	f->touched++;
	struct slot *first = NULL;
	for (size_t i = 0; i < f->n; i++) {
		struct slot *s = &f->slot[i];
		if (s->field->kind == FIELD_NOTE)
			continue;
		slot_leave(s);
		if (!slot_check(s, true) && !first)
			first = s;
	}
	if (!first)
		return true;
	if (slot_can_focus(first))
		f->focus = (size_t)(first - f->slot);
	snprintf(f->line, sizeof f->line, "%s", W_FORM_NOT_YET);
	return false;
}

void form_fault(struct form *f, const char *key, const char *sentence)
{
	f->touched++;
	struct slot *s = form_slot(f, key);
	if (!s) {
		snprintf(f->line, sizeof f->line, "%s", sentence);
		return;
	}
	snprintf(s->fault, sizeof s->fault, "%s", sentence);
	if (slot_can_focus(s))
		f->focus = (size_t)(s - f->slot);
}

const char *form_fault_of(const struct form *f, const char *key)
{
	const struct slot *s = form_slot(f, key);
	return s ? s->fault : "";
}

void form_lock(struct form *f, const char *key, const char *why)
{
	f->touched++;
	struct slot *s = form_slot(f, key);
	if (!s)
		return;
	snprintf(s->lock, sizeof s->lock, "%s", why ? why : "");
	if (slot_edit(s))
		slot_edit(s)->read_only = why != NULL;
}

const char *form_focus(const struct form *f)
{
	return f->focus < f->n ? f->slot[f->focus].field->key : "";
}

void form_go(struct form *f, const char *key)
{
	f->touched++;
	struct slot *s = form_slot(f, key);
	if (s && slot_can_focus(s))
		f->focus = (size_t)(s - f->slot);
}
