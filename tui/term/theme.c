/* theme.c - the matrix role × depth.  The only file that knows a colour.
 *
 * Manner: the terminal's own background, ordinary text in its own colour, one accent (a quiet blue) for where one is,
 * red, amber and green for deadlines and nothing else.  The colours are of middle lightness, so that they can be read
 * on a dark and on a light background.  Monochrome says the same with bold, dim, underline and reverse. */
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "tui/term/theme.h"

enum { N = -1 /* the terminal's own */, B = LOOK_BOLD, D = LOOK_DIM, U = LOOK_UNDERLINE, R = LOOK_REVERSE };
enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, GREY };

/* 256 colours: the accent is 31 with its neighbours 38 and 67, the lights are 167 red, 172 amber, 71 green.  The selection
 * is reversed rather than white on blue: the same look for half the bytes of every cursor move. */
/* clang-format off */
static const struct look matrix[C_ROLES][DEPTHS] = {
	/*                mono          8 colours           16 colours           256 colours */
	[C_TEXT]       = {{N, N, 0},     {N, N, 0},          {N, N, 0},           {N, N, 0}},
	[C_DIM]        = {{N, N, D},     {N, N, D},          {GREY, N, 0},        {246, N, 0}},
	[C_STRONG]     = {{N, N, B},     {N, N, B},          {N, N, B},           {N, N, B}},
	[C_TITLE]      = {{N, N, R | B}, {WHITE, BLUE, B},   {15, BLUE, 0},       {254, 237, 0}},
	[C_TAB]        = {{N, N, 0},     {N, N, 0},          {GREY, N, 0},        {248, N, 0}},
	[C_TAB_ON]     = {{N, N, R},     {CYAN, N, R},       {BLACK, CYAN, 0},    {31, N, R}},
	[C_HEAD]       = {{N, N, U},     {CYAN, N, U},       {CYAN, N, U},        {67, N, U}},
	[C_FRAME]      = {{N, N, D},     {N, N, D},          {GREY, N, 0},        {241, N, 0}},
	[C_FRAME_ON]   = {{N, N, B},     {CYAN, N, B},       {CYAN, N, 0},        {38, N, 0}},
	[C_SELECT]     = {{N, N, R},     {CYAN, N, R},       {BLACK, CYAN, 0},    {31, N, R}},
	[C_SELECT_OFF] = {{N, N, D | R}, {N, N, R | D},      {15, GREY, 0},       {252, 239, 0}},
	[C_MARK]       = {{N, N, B | U}, {MAGENTA, N, B},    {13, N, B},          {139, N, B}},
	[C_LATE]       = {{N, N, B | R}, {RED, N, B},        {9, N, B},           {167, N, B}},
	[C_SOON]       = {{N, N, B},     {YELLOW, N, B},     {11, N, 0},          {172, N, 0}},
	[C_GOOD]       = {{N, N, 0},     {GREEN, N, 0},      {GREEN, N, 0},       {71, N, 0}},
	[C_STATE]      = {{N, N, 0},     {CYAN, N, 0},       {CYAN, N, 0},        {109, N, 0}},
	[C_KEY]        = {{N, N, B},     {CYAN, N, B},       {14, N, 0},          {38, N, B}},
	[C_KEY_TEXT]   = {{N, N, 0},     {N, N, 0},          {N, N, 0},           {248, N, 0}},
	[C_FIELD]      = {{N, N, U},     {N, N, U},          {N, N, U},           {N, N, U}},
	[C_FIELD_ON]   = {{N, N, B | U}, {CYAN, N, B | U},   {14, N, B | U},      {38, N, B | U}},
	[C_ERROR]      = {{N, N, B | R}, {WHITE, RED, B},    {15, RED, B},        {255, 124, B}},
	[C_NOTE]       = {{N, N, B},     {CYAN, N, B},       {CYAN, N, 0},        {67, N, B}},
	[C_MATCH]      = {{N, N, U | R}, {BLACK, YELLOW, 0}, {BLACK, YELLOW, 0},  {232, 179, 0}},
	[C_INSERTED]   = {{N, N, U},     {GREEN, N, U},      {10, N, U},          {71, N, U}},
	[C_DELETED]    = {{N, N, D},     {RED, N, D},        {RED, N, 0},         {131, N, 0}},
	[C_FINDING]    = {{N, N, B | U | R}, {BLACK, YELLOW, U}, {BLACK, 11, U},  {232, 172, U}},
	[C_DIALOG]     = {{N, N, 0},     {N, N, 0},          {N, N, 0},           {N, N, 0}},
	[C_BUTTON]     = {{N, N, 0},     {N, N, 0},          {15, GREY, 0},       {252, 238, 0}},
	[C_BUTTON_ON]  = {{N, N, B | R}, {CYAN, N, R},       {BLACK, CYAN, 0},    {31, N, R}},
	[C_BAR]        = {{N, N, 0},     {CYAN, N, 0},       {CYAN, N, 0},        {67, N, 0}},
	[C_SIGN]       = {{N, N, B},     {CYAN, N, B},       {14, N, 0},          {73, N, 0}},
};
/* clang-format on */

static enum depth depth;
static bool started;

struct look theme_look(enum role role, enum depth d)
{
	return matrix[role][d];
}

enum depth theme_depth(void)
{
	return depth;
}

static enum depth choose(const char *name)
{
	static const struct {
		const char *name;
		enum depth depth;
		int colors;
	} known[] = {{"mono", DEPTH_MONO, 0}, {"8", DEPTH_8, 8}, {"16", DEPTH_16, 16},
	        {"256", DEPTH_256, 256}};
	const char *no = getenv("NO_COLOR");

	if (!has_colors())
		return DEPTH_MONO;
	for (size_t i = 0; name && i < sizeof known / sizeof *known; i++)
		if (!strcmp(name, known[i].name) && COLORS >= known[i].colors)
			return known[i].depth;
	if (no && *no)
		return DEPTH_MONO;
	return COLORS >= 256  ? DEPTH_256
	       : COLORS >= 16 ? DEPTH_16
	       : COLORS >= 8  ? DEPTH_8
	                      : DEPTH_MONO;
}

void theme_start(const char *name)
{
	if (!started && has_colors()) {
		start_color();
		use_default_colors();
	}
	started = true;
	depth = choose(name);
	for (int r = 0; depth != DEPTH_MONO && r < C_ROLES; r++)
		init_pair((short)(r + 1), matrix[r][depth].fg, matrix[r][depth].bg);
}

bool theme_on_blank(enum role role)
{
	const struct look *l = &matrix[role][depth];

	return l->bg != N || (l->flags & (LOOK_UNDERLINE | LOOK_REVERSE));
}

unsigned long theme_attr(enum role role)
{
	const struct look *l = &matrix[role][depth];
	attr_t a = 0;

	if (l->flags & LOOK_BOLD)
		a |= A_BOLD;
	if (l->flags & LOOK_DIM)
		a |= A_DIM;
	if (l->flags & LOOK_UNDERLINE)
		a |= A_UNDERLINE;
	if (l->flags & LOOK_REVERSE)
		a |= A_REVERSE;
	if (depth != DEPTH_MONO && (l->fg != N || l->bg != N))
		a |= (attr_t)COLOR_PAIR(role + 1);
	return a;
}
