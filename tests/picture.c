/* picture.c - see picture.h. */
#include "tests/picture.h"

#include <ctype.h>
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/desk.h"

#define FOLDER "tests/screen/picture"

enum { STYLES = 64, STYLE_BYTES = 96, LETTERS = 26 * 2, NAMES = 200, NAME_BYTES = 40 };

const struct picture_size picture_sizes[PICTURE_SIZES] = {{24, 80}, {36, 120}, {60, 200}};

int picture_sizes_drawn(void)
{
	const char *s = getenv("ZWGK_KEEP") ? NULL : getenv("ZWGK_PICTURE_SIZES");
	int n = s ? atoi(s) : 0;

	return n > 0 && n < PICTURE_SIZES ? n : PICTURE_SIZES;
}

static struct {
	char name[NAMES][NAME_BYTES];
	int n;
} seen;

/* ------------------------------------------------------------ text */
/* The short hash of a revision is another one on every desk: its salt is drawn by lot. */
static void hide_codes(char *s)
{
	static const char before[] = "校验码";

	for (char *at = s; (at = strstr(at, before));) {
		at += sizeof before - 1;
		at += strspn(at, " \xe3\x80\x80");
		if (strspn(at, "0123456789abcdef") == 4 && at[4] == '-' && strspn(at + 5, "0123456789abcdef") == 4)
			memcpy(at, "hhhh-hhhh", 9);
	}
}

/* So is the name of the folder that the desk stands in, or as much of it as there was room for. */
static void hide_folder(char *s)
{
	for (char *at = s; (at = strstr(at, "zwgk-test-"));) {
		at += strlen("zwgk-test-");
		for (int i = 0; i < 6 && isalnum((unsigned char)*at); i++)
			*at++ = 'X';
	}
}

/* The help ends with the manual, and how long that is today is no matter of the screen; as many columns stay. */
static void hide_length(char *s)
{
	static const char before[] = "行 共";

	if (!strstr(s, "─ 帮助 ─"))
		return;
	for (char *at = s; (at = strstr(at, before));)
		for (at += sizeof before - 1; isdigit((unsigned char)*at);)
			*at++ = '0';
}

static void add_text(struct vth *v, struct buffer *b)
{
	char *s = xstrdup(vth_text(v));
	int rows = 0;

	hide_codes(s);
	hide_folder(s);
	hide_length(s);
	for (char *line = s, *end; *line; line = end + 1) {
		end = strchr(line, '\n');
		*end = '\0';
		buffer_printf(b, "|%s\n", line);
		rows++;
	}
	for (; rows < vth_rows(v); rows++)
		buffer_text(b, "|\n");
	struct vth_cursor c = vth_cursor(v);
	buffer_printf(b, "cursor %d,%d %s\n", c.row, c.col, c.visible ? "shown" : "hidden");
	free(s);
}

/* ------------------------------------------------------------ styles */
static char known[STYLES][STYLE_BYTES]; /* of one cell, one way; 0 is plain */
static int known_n = 1;

static struct {
	char style[LETTERS][2 * STYLE_BYTES]; /* "in colour / in monochrome", by letter */
	int n;
	bool read;
} legend;

static void colour_name(const VTermColor *c, const char *letter, char out[24])
{
	if (VTERM_COLOR_IS_DEFAULT_FG(c) || VTERM_COLOR_IS_DEFAULT_BG(c))
		*out = '\0';
	else if (VTERM_COLOR_IS_INDEXED(c))
		snprintf(out, 24, " %s%d", letter, c->indexed.idx);
	else
		snprintf(out, 24, " %s%02x%02x%02x", letter, c->rgb.red, c->rgb.green, c->rgb.blue);
}

static unsigned char style_of(const VTermScreenCell *cell)
{
	char fg[24], bg[24], s[STYLE_BYTES];
	int i = 0;

	colour_name(&cell->fg, "fg", fg);
	colour_name(&cell->bg, "bg", bg);
	snprintf(s, sizeof s, "%s%s%s%s%s%s", cell->attrs.bold ? " bold" : "", cell->attrs.underline ? " underline" : "",
		cell->attrs.italic ? " italic" : "", cell->attrs.reverse ? " reverse" : "", fg, bg);
	while (i < known_n && strcmp(known[i], s) != 0)
		i++;
	if (i == known_n) {
		assert_true(known_n < STYLES);
		memcpy(known[known_n++], s, sizeof s);
	}
	return (unsigned char)i;
}

