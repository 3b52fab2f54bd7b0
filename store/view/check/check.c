/* check.c - the whole file looked through: structure, audit chain, head, counters, erasures, and
 * every item (check/item.c).
 *
 * Others go on working: but for the structure nothing is read for longer than a page. */
#include "store/view/check/inside.h"

#include <stdio.h>
#include <string.h>

#include "store/base/date.h"
#include "store/view/figure/stat.h"

static const char *const words[] = {
#define CHECK_WORD(name, text) text,
#include "store/view/check/word.def"
};

const char *check_word(enum check_word w)
{
	return words[w];
}

const char *check_table(const char *name)
{
	static const char *const tables[][2] = {
#define CHECK_TABLE(name, text) {#name, text},
#include "store/view/check/table.def"
	};
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (!strcmp(tables[i][0], name))
			return tables[i][1];
	return *name ? name : check_word(WORD_GUARDED);
}

void check_say(struct check *c, int invariant, const struct error *fault)
{
	struct check_found f = {.code = fault->code, .error = *fault, .invariant = invariant, .item = c->item};
	if (c->stop)
		return;
	c->r->found++;
	c->stop = !c->found(c->ctx, &f);
}

/* ---- the file ---- */

static bool say_structure(void *ctx, const char *line)
{
	struct check *c = ctx;
	say(c, 0, R_CHECK_FILE, line);
	return !c->stop;
}

static enum z structure(struct check *c, struct error *e)
{
	struct db *db = c->d->db;
	enum z z = db_quick_check(db, say_structure, c, e);
	if (z)
		return z;
	sqlite3_stmt *q = db_query(db, e, "PRAGMA foreign_key_check", "");
	for (int n = 0; n < 20 && db_step(db, q, e); n++)
		say(c, 0, R_CHECK_LINK, check_table(column_text(q, 0)), column_text(q, 1),
		        check_table(column_text(q, 2)));
	db_done(q);
	return db_result(db);
}

/* ---- the audit chain ---- */

static const char *fault_text(enum audit_fault f)
{
	switch (f) {
#define FAULT(name, text)                                                                          \
	case FAULT_##name:                                                                         \
		return text;
#include "store/file/fault.def"
#undef FAULT
	}
	return "";
}

static bool audit_fault(void *ctx, const struct audit_found *f)
{
	struct check *c = ctx;
	const char *fault = fault_text(f->fault);
	char number[24];
	snprintf(number, sizeof number, "%lld", (long long)f->id);
	switch (f->fault) {
	case FAULT_CHAIN:
	case FAULT_GAP:
		say(c, 6, R_CHECK_AUDIT_LOG, fault, number);
		break;
	case FAULT_TRIGGER:
		say(c, 5, R_CHECK_AUDIT_GUARD, fault, check_table(table_name(f->t)));
		break;
	default:
		say(c, 6, R_CHECK_AUDIT, fault, check_table(table_name(f->t)), number);
	}
	return !c->stop;
}

/* Time runs backwards only where the administrator said that it may. */
static enum z times(struct check *c, struct error *e)
{
	struct db *db = c->d->db;
	int64_t seq = 0, at = INT64_MIN;
	for (bool more = true; more && !c->stop;) {
		more = false;
		sqlite3_stmt *q = db_query(db, e,
		        "SELECT seq, at, action FROM audit WHERE seq>?1 ORDER BY seq LIMIT 2000",
		        "i", seq);
		while (db_step(db, q, e)) {
			more = true;
			seq = sqlite3_column_int64(q, 0);
			/* A restore takes the chain up where the copy left it. */
			int action = sqlite3_column_int(q, 2);
			if (sqlite3_column_int64(q, 1) < at && action != ACTION_CLOCK_ACCEPT &&
			        action != ACTION_RESTORE)
				say(c, 7, R_CHECK_TIME, number_text(seq).s);
			at = sqlite3_column_int64(q, 1);
			c->r->audits++;
		}
		db_done(q);
		if (db_failed(db))
			return db_result(db);
	}
	return Z_OK;
}

static enum z head(struct check *c, const struct audit_head *expected, struct error *e)
{
	struct db *db = c->d->db;
	struct hash hash = {0};
	sqlite3_stmt *q =
	        db_query(db, e, "SELECT hash FROM audit WHERE seq=?1", "i", expected->seq);
	bool there = db_step(db, q, e) && column_hash(q, 0, &hash) == 0;
	db_done(q);
	if (db_failed(db))
		return db_result(db);
	char seq[24];
	snprintf(seq, sizeof seq, "%lld", (long long)expected->seq);
	if (!there) {
		int64_t last = db_number(db, e, 0, "SELECT max(seq) FROM audit", "");
		say(c, 6, R_CHECK_HEAD_SHORT, seq, number_text(last).s);
	} else if (!audit_head_is(expected, &hash)) {
		say(c, 6, R_CHECK_HEAD_OTHER, seq);
	}
	return Z_OK;
}

/* ---- erasures, counters ---- */

