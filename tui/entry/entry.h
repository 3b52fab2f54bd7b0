/* entry.h - what the entry page of an item (entry_new of pane.h) offers to the actions. */
#ifndef TUI_ENTRY_ENTRY_H
#define TUI_ENTRY_ENTRY_H

#include "tui/app.h"

/* Other ways in.  NULL and *e if it may not be. */
struct view *entry_copy(struct app *a, int64_t item, struct error *e); /* 照旧新建 */
/* A new one with this text; title may be "".  original: path of the file it came from, to be attached; NULL none. */
struct view *entry_text(struct app *a, const char *title, const char *body, const char *original, struct error *e);
/* What was typed and never saved; the old draft is removed once the new one holds the same. */
struct view *entry_restore(struct app *a, const struct draft_found *f, struct error *e);

/* The page of a view, NULL if it is another one. */
struct entry_page *entry_page(struct view *v);
int64_t entry_item_id(struct view *v); /* of the item it writes; 0: none yet, or another page */
/* A refusal of the store is shown, at its field where it is about one. */
void entry_refused(struct entry_page *p, const struct error *e);
void entry_attachments(struct entry_page *p);
/* Mends pinyin in brackets after showing it; silent: says nothing where there is none. */
void entry_repair(struct entry_page *p, bool silent);

/* conflict.c: what the conflict page (opened when an item is saved) can do. */
enum conflict_choice {
	CONFLICT_MINE,   /* mine goes over the newest version as a new 稿 */
	CONFLICT_THEIRS, /* mine is given up */
	CONFLICT_NEW,    /* mine becomes an item of its own */
};
enum did conflict_choose(struct app *a, enum conflict_choice c);
#endif
