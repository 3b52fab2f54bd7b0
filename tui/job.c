/* job.c - see job.h.  Processes and pipes are child.c's; what the verbs do is theirs. */
#include "tui/job.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/sample.h"
#include "tui/child.h"
#include "tui/term/input.h"
#include "tui/widget/dialog.h"
#include "tui/words.h"

enum {
	BOX_COLS = 60,
	BOX_ROWS = 7,
	PATIENCE = 20, /* looks after being asked to stop before the child is killed: 5 s at least */
	WORDS = 24,
};

struct job {
	const char *title;
	struct child child;
	int watched[3];
	bool stopping;
	int waited;
	struct surface *surface;
};

/* ------------------------------------------------------------ who the child is */
/* Whether the child will be the same person by the operating-system user alone. */
static bool tied(struct app *a)
{
	struct officer o;
	const struct passwd *pw = getpwuid(getuid());
	return pw && officer_load(app_desk(a), desk_who(app_desk(a))->id, &o, NULL) == Z_OK && *o.os_user &&
		!strcmp(o.os_user, pw->pw_name);
}

static enum took secret_key(void *w, const struct event *ev)
{
	return dialog_key(w, ev);
}

static void secret_draw(void *w, struct rect screen)
{
	dialog_draw(w, screen);
}

/* In the demonstration everybody's passphrase stands on the screen: nobody is asked for it. */
static bool demo_pass(struct app *a, struct job_pass *pass)
{
	int n;
	const struct sample_officer *o = sample_officers(&n);
	for (int i = 0; app_demo(a) && i < n; i++)
		if (!strcmp(o[i].login, desk_who(app_desk(a))->login))
			snprintf(pass->line, sizeof pass->line, "%s\n", o[i].passphrase);
	return *pass->line != '\0';
}

/* The passphrase with a line end behind it.  False: given up. */
static bool ask_pass(struct app *a, const char *title, struct job_pass *pass)
{
	char text[300];
	if (*pass->line || demo_pass(a, pass))
		return true;
	snprintf(text, sizeof text, W_JOB_PASS, desk_who(app_desk(a))->name);
	struct dialog *d = dialog_secret(title, text);
	const struct modal m = {.w = d, .key = secret_key, .draw = secret_draw};
	bool good = app_modal(a, &m) == TOOK_DONE;
	if (good)
		snprintf(pass->line, sizeof pass->line, "%s\n", dialog_line(d));
	dialog_free(&d);
	return good;
}

void job_pass_wipe(struct job_pass *p)
{
	explicit_bzero(p, sizeof *p);
}

/* ------------------------------------------------------------ the child */
static enum z start(struct app *a, struct job *j, const char *const arguments[], const char *pass, struct error *e)
{
	const char *argv[WORDS + 10];
	int n = 0;
	argv[n++] = app_options(a)->self ? app_options(a)->self : "zwgk";
	for (int i = 0; i < WORDS && arguments[i]; i++)
		argv[n++] = arguments[i];
	argv[n++] = "--db";
	argv[n++] = desk_path(app_desk(a));
	argv[n++] = "--progress-fd";
	argv[n++] = "3";
	if (pass) {
		argv[n++] = "--as";
		argv[n++] = desk_who(app_desk(a))->login;
		argv[n++] = "--passphrase-fd";
		argv[n++] = "4";
	}
	argv[n] = NULL;
	enum z z = child_start(&j->child, argv, pass, e);
	if (z != Z_OK)
		return z;
	j->watched[0] = j->child.out.fd;
	j->watched[1] = j->child.err.fd;
	j->watched[2] = j->child.progress.fd;
	for (int i = 0; i < 3; i++)
		input_watch(j->watched[i]);
	return Z_OK;
}

/* A descriptor that was closed must not be waited for. */
static void unwatch(struct job *j)
{
	const int now[3] = {j->child.out.fd, j->child.err.fd, j->child.progress.fd};
	for (int i = 0; i < 3; i++)
		if (j->watched[i] >= 0 && now[i] < 0) {
			input_unwatch(j->watched[i]);
			j->watched[i] = -1;
		}
}

static bool tick(void *w)
{
	struct job *j = w;
	bool end = child_look(&j->child);
	if (j->stopping && !end && ++j->waited >= PATIENCE)
		child_stop(&j->child, true);
	unwatch(j);
	return end;
}

static enum took key(void *w, const struct event *ev)
{
	struct job *j = w;
	if (ev->key == K_ESC && !j->stopping) {
		j->stopping = true;
		child_stop(&j->child, false);
		unwatch(j);
	}
	return TOOK;
}

static void draw(void *w, struct rect screen)
{
	struct job *j = w;
	const struct child *c = &j->child;
	struct rect r = {screen.row + (screen.rows - BOX_ROWS) / 2, screen.col + (screen.cols - BOX_COLS) / 2, BOX_ROWS,
	        BOX_COLS};
	char s[128];
	if (!j->surface)
		j->surface = surface_new(r);
	else
		surface_place(j->surface, r);
	draw_fill(j->surface, (struct rect){0, 0, BOX_ROWS, BOX_COLS}, C_DIALOG);
	draw_frame(j->surface, (struct rect){0, 0, BOX_ROWS, BOX_COLS}, C_FRAME_ON, j->title);
	if (c->all > 0) {
		snprintf(s, sizeof s, W_JOB_DONE, c->done, c->all, (int)(c->done * 100 / c->all));
		draw_bar(j->surface, 2, 3, BOX_COLS - 6, C_BAR, c->done, c->all);
	} else {
		snprintf(s, sizeof s, "%s", W_JOB_RUNNING);
	}
	draw_text(j->surface, 3, 3, BOX_COLS - 6, C_DIALOG, s, TEXT_LEFT);
	draw_text(j->surface, 5, 3, BOX_COLS - 6, C_DIM, j->stopping ? W_JOB_STOPPING : W_JOB_KEYS, TEXT_LEFT);
	draw_cursor(j->surface, 5, 3, false);
}

bool job_run(struct app *a, const char *title, const char *const arguments[], struct job_result *r, struct error *e)
{
	struct job_pass pass = {""};
	bool ran = job_run_with(a, title, arguments, &pass, r, e);
	job_pass_wipe(&pass);
	return ran;
}

bool job_run_with(struct app *a, const char *title, const char *const arguments[], struct job_pass *pass,
        struct job_result *r, struct error *e)
{
	struct job j = {.title = title};
	bool known = !pass || tied(a);
	*r = (struct job_result){0};
	if (!known && !ask_pass(a, title, pass)) {
		refuse(e, R_FILE_CANCEL);
		return false;
	}
	enum z z = start(a, &j, arguments, known ? NULL : pass->line, e);
	if (z != Z_OK)
		return false;
	const struct modal m = {.w = &j, .key = key, .draw = draw, .tick = tick};
	if (app_modal(a, &m) == TOOK_CANCEL) {
		/* The terminal is gone: the child must not go on unseen. */
		child_stop(&j.child, false);
		child_wait(&j.child);
	}
	for (int i = 0; i < 3; i++)
		if (j.watched[i] >= 0)
			input_unwatch(j.watched[i]);
	surface_free(&j.surface);
	*r = (struct job_result){j.child.status, j.stopping, buffer_take(&j.child.out.text), buffer_take(&j.child.err.text)};
	text_clean(r->out, true);
	text_clean(r->err, true);
	child_free(&j.child);
	return true;
}

void job_result_free(struct job_result *r)
{
	free(r->out);
	free(r->err);
	*r = (struct job_result){0};
}
