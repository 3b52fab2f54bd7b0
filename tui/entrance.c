/* entrance.c - the way in and out: which desk, the first start, logging in, the lock, where the files lie. */
#include <libgen.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/command.h"
#include "forms/sample.h"
#include "tui/app_inside.h"
#include "tui/ask.h"
#include "tui/people_ask.h"
#include "tui/term/term.h"
#include "tui/widget/dialog.h"
#include "tui/widget/form.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

/* ------------------------------------------------------------ a picture before there is a desk */
static void say_and_wait(struct app *a, const char *title, const struct error *e)
{
	char s[1024];
	ask_message(a, title, error_sentence(e, s, sizeof s));
}

/* ------------------------------------------------------------ the demo */
struct making {
	struct app *app;
	int64_t shown;
};

static bool making_step(void *ctx, int64_t done, int64_t all)
{
	struct making *m = ctx;
	int64_t percent = all > 0 ? done * 100 / all : 0;
	struct event ev;
	if (percent == m->shown)
		return true;
	m->shown = percent;
	char s[128];
	snprintf(s, sizeof s, W_DEMO_MAKING, (long long)percent);
	struct rect r = app_screen(m->app);
	draw_text(m->app->base, r.rows / 2, 0, r.cols, C_NOTE, s, TEXT_CENTRE);
	draw_flush();
	input_next(&ev, 0);
	return ev.key != K_HANGUP;
}

static char *demo_path(const char *desk)
{
	struct buffer b = {0};
	char *copy = xstrdup(desk);
	buffer_printf(&b, "%s/demo.db", dirname(copy));
	free(copy);
	return buffer_take(&b);
}

static bool open_desk(struct app *a, const char *path)
{
	struct error e, warning;
	memset(&warning, 0, sizeof warning);
	if (desk_open(path, a->options->network ? DESK_NETWORK : 0, &a->desk, &warning, &e) != Z_OK) {
		say_and_wait(a, W_OPEN_FAILED, &e);
		return false;
	}
	a->db = xstrdup(path);
	if (warning.kind != Z_OK)
		say_and_wait(a, W_OPEN_WARNING, &warning);
	return true;
}

static bool open_demo(struct app *a, const char *desk)
{
	char *path = demo_path(desk);
	bool good = true;
	if (access(path, F_OK) != 0) {
		struct making m = {a, -1};
		struct error e;
		if (sample_make(path, NULL, making_step, &m, &e) != Z_OK) {
			say_and_wait(a, W_OPEN_FAILED, &e);
			good = false;
		}
	}
	good = good && open_desk(a, path);
	free(path);
	return good;
}

/* ------------------------------------------------------------ a desk of one's own */
static const struct form_field new_fields[] = {
	{.key = "note", .label = W_NEW_SECRET_NOTE, .kind = FIELD_NOTE},
	{.key = "bureau", .label = W_NEW_BUREAU, .kind = FIELD_TEXT, .max = 40, .required = true, .hint = W_NEW_BUREAU_HINT},
	{.key = "name", .label = W_NEW_NAME, .kind = FIELD_TEXT, .max = 20, .required = true, .hint = W_NEW_NAME_HINT},
};

struct making_new {
	struct app *app;
	const char *path;
};

static bool make_new(struct form *f, void *ctx)
{
	struct making_new *m = ctx;
	struct passwd *pw = getpwuid(getuid());
	struct desk_new n = {
		.bureau = form_value(f, "bureau"),
		.officer = form_value(f, "name"),
		.os_user = pw ? pw->pw_name : NULL,
		.mode = DESK_REAL,
	};
	struct error e;
	char s[512];
	enum z z = desk_create(m->path, &n, &m->app->desk, &e);
	if (z == Z_OK) {
		m->app->db = xstrdup(m->path);
		register_furnish(m->app->desk, NULL);
		return true;
	}
	form_fault(f, "bureau", error_sentence(&e, s, sizeof s));
	return false;
}

static void bring_people(struct app *a)
{
	struct buffer b = {0};
	people_ask(a);
	buffer_text(&b, W_GAP_HEAD "\n");
	people_gaps(a->desk, &b);
	buffer_text(&b, W_NEW_NEXT);
	ask_message(a, W_GAP_TITLE, b.s);
	buffer_free(&b);
}

