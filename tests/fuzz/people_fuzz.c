/* people_fuzz.c - any text pasted as a list of people: every line is reported once, a good one with names that can
 * stand on paper, a bad one with a sentence; a trial run writes nothing. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tests/fuzz/fuzz_desk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	int lines, last;
};

static void check_name(const char *s, bool required)
{
	if ((required && !*s) || utf8_count(s) > 20 || !utf8_valid(s, strlen(s), NULL))
		abort();
	for (; *s; s++)
		if ((unsigned char)*s < 32 || *s == 127)
			abort();
}

static void line(void *ctx, const struct people_line *l)
{
	struct seen *seen = ctx;
	char sentence[1024];

	if (l->line <= seen->last)
		abort();
	seen->last = l->line;
	seen->lines++;
	if (l->ok) {
		check_name(l->name, true);
		check_name(l->office, true);
		check_name(l->post, false);
		if (!*l->login)
			abort();
		return;
	}
	error_sentence(&l->error, sentence, sizeof sentence);
	if (!*sentence || !utf8_valid(sentence, strlen(sentence), NULL))
		abort();
}

static int officers(struct desk *d)
{
	struct officer *list = NULL;
	int n = 0;

	if (officer_list(d, true, &list, &n, NULL) != Z_OK)
		abort();
	free(list);
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct desk *d = fuzz_desk();
	char *s = xstrndup((const char *)data, size);
	struct seen seen = {0};
	struct error e = {0};

	/* What is pasted has been cleaned by the terminal's decoder. */
	text_clean(s, true);
	enum z z = people_paste(d, s, true, line, &seen, &e);
	if (z != Z_OK && z != Z_INVALID)
		abort();
	if ((z == Z_OK) != (seen.lines > 0))
		abort();
	if (officers(d) != 1)
		abort();
	free(s);
	return 0;
}
