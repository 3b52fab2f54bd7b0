/* read.c - one ticket whole, its answers, what it resembles.  What is personal is masked here, for everybody:
 * ticket_caller() alone shows it. */
#include "store/record/ticket/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/mask.h"
#include "store/base/text.h"
#include "store/record/words.h"
#include "store/rule/clock.h"

static char *copy_text(sqlite3_stmt *q, int c)
{
	return xstrdup(column_text(q, c));
}

/* ------------------------------------------------------------ answers */
#define ANSWER_COLUMNS                                                                             \
	"SELECT a.id, a.officer, a.at, a.contact_at, a.round, a.n, a.truth, a.solved, a.reached, a.public_c, a.public_d, a.note_c," \
	" a.note_d, a.unsolved_c, a.unsolved_d, o.name FROM ticket_answer a JOIN officer o ON o.id=a.officer"

static void answer_fill(sqlite3_stmt *q, struct ticket_answer_row *r, struct content_ref ref[3])
{
	*r = (struct ticket_answer_row){.id = sqlite3_column_int64(q, 0),
		.officer = sqlite3_column_int64(q, 1),
		.at = sqlite3_column_int64(q, 2),
		.contact_at = sqlite3_column_int64(q, 3),
		.round = sqlite3_column_int(q, 4),
		.n = sqlite3_column_int(q, 5),
		.truth = sqlite3_column_int(q, 6),
		.solved = sqlite3_column_int(q, 7),
		.reached = sqlite3_column_int(q, 8),
		.officer_name = copy_text(q, 15)};
	for (int i = 0; i < 3; i++) {
		ref[i] = (struct content_ref){.id = sqlite3_column_int64(q, 9 + 2 * i)};
		column_hash(q, 10 + 2 * i, &ref[i].digest);
	}
}

static enum z answer_texts(struct desk *d, struct ticket_answer_row *r, const struct content_ref ref[3], struct error *e)
{
	enum z z = content_shown(d, &ref[0], &r->public_text, e);
	if (z == Z_OK)
		z = content_shown(d, &ref[1], &r->note, e);
	return z == Z_OK ? content_shown(d, &ref[2], &r->unsolved, e) : z;
}

static void answer_free(struct ticket_answer_row *r)
{
	free(r->public_text);
	free(r->note);
	free(r->unsolved);
	free(r->officer_name);
}

static enum z answer_now(struct desk *d, int64_t id, struct ticket_answer_row **out, struct error *e)
{
	struct content_ref ref[3];
	sqlite3_stmt *q = db_query(d->db, e, ANSWER_COLUMNS " WHERE a.id=?1", "i", id);
	if (db_step(d->db, q, e)) {
		*out = xalloc(sizeof **out);
		answer_fill(q, *out, ref);
	}
	db_done(q);
	enum z z = db_result(d->db);
	return z == Z_OK && *out ? answer_texts(d, *out, ref, e) : z;
}

enum z ticket_answers(struct desk *d, int64_t id, struct arena *a, struct ticket_answer_row **rows, int *n, struct error *e)
{
	int cap = (int)db_number(d->db, e, 0, "SELECT count(*) FROM ticket_answer WHERE ticket=?1", "i", id);
	struct content_ref(*ref)[3] = xalloc(sizeof *ref * (size_t)(cap + 1));
	*rows = arena_alloc(a, sizeof **rows * (size_t)(cap + 1));
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e, ANSWER_COLUMNS " WHERE a.ticket=?1 ORDER BY a.id", "i", id);
	while (*n < cap && db_step(d->db, q, e)) {
		answer_fill(q, &(*rows)[*n], ref[*n]);
		++*n;
	}
	db_done(q);
	enum z z = db_result(d->db);
	for (int i = 0; i < *n; i++) {
		struct ticket_answer_row own = (*rows)[i], *r = &(*rows)[i];
		if (z == Z_OK)
			z = answer_texts(d, &own, ref[i], e);
		r->public_text = arena_strdup(a, own.public_text);
		r->note = arena_strdup(a, own.note);
		r->unsolved = arena_strdup(a, own.unsolved);
		r->officer_name = arena_strdup(a, own.officer_name);
		answer_free(&own);
	}
	free(ref);
	return z;
}