static bool open_new(struct app *a, const char *path)
{
	struct making_new m = {a, path};
	if (!ask_form(a, W_NEW_TITLE, new_fields, 3, &m, NULL, make_new))
		return false;
	bring_people(a);
	return true;
}

/* "demo", "new", or NULL: he left. */
static const char *first_choice(struct app *a)
{
	struct choices list = {0};
	choices_add(&list, "demo", W_FIRST_DEMO, W_FIRST_DEMO_NOTE, "");
	choices_add(&list, "new", W_FIRST_NEW, W_FIRST_NEW_NOTE, "");
	struct dialog *d = dialog_choice(W_FIRST_TITLE, W_FIRST_TEXT, &list, K_NONE);
	const char *key = NULL;
	if (ask_dialog(a, d) && dialog_chosen(d))
		key = strcmp(dialog_chosen(d)->key, "demo") == 0 ? "demo" : "new";
	dialog_free(&d);
	return key;
}

bool entrance_open(struct app *a)
{
	char *path = command_desk_path(a->options->db);
	bool good = false;
	if (access(path, F_OK) == 0) {
		good = open_desk(a, path);
	} else {
		const char *key;
		while (!good && !a->leaving && (key = first_choice(a)))
			good = strcmp(key, "demo") == 0 ? open_demo(a, path) : open_new(a, path);
	}
	free(path);
	if (good) {
		theme_start(setting_text(a->desk, SETTING_THEME));
		term_set_mouse(setting_number(a->desk, SETTING_MOUSE) != 0);
		term_set_title(desk_bureau(a->desk));
		frame_place(a);
		desk_on_wait(a->desk, frame_wait, a);
		a->all_due = true;
	}
	return good;
}

/* ------------------------------------------------------------ who */
static bool secret_once(struct app *a, const char *login, const char *refused, char **secret)
{
	char text[256];
	int n;
	const struct sample_officer *o = sample_officers(&n);
	snprintf(text, sizeof text, W_LOGIN_PASS, login);
	for (int i = 0; app_demo(a) && i < n; i++)
		if (strcmp(o[i].login, login) == 0) /* there they are no secret */
			snprintf(text, sizeof text, W_LOGIN_PASS_DEMO, login, o[i].passphrase);
	struct dialog *d = dialog_secret(a->locked ? W_LOCK_TITLE : W_LOGIN_TITLE, text);
	if (refused)
		dialog_refuse(d, refused);
	bool good = ask_dialog(a, d);
	*secret = good ? xstrdup(dialog_line(d)) : NULL;
	dialog_free(&d);
	return good;
}

static void wipe(char *s)
{
	if (s)
		explicit_bzero(s, strlen(s));
	free(s);
}

/* The first passphrase was made by somebody else: a new one before anything else. */
static bool renew(struct app *a, const char *old)
{
	char why[512] = "";
	while (desk_who(a->desk)->fresh && !app_demo(a)) {
		struct dialog *d = dialog_secret(W_LOGIN_NEW_TITLE, W_LOGIN_NEW);
		if (*why)
			dialog_refuse(d, why);
		bool good = ask_dialog(a, d);
		char *now = good ? xstrdup(dialog_line(d)) : NULL;
		struct error e;
		dialog_free(&d);
		if (!good)
			return false;
		if (officer_pass_fits(a->desk, old, now, &e) != Z_OK) {
			error_sentence(&e, why, sizeof why);
			wipe(now);
			continue;
		}
		d = dialog_secret(W_LOGIN_NEW_TITLE, W_LOGIN_AGAIN);
		good = ask_dialog(a, d);
		bool same = good && strcmp(now, dialog_line(d)) == 0;
		dialog_free(&d);
		if (good && !same)
			snprintf(why, sizeof why, "%s", W_LOGIN_DIFFERENT);
		else if (good && officer_set_pass(a->desk, old, now, &e) != Z_OK)
			error_sentence(&e, why, sizeof why);
		wipe(now);
		if (!good)
			return false;
	}
	return true;
}

