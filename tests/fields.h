/* fields.h - filling in forms and choosing rows on a desk's screen as its people do (tests/bureau.c); for tests that
 * include the store, too, which tests/bureau.h cannot. */
#ifndef TESTS_FIELDS_H
#define TESTS_FIELDS_H

#include "tests/vth.h"

/* Leaves with F10; the program must end well. */
void bureau_leave(struct vth **v);

/* The entry form: the cursor on the field with this label; its text replaced; one or several choices taken by what is
 * typed (text or initials), each of them the first that is left. */
void bureau_field(struct vth *v, const char *label);
void bureau_fill(struct vth *v, const char *label, const char *text);
void bureau_choose(struct vth *v, const char *label, const char *typed);
void bureau_mark(struct vth *v, const char *label, const char *const typed[], int n);
/* A prompt's text replaced, and Enter. */
void bureau_answer(struct vth *v, const char *text);
/* The row of a list with this text is under the cursor. */
void bureau_row(struct vth *v, const char *text);

/* Enter, F-key, a key and the screen settled. */
void bureau_f(struct vth *v, int n);
void bureau_enter(struct vth *v);
void bureau_type(struct vth *v, const char *text);

#endif
