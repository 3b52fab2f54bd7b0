/* desk.h - a desk of one's own for a test: an empty directory in memory, the program's commands run in it, files.
 *
 *	struct desk *d = desk_open();
 *	assert_int_equal(zwgk(d, "init", "--test", "--bureau", "某县林业局"), 0);
 *	assert_int_equal(zwgk(d, "list", "items", "--format", "json"), 0);
 *	assert_contains(desk_out(d), "\"items\":[]");
 *	desk_close(&d);
 *
 * Commands run with HOME and every other place the program may write to inside the directory, with LC_ALL=C.UTF-8 and
 * without the caller's ZWGK_ variables.  Everything here fails the running test when the system refuses.
 *
 * The program is $ZWGK_BIN, the source tree $ZWGK_TREE; `make test` sets both, and run by hand from the tree's root a
 * test finds .build/zwgk and the working directory.
 */
#ifndef TESTS_DESK_H
#define TESTS_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "tests/file.h"

/* The store has functions of these names, too, and the tests' library is linked before it.  A file includes this header
 * or store/record/desk/desk.h, not both. */
#define desk_open home_open
#define desk_close home_close
#define desk_path home_path

struct desk;

/* An empty directory below /dev/shm if that can be written to, else below $TMPDIR or /tmp. */
struct desk *desk_open(void);
/* With a desk for trying things out (init --test), at 2026-11-20T09:12:00. */
struct desk *desk_open_test(void);
void desk_close(struct desk **d); /* removes the directory with all that is in it, and clears *d */

const char *desk_dir(const struct desk *d);
const char *desk_db(const struct desk *d); /* the desk's file, in no way opened by desk_open */
/* NAME in the directory.  Valid until the eighth call after this one. */
const char *desk_path(struct desk *d, const char *name);
/* The same, valid until the next call. */
const char *desk_path_kept(struct desk *d, const char *name);

/* For all later commands: "NAME" set to value, or removed if value is NULL. */
void desk_env(struct desk *d, const char *name, const char *value);
/* The environment of the commands as "NAME=value" strings for vth_start, with ZWGK_DB set; d's. */
const char *const *desk_environment(const struct desk *d);
/* Standard input of the next command only; without it that is empty. */
void desk_input(struct desk *d, const char *bytes, size_t n);

/* Runs the program with these arguments, waits (at most 60 s or as vth_patient says, then the test fails), keeps what it printed.
 * Returns its exit status, or 128 + signal. */
int desk_run(struct desk *d, const char *const arguments[]);
#define zwgk(d, ...) desk_run((d), (const char *const[]){__VA_ARGS__, NULL})
/* Any other program likewise; argv[0] is looked up in PATH. */
int desk_command(struct desk *d, const char *const argv[]);
/* What the last command printed; valid until the next one. */
const char *desk_out(const struct desk *d);
size_t desk_out_bytes(const struct desk *d);
const char *desk_err(const struct desk *d);
/* The same as JSON (jansson's), the caller's; the test fails where it is none. */
struct json_t *desk_json(const struct desk *d);

/* Several at once: start returns a number for desk_wait, which gives the exit status and keeps what was printed. */
int desk_start(struct desk *d, const char *const arguments[]);
pid_t desk_pid(const struct desk *d, int number);
int desk_wait(struct desk *d, int number);

/* NAME in the source tree, e.g. "tests/corpus/seeds/000.txt".  Valid until the eighth call after this one. */
const char *tree_path(const char *name);
const char *zwgk_program(void);

/* Assertions that print both texts. */
#define assert_contains(text, part) assert_contains_((text), (part), true, __FILE__, __LINE__)
#define assert_lacks(text, part) assert_contains_((text), (part), false, __FILE__, __LINE__)
void assert_contains_(const char *text, const char *part, bool wanted, const char *file, int line);
/* Compares a picture or any other text with tests/.../NAME in the tree and prints the lines that differ.  With
 * ZWGK_KEEP=1 the file is written instead: look at the difference in git before committing it. */
#define assert_kept(name, text) assert_kept_((name), (text), __FILE__, __LINE__)
void assert_kept_(const char *name, const char *text, const char *file, int line);
/* The same without an end to the test: false, and the lines that differ are printed. */
bool same_as_kept(const char *name, const char *text);
bool same_text(const char *what, const char *kept, const char *text);

#endif
