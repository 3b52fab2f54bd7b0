/* ticket_bench.c - the hotline at many tickets: ticket_bench FILE TICKETS [SAMPLES].
 *
 * Makes the desk FILE where there is none, through the same import as the platform's export (one in two hundred is open),
 * then prints how long its lists, searches and figures take: the 50th and 99th percentile and the longest, in
 * milliseconds. */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/record/inner.h"
#include "store/store.h"
#include "store/view/ticket/stat.h"
#include "store/view/ticket/view.h"
#include "tests/bench/tally.h"

enum { PAGE = 36, CHUNK = 50000, OPEN_OF = 200, CLAIMED = 40 };

static struct error e;
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
	char s[1200];
	if (z == Z_OK)
		return;
	fprintf(stderr, "ticket_bench: %s\n", error_sentence(&e, s, sizeof s));
	exit(1);
}

/* ---- the desk ---- */

static void one(struct desk *d, int64_t n, int64_t all)
{
	static const char *const matters[] = {"林地占用", "森林防火", "古树保护", "补助发放", "野猪毁田", "采伐许可", "松材线虫", "林权纠纷"};
	static const char *const towns[] = {"城关镇", "北河乡", "南岭乡", "东湖镇", "西坪乡", "石桥镇"};
	char number[40], title[80], body[400], place[80], phone[24];
	bool open = roll(OPEN_OF) == 0;
	int64_t now = desk_now(d), at = open ? now - roll(12 * 86400) : now - (all - n) * 1500 / all * 86400 - 86400L * 20;
	const char *matter = matters[roll(8)], *town = towns[roll(6)];
	snprintf(number, sizeof number, "26%010lld", (long long)n);
	snprintf(title, sizeof title, "%s（第%lld件）", matter, (long long)n);
	snprintf(place, sizeof place, "%s%u组%u号", town, 1 + roll(30), 1 + roll(200));
	snprintf(phone, sizeof phone, "13%09u", roll(1000000000));
	snprintf(body, sizeof body, "市民来电：反映%s问题，地点在%s。请有关部门核实处理并答复本人。", matter, place);
	struct ticket_row r = {.number = number, .title = title, .body = body, .topic = matter, .source = "电话", .place = place,
		.office = roll(3) ? "办公室" : NULL, .caller = {.phone = phone}, .kind = 1 + (int)roll(6), .urgency = 1 + (int)(roll(20) == 0),
		.redos = (int)(roll(9) == 0), .dispatched_at = at, .platform_due = at + 86400 * (5 + (int64_t)roll(10)),
		.signed_at = open ? 0 : at + 3600};
	if (!open) {
		r.closed_at = at + 86400 * (1 + (int64_t)roll(12));
		r.solved = 1 + (int)roll(3);
		r.pleased = 1 + (int)roll(4);
	}
	enum ticket_met met;
	must(ticket_import_row(d, &r, &met, &e));
}

static void make(const char *path, int64_t all)
{
	struct passwd *me = getpwuid(getuid());
	struct desk_new n = {.bureau = "某县林业局", .officer = "经办甲", .mode = DESK_TEST, .os_user = me ? me->pw_name : NULL};
	struct desk *d;
	struct hash digest = {{7}};
	must(desk_create(path, &n, &d, &e));
	must(register_furnish(d, &e));
	desk_hurry(d);
	for (int64_t i = 0; i < all;) {
		const struct ticket_import in = {.file_name = "fill", .digest = &digest};
		int64_t batch;
		must(ticket_import_begin(d, &in, &e));
		for (int k = 0; k < CHUNK && i < all; k++)
			one(d, ++i, all);
		must(ticket_import_end(d, &batch, &e));
	}
	must(desk_settle(d, &e));
	must(op_begin(d, &e));
	must(db_analyze(d->db, &e));
	must(op_end(d, Z_OK, ACTION_BACKUP, 0, &e));
	desk_close(&d);
}

/* ---- what is measured ---- */

static struct tally *took;

static void told(const char *what)
{
	tally_print(what, took);
	memset(took, 0, sizeof *took);
}

static struct window *view_of(struct desk *d, const struct ticket_query *q)
{
	struct window *v;
	must(ticket_view_open(d, q, &v, &e));
	return v;
}

static int page(struct window *v, const struct view_anchor *from, bool back, struct view_anchor *last)
{
	struct ticket_line rows[PAGE];
	struct arena a = {0};
	int got;
	must(window_page(v, from, back, PAGE, rows, &a, &got, &e));
	if (got && last)
		*last = rows[back ? 0 : got - 1].at;
	arena_free(&a);
	return got;
}

