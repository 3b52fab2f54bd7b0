/* item_sql.c - a plan as statements.  They are put together from fixed pieces; what a user typed is
 * only ever bound.
 *
 * A page must not step over the rows before it, and most finished items sort alike (due_sort far
 * away).  "(due_sort,id) > (?,?)" uses the index for due_sort only, so each arm is asked twice:
 * what ties with the anchor and stands behind it, and what lies beyond; SQLite merges the ordered
 * arms row by row. */
#include "store/view/item_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"

/* ---- values ---- */

static struct plan_name value_name(int i)
{
	struct plan_name name;
	snprintf(name.s, sizeof name.s, "?%d", i + 4);
	return name;
}

static struct plan_value *value_add(struct item_plan *p)
{
	if (p->values_n == p->values_cap) {
		p->values_cap = p->values_cap ? p->values_cap * 2 : 16;
		p->values = xrealloc(p->values, (size_t)p->values_cap * sizeof *p->values);
	}
	struct plan_value *v = &p->values[p->values_n++];
	*v = (struct plan_value){0};
	return v;
}

struct plan_name plan_number(struct item_plan *p, int64_t n)
{
	for (int i = 0; i < p->values_n; i++)
		if (!p->values[i].text && p->values[i].number == n)
			return value_name(i);
	value_add(p)->number = n;
	return value_name(p->values_n - 1);
}

struct plan_name plan_text(struct item_plan *p, const char *s)
{
	value_add(p)->text = xstrdup(s);
	return value_name(p->values_n - 1);
}

/* ---- pieces ---- */

void plan_arm(struct item_plan *p, const char *index, struct buffer *where)
{
	char *text = buffer_take(where);
	if (p->arms_n == ARM_MAX) { /* cannot happen with fifteen states and the seats of one
		                       person, but never lose rows silently */
		p->partial = true;
		free(text);
		return;
	}
	p->arms[p->arms_n++] = (struct plan_arm){index, text};
}

const char *sort_column(enum item_sort s)
{
	switch (s) {
	case ITEMS_BY_DUE:
		return "i.due_sort";
	case ITEMS_BY_UPDATED:
		return "i.updated_at";
	case ITEMS_BY_SUBMITTED:
		return "coalesce(i.submitted_at,0)";
	default:
		return "i.id";
	}
}

void plan_contains(struct item_plan *p, const char *words, bool all, struct buffer *b)
{
	char *copy = xstrdup(words), *left = copy;
	text_fold(copy, strlen(copy) + 1, copy);
	for (char *word; (word = strtok_r(left, " ", &left));) {
		/* The index holds pairs: one and two characters it finds exactly. */
		if (!all && utf8_count(word) <= 2)
			continue;
		struct plan_name w = plan_text(p, word);
		buffer_printf(b,
		        " AND (cjk_contains(i.title,%s) OR EXISTS(SELECT 1 FROM revision rv JOIN "
		        "content ct ON ct.id=rv.body_c LEFT JOIN content dn ON dn.id=rv.docno_c"
		        " WHERE rv.id=i.revision AND (cjk_contains(dn.data,%s) OR "
		        "cjk_contains(ct.data,%s))))",
		        w.s, w.s, w.s);
	}
	free(copy);
}

void plan_any_arm(const struct item_plan *p, struct buffer *b)
{
	buffer_text(b, "(");
	for (int i = 0; i < p->arms_n; i++)
		buffer_printf(b, "%s(%s)", i ? " OR " : "", p->arms[i].where);
	buffer_text(b, p->arms_n ? ")" : "0)");
}

void plan_from(struct buffer *b, const char *index)
{
	if (index)
		buffer_printf(b, " FROM item i INDEXED BY %s WHERE ", index);
	else
		buffer_text(b, " FROM item i NOT INDEXED WHERE ");
}

enum part { TIES, BEYOND, NO_TIME };

static void one_select(const struct item_plan *p, struct buffer *b, const struct plan_arm *a,
        enum item_sort sort, enum part part, const char *sign, const char *more)
{
	const char *column = sort == ITEMS_BY_SUBMITTED ? "i.submitted_at" : sort_column(sort);
	/* NULL sorts before all times and reads as 0; a literal 0 in its place would be sorted by
	 * hand. */
	buffer_printf(b, "SELECT %s AS s, i.id AS id", column);
	plan_from(b, a->index);
	buffer_text(b, a->where);
	if (sort == ITEMS_BY_NUMBER)
		buffer_printf(b, " AND i.id%s?2", sign);
	else if (part == TIES)
		buffer_printf(b, " AND %s=?1 AND i.id%s?2", column, sign);
	else if (part == BEYOND)
		buffer_printf(b, " AND %s%s?1", column, sign);
	else if (*sign == '>') /* never submitted: stands at 0, before all others */
		buffer_text(b, " AND i.submitted_at IS NULL AND ?1<=0 AND i.id>CASE WHEN ?1=0 THEN "
		               "?2 ELSE -1 END");
	else
		buffer_text(b, " AND i.submitted_at IS NULL AND i.id<CASE WHEN ?1=0 THEN ?2 ELSE "
		               "9223372036854775807 END");
	buffer_printf(b, "%s%s", p->cond, more);
}

