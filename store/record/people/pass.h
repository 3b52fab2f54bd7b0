/* pass.h - passphrases as libcrypt keeps them (yescrypt).  Knows nothing of officers. */
#ifndef STORE_RECORD_PEOPLE_PASS_H
#define STORE_RECORD_PEOPLE_PASS_H

#include <stdbool.h>

#define PASS_MIN 8   /* characters */
#define PASS_MAX 128

/* The hash to keep, the caller's to free.  cheap: for sample and test desks, whose passphrases are no secret. */
char *pass_hash(const char *phrase, bool cheap);
/* Whether phrase has this hash.  hash NULL or "": the same work, then false, so that time does not tell who exists. */
bool pass_check(const char *hash, const char *phrase);
/* A first passphrase: 12 letters and digits without look-alikes, one case, to be read aloud. */
void pass_make(char secret[32]);
#endif
