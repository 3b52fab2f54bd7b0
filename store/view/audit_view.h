/* audit_view.h - 操作日志 as a list, newest first, and the head to print. */
#ifndef STORE_VIEW_AUDIT_VIEW_H
#define STORE_VIEW_AUDIT_VIEW_H

#include "store/base/memory.h"
#include "store/record/desk/desk.h"

struct audit_row {
	int64_t seq, at, subject;
	int action;
	const char *officer, *principal, *number; /* number: of the item it is about, or "" */
	char hash[65];
};
/* Up to n rows older than seq `before` (0: the newest). */
enum z audit_view_page(struct desk *d, int64_t before, int n, struct audit_row *rows,
        struct arena *a, int *got, struct error *e);
enum z audit_view_head(struct desk *d, char text[96], struct error *e);
#endif
