/* choose.c - the figures of the panel beside a list, one by one: a list of them with their values; Enter opens what stands
 * behind one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/ask.h"
#include "tui/stat/shown.h"
#include "tui/stat/words.h"
#include "tui/widget/picker.h"

#define OF_CATEGORY "c" /* of a key: which of the categories; else the number of a panel's figure */

enum did do_stat_choose(struct app *a, int64_t subject)
{
	struct desk *d = app_desk(a);
	struct figure_period year = figure_period_now(d, FIGURE_SPAN_YEAR, 0);
	struct figure_part *parts = NULL;
	struct figure_value all;
	struct choices list = {0};
	struct shown s;
	char value[48], label[260], key[24], *chosen = NULL;
	int n = 0;
	(void)subject;
	for (int w = 0; w < PANEL_END; w++) {
		shown_of_panel(a, (enum panel)w, &s);
		choices_add(&list, number_text(w).s, s.name, shown_value(d, s.f, &s.value, value), "");
	}
	if (figure_parts(d, FIGURE_PUBLISHED, FIGURES_BY_CATEGORY, &year, 0, &parts, &n, &all, NULL) != Z_OK)
		n = 0; /* locked for a moment: the rest can be chosen */
	for (int i = 0; i < n; i++) {
		snprintf(label, sizeof label, W_FIG_YEAR_OF, shown_part_name(FIGURES_BY_CATEGORY, &parts[i]));
		snprintf(key, sizeof key, OF_CATEGORY "%d", i);
		choices_add(&list, key, label, number_text(parts[i].n).s, "");
	}
	if (ask_choice(a, W_FIG_CHOOSE, &list, 0, NULL, &chosen)) {
		if (!strncmp(chosen, OF_CATEGORY, strlen(OF_CATEGORY)))
			shown_of_part(d, FIGURE_PUBLISHED, &year, 0, FIGURES_BY_CATEGORY, &parts[atoi(chosen + strlen(OF_CATEGORY))], &s);
		else
			shown_of_panel(a, (enum panel)atoi(chosen), &s);
		shown_open(a, &s);
	}
	free(chosen);
	free(parts);
	return DID_VIEW;
}
