/* ticket_view_test.c - every list of tickets, read forwards, backwards, by number and by rank, against the plain SQL of
 * the same question; every light against ticket_light(). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/view/ticket/query.h"
#include "store/base/text.h"
#include "tests/listing.h"
#include "tests/ticketrows.h"
#include "tui/hotline/hotline.h"

#define NOW "2026-03-02T09:00:00"

/* The list is what this SQL gives; how many. */
static int assert_list(struct desk *d, const struct ticket_query *q, const char *sql)
{
	struct window *w;
	struct error e;
	assert_ok(ticket_view_open(d, q, &w, &e));
	return listing_is(d, &w, sql, 31, 64, 17);
}

/* ---- the tests ---- */

#define LIVE "state IN (1,2,3,4,5,6,8)"
#define KNOWN "(due_sort=sign_due OR due_sort=inner_due OR due_sort=outer_due OR due_sort=return_due)"

static const char *const columns[] = {"due_sort", "dispatched_at", "updated_at", "closed_at", "id"};

static void every_filter_and_order(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct ticketrows t;
	int64_t now = desk_now(f->clerk);
	int rows = 0;
	ticketrows_fill(&t, f, 900, 7);
	for (int k = 0; k < 200; k++) {
		struct ticket_query q = {.scope = TICKETS_ALL,
		        .sort = (enum ticket_sort)ticketrows_dice(&t, 5),
		        .descending = ticketrows_dice(&t, 2)};
		struct buffer b = {0};
		buffer_text(&b, "SELECT id FROM ticket WHERE 1");
		switch (ticketrows_dice(&t, 6)) {
		case 0:
			q.scope = TICKETS_OPEN;
			buffer_text(&b, " AND " LIVE);
			break;
		case 1:
			q.scope = TICKETS_OFFICE;
			buffer_printf(&b, " AND " LIVE " AND office=%lld", (long long)f->office);
			break;
		case 2:
			q.scope = TICKETS_UNASSIGNED;
			buffer_text(&b, " AND " LIVE " AND (office IS NULL OR handler IS NULL)");
			break;
		}
		if (ticketrows_dice(&t, 4) == 0) {
			q.states = 1u << (1 + ticketrows_dice(&t, 12)) | 1u << (1 + ticketrows_dice(&t, 12)) | 1u << 7;
			buffer_printf(&b, " AND (1<<state)&%u", q.states);
		}
		if (ticketrows_dice(&t, 5) == 0)
			buffer_printf(&b, " AND kind=%d", q.kind = 1 + (int)ticketrows_dice(&t, 7));
		if (ticketrows_dice(&t, 6) == 0)
			buffer_printf(&b, " AND urgency=%d", q.urgency = 1 + (int)ticketrows_dice(&t, 3));
		if (ticketrows_dice(&t, 5) == 0)
			buffer_printf(&b, " AND office=%lld", (long long)(q.office = t.offices[ticketrows_dice(&t, 3)]));
		if (ticketrows_dice(&t, 8) == 0)
			buffer_printf(&b, " AND handler=%lld", (long long)(q.handler = f->clerk_id));
		if (ticketrows_dice(&t, 8) == 0) {
			q.supervised = true;
			buffer_text(&b, " AND supervised<>0");
		}
		if (ticketrows_dice(&t, 10) == 0) {
			q.extending = true;
			buffer_text(&b, " AND extending<>0 AND " LIVE);
		}
		if (ticketrows_dice(&t, 10) == 0) {
			q.excluded = true;
			buffer_text(&b, " AND excluded<>0");
		}
		if (ticketrows_dice(&t, 8) == 0) {
			q.late = true;
			buffer_printf(&b, " AND " LIVE " AND " KNOWN " AND due_sort<=%lld", (long long)now);
		}
		if (ticketrows_dice(&t, 6) == 0) {
			q.dispatched_from = now - 100 * 86400L;
			q.dispatched_to = now - 20 * 86400L;
			buffer_printf(&b, " AND dispatched_at>=%lld AND dispatched_at<%lld", (long long)q.dispatched_from,
			        (long long)q.dispatched_to);
		}
		if (ticketrows_dice(&t, 8) == 0) {
			q.closed_from = now - 60 * 86400L;
			buffer_printf(&b, " AND closed_at>=%lld", (long long)q.closed_from);
		}
		if (ticketrows_dice(&t, 8) == 0) {
			q.due_from = now;
			q.due_to = now + 4 * 86400L;
			buffer_printf(&b, " AND " LIVE " AND " KNOWN " AND due_sort>%lld AND due_sort<=%lld", (long long)q.due_from,
			        (long long)q.due_to);
		}
		const char *order = q.descending ? " DESC" : "";
		buffer_printf(&b, "%s ORDER BY %s%s, id%s", q.sort == TICKETS_BY_CLOSING ? " AND closed_at IS NOT NULL" : "",
		        columns[q.sort], order, order);
		rows += assert_list(f->clerk, &q, b.s);
		buffer_free(&b);
	}
	assert_true(rows > 5000);
	deskfix_close(&f);
}

