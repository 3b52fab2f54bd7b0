/* sample.h - the demonstration desk: a small forestry bureau in full swing, made through the same operations as every
 * desk.
 *
 * Its people, items and history stand in sample.def; its clock is moved through the last sixteen weeks and then let
 * go. */
#ifndef FORMS_SAMPLE_H
#define FORMS_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/base/error.h"

/* Who can be tried out, and how he logs in: offered on the screen of a sample desk. */
struct sample_officer {
	const char *name, *login, *passphrase;
	const char *part; /* "初审：股室负责人" */
};
const struct sample_officer *sample_officers(int *n);

/* Makes the desk at path (which must not exist; its folder is made).  bureau NULL: the demonstration's own name.  step
 * (may be NULL) is told how far it is; false stops.  On failure nothing is left behind.  Takes about a second. */
enum z sample_make(const char *path, const char *bureau, bool (*step)(void *ctx, int64_t done, int64_t all), void *ctx,
        struct error *e);
#endif
