/* roster.h - a table of 日期 值班员 带班领导 as the lines that duty_import() takes. */
#ifndef FORMS_IMPORT_ROSTER_H
#define FORMS_IMPORT_ROSTER_H

#include "forms/import/ledger.h"
#include "store/record/duty/duty.h"

struct roster {
	struct duty_line *lines; /* line: in the file; cells live in the arena */
	int n, refused;
	char letters[DUTY_COLUMNS][8]; /* of the file; "" where a column is not in it */
	struct arena arena;
};
/* refused may be NULL.  roster_free in any case. */
enum z roster_read(const char *path, enum encoding x, void (*refused)(void *ctx, const struct ledger_refusal *refusal), void *ctx,
        struct roster *r, struct error *e);
void roster_free(struct roster *r);
/* The heading of a cell. */
const char *roster_column(enum duty_column c);
#endif
