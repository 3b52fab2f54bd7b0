/* hardening_test.c - what the program was built with against a fault that is still in it, read from the program itself:
 * it loads anywhere, its tables are read-only once it runs, its stack is not executed, a smashed stack and an overrun
 * copy are noticed. */
#include <elf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "tests/desk.h"

struct image {
	char *bytes;
	size_t n;
};

static struct image program(void)
{
	struct image i;
	i.bytes = file_read(zwgk_program(), &i.n);
	assert_true(i.n > sizeof(Elf64_Ehdr) && !memcmp(i.bytes, ELFMAG, SELFMAG));
	if (i.bytes[EI_CLASS] != ELFCLASS64) {
		free(i.bytes);
		skip();
	}
	return i;
}

static const Elf64_Ehdr *head(const struct image *i)
{
	return (const void *)i->bytes;
}

static Elf64_Phdr *segment(const struct image *i, uint32_t type)
{
	Elf64_Phdr *p = (void *)(i->bytes + head(i)->e_phoff);
	for (int k = 0; k < head(i)->e_phnum; k++)
		if (p[k].p_type == type)
			return &p[k];
	return NULL;
}

static bool bound_at_start(const struct image *i)
{
	const Elf64_Phdr *p = segment(i, PT_DYNAMIC);
	if (!p)
		return false;
	for (const Elf64_Dyn *d = (const void *)(i->bytes + p->p_offset); d->d_tag != DT_NULL; d++)
		if ((d->d_tag == DT_FLAGS && d->d_un.d_val & DF_BIND_NOW) ||
		        (d->d_tag == DT_FLAGS_1 && d->d_un.d_val & DF_1_NOW))
			return true;
	return false;
}

/* Whether the program takes this function from a library. */
static bool takes(const struct image *i, const char *name)
{
	const Elf64_Shdr *s = (const void *)(i->bytes + head(i)->e_shoff);
	for (int k = 0; k < head(i)->e_shnum; k++) {
		if (s[k].sh_type != SHT_DYNSYM)
			continue;
		const char *names = i->bytes + s[s[k].sh_link].sh_offset;
		const Elf64_Sym *y = (const void *)(i->bytes + s[k].sh_offset);
		for (size_t m = 0; m < s[k].sh_size / sizeof *y; m++)
			if (!strcmp(names + y[m].st_name, name))
				return true;
	}
	return false;
}

static bool safe_from_the_loader_on(const struct image *i)
{
	const Elf64_Phdr *stack = segment(i, PT_GNU_STACK);
	return head(i)->e_type == ET_DYN && segment(i, PT_INTERP) && segment(i, PT_GNU_RELRO) && bound_at_start(i) &&
	       stack && !(stack->p_flags & PF_X);
}

static void loaded_anywhere_and_closed(void **state)
{
	struct image i = program();
	(void)state;
	assert_true(safe_from_the_loader_on(&i));
	free(i.bytes);
}

static void no_segment_is_written_and_executed(void **state)
{
	struct image i = program();
	(void)state;
	const Elf64_Phdr *p = (const void *)(i.bytes + head(&i)->e_phoff);
	for (int k = 0; k < head(&i)->e_phnum; k++)
		assert_false(p[k].p_type == PT_LOAD && p[k].p_flags & PF_W && p[k].p_flags & PF_X);
	free(i.bytes);
}

static void overruns_are_noticed(void **state)
{
	struct image i = program();
	(void)state;
	bool sanitized = takes(&i, "__asan_init"); /* which does it more thoroughly, and without these */
	assert_true(takes(&i, "__stack_chk_fail"));
	assert_true(sanitized || takes(&i, "__snprintf_chk"));
	assert_false(takes(&i, "gets") || takes(&i, "strcpy") || takes(&i, "strcat") || takes(&i, "sprintf") ||
	             takes(&i, "system"));
	free(i.bytes);
}

/* The checks see what they are for. */
static void each_weakness_is_seen(void **state)
{
	struct image i = program();
	(void)state;
	segment(&i, PT_GNU_STACK)->p_flags |= PF_X;
	assert_false(safe_from_the_loader_on(&i));
	segment(&i, PT_GNU_STACK)->p_flags &= ~(uint32_t)PF_X;
	assert_true(safe_from_the_loader_on(&i));
	segment(&i, PT_GNU_RELRO)->p_type = PT_NULL;
	assert_false(safe_from_the_loader_on(&i));
	free(i.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(loaded_anywhere_and_closed),
		cmocka_unit_test(no_segment_is_written_and_executed),
		cmocka_unit_test(overruns_are_noticed),
		cmocka_unit_test(each_weakness_is_seen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
