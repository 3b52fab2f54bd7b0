/* press.c - see press.h. */
#include "tests/press.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <cmocka.h>

static const struct {
	const char *name;
	VTermKey key;
} named[] = {
	{"Enter", VTERM_KEY_ENTER},
	{"Esc", VTERM_KEY_ESCAPE},
	{"Tab", VTERM_KEY_TAB},
	{"BS", VTERM_KEY_BACKSPACE},
	{"Up", VTERM_KEY_UP},
	{"Down", VTERM_KEY_DOWN},
	{"Left", VTERM_KEY_LEFT},
	{"Right", VTERM_KEY_RIGHT},
	{"Home", VTERM_KEY_HOME},
	{"End", VTERM_KEY_END},
	{"PgUp", VTERM_KEY_PAGEUP},
	{"PgDn", VTERM_KEY_PAGEDOWN},
	{"Ins", VTERM_KEY_INS},
	{"Del", VTERM_KEY_DEL},
};

/* One word, n bytes. */
static void one(struct vth *v, const char *s, size_t n)
{
	if (n < 3 || s[0] != '<' || s[n - 1] != '>') {
		vth_send_bytes(v, s, n);
		return;
	}
	s++;
	n -= 2;
	if (n == 5 && !strncmp(s, "Space", 5)) {
		vth_send(v, " ");
		return;
	}
	if (n == 5 && !strncmp(s, "S-Tab", 5)) {
		vth_key_with(v, VTERM_KEY_TAB, VTERM_MOD_SHIFT);
		return;
	}
	if (n == 3 && s[0] == 'C' && s[1] == '-') {
		vth_ctrl(v, s[2]);
		return;
	}
	VTermModifier with = VTERM_MOD_NONE;
	if (n > 3 && s[0] == 'C' && s[1] == '-') {
		with = VTERM_MOD_CTRL;
		s += 2;
		n -= 2;
	}
	if (s[0] == 'F' && s[1] >= '1' && s[1] <= '9') {
		vth_key(v, (VTermKey)VTERM_KEY_FUNCTION(atoi(s + 1)));
		return;
	}
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (strlen(named[i].name) == n && !strncasecmp(named[i].name, s, n)) {
			vth_key_with(v, named[i].key, with);
			return;
		}
	fail_msg("<%.*s> is no key", (int)n, s);
}

static void all(struct vth *v, const char *keys, bool settle)
{
	while (*keys) {
		size_t n = strcspn(keys, " ");

		if (n)
			one(v, keys, n);
		if (n && settle)
			vth_settle(v);
		keys += n + (keys[n] == ' ');
	}
}

void press(struct vth *v, const char *keys)
{
	all(v, keys, true);
}

void press_quick(struct vth *v, const char *keys)
{
	all(v, keys, false);
}

void press_all(struct vth *const v[], int n, const char *keys)
{
	while (*keys) {
		size_t len = strcspn(keys, " ");

		for (int i = 0; len && i < n; i++)
			one(v[i], keys, len);
		for (int i = 0; len && i < n; i++)
			vth_rest(v[i]);
		keys += len + (keys[len] == ' ');
	}
}
