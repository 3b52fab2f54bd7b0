/* stat_published.c - what was made public in a time, by category, catalog, channel or office. */
#include <stdio.h>
#include <stdlib.h>

#include "store/base/memory.h"
#include "store/record/inner.h"
#include "store/view/stat.h"

#define IN_TIME " WHERE i.online_at>=?1 AND i.online_at<?2 AND i.state<>?3"
#define GROUPED(table)                                                                             \
	"SELECT coalesce(i." table ",0), count(*), coalesce(g.name,'') FROM item i INDEXED BY item_online LEFT JOIN " table  \
	" g ON g.id=i." table IN_TIME " GROUP BY 1 ORDER BY 2 DESC, 1"

static const char *const by_sql[] = {
        [PUBLISHED_BY_CATEGORY] = GROUPED("category"),
        [PUBLISHED_BY_CATALOG] = GROUPED("catalog"),
        [PUBLISHED_BY_OFFICE] = GROUPED("office"),
        [PUBLISHED_BY_CHANNEL] = "SELECT g.id, count(*), g.name FROM item i INDEXED BY item_online CROSS JOIN channel g ON"
                            " instr(i.channels, ','||g.id||',')" IN_TIME " GROUP BY 1 ORDER BY 2 DESC, 1",
};

enum z stat_published(struct desk *d, enum published_by by, int64_t from, int64_t to, struct stat_row **rows, int *n,
        int64_t *all, struct error *e)
{
	struct stat_row *list = NULL;
	int cap = 0;
	if (!to)
		to = INT64_MAX;
	*n = 0;
	*all = db_number(d->db, e, 0, "SELECT count(*) FROM item i INDEXED BY item_online" IN_TIME, "iii", from, to,
	        (int64_t)STATE_VOID);
	if (db_failed(d->db))
		return db_result(d->db);
	sqlite3_stmt *q = db_query(d->db, e, by_sql[by], "iii", from, to, (int64_t)STATE_VOID);
	while (db_step(d->db, q, e)) {
		if (*n == cap) {
			cap = cap ? cap * 2 : 32;
			list = xrealloc(list, (size_t)cap * sizeof *list);
		}
		struct stat_row *r = &list[(*n)++];
		*r = (struct stat_row){.k = sqlite3_column_int64(q, 0), .n = sqlite3_column_int64(q, 1)};
		snprintf(r->name, sizeof r->name, "%s", column_text(q, 2));
	}
	db_done(q);
	*rows = list ? list : xalloc(sizeof *list);
	return db_result(d->db);
}