static void scroll(struct desk *d, const char *name, const struct ticket_query *q, int samples)
{
	char what[80];
	struct window *v = view_of(d, q);
	struct view_anchor at;
	bool begun = false;
	for (int i = 0; i < samples; i++) {
		double began = now_ms();
		int got = page(v, begun ? &at : NULL, false, &at);
		tally_add(took, now_ms() - began);
		begun = got == PAGE;
	}
	snprintf(what, sizeof what, "%s: page", name);
	told(what);
	for (int i = 0; i < samples; i++) {
		double began = now_ms();
		page(v, NULL, true, NULL);
		tally_add(took, now_ms() - began);
	}
	snprintf(what, sizeof what, "%s: End", name);
	told(what);
	window_close(&v);
	for (int i = 0; i < samples / 10; i++) {
		double began = now_ms();
		int64_t n;
		v = view_of(d, q);
		page(v, NULL, false, NULL);
		tally_add(took, now_ms() - began);
		must(window_count(v, 1000, &n, &e));
		window_close(&v);
	}
	snprintf(what, sizeof what, "%s: opened", name);
	told(what);
}

static void lists(struct desk *d, int samples)
{
	scroll(d, "open, by limit", &(struct ticket_query){.scope = TICKETS_OPEN}, samples);
	scroll(d, "my office", &(struct ticket_query){.scope = TICKETS_OFFICE}, samples);
	scroll(d, "unassigned", &(struct ticket_query){.scope = TICKETS_UNASSIGNED}, samples);
	scroll(d, "waiting for me", &(struct ticket_query){.scope = TICKETS_MINE}, samples);
	scroll(d, "open and red", &(struct ticket_query){.scope = TICKETS_OPEN, .light = LIGHT_RED}, samples);
	scroll(d, "all, by arrival", &(struct ticket_query){.scope = TICKETS_ALL, .sort = TICKETS_BY_ARRIVAL, .descending = true}, samples);
	scroll(d, "all complaints, by closing",
		&(struct ticket_query){.scope = TICKETS_ALL, .kind = KIND_COMPLAINT, .sort = TICKETS_BY_CLOSING, .descending = true}, samples);
}

static void searches(struct desk *d, int samples)
{
	static const char *const words[] = {"野", "野猪", "野猪毁田", "城关镇", "第777件", "古树 东湖"};
	for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
		char what[80];
		for (int i = 0; i < samples / 10; i++) {
			double began = now_ms();
			struct window *v = view_of(d, &(struct ticket_query){.scope = TICKETS_ALL, .words = words[w]});
			page(v, NULL, false, NULL);
			tally_add(took, now_ms() - began);
			window_close(&v);
		}
		snprintf(what, sizeof what, "search %s", words[w]);
		told(what);
	}
}

static void figures(struct desk *d, int samples)
{
	struct figure_panel p;
	struct ticket_ratio r[TICKET_FIGURE_COUNT];
	int64_t now = desk_now(d);
	const struct ticket_span month = {now - 31 * INT64_C(86400), now}, year = {now - 366 * INT64_C(86400), now};
	for (int i = 0; i < samples; i++) {
		double began = now_ms();
		must(figure_panel(d, &p, &e));
		tally_add(took, now_ms() - began);
	}
	told("panel");
	for (int k = 0; k < 2; k++) {
		for (int i = 0; i < 5; i++) {
			double began = now_ms();
			must(ticket_figures(d, k ? &year : &month, 0, 0, r, &e));
			tally_add(took, now_ms() - began);
		}
		told(k ? "all figures of a year" : "all figures of a month");
	}
}

int main(int argc, char **argv)
{
	struct desk *d;
	int samples = argc > 3 ? atoi(argv[3]) : 200;
	if (argc < 3) {
		fprintf(stderr, "usage: ticket_bench FILE TICKETS [SAMPLES]\n");
		return 2;
	}
	setenv("ZWGK_NOW", "2026-11-20T09:00:00", 0);
	if (access(argv[1], F_OK))
		make(argv[1], strtoll(argv[2], NULL, 10));
	took = xalloc(sizeof *took);
	must(desk_open(argv[1], 0, &d, NULL, &e));
	must(desk_login_tied(d, &e));
	for (int64_t k = 0, id = 0; k < CLAIMED; k++) { /* a day's work in hand */
		id = db_number(d->db, &e, 0, "SELECT min(id) FROM ticket WHERE state=1 AND id>?1", "i", id);
		if (!id || ticket_claim(d, id, db_number(d->db, &e, 0, "SELECT ver FROM ticket WHERE id=?1", "i", id), &e) != Z_OK)
			break;
	}
	lists(d, samples);
	searches(d, samples);
	figures(d, samples);
	free(took);
	desk_close(&d);
	return 0;
}
