/* trail.c - everything that was done to an item, in order: signatures, releases, corrections of the register. */
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/record/inner.h"
#include "store/record/item/review.h"
#include "store/record/words.h"

static char *text_or_note(struct desk *d, const struct content_ref *ref, struct arena *a, bool paper)
{
	if (!ref->id)
		return arena_strdup(a, "");
	char *text = NULL;
	struct error e;
	if (content_get(d->db, ref, &text, NULL, &e) != Z_OK)
		return arena_strdup(a, e.kind == Z_MISSING ? W_ERASED : "");
	if (paper)
		text[strcspn(text, "\n")] = '\0'; /* of a scan only its file name */
	char *copy = arena_strdup(a, text);
	free(text);
	return copy;
}

/* A corrected field's value as people know it: names for the ids that the record keeps. */
#define NAME_IN(table, value) "(SELECT name FROM " table " WHERE id=" value ")"
#define NAMES_IN(table, value)                                                                                        \
	"(SELECT group_concat(name,'" W_VALUE_AND "') FROM (SELECT name FROM " table " WHERE instr(','||" value          \
	"||',', ','||id||',')>0 ORDER BY sort, id))"
#define VALUE(value)                                                                                                      \
	"coalesce(nullif(CASE k.field WHEN 'catalog' THEN " NAME_IN("catalog", value) " WHEN 'category' THEN "             \
	NAME_IN("category", value) " WHEN 'office' THEN " NAME_IN("office", value) " WHEN 'class' THEN CASE " value          \
	" WHEN '1' THEN ?2 WHEN '2' THEN ?3 END WHEN 'channels' THEN " NAMES_IN("channel", value) " ELSE " value              \
	" END, ''), '" W_VALUE_EMPTY "')"

/* values: the old one, a line end, the new one; or the note of an erasure. */
static char *correction_said(const char *values, const char *reason, struct arena *a)
{
	struct buffer both = {0}, b = {0};
	size_t n = strcspn(values, "\n");
	if (values[n]) {
		char *old = xstrndup(values, n);
		const char *now = values + n + 1;
		buffer_printf(&both, W_VALUE_CHANGES, *old ? old : W_VALUE_EMPTY, *now ? now : W_VALUE_EMPTY);
		free(old);
	} else {
		buffer_text(&both, values);
	}
	buffer_printf(&b, W_VALUE_REASON, both.s, reason);
	char *said = arena_strdup(a, b.s);
	buffer_free(&b);
	buffer_free(&both);
	return said;
}

