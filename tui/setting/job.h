/* job.h - what pane 0 lets a child process do: backups, the checking of the file. */
#ifndef TUI_SETTING_JOB_H
#define TUI_SETTING_JOB_H

#include "tui/app.h"

struct setting_pane;

enum did setting_backup(struct setting_pane *p, int64_t id);
/* zwgk check, its findings on a page. */
enum did setting_verify(struct setting_pane *p, int64_t id);
#endif
