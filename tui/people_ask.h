/* people_ask.h - a bureau's people from pasted lines 姓名/股室/职务, at the first start and later in pane 0; which seats are
 * missing. */
#ifndef TUI_PEOPLE_ASK_H
#define TUI_PEOPLE_ASK_H

#include "store/base/memory.h"
#include "tui/app.h"

/* Asks for the lines, shows what would become of each, registers them and shows the first passphrases once.  True:
 * somebody was registered. */
bool people_ask(struct app *a);
/* What 人岗检查 finds, a line each, at most a dozen. */
void people_gaps(struct desk *d, struct buffer *b);
#endif
