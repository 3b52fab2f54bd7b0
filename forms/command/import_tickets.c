/* import_tickets.c - zwgk import tickets: the export of a 12345 platform.  What is wrong is named and the rest comes in;
 * each change of a known ticket is told. */
#include <stdlib.h>
#include <string.h>

#include "forms/command/import_inside.h"
#include "forms/reader/sniff.h"
#include "forms/import/tickets.h"
#include "forms/words.h"

/* Who reads sentences has read enough then. */
enum { CHANGES_MAX = 100 };

struct told {
	struct import_report rows; /* first: import_tell_refusal() is told this */
	json_t *changes;
	int told;
};

static void tell_change(void *ctx, long line, const char *number, const struct ticket_change *c, int n)
{
	struct told *r = ctx;

	if (r->rows.format == FORMAT_JSON) {
		json_t *facts = json_array();

		for (int i = 0; i < n; i++)
			json_array_append_new(facts, json_pack("{s:s,s:s,s:s,s:s}", "fact", ticket_fact_key((int)c[i].fact), "name",
			        ticket_fact_text((int)c[i].fact), "old", c[i].old, "now", c[i].now));
		json_array_append_new(
		        r->changes, json_pack("{s:I,s:s,s:o}", "line", (json_int_t)line, "number", number, "facts", facts));
		return;
	}
	if (++r->told > CHANGES_MAX) {
		fputs(r->told > CHANGES_MAX + 1 ? "" : W_TICKETS_CHANGES_MORE, stdout);
		return;
	}
	printf(W_TICKETS_CHANGE, number, line);
	for (int i = 0; i < n; i++) {
		if (i)
			fputs(W_TICKETS_SEMICOLON, stdout);
		printf(W_TICKETS_WAS, ticket_fact_text((int)c[i].fact), c[i].old, c[i].now);
	}
	putchar('\n');
}

enum { MAPS_MAX = 64 };

struct maps {
	char *text;
	struct ledger_mapping map[MAPS_MAX];
	int n;
};

/* 来件号=工单编号,备用电话= */
static enum z read_maps(const char *option, struct maps *m, struct error *e)
{
	char *left = m->text = xstrdup(option);

	for (char *pair; m->n < MAPS_MAX && (pair = strsep(&left, ","));) {
		char *field = strchr(pair, '=');
		struct buffer all = {0};

		if (!field || field == pair)
			return refuse(e, R_TICKETS_MAP, pair);
		*field++ = '\0';
		int f = tickets_field_parse(field);
		if (f >= -1) {
			m->map[m->n++] = (struct ledger_mapping){pair, f};
			continue;
		}
		for (int i = 0; i < TICKET_COLUMNS; i++)
			buffer_printf(&all, "%s%s", i ? W_LIST_COMMA : "", tickets_field_name((enum tickets_field)i));
		refuse(e, R_TICKETS_FIELD, field, all.s);
		buffer_free(&all);
		return Z_INVALID;
	}
	return Z_OK;
}

static enum z remember(struct desk *d, const struct maps *m, struct error *e)
{
	enum z z = Z_OK;

	for (int i = 0; !z && i < m->n; i++)
		z = ticket_mapping_set(d, m->map[i].header,
		        m->map[i].column < 0 ? "" : tickets_field_key((enum tickets_field)m->map[i].column), e);
	return z;
}

static void told_json(const char *file, bool dry, struct told *rep, const struct tickets_result *r)
{
	json_t *extra = json_array();

	for (int i = 0; i < r->ledger.extras; i++)
		json_array_append_new(extra, json_string(r->ledger.extra[i]));
	print_json(json_pack("{s:s,s:b,s:s,s:s,s:I,s:I,s:I,s:I,s:I,s:o,s:O,s:O,s:o}", "file", file, "dry_run", dry, "encoding",
	        encoding_key(r->ledger.guess.encoding), "sheet", r->ledger.sheet, "rows",
	        (json_int_t)(r->ledger.good + r->ledger.refused), "good", (json_int_t)r->ledger.good, "new",
	        (json_int_t)r->met[TICKET_NEW], "known", (json_int_t)r->met[TICKET_SAME], "changed",
	        (json_int_t)r->met[TICKET_CHANGED], "batch", r->batch ? json_integer(r->batch) : json_null(), "refused",
	        rep->rows.refused, "changes", rep->changes, "extra_columns", extra));
}