static enum z erasures(struct check *c, struct error *e)
{
	struct db *db = c->d->db;
	sqlite3_stmt *q = db_query(db, e,
	        "SELECT a.id, a.officer=d.officer, d.refused, (SELECT count(*) FROM "
	        "erasure_content x JOIN content t ON t.id=x.content"
	        " WHERE x.erasure=d.id) FROM erasure a JOIN erasure_done d ON d.id=a.id ORDER BY "
	        "a.id",
	        "");
	while (db_step(db, q, e)) {
		const struct number_text id = number_text(sqlite3_column_int64(q, 0));
		if (sqlite3_column_int(q, 1) && !sqlite3_column_int(q, 2))
			say(c, 13, R_CHECK_ERASURE, id.s);
		if (sqlite3_column_int64(q, 3))
			say(c, 13, R_CHECK_ERASED, id.s);
	}
	db_done(q);
	return db_result(db);
}

/* ---- the duty roster ---- */

/* Who leaves is taken off it, and nobody who left can be put on it. */
static enum z duties(struct check *c, struct error *e)
{
	struct db *db = c->d->db;
	char day[16];
	sqlite3_stmt *q = db_query(db, e,
	        "SELECT u.id, o.name FROM duty u JOIN officer o ON o.id IN (u.officer, u.leader) WHERE o.active=0 AND u.id>=o.left_on"
	        " ORDER BY u.id",
	        "");
	while (!c->stop && db_step(db, q, e))
		say(c, 6, R_CHECK_DUTY, day_text(sqlite3_column_int(q, 0), day), column_text(q, 1));
	db_done(q);
	return db_result(db);
}

/* ---- items, tickets ---- */

/* While the statement that names the rows of a page is open, all of the page is read from one
 * state of the file, and the lock is taken once; seats and calendar are loaded again for a page
 * that may see newer ones. */
struct kind {
	const char *last, *page;
	enum z (*check)(struct check *c, int64_t id, struct error *e);
};

static enum z each(struct check *c, const struct kind *k, int64_t *seen, struct error *e)
{
	struct db *db = c->d->db;
	int64_t all = db_number(db, e, 0, k->last, ""), last = 0, version = 0;
	c->sample = 1 + all / 1000; /* a look into a large index takes milliseconds */
	enum z z = db_result(db);
	for (int n = 1; z == Z_OK && n && !c->stop;) {
		sqlite3_stmt *q = db_query(db, e, k->page, "i", last);
		for (n = 0; z == Z_OK && !c->stop && db_step(db, q, e); n++) {
			last = sqlite3_column_int64(q, 0);
			if (n == 0) {
				int64_t now = db_number(db, e, 0, "PRAGMA data_version", "");
				c->d->stale = c->d->stale || now != version;
				version = now;
				z = desk_refresh(c->d, e);
			}
			c->item = k->check == check_item ? last : 0;
			if (z == Z_OK)
				z = k->check(c, last, e);
			++*seen;
		}
		db_done(q);
		if (z == Z_OK)
			z = db_result(db);
	}
	return z;
}

static enum z items(struct check *c, struct error *e)
{
	static const struct kind k = {"SELECT max(id) FROM item", "SELECT id FROM item WHERE id>?1 ORDER BY id LIMIT 100", check_item};
	return each(c, &k, &c->r->items, e);
}

static enum z tickets(struct check *c, struct error *e)
{
	static const struct kind k = {
	        "SELECT max(id) FROM ticket", "SELECT id FROM ticket WHERE id>?1 ORDER BY id LIMIT 100", check_ticket};
	return each(c, &k, &c->r->tickets, e);
}

static enum z reports(struct check *c, struct error *e)
{
	static const struct kind k = {
	        "SELECT max(id) FROM report", "SELECT id FROM report WHERE id>?1 ORDER BY id LIMIT 100", check_report};
	int64_t seen = 0;
	return each(c, &k, &seen, e);
}

static enum z requests(struct check *c, struct error *e)
{
	static const struct kind k = {
	        "SELECT max(id) FROM request", "SELECT id FROM request WHERE id>?1 ORDER BY id LIMIT 100", check_request};
	int64_t seen = 0;
	return each(c, &k, &seen, e);
}

static enum z tasks(struct check *c, struct error *e)
{
	static const struct kind k = {"SELECT max(id) FROM task", "SELECT id FROM task WHERE id>?1 ORDER BY id LIMIT 100", check_task};
	int64_t seen = 0;
	return each(c, &k, &seen, e);
}

enum z check_run(struct desk *d, const struct audit_head *expected,
        bool (*found)(void *ctx, const struct check_found *f), void *ctx, struct check_result *r,
        struct error *e)
{
	struct check c = {.d = d, .found = found, .ctx = ctx, .r = r};
	*r = (struct check_result){0};
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = structure(&c, e);
	if (z == Z_OK && !c.stop)
		z = audit_verify(d->db, audit_fault, &c, e);
	if (z == Z_OK && !c.stop)
		z = times(&c, e);
	if (z == Z_OK && !c.stop && expected)
		z = head(&c, expected, e);
	if (z == Z_OK && !c.stop)
		z = erasures(&c, e);
	if (z == Z_OK && !c.stop)
		z = duties(&c, e);
	if (z == Z_OK && !c.stop)
		z = stat_recount(d, check_stat_wrong, &c, e);
	if (z == Z_OK && !c.stop)
		z = items(&c, e);
	if (z == Z_OK && !c.stop)
		z = check_ticket_stat(&c, e);
	if (z == Z_OK && !c.stop)
		z = tickets(&c, e);
	if (z == Z_OK && !c.stop)
		z = requests(&c, e);
	if (z == Z_OK && !c.stop)
		z = tasks(&c, e);
	if (z == Z_OK && !c.stop)
		z = reports(&c, e);
	return z;
}
