/* content_test.c - erasable bytes: kept, shared, changed by others, erased without a trace. */
#include "tests/unit/scratch.h"

#include "store/file/search/index.h"

static struct content_ref put(struct scratch *s, const void *data, size_t n)
{
	struct content_ref ref;
	ok(s, db_begin(s->db, &s->e));
	ok(s, content_put(s->db, data, n, &ref, &s->e));
	ok(s, db_commit(s->db, &s->e));
	return ref;
}

static void what_is_put_comes_back(void **state)
{
	struct scratch *s = *state;
	char *back;
	size_t n;
	char *big = xalloc(3000000);
	random_bytes(big, 3000000);
	static const struct {
		const char *p;
		size_t n;
	} row[] = {{"", 0}, {"一", 3}, {"a\0b", 3}, {NULL, 3000000}};
	for (size_t i = 0; i < 4; i++) {
		const char *p = row[i].p ? row[i].p : big;
		struct content_ref ref = put(s, p, row[i].n), other = put(s, p, row[i].n);
		assert_false(hash_same(&ref.digest, &other.digest)); /* salted */
		ok(s, content_get(s->db, &ref, &back, &n, &s->e));
		assert_int_equal(n, row[i].n);
		assert_memory_equal(back, p, n);
		assert_int_equal(back[n], 0);
		free(back);
		assert_true(content_is(s->db, &ref, p, row[i].n));
		assert_false(content_is(s->db, &ref, "别的", 6));
		ok(s, content_get(s->db, &ref, &back, NULL, &s->e));
		free(back);
	}
	free(big);
}

static void too_much_is_refused(void **state)
{
	struct scratch *s = *state;
	struct content_ref ref;
	char *big = xalloc(CONTENT_MAX + 1);
	ok(s, db_begin(s->db, &s->e));
	refused(s, content_put(s->db, big, CONTENT_MAX + 1, &ref, &s->e), R_CONTENT_TOO_LARGE);
	assert_string_equal(s->e.arg[0], "20");
	ok(s, content_put(s->db, big, CONTENT_MAX, &ref, &s->e));
	db_rollback(s->db);
	free(big);
}

static void change_and_loss_are_found(void **state)
{
	struct scratch *s = *state;
	char *back;
	struct content_ref a = put(s, "甲", 3), b = put(s, "乙", 3), c = put(s, "丙", 3);
	assert_int_equal(attack(s, "UPDATE content SET data='甲'"), SQLITE_CONSTRAINT);
	assert_int_equal(attack(s, "DELETE FROM content"), SQLITE_CONSTRAINT);
	assert_int_equal(attack(s, "DROP TRIGGER content_no_update; DROP TRIGGER content_no_delete;"
				   "UPDATE content SET data='改' WHERE id=1; UPDATE content SET "
				   "salt=x'00' WHERE id=2; DELETE FROM content WHERE id=3"),
		0);
	refused(s, content_get(s->db, &a, &back, NULL, &s->e), R_CONTENT_CHANGED);
	assert_null(back);
	refused(s, content_get(s->db, &b, &back, NULL, &s->e), R_CONTENT_CHANGED);
	refused(s, content_get(s->db, &c, &back, NULL, &s->e), R_CONTENT_GONE);
	assert_false(content_is(s->db, &a, "改", 3));
	assert_false(content_is(s->db, &b, "乙", 3));
	assert_false(content_is(s->db, &c, "丙", 3));
}

static void only_what_is_named_may_go(void **state)
{
	struct scratch *s = *state;
	char *back;
	struct content_ref a = put(s, "甲", 3), b = put(s, "乙", 3);
	scratch_fill(s, 1); /* names content 2 */
	ok(s, db_begin(s->db, &s->e));
	refused(s, content_erase(s->db, a.id, &s->e), R_FILE_PROTECTED);
	ok(s, content_erase(s->db, b.id, &s->e));
	ok(s, audit_append(s->db, 1, 1, 0, 1, 1, &s->e));
	ok(s, db_commit(s->db, &s->e));
	ok(s, content_get(s->db, &a, &back, NULL, &s->e));
	free(back);
	refused(s, content_get(s->db, &b, &back, NULL, &s->e), R_ERASED);
	/* the door is closed again */
	assert_int_equal(db_run(s->db, &s->e, "DELETE FROM content WHERE id=2", NULL), Z_DENIED);
	/* and an erased number does not come back */
	assert_int_equal(
		attack(s, "INSERT INTO content VALUES(2, zeroblob(16), '乙')"), SQLITE_CONSTRAINT);
	assert_int_equal(verify(s).n, 0);
}

/* After an erasure the bytes stand nowhere in the file: not in the row, not in overflow pages, not
 * in the index. */
static void erased_bytes_are_nowhere(void **state)
{
	struct scratch *s = *state;
	static const char secret[] = "绝密鹭鸶零七九三号";
	struct buffer text = {0}, around = {0};
	for (int i = 0; i < 3000; i++)
		buffer_printf(&text, "第%d段%s。", i, secret);
	for (int i = 0; i < 40; i++) {
		buffer_clear(&around);
		buffer_printf(&around, "普通文字第%d篇", i);
		put(s, around.s, around.n);
		ok(s, db_begin(s->db, &s->e));
		ok(s, search_index_set(s->db, SEARCH_ITEMS, i + 10, NULL, around.s, &s->e));
		ok(s, db_commit(s->db, &s->e));
	}
	struct content_ref ref = put(s, text.s, text.n);
	ok(s, db_begin(s->db, &s->e));
	ok(s, search_index_set(s->db, SEARCH_ITEMS, 1, NULL, text.s, &s->e));
	ok(s, db_commit(s->db, &s->e));
	put(s, "其后的文字", 15);
	db_close(&s->db);
	assert_true(file_contains(desk_db(s->home), secret, strlen(secret)));
	assert_true(file_contains(desk_db(s->home), "零七",
		6)); /* an entry of the index has its pair of characters */
	ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));

	char values[64];
	scratch_add(s, "office", "name", "'办公室'");
	scratch_add(s, "officer", "login,office", "'jia',1");
	scratch_add(s, "item", "number", "'2026-0001'");
	scratch_add(s, "erasure", "item", "1");
	scratch_add(s, "erasure_done", "id", "1");
	snprintf(values, sizeof values, "1,%d", (int)ref.id);
	scratch_add(s, "erasure_content", "erasure,content", values);
	ok(s, db_begin(s->db, &s->e));
	ok(s, content_erase(s->db, ref.id, &s->e));
	ok(s, search_index_set(s->db, SEARCH_ITEMS, 1, text.s, NULL, &s->e));
	ok(s, search_index_optimize(s->db, &s->e));
	ok(s, db_commit(s->db, &s->e));
	db_close(&s->db);
	assert_false(file_contains(desk_db(s->home), secret, strlen(secret)));
	for (size_t i = 0; i + 6 <= strlen(secret); i += 3)
		assert_false(file_contains(desk_db(s->home), secret + i, 6));
	assert_true(file_contains(desk_db(s->home), "普通文字", 12));
	ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
	assert_int_equal(verify(s).n, 0);
	assert_int_equal(db_run(s->db, &s->e, "PRAGMA integrity_check", NULL), Z_OK);
	buffer_free(&text);
	buffer_free(&around);
}

#define T(f) cmocka_unit_test_setup_teardown(f, scratch_open, scratch_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_is_put_comes_back),
		T(too_much_is_refused),
		T(change_and_loss_are_found),
		T(only_what_is_named_may_go),
		T(erased_bytes_are_nowhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