/* The light of each row is what the rule says of its limit, and the lists by light are those rows. */
static void lights(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct ticketrows t;
	struct error e;
	int64_t now = desk_now(f->clerk), count[4] = {0};
	ticketrows_fill(&t, f, 700, 3);
	for (int scope = 0; scope < 2; scope++) {
		struct ticket_query q = {.scope = scope ? TICKETS_ALL : TICKETS_OPEN};
		struct window *v;
		struct ticket_line rows[64];
		struct view_anchor from = {0};
		memset(count, 0, sizeof count);
		assert_ok(ticket_view_open(f->clerk, &q, &v, &e));
		for (int got = 64, n = 0; got == 64;) {
			struct arena a = {0};
			assert_ok(window_page(v, n ? &from : NULL, false, 64, rows, &a, &got, &e));
			for (int i = 0; i < got; i++, n++) {
				struct ticket_line *r = &rows[i];
				from = r->at;
				count[r->light]++;
				if (!r->due || r->estimate)
					continue;
				struct limit l = {5, r->hours ? LIMIT_HOURS : LIMIT_DAYS};
				int64_t round_at = db_number(f->clerk->db, &e, 0, "SELECT round_at FROM ticket WHERE id=?1", "i", r->id);
				assert_int_equal(r->light, ticket_light(desk_calendar(f->clerk), now, round_at, l, r->due));
				assert_int_equal(r->left < 0, r->due <= now);
			}
			arena_free(&a);
		}
		window_close(&v);
		for (int l = LIGHT_GREEN; l <= LIGHT_RED; l++) {
			assert_true(count[l] > 5);
			q.light = (enum light)l;
			assert_ok(ticket_view_open(f->clerk, &q, &v, &e));
			assert_int_equal(listing_count(&v), count[l]);
		}
	}
	deskfix_close(&f);
}

/* However long a limit in hours is over, it is told in the eight columns that lists have for it. */
static void hours_fit_their_column(void **state)
{
	static const struct {
		int left;
		const char *said;
	} tried[] = {{-3, "超3小时"}, {-99, "超99小时"}, {-100, "超4天"}, {-4039, "超168天"}, {30, "余30小时"}, {120, "余5天"}};
	(void)state;
	for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
		struct ticket_line r = {.state = TICKET_UNCLAIMED, .due = 1, .hours = true, .left = tried[i].left};
		char buf[40];
		enum role role;
		const char *said = hotline_light(&r, buf, &role);
		assert_string_equal(said, tried[i].said);
		assert_true(text_columns(said) <= 8);
	}
}

static void expressions(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct error e;
	struct ticket_query q;
	struct arena a = {0};
	char s[1200];
	assert_ok(ticket_query_parse(f->clerk, "状态=办理中、待核稿 股室=办公室 类型=投诉 灯=红 紧急=特急 超期 野猪", &q, &a, &e));
	assert_int_equal(q.scope, TICKETS_ALL);
	assert_int_equal(q.states, 1u << TICKET_WORKING | 1u << TICKET_CHECKING);
	assert_int_equal(q.office, f->general);
	assert_int_equal(q.kind, KIND_COMPLAINT);
	assert_int_equal(q.light, LIGHT_RED);
	assert_int_equal(q.urgency, URGENCY_CRITICAL);
	assert_true(q.late);
	assert_string_equal(q.words, "野猪");
	assert_ok(ticket_query_parse(f->clerk, "scope=mine 交办=2026-02 办结=2026 标题=占用", &q, &a, &e));
	assert_int_equal(q.scope, TICKETS_MINE);
	assert_int_equal(q.dispatched_from, day_start(day_of(2026, 2, 1)));
	assert_int_equal(q.dispatched_to, day_start(day_of(2026, 3, 1)));
	assert_int_equal(q.closed_to, day_start(day_of(2027, 1, 1)));
	assert_string_equal(q.title, "占用");
	assert_refused(ticket_query_parse(f->clerk, "灯=紫", &q, &a, &e), R_FILTER_VALUE);
	assert_non_null(strstr(error_sentence(&e, s, sizeof s), "红、黄、绿"));
	assert_refused(ticket_query_parse(f->clerk, "类型=发票", &q, &a, &e), R_FILTER_VALUE);
	assert_refused(ticket_query_parse(f->clerk, "栏目=通知", &q, &a, &e), R_FILTER_KEY);
	assert_refused(ticket_query_parse(f->clerk, "状态=在办 状态=在办", &q, &a, &e), R_FILTER_VALUE);
	assert_refused(ticket_query_parse(f->clerk, "灯=红 灯=黄", &q, &a, &e), R_FILTER_TWICE);
	arena_free(&a);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_filter_and_order),
	        cmocka_unit_test(lights),
	        cmocka_unit_test(hours_fit_their_column),
	        cmocka_unit_test(expressions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
