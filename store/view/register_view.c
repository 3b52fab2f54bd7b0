/* register_view.c - see register_view.h. */
#include "store/view/register_view.h"

#include <stdlib.h>
#include <string.h>

#include "store/record/inner.h"

/* Texts that were erased are told as nothing. */
static char *content(struct desk *d, sqlite3_stmt *q, int column, struct arena *a)
{
	struct content_ref ref = {.id = sqlite3_column_int64(q, column)};
	char *text = NULL;
	char *kept;

	column_hash(q, column + 1, &ref.digest);
	if (ref.id && content_get(d->db, &ref, &text, NULL, NULL) == Z_OK)
		kept = arena_strdup(a, text);
	else
		kept = arena_strdup(a, "");
	free(text);
	return kept;
}

/* The rows of one register.  Both SELECTs have the same columns, '' and 0 where a register has none of them. */
static enum z read_rows(struct desk *d, const char *sql, int64_t after, int64_t from, int64_t to, int n,
        struct register_row *rows, struct arena *a, int *got, struct error *e)
{
	*got = 0;
	sqlite3_stmt *q = db_query(d->db, e, sql, "iiii", after, from, to ? to : INT64_MAX, (int64_t)n);
	while (*got < n && db_step(d->db, q, e)) {
		struct register_row *r = &rows[(*got)++];
		*r = (struct register_row){.id = sqlite3_column_int64(q, 0),
			.item = sqlite3_column_int64(q, 1),
			.number = arena_strdup(a, column_text(q, 2)),
			.title = arena_strdup(a, column_text(q, 3)),
			.officer = arena_strdup(a, column_text(q, 4)),
			.principal = arena_strdup(a, column_text(q, 5)),
			.channel = arena_strdup(a, column_text(q, 6)),
			.act = sqlite3_column_int(q, 7),
			.tier = sqlite3_column_int(q, 8),
			.reason = sqlite3_column_int(q, 9),
			.rev_n = sqlite3_column_int(q, 10),
			.paper = sqlite3_column_int(q, 11) != 0,
			.at = sqlite3_column_int64(q, 12),
			.happened_at = sqlite3_column_int64(q, 13)};
		char *text = content(d, q, 14, a);
		if (r->paper && r->act == REVIEW_PAPER)
			text[strcspn(text, "\n")] = '\0'; /* of a scan only its file name */
		r->text = text;
		r->url = content(d, q, 16, a);
	}
	db_done(q);
	return db_result(d->db);
}

#define REVIEWS                                                                                                        \
	"SELECT r.id, r.item, i.number, i.title, coalesce(o.name, ''), coalesce(p.name, ''), '', r.act, r.tier, r.reason, v.n," \
	" r.paper, r.at, 0, r.opinion_c, r.opinion_d, 0, NULL FROM review r JOIN item i ON i.id=r.item"                  \
	" JOIN revision v ON v.id=r.revision LEFT JOIN officer o ON o.id=r.officer LEFT JOIN officer p ON p.id=r.principal"
#define RELEASES                                                                                                       \
	"SELECT r.id, r.item, i.number, i.title, coalesce(o.name, ''), '', coalesce(c.name, ''), r.act, 0, 0, v.n, 0, r.at,"  \
	" r.happened_at, r.reason_c, r.reason_d, r.url_c, r.url_d FROM release r JOIN item i ON i.id=r.item"             \
	" JOIN revision v ON v.id=r.revision LEFT JOIN officer o ON o.id=r.officer LEFT JOIN channel c ON c.id=r.channel"
#define ABOVE " WHERE r.id>?1 AND r.at>=?2 AND r.at<?3 ORDER BY r.id LIMIT ?4"
#define BELOW " WHERE r.id<?1 AND r.at>=?2 AND r.at<?3 ORDER BY r.id DESC LIMIT ?4"

enum z register_reviews(struct desk *d, int64_t after, int64_t from, int64_t to, int n, struct register_row *rows, struct arena *a,
        int *got, struct error *e)
{
	return read_rows(d, REVIEWS ABOVE, after, from, to, n, rows, a, got, e);
}

enum z register_releases(struct desk *d, int64_t after, int64_t from, int64_t to, int n, struct register_row *rows, struct arena *a,
        int *got, struct error *e)
{
	return read_rows(d, RELEASES ABOVE, after, from, to, n, rows, a, got, e);
}

enum z register_below(struct desk *d, enum register_of which, int64_t below, int n, struct register_row *rows, struct arena *a,
        int *got, struct error *e)
{
	return read_rows(d, which == REGISTER_REVIEWS ? REVIEWS BELOW : RELEASES BELOW, below ? below : INT64_MAX, 0, 0, n, rows, a, got, e);
}

enum z register_above(struct desk *d, enum register_of which, int64_t above, int n, struct register_row *rows, struct arena *a,
        int *got, struct error *e)
{
	enum z z = read_rows(d, which == REGISTER_REVIEWS ? REVIEWS ABOVE : RELEASES ABOVE, above, 0, 0, n, rows, a, got, e);
	for (int i = 0, j = *got - 1; i < j; i++, j--) {
		struct register_row row = rows[i];
		rows[i] = rows[j];
		rows[j] = row;
	}
	return z;
}

enum z register_count(struct desk *d, enum register_of which, int64_t *n, struct error *e)
{
	*n = which == REGISTER_REVIEWS ? db_number(d->db, e, 0, "SELECT count(*) FROM review", "") :
	                                 db_number(d->db, e, 0, "SELECT count(*) FROM release", "");
	return db_result(d->db);
}
