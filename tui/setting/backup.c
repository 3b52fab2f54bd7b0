/* backup.c - 备份: the copies beside the desk, one more now, and the checking of the file itself; both run as
 * child jobs. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/file/place.h"
#include "store/record/copies.h"
#include "tui/job.h"
#include "tui/read/attachment.h"
#include "tui/pane/pane.h"
#include "tui/setting/section.h"
#include "tui/setting/job.h"
#include "tui/pane/words.h"
#include "tui/words.h"

enum { B_FILE, B_AT, B_SIZE, B_KIND, B_COLUMNS };

static const struct list_column backup_columns[B_COLUMNS] = {
	[B_FILE] = {.title = W_SET_BACKUP_FILE, .min = 26, .weight = 1, .max = 50},
	[B_AT] = {.title = W_SET_BACKUP_AT, .min = 16},
	[B_SIZE] = {.title = W_SET_BACKUP_SIZE, .min = 9, .align = TEXT_RIGHT},
	[B_KIND] = {.title = W_SET_BACKUP_KIND, .min = 6, .weight = 1, .max = 10},
};

struct copy {
	char name[256];
	int64_t at;
	long long size;
};

static int newest_first(const void *a, const void *b)
{
	const struct copy *x = a, *y = b;
	return x->at != y->at ? x->at > y->at ? -1 : 1 : strcmp(y->name, x->name);
}

static bool begins(const char *s, const char *with)
{
	return !strncmp(s, with, strlen(with));
}

/* zwgk-2026-11-20.db: the day's own. */
static bool is_daily(const char *name)
{
	char day[16] = "";
	if (!begins(name, "zwgk-") || strlen(name) != strlen("zwgk-2026-11-20.db"))
		return false;
	memcpy(day, name + 5, 10);
	return day_parse(day) != DAY_NONE;
}

static const char *kind_text(const char *name)
{
	if (is_daily(name))
		return W_SET_BACKUP_DAILY;
	if (begins(name, "zwgk-"))
		return W_SET_BACKUP_ASKED;
	if (begins(name, "before-restore-") || begins(name, "replaced-"))
		return W_SET_BACKUP_REPLACED;
	if (begins(name, "before-"))
		return W_SET_BACKUP_MIGRATION;
	return W_SET_BACKUP_OTHER;
}

static void read_folder(struct setting_pane *p, const char *folder)
{
	DIR *dir = opendir(folder);
	struct copy *list = NULL;
	for (const struct dirent *f; dir && (f = readdir(dir));) {
		struct buffer path = {0};
		struct stat st;
		size_t n = strlen(f->d_name);
		buffer_printf(&path, "%s/%s", folder, f->d_name);
		if (n > 3 && n < sizeof list->name && !strcmp(f->d_name + n - 3, ".db") && !stat(path.s, &st) &&
		        S_ISREG(st.st_mode)) {
			list = xrealloc(list, (size_t)(p->data_n + 1) * sizeof *list);
			struct copy *c = &list[p->data_n++];
			*c = (struct copy){.at = st.st_mtime, .size = st.st_size};
			snprintf(c->name, sizeof c->name, "%s", f->d_name);
		}
		buffer_free(&path);
	}
	if (dir)
		closedir(dir);
	if (list)
		qsort(list, (size_t)p->data_n, sizeof *list, newest_first);
	p->data = list;
}

static enum z load_backups(struct setting_pane *p, struct error *e)
{
	char *folder = desk_backup_folder(setting_desk(p));
	(void)e;
	read_folder(p, folder);
	const struct copy *list = p->data;
	for (int i = 0; list && i < p->data_n; i++) {
		struct setting_row_shown *r = setting_add_row(p, i + 1);
		char at[24], size[32], name[256];
		snprintf(name, sizeof name, "%s", list[i].name);
		text_clean(name, false);
		setting_cell(p, r, B_FILE, C_STRONG, name);
		setting_cell(p, r, B_AT, C_TEXT, instant_text(list[i].at, at));
		setting_cell(p, r, B_SIZE, C_TEXT, attachment_size(list[i].size, size));
		setting_cell(p, r, B_KIND, C_DIM, kind_text(list[i].name));
		setting_detailf(p, r, W_SET_BACKUP_DETAIL, folder);
	}
	free(folder);
	return Z_OK;
}

