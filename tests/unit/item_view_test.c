/* item_view_test.c - every list, read forwards, backwards, by number and by rank, against the plain
 * SQL of the same question. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/view/figure/stat.h"
#include "tests/listing.h"
#include "tests/walk.h"

#define NOW "2026-03-02T09:00:00"

/* The list is what this SQL gives. */
static void assert_list(struct desk *d, const struct item_query *q, const char *sql)
{
	struct window *w;
	struct error e;
	assert_ok(item_view_open(d, q, &w, &e));
	listing_is(d, &w, sql, 7, 1, 1);
}

/* ---- the tests ---- */

static const char *const columns[] = {"due_sort", "id", "updated_at", "coalesce(submitted_at,0)"};

static void every_filter_and_order(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct walk w;
	walk_begin(&w, f, 7);
	walk_steps(&w, 1200);
	assert_true(w.items > 60);
	for (int k = 0; k < 160; k++) {
		struct item_query q = {
		        .sort = (enum item_sort)walk_dice(&w, 4), .descending = walk_dice(&w, 2)};
		struct buffer b = {0};
		buffer_text(&b, "SELECT id FROM item WHERE 1");
		if (walk_dice(&w, 3) == 0) {
			q.states = (1u << (1 + walk_dice(&w, 15))) |
			           (1u << (1 + walk_dice(&w, 15))) | 1u << 2;
			buffer_printf(&b, " AND (1<<state)&%u", q.states);
		}
		if (walk_dice(&w, 3) == 0)
			buffer_printf(&b, " AND office=%lld",
			        (long long)(q.office = w.offices[walk_dice(&w, 3)]));
		if (walk_dice(&w, 4) == 0)
			buffer_printf(&b, " AND category=%lld",
			        (long long)(q.category = w.categories[walk_dice(&w, 3)]));
		if (walk_dice(&w, 4) == 0)
			buffer_printf(&b, " AND catalog=%lld",
			        (long long)(q.catalog = w.catalogs[walk_dice(&w, 3)]));
		if (walk_dice(&w, 5) == 0)
			buffer_printf(
			        &b, " AND attribute=%d", q.attribute = 1 + (int)walk_dice(&w, 3));
		if (walk_dice(&w, 6) == 0)
			buffer_printf(&b, " AND channels LIKE '%%,%lld,%%'",
			        (long long)(q.channel = w.channels[1]));
		if (walk_dice(&w, 6) == 0)
			buffer_printf(
			        &b, " AND drafter=%lld", (long long)(q.drafter = f->clerk_id));
		if (walk_dice(&w, 8) == 0) {
			q.been_public = true;
			buffer_text(&b, " AND live IS NOT NULL AND state<>12");
		}
		if (walk_dice(&w, 8) == 0) {
			q.withheld = true;
			buffer_text(&b, " AND attribute<>1 AND state IN (13,14,15)");
		}
		if (walk_dice(&w, 5) == 0) {
			q.scope = ITEMS_OPEN;
			buffer_text(&b, " AND state IN (1,2,3,4,5,9,10,11)");
		}
		if (walk_dice(&w, 6) == 0) {
			q.late = true;
			buffer_printf(&b, " AND due<%d AND due_sort<%d", desk_today(f->clerk),
			        desk_today(f->clerk));
		}
		if (walk_dice(&w, 6) == 0) {
			q.formed_from = desk_today(f->clerk) - 40;
			buffer_printf(&b, " AND formed_on>=%d", q.formed_from);
		}
		if (walk_dice(&w, 6) == 0) {
			q.due_to = desk_today(f->clerk) + 5;
			q.due_from = desk_today(f->clerk) - 30;
			buffer_printf(&b, " AND due BETWEEN %d AND %d", q.due_from, q.due_to);
		}
		const char *order = q.descending ? " DESC" : "";
		buffer_printf(&b, " ORDER BY %s%s, id%s", columns[q.sort], order, order);
		assert_list(f->clerk, &q, b.s);
		buffer_free(&b);
	}
	walk_end(&w);
	deskfix_close(&f);
}

/* The first row of such a list. */
static void says_when_he_signed(struct desk *d, const struct item_query *q)
{
	struct window *v;
	struct item_row row;
	struct arena a = {0};
	struct error e;
	int got;
	assert_ok(item_view_open(d, q, &v, &e));
	assert_ok(window_page(v, NULL, false, 1, &row, &a, &got, &e));
	if (got)
		assert_int_equal(row.signed_at,
			db_number(d->db, &e, -1, "SELECT at FROM review WHERE item=?1 AND officer=?2 AND act IN (2,3,9) ORDER BY id DESC LIMIT 1",
				"ii", row.id, desk_who(d)->id));
	arena_free(&a);
	window_close(&v);
}

