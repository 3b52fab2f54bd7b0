/* inside.h - what the files of the entry page share, and nobody else sees: entry.c (the view), entry/save.c (into
 * the store), entry/draft.c (what is typed, on the disk), entry/file.c (attachments), conflict.c. */
#ifndef TUI_ENTRY_INSIDE_H
#define TUI_ENTRY_INSIDE_H

#include "forms/entry/item.h"
#include "tui/entry/entry.h"
#include "tui/form/page.h"

struct entry_page {
	struct view view; /* first: a view is an entry_page */
	struct form *form;
	struct entry_item *item;
	char number[24];   /* "" while new */
	int64_t revision;  /* the one that was opened, 0 while new */
	char title[160];   /* of the page */
	char *returned;    /* who sent it back and why; NULL if nobody did */
	bool files_changed;
	bool repairable;   /* the text holds pinyin in brackets */
	bool told_other;   /* that somebody else changed the item was said */
	char withhold[16]; /* the reason chosen last, to notice a change */

	struct draft *draft;
	bool loading;      /* values are being put in: nothing of it is typing */

	struct form_side side;
};

/* entry.c */
struct entry_page *entry_page_new(struct app *a, struct error *e);
/* With item id in it (0: a new one), if he may edit it; *i: the item, the caller's, NULL if new. */
struct entry_page *entry_page_of(struct app *a, int64_t id, struct item **i, struct error *e);
void entry_put_value(void *page, const char *key, const char *value); /* an entry_put: as the record has it */
void entry_opened(
        struct entry_page *p, const struct item *i); /* i NULL: a new one; sets title and reason of the return */
bool entry_changed(const struct entry_page *p);

/* entry/save.c */
/* Into the store, nothing else; false: refused, and shown where it belongs. */
bool entry_store(struct entry_page *p, struct error *e);
bool entry_show_refusal(
        struct entry_page *p, const char *key, const struct error *e); /* true: it stands at its field */
bool entry_may_leave(struct entry_page *p);
/* Id, version and attachments as the store has them now; the texts stay. */
bool entry_catch_up(struct entry_page *p, struct error *e);
enum did entry_finish(struct entry_page *p); /* closes the page, cursor of the list on the item */

/* entry/draft.c */
void entry_told(void *page, const char *key, const struct edit_change *c);
void entry_draft_files(struct entry_page *p); /* the list of attachments changed */
void entry_draft_begin(struct entry_page *p);
void entry_draft_anew(struct entry_page *p); /* about the item as it is now */

/* conflict.c */
struct view *conflict_new(struct entry_page *p, const struct error *stale, struct error *e);
#endif
