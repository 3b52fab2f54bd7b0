/* place.h - the file system around the desk's file: whose it is, on what it lies, and files put in place whole.
 * Knows no SQLite. */
#ifndef STORE_FILE_PLACE_H
#define STORE_FILE_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/error.h"

/* errno in Chinese, for a refusal's argument. */
const char *os_error_text(int number, char buf[64]);
/* R_FILE_IO (or R_FILE_FULL where number says so) with the path. */
enum z refuse_os(struct error *e, const char *path, int number);
/* The same of a file that could not be made: the sentence names its folder, not a name that is ours alone. */
enum z refuse_making(struct error *e, const char *path, int number);

/* The file: a regular one, ours, 0600; its folder: not writable by anyone else. */
enum z place_check_rights(const char *path, struct error *e);
/* Refuses what could only be read: the file itself, or its folder, where the journal is made. */
enum z place_check_writable(const char *path, struct error *e);
/* Refuses network file systems, where two hosts overwrite each other without any error. */
enum z place_check_local(const char *path, struct error *e);
/* The name of a network file system by statfs's f_type, or NULL for a local one. */
const char *place_network_name(unsigned long type);

/* The folder of path, xalloc'd: "." for a bare name. */
char *place_folder(const char *path);
/* folder/name, xalloc'd. */
char *place_join(const char *folder, const char *name);
/* A folder (and those above it), 0700 where we make it. */
enum z place_make_folder(const char *folder, struct error *e);
/* Syncs file or folder; 0 or -1. */
int place_sync(const char *path);
/* from takes the name to, which must not exist (Z_INVALID R_FILE_EXISTS), and the folder is synced. */
enum z place_publish(const char *from, const char *to, struct error *e);
/* Overwrites an open file with zeros, syncs it, removes the name (NULL: it has none any more). */
void place_shred(int fd, const char *path);
/* Whether there is no room for another megabyte, by disk or by quota; asked by trying. */
bool place_is_full(const char *path);
bool place_exists(const char *path);
/* Before a desk's file takes this name, which no file has now: a journal that somebody who died left beside it would be
 * played back into the new file. */
void place_clear_journals(const char *path);
#endif
