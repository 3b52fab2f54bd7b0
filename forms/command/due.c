/* due.c - zwgk due: the day on which a number of working days ends, and why. */
#include "forms/command/inside.h"

#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

#include "forms/words.h"

/* Without a desk the built-in years count; a desk may hold further ones, and corrections. */
static enum z due(
        struct call *c, int32_t from, int days, struct clock_trace *t, int32_t *day, int32_t *guess, struct error *e)
{
	char *path = command_desk_path(c->option[OPT_DB]);
	bool there = call_has(c, OPT_DB) || access(path, F_OK) == 0;
	struct calendar built = {0};
	enum z z;

	free(path);
	*day = *guess = DAY_NONE;
	if (there) {
		z = call_open(c, DESK_READ, e);
		if (z)
			return z;
	}
	if (!there)
		calendar_builtin(&built);
	const struct calendar *k = there ? desk_calendar(c->desk) : &built;
	z = clock_due(k, from, days, t, day, e);
	if (z == Z_MISSING)
		*guess = clock_estimate(k, from, days, NULL, 0, NULL);
	calendar_free(&built);
	return z;
}

static void print_trace(const struct clock_trace *t)
{
	char date[40], why[80], label[64];

	for (size_t i = 0; i < t->n; i++) {
		const struct clock_day *d = &t->days[i];

		text_fit(label, sizeof label, day_short(d->day, date), 16, TEXT_LEFT);
		if (d->number)
			printf(W_DUE_COUNTED, label, d->number, d->kind == DAY_KIND_MOVED ? clock_why(d, why) : "");
		else
			printf(W_DUE_SKIPPED, label, clock_why(d, why));
	}
}

static json_t *day_json(int32_t day)
{
	char text[16];

	return day == DAY_NONE ? json_null() : json_string(day_text(day, text));
}

static void print_due_json(
        int32_t from, int days, int32_t day, int32_t guess, const struct clock_trace *t, const struct error *e)
{
	json_t *counted = json_array(), *skipped = json_array(), *all;
	char why[80], key[64];

	for (size_t i = 0; i < t->n; i++) {
		const struct clock_day *d = &t->days[i];

		if (d->number)
			json_array_append_new(counted, day_json(d->day));
		else
			json_array_append_new(skipped, json_pack("{s:o,s:s,s:s}", "date", day_json(d->day), "kind",
				day_kind_key(d->kind), "why", clock_why(d, why)));
	}
	all = json_pack("{s:o,s:i,s:o,s:o,s:o}", "from", day_json(from), "days", days, "due", day_json(day), "counted",
	        counted, "skipped", skipped);
	if (e) {
		json_object_set_new(all, "estimate", day_json(guess));
		json_object_set_new(all, "refusal", json_string(refusal_key(e->code, key)));
	}
	print_json(all);
}

int command_due(struct call *c)
{
	struct clock_trace t = {0};
	struct error e;
	enum call_format f;
	long days;
	int32_t from, day, guess;
	char text[40], short_text[40];
	enum z z = call_format(c, 1u << FORMAT_TABLE | 1u << FORMAT_JSON, &f, &e);

	if (!z)
		z = call_number(c, OPT_DAYS, 1, CLOCK_DAYS_MAX, 20, &days, &e);
	if (!z && !call_has(c, OPT_FROM))
		z = refuse(&e, R_OPTION_MISSING, "--from");
	if (!z) {
		from = day_parse(c->option[OPT_FROM]);
		if (from == DAY_NONE)
			z = refuse(&e, R_BAD_DATE, c->option[OPT_FROM]);
	}
	if (z)
		return call_misuse(c, &e);
	z = due(c, from, (int)days, &t, &day, &guess, &e);
	if (f == FORMAT_JSON && (!z || guess != DAY_NONE)) {
		print_due_json(from, (int)days, day, guess, &t, z ? &e : NULL);
	} else if (!z) {
		printf(W_DUE_IS, day_text(from, text), days, day_text(day, (char[16]){0}), day_short(day, short_text));
		if (call_has(c, OPT_EXPLAIN))
			print_trace(&t);
	} else if (guess != DAY_NONE && call_has(c, OPT_EXPLAIN)) {
		print_trace(&t);
	}
	clock_trace_free(&t);
	return z ? call_fail(&e) : STATUS_DONE;
}
