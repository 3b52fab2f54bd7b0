/* check_test.c - `check` finds nothing after honest work, and each kind of tampering after
 * dishonest work.
 *
 * The tampering is done as somebody would do it who has the file and another tool: a plain SQLite
 * connection without our rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/file/search/index.h"
#include "store/record/inner.h"
#include "store/record/item/text.h"
#include "store/view/check/check.h"
#include "tests/file.h"
#include "tests/walk.h"

#define NOW "2026-03-02T09:00:00"

struct seen {
	int n;
	int code[R_COUNT];
	bool print;
};

static bool note(void *ctx, const struct check_found *f)
{
	struct seen *s = ctx;
	char sentence[1200];
	error_sentence(&f->error, sentence, sizeof sentence);
	if (s->print)
		assert_true(strstr(sentence, "2026-02·") || strstr(sentence, "2026-03·"));
	assert_null(strchr(sentence, '{'));
	assert_int_equal(f->error.kind, Z_DAMAGED);
	s->n++;
	s->code[f->code]++;
	return s->n < 500;
}

static struct check_result look(struct desk *d, const struct audit_head *expected, struct seen *s)
{
	struct check_result r;
	struct error e;
	assert_ok(check_run(d, expected, note, s, &r, &e));
	assert_int_equal(r.found, s->n);
	return r;
}

/* One item by honest people through everything to 已发布; its id. */
static int64_t publish(struct walk *w, const char *title)
{
	struct deskfix *f = w->f;
	struct error e;
	struct item *i;
	int64_t id;
	struct item_text t = {.title = title,
	        .body = "经研究，现予公布。",
	        .docno = "林发〔2026〕7号",
	        .formed_on = day_at(w->now) - 1,
	        .attribute = ATTRIBUTE_OPEN,
	        .valid_from = DAY_NONE,
	        .valid_to = DAY_NONE,
	        .attachments = &(
	                struct attachment_in){.name = "附件.txt", .data = "附件内容", .bytes = 12},
	        .attachments_n = 1};
	struct item_register r = {.class = CLASS_PAPER,
	        .office = f->office,
	        .catalog = w->catalogs[0],
	        .category = w->categories[0],
	        .channels = {w->channels[0]}};
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	assert_ok(item_submit(f->clerk, id, 1, &e));
	struct desk *signers[] = {f->first, f->second, f->third};
	for (int k = 0; k < 3; k++) {
		assert_ok(item_load(signers[k], id, &i, &e));
		assert_ok(review_pass(signers[k], id, i->ver, &i->now->hash, "同意", NULL, &e));
		item_free(&i);
	}
	assert_ok(item_load(f->publish, id, &i, &e));
	assert_ok(release_online(f->publish, id, i->ver, w->channels[0],
	        "https://www.example.gov.cn/7.html", w->now, &e));
	item_free(&i);
	if (id > w->items)
		w->items = (int)id;
	return id;
}

static void honest_work_is_clean(void **state)
{
	(void)state;
	for (uint32_t seed = 21; seed <= 23; seed++) {
		struct deskfix *f = deskfix_open(NOW);
		struct walk w;
		struct seen s = {.print = true};
		walk_begin(&w, f, seed);
		walk_steps(&w, 1600);
		struct check_result r = look(f->admin, NULL, &s);
		assert_int_equal(s.n, 0);
		assert_int_equal(r.items, w.items);
		if (r.reviews <= 100)
			print_error("%lld reviews, %d done, %d refused\n", (long long)r.reviews,
			        w.done, w.refused);
		assert_true(r.reviews > 100);
		assert_true(r.revisions >= w.items);
		assert_true(r.audits > 200);
		struct audit_head head;
		struct error e;
		assert_ok(audit_read_head(f->admin->db, &head, &e));
		walk_steps(&w, 30);
		look(f->admin, &head, &s); /* an older head is in the file */
		assert_int_equal(s.n, 0);
		walk_end(&w);
		deskfix_close(&f);
	}
}

/* ---- tampering ---- */

