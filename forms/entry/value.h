/* value.h - what the entry forms share: values on their way into a form and out of it.  Knows no record. */
#ifndef FORMS_ENTRY_VALUE_H
#define FORMS_ENTRY_VALUE_H

#include <stdint.h>

#include "forms/entry/field.h"
#include "store/store.h"

/* ------------------------------------------------------------ into the form */
/* Takes the value of one field; called once for every field that is not a note. */
typedef void entry_put(void *ctx, const char *key, const char *value);
struct entry_putter {
	entry_put *put;
	void *ctx;
};
void entry_put_text(const struct entry_putter *p, const char *key, const char *s); /* NULL is "" */
void entry_put_id(const struct entry_putter *p, const char *key, int64_t id);      /* or a code; 0: nothing chosen */
void entry_put_day(const struct entry_putter *p, const char *key, int32_t day);    /* DAY_NONE: "" */
void entry_put_nothing(const struct entry_putter *p, const char *const *keys);     /* NULL ends them */

/* ------------------------------------------------------------ what can be chosen */
/* The codes first..last-1 that have a word; note may be NULL. */
void entry_codes(struct choices *out, const char *(*word)(int), int first, int last, const char *(*note)(int));
/* The offices in use, and the one that field "office" has: what was chosen may be kept. */
void entry_offices(const struct entry *en, const struct office *list, int n, struct choices *out);

/* ------------------------------------------------------------ out of the form */
int64_t entry_id(const struct entry *en, const char *key); /* 0: nothing chosen */
int entry_code(const struct entry *en, const char *key);
/* *day: DAY_NONE where nothing is typed.  R_BAD_DATE where that is no date: *at is key then. */
enum z entry_day(const struct entry *en, const char *key, int32_t *day, const char **at, struct error *e);

/* Texts taken last, for whoever takes the next entry from the same form. */
enum { ENTRY_KEPT_MAX = 16 };
struct entry_kept {
	char *text[ENTRY_KEPT_MAX];
	int n;
};
/* s without the blanks round it, k's until entry_kept_free(). */
char *entry_keep(struct entry_kept *k, const char *s);
void entry_kept_free(struct entry_kept *k); /* empty again */

/* ------------------------------------------------------------ what is missing */
struct entry_lack {
	bool lacks;
	const char *word;
};
/* The words of those that are lacking, one line each. */
void entry_lacks(const struct entry_lack *rows, size_t n, struct buffer *out);
/* The dates of the form that are none or may not be, named likewise. */
void entry_lacks_days(const struct entry *en, const struct form_field *fields, size_t n, struct buffer *out);
#endif