static void told_text(const char *file, bool dry, bool screen, const struct tickets_result *r)
{
	import_tell_source(&r->ledger);
	for (int i = 0; i < r->ledger.extras; i++)
		printf("%s%s%s", i ? W_LIST_COMMA : W_TICKETS_KEPT, r->ledger.extra[i], i + 1 == r->ledger.extras ? "\n" : "");
	if (r->batch)
		printf(screen ? W_TICKETS_DONE_SCREEN : W_TICKETS_DONE, file, r->met[TICKET_NEW], r->met[TICKET_CHANGED],
		        r->met[TICKET_SAME], (long long)r->batch, (long long)r->batch);
	else if (dry)
		printf(W_TICKETS_DRY, file, r->met[TICKET_NEW], r->met[TICKET_CHANGED], r->met[TICKET_SAME], r->ledger.refused);
	else if (r->met[TICKET_SAME] && !r->met[TICKET_NEW] && !r->met[TICKET_CHANGED])
		printf(W_TICKETS_SAME, file, r->met[TICKET_SAME]);
}

static enum z verdict(const char *file, const struct tickets_import *how, const struct tickets_result *r, struct error *e)
{
	const struct number_text wrong = number_text(r->ledger.refused);

	if (!r->ledger.good)
		return refuse(e, R_IMPORT_NONE, file);
	if (!r->ledger.refused)
		return Z_OK;
	if (how->dry_run)
		return refuse(e, R_IMPORT_DRY_TICKETS, file, wrong.s);
	if (how->all_or_nothing)
		return refuse(e, R_IMPORT_ALL_TICKETS, file, wrong.s);
	return refuse(e, R_IMPORT_SOME, file, wrong.s, number_text(r->ledger.good).s);
}

int import_tickets(struct call *c, const char *path, enum encoding x, enum call_format f)
{
	struct told rep = {.rows = {.call = c, .format = f, .refused = json_array()}, .changes = json_array()};
	struct tickets_import how = {.encoding = x, .dry_run = call_has(c, OPT_DRY_RUN), .all_or_nothing = call_has(c, OPT_ALL_OR_NOTHING),
		.refused = import_tell_refusal, .changed = tell_change, .progress = import_tell_progress, .ctx = &rep};
	struct tickets_result r = {0};
	struct error e;
	const char *file = sniff_name(path);
	struct maps maps = {0};
	enum z z = call_has(c, OPT_MAP) ? read_maps(c->option[OPT_MAP], &maps, &e) : Z_OK;
	bool misuse = z != Z_OK;

	how.mapping = maps.map;
	how.mappings = maps.n;
	if (!z && !how.dry_run)
		z = remember(c->desk, &maps, &e);
	if (!z)
		z = tickets_import(c->desk, path, &how, &r, &e);
	if (!z) {
		if (f == FORMAT_JSON)
			told_json(file, how.dry_run, &rep, &r);
		else
			told_text(file, how.dry_run, import_for_screen(c), &r);
		z = verdict(file, &how, &r, &e);
	}
	json_decref(rep.rows.refused);
	json_decref(rep.changes);
	tickets_result_free(&r);
	free(maps.text);
	if (misuse)
		return call_misuse(c, &e);
	if (z && e.code == R_IMPORT_DRY_TICKETS && import_for_screen(c))
		return STATUS_REFUSED; /* said by the line above; what can be done now is asked on the screen */
	return z ? call_fail(&e) : STATUS_DONE;
}

int undo_tickets(struct call *c, enum call_format f)
{
	struct error e;
	int64_t batch, n = 0;
	enum z z = import_undo_batch(c, &batch, &e);

	if (z)
		return call_misuse(c, &e);
	z = ticket_import_undo(c->desk, batch, &n, &e);
	if (z)
		return call_fail(&e);
	if (f == FORMAT_JSON)
		print_json(json_pack("{s:I,s:I}", "batch", (json_int_t)batch, "undone", (json_int_t)n));
	else
		printf(W_TICKETS_UNDONE, (long)batch, (long long)n);
	return STATUS_DONE;
}
