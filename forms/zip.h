/* zip.h - libzip, loaded when the first archive is opened and not when the program starts.
 *
 * It brings libcrypto with it, whose relocation alone would take a tenth of the start and 1.6 MB of every open desk.
 * Types and constants are those of <zip.h>; a function is called as zip->open(...) instead of zip_open(...).  Knows no
 * archive. */
#ifndef FORMS_ZIP_H
#define FORMS_ZIP_H

#include <zip.h>

#include "store/base/error.h"

#define ZIP_CALLS(X)                                                                                                       \
	X(open) X(open_from_source) X(close) X(discard) X(get_num_entries) X(get_name) X(name_locate) X(stat_index)        \
	X(fopen_index) X(fread) X(fclose) X(file_add) X(file_set_mtime) X(error_init) X(error_fini) X(source_buffer)        \
	X(source_buffer_create) X(source_free) X(source_keep) X(source_open) X(source_read) X(source_close)

struct zip_calls {
#define ZIP_CALL(name) __typeof__(zip_##name) *name;
	ZIP_CALLS(ZIP_CALL)
#undef ZIP_CALL
};

/* NULL with a refusal where the library is missing; else the same one each time. */
const struct zip_calls *zip_library(struct error *e);
#endif
