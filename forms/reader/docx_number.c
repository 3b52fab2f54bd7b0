/* docx_number.c - the numbers Word counts itself.  They stand nowhere in the text, and without them a document
 * loses its 「一、」 and 「（二）」, so they are counted here as Word would. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/reader/docx_parts.h"
#include "store/base/text.h"

#define LEVELS 9
#define LISTS_MAX 4096
#define STYLES_MAX 4096

enum format {
	DECIMAL,
	ZERO_DECIMAL,
	CHINESE,        /* 一 二 … 十 十一 一百零一 */
	CHINESE_FORMAL, /* 壹 贰 */
	CIRCLED,        /* ① */
	FULL_WIDTH,     /* １ */
	UPPER_LETTER,
	LOWER_LETTER,
	UPPER_ROMAN,
	LOWER_ROMAN,
	STEMS,    /* 甲 乙 */
	BRANCHES, /* 子 丑 */
	NONE,
	BULLET,
	UNKNOWN,
};

struct level {
	int start;
	enum format format;
	bool legal;  /* all numbers in it as decimals */
	char suffix; /* 0 nothing, else what stands behind the number */
	char text[48];
};
struct abstract {
	int id;
	struct level level[LEVELS];
};
struct list { /* w:num */
	int id;
	int abstract;      /* index, -1 */
	int start[LEVELS]; /* override, -1 */
	bool begun;
};
struct counter { /* lists over one abstract go on counting together */
	int value[LEVELS];
	bool used[LEVELS];
};
struct style {
	char id[48], based[48];
	int num, level;
};

struct docx_numbers {
	struct abstract *abstract;
	struct counter *counter;
	int abstracts;
	struct list *list;
	int lists;
	struct style *style;
	int styles;
	/* while reading */
	int at_level;
	bool in_abstract, in_style;
	int override;
};

static int number(const char *const *atts, const char *name, int without)
{
	const char *v = xml_attr(atts, name);
	return v ? (int)strtol(v, NULL, 10) : without;
}

static void copy(char *dst, size_t cap, const char *src)
{
	size_t n = src ? strlen(src) : 0;
	if (n >= cap)
		n = 0; /* a cut name would be another's */
	if (n)
		memcpy(dst, src, n);
	dst[n] = '\0';
}

static enum format format_named(const char *s)
{
	static const struct {
		const char *name;
		enum format format;
	} known[] = {
		{"decimal", DECIMAL},
		{"decimalZero", ZERO_DECIMAL},
		{"chineseCounting", CHINESE},
		{"chineseCountingThousand", CHINESE},
		{"japaneseCounting", CHINESE},
		{"taiwaneseCounting", CHINESE},
		{"taiwaneseCountingThousand", CHINESE},
		{"ideographDigital", CHINESE},
		{"chineseLegalSimplified", CHINESE_FORMAL},
		{"ideographLegalTraditional", CHINESE_FORMAL},
		{"decimalEnclosedCircle", CIRCLED},
		{"decimalEnclosedCircleChinese", CIRCLED},
		{"decimalFullWidth", FULL_WIDTH},
		{"decimalFullWidth2", FULL_WIDTH},
		{"upperLetter", UPPER_LETTER},
		{"lowerLetter", LOWER_LETTER},
		{"upperRoman", UPPER_ROMAN},
		{"lowerRoman", LOWER_ROMAN},
		{"ideographTraditional", STEMS},
		{"ideographZodiac", BRANCHES},
		{"none", NONE},
		{"bullet", BULLET},
	};
	for (size_t i = 0; s && i < sizeof known / sizeof *known; i++)
		if (!strcmp(s, known[i].name))
			return known[i].format;
	return UNKNOWN;
}

/* ---- reading ---- */

