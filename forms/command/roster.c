/* roster.c - zwgk import roster and zwgk list roster: who is on duty on which day. */
#include <stdlib.h>

#include "forms/command/import_inside.h"
#include "forms/import/roster.h"
#include "forms/reader/sniff.h"
#include "forms/words.h"

static const struct rows_column columns[] = {
	{"date", W_ROSTER_DATE, 10},
	{"officer", W_ROSTER_OFFICER, 12},
	{"leader", W_ROSTER_LEADER, 12},
};
static const struct rows_column imported_columns[] = {
	{"date", W_ROSTER_DATE, 10},
	{"officer", W_ROSTER_OFFICER, 12},
	{"leader", W_ROSTER_LEADER, 12},
	{"was", W_ROSTER_WAS, 12},
	{"done", NULL, 0},
};

static void put(struct rows *r, const struct duty *u)
{
	rows_day(r, u->day);
	rows_text(r, u->officer ? u->officer_name : NULL);
	rows_text(r, u->leader ? u->leader_name : NULL);
}

static void put_lines(const struct duty_line *lines, int n, enum call_format f)
{
	static const char *const done[] = {[DUTY_NEW] = "new", [DUTY_SAME] = "same", [DUTY_CHANGED] = "changed"};
	struct rows *r = rows_new(stdout, f, "roster", imported_columns, (int)(sizeof imported_columns / sizeof *imported_columns));

	for (int i = 0; i < n; i++) {
		const struct duty_line *l = &lines[i];
		if (!l->ok)
			continue;
		put(r, &l->now);
		rows_text(r, l->was.officer && l->was.officer != l->now.officer ? l->was.officer_name : NULL);
		rows_text(r, done[l->done]);
		rows_end_row(r);
	}
	rows_end(&r, false);
}

/* What the store refused, by row and column; how many. */
static int tell(struct import_report *rep, const char *file, const struct roster *r)
{
	int bad = 0;

	for (int i = 0; i < r->n; i++) {
		const struct duty_line *l = &r->lines[i];
		if (l->ok)
			continue;
		bad++;
		import_tell_refusal(rep, &(struct ledger_refusal){.file = file, .line = l->line, .column = (int)l->wrong, .letters = r->letters[l->wrong],
			.name = roster_column(l->wrong), .expected = "", .found = l->cell[l->wrong], .error = &l->error});
	}
	return bad;
}

int import_roster(struct call *c, const char *path, enum encoding x, enum call_format f)
{
	struct import_report rep = {.call = c, .format = FORMAT_TABLE};
	const char *file = sniff_name(path);
	struct roster r = {0};
	struct error e;
	int good = 0, bad, flags = call_has(c, OPT_REPLACE) ? DUTY_REPLACE : 0;
	bool dry = call_has(c, OPT_DRY_RUN);
	enum z z = roster_read(path, x, import_tell_refusal, &rep, &r, &e);

	bad = r.refused;
	if (!z && !r.n && !bad)
		z = refuse(&e, R_IMPORT_NONE, file);
	/* All is tried before anything is written. */
	if (!z && r.n)
		z = duty_import(c->desk, r.lines, r.n, flags | DUTY_DRY, &good, &e);
	if (!z)
		bad += tell(&rep, file, &r);
	if (!z && bad && (dry || !call_has(c, OPT_PARTIAL)))
		z = refuse(&e, dry ? R_IMPORT_DRY : R_IMPORT_REFUSED, file, number_text(bad).s);
	if (!z && r.n && !dry)
		z = duty_import(c->desk, r.lines, r.n, flags, &good, &e);
	if (!z && r.n)
		put_lines(r.lines, r.n, f);
	if (!z && bad)
		z = refuse(&e, R_IMPORT_SOME, file, number_text(bad).s, number_text(good).s);
	roster_free(&r);
	return z ? call_fail(&e) : STATUS_DONE;
}

enum z list_roster(struct call *c, enum call_format f, long limit, struct error *e)
{
	struct duty *list;
	int n;
	enum z z = duty_list(c->desk, 0, INT32_MAX, &list, &n, e);

	if (z)
		return z;
	struct rows *r = rows_new(stdout, f, "roster", columns, (int)(sizeof columns / sizeof *columns));
	for (int i = 0; i < n && i < limit; i++) {
		put(r, &list[i]);
		rows_end_row(r);
	}
	rows_end(&r, false);
	free(list);
	return Z_OK;
}
