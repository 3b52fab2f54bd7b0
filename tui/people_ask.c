/* people_ask.c - see people_ask.h. */
#include "tui/people_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/text.h"
#include "tui/ask.h"
#include "tui/words.h"

enum { GAPS_SHOWN = 40, NAME_COLUMNS = 8, POST_COLUMNS = 22 };

struct told {
	struct buffer text;
	const char *lines;  /* what was typed */
	struct buffer left; /* of it, what was refused */
	int good;
};

static void keep_line(struct told *t, int number)
{
	const char *s = t->lines;
	for (int i = 1; i < number && *s; i++)
		s += strcspn(s, "\n") + (s[strcspn(s, "\n")] == '\n');
	buffer_add(&t->left, s, strcspn(s, "\n"));
	buffer_byte(&t->left, '\n');
}

/* Under each other where they are short enough: a passphrase is copied by hand from its line. */
static void add_column(struct buffer *b, const char *s, int columns)
{
	buffer_text(b, s);
	int used = text_columns(s);
	do
		buffer_byte(b, ' ');
	while (++used < columns);
}

static void tell(void *ctx, const struct people_line *l)
{
	struct told *t = ctx;
	struct buffer *b = &t->text;
	char s[512], roles[96];
	if (!l->ok) {
		bool says = l->error.code == R_PASTE_SHORT || l->error.code == R_PASTE_TWICE || l->error.code == R_PASTE_AGAIN ||
		            l->error.code == R_PASTE_PRIVATE; /* which line */
		error_sentence(&l->error, s, sizeof s);
		if (says)
			buffer_printf(b, "%s\n", s);
		else
			buffer_printf(b, W_PEOPLE_LINE_NO "\n", l->line, s);
		keep_line(t, l->line);
		return;
	}
	t->good++;
	snprintf(s, sizeof s, "%s %s", l->office, l->post);
	add_column(b, l->name, NAME_COLUMNS);
	add_column(b, s, POST_COLUMNS);
	buffer_printf(b, W_PEOPLE_LINE, l->login);
	if (*l->secret) { /* the seats were shown before */
		buffer_printf(b, W_PEOPLE_SECRET, l->secret);
	} else if (l->tiers) {
		for (int tier = 1; tier <= 3; tier++)
			if (l->tiers & (1u << tier))
				buffer_printf(b, " %s", tier_text(tier));
	} else {
		buffer_printf(b, " %s", roles_text(l->roles, roles));
	}
	buffer_byte(b, '\n');
}

static const struct form_field fields[] = {
	{.key = "note", .label = W_PEOPLE_NOTE, .kind = FIELD_NOTE},
	{.key = "lines", .label = W_PEOPLE_LINES, .kind = FIELD_LONG, .hint = W_PEOPLE_HINT},
};

static void refused(struct app *a, const struct error *e)
{
	char s[1024];
	ask_message(a, W_PEOPLE_TITLE, error_sentence(e, s, sizeof s));
}

/* Shows the preview; after a yes registers.  What is not registered stays in *lines. */
static bool register_lines(struct app *a, char **typed)
{
	const char *lines = *typed;
	struct told t = {.lines = lines};
	struct error e;
	bool good = false;
	if (people_paste(app_desk(a), lines, true, tell, &t, &e) != Z_OK) {
		refused(a, &e);
	} else if (!t.good) {
		ask_message(a, W_PEOPLE_TITLE, t.text.s);
	} else if (ask_confirm(a, W_PEOPLE_PREVIEW, t.text.s, W_PEOPLE_GO)) {
		explicit_bzero(t.text.s, t.text.n);
		buffer_clear(&t.text);
		buffer_clear(&t.left);
		t.good = 0;
		if (people_paste(app_desk(a), lines, false, tell, &t, &e) != Z_OK)
			refused(a, &e);
		else
			ask_message(a, W_PEOPLE_DONE, t.text.s);
		good = t.good > 0;
		if (t.text.s)
			explicit_bzero(t.text.s, t.text.n); /* passphrases */
	}
	buffer_free(&t.text);
	if (good) {
		free(*typed);
		*typed = xstrdup(t.left.s ? t.left.s : "");
	}
	buffer_free(&t.left);
	return good;
}

bool people_ask(struct app *a)
{
	return ask_lines(a, W_PEOPLE_TITLE, fields, sizeof fields / sizeof *fields, "lines", register_lines);
}

/* Of one tier: 办公室、局领导、造林股（公文类）; the next office begins at the returned index. */
static int one_office(const struct post_gap *list, int n, int i, int tier, struct buffer *b)
{
	const struct post_gap *first = &list[i];
	int classes = 0;
	for (; i < n && list[i].office == first->office; i++)
		classes += list[i].tier == tier && !*list[i].author;
	buffer_text(b, first->office_name);
	if (*first->author)
		buffer_printf(b, W_GAP_AUTHOR, first->author);
	else if (classes == 1)
		buffer_printf(b, W_GAP_CLASS, item_class_text(first->class));
	return i;
}

static void one_tier(const struct post_gap *list, int n, int tier, struct buffer *b)
{
	int shown = 0, more = 0;
	for (int i = 0; i < n;) {
		if (list[i].role || list[i].tier != tier) {
			i++;
		} else if (shown == GAPS_SHOWN) {
			more++;
			i++;
		} else {
			if (shown++ == 0)
				buffer_printf(b, W_GAP_LINE, tier_text(tier));
			else
				buffer_text(b, "、");
			i = one_office(list, n, i, tier, b);
		}
	}
	if (more)
		buffer_printf(b, W_GAP_MORE, more);
	if (shown)
		buffer_byte(b, '\n');
}

void people_gaps(struct desk *d, struct buffer *b)
{
	struct post_gap *list = NULL;
	int n;
	if (post_check(d, &list, &n, NULL) != Z_OK)
		return;
	for (int i = 0; i < n; i++)
		if (list[i].role)
			buffer_printf(b, "%s\n", list[i].role == ROLE_PUBLISH ? W_GAP_PUBLISH : W_GAP_CLERK);
	for (int tier = 1; tier <= 3; tier++)
		one_tier(list, n, tier, b);
	if (n == 0)
		buffer_text(b, W_GAP_NONE "\n");
	free(list);
}
