/* page.h - what the pages on which a record is written have in common, whatever the record is: the form, beside it
 * in wide windows a column of text, in narrow ones a strip of one line below it; what is still missing; refusals. */
#ifndef TUI_FORM_PAGE_H
#define TUI_FORM_PAGE_H

#include "tui/app.h"
#include "tui/widget/form.h"
#include "tui/widget/reader.h"

struct form_side {
	struct reader *text;
	struct rect form, at; /* at without rows: narrow window */
};
/* The column takes so many hundredths of the page, but not less, and not more, than so many columns. */
void form_side_place(struct form_side *s, struct rect page, int percent, int least, int most);
/* Line above and column, where they are due; where there is no column, the strip. */
void form_side_draw(const struct form_side *s, struct view *v, const char *title, const char *strip);
struct layout_want form_page_want(struct view *v);

/* What is missing, a line each: under one another with a mark, or `complete` where nothing is; and in one line. */
void form_lacks(struct reader *r, const char *lines, const char *complete);
void form_lacks_line(struct buffer *b, const char *lines);

/* The sentence at its field (key NULL: it has none), else in the message row.  True: it stands before the user's eyes. */
bool form_refuse(struct app *a, struct form *f, const char *key, const struct error *e);
/* F2 and Esc go to the form first, where a list that is open takes them.  True: they are meant for the page. */
bool form_saves(struct form *f);
bool form_escapes(struct form *f);
#endif
