/* saved_filter.h - filters that an officer gave a name, in a 0600 file of his own in the folder "filter" beside the desk.
 * They are a convenience and no record: no database, no audit, and a file that cannot be read is an empty list. */
#ifndef STORE_FILE_SAVED_FILTER_H
#define STORE_FILE_SAVED_FILTER_H

#include <stdint.h>

#include "store/base/error.h"

enum { SAVED_NAME_MAX = 20 /* characters */, SAVED_FILTERS = 50 };

struct saved_filter {
	char *name, *expression;
};
/* Those of one pane ("queue", "hotline"), oldest first. */
void saved_filter_list(const char *desk_path, int64_t officer, const char *pane, struct saved_filter **list, int *n);
void saved_filter_free(struct saved_filter **list, int n);
/* Replaces the one of that name; expression NULL removes it. */
enum z saved_filter_put(const char *desk_path, int64_t officer, const char *pane, const char *name, const char *expression,
	struct error *e);
#endif
