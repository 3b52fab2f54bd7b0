/* title.h - which line of a text file is its title: proposed, never trusted. */
#ifndef FORMS_IMPORT_TITLE_H
#define FORMS_IMPORT_TITLE_H

#include <stdbool.h>
#include <stddef.h>

/* Looks at the first lines: one that stands twice among them is the title (pages saved from the web repeat it), else
 * the first line that reads like one: 4 to 60 characters, no sentence, no address (县政府办：), no date, no numbered
 * heading.  Fills title and *at, the offset of its first place in text; false and "" where none does. */
bool title_guess(const char *text, char *title, size_t cap, size_t *at);
/* text without its title, where that is its first line that is not empty; else the whole text.  Points into text. */
const char *title_skip(const char *text, const char *title);
#endif