#define NO_TRIGGERS                                                                                \
	"DROP TRIGGER review_no_update; DROP TRIGGER review_no_delete; DROP TRIGGER "              \
	"revision_no_update;"                                                                      \
	"DROP TRIGGER content_no_update; DROP TRIGGER content_no_delete; DROP TRIGGER "            \
	"release_no_update; DROP TRIGGER audit_no_update;"

static const struct tampering {
	const char *what, *sql; /* :item is the published one */
	enum refusal code;
} cases[] = {
        {"a state without signatures", "UPDATE item SET state=6 WHERE id=:draft", R_CHECK_STATE},
        {"a signature by the author",
                "UPDATE review SET officer=(SELECT drafter FROM item WHERE id=:item) WHERE "
                "item=:item AND act=2 AND tier=2",
                R_CHECK_AUTHOR},
        {"two signatures by one person",
                "UPDATE review SET officer=(SELECT officer FROM review WHERE item=:item AND tier=1 "
                "AND act=2)"
                " WHERE item=:item AND act=2 AND tier=3",
                R_CHECK_SAME},
        {"a signature without its seat",
                "UPDATE review SET seat=(SELECT id FROM seat WHERE tier=2 LIMIT 1) WHERE "
                "item=:item AND act=2 AND tier=3",
                R_CHECK_SEAT},
        {"a seat that had ended",
                "UPDATE seat SET to_at=from_at-5 WHERE id=(SELECT seat FROM review WHERE "
                "item=:item AND act=2 AND tier=1)",
                R_CHECK_SEAT},
        {"a seat of another office",
                "UPDATE seat SET office=1 WHERE id=(SELECT seat FROM review WHERE item=:item AND "
                "act=2 AND tier=1)",
                R_CHECK_SEAT},
        {"a signature that is gone", "DELETE FROM review WHERE item=:item AND act=2 AND tier=2",
                R_CHECK_FLOW},
        {"a signature for something else",
                "UPDATE review SET hash=randomblob(32) WHERE item=:item AND act=2 AND tier=3",
                R_CHECK_REVIEW_HASH},
        {"another text released", "UPDATE release SET hash=randomblob(32) WHERE item=:item",
                R_CHECK_RELEASE_HASH},
        {"another 文号", "UPDATE revision SET docno_d=zeroblob(32) WHERE item=:item",
                R_CHECK_REVISION},
        {"another opinion",
                "UPDATE content SET data='不同意' WHERE id=(SELECT opinion_c FROM review WHERE "
                "item=:item AND act=2 AND tier=2)",
                R_CHECK_CONTENT},
        {"an opinion taken away",
                "DELETE FROM content WHERE id=(SELECT opinion_c FROM review WHERE item=:item AND "
                "act=2 AND tier=3)",
                R_CHECK_CONTENT},
        {"another body",
                "UPDATE content SET data='另一个正文' WHERE id=(SELECT body_c FROM revision WHERE "
                "item=:item)",
                R_CHECK_CONTENT},
        {"a body that is gone",
                "DELETE FROM content WHERE id=(SELECT body_c FROM revision WHERE item=:item)",
                R_CHECK_CONTENT},
        {"another attachment",
                "UPDATE content SET data='x' WHERE id=(SELECT a.data_c FROM attachment a JOIN "
                "revision r ON r.id=a.revision"
                " WHERE r.item=:item)",
                R_CHECK_CONTENT},
        {"another title in the register", "UPDATE item SET title='另一个标题' WHERE id=:item",
                R_CHECK_REGISTER},
        {"another author in the register", "UPDATE item SET drafter=1 WHERE id=:item",
                R_CHECK_REGISTER},
        {"another 公开属性 in the register", "UPDATE item SET attribute=2 WHERE id=:item",
                R_CHECK_REGISTER},
        {"another published revision", "UPDATE item SET live=live-1 WHERE id=:item", R_CHECK_REGISTER},
        {"another time of publication", "UPDATE item SET online_at=online_at-86400 WHERE id=:item",
                R_CHECK_REGISTER},
        {"a number never drawn", "UPDATE item SET number='2026-0900' WHERE id=:item",
                R_CHECK_SERIES},
        {"a counter", "UPDATE stat SET n=n+1 WHERE dim=1 AND state=1", R_CHECK_STAT},
        {"a due date", "UPDATE item SET due=due+30, due_sort=due_sort+30 WHERE id=:draft",
                R_CHECK_DUE},
        {"a log entry", "UPDATE audit SET officer=4 WHERE seq=20", R_CHECK_AUDIT_LOG},
        {"a clock set back", "UPDATE audit SET at=at-90000 WHERE seq=30", R_CHECK_TIME},
        {"a row that no operation wrote", "UPDATE catalog SET name='改名' WHERE id=1",
                R_CHECK_AUDIT},
        {"a dropped trigger", "DROP TRIGGER audit_no_delete", R_CHECK_AUDIT_GUARD},
        {"a value that cannot be",
                "PRAGMA ignore_check_constraints=ON; UPDATE seat SET tier=9 WHERE id=1",
                R_CHECK_FILE},
        {"an office that is not there", "UPDATE item SET office=777 WHERE id=:item", R_CHECK_LINK},
        {"an erasure by one person",
                "INSERT INTO erasure(id,item,kind,reason,officer,at) VALUES(1,:item,1,'x',1,1); INSERT INTO "
                "erasure_done(id,officer,refused,at) VALUES(1,1,0,2)",
                R_CHECK_ERASURE},
        {"an erasure not carried out",
                "INSERT INTO erasure(id,item,kind,reason,officer,at) VALUES(1,:item,1,'x',1,1); INSERT INTO "
                "erasure_done(id,officer,refused,at) VALUES(1,2,0,2);"
                "INSERT INTO erasure_content(id,erasure,content) VALUES(1,1,(SELECT body_c FROM "
                "revision WHERE item=:item))",
                R_CHECK_ERASED},
        {"a mark of erasure", "UPDATE item SET erased=1 WHERE id=:item", R_CHECK_ERASED_MARK},
};

