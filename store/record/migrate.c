/* migrate.c - finished history from ledgers (迁入): final, counted in its own period, never 已发布 by us, without a clock.
 *
 * A batch is one operation and so one transaction: other writers wait, readers go on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/file/search/index.h"
#include "store/record/field.h"
#include "store/record/import_batch.h"
#include "store/record/row_ver.h"
#include "store/record/item/item.h"
#include "store/record/item/text.h"
#include "store/record/rehearsal.h"
#include "store/rule/item/flow.h"
#include "store/record/words.h"
#include "store/view/figure/stat.h"

/* Names met in this batch, so that a table is asked once for each. */
struct name_id {
	char *name;
	int64_t id;
};
struct names {
	struct name_id *at;
	size_t n, cap;
};

struct import_batch {
	int64_t id, rows;
	struct names office, catalog, category, channel;
	struct migrate_made made;
	struct rehearsal *only_tried; /* NULL: it is written */
	struct stat_moves moves;
};

static void names_free(struct names *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->at[i].name);
	free(s->at);
}

static void batch_free(struct desk *d)
{
	if (!d->batch)
		return;
	names_free(&d->batch->office);
	names_free(&d->batch->catalog);
	names_free(&d->batch->category);
	names_free(&d->batch->channel);
	rehearsal_free(&d->batch->only_tried);
	stat_moves_free(&d->batch->moves);
	free(d->batch);
	d->batch = NULL;
}

/* What differs between the four registers that an import may add to.  again: opens one that an undone import had made;
 * unused: the first behind ?2 of those an import had made, named by batch ?1, that no item but 作废 (?3) names; NULL: an
 * office is made closed, and its people open it. */
struct register_sql {
	enum table table;
	const char *find, *add, *again, *unused, *retire;
};
#define AGAIN(table) "UPDATE " table " SET active = 1, origin = 1, " ROW_VER_UP " WHERE id = ?1 AND origin = 2"
#define RETIRE(table) "UPDATE " table " SET active = 0, origin = 2, " ROW_VER_UP " WHERE id = ?1"
#define UNUSED(table, named)                                                                                           \
	"SELECT min(c.id) FROM " table " c WHERE c.origin = 1 AND c.active = 1 AND c.id > ?2"                           \
	" AND EXISTS (SELECT 1 FROM item i WHERE i.batch = ?1 AND " named ")"                                           \
	" AND NOT EXISTS (SELECT 1 FROM item i WHERE i.state <> ?3 AND " named ")"
static const struct register_sql OFFICE = {T_office, "SELECT id FROM office WHERE name=?1",
	"INSERT INTO office(name, kind, active, sort) VALUES(?1, 1, 0, 900)", NULL, NULL, NULL};
static const struct register_sql CATALOG = {T_catalog, "SELECT id FROM catalog WHERE name=?1",
	"INSERT INTO catalog(name, origin, sort) VALUES(?1, 1, 900)", AGAIN("catalog"),
	UNUSED("catalog", "i.catalog = c.id") " AND NOT EXISTS (SELECT 1 FROM catalog k WHERE k.parent = c.id AND k.active = 1)",
	RETIRE("catalog")};
static const struct register_sql CATEGORY = {T_category, "SELECT id FROM category WHERE name=?1",
	"INSERT INTO category(name, origin, sort) VALUES(?1, 1, 900)", AGAIN("category"), UNUSED("category", "i.category = c.id"),
	RETIRE("category")};
static const struct register_sql CHANNEL = {T_channel, "SELECT id FROM channel WHERE name=?1",
	"INSERT INTO channel(name, origin, sort) VALUES(?1, 1, 900)", AGAIN("channel"),
	UNUSED("channel", "instr(i.channels, ','||c.id||',') > 0"), RETIRE("channel")};

static enum z register_id(struct desk *d, struct names *known, const struct register_sql *sql, const char *name,
        int *made, int64_t *id, struct error *e)
{
	*id = 0;
	if (!name || !*name)
		return Z_OK;
	for (size_t i = 0; i < known->n; i++)
		if (strcmp(known->at[i].name, name) == 0) {
			*id = known->at[i].id;
			return Z_OK;
		}
	*id = db_number(d->db, e, 0, sql->find, "s", name);
	if (!*id) {
		enum z z = db_run(d->db, e, sql->add, "s", name);
		if (z != Z_OK)
			return z;
		*id = db_last_id(d->db);
		op_touch(d, sql->table, *id);
		++*made;
	} else if (sql->again) {
		enum z z = db_run(d->db, e, sql->again, "i", *id);
		if (z != Z_OK)
			return z;
		*made += db_changes(d->db);
	}
	if (known->n == known->cap) {
		known->cap = known->cap * 2 + 16;
		known->at = xrealloc(known->at, known->cap * sizeof *known->at);
	}
	known->at[known->n++] = (struct name_id){xstrdup(name), *id};
	return Z_OK;
}

