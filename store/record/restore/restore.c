/* restore.c - see restore.h. */
#include "store/record/restore/restore.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/file/backup.h"
#include "store/file/place.h"
#include "store/record/inner.h"
#include "store/record/people/people.h"
#include "store/record/restore/inner.h"
#include "store/record/ticket/ticket.h"

enum z desk_backup(struct desk *d, const char *path, const struct backup_progress *progress, struct audit_head *head,
	struct error *e)
{
	enum z z = desk_note(d, ACTION_BACKUP, 0, e);
	if (z != Z_OK)
		return z;
	op_named(d, ACTION_BACKUP);
	z = backup_make(d->db, path, progress, head, e);
	db_name_work(d->db, NULL);
	return z;
}

/* What the file that is replaced knows and the copy does not. */
struct kept_series {
	char *name;
	int64_t next;
};
struct kept_erasure { /* by number and logins: an id may be another's in the copy; platform "-": of an item, "=": of a request */
	char number[TICKET_NUMBER_MAX + 1], platform[64], asked[64], decided[64];
	struct erased_before how;
};
struct kept {
	struct kept_series *series;
	size_t series_n;
	struct kept_erasure *erased;
	size_t erased_n;
	int64_t restores;
};

static void kept_free(struct kept *k)
{
	for (size_t i = 0; i < k->series_n; i++)
		free(k->series[i].name);
	free(k->series);
	free(k->erased);
}

/* ---- erasures of items that a restore took away: a third copy may hold their texts ---- */

#define OF_ITEM "-"
#define OF_REQUEST "="
#define ELSEWHERE "erased_elsewhere" /* hidden setting: one line each, fields parted by tabs */

static char *elsewhere(struct desk *d, struct error *e)
{
	char *lines = NULL;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT value FROM setting WHERE key='" ELSEWHERE "'", "");
	if (db_step(d->db, q, e))
		lines = xstrdup(column_text(q, 0));
	db_done(q);
	return lines ? lines : xstrdup("");
}

static void elsewhere_line(const struct kept_erasure *x, struct buffer *b)
{
	buffer_printf(b, "%s\t%d\t%s\t%s\t%s\t%s\n", x->number, x->how.kind, x->asked, x->decided, x->platform, x->how.reason);
}

static bool elsewhere_read(const char *line, struct kept_erasure *x)
{
	*x = (struct kept_erasure){0};
	if (sscanf(line, "%64[^\t\n]\t%d\t%63[^\t\n]\t%63[^\t\n]\t%63[^\t\n]\t%239[^\n]", x->number, &x->how.kind, x->asked,
	            x->decided, x->platform, x->how.reason) == 6)
		return true;
	/* of version 1: of items alone */
	*x = (struct kept_erasure){.platform = OF_ITEM};
	return sscanf(line, "%64[^\t\n]\t%d\t%63[^\t\n]\t%63[^\t\n]\t%239[^\t\n]", x->number, &x->how.kind, x->asked,
	               x->decided, x->how.reason) == 5;
}

static bool knows(const struct kept *k, const struct kept_erasure *x)
{
	for (size_t i = 0; i < k->erased_n; i++)
		if (!strcmp(k->erased[i].number, x->number) && !strcmp(k->erased[i].platform, x->platform))
			return true;
	return false;
}

static void remember(struct kept *k, const struct kept_erasure *x)
{
	k->erased = xrealloc(k->erased, (k->erased_n + 1) * sizeof *k->erased);
	k->erased[k->erased_n++] = *x;
}

/* Those of the text that *k does not know yet. */
static void remember_elsewhere(struct kept *k, const char *lines)
{
	struct kept_erasure x;
	for (const char *s = lines; *s; s += strcspn(s, "\n") + (s[strcspn(s, "\n")] == '\n'))
		if (elsewhere_read(s, &x) && !knows(k, &x))
			remember(k, &x);
}

static enum z keep(struct desk *d, struct kept *k, struct error *e)
{
	sqlite3_stmt *q = db_query(d->db, e, "SELECT name, next FROM series", "");
	while (db_step(d->db, q, e)) {
		k->series = xrealloc(k->series, (k->series_n + 1) * sizeof *k->series);
		k->series[k->series_n++] = (struct kept_series){xstrdup(column_text(q, 0)), sqlite3_column_int64(q, 1)};
	}
	db_done(q);
	enum z z = db_result(d->db);
	if (z != Z_OK)
		return z;
	q = db_query(d->db, e,
		"SELECT coalesce(t.number, i.number, r.number), a.kind, a.reason, o.login, p.login,"
		" coalesce(t.platform, CASE WHEN r.id IS NULL THEN '" OF_ITEM "' ELSE '" OF_REQUEST "' END)"
		" FROM erasure a JOIN erasure_done b ON b.id=a.id LEFT JOIN item i ON i.id=a.item LEFT JOIN ticket t ON t.id=a.ticket"
		" LEFT JOIN request r ON r.id=a.request"
		" JOIN officer o ON o.id=a.officer JOIN officer p ON p.id=b.officer WHERE b.refused=0 ORDER BY a.id",
		"");
	while (db_step(d->db, q, e)) {
		struct kept_erasure x = {.how.kind = sqlite3_column_int(q, 1)};
		snprintf(x.number, sizeof x.number, "%s", column_text(q, 0));
		snprintf(x.how.reason, sizeof x.how.reason, "%s", column_text(q, 2));
		snprintf(x.asked, sizeof x.asked, "%s", column_text(q, 3));
		snprintf(x.decided, sizeof x.decided, "%s", column_text(q, 4));
		snprintf(x.platform, sizeof x.platform, "%s", column_text(q, 5));
		remember(k, &x);
	}
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	char *lines = elsewhere(d, e);
	remember_elsewhere(k, lines);
	free(lines);
	k->restores = db_number(d->db, e, 0, "SELECT value FROM setting WHERE key='restores'", "");
	return db_result(d->db);
}

