/* zip.c - see zip.h.  ZIP_LIBRARY is the name under which the linker would have asked for it, from the Makefile. */
#include "forms/zip.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

const struct zip_calls *zip_library(struct error *e)
{
	static struct zip_calls calls;
	static bool loaded;
	if (loaded)
		return &calls;
	void *library = dlopen(ZIP_LIBRARY, RTLD_NOW | RTLD_LOCAL);
	bool all = library != NULL;
	/* The bytes are copied, because C knows no conversion from an object's address to a function's. */
#define ZIP_CALL(name)                                                     \
	if (all) {                                                         \
		void *address = dlsym(library, "zip_" #name);              \
		memcpy(&calls.name, &address, sizeof address);             \
		all = address != NULL;                                     \
	}
	ZIP_CALLS(ZIP_CALL)
#undef ZIP_CALL
	if (!all) {
		if (library)
			dlclose(library);
		refuse(e, R_ARCHIVE_LIBRARY, ZIP_LIBRARY);
		return NULL;
	}
	loaded = true;
	return &calls;
}
