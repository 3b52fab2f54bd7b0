/* window_sql.c - a plan as statements.  They are put together from fixed pieces; what a user typed is
 * only ever bound.
 *
 * A page must not step over the rows before it, and most finished items sort alike (due_sort far
 * away).  "(due_sort,id) > (?,?)" uses the index for due_sort only, so each arm is asked twice:
 * what ties with the anchor and stands behind it, and what lies beyond; SQLite merges the ordered
 * arms row by row. */
#include "store/view/window.h"

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

static struct plan_value *value_add(struct plan *p)
{
	if (p->values_n == p->values_cap) {
		p->values_cap = p->values_cap ? p->values_cap * 2 : 16;
		p->values = xrealloc(p->values, (size_t)p->values_cap * sizeof *p->values);
	}
	struct plan_value *v = &p->values[p->values_n++];
	*v = (struct plan_value){0};
	return v;
}

struct plan_name plan_number(struct plan *p, int64_t n)
{
	for (int i = 0; i < p->values_n; i++)
		if (!p->values[i].text && p->values[i].number == n)
			return value_name(i);
	value_add(p)->number = n;
	return value_name(p->values_n - 1);
}

struct plan_name plan_text(struct plan *p, const char *s)
{
	value_add(p)->text = xstrdup(s);
	return value_name(p->values_n - 1);
}

/* ---- pieces ---- */

void plan_arm(struct plan *p, const char *index, struct buffer *where)
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

void plan_if(struct plan *p, struct buffer *b, const char *test, int64_t n)
{
	if (n)
		buffer_printf(b, " AND %s%s", test, plan_number(p, n).s);
}

void plan_if_state(struct buffer *b, uint32_t states, int end)
{
	if (!states)
		return;
	buffer_text(b, " AND i.state IN (0");
	for (int s = 1; s < end; s++)
		if (states >> s & 1)
			buffer_printf(b, ",%d", s);
	buffer_text(b, ")");
}

void plan_gather(struct plan *p, int sort, bool descending, const char *index, struct buffer *from, struct buffer *cond)
{
	p->mode = PLAN_SET;
	p->sort = sort;
	p->descending = descending;
	p->exact = -1;
	plan_arm(p, index, from);
	p->cond = buffer_take(cond);
}

void plan_any_arm(const struct plan *p, struct buffer *b)
{
	buffer_text(b, "(");
	for (int i = 0; i < p->arms_n; i++)
		buffer_printf(b, "%s(%s)", i ? " OR " : "", p->arms[i].where);
	buffer_text(b, p->arms_n ? ")" : "0)");
}

void plan_from(const struct plan *p, struct buffer *b, const char *index)
{
	buffer_printf(b, " FROM %s i %s%s WHERE ", p->t->name, index ? "INDEXED BY " : "NOT INDEXED",
	        index ? index : "");
}

enum part { TIES, BEYOND, NO_TIME };

static bool may_be_null(const struct plan *p, int sort)
{
	return strcmp(p->t->order[sort], p->t->indexed[sort]) != 0;
}

bool plan_is_straight(const struct plan *p)
{
	return p->mode == PLAN_WALK && p->arms_n == 1 && !may_be_null(p, p->sort);
}

static void one_select(const struct plan *p, struct buffer *b, const struct plan_arm *a, int sort, enum part part,
        const char *sign, const char *more)
{
	/* NULL sorts before all times and reads as 0; a literal 0 in its place would be sorted by hand. */
	const char *column = p->t->indexed[sort];
	buffer_printf(b, "SELECT %s AS s, i.id AS id", column);
	plan_from(p, b, a->index);
	buffer_text(b, a->where);
	if (sort == p->t->by_id)
		buffer_printf(b, " AND i.id%s?2", sign);
	else if (part == TIES)
		buffer_printf(b, " AND %s=?1 AND i.id%s?2", column, sign);
	else if (part == BEYOND)
		buffer_printf(b, " AND %s%s?1", column, sign);
	else if (*sign == '>') /* stands at 0, before all others */
		buffer_printf(b, " AND %s IS NULL AND ?1<=0 AND i.id>CASE WHEN ?1=0 THEN ?2 ELSE -1 END", column);
	else
		buffer_printf(b, " AND %s IS NULL AND i.id<CASE WHEN ?1=0 THEN ?2 ELSE 9223372036854775807 END", column);
	buffer_printf(b, "%s%s", p->cond, more);
}

