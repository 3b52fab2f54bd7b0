/* ask_draft.h - what is typed into a question (a reason, an opinion, a small form), kept on the disk key by key until it is
 * answered or given up.
 *
 * A question is known by what it asks: whoever is asked the same again after a crash or a hang-up finds what he had typed,
 * and the offer at the next start (tui/form/offer.c) shows it. */
#ifndef TUI_ASK_DRAFT_H
#define TUI_ASK_DRAFT_H

#include "store/file/draft/draft.h"
#include "tui/app.h"
#include "tui/widget/form.h"

#define ASK_DRAFT_TEXT "text"   /* names of what such a draft holds */
#define ASK_DRAFT_ABOUT "about"

struct ask_draft;

/* For a text: puts what was left into e, else leaves it as it is; from now on each change goes to the disk.  about: what
 * is asked, all of it. */
struct ask_draft *ask_draft_text(struct app *a, const char *about, struct edit *e);
/* For a form, loaded already.  NULL where nothing may be kept: one with a passphrase, or before a desk is open. */
struct ask_draft *ask_draft_form(struct app *a, const char *about, struct form *f, const struct form_field *fields, size_t n);
void ask_draft_sync(struct ask_draft *k); /* may be NULL */
/* Answered or given up; where the terminal is gone it is left for the next start. */
void ask_draft_end(struct ask_draft **k);

/* Kinds of draft (draft_about) that are of such questions. */
bool ask_draft_kind(const char *kind);
/* About an item, a ticket, a request, or something else. */
#define ASK_DRAFT_ITEM "words-item"
#define ASK_DRAFT_TICKET "words-ticket"
#define ASK_DRAFT_REQUEST "words-request"
#define ASK_DRAFT_OTHER "words"
#endif
