/* scratch.h - a desk's file for the tests of store/file: opened, filled with a row of each guarded
 * table, attacked through a second, plain SQLite connection as any other tool would. */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/base/memory.h"
#include "store/file/audit/audit.h"
#include "store/file/content.h"
#include "store/file/db.h"
#include "store/file/series.h"
#include "tests/desk.h"

struct scratch {
	struct desk *home;
	struct db *db;
	struct error e;
};

/* Fails with the Chinese sentence. */
#define ok(s, call) ok_((s), (call), #call, __FILE__, __LINE__)
static inline void ok_(struct scratch *s, enum z z, const char *call, const char *file, int line)
{
	char sentence[512];
	if (z == Z_OK)
		return;
	print_error("%s: %s\n", call, error_sentence(&s->e, sentence, sizeof sentence));
	_fail(file, line);
}
#define refused(s, call, R) refused_((s), (call), (R), #call, __FILE__, __LINE__)
static inline void refused_(struct scratch *s, enum z z, enum refusal code, const char *call,
	const char *file, int line)
{
	char sentence[512];
	if (z != Z_OK && s->e.code == code)
		return;
	print_error("%s: %s\n", call,
		z ? error_sentence(&s->e, sentence, sizeof sentence) : "not refused");
	_fail(file, line);
}

static inline int scratch_open(void **state)
{
	struct scratch *s = xalloc(sizeof *s);
	s->home = desk_open();
	ok(s, db_open(desk_db(s->home), DB_CREATE, &s->db, &s->e));
	*state = s;
	return 0;
}

static inline int scratch_close(void **state)
{
	struct scratch *s = *state;
	db_close(&s->db);
	desk_close(&s->home);
	free(s);
	return 0;
}

static inline void reopen(struct scratch *s)
{
	db_close(&s->db);
	ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
}

/* One audited transaction of one statement without parameters. */
static inline void scratch_do(struct scratch *s, const char *sql)
{
	ok(s, db_begin(s->db, &s->e));
	ok(s, db_run(s->db, &s->e, sql, NULL));
	ok(s, audit_append(s->db, 1000, 1, 0, 1, 1, &s->e));
	ok(s, db_commit(s->db, &s->e));
}

/* Inserts a row of table with these columns and values; the other columns that must not be NULL get
 * 1, "x<row>" or x'01', so that the schema may grow without these tests. Returns its id. */
static inline int64_t scratch_row(
	struct scratch *s, const char *table, const char *columns, const char *values)
{
	static int row;
	struct buffer sql = {0}, names = {0}, all = {0}, info = {0};
	buffer_printf(&info, "PRAGMA table_info(%s)", table);
	buffer_printf(&names, ",%s,", columns);
	buffer_text(&sql, columns);
	buffer_text(&all, values);
	row++;
	sqlite3_stmt *q = db_query_dynamic(s->db, &s->e, info.s);
	while (db_step(s->db, q, &s->e)) {
		char name[64];
		snprintf(name, sizeof name, ",%s,", column_text(q, 1));
		if (!sqlite3_column_int(q, 3) || sqlite3_column_type(q, 4) != SQLITE_NULL ||
			strstr(names.s, name))
			continue;
		buffer_printf(&sql, ",%s", column_text(q, 1));
		if (!strcmp(column_text(q, 2), "TEXT"))
			buffer_printf(&all, ",'x%d'", row);
		else
			buffer_text(&all, strcmp(column_text(q, 2), "BLOB") ? ",1" : ",x'01'");
	}
	db_done(q);
	buffer_clear(&info);
	buffer_printf(&info, "INSERT INTO %s(%s) VALUES(%s)", table, sql.s, all.s);
	q = db_query_dynamic(s->db, &s->e, info.s);
	while (db_step(s->db, q, &s->e))
		;
	db_done(q);
	ok(s, db_result(s->db));
	buffer_free(&sql);
	buffer_free(&names);
	buffer_free(&all);
	buffer_free(&info);
	return db_last_id(s->db);
}

