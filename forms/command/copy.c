/* copy.c - zwgk backup and zwgk restore. */
#include "forms/command/inside.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/words.h"
#include "store/record/copies.h"
#include "store/record/restore/restore.h"
#include "store/view/check/check.h"

static bool step(void *call, int64_t done, int64_t all)
{
	return call_progress(call, done, all);
}

/* ---- backup ---- */

static void say_backup(const char *file, const struct audit_head *head, enum call_format f)
{
	char text[96], at[24];

	audit_head_text(head, text);
	if (f == FORMAT_JSON)
		print_json(json_pack("{s:s,s:s}", "file", file, "head", text));
	else
		printf(W_BACKUP_DONE, file, text, instant_text(head->at, at));
}

int command_backup(struct call *c)
{
	struct error e;
	struct audit_head head;
	struct backup_progress p = {step, c};
	enum call_format f;
	bool daily = call_has(c, OPT_DAILY), made = false;
	enum z z = call_format(c, 1u << FORMAT_TABLE | 1u << FORMAT_JSON, &f, &e);

	if (!z && !daily && !c->words)
		z = refuse(&e, R_WORD_MISSING, W_CMD_FILE);
	if (!z && daily && c->words)
		z = refuse(&e, R_WORD_TOO_MANY, "--daily", c->word[0]);
	if (z)
		return call_misuse(c, &e);
	/* The day's own copy is the program's: nobody need log in for it, and it may be made while somebody does. */
	z = call_open(c, 0, &e);
	if (!z && !daily)
		z = call_login(c, c->desk, &e);
	if (z)
		return call_fail(&e);
	call_catch_stop();
	if (daily) {
		z = desk_backup_daily(c->desk, &p, &made, &e);
		if (z)
			return call_fail(&e);
		char *folder = desk_backup_folder(c->desk);
		if (f == FORMAT_JSON)
			print_json(json_pack("{s:s,s:b}", "folder", folder, "made", made));
		else
			printf(made ? W_BACKUP_DAILY : W_BACKUP_DAILY_WAS, folder);
		free(folder);
		return STATUS_DONE;
	}
	z = desk_backup(c->desk, c->word[0], &p, &head, &e);
	if (z)
		return call_fail(&e);
	say_backup(c->word[0], &head, f);
	return STATUS_DONE;
}

/* ---- restore ---- */

static void say_look(const char *from, const struct restore_look *l)
{
	char head[96], at[24];

	printf(W_RESTORE_COPY, from, audit_head_text(&l->copy, head), instant_text(l->copy.at, at));
	printf(W_RESTORE_NOW, audit_head_text(&l->now, head), instant_text(l->now.at, at));
	if (!l->same_line)
		fputs(W_RESTORE_OTHER_LINE, stdout);
	else if (!l->operations)
		fputs(W_RESTORE_NOTHING_NEWER, stdout);
	else
		printf(W_RESTORE_NEWER, (long long)l->operations, (long long)l->items_new, (long long)l->items_changed);
}

static json_t *look_json(const struct restore_look *l)
{
	char copy[96], now[96];

	return json_pack("{s:s,s:s,s:b,s:I,s:I,s:I}", "copy", audit_head_text(&l->copy, copy), "now",
	        audit_head_text(&l->now, now), "same_line", l->same_line, "operations", (json_int_t)l->operations,
	        "items_new", (json_int_t)l->items_new, "items_changed", (json_int_t)l->items_changed);
}

/* The first thing that is wrong is enough to refuse. */
static bool note_first(void *ctx, const struct check_found *f)
{
	*(struct error *)ctx = f->error;
	return false;
}

/* A copy of the copy beside the desk, so that what is restored is what was looked at: chain, triggers, every text
 * against its digest, every invariant.  path is the caller's, and the file, to remove. */
static enum z examined(const char *from, const char *beside, char **path, struct error *e)
{
	struct buffer b = {0};
	struct audit_head head;
	struct check_result r = {0};
	struct desk *d = NULL;

	buffer_printf(&b, "%s.look-%ld", beside, (long)getpid());
	*path = buffer_take(&b);
	enum z z = restore_place(from, *path, &head, NULL, e);
	if (!z)
		z = desk_open(*path, DESK_READ | DESK_NETWORK, &d, NULL, e);
	if (!z) {
		desk_read_patience(d, 10000);
		z = check_run(d, NULL, note_first, e, &r, NULL);
		if (!z && r.found) {
			struct error why = *e;
			char sentence[ERROR_ARG_BYTES];

			z = refuse(e, R_RESTORE_FOUND, from, error_sentence(&why, sentence, sizeof sentence));
		}
	}
	desk_close(&d);
	return z;
}

