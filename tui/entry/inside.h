/* inside.h - what the files of the entry page share, and nobody else sees: entry.c (the view), entry/save.c (into
 * the store), entry/draft.c (what was typed and left), entry/file.c (attachments), conflict.c. */
#ifndef TUI_ENTRY_INSIDE_H
#define TUI_ENTRY_INSIDE_H

#include "forms/entry/item.h"
#include "tui/entry/entry.h"
#include "tui/form/page.h"

struct entry_page {
	struct form_page page; /* first: a form_page of this kind is an entry_page; extra: the list of attachments */
	struct entry_item *item;
	int64_t revision;  /* the one that was opened, 0 while new */
	char *returned;    /* who sent it back and why; NULL if nobody did */
	bool repairable;   /* the text holds pinyin in brackets */
	char withhold[16]; /* the reason chosen last, to notice a change */
};

/* entry.c */
extern const struct form_page_kind entry_kind;
struct entry_page *entry_page_new(struct app *a, struct error *e);
/* With item id in it (0: a new one), if he may edit it; *i: the item, the caller's, NULL if new. */
struct entry_page *entry_page_of(struct app *a, int64_t id, struct item **i, struct error *e);
/* i NULL: a new one; sets title and reason of the return, and gives the page. */
struct view *entry_opened(struct entry_page *p, const struct item *i);

/* entry/save.c */
/* Into the store, nothing else; false: refused, and shown where it belongs, but for Z_STALE. */
bool entry_store(struct entry_page *p, struct error *e);
/* For entry_kind. */
bool entry_save(struct form_page *p);
bool entry_submit(struct form_page *p);

/* conflict.c */
struct view *conflict_new(struct entry_page *p, const struct error *stale, struct error *e);
#endif
