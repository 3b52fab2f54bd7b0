/* book_bench.c - a ledger of 100 000 rows as a workbook, beside libxlsxwriter in constant_memory writing the same cells
 * alone (design 8: at most 1.3 times as long); they take turns.
 *
 *	book_bench FOLDER [ROWS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "forms/writer/book.h"
#include "forms/xlsx.h"
#include "store/base/date.h"

enum { RUNS = 3, DAY = 20410 };
static const char title[] = "关于印发2026年度森林防火工作方案的通知（征求意见稿）";
static const struct book_column columns[] = {{"标题", 50}, {"文号", 18}, {"信息分类", 14}, {"栏目", 16}, {"公开属性", 10}, {"成文日期", 11},
	{"发布日期", 11}, {"公开渠道", 20}, {"来源股室", 14}, {"编号", 11}, {"状态", 9}, {"稿次", -6}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double ours(const char *path, int rows)
{
	struct book *b;
	struct error e;
	char number[32];
	double began = now();

	if (book_open(path, "公开事项", columns, COLUMNS, &b, &e))
		exit(1);
	for (int i = 0; i < rows; i++) {
		snprintf(number, sizeof number, "2026-%06d", i);
		book_text(b, title);
		book_text(b, "林办〔2026〕12号");
		book_text(b, "工作动态");
		book_text(b, "法定主动公开内容");
		book_text(b, "主动公开");
		book_day(b, DAY);
		book_day(b, DAY + i % 300);
		book_text(b, "政府网站、政务新媒体");
		book_text(b, "资源保护股");
		book_text(b, number);
		book_text(b, "已发布");
		book_number(b, 1 + i % 3);
		book_row(b);
	}
	if (book_close(&b, Z_OK, &e))
		exit(1);
	return now() - began;
}

static double alone(const struct xlsx_calls *x, const char *path, int rows)
{
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};
	double began = now();
	lxw_workbook *book = x->workbook_new_opt(path, &options);
	lxw_worksheet *s = x->workbook_add_worksheet(book, "公开事项");
	lxw_format *day = x->workbook_add_format(book);
	char number[32];

	x->format_set_num_format(day, "yyyy-mm-dd");
	for (int c = 0; c < COLUMNS; c++)
		x->worksheet_write_string(s, 0, (lxw_col_t)c, columns[c].name, NULL);
	for (int i = 0; i < rows; i++) {
		lxw_row_t r = (lxw_row_t)i + 1;

		snprintf(number, sizeof number, "2026-%06d", i);
		x->worksheet_write_string(s, r, 0, title, NULL);
		x->worksheet_write_string(s, r, 1, "林办〔2026〕12号", NULL);
		x->worksheet_write_string(s, r, 2, "工作动态", NULL);
		x->worksheet_write_string(s, r, 3, "法定主动公开内容", NULL);
		x->worksheet_write_string(s, r, 4, "主动公开", NULL);
		x->worksheet_write_number(s, r, 5, DAY + 25569, day);
		x->worksheet_write_number(s, r, 6, DAY + 25569 + i % 300, day);
		x->worksheet_write_string(s, r, 7, "政府网站、政务新媒体", NULL);
		x->worksheet_write_string(s, r, 8, "资源保护股", NULL);
		x->worksheet_write_string(s, r, 9, number, NULL);
		x->worksheet_write_string(s, r, 10, "已发布", NULL);
		x->worksheet_write_number(s, r, 11, 1 + i % 3, NULL);
	}
	if (x->workbook_close(book) != LXW_NO_ERROR)
		exit(1);
	return now() - began;
}

int main(int argc, char **argv)
{
	struct error e;
	const struct xlsx_calls *x = xlsx_library(&e);
	char path[512];
	double best[2] = {1e9, 1e9};
	int rows = argc > 2 ? atoi(argv[2]) : 100000;

	if (argc < 2 || !x)
		return 2;
	snprintf(path, sizeof path, "%s/ledger-bench.xlsx", argv[1]);
	for (int i = 0; i < 2 * RUNS; i++) {
		unlink(path);
		double took = i % 2 ? alone(x, path, rows) : ours(path, rows);
		if (took < best[i % 2])
			best[i % 2] = took;
	}
	unlink(path);
	printf("ledger of %d rows as .xlsx: %.0f ms, libxlsxwriter alone %.0f ms, ratio %.2f (wanted 1.30)\n", rows, best[0] * 1000,
		best[1] * 1000, best[0] / best[1]);
	return 0;
}
