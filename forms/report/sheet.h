/* sheet.h - the papers of a review: 保密审查表 of one item (form of domain 5.4), 呈签单 of several on one A4.
 * Both carry number, 稿次 and short hash, so that a signature on paper is bound to what was printed. */
#ifndef FORMS_REPORT_SHEET_H
#define FORMS_REPORT_SHEET_H

#include "forms/writer/document.h"
#include "store/store.h"

/* *doc is the caller's. */
enum z review_sheet(struct desk *d, int64_t item, struct document **doc, struct error *e);
enum z sign_sheet(struct desk *d, const int64_t *items, size_t n, struct document **doc, struct error *e);
/* Who signed and when, in the words of a paper: of a 纸签 the leader, who entered it and who confirmed it. */
void signature_words(const struct trail *t, const struct trail_row *signed_row, struct buffer *b);
/* "xxxx-xxxx": what is compared when a paper signature is entered. */
const char *short_hash(const struct hash *h, char buf[16]);
#endif
