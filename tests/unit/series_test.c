/* series_test.c - numbers: drawn once, never again, not by two processes alike. */
#include "tests/unit/scratch.h"

static int64_t draw(struct scratch *s, const char *name)
{
	int64_t n;
	ok(s, series_draw(s->db, name, &n, &s->e));
	return n;
}

static void numbers_go_up(void **state)
{
	struct scratch *s = *state;
	ok(s, db_begin(s->db, &s->e));
	for (int i = 1; i <= 5; i++)
		assert_int_equal(draw(s, "item 2026"), i);
	assert_int_equal(draw(s, "item 2027"), 1);
	ok(s, audit_append(s->db, 1, 0, 0, 1, 1, &s->e));
	ok(s, db_commit(s->db, &s->e));
	/* a number of a transaction that came to nothing was nobody's */
	ok(s, db_begin(s->db, &s->e));
	assert_int_equal(draw(s, "item 2026"), 6);
	db_rollback(s->db);
	ok(s, db_begin(s->db, &s->e));
	assert_int_equal(draw(s, "item 2026"), 6);
	ok(s, audit_append(s->db, 1, 0, 0, 1, 1, &s->e));
	ok(s, db_commit(s->db, &s->e));
	assert_int_equal(verify(s).n, 0);
}

static void raising_never_lowers(void **state)
{
	struct scratch *s = *state;
	ok(s, db_begin(s->db, &s->e));
	ok(s, series_raise(s->db, "a", 40, &s->e));
	assert_int_equal(draw(s, "a"), 40);
	ok(s, series_raise(s->db, "a", 7, &s->e));
	assert_int_equal(draw(s, "a"), 41);
	ok(s, series_raise(s->db, "a", 100, &s->e));
	assert_int_equal(draw(s, "a"), 100);
	ok(s, audit_append(s->db, 1, 0, 0, 1, 1, &s->e));
	ok(s, db_commit(s->db, &s->e));
}

static void two_processes_draw_no_number_twice(void **state)
{
	struct scratch *s = *state;
	enum { EACH = 40, CHILDREN = 4 };
	db_close(&s->db);
	int out[2];
	bool seen[EACH * CHILDREN + 1] = {false};
	assert_int_equal(pipe(out), 0);
	for (int c = 0; c < CHILDREN; c++)
		if (fork() == 0) {
			if (db_open(desk_db(s->home), 0, &s->db, &s->e))
				_exit(1);
			for (int i = 0; i < EACH; i++) {
				int64_t n;
				if (db_begin(s->db, &s->e) ||
					series_draw(s->db, "item", &n, &s->e) ||
					audit_append(s->db, 1, 0, 0, 1, n, &s->e) ||
					db_commit(s->db, &s->e))
					_exit(2);
				if (write(out[1], &n, sizeof n) != sizeof n)
					_exit(3);
			}
			db_close(&s->db);
			_exit(0);
		}
	for (int c = 0; c < CHILDREN; c++) {
		int status;
		wait(&status);
		assert_int_equal(status, 0);
	}
	close(out[1]);
	for (int i = 0; i < EACH * CHILDREN; i++) {
		int64_t n;
		assert_int_equal(read(out[0], &n, sizeof n), sizeof n);
		assert_in_range(n, 1, EACH * CHILDREN);
		assert_false(seen[n]);
		seen[n] = true;
	}
	close(out[0]);
	ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
	assert_int_equal(verify(s).n, 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, scratch_open, scratch_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(numbers_go_up),
		T(raising_never_lowers),
		T(two_processes_draw_no_number_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
