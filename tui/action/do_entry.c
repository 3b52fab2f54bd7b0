/* do_entry.c - the keys of the entry page and of the conflict page. */
#include "tui/action/action.h"
#include "tui/app_inside.h"
#include "tui/hotline/hotline.h"
#include "tui/entry/entry.h"
#include "tui/report/part.h"
#include "tui/request/request.h"
#include "tui/words.h"

enum did do_save(struct app *a, int64_t subject)
{
	(void)subject;
	struct ticket_form *form = ticket_form_of(app_top(a));
	if (report_part_of(app_top(a)))
		return report_part_save(report_part_of(app_top(a)));
	if (request_form_of(app_top(a)))
		return request_form_save(request_form_of(app_top(a)));
	return form ? ticket_form_save(form, false) : entry_save(entry_page(app_top(a)), false);
}

enum did do_save_submit(struct app *a, int64_t subject)
{
	(void)subject;
	return entry_save(entry_page(app_top(a)), true);
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
	struct ticket_form *form = ticket_form_of(app_top(a));
	if (report_part_of(app_top(a)))
		return report_part_escape(report_part_of(app_top(a)));
	if (request_form_of(app_top(a)))
		return request_form_escape(request_form_of(app_top(a)));
	return form ? ticket_form_escape(form) : entry_escape(entry_page(app_top(a)));
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