static void fill_in(struct buffer *b, const char *sql, int64_t item, int64_t draft)
{
	for (; *sql; sql++) {
		if (!strncmp(sql, ":item", 5)) {
			buffer_printf(b, "%lld", (long long)item);
			sql += 4;
		} else if (!strncmp(sql, ":draft", 6)) {
			buffer_printf(b, "%lld", (long long)draft);
			sql += 5;
		} else {
			buffer_byte(b, *sql);
		}
	}
}

static void each_tampering_is_found(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct walk w;
	struct error e;
	int64_t draft;
	char path[200];
	walk_begin(&w, f, 4);
	int64_t item = publish(&w, "关于公布2026年造林任务的通知");
	struct item_text t = {.title = "草稿一份",
	        .body = "正文",
	        .formed_on = day_at(w.now) - 3,
	        .attribute = ATTRIBUTE_OPEN,
	        .valid_from = DAY_NONE,
	        .valid_to = DAY_NONE};
	struct item_register r = {.class = CLASS_PAPER, .office = f->office};
	assert_ok(item_create(f->clerk, &t, &r, &draft, &e));
	snprintf(path, sizeof path, "%s/tampered.db", f->dir);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer sql = {0};
		sqlite3 *raw;
		char *why = NULL;
		file_copy(f->path, path);
		assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
		if (!strstr(cases[i].sql, "DROP"))
			buffer_text(&sql, NO_TRIGGERS);
		fill_in(&sql, cases[i].sql, item, draft);
		sqlite3_exec(raw, sql.s, NULL, NULL, &why);
		if (why)
			print_error("%s: %s\n", cases[i].what, why);
		assert_null(why);
		assert_true(sqlite3_total_changes(raw) > 0 || strstr(cases[i].sql, "DROP"));
		sqlite3_close(raw);
		buffer_free(&sql);
		struct desk *d;
		struct seen s = {0};
		assert_ok(desk_open(path, DESK_READ, &d, NULL, &e));
		look(d, NULL, &s);
		if (!s.code[cases[i].code]) {
			print_error("%s: not found, but this:\n", cases[i].what);
			s = (struct seen){.print = true};
			look(d, NULL, &s);
		}
		assert_true(s.code[cases[i].code] > 0);
		desk_close(&d);
	}
	walk_end(&w);
	deskfix_close(&f);
}

