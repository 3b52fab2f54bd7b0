/* ledger_fuzz.c - any bytes as a table with a header: every row is given or refused once, with its line, and what is
 * given is clean and of its kind.
 *
 * The first byte says with which header the rest stands: bit 0 puts a good one before it, bits 1 to 3 name the
 * encoding. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "forms/import/ledger.h"
#include "store/base/date.h"
#include "store/base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct ledger_code kinds[] = {{"自然人|公民", 1}, {"商业企业|企业", 2}, {NULL, 0}};

enum { NUMBER, RECEIVED, KIND, TEXT, FEE, COPIES, ANSWERED, COLUMNS };
static const struct ledger_column columns[COLUMNS] = {
	[NUMBER] = {"number", "登记号", "编号|案件编号", LEDGER_FILLED, LEDGER_TEXT, NULL, 40},
	[RECEIVED] = {"received", "收到日期", "收件日期|收单时间", LEDGER_FILLED, LEDGER_DATE, NULL, 0},
	[KIND] = {"kind", "申请人类型", NULL, LEDGER_OPTIONAL, LEDGER_CODE, kinds, 0},
	[TEXT] = {"text", "申请内容", "诉求内容|内容描述", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 0},
	[FEE] = {"fee", "费用", NULL, LEDGER_OPTIONAL, LEDGER_MONEY, NULL, 0},
	[COPIES] = {"copies", "份数", NULL, LEDGER_OPTIONAL, LEDGER_INTEGER, NULL, 0},
	[ANSWERED] = {"answered", "答复时间", NULL, LEDGER_OPTIONAL, LEDGER_TIME, NULL, 0},
};

struct seen {
	long rows, refused, last;
};

static void check_text(const char *s, bool lines)
{
	if (!utf8_valid(s, strlen(s), NULL))
		abort();
	for (; *s; s++)
		if (((unsigned char)*s < 32 && !(lines && (*s == '\n' || *s == '\t'))) || *s == 127)
			abort();
}

static enum z take(void *ctx, const struct ledger_row *row, struct error *e)
{
	struct seen *s = ctx;
	const struct ledger_cell *c = row->cell;

	(void)e;
	if (row->line <= s->last)
		abort();
	s->last = row->line;
	s->rows++;
	if (!*c[NUMBER].text || utf8_count(c[NUMBER].text) > 40 || c[RECEIVED].day == DAY_NONE)
		abort();
	for (int i = 0; i < COLUMNS; i++)
		check_text(c[i].text, true);
	if (c[KIND].filled && c[KIND].code != 1 && c[KIND].code != 2)
		abort();
	if (c[FEE].number < 0 || c[COPIES].number < 0 || (c[ANSWERED].filled && c[ANSWERED].instant == -1))
		abort();
	for (int i = 0; i < row->extras; i++) {
		check_text(row->extra[i].name, true);
		check_text(row->extra[i].text, true);
	}
	return Z_OK;
}

static void refused(void *ctx, const struct ledger_refusal *r)
{
	struct seen *s = ctx;
	char sentence[1024];

	s->refused++;
	error_sentence(r->error, sentence, sizeof sentence);
	if (r->line < 1 || r->column >= COLUMNS || !*sentence)
		abort();
	check_text(r->found, true);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char head[] = "登记号,收到日期,申请人类型,申请内容,费用,份数,答复时间,备注\n";
	static const enum encoding encodings[] = {ENCODING_UNKNOWN, ENCODING_UTF8, ENCODING_GB18030, ENCODING_UTF16LE,
		ENCODING_UTF16BE, ENCODING_BIG5, ENCODING_UTF8_BOM, ENCODING_GBK};
	struct seen s = {0};
	struct ledger l = {.column = columns, .columns = COLUMNS, .row = take, .refused = refused, .ctx = &s};
	struct ledger_result r;
	struct error e = {0};
	char path[64], sentence[1024];
	int fd = memfd_create("ledger", MFD_CLOEXEC);

	if (!size)
		return 0;
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	l.encoding = encodings[data[0] >> 1 & 7];
	if (fd < 0 || (data[0] & 1 && write(fd, head, sizeof head - 1) < 0) || write(fd, data + 1, size - 1) != (ssize_t)size - 1)
		abort();
	if (ledger_read(path, &l, &r, &e) == Z_OK) {
		if (r.good != s.rows || r.refused > s.refused || r.header_line < 1)
			abort();
	} else if (!*error_sentence(&e, sentence, sizeof sentence)) {
		abort();
	}
	ledger_result_free(&r);
	close(fd);
	return 0;
}
