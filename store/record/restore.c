/* restore.c - see restore.h. */
#include "store/record/restore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/file/backup.h"
#include "store/file/db_inside.h"
#include "store/record/inner.h"

enum z desk_backup(struct desk *d, const char *path, const struct backup_progress *progress, struct audit_head *head,
	struct error *e)
{
	enum z z = desk_note(d, ACTION_BACKUP, 0, e);
	return z == Z_OK ? backup_make(d->db, path, progress, head, e) : z;
}

/* What the file that is replaced knows and the copy does not. */
struct kept_series {
	char *name;
	int64_t next;
};
struct kept_erasure {
	int64_t item;
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
		"SELECT a.item, a.kind, a.reason, a.officer, b.officer FROM erasure a JOIN erasure_done b ON b.id=a.id"
		" WHERE b.refused=0 ORDER BY a.id",
		"");
	while (db_step(d->db, q, e)) {
		k->erased = xrealloc(k->erased, (k->erased_n + 1) * sizeof *k->erased);
		struct kept_erasure *x = &k->erased[k->erased_n++];
		x->item = sqlite3_column_int64(q, 0);
		x->how.kind = sqlite3_column_int(q, 1);
		snprintf(x->how.reason, sizeof x->how.reason, "%s", column_text(q, 2));
		x->how.asked_by = sqlite3_column_int64(q, 3);
		x->how.decided_by = sqlite3_column_int64(q, 4);
	}
	db_done(q);
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
	for (size_t i = 0; z == Z_OK && i < k->erased_n; i++) {
		/* an item registered after the backup is not there any more, nor is its text */
		if (!db_number(d->db, e, 0, "SELECT count(*) FROM item WHERE id=?1 AND erased=0", "i", k->erased[i].item))
			continue;
		z = erase_again(d, k->erased[i].item, &k->erased[i].how, e);
		r->erased_again++;
	}
	char text[256], a[96], b[96];
	snprintf(text, sizeof text, "%lld", (long long)k->restores + 1);
	if (z == Z_OK)
		z = hidden_setting(d, "restores", text, e);
	snprintf(text, sizeof text, "%s -> %s", audit_head_text(&r->before, a), audit_head_text(&r->copy, b));
	return z == Z_OK ? hidden_setting(d, "last_restore", text, e) : z;
}

static void safety_path(const struct desk *d, char *buf, size_t cap)
{
	char folder[400], at[24];
	const char *slash = strrchr(d->path, '/');
	snprintf(folder, sizeof folder, "%.*s/backup", slash ? (int)(slash - d->path) : 1, slash ? d->path : ".");
	mkdir(folder, 0700);
	instant_text(desk_now(d), at);
	for (char *p = at; *p; p++)
		if (*p == ' ' || *p == ':')
			*p = '-';
	for (int n = 0; n < 1000; n++) {
		struct stat st;
		snprintf(buf, cap, "%s/before-restore-%s%s%.0d.db", folder, at, n ? "-" : "", n);
		if (stat(buf, &st) != 0)
			return;
	}
}

/* The copy with all that is carried over, as a file of its own: whatever happens while it is made, the desk is untouched. */
static enum z prepare(struct desk *d, const char *from, const char *to, const struct kept *k, struct restore_result *r,
	struct audit_head *head, struct error *e)
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
	p->head_doubt = true; /* what is remembered changes when the desk does, not before */
	p->pinned_now = d->pinned_now;
	p->who = d->who;
	p->stale = true;
	z = op_begin(p, e);
	if (z == Z_OK)
		z = carry_over(p, k, r, e);
	z = op_end(p, z, ACTION_RESTORE, 0, e);
	if (z == Z_OK)
		z = audit_read_head(p->db, head, e);
	desk_close(&p);
	return z;
}

/* Everything is prepared beside the desk and put in its place in one step.  Somebody who wrote meanwhile makes it begin again, so that
 * no number he drew is drawn twice. */
static enum z restore(struct desk *d, const char *from, const struct backup_progress *progress, struct restore_result *r,
	struct error *e)
{
	struct buffer to = {0};
	struct audit_head now, head = {0};
	enum z z = Z_OK;
	buffer_printf(&to, "%s.restoring", d->path);
	for (int tries = 0; z == Z_OK; tries++) {
		struct kept k = {0};
		r->series_raised = r->erased_again = 0;
		if ((z = audit_read_head(d->db, &r->before, e)) == Z_OK)
			z = keep(d, &k, e);
		if (z == Z_OK)
			z = prepare(d, from, to.s, &k, r, &head, e);
		kept_free(&k);
		if (z == Z_OK)
			z = audit_read_head(d->db, &now, e);
		if (z != Z_OK || now.seq == r->before.seq)
			break;
		if (tries == 9)
			z = refuse(e, R_RESTORE_BUSY);
	}
	if (z == Z_OK)
		z = backup_put_back(d->db, to.s, progress, e);
	if (z == Z_OK) {
		d->stale = d->changed = true;
		head_remember(d->desk_id, &head);
		desk_refresh(d, NULL);
	}
	unlink(to.s);
	buffer_free(&to);
	return z;
}

enum z desk_restore(struct desk *d, const char *from, const struct backup_progress *progress, struct restore_result *result,
	struct error *e)
{
	struct restore_result own = {0}, *r = result ? result : &own;
	memset(r, 0, sizeof *r);
	enum z z = op_permit(d, ACTION_RESTORE, e);
	if (z == Z_OK)
		z = copy_check(d, from, &r->copy, e);
	if (z != Z_OK)
		return z;
	safety_path(d, r->safety, sizeof r->safety);
	z = backup_make(d->db, r->safety, progress, &r->before, e);
	return z == Z_OK ? restore(d, from, progress, r, e) : z;
}
