/* record.c - what is looked at in every kind of record: its texts against their digests, its number against its series,
 * its mark of an erasure, its words in the index. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/text.h"
#include "store/file/search/tokenizer.h"
#include "store/view/check/inside.h"

enum z check_text(struct check *c, const struct content_ref *ref, char **text, enum check_fit *fit, struct error *e)
{
	char *data = NULL;
	struct error why = {0};
	enum z z = content_get(c->d->db, ref, &data, NULL, &why);
	if (text)
		*text = data;
	else
		free(data);
	bool wrong = why.code == R_CONTENT_GONE || why.code == R_CONTENT_CHANGED;
	*fit = z == Z_OK ? FIT_AS_WRITTEN : why.code == R_ERASED ? FIT_ERASED : FIT_WRONG;
	if (z == Z_OK || wrong || why.code == R_ERASED)
		return Z_OK;
	*e = why;
	return z;
}

enum z check_text_of(struct check *c, const struct check_of *of, enum check_word what, const struct content_ref *ref, struct error *e)
{
	enum check_fit fit = FIT_AS_WRITTEN;
	enum z z = ref->id ? check_text(c, ref, NULL, &fit, e) : Z_OK;
	if (z == Z_OK && (fit == FIT_WRONG || (fit == FIT_ERASED && of->stays)))
		say(c, 5, of->content, of->name, check_word(what));
	return z;
}

enum z check_texts_of(struct check *c, const struct check_of *of, enum check_word what, const char *sql, struct error *e)
{
	enum z z = Z_OK;
	sqlite3_stmt *q = db_query(c->d->db, e, sql, "i", of->id);
	while (z == Z_OK && db_step(c->d->db, q, e))
		for (int i = 0; i + 1 < sqlite3_column_count(q) && z == Z_OK; i += 2) {
			struct content_ref ref = {.id = sqlite3_column_int64(q, i)};
			column_hash(q, i + 1, &ref.digest);
			z = check_text_of(c, of, what, &ref, e);
		}
	db_done(q);
	return z == Z_OK ? db_result(c->d->db) : z;
}

void check_same(struct check *c, const struct check_of *of, const struct check_pair *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!all[i].same)
			say(c, 1, of->state, of->name, check_word(all[i].what));
}

enum z check_series(struct check *c, const struct check_of *of, const char *series, int64_t n, struct error *e)
{
	int64_t next = db_number(c->d->db, e, 0, "SELECT next FROM series WHERE name=?1", "s", series);
	if (n >= next && !db_failed(c->d->db))
		say(c, 9, of->series, of->name, number_text(next).s);
	return db_result(c->d->db);
}

enum z check_erased(struct check *c, const struct check_of *of, const char *sql, bool marked, struct error *e)
{
	bool done = db_number(c->d->db, e, 0, sql, "i", of->id) != 0;
	if (!db_failed(c->d->db) && marked != done)
		say(c, 13, R_CHECK_ERASED_MARK, of->name, check_word(marked ? WORD_ERASED : WORD_NOT_ERASED));
	return db_result(c->d->db);
}

enum z check_indexed(struct check *c, const struct check_of *of, const char *sql, const char *title, struct error *e)
{
	char begin[64]; /* each pair of a longer one is one more long list to go through */
	size_t n = text_cut(title, strlen(title), 12, NULL);
	snprintf(begin, sizeof begin, "%.*s", (int)(n < sizeof begin ? n : 0), title);
	char *match = tokenizer_query(begin);
	bool found = !*match || db_number(c->d->db, e, 0, sql, "si", match, of->id);
	bool failed = *match && db_failed(c->d->db);
	free(match);
	if (failed)
		return db_result(c->d->db);
	if (!found)
		say(c, 10, of->index, of->name);
	return Z_OK;
}

const char *check_day(int32_t day, char buf[16])
{
	return day == DAY_NONE ? check_word(WORD_NO_DAY) : day_text(day, buf);
}
