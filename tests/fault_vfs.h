/* fault_vfs.h - a disk that fails when told to: SQLite's default VFS with a counter in front of it.
 *
 *	fault_vfs_install();                          before the first file is opened
 *	fault_arm(FAULT_WRITE, 3, SQLITE_FULL, true); the third write from now on, and all after it
 *	...
 *	if (fault_disarm()) ...                       how often it failed
 *
 * Only what goes through SQLite fails: pages, journals, locks.  Of a write that fails half has arrived.  One process,
 * one thread. */
#ifndef TESTS_FAULT_VFS_H
#define TESTS_FAULT_VFS_H

#include <stdbool.h>

enum fault_kind {
	FAULT_NONE,
	FAULT_WRITE,
	FAULT_SYNC,
	FAULT_TRUNCATE,
	FAULT_DELETE,
	FAULT_OPEN,
	FAULT_LOCK,
	FAULT_READ,
	FAULT_ANY_CHANGE, /* any write, sync, truncation, deletion */
};

/* For rc: the process ends there and then with this status, as if killed. */
enum { FAULT_DEATH = 0x10000, FAULT_DEATH_STATUS = 99 };

void fault_vfs_install(void);
/* n counts from 1; stays: all later ones fail, too. */
void fault_arm(enum fault_kind kind, int n, int rc, bool stays);
int fault_disarm(void);
#endif
