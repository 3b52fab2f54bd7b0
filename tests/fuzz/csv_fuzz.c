/* csv_fuzz.c - any bytes as a table: the rows must not depend on how the bytes are cut. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/reader/csv.h"
#include "store/base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum z collect(void *ctx, const struct row *row, struct error *e)
{
	struct buffer *b = ctx;
	(void)e;
	buffer_printf(b, "%ld:", row->line);
	for (int i = 0; i < row->cells; i++) {
		buffer_add(b, row->cell[i].s, row->cell[i].n + 1);
		buffer_byte(b, '|');
	}
	buffer_byte(b, '\n');
	return Z_OK;
}

static enum z parse(const uint8_t *data, size_t size, size_t piece, struct buffer *out, struct error *e)
{
	struct csv *c = csv_new(csv_delimiter((const char *)data, size), 200, "x", collect, out);
	enum z z = Z_OK;
	for (size_t i = 0; i < size && z == Z_OK; i += piece)
		z = csv_feed(c, (const char *)data + i, size - i < piece ? size - i : piece, e);
	if (z == Z_OK)
		z = csv_end(c, e);
	csv_free(&c);
	return z;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buffer whole = {0}, cut = {0};
	struct error e = {0}, f = {0};
	if (!size)
		return 0;
	enum z z = parse(data, size, size, &whole, &e);
	if (parse(data, size, 1 + data[0] % 7, &cut, &f) != z || whole.n != cut.n ||
		(cut.n && memcmp(whole.s, cut.s, cut.n)) || e.code != f.code || strcmp(e.arg[1], f.arg[1]) ||
		strcmp(e.arg[2], f.arg[2]))
		abort();
	buffer_free(&whole);
	buffer_free(&cut);
	return 0;
}