/* What waits for somebody is what the operations would let him do. */
static void whose_turn_it_is(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct walk w;
	int signable = 0, mine = 0;
	walk_begin(&w, f, 11);
	for (int round = 0; round < 12; round++) {
		walk_steps(&w, 120);
		for (int k = 0; k < WALK_PEOPLE; k++) {
			struct desk *d = w.who[k];
			struct error e;
			for (enum item_sort sort = ITEMS_BY_DUE; sort <= ITEMS_BY_SUBMITTED;
			        sort++) {
				struct item_query q = {.scope = ITEMS_SIGN, .sort = sort};
				struct window *v;
				assert_ok(item_view_open(d, &q, &v, &e));
				struct listing l = listing_read(v, 9);
				listing_backwards(v, 4, &l);
				listing_places(v, &l, 1);
				bool *in = xalloc((size_t)w.items + 1);
				for (int i = 0; i < l.n; i++)
					in[l.at[i].id] = true;
				for (int i = 1; i <= w.items; i++) {
					bool may = item_may(d, ACTION_REVIEW_PASS, i, &e) == Z_OK;
					if (may != in[i])
						print_error("%s, item %d: may %d, listed %d\n",
						        desk_who(d)->name, i, may, in[i]);
					assert_int_equal(may, in[i]);
				}
				signable += l.n;
				free(in);
				free(l.at);
				window_close(&v);
			}
			struct item_query q = {
			        .scope = ITEMS_MINE, .sort = (enum item_sort)walk_dice(&w, 4)};
			struct buffer b = {0};
			buffer_printf(&b,
			        "SELECT id FROM item WHERE state IN (1,9) AND %lld IN (drafter, "
			        "recorder)",
			        (long long)desk_who(d)->id);
			if (desk_who(d)->roles & ROLE_PUBLISH)
				buffer_text(&b, " OR state=5 OR channels_left>0");
			if (!(desk_who(d)->roles & ROLE_ADMIN) &&
			        (d->who.seat[1] || d->who.seat[2] || d->who.seat[3]))
				buffer_printf(&b,
				        " OR state=11 AND NOT EXISTS(SELECT 1 FROM release r WHERE "
				        "r.item=item.id AND r.officer=%lld"
				        " AND r.id>=(SELECT max(id) FROM release WHERE item=r.item "
				        "AND act=5))",
				        (long long)desk_who(d)->id);
			buffer_printf(&b, " ORDER BY %s, id", columns[q.sort]);
			assert_list(d, &q, b.s);
			mine += (int)db_number(
			        d->db, &e, 0, "SELECT count(*) FROM item WHERE state=9", "");
			buffer_free(&b);
			q = (struct item_query){
			        .scope = ITEMS_OFFICE, .sort = ITEMS_BY_NUMBER, .descending = true};
			buffer_printf(&b, "SELECT id FROM item WHERE office=%lld ORDER BY id DESC",
			        (long long)desk_who(d)->office);
			assert_list(d, &q, b.s);
			buffer_free(&b);
			q = (struct item_query){
			        .scope = ITEMS_SIGNED_BY_ME, .sort = ITEMS_BY_UPDATED};
			buffer_printf(&b,
			        "SELECT id FROM item WHERE id IN (SELECT item FROM review WHERE "
			        "officer=%lld AND act IN (2,3,9))"
			        " ORDER BY updated_at, id",
			        (long long)desk_who(d)->id);
			assert_list(d, &q, b.s);
			says_when_he_signed(d, &q);
			buffer_free(&b);
		}
	}
	assert_true(signable > 100); /* or nothing was compared */
	assert_true(mine > 20);
	walk_end(&w);
	deskfix_close(&f);
}

static bool listed(struct desk *d, int64_t id)
{
	struct item_query q = {.scope = ITEMS_SIGN, .sort = ITEMS_BY_SUBMITTED};
	struct window *v;
	struct item_row row;
	struct arena a = {0};
	struct error e;
	assert_ok(item_view_open(d, &q, &v, &e));
	bool there = window_row(v, id, &row, &a, &e) == Z_OK;
	arena_free(&a);
	window_close(&v);
	return there;
}

