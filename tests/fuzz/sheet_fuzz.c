/* sheet_fuzz.c - any XML as the parts of a workbook, and any bytes as one. */
#include "forms/reader/sheet.h"

#include "store/base/text.h"
#include "tests/fuzz/wrap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum z look(void *ctx, const struct row *row, struct error *e)
{
	(void)e;
	if (row->cells < 1 || row->cells > SHEET_COLUMNS_MAX || row->line < 1)
		abort();
	for (int i = 0; i < row->cells; i++) {
		const struct row_cell *c = &row->cell[i];
		if (strlen(c->s) != c->n || !utf8_valid(c->s, c->n, NULL) || (c->kind == CELL_EMPTY) != (c->n == 0))
			abort();
		*(size_t *)ctx += c->n;
	}
	return Z_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sheet_book *b;
	struct error e;
	size_t n, all = 0;
	char *bytes = wrap_archive(data, size, &n);
	if (bytes && sheet_open_memory(bytes, n, "x.xlsx", &b, &e) == Z_OK) {
		for (int i = 0; i < sheet_count(b) && i < 4; i++) {
			struct sheet_report r;
			sheet_rows(b, i, look, &all, &r, &e);
		}
		sheet_close(&b);
	}
	free(bytes);
	return 0;
}
