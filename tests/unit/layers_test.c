/* layers_test.c - the plan of the house as a test: arrows point down, and each thing is done in one room only.
 *
 * It reads the sources as text, comments and string contents blanked out.  The last test builds a small house with
 * every fault in it and looks whether each is found: a rule that cannot fail is no rule. */
#include <dirent.h>
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "store/base/memory.h"
#include "tests/desk.h"

struct source {
	char *path; /* from the tree's root */
	char *text;
	char *code; /* as text, but comments and the inside of strings and characters are blanks */
};

struct house {
	struct source *files;
	size_t n;
	bool quiet;
	int faults;
};

/* ---- reading ---- */

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

static char *blank_out(const char *text)
{
	char *code = xstrdup(text);
	char inside = 0; /* '/' line comment, '*' block comment, or the quote */

	for (char *c = code; *c; c++) {
		if (!inside && c[0] == '/' && (c[1] == '/' || c[1] == '*')) {
			inside = c[1];
			c[0] = c[1] = ' ';
			c++;
		} else if (inside == '*' && c[0] == '*' && c[1] == '/') {
			c[0] = c[1] = ' ';
			c++;
			inside = 0;
		} else if (!inside && (*c == '"' || *c == '\'')) {
			inside = *c;
		} else if ((inside == '/' && *c == '\n') || ((inside == '"' || inside == '\'') && *c == inside)) {
			inside = 0;
		} else if ((inside == '"' || inside == '\'') && *c == '\\' && c[1]) {
			c[0] = c[1] = ' ';
			c++;
		} else if (inside && *c != '\n') {
			*c = ' ';
		}
	}
	return code;
}

static void read_folder(struct house *h, const char *tree, const char *folder)
{
	struct buffer path = {0};
	struct dirent *entry;
	DIR *dir;

	buffer_printf(&path, "%s/%s", tree, folder);
	dir = opendir(path.s);
	while (dir && (entry = readdir(dir))) {
		struct stat st;
		struct source s;

		if (entry->d_name[0] == '.')
			continue;
		buffer_clear(&path);
		buffer_printf(&path, "%s/%s/%s", tree, folder, entry->d_name);
		if (stat(path.s, &st))
			continue;
		if (S_ISDIR(st.st_mode)) {
			read_folder(h, tree, path.s + strlen(tree) + 1);
			continue;
		}
		if (!ends_with(entry->d_name, ".c") && !ends_with(entry->d_name, ".h") &&
			!ends_with(entry->d_name, ".def"))
			continue;
		s.path = xstrdup(path.s + strlen(tree) + 1);
		s.text = file_read(path.s, NULL);
		s.code = blank_out(s.text);
		h->files = xrealloc(h->files, (h->n + 1) * sizeof *h->files);
		h->files[h->n++] = s;
	}
	if (dir)
		closedir(dir);
	buffer_free(&path);
}

static struct house *house_read(const char *tree)
{
	struct house *h = xalloc(sizeof *h);

	read_folder(h, tree, "store");
	read_folder(h, tree, "forms");
	read_folder(h, tree, "tui");
	return h;
}

static void house_free(struct house *h)
{
	for (size_t i = 0; i < h->n; i++) {
		free(h->files[i].path);
		free(h->files[i].text);
		free(h->files[i].code);
	}
	free(h->files);
	free(h);
}

static const struct source *house_find(const struct house *h, const char *path)
{
	for (size_t i = 0; i < h->n; i++)
		if (!strcmp(h->files[i].path, path))
			return &h->files[i];
	return NULL;
}

