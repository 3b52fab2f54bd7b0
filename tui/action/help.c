/* help.c - help to be read: what can be done here, what cannot now and why, both made from the action table, and the
 * manual behind it.  Knows the little of Markdown that README.zh.md uses: headings, paragraphs, lists, indented lines,
 * tables of two columns, **bold** and `code`; pictures are left out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/text.h"
#include "tui/action/action.h"
#include "tui/hotline/hotline.h"
#include "tui/request/request.h"
#include "tui/pane/pane.h"
#include "tui/widget/reader.h"
#include "tui/words.h"

#include "forms/manual_md.h" /* README.zh.md, made by the Makefile */

enum { EDGE = 2, KEYS = 11, LABEL = 10, ASIDE = EDGE + KEYS + LABEL };

/* ------------------------------------------------------------ keys */
static void one(struct reader *r, const struct view *about, enum act id, enum role role, const char *why)
{
	const struct act_row *row = act_row(id);
	char keys[128] = "", key[24], cell[64], said[600];
	size_t at = 0;
	for (int k = 0; k < ACT_KEYS && row->key[k]; k++) {
		const char *name = key_name(row->key[k], key);
		/* A key that has no room any more is named in the sentence, not in half. */
		if (!act_key_typed(about, row->key[k]) && (!at || text_columns(keys) + 1 + text_columns(name) < KEYS))
			at += (size_t)snprintf(keys + at, sizeof keys - at, "%s%s", at ? " " : "", name);
	}
	reader_set_indent(r, EDGE);
	reader_set_hang(r, ASIDE - EDGE);
	reader_text(r, role == C_DIM ? C_DIM : C_KEY, text_fit(cell, sizeof cell, keys, KEYS, TEXT_LEFT));
	reader_text(r, role == C_DIM ? C_DIM : C_STRONG, text_fit(cell, sizeof cell, act_label(about, id), LABEL, TEXT_LEFT));
	reader_text(r, role, row->help);
	if (*why) {
		snprintf(said, sizeof said, W_HELP_NOT_NOW, why);
		reader_text(r, C_DIM, said);
	}
	reader_end(r);
	reader_set_indent(r, 0);
	reader_set_hang(r, 0);
}

static void keys(struct reader *r, struct app *a, struct view *about)
{
	int64_t subject = about->ops->subject ? about->ops->subject(about) : 0;
	char head[160], why[ACT_COUNT][512];
	bool no[ACT_COUNT], any = false;
	for (int i = 0; i < ACT_COUNT; i++) {
		struct error e;
		const struct act_row *row = act_row((enum act)i);
		bool gated = row->permit || row->needs || about->ops->may;
		why[i][0] = '\0';
		no[i] = act_here((enum act)i, about) && gated && act_why(a, (enum act)i, subject, &e) != Z_OK;
		if (no[i])
			error_sentence(&e, why[i], sizeof why[i]);
		any |= no[i];
	}
	snprintf(head, sizeof head, W_HELP_HEAD, about->ops->title);
	reader_heading(r, head);
	reader_end(r);
	for (int i = 0; i < ACT_COUNT; i++)
		if (act_here((enum act)i, about) && !no[i])
			one(r, about, (enum act)i, C_TEXT, "");
	if (!any)
		return;
	reader_end(r);
	reader_heading(r, W_HELP_NOT_HERE);
	reader_end(r);
	for (int i = 0; i < ACT_COUNT; i++)
		if (no[i])
			one(r, about, (enum act)i, C_DIM, why[i]);
}

/* ------------------------------------------------------------ manual */
/* Text with **bold** and `code`, without their marks and without the blank that Markdown wants behind a bold Han. */
static void marked(struct reader *r, const char *s, size_t n)
{
	enum role role = C_TEXT;
	for (size_t from = 0, i = 0; i <= n; i++) {
		size_t mark = i == n ? 1 : s[i] == '`' ? 1 : i + 1 < n && s[i] == '*' && s[i + 1] == '*' ? 2 : 0;
		if (!mark)
			continue;
		reader_text_n(r, role, s + from, i - from);
		if (i < n && (role == C_TEXT || s[i] == (role == C_KEY ? '`' : '*')))
			role = role != C_TEXT ? C_TEXT : mark == 2 ? C_STRONG : C_KEY;
		from = i + mark;
		if (mark == 2 && role == C_TEXT && from < n && s[from] == ' ' && (s[i - 1] & 0x80))
			from++;
		i += mark - 1;
	}
}

static size_t trimmed(const char **s, size_t n)
{
	while (n && **s == ' ')
		(*s)++, n--;
	while (n && (*s)[n - 1] == ' ')
		n--;
	return n;
}

