/* save.h - where a file goes that leaves the desk: a folder of the officer's own, never the one the program happens to run
 * in. */
#ifndef TUI_SAVE_H
#define TUI_SAVE_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/app.h"

/* The folder last used; at first 政务公开输出 in the officer's home, without a home beside the desk. */
const char *save_folder(struct app *a);
/* Another one, as typed (~ and names without a folder mean the home): made where there is none.  False: it cannot be (said). */
bool save_folder_use(struct app *a, const char *typed);
/* folder/name with a name that every system takes and that is not there yet ("… (2).docx"); the caller's. */
char *save_path(struct app *a, const char *name);
/* Asks where the file goes, save_path() offered; makes its folder.  A folder typed means the name in it.  False: given up. */
bool save_ask(struct app *a, const char *title, const char *name, char **path);
/* Writes a new file that only its owner may read; what leaves the desk leaves a trace first, of subject.  Says `said` with the
 * path, or the refusal. */
void save_out(struct app *a, const char *path, const void *data, size_t n, int64_t subject, const char *said);

/* Without what no file name may have or should begin with, at most SAVE_NAME_MAX bytes, its ending kept; "" becomes a
 * word. */
enum { SAVE_NAME_MAX = 180 };
void save_name(char dst[SAVE_NAME_MAX + 1], const char *name);
#endif
