/* find.c - what was left unsaved: reading drafts again, offering them, removing them.  A file
 * may be torn anywhere. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/base/text.h"
#include "store/file/draft/inside.h"
#include "store/file/place.h"

enum { FILE_MAX = 64 << 20, PART_AGE = 3600 /* s */ };

char *draft_folder(const char *desk_path)
{
	char *desk = place_folder(desk_path), *folder = place_join(desk, "draft");
	free(desk);
	return folder;
}

/* ---- reading ---- */

struct reader {
	const unsigned char *s;
	size_t n, at;
	bool bad;
};

static uint64_t number(struct reader *r, int bytes)
{
	uint64_t v = 0;
	if (r->n - r->at < (size_t)bytes) {
		r->bad = true;
		return 0;
	}
	while (bytes-- > 0)
		v = v << 8 | r->s[r->at++];
	return v;
}

static const char *bytes(struct reader *r, size_t n)
{
	const char *p = (const char *)r->s + r->at;
	if (r->n - r->at < n) {
		r->bad = true;
		return "";
	}
	r->at += n;
	return p;
}

static bool read_about(struct reader *r, struct draft_about *about, struct buffer *field, int *n)
{
	const char *kind = bytes(r, sizeof about->kind);
	if (r->bad)
		return false;
	memcpy(about->kind, kind, sizeof about->kind);
	about->kind[sizeof about->kind - 1] = '\0';
	about->id = (int64_t)number(r, 8);
	about->ver = (int64_t)number(r, 8);
	about->officer = (int64_t)number(r, 8);
	about->begun = (int64_t)number(r, 8);
	*n = (int)number(r, 1);
	if (*n > DRAFT_FIELDS)
		r->bad = true;
	for (int f = 0; f < *n && !r->bad; f++) {
		size_t len = (size_t)number(r, 4);
		const char *p = bytes(r, len);
		if (!r->bad)
			buffer_add(&field[f], p, len);
	}
	return !r->bad;
}

/* Plays all whole records; false if not even the first one is. */
static bool play(
	const char *s, size_t size, struct draft_about *about, struct buffer *field, int *n)
{
	size_t at = DRAFT_MAGIC_BYTES;
	bool begun = false;
	*n = 0;
	if (size < at || memcmp(s, DRAFT_MAGIC, DRAFT_MAGIC_BYTES))
		return false;
	while (size - at >= DRAFT_FRAME) {
		struct reader r = {(const unsigned char *)s, size, at, false};
		size_t len = (size_t)number(&r, 4);
		uint64_t sum = number(&r, 8);
		if (len == 0 || len > size - r.at || sum != draft_checksum(at, s + r.at, len))
			break;
		at = r.at + len;
		r.n = at;
		int type = (int)number(&r, 1);
		if (!begun) {
			if (type != DRAFT_ABOUT || !read_about(&r, about, field, n))
				return false;
			begun = true;
			continue;
		}
		int f = (int)number(&r, 1);
		size_t offset = (size_t)number(&r, 4), removed = (size_t)number(&r, 4);
		if (type != DRAFT_EDIT || r.bad || f >= *n ||
			!draft_apply(&field[f], offset, removed, s + r.at, at - r.at))
			break;
	}
	return begun;
}

static char *slurp(int fd, size_t *n)
{
	struct stat st;
	if (fstat(fd, &st) || st.st_size > FILE_MAX)
		return NULL;
	char *s = xalloc((size_t)st.st_size + 1);
	for (*n = 0; *n < (size_t)st.st_size;) {
		ssize_t got = pread(fd, s + *n, (size_t)st.st_size - *n, (off_t)*n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		*n += (size_t)got;
	}
	return s;
}

static bool read_draft(int fd, struct draft_found *found)
{
	struct buffer field[DRAFT_FIELDS] = {{0}};
	size_t size;
	char *s = slurp(fd, &size);
	bool good = s && play(s, size, &found->about, field, &found->n);
	free(s);
	for (int f = 0; f < DRAFT_FIELDS; f++) {
		if (good && f < found->n)
			found->fields[f] = buffer_take(&field[f]);
		else
			buffer_free(&field[f]);
	}
	if (!good)
		return false;
	const char *first = found->n ? found->fields[0] : "";
	size_t n = 0, len = strcspn(first, "\n");
	while (n < len) {
		size_t k = text_cluster(first + n, len - n);
		if (n + k >= sizeof found->title)
			break;
		n += k;
	}
	memcpy(found->title, first, n);
	found->title[n] = '\0';
	return true;
}

/* ---- the folder ---- */

/* Opens and locks: -1 if a living process holds it (*held) or it cannot be read. */
static int open_left(const char *path, bool *held)
{
	*held = false;
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return -1;
	if (flock(fd, LOCK_EX | LOCK_NB)) {
		*held = errno == EWOULDBLOCK;
		close(fd);
		return -1;
	}
	return fd;
}

static bool ends_in(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);
	return n > m && !strcmp(name + n - m, end);
}

