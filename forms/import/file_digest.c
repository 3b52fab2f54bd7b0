/* file_digest.c - see file_digest.h. */
#include "forms/import/file_digest.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum z file_digest(const char *path, struct hash *h, struct error *e)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	hash_bytes(h, "", 0);
	if (fd < 0 || fstat(fd, &st)) {
		if (fd >= 0)
			close(fd);
		return refuse(e, R_SOURCE_MISSING, path);
	}
	void *map = st.st_size > 0 ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
	close(fd);
	if (map != MAP_FAILED) {
		hash_bytes(h, map, (size_t)st.st_size);
		munmap(map, (size_t)st.st_size);
	}
	return Z_OK;
}
