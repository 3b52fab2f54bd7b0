/* cli_hotline_rows_test.c - a platform's export of many rows: in both layouts, in every encoding and as a workbook it comes
 * in to the row; what is wrong in it is named by row and column; and what is known changes nothing.
 *
 * ZWGK_ROWS rows (1000); `make hotline-rows ROWS=100000` is the long form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <jansson.h>

#include "tests/desk.h"
#include "tests/ticketfile.h"

static long rows = 1000; /* or not every fault would come */

static const struct {
	const char *encoding;
	bool mark;
	const char *named; /* as the program calls what it found */
} forms[] = {{"GB18030", false, "gb18030"}, {"UTF-8", false, "utf-8"}, {"UTF-8", true, "utf-8"}, {"UTF-16LE", true, "utf-16le"},
        {"UTF-16BE", true, "utf-16be"}, {NULL, false, NULL}};
enum { FORMS = sizeof forms / sizeof *forms };

struct told {
	long rows, met[3], refused, batch; /* met: new, known, changed */
	char encoding[24];
};

static struct told imported(struct desk *d, const char *file, int status, json_t **refused)
{
	assert_int_equal(zwgk(d, "import", "tickets", file, "--format", "json"), status);
	json_t *j = desk_json(d);
	struct told t = {.rows = (long)json_integer_value(json_object_get(j, "rows")),
	        .met = {(long)json_integer_value(json_object_get(j, "new")), (long)json_integer_value(json_object_get(j, "known")),
	                (long)json_integer_value(json_object_get(j, "changed"))},
	        .refused = (long)json_array_size(json_object_get(j, "refused")),
	        .batch = (long)json_integer_value(json_object_get(j, "batch"))};
	snprintf(t.encoding, sizeof t.encoding, "%s", json_string_value(json_object_get(j, "encoding")));
	if (refused)
		*refused = json_incref(json_object_get(j, "refused"));
	json_decref(j);
	return t;
}

static void assert_told(const struct told *t, long new, long known, long changed)
{
	assert_int_equal(t->met[0], new);
	assert_int_equal(t->met[1], known);
	assert_int_equal(t->met[2], changed);
	assert_int_equal(t->batch != 0, new + changed != 0);
}

static long tickets(struct desk *d, const char *filter)
{
	assert_int_equal(zwgk(d, "list", "tickets", "--filter", filter, "--format", "json"), 0);
	json_t *j = desk_json(d);
	long n = (long)json_integer_value(json_object_get(j, "count"));
	json_decref(j);
	return n;
}

/* The first, the last and one between are found by words that only they have, and by pairs that many have. */
static void assert_searched(struct desk *d, long last, long step)
{
	const long some[] = {step, last / 2 / step * step, last};
	for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
		char phrase[40];
		ticketfile_phrase(some[i], phrase);
		assert_int_equal(tickets(d, phrase), 1);
		snprintf(phrase, sizeof phrase, "登记第%07ld号", some[i]);
		assert_int_equal(tickets(d, phrase), 1);
	}
}

/* Everything that stands in the register, as the desk gives it out. */
static char *exported(struct desk *d, size_t *n)
{
	char out[256];
	snprintf(out, sizeof out, "%s", desk_path(d, "out.csv"));
	assert_int_equal(zwgk(d, "export", "tickets", "--out", out), 0);
	char *text = file_read(out, n);
	remove(out);
	return text;
}

/* Each file in a desk of its own; then the same rows in other bytes, which say nothing new. */
static void to_the_row(enum ticketfile_layout layout)
{
	for (int k = 0; k < FORMS; k++) {
		struct desk *d = desk_open_test();
		struct ticketfile t = {.layout = layout, .encoding = forms[k].encoding, .mark = forms[k].mark, .rows = rows};
		const char *file = desk_path_kept(d, "export");
		const int other = (k + 1) % FORMS;
		size_t before_n, after_n;

		ticketfile_write(&t, file);
		struct told told = imported(d, file, 0, NULL);
		assert_told(&told, rows, 0, 0);
		assert_int_equal(told.rows, rows);
		if (forms[k].named)
			assert_string_equal(told.encoding, forms[k].named);
		assert_int_equal(tickets(d, "范围=全部"), rows);
		assert_searched(d, rows, 1);
		if (!k)
			assert_int_equal(zwgk(d, "check"), 0);

		char *before = k ? NULL : exported(d, &before_n); /* once is enough: it takes longer than all imports */
		told = imported(d, file, 0, NULL);
		assert_told(&told, 0, rows, 0);
		t.encoding = forms[other].encoding;
		t.mark = forms[other].mark;
		ticketfile_write(&t, file);
		told = imported(d, file, 0, NULL);
		assert_told(&told, 0, rows, 0);
		if (before) {
			char *after = exported(d, &after_n);
			assert_int_equal(after_n, before_n);
			assert_memory_equal(after, before, before_n);
			free(after);
		}
		free(before);
		desk_close(&d);
	}
}

static void layout_a_in_every_form(void **state)
{
	(void)state;
	to_the_row(LAYOUT_A);
}

static void layout_b_in_every_form(void **state)
{
	(void)state;
	to_the_row(LAYOUT_B);
}

/* ---- what is wrong ---- */

