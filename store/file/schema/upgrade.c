/* upgrade.c - the steps from older versions of the file; tests/corpus/desk holds a file of each.
 *
 * A step is never changed once files of its version may be about: what is wrong in it is the next step's work. */
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/file/audit/audit.h"
#include "store/file/content.h"
#include "store/file/db_inside.h"
#include "store/file/schema/schema.h"

/* ---- 2: versions of register rows; addresses and 依据 as erasable content ---- */

static const char to_2[] =
	"ALTER TABLE setting ADD COLUMN ver INTEGER;"
	"ALTER TABLE category ADD COLUMN ver INTEGER;"
	"ALTER TABLE channel ADD COLUMN ver INTEGER;"
	"ALTER TABLE catalog ADD COLUMN ver INTEGER;"
	"ALTER TABLE phrase ADD COLUMN ver INTEGER;"
	"ALTER TABLE checklist ADD COLUMN ver INTEGER;"
	"ALTER TABLE item ADD COLUMN channels_left INTEGER;"
	"ALTER TABLE revision ADD COLUMN article_c INTEGER;"
	"ALTER TABLE revision ADD COLUMN article_d BLOB;"
	"ALTER TABLE release ADD COLUMN url_c INTEGER;"
	"ALTER TABLE release ADD COLUMN url_d BLOB;"
	/* an erasure may be of a ticket, too: its tables are made anew, and filled again by run_2 */
	"CREATE TABLE old_erasure AS SELECT * FROM erasure;"
	"CREATE TABLE old_erasure_done AS SELECT * FROM erasure_done;"
	"CREATE TABLE old_erasure_content AS SELECT * FROM erasure_content;"
	"DROP TABLE erasure_content;"
	"DROP TABLE erasure_done;"
	"DROP TABLE erasure;"
	"DROP TRIGGER revision_no_update;" /* schema_protect makes them again when the step is done */
	"DROP TRIGGER release_no_update;"
	"DROP INDEX review_act;"
	"DELETE FROM stat WHERE dim IN (6, 7);" /* 上线日 and 签发日 are counted otherwise now */
	"INSERT INTO stat(dim, k, state, n) VALUES(0, 0, 0, 1);"; /* counted anew by whoever opens it */

static const char erasures_back[] =
	"INSERT INTO erasure(id, item, kind, reason, officer, at) SELECT id, item, kind, reason, officer, at FROM old_erasure ORDER BY id;"
	"INSERT INTO erasure_done SELECT id, officer, refused, at FROM old_erasure_done ORDER BY id;"
	"INSERT INTO erasure_content SELECT id, erasure, content FROM old_erasure_content ORDER BY id;"
	"DROP TABLE old_erasure_content;"
	"DROP TABLE old_erasure_done;"
	"DROP TABLE old_erasure;";

struct moved {
	const char *next;  /* the first row behind ?1 with a text: id, item, text */
	const char *put;
};

/* A text in its row becomes content; that of an item erased before is erased with it. */
static enum z move_texts(struct db *db, const struct moved *m, bool *any, struct error *e)
{
	int64_t id = 0;
	for (;;) {
		char *text = NULL;
		int64_t item = 0;
		sqlite3_stmt *q = db_query(db, e, m->next, "i", id);
		if (db_step(db, q, e)) {
			id = sqlite3_column_int64(q, 0);
			item = sqlite3_column_int64(q, 1);
			text = xstrdup(column_text(q, 2));
		}
		db_done(q);
		if (!text)
			return db_result(db);
		*any = true;
		struct content_ref ref;
		enum z z = content_put(db, text, strlen(text), &ref, e);
		free(text);
		if (!z)
			z = db_run(db, e, m->put, "iih", id, ref.id, &ref.digest);
		int64_t erasure = z ? 0 : db_number(db, e, 0,
			"SELECT max(a.id) FROM erasure a JOIN erasure_done d ON d.id=a.id AND d.refused=0 WHERE a.item=?1", "i", item);
		if (!z)
			z = db_result(db);
		if (!z && erasure) {
			z = db_run(db, e,
				"INSERT INTO erasure_content(id, erasure, content)"
				" VALUES((SELECT coalesce(max(id), 0) + 1 FROM erasure_content), ?1, ?2)",
				"ii", erasure, ref.id);
			if (!z)
				z = content_erase(db, ref.id, e);
		}
		if (z)
			return z;
	}
}

