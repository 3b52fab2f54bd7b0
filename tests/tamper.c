/* tamper.c - see tamper.h. */
#include "tests/tamper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/file/search/tokenizer.h"
#include "store/record/inner.h"
#include "store/view/check/check.h"
#include "tests/deskfix.h"
#include "tests/file.h"

static bool note(void *ctx, const struct check_found *f)
{
	int *codes = ctx;
	char s[900];
	assert_null(strchr(error_sentence(&f->error, s, sizeof s), '{'));
	codes[f->code]++;
	return true;
}

static void change(const char *path, const char *first, const struct tamper *t)
{
	sqlite3 *raw = NULL;
	char *why = NULL;
	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	assert_int_equal(tokenizer_register(raw), SQLITE_OK);
	if (sqlite3_exec(raw, first, NULL, NULL, &why) || sqlite3_exec(raw, t->sql, NULL, NULL, &why))
		fail_msg("%s: %s", t->what, why);
	if (!sqlite3_changes(raw))
		fail_msg("%s: nothing was changed", t->what);
	sqlite3_close(raw);
}

void tamper_each(const char *path, const char *first, const struct tamper *all, size_t n)
{
	char copy[200];
	snprintf(copy, sizeof copy, "%s-tampered", path);
	for (size_t i = 0; i < n; i++) {
		struct desk *d = NULL;
		struct check_result r;
		struct error e;
		static int codes[R_COUNT];
		memset(codes, 0, sizeof codes);
		file_copy(path, copy);
		change(copy, first, &all[i]);
		assert_ok(desk_open(copy, DESK_READ, &d, NULL, &e));
		assert_ok(check_run(d, NULL, note, codes, &r, &e));
		if (!codes[all[i].code])
			fail_msg("%s was not found", all[i].what);
		desk_close(&d);
	}
	unlink(copy);
}
