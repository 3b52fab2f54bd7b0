/* faultdesk.h - a desk prepared once and copied for every try, each kind of transaction over it, and how to see
 * whether one was done.
 *
 *	faultdesk_fresh();
 *	struct desk *d = faultdesk_sit(*act->who);
 *	enum z z = act->run(d);                       its error stands in fault_error
 *	bool done = faultdesk_was_done(d, act, "…");  whole or not at all, else the test fails
 *
 * SQLite goes through fault_vfs.h from faultdesk_open on. */
#ifndef TESTS_FAULTDESK_H
#define TESTS_FAULTDESK_H

#include "store/record/inner.h"
#include "tests/fault_vfs.h"

struct fault_act {
	const char *name;
	enum z (*run)(struct desk *d);
	const int64_t *who; /* who does it */
	int64_t (*effect)(struct desk *d); /* a number that tells whether it was done; NULL: only the chain does */
	int64_t before, after;
	enum fault_trait { FAULT_PLAIN, FAULT_READS, FAULT_COPIES, FAULT_RESTORES } trait;
};
extern const struct fault_act fault_acts[];
extern const int fault_acts_n;
extern struct error fault_error;

/* Group setup and teardown. */
int faultdesk_open(void **state);
int faultdesk_close(void **state);
/* The copies stand here from now on; NULL: where they did at first. */
void faultdesk_place(const char *folder);
const char *faultdesk_path(void);
void faultdesk_fresh(void);
bool faultdesk_is_fresh(void); /* byte by byte */
/* A handle for this officer without a passphrase, which takes long; patient. */
struct desk *faultdesk_sit(int64_t officer);
int64_t faultdesk_admin(void);

bool faultdesk_was_done(struct desk *d, const struct fault_act *a, const char *what);
/* `zwgk check` finds nothing. */
void faultdesk_sound(struct desk *d, const char *what);
/* An error of this kind, with a sentence that says what to do; said has room for 600 bytes. */
void faultdesk_sentence(enum z z, const char *what, char *said);
/* The handle that met the fault works on: what was not done is done now, with one line in the chain. */
void faultdesk_works_on(struct desk *d, const struct fault_act *a, bool done, const char *what);
#endif
