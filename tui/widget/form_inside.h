/* form_inside.h - what the files of the form share, and nobody else sees: form.c (values and
 * checks), form_key.c (keys), form_draw.c (places and drawing). */
#ifndef TUI_WIDGET_FORM_INSIDE_H
#define TUI_WIDGET_FORM_INSIDE_H

#include "tui/widget/editor.h"
#include "tui/widget/field.h"
#include "tui/widget/form.h"
#include "tui/widget/picker.h"

enum { FORM_SENTENCE = 240 };

struct slot {
	const struct form_field *field;
	struct form *form;
	struct field line;            /* TEXT, DATE, SECRET */
	struct editor *editor;        /* LONG */
	struct buffer value, settled; /* CHOICE, MULTI, BOOL */
	struct buffer labels;         /* CHOICE, MULTI: what is shown for value */
	char fault[FORM_SENTENCE];
	char lock[FORM_SENTENCE];

	/* places, in rows of the form from its top, and columns */
	int row, rows;  /* of the entry itself */
	int fault_rows; /* below it */
	int col, cols;
	struct rect seen; /* the entry in screen cells; no rows if out of sight */
};

struct form {
	struct entry entry; /* first: value() finds its form */
	struct slot *slot;
	size_t n, focus;
	struct picker *picker; /* open over the field with the focus */
	char line[FORM_SENTENCE];
	void (*told)(void *ctx, const char *key, const struct edit_change *c);
	void *told_ctx;
	int label_cols, total_rows, top;
	char status[FORM_SENTENCE * 2];
	struct rect screen; /* see form_screen; no rows: not set */
	unsigned touched, drawn; /* changes to more than the text of the line with the cursor; how many were drawn */
	struct rect drawn_in;
};

struct slot *form_slot(const struct form *f, const char *key); /* NULL if unknown */
struct edit *slot_edit(struct slot *s);                        /* NULL for kinds without a text */
const char *slot_value(const struct slot *s);
bool slot_asked(const struct slot *s);
bool slot_can_focus(const struct slot *s);
void slot_put(struct slot *s, const char *value); /* a change by the user or the program */
bool slot_check(struct slot *s, bool required);
void slot_leave(struct slot *s); /* the cursor goes: dates are written out, the value is checked */
void form_open_picker(struct form *f);
void form_refocus(
        struct form *f); /* to the next field that can be entered, if this one cannot any more */
/* Places every field that is asked in cols columns; fields of paragraphs share what is left of
 * rows.  Pure. */
void form_lay_out(struct form *f, int rows, int cols);
#endif
