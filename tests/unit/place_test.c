/* place_test.c - where a desk lies: a folder or a file that cannot be written is said in words, before anybody types. */
#include "tests/unit/scratch.h"

/* Root may write everywhere, so he becomes somebody else for a while. */
static void where_nothing_can_be_written_it_is_said(void **state)
{
	struct scratch *s = *state;
	enum { SOMEBODY = 65534 };
	char *folder = xstrdup(desk_path(s->home, "fixed")), *path = xstrdup(desk_path(s->home, "fixed/desk.db"));
	char *other = xstrdup(desk_path(s->home, "fixed/other.db")), *none = xstrdup(desk_path(s->home, "fixed/no/other.db"));
	char sentence[512];
	struct db *db;
	uid_t root = geteuid();
	ok(s, db_open(path, DB_CREATE, &db, &s->e));
	db_close(&db);
	if (!root) {
		assert_int_equal(chmod(desk_dir(s->home), 0711), 0);
		assert_int_equal(chown(folder, SOMEBODY, (gid_t)-1) || chown(path, SOMEBODY, (gid_t)-1), 0);
		assert_int_equal(seteuid(SOMEBODY), 0);
	}
	chmod(path, 0400);
	refused(s, db_open(path, 0, &db, &s->e), R_FILE_READ_ONLY);
	chmod(path, 0600);
	chmod(folder, 0500);
	refused(s, db_open(path, 0, &db, &s->e), R_FILE_READ_ONLY);
	ok(s, db_open(path, DB_READ, &db, &s->e));
	db_close(&db);
	refused(s, db_open(other, DB_CREATE, &db, &s->e), R_FILE_NOT_MADE);
	assert_null(strstr(error_sentence(&s->e, sentence, sizeof sentence), ".new-")); /* the folder, not a name of ours */
	refused(s, db_open(none, DB_CREATE, &db, &s->e), R_FILE_NOT_MADE);
	chmod(folder, 0700);
	assert_int_equal(seteuid(root), 0);
	free(folder);
	free(path);
	free(other);
	free(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(where_nothing_can_be_written_it_is_said, scratch_open, scratch_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