/* zwgk-2026-11-20-0912.db, with a number behind it where there is one of this minute. */
static char *new_path(struct desk *d)
{
	char *folder = desk_backup_folder(d), at[24];
	struct buffer path = {0};
	struct stat st;
	instant_text(desk_now(d), at);
	for (int n = 1; n < 100; n++) {
		buffer_clear(&path);
		buffer_printf(&path, "%s/zwgk-%.10s-%.2s%.2s", folder, at, at + 11, at + 14);
		if (n > 1)
			buffer_printf(&path, "-%d", n);
		buffer_text(&path, ".db");
		if (stat(path.s, &st))
			break;
	}
	free(folder);
	return buffer_take(&path);
}

/* What the child printed when it did not do it. */
static void tell(struct setting_pane *p, const char *title, const struct job_result *r)
{
	struct buffer b = {0};
	if (r->stopped)
		buffer_text(&b, W_JOB_STOPPED);
	else if (*r->err || *r->out)
		buffer_printf(&b, "%s%s", r->out, r->err);
	else
		buffer_printf(&b, W_SET_JOB_FAILED, r->status);
	ask_message(p->view.app, title, b.s);
	buffer_free(&b);
}

enum did setting_backup(struct setting_pane *p, int64_t id)
{
	char *path = new_path(setting_desk(p)), *folder = desk_backup_folder(setting_desk(p));
	const char *const words[] = {"backup", path, NULL};
	struct job_result r;
	struct error e;
	enum did did = DID_VIEW;
	(void)id;
	enum z z = place_make_folder(folder, &e); /* before the first daily backup there is none */
	free(folder);
	if (z != Z_OK) {
		app_refuse(p->view.app, &e);
	} else if (!job_run(p->view.app, W_SET_BACKUP_TITLE, words, &r, &e)) {
		if (e.kind != Z_CANCEL)
			app_refuse(p->view.app, &e);
	} else {
		if (r.status || r.stopped)
			tell(p, W_SET_BACKUP_TITLE, &r);
		else
			did = setting_done(p, Z_OK, NULL, W_SET_BACKUP_DONE, path);
		job_result_free(&r);
	}
	free(path);
	return did;
}

enum did setting_verify(struct setting_pane *p, int64_t id)
{
	static const char *const words[] = {"check", NULL};
	struct job_result r;
	struct error e;
	(void)id;
	if (!job_run_with(p->view.app, W_SET_VERIFY_TITLE, words, NULL, &r, &e)) {
		if (e.kind != Z_CANCEL)
			app_refuse(p->view.app, &e);
		return DID_VIEW;
	}
	if (r.stopped) {
		app_say(p->view.app, C_NOTE, "%s", W_JOB_STOPPED);
	} else {
		struct buffer b = {0};
		buffer_printf(&b, "%s%s", r.out, r.err);
		app_push(p->view.app, page_new(p->view.app, W_SET_VERIFY_TITLE, buffer_take(&b)));
	}
	job_result_free(&r);
	return DID_NOTHING;
}

const struct setting_section setting_backups = {
	.name = "backups",
	.title = W_SET_BACKUPS,
	.note = W_SET_BACKUPS_NOTE,
	.empty = W_SET_BACKUPS_EMPTY,
	.columns = backup_columns,
	.n_columns = B_COLUMNS,
	.detail = 3,
	.load = load_backups,
	.verb = {
		[SET_VERB_BACKUP] = {setting_backup, ACTION_BACKUP},
		[SET_VERB_VERIFY] = {setting_verify, (enum action)0},
	},
};
