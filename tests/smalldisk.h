/* smalldisk.h - a real disk that can be filled: a small tmpfs that only this process and its children see.
 *
 *	if (!smalldisk_mount(folder, 8 << 20))
 *		skip();
 *	smalldisk_fill(4096);                         so many bytes are left
 *	smalldisk_empty();
 *	smalldisk_unmount(); */
#ifndef TESTS_SMALLDISK_H
#define TESTS_SMALLDISK_H

#include <stdbool.h>
#include <stdint.h>

/* In a mount name space of our own, as root or as root of a user name space; folder is made.  False, and printed why,
 * where the system grants neither. */
bool smalldisk_mount(const char *folder, int64_t bytes);
void smalldisk_fill(int64_t leave);
void smalldisk_empty(void);
void smalldisk_unmount(void);
#endif