static enum z run_2(struct db *db, struct error *e)
{
	static const struct moved texts[] = {
		{"SELECT id, item, article FROM revision WHERE id>?1 AND article<>'' ORDER BY id LIMIT 1",
			"UPDATE revision SET article='1', article_c=?2, article_d=?3 WHERE id=?1"},
		{"SELECT id, item, url FROM release WHERE id>?1 AND url<>'' ORDER BY id LIMIT 1",
			"UPDATE release SET url='', url_c=?2, url_d=?3 WHERE id=?1"},
	};
	struct audit_head head;
	bool any = false;
	enum z z = schema_add_missing(db, e);
	if (!z)
		z = db_exec(db, erasures_back, e);
	for (size_t i = 0; i < sizeof texts / sizeof *texts && !z; i++)
		z = move_texts(db, &texts[i], &any, e);
	/* 3: 已上线, 6: 已发布.  Caches are no part of a row's digest, but SQLite tells that the rows changed. */
	if (!z)
		z = db_run(db, e,
			"UPDATE item SET channels_left=(SELECT nullif(count(*), 0) FROM channel c WHERE c.active=1"
			" AND instr(item.channels, ','||c.id||',')>0 AND NOT EXISTS(SELECT 1 FROM release l WHERE l.item=item.id"
			" AND l.revision=item.live AND l.channel=c.id AND l.act=3)) WHERE state=6 AND erased=0", "");
	any = any || db_changes(db) > 0;
	if (!z)
		z = audit_read_head(db, &head, e);
	/* The clock of a desk is known above this floor only: the row takes the last one's time. */
	return z || !any ? z : audit_append(db, head.at, 0, 0, SCHEMA_UPGRADE_ACTION, 2, e);
}

/* ---- 3: duty rosters; 任务; 公开申请, which people and erasures may be about ---- */

static enum z run_3(struct db *db, struct error *e)
{
	enum z z = schema_add_column(db, "person", "request", "INTEGER REFERENCES request(id)", e);
	if (!z)
		z = schema_add_column(db, "erasure", "request", "INTEGER REFERENCES request(id)", e);
	if (!z)
		z = schema_add_missing(db, e);
	if (!z) /* returns, and figures of one office, are counted, too: anew by whoever opens it */
		z = db_exec(db, "INSERT INTO stat(dim, k, state, n) VALUES(0, 0, 0, 1) ON CONFLICT DO NOTHING;", e);
	/* What imports left in the index goes to a level of its own, out of the way of saves; see search/index.c. */
	return z ? z : db_exec(db, "INSERT INTO item_fts(item_fts, rank) VALUES('merge', -1);"
				   "INSERT INTO ticket_fts(ticket_fts, rank) VALUES('merge', -1);", e);
}

/* ---- 4: tasks know the import that brought them ---- */

static enum z run_4(struct db *db, struct error *e)
{
	enum z z = schema_add_column(db, "task", "batch", "INTEGER REFERENCES batch(id)", e);
	return z ? z : schema_add_missing(db, e);
}

/* ---- 5: what is divided over years is counted by month, too; shorter triggers ---- */

/* From the counters by day, whose k is office * 10000000 + day. */
static const char to_5[] =
	"INSERT INTO stat(dim, k, state, n)"
	" SELECT dim + 1000, office * 10000000 + month, state, sum(n) FROM"
	" (SELECT dim, office, state, n, strftime('%Y', day * 86400, 'unixepoch') * 12"
	" + strftime('%m', day * 86400, 'unixepoch') - 1 AS month FROM"
	" (SELECT dim, state, n, (k + 4999999) / 10000000 AS office, k - (k + 4999999) / 10000000 * 10000000 AS day"
	" FROM stat WHERE dim IN (18, 19, 20, 21, 24, 25, 30, 31)))"
	" GROUP BY 1, 2, 3;";

const struct migration schema_steps[] = {
	{2, to_2, run_2},
	{3, NULL, run_3},
	{4, NULL, run_4},
	{5, to_5, NULL},
};
const int schema_steps_n = sizeof schema_steps / sizeof *schema_steps;