void plan_keys(const struct item_plan *p, struct buffer *b, enum item_sort sort, bool descending,
        const char *more)
{
	const char *sign = descending ? "<" : ">", *order = descending ? " DESC" : "";
	if (p->mode == PLAN_FTS ||
	        p->by_words) { /* rows without conditions of their own need no look at the item */
		buffer_printf(b,
		        "SELECT f.rowid AS s, f.rowid AS id FROM item_fts f CROSS JOIN item i ON "
		        "i.id=f.rowid"
		        " WHERE f.item_fts MATCH %s AND f.rowid%s?2",
		        p->words.s, sign);
		if (p->arms_n != 1 || strcmp(p->arms[0].where, "1") != 0) {
			buffer_text(b, " AND ");
			plan_any_arm(p, b);
		}
		buffer_printf(b, "%s%s ORDER BY f.rowid%s", p->cond, more, order);
		return;
	}
	if (p->arms_n == 0)
		buffer_text(b, "SELECT 0 AS s, 0 AS id WHERE 0");
	int n = 0;
	for (int i = 0; i < p->arms_n; i++) {
		for (enum part part = sort == ITEMS_BY_NUMBER ? BEYOND : TIES;
		        part <= (sort == ITEMS_BY_SUBMITTED ? NO_TIME : BEYOND); part++) {
			buffer_text(b, n++ ? " UNION ALL " : "");
			one_select(p, b, &p->arms[i], sort, part, sign, more);
		}
	}
	buffer_printf(b, " ORDER BY 1%s, 2%s", order, order);
}

/* ---- statements ---- */

static char *make_sql(const struct item_plan *p, enum plan_sql kind)
{
	struct buffer b = {0};
	bool back = kind == SQL_KEYS_BACK || kind == SQL_PAGE_BACK;
	bool descending = p->descending != back;
	const char *order = descending ? " DESC" : "";
	switch (kind) {
	case SQL_PAGE:
	case SQL_PAGE_BACK:
		buffer_text(&b, "SELECT m.s, " ROW_COLUMNS " FROM (");
		plan_keys(p, &b, p->sort, descending, "");
		buffer_printf(&b,
		        " LIMIT ?3) m CROSS JOIN item i ON i.id=m.id" ROW_JOINS
		        " ORDER BY m.s%s, m.id%s",
		        order, order);
		break;
	case SQL_KEYS:
	case SQL_KEYS_BACK:
		plan_keys(p, &b, p->sort, descending, "");
		buffer_text(&b, " LIMIT ?3");
		break;
	case SQL_SKIP:
		plan_keys(p, &b, p->sort, descending, "");
		buffer_text(&b, " LIMIT 1 OFFSET ?3");
		break;
	case SQL_COUNT:
		if (p->mode == PLAN_FTS) {
			buffer_text(&b, "SELECT count(*) FROM (");
			plan_keys(p, &b, p->sort, p->descending, "");
		} else {
			buffer_text(&b, "SELECT count(*) FROM (SELECT 1 WHERE 0");
			const struct plan_arm *arms = p->counted.where ? &p->counted : p->arms;
			for (int i = 0; i < (p->counted.where ? 1 : p->arms_n); i++) {
				buffer_text(&b, " UNION ALL SELECT 1");
				plan_from(&b, arms[i].index);
				buffer_printf(&b, "%s%s", arms[i].where, p->cond);
			}
		}
		buffer_text(&b, " LIMIT ?3)");
		break;
	default: /* SQL_ROW */
		buffer_printf(&b,
		        "SELECT %s, " ROW_COLUMNS " FROM item i" ROW_JOINS " WHERE i.id=?2 AND ",
		        sort_column(p->sort));
		plan_any_arm(p, &b);
		buffer_text(&b, p->cond);
		if (*p->words.s)
			buffer_printf(&b,
			        " AND EXISTS(SELECT 1 FROM item_fts f WHERE f.item_fts MATCH %s "
			        "AND f.rowid=?2)",
			        p->words.s);
	}
	return buffer_take(&b);
}

sqlite3_stmt *plan_run(struct item_view *v, const char *sql, const struct item_anchor *from,
        int64_t limit, struct error *e)
{
	struct item_plan *p = &v->plan;
	sqlite3_stmt *q = db_query_dynamic(v->d->db, e, sql);
	if (!q)
		return NULL;
	sqlite3_bind_int64(q, 1, from->sort);
	sqlite3_bind_int64(q, 2, from->id);
	sqlite3_bind_int64(q, 3, limit);
	int wanted = sqlite3_bind_parameter_count(q);
	for (int i = 0; i < p->values_n && i + 4 <= wanted; i++) {
		const struct plan_value *value = &p->values[i];
		if (value->text)
			sqlite3_bind_text(q, i + 4, value->text, -1, SQLITE_STATIC);
		else
			sqlite3_bind_int64(q, i + 4, value->number);
	}
	return q;
}

sqlite3_stmt *plan_query(struct item_view *v, enum plan_sql kind, const struct item_anchor *from,
        int64_t limit, struct error *e)
{
	static const struct item_anchor first = {INT64_MIN, INT64_MIN},
	                                last = {INT64_MAX, INT64_MAX};
	struct item_plan *p = &v->plan;
	bool back = kind == SQL_KEYS_BACK || kind == SQL_PAGE_BACK;
	if (!p->sql[kind])
		p->sql[kind] = make_sql(p, kind);
	if (!from)
		from = p->descending != back ? &last : &first;
	return plan_run(v, p->sql[kind], from, limit, e);
}
