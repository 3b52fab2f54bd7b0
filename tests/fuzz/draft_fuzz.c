/* draft_fuzz.c - any bytes as what a crash left behind of somebody's typing: whatever stands there, the offer comes to
 * an end, gives whole texts, and the file can be removed.
 *
 * An input that begins with the magic is a file as it is.  Else it is payloads, each behind one byte for its length
 * (times four), so that a fuzzer need not guess checksums. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/file/draft/inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char dir[64], path[128], desk[128];

static void remove_dir(void)
{
	char folder[96];

	unlink(path);
	snprintf(folder, sizeof folder, "%s/draft", dir);
	rmdir(folder);
	rmdir(dir);
}

static void make_dir(void)
{
	snprintf(dir, sizeof dir, "%s/zwgk-fuzz-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	if (!mkdtemp(dir))
		abort();
	snprintf(desk, sizeof desk, "%s/desk.db", dir);
	snprintf(path, sizeof path, "%s/draft", dir);
	if (mkdir(path, 0700))
		abort();
	snprintf(path, sizeof path, "%s/draft/1.draft", dir);
	atexit(remove_dir);
}

static void compose(const uint8_t *data, size_t size, struct buffer *out)
{
	buffer_add(out, DRAFT_MAGIC, DRAFT_MAGIC_BYTES);
	for (size_t at = 0; at < size;) {
		size_t n = (size_t)data[at++] * 4;

		n = n < size - at ? n : size - at;
		draft_put_number(out, n, 4);
		draft_put_number(out, draft_checksum(out->n - 4, data + at, n), 8);
		buffer_add(out, (const char *)data + at, n);
		at += n;
	}
	draft_put_number(out, 0, 4);
}

static void leave(const char *s, size_t n)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);

	if (fd < 0 || write(fd, s, n) != (ssize_t)n)
		abort();
	close(fd);
}

static void check(const struct draft_found *f)
{
	if (f->n < 0 || f->n > DRAFT_FIELDS || !memchr(f->about.kind, 0, sizeof f->about.kind) ||
		!memchr(f->title, 0, sizeof f->title))
		abort();
	for (int i = 0; i < f->n; i++)
		if (!f->fields[i])
			abort();
	if (f->n && (strncmp(f->fields[0], f->title, strlen(f->title)) || strchr(f->title, '\n')))
		abort();
	if (f->n && utf8_valid(f->fields[0], strlen(f->fields[0]), NULL) && !utf8_valid(f->title, strlen(f->title), NULL))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct draft_found *list = NULL;
	struct buffer file = {0};
	int n = 0, held = 0;
	struct error e;

	if (!*dir)
		make_dir();
	if (size >= 8 && !memcmp(data, DRAFT_MAGIC, 8))
		buffer_add(&file, (const char *)data, size);
	else
		compose(data, size, &file);
	leave(file.s, file.n);
	if (draft_find(desk, 0, &list, &n, &e) != Z_OK || n > 1)
		abort();
	for (int i = 0; i < n; i++)
		check(&list[i]);
	/* Erasure finds what the offer shows. */
	if (n && draft_erase(desk, list[0].about.kind, list[0].about.id, &held) != 1)
		abort();
	if (held || access(path, F_OK) != (n ? -1 : 0))
		abort();
	draft_found_free(&list, n);
	buffer_free(&file);
	return 0;
}
