/* task.c - see task.h. */
#include "store/rule/task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/text.h"
#include "store/rule/word.h"

static const struct word states[] = {
#define TASK_STATE(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/task.def"
	{0},
};
static const struct word acts[] = {
#define TASK_ACT(code, NAME, key, text, from, to) {code, key, text, NULL},
#include "store/rule/task.def"
	{0},
};

const char *task_state_text(int s)
{
	return word_text(states, s);
}

const char *task_state_key(int s)
{
	return word_key(states, s);
}

int task_state_parse(const char *word)
{
	return word_code(states, word);
}

const char *task_act_text(int a)
{
	return word_text(acts, a);
}

/* ------------------------------------------------------------ the way */
void task_flow_begin(struct task_flow *f)
{
	*f = (struct task_flow){.due = DAY_NONE, .done_on = DAY_NONE};
}

void task_flow_step(struct task_flow *f, const struct task_event *ev)
{
	static const struct {
		int from, to;
	} way[TASK_ACT_END] = {
#define TASK_ACT(code, NAME, key, text, from, to) [code] = {from, TASK_##to},
#include "store/rule/task.def"
	};
	bool known = ev->act > 0 && ev->act < TASK_ACT_END, first = !f->state;
	if (!known || (first ? way[ev->act].from != 0 : !(way[ev->act].from & 1 << f->state))) {
		f->wrong = true;
		return;
	}
	bool done = ev->act == TASK_ACT_DONE, set = ev->act == TASK_ACT_CREATE || ev->act == TASK_ACT_EDIT;
	f->wrong = f->wrong || (!set && (ev->office != f->office || ev->due != f->due));
	f->state = way[ev->act].to;
	f->office = ev->office;
	f->due = ev->due;
	f->done_by = done ? ev->officer : 0;
	f->done_on = done ? ev->day : DAY_NONE;
}

/* ------------------------------------------------------------ limits as lists have them */
enum due_word {
#define TASK_DUE_WORD(NAME, word) WORD_##NAME,
#include "store/rule/task.def"
	DUE_WORDS
};
static const char *const due_words[DUE_WORDS] = {
#define TASK_DUE_WORD(NAME, word) word,
#include "store/rule/task.def"
};
static const char *const ends[] = {
#define TASK_DUE_END(word) word,
#include "store/rule/task.def"
};
static const char *const nones[] = {
#define TASK_DUE_NONE(word) word,
#include "store/rule/task.def"
};

static bool is(const char *s, enum due_word w)
{
	return !strcmp(s, due_words[w]);
}

/* The last day of a month, DAY_NONE if there is no such month. */
static int32_t month_end(int year, int month)
{
	return month < 1 || month > 12 ? DAY_NONE : day_of(year + month / 12, month % 12 + 1, 1) - 1;
}

static bool ends_month(const char *s)
{
	return is(s, WORD_MONTH_END) || is(s, WORD_MONTH_LAST) || is(s, WORD_MONTH);
}

/* 12月底, 2026年12月, 2026年底, 年底 */
static int32_t end_of(const char *s, int32_t today)
{
	int year, month, mday;
	day_split(today, &year, &month, &mday);
	if (is(s, WORD_YEAR_END) || is(s, WORD_YEAR_LAST))
		return day_of(year, 12, 31);
	char *rest;
	long n = strtol(s, &rest, 10);
	if (rest == s || n < 1 || n > 9999)
		return DAY_NONE;
	if (n <= 12 && ends_month(rest)) { /* without a year: the one in which it is nearest */
		int32_t here = month_end(year, (int)n), before = month_end(year - 1, (int)n), after = month_end(year + 1, (int)n);
		return here - today > 183 ? before : today - here > 183 ? after : here;
	}
	if (is(rest, WORD_YEAR_END) || is(rest, WORD_YEAR_LAST))
		return day_of((int)n, 12, 31);
	size_t k = strlen(due_words[WORD_YEAR]);
	if (strncmp(rest, due_words[WORD_YEAR], k) != 0)
		return DAY_NONE;
	long m = strtol(rest + k, &rest, 10);
	return ends_month(rest) ? month_end((int)n, (int)m) : DAY_NONE;
}

bool task_due_parse(const char *text, int32_t today, int32_t *day)
{
	char s[160];
	text_fold(s, sizeof s, text);
	*day = DAY_NONE;
	for (char *from = s, *to = s;; from++) { /* blanks within */
		if (*from != ' ')
			*to++ = *from;
		if (!*from)
			break;
	}
	if (!*s)
		return true;
	for (size_t i = 0; i < sizeof nones / sizeof *nones; i++)
		if (!strcmp(s, nones[i]))
			return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(s), k = strlen(ends[i]);
		if (n > k && !strcmp(s + n - k, ends[i])) {
			s[n - k] = '\0';
			break;
		}
	}
	*day = day_parse_near(s, today);
	if (*day == DAY_NONE)
		*day = end_of(s, today);
	return *day != DAY_NONE;
}
