/* inside.h - what the files of the reading view share: read.c (the view and its keys),
 * read/text.c (what stands in it), read/side.c (signatures beside or below the text),
 * read/ticks.c (what the reviewer notes down meanwhile). */
#ifndef TUI_READ_INSIDE_H
#define TUI_READ_INSIDE_H

#include "tui/read/read.h"
#include "tui/pane/text_page.h"
#include "tui/pane/trail_words.h"

enum read_mode { MODE_TEXT, MODE_BEFORE, MODE_LIVE };
enum { CHECKS_MAX = 32 };

struct reading {
	struct text_page page; /* first: a view is a reading */
	struct item *item;
	struct trail trail;
	int64_t pass[4];
	struct revision *before; /* what the difference is to: NULL none */
	struct revision *live;   /* the published revision, if it is another one */
	int before_row;          /* trail row that tells how it ended, -1 none */
	bool may_pass;
	struct check_row *checks;
	int checks_n;
	bool ticked[CHECKS_MAX];
	char kind[ITEM_ATTACHMENTS][40]; /* why an attachment cannot be read here; "" it can */
	bool looked[ITEM_ATTACHMENTS];   /* kind is known */
	bool original[ITEM_ATTACHMENTS]; /* 已核对原件 */

	enum read_mode mode;
	int attachment; /* the one that is open, -1 none */
	int columns;     /* the text was laid out for; 0: it must be filled */
	char stale[300]; /* somebody changed it since: what is shown is old; "" */
	char *opinion;
};

/* NULL if v is no reading view. */
struct reading *reading_of(const struct view *v);
/* read/text.c: everything of the main part for the present mode, columns wide. */
void read_fill(struct reading *r, int columns, bool with_side);
const char *read_mode_name(const struct reading *r, enum read_mode m, char buf[80]);
bool read_has_mode(const struct reading *r, enum read_mode m);
/* read/side.c */
void read_fill_side(struct reading *r, struct reader *into);
/* Whether a kind of attachment can be read; fills r->kind. */
const char *read_kind(struct reading *r, int nth);
#endif
