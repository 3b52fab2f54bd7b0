/* picture.h - pictures of a screen that stand in tests/screen/picture, one file a picture, and are compared with what the program
 * draws now: text, cursor and the style of every cell, in colour and in monochrome.
 *
 *	struct picture p = {0};
 *	picture_take(v, "queue", 0, PICTURE_COLOUR, &p);     for each size and both ways
 *	faults += !picture_same("queue", SMALL, &p);
 *	picture_free(&p);
 *
 * A text says the same in colour and in monochrome, or that is a fault.  What is another on every desk (the code of a revision, the
 * folder of a test) is hidden.  Styles are letters, a letter for what a cell is in colour and in monochrome; they are explained in
 * tests/screen/picture/styles.txt and stay the same for all pictures.
 *
 * With ZWGK_KEEP=1 pictures are written instead of compared.  Must not know: the desk. */
#ifndef TESTS_PICTURE_H
#define TESTS_PICTURE_H

#include "store/base/memory.h"
#include "tests/vth.h"

enum picture_way { PICTURE_COLOUR, PICTURE_MONO, PICTURE_WAYS };
enum { PICTURE_SIZES = 3 };
enum picture_kept {
	LOOKED_AT, /* checked at all sizes, not kept */
	SMALL,     /* kept at the first size */
	MAIN,      /* at all sizes */
};

extern const struct picture_size {
	int rows, cols;
} picture_sizes[PICTURE_SIZES]; /* 80x24, 120x36, 200x60 */

/* How many of them are drawn: all, or what ZWGK_PICTURE_SIZES says, but all where pictures are written.  With fewer, a picture that is
 * kept at all sizes is looked at and not compared with what is kept. */
int picture_sizes_drawn(void);

struct picture {
	struct buffer text[PICTURE_SIZES][PICTURE_WAYS];
	unsigned char *style[PICTURE_SIZES][PICTURE_WAYS]; /* rows x cols */
};

/* Waits until the screen rests and adds it to p.  False, and the screen is on stderr: it has a torn character or frame, or colour in
 * monochrome, or is none. */
bool picture_take(struct vth *v, const char *name, int size, enum picture_way way, struct picture *p);
/* False, and the difference is on stderr: p is not as kept, or not the same in colour and in monochrome. */
bool picture_same(const char *name, enum picture_kept kept, const struct picture *p);
void picture_free(struct picture *p);

/* At the end of all pictures: writes styles.txt if that was asked for; false if a file is there that no picture was compared with. */
bool picture_end(void);

#endif
