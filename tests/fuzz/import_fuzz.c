/* import_fuzz.c - any bytes as a file of a platform's tickets, of tasks, of a roster, of figures, of people, of finished
 * items: each row is taken or refused by a sentence that names its line; what was taken is clean; a trial run, and that of
 * tasks and rosters against the desk, leaves nothing behind.
 *
 * The first byte says as which of them the rest is read; of the second one bit 0 puts that one's header before it, and bit 1
 * mends broken UTF-8 first, for a file of no known encoding is refused before any row is read.
 *
 * Seen to fail when a refusal had the cell in it as it stood, escapes and all. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "forms/import/figures.h"
#include "forms/import/items.h"
#include "forms/import/people.h"
#include "forms/import/roster.h"
#include "forms/import/tasks.h"
#include "forms/import/tickets.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/record/inner.h"
#include "tests/fuzz/fuzz_desk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ---- what must hold of every file ---- */

static void check_text(const char *s)
{
	if (!utf8_valid(s, strlen(s), NULL))
		abort();
	for (; *s; s++)
		if (((unsigned char)*s < 32 && *s != '\n' && *s != '\t') || *s == 127)
			abort();
}

static void check_error(const struct error *e)
{
	char sentence[1024];

	if (!*error_sentence(e, sentence, sizeof sentence))
		abort();
	check_text(sentence);
}

static void refused(void *ctx, const struct ledger_refusal *r)
{
	long *n = ctx;

	(*n)++;
	if (r->line < 1)
		abort();
	check_error(r->error);
	check_text(r->found);
	check_text(r->expected);
}

/* What a trial run must not add to. */
static int64_t rows_of(struct desk *d)
{
	return db_number(d->db, NULL, -1,
		"SELECT (SELECT count(*) FROM audit)+(SELECT count(*) FROM item)+(SELECT count(*) FROM ticket)+(SELECT count(*) FROM task)"
		"+(SELECT count(*) FROM office)", "");
}

/* ---- the readers ---- */

static void changed(void *ctx, long line, const char *number, const struct ticket_change *c, int n)
{
	(void)ctx;
	if (line < 1 || n < 1 || !c)
		abort();
	check_text(number);
}

static enum z tickets(struct desk *d, const char *path, long *no, struct error *e)
{
	const struct tickets_import how = {.dry_run = true, .refused = refused, .changed = changed, .ctx = no};
	struct tickets_result r;
	enum z z = tickets_import(d, path, &how, &r, e);

	if (z == Z_OK && (r.batch || r.ledger.header_line < 1))
		abort();
	tickets_result_free(&r);
	return z;
}

static enum z tasks(struct desk *d, const char *path, long *no, struct error *e)
{
	struct tasks t;
	int good = 0;
	enum z z = tasks_read(path, ENCODING_UNKNOWN, refused, no, &t, e);

	for (int i = 0; z == Z_OK && i < t.n; i++)
		for (int c = 0; c < TASK_COLUMNS; c++)
			check_text(t.lines[i].cell[c]);
	if (z == Z_OK && t.n && task_import(d, NULL, t.lines, t.n, TASKS_DRY, &good, e) == Z_OK && (good < 0 || good > t.n))
		abort();
	for (int i = 0; z == Z_OK && i < t.n; i++)
		if (!t.lines[i].ok && t.lines[i].error.code)
			check_error(&t.lines[i].error);
	tasks_free(&t);
	return z;
}

static enum z roster(struct desk *d, const char *path, long *no, struct error *e)
{
	struct roster r;
	int good = 0;
	enum z z = roster_read(path, ENCODING_UNKNOWN, refused, no, &r, e);

	for (int i = 0; z == Z_OK && i < r.n; i++)
		for (int c = 0; c < DUTY_COLUMNS; c++)
			check_text(r.lines[i].cell[c]);
	if (z == Z_OK && r.n && duty_import(d, r.lines, r.n, DUTY_DRY, &good, e) == Z_OK && (good < 0 || good > r.n))
		abort();
	roster_free(&r);
	return z;
}

static enum z figures(struct desk *d, const char *path, long *no, struct error *e)
{
	const struct figures_import how = {.dry_run = true, .refused = refused, .ctx = no};
	struct figures_result r;
	enum z z = figures_import(d, path, &how, &r, e);

	if (z == Z_OK && (r.rows < 0 || r.empty > r.rows || r.fresh > r.rows))
		abort();
	return z;
}

static enum z people(struct desk *d, const char *path, long *no, struct error *e)
{
	struct people_list list = {0};
	enum z z = people_read(path, ENCODING_UNKNOWN, refused, no, &list, e);

	if (z == Z_OK && list.n) {
		check_text(list.lines.s);
		people_paste(d, list.lines.s, true, NULL, NULL, NULL);
	}
	people_list_free(&list);
	return z;
}

static enum z items(struct desk *d, const char *path, long *no, struct error *e)
{
	const struct items_import how = {.dry_run = true, .refused = refused, .ctx = no};
	struct items_result r;
	enum z z = items_import(d, path, &how, &r, e);

	if (z == Z_OK && r.batch)
		abort();
	for (size_t i = 0; z == Z_OK && i < r.made_n; i++)
		check_text(r.made[i].name);
	items_result_free(&r);
	return z;
}

static const struct {
	enum z (*read)(struct desk *d, const char *path, long *no, struct error *e);
	const char *head;
} readers[] = {
	{tickets, "工单编号,工单标题,诉求内容,诉求类型,区交办时间,区交办办结期限,诉求渠道,紧急程度,工单状态,求助人员,求助号码,事件发生地,签收时间,办结时间,是否解决,回访满意度,重办次数\n"},
	{tasks, "工作任务,序号,具体要求,责任科室,时限要求\n"},
	{roster, "日期,值班员,带班领导\n"},
	{figures, "指标,期间,数值,来源\n"},
	{people, "姓名,股室,职务\n"},
	{items, "标题,文号,信息分类,栏目,公开属性,成文日期,发布日期,公开渠道,链接,来源股室\n"},
};

static char *mended(const uint8_t *data, size_t size, bool mend)
{
	char *s = xalloc(size + 1);
	size_t at = 0, good;

	memcpy(s, data, size);
	while (mend && !utf8_valid(s + at, size - at, &good)) {
		s[at + good] = '?';
		at += good + 1;
	}
	return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct desk *d = fuzz_desk();
	struct error e = {0};
	char path[64];
	long no = 0;

	if (size < 2)
		return 0;
	size_t which = data[0] % (sizeof readers / sizeof *readers);
	const char *head = data[1] & 1 ? readers[which].head : "";
	char *rest = mended(data + 2, size - 2, data[1] & 2);
	int fd = memfd_create("import", MFD_CLOEXEC);
	if (fd < 0 || write(fd, head, strlen(head)) < 0 || write(fd, rest, size - 2) != (ssize_t)size - 2)
		abort();
	free(rest);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	int64_t before = rows_of(d);
	if (readers[which].read(d, path, &no, &e) != Z_OK && !no)
		check_error(&e);
	if (rows_of(d) != before || before < 0)
		abort();
	close(fd);
	return 0;
}
