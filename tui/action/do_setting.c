/* do_setting.c - the keys of pane 0: what each does is said by the section that is shown (the files of tui/setting). */
#include "tui/action/action.h"
#include "tui/setting/setting.h"

enum did do_set_open(struct app *a, int64_t subject)
{
	return setting_open(a, subject);
}

enum did do_set_add(struct app *a, int64_t subject)
{
	return setting_do(a, SET_VERB_ADD, subject);
}

enum did do_set_edit(struct app *a, int64_t subject)
{
	return setting_do(a, SET_VERB_EDIT, subject);
}

enum did do_set_import(struct app *a, int64_t subject)
{
	return setting_do(a, SET_VERB_IMPORT, subject);
}

enum did do_set_furnish(struct app *a, int64_t subject)
{
	return setting_do(a, SET_VERB_FURNISH, subject);
}

enum did do_set_reset(struct app *a, int64_t subject)
{
	return setting_do(a, SET_VERB_RESET, subject);
}

enum did do_set_leave(struct app *a, int64_t subject)
{
	return setting_do(a, SET_VERB_LEAVE, subject);
}

enum did do_set_decide(struct app *a, int64_t subject)
{
	return setting_do(a, SET_VERB_DECIDE, subject);
}

enum did do_set_end(struct app *a, int64_t subject)
{
	return setting_do(a, SET_VERB_END, subject);
}

enum did do_set_backup(struct app *a, int64_t subject)
{
	return setting_do(a, SET_VERB_BACKUP, subject);
}

enum did do_set_verify(struct app *a, int64_t subject)
{
	return setting_do(a, SET_VERB_VERIFY, subject);
}

enum did do_set_posts(struct app *a, int64_t subject)
{
	(void)subject;
	setting_go(a, "posts");
	return DID_VIEW;
}

enum did do_set_side(struct app *a, int64_t subject)
{
	(void)subject;
	setting_side(a);
	return DID_NOTHING;
}