enum z migrate_begin(struct desk *d, const char *file_name, const struct hash *file_digest, struct error *e)
{
	if (d->batch)
		return refuse(e, R_BATCH_OPEN);
	op_named(d, ACTION_IMPORT_ITEMS);
	int64_t id = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_IMPORT_ITEMS, e);
	if (z == Z_OK)
		z = import_batch_add(d, "items", file_name, file_digest, &id, e);
	if (z != Z_OK)
		return op_end(d, z, ACTION_IMPORT_ITEMS, 0, e);
	d->batch = xalloc(sizeof *d->batch);
	d->batch->id = id;
	db_large(d->db, true);
	return Z_OK;
}

enum z migrate_rehearse(struct desk *d, struct error *e)
{
	if (d->batch)
		return refuse(e, R_BATCH_OPEN);
	enum z z = op_begin(d, e); /* as every operation: who he is now, and the clock */
	if (z == Z_OK)
		z = op_permit(d, ACTION_IMPORT_ITEMS, e);
	op_end(d, z == Z_OK ? Z_CANCEL : z, ACTION_IMPORT_ITEMS, 0, NULL);
	if (z != Z_OK)
		return z;
	d->batch = xalloc(sizeof *d->batch);
	d->batch->only_tried = rehearsal_new();
	return Z_OK;
}

/* A row as it will be kept: cleaned and of bounded length, so that nothing is refused any more once something of it was
 * written. */
struct clean {
	struct item_text t;
	char *title, *docno, *body;
	char office[64], catalog[96], category[96], keywords[512], url[4 * ITEM_URL_MAX + 1];
	char channel[ITEM_CHANNELS][96];
	int channels;
};

static void clean_free(struct clean *c)
{
	free(c->title);
	free(c->docno);
	free(c->body);
	free(c);
}

/* Names separated by 、 ， , ; or ； */
static enum z channel_names(struct clean *c, const char *text, struct error *e)
{
	static const char *const marks[] = {"、", "，", ",", ";", "；"};
	for (const char *p = text ? text : ""; *p;) {
		size_t n = strlen(p), skip = 0;
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			const char *m = strstr(p, marks[i]);
			if (m && (size_t)(m - p) < n) {
				n = (size_t)(m - p);
				skip = strlen(marks[i]);
			}
		}
		char one[96], *name = xstrndup(p, n);
		enum z z = field_take(one, sizeof one, name, W_FIELD_CHANNEL, 0, 30, e);
		free(name);
		if (z != Z_OK)
			return z;
		bool there = !*one;
		for (int i = 0; i < c->channels && !there; i++)
			there = !strcmp(c->channel[i], one);
		if (!there && c->channels == ITEM_CHANNELS)
			return refuse(e, R_CHANNELS_MANY, number_text(ITEM_CHANNELS).s);
		if (!there)
			memcpy(c->channel[c->channels++], one, sizeof one);
		p += n + skip;
	}
	return Z_OK;
}

static enum z clean_row(struct desk *d, const struct migrated *m, struct clean *c, struct error *e)
{
	c->title = text_cleaned(m->title, false);
	c->docno = text_cleaned(m->docno, false);
	c->body = text_cleaned(m->body, true);
	c->t = (struct item_text){.title = c->title, .body = c->body, .docno = c->docno, .formed_on = m->formed_on,
		.attribute = m->attribute ? m->attribute : ATTRIBUTE_OPEN, .valid_from = DAY_NONE, .valid_to = DAY_NONE};
	enum z z = item_text_check(d, &c->t, e);
	if (z == Z_OK)
		z = field_take(c->office, sizeof c->office, m->office, W_FIELD_OFFICE, 0, 20, e);
	if (z == Z_OK)
		z = field_take(c->catalog, sizeof c->catalog, m->catalog, W_FIELD_CATALOG, 0, 30, e);
	if (z == Z_OK)
		z = field_take(c->category, sizeof c->category, m->category, W_FIELD_CATEGORY, 0, 30, e);
	if (z == Z_OK)
		z = field_take(c->keywords, sizeof c->keywords, m->keywords, W_FIELD_KEYWORDS, 0, 100, e);
	if (z == Z_OK)
		z = field_take(c->url, sizeof c->url, m->url, W_FIELD_URL, 0, ITEM_URL_MAX, e);
	return z == Z_OK ? channel_names(c, m->channels, e) : z;
}

