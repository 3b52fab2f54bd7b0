/* window_plan.c - what the plans of tables with counters have in common: the filters, how many rows they leave, and the
 * arms that follow from states.  Knows no column but the state. */
#include "store/view/window_plan.h"

#include "store/base/memory.h"

/* ---- conditions ---- */

void plan_counted(struct plan_make *m, const char *column, const char *index, enum stat_dim dim, int64_t value)
{
	struct plan_dim *d = &m->dims[m->dims_n++];
	*d = (struct plan_dim){.column = column, .index = index, .value = value};
	if (m->z == Z_OK)
		m->z = stat_states(m->w->d, dim, value, d->n, m->e);
}

void plan_equals(struct plan_make *m, const char *column, const char *index, enum stat_dim dim, int64_t value)
{
	if (!value)
		return;
	if (value == VIEW_WITHOUT) {
		buffer_printf(&m->cond, " AND i.%s IS NULL", column);
		m->others = true;
		return;
	}
	plan_counted(m, column, index, dim, value);
	buffer_printf(&m->cond, " AND i.%s=%s", column, plan_number(m->p, value).s);
}

void plan_test(struct plan_make *m, const char *test, int64_t value)
{
	buffer_printf(&m->cond, " AND %s%s", test, plan_number(m->p, value).s);
	m->others = true;
}

/* ---- how many ---- */

bool plan_any_state(const struct plan_make *m)
{
	return m->states == (1u << m->end) - 2u;
}

void plan_estimate(struct plan_make *m, enum stat_dim whole)
{
	int64_t all[32];
	if (m->z == Z_OK)
		m->z = stat_states(m->w->d, whole, 0, all, m->e);
	for (int s = 1; m->z == Z_OK && s < m->end; s++) {
		m->all += all[s];
		m->in_state[s] = all[s];
		if (!(m->states & 1u << s))
			continue;
		int64_t least = all[s];
		for (int i = 0; i < m->dims_n; i++) {
			m->dims[i].rows += m->dims[i].n[s];
			if (m->dims[i].n[s] < least)
				least = m->dims[i].n[s];
		}
		m->rows += least;
		if (least > 0)
			m->living |= 1u << s;
	}
}

int64_t plan_walked(const struct plan_make *m)
{
	int64_t n = 0;
	for (int s = 1; s < m->end; s++)
		if (m->living & 1u << s)
			n += m->in_state[s];
	return n;
}

bool plan_few(struct plan_make *m, const char *sql, int64_t a, int64_t b, int64_t most)
{
	struct db *db = m->w->d->db;
	if (m->z != Z_OK)
		return false;
	int64_t n = db_number(db, m->e, 0, sql, "iii", a, b, most + 1);
	if (db_failed(db))
		m->z = db_result(db);
	return m->z == Z_OK && n <= most;
}

/* ---- the arms ---- */

void plan_arms_by_state(struct plan_make *m, const char *index, const char *column, int64_t value)
{
	for (int s = 1; s < m->end; s++) {
		if (!(m->living & 1u << s))
			continue;
		struct buffer b = {0};
		if (column)
			buffer_printf(&b, "i.%s=%s AND ", column, plan_number(m->p, value).s);
		buffer_printf(&b, "i.state=%s", plan_number(m->p, s).s);
		plan_arm(m->p, index, &b);
	}
}

void plan_in_states(const struct plan_make *m, struct buffer *b)
{
	buffer_text(b, "i.state IN (");
	for (int s = 1, n = 0; s < m->end; s++)
		if (m->living & 1u << s)
			buffer_printf(b, "%s%d", n++ ? "," : "", s);
	buffer_text(b, ")");
}

void plan_arm_whole(struct plan_make *m, const char *index)
{
	struct buffer b = {0};
	if (!m->living)
		return;
	if (plan_any_state(m))
		buffer_text(&b, "1");
	else
		plan_in_states(m, &b);
	plan_arm(m->p, index, &b);
}

/* ---- searches ---- */

char *plan_near(struct plan_make *m, const struct plan_dim *d, const char *index)
{
	int64_t rows = plan_walked(m);
	struct buffer b = {0};
	if (plan_any_state(m) && !m->dims_n)
		return NULL;
	if (d && d->rows >= rows)
		d = NULL;
	if ((d ? d->rows : rows) > NEAR_ROWS)
		return NULL;
	for (int s = 1; s < m->end; s++) {
		if (!(m->living & 1u << s))
			continue;
		buffer_printf(&b, "%sSELECT n.id FROM %s n INDEXED BY %s WHERE ", b.n ? " UNION ALL " : "", m->w->t->name,
		        d ? d->index : index);
		if (d)
			buffer_printf(&b, "n.%s=%s AND ", d->column, plan_number(m->p, d->value).s);
		buffer_printf(&b, "n.state=%s", plan_number(m->p, s).s);
		for (int i = 0; i < m->dims_n; i++)
			if (&m->dims[i] != d && m->dims[i].column)
				buffer_printf(&b, " AND n.%s=%s", m->dims[i].column, plan_number(m->p, m->dims[i].value).s);
	}
	return b.n ? buffer_take(&b) : NULL;
}

void plan_find(struct plan_make *m, const char *words, const char *title, bool filtered, char *near, word_test *test)
{
	struct search s = {.words = words,
	        .title = title,
	        .rows = m->rows,
	        .all = m->all,
	        .filtered = filtered || m->others || m->dims_n || !plan_any_state(m),
	        .near = near,
	        .test = test,
	        .cond = &m->cond};
	plan_search(m->w, &s);
	m->others = m->others || *m->p->words.s;
}