static void begin_abstract(struct docx_numbers *n, const char *const *atts)
{
	n->in_abstract = false;
	if (n->abstracts >= LISTS_MAX)
		return;
	n->abstract = xrealloc(n->abstract, (size_t)(n->abstracts + 1) * sizeof *n->abstract);
	struct abstract *a = &n->abstract[n->abstracts++];
	memset(a, 0, sizeof *a);
	a->id = number(atts, "abstractNumId", -1);
	for (int i = 0; i < LEVELS; i++) {
		a->level[i].start = 1;
		a->level[i].suffix = '\t';
	}
	n->in_abstract = true;
}

static void begin_list(struct docx_numbers *n, const char *const *atts)
{
	n->in_abstract = false;
	if (n->lists >= LISTS_MAX)
		return;
	n->list = xrealloc(n->list, (size_t)(n->lists + 1) * sizeof *n->list);
	struct list *l = &n->list[n->lists++];
	memset(l, 0, sizeof *l);
	l->id = number(atts, "numId", -1);
	l->abstract = -1;
	n->override = -1;
	for (int i = 0; i < LEVELS; i++)
		l->start[i] = -1;
}

static void level_property(struct level *l, const char *name, const char *const *atts)
{
	const char *v = xml_attr(atts, "val");
	if (!strcmp(name, "w:start"))
		l->start = number(atts, "val", 1);
	else if (!strcmp(name, "w:numFmt"))
		l->format = format_named(v);
	else if (!strcmp(name, "w:isLgl"))
		l->legal = xml_on(v);
	else if (!strcmp(name, "w:lvlText"))
		copy(l->text, sizeof l->text, v);
	else if (!strcmp(name, "w:suff"))
		l->suffix = v && !strcmp(v, "nothing") ? 0 : v && !strcmp(v, "space") ? ' ' : '\t';
}

static enum z numbering_begin(void *ctx, const char *name, const char *const *atts, struct error *e)
{
	struct docx_numbers *n = ctx;
	(void)e;
	if (!strcmp(name, "w:abstractNum"))
		begin_abstract(n, atts);
	else if (!strcmp(name, "w:num"))
		begin_list(n, atts);
	else if (!strcmp(name, "w:lvl"))
		n->at_level = number(atts, "ilvl", -1);
	else if (!strcmp(name, "w:lvlOverride"))
		n->override = number(atts, "ilvl", -1);
	else if (n->in_abstract && n->at_level >= 0 && n->at_level < LEVELS)
		level_property(&n->abstract[n->abstracts - 1].level[n->at_level], name, atts);
	else if (n->lists && !n->in_abstract && !strcmp(name, "w:abstractNumId")) {
		int id = number(atts, "val", -1);
		for (int i = 0; i < n->abstracts; i++)
			if (n->abstract[i].id == id)
				n->list[n->lists - 1].abstract = i;
	} else if (n->lists && !strcmp(name, "w:startOverride") && n->override >= 0 &&
		   n->override < LEVELS) {
		n->list[n->lists - 1].start[n->override] = number(atts, "val", 1);
	}
	return Z_OK;
}

static enum z numbering_end(void *ctx, const char *name, struct error *e)
{
	struct docx_numbers *n = ctx;
	(void)e;
	if (!strcmp(name, "w:lvl"))
		n->at_level = -1;
	else if (!strcmp(name, "w:abstractNum"))
		n->in_abstract = false;
	return Z_OK;
}

static enum z styles_begin(void *ctx, const char *name, const char *const *atts, struct error *e)
{
	struct docx_numbers *n = ctx;
	(void)e;
	if (!strcmp(name, "w:style")) {
		n->in_style = n->styles < STYLES_MAX;
		if (!n->in_style)
			return Z_OK;
		n->style = xrealloc(n->style, (size_t)(n->styles + 1) * sizeof *n->style);
		struct style *s = &n->style[n->styles++];
		memset(s, 0, sizeof *s);
		copy(s->id, sizeof s->id, xml_attr(atts, "styleId"));
		s->num = s->level = -1;
	} else if (n->in_style) {
		struct style *s = &n->style[n->styles - 1];
		if (!strcmp(name, "w:basedOn"))
			copy(s->based, sizeof s->based, xml_attr(atts, "val"));
		else if (!strcmp(name, "w:numId"))
			s->num = number(atts, "val", -1);
		else if (!strcmp(name, "w:ilvl"))
			s->level = number(atts, "val", -1);
	}
	return Z_OK;
}

