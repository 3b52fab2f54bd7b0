/* ask.c - see ask.h. */
#include "tui/ask.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tui/ask_draft.h"
#include "tui/widget/dialog.h"
#include "tui/widget/editor.h"
#include "tui/widget/form.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

/* ------------------------------------------------------------ dialogs */
static enum took dialog_turn(void *w, const struct event *ev)
{
	return dialog_key(w, ev);
}

static void dialog_show(void *w, struct rect screen)
{
	dialog_draw(w, screen);
}

bool ask_dialog(struct app *a, struct dialog *d)
{
	const struct modal m = {.w = d, .key = dialog_turn, .draw = dialog_show};
	return app_modal(a, &m) == TOOK_DONE;
}

bool ask_confirm(struct app *a, const char *title, const char *text, const char *yes)
{
	struct dialog *d = dialog_confirm(title, text, app_last_key(a));
	dialog_set_yes(d, yes);
	bool good = ask_dialog(a, d);
	dialog_free(&d);
	return good;
}

bool ask_word(struct app *a, const char *title, const char *text, const char *word)
{
	struct dialog *d = dialog_typed(title, text, word, app_last_key(a));
	bool good = ask_dialog(a, d);
	dialog_free(&d);
	return good;
}

void ask_message(struct app *a, const char *title, const char *text)
{
	struct dialog *d = dialog_message(title, text);
	ask_dialog(a, d);
	dialog_free(&d);
}

bool ask_line(struct app *a, const char *title, const char *label, const char *initial, size_t max_chars, bool required,
        char **out)
{
	*out = NULL;
	struct dialog *d = dialog_prompt(title, label, initial, (int)max_chars, NULL);
	while (ask_dialog(a, d)) {
		if (required && !*dialog_line(d)) {
			dialog_refuse(d, W_ASK_REQUIRED);
			continue;
		}
		*out = xstrdup(dialog_line(d));
		break;
	}
	dialog_free(&d);
	return *out != NULL;
}

/* ------------------------------------------------------------ one of a list */
static enum took picker_turn(void *w, const struct event *ev)
{
	return picker_key(w, ev);
}

static void picker_show(void *w, struct rect screen)
{
	picker_draw(w, screen);
}

bool ask_picker(struct app *a, struct picker *p)
{
	const struct modal m = {.w = p, .key = picker_turn, .draw = picker_show};
	return app_modal(a, &m) == TOOK_DONE;
}

bool ask_choice(struct app *a, const char *title, struct choices *list, unsigned flags, const char *preset, char **key)
{
	*key = NULL;
	struct picker *p = picker_new(title, list, flags);
	if (preset)
		picker_set(p, preset);
	if (ask_picker(a, p) && picker_chosen(p))
		*key = xstrdup(picker_chosen(p)->key);
	picker_free(&p);
	return *key != NULL;
}

bool ask_choice_below(struct app *a, const char *title, const char *text, struct choices *list, char **key)
{
	struct dialog *d = dialog_choice(title, text, list, K_NONE);
	*key = ask_dialog(a, d) ? xstrdup(dialog_chosen(d)->key) : NULL;
	dialog_free(&d);
	return *key != NULL;
}

/* ------------------------------------------------------------ a box with a title, for what follows */
struct box {
	struct surface *s;
	struct rect inside; /* in the surface */
};

/* rows × cols inside a frame, in the middle of the screen. */
static void box_draw(struct box *b, struct rect screen, int rows, int cols, const char *title)
{
	if (cols > screen.cols - 4)
		cols = screen.cols - 4;
	if (rows > screen.rows - 4)
		rows = screen.rows - 4;
	struct rect r = {screen.row + (screen.rows - rows - 2) / 2, screen.col + (screen.cols - cols - 4) / 2, rows + 2,
	        cols + 4};
	struct rect now = b->s ? surface_rect(b->s) : (struct rect){0};
	if (!b->s)
		b->s = surface_new(r);
	else if (memcmp(&now, &r, sizeof r) != 0) /* a surface placed anew is drawn anew: not at every key */
		surface_place(b->s, r);
	draw_fill(b->s, (struct rect){0, 0, r.rows, r.cols}, C_DIALOG);
	draw_frame(b->s, (struct rect){0, 0, r.rows, r.cols}, C_FRAME_ON, title);
	b->inside = (struct rect){1, 2, rows, cols};
}

/* Esc at what was written is pressed by mistake as well (it closes an input method's window, too): the first says that
 * nothing is saved yet, the next one right after it leaves.  True: this key is only the first. */
static bool first_escape(bool *warned, int32_t key, bool changed)
{
	bool first = key == K_ESC && changed && !*warned;
	*warned = first;
	return first;
}

/* ------------------------------------------------------------ some lines, with phrases */
struct lines {
	struct box box;
	struct editor *editor;
	const char *title, *hint;
	const char *const *phrases;
	int n;
	bool required;
	bool asked; /* an empty text was sent once: say why not */
	bool warned;
	struct ask_draft *kept;
};

