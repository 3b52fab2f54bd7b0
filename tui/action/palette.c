/* palette.c - every action of this view by name or pinyin initials; what cannot be done says why. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/text.h"
#include "tui/action/action.h"
#include "tui/ask.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum { LABEL = 8, KEY = 8 };

int palette_choose(struct app *a, struct view *v)
{
	struct choices list = {0};
	int64_t subject = v->ops->subject ? v->ops->subject(v) : 0;
	/* As in the key bar: first what can be done now, then what cannot, with the reason. */
	for (int turn = 0; turn < 2 * ACT_COUNT; turn++) {
		int i = turn % ACT_COUNT;
		const struct act_row *r = act_row((enum act)i);
		if (!act_here((enum act)i, v) || i == ACT_PALETTE)
			continue;
		struct error e;
		char why[512] = "", note[400], key[24], cell[48], label[64];
		bool can = act_why(a, (enum act)i, subject, &e) == Z_OK;
		if (can != (turn < ACT_COUNT))
			continue;
		if (!can)
			error_sentence(&e, why, sizeof why);
		/* The names and the keys stand in columns. */
		text_fit(label, sizeof label, act_label(v, (enum act)i), LABEL, TEXT_LEFT);
		text_fit(cell, sizeof cell, act_key_shown(v, (enum act)i, key), KEY, TEXT_LEFT);
		snprintf(note, sizeof note, "%s%s", cell, r->help);
		choices_add(&list, r->name, label, note, why);
	}
	char *key = NULL;
	int id = ask_choice(a, W_PALETTE_TITLE, &list, 0, NULL, &key) ? act_by_name(key) : -1;
	free(key);
	return id;
}