static enum z styles_end(void *ctx, const char *name, struct error *e)
{
	struct docx_numbers *n = ctx;
	(void)e;
	if (!strcmp(name, "w:style"))
		n->in_style = false;
	return Z_OK;
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct style *)a)->id, ((const struct style *)b)->id);
}

enum z docx_numbers_load(struct package *p, const struct package_rels *rels,
	struct docx_numbers **out, struct error *e)
{
	static const struct xml_hooks numbering = {.begin = numbering_begin, .end = numbering_end};
	static const struct xml_hooks styles = {.begin = styles_begin, .end = styles_end};
	struct docx_numbers *n = xalloc(sizeof *n);
	n->at_level = -1;
	enum z z = Z_OK;
	const struct package_rel *r = package_rel(rels, NULL, "numbering");
	if (r && package_has(p, r->target))
		z = package_xml(p, r->target, &numbering, n, e);
	r = package_rel(rels, NULL, "styles");
	if (z == Z_OK && r && package_has(p, r->target))
		z = package_xml(p, r->target, &styles, n, e);
	if (n->styles)
		qsort(n->style, (size_t)n->styles, sizeof *n->style, by_id);
	n->counter = xalloc((size_t)(n->abstracts + 1) * sizeof *n->counter);
	*out = n;
	return z;
}

void docx_numbers_free(struct docx_numbers **n)
{
	if (!*n)
		return;
	free((*n)->abstract);
	free((*n)->counter);
	free((*n)->list);
	free((*n)->style);
	free(*n);
	*n = NULL;
}

/* ---- counting ---- */

