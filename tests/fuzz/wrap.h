/* wrap.h - XML of any kind as parts of an archive, so that a fuzzer need not guess checksums.
 *
 * An input that begins with "PK" is an archive itself.  Else it is one or more parts: lines "=NAME" begin a part. */
#ifndef TESTS_FUZZ_WRAP_H
#define TESTS_FUZZ_WRAP_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "store/base/memory.h"

static inline void wrap_part(zip_t *zip, const char *name, const uint8_t *data, size_t n)
{
	void *copy = n ? malloc(n) : NULL; /* libzip frees it, but not where there is nothing in it */
	if (n && !copy)
		abort();
	if (n)
		memcpy(copy, data, n);
	zip_source_t *s = zip_source_buffer(zip, copy, n, 1);
	zip_int64_t i = s ? zip_file_add(zip, name, s, ZIP_FL_OVERWRITE) : -1;
	if (i < 0)
		zip_source_free(s);
	else
		zip_set_file_compression(zip, (zip_uint64_t)i, ZIP_CM_STORE, 0);
}

/* The archive, the caller's to free; NULL where it cannot be made. */
static inline char *wrap_archive(const uint8_t *data, size_t size, size_t *n)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_stat_t st;
	char *bytes = NULL;
	if (size >= 2 && !memcmp(data, "PK", 2)) {
		zip_source_free(source);
		bytes = xalloc(size);
		memcpy(bytes, data, size);
		*n = size;
		return bytes;
	}
	zip_source_keep(source);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
	for (size_t at = 0; zip && at < size;) {
		const uint8_t *line = memchr(data + at, '\n', size - at);
		size_t end = line ? (size_t)(line - data) : size;
		char name[64];
		size_t k = data[at] == '=' ? end - at - 1 : 0;
		memcpy(name, k < sizeof name ? (const char *)data + at + 1 : "", k < sizeof name ? k : 0);
		name[k < sizeof name ? k : 0] = '\0';
		size_t body = k ? (end < size ? end + 1 : size) : at, stop = body;
		const uint8_t *next = stop < size ? memmem(data + stop, size - stop, "\n=", 2) : NULL;
		stop = next ? (size_t)(next - data) + 1 : size;
		wrap_part(zip, k ? name : "[Content_Types].xml", data + body, stop - body);
		at = stop;
	}
	if (zip && zip_close(zip) != 0)
		zip_discard(zip);
	else if (zip && zip_source_stat(source, &st) == 0 && zip_source_open(source) == 0) {
		bytes = xalloc(st.size + 1);
		*n = (size_t)zip_source_read(source, bytes, st.size);
		zip_source_close(source);
	}
	zip_source_free(source);
	return bytes;
}
#endif