/* A part whose maker died before it had its name. */
static void sweep_part(const char *path)
{
	struct stat st;
	if (lstat(path, &st) == 0 && time(NULL) - st.st_mtime > PART_AGE)
		draft_discard(path);
}

/* Calls each for every draft; fd is locked, or -1 with held. */
static enum z walk(const char *desk_path,
	void (*each)(void *ctx, const char *path, int fd, bool held), void *ctx, struct error *e)
{
	char *folder = draft_folder(desk_path);
	enum z z = Z_OK;
	DIR *d = opendir(folder);
	if (!d && errno != ENOENT)
		z = refuse_os(e, folder, errno);
	for (const struct dirent *f; d && (f = readdir(d));) {
		bool held;
		char *path = place_join(folder, f->d_name);
		if (ends_in(f->d_name, ".draft")) {
			int fd = open_left(path, &held);
			if (fd >= 0 || held)
				each(ctx, path, fd, held);
			if (fd >= 0)
				close(fd);
		} else if (ends_in(f->d_name, ".draft.part")) {
			sweep_part(path);
		}
		free(path);
	}
	if (d)
		closedir(d);
	free(folder);
	return z;
}

struct collect {
	int64_t officer;
	struct draft_found *list;
	int n;
};

static void clear_found(struct draft_found *f)
{
	free(f->path);
	for (int i = 0; i < f->n; i++)
		free(f->fields[i]);
}

static void collect_one(void *ctx, const char *path, int fd, bool held)
{
	struct collect *c = ctx;
	struct draft_found found = {0};
	if (held || !read_draft(fd, &found))
		return;
	if (c->officer && found.about.officer != c->officer) {
		clear_found(&found);
		return;
	}
	found.path = xstrdup(path);
	c->list = xrealloc(c->list, ((size_t)c->n + 1) * sizeof *c->list);
	c->list[c->n++] = found;
}

/* The newest first. */
static int by_begun(const void *a, const void *b)
{
	const struct draft_found *x = a, *y = b;
	return (x->about.begun < y->about.begun) - (x->about.begun > y->about.begun);
}

enum z draft_find(const char *desk_path, int64_t officer, struct draft_found **list, int *count,
	struct error *e)
{
	struct collect c = {.officer = officer};
	enum z z = walk(desk_path, collect_one, &c, e);
	if (c.n)
		qsort(c.list, (size_t)c.n, sizeof *c.list, by_begun);
	*list = c.list;
	*count = c.n;
	return z;
}

void draft_found_free(struct draft_found **list, int count)
{
	for (int i = 0; i < count; i++)
		clear_found(&(*list)[i]);
	free(*list);
	*list = NULL;
}

void draft_discard(const char *path)
{
	bool held;
	int fd = open_left(path, &held);
	if (fd < 0)
		return;
	place_shred(fd, path);
	close(fd);
}

struct erase {
	const char *kind;
	int64_t id;
	int gone, held;
};

static void erase_one(void *ctx, const char *path, int fd, bool held)
{
	struct erase *x = ctx;
	struct draft_found found = {0};
	int reading = held ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : fd;
	bool about = reading >= 0 && read_draft(reading, &found) &&
		     !strcmp(found.about.kind, x->kind) && found.about.id == x->id;
	if (held && reading >= 0)
		close(reading);
	clear_found(&found);
	if (!about)
		return;
	if (held) {
		x->held++;
		return;
	}
	place_shred(fd, path);
	x->gone++;
}

int draft_erase(const char *desk_path, const char *kind, int64_t id, int *held)
{
	struct erase x = {.kind = kind, .id = id};
	walk(desk_path, erase_one, &x, NULL);
	if (held)
		*held = x.held;
	return x.gone;
}