/* ------------------------------------------------------------ the register row */
static void from_head(struct ticket *t, const struct ticket_head *h)
{
	t->id = h->id;
	t->ver = h->ver;
	t->platform = xstrdup(h->platform);
	t->number = xstrdup(h->number);
	t->state = h->state;
	t->round = h->round;
	t->kind = h->kind;
	t->urgency = h->urgency;
	t->route = h->route;
	t->solved = h->solved;
	t->pleased = h->pleased;
	t->pleased_manner = h->pleased_manner;
	t->redos = h->redos;
	t->extended = h->extended;
	t->origin = h->origin;
	t->supervised = h->supervised != 0;
	t->extending = h->extending != 0;
	t->excluded = h->excluded != 0;
	t->erased = h->erased != 0;
	t->office = h->office;
	t->handler = h->handler;
	t->master = h->master;
	t->batch = h->batch;
	t->lease_until = h->lease_until;
	t->dispatched_at = h->dispatched_at;
	t->round_at = h->round_at;
	t->platform_due = h->platform_due;
	t->filled_at = h->filled_at;
	t->signed_at = h->signed_at;
	t->closed_at = h->closed_at;
	t->visited_at = h->visited_at;
	t->sign_due = h->sign_due;
	t->return_due = h->return_due;
	t->inner_due = h->inner_due;
	t->outer_due = h->outer_due;
	t->by_import = h->by_import;
	t->light = h->light;
}

/* Of an open one: by the limit that counts in its state. */
static int open_light(struct desk *d, const struct ticket_head *h, struct error *e)
{
	struct ticket_limit l;
	if (!ticket_is_open(h->state) || h->due_sort == TICKET_NEVER)
		return h->light;
	if (ticket_limit_of(d, h->kind, h->urgency, &l, e) != Z_OK)
		return LIGHT_NONE;
	int64_t due = h->due_sort;
	if (due != h->sign_due && due != h->inner_due && due != h->return_due && due != h->outer_due)
		return LIGHT_NONE; /* estimated */
	struct limit limit = due == h->sign_due ? l.sign : due == h->return_due && h->state == TICKET_RETURNING ? l.back : l.inner;
	return (int)ticket_light(d->calendar, desk_now(d), h->round_at, limit, due);
}

static enum z names(struct desk *d, struct ticket *t, struct error *e)
{
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT t.title, t.topic, t.source, t.place, t.platform_state, o.name, p.name, m.number FROM ticket t"
		" LEFT JOIN office o ON o.id=t.office LEFT JOIN officer p ON p.id=t.handler LEFT JOIN ticket m ON m.id=t.master"
		" WHERE t.id=?1",
		"i", t->id);
	if (db_step(d->db, q, e)) {
		t->title = copy_text(q, 0);
		t->topic = copy_text(q, 1);
		t->source = copy_text(q, 2);
		t->place = copy_text(q, 3);
		t->platform_state = copy_text(q, 4);
		t->office_name = copy_text(q, 5);
		t->handler_name = copy_text(q, 6);
		t->master_number = copy_text(q, 7);
	}
	db_done(q);
	return db_result(d->db);
}

static enum z assists(struct desk *d, struct ticket *t, struct error *e)
{
	int cap = (int)db_number(d->db, e, 0, "SELECT count(*) FROM ticket_act WHERE ticket=?1 AND act=?2 AND round=?3", "iii", t->id,
	        (int64_t)TICKET_ACT_ASSIST, (int64_t)t->round);
	t->assist = xalloc(sizeof *t->assist * (size_t)(cap + 1));
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT a.id, a.office, o.name, a.until, EXISTS(SELECT 1 FROM ticket_act b WHERE b.ticket=?1 AND b.act=?3 AND"
		" b.refers=a.id) FROM ticket_act a JOIN office o ON o.id=a.office WHERE a.ticket=?1 AND a.act=?2 AND a.round=?4"
		" ORDER BY a.id",
		"iiii", t->id, (int64_t)TICKET_ACT_ASSIST, (int64_t)TICKET_ACT_ASSIST_DONE, (int64_t)t->round);
	while (t->assists < cap && db_step(d->db, q, e)) {
		int i = t->assists++;
		t->assist[i].act = sqlite3_column_int64(q, 0);
		t->assist[i].office = sqlite3_column_int64(q, 1);
		t->assist[i].office_name = copy_text(q, 2);
		t->assist[i].due = sqlite3_column_int64(q, 3);
		t->assist[i].done = sqlite3_column_int(q, 4) != 0;
	}
	db_done(q);
	return db_result(d->db);
}

