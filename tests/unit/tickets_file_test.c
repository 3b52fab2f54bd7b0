/* tickets_file_test.c - the platform's file by the functions that the screen calls: what its headers are taken for, and the
 * published figures of a county out of a ledger with its counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/import/tickets.h"
#include "forms/report/ticket_summary.h"
#include "store/base/ratio.h"
#include "store/record/inner.h"
#include "store/view/ticket/stat.h"
#include "tests/ticketfix.h"

#define NOW "2026-11-20T09:00:00"

static struct error e;

static const char *file_in(const struct deskfix *f, const char *text)
{
	static char path[160];
	snprintf(path, sizeof path, "%s/export.csv", f->dir);
	FILE *out = fopen(path, "w");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
	return path;
}

static const struct tickets_header *header(const struct tickets_headers *h, const char *name)
{
	for (int i = 0; i < h->n; i++)
		if (!strcmp(h->header[i].name, name))
			return &h->header[i];
	fail_msg("no header %s", name);
	return NULL;
}

static void what_headers_are_taken_for(void **state)
{
	struct deskfix *f = *state;
	struct tickets_headers h;
	const char *file = file_in(f, "热线工单表\n案件编号,发现时间,来件人,联系电话,奇怪的列,上报地址\nN1,2026-11-19 10:00,王小明,13800001234,见13900005678,城关镇东街1号\n");
	assert_ok(tickets_headers(f->clerk, file, ENCODING_UNKNOWN, &h, &e));
	assert_int_equal(h.n, 6);
	assert_int_equal(header(&h, "案件编号")->field, TICKET_COLUMN_NUMBER);
	assert_string_equal(header(&h, "案件编号")->letters, "A");
	assert_string_equal(header(&h, "案件编号")->sample, "N1");
	assert_int_equal(header(&h, "来件人")->field, -1);
	assert_false(header(&h, "来件人")->by_hand);
	assert_string_equal(header(&h, "联系电话")->sample, "138****1234");
	assert_null(strstr(header(&h, "奇怪的列")->sample, "13900005678"));
	tickets_headers_free(&h);

	assert_ok(ticket_mapping_set(f->clerk, "来件人", tickets_field_key(TICKET_COLUMN_CALLER), &e));
	assert_ok(ticket_mapping_set(f->clerk, "联系电话", "", &e)); /* none of ours, somebody says */
	assert_ok(tickets_headers(f->clerk, file, ENCODING_UNKNOWN, &h, &e));
	assert_int_equal(header(&h, "来件人")->field, TICKET_COLUMN_CALLER);
	assert_true(header(&h, "来件人")->by_hand);
	assert_string_equal(header(&h, "来件人")->sample, "王**");
	assert_int_equal(header(&h, "联系电话")->field, -1);
	tickets_headers_free(&h);

	/* A header of which nothing is known is shown all the same. */
	file = file_in(f, "甲,乙,丙\n1,2,3\n");
	assert_ok(tickets_headers(f->clerk, file, ENCODING_UNKNOWN, &h, &e));
	assert_int_equal(h.n, 3);
	assert_int_equal(h.header[2].field, -1);
	assert_string_equal(h.header[2].sample, "3");
	tickets_headers_free(&h);
}

static void offices_are_ours_or_nobodys(void **state)
{
	struct deskfix *f = *state;
	struct tickets_import how = {0};
	struct tickets_result r;
	const char *file = file_in(f, "工单编号,标题,交办时间,主责部门\nN1,甲,2026-11-19 10:00,资源保护股\nN2,乙,2026-11-19 10:00,县林业局\n");
	int64_t offices = db_number(f->clerk->db, &e, 0, "SELECT count(*) FROM office", "");
	assert_ok(tickets_import(f->clerk, file, &how, &r, &e));
	assert_int_equal(r.met[TICKET_NEW], 2);
	tickets_result_free(&r);
	assert_int_equal(db_number(f->clerk->db, &e, 0, "SELECT office FROM ticket WHERE number='N1'", ""), f->office);
	assert_int_equal(db_number(f->clerk->db, &e, -1, "SELECT office FROM ticket WHERE number='N2'", ""), -1);
	assert_int_equal(db_number(f->clerk->db, &e, 0, "SELECT count(*) FROM office", ""), offices);
	/* A day alone as limit is all of that day. */
	file = file_in(f, "工单编号,标题,交办时间,办结期限\nN3,丙,2026-11-19 10:00,2026-11-25\n");
	assert_ok(tickets_import(f->clerk, file, &how, &r, &e));
	tickets_result_free(&r);
	assert_int_equal(db_number(f->clerk->db, &e, 0, "SELECT platform_due FROM ticket WHERE number='N3'", ""),
	        day_start(day_of(2026, 11, 26)));
}

