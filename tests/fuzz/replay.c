/* replay.c - runs a fuzz target without a fuzzer, as a test: what was found once stays found.
 *
 * tests/fuzz/NAME_fuzz.c has LLVMFuzzerTestOneInput; its inputs stand in tests/corpus/NAME.  Each input is given whole,
 * cut at a few places, and with bytes changed by a fixed rule; then come mixtures of all of them, always in the same
 * order, FUZZ_MIXTURES of them (6000) or as many as FUZZ_SECONDS (3) suffice for.  An input that makes the target fail
 * is kept in a file that the last line names.  `make fuzz` links libFuzzer in this file's place if there is a clang;
 * without one it runs this for as long as it is told. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store/base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* Of the sanitizers, where the program is built with them. */
extern void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

enum { CUTS = 16, CHANGES = 64, INPUTS = 512, LONGEST = 16384, PATIENCE = 60 /* s for one input */ };

static struct {
	uint8_t *s;
	size_t n;
} inputs[INPUTS];
static size_t inputs_n;
static unsigned long given;
static const uint8_t *now_given;
static size_t now_size;
static char found[512];

/* ---- what failed ---- */

static void keep(void)
{
	static const char said[] = "# the input stands in ";
	int fd = open(found, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, now_given, now_size) != (ssize_t)now_size || write(2, said, sizeof said - 1) < 0 ||
		write(2, found, strlen(found)) < 0 || write(2, "\n", 1) < 0)
		return;
	close(fd);
}

static void fail(int s)
{
	static const char hung[] = "# one input took a minute\n";

	if (s == SIGALRM && write(2, hung, sizeof hung - 1) < 0)
		_exit(2);
	keep();
	signal(s, SIG_DFL);
	raise(s == SIGALRM ? SIGKILL : s);
}

static void watch(const char *name)
{
	static const int signals[] = {SIGABRT, SIGALRM, SIGBUS, SIGFPE, SIGILL, SIGSEGV};
	const char *build = getenv("ZWGK_BUILD");

	snprintf(found, sizeof found, "%s/%s.input", build ? build : "/tmp", name);
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(keep);
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (!__sanitizer_set_death_callback || signals[i] == SIGALRM || signals[i] == SIGABRT)
			signal(signals[i], fail);
}

/* In memory of exactly its size, so that a sanitizer sees the first byte read too far. */
static void give(const uint8_t *data, size_t size)
{
	uint8_t *copy = xalloc(size ? size : 1);

	memcpy(copy, data, size);
	now_given = copy;
	now_size = size;
	alarm(PATIENCE);
	LLVMFuzzerTestOneInput(copy, size);
	alarm(0);
	free(copy);
	given++;
}

/* ---- variations ---- */

static const uint8_t nasty[] = {0, 0xff, '"', '<', '&', '\n', '\r', 0x80, '0', '9', 'e', '-', 0x81, 0x7f, ',', ';'};

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 8;
}

static void vary(const uint8_t *data, size_t size)
{
	uint32_t seed = (uint32_t)size * 2654435761U + 1;
	uint8_t *copy = xalloc(size ? size : 1);

	give(data, size);
	for (size_t i = 0; i < CUTS && size; i++)
		give(data, next(&seed) % size);
	for (size_t i = 0; i < CHANGES && size; i++) {
		memcpy(copy, data, size);
		for (uint32_t n = 1 + next(&seed) % 4; n; n--)
			copy[next(&seed) % size] = nasty[next(&seed) % sizeof nasty];
		give(copy, size);
	}
	free(copy);
}

/* n bytes of s in the place of cut bytes at offset at. */
static void replace(struct buffer *b, size_t at, size_t cut, const void *s, size_t n)
{
	struct buffer out = {0};

	buffer_add(&out, b->s ? b->s : "", at);
	buffer_add(&out, s, n);
	if (b->n > at + cut)
		buffer_add(&out, b->s + at + cut, b->n - at - cut);
	if (out.n > LONGEST)
		out.n = LONGEST;
	buffer_clear(b);
	buffer_add(b, out.s ? out.s : "", out.n);
	buffer_free(&out);
}

