/* inside.h - the form of a draft's file, shared by writing and finding.
 *
 *	magic, then records: length (4 bytes, big-endian; 0 ends), checksum (8 bytes over the place and the payload), payload
 *	payload: DRAFT_ABOUT kind[24] id ver officer begun (8 each) n (1) n * (length (4) text), once and first; or
 *	         DRAFT_EDIT field (1) offset (4) removed (4) inserted text
 */
#ifndef STORE_FILE_DRAFT_INSIDE_H
#define STORE_FILE_DRAFT_INSIDE_H

#include "store/base/memory.h"
#include "store/file/draft/draft.h"

#define DRAFT_MAGIC "zwgk draft 1\n\0\0"
enum { DRAFT_MAGIC_BYTES = 16, DRAFT_FRAME = 12, DRAFT_ABOUT = 'A', DRAFT_EDIT = 'E' };

char *draft_folder(const char *desk_path);
void draft_put_number(struct buffer *b, uint64_t n, int bytes);
uint64_t draft_checksum(size_t at, const void *payload, size_t n);
/* False if the edit lies outside the text. */
bool draft_apply(struct buffer *field, size_t offset, size_t removed, const char *inserted, size_t n);
#endif