/* 衡东县 2025年第一季度: 工单11171件, 办结11163件; five of the kinds with their shares. */
static void a_county_s_quarter(void **state)
{
	static const struct {
		const char *kind, *share;
		int n, decimals;
	} kinds[] = {{"投诉", "14.23%", 1590, 2}, {"举报", "13.29%", 1485, 2}, {"求助", "10.31%", 1152, 2}, {"建议", "9.4%", 1050, 1},
	        {"表扬", "7.4%", 827, 1}, {"咨询", "45.36%", 5067, 2}};
	struct deskfix *f = *state;
	struct tickets_import how = {0};
	struct tickets_result r;
	struct ticket_ratio ratio[TICKET_FIGURE_COUNT];
	struct ticket_count *rows;
	struct buffer b = {0};
	char text[48];
	int n = 0, groups;
	buffer_text(&b, "工单编号,标题,诉求类型,交办时间,办结期限,联系电话,办结时间\n");
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		for (int i = 0; i < kinds[k].n; i++, n++)
			buffer_printf(&b, "H%05d,路灯不亮,%s,2025-%02d-%02d 10:00,2025-04-15,138%08d,%s\n", n, kinds[k].kind, 1 + n % 3, 1 + n % 28, n,
			        n % 1396 == 1395 ? "" : "2025-04-01 09:00");
	assert_int_equal(n, 11171);
	assert_ok(tickets_import(f->clerk, file_in(f, b.s), &how, &r, &e));
	assert_int_equal(r.met[TICKET_NEW], 11171);
	/* So many rows stand in more than one audit row, each once. */
	assert_int_equal(db_number(f->clerk->db, &e, 0, "SELECT count(*) FROM audit WHERE action=?1 AND subject=?2", "ii",
	                         (int64_t)ACTION_TICKET_IMPORT, r.batch), 2);
	assert_int_equal(db_number(f->clerk->db, &e, 0, "SELECT sum(length(refs))/41 FROM audit WHERE action=?1 AND subject=?2", "ii",
	                         (int64_t)ACTION_TICKET_IMPORT, r.batch) / 10, 2 * 11171 / 10);
	tickets_result_free(&r);
	buffer_free(&b);
	const struct ticket_span quarter = {day_start(day_of(2025, 1, 1)), day_start(day_of(2025, 4, 1))};
	assert_ok(ticket_figures(f->clerk, &quarter, 0, 0, ratio, &e));
	assert_int_equal(ratio[TICKET_FIGURE_CLOSED].n, 11163);
	assert_int_equal(ratio[TICKET_FIGURE_CLOSED].of, 11171);
	assert_string_equal(ratio_text(ratio[TICKET_FIGURE_CLOSED].n, ratio[TICKET_FIGURE_CLOSED].of, 2, text), "99.93%");
	assert_ok(ticket_by(f->clerk, TICKETS_BY_KIND, &quarter, &rows, &groups, &e));
	assert_int_equal(groups, 6);
	for (int i = 0; i < groups; i++)
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
			if (!strcmp(rows[i].name, kinds[k].kind)) {
				assert_int_equal(rows[i].in, kinds[k].n);
				assert_string_equal(ratio_text(rows[i].in, n, kinds[k].decimals, text), kinds[k].share);
			}
	free(rows);
}

static void answers_of_a_month(void **state)
{
	struct deskfix *f = *state;
	struct ticket_summary s;
	int64_t id = ticketfix_new(f->publish, "S1", f->office), item;
	ticketfix_fill(f->clerk, f->first, id);
	assert_ok(ticket_summary(f->clerk, 2026, 11, &s, &e));
	assert_int_equal(s.answers, 1);
	assert_non_null(strstr(s.body, "已派人查看，土地已复绿。"));
	assert_non_null(strstr(s.body, "【投诉】林地占用（城关镇）"));
	assert_null(strstr(s.body, "13800001234"));
	assert_null(strstr(s.body, "王小明"));
	assert_null(strstr(s.body, "东街"));
	ticket_summary_free(&s);
	assert_ok(ticket_summary(f->clerk, 2026, 10, &s, &e));
	assert_int_equal(s.answers, 0);
	ticket_summary_free(&s);
	assert_ok(ticket_summary_draft(f->clerk, 2026, 11, &item, &e));
	struct item *it;
	assert_ok(item_load(f->clerk, item, &it, &e));
	assert_int_equal(it->state, STATE_DRAFT);
	assert_string_equal(it->now->title, "2026年11月12345热线诉求答复情况");
	item_free(&it);
}

static int setup(void **state)
{
	*state = deskfix_open(NOW);
	return 0;
}

static int teardown(void **state)
{
	struct deskfix *f = *state;
	assert_sound(f->clerk);
	deskfix_close(&f);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_headers_are_taken_for),
		TEST(offices_are_ours_or_nobodys),
		TEST(a_county_s_quarter),
		TEST(answers_of_a_month),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
