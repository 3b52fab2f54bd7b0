/* vth.h - a program in a real pseudo terminal, its screen kept by libvterm, so that a test sees what an officer sees.
 *
 *	struct vth *v = vth_start(24, 80, (const char *[]){"./zwgk", NULL}, NULL);
 *	vth_expect(v, "发布队列");
 *	vth_send(v, "公开");
 *	vth_key(v, VTERM_KEY_DOWN);
 *	vth_settle(v);
 *	assert_string_equal(vth_row(v, 0), "...");
 *	assert_int_equal(vth_free(&v), 0);
 *
 * Rows and columns are cells, from 0.  A Han character takes two cells: the left one holds the character, the right one
 * is its continuation.  The program runs in a session of its own, with LC_ALL=C.UTF-8 and TERM=xterm-256color unless
 * told otherwise, without the test's other descriptors, and dies with the test.
 *
 * Must not know: the desk.  It drives any terminal program, and measures widths with the C library, not with the text
 * module under test.
 */
#ifndef TESTS_VTH_H
#define TESTS_VTH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <vterm.h>

struct vth;

/* A limit in milliseconds, times ZWGK_PATIENCE (4): it is there to end what hangs, not to measure speed, and the machine
 * may be shared or the program run under something that slows it.  Every limit named below is multiplied so. */
long vth_patient(long ms);

/* What the terminal answers when it is asked for its cursor, which is how a program finds out how wide it draws "…". */
enum vth_answer {
	VTH_NARROW, /* the truth: ambiguous characters take one cell */
	VTH_WIDE,   /* claims one column more: a terminal set to draw them in two */
	VTH_SILENT, /* does not answer at all */
};

/* Starts argv (looked up in PATH) in rows x cols.  env: "NAME=value" strings added to the environment, "NAME" alone
 * removes one, ended by NULL; env may be NULL.  Fails the running test if there is no pseudo terminal; a program that
 * cannot be executed ends with 127. */
struct vth *vth_start(int rows, int cols, const char *const argv[], const char *const env[]);
struct vth *vth_start_answering(enum vth_answer answer, int rows, int cols,
	const char *const argv[], const char *const env[]);
pid_t vth_pid(const struct vth *v);

/* Input.  Nothing here waits for the program to answer; a full pipe is waited out, and gives up after 10 s. */
void vth_send(struct vth *v, const char *utf8); /* as typed, or as an input method commits it */
void vth_send_bytes(struct vth *v, const char *bytes, size_t n);
void vth_key(struct vth *v,
	VTermKey key); /* VTERM_KEY_ENTER, _DOWN, _FUNCTION(2) … in the mode the program set */
void vth_key_with(struct vth *v, VTermKey key, VTermModifier modifier);
void vth_ctrl(struct vth *v, char letter);
void vth_paste(
	struct vth *v, const char *utf8); /* between paste marks if the program asked for them */
void vth_mouse(struct vth *v, int row, int col, int button, bool down);
void vth_click(struct vth *v, int row, int col);
void vth_resize(struct vth *v, int rows, int cols); /* the program gets SIGWINCH */

/* Waiting.  vth_settle reads until nothing came for a while, all input is taken, and the program sleeps: one that
 * computes without drawing is not settled.  After a lone Esc the while is longer than the ESCDELAY of env, or than any
 * escape delay.  False: it was still busy after 10 s, or it ended. */
bool vth_settle(struct vth *v);
bool vth_settle_within(struct vth *v, int quiet_ms, int max_ms);
/* Settled, and what the program has put off until a moment after the last key (a preview, a lone Esc) is done too: it
 * sleeps for 200 ms or more unless something comes. */
bool vth_rest(struct vth *v);
/* Until the text stands in one row of the screen, or in none.  False after max_ms; the screen is then on stderr. */
bool vth_wait_text(struct vth *v, const char *utf8, int max_ms);
bool vth_wait_gone(struct vth *v, const char *utf8, int max_ms);
/* The same for at most 5 s, settled, and a failed test otherwise. */
#define vth_expect(v, utf8) vth_expect_((v), (utf8), true, __FILE__, __LINE__)
#define vth_expect_gone(v, utf8) vth_expect_((v), (utf8), false, __FILE__, __LINE__)
void vth_expect_(struct vth *v, const char *utf8, bool there, const char *file, int line);

/* The screen.  Strings are UTF-8, valid until the next call for v of the same function. */
int vth_rows(const struct vth *v);
int vth_cols(const struct vth *v);
const char *vth_row(struct vth *v, int row);                      /* trailing blanks cut */
const char *vth_span(struct vth *v, int row, int col, int cells); /* blanks kept */
const char *vth_text(struct vth *v); /* rows ended by \n, trailing empty rows cut */
/* The screen as a picture for a test to keep: every row between bars, below it the marks of cells that are not plain
 * (b bold, u underlined, r reversed, B bold and reversed, c coloured; '.' plain), then the cursor.  Without marks
 * the attribute rows are left out. */
const char *vth_picture(struct vth *v, bool marks);
bool vth_has(struct vth *v, const char *utf8);
bool vth_find(
	struct vth *v, const char *utf8, int *row, int *col); /* the cell of its first match */
struct vth_cursor {
	int row, col;
	bool visible;
};
struct vth_cursor vth_cursor(const struct vth *v);
/* .chars, .width (2 on the left half of a Han), .attrs.bold .reverse .underline, .fg .bg */
VTermScreenCell vth_cell(const struct vth *v, int row, int col);
bool vth_is_continuation(const struct vth *v, int row, int col);
/* Whether a wide character lost one of its halves, and where: a drawing fault that a real terminal may hide. */
bool vth_broken_wide(const struct vth *v, int *row, int *col);
bool vth_full_screen(const struct vth *v); /* the alternate screen is on */
bool vth_wants_mouse(const struct vth *v);
const char *vth_title(const struct vth *v);

/* What the program wrote so far. */
size_t vth_bytes(const struct vth *v);
const char *vth_output(const struct vth *v, size_t *n);
/* On-CPU time of the program's own threads so far, in microseconds: an idle desk adds next to nothing. */
long vth_cpu_us(const struct vth *v);

/* From now on sending does not read what the program writes, as a terminal that was stopped or whose line hangs; whether
 * it ended all the same, without reading. */
void vth_freeze(struct vth *v);
bool vth_has_ended(const struct vth *v);

/* The end.  Statuses are exit codes, or 128 + signal. */
int vth_wait_exit(struct vth *v,
	int max_ms); /* waits for an end of its own; -1 if it did not come; v stays readable */
void vth_hang_up(struct vth *v); /* as a lost connection: the program gets SIGHUP, then EIO */
void vth_kill(struct vth *v, int signal);
/* Hangs up if that was not done, reaps (SIGTERM after 2 s, SIGKILL after 3), frees and clears *v. */
int vth_free(struct vth **v);

#endif
