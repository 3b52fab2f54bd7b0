/* keyname_fuzz.c - any text as a list of keys: it is read to its end, and what was read can be shown. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tui/term/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s = xstrndup((const char *)data, size), name[24];
	const char *end = s + strlen(s);

	for (const char *p = s; *p;) {
		const char *rest = NULL;
		int32_t key = key_parse(p, &rest);

		if (rest <= p || rest > end)
			abort();
		if (key != K_NONE && (key_name(key, name) != name || !*name || !utf8_valid(name, strlen(name), NULL)))
			abort();
		/* Every key that can be written can be read alone. */
		char *alone = xstrndup(p, (size_t)(rest - p));
		if (key_parse(alone, NULL) != key)
			abort();
		free(alone);
		p = rest;
	}
	/* What curses or a terminal may give is shown without a fault, whatever it is. */
	if (size >= 4) {
		int32_t any;
		memcpy(&any, data, sizeof any);
		key_name(any, name);
		if (!utf8_valid(name, strlen(name), NULL))
			abort();
	}
	free(s);
	return 0;
}
