/* help.c - help as text, made from the action table, and the manual behind it. */
#include <stdio.h>

#include "tui/action/action.h"
#include "tui/pane/pane.h"
#include "tui/words.h"

#include "forms/manual_md.h" /* README.zh.md, made by the Makefile */

struct view *help_new(struct app *a, struct view *about)
{
	struct buffer b = {0};
	int64_t subject = about->ops->subject ? about->ops->subject(about) : 0;
	buffer_printf(&b, W_HELP_HEAD "\n\n", about->ops->title);
	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_row *r = act_row((enum act)i);
		if (!act_here((enum act)i, about))
			continue;
		struct error e;
		char keys[128] = "", key[24], cell[64], label[64], why[512];
		size_t at = 0;
		for (int k = 0; k < ACT_KEYS && r->key[k]; k++)
			at += (size_t)snprintf(keys + at, sizeof keys - at, "%s%s", k ? " " : "", key_name(r->key[k], key));
		text_fit(cell, sizeof cell, keys, 14, TEXT_LEFT);
		text_fit(label, sizeof label, r->label, 10, TEXT_LEFT);
		buffer_printf(&b, "  %s %s %s\n", cell, label, r->help);
		if (act_why(a, (enum act)i, subject, &e) != Z_OK && (r->permit || about->ops->may))
			buffer_printf(&b, "  %*s" W_HELP_NOT_NOW "\n", 26, "", error_sentence(&e, why, sizeof why));
	}
	buffer_printf(&b, "\n%s\n\n%s", W_HELP_MANUAL, manual_md);
	return page_new(a, W_HELP_TITLE, buffer_take(&b));
}