/* The cells of "| a | b |"; false for the line below the head. */
static bool cells(const char *line, size_t n, const char *cell[2], size_t len[2])
{
	const char *middle = memchr(line + 1, '|', n - 1);
	if (!middle || line[1] == '-')
		return false;
	cell[0] = line + 1;
	len[0] = trimmed(&cell[0], (size_t)(middle - line) - 1);
	cell[1] = middle + 1;
	len[1] = trimmed(&cell[1], n - (size_t)(middle - line) - 1);
	if (len[1] && cell[1][len[1] - 1] == '|')
		len[1] = trimmed(&cell[1], len[1] - 1);
	return true;
}

static int plain_columns(const char *s, size_t n)
{
	int marks = 0;
	for (size_t i = 0; i < n; i++)
		marks += s[i] == '`' || s[i] == '*';
	return text_columns_n(s, n) - marks;
}

/* A table from s on; returns what stands behind it. */
static const char *table(struct reader *r, const char *s)
{
	const char *cell[2], *from = s;
	size_t len[2];
	int first = 0;
	for (; *s == '|'; s += strcspn(s, "\n"), s += *s == '\n')
		if (cells(s, strcspn(s, "\n"), cell, len) && plain_columns(cell[0], len[0]) > first)
			first = plain_columns(cell[0], len[0]);
	first = first > 36 ? 36 : first;
	reader_set_indent(r, EDGE);
	reader_set_hang(r, first + 2);
	for (s = from; *s == '|'; s += strcspn(s, "\n"), s += *s == '\n') {
		char pad[48];
		if (!cells(s, strcspn(s, "\n"), cell, len))
			continue;
		if (s == from) {
			reader_text_n(r, C_DIM, cell[0], len[0]);
		} else {
			marked(r, cell[0], len[0]);
		}
		snprintf(pad, sizeof pad, "%*s", first + 2 - plain_columns(cell[0], len[0]), "");
		reader_text(r, C_TEXT, pad);
		if (s == from)
			reader_text_n(r, C_DIM, cell[1], len[1]);
		else
			marked(r, cell[1], len[1]);
		reader_end(r);
	}
	reader_set_indent(r, 0);
	reader_set_hang(r, 0);
	return s;
}

/* How wide "- " or "1. " is at the start of a line, 0 for no list. */
static int bullet(const char *s)
{
	size_t digits = strspn(s, "0123456789");
	if (!strncmp(s, "- ", 2))
		return 2;
	return digits && !strncmp(s + digits, ". ", 2) ? (int)digits + 2 : 0;
}

static bool goes_on(const char *line)
{
	return *line && *line != '\n' && *line != '|' && *line != '#' && strncmp(line, "    ", 4) != 0 && !bullet(line);
}

static void manual(struct reader *r, const char *s)
{
	while (*s) {
		size_t n = strcspn(s, "\n"), level = strspn(s, "#");
		if (*s == '|') {
			s = table(r, s);
			continue;
		}
		if (!strncmp(s, "![", 2)) { /* a picture, and the empty line behind it */
			s += n;
			s += strspn(s, "\n");
			continue;
		}
		if (level) {
			char *head = xstrndup(s + level + 1, n > level ? n - level - 1 : 0);
			reader_heading(r, head);
			free(head);
		} else if (!strncmp(s, "    ", 4)) { /* as given, but its own indent */
			reader_set_indent(r, EDGE);
			reader_text_n(r, C_KEY, s + 4, n - 4);
			reader_end(r);
			reader_set_indent(r, 0);
		} else {
			reader_set_hang(r, bullet(s));
			for (;;) { /* a paragraph over its lines */
				marked(r, s, n);
				const char *next = s + n + (s[n] == '\n');
				if (!n || !goes_on(next))
					break;
				next += strspn(next, " ");
				if (!((s[n - 1] | *next) & 0x80)) /* between two Latin words */
					reader_text(r, C_TEXT, " ");
				s = next;
				n = strcspn(s, "\n");
			}
			reader_end(r);
			reader_set_hang(r, 0);
		}
		s += n + (s[n] == '\n');
	}
}

/* ? on a ticket or a request asks why its limits are what they are, too. */
static void limits(struct reader *r, struct app *a, struct view *about)
{
	int64_t ticket = about->ops->pane & P_TICKETS ? about->ops->subject(about) : 0;
	int64_t request = about->ops->pane & P_ASKED ? about->ops->subject(about) : 0;
	struct buffer b = {0};
	if (!ticket && !request)
		return;
	reader_heading(r, W_HELP_LIMITS);
	if (ticket)
		ticket_text_clocks(a, ticket, false, &b);
	else
		request_text_why(a, request, false, &b);
	reader_set_indent(r, EDGE);
	reader_text(r, C_TEXT, b.s);
	reader_set_indent(r, 0);
	reader_end(r);
	buffer_free(&b);
}

struct view *help_new(struct app *a, struct view *about)
{
	struct reader *r = reader_new();
	limits(r, a, about);
	keys(r, a, about);
	reader_end(r);
	reader_rule(r);
	manual(r, manual_md);
	return page_read(a, W_HELP_TITLE, r);
}
