/* choice.c - a list of what can be chosen from. */
#include "forms/entry/choice.h"

#include <stdlib.h>
#include <string.h>

void choices_add(struct choices *c, const char *key, const char *label, const char *note,
        const char *refusal)
{
	if (c->n == c->cap) {
		c->cap = c->cap * 2 + 16;
		c->v = xrealloc(c->v, c->cap * sizeof *c->v);
	}
	c->v[c->n++] = (struct choice){
	        .key = arena_strdup(&c->memory, key),
	        .label = arena_strdup(&c->memory, label ? label : key),
	        .note = arena_strdup(&c->memory, note),
	        .refusal = arena_strdup(&c->memory, refusal),
	};
}

const struct choice *choices_find(const struct choices *c, const char *key)
{
	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->v[i].key, key))
			return &c->v[i];
	return NULL;
}

void choices_free(struct choices *c)
{
	arena_free(&c->memory);
	free(c->v);
	*c = (struct choices){0};
}
