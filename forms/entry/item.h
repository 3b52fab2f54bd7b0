/* item.h - the entry form of a 公开事项: its fields, what an item looks like in them, and the way back into the store.
 *
 * item.c has the fields and what can be chosen in them, item_values.c the values there and back, item_file.c the
 * attachments.  Knows no screen; the store alone decides what may stand, what is checked here only says so earlier and
 * beside the field. */
#ifndef FORMS_ENTRY_ITEM_H
#define FORMS_ENTRY_ITEM_H

#include "forms/entry/value.h"
#include "store/store.h"

/* An attachment as the form holds it. */
struct entry_file {
	int64_t from;  /* attachment of a saved revision of this item; 0: new */
	char *name;
	char *path;    /* of a new one: where it came from */
	char *data;    /* of a new one */
	size_t bytes;
};

/* The ctx of the form. */
struct entry_item {
	struct desk *desk;      /* borrowed */
	int64_t id, ver;        /* 0: not saved yet */

	/* what can be chosen; also what is no longer in use, for items that still have it */
	struct named *category, *channel;
	struct catalog *catalog;
	struct office *office;
	struct officer *officer;
	int categories, channels, catalogs, offices, officers;

	struct entry_file *file;
	int files;

	struct entry_kept kept; /* trimmed texts of the item_text made last */
	struct attachment_in *in;
};

extern const struct form_field entry_item_fields[];
extern const int entry_item_fields_n;

/* Reads what can be chosen. */
enum z entry_item_open(struct desk *d, struct entry_item **x, struct error *e);
void entry_item_free(struct entry_item **x);

/* ------------------------------------------------------------ values */
/* A new one: 主动公开, no date, own office, class, category, column and channels as in the last item of the office. */
void entry_item_blank(struct entry_item *x, entry_put *put, void *ctx);
/* As the record has it; x takes over id, version and attachments. */
void entry_item_show(struct entry_item *x, const struct item *i, entry_put *put, void *ctx);
/* 照旧新建: a new one with the column, category, channels, keywords and text of i; dates, 文号 and attachments are its
 * own. */
void entry_item_copy(struct entry_item *x, const struct item *i, entry_put *put, void *ctx);

/* The entry as the store takes it.  Texts are borrowed from the entry and from x until the next change or call.
 * Z_INVALID for a value that cannot be taken: *key (may be NULL) names its field. */
enum z entry_item_take(struct entry_item *x, const struct entry *en, struct item_text *t, struct item_register *r,
	const char **key, struct error *e);
/* The field that a refusal is about; NULL: no single one. */
const char *entry_item_field_of(enum refusal code);
/* What still has to be filled in before the item can be sent to review, one line each; "" if nothing. */
void entry_item_lacks(const struct entry_item *x, const struct entry *en, struct buffer *out);
/* The article that goes with the chosen reason, where the field is empty or holds that of another reason; NULL: leave
 * it. */
const char *entry_item_article(const struct entry *en);

/* ------------------------------------------------------------ attachments */
/* Reads the file.  Z_INVALID: too many, too large, or one of that name is there already. */
enum z entry_file_add(struct entry_item *x, const char *path, struct error *e);
enum z entry_file_replace(struct entry_item *x, int n, const char *path, struct error *e); /* the n-th by another file */
void entry_file_remove(struct entry_item *x, int n);
/* Its bytes, the caller's; of a saved one from the desk. */
enum z entry_file_bytes(const struct entry_item *x, int n, char **data, size_t *bytes, struct error *e);
/* Saved attachments become new ones, so that they can go into another item. */
enum z entry_files_detach(struct entry_item *x, struct error *e);
/* The list as text for the draft on the disk, the caller's: one line each. */
char *entry_files_text(const struct entry_item *x);
/* The reverse: what cannot be read any more is named in *lost, one line each. */
void entry_files_restore(struct entry_item *x, const char *text, struct buffer *lost);
#endif
