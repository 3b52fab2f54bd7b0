/* decode.h - a stream of bytes as key presses: pure, knows neither the terminal nor time.
 *
 * Bytes are fed as they come; events are taken while there are complete ones.  A wrong byte costs one U+FFFD; an
 * unknown escape sequence costs nothing; a burst of text that no hand can type is one K_PASTE even where the
 * terminal does not bracket pastes, so that a paste into a list starts no commands. */
#ifndef TUI_TERM_DECODE_H
#define TUI_TERM_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "store/base/memory.h"
#include "tui/term/input.h"

struct decoder {
	struct buffer in;    /* bytes not yet taken, from in.s[at] on */
	size_t at;
	struct buffer paste; /* text of the paste being collected, or of the last one */
	bool pasting;        /* between ESC[200~ and ESC[201~ */
	int reports;         /* answers to ESC[6n still to come */
	int report_col;      /* column of the last one, from 1; 0 none */
	unsigned broken;     /* wrong bytes so far: the terminal is perhaps not UTF-8 */
};

void decoder_feed(struct decoder *d, const char *bytes, size_t n);
/* The next event; false if there is none yet.  late: nothing followed within the escape delay, so that what looks
 * like the beginning of a sequence is taken for what it is (a lone ESC, half a character, a paste without an end).
 * ev->text belongs to the decoder and is valid until the next call. */
bool decoder_next(struct decoder *d, bool late, struct event *ev);
/* Whether bytes wait for their continuation. */
bool decoder_waiting(const struct decoder *d);
/* Looks for an answer to ESC[6n among the bytes not yet taken and removes it: its column, or 0. */
int decoder_take_report(struct decoder *d);
void decoder_free(struct decoder *d);

/* What a burst must have to count as a paste. */
enum { BURST_BYTES = 64, BURST_KINDS = 8 };
#endif
