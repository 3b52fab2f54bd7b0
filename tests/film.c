/* film.c - see film.h. */
#include "tests/film.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

static struct {
	FILE *out;
	int begun, through; /* steps */
} f;

void film_begin(const char *name)
{
	const char *build = getenv("ZWGK_BUILD");
	char path[512];

	snprintf(path, sizeof path, "%s/tests/terminal/%s.txt", build ? build : ".build", name);
	f.out = fopen(path, "w");
	if (f.out)
		setvbuf(f.out, NULL, _IONBF, 0);
}

void film_end(void)
{
	if (f.out)
		fclose(f.out);
	f.out = NULL;
}

void film_step(int n)
{
	if (f.through != n - 1)
		fail_msg("step %d did not go through", f.through + 1);
	f.begun = n;
}

void film_through(void)
{
	f.through = f.begun;
}

void film(struct vth *v, const char *what)
{
	vth_settle(v);
	film_text(what, vth_text(v));
}

void film_text(const char *what, const char *text)
{
	if (f.out)
		fprintf(f.out, "==== %s\n%s\n", what, text);
}
