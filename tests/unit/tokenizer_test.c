/* tokenizer_test.c - the full-text index finds every piece of a text that strstr finds in it,
 * folded, and nothing else. */
#include "tests/unit/scratch.h"

#include "store/base/mask.h"
#include "store/base/text.h"
#include "store/file/search/many.h"
#include "store/file/search/tokenizer.h"

enum { TEXTS = 400, PIECES = 3000 };

static uint32_t seed = 20261120;
static unsigned dice(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* Characters of every kind that a desk meets, few enough to come together often. */
static const char *const letters[] = {"公", "开", "信", "息", "林", "业", "局", "森", "防", "火",
	"，", "。", "“", "”", "（", "）", "《", "》", "〔", "〕", "0", "1", "2", "7", "a", "B", "Z",
	"Ａ", "ｂ", "７", "é", "Ü", "\"", "'", "*", "-", "+", "^", ":", "(", ")", "AND", "OR",
	"NOT", "NEAR", "\\", "%", "_", "𠮷", "镕", "〇", "ǎ", "Ω", "🔥", " ", "　", "\n", "\t"};
enum { LETTERS = (int)(sizeof letters / sizeof letters[0]) };

static char *make_text(int n)
{
	struct buffer b = {0};
	while (n-- > 0)
		buffer_text(&b, letters[dice(LETTERS)]);
	return buffer_take(&b);
}

static char *folded(const char *s)
{
	char *f = xalloc(strlen(s) + 1);
	text_fold(f, strlen(s) + 1, s);
	return f;
}

/* Every blank-separated word of needle, which is folded, in hay, which is folded. */
static bool has_words(const char *hay, const char *needle)
{
	char *words = xstrdup(needle), *left = words;
	bool all = true;
	for (char *w; (w = strtok_r(left, " ", &left));)
		all = all && strstr(hay, w);
	free(words);
	return all;
}

static void build(struct scratch *s, char *text[TEXTS])
{
	ok(s, db_begin(s->db, &s->e));
	for (int i = 0; i < TEXTS; i++) {
		text[i] = make_text(1 + (int)dice(80));
		ok(s, search_index_set(s->db, SEARCH_ITEMS, i + 1, NULL, text[i], &s->e));
	}
	ok(s, db_commit(s->db, &s->e));
}

/* Ids that a search finds, as the desk searches: the index, then cjk_contains on its rows. */
static int search(struct scratch *s, char *text[TEXTS], const char *typed, bool hit[TEXTS])
{
	int n = 0;
	char *match = tokenizer_query(typed);
	memset(hit, 0, TEXTS * sizeof *hit);
	if (*match) {
		sqlite3_stmt *q = db_query(s->db, &s->e,
			"SELECT rowid FROM item_fts WHERE item_fts MATCH ?1", "s", match);
		while (db_step(s->db, q, &s->e)) {
			int id = sqlite3_column_int(q, 0);
			if (db_number(s->db, &s->e, 0, "SELECT cjk_contains(?1,?2)", "ss",
				    text[id - 1], typed)) {
				hit[id - 1] = true;
				n++;
			}
		}
		db_done(q);
		ok(s, db_result(s->db));
	}
	free(match);
	return n;
}

static void every_piece_is_found(void **state)
{
	struct scratch *s = *state;
	char *text[TEXTS], *fold[TEXTS];
	bool hit[TEXTS];
	build(s, text);
	for (int i = 0; i < TEXTS; i++)
		fold[i] = folded(text[i]);
	long found = 0;
	for (int k = 0; k < PIECES; k++) {
		/* a piece of some text, 1 to 9 characters long, sometimes with one character
		 * changed */
		const char *t = text[dice(TEXTS)];
		size_t n = strlen(t), from = dice((unsigned)n), to;
		while (from > 0 && ((unsigned char)t[from] & 0xc0) == 0x80)
			from--;
		to = from;
		for (unsigned c = 1 + dice(9); c > 0 && to < n; c--) {
			uint32_t cp;
			to += (size_t)utf8_decode(t + to, n - to, &cp);
		}
		struct buffer piece = {0};
		buffer_add(&piece, t + from, to - from);
		if (dice(4) == 0)
			buffer_text(&piece, letters[dice(LETTERS)]);
		char *want = folded(piece.s);
		search(s, text, piece.s, hit);
		if (strspn(want, " ") < strlen(want))
			for (int i = 0; i < TEXTS; i++) {
				bool there = has_words(fold[i], want);
				if (there != hit[i])
					fail_msg("piece [%s] %s in text %d [%s]", piece.s,
						there ? "not found" : "wrongly found", i, text[i]);
				found += there;
			}
		free(want);
		buffer_free(&piece);
	}
	assert_true(found > PIECES);
	for (int i = 0; i < TEXTS; i++) {
		free(text[i]);
		free(fold[i]);
	}
}

static void nothing_typed_is_syntax(void **state)
{
	struct scratch *s = *state;
	char *text[TEXTS];
	bool hit[TEXTS];
	build(s, text);
	static const char *const typed[] = {"\"", "\"\"", "'", "*", "a*", "^a", "-a", "+a",
		"text:a", "text : 公", "{text}:公", "(", ")", "()", "a OR b", "AND", "OR", "NOT",
		"NEAR(a b)", "NEAR", "a AND", "\\", "%", "_", ";", "--", "a\"b\"c", "\" OR \"",
		"\x80\xff", "公\xe5\x85"};
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++)
		search(s, text, typed[i],
			hit); /* fails the test if SQLite does not understand it */
	static const char *const nothing[] = {"", " ", "　 \t\n"};
	for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
		char *q = tokenizer_query(nothing[i]);
		assert_string_equal(q, "");
		free(q);
	}
	/* a page pasted into the search line */
	char *page = make_text(5000);
	search(s, text, page, hit);
	free(page);
	for (int i = 0; i < TEXTS; i++)
		free(text[i]);
}

