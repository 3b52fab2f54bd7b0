/* reader.h - a text to be read: paragraphs with roles, wrapped; lines that stay as given (tables);
 * headings; a search; places to stop at (changes, findings).  For the preview, the reading view,
 * help and differences.
 *
 * Keys: arrows, PageUp/Down, Space, Home, End; / searches, n and N go on while a search stands, F3
 * too; [ and ] go from stop to stop; Left and Right move lines that are too long.  Other keys are
 * the owner's. */
#ifndef TUI_WIDGET_READER_H
#define TUI_WIDGET_READER_H

#include "tui/widget/widget.h"

struct reader;

struct reader *reader_new(void);
void reader_free(struct reader **r);

/* Building.  Texts are copied and cleaned; '\n' in them ends the paragraph, a tab becomes two
 * blanks. */
void reader_clear(struct reader *r); /* empty, at the top, no search */
void reader_text(struct reader *r, enum role role, const char *text);
void reader_text_n(struct reader *r, enum role role, const char *text, size_t n);
void reader_end(struct reader *r); /* ends the paragraph; an empty one gives an empty row */
void reader_heading(struct reader *r, const char *text); /* a paragraph of its own, emphasised */
void reader_rule(struct reader *r);                      /* a horizontal line */
/* How the paragraphs from the next one on are set: as given without wrapping, and columns left free
 * before each row. */
void reader_set_lines(struct reader *r, bool as_given);
void reader_set_indent(struct reader *r, int columns);
void reader_set_hang(struct reader *r, int columns); /* besides, before all rows but the first */
void reader_stop(struct reader *r);           /* a stop where the next text goes */
void reader_anchor(struct reader *r, int id); /* a name for where the next text goes */
/* What became of old: unchanged text, deleted text between marks, inserted text, a stop at each
 * change.  Of unchanged stretches only so many paragraphs round a change are shown (context < 0:
 * all). */
void reader_difference(struct reader *r, const char *old, const char *now, int context);

/* Places: offsets into the text shown, which stand when the width changes. */
size_t reader_length(const struct reader *r);
size_t reader_top(const struct reader *r); /* of the first row shown */
void reader_go(struct reader *r, size_t at);
bool reader_go_anchor(struct reader *r, int id); /* false if there is none */
bool reader_search(struct reader *r,
        const char *needle); /* to the first match from the top row on; "" ends the search */
/* A text that is filled anew, because the window or the record changed, is read on at the same place; the word that was looked for
 * is looked for again, one that is being typed is typed on. */
struct reader_stand {
	size_t top, match;
	bool asking, found;
};
struct reader_stand reader_stand(const struct reader *r);
void reader_back_to(struct reader *r, const struct reader_stand *p);
size_t reader_stops(const struct reader *r);
size_t reader_matches(const struct reader *r);

enum took reader_key(struct reader *r, const struct event *ev);
void reader_draw(struct reader *r, struct surface *s, struct rect where, bool focused);
/* "21-40行 共300行 · 第2处 共8处".  Returns buf. */
const char *reader_status(const struct reader *r, char *buf, size_t cap);
const char *reader_notice(const struct reader *r); /* "not found" and the like; "" */
#endif
