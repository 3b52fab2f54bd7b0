/* save.c - see save.h. */
#include "tui/save.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/writer/document.h"
#include "store/file/place.h"
#include "tui/ask.h"
#include "tui/words.h"

enum { ENDING_MAX = 16, AGAIN_MOST = 100 };

static char folder[1024];

/* ------------------------------------------------------------ names */
void save_name(char dst[SAVE_NAME_MAX + 1], const char *name)
{
	char *s = xstrdup(name), *from = s;
	text_clean(s, false);
	for (char *p = s; *p; p++)
		if (strchr("/\\:*?\"<>|", *p))
			*p = '_';
	while (*from == '.' || *from == ' ' || *from == '-')
		from++;
	size_t n = strlen(from);
	while (n && (from[n - 1] == ' ' || from[n - 1] == '.'))
		from[--n] = '\0';
	const char *dot = strrchr(from, '.');
	size_t ending = dot && dot > from && strlen(dot) <= ENDING_MAX ? strlen(dot) : 0, stem = n - ending;
	if (n > SAVE_NAME_MAX) {
		stem = SAVE_NAME_MAX - ending;
		while (stem && ((unsigned char)from[stem] & 0xc0) == 0x80) /* whole characters */
			stem--;
	}
	if (n)
		snprintf(dst, SAVE_NAME_MAX + 1, "%.*s%s", (int)stem, from, ending ? dot : "");
	else
		snprintf(dst, SAVE_NAME_MAX + 1, "%s", W_SAVE_NAMELESS);
	free(s);
}

/* "a.docx", "a (2).docx", … the first that is not there. */
static char *free_path(const char *dir, const char *name)
{
	const char *dot = strrchr(name, '.');
	int stem = dot && dot > name ? (int)(dot - name) : (int)strlen(name);
	for (int i = 1;; i++) {
		struct buffer b = {0};
		if (i == 1)
			buffer_printf(&b, "%s/%s", dir, name);
		else
			buffer_printf(&b, "%s/%.*s (%d)%s", dir, stem, name, i, name + stem);
		if (i == AGAIN_MOST || access(b.s, F_OK) != 0)
			return buffer_take(&b);
		buffer_free(&b);
	}
}

/* ------------------------------------------------------------ folders */
static const char *home(void)
{
	const char *s = getenv("HOME");
	return s && *s ? s : NULL;
}

const char *save_folder(struct app *a)
{
	if (!*folder) {
		char *beside = place_folder(desk_path(app_desk(a)));
		snprintf(folder, sizeof folder, "%s/%s", home() ? home() : beside, W_PAPERS_FOLDER);
		free(beside);
	}
	return folder;
}

/* As it was typed into a question that offered a path: absolute, "~/…", or a name that means one in dir. */
static char *resolved(char *typed, const char *offered, const char *dir)
{
	typed = ask_path(typed, offered);
	if (*typed == '/')
		return typed;
	char *path = place_join(dir, typed);
	free(typed);
	return path;
}

bool save_folder_use(struct app *a, const char *typed)
{
	struct error e;
	char *beside = place_folder(desk_path(app_desk(a))), *path = resolved(xstrdup(typed), "", home() ? home() : beside);
	bool good = place_make_folder(path, &e) == Z_OK;
	if (good)
		snprintf(folder, sizeof folder, "%s", path);
	else
		app_refuse(a, &e);
	free(path);
	free(beside);
	return good;
}

char *save_path(struct app *a, const char *name)
{
	char safe[SAVE_NAME_MAX + 1];
	save_name(safe, name);
	return free_path(save_folder(a), safe);
}

/* "~/…" of what lies in the home: a whole path is cut in a narrow window.  Takes path. */
static char *shortened(char *path)
{
	size_t n = home() ? strlen(home()) : 0;
	if (!n || strncmp(path, home(), n) != 0 || path[n] != '/')
		return path;
	struct buffer b = {0};
	buffer_printf(&b, "~%s", path + n);
	free(path);
	return buffer_take(&b);
}

bool save_ask(struct app *a, const char *title, const char *name, char **path)
{
	char *now = shortened(save_path(a, name)), *offered = xstrdup(now), *typed = NULL, label[1200] = W_SAVE_LABEL, safe[SAVE_NAME_MAX + 1];
	bool good = false;
	*path = NULL;
	save_name(safe, name);
	while (!good && ask_line(a, title, label, now, 1000, true, &typed)) {
		struct stat st;
		struct error e;
		free(now);
		now = resolved(typed, offered, save_folder(a));
		if (stat(now, &st) == 0 && S_ISDIR(st.st_mode)) {
			char *in = free_path(now, safe);
			free(now);
			now = in;
		}
		char *dir = place_folder(now);
		good = place_make_folder(dir, &e) == Z_OK;
		if (good)
			snprintf(folder, sizeof folder, "%s", dir);
		else
			error_sentence(&e, label, sizeof label);
		free(dir);
	}
	free(offered);
	if (good)
		*path = now;
	else
		free(now);
	return good;
}

void save_out(struct app *a, const char *path, const void *data, size_t n, int64_t subject, const char *said)
{
	struct error e;
	enum z z = desk_note(app_desk(a), ACTION_EXPORT, subject, &e);
	if (z == Z_OK)
		z = file_write_new(path, data, n, &e);
	if (z == Z_OK)
		app_say(a, C_GOOD, said, path);
	else
		app_refuse(a, &e);
}
