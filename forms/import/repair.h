/* repair.h - damage that can be mended without guessing.
 *
 * Pinyin in brackets: converters and mirror sites leave 務(wù) where 務 stood.  Line ends: every kind becomes '\n'.
 * Must not touch what an author may have meant: (A), （CEO）, (一), (2), two-character blanks that indent. */
#ifndef FORMS_IMPORT_REPAIR_H
#define FORMS_IMPORT_REPAIR_H

#include <stdbool.h>
#include <stddef.h>

#include "store/base/memory.h"

#define REPAIR_PREVIEWS 5

struct repair {
	long count;
	/* The first few with the text round them: "河務(wù)局信息 → 河務局信息". */
	char preview[REPAIR_PREVIEWS][120];
};

/* Three bracketed syllables with tone marks right after a Han character: one or two may be an author's note on a rare
 * character, as in 歙(shè)县. */
bool repair_pinyin_needed(const char *text);

/* Adds the mended text to *out.  Removed after a Han character: one syllable of pinyin in ( ) or （ ）, with a tone
 * mark; and where the text has such, also known syllables of two letters and more without one (men, le).  r may be
 * NULL. */
void repair_pinyin(const char *text, struct buffer *out, struct repair *r);

/* CRLF, CR, NEL, line and paragraph separators, vertical tab and form feed become '\n'; a leading byte order mark goes.
 * In place; blanks stay as they are.  Returns the new length. */
size_t repair_newlines(char *text);
#endif
