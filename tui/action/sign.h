/* sign.h - the one question before a decision: what it is about, what is said with it, and two
 * buttons with 取消 first.
 *
 * The facts name what is decided on (number, 稿次, 校验码), so that what is signed is unmistakable.
 * The key that began the action decides nothing.  Knows texts, not records. */
#ifndef TUI_ACTION_SIGN_H
#define TUI_ACTION_SIGN_H

#include "store/store.h"
#include "tui/app.h"

struct sign_question {
	const char *title;
	const char *facts;          /* lines end in '\n'; the first is emphasised */
	const char *warning;        /* one line, NULL none */
	const char *const *phrases; /* 常用意见语, taken by digit */
	int phrases_n;
	bool required;       /* something must be said */
	const char *initial; /* the text to begin with; NULL none */
	const char *yes;     /* 通过 */
	int32_t started_by;  /* the key that began the action; 0: the last one */
};

/* true: decided; *text (the caller's) is what was said, "" for nothing.  false: cancelled; *text is
 * what had been typed, or NULL. */
bool sign_ask(struct app *a, const struct sign_question *q, char **text);

/* 常用意见语 of a tier and verdict (enum phrase_for) for sign_question; free with phrases_free. */
struct phrases {
	struct phrase *list;
	const char *text[9];
	int n;
};
void phrases_load(struct app *a, int tier, int verdict, struct phrases *p);
void phrases_free(struct phrases *p);
#endif
