/* tamper.h - what `zwgk check` finds in a copy of a desk that another SQLite tool has changed. */
#ifndef TESTS_TAMPER_H
#define TESTS_TAMPER_H

#include <stddef.h>

#include "store/base/error.h"

struct tamper {
	const char *what, *sql;
	enum refusal code; /* what the check must say, maybe among others */
};
/* Each on a copy of its own beside the file; first: what opens the way ("DROP TRIGGER ...").  Fails the running test where
 * the change does nothing, or is not found. */
void tamper_each(const char *path, const char *first, const struct tamper *all, size_t n);
#endif
