/* check.c - zwgk check: everything recounted; each thing that is not as it must be, in one sentence. */
#include "forms/command/inside.h"

#include <jansson.h>

#include "forms/words.h"
#include "store/view/check/check.h"

struct found {
	json_t *list; /* NULL: as sentences */
	int64_t n, counts; /* counts: of these what --repair mends */
};

static bool tell(void *ctx, const struct check_found *f)
{
	struct found *all = ctx;
	char sentence[1400], key[64];

	all->n++;
	all->counts += f->code == R_CHECK_STAT || f->code == R_CHECK_DUE || f->code == R_CHECK_CHANNELS || f->code == R_CHECK_INDEX;
	error_sentence(&f->error, sentence, sizeof sentence);
	if (all->list)
		json_array_append_new(all->list, json_pack("{s:s,s:i,s:s}", "key", refusal_key(f->code, key), "invariant", f->invariant,
			"sentence", sentence));
	else
		printf("%s\n", sentence);
	return true;
}

/* As an administrator, for writing; then the file is checked as it is now. */
static enum z repair(struct call *c, struct repair_result *r, struct error *e)
{
	desk_close(&c->desk);
	enum z z = call_open(c, 0, e);
	if (!z)
		z = call_login(c, c->desk, e);
	return z ? z : check_repair(c->desk, r, e);
}

int command_check(struct call *c)
{
	struct error e;
	struct audit_head expected;
	struct check_result r = {0};
	struct found found = {0};
	struct repair_result mended = {0};
	enum call_format f;
	char head[96] = "";
	enum z z = call_format(c, 1u << FORMAT_TABLE | 1u << FORMAT_JSON, &f, &e);

	if (!z && call_has(c, OPT_HEAD) && audit_head_parse(c->option[OPT_HEAD], &expected))
		z = refuse(&e, R_OPTION_BAD, "--head", c->option[OPT_HEAD], W_CHECK_HEAD_FORM);
	if (z)
		return call_misuse(c, &e);
	if (call_has(c, OPT_REPAIR) && repair(c, &mended, &e)) {
		if (e.code != R_REPAIR_FINE)
			return call_fail(&e);
		call_fail(&e); /* said, and the rest is checked all the same */
	} else if (call_has(c, OPT_REPAIR) && f != FORMAT_JSON) {
		printf(W_CHECK_REPAIRED, (long long)mended.figures, (long long)mended.items, (long long)mended.indexed);
	}
	if (f == FORMAT_JSON)
		found.list = json_array();
	z = check_run(c->desk, call_has(c, OPT_HEAD) ? &expected : NULL, tell, &found, &r, &e);
	if (!z)
		z = audit_view_head(c->desk, head, &e);
	if (z) {
		json_decref(found.list);
		return call_fail(&e);
	}
	if (f == FORMAT_JSON)
		print_json(json_pack("{s:b,s:o,s:I,s:I,s:I,s:I,s:s,s:I}", "ok", !found.n, "found", found.list, "items",
		        (json_int_t)r.items, "revisions", (json_int_t)r.revisions, "reviews", (json_int_t)r.reviews,
		        "audits", (json_int_t)r.audits, "head", head, "repaired",
		        (json_int_t)(mended.figures + mended.items + mended.indexed)));
	else
		printf(found.n ? W_CHECK_DONE : W_CHECK_CLEAN, (long long)r.items, (long long)r.revisions,
		        (long long)r.reviews, (long long)r.audits, head);
	if (!found.n)
		return STATUS_DONE;
	refuse(&e, found.counts == found.n ? R_CHECK_COUNTS : R_CHECK_FOUND, number_text(found.n).s);
	return call_fail(&e);
}