static int line_of(const char *text, size_t at)
{
	int line = 1;

	for (size_t i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
}

static void fault(
	struct house *h, const struct source *s, size_t at, const char *why, const char *what)
{
	h->faults++;
	if (!h->quiet)
		print_error("%s:%d: %s: %s\n", s->path, line_of(s->text, at), why, what);
}

/* Whether the path begins with one of the prefixes, which are parted by blanks. */
static bool is_below(const char *path, const char *prefixes)
{
	for (const char *p = prefixes; *p;) {
		size_t n = strcspn(p, " ");

		if (n && !strncmp(path, p, n))
			return true;
		p += n + (p[n] == ' ');
	}
	return false;
}

/* ---- arrows ---- */

/* The lowest row that matches a file says what it may include of the tree. */
static const struct arrow {
	const char *from, *to;
} arrows[] = {
	{"store/base/", "store/base/ store/refusal.def"},
	{"store/file/", "store/file/ store/base/"},
	{"store/rule/", "store/rule/ store/base/"},
	{"store/record/", "store/"},
	{"store/view/", "store/"},
	{"store/", "store/"},
	{"forms/", "forms/ store/"},
	{"tui/term/", "tui/term/ tui/words.h store/base/"},
	{"tui/widget/", "tui/widget/ tui/term/ tui/words.h forms/entry/ store/base/"},
	{"tui/", "tui/ forms/ store/"},
};

struct include {
	const char *line; /* in the text */
	char name[200];
	bool system;
};

static const char *next_include(const struct source *s, const char *from, struct include *i)
{
	for (const char *p = from; (p = strstr(p, "#include")); p++) {
		const char *name = p + 8;
		size_t n;

		if (s->code[p - s->text] != '#')
			continue; /* in a comment */
		name += strspn(name, " \t");
		if (*name != '"' && *name != '<')
			continue;
		n = strcspn(name + 1, "\">");
		if (n >= sizeof i->name)
			continue;
		i->system = *name == '<';
		i->line = p;
		memcpy(i->name, name + 1, n);
		i->name[n] = 0;
		return p + 1;
	}
	return NULL;
}

/* forms/command.c is the face of forms/command/. */
static bool is_face_of(const char *path, const char *folder, size_t n)
{
	return !strncmp(path, folder, n) && !strcmp(path + n, ".c");
}

static void check_arrows(struct house *h, const struct source *s)
{
	const struct arrow *a = arrows;
	struct include i;

	while (!is_below(s->path, a->from))
		a++;
	for (const char *p = s->text; (p = next_include(s, p, &i));) {
		if (!i.system && !is_below(i.name, a->to))
			fault(h, s, (size_t)(i.line - s->text),
				"arrows point down, includes begin at the root", i.name);
		const char *slash = strrchr(i.name, '/');
		if (slash && (ends_with(i.name, "_inside.h") || ends_with(i.name, "/inside.h")) &&
			strncmp(s->path, i.name, (size_t)(slash - i.name) + 1) != 0 &&
			!is_face_of(s->path, i.name, (size_t)(slash - i.name)))
			fault(h, s, (size_t)(i.line - s->text), "what is inside a folder stays there", i.name);
	}
}

/* Follows includes within the tree until a system header is met. */
static bool reaches(const struct house *h, const struct source *s, const char *header, int depth,
	struct buffer *way)
{
	size_t before = way->n;
	struct include i;

	if (depth > 12)
		return false;
	for (const char *p = s->text; (p = next_include(s, p, &i));) {
		const struct source *next = i.system ? NULL : house_find(h, i.name);

		buffer_printf(way, " > %s", i.name);
		if ((i.system && !strcmp(i.name, header)) ||
			(next && reaches(h, next, header, depth + 1, way)))
			return true;
		way->s[before] = 0;
		way->n = before;
	}
	return false;
}

static const struct room {
	const char *header; /* may be reached only from below these */
	const char *allowed;
} rooms[] = {
	{"sqlite3.h", "store/file/ store/record/ store/view/ store/"},
	{"curses.h", "tui/term/"},
	{"panel.h", "tui/term/"},
	{"term.h", "tui/term/"},
	{"zip.h", "forms/"},
	{"expat.h", "forms/"},
	{"xlsxwriter.h", "forms/"},
	{"crypt.h", "store/"},
	{"nettle/sha2.h", "store/base/"},
};

static void check_rooms(struct house *h, const struct source *s)
{
	for (size_t r = 0; r < sizeof rooms / sizeof *rooms; r++) {
		struct buffer way = {0};
		bool pure = is_below(s->path, "store/base/ store/rule/") &&
			    !strcmp(rooms[r].header, "sqlite3.h");

		if ((pure || !is_below(s->path, rooms[r].allowed)) &&
			reaches(h, s, rooms[r].header, 0, &way))
			fault(h, s, 0, "this header stays in its room", way.s);
		buffer_free(&way);
	}
}

/* ---- things done in one room only ---- */

static const struct ban {
	const char *below, *except, *pattern, *why;
} bans[] = {
	{"store/ forms/ tui/", "store/base/text tui/term/draw", "[^a-z_]wcs?n?width *\\(",
		"widths are measured by store/base/text"},
	{"store/ forms/ tui/", "store/base/date",
		"[^a-z_](mktime|timegm|localtime|gmtime|localtime_r|gmtime_r|strftime|strptime) "
		"*\\(",
		"dates are made by store/base/date"},
	{"store/ forms/ tui/", "store/base/date store/rule/calendar/ store/rule/clock forms/reader/sheet",
		"[^0-9]86400", "date sums stand in store/base/date and store/rule"},
	{"store/rule/", "",
		"[^a-z_](time|clock_gettime|gettimeofday|getenv|fopen|open|date_now|now) *\\(",
		"a rule has no clock and no file of its own"},
	{"tui/", "tui/term/draw",
		"[^a-z_](mv)?w?(add|ins|echo_|insn|addn)_?w?n?(ch|chstr|chnstr|str|nstr|wstr) *\\(",
		"cells are written by tui/term/draw"},
	{"tui/", "tui/term/draw", "[^a-z_](mv)?(vw_?|w)?printw *\\(",
		"cells are written by tui/term/draw"},
	{"tui/", "", "[^a-z_](mv)?w?ins_(n?wstr|wch) *\\(", "curses reads before the line there"},
	{"store/", "store/base/memory", "[^a-z_](_?exit|_Exit) *\\(",
		"the store never ends the process"},
	{"store/", "", "[^a-z_](printf|puts|putchar|perror|vprintf) *\\(",
		"the store does not print"},
	{"store/ forms/ tui/", "",
		"[^a-z_](strcpy|strcat|sprintf|vsprintf|gets|strtok|system|mktemp|tmpnam|alloca) "
		"*\\(",
		"not this function"},
	{"store/ forms/ tui/", "", "typedef[ \t]+(struct|union)", "a struct is called struct"},
	{"store/ forms/ tui/", "store/base/memory",
		"[^a-z_](malloc|calloc|realloc|strdup|strndup|asprintf) *\\(",
		"memory comes from store/base/memory"},
};

static void check_bans(struct house *h, const struct source *s)
{
	static regex_t patterns[sizeof bans / sizeof *bans];
	static bool compiled;

	for (size_t b = 0; !compiled && b < sizeof bans / sizeof *bans; b++)
		assert_int_equal(regcomp(&patterns[b], bans[b].pattern, REG_EXTENDED), 0);
	compiled = true;
	for (size_t b = 0; b < sizeof bans / sizeof *bans; b++) {
		regmatch_t m;
		size_t at = 0;

		if (!is_below(s->path, bans[b].below) || is_below(s->path, bans[b].except))
			continue;
		while (!regexec(&patterns[b], s->code + at, 1, &m, 0)) {
			char what[60];

			at += (size_t)m.rm_so + 1;
			snprintf(what, sizeof what, "%.*s", (int)(m.rm_eo - m.rm_so - 1),
				s->code + at);
			fault(h, s, at, bans[b].why, what);
		}
	}
}

/* ---- words ---- */

static bool is_han(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;

	return u[0] >= 0xe4 && u[0] <= 0xe9 && u[1] >= 0x80 && u[2] >= 0x80;
}

/* What users read stands in tables, where wording is reviewed in one place: a string with Han in a source is one that
 * escaped.  Names of things that are data there, not words on a screen, are told by the list. */
static void check_words(struct house *h, const struct source *s)
{
	static const char tables[] = "store/base/text store/base/pinyin "
				     "store/base/date store/rule/scan forms/import/ forms/reader/ store/record/people/paste";
	bool quoted = false;

	if (ends_with(s->path, ".def") || ends_with(s->path, "/words.h") ||
		is_below(s->path, tables))
		return;
	for (size_t i = 0; s->text[i]; i++) {
		char what[40];

		if (s->code[i] == '"')
			quoted = !quoted;
		else if (s->code[i] == '\n')
			quoted = false;
		if (!quoted || !is_han(s->text + i))
			continue;
		snprintf(what, sizeof what, "%.*s", (int)strcspn(s->text + i, "\"\n"), s->text + i);
		fault(h, s, i, "words for users stand in a table", what);
		while (s->text[i + 1] && s->code[i + 1] != '"' && s->text[i + 1] != '\n')
			i++;
	}
}

/* ---- the tests ---- */

typedef void check(struct house *h, const struct source *s);

static void look_through_this_tree(check *look)
{
	struct house *h = house_read(tree_path("."));
	int faults;

	assert_true(h->n > 10);
	for (size_t i = 0; i < h->n; i++)
		look(h, &h->files[i]);
	faults = h->faults;
	house_free(h);
	assert_int_equal(faults, 0);
}

static void arrows_point_down(void **state)
{
	(void)state;
	look_through_this_tree(check_arrows);
}

static void headers_stay_in_their_rooms(void **state)
{
	(void)state;
	look_through_this_tree(check_rooms);
}

static void each_thing_is_done_in_one_place(void **state)
{
	(void)state;
	look_through_this_tree(check_bans);
}

static void words_stand_in_tables(void **state)
{
	(void)state;
	look_through_this_tree(check_words);
}

/* One file of a small house, and how many faults each check must find in it. */
static void faults_are_found(void **state)
{
	static const struct {
		const char *path, *text;
		int arrows, rooms, bans, words;
	} samples[] = {
		{"store/base/a.c", "#include \"store/file/db.h\"\n/* #include \"tui/x.h\" */\n", 1,
			1, 0, 0},
		{"store/rule/b.c", "#include \"store/file/db.h\"\nint n = time(0);\n", 1, 1, 1, 0},
		{"store/record/c.c",
			"#include \"forms/x.h\"\n#include \"store/file/db.h\"\nvoid f(void) { "
			"exit(1); }\n",
			1, 0, 1, 0},
		{"store/file/db.h", "#include <sqlite3.h>\n", 0, 0, 0, 0},
		{"store/record/i.c", "#include \"store/file/db_inside.h\"\n", 1, 0, 0, 0},
		{"store/record/k.c", "#include \"store/file/inside.h\"\n", 1, 0, 0, 0},
		{"store/file/j.c", "#include \"store/file/db_inside.h\"\n", 0, 0, 0, 0},
		{"store/store.h", "#include \"store/file/db.h\"\n", 0, 0, 0, 0},
		{"forms/d.c",
			"#include \"store/store.h\"\n#include \"words.h\"\nint w = wcwidth(c); // "
			"exit(\n",
			1, 1, 1, 0},
		{"forms/e.c",
			"#include <curses.h>\nchar *s = \"a\\\"\", *t = \"没有这个栏目\"; /* "
			"“注释” */\n",
			0, 1, 0, 1},
		{"forms/words.def", "W(X, \"没有这个栏目\")\n", 0, 0, 0, 0},
		{"tui/pane/f.c",
			"#include <curses.h>\nvoid f(void) { mvwaddstr(w, 0, 0, s); strcpy(a, b); "
			"}\n",
			0, 1, 2, 0},
		{"tui/term/draw.c",
			"#include <curses.h>\nvoid f(void) { mvwaddstr(w, 0, 0, s); }\n", 0, 0, 0,
			0},
		{"tui/widget/g.c",
			"#include \"store/store.h\"\nstatic const int day = 86400;\nchar *q = "
			"\"exit(\";\n",
			1, 1, 1, 0},
	};
	static const char *const folders[] = {"store", "store/base", "store/rule", "store/record",
		"store/file", "forms", "tui", "tui/pane", "tui/term", "tui/widget"};
	struct desk *d = desk_open();
	struct house *h;

	(void)state;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		mkdir(desk_path(d, folders[i]), 0700);
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		file_write_text(desk_path(d, samples[i].path), samples[i].text);
	h = house_read(desk_dir(d));
	h->quiet = true;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		check *const checks[] = {check_arrows, check_rooms, check_bans, check_words};
		const int expected[] = {
			samples[i].arrows, samples[i].rooms, samples[i].bans, samples[i].words};

		for (size_t c = 0; c < 4; c++) {
			h->faults = 0;
			checks[c](h, house_find(h, samples[i].path));
			if (h->faults != expected[c])
				fail_msg("%s, check %zu: %d faults, expected %d", samples[i].path,
					c, h->faults, expected[c]);
		}
	}
	house_free(h);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arrows_point_down),
		cmocka_unit_test(headers_stay_in_their_rooms),
		cmocka_unit_test(each_thing_is_done_in_one_place),
		cmocka_unit_test(words_stand_in_tables),
		cmocka_unit_test(faults_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