static int count(struct scratch *s, const char *typed)
{
	char *match = tokenizer_query(typed);
	int n = (int)db_number(s->db, &s->e, 0,
		"SELECT count(*) FROM item_fts WHERE item_fts MATCH ?1", "s", match);
	ok(s, db_result(s->db));
	free(match);
	return n;
}

static void set(struct scratch *s, int64_t id, const char *old, const char *now)
{
	ok(s, db_begin(s->db, &s->e));
	ok(s, search_index_set(s->db, SEARCH_ITEMS, id, old, now, &s->e));
	ok(s, db_commit(s->db, &s->e));
}

static void replacing_leaves_nothing_behind(void **state)
{
	struct scratch *s = *state;
	set(s, 7, NULL, "绩溪县林业局２０２６年");
	assert_int_equal(count(s, "林业"), 1);
	assert_int_equal(count(s, "2026"), 1);
	assert_int_equal(count(s, "年"), 1); /* the last character */
	assert_int_equal(count(s, "绩"), 1);
	set(s, 7, "绩溪县林业局２０２６年", "河务局 Abc");
	assert_int_equal(count(s, "林业"), 0);
	assert_int_equal(count(s, "年"), 0);
	assert_int_equal(count(s, "aBC"), 1);
	assert_int_equal(count(s, "局a"), 0); /* no pair across a blank */
	set(s, 7, "河务局 Abc", NULL);
	assert_int_equal(count(s, "局"), 0);
	assert_int_equal(count(s, "c"), 0);
}

/* An import's texts wait for its commit; a rollback drops them. */
static void an_import_is_found_after_its_commit(void **state)
{
	struct scratch *s = *state;
	set(s, 1, NULL, "旧题目");
	db_large(s->db, true);
	ok(s, db_begin(s->db, &s->e));
	for (int i = 2; i < 100; i++)
		ok(s, search_index_set(s->db, SEARCH_ITEMS, i, NULL, "林业局公告", &s->e));
	ok(s, search_index_set(s->db, SEARCH_ITEMS, 1, "旧题目", "新题目", &s->e));
	ok(s, search_index_set(s->db, SEARCH_ITEMS, 1, "新题目", "最新题目", &s->e));
	db_rollback(s->db);
	assert_int_equal(count(s, "林业"), 0);
	assert_int_equal(count(s, "旧题"), 1);
	ok(s, db_begin(s->db, &s->e));
	char *big = xalloc(5 << 20);
	memset(big, 'x', (5 << 20) - 1);
	for (int i = 2; i < 10; i++) /* more than waits at a time */
		ok(s, search_index_set(s->db, SEARCH_ITEMS, i, NULL, big, &s->e));
	ok(s, search_index_set(s->db, SEARCH_ITEMS, 1, "旧题目", "新题目", &s->e));
	ok(s, search_index_set(s->db, SEARCH_ITEMS, 1, "新题目", "最新题目", &s->e));
	ok(s, db_commit(s->db, &s->e));
	db_large(s->db, false);
	free(big);
	assert_int_equal(count(s, "xx"), 8);
	assert_int_equal(count(s, "旧题"), 0);
	assert_int_equal(count(s, "最新"), 1);
	assert_int_equal(count(s, "新题"), 1);
	assert_int_equal(
		db_number(s->db, &s->e, -1,
			"SELECT count(*) FROM pragma_quick_check WHERE quick_check='ok'", NULL),
		1);
}

/* Of so many characters that nearly every pair of them is new. */
static char *rich_text(int n)
{
	struct buffer b = {0};
	while (n-- > 0) {
		unsigned c = 0x4e00 + dice(4000);
		char utf8[] = {(char)(0xe0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3f)), (char)(0x80 | (c & 0x3f)), '\0'};
		buffer_text(&b, utf8);
	}
	return buffer_take(&b);
}