static bool lines_tick(void *w)
{
	ask_draft_sync(((struct lines *)w)->kept);
	return false;
}

static enum took lines_key(void *w, const struct event *ev)
{
	struct lines *l = w;
	struct edit *e = editor_edit(l->editor);
	if (first_escape(&l->warned, ev->key, edit_changed(e) && e->text.n))
		return TOOK;
	if (ev->key == K_ESC)
		return TOOK_CANCEL;
	if (ev->key == K_F2 || ev->key == K_CTRL('s') || ev->key == K_ENTER) {
		if (l->required && e->text.n == 0) {
			l->asked = true;
			return TOOK;
		}
		return TOOK_DONE;
	}
	/* A digit into an empty text is a phrase; afterwards digits are text. */
	if (ev->key >= '1' && ev->key <= '9' && e->text.n == 0 && ev->key - '1' < l->n) {
		const char *p = l->phrases[ev->key - '1'];
		edit_type(e, p, strlen(p));
		return TOOK;
	}
	l->asked = false;
	editor_key(l->editor, ev);
	return TOOK;
}

static void lines_draw(void *w, struct rect screen)
{
	struct lines *l = w;
	int phrases = l->n < 9 ? l->n : 9;
	box_draw(&l->box, screen, 6 + phrases + (l->hint ? 1 : 0), 70, l->title);
	struct rect in = l->box.inside;
	struct surface *s = l->box.s;
	int row = in.row;
	if (l->hint)
		draw_text(s, row++, in.col, in.cols, C_DIM, l->hint, TEXT_LEFT);
	for (int i = 0; i < phrases; i++) {
		char key[16];
		snprintf(key, sizeof key, "%d ", i + 1);
		draw_text(s, row, in.col, 2, C_KEY, key, TEXT_LEFT);
		draw_text(s, row++, in.col + 2, in.cols - 2, C_DIALOG, l->phrases[i], TEXT_LEFT);
	}
	const char *below = l->warned ? W_ASK_ESC_AGAIN
		: l->asked            ? W_ASK_REQUIRED
		: phrases             ? W_LINES_KEYS_PHRASES
				      : W_LINES_KEYS;
	draw_text(s, in.row + in.rows - 1, in.col, in.cols, l->warned || l->asked ? C_ERROR : C_DIM, below, TEXT_LEFT);
	editor_draw(l->editor, s, (struct rect){row, in.col, in.row + in.rows - 1 - row, in.cols}, true);
}

bool ask_text(struct app *a, const char *title, const char *hint, const char *initial, const char *const *phrases,
        int n, bool required, char **out)
{
	*out = NULL;
	struct lines l = {
	        .editor = editor_new(), .title = title, .hint = hint, .phrases = phrases, .n = n, .required = required};
	struct edit *e = editor_edit(l.editor);
	e->max_chars = 2000;
	edit_load(e, initial ? initial : "");
	l.kept = ask_draft_text(a, title, e);
	const struct modal m = {.w = &l, .key = lines_key, .draw = lines_draw, .tick = lines_tick};
	if (app_modal(a, &m) == TOOK_DONE)
		*out = xstrdup(e->text.s ? e->text.s : "");
	ask_draft_end(&l.kept);
	surface_free(&l.box.s);
	editor_free(&l.editor);
	return *out != NULL;
}

/* ------------------------------------------------------------ a small form */
struct asked_form {
	struct box box;
	struct form *form;
	const char *title;
	int rows;
	bool warned;
	bool (*save)(struct form *f, void *ctx);
	void *ctx;
	struct ask_draft *kept;
};

static bool asked_form_tick(void *w)
{
	ask_draft_sync(((struct asked_form *)w)->kept);
	return false;
}

static enum took asked_form_key(void *w, const struct event *ev)
{
	struct asked_form *f = w;
	enum took took = form_key(f->form, ev);
	if (first_escape(&f->warned, took == TOOK_CANCEL ? K_ESC : K_NONE, form_changed(f->form)))
		return TOOK;
	if (took == TOOK_DONE && f->save && !f->save(f->form, f->ctx))
		return TOOK;
	return took;
}

static void asked_form_draw(void *w, struct rect screen)
{
	struct asked_form *f = w;
	box_draw(&f->box, screen, f->rows, 72, f->title);
	form_screen(f->form, screen);
	struct rect in = f->box.inside;
	draw_text(f->box.s, in.row + in.rows - 1, in.col, in.cols, f->warned ? C_ERROR : C_DIM,
		f->warned ? W_ASK_ESC_AGAIN : W_FORM_KEYS, TEXT_LEFT);
	in.rows--;
	form_draw(f->form, f->box.s, in, true);
}

