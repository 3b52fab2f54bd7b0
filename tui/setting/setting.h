/* setting.h - pane 0 设置 as its actions see it: what can be done in a section, and doing it. */
#ifndef TUI_SETTING_SETTING_H
#define TUI_SETTING_SETTING_H

#include "tui/app.h"

/* What a section can offer, each an action of action.def. */
enum setting_verb {
	SET_VERB_ADD,
	SET_VERB_EDIT,
	SET_VERB_END,
	SET_VERB_IMPORT,
	SET_VERB_FURNISH,
	SET_VERB_RESET,
	SET_VERB_LEAVE,
	SET_VERB_DECIDE,
	SET_VERB_BACKUP,
	SET_VERB_VERIFY,
	SET_VERBS
};

struct view *setting_new(struct app *a);
/* Does it in the section that is shown, to the row with this id (0: none). */
enum did setting_do(struct app *a, enum setting_verb verb, int64_t id);
/* Enter: from the menu to the rows; there the row is opened or edited. */
enum did setting_open(struct app *a, int64_t id);
/* Shows the section of this name ("posts"); the cursor goes to its rows. */
void setting_go(struct app *a, const char *name);
void setting_side(struct app *a);
#endif
