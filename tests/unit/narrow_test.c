/* narrow_test.c - a search that goes on with what the one for fewer characters has left is no other than the same search
 * from its beginning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/date.h"
#include "store/base/text.h"
#include "store/record/inner.h"
#include "store/view/item/query.h"
#include "store/view/window.h"
#include "tests/walk.h"

#define NOW "2026-11-20T09:00:00"

enum { MOST = 4000, OLD = 1200 };

struct list {
	int n;
	int64_t id[MOST];
};

static enum z add(void *ctx, const void *row, struct error *e)
{
	struct list *l = ctx;
	(void)e;
	assert_true(l->n < MOST);
	l->id[l->n++] = ((const struct view_anchor *)row)->id;
	return Z_OK;
}

static void read_all(struct window *v, struct list *l)
{
	struct error e;
	l->n = 0;
	assert_ok(window_each(v, MOST, add, NULL, l, &e));
}

static struct window *open_words(struct desk *d, const struct item_query *like, const char *words)
{
	struct item_query q = *like;
	struct window *v;
	struct error e;
	q.words = words;
	assert_ok(item_view_open(d, &q, &v, &e));
	return v;
}

static bool narrowed(struct window *v)
{
	return v->plan.near_ids;
}

/* Titles much alike, so that many rows are left. */
static void migrate(struct deskfix *f)
{
	struct error e;
	struct hash digest = {{1}};
	int64_t batch;
	assert_ok(migrate_begin(f->publish, "旧台账.csv", &digest, &e));
	for (int i = 0; i < OLD; i++) {
		char title[80];
		snprintf(title, sizeof title, "%s历史信息第%d号", i % 3 ? "" : "国有林场", i);
		deskfix_take_over(f, title, i % 4 ? "办公室" : "资源保护股", i);
	}
	assert_ok(migrate_end(f->publish, &batch, &e));
}

/* What somebody types who looks for a piece of some title or text. */
static void piece(struct walk *w, int64_t id, char *out, size_t cap)
{
	struct item *i;
	struct error e;
	assert_ok(item_load(w->many, id, &i, &e));
	const char *s = walk_dice(w, 2) ? i->now->title : i->now->body;
	size_t n = strlen(s), at = 0;
	uint32_t cp;
	for (uint32_t skip = walk_dice(w, (uint32_t)utf8_count(s) + 1); skip-- && at < n;)
		at += (size_t)utf8_decode(s + at, n - at, &cp);
	snprintf(out, cap, "%s", s + at);
	item_free(&i);
}

/* A prefix after another, as the keys come. */
static void type_on(struct walk *w, struct desk *d, const struct item_query *q, const char *typed, int *times)
{
	static struct list whole, list;
	struct error e;
	struct window *before = NULL;
	char words[80] = "";
	size_t n = strlen(typed), at = 0;
	for (int keys = 0; keys < 7 && at < n && at < sizeof words - 4;) {
		uint32_t cp;
		at += (size_t)utf8_decode(typed + at, n - at, &cp);
		if (cp < ' ')
			break;
		snprintf(words, sizeof words, "%.*s%s", (int)at, typed, walk_dice(w, 5) ? "" : " ");
		if (walk_dice(w, 4) == 0)
			continue; /* two at once */
		keys++;
		struct window *fresh = open_words(d, q, words), *v = open_words(d, q, words);
		if (before)
			window_narrow(v, before);
		*times += narrowed(v);
		read_all(fresh, &whole);
		window_close(&fresh);
		int64_t count;
		struct item_row rows[5];
		struct arena a = {0};
		int got;
		switch (walk_dice(w, 4)) { /* the next key may come at once, behind a page, or when all are counted */
		case 0:
			break;
		case 1:
			assert_ok(window_page(v, NULL, false, 5, rows, &a, &got, &e));
			assert_int_equal(got, whole.n < 5 ? whole.n : 5);
			break;
		default:
			assert_ok(window_count(v, MOST, &count, &e));
			assert_int_equal(count, whole.n);
			read_all(v, &list);
			if (list.n != whole.n || memcmp(list.id, whole.id, (size_t)list.n * sizeof list.id[0]))
				fail_msg("%s: %d, not %d", words, list.n, whole.n);
		}
		arena_free(&a);
		if (before)
			window_close(&before);
		before = v;
	}
	if (before)
		window_close(&before);
}

static void one_key_after_another(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct walk w;
	int times = 0;
	walk_begin(&w, f, 5);
	walk_steps(&w, 700);
	migrate(f);
	assert_true(w.items > 50);
	for (int i = 0; i < 250; i++) {
		struct item_query q = {0};
		char typed[200];
		switch (i % 4) {
		case 0:
			q.scope = ITEMS_OPEN;
			break;
		case 1:
			q.states = walk_dice(&w, 2) ? 1u << STATE_PUBLISHED : 1u << STATE_DRAFT | 1u << STATE_TIER1 | 1u << STATE_TIER2;
			break;
		case 2:
			q.office = f->office;
			break;
		default:
			q.scope = walk_dice(&w, 2) ? ITEMS_SIGN : ITEMS_MINE;
		}
		/* Of the new ones mostly, whose texts differ. */
		piece(&w, 1 + walk_dice(&w, (uint32_t)(w.items + (walk_dice(&w, 4) ? 0 : OLD))), typed, sizeof typed);
		type_on(&w, w.who[walk_dice(&w, WALK_PEOPLE)], &q, typed, &times);
	}
	assert_true(times > 200);
	walk_end(&w);
	deskfix_close(&f);
}

/* Nothing is left out that the search before has not looked for, or that came since. */
static void only_where_it_may(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct error e;
	int64_t count;
	migrate(f);
	static const struct {
		const char *before, *words;
		bool narrow;
	} row[] = {{"历史", "历史信", true}, {"历史", "历史", true}, {"历史信", "历史", false}, {"有林", "国有林", false},
		{"国", "国 号", true}, {"国号", "国 号", false}};
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		for (int since = 0; since < 2; since++) {
			struct item_query q = {.office = f->office};
			struct window *before = open_words(f->clerk, &q, row[i].before);
			assert_ok(window_count(before, MOST, &count, &e));
			if (since)
				assert_ok(setting_set(f->admin, SETTING_SOON_DAYS, setting_version(f->admin, SETTING_SOON_DAYS), i % 2 ? "3" : "4", &e));
			struct window *v = open_words(f->clerk, &q, row[i].words);
			window_narrow(v, before);
			assert_int_equal(narrowed(v), row[i].narrow && !since);
			window_close(&v);
			window_close(&before);
		}
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_key_after_another),
		cmocka_unit_test(only_where_it_may),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
