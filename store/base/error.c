/* error.c - refusals as data; knows nothing of the desk but the table of sentences. */
#include "store/base/error.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "store/base/text.h"

static const struct {
	enum z kind;
	const char *name;
	const char *sentence;
} table[R_COUNT] = {
#define REFUSAL(name, kind, sentence) {kind, #name, sentence},
#include "store/refusal.def"
#undef REFUSAL
};

/* Copies s into dst and cuts before a character that does not fit whole. */
static size_t put(char *dst, size_t cap, const char *s, size_t n)
{
	if (cap == 0)
		return 0;
	if (n > cap - 1) {
		n = cap - 1;
		while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
			n--;
	}
	memcpy(dst, s, n);
	dst[n] = '\0';
	return n;
}

enum z refuse_(struct error *e, enum refusal code, ...)
{
	if (!e)
		return table[code].kind;
	/* Arguments may point into *e itself, so they are collected before it is written. */
	struct error made = {.kind = table[code].kind, .code = code};
	va_list ap;
	va_start(ap, code);
	for (int i = 0; i < ERROR_ARGS; i++) {
		const char *s = va_arg(ap, const char *);
		if (!s)
			break;
		put(made.arg[i], ERROR_ARG_BYTES, s, strlen(s));
		text_clean(made.arg[i], true); /* a cell, a path: whatever stood there, the sentence must not steer a terminal */
	}
	va_end(ap);
	*e = made;
	return made.kind;
}

char *error_sentence(const struct error *e, char *buf, size_t cap)
{
	const char *s = table[e->code].sentence;
	size_t at = 0;
	if (cap)
		buf[0] = '\0';
	while (*s && at + 1 < cap) {
		size_t n = strcspn(s, "{");
		at += put(buf + at, cap - at, s, n);
		s += n;
		if (s[0] == '{' && s[1] >= '1' && s[1] <= '0' + ERROR_ARGS && s[2] == '}') {
			const char *a = e->arg[s[1] - '1'];
			at += put(buf + at, cap - at, a, strlen(a));
			s += 3;
		} else if (*s) {
			at += put(buf + at, cap - at, s, 1);
			s++;
		}
	}
	return buf;
}

struct number_text number_text(long long n)
{
	struct number_text t;
	snprintf(t.s, sizeof t.s, "%lld", n);
	return t;
}

const char *refusal_key(enum refusal code, char buf[64])
{
	size_t i = 0;
	for (const char *s = table[code].name; *s && i < 63; s++)
		buf[i++] = *s == '_' ? '-' : (char)tolower((unsigned char)*s);
	buf[i] = '\0';
	return buf;
}
