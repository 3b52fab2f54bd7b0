/* docx_fuzz.c - any XML as the parts of a document, and any bytes as one: the text that comes out is clean. */
#include "forms/reader/docx.h"

#include "store/base/text.h"
#include "tests/fuzz/wrap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct docx d;
	struct error e;
	size_t n;
	char *bytes = wrap_archive(data, size, &n);
	if (!bytes)
		return 0;
	if (docx_read_memory(bytes, n, "x.docx", &d, &e) == Z_OK) {
		if (!utf8_valid(d.text, strlen(d.text), NULL) || strchr(d.text, 0x1b))
			abort();
		for (int i = 0; i < d.remarks; i++)
			if (!utf8_valid(d.remark[i], strlen(d.remark[i]), NULL) || strpbrk(d.remark[i], "\n\x1b"))
				abort();
	}
	docx_free(&d);
	free(bytes);
	return 0;
}
