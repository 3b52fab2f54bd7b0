/* draft.h - what is typed into a form, kept on the disk key by key (store/file/draft/draft.h), and brought back from there.
 *
 * The texts of a draft: the fields in the order of their table, at most one more text of the page's own, and the names of
 * all these, so that a draft of another version of the program finds its fields again. */
#ifndef TUI_FORM_DRAFT_H
#define TUI_FORM_DRAFT_H

#include "store/file/draft/draft.h"
#include "tui/app.h"
#include "tui/widget/form.h"

struct form_texts {
	struct form *form;
	const struct form_field *fields;
	int n;
	const char *extra_name, *extra; /* NULL: none */
};

/* A draft of the texts as they are now.  Where the disk refuses (said), it goes on in memory and tries again at each key. */
void form_draft_begin(struct app *a, const char *kind, int64_t id, int64_t ver, const struct form_texts *t, struct draft **d);
/* One change of the field with this key. */
void form_draft_told(struct app *a, struct draft *d, const struct form_texts *t, const char *key, const struct edit_change *c);
/* The extra text as it is now. */
void form_draft_extra(struct app *a, struct draft *d, const struct form_texts *t);
/* The fields into the form, as typed; gives the extra text, NULL if there is none. */
const char *form_draft_put_back(const struct form_texts *t, const struct draft_found *f);

/* The page goes.  What is not saved stays on the disk and is offered at the next start: the terminal went away, or it was
 * left on purpose. */
void form_draft_close(struct draft **d, bool changed);
/* For the status row: whether what is not saved is on the disk. */
const char *form_draft_status(const struct draft *d, bool changed);

/* Esc with changes that are not saved: stay, save (`saved`: as what) and leave, leave with the draft on the disk (said), leave without it. */
enum form_leave { FORM_LEAVE_STAY, FORM_LEAVE_SAVE, FORM_LEAVE_LATER, FORM_LEAVE_DROP };
enum form_leave form_draft_ask_leave(struct app *a, const char *saved);
#endif
