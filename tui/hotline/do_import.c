/* do_import.c - the platform's export into the desk. */
#include "tui/action/ledger.h"
#include "tui/hotline/act.h"
#include "tui/hotline/words.h"

enum did do_ticket_import(struct app *a, int64_t subject)
{
	static const struct ledger_kind tickets = {
		.what = "tickets",
		.title = W_HOT_IMPORT,
		.file = W_HOT_IMPORT_FILE,
		.file_note = W_HOT_IMPORT_FILE_NOTE,
		.dry = W_HOT_IMPORT_DRY,
		.undo_title = W_HOT_IMPORT_UNDO,
		.undo_note = W_HOT_IMPORT_UNDO_NOTE,
		.undo_ask = W_HOT_IMPORT_UNDO_ASK,
	};
	(void)subject;
	return ledger_take(a, &tickets);
}