/* What the screen shows and a package hands over is what the hash was made of, or it is not shown at all. */
static void another_text_is_not_even_shown(void **state)
{
	(void)state;
	static const char *const changes[] = {
	        "docno_c=NULL, docno_d=NULL", "formed_on=formed_on-1", "article_c=body_c, article_d=body_d", "validity=3"};
	struct deskfix *f = deskfix_open(NOW);
	struct walk w;
	struct error e;
	struct item *i;
	char path[200];
	walk_begin(&w, f, 4);
	int64_t item = publish(&w, "关于公布2026年造林任务的通知");
	snprintf(path, sizeof path, "%s/tampered.db", f->dir);
	for (size_t k = 0; k < sizeof changes / sizeof *changes; k++) {
		sqlite3 *raw;
		struct desk *d;
		struct buffer sql = {0};
		unlink(path);
		file_copy(f->path, path);
		buffer_printf(&sql, NO_TRIGGERS "UPDATE revision SET %s WHERE item=%d", changes[k], (int)item);
		assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
		assert_int_equal(sqlite3_exec(raw, sql.s, NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(raw);
		buffer_free(&sql);
		assert_ok(desk_open(path, DESK_READ, &d, NULL, &e));
		assert_refused(item_load(d, item, &i, &e), R_REVISION_CHANGED);
		desk_close(&d);
	}
	walk_end(&w);
	deskfix_close(&f);
}

static void words_that_left_the_index(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct walk w;
	struct error e;
	struct seen s = {0};
	walk_begin(&w, f, 4);
	int64_t item = publish(&w, "关于公布2026年造林任务的通知");
	int64_t revision =
	        db_number(f->admin->db, &e, 0, "SELECT revision FROM item WHERE id=?1", "i", item);
	char *text = revision_indexed(f->admin, revision, &e);
	assert_ok(search_index_set(f->admin->db, SEARCH_ITEMS, item, text, NULL, &e));
	free(text);
	look(f->admin, NULL, &s);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.code[R_CHECK_INDEX], 1);
	walk_end(&w);
	deskfix_close(&f);
}

static void another_head(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct error e;
	struct audit_head head;
	struct seen s = {0};
	assert_ok(audit_read_head(f->admin->db, &head, &e));
	head.seq += 3;
	look(f->admin, &head, &s);
	assert_int_equal(s.code[R_CHECK_HEAD_SHORT], 1);
	head.seq -= 4;
	look(f->admin, &head, &(struct seen){0});
	s = (struct seen){0};
	look(f->admin, &head, &s);
	assert_int_equal(s.code[R_CHECK_HEAD_OTHER], 1);
	deskfix_close(&f);
}

/* What was counted is counted anew from what counts; the records are not touched, and the log says who did it. */
static void an_administrator_counts_anew(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct walk w;
	struct error e;
	struct repair_result r;
	struct seen s = {0};
	walk_begin(&w, f, 7);
	walk_steps(&w, 80);
	int64_t item = publish(&w, "关于公布2026年造林任务的通知");
	assert_refused(check_repair(f->admin, &r, &e), R_REPAIR_FINE);
	assert_refused(check_repair(f->clerk, &r, &e), R_PERMIT_WHO);
	int64_t revision = db_number(f->admin->db, &e, 0, "SELECT revision FROM item WHERE id=?1", "i", item);
	char *text = revision_indexed(f->admin, revision, &e);
	assert_ok(search_index_set(f->admin->db, SEARCH_ITEMS, item, text, NULL, &e));
	free(text);
	assert_ok(db_run(f->admin->db, &e, "UPDATE stat SET n=n+3 WHERE dim=1 AND state=6", ""));
	assert_ok(db_run(f->admin->db, &e, "INSERT INTO stat(dim, k, state, n) VALUES(3, 777, 6, 2)", ""));
	assert_ok(db_run(f->admin->db, &e, "UPDATE item SET due=1, due_sort=1, channels_left=5 WHERE id=?1", "i", item));
	look(f->admin, NULL, &s);
	assert_int_equal(s.code[R_CHECK_STAT], 6); /* and what is due on that day, what is awaited: of the bureau, of its office */
	assert_int_equal(s.code[R_CHECK_DUE], 1);
	assert_int_equal(s.code[R_CHECK_CHANNELS], 1);
	assert_int_equal(s.code[R_CHECK_INDEX], 1);
	int64_t before = db_number(f->admin->db, &e, 0, "SELECT max(seq) FROM audit", "");
	assert_refused(check_repair(f->clerk, &r, &e), R_PERMIT_WHO);
	assert_ok(check_repair(f->admin, &r, &e));
	assert_int_equal(r.figures, 6);
	assert_int_equal(r.items, 1);
	assert_true(r.indexed > 0);
	assert_int_equal(db_number(f->admin->db, &e, 0, "SELECT count(*) FROM audit WHERE seq>?1 AND action=?2 AND officer=?3",
	                         "iii", before, (int64_t)ACTION_REPAIR, f->admin_id), 1);
	s = (struct seen){.print = true};
	look(f->admin, NULL, &s);
	assert_int_equal(s.n, 0);
	assert_refused(check_repair(f->admin, &r, &e), R_REPAIR_FINE);
	assert_sound(f->admin);
	walk_end(&w);
	deskfix_close(&f);
}

static bool names_month(void *ctx, const struct check_found *f)
{
	char sentence[1200];
	error_sentence(&f->error, sentence, sizeof sentence);
	assert_true(strstr(sentence, "2026-02·") || strstr(sentence, "2026-03·"));
	++*(int *)ctx;
	return true;
}

/* Counters by month are compared with those of their days, named, and mended alone, too.  Red without recount_months() in
 * stat_recount(), and in stat_count_again(). */
static void months_are_counted_anew(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct walk w;
	struct error e;
	struct repair_result r;
	struct check_result c;
	int n = 0;
	walk_begin(&w, f, 7);
	walk_steps(&w, 80);
	publish(&w, "关于公布2026年造林任务的通知");
	assert_ok(db_run(f->admin->db, &e, "UPDATE stat SET n=n+2 WHERE dim IN (1018, 1021) AND n>0", ""));
	const int cells = (int)db_changes(f->admin->db) + 1;
	assert_true(cells > 4); /* of the bureau, and of its office */
	assert_ok(db_run(f->admin->db, &e, "INSERT INTO stat(dim, k, state, n) VALUES(1024, 2026*12+2, 3, 1)", ""));
	assert_ok(check_run(f->admin, NULL, names_month, &n, &c, &e));
	assert_int_equal(n, cells);
	assert_ok(check_repair(f->admin, &r, &e));
	assert_int_equal(r.figures, cells);
	assert_refused(check_repair(f->admin, &r, &e), R_REPAIR_FINE);
	walk_end(&w);
	deskfix_close(&f);
}

static bool enough(void *ctx, const struct check_found *f)
{
	(void)f;
	++*(int *)ctx;
	return false;
}

static void stops_when_told(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct error e;
	struct check_result r;
	int n = 0;
	assert_ok(db_run(f->admin->db, &e,
	        "INSERT INTO stat(dim, k, state, n) VALUES(1,0,1,5),(1,0,2,5),(1,0,3,5)", ""));
	assert_ok(check_run(f->admin, NULL, enough, &n, &r, &e));
	assert_int_equal(n, 1);
	assert_int_equal(r.found, 1);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(honest_work_is_clean),
	        cmocka_unit_test(each_tampering_is_found),
	        cmocka_unit_test(another_text_is_not_even_shown),
	        cmocka_unit_test(words_that_left_the_index),
	        cmocka_unit_test(an_administrator_counts_anew),
	        cmocka_unit_test(months_are_counted_anew),
	        cmocka_unit_test(another_head),
	        cmocka_unit_test(stops_when_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
