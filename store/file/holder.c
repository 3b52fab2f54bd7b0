/* holder.c - the line beside the desk's file that names a long transaction.
 *
 * A lock on that line says that its writer lives; a line without it was left by a crash.  Open-file-description locks:
 * they are asked without being taken, so that a look never keeps the next one from writing his line. */
#include "store/file/holder.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "store/base/memory.h"

struct holder {
	int fd;
	char *path;
};

static char *beside(const char *desk_path)
{
	struct buffer b = {0};
	buffer_printf(&b, "%s.holder", desk_path);
	return buffer_take(&b);
}

struct holder *holder_tell(const char *desk_path, const char *what)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	char *path = beside(desk_path);
	int fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
	size_t n = strlen(what);
	if (fd < 0 || fcntl(fd, F_OFD_SETLK, &lock) || ftruncate(fd, 0) || write(fd, what, n) != (ssize_t)n) {
		if (fd >= 0)
			close(fd);
		free(path);
		return NULL;
	}
	struct holder *h = xalloc(sizeof *h);
	h->fd = fd;
	h->path = path;
	return h;
}

void holder_done(struct holder **h)
{
	if (!*h)
		return;
	unlink((*h)->path);
	close((*h)->fd);
	free((*h)->path);
	free(*h);
	*h = NULL;
}

const char *holder_name(const char *desk_path, char *out, size_t cap)
{
	struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
	char *path = beside(desk_path);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t n = 0;
	if (fd >= 0 && !fcntl(fd, F_OFD_GETLK, &lock) && lock.l_type != F_UNLCK)
		n = read(fd, out, cap - 1);
	out[n > 0 ? n : 0] = '\0';
	if (fd >= 0)
		close(fd);
	free(path);
	return out;
}