/* The same title, 文号 and day of publication is the same item, whether it was taken over or published from here: nothing
 * is updated silently, nor counted twice. */
static enum z known(struct desk *d, const struct clean *c, int64_t online_at, struct error *e)
{
	char number[24] = "";
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT i.number FROM item i JOIN revision r ON r.id=i.revision"
		" WHERE i.origin=1 AND i.online_at=?1 AND i.title=?2 AND coalesce((SELECT CAST(data AS TEXT) FROM content WHERE id=r.docno_c),'')=?3 AND i.state<>?4 LIMIT 1",
		"issi", online_at, c->title, c->docno, (int64_t)STATE_VOID);
	if (db_step(d->db, q, e))
		snprintf(number, sizeof number, "%s", column_text(q, 0));
	db_done(q);
	/* On most days of a ledger nothing was published from here: the counters say so at once. */
	bool ours = !*number && db_number(d->db, e, 0, "SELECT coalesce(sum(n), 0) FROM stat WHERE dim=?1 AND k=?2 AND state=0",
	                                "ii", (int64_t)STAT_ONLINE, (int64_t)day_at(online_at)) > 0;
	q = !ours ? NULL : db_query(d->db, e,
		"SELECT i.number FROM item i JOIN revision r ON r.id=i.live"
		" WHERE i.origin=0 AND i.online_at>=?1 AND i.online_at<?1+86400 AND i.title=?2 AND coalesce((SELECT CAST(data AS TEXT) FROM content WHERE id=r.docno_c),'')=?3 LIMIT 1",
		"iss", online_at, c->title, c->docno);
	if (q && db_step(d->db, q, e))
		snprintf(number, sizeof number, "%s", column_text(q, 0));
	db_done(q);
	if (*number)
		return refuse(e, R_MIGRATE_KNOWN, number);
	return db_result(d->db);
}

static void item_series(char *series, size_t cap, int64_t online_at)
{
	snprintf(series, cap, "item " W_MIGRATED_MARK "%d", day_year(day_at(online_at)));
}

static void item_number(char *number, size_t cap, int64_t online_at, int64_t n)
{
	snprintf(number, cap, W_MIGRATED_MARK "%d-%04lld", day_year(day_at(online_at)), (long long)n);
}

/* A row of which nothing is written; the next one like it meets it. */
static enum z rehearse(struct desk *d, const struct clean *c, int64_t online_at, struct error *e)
{
	struct rehearsal *r = d->batch->only_tried;
	struct hasher h;
	struct hash row;
	hash_begin(&h, "zwgk row 1");
	hash_number(&h, online_at);
	hash_text(&h, c->title);
	hash_text(&h, c->docno);
	hash_end(&h, &row);
	const char *before = rehearsal_find(r, &row);
	if (before)
		return refuse(e, R_MIGRATE_KNOWN, before);
	char series[40], number[40];
	int64_t n;
	item_series(series, sizeof series, online_at);
	enum z z = rehearsal_draw(r, d->db, series, &n, e);
	if (z != Z_OK)
		return z;
	item_number(number, sizeof number, online_at, n);
	rehearsal_keep(r, &row, number);
	return Z_OK;
}

static enum z channel_ids(struct desk *d, const struct clean *c, char *out, size_t cap, int64_t *first, struct error *e)
{
	size_t at = (size_t)snprintf(out, cap, ",");
	*first = 0;
	for (int i = 0; i < c->channels && at + 24 < cap; i++) {
		int64_t id;
		enum z z =
		        register_id(d, &d->batch->channel, &CHANNEL, c->channel[i], &d->batch->made.channels, &id, e);
		if (z != Z_OK)
			return z;
		at += (size_t)snprintf(out + at, cap - at, "%lld,", (long long)id);
		if (!*first)
			*first = id;
	}
	return Z_OK;
}

