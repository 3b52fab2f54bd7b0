/* ledger.h - a table that comes in whole, by `zwgk import WHAT` as a child process: a dry run is shown first, then all of it
 * or what is right is taken as one batch, which can be undone.  The words say what it is. */
#ifndef TUI_ACTION_LEDGER_H
#define TUI_ACTION_LEDGER_H

#include "store/store.h"
#include "tui/app.h"

struct ledger_action {
	const char *what; /* "items": behind `zwgk import` */
	const char *title, *file, *file_note, *dry;
	bool skips; /* it leaves wrong rows out without being asked to */
	const char *undo_title, *undo_note;
	const char *undo_ask; /* a format with the batch */
	bool (*undo)(struct app *a, int64_t batch); /* says what came of it; NULL: it cannot be undone here */
	/* Before the dry run: what has to be asked about the file; false: given up.  May be NULL. */
	bool (*prepare)(struct app *a, const char *path);
};
enum did ledger_take(struct app *a, const struct ledger_action *k);
/* A file to be read; the next one is looked for beside it. */
bool import_ask_path(struct app *a, const char *title, char **path);
#endif
