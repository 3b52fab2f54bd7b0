/* field.h - what an entry form asks for: one row a field, in a constant table.
 *
 *	static const struct form_field fields[] = {
 *		{.key = "title", .label = "标题", .kind = FIELD_TEXT, .max = 100, .required = true,
 *			.hint = "与发布页面上的标题一致", .check = title_check},
 *		...
 *
 * Pure description: it says nothing of how a field is drawn or typed, and a headless command may
 *check by it too. */
#ifndef FORMS_ENTRY_FIELD_H
#define FORMS_ENTRY_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/entry/choice.h"

/* A value is text in every kind. */
enum form_kind {
	FIELD_TEXT,   /* one line */
	FIELD_LONG,   /* paragraphs, each ended by '\n' but the last */
	FIELD_DATE,   /* "2026-11-20", or what was typed if that is no date; "" for none */
	FIELD_CHOICE, /* the key of the choice, "" for none */
	FIELD_MULTI,  /* the keys of the choices, one a line, in the order of the list */
	FIELD_BOOL,   /* "1" or "" */
	FIELD_SECRET, /* a passphrase */
	FIELD_NOTE,   /* not asked: its label, a paragraph of explanation */
};

/* The entry being made, as far as a check or a list may look at it. */
struct entry {
	void *ctx; /* of whoever opened the form */
	const char *(*value)(
	        const struct entry *en, const char *key); /* "" for what there is not */
};

struct form_field {
	const char *key;
	const char *label;
	enum form_kind kind;
	int width; /* columns shown; 0: as many as there are */
	int max;   /* characters; 0: 200 in one line, in FIELD_LONG one million bytes */
	bool required;
	const char *hint; /* one sentence shown while the cursor is there; may be NULL */
	/* Whether a value that is not empty may stand; if not, why gets a sentence.  May be NULL.
	 */
	bool (*check)(const struct entry *en, const char *value, char *why, size_t cap);
	/* FIELD_CHOICE, FIELD_MULTI: what there is to choose from now. */
	void (*list)(const struct entry *en, struct choices *out);
	/* Whether it is asked at all, as the entry stands; NULL: always.  What is not asked keeps
	 * its value. */
	bool (*asked)(const struct entry *en);
};
#endif
