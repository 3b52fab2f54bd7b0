/* film.h - a test of many steps on the screen: each fails where the one before did not go through, and what the screen
 * shows on the way can be read as a film, $ZWGK_BUILD/tests/terminal/NAME.txt. */
#ifndef TESTS_FILM_H
#define TESTS_FILM_H

#include "tests/vth.h"

void film_begin(const char *name);
void film_end(void);
void film_step(int n);  /* 1.. */
void film_through(void); /* the step that was begun last */
void film(struct vth *v, const char *what); /* the screen, settled */
void film_text(const char *what, const char *text);
#endif
