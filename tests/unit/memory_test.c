/* memory_test.c - buffers, arenas, and what happens when there is no memory. */
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/base/memory.h"

static void strings(void **state)
{
	(void)state;
	char *a = xstrdup("政务"), *b = xstrndup("政务公开", 6), *c = xstrndup("短", 100);
	assert_string_equal(a, "政务");
	assert_string_equal(b, "政务");
	assert_string_equal(c, "短");
	assert_null(xstrdup(NULL));
	assert_null(xstrndup(NULL, 3));
	free(a);
	free(b);
	free(c);
	unsigned char *zero = xalloc(1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(zero[i], 0);
	free(zero);
	free(xalloc(0));
	free(xrealloc(NULL, 0));
}

static void buffers(void **state)
{
	(void)state;
	struct buffer b = {0};
	char *empty = buffer_take(&b);
	assert_string_equal(empty, "");
	free(empty);
	buffer_add(&b, NULL, 0);
	assert_string_equal(b.s, "");
	for (int i = 0; i < 1000; i++) {
		buffer_printf(&b, "%d,", i);
		assert_int_equal(strlen(b.s), b.n);
	}
	assert_int_equal(b.n, 3890);
	assert_string_equal(b.s + b.n - 8, "998,999,");
	buffer_clear(&b);
	assert_string_equal(b.s, "");
	size_t cap = b.cap;
	buffer_text(&b, "公开");
	buffer_byte(&b, '\0');
	buffer_byte(&b, 'x');
	assert_int_equal(b.cap, cap);
	assert_int_equal(b.n, 8);
	assert_memory_equal(b.s, "公开\0x", 9);
	/* Longer than the first guess: formatted twice, arguments taken twice. */
	char longer[3000];
	memset(longer, 'y', sizeof longer);
	longer[2999] = '\0';
	buffer_printf(&b, "%s|%d|%s", longer, 7, "end");
	assert_string_equal(b.s + b.n - 6, "|7|end");
	assert_int_equal(b.n, 8 + 2999 + 6);
	char *s = buffer_take(&b);
	assert_null(b.s);
	assert_int_equal(b.n, 0);
	free(s);
	buffer_free(&b);
}

static void arenas(void **state)
{
	(void)state;
	struct arena a = {0};
	enum { PIECES = 3000 };
	static unsigned char *piece[PIECES];
	static size_t size[PIECES];
	srand(7);
	for (int i = 0; i < PIECES; i++) {
		size[i] = (size_t)(rand() % 300);
		if (i % 500 == 499)
			size[i] = 700000; /* beyond any block */
		piece[i] = arena_alloc(&a, size[i]);
		assert_int_equal((uintptr_t)piece[i] % alignof(max_align_t), 0);
		for (size_t k = 0; k < size[i]; k++)
			if (piece[i][k])
				fail_msg("not zeroed");
		memset(piece[i], i % 251 + 1, size[i]);
	}
	for (int i = 0; i < PIECES; i++) /* nobody wrote into anybody else's */
		for (size_t k = 0; k < size[i]; k++)
			if (piece[i][k] != i % 251 + 1)
				fail_msg("piece %d overwritten", i);
	assert_string_equal(arena_strdup(&a, NULL), "");
	assert_string_equal(arena_strdup(&a, "林业局"), "林业局");
	arena_free(&a);
	assert_null(a.blocks);
	arena_free(&a);
}

static int words_to;
static void words(void)
{
	if (write(words_to, "draft", 5) != 5)
		_exit(99);
	xalloc(SIZE_MAX / 4); /* again without memory: must not come here twice */
}

static void last_words(void **state)
{
	(void)state;
	int said[2], err[2];
	assert_int_equal(pipe(said), 0);
	assert_int_equal(pipe(err), 0);
	pid_t child = fork();
	if (child == 0) {
		words_to = said[1];
		dup2(err[1], STDERR_FILENO);
		memory_set_last_words(words);
		struct buffer b = {.n = SIZE_MAX / 2 - 10};
		buffer_add(&b, "01234567890123456789", 20);
		_exit(0);
	}
	close(said[1]);
	close(err[1]);
	char got[16] = "", line[400] = "";
	assert_int_equal(read(said[0], got, sizeof got - 1), 5);
	assert_string_equal(got, "draft");
	assert_int_equal(read(said[0], got, 1), 0);
	ssize_t n = read(err[0], line, sizeof line - 1);
	assert_true(n > 0);
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	close(said[0]);
	close(err[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings),
		cmocka_unit_test(buffers),
		cmocka_unit_test(arenas),
		cmocka_unit_test(last_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