static enum z insert(struct desk *d, const struct clean *c, struct item_head *h, struct error *e)
{
	const struct item_text *t = &c->t;
	char series[40], number[40];
	int64_t n, first_channel;
	item_series(series, sizeof series, h->online_at);
	enum z z = register_id(d, &d->batch->office, &OFFICE, c->office, &d->batch->made.offices, &h->office, e);
	if (z == Z_OK)
		z = register_id(d, &d->batch->catalog, &CATALOG, c->catalog, &d->batch->made.catalogs, &h->catalog, e);
	if (z == Z_OK)
		z = register_id(
		        d, &d->batch->category, &CATEGORY, c->category, &d->batch->made.categories, &h->category, e);
	if (z == Z_OK)
		z = channel_ids(d, c, h->channels, sizeof h->channels, &first_channel, e);
	if (z == Z_OK)
		z = series_draw(d->db, series, &n, e);
	if (z != Z_OK)
		return z;
	if (!h->office)
		h->office = d->who.office;
	item_number(number, sizeof number, h->online_at, n);
	h->id = db_number(d->db, e, 0, "SELECT coalesce(max(id),0)+1 FROM item", "");
	struct revision_new rn = {.item = h->id, .drafter = d->who.id, .recorder = d->who.id, .n = 1, .kind = REVISION_MIGRATED,
		.force = true};
	if ((z = revision_write(d, &rn, t, NULL, NULL, &h->revision, &h->hash, e)) != Z_OK)
		return z;
	int32_t due, due_sort;
	item_due(d, h, &due, &due_sort);
	z = db_run(d->db, e,
		"INSERT INTO item(id, number, title, state, class, attribute, office, catalog, category, keywords, channels, drafter,"
		" recorder, revision, rev_n, live, formed_on, due_sort, online_at, origin, batch, created_at, updated_at)"
		" VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?12,?13,1,?13,?14,?15,?16,1,?17,?18,?18)",
		"issiiiioossiidiiii", h->id, number, c->title, (int64_t)h->state, (int64_t)h->class, (int64_t)h->attribute, h->office,
		h->catalog, h->category, c->keywords, h->channels, d->who.id, h->revision, h->formed_on, (int64_t)due_sort,
		h->online_at, h->batch, d->now);
	if (z != Z_OK)
		return z;
	op_touch(d, T_item, h->id);
	struct content_ref address;
	if ((z = opinion_put(d, c->url, &address, e)) != Z_OK)
		return z;
	z = db_run(d->db, e,
		"INSERT INTO release(id, item, revision, hash, channel, act, url_c, url_d, happened_at, officer, step, at)"
		" VALUES((SELECT coalesce(max(id),0)+1 FROM release),?1,?2,?3,?4,?5,?6,?7,?8,?9,1,?10)",
		"iihoiohiii", h->id, h->revision, &h->hash, first_channel, (int64_t)RELEASE_MIGRATED, address.id,
		address.id ? &address.digest : NULL, h->online_at, d->who.id, d->now);
	if (z != Z_OK)
		return z;
	op_touch(d, T_release, db_last_id(d->db));
	item_cells(d, h, +1, &d->batch->moves);
	char *words = item_indexed(t->title, t->docno, t->body);
	z = search_index_set(d->db, SEARCH_ITEMS, h->id, NULL, words, e);
	free(words);
	return z;
}

enum z migrate_add(struct desk *d, const struct migrated *m, struct error *e)
{
	if (!d->batch)
		return refuse(e, R_BATCH_NONE);
	if (m->published_on == DAY_NONE)
		return refuse(e, R_MIGRATE_DATE);
	if (m->published_on > desk_today(d))
		return refuse(e, R_ONLINE_LATER);
	struct clean *c = xalloc(sizeof *c);
	enum z z = clean_row(d, m, c, e);
	if (z == Z_OK) {
		struct item_head h = {.state = STATE_MIGRATED, .class = *c->docno ? CLASS_PAPER : CLASS_OTHER,
			.attribute = c->t.attribute, .rev_n = 1, .origin = 1, .batch = d->batch->id, .formed_on = m->formed_on,
			.online_at = day_start(m->published_on), .drafter = d->who.id, .recorder = d->who.id};
		z = known(d, c, h.online_at, e);
		if (z == Z_OK)
			z = d->batch->only_tried ? rehearse(d, c, h.online_at, e) : insert(d, c, &h, e);
	}
	clean_free(c);
	if (z == Z_OK)
		d->batch->rows++;
	return z;
}

