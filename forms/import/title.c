/* title.c - see title.h. */
#include "forms/import/title.h"

#include <stdio.h>
#include <string.h>

#include "store/base/text.h"

enum { LOOK_LINES = 12, SHORTEST = 4, LONGEST = 60 /* characters */ };

struct line {
	size_t at, n; /* without blanks round it */
};

static bool starts(const char *s, size_t n, const char *with)
{
	size_t k = strlen(with);
	return n >= k && !strncmp(s, with, k);
}

static bool ends(const char *s, size_t n, const char *with)
{
	size_t k = strlen(with);
	return n >= k && !strncmp(s + n - k, with, k);
}

static struct line trim(const char *text, size_t at, size_t n)
{
	const char *from = text_trim(text + at, &n);
	return (struct line){(size_t)(from - text), n};
}

static bool reads_like_one(const char *s, size_t n)
{
	static const char *const no_end[] = {"。", "：", ":", "；", ";", "，", ",", "！", "？", "、"};
	static const char *const no_start[] = {"时间", "時間", "日期", "来源", "來源", "网站", "（一", "(一", "第一章", "一、", "1.", "1、",
		"引言", "导语", "摘要", "http"};
	size_t chars = 0;
	for (size_t at = 0; at < n; chars++) {
		uint32_t cp;
		at += (size_t)utf8_decode(s + at, n - at, &cp);
	}
	if (chars < SHORTEST || chars > LONGEST || memmem(s, n, "。", strlen("。")))
		return false;
	for (size_t i = 0; i < sizeof no_end / sizeof *no_end; i++)
		if (ends(s, n, no_end[i]))
			return false;
	for (size_t i = 0; i < sizeof no_start / sizeof *no_start; i++)
		if (starts(s, n, no_start[i]))
			return false;
	return true;
}

bool title_guess(const char *text, char *title, size_t cap, size_t *at)
{
	struct line line[LOOK_LINES] = {0};
	int n = 0, best = -1;
	title[0] = '\0';
	*at = 0;
	for (size_t from = 0; text[from] && n < LOOK_LINES;) {
		size_t len = strcspn(text + from, "\n");
		struct line l = trim(text, from, len);
		if (l.n)
			line[n++] = l;
		from += len + (text[from + len] == '\n');
	}
	for (int i = 0; i < n && best < 0; i++)
		for (int k = i + 1; k < n && best < 0; k++)
			if (line[i].n == line[k].n && !memcmp(text + line[i].at, text + line[k].at, line[i].n) &&
				reads_like_one(text + line[i].at, line[i].n))
				best = i;
	/* Behind an address or the first sentences there is no title any more. */
	for (int i = 0; i < n && i < 3 && best < 0; i++) {
		if (reads_like_one(text + line[i].at, line[i].n))
			best = i;
		else
			break;
	}
	if (best < 0 || line[best].n >= cap)
		return false;
	memcpy(title, text + line[best].at, line[best].n);
	title[line[best].n] = '\0';
	*at = line[best].at;
	return true;
}

const char *title_skip(const char *text, const char *title)
{
	size_t n = strlen(text), at = 0;
	for (size_t k; (k = text_blank_at(text + at, n - at));)
		at += k;
	size_t len = strcspn(text + at, "\n");
	struct line l = trim(text, at, len);
	if (!*title || l.n != strlen(title) || memcmp(text + l.at, title, l.n) != 0)
		return text;
	at += len;
	while (text[at] == '\n')
		at++;
	return text + at;
}
