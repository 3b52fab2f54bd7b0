/* fault_vfs.c - see fault_vfs.h. */
#include "tests/fault_vfs.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct {
	enum fault_kind kind;
	int left, rc, hits;
	bool stays;
} armed;

void fault_arm(enum fault_kind kind, int n, int rc, bool stays)
{
	armed.kind = kind;
	armed.left = n;
	armed.rc = rc;
	armed.stays = stays;
	armed.hits = 0;
}

int fault_disarm(void)
{
	armed.kind = FAULT_NONE;
	return armed.hits;
}

static bool counts(enum fault_kind kind)
{
	if (armed.kind == FAULT_ANY_CHANGE)
		return kind == FAULT_WRITE || kind == FAULT_SYNC || kind == FAULT_TRUNCATE || kind == FAULT_DELETE;
	return armed.kind == kind;
}

static int strikes(enum fault_kind kind)
{
	if (!counts(kind))
		return SQLITE_OK;
	armed.left--;
	if (armed.left > 0 || (armed.left < 0 && !armed.stays))
		return SQLITE_OK;
	armed.hits++;
	errno = armed.rc == SQLITE_FULL ? ENOSPC : EIO;
	return armed.rc;
}

static int die_or(int rc)
{
	if (rc == FAULT_DEATH)
		_exit(FAULT_DEATH_STATUS);
	return rc;
}

/* ---- a file that passes everything on ---- */

struct file {
	sqlite3_file base;
	sqlite3_file *real;
};

static sqlite3_file *real(sqlite3_file *f)
{
	return ((struct file *)f)->real;
}
#define ON(name) real(f)->pMethods->name

static int f_close(sqlite3_file *f)
{
	int rc = ON(xClose)(real(f));
	free(real(f));
	return rc;
}

static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	int rc = strikes(FAULT_READ);
	return rc ? rc : ON(xRead)(real(f), p, n, at);
}

static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	int rc = strikes(FAULT_WRITE);
	if (rc && n > 1) /* half of it has arrived */
		ON(xWrite)(real(f), p, n / 2, at);
	return rc ? die_or(rc) : ON(xWrite)(real(f), p, n, at);
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	int rc = strikes(FAULT_TRUNCATE);
	return rc ? die_or(rc) : ON(xTruncate)(real(f), size);
}

static int f_sync(sqlite3_file *f, int flags)
{
	int rc = strikes(FAULT_SYNC);
	return rc ? die_or(rc) : ON(xSync)(real(f), flags);
}

static int f_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return ON(xFileSize)(real(f), size);
}

static int f_lock(sqlite3_file *f, int level)
{
	int rc = strikes(FAULT_LOCK);
	return rc ? rc : ON(xLock)(real(f), level);
}

static int f_unlock(sqlite3_file *f, int level)
{
	return ON(xUnlock)(real(f), level);
}

static int f_reserved(sqlite3_file *f, int *out)
{
	return ON(xCheckReservedLock)(real(f), out);
}

static int f_control(sqlite3_file *f, int op, void *arg)
{
	return ON(xFileControl)(real(f), op, arg);
}

static int f_sector(sqlite3_file *f)
{
	return ON(xSectorSize)(real(f));
}

static int f_device(sqlite3_file *f)
{
	return ON(xDeviceCharacteristics)(real(f));
}

/* Version 1: no shared memory, which a rollback journal does not use. */
static const sqlite3_io_methods methods = {
	.iVersion = 1,
	.xClose = f_close,
	.xRead = f_read,
	.xWrite = f_write,
	.xTruncate = f_truncate,
	.xSync = f_sync,
	.xFileSize = f_size,
	.xLock = f_lock,
	.xUnlock = f_unlock,
	.xCheckReservedLock = f_reserved,
	.xFileControl = f_control,
	.xSectorSize = f_sector,
	.xDeviceCharacteristics = f_device,
};

static sqlite3_vfs *usual, shim;

static int v_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
	struct file *file = (struct file *)f;
	int rc = strikes(FAULT_OPEN);
	(void)v;
	file->base.pMethods = NULL;
	if (rc)
		return rc;
	file->real = calloc(1, (size_t)usual->szOsFile);
	if (!file->real)
		return SQLITE_NOMEM;
	rc = usual->xOpen(usual, name, file->real, flags, out);
	if (rc) {
		free(file->real);
		return rc;
	}
	file->base.pMethods = &methods;
	return SQLITE_OK;
}

static int v_delete(sqlite3_vfs *v, const char *name, int sync)
{
	int rc = strikes(FAULT_DELETE);
	(void)v;
	return rc ? die_or(rc) : usual->xDelete(usual, name, sync);
}

void fault_vfs_install(void)
{
	if (usual)
		return;
	usual = sqlite3_vfs_find(NULL);
	shim = *usual;
	shim.zName = "fault";
	shim.szOsFile = (int)sizeof(struct file);
	shim.pNext = NULL;
	shim.xOpen = v_open;
	shim.xDelete = v_delete;
	sqlite3_vfs_register(&shim, 1);
}
