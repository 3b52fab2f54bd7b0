/* ballast.c - room kept for the day the disk is full: then even a DELETE fails, so there must be
 * something to give up. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "store/base/memory.h"
#include "store/file/backup.h"
#include "store/file/place.h"

enum { BALLAST = 8 << 20 };

static char *ballast_path(const char *desk_path)
{
	struct buffer b = {0};
	buffer_printf(&b, "%s.ballast", desk_path);
	return buffer_take(&b);
}

void ballast_ensure(const char *desk_path)
{
	char *path = ballast_path(desk_path);
	if (!place_exists(path) && disk_free(desk_path) > 4 * (int64_t)BALLAST) {
		int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (fd >= 0) {
			if (posix_fallocate(fd, 0, BALLAST))
				unlink(path);
			close(fd);
		}
	}
	free(path);
}

bool ballast_give_up(const char *desk_path)
{
	char *path = ballast_path(desk_path);
	bool gone = unlink(path) == 0;
	free(path);
	return gone;
}

int64_t disk_free(const char *path)
{
	struct statvfs fs;
	char *folder = place_folder(path);
	int64_t n = statvfs(folder, &fs) ? -1 : (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
	free(folder);
	return n;
}