static void read_styles(struct vth *v, unsigned char *style)
{
	int cols = vth_cols(v);

	for (int row = 0; row < vth_rows(v); row++)
		for (int col = 0; col < cols; col++) {
			VTermScreenCell cell = vth_cell(v, row, col);
			int at = row * cols + col;
			style[at] = col > 0 && vth_is_continuation(v, row, col) ? style[at - 1] : style_of(&cell);
		}
}

static void read_legend(void)
{
	const char *path = tree_path(FOLDER "/styles.txt");

	legend.read = true;
	if (!file_exists(path))
		return;
	char *all = file_read(path, NULL);
	for (char *line = all; *line && legend.n < LETTERS; line += strcspn(line, "\n") + 1)
		snprintf(legend.style[legend.n++], sizeof *legend.style, "%.*s", (int)strcspn(line + 1, "\n"), line + 1);
	free(all);
}

static char letter(int i)
{
	return (char)(i < 26 ? 'a' + i : 'A' + i - 26);
}

/* '?' for one that no picture had: it is told what it is. */
static char style_letter(int colour, int mono)
{
	char s[2 * STYLE_BYTES];
	int i = 0;

	if (!colour && !mono)
		return '.';
	if (!legend.read)
		read_legend();
	snprintf(s, sizeof s, "%s /%s", known[colour], known[mono]);
	while (i < legend.n && strcmp(legend.style[i], s) != 0)
		i++;
	if (i < legend.n)
		return letter(i);
	if (!getenv("ZWGK_KEEP")) {
		static char told[2 * STYLE_BYTES];
		if (strcmp(told, s) != 0)
			print_error("a new style:%s\n", s);
		memcpy(told, s, sizeof told);
		return '?';
	}
	assert_true(legend.n < LETTERS);
	memcpy(legend.style[legend.n++], s, sizeof s);
	return letter(i);
}

static void add_styles(const struct picture *p, int size, struct buffer *b)
{
	int cols = picture_sizes[size].cols;

	for (int row = 0; row < picture_sizes[size].rows; row++) {
		size_t start = b->n + 1;
		buffer_byte(b, '|');
		for (int col = 0; col < cols; col++)
			buffer_byte(b, style_letter(p->style[size][PICTURE_COLOUR][row * cols + col],
						p->style[size][PICTURE_MONO][row * cols + col]));
		while (b->n > start && b->s[b->n - 1] == '.')
			b->s[--b->n] = '\0';
		buffer_byte(b, '\n');
	}
}

/* ------------------------------------------------------------ what no picture may have */
enum arm { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8 };

static unsigned arms_of(struct vth *v, int row, int col)
{
	static const struct {
		uint32_t c;
		unsigned arms;
	} lines[] = {
		{0x2500, LEFT | RIGHT}, {0x2502, UP | DOWN}, {0x250c, DOWN | RIGHT}, {0x2510, DOWN | LEFT}, {0x2514, UP | RIGHT},
		{0x2518, UP | LEFT}, {0x251c, UP | DOWN | RIGHT}, {0x2524, UP | DOWN | LEFT}, {0x252c, DOWN | LEFT | RIGHT},
		{0x2534, UP | LEFT | RIGHT}, {0x253c, UP | DOWN | LEFT | RIGHT},
	};

	if (row < 0 || col < 0 || row >= vth_rows(v) || col >= vth_cols(v))
		return 0;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (vth_cell(v, row, col).chars[0] == lines[i].c)
			return lines[i].arms;
	return 0;
}

static bool corner(unsigned arms)
{
	return arms == (DOWN | RIGHT) || arms == (DOWN | LEFT) || arms == (UP | RIGHT) || arms == (UP | LEFT);
}

/* Every arm of a corner or a crossing meets another one.  Only overlays have corners; where one lies over the rules of a pane it cuts
 * them, so that there the corners alone are looked at. */
static bool frames_joined(struct vth *v, int *at_row, int *at_col)
{
	bool overlay = false;

	for (int row = 0; row < vth_rows(v); row++)
		for (int col = 0; col < vth_cols(v); col++)
			overlay = overlay || corner(arms_of(v, row, col));
	for (int row = 0; row < vth_rows(v); row++)
		for (int col = 0; col < vth_cols(v); col++) {
			unsigned arms = arms_of(v, row, col);
			bool crossing = arms && arms != (UP | DOWN) && arms != (LEFT | RIGHT);

			if (!crossing || (overlay && !corner(arms)))
				continue;
			if (((arms & UP) && !(arms_of(v, row - 1, col) & DOWN)) || ((arms & DOWN) && !(arms_of(v, row + 1, col) & UP)) ||
				((arms & LEFT) && !(arms_of(v, row, col - 1) & RIGHT)) ||
				((arms & RIGHT) && !(arms_of(v, row, col + 1) & LEFT))) {
				*at_row = row;
				*at_col = col;
				return false;
			}
		}
	return true;
}

