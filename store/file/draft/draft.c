/* draft.c - writing what is being typed.  Finding it again is in draft/find.c.  Knows no database.
 */
#include "store/file/draft/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/base/hash.h"
#include "store/base/memory.h"
#include "store/file/draft/inside.h"
#include "store/file/place.h"

enum { ROOM_FIRST = 64 << 10, SLACK = 256 << 10, SYNC_EVERY = 2000 /* ms */ };

struct draft {
	int fd;
	char *path; /* NULL while it could not be made */
	char *folder;
	struct draft_about about;
	struct buffer field[DRAFT_FIELDS];
	int n;
	size_t at, room; /* bytes used and preallocated */
	size_t snapshot; /* bytes of the first record */
	bool dirty;      /* not synced */
	bool behind;     /* an edit did not reach the file: only a whole new one helps */
	bool told;       /* the failure was reported */
	char *before;    /* file that this one replaces once it is whole; NULL: none */
	int64_t synced;  /* monotonic ms */
};

static int64_t clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- records ---- */

void draft_put_number(struct buffer *b, uint64_t n, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		buffer_byte(b, (char)(n >> (8 * i)));
}

uint64_t draft_checksum(size_t at, const void *payload, size_t n)
{
	struct hasher h;
	struct hash out;
	uint64_t sum = 0;
	hash_begin(&h, "zwgk draft 1");
	hash_number(&h, (int64_t)at);
	hash_field(&h, payload, n);
	hash_end(&h, &out);
	for (int i = 0; i < 8; i++)
		sum = sum << 8 | out.b[i];
	return sum;
}

/* Length and checksum before payload, as it will stand at offset at. */
static void frame(struct buffer *record, size_t at, const struct buffer *payload)
{
	draft_put_number(record, payload->n, 4);
	draft_put_number(record, draft_checksum(at, payload->s, payload->n), 8);
	buffer_add(record, payload->s, payload->n);
}

static void first_record(const struct draft *d, struct buffer *payload)
{
	buffer_byte(payload, DRAFT_ABOUT);
	buffer_add(payload, d->about.kind, sizeof d->about.kind);
	draft_put_number(payload, (uint64_t)d->about.id, 8);
	draft_put_number(payload, (uint64_t)d->about.ver, 8);
	draft_put_number(payload, (uint64_t)d->about.officer, 8);
	draft_put_number(payload, (uint64_t)d->about.begun, 8);
	draft_put_number(payload, (uint64_t)d->n, 1);
	for (int f = 0; f < d->n; f++) {
		draft_put_number(payload, d->field[f].n, 4);
		buffer_add(payload, d->field[f].s ? d->field[f].s : "", d->field[f].n);
	}
}

