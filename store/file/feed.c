/* feed.c - the rows of a struct feed as a table of SQLite's: c0, c1 ... FROM feed(?1).  Knows no tables. */
#include "store/file/feed.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"

/* ---- the rows ---- */

static struct feed_value value_of(char letter, va_list *ap)
{
	switch (letter) {
	case 'i':
		return (struct feed_value){.type = 'i', .number = va_arg(*ap, int64_t)};
	case 'o': {
		int64_t n = va_arg(*ap, int64_t);
		return (struct feed_value){.type = n ? 'i' : 'n', .number = n};
	}
	case 's': {
		const char *s = va_arg(*ap, const char *);
		return (struct feed_value){.type = s ? 's' : 'n', .number = s ? (int64_t)strlen(s) : 0, .p = s};
	}
	case 'b': {
		const void *p = va_arg(*ap, const void *);
		return (struct feed_value){.type = 'b', .number = (int64_t)va_arg(*ap, size_t), .p = p};
	}
	case 'h': {
		const struct hash *h = va_arg(*ap, const struct hash *);
		return (struct feed_value){.type = h ? 'b' : 'n', .number = HASH_BYTES, .p = h ? h->b : NULL};
	}
	case 'n':
		return (struct feed_value){.type = 'n'};
	default:
		abort(); /* no such letter */
	}
}

void feed_row(struct feed *f, const char *letters, ...)
{
	va_list ap;
	int n = (int)strlen(letters);
	assert(n <= FEED_COLUMNS && (!f->n || n == f->columns));
	f->columns = n;
	if (f->n + (size_t)n > f->cap) {
		f->cap = f->cap * 2 + 64 * (size_t)n;
		f->value = xrealloc(f->value, f->cap * sizeof *f->value);
	}
	va_start(ap, letters);
	for (; *letters; letters++)
		f->value[f->n++] = value_of(*letters, &ap);
	va_end(ap);
}

void feed_free(struct feed *f)
{
	free(f->value);
	*f = (struct feed){0};
}

/* ---- the table ---- */

#define POINTER "zwgk feed"

struct cursor {
	sqlite3_vtab_cursor base;
	struct feed *feed;
	size_t at; /* of the row's first value */
};

static int connect(sqlite3 *raw, void *ctx, int argc, const char *const *argv, sqlite3_vtab **out, char **why)
{
	struct buffer b = {0};
	(void)ctx;
	(void)argc;
	(void)argv;
	(void)why;
	buffer_text(&b, "CREATE TABLE feed(");
	for (int i = 0; i < FEED_COLUMNS; i++)
		buffer_printf(&b, "c%d,", i);
	buffer_text(&b, "source HIDDEN)");
	int rc = sqlite3_declare_vtab(raw, b.s);
	buffer_free(&b);
	if (rc)
		return rc;
	sqlite3_vtab_config(raw, SQLITE_VTAB_DIRECTONLY);
	*out = xalloc(sizeof **out);
	return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *t)
{
	free(t);
	return SQLITE_OK;
}

static int best_index(sqlite3_vtab *t, sqlite3_index_info *x)
{
	(void)t;
	for (int i = 0; i < x->nConstraint; i++)
		if (x->aConstraint[i].iColumn == FEED_COLUMNS && x->aConstraint[i].usable &&
			x->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ) {
			x->aConstraintUsage[i].argvIndex = 1;
			x->aConstraintUsage[i].omit = 1;
			x->estimatedRows = 256;
			return SQLITE_OK;
		}
	return SQLITE_CONSTRAINT;
}

static int cursor_open(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	(void)t;
	*out = xalloc(sizeof(struct cursor));
	return SQLITE_OK;
}

static int cursor_close(sqlite3_vtab_cursor *c)
{
	free(c);
	return SQLITE_OK;
}

static struct cursor *cursor_of(sqlite3_vtab_cursor *c)
{
	return (struct cursor *)c; /* its first member */
}

static int refill(struct cursor *c)
{
	struct feed *f = c->feed;
	if (c->at < f->n || !f->more)
		return SQLITE_OK;
	f->n = c->at = 0;
	f->z = f->more(f->ctx, f, &f->why);
	return f->z == Z_OK ? SQLITE_OK : SQLITE_ABORT;
}

static int filter(sqlite3_vtab_cursor *base, int plan, const char *name, int argc, sqlite3_value **argv)
{
	struct cursor *c = cursor_of(base);
	(void)plan;
	(void)name;
	c->feed = argc == 1 ? sqlite3_value_pointer(argv[0], POINTER) : NULL;
	c->at = 0;
	return c->feed ? refill(c) : SQLITE_MISUSE;
}

static int next(sqlite3_vtab_cursor *base)
{
	struct cursor *c = cursor_of(base);
	c->at += (size_t)c->feed->columns;
	return refill(c);
}

static int eof(sqlite3_vtab_cursor *base)
{
	const struct cursor *c = cursor_of(base);
	return c->at >= c->feed->n;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *ctx, int i)
{
	const struct cursor *c = cursor_of(base);
	if (i >= c->feed->columns)
		return SQLITE_OK; /* NULL */
	const struct feed_value *v = &c->feed->value[c->at + (size_t)i];
	if (v->type == 'i')
		sqlite3_result_int64(ctx, v->number);
	else if (v->type == 's')
		sqlite3_result_text(ctx, v->p, (int)v->number, SQLITE_STATIC);
	else if (v->type == 'b')
		sqlite3_result_blob64(ctx, v->number ? v->p : "", (sqlite3_uint64)v->number, SQLITE_STATIC);
	return SQLITE_OK;
}

static int row_id(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
	*id = (sqlite3_int64)cursor_of(base)->at;
	return SQLITE_OK;
}

int feed_register(sqlite3 *raw)
{
	static const sqlite3_module module = {.xConnect = connect,
		.xBestIndex = best_index,
		.xDisconnect = disconnect,
		.xOpen = cursor_open,
		.xClose = cursor_close,
		.xFilter = filter,
		.xNext = next,
		.xEof = eof,
		.xColumn = column,
		.xRowid = row_id};
	return sqlite3_create_module(raw, "feed", &module, NULL);
}

enum z feed_run(struct db *db, struct feed *f, const char *sql, struct error *e)
{
	enum z z = Z_OK;
	f->z = Z_OK;
	if (f->n || f->more) {
		sqlite3_stmt *q = db_query(db, e, sql, NULL);
		if (q)
			sqlite3_bind_pointer(q, 1, f, POINTER, NULL);
		while (db_step(db, q, e))
			;
		db_done(q);
		z = db_result(db);
	}
	f->n = 0;
	if (f->z == Z_OK)
		return z;
	if (e)
		*e = f->why;
	return f->z;
}
