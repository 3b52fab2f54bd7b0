/* import_inside.h - what the imports of zwgk import share: how a refused row and the progress are told. */
#ifndef FORMS_COMMAND_IMPORT_INSIDE_H
#define FORMS_COMMAND_IMPORT_INSIDE_H

#include <jansson.h>

#include "forms/command/inside.h"
#include "forms/import/ledger.h"

struct import_report {
	struct call *call;
	enum call_format format;
	json_t *refused; /* FORMAT_JSON: gets the refusals */
	int told;
};
void import_tell_refusal(void *report, const struct ledger_refusal *f);
bool import_tell_progress(void *report, long long done, long long total);
/* The screen runs these verbs too, with a pipe for the progress: then the words are for who sits at the screen. */
bool import_for_screen(const struct call *c);
/* What the file was read as: encoding, hidden rows. */
void import_tell_source(const struct ledger_result *r);
/* What --undo names, and that nothing stands beside it which it does not take. */
enum z import_undo_batch(const struct call *c, int64_t *batch, struct error *e);

int import_tickets(struct call *c, const char *path, enum encoding x, enum call_format f);
int import_roster(struct call *c, const char *path, enum encoding x, enum call_format f);
int import_tasks(struct call *c, const char *path, enum encoding x, enum call_format f);
int import_figures(struct call *c, const char *path, enum encoding x, enum call_format f);
int undo_tickets(struct call *c, enum call_format f);
int undo_tasks(struct call *c, enum call_format f);
#endif
