/* error.h - how every operation of store/ and forms/ says that it could not be done.
 *
 * An operation returns enum z.  Anything but Z_OK fills *e with the refusal and its arguments; the
 * Chinese sentence is one row of store/refusal.def and is only put together for display.  Nothing in
 * store/ prints, exits, or keeps a message in a static buffer.
 *
 *	if (!seat)
 *		return refuse(e, R_NO_SEAT, officer_name, tier_name);
 */
#ifndef STORE_BASE_ERROR_H
#define STORE_BASE_ERROR_H

#include <stddef.h>

/* What the caller can do about it. */
enum z {
	Z_OK,
	Z_DENIED,  /* a rule forbids it to this person or in this state: show the sentence */
	Z_INVALID, /* the input is wrong: show the sentence beside the field */
	Z_STALE,   /* someone else changed the record since it was read: open the conflict screen */
	Z_BUSY,    /* the file stayed locked for longer than the patience of the busy handler: retry */
	Z_MISSING, /* no such record or file */
	Z_FULL,    /* no room on the disk */
	Z_IO,      /* the operating system refused: sentence names file and reason */
	Z_DAMAGED, /* the file is not what it must be (format, audit chain, newer schema) */
	Z_CANCEL,  /* the user asked to stop */
};

enum refusal {
#define REFUSAL(name, kind, sentence) R_##name,
#include "store/refusal.def"
#undef REFUSAL
	R_COUNT
};

#define ERROR_ARGS 4
#define ERROR_ARG_BYTES 240

/* Filled by refuse(); may be copied; owns nothing.  An argument longer than its place is cut at a
 * character boundary. */
struct error {
	enum z kind;
	enum refusal code;
	char arg[ERROR_ARGS][ERROR_ARG_BYTES];
};

/* Fills *e (which may be NULL) with the refusal and as many string arguments as its sentence has
 * {1}..{4}, and returns the refusal's kind, so that a function can return refuse(...).  Missing
 * arguments must be passed as ""; the macro ends the list.  What must never reach a terminal is taken out of them. */
enum z refuse_(struct error *e, enum refusal code, ...) __attribute__((sentinel));
#define refuse(e, ...) refuse_((e), __VA_ARGS__, (char *)0)
#ifdef __clang_analyzer__ /* it does not see the table, in which no row is Z_OK (error_test) */
static inline enum z refuse_kind_(enum z z)
{
	return z == Z_OK ? Z_IO : z;
}
#undef refuse
#define refuse(e, ...) refuse_kind_(refuse_((e), __VA_ARGS__, (char *)0))
#endif

/* The sentence of e in Chinese (UTF-8), at most cap bytes with the final NUL, cut at a character
 * boundary.  Returns buf. */
char *error_sentence(const struct error *e, char *buf, size_t cap);

/* A number as an argument: refuse(e, R_X, number_text(n).s). */
struct number_text {
	char s[24];
};
struct number_text number_text(long long n);

/* "R_SAME_PERSON" without the prefix, in lower case with '-': the stable key in JSON output. */
const char *refusal_key(enum refusal code, char buf[64]);
#endif