/* name, tab, text, a line each */
static void extra_read(struct ticket *t, const char *lines)
{
	int n = 0, cap = 1;
	char *text = xstrdup(lines);
	mask_text(text);
	for (const char *p = text; *p; p++)
		cap += *p == '\n';
	t->extra_name = xalloc(sizeof *t->extra_name * (size_t)(cap + 1));
	t->extra_text = xalloc(sizeof *t->extra_text * (size_t)(cap + 1));
	for (const char *p = text; *p;) {
		size_t line = strcspn(p, "\n"), name = strcspn(p, "\t\n");
		t->extra_name[n] = xstrndup(p, name);
		t->extra_text[n++] = name < line ? xstrndup(p + name + 1, line - name - 1) : xstrdup("");
		p += line + (p[line] == '\n');
	}
	free(text);
}

static bool handling(struct desk *d, const struct ticket_head *h)
{
	const struct who *w = &d->who;
	return w->id && (h->handler == w->id || (h->office && h->office == w->office) || ticket_assisting(d, h, w->office));
}

static enum z texts(struct desk *d, struct ticket *t, const struct ticket_head *h, struct error *e)
{
	struct content_ref ref;
	char *lines = NULL;
	enum z z = content_shown(d, &h->body, &t->body, e);
	if (z == Z_OK && !handling(d, h))
		mask_text(t->body);
	if (z == Z_OK)
		z = person_last(d, PERSON_TICKET, h->id, &ref, NULL, e);
	if (z == Z_OK)
		z = content_shown(d, &ref, &lines, e);
	if (z == Z_OK) {
		struct caller clear = {0};
		caller_read(h->erased ? "" : lines, &clear);
		extra_read(t, h->erased ? "" : person_extra(lines));
		caller_mask(&clear, &t->masked);
		caller_free(&clear);
	}
	free(lines);
	return z;
}

static enum z fill(struct desk *d, struct ticket *t, int64_t id, struct error *e)
{
	struct ticket_head h;
	struct ticket_flow f;
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = ticket_head(d, id, &h, e);
	if (z != Z_OK)
		return z;
	from_head(t, &h);
	t->light = open_light(d, &h, e);
	z = names(d, t, e);
	if (z == Z_OK)
		z = assists(d, t, e);
	if (z == Z_OK)
		z = texts(d, t, &h, e);
	if (z == Z_OK && h.answer)
		z = answer_now(d, h.answer, &t->answer, e);
	if (z == Z_OK)
		z = ticket_flow_read(d, &h, &f, e);
	if (z == Z_OK)
		t->may_see = ticket_permit(d, ACTION_TICKET_CALLER, &h, &f, NULL) == Z_OK;
	return z;
}

enum z ticket_load(struct desk *d, int64_t id, struct ticket **t, struct error *e)
{
	*t = xalloc(sizeof **t);
	enum z z = fill(d, *t, id, e);
	if (z != Z_OK)
		ticket_free(t);
	return z;
}

void ticket_free(struct ticket **p)
{
	struct ticket *t = *p;
	if (!t)
		return;
	char *const texts_of[] = {t->platform, t->number, t->title, t->body, t->topic, t->source, t->place, t->platform_state,
		t->office_name, t->handler_name, t->master_number};
	for (size_t i = 0; i < sizeof texts_of / sizeof *texts_of; i++)
		free(texts_of[i]);
	if (t->answer)
		answer_free(t->answer);
	free(t->answer);
	caller_free(&t->masked);
	for (int i = 0; t->extra_name && t->extra_name[i]; i++) {
		free(t->extra_name[i]);
		free(t->extra_text[i]);
	}
	free(t->extra_name);
	free(t->extra_text);
	for (int i = 0; i < t->assists; i++)
		free(t->assist[i].office_name);
	free(t->assist);
	free(t);
	*p = NULL;
}

