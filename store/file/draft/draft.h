/* draft.h - what is being typed, beside the desk: no crash, hang-up, full disk or colleague costs a character.
 *
 * Each editor appends its edits to its own preallocated 0600 file in the folder "draft" beside the desk (a write per
 * key, a sync within two seconds).  A record: length, checksum, field, offset, bytes removed, text inserted; the first
 * one holds which record is edited (kind, id, version) and the texts it began with.  A torn last record is ignored. */
#ifndef STORE_FILE_DRAFT_DRAFT_H
#define STORE_FILE_DRAFT_DRAFT_H

#include "store/base/error.h"

#include <stdbool.h>
#include <stdint.h>

#define DRAFT_FIELDS 32

struct draft;

struct draft_about {
	char kind[24];     /* "item" */
	int64_t id;        /* 0: not saved yet */
	int64_t ver;       /* version that was read */
	int64_t officer;
	int64_t begun;     /* instant */
};

/* Begins a file; fields are the texts as they are now (n of them).  Works without the database. */
enum z draft_begin(const char *desk_path, const struct draft_about *about, const char *const *fields, int n,
        struct draft **d, struct error *e);
/* One edit of field f: at byte offset, remove bytes, insert n bytes.  Also taken over in memory; a failing disk is
 * reported once (Z_FULL, Z_IO) and tried again at every later edit. */
enum z draft_edit(
        struct draft *d, int f, size_t offset, size_t removed, const char *inserted, size_t n, struct error *e);
enum z draft_set(struct draft *d, int f, const char *text, struct error *e); /* a whole field */
/* d holds all that the file at path does: that one is discarded as soon as d is whole on the disk, or ends.  The file
 * may be another draft's of this process, which is left (draft_leave) before. */
void draft_replaces(struct draft *d, const char *path);
const char *draft_path(const struct draft *d); /* NULL while it could not be made */
bool draft_kept(const struct draft *d); /* everything typed is in the file; false: some of it in memory only */
void draft_sync(struct draft *d); /* call from the loop; syncs at most every two seconds, compacts when large */
/* Saved or given up: overwrites and removes the file. */
void draft_end(struct draft **d);
/* Leaves the file for the next start (hang-up). */
void draft_leave(struct draft **d);

/* Left-over drafts of an officer (0: of all) that no living process holds (flock). */
struct draft_found {
	char *path;
	struct draft_about about;
	int n;
	char *fields[DRAFT_FIELDS];
	char title[128]; /* the first field's beginning, for the offer */
};
enum z draft_find(const char *desk_path, int64_t officer, struct draft_found **list, int *count, struct error *e);
void draft_found_free(struct draft_found **list, int count);
void draft_discard(const char *path); /* overwrites and removes */
/* Erasure: removes every draft about this record; returns how many, *held: how many a living process holds. */
int draft_erase(const char *desk_path, const char *kind, int64_t id, int *held);
#endif
