/* deskscreen.h - the bureau of tests/deskfix.h on the screen, as one of its people sees it.
 *
 *	cmocka_unit_test_setup_teardown(test, deskscreen_start, deskscreen_stop)   (*state is the struct deskfix)
 *	struct vth *v = deskscreen(f, "jia", 24, 80);
 *	bureau_leave(&v); */
#ifndef TESTS_DESKSCREEN_H
#define TESTS_DESKSCREEN_H

#include "tests/deskfix.h"
#include "tests/fields.h"

#define DESKSCREEN_NOW "2026-11-20T09:00:00"

/* A bureau at DESKSCREEN_NOW. */
int deskscreen_start(void **state);
int deskscreen_stop(void **state);
/* The program with this officer at it, his passphrase given; what comes then is the test's to wait for. */
struct vth *deskscreen(const struct deskfix *f, const char *login, int rows, int cols);
/* The same at another time, on another desk than the bureau's (path NULL: on that). */
struct vth *deskscreen_at(const struct deskfix *f, const char *now, const char *path, const char *login, int rows, int cols);
#endif
