/* mask.h - personal data made unreadable where it need not be read (design 4.12): the one answer for lists, records,
 * indexes and exports.
 *
 * The forms are those of a county-level rule (domain 5.7): 138****1234, 35*************123, a name 王**, an address only to
 * its 乡镇 or 街道.  Knows nothing of who may see what. */
#ifndef STORE_BASE_MASK_H
#define STORE_BASE_MASK_H

#include <stdbool.h>
#include <stddef.h>

/* Each writes at most cap bytes with the NUL, whole characters only; "" stays "". Returns dst. */
char *mask_name(char *dst, size_t cap, const char *s);
char *mask_phone(char *dst, size_t cap, const char *s);
char *mask_idno(char *dst, size_t cap, const char *s);
char *mask_email(char *dst, size_t cap, const char *s); /* z***@example.com */
char *mask_place(char *dst, size_t cap, const char *s); /* ** where no administrative place is named */

/* Free text: telephone numbers (1[3-9] and nine digits, 0xx with seven or eight) and resident identity numbers (18 digits
 * with a good check digit, GB 11643-1999, or 15 with a date) in half or full width, also with blanks and hyphens in
 * them.  Numbers of hot lines, of documents and tickets stay.  In place: never longer than before.  Returns how many. */
int mask_text(char *s);
bool mask_needed(const char *s); /* whether mask_text would change it */

/* 17 digits and 0-9, X or x: a date that exists and the right check digit. */
bool idno_valid(const char id[18]);
#endif
