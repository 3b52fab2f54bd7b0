/* word.h - tables of codes with their words, and the ways from one to the other.  The words stand in .def tables. */
#ifndef STORE_RULE_WORD_H
#define STORE_RULE_WORD_H

/* A row of a table; the last one is {0}. */
struct word {
	int code;
	const char *key, *text;
	const char *names; /* what others write for it, parted by |; NULL: nothing */
};

/* "" where there is no such code. */
const char *word_text(const struct word *table, int code);
const char *word_key(const struct word *table, int code);
/* The code of a text or key as it stands; 0: there is none, or s is NULL or "". */
int word_code(const struct word *table, const char *s);
/* The same for what people and platforms write: full width, upper case and blanks round it do not matter, and the names do. */
int word_code_named(const struct word *table, const char *s);
#endif