/* The copy must be a desk, whole, and this one. */
static enum z copy_check(struct desk *d, const char *from, struct audit_head *head, struct error *e)
{
	char id[256];
	enum z z = backup_verify(from, head, e);
	if (z == Z_OK)
		z = backup_ask(from, "SELECT value FROM setting WHERE key='desk_id'", id, e);
	if (z != Z_OK)
		return z;
	return strcmp(id, d->desk_id) == 0 ? Z_OK : refuse(e, R_RESTORE_OTHER, from);
}

static enum z hidden_setting(struct desk *d, const char *key, const char *value, struct error *e)
{
	enum z z = db_run(d->db, e,
		"INSERT INTO setting(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value=excluded.value", "ss", key,
		value);
	int64_t id = z == Z_OK ? db_number(d->db, e, 0, "SELECT id FROM setting WHERE key=?1", "s", key) : 0;
	if (id)
		op_touch(d, T_setting, id);
	return z;
}

/* What of this file the erasure is about; id 0: it is not here. */
static struct erase_subject here(struct desk *d, const struct kept_erasure *x, struct error *e)
{
	if (!strcmp(x->platform, OF_ITEM))
		return (struct erase_subject){ERASE_ITEM, db_number(d->db, e, 0, "SELECT id FROM item WHERE number=?1", "s", x->number)};
	if (!strcmp(x->platform, OF_REQUEST))
		return (struct erase_subject){ERASE_REQUEST, db_number(d->db, e, 0, "SELECT id FROM request WHERE number=?1", "s", x->number)};
	return (struct erase_subject){ERASE_TICKET,
		db_number(d->db, e, 0, "SELECT id FROM ticket WHERE platform=?1 AND number=?2", "ss", x->platform, x->number)};
}

/* What was erased stays so, also in the next copy that is restored after this one. */
static enum z erasures_carry(struct desk *d, const struct kept *present, struct restore_result *r, struct error *e)
{
	struct kept k = {0};
	struct buffer gone = {0};
	enum z z = Z_OK;
	char *lines = elsewhere(d, e);
	for (size_t i = 0; i < present->erased_n; i++)
		remember(&k, &present->erased[i]);
	remember_elsewhere(&k, lines);
	for (size_t i = 0; z == Z_OK && i < k.erased_n; i++) {
		const struct kept_erasure *x = &k.erased[i];
		const struct erase_subject is = here(d, x, e);
		if (!is.id) /* registered after the backup */
			elsewhere_line(x, &gone);
		if (!is.id || !erase_left(d, &is))
			continue;
		struct erased_before how = x->how;
		how.asked_by = officer_by_login(d, x->asked);
		how.decided_by = officer_by_login(d, x->decided);
		z = erase_again(d, &is, &how, e);
		r->erased_again++;
	}
	if (z == Z_OK && (gone.n || *lines))
		z = hidden_setting(d, ELSEWHERE, gone.s ? gone.s : "", e);
	buffer_free(&gone);
	free(lines);
	free(k.erased);
	return z == Z_OK ? db_result(d->db) : z;
}

/* In the restored file: nothing that was won since the backup is lost again. */
static enum z carry_over(struct desk *d, const struct kept *k, struct restore_result *r, struct error *e)
{
	enum z z = Z_OK;
	for (size_t i = 0; z == Z_OK && i < k->series_n; i++) {
		int64_t now = db_number(d->db, e, 0, "SELECT next FROM series WHERE name=?1", "s", k->series[i].name);
		if (now < k->series[i].next) {
			z = series_raise(d->db, k->series[i].name, k->series[i].next, e);
			r->series_raised++;
		}
	}
	if (z == Z_OK)
		z = erasures_carry(d, k, r, e);
	char text[256], a[96], b[96];
	snprintf(text, sizeof text, "%lld", (long long)k->restores + 1);
	if (z == Z_OK)
		z = hidden_setting(d, "restores", text, e);
	snprintf(text, sizeof text, "%s -> %s", audit_head_text(&r->before, a), audit_head_text(&r->copy, b));
	return z == Z_OK ? hidden_setting(d, "last_restore", text, e) : z;
}

