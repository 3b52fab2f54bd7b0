/* people.h - a table of 姓名 股室 职务 as the lines that people_paste() takes. */
#ifndef FORMS_IMPORT_PEOPLE_H
#define FORMS_IMPORT_PEOPLE_H

#include "forms/import/ledger.h"

struct people_list {
	struct buffer lines; /* one a person, fields parted by tabs; s NULL if there is nobody */
	long *line_of;       /* the file's line of each */
	int n, refused;
};
/* refused may be NULL.  people_list_free in any case. */
enum z people_read(const char *path, enum encoding x, void (*refused)(void *ctx, const struct ledger_refusal *refusal),
        void *ctx, struct people_list *list, struct error *e);
void people_list_free(struct people_list *list);
#endif
