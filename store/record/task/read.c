/* read.c - one task whole, and its history. */
#include "store/record/task/inner.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"

static enum z names(struct desk *d, struct task *t, const struct task_head *h, struct error *e)
{
	char helpers[TASK_HELPERS_MAX * 80];
	enum z z = task_helpers_names(d, h->helpers, helpers, sizeof helpers, e);
	t->helper_names = xstrdup(z == Z_OK ? helpers : "");
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT o.name, b.name FROM task t LEFT JOIN office o ON o.id=t.office LEFT JOIN officer b ON b.id=t.done_by WHERE t.id=?1",
		"i", h->id);
	if (db_step(d->db, q, e)) {
		t->office_name = xstrdup(column_text(q, 0));
		t->done_by = xstrdup(column_text(q, 1));
	}
	db_done(q);
	return z == Z_OK ? db_result(d->db) : z;
}

static void light(struct desk *d, struct task *t)
{
	int32_t today = desk_today(d), due = t->in.due;
	if (due == DAY_NONE || t->state == TASK_DROPPED)
		return;
	if (t->state == TASK_DONE) {
		t->light = t->done_on > due ? LIGHT_RED : LIGHT_GREEN;
		return;
	}
	t->left = clock_left(d->calendar, today, due);
	t->light = today > due ? LIGHT_RED : t->left <= (int)setting_number(d, SETTING_SOON_DAYS) ? LIGHT_YELLOW : LIGHT_GREEN;
}

enum z task_load(struct desk *d, int64_t id, struct task **out, struct error *e)
{
	struct task_head h;
	struct task *t = *out = xalloc(sizeof *t);
	char *body = NULL;
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = task_head(d, id, &h, e);
	if (z == Z_OK)
		z = content_shown(d, &h.body, &body, e);
	if (z == Z_OK) {
		t->id = h.id;
		t->ver = h.ver;
		t->created_at = h.created_at;
		t->state = h.state;
		t->done_on = h.done_on;
		t->number = xstrdup(h.number);
		t->in = (struct task_in){.place = xstrdup(h.place), .title = xstrdup(h.title), .body = body,
			.source = xstrdup(h.source), .office = h.office, .due = h.due};
		t->in.helpers = task_helpers_read(h.helpers, t->in.helper);
		light(d, t);
		z = names(d, t, &h, e);
	}
	if (z != Z_OK)
		task_free(out);
	return z;
}

void task_free(struct task **p)
{
	struct task *t = *p;
	if (!t)
		return;
	const char *const all[] = {t->in.place, t->in.title, t->in.body, t->in.source, t->number, t->office_name, t->helper_names, t->done_by};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		free((char *)(uintptr_t)all[i]);
	free(t);
	*p = NULL;
}

enum z task_by_number(struct desk *d, const char *number, int64_t *id, struct error *e)
{
	*id = db_number(d->db, e, 0, "SELECT id FROM task WHERE number=?1", "s", number);
	return *id ? Z_OK : db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_TASK, number);
}

enum z task_history(struct desk *d, int64_t id, struct arena *a, struct task_step **steps, int *n, struct error *e)
{
	int cap = (int)db_number(d->db, e, 0, "SELECT count(*) FROM task_act WHERE task=?1", "i", id);
	struct content_ref *ref = xalloc(sizeof *ref * (size_t)(cap + 1));
	struct task_step *s = *steps = arena_alloc(a, sizeof **steps * (size_t)(cap + 1));
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT a.id, a.at, a.act, a.state, a.day, o.name, a.text_c, a.text_d FROM task_act a"
		" JOIN officer o ON o.id=a.officer WHERE a.task=?1 ORDER BY a.id",
		"i", id);
	while (*n < cap && db_step(d->db, q, e)) {
		s[*n] = (struct task_step){.id = sqlite3_column_int64(q, 0),
			.at = sqlite3_column_int64(q, 1),
			.act = sqlite3_column_int(q, 2),
			.state = sqlite3_column_int(q, 3),
			.day = sqlite3_column_type(q, 4) == SQLITE_NULL ? DAY_NONE : sqlite3_column_int(q, 4),
			.officer_name = arena_strdup(a, column_text(q, 5))};
		ref[*n] = (struct content_ref){.id = sqlite3_column_int64(q, 6)};
		column_hash(q, 7, &ref[*n].digest);
		++*n;
	}
	db_done(q);
	enum z z = db_result(d->db);
	for (int i = 0; i < *n; i++) {
		char *text = NULL;
		if (z == Z_OK)
			z = content_shown(d, &ref[i], &text, e);
		s[i].text = arena_strdup(a, text ? text : "");
		free(text);
	}
	free(ref);
	return z;
}
