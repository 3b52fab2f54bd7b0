/* schema_test.c - files of older and newer versions: brought up step by step after a copy, or left alone. */
#include "tests/unit/scratch.h"

#include "store/file/db_inside.h"
#include "store/file/place.h"
#include "store/file/schema.h"

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
	{2, "ALTER TABLE office ADD COLUMN motto TEXT", NULL},
	{3, "CREATE TABLE plan(id INTEGER PRIMARY KEY, words TEXT)", add_words},
};

static void older_files_are_brought_up(void **state)
{
	struct scratch *s = *state;
	struct db *raw_db;
	scratch_fill(s, 5);
	ok(s, schema_migrate(s->db, made_up, 2, 3, &s->e));
	int version;
	ok(s, schema_version(s->db, &version, &s->e));
	assert_int_equal(version, 3);
	assert_int_equal(
		db_number(s->db, &s->e, 0, "SELECT count(*) FROM office WHERE motto='为民'", NULL),
		2);
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT count(*) FROM plan", NULL), 0);
	ok(s, schema_migrate(s->db, made_up, 2, 3, &s->e)); /* nothing left to do */
	db_close(&s->db);

	/* the copy made before holds version 1, and is good */
	char *copy = place_join(desk_dir(s->home), "backup/before-v3.db");
	assert_true(file_exists(copy));
	assert_false(file_exists(desk_path(s->home, "backup/before-v3-2.db")));
	ok(s, db_open(copy, DB_READ | DB_COPY, &raw_db, &s->e));
	ok(s, schema_version(raw_db, &version, &s->e));
	assert_int_equal(version, 1);
	db_close(&raw_db);
	free(copy);

	/* this program is now the older one */
	refused(s, db_open(desk_db(s->home), 0, &s->db, &s->e), R_FILE_NEWER);
	assert_string_equal(s->e.arg[1], "3");
	ok(s, db_open(desk_db(s->home), DB_READ | DB_NEWER_OK, &s->db, &s->e));
	assert_int_equal(verify(s).n, 0);
}

static void a_step_that_fails_leaves_the_version_before_it(void **state)
{
	struct scratch *s = *state;
	static const struct migration broken[] = {
		{2, "ALTER TABLE office ADD COLUMN motto TEXT", NULL},
		{3, "CREATE TABLE plan(id INTEGER PRIMARY KEY)", break_off},
	};
	int version;
	scratch_fill(s, 2);
	refused(s, schema_migrate(s->db, broken, 2, 3, &s->e), R_FILE_CANCEL);
	ok(s, schema_version(s->db, &version, &s->e));
	assert_int_equal(version, 2);
	assert_int_equal(db_number(s->db, &s->e, -1,
				 "SELECT count(*) FROM sqlite_schema WHERE name='plan'", NULL),
		0);
	assert_int_equal(db_number(s->db, &s->e, -1,
				 "SELECT count(*) FROM office WHERE motto IS NOT NULL", NULL),
		0);
	assert_true(file_exists(desk_path(s->home, "backup/before-v3.db")));
	assert_int_equal(verify(s).n, 0);
	ok(s, schema_migrate(s->db, made_up, 2, 3, &s->e));
	assert_true(file_exists(desk_path(
		s->home, "backup/before-v3-2.db"))); /* the first copy was not written over */
	assert_int_equal(verify(s).n, 0);
	/* no way from 1 to 3 without the step to 2 */
	refused(s, schema_migrate(s->db, made_up, 2, 5, &s->e), R_FILE_OLDER);
}

static void a_file_migrated_meanwhile_is_not_written(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 1);
	assert_int_equal(attack(s, "PRAGMA user_version=2"), 0);
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