bool ask_form(struct app *a, const char *title, const struct form_field *fields, size_t n, void *ctx,
	void (*load)(struct form *f, void *ctx), bool (*save)(struct form *f, void *ctx))
{
	struct asked_form f = {.form = form_new(fields, n, ctx), .title = title, .save = save, .ctx = ctx};
	f.rows = 4; /* a hint, the keys, room for a sentence below a field */
	for (size_t i = 0; i < n; i++)
		f.rows += fields[i].kind == FIELD_LONG ? 6 : fields[i].kind == FIELD_NOTE ? 2 : 1;
	if (load)
		load(f.form, ctx);
	f.kept = ask_draft_form(a, title, f.form, fields, n);
	const struct modal m = {.w = &f, .key = asked_form_key, .draw = asked_form_draw, .tick = asked_form_tick};
	bool good = app_modal(a, &m) == TOOK_DONE;
	ask_draft_end(&f.kept);
	surface_free(&f.box.s);
	form_free(&f.form);
	return good;
}

/* ------------------------------------------------------------ lines, and what is left of them */
struct pasted {
	struct app *app;
	const char *key;
	bool (*take)(struct app *a, char **lines);
	bool any;
};

static bool take_lines(struct form *f, void *ctx)
{
	struct pasted *p = ctx;
	char *lines = xstrdup(form_value(f, p->key));
	if (*lines && p->take(p->app, &lines)) {
		p->any = true;
		form_set(f, p->key, lines);
		form_settle(f); /* what was refused is no change: one Esc leaves it */
	}
	bool over = !*lines;
	free(lines);
	return over;
}

bool ask_lines(struct app *a, const char *title, const struct form_field *fields, size_t n, const char *key,
	bool (*take)(struct app *a, char **lines))
{
	struct pasted p = {.app = a, .key = key, .take = take};
	ask_form(a, title, fields, n, &p, NULL, take_lines);
	return p.any;
}

/* ------------------------------------------------------------ a file */
/* What lies in the folder that is being typed, as choices: folders end in "/". */
static void folder_choices(const char *path, struct choices *out)
{
	DIR *dir = opendir(*path ? path : ".");
	if (!dir)
		return;
	choices_add(out, "..", "../", W_FILE_UP, "");
	struct dirent **name = NULL;
	int n = scandir(*path ? path : ".", &name, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		char full[4096], label[300];
		struct stat st;
		snprintf(full, sizeof full, "%s/%s", path, name[i]->d_name);
		if (name[i]->d_name[0] != '.' && stat(full, &st) == 0 && (S_ISDIR(st.st_mode) || S_ISREG(st.st_mode))) {
			char note[48] = "";
			snprintf(label, sizeof label, "%s%s", name[i]->d_name, S_ISDIR(st.st_mode) ? "/" : "");
			if (S_ISREG(st.st_mode))
				snprintf(note, sizeof note, "%lld KB", (long long)(st.st_size + 1023) / 1024);
			choices_add(out, name[i]->d_name, label, note, "");
		}
		free(name[i]);
	}
	free(name);
	closedir(dir);
}

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A whole path typed or pasted behind the folder that was offered means that path. */
static void drop_offered(char *typed, const char *offered)
{
	size_t n = offered ? strlen(offered) : 0;
	if (n && !strncmp(typed, offered, n) && (typed[n] == '/' || !strncmp(typed + n, "~/", 2)))
		memmove(typed, typed + n, strlen(typed + n) + 1);
}

char *ask_path(char *typed, const char *offered)
{
	const char *home = getenv("HOME");
	drop_offered(typed, offered);
	if (typed[0] != '~' || (typed[1] && typed[1] != '/') || !home)
		return typed;
	struct buffer b = {0};
	buffer_printf(&b, "%s%s", home, typed + 1);
	free(typed);
	return buffer_take(&b);
}

bool ask_file(struct app *a, const char *title, const char *initial, bool must_exist, char **path)
{
	char *typed = NULL, *now = xstrdup(initial ? initial : ""), label[1200] = W_FILE_LABEL;
	*path = NULL;
	while (ask_line(a, title, label, now, 1000, true, &typed)) {
		snprintf(label, sizeof label, "%s", W_FILE_LABEL);
		free(now);
		now = ask_path(typed, initial);
		typed = NULL;
		struct stat st;
		while (is_folder(now)) { /* choose on, folder by folder */
			struct choices list = {0};
			char *key;
			folder_choices(now, &list);
			char *first = list.n > 1 ? xstrdup(list.v[1].key) : NULL; /* what lies in it, not the way out */
			bool chosen = ask_choice(a, now, &list, 0, first, &key);
			free(first);
			if (!chosen)
				break;
			char *real = NULL, full[4096];
			snprintf(full, sizeof full, "%s/%s", now, key);
			free(key);
			real = realpath(full, NULL);
			if (real) {
				free(now);
				now = xstrdup(real);
				free(real);
			}
		}
		if (is_folder(now) && must_exist)
			continue;
		if (!must_exist || stat(now, &st) == 0) {
			*path = now;
			return true;
		}
		snprintf(label, sizeof label, W_FILE_MISSING "\n" W_FILE_LABEL, now);
	}
	free(now);
	return false;
}
