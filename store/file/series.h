/* series.h - number series, drawn inside the transaction that uses the number; never reused, no two alike. */
#ifndef STORE_FILE_SERIES_H
#define STORE_FILE_SERIES_H

#include "store/file/db.h"

/* The next number of the series ("item 2026"), touched for the audit row. */
enum z series_draw(struct db *db, const char *name, int64_t *number, struct error *e);
/* Never lowers: for restore. */
enum z series_raise(struct db *db, const char *name, int64_t next, struct error *e);
#endif