/* Whoever wrote any revision since the last release does not find it among what waits for his signature. */
static void authors_of_earlier_revisions(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct walk w;
	struct error e;
	int64_t id;
	walk_begin(&w, f, 1);
	struct item_text t = {.title = "关于森林防火的通告",
	        .body = "正文",
	        .formed_on = day_of(2026, 2, 27),
	        .attribute = ATTRIBUTE_OPEN,
	        .valid_from = DAY_NONE,
	        .valid_to = DAY_NONE};
	struct item_register r = {.class = CLASS_PAPER,
	        .office = f->office,
	        .catalog = w.catalogs[0],
	        .category = w.categories[0],
	        .channels = {w.channels[0]}};
	assert_ok(item_create(f->publish, &t, &r, &id, &e));
	t.body = "正文，第二人改";
	assert_ok(item_edit(f->clerk, id, 1, &t, NULL, &e));
	t.body = "正文，第三人改";
	assert_ok(item_edit(w.many, id, 2, &t, NULL, &e));
	assert_ok(item_submit(w.many, id, 3, &e));
	assert_true(listed(f->first, id));
	assert_false(listed(f->clerk, id)); /* sits in tier 1, but wrote the second revision */
	assert_false(listed(w.many, id));
	assert_int_not_equal(item_may(f->clerk, ACTION_REVIEW_PASS, id, &e), Z_OK);
	walk_end(&w);
	deskfix_close(&f);
}

static void words_and_titles(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct walk w;
	walk_begin(&w, f, 3);
	walk_steps(&w, 700);
	static const char *const typed[] = {"松材线虫", "林", "公示", "联系电话", "2026年 护林员",
	        "发〔2026〕12", "没有这个词", "材线虫病疫木", "西山镇古树", "第１ 预防为主", "  "};
	for (size_t t = 0; t < sizeof typed / sizeof *typed; t++) {
		struct item_query q = {
		        .words = typed[t], .sort = ITEMS_BY_NUMBER, .descending = true};
		struct buffer b = {0};
		struct error e;
		buffer_text(&b, "SELECT 0 WHERE 0");
		for (int i = w.items; i >= 1; i--) {
			struct item *item;
			assert_ok(item_load(f->clerk, i, &item, &e));
			char *words = xstrdup(typed[t]), *left = words;
			bool all = true;
			text_fold(words, strlen(words) + 1, words);
			for (char *word; (word = strtok_r(left, " ", &left));)
				all = all && (text_contains(item->now->title, word) ||
				                     text_contains(item->now->body, word) ||
				                     text_contains(item->now->docno, word));
			if (all)
				buffer_printf(&b, " UNION ALL SELECT %d", i);
			free(words);
			item_free(&item);
		}
		assert_list(f->clerk, &q, b.s);
		buffer_free(&b);
	}
	static const char *const titles[] = {"松材线虫", "lyj", "xsz", "方案（第", "zzz", "2026"};
	for (size_t t = 0; t < sizeof titles / sizeof *titles; t++) {
		struct item_query q = {.title = titles[t],
		        .sort = ITEMS_BY_DUE,
		        .states = t % 2 ? 0 : STATE_END,
		        .scope = ITEMS_OPEN};
		q.states = t % 2 ? 0 : 1u << STATE_DRAFT | 1u << STATE_TIER1;
		struct buffer b = {0};
		struct error e;
		buffer_text(&b, "SELECT id FROM item WHERE id IN (0");
		for (int i = 1; i <= w.items; i++) {
			struct item *item;
			assert_ok(item_load(f->clerk, i, &item, &e));
			if (text_contains(item->now->title, titles[t]) ||
			        pinyin_match(item->now->title, titles[t]))
				buffer_printf(&b, ",%d", i);
			item_free(&item);
		}
		buffer_printf(&b, ") AND state IN (%s) ORDER BY due_sort, id",
		        q.states ? "1,2" : "1,2,3,4,5,9,10,11");
		assert_list(f->clerk, &q, b.s);
		buffer_free(&b);
	}
	walk_end(&w);
	deskfix_close(&f);
}

static void migrate(struct deskfix *f, int n)
{
	struct error e;
	struct hash digest = {{1}};
	int64_t batch;
	assert_ok(migrate_begin(f->publish, "旧台账.csv", &digest, &e));
	for (int i = 0; i < n; i++) {
		char title[80];
		snprintf(title, sizeof title, "历史信息第%d号", i);
		deskfix_take_over(f, title, i % 3 ? "办公室" : "资源保护股", i);
	}
	assert_ok(migrate_end(f->publish, &batch, &e));
}

