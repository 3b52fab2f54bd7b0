/* replay.c - runs a fuzz target over its corpus without a fuzzer, as a test: what was found once stays found.
 *
 * tests/fuzz/NAME_fuzz.c has LLVMFuzzerTestOneInput; its inputs stand in tests/corpus/NAME.  Each input is given whole,
 * cut at a few places, and with bytes changed by a fixed rule, so that the same faults are met on every run.  `make
 * fuzz` links libFuzzer in this file's place. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CUTS = 16, CHANGES = 64 };

static unsigned long given;

/* In memory of exactly its size, so that a sanitizer sees the first byte read too far. */
static void give(const uint8_t *data, size_t size)
{
	uint8_t *copy = xalloc(size ? size : 1);

	memcpy(copy, data, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
	given++;
}

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 8;
}

static void vary(const uint8_t *data, size_t size)
{
	static const uint8_t nasty[] = {
		0, 0xff, '"', '<', '&', '\n', '\r', 0x80, '0', '9', 'e', '-', 0x81, 0x7f, ',', ';'};
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

static int vary_folder(const char *folder)
{
	struct dirent **names;
	int n = scandir(folder, &names, NULL, alphasort), inputs = 0;

	for (int i = 0; i < n; i++) {
		struct buffer path = {0}, all = {0};
		char part[65536];
		size_t got;
		FILE *f;

		buffer_printf(&path, "%s/%s", folder, names[i]->d_name);
		f = names[i]->d_name[0] == '.' ? NULL : fopen(path.s, "rb");
		if (f) {
			while ((got = fread(part, 1, sizeof part, f)))
				buffer_add(&all, part, got);
			fclose(f);
			fprintf(stderr, "# %s\n",
				names[i]->d_name); /* the last one named is the one that crashed */
			vary((const uint8_t *)(all.s ? all.s : ""), all.n);
			inputs++;
		}
		buffer_free(&path);
		buffer_free(&all);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return inputs;
}

int main(int argc, char **argv)
{
	const char *tree = getenv("ZWGK_TREE"), *name = strrchr(argv[0], '/');
	struct buffer folder = {0};
	int inputs;

	name = name ? name + 1 : argv[0];
	if (argc > 1) {
		inputs = vary_folder(argv[1]);
	} else {
		buffer_printf(&folder, "%s/tests/corpus/%.*s", tree ? tree : ".",
			(int)strcspn(name, "_"), name);
		inputs = vary_folder(folder.s);
	}
	give((const uint8_t *)"", 0);
	puts("1..1");
	if (inputs)
		printf("ok 1 - %s: %d inputs, %lu with variations\n", name, inputs, given);
	else
		printf("not ok 1 - %s: nothing in %s\n", name, folder.s ? folder.s : argv[1]);
	buffer_free(&folder);
	return inputs ? 0 : 1;
}
