/* file_digest.h - the SHA-256 of a file, kept with the batch that came from it. */
#ifndef FORMS_IMPORT_FILE_DIGEST_H
#define FORMS_IMPORT_FILE_DIGEST_H

#include "store/base/error.h"
#include "store/base/hash.h"

enum z file_digest(const char *path, struct hash *h, struct error *e);
#endif
