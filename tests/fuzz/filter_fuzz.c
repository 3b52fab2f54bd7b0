/* filter_fuzz.c - any text as a filter of the lists: a refusal names the word, and what is understood can be looked
 * for. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/view/item/view.h"
#include "tests/fuzz/fuzz_desk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(struct desk *d, const struct item_query *q)
{
	struct window *v = NULL;
	struct item_row rows[3];
	struct arena a = {0};
	struct error e;
	int64_t count = 0;
	int got = 0;

	if (item_view_open(d, q, &v, &e) != Z_OK || window_page(v, NULL, false, 3, rows, &a, &got, &e) != Z_OK ||
		window_count(v, 100, &count, &e) != Z_OK) {
		char s[1024];
		fprintf(stderr, "%s\n", error_sentence(&e, s, sizeof s));
		abort();
	}
	if (got < 0 || got > 3 || (got > 0) != (count > 0))
		abort();
	arena_free(&a);
	window_close(&v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct desk *d = fuzz_desk();
	char *s = xstrndup((const char *)data, size), sentence[1024];
	bool good = utf8_valid(s, strlen(s), NULL);
	struct item_query q;
	struct arena a = {0};
	struct error e = {0};
	enum z z = item_query_parse(d, s, &q, &a, &e);

	if (z == Z_OK) {
		look(d, &q);
	} else {
		error_sentence(&e, sentence, sizeof sentence);
		if (z != Z_INVALID || !*sentence || (good && !utf8_valid(sentence, strlen(sentence), NULL)))
			abort();
	}
	arena_free(&a);
	free(s);
	return 0;
}
