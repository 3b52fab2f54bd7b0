/* choice.h - what can be chosen from: the entries of a pick list.  Text only: who shows them is no
 * matter here. */
#ifndef FORMS_ENTRY_CHOICE_H
#define FORMS_ENTRY_CHOICE_H

#include <stddef.h>

#include "store/base/memory.h"

struct choice {
	const char *key;     /* what is stored */
	const char *label;   /* what is shown */
	const char *note;    /* beside it, dimmed; "" for none */
	const char *refusal; /* why it cannot be chosen now, one sentence; "" if it can */
};

/* {0} is empty.  The strings live as long as the list. */
struct choices {
	struct choice *v;
	size_t n, cap;
	struct arena memory;
};

/* The strings are copied; NULL is "" (for label: the key). */
void choices_add(struct choices *c, const char *key, const char *label, const char *note,
        const char *refusal);
const struct choice *choices_find(
        const struct choices *c, const char *key); /* NULL if it is not there */
void choices_free(struct choices *c);
#endif