enum z migrate_end(struct desk *d, int64_t *batch, struct error *e)
{
	if (!d->batch || d->batch->only_tried)
		return refuse(e, R_BATCH_NONE);
	int64_t id = d->batch->id;
	enum z z = stat_moves_write(d, &d->batch->moves, e);
	if (z == Z_OK)
		z = db_run(d->db, e, "UPDATE batch SET rows=?2 WHERE id=?1", "ii", id, d->batch->rows);
	op_touch(d, T_batch, id);
	batch_free(d);
	if (batch)
		*batch = id;
	z = op_end(d, z, ACTION_IMPORT_ITEMS, id, e);
	db_large(d->db, false);
	if (z == Z_OK)
		search_index_settle(d->db, SEARCH_SETTLED);
	return z;
}

void migrate_drop(struct desk *d)
{
	if (!d->batch)
		return;
	batch_free(d);
	struct error e;
	op_end(d, Z_CANCEL, ACTION_IMPORT_ITEMS, 0, &e); /* there is none where it was only tried */
	db_large(d->db, false);
}

struct migrate_made migrate_made(const struct desk *d)
{
	return d->batch ? d->batch->made : (struct migrate_made){0};
}

/* ------------------------------------------------------------ undo */
static enum z undo_one(struct desk *d, int64_t item, struct error *e)
{
	struct item_head before, h;
	enum z z = item_head(d, item, &before, e);
	if (z != Z_OK)
		return z;
	h = before;
	h.state = STATE_VOID;
	if ((z = item_put(d, &before, &h, e)) != Z_OK)
		return z;
	z = db_run(d->db, e,
		"INSERT INTO release(id, item, revision, hash, act, happened_at, officer, step, at)"
		" VALUES((SELECT coalesce(max(id),0)+1 FROM release),?1,?2,?3,?4,?5,?6,?7,?5)",
		"iihiiii", h.id, h.revision, &h.hash, (int64_t)RELEASE_UNMIGRATED, d->now, d->who.id, h.ver);
	if (z == Z_OK)
		op_touch(d, T_release, db_last_id(d->db));
	return z;
}

static enum z retire(struct desk *d, const struct register_sql *sql, int64_t batch, int *n, struct error *e)
{
	int64_t id = 0;
	enum z z = Z_OK;
	while (z == Z_OK && (id = db_number(d->db, e, 0, sql->unused, "iii", batch, id, (int64_t)STATE_VOID))) {
		z = db_run(d->db, e, sql->retire, "i", id);
		++*n;
	}
	return z == Z_OK ? db_result(d->db) : z;
}

static enum z undo(struct desk *d, int64_t batch, int64_t *count, struct migrate_made *gone, struct error *e)
{
	enum z z = op_permit(d, ACTION_IMPORT_UNDO, e);
	if (z != Z_OK)
		return z;
	char id[24], number[40] = "";
	snprintf(id, sizeof id, "%lld", (long long)batch);
	z = import_batch_stands(d, "items", batch, R_BATCH_UNKNOWN, R_BATCH_UNDONE, e);
	if (z != Z_OK)
		return z;
	/* Built on: acted upon since, or replaced by a later item. */
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT number FROM item i WHERE batch=?1 AND (state<>?2 OR ver<>1 OR EXISTS"
		" (SELECT 1 FROM item s WHERE s.supersedes=i.id AND s.state<>?3)) LIMIT 1",
		"iii", batch, (int64_t)STATE_MIGRATED, (int64_t)STATE_VOID);
	if (db_step(d->db, q, e))
		snprintf(number, sizeof number, "%s", column_text(q, 0));
	db_done(q);
	if (*number)
		return refuse(e, R_BATCH_BUILT_ON, id, number);
	int64_t item = 0;
	*count = 0;
	while (z == Z_OK && (item = db_number(d->db, e, 0, "SELECT min(id) FROM item WHERE batch=?1 AND id>?2", "ii",
	                             batch, item))) {
		z = undo_one(d, item, e);
		++*count;
	}
	if (z == Z_OK)
		z = import_batch_undone(d, batch, e);
	op_touch(d, T_batch, batch);
	if (z == Z_OK)
		z = retire(d, &CATALOG, batch, &gone->catalogs, e);
	if (z == Z_OK)
		z = retire(d, &CATEGORY, batch, &gone->categories, e);
	return z == Z_OK ? retire(d, &CHANNEL, batch, &gone->channels, e) : z;
}

enum z migrate_undo(struct desk *d, int64_t batch, int64_t *count, struct migrate_made *retired, struct error *e)
{
	struct migrate_made own = {0}, *gone = retired ? retired : &own;
	*gone = (struct migrate_made){0};
	op_named(d, ACTION_IMPORT_UNDO);
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = undo(d, batch, count, gone, e);
	return op_end(d, z, ACTION_IMPORT_UNDO, batch, e);
}
