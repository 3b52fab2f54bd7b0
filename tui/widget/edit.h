/* edit.h - a text under a cursor: what the editor of bodies and the one-line field share.  Pure: it
 * knows text and columns, neither keys nor a screen.
 *
 * Positions are byte offsets at cluster boundaries.  The text is one contiguous string (moving 100
 * KB costs a few microseconds, and every reader gets plain memory); visual rows are found with
 * text_row() from the top down and only as far as somebody asks, so that a key pressed in a long
 * body lays out no more than what the screen shows. */
#ifndef TUI_WIDGET_EDIT_H
#define TUI_WIDGET_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/memory.h"

#define EDIT_NOWHERE SIZE_MAX

/* One replacement, as told to on_change and taken by edit_apply.  The bytes are borrowed for the
 * call. */
struct edit_change {
	size_t at;
	const char *removed;
	size_t removed_n;
	const char *inserted;
	size_t inserted_n;
};

/* Why the last change was refused; the text is then as it was. */
enum edit_refused {
	EDIT_ACCEPTED,
	EDIT_READ_ONLY,
	EDIT_FULL,      /* more than max_bytes or max_chars */
	EDIT_NO_CHOICE, /* copy or cut without a selection */
	EDIT_NOTHING,   /* nothing to undo, redo, paste or delete */
};

enum edit_motion {
	EDIT_LEFT,
	EDIT_RIGHT,
	EDIT_WORD_LEFT, /* to the start of a run of Han, of a word or of punctuation */
	EDIT_WORD_RIGHT,
	EDIT_ROW_START,
	EDIT_ROW_END,
	EDIT_TEXT_START,
	EDIT_TEXT_END,
};

struct edit_step; /* one undoable replacement; in edit_undo.c */

struct edit {
	struct buffer text; /* always terminated; '\n' ends a paragraph, a tab is one column wide */
	size_t at;          /* the cursor */
	size_t mark;        /* other end of the selection, or EDIT_NOWHERE */
	bool marking;       /* the mark was set by hand: every movement selects */
	bool trailing; /* the cursor belongs to the row that ends at it, not to the one that starts
	                  there */
	int goal;      /* column that Up and Down aim at, or -1 */
	size_t chars;  /* code points in the text */
	enum edit_refused refused;

	/* set by the owner after edit_init */
	bool one_line;
	bool read_only;
	bool secret;                 /* use edit_conceal */
	size_t max_bytes, max_chars; /* 0: no limit */
	void (*on_change)(void *ctx, const struct edit_change *c);
	void *ctx;

	/* rows */
	int columns;
	size_t *row; /* where the first rows begin; the rest is not laid out yet */
	int rows, row_cap;
	bool whole; /* row[] reaches the end of the text */
	struct buffer flat;

	/* undo */
	struct edit_step *step;
	size_t steps, done, step_cap, step_bytes;
	unsigned group;
	int run; /* kind of the run of like keys that shares one undo group */

	struct buffer settled; /* the text as loaded or saved */
};

void edit_init(struct edit *e); /* an empty text in one row of any width */
void edit_done(struct edit *e); /* wipes a secret */
/* For a passphrase: no undo, no copy, room for max_bytes taken at once so that no copy of it is
 * left behind. */
void edit_conceal(struct edit *e, size_t max_bytes);

/* A new text (NULL is ""), cleaned of what text_clean removes, cursor at its start, nothing to
 * undo, unchanged. A text above the limits is taken whole: a limit refuses typing, it never cuts
 * what was there. */
void edit_load(struct edit *e, const char *text);
bool edit_changed(const struct edit *e); /* differs from what was loaded or settled */
void edit_settle(struct edit *e);        /* as it is now is "unchanged" (saved) */

/* Changes.  Each returns whether the text changed; if not, e->refused says why.  A selection is
 * replaced. */
bool edit_type(struct edit *e, const char *s, size_t n);  /* runs of typing are undone together */
bool edit_paste(struct edit *e, const char *s, size_t n); /* one undo step */
bool edit_backspace(struct edit *e);
bool edit_delete(struct edit *e);
bool edit_cut_paragraph(struct edit *e); /* into the clipboard, with its line end */
bool edit_copy(struct edit *e);
bool edit_cut(struct edit *e);
bool edit_paste_clip(struct edit *e);
bool edit_undo(struct edit *e);
bool edit_redo(struct edit *e);
/* Replaces the whole text in one undo step. */
bool edit_rewrite(struct edit *e, const char *s);
/* Replays a change that on_change told (a draft journal): not told again.  false, and nothing done,
 * if it does not fit this text (removed bytes differ, position inside a character). */
bool edit_apply(struct edit *e, const struct edit_change *c);

/* Movement.  select keeps or starts a selection; otherwise a selection is dropped. */
void edit_go(struct edit *e, size_t at, bool select);
void edit_move(struct edit *e, enum edit_motion motion, bool select);
bool edit_move_rows(struct edit *e, int rows,
        bool select); /* false: it stood on the first or last row already */
void edit_set_mark(
        struct edit *e); /* starts a selection at the cursor that movements extend, or drops it */
void edit_select_all(struct edit *e);
bool edit_selection(const struct edit *e, size_t *from, size_t *to); /* false if none or empty */
size_t edit_paragraph_start(const struct edit *e, size_t at);
size_t edit_paragraph_end(const struct edit *e, size_t at); /* before its '\n' */
size_t edit_next(const struct edit *e, size_t at);          /* the cluster boundary after at */
size_t edit_prev(const struct edit *e, size_t at);
int edit_width(const struct edit *e, size_t from, size_t to); /* columns, tabs counted */

/* Rows, at the width last set. */
void edit_set_columns(struct edit *e, int columns);
int edit_row_of(struct edit *e, size_t at); /* a position between two rows is in the second one */
bool edit_has_row(struct edit *e, int row);
size_t edit_row_start(struct edit *e, int row);
size_t edit_row_end(struct edit *e, int row);        /* without its '\n' */
void edit_point(struct edit *e, int *row, int *col); /* of the cursor */
/* The position at or before column col of a row (the last row if there is no such row). */
size_t edit_place(struct edit *e, int row, int col, bool *trailing);

/* The clipboard all editors and fields of the process share, and who else wants to know of a copy
 * (the terminal's clipboard). */
const char *edit_clip(size_t *n);
void edit_set_clip(const char *s, size_t n);
void edit_on_copy(void (*told)(const char *s, size_t n));

/* For edit_undo.c and edit.c alone. */
enum edit_run { EDIT_RUN_NONE, EDIT_RUN_TYPE, EDIT_RUN_ERASE, EDIT_RUN_DELETE, EDIT_RUN_SAME };
bool edit_replace(
        struct edit *e, size_t at, size_t remove, const char *s, size_t n, enum edit_run run);
void edit_splice(struct edit *e, size_t at, size_t remove, const char *s, size_t n, bool tell);
void edit_record(
        struct edit *e, size_t at, size_t remove, const char *s, size_t n, enum edit_run run);
void edit_forget(struct edit *e);
#endif
