/* file_kill_test.c - writers killed at any instant: what was acknowledged is there, nothing is half
 * there, the chain holds.
 *
 * ROUNDS=100 for a long run; a test run does a few.
 *
 * Seen to fail when the journal was kept in memory. */
#include <signal.h>
#include <sys/mman.h>
#include <time.h>

#include "store/file/search/index.h"
#include "tests/rows.h"
#include "tests/unit/scratch.h"

enum { WRITERS = 4 };

/* What a writer says it has committed; in shared memory, so that its death takes nothing away. */
struct acks {
	volatile int64_t items;
};

static enum z add_item(struct scratch *s, const struct rows *r, int writer, int i)
{
	char number[32], text[2000];
	struct content_ref title, body;
	int64_t drawn;
	enum z z = db_begin(s->db, &s->e);
	if (z)
		return z;
	snprintf(number, sizeof number, "w%d-%d", writer, i);
	memset(text, 'a' + i % 26, sizeof text);
	z = series_draw(s->db, "all", &drawn, &s->e);
	if (!z)
		z = content_put(s->db, number, strlen(number), &title, &s->e);
	if (!z)
		z = content_put(s->db, text, sizeof text, &body, &s->e);
	int64_t next =
		db_number(s->db, &s->e, 0, "SELECT coalesce(max(id),0)+1 FROM revision", NULL);
	if (!z)
		z = db_run(s->db, &s->e, r->item, "ssiii", number, number, next, (int64_t)1,
			(int64_t)0);
	int64_t item = db_last_id(s->db);
	if (!z)
		z = db_run(s->db, &s->e, r->revision, "iiihih", item, (int64_t)1, title.id,
			&title.digest, body.id, &body.digest);
	if (!z)
		z = search_index_set(s->db, SEARCH_ITEMS, item, NULL, number, &s->e);
	if (!z)
		z = db_run(s->db, &s->e,
			"INSERT INTO stat VALUES(1,1,1,1) ON CONFLICT DO UPDATE SET n=n+1", NULL);
	if (!z)
		z = audit_append(s->db, 5, 1, 0, 1, item, &s->e);
	if (z) {
		db_rollback(s->db);
		return z;
	}
	return db_commit(s->db, &s->e);
}

static _Noreturn void writer(struct scratch *s, int w, int from, struct acks *a)
{
	struct rows r;
	if (db_open(desk_db(s->home), 0, &s->db, &s->e))
		_exit(2);
	db_read_patience(s->db, 10000);
	rows_prepare(&r, s->db);
	for (int i = from;; i++) {
		enum z z = add_item(s, &r, w, i);
		if (z) {
			char text[512];
			fprintf(stderr, "writer %d: %s\n", w,
				error_sentence(&s->e, text, sizeof text));
			_exit(3);
		}
		a->items = i + 1;
	}
}

static void check(struct scratch *s, const struct acks *a)
{
	struct findings f = verify(s);
	if (f.n)
		finds(&f, FAULT_CHAIN, T_NONE, -1); /* prints them */
	assert_int_equal(f.n, 0);
	assert_int_equal(
		db_number(s->db, &s->e, -1,
			"SELECT count(*) FROM pragma_quick_check WHERE quick_check='ok'", NULL),
		1);
	for (int w = 0; w < WRITERS; w++) {
		char prefix[16];
		snprintf(prefix, sizeof prefix, "w%d-", w);
		int64_t there = db_number(s->db, &s->e, -1,
			"SELECT count(*) FROM item WHERE substr(number,1,3)=?1", "s", prefix);
		assert_in_range(there, a[w].items,
			a[w].items + 1); /* one may be committed and not yet acknowledged */
	}
	/* nothing half done */
	int64_t items = db_number(s->db, &s->e, -1, "SELECT count(*) FROM item", NULL);
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT count(*) FROM revision", NULL), items);
	assert_int_equal(
		db_number(s->db, &s->e, -1, "SELECT count(*) FROM content", NULL), 2 * items);
	/* where all were killed before their first item there is no row yet */
	assert_int_equal(db_number(s->db, &s->e, 0, "SELECT sum(n) FROM stat", NULL), items);
	assert_int_equal(
		db_number(s->db, &s->e, 0, "SELECT next-1 FROM series WHERE name='all'", NULL),
		items);
	assert_int_equal(
		db_number(s->db, &s->e, -1,
			"SELECT count(*) FROM item_fts WHERE item_fts MATCH '\"w\"*'", NULL),
		items);
	assert_int_equal(
		db_number(s->db, &s->e, -1, "SELECT count(*) FROM audit", NULL), items + 2);
	/* every text fits its digest */
	sqlite3_stmt *q = db_query(s->db, &s->e,
		"SELECT body_c, body_d FROM revision ORDER BY id DESC LIMIT 50", NULL);
	while (db_step(s->db, q, &s->e)) {
		struct content_ref ref = {.id = sqlite3_column_int64(q, 0)};
		char *text;
		assert_int_equal(column_hash(q, 1, &ref.digest), 0);
		ok(s, content_get(s->db, &ref, &text, NULL, &s->e));
		free(text);
	}
	db_done(q);
}

static void killed_writers_lose_nothing(void **state)
{
	struct scratch *s = *state;
	const char *wanted = getenv("ROUNDS");
	int rounds = wanted ? atoi(wanted) : 30;
	struct acks *a = mmap(NULL, WRITERS * sizeof *a, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(a != MAP_FAILED);
	scratch_add(s, "office", "name", "'办公室'");
	scratch_add(s, "officer", "login,office", "'jia',1");
	db_close(&s->db);
	uint32_t seed = (uint32_t)getpid();
	for (int round = 0; round < rounds; round++) {
		pid_t pid[WRITERS];
		for (int w = 0; w < WRITERS; w++)
			if ((pid[w] = fork()) == 0)
				writer(s, w, (int)a[w].items, &a[w]);
		seed = seed * 1664525u + 1013904223u;
		struct timespec nap = {0, (10 + (seed >> 8) % 90) * 1000000L};
		nanosleep(&nap, NULL);
		for (int w = 0; w < WRITERS; w++)
			kill(pid[w], SIGKILL);
		for (int w = 0; w < WRITERS; w++) {
			int status;
			waitpid(pid[w], &status, 0);
			assert_true(WIFSIGNALED(status)); /* none had met an error */
		}
		ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
		check(s, a);
		/* what was committed without being acknowledged is known from now on */
		for (int w = 0; w < WRITERS; w++) {
			char prefix[16];
			snprintf(prefix, sizeof prefix, "w%d-", w);
			a[w].items = db_number(s->db, &s->e, -1,
				"SELECT count(*) FROM item WHERE substr(number,1,3)=?1", "s",
				prefix);
		}
		db_close(&s->db);
	}
	ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
	int64_t items = db_number(s->db, &s->e, -1, "SELECT count(*) FROM item", NULL);
	print_message("%d rounds, %d writers: %lld items\n", rounds, WRITERS, (long long)items);
	assert_true(items > rounds);
	munmap(a, WRITERS * sizeof *a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			killed_writers_lose_nothing, scratch_open, scratch_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
