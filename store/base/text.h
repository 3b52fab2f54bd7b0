/* text.h - the one answer to every question about the width, cutting and likeness of text.
 *
 * Text is UTF-8.  Widths are display columns (a Han character takes two); sizes are bytes.  A cluster
 * is a base character with the zero-width characters that follow it: the unit a cursor moves by.
 * Widths come from wcwidth() under a UTF-8 LC_CTYPE, which the program sets at start. */
#ifndef STORE_BASE_TEXT_H
#define STORE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether this byte goes on with a character that began before. */
static inline bool utf8_tail(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}
/* Decodes one character of s (n bytes, n > 0).  Returns its length in bytes, 1..4; an invalid byte
 * gives *cp = 0xfffd and length 1. */
int utf8_decode(const char *s, size_t n, uint32_t *cp);
/* Whether s (n bytes, n > 0) begins with a character of U+4000 to U+9FFF, which take three bytes and fold to themselves:
 * what most texts are made of, told without a call. */
static inline bool utf8_han(const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;
	return u[0] >= 0xe4 && u[0] <= 0xe9 && n >= 3 && (u[1] & 0xc0) == 0x80 && (u[2] & 0xc0) == 0x80;
}
int utf8_encode(uint32_t cp, char out[4]); /* length; 0xfffd for what is no character */
bool utf8_valid(const char *s, size_t n, size_t *bad); /* *bad: offset of the first wrong byte; bad may be NULL */
size_t utf8_count(const char *s); /* characters (code points) */

/* Where the terminal draws East Asian Ambiguous characters (“ ” … — ·) two columns wide. */
void text_set_ambiguous(int columns); /* 1 or 2 */
int text_ambiguous(void);

/* Format characters that steer the terminal or the reader without being seen: bidirectional marks and overrides,
 * zero-width blanks, soft hyphen, byte order mark, tags, line and paragraph separators.  Variation selectors are none:
 * in a name they say which shape of a Han is meant. */
bool char_unseen(uint32_t cp);

/* 0, 1 or 2; control and unseen characters 0; what has no glyph as U+FFFD, which is drawn for it */
int char_columns(uint32_t cp);
int text_columns(const char *s);
int text_columns_n(const char *s, size_t n);
size_t text_cluster(const char *s, size_t n); /* bytes of the cluster at s */
size_t text_cluster_before(const char *s, size_t at); /* bytes of the cluster that ends at offset at */

/* How many bytes of s fit into columns without cutting a cluster; *used (may be NULL) gets the columns taken. */
size_t text_cut(const char *s, size_t n, int columns, int *used);

/* s cut to columns with … where it was cut, padded with blanks to exactly columns unless TEXT_NO_PAD.  A Han that does
 * not fit leaves a blank.  Where cap bytes do not suffice it ends early, at a whole character.  Returns dst. */
enum { TEXT_LEFT, TEXT_RIGHT, TEXT_CENTRE, TEXT_NO_PAD };
char *text_fit(char *dst, size_t cap, const char *s, int columns, int align);

/* One visual row of a paragraph after another, by Chinese rules: a break anywhere between Han, not inside
 * an ASCII word or number, no closing punctuation at a row's start (a hanging one goes to the next row with its
 * character), no opening one at its end.  s has no '\n'.  Returns the bytes of the row that starts at s and is at
 * most columns wide (> 0 for n > 0, even where one cluster is wider than columns). */
size_t text_row(const char *s, size_t n, int columns);

/* Removes what must never reach a terminal or a file name: C0/C1 controls (but '\n' and '\t' where keep_lines, and
 * then "\r\n" and '\r' become '\n') and the unseen (char_unseen).  Each broken byte becomes '?': in place there is no room for U+FFFD; readers of files refuse broken text before.  Returns
 * the new length, never more than the old. */
size_t text_clean(char *s, bool keep_lines);
/* How many bytes at the beginning are surely clean already, and valid; *chars (or NULL) gets how many characters. */
size_t text_clean_head(const char *s, size_t *chars);

/* Bytes of the blank at s (n bytes): ' ', tab, line end, no-break, U+3000; 0 if there is none. */
size_t text_blank_at(const char *s, size_t n);
/* s (*n bytes) without the blanks round it: where the rest begins, *n its bytes. */
const char *text_trim(const char *s, size_t *n);

/* Folded for comparing: full-width ASCII to half-width (， too), Latin to lower case, each run of blanks (U+3000 and
 * line ends too) to one ' '.  Never longer than s; dst may be s; cut at a character boundary if cap is too small. */
uint32_t char_fold(uint32_t cp); /* the same for one character */
void text_fold(char *dst, size_t cap, const char *s);
/* hay holds needle after folding both; an empty needle is in everything.  Does not allocate (needles below 256
 * bytes). */
bool text_contains(const char *hay, const char *needle);
/* The first place in hay (n bytes), from offset from on, that is like needle: *at and the *len bytes it takes there.
 * false if there is none or needle is empty. */
bool text_find(const char *hay, size_t n, size_t from, const char *needle, size_t *at, size_t *len);
#endif
