/* erase.c - 清除: asked for by one, decided by another; then nothing but number, digests and reason is left (design
 * 4.13). */
#include "store/record/erase.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/file/backup.h"
#include "store/file/byte_search.h"
#include "store/file/draft/draft.h"
#include "store/file/search/index.h"
#include "store/record/field.h"
#include "store/record/inner.h"
#include "store/record/item/text.h"
#include "store/record/request/inner.h"
#include "store/record/ticket/inner.h"
#include "store/record/words.h"

/* ------------------------------------------------------------ what it is about */
/* All texts that are still there: of the item's revisions, attachments, opinions, releases and corrections; of the ticket's
 * callers, steps and answers; of the request, its applicant and steps. */
static const char content_of_item[] =
	"FROM content WHERE id IN (SELECT title_c FROM revision WHERE item = ?1"
	" UNION SELECT body_c FROM revision WHERE item = ?1"
	" UNION SELECT docno_c FROM revision WHERE item = ?1"
	" UNION SELECT reason_c FROM revision WHERE item = ?1"
	" UNION SELECT article_c FROM revision WHERE item = ?1"
	" UNION SELECT words_c FROM correction WHERE item = ?1"
	" UNION SELECT reason_c FROM correction WHERE item = ?1"
	" UNION SELECT a.name_c FROM attachment a JOIN revision r ON r.id = a.revision WHERE r.item = ?1"
	" UNION SELECT a.data_c FROM attachment a JOIN revision r ON r.id = a.revision WHERE r.item = ?1"
	" UNION SELECT opinion_c FROM review WHERE item = ?1"
	" UNION SELECT url_c FROM release WHERE item = ?1"
	" UNION SELECT reason_c FROM release WHERE item = ?1)";
static const char content_of_ticket[] =
	"FROM content WHERE id IN (SELECT body_c FROM ticket WHERE id = ?1"
	" UNION SELECT data_c FROM person WHERE ticket = ?1"
	" UNION SELECT text_c FROM ticket_act WHERE ticket = ?1"
	" UNION SELECT public_c FROM ticket_answer WHERE ticket = ?1"
	" UNION SELECT note_c FROM ticket_answer WHERE ticket = ?1"
	" UNION SELECT unsolved_c FROM ticket_answer WHERE ticket = ?1)";

static const char content_of_request[] =
	"FROM content WHERE id IN (SELECT body_c FROM request WHERE id = ?1"
	" UNION SELECT data_c FROM person WHERE request = ?1"
	" UNION SELECT text_c FROM request_act WHERE request = ?1)";

/* What an erasure must know of each sort of record. */
static const struct sort {
	const char *contents;
	const char *row;       /* texts that stand in the register row; the title of an item is content, too */
	enum action ask, decide;
	const char *drafts[5]; /* kinds of drafts about it, NULL ends */
} sorts[] = {
	[ERASE_ITEM] = {content_of_item, "SELECT keywords FROM item WHERE id = ?1", ACTION_ERASE_ASK, ACTION_ERASE_DECIDE,
		{"item", "words-item"}},
	[ERASE_TICKET] = {content_of_ticket, "SELECT title, topic, place FROM ticket WHERE id = ?1", ACTION_TICKET_ERASE_ASK,
		ACTION_TICKET_ERASE_DECIDE, {"ticket", "answer", "words-ticket", "request-ticket"}},
	[ERASE_REQUEST] = {content_of_request, "SELECT title, name FROM request WHERE id = ?1", ACTION_REQUEST_ERASE_ASK,
		ACTION_REQUEST_ERASE_DECIDE, {"request", "words-request"}},
};

/* An item, a ticket or a request: what an erasure of one needs to know. */
struct target {
	struct erase_subject is;
	struct item_head item;
	struct ticket_head ticket;
	struct request_head request;
	const char *number;
};

static int64_t contents_left(struct desk *d, const struct erase_subject *is, struct error *e)
{
	struct buffer sql = {0};
	buffer_printf(&sql, "SELECT count(*) %s", sorts[is->of].contents);
	int64_t n = db_number(d->db, e, 0, sql.s, "i", is->id);
	buffer_free(&sql);
	return n;
}

