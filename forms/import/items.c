/* items.c - each good row of a ledger becomes one migrated item; see items.h.  Must not know file formats. */
#include "forms/import/items.h"

#include <stdlib.h>
#include <string.h>

#include "forms/import/file_digest.h"
#include "forms/reader/sniff.h"
#include "store/base/text.h"

static const struct ledger_code attributes[] = {
	{"主动公开|公开|主动", ATTRIBUTE_OPEN},
	{"依申请公开|依申请", ATTRIBUTE_REQUEST},
	{"不予公开|免予公开|不公开", ATTRIBUTE_CLOSED},
	{NULL, 0},
};

enum { TITLE, DOCNO, CATEGORY, CATALOG, ATTRIBUTE, FORMED, PUBLISHED, CHANNELS, URL, OFFICE, KEYWORDS, BODY, COLUMNS };
static const struct ledger_column columns[COLUMNS] = {
	[TITLE] = {"title", "标题", "信息名称|信息标题|名称|文件名称|题名", LEDGER_FILLED, LEDGER_TEXT, NULL, ITEM_TITLE_MAX},
	[DOCNO] = {"docno", "文号", "发文字号|文件编号|发文文号", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 60},
	[CATEGORY] = {"category", "信息分类", "组配分类|分类|信息类别|主题分类|类别", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 30},
	[CATALOG] = {"catalog", "栏目", "栏目名称|所属栏目|发布栏目|公开目录", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 30},
	[ATTRIBUTE] = {"attribute", "公开属性", "公开方式|公开类别", LEDGER_OPTIONAL, LEDGER_CODE, attributes, 0},
	[FORMED] = {"formed_on", "成文日期", "生成日期|形成日期|成文时间|制发日期|印发日期", LEDGER_OPTIONAL, LEDGER_DATE, NULL, 0},
	[PUBLISHED] = {"published_on", "发布日期", "公开日期|发布时间|公开时间|上线日期|上网日期", LEDGER_FILLED, LEDGER_DATE, NULL, 0},
	[CHANNELS] = {"channels", "公开渠道", "渠道|发布渠道|公开途径|公开形式|公开载体", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 200},
	[URL] = {"url", "链接", "网址|链接地址|发布链接|URL|地址", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 500},
	[OFFICE] = {"office", "来源股室", "股室|责任股室|科室|来源科室|承办股室|发布机构|责任单位", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 20},
	[KEYWORDS] = {"keywords", "关键词", "主题词", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 100},
	[BODY] = {"body", "正文", "内容|信息内容", LEDGER_OPTIONAL, LEDGER_TEXT, NULL, 300000},
};

/* ---- which names are new ---- */

struct import {
	struct desk *desk;
	const struct items_import *how;
	struct items_result *result;
	struct items_name *known; /* sorted; of the desk and of this file */
	size_t known_n, known_cap, made_cap;
};

static int by_name(const void *one, const void *two)
{
	const struct items_name *a = one, *b = two;

	return a->kind != b->kind ? (int)a->kind - (int)b->kind : strcmp(a->name, b->name);
}

static void know(struct import *im, enum items_made_kind kind, const char *name)
{
	if (im->known_n == im->known_cap) {
		im->known_cap = im->known_cap * 2 + 64;
		im->known = xrealloc(im->known, im->known_cap * sizeof *im->known);
	}
	im->known[im->known_n++] = (struct items_name){kind, arena_strdup(&im->result->arena, name)};
}

static enum z know_the_desk(struct import *im, struct error *e)
{
	static const enum named_kind kinds[] = {NAMED_CATEGORY, NAMED_CHANNEL};
	struct named *named;
	struct catalog *catalogs;
	struct office *offices;
	int n;
	enum z z = Z_OK;

	for (int k = 0; !z && k < 2; k++) {
		if ((z = named_list(im->desk, kinds[k], true, &named, &n, e)))
			return z;
		for (int i = 0; i < n; i++)
			know(im, k ? MADE_CHANNEL : MADE_CATEGORY, named[i].name);
		free(named);
	}
	if ((z = catalog_list(im->desk, true, &catalogs, &n, e)))
		return z;
	for (int i = 0; i < n; i++)
		know(im, MADE_CATALOG, catalogs[i].name);
	free(catalogs);
	if ((z = office_list(im->desk, true, &offices, &n, e)))
		return z;
	for (int i = 0; i < n; i++)
		know(im, MADE_OFFICE, offices[i].name);
	free(offices);
	if (im->known_n)
		qsort(im->known, im->known_n, sizeof *im->known, by_name);
	return Z_OK;
}