/* Pages of the file that a save wrote. */
static int save_one(struct scratch *s, int64_t id)
{
	int pages = 0, unused;
	char *text = rich_text(200);
	sqlite3_db_status(db_raw(s->db), SQLITE_DBSTATUS_CACHE_WRITE, &pages, &unused, 1);
	set(s, id, NULL, text);
	free(text);
	sqlite3_db_status(db_raw(s->db), SQLITE_DBSTATUS_CACHE_WRITE, &pages, &unused, 1);
	return pages;
}

static void no_save_pays_for_an_import(void **state)
{
	enum { IMPORTS = 6, TEXTS_EACH = 12, CHARACTERS = 4000, SAVES = 80, WORST = 100, USUAL = 18 };
	struct scratch *s = *state;
	int64_t id = 1;
	for (int i = 0; i < IMPORTS; i++) {
		db_large(s->db, true);
		ok(s, db_begin(s->db, &s->e));
		for (int k = 0; k < TEXTS_EACH; k++) {
			char *text = rich_text(CHARACTERS);
			ok(s, search_index_set(s->db, SEARCH_ITEMS, id++, NULL, text, &s->e));
			free(text);
		}
		ok(s, db_commit(s->db, &s->e));
		db_large(s->db, false);
	}
	static const char segments[] = "SELECT count(DISTINCT segid) FROM item_fts_idx";
	assert_in_range(db_number(s->db, &s->e, -1, segments, NULL), IMPORTS, 40);
	search_index_settle(s->db, SEARCH_SETTLED);
	assert_int_equal(db_number(s->db, &s->e, -1, segments, NULL), 1);
	int worst = 0, all = 0;
	for (int i = 0; i < SAVES; i++) {
		int wrote = save_one(s, id++);
		all += wrote;
		worst = wrote > worst ? wrote : worst;
	}
	assert_in_range(worst, 1, WORST);
	assert_in_range(all, SAVES, SAVES * USUAL); /* what was imported is not written again */
	assert_in_range(db_number(s->db, &s->e, -1, segments, NULL), 1, 20);
	assert_int_equal(db_number(s->db, &s->e, -1,
				 "INSERT INTO item_fts(item_fts, rank) VALUES('integrity-check', 0)", NULL), -1);
	ok(s, db_result(s->db));
}

/* An older program left the segment of an import in the first level. */
static void a_large_segment_is_lifted_once(void **state)
{
	enum { BROUGHT = 80, CHARACTERS = 4000, SAVES = 120, USUAL = 24 };
	struct scratch *s = *state;
	int64_t id = 1;
	db_large(s->db, true);
	ok(s, db_begin(s->db, &s->e));
	for (int k = 0; k < BROUGHT; k++) {
		char *text = rich_text(CHARACTERS);
		ok(s, search_index_set(s->db, SEARCH_ITEMS, id++, NULL, text, &s->e));
		free(text);
	}
	ok(s, search_index_optimize(s->db, &s->e));
	ok(s, db_commit(s->db, &s->e));
	db_large(s->db, false);
	for (int i = 0; i < SAVES; i++)
		save_one(s, id++);
	int all = 0;
	for (int i = 0; i < SAVES; i++)
		all += save_one(s, id++);
	assert_in_range(all, SAVES, SAVES * USUAL);
	assert_int_equal(db_number(s->db, &s->e, -1,
				 "INSERT INTO item_fts(item_fts, rank) VALUES('integrity-check', 0)", NULL), -1);
	ok(s, db_result(s->db));
}

/* Given to search_index_many() in bundles; from `fails` on the file cannot be read. */
struct heap {
	char *hidden[4 * SEARCH_BUNDLE], *shown[4 * SEARCH_BUNDLE];
	int64_t n, next, fails;
};

static enum z heap_more(void *ctx, struct search_bundle *b, struct error *e)
{
	struct heap *h = ctx;
	for (int i = 0; i < SEARCH_BUNDLE - (int)(h->next % 7) && h->next < h->n; i++, h->next++) {
		if (h->next == h->fails)
			return refuse(e, R_ERASED);
		search_bundle_add(b, 1 + h->next, h->hidden[h->next], h->shown[h->next]);
	}
	return Z_OK;
}

static struct heap *heap_new(int64_t n)
{
	struct heap *h = xalloc(sizeof *h);
	*h = (struct heap){.n = n, .fails = -1};
	for (int64_t i = 0; i < n; i++) {
		char *text = make_text((int)dice(60));
		struct buffer b = {0};
		buffer_printf(&b, "%s%s\n%s", text, dice(3) ? "" : "13800138000", dice(5) ? "" : text);
		h->hidden[i] = buffer_take(&b);
		h->shown[i] = make_text((int)dice(12));
		free(text);
	}
	return h;
}