static enum z load(struct desk *d, struct target *t, struct error *e)
{
	switch (t->is.of) {
	case ERASE_TICKET:
		t->number = t->ticket.number;
		return ticket_head(d, t->is.id, &t->ticket, e);
	case ERASE_REQUEST:
		t->number = t->request.number;
		return request_head(d, t->is.id, &t->request, e);
	case ERASE_ITEM:
		break;
	}
	t->number = t->item.number;
	return item_head(d, t->is.id, &t->item, e);
}

static enum action action_of(const struct target *t, bool decide)
{
	return decide ? sorts[t->is.of].decide : sorts[t->is.of].ask;
}

static enum z permit(struct desk *d, const struct target *t, bool decide, struct error *e)
{
	struct ticket_flow f;
	if (t->is.of == ERASE_REQUEST)
		return request_permit(d, action_of(t, decide), &t->request, e);
	if (t->is.of == ERASE_ITEM)
		return item_permit(d, action_of(t, decide), &t->item, NULL, e);
	enum z z = ticket_flow_read(d, &t->ticket, &f, e);
	return z == Z_OK ? ticket_permit(d, action_of(t, decide), &t->ticket, &f, e) : z;
}

/* ------------------------------------------------------------ asking */
static enum z erasure_row(struct desk *d, const struct erase_subject *is, int kind, const char *reason, int64_t officer,
        int64_t *erasure, struct error *e)
{
	enum z z = db_run(d->db, e,
		"INSERT INTO erasure(id, item, ticket, request, kind, reason, officer, at)"
		" VALUES((SELECT coalesce(max(id), 0) + 1 FROM erasure), ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
		"oooisii", is->of == ERASE_ITEM ? is->id : (int64_t)0, is->of == ERASE_TICKET ? is->id : (int64_t)0,
		is->of == ERASE_REQUEST ? is->id : (int64_t)0, (int64_t)kind, reason, officer, d->now);
	if (z != Z_OK)
		return z;
	*erasure = db_last_id(d->db);
	op_touch(d, T_erasure, *erasure);
	return Z_OK;
}

static enum z ask(struct desk *d, struct target *t, enum erase_kind kind, const char *reason, int64_t *erasure, struct error *e)
{
	char kept[240];
	enum z z = load(d, t, e);
	if (z == Z_OK)
		z = permit(d, t, false, e);
	if (z == Z_OK)
		z = field_take(kept, sizeof kept, reason, W_FIELD_REASON, 2, 78, e);
	if (z == Z_OK && kind != ERASE_SECRET && kind != ERASE_PERSONAL)
		z = refuse(e, R_ERASE_KIND);
	if (z != Z_OK)
		return z;
	if (db_number(d->db, e, 0,
		    "SELECT count(*) FROM erasure a WHERE CASE ?2 WHEN 1 THEN a.ticket = ?1 WHEN 2 THEN a.request = ?1 ELSE a.item = ?1 END"
		    " AND NOT EXISTS (SELECT 1 FROM erasure_done b WHERE b.id = a.id)",
		    "ii", t->is.id, (int64_t)t->is.of))
		return refuse(e, R_ERASE_ASKED, t->number);
	if (!contents_left(d, &t->is, e))
		return db_failed(d->db) ? db_result(d->db) : refuse(e, R_ERASE_NOTHING, t->number);
	return erasure_row(d, &t->is, (int)kind, kept, d->who.id, erasure, e);
}

static enum z ask_for(struct desk *d, const struct erase_subject *is, enum erase_kind kind, const char *reason, int64_t *erasure,
        struct error *e)
{
	struct target t = {.is = *is};
	int64_t made = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = ask(d, &t, kind, reason, &made, e);
	z = op_end(d, z, action_of(&t, false), is->id, e);
	if (z == Z_OK && erasure)
		*erasure = made;
	return z;
}

enum z erase_ask(
        struct desk *d, int64_t item, enum erase_kind kind, const char *reason, int64_t *erasure, struct error *e)
{
	return ask_for(d, &(struct erase_subject){ERASE_ITEM, item}, kind, reason, erasure, e);
}

