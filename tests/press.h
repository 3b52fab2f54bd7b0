/* press.h - keys for tests/vth.h written as action.def writes them.
 *
 *	press(v, "2 <Tab> <Down> <Enter>");
 *	press(v, "<F2> 标题 <C-s>");
 *
 * Words are separated by single blanks; <Space> is one.  After each word the screen is settled, so that a picture taken
 * then is whole.  Must not know: the desk. */
#ifndef TESTS_PRESS_H
#define TESTS_PRESS_H

#include "tests/vth.h"

/* Fails the running test at a name that is no key. */
void press(struct vth *v, const char *keys);
/* The same without waiting: as fast as a terminal gives them. */
void press_quick(struct vth *v, const char *keys);
/* Each word at n screens, then all of them at rest. */
void press_all(struct vth *const v[], int n, const char *keys);

#endif
