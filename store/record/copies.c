/* copies.c - see copies.h. */
#include "store/record/copies.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/file/backup.h"
#include "store/file/place.h"
#include "store/record/inner.h"

bool desk_backup_due(const struct desk *d)
{
	return backup_daily_due(d->path, desk_today(d));
}

enum z desk_backup_daily(struct desk *d, const struct backup_progress *progress, bool *made, struct error *e)
{
	op_named(d, ACTION_BACKUP);
	enum z z = backup_daily(d->db, desk_today(d), (int)setting_number(d, SETTING_BACKUP_KEEP), progress, made, e);
	db_name_work(d->db, NULL);
	return z;
}

char *desk_backup_folder(const struct desk *d)
{
	char *folder = place_folder(d->path), *backup = place_join(folder, "backup");

	free(folder);
	return backup;
}

/* ------------------------------------------------------------ looking */
static enum z same_desk(struct desk *d, const char *from, struct error *e)
{
	char id[256];
	enum z z = backup_ask(from, "SELECT value FROM setting WHERE key='desk_id'", id, e);

	if (z)
		return z;
	return strcmp(id, d->desk_id) ? refuse(e, R_RESTORE_OTHER, from) : Z_OK;
}

enum z restore_look(struct desk *d, const char *from, struct restore_look *look, struct error *e)
{
	memset(look, 0, sizeof *look);
	enum z z = backup_verify(from, &look->copy, e);
	if (!z)
		z = same_desk(d, from, e);
	if (!z)
		z = audit_read_head(d->db, &look->now, e);
	if (z)
		return z;
	struct hash h;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT hash FROM audit WHERE seq=?1", "i", look->copy.seq);
	look->same_line = db_step(d->db, q, e) && !column_hash(q, 0, &h) && hash_same(&h, &look->copy.hash);
	db_done(q);
	if (look->same_line && !db_failed(d->db)) {
		char last[256];

		if ((z = backup_ask(from, "SELECT coalesce(max(id),0) FROM item", last, e)))
			return z;
		look->operations = look->now.seq - look->copy.seq;
		look->items_new = db_number(
		        d->db, e, 0, "SELECT count(*) FROM item WHERE id>?1", "i", (int64_t)strtoll(last, NULL, 10));
		look->items_changed = db_number(d->db, e, 0,
			"SELECT count(DISTINCT subject) FROM audit WHERE seq>?1 AND action BETWEEN ?2 AND 69 AND subject<=?3", "iii",
			look->copy.seq, (int64_t)ACTION_ITEM_EDIT, (int64_t)strtoll(last, NULL, 10));
	}
	return db_result(d->db);
}

/* ------------------------------------------------------------ where no good desk is */
static enum z copy_bytes(const char *from, const char *to, struct error *e)
{
	char part[1 << 16];
	ssize_t n = 0;
	int in = open(from, O_RDONLY | O_CLOEXEC), out;
	enum z z = Z_OK;

	if (in < 0)
		return refuse_os(e, from, errno);
	out = open(to, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (out < 0)
		z = refuse_os(e, to, errno);
	while (!z && (n = read(in, part, sizeof part)) > 0)
		if (write(out, part, (size_t)n) != n)
			z = refuse_os(e, to, errno ? errno : ENOSPC);
	if (!z && n < 0)
		z = refuse_os(e, from, errno);
	if (!z && fsync(out))
		z = refuse_os(e, to, errno);
	close(in);
	if (out >= 0)
		close(out);
	return z;
}

/* What belongs to a file goes with it. */
static const char *const parts[] = {"-journal", "-wal", "-shm", ""};
enum { PARTS = sizeof parts / sizeof *parts };

static void with_end(char *buf, size_t cap, const char *path, const char *end)
{
	snprintf(buf, cap, "%s%s", path, end);
}

static enum z move_away(const char *to, char moved[512], struct error *e)
{
	char *folder = place_folder(to), *backup = place_join(folder, "backup");
	const char *name = strrchr(to, '/');
	char was[600], is[600];
	enum z z = place_make_folder(backup, e);

	name = name ? name + 1 : to;
	for (int n = 1; !z; n++) {
		snprintf(moved, 512, "%s/replaced-%d-%s", backup, n, name);
		if (!place_exists(moved))
			break;
	}
	for (int i = 0; !z && i < PARTS; i++) {
		with_end(was, sizeof was, to, parts[i]);
		with_end(is, sizeof is, moved, parts[i]);
		if (rename(was, is) && errno != ENOENT)
			z = refuse_os(e, was, errno);
	}
	free(backup);
	free(folder);
	return z;
}

enum z restore_place(const char *from, const char *to, struct audit_head *head, char *moved, struct error *e)
{
	char own[512] = "", *kept = moved ? moved : own;
	struct buffer part = {0};
	char *folder;

	*kept = '\0';
	enum z z = backup_verify(from, head, e);
	if (z)
		return z;
	folder = place_folder(to);
	z = place_make_folder(folder, e);
	free(folder);
	buffer_printf(&part, "%s.restore-%ld", to, (long)getpid());
	if (!z)
		z = copy_bytes(from, part.s, e);
	if (!z && place_exists(to))
		z = move_away(to, kept, e);
	if (!z) {
		place_clear_journals(to);
		z = place_publish(part.s, to, e);
	}
	if (z) {
		unlink(part.s);
		if (*kept && !place_exists(to))
			restore_unplace(to, kept);
	}
	buffer_free(&part);
	return z;
}

void restore_unplace(const char *to, const char *moved)
{
	char was[600], is[600];

	unlink(to);
	for (int i = 0; *moved && i < PARTS; i++) {
		with_end(is, sizeof is, to, parts[i]);
		with_end(was, sizeof was, moved, parts[i]);
		rename(was, is);
	}
}