enum z ticket_erase_ask(
        struct desk *d, int64_t ticket, enum erase_kind kind, const char *reason, int64_t *erasure, struct error *e)
{
	return ask_for(d, &(struct erase_subject){ERASE_TICKET, ticket}, kind, reason, erasure, e);
}

enum z request_erase_ask(
        struct desk *d, int64_t request, enum erase_kind kind, const char *reason, int64_t *erasure, struct error *e)
{
	return ask_for(d, &(struct erase_subject){ERASE_REQUEST, request}, kind, reason, erasure, e);
}

_Static_assert(ERASE_TICKET == 1 && ERASE_REQUEST == 2, "CASE above and below");

/* ------------------------------------------------------------ deciding */
struct work {
	struct target t;
	int64_t asked_by, asked_at;
	int64_t *contents;
	size_t n;
	struct byte_search *pieces;
};

/* The one who asked and the one who decides: an act for another counts as both. */
static bool two_people(const struct desk *d, const struct work *w)
{
	const struct tier_actor both[] = {
		{.officer = w->asked_by, .at = w->asked_at, .past = true,
			.by_role = (tier_roles(&d->book, w->asked_by) & (ROLE_CLERK | ROLE_OFFICE)) != 0},
		{.officer = d->who.id, .at = d->now, .by_role = (d->who.roles & ROLE_OFFICE) != 0},
	};
	return tier_apart(&d->book, both, 2, NULL, 0);
}

static enum z open_erasure(struct desk *d, int64_t erasure, struct work *w, struct error *e)
{
	bool decided = false;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT coalesce(a.item, a.ticket, a.request), a.officer, EXISTS (SELECT 1 FROM erasure_done b WHERE b.id = a.id), a.at,"
		" CASE WHEN a.ticket IS NOT NULL THEN 1 WHEN a.request IS NOT NULL THEN 2 ELSE 0 END FROM erasure a WHERE a.id = ?1",
		"i", erasure);
	if (db_step(d->db, q, e)) {
		w->t.is.id = sqlite3_column_int64(q, 0);
		w->t.is.of = (enum erase_of)sqlite3_column_int(q, 4);
		w->asked_by = sqlite3_column_int64(q, 1);
		decided = sqlite3_column_int(q, 2) != 0;
		w->asked_at = sqlite3_column_int64(q, 3);
	}
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	if (!w->t.is.id)
		return refuse(e, R_ERASE_NONE);
	enum z z = load(d, &w->t, e);
	if (z == Z_OK && decided)
		z = refuse(e, R_ERASE_DECIDED, w->t.number);
	if (z == Z_OK)
		z = permit(d, &w->t, true, e);
	if (z == Z_OK && !two_people(d, w))
		z = refuse(e, R_ERASE_SAME);
	return z;
}

enum z erasure_may(struct desk *d, int64_t erasure, struct error *e)
{
	struct work w = {.asked_by = 0};
	enum z z = desk_refresh(d, e);
	d->now = desk_now(d);
	return z == Z_OK ? open_erasure(d, erasure, &w, e) : z;
}

/* Ids and pieces of everything that will go. */
static enum z collect(struct desk *d, struct work *w, struct error *e)
{
	size_t cap = 0;
	struct buffer sql = {0};
	buffer_printf(&sql, "SELECT id, data %s ORDER BY id", sorts[w->t.is.of].contents);
	sqlite3_stmt *q = db_query(d->db, e, sql.s, "i", w->t.is.id);
	while (db_step(d->db, q, e)) {
		if (w->n == cap) {
			cap = cap ? cap * 2 : 32;
			w->contents = xrealloc(w->contents, cap * sizeof *w->contents);
		}
		w->contents[w->n++] = sqlite3_column_int64(q, 0);
		byte_search_add(w->pieces, sqlite3_column_blob(q, 1), (size_t)sqlite3_column_bytes(q, 1));
	}
	db_done(q);
	buffer_free(&sql);
	if (db_failed(d->db))
		return db_result(d->db);
	q = db_query(d->db, e, sorts[w->t.is.of].row, "i", w->t.is.id);
	if (db_step(d->db, q, e))
		for (int c = 0; c < sqlite3_column_count(q); c++)
			byte_search_add(w->pieces, column_text(q, c), strlen(column_text(q, c)));
	db_done(q);
	return db_result(d->db);
}