/* 0, or errno. */
static int write_all(int fd, const char *s, size_t n, size_t at)
{
	while (n > 0) {
		ssize_t got = pwrite(fd, s, n, (off_t)at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got < 0 ? errno : EIO;
		s += got;
		at += (size_t)got;
		n -= (size_t)got;
	}
	return 0;
}

/* ---- the whole file ---- */

/* Writes the texts as they are into a new file, which takes the place of the old one when it is
 * whole.  It is locked before it has its name, so that nobody takes it for a left-over.  0, or
 * errno. */
static int write_whole(struct draft *d)
{
	char name[80];
	uint64_t dice;
	if (!d->path) {
		random_bytes(&dice, sizeof dice);
		snprintf(name, sizeof name, "%lld-%ld-%08llx.draft", (long long)d->about.officer,
			(long)getpid(), (unsigned long long)(dice & 0xffffffff));
	}
	char *path = d->path ? xstrdup(d->path) : place_join(d->folder, name);
	struct buffer part = {0}, all = {0}, payload = {0};
	buffer_printf(&part, "%s.part", path);
	buffer_add(&all, DRAFT_MAGIC, DRAFT_MAGIC_BYTES);
	first_record(d, &payload);
	frame(&all, all.n, &payload);
	size_t room = (2 * all.n + ROOM_FIRST) / 4096 * 4096;

	int number = 0;
	int fd = open(part.s, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		number = errno;
	if (!number && flock(fd, LOCK_EX | LOCK_NB))
		number = errno;
	if (!number)
		number = posix_fallocate(fd, 0, (off_t)room);
	if (!number)
		number = write_all(fd, all.s, all.n, 0);
	if (!number && fdatasync(fd))
		number = errno;
	if (!number && rename(part.s, path))
		number = errno;
	if (number) {
		if (fd >= 0) {
			unlink(part.s);
			close(fd);
		}
		free(path);
	} else {
		place_sync(d->folder);
		if (d->fd >= 0) { /* has no name any more, but its blocks still hold the text */
			place_shred(d->fd, NULL);
			close(d->fd);
		}
		free(d->path);
		d->path = path;
		d->fd = fd;
		d->at = d->snapshot = all.n;
		d->room = room;
		d->dirty = d->behind = false;
		d->synced = clock_ms();
	}
	buffer_free(&part);
	buffer_free(&all);
	buffer_free(&payload);
	return number;
}

static int append(struct draft *d, const struct buffer *payload)
{
	struct buffer record = {0};
	int number = 0;
	frame(&record, d->at, payload);
	/* Behind the last record there is always a zero length. */
	if (d->at + record.n + 4 > d->room) {
		size_t more = (record.n + ROOM_FIRST) / 4096 * 4096 + 4096;
		number = posix_fallocate(d->fd, (off_t)d->room, (off_t)more);
		if (!number)
			d->room += more;
	}
	if (!number)
		number = write_all(d->fd, record.s, record.n, d->at);
	if (!number) {
		d->at += record.n;
		d->dirty = true;
	}
	buffer_free(&record);
	return number;
}

static void drop_before(struct draft *d)
{
	if (d->before)
		draft_discard(d->before);
	free(d->before);
	d->before = NULL;
}

/* A failure is told once; after a success the next one is told again. */
static enum z tell(struct draft *d, int number, struct error *e)
{
	if (number == 0) {
		d->told = false;
		drop_before(d);
		return Z_OK;
	}
	d->behind = true;
	if (d->told)
		return Z_OK;
	d->told = true;
	return refuse_os(e, d->path ? d->path : d->folder, number);
}

enum z draft_begin(const char *desk_path, const struct draft_about *about,
	const char *const *fields, int n, struct draft **out, struct error *e)
{
	struct draft *d = xalloc(sizeof *d);
	d->fd = -1;
	d->about = *about;
	d->n = n < DRAFT_FIELDS ? n : DRAFT_FIELDS;
	for (int f = 0; f < d->n; f++)
		buffer_text(&d->field[f], fields && fields[f] ? fields[f] : "");
	d->folder = draft_folder(desk_path);
	*out = d;
	d->behind = true;
	enum z z = place_make_folder(d->folder, e);
	if (z) {
		d->told = true;
		return z;
	}
	return tell(d, write_whole(d), e);
}

static void replace(struct buffer *b, size_t offset, size_t removed, const char *inserted, size_t n)
{
	struct buffer tail = {0};
	buffer_add(&tail, b->s + offset + removed, b->n - offset - removed);
	b->n = offset;
	buffer_add(b, inserted, n);
	buffer_add(b, tail.s ? tail.s : "", tail.n);
	buffer_free(&tail);
}

bool draft_apply(
	struct buffer *field, size_t offset, size_t removed, const char *inserted, size_t n)
{
	if (offset > field->n || removed > field->n - offset)
		return false;
	if (offset + removed == field->n) { /* typing at the end */
		field->n = offset;
		buffer_add(field, inserted, n);
	} else {
		replace(field, offset, removed, inserted, n);
	}
	return true;
}

enum z draft_edit(struct draft *d, int f, size_t offset, size_t removed, const char *inserted,
	size_t n, struct error *e)
{
	if (f < 0 || f >= d->n)
		return Z_OK;
	struct buffer *b = &d->field[f];
	offset = offset < b->n ? offset : b->n;
	removed = removed < b->n - offset ? removed : b->n - offset;
	draft_apply(b, offset, removed, inserted, n);
	if (d->behind || d->at > 4 * d->snapshot + SLACK)
		return tell(d, write_whole(d), e);
	struct buffer payload = {0};
	buffer_byte(&payload, DRAFT_EDIT);
	draft_put_number(&payload, (uint64_t)f, 1);
	draft_put_number(&payload, offset, 4);
	draft_put_number(&payload, removed, 4);
	buffer_add(&payload, inserted, n);
	int number = append(d, &payload);
	buffer_free(&payload);
	if (number) /* the records must have no gap: perhaps a smaller file fits */
		number = write_whole(d);
	return tell(d, number, e);
}

enum z draft_set(struct draft *d, int f, const char *text, struct error *e)
{
	if (f < 0 || f >= d->n)
		return Z_OK;
	/* Only what differs goes into the file. */
	const struct buffer *b = &d->field[f];
	const char *old = b->s ? b->s : "";
	size_t n = strlen(text), head = 0, tail = 0;
	while (head < n && head < b->n && text[head] == old[head])
		head++;
	while (tail < n - head && tail < b->n - head && text[n - 1 - tail] == old[b->n - 1 - tail])
		tail++;
	if (head == n && head == b->n && !d->behind)
		return Z_OK;
	return draft_edit(d, f, head, b->n - head - tail, text + head, n - head - tail, e);
}

void draft_replaces(struct draft *d, const char *path)
{
	drop_before(d);
	d->before = xstrdup(path);
	if (!d->behind)
		drop_before(d);
}

const char *draft_path(const struct draft *d)
{
	return d->path;
}

bool draft_kept(const struct draft *d)
{
	return d->path && !d->behind;
}

void draft_sync(struct draft *d)
{
	if (!d->dirty || d->fd < 0 || clock_ms() - d->synced < SYNC_EVERY)
		return;
	fdatasync(d->fd);
	d->dirty = false;
	d->synced = clock_ms();
}

static void release(struct draft **handle)
{
	struct draft *d = *handle;
	if (d->fd >= 0)
		close(d->fd);
	for (int f = 0; f < d->n; f++)
		buffer_free(&d->field[f]);
	free(d->path);
	free(d->folder);
	free(d->before);
	free(d);
	*handle = NULL;
}

void draft_end(struct draft **handle)
{
	if (!*handle)
		return;
	if ((*handle)->fd >= 0)
		place_shred((*handle)->fd, (*handle)->path);
	drop_before(*handle);
	release(handle);
}

void draft_leave(struct draft **handle)
{
	struct draft *d = *handle;
	if (!d)
		return;
	if (d->behind && write_whole(d) == 0)
		drop_before(d);
	if (d->fd >= 0)
		fdatasync(d->fd);
	release(handle);
}
