/* progress.h - how long work on the file tells how far it is.  Names no database. */
#ifndef STORE_FILE_PROGRESS_H
#define STORE_FILE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct backup_progress {
	/* Called now and then with pages done and in all; returning false cancels (Z_CANCEL, nothing is left
	 * behind). */
	bool (*step)(void *ctx, int64_t done, int64_t all);
	void *ctx;
};
#endif