/* backup/before-restore-2026-11-20-09-00.db beside the desk, or with a number where that is taken. */
static enum z safety_path(const struct desk *d, char *buf, size_t cap, struct error *e)
{
	char at[24], *beside = place_folder(d->path), *folder = place_join(beside, "backup");
	enum z z = place_make_folder(folder, e);
	instant_text(desk_now(d), at);
	for (char *p = at; *p; p++)
		if (*p == ' ' || *p == ':')
			*p = '-';
	bool taken = true;
	for (int n = 0; z == Z_OK && taken; n++) {
		int all = snprintf(buf, cap, "%s/before-restore-%s%s%.0d.db", folder, at, n ? "-" : "", n);
		if (all < 0 || (size_t)all >= cap) /* cut, it would be another file */
			z = refuse_os(e, folder, ENAMETOOLONG);
		else
			taken = place_exists(buf);
	}
	free(folder);
	free(beside);
	return z;
}

/* The copy with all that is carried over, as a file of its own: whatever happens while it is made, the desk is
 * untouched.  *me: who the person at the desk is in it. */
static enum z prepare(struct desk *d, const char *from, const char *to, int64_t at, const struct kept *k,
        struct restore_result *r, struct audit_head *head, int64_t *me, struct error *e)
{
	struct db *copy = NULL;
	struct desk *p = NULL;
	struct audit_head unused;
	unlink(to);
	enum z z = db_open(from, DB_READ | DB_COPY, &copy, e);
	if (z == Z_OK)
		z = backup_make(copy, to, NULL, &unused, e);
	db_close(&copy);
	if (z == Z_OK)
		z = desk_open(to, 0, &p, NULL, e);
	if (z != Z_OK)
		return z;
	ballast_give_up(to);
	p->head_doubt = true; /* what is remembered changes when the desk does, not before */
	p->pinned_now = at;
	p->who = d->who;
	p->stale = true;
	db_read_patience(p->db, 10000);
	z = op_begin_though(p, OP_CLOCK | OP_STRANGER, e);
	if (z == Z_OK)
		z = rights_carry(d, p, e);
	if (z == Z_OK)
		z = carry_over(p, k, r, e);
	*me = p->who.id;
	z = op_end(p, z, ACTION_RESTORE, 0, e);
	if (z == Z_OK)
		z = audit_read_head(p->db, head, e);
	desk_close(&p);
	return z;
}

/* One try: keeps the present file, prepares the other and puts it in place in one step, if nobody wrote meanwhile: no
 * number he drew is drawn twice, and nothing goes that is not in the file kept. */
static enum z put_in_place(struct desk *d, const char *from, const char *to, int64_t at,
        const struct backup_progress *progress, struct restore_result *r, bool *again, struct error *e)
{
	struct kept k = {0};
	struct audit_head now, head = {0};
	uint32_t state = 0;
	int64_t me = 0;
	r->series_raised = r->erased_again = 0;
	unlink(r->safety);
	op_named(d, ACTION_RESTORE);
	enum z z = backup_make(d->db, r->safety, progress, &r->before, e);
	db_name_work(d->db, NULL);
	if (z == Z_OK)
		z = keep(d, &k, e);
	if (z == Z_OK)
		z = prepare(d, from, to, at, &k, r, &head, &me, e);
	kept_free(&k);
	if (z == Z_OK)
		z = audit_read_head(d->db, &now, e);
	if (z != Z_OK)
		return z;
	state = backup_state(d->db);
	*again = now.seq != r->before.seq;
	if (!*again)
		z = backup_put_back(d->db, to, &state, again, progress, e);
	if (z != Z_OK || *again)
		return z;
	d->stale = d->changed = true;
	d->who.id = me;
	head_remember(d->desk_id, &head);
	desk_refresh(d, NULL);
	return Z_OK;
}

enum z desk_restore(struct desk *d, const char *from, const struct backup_progress *progress,
        struct restore_result *result, struct error *e)
{
	struct restore_result own = {0}, *r = result ? result : &own;
	struct buffer to = {0};
	bool again = true;
	memset(r, 0, sizeof *r);
	enum z z = op_begin(d, e); /* as every operation: who he is now, and the clock */
	if (z == Z_OK)
		z = op_permit(d, ACTION_RESTORE, e);
	int64_t at = d->now;
	op_end(d, z == Z_OK ? Z_CANCEL : z, ACTION_RESTORE, 0, NULL);
	if (z == Z_OK)
		z = copy_check(d, from, &r->copy, e);
	if (z != Z_OK)
		return z;
	if ((z = safety_path(d, r->safety, sizeof r->safety, e)) != Z_OK)
		return z;
	buffer_printf(&to, "%s.restoring", d->path);
	for (int tries = 0; z == Z_OK && again; tries++) {
		again = false;
		z = tries < 10 ? put_in_place(d, from, to.s, at, progress, r, &again, e) : refuse(e, R_RESTORE_BUSY);
	}
	/* The desk is as it was: nobody needs another copy, least of all on a full disk.  After an error of the disk nobody
	 * can be sure. */
	if (z != Z_OK && z != Z_IO) {
		unlink(r->safety);
		r->safety[0] = '\0';
	}
	unlink(to.s);
	buffer_text(&to, "-journal");
	unlink(to.s);
	buffer_free(&to);
	return z;
}
