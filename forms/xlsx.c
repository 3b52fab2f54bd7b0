/* xlsx.c - see xlsx.h.  XLSX_LIBRARY is the name under which the linker would have asked for it, from the Makefile. */
#include "forms/xlsx.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

const struct xlsx_calls *xlsx_library(struct error *e)
{
	static struct xlsx_calls calls;
	static bool loaded;
	if (loaded)
		return &calls;
	void *library = dlopen(XLSX_LIBRARY, RTLD_NOW | RTLD_LOCAL);
	bool all = library != NULL;
	/* The bytes are copied, because C knows no conversion from an object's address to a function's. */
#define XLSX_CALL(name)                                                    \
	if (all) {                                                         \
		void *address = dlsym(library, #name);                     \
		memcpy(&calls.name, &address, sizeof address);             \
		all = address != NULL;                                     \
	}
	XLSX_CALLS(XLSX_CALL)
#undef XLSX_CALL
	if (!all) {
		if (library)
			dlclose(library);
		refuse(e, R_ARCHIVE_LIBRARY, XLSX_LIBRARY);
		return NULL;
	}
	loaded = true;
	return &calls;
}
