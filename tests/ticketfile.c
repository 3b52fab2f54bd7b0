/* ticketfile.c - see ticketfile.h. */
#include "tests/ticketfile.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <xlsxwriter.h>

#include "store/base/date.h"
#include "store/base/memory.h"

enum { CELLS = 22, CELL_BYTES = 600 };

static const char *const header_a[] = {"案件编号", "案件来源", "工单类型", "发现时间", "状态", "事项名称", "案件描述", "上报地址", "联系人", "联系电话",
        "所属街道", "主责部门", "紧急程度", "案件期限", "结案时间", "是否解决区回访", "是否满意区回访", NULL};
static const char *const header_b[] = {"工单编号", "工单标题", "诉求内容", "诉求类型", "区交办时间", "区交办办结期限", "诉求渠道", "诉求归口", "紧急程度",
        "工单状态", "求助人员", "求助号码", "性别", "事件发生地", "诉求详细地址", "是否疑难", "是否协办", "签收时间", "办结时间", "是否解决", "回访满意度",
        "重办次数", NULL};

/* Where the cells that faults are made in stand. */
static const struct {
	int number, body, kind, dispatched, closed;
} places[LAYOUTS] = {[LAYOUT_A] = {0, 6, 2, 3, 14}, [LAYOUT_B] = {0, 2, 3, 4, 18}};

/* ---- one row ---- */

static uint32_t mixed(long n, uint32_t salt)
{
	uint64_t h = ((uint64_t)n << 8 | salt) * 0x9e3779b97f4a7c15u;
	h ^= h >> 31;
	h *= 0xbf58476d1ce4e5b9u;
	return (uint32_t)(h >> 32);
}

static const char *pick(const char *const *list, size_t n, long row, uint32_t salt)
{
	return list[mixed(row, salt) % n];
}
#define PICK(list, row, salt) pick(list, sizeof(list) / sizeof *(list), row, salt)

struct cells {
	char s[CELLS][CELL_BYTES];
	int n;
};

__attribute__((format(printf, 2, 3))) static void cell(struct cells *c, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	int n = vsnprintf(c->s[c->n++], CELL_BYTES, format, ap);
	va_end(ap);
	assert_true(n < CELL_BYTES && c->n <= CELLS);
}

void ticketfile_phrase(long n, char out[40])
{
	static const char signs[] = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜";
	const unsigned v = (unsigned)n * 11184811u; /* odd: no two alike of 16 million, and no pair of signs is frequent */
	out[0] = '\0';
	for (int i = 0; i < 4; i++)
		strncat(out, signs + (size_t)(v >> 6 * i & 63) * 3, 3);
}

/* 2026-01-04 08:00 and 300 days on; a minute's precision, which both layouts keep. */
static int64_t came(long n)
{
	return day_start(day_of(2026, 1, 4)) + 8 * 3600L + (int64_t)(mixed(n, 1) % (300 * 24 * 60)) * 60;
}

