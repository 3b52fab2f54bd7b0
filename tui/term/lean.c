/* lean.c - the terminal's description without the ways that curses need not weigh.
 *
 * For each place where a frame goes on, some seventy of a page, curses 6.4 formats every way there that the terminal
 * knows, from where the cursor is, from the left edge and from the corner, and compares their lengths: ten thousand
 * instructions to save a byte or two.  And the string that sets one of 256 colours asks first whether it is one of the
 * first 16, for which there are shorter ones; the same colour comes of the long form.  Both are a fifth of a page.
 *
 * What curses reads cannot be changed once it has been read (it keeps a copy of its own), but a description may be handed
 * to it in the environment: TERMINFO=hex:… of the compiled form, see terminfo(5) and term(5), from ncurses 6.1 on; an
 * older one takes that for the name of a folder, finds none, and reads its own.  Extended strings are left out: they
 * are keys, and we read keys ourselves. */
#include <curses.h>
#include <stdint.h>
#include <string.h>

#include "store/base/memory.h"
#include "tui/term/inside.h"

#include <term.h> /* last: it makes macros of words like columns */

enum { MAGIC = 0432 /* numbers of 16 bits */, ABSENT = 0xffff };

static void put16(struct buffer *b, int n)
{
	buffer_byte(b, (char)(n & 255));
	buffer_byte(b, (char)(n >> 8 & 255));
}

static void pad(struct buffer *b)
{
	if (b->n % 2)
		buffer_byte(b, '\0');
}

/* NULL: curses need not know that the terminal can do it. */
static const char *what_is_left(char *const *at)
{
	char *const *const ways[] = {&cursor_home, &cursor_to_ll, &row_address, &column_address, &parm_down_cursor,
	        &parm_up_cursor, &parm_left_cursor, &parm_right_cursor, &tab, &back_tab};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (at == ways[i])
			return NULL;
	if (at == &set_a_foreground && *at && strstr(*at, "38;5;%p1%d"))
		return "\033[38;5;%p1%dm";
	if (at == &set_a_background && *at && strstr(*at, "48;5;%p1%d"))
		return "\033[48;5;%p1%dm";
	return *at;
}

/* The flags and numbers beyond the standard ones, such as AX: colours may be taken back one by one. */
static void put_extended(struct buffer *b, const TERMTYPE *t)
{
	int flags = t->ext_Booleans, numbers = t->ext_Numbers;
	struct buffer names = {0};
	size_t head;

	pad(b);
	put16(b, flags);
	put16(b, numbers);
	put16(b, 0);
	put16(b, flags + numbers);
	head = b->n;
	put16(b, 0);
	for (int i = 0; i < flags; i++)
		buffer_byte(b, t->Booleans[t->num_Booleans - flags + i] == 1);
	pad(b);
	for (int i = 0; i < numbers; i++)
		put16(b, t->Numbers[t->num_Numbers - numbers + i]);
	for (int i = 0; i < flags + numbers; i++) {
		put16(b, (int)names.n);
		buffer_add(&names, t->ext_Names[i], strlen(t->ext_Names[i]) + 1);
	}
	b->s[head] = (char)(names.n & 255);
	b->s[head + 1] = (char)(names.n >> 8 & 255);
	buffer_add(b, names.s ? names.s : "", names.n);
	buffer_free(&names);
}

char *lean_description(void)
{
	const TERMTYPE *t = (const TERMTYPE *)(const void *)cur_term;
	int flags = t->num_Booleans - t->ext_Booleans, numbers = t->num_Numbers - t->ext_Numbers;
	int strings = t->num_Strings - t->ext_Strings;
	struct buffer b = {0}, table = {0}, hex = {0};
	size_t head;

	put16(&b, MAGIC);
	put16(&b, (int)strlen(t->term_names) + 1);
	put16(&b, flags);
	put16(&b, numbers);
	put16(&b, strings);
	head = b.n;
	put16(&b, 0);
	buffer_add(&b, t->term_names, strlen(t->term_names) + 1);
	for (int i = 0; i < flags; i++)
		buffer_byte(&b, t->Booleans[i] == 1);
	pad(&b);
	for (int i = 0; i < numbers; i++)
		put16(&b, t->Numbers[i] < 0 ? ABSENT : t->Numbers[i]);
	for (int i = 0; i < strings; i++) {
		const char *s = what_is_left(&t->Strings[i]);

		put16(&b, s ? (int)table.n : ABSENT);
		if (s)
			buffer_add(&table, s, strlen(s) + 1);
	}
	b.s[head] = (char)(table.n & 255);
	b.s[head + 1] = (char)(table.n >> 8 & 255);
	buffer_add(&b, table.s ? table.s : "", table.n);
	put_extended(&b, t);
	buffer_text(&hex, "hex:");
	for (size_t i = 0; i < b.n; i++) {
		static const char digits[] = "0123456789ABCDEF";

		buffer_byte(&hex, digits[(unsigned char)b.s[i] >> 4]);
		buffer_byte(&hex, digits[(unsigned char)b.s[i] & 15]);
	}
	buffer_free(&table);
	buffer_free(&b);
	return buffer_take(&hex);
}