static bool coloured(struct vth *v, int *at_row, int *at_col)
{
	for (int row = 0; row < vth_rows(v); row++)
		for (int col = 0; col < vth_cols(v); col++) {
			VTermScreenCell cell = vth_cell(v, row, col);
			if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)) {
				*at_row = row;
				*at_col = col;
				return true;
			}
		}
	return false;
}

/* ------------------------------------------------------------ pictures */
bool picture_take(struct vth *v, const char *name, int size, enum picture_way way, struct picture *p)
{
	size_t cells = (size_t)picture_sizes[size].rows * (size_t)picture_sizes[size].cols;
	const char *fault = NULL;
	int row = -1, col = -1;

	if (!vth_rest(v))
		fault = "it does not rest";
	struct vth_cursor c = vth_cursor(v);
	if (fault)
		;
	else if (vth_rows(v) != picture_sizes[size].rows || vth_cols(v) != picture_sizes[size].cols)
		fault = "another size";
	else if (vth_broken_wide(v, &row, &col))
		fault = "a torn character";
	else if (!frames_joined(v, &row, &col))
		fault = "a torn frame";
	else if (way == PICTURE_MONO && coloured(v, &row, &col))
		fault = "colour in monochrome";
	else if (!vth_full_screen(v))
		fault = "not the whole screen";
	else if (c.row < 0 || c.col < 0 || c.row >= vth_rows(v) || c.col >= vth_cols(v))
		fault = "no cursor";
	if (fault) {
		print_error("%s at %dx%d: %s in row %d, column %d\n", name, vth_cols(v), vth_rows(v), fault, row, col);
		for (int r = 0; r < vth_rows(v); r++)
			print_error("|%s\n", vth_row(v, r));
		return false;
	}
	add_text(v, &p->text[size][way]);
	p->style[size][way] = xalloc(cells);
	read_styles(v, p->style[size][way]);
	return true;
}

bool picture_same(const char *name, enum picture_kept kept, const struct picture *p)
{
	struct buffer b = {0}, path = {0}, what = {0};
	int drawn = picture_sizes_drawn();
	bool same = true;

	for (int i = 0; i < drawn; i++) {
		buffer_clear(&what);
		buffer_printf(&what, "%s at %dx%d, in colour and then in monochrome", name, picture_sizes[i].cols, picture_sizes[i].rows);
		same &= same_text(what.s, p->text[i][PICTURE_COLOUR].s, p->text[i][PICTURE_MONO].s);
	}
	if (!same || kept == LOOKED_AT)
		goto out;
	assert_true(seen.n < NAMES);
	snprintf(seen.name[seen.n++], NAME_BYTES, "%s.txt", name);
	if (kept == MAIN && drawn < PICTURE_SIZES)
		goto out;
	for (int i = 0; i < (kept == MAIN ? PICTURE_SIZES : 1); i++) {
		buffer_printf(&b, "==== %dx%d\n%s==== its styles\n", picture_sizes[i].cols, picture_sizes[i].rows,
			p->text[i][PICTURE_COLOUR].s);
		add_styles(p, i, &b);
	}
	buffer_printf(&path, FOLDER "/%s.txt", name);
	same = same_as_kept(path.s, b.s);
out:
	buffer_free(&b);
	buffer_free(&path);
	buffer_free(&what);
	return same;
}

void picture_free(struct picture *p)
{
	for (int i = 0; i < PICTURE_SIZES; i++)
		for (int k = 0; k < PICTURE_WAYS; k++) {
			buffer_free(&p->text[i][k]);
			free(p->style[i][k]);
			p->style[i][k] = NULL;
		}
}

static bool is_seen(const char *file)
{
	for (int i = 0; i < seen.n; i++)
		if (!strcmp(seen.name[i], file))
			return true;
	return *file == '.' || !strcmp(file, "styles.txt");
}

bool picture_end(void)
{
	DIR *d = opendir(tree_path(FOLDER));
	bool all = true;

	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));)
		if (!is_seen(e->d_name)) {
			print_error(FOLDER "/%s is a picture of nothing\n", e->d_name);
			all = false;
		}
	closedir(d);
	if (getenv("ZWGK_KEEP")) {
		struct buffer b = {0};
		for (int i = 0; i < legend.n; i++)
			buffer_printf(&b, "%c%s\n", letter(i), legend.style[i]);
		file_write_text(tree_path(FOLDER "/styles.txt"), b.s ? b.s : "");
		buffer_free(&b);
	}
	return all;
}
