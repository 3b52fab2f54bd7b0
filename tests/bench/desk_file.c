/* desk_file.c - the file under a busy bureau: officers who think and commit, one who reads, and an
 *import going on.
 *
 *	desk_file [FOLDER [OFFICERS [SECONDS [ROWS]]]]     (.build/bench, 20, 20, 10000)
 *
 * Below the rules of store/record: each officer's commit checks the version it read, changes an
 *item, adds a review with its opinion as content, moves a counter and writes the audit row.  The
 *time of a plain sync stands beside, because it is the floor under every commit.  At the end
 *everything is counted and the chain verified. */
#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/base/memory.h"
#include "store/file/audit/audit.h"
#include "store/file/backup.h"
#include "store/file/content.h"
#include "store/file/db.h"
#include "store/file/search/index.h"
#include "store/file/series.h"
#include "tests/bench/tally.h"
#include "tests/rows.h"

enum { BODY = 1800, PAGE = 50 };

struct board { /* shared by all processes */
	volatile int stop;
	long reader_kb; /* resident, after its last page */
	double import_ms, import_commit_ms, backup_ms;
	struct tally reader, during, backup, officer[];
};

static uint32_t seed = 1; /* each child takes its own */
static unsigned dice(void)
{
	seed = seed * 1664525u + 1013904223u;
	return seed >> 8;
}

static void must(enum z z, const struct error *e)
{
	char s[512];
	if (z == Z_OK)
		return;
	fprintf(stderr, "desk_file: %s\n", error_sentence(e, s, sizeof s));
	exit(1);
}

static char *body(int i)
{
	static const char *const words[] = {"森林防火", "公益林补偿", "采伐许可", "生态护林员",
	        "信息公开", "行政处罚", "松材线虫病", "古树名木"};
	struct buffer b = {0};
	while (b.n < BODY)
		buffer_printf(&b, "第%d条　关于%s工作的第%u项要求，", i, words[dice() % 8],
		        dice() % 1000);
	return buffer_take(&b);
}

/* One item with its revision, texts and index entry, inside a transaction. */
static enum z make_item(struct db *db, const struct rows *r, const char *series, struct error *e)
{
	int64_t n = 0;
	char number[48];
	struct content_ref title = {0}, text = {0};
	enum z z = series_draw(db, series, &n, e);
	snprintf(number, sizeof number, "%s-%06lld", series, (long long)n);
	char *words = body((int)n);
	if (!z)
		z = content_put(db, number, strlen(number), &title, e);
	if (!z)
		z = content_put(db, words, strlen(words), &text, e);
	int64_t next = db_number(db, e, 0, "SELECT max(id) FROM revision", NULL) + 1;
	if (!z)
		z = db_run(db, e, r->item, "ssiii", number, number, next, (int64_t)(dice() % 7),
		        (int64_t)(20000 + dice() % 300));
	int64_t item = db_last_id(db);
	if (!z)
		z = db_run(db, e, r->revision, "iiihih", item, (int64_t)1, title.id, &title.digest,
		        text.id, &text.digest);
	if (!z)
		z = search_index_set(db, SEARCH_ITEMS, item, NULL, words, e);
	free(words);
	return z;
}

static void fill(struct db *db, int rows)
{
	struct rows r;
	struct error e;
	double began = now_ms();
	rows_prepare(&r, db);
	db_large(db, true);
	must(db_begin(db, &e), &e);
	must(db_run(db, &e, "INSERT INTO office(name,kind) VALUES('办公室',1)", NULL), &e);
	must(db_run(db, &e,
	             "INSERT INTO officer(login,name,office,roles) VALUES('jia','经办甲',1,1)",
	             NULL),
	        &e);
	must(audit_append(db, 1, 0, 0, 1, 0, &e), &e);
	for (int i = 0; i < rows; i++) {
		must(make_item(db, &r, "item 2026", &e), &e);
		if (i % 1000 == 999)
			must(audit_append(db, 1, 1, 0, 1, 0, &e), &e);
	}
	must(audit_append(db, 1, 1, 0, 1, 0, &e), &e);
	must(db_commit(db, &e), &e);
	must(db_analyze(db, &e), &e);
	db_large(db, false);
	rows_free(&r);
	printf("%d items made in %.0f ms\n", rows, now_ms() - began);
}

