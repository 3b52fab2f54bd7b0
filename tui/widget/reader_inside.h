/* reader_inside.h - what the files of the reader share, and nobody else sees: reader.c (the text
 * and where one is in it), reader_fill.c (building it, differences), reader_draw.c. */
#ifndef TUI_WIDGET_READER_INSIDE_H
#define TUI_WIDGET_READER_INSIDE_H

#include "store/base/memory.h"
#include "tui/widget/field.h"
#include "tui/widget/reader.h"

enum reader_set { SET_WRAPPED, SET_AS_GIVEN, SET_RULE };

struct reader_paragraph {
	size_t at;
	enum reader_set set;
	int indent, hang; /* before its rows; before all but the first of them, besides */
};

struct reader_span { /* from at to the next span */
	size_t at;
	enum role role;
};

struct reader_row {
	size_t at, n;
	size_t paragraph;
};

struct reader_match {
	size_t at, n;
};

struct reader_place {
	size_t at;
	int id;
};

struct reader {
	struct buffer text; /* paragraphs, each ended by '\n' */
	struct reader_paragraph *paragraph;
	size_t paragraphs, paragraph_cap;
	struct reader_span *span;
	size_t spans, span_cap;
	size_t *stop;
	size_t stops, stop_cap;
	struct reader_place *anchor;
	size_t anchors, anchor_cap;
	bool open; /* the last paragraph has no end yet */
	enum reader_set set;
	int indent, hang;

	struct reader_row *row; /* of the whole text at columns; rows 0: to be laid out */
	size_t rows, row_cap;
	int columns;
	int widest; /* of the lines as given */

	size_t top;   /* an offset: see reader_top */
	int left;     /* columns that lines as given are moved */
	size_t shown; /* rows drawn last */
	struct rect seen;

	bool asking;
	struct field find;
	struct reader_match *match;
	size_t matches, match_cap, match_at;
	char notice[200];
};

/* Room for one more element in an array of the reader. */
void *reader_room(void *v, size_t n, size_t *cap, size_t each);
void reader_lay_out(struct reader *r);
size_t reader_row_of(const struct reader *r, size_t at);
int reader_row_width(const struct reader *r, const struct reader_row *row, size_t to);
#endif
