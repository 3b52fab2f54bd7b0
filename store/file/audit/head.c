/* head.c - the last head of each desk, remembered per user outside the file, so that an older file
 * put in the desk's place is noticed.  Knows nothing of what the chain is about. */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/memory.h"
#include "store/file/audit/audit.h"
#include "store/file/place.h"

static char *state_folder(void)
{
	const char *s = getenv("ZWGK_STATE");
	if (s && *s)
		return xstrdup(s);
	s = getenv("XDG_STATE_HOME");
	if (s && *s == '/')
		return place_join(s, "zwgk");
	s = getenv("HOME");
	if (!s || *s != '/') {
		const struct passwd *pw = getpwuid(geteuid());
		s = pw ? pw->pw_dir : "/";
	}
	return place_join(s, ".local/state/zwgk");
}

/* One file a desk; an id that is no plain name is replaced by its digest. */
static char *head_path(const char *folder, const char *desk_id)
{
	char name[80], hex[65];
	size_t n = strlen(desk_id);
	if (n > 0 && n < 65 &&
		strspn(desk_id,
			"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_") == n) {
		snprintf(name, sizeof name, "%s.head", desk_id);
	} else {
		struct hash h;
		hash_bytes(&h, desk_id, n);
		snprintf(name, sizeof name, "%s.head", hash_hex(&h, hex));
	}
	return place_join(folder, name);
}

enum { LINE = 128 /* bytes: more than any line, so that none shows below a shorter one */ };

static bool read_remembered(const char *desk_id, struct audit_head *head)
{
	char line[LINE + 1];
	char *folder = state_folder(), *path = head_path(folder, desk_id);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof line - 1);
	if (fd >= 0)
		close(fd);
	free(path);
	free(folder);
	if (n <= 0)
		return false;
	line[n] = '\0';
	line[strcspn(line, "\n")] = '\0';
	/* "seq:hash instant" */
	char *blank = strchr(line, ' ');
	if (blank)
		*blank = '\0';
	if (audit_head_parse(line, head) || head->digits)
		return false;
	head->at = blank ? strtoll(blank + 1, NULL, 10) : 0;
	return true;
}

enum head_state head_compare(struct db *db, const char *desk_id, struct audit_head *remembered)
{
	struct audit_head now;
	struct error e;
	*remembered = (struct audit_head){0};
	if (!read_remembered(desk_id, remembered))
		return HEAD_NEW;
	if (remembered->seq == 0)
		return HEAD_GOOD;
	if (audit_read_head(db, &now, &e))
		return HEAD_UNREAD;
	if (now.seq < remembered->seq)
		return HEAD_OLDER;
	sqlite3_stmt *q =
		db_query(db, &e, "SELECT hash FROM audit WHERE seq=?1", "i", remembered->seq);
	struct hash h;
	bool same = db_step(db, q, &e) && column_hash(q, 0, &h) == 0 &&
		    hash_same(&h, &remembered->hash);
	db_done(q);
	return db_failed(db) ? HEAD_UNREAD : same ? HEAD_GOOD : HEAD_FOREIGN;
}

/* In its place and at once: with a file of another name for each commit, the file system would write that out first. */
static bool write_line(const char *path, const char line[LINE])
{
	int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return false;
	bool good = write(fd, line, LINE) == LINE;
	return close(fd) == 0 && good;
}

void head_remember(const char *desk_id, const struct audit_head *head)
{
	char text[96], line[LINE + 1];
	char *folder = state_folder(), *path = head_path(folder, desk_id);
	int n = snprintf(line, sizeof line, "%s %lld\n", audit_head_text(head, text), (long long)head->at);
	memset(line + n, ' ', sizeof line - (size_t)n);
	if (!write_line(path, line) && place_make_folder(folder, NULL) == Z_OK)
		write_line(path, line);
	free(path);
	free(folder);
}
