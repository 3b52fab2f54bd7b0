/* view_bench.c - how long lists, searches and figures take on a filled desk: view_bench FILE
 * [SAMPLES].
 *
 * A line each: what, then the 50th and 99th percentile and the longest, in milliseconds of processor
 * time: other work on the machine does not count, nor does a cold disk.  A search
 * or filter is opening the list and reading its first page; counting up to 1001, which the screen
 * does beside it, has its own line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store/record/inner.h"
#include "store/store.h"

enum { PAGE = 36, COUNT = 1000 };

static struct desk *d;
static struct error e;
static int samples = 200;

static uint64_t dice = 88172645463325252u;

static uint32_t roll(uint32_t below)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (uint32_t)(dice >> 20) % below;
}

static void must(enum z z)
{
	char sentence[1200];
	if (z == Z_OK)
		return;
	fprintf(stderr, "%s\n", error_sentence(&e, sentence, sizeof sentence));
	exit(1);
}

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- samples ---- */

static double *took;
static int took_n;
static double began;

static void start(void)
{
	began = now_ms();
}

static void stop(void)
{
	took[took_n++] = now_ms() - began;
}

static int rising(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static void line(const char *what, const char *note)
{
	qsort(took, (size_t)took_n, sizeof *took, rising);
	printf("%-44s %8.3f %8.3f %8.3f  %s\n", what, took[took_n / 2], took[took_n * 99 / 100],
	        took[took_n - 1], note);
	fflush(stdout);
	took_n = 0;
}

static struct window *view_of(const struct item_query *q)
{
	struct window *v;
	must(item_view_open(d, q, &v, &e));
	return v;
}

static int page(struct window *v, const struct view_anchor *from, bool back,
        struct view_anchor *first, struct view_anchor *last)
{
	struct item_row rows[PAGE];
	struct arena a = {0};
	int got;
	must(window_page(v, from, back, PAGE, rows, &a, &got, &e));
	if (got && first)
		*first = rows[0].at;
	if (got && last)
		*last = rows[got - 1].at;
	arena_free(&a);
	return got;
}

/* ---- what is measured ---- */

static void scroll(const char *name, const struct item_query *q)
{
	char what[80];
	struct window *v = view_of(q);
	struct view_anchor at, end;
	int64_t n;
	must(window_count(v, INT64_MAX - 1, &n, &e));
	char note[64];
	snprintf(note, sizeof note, "%lld rows", (long long)n);
	for (int i = 0; i < samples; i++) {
		start();
		page(v, NULL, false, NULL, &at);
		stop();
	}
	snprintf(what, sizeof what, "%s: Home", name);
	line(what, note);
	for (int i = 0; i < samples; i++) {
		start();
		if (page(v, &at, false, NULL, &at) < PAGE)
			page(v, NULL, false, NULL, &at);
		stop();
	}
	snprintf(what, sizeof what, "%s: next page", name);
	line(what, "");
	for (int i = 0; i < samples; i++) {
		start();
		page(v, NULL, true, &end, NULL);
		stop();
	}
	snprintf(what, sizeof what, "%s: End", name);
	line(what, "");
	for (int i = 0; i < samples; i++) {
		start();
		page(v, &end, true, &end, NULL);
		stop();
	}
	snprintf(what, sizeof what, "%s: page before", name);
	line(what, "");
	if (n > 2) {
		start();
		must(window_seek(v, n / 2, &at, &e));
		stop();
		snprintf(what, sizeof what, "%s: first jump to the middle", name);
		line(what, "sets the fence posts");
		for (int i = 0; i < samples; i++) {
			start();
			must(window_seek(v, (int64_t)roll((uint32_t)n), &at, &e));
			page(v, &at, false, NULL, NULL);
			stop();
		}
		snprintf(what, sizeof what, "%s: jump to any row, its page", name);
		line(what, "");
		for (int i = 0; i < samples; i++) {
			int64_t k = roll((uint32_t)n), rank;
			must(window_seek(v, k, &at, &e));
			start();
			must(window_rank(v, &at, INT64_MAX - 2, &rank, &e));
			stop();
			if (rank != k)
				fprintf(stderr, "%s: row %lld has rank %lld\n", name, (long long)k,
				        (long long)rank);
		}
		snprintf(what, sizeof what, "%s: number of any row", name);
		line(what, "");
	}
	window_close(&v);
}

static int64_t hits;

static double *counted;
static int counted_n;

static void ask(const struct item_query *q)
{
	struct window *v;
	start();
	must(item_view_open(d, q, &v, &e));
	page(v, NULL, false, NULL, NULL);
	stop();
	double from = now_ms();
	must(window_count(v, COUNT, &hits, &e));
	counted[counted_n++] = now_ms() - from;
	window_close(&v);
}

/* The pages, and then the counts. */
static void answers(const char *what, const char *note)
{
	line(what, note);
	double *pages = took;
	took = counted;
	took_n = counted_n;
	line("    its count", "");
	took = pages;
	counted_n = 0;
}

/* n characters out of a random title or body. */
static void piece(char *out, size_t cap, int n, bool title)
{
	int64_t all = db_number(d->db, &e, 1, "SELECT max(id) FROM item", "");
	struct item *i;
	must(item_load(d, 1 + (int64_t)roll((uint32_t)all), &i, &e));
	const char *s = title ? i->now->title : i->now->body;
	size_t count = utf8_count(s),
	       skip = count > (size_t)n ? roll((uint32_t)(count - (size_t)n)) : 0, at = 0, to;
	for (uint32_t cp; skip--;)
		at += (size_t)utf8_decode(s + at, strlen(s + at), &cp);
	to = at;
	for (uint32_t cp; n-- && s[to];)
		to += (size_t)utf8_decode(s + to, strlen(s + to), &cp);
	snprintf(out, cap, "%.*s", (int)(to - at), s + at);
	item_free(&i);
}

static void searches(void)
{
	for (int n = 1; n <= 6; n++) {
		char what[64];
		for (int i = 0; i < samples; i++) {
			char words[64];
			piece(words, sizeof words, n, false);
			struct item_query q = {.words = words};
			ask(&q);
		}
		snprintf(what, sizeof what, "search, %d characters", n);
		answers(what, "");
	}
	for (int i = 0; i < samples; i++) {
		char words[64];
		piece(words, sizeof words, 2, false);
		struct item_query q = {
		        .words = words, .office = 1 + roll(20), .states = 1u << STATE_PUBLISHED};
		ask(&q);
	}
	answers("search, 2 characters, office and state", "");
	for (int i = 0; i < samples; i++) {
		char words[64];
		piece(words, sizeof words, 4, false);
		struct item_query q = {.words = words, .scope = ITEMS_OPEN, .office = 1 + roll(20)};
		ask(&q);
	}
	answers("search, 4 characters, open items of an office", "");
	struct item_query absent = {.words = "公布不存在"};
	for (int i = 0; i < samples; i++)
		ask(&absent);
	answers("search, absent, of common pairs", "");
	for (int i = 0; i < samples; i++) {
		char words[64];
		piece(words, sizeof words, 3, true);
		struct item_query q = {
		        .title = words, .sort = ITEMS_BY_UPDATED, .descending = true};
		ask(&q);
	}
	answers("titles of all, 3 characters", "");
	static const char *const keys[] = {"lyj", "sl", "sclch", "zwgk", "d12h", "qqq"};
	for (int i = 0; i < samples; i++) {
		struct item_query q = {
		        .title = keys[i % 6], .sort = ITEMS_BY_UPDATED, .descending = true};
		ask(&q);
	}
	answers("titles of all, initials", "of the newest 5000");
	for (int i = 0; i < samples; i++) {
		struct item_query q = {.title = keys[i % 6], .scope = ITEMS_MINE};
		ask(&q);
	}
	answers("titles of mine, initials", "");
}

static void filters(void)
{
	for (int i = 0; i < samples * 5; i++) {
		struct item_query q = {.sort = (enum item_sort)roll(4), .descending = roll(2)};
		if (roll(2))
			q.states = 1u << (1 + roll(15));
		if (roll(2))
			q.office = 1 + roll(24);
		if (roll(2))
			q.category = 1 + roll(25);
		if (roll(2))
			q.catalog = 1 + roll(60);
		ask(&q);
	}
	answers("filters at random, orders at random", "");
	for (int i = 0; i < samples * 5; i++) {
		struct item_query q = {0};
		if (roll(2))
			q.states = 1u << (1 + roll(15));
		if (roll(2))
			q.office = 1 + roll(24);
		if (roll(2))
			q.category = 1 + roll(25);
		if (roll(2))
			q.catalog = 1 + roll(60);
		ask(&q);
	}
	answers("filters at random, by due date", "");
	struct item_query late = {.scope = ITEMS_OPEN, .late = true};
	for (int i = 0; i < samples; i++)
		ask(&late);
	answers("what is late", "");
}

static void as(const char *login)
{
	int64_t id = officer_by_login(d, login);
	struct who w;
	must(desk_load_who(d, id, &w, &e));
	d->who = w;
	desk_who_seats(d);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: view_bench FILE [SAMPLES]\n");
		return 2;
	}
	if (argc > 2)
		samples = atoi(argv[2]);
	took = xalloc((size_t)(samples * 5 + 1) * sizeof *took);
	counted = xalloc((size_t)(samples * 5 + 1) * sizeof *took);
	setenv("ZWGK_NOW", "2026-11-20T09:00:00", 0);
	start();
	must(desk_open(argv[1], 0, &d, NULL, &e));
	must(desk_login_tied(d, &e));
	stop();
	printf("%-44s %8s %8s %8s\n", "", "p50 ms", "p99", "max");
	line("open the desk, log in", "");
	struct item_query all = {0}, open = {.scope = ITEMS_OPEN},
	                  newest = {.sort = ITEMS_BY_UPDATED, .descending = true};
	struct item_query published = {.states = 1u << STATE_PUBLISHED | 1u << STATE_DOWN,
	        .sort = ITEMS_BY_UPDATED,
	        .descending = true};
	struct item_query sign = {.scope = ITEMS_SIGN, .sort = ITEMS_BY_SUBMITTED};
	scroll("all by due date", &all);
	scroll("open by due date", &open);
	scroll("all, newest change first", &newest);
	scroll("published, newest first", &published);
	as("bing");
	scroll("to sign", &sign);
	struct figure_panel p = {0};
	for (int i = 0; i < samples; i++) {
		start();
		must(figure_panel(d, &p, &e));
		stop();
	}
	char note[64];
	snprintf(note, sizeof note, "late %lld, mine %lld, to sign %lld", (long long)p.at[PANEL_LATE].n,
	        (long long)p.at[PANEL_FOR_ME].n, (long long)p.at[PANEL_TO_SIGN].n);
	line("figures of the panel", note);
	filters();
	searches();
	desk_close(&d);
	free(took);
	free(counted);
	return 0;
}
