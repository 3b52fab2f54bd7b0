/* vth_inside.h - what vth.c and vth_screen.c share and no test may touch. */
#ifndef TESTS_VTH_INSIDE_H
#define TESTS_VTH_INSIDE_H

#include "store/base/memory.h"
#include "tests/vth.h"

struct vth {
	VTerm *term;
	VTermScreen *screen;
	VTermState *state;
	enum vth_answer answer;
	int fd, rows, cols, status, escape_ms;
	pid_t pid;
	bool ended, reaped, lone_escape, feeding;
	bool frozen; /* sending does not read */
	bool polls;  /* it was seen in ppoll(2) */
	bool cursor_visible, full_screen;
	char slave[64], title[256];
	struct buffer output, row, span, text, picture;
};

#endif
