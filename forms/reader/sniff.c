/* sniff.c - first bytes of files.  Knows nothing of what is done with them. */
#include "forms/reader/sniff.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/words.h"
#include "store/file/place.h"

static bool begins(const char *s, size_t n, const char *with, size_t k)
{
	return n >= k && !memcmp(s, with, k);
}

/* A web page under another name: many systems "export to Excel" so. */
static bool html(const char *s, size_t n)
{
	static const char *const tags[] = {
		"<!doctype html", "<html", "<table", "<head", "<meta", "<?mso-application"};
	if (begins(s, n, "\xef\xbb\xbf", 3)) {
		s += 3;
		n -= 3;
	}
	while (n && strchr(" \t\r\n", *s) && *s) {
		s++;
		n--;
	}
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (n >= strlen(tags[i]) && !strncasecmp(s, tags[i], strlen(tags[i])))
			return true;
	return false;
}

enum sniff sniff_kind(const void *data, size_t n)
{
	const char *s = data;
	/* "EncryptedPackage" in UTF-16, the name of the stream that holds the real file. */
	static const char stream[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
	if (!n)
		return SNIFF_EMPTY;
	if (begins(s, n, "PK\3\4", 4) || begins(s, n, "PK\5\6", 4))
		return SNIFF_ZIP;
	if (begins(s, n, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
		return memmem(s, n, stream, sizeof stream) ? SNIFF_ENCRYPTED : SNIFF_OLE;
	if (begins(s, n, "{\\rtf", 5))
		return SNIFF_RTF;
	if (begins(s, n, "%PDF-", 5))
		return SNIFF_PDF;
	if (begins(s, n, "\x89PNG", 4) || begins(s, n, "\xff\xd8\xff", 3) ||
		begins(s, n, "GIF8", 4) || begins(s, n, "II*\0", 4) || begins(s, n, "MM\0*", 4) ||
		(begins(s, n, "BM", 2) && n > 14 && !memcmp(s + 6, "\0\0\0\0", 4)))
		return SNIFF_IMAGE;
	if (html(s, n))
		return SNIFF_HTML;
	return SNIFF_TEXT;
}

const char *sniff_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash && slash[1] ? slash + 1 : path;
}

static const char *reason(int error, char buf[64])
{
	switch (error) {
	case EACCES:
	case EPERM:
		return W_REASON_RIGHTS;
	case EIO:
		return W_REASON_DISK;
	default:
		return os_error_text(error, buf);
	}
}

enum z sniff_open(const char *path, int *fd, long long *size, struct error *e)
{
	struct stat st;
	char why[64];
	const char *file = sniff_name(path);
	/* O_NONBLOCK: a named pipe in the file's place must not hang the desk. */
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*fd < 0 && errno == ENOENT)
		return refuse(e, R_SOURCE_MISSING, path);
	if (*fd < 0)
		return refuse(e, R_SOURCE_UNREADABLE, file, reason(errno, why));
	if (fstat(*fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(*fd);
		*fd = -1;
		return refuse(e, R_SOURCE_NOT_REGULAR, file);
	}
	*size = st.st_size;
	return Z_OK;
}

enum z sniff_some(int fd, const char *path, size_t most, struct buffer *b, struct error *e)
{
	char piece[65536], why[64];
	while (most) {
		ssize_t got = read(fd, piece, most < sizeof piece ? most : sizeof piece);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return refuse(e, R_SOURCE_UNREADABLE, sniff_name(path), reason(errno, why));
		if (got == 0)
			break;
		buffer_add(b, piece, (size_t)got);
		most -= (size_t)got;
	}
	return Z_OK;
}

enum z sniff_read(const char *path, size_t limit, struct buffer *b, struct error *e)
{
	int fd;
	long long size = 0;
	enum z z = sniff_open(path, &fd, &size, e);
	if (z != Z_OK)
		return z;
	size_t before = b->n;
	/* One byte more than allowed shows a file that grew since fstat. */
	if ((size_t)size <= limit)
		z = sniff_some(fd, path, limit + 1, b, e);
	close(fd);
	if (z == Z_OK && ((size_t)size > limit || b->n - before > limit))
		return refuse(e, R_SOURCE_TOO_LONG, sniff_name(path),
			number_text((long long)(limit >> 20)).s);
	return z;
}

enum z sniff_head(const char *path, size_t n, struct buffer *b, struct error *e)
{
	int fd;
	long long size;
	enum z z = sniff_open(path, &fd, &size, e);
	if (z != Z_OK)
		return z;
	z = sniff_some(fd, path, n, b, e);
	close(fd);
	return z;
}

/* wanted: ".docx", ".xlsx" or ".txt". */
static enum z wrong_kind(const char *file, enum sniff kind, const char *wanted, struct error *e)
{
	switch (kind) {
	case SNIFF_OLE:
		return refuse(e, R_SOURCE_OLD_OFFICE, file, wanted);
	case SNIFF_ENCRYPTED:
		return refuse(e, R_SOURCE_ENCRYPTED, file);
	case SNIFF_EMPTY:
		return refuse(e, R_SOURCE_EMPTY, file);
	case SNIFF_ZIP:
		return refuse(e, R_SOURCE_WRONG_KIND, file, W_KIND_ZIP, wanted);
	case SNIFF_RTF:
		return refuse(e, R_SOURCE_WRONG_KIND, file, W_KIND_RTF, wanted);
	case SNIFF_PDF:
		return refuse(e, R_SOURCE_WRONG_KIND, file, W_KIND_PDF, wanted);
	case SNIFF_HTML:
		return refuse(e, R_SOURCE_WRONG_KIND, file, W_KIND_HTML, wanted);
	case SNIFF_IMAGE:
		return refuse(e, R_SOURCE_WRONG_KIND, file, W_KIND_IMAGE, wanted);
	case SNIFF_TEXT:
		break;
	}
	return refuse(e, R_SOURCE_WRONG_KIND, file, W_KIND_TEXT, wanted);
}

enum z sniff_text(const char *file, const void *data, size_t n, struct error *e)
{
	enum sniff kind = sniff_kind(data, n);
	return kind == SNIFF_TEXT || kind == SNIFF_EMPTY ? Z_OK : wrong_kind(file, kind, ".txt", e);
}

enum z sniff_table(const char *file, const void *data, size_t n, struct error *e)
{
	enum sniff kind = sniff_kind(data, n);
	return kind == SNIFF_TEXT ? Z_OK : wrong_kind(file, kind, W_KIND_TABLE, e);
}

enum z sniff_zip(const char *file, const void *data, size_t n, const char *wanted, struct error *e)
{
	enum sniff kind = sniff_kind(data, n);
	return kind == SNIFF_ZIP ? Z_OK : wrong_kind(file, kind, wanted, e);
}