struct wanted {
	enum ticketfile_layout layout;
	json_t *list; /* line, letters */
	long by_fault[FAULTS];
};

static void want(void *ctx, long line, enum ticketfile_fault f)
{
	struct wanted *w = ctx;
	w->by_fault[f]++;
	json_array_append_new(w->list, json_pack("{s:I,s:s}", "line", (json_int_t)line, "letters", ticketfile_letters(w->layout, f)));
}

/* Every one, in the order of the file, by line and column, and nothing else. */
static void assert_named(json_t *found, json_t *wanted)
{
	size_t i;
	json_t *w;
	json_array_foreach(wanted, i, w)
	{
		json_t *f = json_array_get(found, i);
		const long line = (long)json_integer_value(json_object_get(w, "line")),
		           got = (long)json_integer_value(json_object_get(f, "line"));
		const char *letters = json_string_value(json_object_get(w, "letters")),
		           *where = json_string_value(json_object_get(f, "letters"));
		if (!f || line != got || strcmp(letters, where) != 0)
			fail_msg("%zu: line %ld %s wanted, line %ld %s found: %s", i, line, letters, got, f ? where : "",
			        f ? json_string_value(json_object_get(f, "sentence")) : "");
	}
	assert_int_equal(json_array_size(found), json_array_size(wanted));
}

static void dirty(enum ticketfile_layout layout, int form)
{
	struct desk *d = desk_open_test();
	struct wanted w = {.layout = layout, .list = json_array()};
	struct ticketfile t = {.layout = layout, .encoding = forms[form].encoding, .mark = forms[form].mark, .rows = rows, .fault_every = 37,
	        .wrong = want, .ctx = &w};
	const char *file = desk_path_kept(d, "dirty");
	const long wrong = rows / t.fault_every;
	json_t *refused;

	ticketfile_write(&t, file);
	assert_int_equal(json_array_size(w.list), wrong);
	for (int f = 1; f < FAULTS_OF_CELLS; f++)
		assert_true(w.by_fault[f] > 0);
	/* Nothing, as asked; and a look is only a look. */
	assert_int_equal(zwgk(d, "import", "tickets", file, "--all-or-nothing"), 1);
	assert_int_equal(tickets(d, "范围=全部"), 0);
	assert_int_equal(zwgk(d, "import", "tickets", file, "--dry-run"), 1);
	assert_int_equal(tickets(d, "范围=全部"), 0);
	/* The rest. */
	struct told told = imported(d, file, 1, &refused);
	assert_named(refused, w.list);
	json_decref(refused);
	assert_told(&told, rows - wrong, 0, 0);
	assert_int_equal(tickets(d, "范围=全部"), rows - wrong);
	told = imported(d, file, 1, NULL);
	assert_told(&told, 0, rows - wrong, 0);
	assert_int_equal(told.refused, wrong);
	assert_int_equal(zwgk(d, "check"), 0);
	json_decref(w.list);
	desk_close(&d);
}

static void faults_are_named(void **state)
{
	(void)state;
	dirty(LAYOUT_B, 0); /* GB18030 */
	dirty(LAYOUT_A, 2); /* UTF-8 with a mark */
	dirty(LAYOUT_A, 3); /* UTF-16 */
	dirty(LAYOUT_B, FORMS - 1); /* .xlsx */
}

/* ---- the next export ---- */

/* Known rows, changed ones and new ones take turns. */
static void known_and_new_in_one_file(void **state)
{
	struct desk *d = desk_open_test();
	struct ticketfile t = {.layout = LAYOUT_B, .encoding = "GB18030", .rows = rows / 2, .step = 2};
	const char *file = desk_path_kept(d, "export");

	(void)state;
	ticketfile_write(&t, file);
	struct told told = imported(d, file, 0, NULL);
	assert_told(&told, rows / 2, 0, 0);
	assert_searched(d, rows, 2);
	t.rows = rows;
	t.step = 1;
	t.later_every = 10; /* all of them even */
	ticketfile_write(&t, file);
	told = imported(d, file, 0, NULL);
	assert_told(&told, rows / 2, rows / 2 - rows / 10, rows / 10);
	assert_int_equal(tickets(d, "范围=全部"), rows);
	assert_searched(d, rows, 1);
	assert_int_equal(zwgk(d, "check"), 0);
	/* And back: what it brought is 作废, what it changed is as it was. */
	assert_int_equal(zwgk(d, "import", "tickets", "--undo", "2"), 0);
	assert_int_equal(tickets(d, "状态=作废"), rows / 2);
	assert_int_equal(zwgk(d, "check"), 0);
	t.rows = rows / 2;
	t.step = 2;
	t.later_every = 0;
	ticketfile_write(&t, file);
	told = imported(d, file, 0, NULL);
	assert_told(&told, 0, rows / 2, 0);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layout_a_in_every_form),
		cmocka_unit_test(layout_b_in_every_form),
		cmocka_unit_test(faults_are_named),
		cmocka_unit_test(known_and_new_in_one_file),
	};
	const char *asked = getenv("ZWGK_ROWS");
	if (asked)
		rows = strtol(asked, NULL, 10) < rows ? rows : strtol(asked, NULL, 10) / 20 * 20;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