static void chinese(struct buffer *b, int v, bool formal)
{
	static const char *const plain[] = {
		"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	static const char *const legal[] = {
		"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
	static const char *const unit[2][4] = {{"", "十", "百", "千"}, {"", "拾", "佰", "仟"}};
	const char *const *digit = formal ? legal : plain;
	if (v <= 0 || v > 9999) {
		if (v == 0)
			buffer_text(b, digit[0]);
		else
			buffer_printf(b, "%d", v);
		return;
	}
	bool begun = false, gap = false;
	for (int power = 3, by = 1000; power >= 0; power--, by /= 10) {
		int d = v / by % 10;
		if (!d) {
			gap = begun;
			continue;
		}
		if (gap)
			buffer_text(b, "零");
		gap = false;
		/* 十, not 一十 */
		if (!(d == 1 && power == 1 && !begun && !formal))
			buffer_text(b, digit[d]);
		buffer_text(b, unit[formal][power]);
		begun = true;
	}
}

static void roman(struct buffer *b, int v, bool lower)
{
	static const struct {
		int v;
		const char *s;
	} step[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"},
		{50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}};
	for (size_t i = 0; i < sizeof step / sizeof *step; i++)
		for (; v >= step[i].v; v -= step[i].v)
			for (const char *s = step[i].s; *s; s++)
				buffer_byte(b, lower ? *s : (char)(*s - 'a' + 'A'));
}

static void write_number(struct buffer *b, int v, enum format format)
{
	static const char *const stems[] = {
		"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
	static const char *const branches[] = {
		"子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"};
	char utf8[4];
	switch (format) {
	case CHINESE:
	case CHINESE_FORMAL:
		chinese(b, v, format == CHINESE_FORMAL);
		return;
	case CIRCLED:
		if (v >= 1 && v <= 20) {
			buffer_add(b, utf8, (size_t)utf8_encode(0x2460u + (unsigned)v - 1, utf8));
			return;
		}
		break;
	case FULL_WIDTH: {
		char plain[16];
		snprintf(plain, sizeof plain, "%d", v);
		for (const char *s = plain; *s; s++)
			buffer_add(
				b, utf8, (size_t)utf8_encode((uint32_t)(*s - '!') + 0xff01, utf8));
		return;
	}
	case UPPER_LETTER:
	case LOWER_LETTER:
		/* after z comes aa, then bb */
		for (int i = 0; v >= 1 && i <= (v - 1) / 26 && i < 8; i++)
			buffer_byte(b, (char)((format == UPPER_LETTER ? 'A' : 'a') + (v - 1) % 26));
		return;
	case UPPER_ROMAN:
	case LOWER_ROMAN:
		if (v >= 1 && v < 4000) {
			roman(b, v, format == LOWER_ROMAN);
			return;
		}
		break;
	case STEMS:
		if (v >= 1 && v <= 10) {
			buffer_text(b, stems[v - 1]);
			return;
		}
		break;
	case BRANCHES:
		if (v >= 1 && v <= 12) {
			buffer_text(b, branches[v - 1]);
			return;
		}
		break;
	case ZERO_DECIMAL:
		buffer_printf(b, "%02d", v);
		return;
	case NONE:
		return;
	default:
		break;
	}
	buffer_printf(b, "%d", v);
}

/* What a style says, through those it is based on. */
static void from_style(const struct docx_numbers *n, const char *style, int *num, int *level)
{
	for (int depth = 0; style && *style && depth < 16; depth++) {
		struct style key = {0};
		copy(key.id, sizeof key.id, style);
		const struct style *s =
			n->styles ? bsearch(&key, n->style, (size_t)n->styles, sizeof key, by_id)
				  : NULL;
		if (!s)
			return;
		if (*level < 0)
			*level = s->level;
		if (*num < 0)
			*num = s->num;
		if (*num >= 0)
			return;
		style = s->based;
	}
}

static int step_to(struct counter *c, const struct abstract *a, const struct list *l, int level)
{
	for (int i = level + 1; i < LEVELS; i++)
		c->used[i] = false;
	for (int i = 0; i <= level; i++) {
		int start = l->start[i] >= 0 ? l->start[i] : a->level[i].start;
		if (!c->used[i]) {
			c->value[i] = start;
			c->used[i] = true;
		} else if (i == level && c->value[i] < 1000000) {
			c->value[i]++;
		}
	}
	return c->value[level];
}

int docx_number(struct docx_numbers *n, const char *style, int num, int level, struct buffer *out)
{
	from_style(n, style, &num, &level);
	if (num <= 0)
		return 0;
	if (level < 0)
		level = 0;
	struct list *l = NULL;
	for (int i = 0; i < n->lists && !l; i++)
		if (n->list[i].id == num)
			l = &n->list[i];
	if (!l)
		return 0;
	if (l->abstract < 0 || level >= LEVELS)
		return -1;
	const struct abstract *a = &n->abstract[l->abstract];
	struct counter *c = &n->counter[l->abstract];
	if (!l->begun) {
		/* A list that says where it starts begins anew, even over an abstract that was counted before. */
		for (int i = 0; i < LEVELS; i++)
			if (l->start[i] >= 0)
				c->used[i] = false;
		l->begun = true;
	}
	step_to(c, a, l, level);
	const struct level *v = &a->level[level];
	if (v->format == UNKNOWN)
		return -1;
	if (v->format == BULLET) { /* the sign is one of a symbol font */
		buffer_text(out, "· ");
		return 1;
	}
	size_t before = out->n;
	for (const char *s = v->text; *s; s++) {
		if (*s == '%' && s[1] >= '1' && s[1] <= '9') {
			int k = *++s - '1';
			enum format format = v->legal ? DECIMAL : a->level[k].format;
			write_number(out, k <= level ? c->value[k] : a->level[k].start, format);
		} else {
			buffer_byte(out, *s);
		}
	}
	/* Word's tab to the text would only be a hole here; 「一、」 needs nothing, "1." a blank. */
	if (out->n > before && v->suffix && (unsigned char)out->s[out->n - 1] < 0x80)
		buffer_byte(out, ' ');
	return out->n > before ? 1 : 0;
}
