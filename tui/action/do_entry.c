/* do_entry.c - the keys of the pages on which a record is written, and of the conflict page. */
#include "tui/action/action.h"
#include "tui/app_inside.h"
#include "tui/entry/entry.h"
#include "tui/form/page.h"
#include "tui/words.h"

enum did do_save(struct app *a, int64_t subject)
{
	(void)subject;
	return form_page_save(form_page_of(app_top(a)), false);
}

enum did do_save_submit(struct app *a, int64_t subject)
{
	(void)subject;
	return form_page_save(form_page_of(app_top(a)), true);
}

enum did do_attach(struct app *a, int64_t subject)
{
	(void)subject;
	entry_attachments(entry_page(app_top(a)));
	return DID_VIEW;
}

enum did do_repair(struct app *a, int64_t subject)
{
	(void)subject;
	entry_repair(entry_page(app_top(a)), false);
	return DID_VIEW;
}

enum did do_leave(struct app *a, int64_t subject)
{
	(void)subject;
	return form_page_escape(form_page_of(app_top(a)));
}

enum did do_keep_mine(struct app *a, int64_t subject)
{
	(void)subject;
	return conflict_choose(a, CONFLICT_MINE);
}

enum did do_keep_theirs(struct app *a, int64_t subject)
{
	(void)subject;
	return conflict_choose(a, CONFLICT_THEIRS);
}

enum did do_keep_both(struct app *a, int64_t subject)
{
	(void)subject;
	return conflict_choose(a, CONFLICT_NEW);
}

enum did do_drafts(struct app *a, int64_t subject)
{
	(void)subject;
	if (!entrance_drafts(a) && !*app_message(a))
		app_say(a, C_NOTE, "%s", W_DRAFT_NONE);
	return DID_VIEW;
}
