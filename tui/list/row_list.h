/* row_list.h - rows that a pane has read and keeps, few enough for memory, as a source of its list.  The key of a row is
 * its number, and the id that stays its own when the rows are read again. */
#ifndef TUI_LIST_ROW_LIST_H
#define TUI_LIST_ROW_LIST_H

#include "tui/widget/list.h"

struct row_list {
	const void *of;
	int (*count)(const void *of, bool *whole); /* *whole is true; false: there are more than these */
	int64_t (*id)(const void *of, int i);
	void (*put)(const void *of, int i, struct list_key key, struct list_page *to);
};
/* list_new() with one of these gets ops with the columns, which must live as long as the list. */
struct list_ops row_list_ops(const struct list_column *columns, int n);
#endif