/* ------------------------------------------------------------ which one */
/* Of several platforms the newest; a bare number is one of our own series. */
enum z ticket_by_number(struct desk *d, const char *number, int64_t *id, struct error *e)
{
	char own[64];
	int year = day_year(desk_today(d)), n;
	char rest;
	*id = db_number(d->db, e, 0, "SELECT max(id) FROM ticket WHERE number=?1", "s", number);
	if (!*id && !db_failed(d->db) && sscanf(number, "%d%c", &n, &rest) == 1 && n > 0) {
		snprintf(own, sizeof own, W_OWN_NUMBER, year, (long long)n);
		*id = db_number(d->db, e, 0, "SELECT id FROM ticket WHERE platform=?1 AND number=?2", "ss", W_OWN_PLATFORM, own);
	}
	if (*id)
		return Z_OK;
	return db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_TICKET, number);
}

/* ------------------------------------------------------------ duplicates */
static bool listed(struct ticket_likeness *rows, int n, int64_t id, bool caller, bool place)
{
	for (int i = 0; i < n; i++)
		if (rows[i].id == id) {
			rows[i].caller = rows[i].caller || caller;
			rows[i].place = rows[i].place || place;
			return true;
		}
	return false;
}

static void like_rows(struct desk *d, sqlite3_stmt *q, bool caller, struct arena *a, struct ticket_likeness *rows, int n, int *got,
        struct error *e)
{
	while (*got < n && db_step(d->db, q, e)) {
		int64_t id = sqlite3_column_int64(q, 0);
		if (listed(rows, *got, id, caller, !caller))
			continue;
		rows[(*got)++] = (struct ticket_likeness){.id = id,
			.number = arena_strdup(a, column_text(q, 1)),
			.title = arena_strdup(a, column_text(q, 2)),
			.state = sqlite3_column_int(q, 3),
			.dispatched_at = sqlite3_column_int64(q, 4),
			.caller = caller,
			.place = !caller};
	}
	db_done(q);
}

static int newest_first(const void *a, const void *b)
{
	const struct ticket_likeness *x = a, *y = b;
	return x->dispatched_at != y->dispatched_at ? (x->dispatched_at < y->dispatched_at) - (x->dispatched_at > y->dispatched_at) :
		(x->id < y->id) - (x->id > y->id);
}

enum z ticket_alike(struct desk *d, const struct ticket_in *in, int64_t id, struct arena *a, struct ticket_likeness *rows, int n, int *got, struct error *e)
{
	struct hash secret;
	*got = 0;
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = ticket_secret(d, &secret, e);
	if (z != Z_OK)
		return z;
	int64_t before = in->dispatched_at ? in->dispatched_at : desk_now(d);
	int64_t from = day_start(day_at(before) - (int32_t)setting_number(d, SETTING_TICKET_ALIKE));
	int64_t who = ticket_caller_key(&secret, &in->caller), where = ticket_place_key(&secret, in->place, in->topic);
	if (who)
		like_rows(d, db_query(d->db, e,
			"SELECT id, number, title, state, dispatched_at FROM ticket WHERE caller_key=?1 AND caller_key<>0 AND"
			" dispatched_at>=?2 AND id<>?3 AND state<>?4 ORDER BY dispatched_at DESC LIMIT ?5",
			"iiiii", who, from, id, (int64_t)TICKET_VOID, (int64_t)n), true, a, rows, n, got, e);
	if (where && !db_failed(d->db))
		like_rows(d, db_query(d->db, e,
			"SELECT id, number, title, state, dispatched_at FROM ticket WHERE place_key=?1 AND place_key<>0 AND"
			" dispatched_at>=?2 AND id<>?3 AND state<>?4 ORDER BY dispatched_at DESC LIMIT ?5",
			"iiiii", where, from, id, (int64_t)TICKET_VOID, (int64_t)n), false, a, rows, n, got, e);
	if (*got > 1)
		qsort(rows, (size_t)*got, sizeof *rows, newest_first);
	return db_result(d->db);
}
