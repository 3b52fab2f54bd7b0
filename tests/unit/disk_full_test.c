/* disk_full_test.c - a disk that is full at any write costs the transaction that met it, and nothing else. */
#include "tests/unit/scratch.h"

/* SQLite's own way to the disk, but writes are counted and refused after some. */
static int writes_left = -1;          /* -1: as many as wanted */
static sqlite3_io_methods full_io[2]; /* of a file with locks, and of a journal */
static const sqlite3_io_methods *real_io[2];

static bool
	refuse_all; /* also those over what is there, as a file system that copies on write does */

static int full_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	sqlite3_int64 size;
	if (writes_left == 0 && (refuse_all || f->pMethods->xFileSize(f, &size) || at + n > size))
		return SQLITE_FULL;
	if (writes_left > 0)
		writes_left--;
	return real_io[f->pMethods - full_io]->xWrite(f, p, n, at);
}

static int full_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
	sqlite3_vfs *unix_vfs = vfs->pAppData;
	int rc = unix_vfs->xOpen(unix_vfs, name, f, flags, out);
	if (rc == SQLITE_OK && f->pMethods) {
		int i = !(flags & SQLITE_OPEN_MAIN_DB);
		real_io[i] = f->pMethods;
		full_io[i] = *f->pMethods;
		full_io[i].xWrite = full_write;
		f->pMethods = &full_io[i];
	}
	return rc;
}

/* One audited transaction over content, item and series. */
static enum z small_change(struct scratch *s)
{
	struct content_ref ref;
	char big[9000];
	int64_t n;
	memset(big, 'x', sizeof big);
	enum z z = db_begin(s->db, &s->e);
	if (z)
		return z;
	z = content_put(s->db, big, sizeof big, &ref, &s->e);
	if (!z)
		z = series_draw(s->db, "item 2026", &n, &s->e);
	if (!z)
		z = db_run(s->db, &s->e, "UPDATE item SET title='新题目', ver=ver+1", NULL);
	if (!z)
		z = audit_append(s->db, 7, 1, 0, 1, 1, &s->e);
	if (z) {
		db_rollback(s->db);
		return z;
	}
	return db_commit(s->db, &s->e);
}

static void full_at_any_write(struct scratch *s)
{
	sqlite3_vfs full = *sqlite3_vfs_find(NULL);
	scratch_fill(s, 3);
	db_close(&s->db);
	full.zName = "full";
	full.pAppData = sqlite3_vfs_find(NULL);
	full.xOpen = full_open;
	assert_int_equal(sqlite3_vfs_register(&full, 1), SQLITE_OK);
	int refusals = 0;
	enum z z = Z_FULL;
	for (int writes = 0; z == Z_FULL && writes < 200; writes++) {
		ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
		writes_left = writes;
		z = small_change(s);
		assert_false(db_in_transaction(s->db));
		if (z != Z_OK) {
			assert_int_equal(z, Z_FULL);
			refusals++;
			/* the same connection reads on, while the disk is still full (unless the
			 * old pages cannot be put back) */
			if (!refuse_all)
				assert_int_equal(
					db_number(s->db, &s->e, -1,
						"SELECT count(*) FROM item WHERE ver=1", NULL),
					3);
		}
		writes_left = -1;
		db_close(&s->db);
		ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
		assert_int_equal(
			db_number(s->db, &s->e, -1, "SELECT count(*) FROM item WHERE ver=1", NULL),
			z ? 3 : 0);
		assert_int_equal(verify(s).n, 0);
		db_close(&s->db);
	}
	sqlite3_vfs_unregister(&full);
	ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
	assert_int_equal(z, Z_OK);
	assert_in_range(refusals, 5, 100);
}

static void a_disk_full_at_any_write_loses_only_the_transaction(void **state)
{
	refuse_all = false;
	full_at_any_write(*state);
}

static void nor_where_old_pages_cannot_be_written_over(void **state)
{
	refuse_all = true;
	full_at_any_write(*state);
}

#define T(f) cmocka_unit_test_setup_teardown(f, scratch_open, scratch_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_disk_full_at_any_write_loses_only_the_transaction),
		T(nor_where_old_pages_cannot_be_written_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