static bool login_as(struct app *a, const char *login)
{
	char why[512] = "", *secret;
	struct error e;
	while (secret_once(a, login, *why ? why : NULL, &secret)) {
		enum z z = desk_login(a->desk, login, secret, &e);
		bool good = z == Z_OK && renew(a, secret);
		wipe(secret);
		if (good)
			return true;
		if (z == Z_OK) {
			desk_logout(a->desk);
			return false;
		}
		error_sentence(&e, why, sizeof why);
	}
	return false;
}

/* On a demonstration desk one chooses whom to be. */
static bool login_demo(struct app *a, const char *login)
{
	int n;
	const struct sample_officer *o = sample_officers(&n);
	char *key = NULL;
	if (!login) {
		struct choices list = {0};
		for (int i = 0; i < n; i++) {
			char note[160];
			snprintf(note, sizeof note, W_DEMO_OFFICER, o[i].part, o[i].login, o[i].passphrase);
			choices_add(&list, o[i].login, o[i].name, note, "");
		}
		if (!ask_choice(a, W_DEMO_LOGIN, &list, PICK_DIGITS, NULL, &key))
			return false;
		login = key;
	}
	bool good = false;
	for (int i = 0; i < n && !good; i++)
		if (strcmp(o[i].login, login) == 0) {
			struct error e;
			good = desk_login(a->desk, o[i].login, o[i].passphrase, &e) == Z_OK;
			if (!good)
				app_refuse(a, &e);
		}
	if (!good)
		good = login_as(a, login ? login : "");
	free(key);
	return good;
}

/* The officer tied to the account who never set a passphrase: the account's own lock is his. */
static bool no_passphrase(struct app *a)
{
	struct officer o;
	return officer_load(a->desk, desk_who(a->desk)->id, &o, NULL) == Z_OK && !o.has_pass;
}

bool entrance_login(struct app *a, const char *login)
{
	struct error e;
	if (app_demo(a) && !a->locked)
		return login_demo(a, login);
	if (!login && !a->locked && desk_who(a->desk)->id)
		return true; /* the desk was just made by him */
	if (!login && !a->locked && desk_sit_tied(a->desk, &e) == Z_OK)
		return true; /* app.c has the row written behind the first picture */
	char *typed = NULL;
	for (;;) {
		if (login) {
			if (a->locked && no_passphrase(a)) {
				ask_message(a, W_LOCK_TITLE, W_LOCK_TEXT);
				return true;
			}
			if (login_as(a, login))
				return true;
			if (!a->locked)
				return false;
			if (a->leaving)
				return false;
			continue;
		}
		if (!ask_line(a, W_LOGIN_TITLE, W_LOGIN_NAME, NULL, 40, true, &typed))
			return false;
		bool good = login_as(a, typed);
		free(typed);
		if (good)
			return true;
	}
}

bool entrance_other(struct app *a)
{
	char *typed;
	struct officer o;
	if (!ask_line(a, W_LOGIN_TITLE, W_LOGIN_NAME, NULL, 40, true, &typed))
		return false;
	struct passwd *pw = getpwuid(getuid());
	int64_t id = officer_by_login(a->desk, typed);
	bool known = id && officer_load(a->desk, id, &o, NULL) == Z_OK && o.active;
	bool good = known && !o.has_pass && pw && !strcmp(o.os_user, pw->pw_name)
		? desk_login_tied(a->desk, NULL) == Z_OK /* the account's own lock is his */
		: login_as(a, typed);
	free(typed);
	return good;
}

static bool there(struct app *a, const char *login)
{
	struct officer o;
	int64_t id = officer_by_login(a->desk, login);
	return id && officer_load(a->desk, id, &o, NULL) == Z_OK && o.active;
}

const char *entrance_identity_next(struct app *a)
{
	int n, now = -1;
	const struct sample_officer *o = sample_officers(&n);
	for (int i = 0; i < n; i++)
		if (strcmp(o[i].login, desk_who(a->desk)->login) == 0)
			now = i;
	for (int k = 1; k <= n; k++)
		if (there(a, o[(now + k) % n].login)) /* who left is passed over */
			return o[(now + k) % n].login;
	return NULL;
}

/* ------------------------------------------------------------ the way out */
void entrance_farewell(const struct app *a)
{
	if (!a->desk)
		return;
	char *copy = xstrdup(a->db);
	printf(W_FAREWELL "\n", a->db, dirname(copy));
	free(copy);
}