/* What the index holds of it; NULL: nothing. */
static char *indexed_words(struct desk *d, const struct target *t, struct error *e)
{
	if (t->is.of == ERASE_REQUEST)
		return NULL;
	return t->is.of == ERASE_TICKET ? ticket_words_read(d, &t->ticket, e) : revision_indexed(d, t->item.revision, e);
}

/* The register keeps number, states and times. */
static enum z clear_row(struct desk *d, const struct target *t, struct error *e)
{
	enum z z;
	if (t->is.of == ERASE_REQUEST) {
		z = db_run(d->db, e,
			"UPDATE request SET title = ?2, name = '', erased = 1, updated_at = ?3, ver = ver + 1 WHERE id = ?1", "isi",
			t->is.id, W_ERASED, d->now);
		op_touch(d, T_request, t->is.id);
		return z;
	}
	if (t->is.of == ERASE_TICKET) {
		z = db_run(d->db, e,
			"UPDATE ticket SET title = ?2, topic = '', place = '', caller_key = 0, place_key = 0, erased = 1, updated_at = ?3,"
			" ver = ver + 1 WHERE id = ?1",
			"isi", t->is.id, W_ERASED, d->now);
		op_touch(d, T_ticket, t->is.id);
		return z;
	}
	z = db_run(d->db, e,
		"UPDATE item SET title = ?2, keywords = '', erased = 1, updated_at = ?3, ver = ver + 1 WHERE id = ?1", "isi", t->is.id,
		W_ERASED, d->now);
	op_touch(d, T_item, t->is.id);
	return z == Z_OK ? item_channels_count(d, t->is.id, e) : z;
}

static enum z carry_out(struct desk *d, int64_t erasure, struct work *w, struct error *e)
{
	char *indexed = indexed_words(d, &w->t, e);
	if (!indexed && db_failed(d->db)) /* unread is not erased: its words would stay in the index */
		return db_result(d->db);
	enum z z = indexed ? search_index_set(d->db, w->t.is.of == ERASE_TICKET ? SEARCH_TICKETS : SEARCH_ITEMS, w->t.is.id, indexed, NULL, e) :
			     Z_OK;
	free(indexed);
	for (size_t i = 0; i < w->n && z == Z_OK; i++) {
		z = db_run(d->db, e,
			"INSERT INTO erasure_content(id, erasure, content)"
			" VALUES((SELECT coalesce(max(id), 0) + 1 FROM erasure_content), ?1, ?2)",
			"ii", erasure, w->contents[i]);
		if (z != Z_OK)
			break;
		op_touch(d, T_erasure_content, db_last_id(d->db));
		z = content_erase(d->db, w->contents[i], e);
	}
	return z == Z_OK ? clear_row(d, &w->t, e) : z;
}

static enum z decide(struct desk *d, int64_t erasure, bool yes, struct work *w, struct error *e)
{
	enum z z = open_erasure(d, erasure, w, e);
	if (z == Z_OK && yes)
		z = collect(d, w, e);
	if (z == Z_OK)
		z = db_run(d->db, e, "INSERT INTO erasure_done(id, officer, refused, at) VALUES(?1, ?2, ?3, ?4)",
		        "iiii", erasure, d->who.id, (int64_t)!yes, d->now);
	if (z != Z_OK)
		return z;
	op_touch(d, T_erasure_done, erasure);
	return yes ? carry_out(d, erasure, w, e) : Z_OK;
}

/* ------------------------------------------------------------ what may still be somewhere */
/* Drafts about other records, or about none yet, into which the text was copied. */
static int drafts_with(struct byte_search *pieces, const char *desk)
{
	struct buffer folder = {0};
	const char *slash = strrchr(desk, '/');
	int n = 0;
	buffer_add(&folder, desk, slash ? (size_t)(slash - desk) : 0);
	buffer_text(&folder, slash ? "/draft" : "draft");
	DIR *dir = opendir(folder.s);
	for (const struct dirent *f; dir && (f = readdir(dir));) {
		struct buffer path = {0};
		if (f->d_name[0] == '.')
			continue;
		buffer_printf(&path, "%s/%s", folder.s, f->d_name);
		n += byte_search_file(pieces, path.s);
		buffer_free(&path);
	}
	if (dir)
		closedir(dir);
	buffer_free(&folder);
	return n;
}