static void row(const struct ticketfile *t, long n, struct cells *c)
{
	static const char *const towns[] = {"城关镇", "北河乡", "南岭乡", "东湖镇", "西坪乡", "石桥镇", "柳树沟乡", "青山镇", "白云镇"};
	static const char *const matters[] = {"林地占用", "森林防火", "古树保护", "补助发放", "野猪毁田", "采伐许可", "松材线虫", "林权纠纷"};
	static const char *const said[] = {"反映有人未批先占林地建房，请求查处。", "反映古树枝干枯死,\n请派人查看。", "反映野猪多次进入稻田，\"几乎绝收\",请求补偿。",
	        "询问自留山采伐许可证需要哪些材料。", "村中有一株䶮姓人家种的𠮷祥树，询问是否在册。"};
	static const char *const kinds[] = {"咨询", "求助", "投诉", "举报", "建议", "表扬"};
	static const char *const urgencies[] = {"一般", "一般", "一般", "一般", "紧急", "特急"};
	static const char *const families[] = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王"};
	static const char *const given[] = {"一二", "三", "四五", "六", "七八", "九十"};
	static const char *const sources[] = {"电话", "微信", "网站", "APP"};
	static const char *const pleased[] = {"满意", "基本满意", "不满意", "未接通"};
	char at[24], due[24], signed_at[24], end[24] = "", number[40], phrase[40], address[80];
	const bool closed = mixed(n, 4) % 5 > 0;
	const int64_t came_at = came(n);
	int64_t due_at = came_at + (int64_t)(3 + mixed(n, 2) % 4 * 4) * 86400;
	int64_t end_at = due_at - (int64_t)(mixed(n, 8) % 70) * 3600 + (int64_t)(mixed(n, 12) % 30) * 3600;

	if (t->later_every && n % t->later_every == 0)
		due_at += 86400;
	instant_text(came_at, at);
	instant_text(due_at, due);
	instant_text(came_at + 300 + (int64_t)(mixed(n, 18) % 1800) * 60, signed_at);
	if (closed)
		instant_text(end_at, end);
	snprintf(number, sizeof number, "26%02u%010ld", mixed(n, 21) % 90 + 10, n);
	ticketfile_phrase(n, phrase);
	const char *town = PICK(towns, n, 3), *matter = PICK(matters, n, 5);
	snprintf(address, sizeof address, "%s%u组%u号", town, 1 + mixed(n, 6) % 30, 1 + mixed(n, 7) % 200);
	c->n = 0;
	cell(c, "%s", number);
	if (t->layout == LAYOUT_A) {
		cell(c, "12345热线");
		cell(c, "%s", PICK(kinds, n, 11));
		cell(c, "%s", at);
		cell(c, closed ? "已结案" : "处理中");
		cell(c, "%s", matter);
	} else {
		cell(c, "%s", matter);
	}
	cell(c, "市民来电（登记第%07ld号，%s）：%s地点在%s。请核实处理并答复本人。", n, phrase, PICK(said, n, 9), address);
	if (t->layout == LAYOUT_A) {
		cell(c, "%s", address);
	} else {
		cell(c, "%s", PICK(kinds, n, 11));
		cell(c, "%s", at);
		cell(c, "%s", due);
		cell(c, "%s", PICK(sources, n, 13));
		cell(c, "林业");
		cell(c, "%s", PICK(urgencies, n, 10));
		cell(c, closed ? "已办结" : "办理中");
	}
	cell(c, "%s%s", PICK(families, n, 14), PICK(given, n, 15));
	cell(c, "1%u%09u", 3 + mixed(n, 16) % 6, mixed(n, 17) % 1000000000u);
	if (t->layout == LAYOUT_A) {
		cell(c, "%s", town);
		cell(c, "县林业局");
		cell(c, "%s", PICK(urgencies, n, 10));
		cell(c, "%s", due);
	} else {
		cell(c, mixed(n, 22) % 2 ? "男" : "女");
		cell(c, "%s", town);
		cell(c, "%s", address);
		cell(c, mixed(n, 23) % 4 ? "否" : "是");
		cell(c, "否");
		cell(c, "%s", signed_at);
	}
	cell(c, "%s", end);
	cell(c, closed ? mixed(n, 19) % 3 ? "是" : "否" : "");
	cell(c, "%s", closed ? PICK(pleased, n, 20) : "");
	if (t->layout == LAYOUT_B)
		cell(c, "%d", closed && mixed(n, 24) % 9 == 0);
}

/* ---- faults ---- */

const char *ticketfile_letters(enum ticketfile_layout l, enum ticketfile_fault f)
{
	static char letters[2];
	switch (f) {
	case FAULT_DATE:
	case FAULT_LATER:
	case FAULT_SHORT: /* of what must be there, the first that is cut off */
		letters[0] = (char)('A' + places[l].dispatched);
		break;
	case FAULT_TWICE:
	case FAULT_NUMBER:
	case FAULT_BYTES:
		letters[0] = 'A';
		break;
	case FAULT_QUESTIONS:
		letters[0] = (char)('A' + places[l].body);
		break;
	case FAULT_KIND:
		letters[0] = (char)('A' + places[l].kind);
		break;
	case FAULT_ORDER:
		letters[0] = (char)('A' + places[l].closed);
		break;
	default:
		letters[0] = '\0';
	}
	return letters;
}

static void spoil(const struct ticketfile *t, enum ticketfile_fault f, const char *before, struct cells *c)
{
	const int number = places[t->layout].number, dispatched = places[t->layout].dispatched, body = places[t->layout].body,
	          kind = places[t->layout].kind, closed = places[t->layout].closed;
	switch (f) {
	case FAULT_DATE:
		snprintf(c->s[dispatched], CELL_BYTES, "2026-02-30 10:00");
		break;
	case FAULT_SHORT:
		c->n = dispatched;
		break;
	case FAULT_TWICE:
		snprintf(c->s[number], CELL_BYTES, "%s", before);
		break;
	case FAULT_NUMBER:
		c->s[number][0] = '\0';
		break;
	case FAULT_QUESTIONS:
		snprintf(c->s[body], CELL_BYTES, "????????????????");
		break;
	case FAULT_KIND:
		snprintf(c->s[kind], CELL_BYTES, "不知道是什么");
		break;
	case FAULT_ORDER:
		snprintf(c->s[closed], CELL_BYTES, "2025-12-01 09:00");
		break;
	case FAULT_LATER:
		snprintf(c->s[dispatched], CELL_BYTES, "2027-01-05 09:00");
		break;
	case FAULT_BYTES:
		snprintf(c->s[number], CELL_BYTES, "26\x01\x02");
		break;
	default:
		break;
	}
}