static void meet(struct import *im, enum items_made_kind kind, const char *name)
{
	struct items_name key = {kind, name};
	struct items_result *r = im->result;
	size_t low = 0, high = im->known_n;

	if (!*name)
		return;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = by_name(&im->known[middle], &key);

		if (!order)
			return;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	know(im, kind, name);
	struct items_name made = im->known[im->known_n - 1];
	memmove(&im->known[low + 1], &im->known[low], (im->known_n - 1 - low) * sizeof *im->known);
	im->known[low] = made;
	if (r->made_n == im->made_cap) {
		im->made_cap = im->made_cap * 2 + 16;
		r->made = xrealloc(r->made, im->made_cap * sizeof *r->made);
	}
	r->made[r->made_n++] = made;
}

static void meet_channels(struct import *im, const char *names)
{
	static const char *const marks[] = {"、", "，", ",", ";", "；"};

	for (const char *s = names; *s;) {
		size_t n = strlen(s), skip = 0;

		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			const char *m = strstr(s, marks[i]);

			if (m && (size_t)(m - s) < n) {
				n = (size_t)(m - s);
				skip = strlen(marks[i]);
			}
		}
		size_t bytes = n;
		const char *from = text_trim(s, &bytes);
		char *one = xstrndup(from, bytes);
		meet(im, MADE_CHANNEL, one);
		free(one);
		s += n + skip;
	}
}

/* ---- rows ---- */

static enum z take_row(void *ctx, const struct ledger_row *row, struct error *e)
{
	struct import *im = ctx;
	const struct ledger_cell *c = row->cell;
	struct migrated m = {.title = c[TITLE].text, .docno = c[DOCNO].text, .source = c[OFFICE].text, .url = c[URL].text,
		.keywords = c[KEYWORDS].text, .body = c[BODY].text, .category = c[CATEGORY].text, .catalog = c[CATALOG].text,
		.office = c[OFFICE].text, .channels = c[CHANNELS].text, .formed_on = c[FORMED].day, .published_on = c[PUBLISHED].day,
		.attribute = c[ATTRIBUTE].filled ? c[ATTRIBUTE].code : ATTRIBUTE_OPEN};

	if (m.formed_on != DAY_NONE && m.formed_on > m.published_on)
		return refuse(e, R_IMPORT_ORDER, c[FORMED].text, c[PUBLISHED].text);
	enum z z = migrate_add(im->desk, &m, e);
	if (z)
		return z;
	meet(im, MADE_CATEGORY, m.category);
	meet(im, MADE_CATALOG, m.catalog);
	meet(im, MADE_OFFICE, m.office);
	meet_channels(im, m.channels);
	return Z_OK;
}

static void refused(void *ctx, const struct ledger_refusal *refusal)
{
	const struct import *im = ctx;

	if (im->how->refused)
		im->how->refused(im->how->ctx, refusal);
}

static bool progress(void *ctx, long long done, long long total)
{
	const struct import *im = ctx;

	return im->how->progress(im->how->ctx, done, total);
}

enum z items_import(
        struct desk *d, const char *path, const struct items_import *how, struct items_result *r, struct error *e)
{
	struct import im = {.desk = d, .how = how, .result = r};
	struct ledger l = {.column = columns, .columns = COLUMNS, .encoding = how->encoding, .row = take_row, .refused = refused,
		.progress = how->progress ? progress : NULL, .ctx = &im};
	struct hash h;

	*r = (struct items_result){0};
	enum z z = file_digest(path, &h, e);
	if (!z)
		z = know_the_desk(&im, e);
	if (!z)
		z = how->dry_run ? migrate_rehearse(d, e) : migrate_begin(d, sniff_name(path), &h, e);
	if (z) {
		free(im.known);
		return z;
	}
	z = ledger_read(path, &l, &r->ledger, e);
	free(im.known);
	if (!z && !how->dry_run && r->ledger.good && (!r->ledger.refused || how->partial))
		return migrate_end(d, &r->batch, e);
	migrate_drop(d);
	return z;
}

void items_result_free(struct items_result *r)
{
	ledger_result_free(&r->ledger);
	free(r->made);
	arena_free(&r->arena);
	*r = (struct items_result){0};
}