/* Backups that hold one of the texts; a copy from before version 2 had addresses and 依据 in the rows of an item. */
static char **backups_with(const struct erase_subject *is, const int64_t *contents, size_t n, const char *desk)
{
	char **list = backup_list(desk);
	size_t kept = 0;
	for (size_t i = 0; list && list[i]; i++) {
		bool holds = is->of == ERASE_ITEM && backup_holds_rows(list[i], is->id);
		for (size_t k = 0; k < n && !holds; k++)
			holds = backup_holds(list[i], contents[k]);
		if (holds)
			list[kept++] = list[i];
		else
			free(list[i]);
	}
	if (list)
		list[kept] = NULL;
	return list;
}

enum z erasure_backups(struct desk *d, int64_t erasure, struct erase_result *r, struct error *e)
{
	struct erase_subject is = {0};
	int64_t *contents = NULL;
	size_t n = 0;
	*r = (struct erase_result){0};
	sqlite3_stmt *q = db_query(d->db, e, "SELECT coalesce(item, ticket, request),"
		" CASE WHEN ticket IS NOT NULL THEN 1 WHEN request IS NOT NULL THEN 2 ELSE 0 END FROM erasure WHERE id = ?1", "i", erasure);
	if (db_step(d->db, q, e))
		is = (struct erase_subject){(enum erase_of)sqlite3_column_int(q, 1), sqlite3_column_int64(q, 0)};
	db_done(q);
	q = db_query(d->db, e, "SELECT content FROM erasure_content WHERE erasure = ?1", "i", erasure);
	while (db_step(d->db, q, e)) {
		contents = xrealloc(contents, (n + 1) * sizeof *contents);
		contents[n++] = sqlite3_column_int64(q, 0);
	}
	db_done(q);
	enum z z = db_failed(d->db) ? db_result(d->db) : is.id ? Z_OK : refuse(e, R_ERASE_NONE);
	if (z == Z_OK)
		r->backups = backups_with(&is, contents, n, d->path);
	free(contents);
	return z;
}

/* Words that were deleted stay in the index until it is merged. */
static bool merge_index(struct desk *d)
{
	struct error e;
	op_named(d, ACTION_ERASE_DECIDE);
	enum z z = db_begin(d->db, &e);
	db_name_work(d->db, NULL);
	if (z != Z_OK)
		return false;
	if (search_index_optimize(d->db, &e) == Z_OK && db_commit(d->db, &e) == Z_OK)
		return true;
	if (db_in_transaction(d->db))
		db_rollback(d->db);
	return false;
}

static void look_around(struct desk *d, struct work *w, struct erase_result *r)
{
	static const char *const beside[] = {"-journal", "-wal"};
	struct error e;
	bool found = true;
	r->contents = (int)w->n;
	for (const char *const *kind = sorts[w->t.is.of].drafts; *kind; kind++) {
		int held = 0;
		r->drafts += draft_erase(d->path, *kind, w->t.is.id, &held);
		r->drafts_held += held;
	}
	r->bytes_left = !merge_index(d);
	enum z z = byte_search_desk(w->pieces, d->db, &found, &e);
	if (z == Z_OK && found && (z = db_vacuum(d->db, &e)) == Z_OK)
		z = byte_search_desk(w->pieces, d->db, &found, &e);
	if (z != Z_OK || found)
		r->bytes_left = true;
	for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
		struct buffer path = {0};
		buffer_printf(&path, "%s%s", d->path, beside[i]);
		if (byte_search_file(w->pieces, path.s))
			r->bytes_left = true;
		buffer_free(&path);
	}
	int others = drafts_with(w->pieces, d->path);
	if (others > r->drafts_held)
		r->drafts_held = others;
	r->backups = backups_with(&w->t.is, w->contents, w->n, d->path);
}