/* ---- the file ---- */

struct out {
	const struct ticketfile *t;
	FILE *f;
	iconv_t cd;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	long line;
	struct buffer text;
};

static void convert(struct out *o, const char *s, size_t n)
{
	char made[8192], *in = (char *)(uintptr_t)s;
	while (n) {
		char *at = made;
		size_t room = sizeof made;
		size_t got = iconv(o->cd, &in, &n, &at, &room);
		assert_true(got != (size_t)-1 || room < 16); /* nothing but a full buffer stops it */
		assert_int_equal(fwrite(made, 1, sizeof made - room, o->f), sizeof made - room);
	}
}

static void put_line(struct out *o, const char *const *cell, int n, bool bytes)
{
	buffer_clear(&o->text);
	for (int i = 0; i < n; i++) {
		const bool quoted = strpbrk(cell[i], ",\"\n") != NULL;
		if (i)
			buffer_byte(&o->text, ',');
		if (quoted)
			buffer_byte(&o->text, '"');
		for (const char *s = cell[i]; *s; s++) {
			if (*s == '"')
				buffer_byte(&o->text, '"');
			o->line += *s == '\n';
			buffer_byte(&o->text, *s);
		}
		if (quoted)
			buffer_byte(&o->text, '"');
	}
	buffer_text(&o->text, "\r\n");
	o->line++;
	if (bytes) { /* in the place of what can be converted */
		fwrite("9999\xff\xfe\xff\x80", 1, 8, o->f);
		convert(o, o->text.s + strlen(cell[0]), o->text.n - strlen(cell[0]));
	} else {
		convert(o, o->text.s, o->text.n);
	}
}

static void put(struct out *o, const char *const *cell, int n, bool bytes)
{
	if (o->f) {
		put_line(o, cell, n, bytes);
		return;
	}
	for (int i = 0; i < n; i++)
		worksheet_write_string(o->sheet, (lxw_row_t)o->line, (lxw_col_t)i, cell[i], NULL);
	o->line++;
}

static void begin(struct out *o, const char *path)
{
	const struct ticketfile *t = o->t;
	if (!t->encoding) {
		lxw_workbook_options how = {.constant_memory = LXW_TRUE, .tmpdir = NULL, .use_zip64 = LXW_FALSE};
		o->book = workbook_new_opt(path, &how);
		o->sheet = workbook_add_worksheet(o->book, "工单");
		assert_non_null(o->sheet);
		return;
	}
	o->f = fopen(path, "wb");
	assert_non_null(o->f);
	o->cd = iconv_open(t->encoding, "UTF-8");
	assert_true(o->cd != (iconv_t)-1);
	if (t->mark)
		convert(o, "\xef\xbb\xbf", 3);
}

static void end(struct out *o)
{
	buffer_free(&o->text);
	if (o->f) {
		iconv_close(o->cd);
		assert_int_equal(fclose(o->f), 0);
	} else {
		assert_int_equal(workbook_close(o->book), LXW_NO_ERROR);
	}
}

void ticketfile_write(const struct ticketfile *t, const char *path)
{
	struct out o = {.t = t, .line = 0};
	struct cells *c = xalloc(sizeof *c);
	const char *const *header = t->layout == LAYOUT_A ? header_a : header_b;
	const char *cell_of[CELLS];
	char before[CELL_BYTES] = "";
	int names = 0, faults = t->encoding && strncmp(t->encoding, "UTF-16", 6) ? FAULTS : FAULTS_OF_CELLS, last = 0;
	begin(&o, path);
	while (header[names])
		names++;
	put(&o, header, names, false);
	for (long n = 1; n <= t->rows; n++) {
		enum ticketfile_fault f = FAULT_NONE;
		row(t, n * (t->step ? t->step : 1), c);
		if (t->fault_every && n % t->fault_every == 0) {
			last = last + 1 < faults ? last + 1 : 1;
			f = (enum ticketfile_fault)last;
			spoil(t, f, before, c);
		}
		if (f != FAULT_NONE && t->wrong)
			t->wrong(t->ctx, o.line + 1, f);
		if (f == FAULT_NONE)
			snprintf(before, sizeof before, "%s", c->s[0]);
		for (int i = 0; i < c->n; i++)
			cell_of[i] = c->s[i];
		put(&o, cell_of, c->n, f == FAULT_BYTES);
	}
	end(&o);
	free(c);
}