static void change(struct buffer *b, uint32_t *seed)
{
	static const char *const words[] = {"\xef\xbb\xbf", "\xe2\x80\xae", "\xf0\xa0\xae\xb7", "-2147483648", "18446744073709551616",
		"]]>", "<!ENTITY x \"&x;\">", "&#0;", "\033[", "\033[200~", "2026-02-29", "\xe3\x80\x80", "%n%s", "\"\"", "=1+1", "\xed\xa0\x80"};
	size_t at = b->n ? next(seed) % b->n : 0, n = b->n - at ? 1 + next(seed) % (b->n - at) : 0;
	size_t other = next(seed) % inputs_n, from, m;
	const char *word = words[next(seed) % (sizeof words / sizeof *words)];
	uint8_t byte = (uint8_t)next(seed);

	switch (next(seed) % 7) {
	case 0:
		replace(b, at, b->n > at, &byte, 1);
		break;
	case 1:
		replace(b, at, 0, &nasty[byte % sizeof nasty], 1);
		break;
	case 2:
		replace(b, at, n, "", 0);
		break;
	case 3: { /* a piece once more, up to eight times */
		struct buffer piece = {0};
		n = n < 256 ? n : 256;
		for (uint32_t k = 1 + next(seed) % 8; k && n; k--)
			buffer_add(&piece, b->s + at, n);
		replace(b, at, 0, piece.s ? piece.s : "", piece.n);
		buffer_free(&piece);
		break;
	}
	case 4:
		replace(b, at, next(seed) % 2 ? strlen(word) : 0, word, strlen(word));
		break;
	default: /* a piece of another input */
		if (!inputs[other].n)
			break;
		from = next(seed) % inputs[other].n;
		m = 1 + next(seed) % (inputs[other].n - from);
		replace(b, at, next(seed) % 2 ? m : 0, inputs[other].s + from, m);
	}
}

static long setting(const char *name, long otherwise)
{
	const char *s = getenv(name);

	return s && *s ? strtol(s, NULL, 10) : otherwise;
}

static void mix(void)
{
	long seconds = setting("FUZZ_SECONDS", 3), left = setting("FUZZ_MIXTURES", getenv("FUZZ_SECONDS") ? 0 : 6000);
	uint32_t seed = (uint32_t)setting("FUZZ_SEED", 1);
	struct buffer b = {0};
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	for (time_t end = t.tv_sec + seconds; t.tv_sec < end; clock_gettime(CLOCK_MONOTONIC, &t)) {
		size_t first = next(&seed) % inputs_n;

		buffer_clear(&b);
		buffer_add(&b, (const char *)inputs[first].s, inputs[first].n);
		for (uint32_t n = 1 + next(&seed) % 6; n; n--)
			change(&b, &seed);
		give((const uint8_t *)(b.s ? b.s : ""), b.n);
		if (left && !--left)
			break;
	}
	buffer_free(&b);
}

/* ---- the corpus ---- */

static void read_folder(const char *folder)
{
	struct dirent **names;
	int n = scandir(folder, &names, NULL, alphasort);

	for (int i = 0; i < n; i++) {
		struct buffer path = {0}, all = {0};
		char part[65536];
		size_t got;
		FILE *f;

		buffer_printf(&path, "%s/%s", folder, names[i]->d_name);
		f = names[i]->d_name[0] == '.' || inputs_n == INPUTS ? NULL : fopen(path.s, "rb");
		if (f) {
			while ((got = fread(part, 1, sizeof part, f)))
				buffer_add(&all, part, got);
			fclose(f);
			inputs[inputs_n].n = all.n;
			inputs[inputs_n++].s = (uint8_t *)buffer_take(&all);
		}
		buffer_free(&path);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
}

int main(int argc, char **argv)
{
	const char *tree = getenv("ZWGK_TREE"), *name = strrchr(argv[0], '/');
	struct buffer folder = {0};

	name = name ? name + 1 : argv[0];
	if (argc > 1)
		buffer_text(&folder, argv[1]);
	else
		buffer_printf(&folder, "%s/tests/corpus/%.*s", tree ? tree : ".", (int)strcspn(name, "_"), name);
	watch(name);
	read_folder(folder.s);
	puts("1..1");
	fflush(stdout);
	for (size_t i = 0; i < inputs_n; i++)
		vary(inputs[i].s, inputs[i].n);
	give((const uint8_t *)"", 0);
	if (inputs_n) {
		mix();
		printf("ok 1 - %s: %zu inputs, %lu with variations\n", name, inputs_n, given);
	} else {
		printf("not ok 1 - %s: nothing in %s\n", name, folder.s);
	}
	for (size_t i = 0; i < inputs_n; i++)
		free(inputs[i].s);
	buffer_free(&folder);
	return inputs_n ? 0 : 1;
}