enum z erase_decide(struct desk *d, int64_t erasure, bool yes, struct erase_result *result, struct error *e)
{
	struct work w = {.pieces = byte_search_new()};
	struct erase_result found = {0};
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = decide(d, erasure, yes, &w, e);
	z = op_end(d, z, action_of(&w.t, true), w.t.is.id, e);
	if (z == Z_OK && yes)
		look_around(d, &w, &found);
	byte_search_free(&w.pieces);
	free(w.contents);
	if (result)
		*result = found;
	else
		erase_result_free(&found);
	return z;
}

void erase_result_free(struct erase_result *r)
{
	if (r->backups)
		backup_list_free(r->backups);
	*r = (struct erase_result){0};
}

/* ------------------------------------------------------------ reading */
enum z erasure_list(struct desk *d, bool open_only, struct erasure **list, int *n, struct error *e)
{
	struct erasure *rows = NULL;
	int k = 0;
	*list = NULL;
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT a.id, a.item, a.officer, a.at, b.officer, b.at, coalesce(i.number, t.number, r.number), o.name, p.name, a.reason, a.kind,"
		" b.refused, a.ticket, a.request FROM erasure a LEFT JOIN item i ON i.id = a.item LEFT JOIN ticket t ON t.id = a.ticket"
		" LEFT JOIN request r ON r.id = a.request"
		" JOIN officer o ON o.id = a.officer"
		" LEFT JOIN erasure_done b ON b.id = a.id LEFT JOIN officer p ON p.id = b.officer"
		" WHERE b.id IS NULL OR NOT ?1 ORDER BY a.id DESC",
		"i", (int64_t)open_only);
	while (db_step(d->db, q, e)) {
		rows = xrealloc(rows, (size_t)(k + 1) * sizeof *rows);
		struct erasure *r = &rows[k++];
		*r = (struct erasure){.id = sqlite3_column_int64(q, 0),
			.item = sqlite3_column_int64(q, 1),
			.ticket = sqlite3_column_int64(q, 12),
			.request = sqlite3_column_int64(q, 13),
			.officer = sqlite3_column_int64(q, 2),
			.at = sqlite3_column_int64(q, 3),
			.decided_by = sqlite3_column_int64(q, 4),
			.decided_at = sqlite3_column_int64(q, 5),
			.kind = sqlite3_column_int(q, 10),
			.refused = sqlite3_column_int(q, 11) != 0};
		snprintf(r->number, sizeof r->number, "%s", column_text(q, 6));
		snprintf(r->officer_name, sizeof r->officer_name, "%s", column_text(q, 7));
		snprintf(r->decided_name, sizeof r->decided_name, "%s", column_text(q, 8));
		snprintf(r->reason, sizeof r->reason, "%s", column_text(q, 9));
	}
	db_done(q);
	if (db_failed(d->db)) {
		free(rows);
		return db_result(d->db);
	}
	*list = rows;
	*n = k;
	return Z_OK;
}

/* ------------------------------------------------------------ after a restore */
bool erase_left(struct desk *d, const struct erase_subject *is)
{
	return contents_left(d, is, NULL) > 0;
}

enum z erase_again(struct desk *d, const struct erase_subject *is, const struct erased_before *b, struct error *e)
{
	struct work w = {.t.is = *is, .asked_by = b->asked_by};
	int64_t erasure = 0;
	enum z z = load(d, &w.t, e);
	if (z != Z_OK)
		return z;
	w.pieces = byte_search_new();
	z = erasure_row(d, is, b->kind, b->reason, b->asked_by, &erasure, e);
	if (z == Z_OK)
		z = db_run(d->db, e, "INSERT INTO erasure_done(id, officer, refused, at) VALUES(?1, ?2, 0, ?3)", "iii", erasure,
		        b->decided_by, d->now);
	if (z == Z_OK) {
		op_touch(d, T_erasure_done, erasure);
		z = collect(d, &w, e);
	}
	if (z == Z_OK)
		z = carry_out(d, erasure, &w, e);
	byte_search_free(&w.pieces);
	free(w.contents);
	return z;
}