static void heap_free(struct heap *h)
{
	for (int64_t i = 0; i < h->n; i++) {
		free(h->hidden[i]);
		free(h->shown[i]);
	}
	free(h);
}

/* All of the index as it lies in the file: a segment, its pages and what leads to them. */
static void index_digest(struct scratch *s, const char *sql, struct hash *out)
{
	struct hasher h;
	hash_begin(&h, "index");
	sqlite3_stmt *q = db_query_dynamic(s->db, &s->e, sql);
	while (db_step(s->db, q, &s->e)) {
		hash_number(&h, sqlite3_column_int64(q, 0));
		hash_field(&h, sqlite3_column_blob(q, 1), (size_t)sqlite3_column_bytes(q, 1));
	}
	db_done(q);
	ok(s, db_result(s->db));
	hash_end(&h, out);
}

/* By one statement, with words cut on another processor, it is byte for byte what it is row by row: masked, and no more. */
static void very_many_at_once_are_indexed_like_one_by_one(void **state)
{
	struct scratch *s = *state;
	static const int64_t sizes[] = {0, 1, SEARCH_BUNDLE - 1, SEARCH_BUNDLE, SEARCH_BUNDLE + 1, 3 * SEARCH_BUNDLE + 100};
	struct hash once, each;
	int64_t id = 0;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct heap *h = heap_new(sizes[i]);
		ok(s, db_begin(s->db, &s->e));
		ok(s, search_index_many(s->db, SEARCH_TICKETS, heap_more, h, &s->e));
		assert_int_equal(h->next, h->n);
		ok(s, db_commit(s->db, &s->e));
		db_large(s->db, true);
		ok(s, db_begin(s->db, &s->e));
		for (id = 0; id < h->n; id++) {
			struct buffer b = {0};
			mask_text(h->hidden[id]);
			buffer_printf(&b, "%s\n%s", h->hidden[id], h->shown[id]);
			ok(s, search_index_set(s->db, SEARCH_ITEMS, id + 1, NULL, b.s, &s->e));
			buffer_free(&b);
		}
		ok(s, db_commit(s->db, &s->e));
		db_large(s->db, false);
		heap_free(h);
		index_digest(s, "SELECT id, block FROM ticket_fts_data WHERE id>10 ORDER BY id", &once);
		index_digest(s, "SELECT id, block FROM item_fts_data WHERE id>10 ORDER BY id", &each);
		assert_true(hash_same(&once, &each));
		assert_int_equal(db_number(s->db, &s->e, -1, "SELECT count(*)>0 FROM ticket_fts_data WHERE id>10", NULL), i > 0);
	}
}

static void what_cannot_be_read_ends_it(void **state)
{
	struct scratch *s = *state;
	const int64_t rows = (int64_t)3 * SEARCH_BUNDLE;
	for (int64_t fails = 0; fails < rows; fails += SEARCH_BUNDLE) {
		struct heap *h = heap_new(rows);
		h->fails = fails;
		ok(s, db_begin(s->db, &s->e));
		refused(s, search_index_many(s->db, SEARCH_TICKETS, heap_more, h, &s->e), R_ERASED);
		db_rollback(s->db);
		heap_free(h);
	}
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT count(*) FROM ticket_fts_data WHERE id>10", NULL), 0);
}

static void contains_in_sql(void **state)
{
	struct scratch *s = *state;
	static const struct {
		const char *text, *typed;
		int want;
	} row[] = {{"关于２０２６年", "2026", 1}, {"abc", "ＡＢＣ", 1}, {"公开指南", "公开", 1},
		{"公 开", "公开", 0}, {"公开", "", 1}, {"", "公", 0},
		{"林业局公开", "公开 林业", 1}, {"林业局", "公开 林业", 0}, {"公开", "开公", 0}};
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		assert_int_equal(db_number(s->db, &s->e, -1, "SELECT cjk_contains(?1,?2)", "ss",
					 row[i].text, row[i].typed),
			row[i].want);
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT cjk_contains(NULL,'a')", NULL), -1);
	/* a body stands in the file as a BLOB */
	assert_int_equal(db_number(s->db, &s->e, -1,
				 "SELECT cjk_contains(CAST('公开指南' AS BLOB),'指南')", NULL),
		1);
}

#define T(f) cmocka_unit_test_setup_teardown(f, scratch_open, scratch_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_piece_is_found),
		T(nothing_typed_is_syntax),
		T(replacing_leaves_nothing_behind),
		T(an_import_is_found_after_its_commit),
		T(no_save_pays_for_an_import),
		T(a_large_segment_is_lifted_once),
		T(very_many_at_once_are_indexed_like_one_by_one),
		T(what_cannot_be_read_ends_it),
		T(contains_in_sql),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