void plan_keys(const struct plan *p, struct buffer *b, int sort, bool descending, const char *more)
{
	const struct window_table *t = p->t;
	const char *sign = descending ? "<" : ">", *order = descending ? " DESC" : "";
	if (p->mode == PLAN_FTS) { /* rows without conditions of their own need no look at the row */
		buffer_printf(b,
		        "SELECT f.rowid AS s, f.rowid AS id FROM %s f CROSS JOIN %s i ON i.id=f.rowid"
		        " WHERE f.%s MATCH %s AND f.rowid%s?2",
		        t->fts, t->name, t->fts, p->words.s, sign);
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
		for (enum part part = sort == t->by_id ? BEYOND : TIES; part <= (may_be_null(p, sort) ? NO_TIME : BEYOND);
		        part++) {
			buffer_text(b, n++ ? " UNION ALL " : "");
			one_select(p, b, &p->arms[i], sort, part, sign, more);
		}
	}
	buffer_printf(b, " ORDER BY 1%s, 2%s", order, order);
}

/* ---- statements ---- */

static char *make_sql(const struct plan *p, enum plan_sql kind)
{
	const struct window_table *t = p->t;
	struct buffer b = {0};
	bool back = kind == SQL_KEYS_BACK || kind == SQL_PAGE_BACK;
	bool descending = p->descending != back;
	const char *order = descending ? " DESC" : "";
	switch (kind) {
	case SQL_PAGE:
	case SQL_PAGE_BACK:
		buffer_printf(&b, "SELECT m.s, %s FROM (", t->columns);
		plan_keys(p, &b, p->sort, descending, "");
		buffer_printf(&b,
		        " LIMIT ?3) m CROSS JOIN %s i ON i.id=m.id%s", t->name,
		        t->joins); /* in their order: see keep_order() */
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
	case SQL_TIES:
		buffer_text(&b, "SELECT count(*) FROM (");
		one_select(p, &b, &p->arms[0], p->sort, TIES, descending ? "<" : ">", " LIMIT ?3)");
		break;
	case SQL_SKIP_TIES:
	case SQL_SKIP_BEYOND:
		one_select(p, &b, &p->arms[0], p->sort, kind == SQL_SKIP_TIES ? TIES : BEYOND, descending ? "<" : ">", "");
		buffer_printf(&b, " ORDER BY 1%s, 2%s LIMIT 1 OFFSET ?3", order, order);
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
				plan_from(p, &b, arms[i].index);
				buffer_printf(&b, "%s%s", arms[i].where, p->cond);
			}
		}
		buffer_text(&b, " LIMIT ?3)");
		break;
	default: /* SQL_ROW */
		buffer_printf(&b, "SELECT %s, %s FROM %s i%s WHERE i.id=?2 AND ", t->order[p->sort], t->columns, t->name,
		        t->joins);
		plan_any_arm(p, &b);
		buffer_text(&b, p->cond);
		if (*p->words.s)
			buffer_printf(&b, " AND EXISTS(SELECT 1 FROM %s f WHERE f.%s MATCH %s AND f.rowid=?2)", t->fts,
			        t->fts, p->words.s);
	}
	return buffer_take(&b);
}

sqlite3_stmt *plan_run(struct window *w, const char *sql, const struct view_anchor *from,
        int64_t limit, struct error *e)
{
	struct plan *p = &w->plan;
	sqlite3_stmt *q = db_query_dynamic(w->d->db, e, sql);
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

sqlite3_stmt *plan_query(struct window *w, enum plan_sql kind, const struct view_anchor *from,
        int64_t limit, struct error *e)
{
	static const struct view_anchor first = {INT64_MIN, INT64_MIN},
	                                last = {INT64_MAX, INT64_MAX};
	struct plan *p = &w->plan;
	bool back = kind == SQL_KEYS_BACK || kind == SQL_PAGE_BACK;
	if (!p->sql[kind])
		p->sql[kind] = make_sql(p, kind);
	if (!from)
		from = p->descending != back ? &last : &first;
	return plan_run(w, p->sql[kind], from, limit, e);
}

void plan_free(struct plan *p)
{
	for (int i = 0; i < p->arms_n; i++)
		free(p->arms[i].where);
	for (int i = 0; i < p->values_n; i++)
		free(p->values[i].text);
	for (int i = 0; i < SQL_KINDS; i++)
		free(p->sql[i]);
	free(p->values);
	free(p->cond);
	free(p->from);
	free(p->near);
	free(p->near_ids);
	free(p->in_texts);
	free(p->counted.where);
	free(p->set);
	free(p->fences);
	*p = (struct plan){0};
}
