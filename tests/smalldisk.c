/* smalldisk.c - see smalldisk.h. */
#include "tests/smalldisk.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

static char disk[200], filler[220];

static bool write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	if (fd >= 0)
		close(fd);
	return done;
}

static bool unshare_mounts(void)
{
	static bool ours;
	char map[80];
	unsigned uid = geteuid(), gid = getegid();
	if (ours)
		return true;
	if (unshare(CLONE_NEWNS) != 0) {
		if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
			return false;
		snprintf(map, sizeof map, "0 %u 1", uid);
		if (!write_text("/proc/self/uid_map", map))
			return false;
		snprintf(map, sizeof map, "0 %u 1", gid);
		if (write_text("/proc/self/setgroups", "deny"))
			write_text("/proc/self/gid_map", map);
	}
	ours = true;
	return true;
}

bool smalldisk_mount(const char *folder, int64_t bytes)
{
	char options[60];
	snprintf(disk, sizeof disk, "%s", folder);
	snprintf(filler, sizeof filler, "%s/filler", folder);
	snprintf(options, sizeof options, "size=%lld,mode=0700", (long long)bytes);
	if (unshare_mounts() && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
		(mkdir(disk, 0700) == 0 || errno == EEXIST) &&
		mount("zwgk-test", disk, "tmpfs", MS_NOSUID | MS_NODEV, options) == 0)
		return true;
	print_message("left out: no right to mount a small disk here (%s)\n", strerror(errno));
	return false;
}

void smalldisk_fill(int64_t leave)
{
	struct statvfs fs;
	smalldisk_empty();
	assert_int_equal(statvfs(disk, &fs), 0);
	int64_t n = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize - leave;
	if (n <= 0)
		return;
	int fd = open(filler, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(posix_fallocate(fd, 0, n), 0);
	close(fd);
}

void smalldisk_empty(void)
{
	unlink(filler);
}

void smalldisk_unmount(void)
{
	int tries = 500;

	while (umount(disk) != 0) { /* a child of the program that has just ended may still be there, making the day's backup */
		assert_int_equal(errno, EBUSY);
		assert_true(tries-- > 0);
		nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
	}
	rmdir(disk);
}
