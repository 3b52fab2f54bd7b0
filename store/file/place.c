/* place.c - the file system around the desk's file; knows nothing of what stands in it. */
#include "store/file/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "store/base/memory.h"
#include "store/file/words.h"

const char *os_error_text(int number, char buf[64])
{
	switch (number) {
#define OS_ERROR(name, words)                                                                      \
	case name:                                                                                 \
		snprintf(buf, 64, "%s", words);                                                    \
		return buf;
#include "store/file/errno.def"
#undef OS_ERROR
	}
	snprintf(buf, 64, W_OS_ERROR, number);
	return buf;
}

enum z refuse_os(struct error *e, const char *path, int number)
{
	char why[64];
	if (number == ENOSPC || number == EDQUOT || number == EFBIG)
		return refuse(e, R_FILE_FULL, path);
	if (number == ENOENT)
		return refuse(e, R_FILE_MISSING, path);
	return refuse(e, R_FILE_IO, path, os_error_text(number, why));
}

enum z refuse_making(struct error *e, const char *path, int number)
{
	char why[64];
	char *folder = place_folder(path);
	enum z z;
	if (number == ENOSPC || number == EDQUOT || number == EFBIG)
		z = refuse(e, R_FILE_FULL, folder);
	else
		z = refuse(e, R_FILE_NOT_MADE, folder, os_error_text(number, why));
	free(folder);
	return z;
}

char *place_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return xstrdup(".");
	return xstrndup(path, slash == path ? 1 : (size_t)(slash - path));
}

char *place_join(const char *folder, const char *name)
{
	struct buffer b = {0};
	buffer_text(&b, folder);
	if (b.n == 0 || b.s[b.n - 1] != '/')
		buffer_byte(&b, '/');
	buffer_text(&b, name);
	return buffer_take(&b);
}

bool place_exists(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0;
}

void place_clear_journals(const char *path)
{
	static const char *const ends[] = {"-journal", "-wal", "-shm"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct buffer b = {0};
		buffer_printf(&b, "%s%s", path, ends[i]);
		unlink(b.s);
		buffer_free(&b);
	}
}

enum z place_check_rights(const char *path, struct error *e)
{
	struct stat st;
	if (stat(path, &st))
		return refuse_os(e, path, errno);
	if (!S_ISREG(st.st_mode))
		return refuse(e, R_FILE_NOT_DESK, path);
	if (st.st_uid != geteuid())
		return refuse(e, R_FILE_OWNER, path);
	if (st.st_mode & 0077)
		return refuse(e, R_FILE_MODE, path);
	char *folder = place_folder(path);
	enum z z = Z_OK;
	/* The journal is made in the folder: whoever may write there could put a false one beside
	 * the file.  The sticky bit of /tmp does not help against that. */
	if (stat(folder, &st))
		z = refuse_os(e, folder, errno);
	else if ((st.st_mode & 0022) || (st.st_uid != geteuid() && st.st_uid != 0))
		z = refuse(e, R_FILE_FOLDER_MODE, folder);
	free(folder);
	return z;
}

enum z place_check_writable(const char *path, struct error *e)
{
	char why[64];
	char *folder = place_folder(path);
	enum z z = Z_OK;
	if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) || faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS))
		z = refuse(e, R_FILE_READ_ONLY, path, os_error_text(errno, why));
	free(folder);
	return z;
}

const char *place_network_name(unsigned long type)
{
	static const struct {
		unsigned long type;
		const char *name;
	} network[] = {
		{0x6969, "NFS"},
		{0xff534d42, "CIFS"},
		{0xfe534d42, "SMB"},
		{0x517b, "SMB"},
		{0x65735546, "FUSE"},
		{0x01021997, "9p"},
		{0x00c36400, "Ceph"},
		{0x5346414f, "AFS"},
		{0x47504653, "GPFS"},
		{0x0bd00bd0, "Lustre"},
		{0x7461636f, "OCFS2"},
		{0x01161970, "GFS2"},
	};
	for (size_t i = 0; i < sizeof network / sizeof *network; i++)
		if (network[i].type == (type & 0xffffffffUL))
			return network[i].name;
	return NULL;
}

enum z place_check_local(const char *path, struct error *e)
{
	struct statfs fs;
	char *folder = place_folder(path);
	enum z z = Z_OK;
	if (statfs(folder, &fs)) {
		z = refuse_os(e, folder, errno);
	} else {
		const char *name = place_network_name((unsigned long)fs.f_type);
		if (name)
			z = refuse(e, R_FILE_NETWORK, folder, name);
	}
	free(folder);
	return z;
}

enum z place_make_folder(const char *folder, struct error *e)
{
	struct stat st;
	if (stat(folder, &st) == 0)
		return S_ISDIR(st.st_mode) ? Z_OK : refuse_os(e, folder, ENOTDIR);
	char *above = place_folder(folder);
	enum z z = strcmp(above, folder) ? place_make_folder(above, e) : Z_OK;
	free(above);
	if (z)
		return z;
	if (mkdir(folder, 0700) && errno != EEXIST)
		return refuse_making(e, folder, errno);
	return Z_OK;
}

int place_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	int rc = fsync(fd);
	close(fd);
	return rc;
}

enum z place_publish(const char *from, const char *to, struct error *e)
{
	if (link(from, to)) {
		if (errno == EEXIST)
			return refuse(e, R_FILE_EXISTS, to);
		/* exFAT and the like know no hard links: there a name can be taken without asking
		 * only by looking first. */
		if (errno != EPERM && errno != EOPNOTSUPP && errno != EMLINK)
			return refuse_os(e, to, errno);
		if (place_exists(to))
			return refuse(e, R_FILE_EXISTS, to);
		if (rename(from, to))
			return refuse_os(e, to, errno);
	} else {
		unlink(from);
	}
	char *folder = place_folder(to);
	place_sync(folder);
	free(folder);
	return Z_OK;
}

bool place_is_full(const char *path)
{
	char *folder = place_folder(path);
	int fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	int number = fd < 0 ? errno : posix_fallocate(fd, 0, 1 << 20);
	if (fd >= 0)
		close(fd);
	free(folder);
	return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

void place_shred(int fd, const char *path)
{
	static const char zero[4096];
	struct stat st;
	if (fstat(fd, &st) == 0)
		for (off_t at = 0; at < st.st_size; at += (off_t)sizeof zero) {
			off_t left = st.st_size - at;
			size_t n = left < (off_t)sizeof zero ? (size_t)left : sizeof zero;
			if (pwrite(fd, zero, n, at) < 0)
				break;
		}
	fdatasync(fd);
	if (path)
		unlink(path);
}