static void forget(char *path)
{
	if (path)
		unlink(path);
	free(path);
}

static bool agreed(struct call *c)
{
	return call_has(c, OPT_YES) || call_confirm(W_RESTORE_QUESTION, W_RESTORE_WORD);
}

/* The desk is there and can be opened. */
static enum z restore_over(struct call *c, const char *from, enum call_format f, struct error *e)
{
	struct restore_look look;
	struct restore_result r;
	struct backup_progress p = {step, c};
	bool dry = call_has(c, OPT_DRY_RUN);
	char *copy = NULL;
	enum z z = call_login(c, c->desk, e);

	if (!z)
		z = restore_look(c->desk, from, &look, e);
	if (!z)
		z = examined(from, desk_path(c->desk), &copy, e);
	if (!z && f == FORMAT_TABLE)
		say_look(from, &look);
	if (!z && !dry && !agreed(c))
		z = refuse(e, R_RESTORE_ASK);
	if (!z && !dry)
		z = desk_restore(c->desk, copy, &p, &r, e);
	forget(copy);
	if (z)
		return z;
	if (dry) {
		if (f == FORMAT_JSON)
			print_json(look_json(&look));
	} else if (f == FORMAT_JSON) {
		json_t *all = look_json(&look);

		json_object_set_new(all, "series_raised", json_integer(r.series_raised));
		json_object_set_new(all, "erased_again", json_integer(r.erased_again));
		json_object_set_new(all, "safety", json_string(r.safety));
		print_json(all);
	} else {
		printf(W_RESTORE_DONE, r.series_raised, r.erased_again, r.safety);
	}
	return Z_OK;
}

/* There is no desk, or none that can be opened: nothing of it can be carried over. */
static enum z restore_fresh(struct call *c, const char *from, const char *to, enum call_format f, struct error *e)
{
	struct audit_head head;
	char moved[512] = "", text[96], at[24], *copy = NULL;
	enum z z;

	if (call_has(c, OPT_DRY_RUN)) {
		refuse(e, R_RESTORE_NO_LOOK, to);
		return Z_MISSING;
	}
	if (f == FORMAT_TABLE)
		printf(W_RESTORE_FRESH, to);
	if (!agreed(c))
		return refuse(e, R_RESTORE_ASK);
	z = examined(from, to, &copy, e);
	if (!z)
		z = restore_place(copy, to, &head, moved, e);
	forget(copy);
	if (z)
		return z;
	z = call_open(c, 0, e);
	if (!z)
		z = call_login(c, c->desk, e);
	if (!z)
		z = desk_note(c->desk, ACTION_RESTORE, 0, e);
	if (z) {
		desk_close(&c->desk);
		restore_unplace(to, moved);
		return z;
	}
	if (f == FORMAT_JSON)
		print_json(json_pack("{s:s,s:s}", "copy", audit_head_text(&head, text), "moved", moved));
	else
		printf(W_RESTORE_PLACED, to, audit_head_text(&head, text), instant_text(head.at, at),
		        *moved ? moved : W_CMD_NONE);
	return Z_OK;
}

int command_restore(struct call *c)
{
	struct error e;
	enum call_format f;
	const char *from = c->word[0];
	enum z z = call_format(c, 1u << FORMAT_TABLE | 1u << FORMAT_JSON, &f, &e);

	if (!z && !*from)
		z = refuse(&e, R_WORD_MISSING, W_CMD_FILE);
	if (z)
		return call_misuse(c, &e);
	call_catch_stop();
	if (access(from, F_OK)) {
		refuse(&e, R_SOURCE_MISSING, from);
		return call_fail(&e);
	}
	char *to = command_desk_path(c->option[OPT_DB]);
	z = call_open(c, 0, &e);
	if (z == Z_OK) {
		z = restore_over(c, from, f, &e);
	} else if (z == Z_DAMAGED || (z == Z_MISSING && access(to, F_OK))) {
		if (z == Z_DAMAGED)
			call_warn(&e);
		z = restore_fresh(c, from, to, f, &e);
	}
	free(to);
	return z ? call_fail(&e) : STATUS_DONE;
}
