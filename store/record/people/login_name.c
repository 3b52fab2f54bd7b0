/* login_name.c - logins from pinyin initials. */
#include "store/record/people/login_name.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "store/base/pinyin.h"
#include "store/base/text.h"
#include "store/record/inner.h"

static void initials(const char *name, char *out, size_t cap)
{
	size_t n = strlen(name), k = 0;
	for (size_t i = 0; i < n && k + 1 < cap;) {
		uint32_t cp;
		i += (size_t)utf8_decode(name + i, n - i, &cp);
		uint32_t set = pinyin_initials(cp);
		int letter = 0;
		while (letter < 26 && !(set >> letter & 1))
			letter++;
		if (letter < 26)
			out[k++] = (char)('a' + letter);
		else if (cp < 0x80 && isalnum((int)cp))
			out[k++] = (char)tolower((int)cp);
	}
	out[k] = '\0';
}

void login_name_make(struct desk *d, const char *name, char login[64])
{
	char base[40];
	initials(name, base, sizeof base);
	if (!base[0])
		snprintf(base, sizeof base, "user");
	snprintf(login, 64, "%s", base);
	for (int i = 2; db_number(d->db, NULL, 0, "SELECT 1 FROM officer WHERE login = ?1", "s", login) == 1; i++)
		snprintf(login, 64, "%s%d", base, i);
}