/* One commit of an officer; ver and state were read before he thought. */
static enum z commit_one(struct db *db, const struct rows *r, int64_t item, int64_t ver,
        int64_t revision, bool *stale, struct error *e)
{
	static const char opinion[] = "同意。请按程序报送，注意附件中的个人信息。";
	struct content_ref said;
	enum z z = db_begin(db, e);
	if (z)
		return z;
	z = db_run(db, e,
	        "UPDATE item SET state=state%7+1, ver=ver+1, updated_at=updated_at+1 WHERE id=?1 "
	        "AND ver=?2",
	        "ii", item, ver);
	*stale = !z && db_changes(db) == 0;
	if (*stale) {
		db_rollback(db);
		return Z_OK;
	}
	if (!z)
		z = content_put(db, opinion, strlen(opinion), &said, e);
	if (!z)
		z = db_run(db, e, r->review, "iihih", item, revision, &said.digest, said.id,
		        &said.digest);
	if (!z)
		z = db_run(db, e,
		        "INSERT INTO stat VALUES(1,1,?1,1) ON CONFLICT DO UPDATE SET n=n+1", "i",
		        (int64_t)(item % 7));
	if (!z)
		z = audit_append(db, 2, 1, 0, 3, item, e);
	if (z) {
		db_rollback(db);
		return z;
	}
	return db_commit(db, e);
}

static void officer(const char *path, struct board *b, struct tally *t, int rows)
{
	struct db *db;
	struct error e;
	struct rows r;
	random_bytes(&seed, sizeof seed);
	must(db_open(path, 0, &db, &e), &e);
	db_read_patience(db, 10000);
	rows_prepare(&r, db);
	while (!b->stop) {
		int64_t item = 1 + dice() % (unsigned)rows;
		int64_t ver = db_number(db, &e, 0, "SELECT ver FROM item WHERE id=?1", "i", item);
		int64_t revision =
		        db_number(db, &e, 0, "SELECT revision FROM item WHERE id=?1", "i", item);
		nap_ms(50 + dice() % 100);
		bool stale = false;
		double began = now_ms();
		enum z z = commit_one(db, &r, item, ver, revision, &stale, &e);
		if (z)
			tally_refusal(t, z, &e);
		else if (stale)
			t->stale++;
		else
			tally_add(t, now_ms() - began);
	}
	rows_free(&r);
	db_close(&db);
}

/* A page, as a screen reads it: does not wait, asks again after 5 ms; the whole time without a page
 * counts. */
static void reader(const char *path, struct board *b, struct tally *t)
{
	struct db *db;
	struct error e;
	must(db_open(path, 0, &db, &e), &e);
	while (!b->stop) {
		double began = now_ms();
		for (;;) {
			int n = 0;
			sqlite3_stmt *q = db_query(db, &e,
			        "SELECT id, number, title, state, due_sort FROM item WHERE "
			        "state=?1 "
			        "ORDER BY due_sort, id LIMIT ?2",
			        "ii", (int64_t)(dice() % 7), (int64_t)PAGE);
			while (db_step(db, q, &e))
				n++;
			db_done(q);
			if (!db_failed(db))
				break;
			if (db_result(db) != Z_BUSY) {
				tally_refusal(t, db_result(db), &e);
				break;
			}
			t->busy++;
			nap_ms(5);
		}
		tally_add(t, now_ms() - began);
		nap_ms(20);
	}
	char line[256];
	FILE *f = fopen("/proc/self/status", "r");
	while (f && fgets(line, sizeof line, f))
		sscanf(line, "RssAnon: %ld", &b->reader_kb);
	if (f)
		fclose(f);
	db_close(&db);
}

static void import(const char *path, struct board *b, int rows)
{
	struct db *db;
	struct error e;
	struct rows r;
	must(db_open(path, 0, &db, &e), &e);
	db_read_patience(db, 10000);
	rows_prepare(&r, db);
	db_large(db, true);
	double began = now_ms();
	must(db_begin(db, &e), &e);
	for (int i = 0; i < rows; i++)
		must(make_item(db, &r, "import", &e), &e);
	must(audit_append(db, 3, 1, 0, 4, 0, &e), &e);
	double commit = now_ms();
	must(db_commit(db, &e), &e);
	b->import_ms = now_ms() - began;
	b->import_commit_ms = now_ms() - commit;
	rows_free(&r);
	db_close(&db);
}

static bool fault(void *ctx, const struct audit_found *f)
{
	(void)f;
	++*(int *)ctx;
	return true;
}

