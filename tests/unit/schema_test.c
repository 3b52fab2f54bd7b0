/* schema_test.c - files of older and newer versions: brought up step by step after a copy, or left alone. */
#include "tests/unit/scratch.h"

#include "store/file/db_inside.h"
#include "store/file/place.h"
#include "store/file/schema/schema.h"

/* Made-up versions behind the program's own. */
enum { NEXT = SCHEMA_VERSION + 1, LAST };

/* backup/before-v4.db, before-v4-2.db: the copies made on the way to the last of them. */
static const char *copy_name(int n)
{
	static char name[48];
	if (n == 1)
		snprintf(name, sizeof name, "backup/before-v%d.db", LAST);
	else
		snprintf(name, sizeof name, "backup/before-v%d-%d.db", LAST, n);
	return name;
}

static enum z add_words(struct db *db, struct error *e)
{
	enum z z = db_run(db, e, "UPDATE office SET motto='为民'", NULL);
	return z ? z : audit_append(db, 5000, 0, 0, 99, 0, e);
}
static enum z break_off(struct db *db, struct error *e)
{
	enum z z = db_run(db, e, "UPDATE office SET motto='半途'", NULL);
	return z ? z : refuse(e, R_FILE_CANCEL);
}
static const struct migration made_up[] = {
	{NEXT, "ALTER TABLE office ADD COLUMN motto TEXT", NULL},
	{LAST, "CREATE TABLE plan(id INTEGER PRIMARY KEY, words TEXT)", add_words},
};

static void older_files_are_brought_up(void **state)
{
	struct scratch *s = *state;
	struct db *raw_db;
	scratch_fill(s, 5);
	ok(s, schema_migrate(s->db, made_up, 2, LAST, &s->e));
	int version;
	ok(s, schema_version(s->db, &version, &s->e));
	assert_int_equal(version, LAST);
	assert_int_equal(
		db_number(s->db, &s->e, 0, "SELECT count(*) FROM office WHERE motto='为民'", NULL),
		2);
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT count(*) FROM plan", NULL), 0);
	ok(s, schema_migrate(s->db, made_up, 2, LAST, &s->e)); /* nothing left to do */
	db_close(&s->db);

	/* the copy made before holds this program's version, and is good */
	char *copy = place_join(desk_dir(s->home), copy_name(1));
	assert_true(file_exists(copy));
	assert_false(file_exists(desk_path(s->home, copy_name(2))));
	ok(s, db_open(copy, DB_READ | DB_COPY, &raw_db, &s->e));
	ok(s, schema_version(raw_db, &version, &s->e));
	assert_int_equal(version, SCHEMA_VERSION);
	db_close(&raw_db);
	free(copy);

	/* this program is now the older one */
	refused(s, db_open(desk_db(s->home), 0, &s->db, &s->e), R_FILE_NEWER);
	assert_string_equal(s->e.arg[1], number_text(LAST).s);
	ok(s, db_open(desk_db(s->home), DB_READ | DB_NEWER_OK, &s->db, &s->e));
	assert_int_equal(verify(s).n, 0);
}

static void a_step_that_fails_leaves_the_version_before_it(void **state)
{
	struct scratch *s = *state;
	static const struct migration broken[] = {
		{NEXT, "ALTER TABLE office ADD COLUMN motto TEXT", NULL},
		{LAST, "CREATE TABLE plan(id INTEGER PRIMARY KEY)", break_off},
	};
	int version;
	scratch_fill(s, 2);
	refused(s, schema_migrate(s->db, broken, 2, LAST, &s->e), R_FILE_CANCEL);
	ok(s, schema_version(s->db, &version, &s->e));
	assert_int_equal(version, NEXT);
	assert_int_equal(db_number(s->db, &s->e, -1,
				 "SELECT count(*) FROM sqlite_schema WHERE name='plan'", NULL),
		0);
	assert_int_equal(db_number(s->db, &s->e, -1,
				 "SELECT count(*) FROM office WHERE motto IS NOT NULL", NULL),
		0);
	assert_true(file_exists(desk_path(s->home, copy_name(1))));
	assert_int_equal(verify(s).n, 0);
	ok(s, schema_migrate(s->db, made_up, 2, LAST, &s->e));
	assert_true(file_exists(desk_path(
		s->home, copy_name(2)))); /* the first copy was not written over */
	assert_int_equal(verify(s).n, 0);
	/* no way past a step that is missing */
	refused(s, schema_migrate(s->db, made_up, 2, LAST + 2, &s->e), R_FILE_OLDER);
}

static void a_file_migrated_meanwhile_is_not_written(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 1);
	char sql[48];
	snprintf(sql, sizeof sql, "PRAGMA user_version=%d", NEXT);
	assert_int_equal(attack(s, sql), 0);
	refused(s, db_begin(s->db, &s->e), R_FILE_NEWER);
	assert_false(db_in_transaction(s->db));
}

#define T(f) cmocka_unit_test_setup_teardown(f, scratch_open, scratch_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(older_files_are_brought_up),
		T(a_step_that_fails_leaves_the_version_before_it),
		T(a_file_migrated_meanwhile_is_not_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
