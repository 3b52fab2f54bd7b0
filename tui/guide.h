/* guide.h - on a demonstration desk, one line at the right of the tabs that leads a newcomer once through the whole
 * way: 打开退回件 → 修改 → 送审 → 三审 → 发布包.  It looks at what stands in the records and on the screen, and keeps no count of its
 * own: whoever leaves the way is met where he is. */
#ifndef TUI_GUIDE_H
#define TUI_GUIDE_H

#include "tui/app.h"

/* Once somebody is logged in: chooses the item.  Does nothing on any other desk. */
void guide_begin(struct app *a);
/* After keys and commits have settled: what is the next step? */
void guide_look(struct app *a);
/* Off and on again (Esc where nothing else wants it; :guide). */
void guide_turn(struct app *a, bool on);
bool guide_is_on(const struct app *a);
#endif