/* The same as an audited transaction of its own. */
static inline int64_t scratch_add(
	struct scratch *s, const char *table, const char *columns, const char *values)
{
	ok(s, db_begin(s->db, &s->e));
	int64_t id = scratch_row(s, table, columns, values);
	ok(s, audit_append(s->db, 1000, 1, 0, 1, id, &s->e));
	ok(s, db_commit(s->db, &s->e));
	return id;
}

/* Two offices, an officer, n items of one revision and one review each, and a row of everything
 * else that only grows. */
static inline void scratch_fill(struct scratch *s, int n)
{
	char values[512], number[32], body[64], hex[65];
	scratch_add(s, "office", "name,kind", "'办公室',1");
	scratch_add(s, "office", "name,kind", "'资源股',1");
	scratch_add(s, "officer", "login,name,office", "'jia','经办甲',1");
	for (int i = 1; i <= n; i++) {
		struct content_ref title_c, body_c;
		int64_t drawn;
		ok(s, db_begin(s->db, &s->e));
		ok(s, series_draw(s->db, "item 2026", &drawn, &s->e));
		snprintf(number, sizeof number, "2026-%04d", (int)drawn);
		snprintf(body, sizeof body, "第%d号正文：森林防火工作方案", i);
		ok(s, content_put(s->db, number, strlen(number), &title_c, &s->e));
		ok(s, content_put(s->db, body, strlen(body), &body_c, &s->e));
		snprintf(values, sizeof values, "'%s','%s',%d", number, number, i);
		int64_t item = scratch_row(s, "item", "number,title,revision", values);
		snprintf(values, sizeof values, "%d,1,%d,%d,x'%s'", (int)item, (int)title_c.id,
			(int)body_c.id, hash_hex(&body_c.digest, hex));
		int64_t revision =
			scratch_row(s, "revision", "item,n,title_c,body_c,body_d", values);
		snprintf(values, sizeof values, "%d,%d,x'%s'", (int)item, (int)revision, hex);
		scratch_row(s, "review", "item,revision,hash", values);
		ok(s, audit_append(s->db, 1000 + i, 1, 0, 2, item, &s->e));
		ok(s, db_commit(s->db, &s->e));
	}
	scratch_add(s, "attachment", "revision", "1");
	scratch_add(s, "release", "item", "1");
	scratch_add(s, "correction", "item", "1");
	scratch_add(s, "erasure", "item", "1");
	scratch_add(s, "erasure", "item", "1");
	scratch_add(s, "erasure_done", "id", "2");
	scratch_add(s, "erasure_content", "erasure,content", "2,2");
}

/* Another tool: SQLite with its defaults, knowing our tokenizer not. Returns SQLite's result. */
static inline int attack(const struct scratch *s, const char *sql)
{
	sqlite3 *raw;
	int rc = sqlite3_open(desk_db(s->home), &raw);
	if (rc == SQLITE_OK) {
		sqlite3_busy_timeout(raw, 5000);
		rc = sqlite3_exec(raw, sql, NULL, NULL, NULL);
	}
	sqlite3_close(raw);
	return rc;
}

/* What a verification finds. */
struct findings {
	int n;
	struct audit_found f[64];
};
static inline bool findings_add(void *ctx, const struct audit_found *f)
{
	struct findings *all = ctx;
	if (all->n < 64)
		all->f[all->n++] = *f;
	return true;
}
static inline struct findings verify(struct scratch *s)
{
	struct findings all = {0};
	ok(s, audit_verify(s->db, findings_add, &all, &s->e));
	return all;
}
static inline bool finds(
	const struct findings *all, enum audit_fault fault, enum table t, int64_t id)
{
	for (int i = 0; i < all->n; i++)
		if (all->f[i].fault == fault && all->f[i].t == t && all->f[i].id == id)
			return true;
	for (int i = 0; i < all->n; i++)
		print_error("found: fault %d, %s %lld\n", (int)all->f[i].fault,
			table_name(all->f[i].t), (long long)all->f[i].id);
	return false;
}
#endif