enum z trail_load(struct desk *d, int64_t item, struct trail *t, struct error *e)
{
	memset(t, 0, sizeof *t);
	struct arena *a = xalloc(sizeof *a);
	t->memory = a;
	int cap = (int)db_number(d->db, e, 0,
		"SELECT (SELECT count(*) FROM review WHERE item=?1) + (SELECT count(*) FROM release WHERE item=?1)"
		" + (SELECT count(*) FROM correction WHERE item=?1)",
		"i", item);
	t->row = arena_alloc(a, sizeof *t->row * (size_t)(cap + 1));
	struct content_ref *ref = arena_alloc(a, sizeof *ref * (size_t)(cap + 1));
	struct content_ref *words = arena_alloc(a, sizeof *words * (size_t)(cap + 1)); /* of a correction; of a release its address */
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT 'v', v.at, v.act, v.tier, r.n, v.reason, v.back_to, v.officer, v.principal, o.name, p.name, v.opinion_c,"
		" v.opinion_d, '', '', v.paper, v.hash, v.step, NULL, NULL FROM review v JOIN revision r ON r.id=v.revision"
		" JOIN officer o ON o.id=v.officer LEFT JOIN officer p ON p.id=v.principal WHERE v.item=?1"
		" UNION ALL"
		" SELECT 'r', l.at, l.act, 0, r.n, 0, 0, l.officer, NULL, o.name, '', l.reason_c, l.reason_d, coalesce(c.name,''),"
		" '', 0, l.hash, l.step, l.url_c, l.url_d FROM release l JOIN revision r ON r.id=l.revision JOIN officer o ON o.id=l.officer"
		" LEFT JOIN channel c ON c.id=l.channel WHERE l.item=?1"
		" UNION ALL"
		" SELECT 'c', k.at, 0, 0, 0, 0, 0, k.officer, NULL, o.name, '', k.reason_c, k.reason_d, k.field,"
		" " VALUE("k.old") "||char(10)||" VALUE("k.new") ", 0, NULL, k.step, k.words_c, k.words_d FROM correction k"
		" JOIN officer o ON o.id=k.officer WHERE k.item=?1 ORDER BY 18",
		"iss", item, item_class_text(1), item_class_text(2));
	while (t->n < cap && db_step(d->db, q, e)) {
		struct trail_row *r = &t->row[t->n];
		r->kind = (unsigned char)column_text(q, 0)[0];
		r->at = sqlite3_column_int64(q, 1);
		r->act = sqlite3_column_int(q, 2);
		r->tier = sqlite3_column_int(q, 3);
		r->rev_n = sqlite3_column_int(q, 4);
		r->reason = sqlite3_column_int(q, 5);
		r->back_to = sqlite3_column_int(q, 6);
		r->officer = sqlite3_column_int64(q, 7);
		r->principal = sqlite3_column_int64(q, 8);
		r->officer_name = arena_strdup(a, column_text(q, 9));
		r->principal_name = arena_strdup(a, column_text(q, 10));
		ref[t->n].id = sqlite3_column_int64(q, 11);
		column_hash(q, 12, &ref[t->n].digest);
		r->channel = arena_strdup(a, column_text(q, 13));
		r->url = arena_strdup(a, column_text(q, 14));
		r->paper = sqlite3_column_int(q, 15);
		column_hash(q, 16, &r->hash);
		words[t->n].id = sqlite3_column_int64(q, 18);
		column_hash(q, 19, &words[t->n].digest);
		t->n++;
	}
	db_done(q);
	enum z z = db_result(d->db);
	for (int i = 0; i < t->n; i++) {
		struct trail_row *r = &t->row[i];
		r->text = text_or_note(d, &ref[i], a, r->paper && r->act == REVIEW_PAPER);
		if (r->kind == 'r')
			r->url = text_or_note(d, &words[i], a, false);
		else if (r->kind == 'c')
			r->url = correction_said(
			        words[i].id ? text_or_note(d, &words[i], a, false) : r->url, r->text, a);
	}
	if (z != Z_OK)
		trail_free(t);
	return z;
}

void trail_signatures(const struct trail *t, const struct hash *text, const struct trail_row *sign[4])
{
	const struct trail_row *before[4] = {NULL};
	for (int k = 0; k < 4; k++)
		sign[k] = NULL;
	for (int i = 0; i < t->n; i++) {
		const struct trail_row *v = &t->row[i];
		const struct trail_row *was[4] = {NULL, sign[1], sign[2], sign[3]};
		if (v->kind != 'v' || !hash_same(&v->hash, text))
			continue;
		int from = 4; /* tiers from here on lose what they gave */
		if (v->act == REVIEW_SUBMIT || v->act == REVIEW_RECALL || (v->act == REVIEW_REFER_DONE && !v->back_to))
			from = 1;
		else if (v->act == REVIEW_RETURN)
			from = v->back_to ? v->back_to : 1;
		for (int k = from; k <= 3; k++)
			sign[k] = NULL;
		for (int k = 1; k <= 3 && v->act == REVIEW_WITHDRAW; k++)
			sign[k] = before[k];
		if ((v->act == REVIEW_PASS || v->act == REVIEW_PAPER_CONFIRM) && v->tier >= 1 && v->tier <= 3)
			sign[v->tier] = v;
		for (int k = 1; k <= 3; k++)
			before[k] = was[k];
	}
}

const struct trail_row *trail_paper(const struct trail *t, const struct trail_row *confirmed)
{
	if (confirmed->kind != 'v' || confirmed->act != REVIEW_PAPER_CONFIRM)
		return NULL;
	for (const struct trail_row *r = confirmed; r-- > t->row;) /* no second one is entered while one waits */
		if (r->kind == 'v' && r->act == REVIEW_PAPER)
			return r;
	return NULL;
}

void trail_free(struct trail *t)
{
	if (t->memory) {
		arena_free(t->memory);
		free(t->memory);
	}
	memset(t, 0, sizeof *t);
}
