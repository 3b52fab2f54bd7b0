/* figure_steps.c - what the panel, each figure and each of its divisions cost on filled desks, side by side:
 * figure_steps FILE...
 *
 * In steps of the file's machine, which do not hang on the computer or its load.  What comes from counters costs as much at
 * a million rows as at a hundred thousand; at a thousand it costs less, because there are fewer days with anything. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/record/inner.h"
#include "store/store.h"

enum { LINES = 300, FILES = 4 };

static struct desk *d;
static struct error e;
static int64_t steps;
static struct {
	char what[64];
	int64_t steps[FILES];
} table[LINES];
static int file, lines;

static void must(enum z z)
{
	char sentence[1200];
	if (z == Z_OK)
		return;
	fprintf(stderr, "%s\n", error_sentence(&e, sentence, sizeof sentence));
	exit(1);
}

static int ran(unsigned what, void *ctx, void *statement, void *took)
{
	(void)what;
	(void)ctx;
	(void)took;
	steps += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
	return 0;
}

static void line(const char *key, const char *by, int64_t office)
{
	if (lines < LINES) {
		snprintf(table[lines].what, sizeof table[lines].what, "%s%s%s%s", key, *by ? " by " : "", by,
		        office ? ", of an office" : "");
		table[lines++].steps[file] = steps;
	}
	steps = 0;
}

static void one(enum figure f, const struct figure_period *p, int64_t office)
{
	struct figure_value v;
	must(figure_get(d, f, p, office, &v, &e));
	line(figure_row(f)->key, "", office);
	for (enum figures_by by = FIGURES_BY_NONE + 1; by < FIGURES_BY_END; by++) {
		struct figure_part *rows;
		int n;
		if (!figure_divides(f, by))
			continue;
		must(figure_parts(d, f, by, p, office, &rows, &n, NULL, &e));
		free(rows);
		line(figure_row(f)->key, figures_by_key(by), office);
	}
}

static void measure(const char *path)
{
	struct figure_panel panel;
	must(desk_open(path, 0, &d, NULL, &e));
	must(desk_login_tied(d, &e));
	const struct figure_period year = figure_period_now(d, FIGURE_SPAN_YEAR, 0);
	const int64_t office = db_number(d->db, &e, 1, "SELECT min(id) FROM office WHERE id>1", "");
	sqlite3_trace_v2(db_raw(d->db), SQLITE_TRACE_PROFILE, ran, NULL);
	lines = 0;
	must(figure_panel(d, &panel, &e)); /* the first one reads settings and limits */
	steps = 0;
	must(figure_panel(d, &panel, &e));
	line("the panel", "", 0);
	for (enum figure f = 0; f < FIGURE_END; f++) {
		one(f, &year, 0);
		one(f, &year, office);
	}
	desk_close(&d);
}

int main(int argc, char **argv)
{
	if (argc < 2 || argc > FILES + 1) {
		fprintf(stderr, "usage: figure_steps FILE...\n");
		return 2;
	}
	setenv("ZWGK_NOW", "2026-11-20T09:00:00", 0);
	for (file = 0; file < argc - 1; file++)
		measure(argv[file + 1]);
	for (int i = 0; i < lines; i++) {
		printf("%-48s", table[i].what);
		for (int k = 0; k < argc - 1; k++)
			printf(" %10lld", (long long)table[i].steps[k]);
		putchar('\n');
	}
	return 0;
}
