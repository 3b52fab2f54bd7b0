/* text_fuzz.c - any bytes as a text on the screen: cut, fitted, wrapped, cleaned, folded and searched, it stays within
 * its columns and loses nothing on the way.  Also what mends a text that comes in: line ends, pinyin, the title. */
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/import/repair.h"
#include "forms/import/title.h"
#include "store/base/memory.h"
#include "store/base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void cut_and_fit(const char *s, int columns)
{
	size_t n = strlen(s), cap = n + (size_t)columns + 8;
	int used = -1;
	size_t k = text_cut(s, n, columns, &used);
	char *fitted = xalloc(cap);

	if (k > n || used < 0 || used > columns || text_columns_n(s, k) != used)
		abort();
	if (k < n && text_columns_n(s, k + text_cluster(s + k, n - k)) <= columns)
		abort();
	for (int align = TEXT_LEFT; align <= TEXT_CENTRE; align++)
		if (text_columns(text_fit(fitted, cap, s, columns, align)) != columns)
			abort();
	if (text_columns(text_fit(fitted, 9, s, columns, TEXT_LEFT)) > columns || strlen(fitted) > 8)
		abort();
	free(fitted);
}

/* Back and forth by clusters: the same places. */
static void walk(const char *s)
{
	size_t n = strlen(s);

	for (size_t at = 0; at < n;) {
		size_t k = text_cluster(s + at, n - at);

		if (!k || k > n - at || text_cluster_before(s, at + k) != k)
			abort();
		at += k;
	}
}

static void wrap(const char *s, int columns)
{
	for (size_t n; *s; s += n) {
		size_t line = strcspn(s, "\n");

		for (size_t at = 0; at < line; at += n) {
			n = text_row(s + at, line - at, columns);
			if (!n || n > line - at)
				abort();
			if (text_columns_n(s + at, n) > columns && n != text_cluster(s + at, line - at))
				abort();
		}
		n = line + (s[line] == '\n');
	}
}

/* Nothing is left that moves a cursor, turns the direction or hides. */
static void clean(const char *s, bool keep_lines)
{
	char *copy = xstrdup(s);
	size_t n = text_clean(copy, keep_lines);
	uint32_t cp;

	if (n > strlen(s) || strlen(copy) != n || !utf8_valid(copy, n, NULL))
		abort();
	for (size_t at = 0; at < n; at += (size_t)utf8_decode(copy + at, n - at, &cp)) {
		utf8_decode(copy + at, n - at, &cp);
		if (keep_lines && (cp == '\n' || cp == '\t'))
			continue;
		if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad || cp == 0x61c || (cp >= 0x200b && cp <= 0x200f) ||
			(cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x2069) || cp == 0xfeff)
			abort();
	}
	if (text_clean(copy, keep_lines) != n)
		abort();
	free(copy);
}

static void fold_and_find(const char *s)
{
	size_t n = strlen(s), at, len, room = n + 1;
	char *folded = xalloc(room), *twice = xalloc(room), needle[64];

	text_fold(folded, room, s);
	text_fold(twice, room, folded);
	if (strlen(folded) > n || strcmp(folded, twice) != 0)
		abort();
	if (n && utf8_valid(s, n, NULL)) {
		size_t from = text_cluster(s, n), k = text_cut(s + from, n - from, 12, NULL);

		snprintf(needle, sizeof needle, "%.*s", (int)(k < 40 ? k : 0), s + from);
		if (!text_contains(s, needle))
			abort();
		if (text_find(s, n, 0, needle, &at, &len) && (at > n || len > n - at || !len))
			abort();
	}
	free(folded);
	free(twice);
}

static void mend(const char *s)
{
	struct buffer out = {0};
	struct repair r = {0};
	char *copy = xstrdup(s), title[256];
	bool good = utf8_valid(s, strlen(s), NULL);
	size_t at = 0, n = repair_newlines(copy);

	if (n > strlen(s) || strlen(copy) != n || strpbrk(copy, "\r\v\f"))
		abort();
	repair_pinyin(copy, &out, &r);
	if (out.n > n || (r.count == 0 && n && memcmp(out.s, copy, n) != 0))
		abort();
	for (int i = 0; i < REPAIR_PREVIEWS; i++)
		if (!memchr(r.preview[i], 0, sizeof r.preview[i]) || (good && !utf8_valid(r.preview[i], strlen(r.preview[i]), NULL)))
			abort();
	if (title_guess(copy, title, sizeof title, &at) && (!*title || at > n || (good && !utf8_valid(title, strlen(title), NULL))))
		abort();
	if (title_skip(copy, title) < copy || title_skip(copy, title) > copy + n)
		abort();
	buffer_free(&out);
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool set;
	char *s = xstrndup((const char *)data, size);

	if (!set)
		setlocale(LC_CTYPE, "C.UTF-8");
	set = true;
	text_set_ambiguous(size % 2 ? 1 : 2);
	for (int columns = 1; columns < 90; columns = columns * 3 + 1) {
		cut_and_fit(s, columns);
		wrap(s, columns);
	}
	walk(s);
	clean(s, true);
	clean(s, false);
	fold_and_find(s);
	mend(s);
	free(s);
	return 0;
}