/* More rows than a fence step, most of which sort alike. */
static void long_lists(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	migrate(f, 3400);
	for (int k = 0; k < 8; k++) {
		struct item_query q = {.sort = (enum item_sort)(k / 2), .descending = k % 2};
		struct window *v;
		struct error e;
		if (k == 1)
			q.office = f->general;
		assert_ok(item_view_open(f->clerk, &q, &v, &e));
		struct listing l = listing_read(v, 64);
		assert_true(l.n == 3400 || k == 1);
		listing_backwards(v, 64, &l);
		listing_places(v, &l, 61);
		int64_t rank;
		assert_ok(window_rank(v, &l.at[l.n - 1], 1500, &rank, &e));
		assert_int_equal(rank, 1501);
		free(l.at);
		window_close(&v);
	}
	deskfix_close(&f);
}

/* A filter on titles does not look at everything in a very long list, and says so; what the index
 * can find it finds. */
static void long_list_of_titles(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	migrate(f, VIEW_TITLES + 500);
	static const struct {
		const char *title;
		int64_t n;
		bool partial;
	} cases[] = {{"lsxxd", VIEW_TITLES, true}, {"第123号", 1, false},
	        {"信息", VIEW_TITLE_HITS, true}, {"5499", 1, true}, {"没有", 0, false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct item_query q = {
		        .title = cases[i].title, .sort = ITEMS_BY_NUMBER, .descending = true};
		struct window *v;
		struct error e;
		int64_t n;
		assert_ok(item_view_open(f->clerk, &q, &v, &e));
		assert_ok(window_count(v, 100000, &n, &e));
		assert_int_equal(n, cases[i].n);
		assert_int_equal(window_partial(v), cases[i].partial);
		struct item_row row;
		struct arena a = {0};
		int got;
		assert_ok(window_page(v, NULL, false, 1, &row, &a, &got, &e));
		assert_int_equal(got, n > 0);
		if (n > 1) /* the newest are those that were looked at */
			assert_int_equal(row.id, VIEW_TITLES + 500);
		arena_free(&a);
		window_close(&v);
	}
	deskfix_close(&f);
}

/* A search that must look through texts goes on where it stopped, and ends with everything. */
static void search_grows(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	migrate(f, 2600);
	struct item_query q = {.words = "历史信息第"};
	struct window *v;
	struct error e;
	int64_t n, before = 0;
	assert_ok(item_view_open(f->clerk, &q, &v, &e));
	struct item_row rows[40];
	struct arena a = {0};
	int got, calls = 0;
	assert_ok(window_page(v, NULL, false, 40, rows, &a, &got, &e));
	assert_int_equal(got, 40);
	assert_int_equal(rows[0].id, 2600);
	assert_true(window_partial(v));
	assert_ok(window_count(v, 100, &n, &e));
	assert_int_equal(n, 101);
	do {
		assert_ok(window_count(v, 100000, &n, &e));
		assert_true(n > before && n <= 2600);
		before = n;
		calls++;
	} while (window_partial(v));
	assert_int_equal(n, 2600);
	assert_true(calls > 1);
	struct listing l = listing_read(v, 64);
	assert_int_equal(l.n, 2600);
	listing_backwards(v, 64, &l);
	listing_places(v, &l, 97);
	/* Somebody writes: the list is made anew, and still reaches whoever is deep in it. */
	struct item_text t = {.title = "别的标题",
	        .body = "正文",
	        .formed_on = DAY_NONE,
	        .attribute = ATTRIBUTE_OPEN,
	        .valid_from = DAY_NONE,
	        .valid_to = DAY_NONE};
	struct item_register r = {.class = CLASS_PAPER, .office = f->office};
	int64_t id;
	assert_ok(item_create(f->publish, &t, &r, &id, &e));
	assert_ok(window_page(v, &l.at[2000], false, 40, rows, &a, &got, &e));
	assert_int_equal(got, 40);
	assert_int_equal(rows[0].id, l.at[2001].id);
	arena_free(&a);
	free(l.at);
	window_close(&v);
	deskfix_close(&f);
}

/* A few drafts behind thousands of hits: their texts are looked through, and must have every word. */
static void few_among_many_hits(void **state)
{
	(void)state;
	static const char *const titles[] = {"历史信息第一稿", "历史信息第二稿的号", "信息历史第三号", "历史信息第四号", "别的"};
	struct deskfix *f = deskfix_open(NOW);
	struct error e;
	int64_t id[5];
	struct item_register r = {.class = CLASS_PAPER, .office = f->office};
	for (int i = 0; i < 5; i++) {
		if (i == 4)
			migrate(f, 4000);
		struct item_text t = {.title = titles[i], .body = "正文", .formed_on = DAY_NONE,
			.attribute = ATTRIBUTE_OPEN, .valid_from = DAY_NONE, .valid_to = DAY_NONE};
		assert_ok(item_create(f->clerk, &t, &r, &id[i], &e));
	}
	struct item_query q = {.words = "历史信息第 号", .states = 1u << STATE_DRAFT};
	struct window *v;
	assert_ok(item_view_open(f->clerk, &q, &v, &e));
	struct listing l = listing_read(v, 8);
	assert_int_equal(l.n, 2);
	assert_int_equal(l.at[0].id, id[3]);
	assert_int_equal(l.at[1].id, id[1]);
	assert_false(window_partial(v));
	free(l.at);
	window_close(&v);
	deskfix_close(&f);
}

/* Another's commit, our own and the day: the list follows. */
static void follows_changes(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct item_query q = {.states = 1u << STATE_DRAFT,
	        .sort = ITEMS_BY_UPDATED,
	        .descending = true,
	        .office = f->office};
	struct window *v;
	struct error e;
	int64_t n, id;
	assert_ok(item_view_open(f->clerk, &q, &v, &e));
	assert_ok(window_count(v, 100, &n, &e));
	assert_int_equal(n, 0);
	struct window *none;
	assert_ok(item_view_open(f->clerk, &(struct item_query){.states = ITEMS_OF_NO_STATE}, &none, &e));
	struct item_text t = {.title = "关于森林防火的通告",
	        .body = "正文",
	        .formed_on = day_of(2026, 2, 27),
	        .attribute = ATTRIBUTE_OPEN,
	        .valid_from = DAY_NONE,
	        .valid_to = DAY_NONE};
	struct item_register r = {.class = CLASS_PAPER, .office = f->office};
	assert_ok(item_create(f->publish, &t, &r, &id, &e));
	assert_ok(window_count(v, 100, &n, &e));
	assert_int_equal(n, 1);
	assert_ok(window_count(none, 100, &n, &e));
	assert_int_equal(n, 0);
	window_close(&none);
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	assert_ok(window_count(v, 100, &n, &e));
	assert_int_equal(n, 2);
	struct item_row row;
	struct arena a = {0};
	assert_ok(window_row(v, id, &row, &a, &e));
	assert_string_equal(row.holder, "经办甲");
	assert_int_equal(row.light, LIGHT_GREEN);
	assert_int_equal(
	        row.left, clock_left(desk_calendar(f->clerk), day_of(2026, 3, 2), row.due));
	deskfix_time(f, "2026-05-11T09:00:00");
	assert_ok(window_row(v, id, &row, &a, &e));
	assert_int_equal(row.light, LIGHT_RED);
	assert_true(row.left < 0);
	/* Somebody is writing: no waiting, the caller keeps its picture. */
	assert_ok(db_begin(f->third->db, &e));
	assert_int_equal(
	        sqlite3_exec(db_raw(f->third->db), "COMMIT; BEGIN EXCLUSIVE", NULL, NULL, NULL),
	        SQLITE_OK);
	int got;
	assert_int_equal(window_page(v, NULL, false, 1, &row, &a, &got, &e), Z_BUSY);
	sqlite3_exec(db_raw(f->third->db), "ROLLBACK; BEGIN", NULL, NULL, NULL);
	db_rollback(f->third->db);
	assert_ok(window_page(v, NULL, false, 1, &row, &a, &got, &e));
	assert_int_equal(got, 1);
	arena_free(&a);
	window_close(&v);
	deskfix_close(&f);
}

static void who_holds_it(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct error e;
	int64_t id;
	struct item_text t = {.title = "关于森林防火的通告",
	        .body = "正文",
	        .formed_on = day_of(2026, 2, 27),
	        .attribute = ATTRIBUTE_OPEN,
	        .valid_from = DAY_NONE,
	        .valid_to = DAY_NONE};
	struct item_register r = {.class = CLASS_PAPER,
	        .office = f->office,
	        .catalog = 1,
	        .category = 1,
	        .channels = {1}};
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	assert_ok(item_submit(f->clerk, id, 1, &e));
	struct item_query q = {.scope = ITEMS_OPEN};
	struct window *v;
	struct item_row row;
	struct arena a = {0};
	assert_ok(item_view_open(f->clerk, &q, &v, &e));
	assert_ok(window_row(v, id, &row, &a, &e));
	assert_string_equal(row.holder, "初审乙");
	assert_ok(seat_grant(f->admin, f->second_id, 1, 0, 0, NULL, &e));
	assert_ok(window_row(v, id, &row, &a, &e));
	assert_string_equal(row.holder, "初审乙等2人");
	arena_free(&a);
	window_close(&v);
	deskfix_close(&f);
}

/* ---- filter expressions ---- */

static void expressions(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct arena a = {0};
	struct item_query q;
	struct error e;
	char sentence[600];
	assert_ok(item_query_parse(
	        f->clerk, "状态=待初审、已退回 股室=资源保护股 松材线虫 病", &q, &a, &e));
	assert_int_equal(q.states, 1u << STATE_TIER1 | 1u << STATE_RETURNED);
	assert_int_equal(q.office, f->office);
	assert_string_equal(q.words, "松材线虫 病");
	assert_ok(item_query_parse(
	        f->clerk, "　state＝tier2　超期 属性：主动公开 成文=2026-01-01..", &q, &a, &e));
	assert_int_equal(q.states, 1u << STATE_TIER2);
	assert_true(q.late);
	assert_int_equal(q.attribute, ATTRIBUTE_OPEN);
	assert_int_equal(q.formed_from, day_of(2026, 1, 1));
	assert_int_equal(q.formed_to, DAY_NONE);
	assert_ok(item_query_parse(
	        f->clerk, "关于2026年：通知 \"a b\" scope=mine formed=2025", &q, &a, &e));
	assert_string_equal(q.words, "关于2026年：通知 a b");
	assert_int_equal(q.scope, ITEMS_MINE);
	assert_int_equal(q.formed_to, day_of(2025, 12, 31));
	assert_ok(item_query_parse(f->clerk, "属性=主动公开 公开过", &q, &a, &e));
	assert_true(q.been_public && q.attribute == ATTRIBUTE_OPEN && !*q.words);
	assert_ok(item_query_parse(f->clerk, "", &q, &a, &e));
	assert_string_equal(q.words, "");
	assert_refused(item_query_parse(f->clerk, "颜色=红", &q, &a, &e), R_FILTER_KEY);
	assert_non_null(strstr(error_sentence(&e, sentence, sizeof sentence), "股室"));
	assert_refused(item_query_parse(f->clerk, "状态=红", &q, &a, &e), R_FILTER_VALUE);
	assert_non_null(strstr(error_sentence(&e, sentence, sizeof sentence), "待初审"));
	assert_refused(item_query_parse(f->clerk, "股室=财政股", &q, &a, &e), R_FILTER_VALUE);
	assert_non_null(strstr(error_sentence(&e, sentence, sizeof sentence), "资源保护股"));
	assert_refused(item_query_parse(f->clerk, "成文=昨天", &q, &a, &e), R_FILTER_DATE);
	assert_refused(item_query_parse(f->clerk, "超期=也许", &q, &a, &e), R_FILTER_VALUE);
	assert_refused(
	        item_query_parse(f->clerk, "状态=草稿 状态=待初审", &q, &a, &e), R_FILTER_TWICE);
	arena_free(&a);
	/* A list of some states, filtered by others. */
	q = (struct item_query){0};
	item_query_within(&q, 1u << STATE_TIER1 | 1u << STATE_TIER2);
	assert_int_equal(q.states, 1u << STATE_TIER1 | 1u << STATE_TIER2);
	item_query_within(&q, 1u << STATE_TIER2 | 1u << STATE_TIER3);
	assert_int_equal(q.states, 1u << STATE_TIER2);
	item_query_within(&q, 1u << STATE_PUBLISHED);
	assert_int_equal(q.states, ITEMS_OF_NO_STATE);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_filter_and_order),
	        cmocka_unit_test(whose_turn_it_is),
	        cmocka_unit_test(authors_of_earlier_revisions),
	        cmocka_unit_test(words_and_titles),
	        cmocka_unit_test(long_lists),
	        cmocka_unit_test(long_list_of_titles),
	        cmocka_unit_test(search_grows),
	        cmocka_unit_test(few_among_many_hits),
	        cmocka_unit_test(follows_changes),
	        cmocka_unit_test(who_holds_it),
	        cmocka_unit_test(expressions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
