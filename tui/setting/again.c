/* again.c - somebody else saved the row that is being edited: both texts, and what he typed stays until he
 * decides. */
#include <stdio.h>
#include <string.h>

#include "tui/setting/section.h"
#include "tui/pane/words.h"

static bool asked(const struct form_field *field, const struct form *f)
{
	return field->kind != FIELD_NOTE && (!field->asked || field->asked(form_entry(f)));
}

static const char *or_none(const char *text)
{
	return *text ? text : W_SET_NONE;
}

/* Beside each field that differs, what stands there now; told in *b too.  How many. */
static int compare(struct form *f, struct form *now, const struct setting_form *t, struct buffer *b)
{
	int n = 0;
	for (size_t i = 0; i < t->n; i++) {
		const struct form_field *field = &t->fields[i];
		if (!asked(field, f) || !strcmp(form_value(f, field->key), form_value(now, field->key)))
			continue;
		n++;
		buffer_printf(b, W_SET_AGAIN_ROW "\n", field->label, or_none(form_shown(now, field->key)),
		        or_none(form_shown(f, field->key)));
	}
	for (size_t i = t->n; n && i-- > 0;) { /* backwards: the cursor ends on the first */
		const struct form_field *field = &t->fields[i];
		char said[200];
		if (!asked(field, f) || !strcmp(form_value(f, field->key), form_value(now, field->key)))
			continue;
		snprintf(said, sizeof said, W_SET_AGAIN_NOW, or_none(form_shown(now, field->key)));
		form_fault(f, field->key, said);
	}
	return n;
}

bool setting_saved(struct form *f, struct setting_edit *x, const struct setting_form *t, enum z z, const char *field,
        const struct error *e)
{
	char sentence[600];
	if (z != Z_STALE || !t->again(x))
		return setting_kept(f, z, field, e);
	struct buffer b = {0};
	struct form *now = form_new(t->fields, t->n, x);
	t->load(now, x);
	buffer_printf(&b, "%s\n\n", error_sentence(e, sentence, sizeof sentence));
	int differ = compare(f, now, t, &b);
	form_free(&now);
	if (differ) {
		buffer_printf(&b, "\n%s", W_SET_AGAIN_NEXT);
		ask_message(x->p->view.app, W_SET_AGAIN, b.s);
	}
	buffer_free(&b);
	return !differ; /* what he wants stands there already */
}