static void settle(const char *path, int64_t commits)
{
	struct db *db;
	struct error e;
	int faults = 0;
	double began = now_ms();
	must(db_open(path, 0, &db, &e), &e);
	printf("open %.2f ms\n", now_ms() - began);
	began = now_ms();
	must(audit_verify(db, fault, &faults, &e), &e);
	printf("audit chain of %lld rows, %lld items verified in %.0f ms: %d faults\n",
	        (long long)db_number(db, &e, 0, "SELECT count(*) FROM audit", NULL),
	        (long long)db_number(db, &e, 0, "SELECT count(*) FROM item", NULL),
	        now_ms() - began, faults);
	int64_t reviews = db_number(db, &e, 0, "SELECT count(*) FROM review", NULL);
	int64_t moved = db_number(db, &e, 0, "SELECT sum(n) FROM stat", NULL);
	printf("%lld commits acknowledged, %lld reviews and %lld counted: %s\n", (long long)commits,
	        (long long)reviews, (long long)moved,
	        reviews == commits && moved == commits ? "right" : "WRONG");
	db_close(&db);
}

/* Waits for children; the last one to be waited for is the busy bureau itself. */
static struct board *run(
        const char *path, int officers, double seconds, int rows, int import_rows, bool copy)
{
	size_t size = sizeof(struct board) + (size_t)officers * sizeof(struct tally);
	struct board *b =
	        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (b == MAP_FAILED)
		exit(1);
	fflush(stdout);
	for (int i = 0; i <= officers; i++)
		if (fork() == 0) {
			if (i < officers)
				officer(path, b, &b->officer[i], rows);
			else
				reader(path, b, &b->reader);
			_exit(0);
		}
	nap_ms(seconds * 300);
	if (import_rows) {
		pid_t pid = fork();
		if (pid == 0) {
			import(path, b, import_rows);
			_exit(0);
		}
		waitpid(pid, NULL, 0);
	}
	if (copy) {
		pid_t pid = fork();
		if (pid == 0) {
			struct db *db;
			struct error e;
			struct buffer to = {0};
			buffer_printf(&to, "%s.copy", path);
			must(db_open(path, 0, &db, &e), &e);
			double began = now_ms();
			must(backup_make(db, to.s, NULL, NULL, &e), &e);
			b->backup_ms = now_ms() - began;
			db_close(&db);
			unlink(to.s);
			_exit(0);
		}
		waitpid(pid, NULL, 0);
	}
	nap_ms(seconds * 700);
	b->stop = 1;
	while (wait(NULL) > 0)
		;
	return b;
}

static int64_t show(struct board *b, int officers)
{
	struct tally *all = xalloc(sizeof *all);
	int64_t commits = 0;
	for (int i = 0; i < officers; i++) {
		commits += b->officer[i].n;
		tally_join(all, &b->officer[i]);
	}
	tally_print("officers' commits", all);
	tally_print("page of 50, shut out included", &b->reader);
	printf("own memory of the reader %ld KB\n", b->reader_kb);
	free(all);
	return commits;
}

int main(int argc, char **argv)
{
	const char *folder = argc > 1 ? argv[1] : ".build/bench";
	int officers = argc > 2 ? atoi(argv[2]) : 20, rows = argc > 4 ? atoi(argv[4]) : 10000;
	double seconds = argc > 3 ? atof(argv[3]) : 20;
	char path[4096];
	struct db *db;
	struct error e;
	int64_t commits = 0;
	setvbuf(stdout, NULL, _IOLBF, 0);
	mkdir(folder, 0700);
	chmod(folder, 0700);
	snprintf(path, sizeof path, "%s/desk_file.db", folder);
	unlink(path);
	tally_sync(folder);
	if (fork() == 0) { /* so that no child of ours begins with its memory */
		must(db_open(path, DB_CREATE, &db, &e), &e);
		fill(db, rows);
		db_close(&db);
		exit(0);
	}
	wait(NULL);
	static const struct {
		const char *title;
		int import;
		bool copy;
	} rounds[] = {{"alone", 0, false}, {"with an import of 10 000 items", 10000, false},
	        {"with a backup", 0, true}};
	for (size_t i = 0; i < sizeof rounds / sizeof rounds[0]; i++) {
		printf("\n%d officers thinking 100 ms, %s, %.0f s\n", officers, rounds[i].title,
		        seconds);
		struct board *b =
		        run(path, officers, seconds, rows, rounds[i].import, rounds[i].copy);
		commits += show(b, officers);
		if (rounds[i].import)
			printf("import %.0f ms, of it commit %.0f ms\n", b->import_ms,
			        b->import_commit_ms);
		if (rounds[i].copy)
			printf("backup made and verified in %.0f ms\n", b->backup_ms);
	}
	tally_sync(folder);
	settle(path, commits);
	unlink(path);
	return 0;
}
