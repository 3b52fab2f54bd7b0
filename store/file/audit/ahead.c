/* ahead.c - see ahead.h.  Knows tables by what SQLite says of their columns. */
#include "store/file/audit/ahead.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/file/audit/inside.h"

struct audit_plan {
	struct hasher begun;
	struct plan_column {
		struct hash_mark mark;
		int fed; /* place in the feed's row; -1: it has its default */
		struct feed_value standing;
	} * column;
	size_t n;
	struct arena texts;
};

/* Whether the next of the words "id, name, at" is this one; *list moves behind it. */
static bool next_is(const char **list, const char *word, size_t n)
{
	size_t len = strcspn(*list, ", ");
	bool same = len == n && !memcmp(*list, word, n);
	*list += len;
	*list += strspn(*list, ", ");
	return same;
}

/* Which column of the feed goes into this one, -1: none. */
static int fed_by(const char *name, const char *into, const char *from)
{
	while (*into) {
		int c = *from == 'c' ? atoi(from + 1) : -1;
		if (next_is(&into, name, strlen(name)))
			return c;
		next_is(&from, "", 0);
	}
	return -1;
}

/* As it stands in the schema: nothing, a number, or a text in quotes without a quote in it. */
static bool standing(struct audit_plan *p, const char *sql, struct feed_value *v)
{
	size_t n = strlen(sql);
	char *end;
	*v = (struct feed_value){.type = 'n'};
	if (!n || !strcmp(sql, "NULL"))
		return true;
	if (n >= 2 && *sql == '\'' && strchr(sql + 1, '\'') == sql + n - 1) {
		char *text = arena_strdup(&p->texts, sql + 1);
		text[n - 2] = '\0';
		*v = (struct feed_value){.type = 's', .number = (int64_t)n - 2, .p = text};
		return true;
	}
	*v = (struct feed_value){.type = 'i', .number = strtoll(sql, &end, 10)};
	return !*end;
}

enum z audit_plan_new(
	struct db *db, enum table t, const char *into, const char *from, struct audit_plan **out, struct error *e)
{
	struct audit_plan *p = xalloc(sizeof *p);
	bool good = fed_by("id", into, from) >= 0;
	audit_row_begin(&p->begun, (int)t);
	sqlite3_stmt *q = db_query(
		db, e, "SELECT name, dflt_value FROM pragma_table_info(?1) ORDER BY cid", "s", table_name(t));
	while (good && db_step(db, q, e)) {
		const char *name = column_text(q, 0);
		if (audit_is_cache((int)t, name))
			continue;
		p->column = xrealloc(p->column, (p->n + 1) * sizeof *p->column);
		struct plan_column *c = &p->column[p->n++];
		good = strlen(name) <= HASH_MARK_NAME && standing(p, column_text(q, 1), &c->standing);
		if (good)
			hash_mark_make(&c->mark, name);
		c->fed = fed_by(name, into, from);
	}
	db_done(q);
	*out = p;
	if (db_failed(db))
		return db_result(db);
	return good && p->n ? Z_OK : refuse(e, R_FILE_DAMAGED, db_path(db), table_name(t));
}

void audit_plan_free(struct audit_plan **p)
{
	if (!*p)
		return;
	free((*p)->column);
	arena_free(&(*p)->texts);
	free(*p);
	*p = NULL;
}

void audit_plan_digest(const struct audit_plan *p, const struct feed *f, struct hash *digest)
{
	const struct feed_value *row = f->value + (f->n - (size_t)f->columns);
	struct hasher h = p->begun;
	for (size_t i = 0; i < p->n; i++) {
		const struct plan_column *c = &p->column[i];
		const struct feed_value *v = c->fed < 0 ? &c->standing : &row[c->fed];
		if (v->type == 'n')
			continue;
		hash_mark(&h, &c->mark, v->type == 'i' ? SQLITE_INTEGER : v->type == 's' ? SQLITE_TEXT : SQLITE_BLOB);
		if (v->type == 'i')
			hash_number(&h, v->number);
		else
			hash_field(&h, v->p, (size_t)v->number);
	}
	hash_end(&h, digest);
}
