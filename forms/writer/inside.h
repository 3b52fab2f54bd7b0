/* inside.h - what the two writers of .xlsx share: a ledger (book.c) and a document's tables (xlsx.c). */
#ifndef FORMS_WRITER_INSIDE_H
#define FORMS_WRITER_INSIDE_H

#include <stdint.h>

#include "forms/xlsx.h"

/* A day as a spreadsheet counts it. */
double sheet_day(int32_t day);
lxw_format *sheet_head_format(const struct xlsx_calls *x, lxw_workbook *book);
lxw_format *sheet_number_format(const struct xlsx_calls *x, lxw_workbook *book, const char *pattern);
/* What a cell holds of a text that is longer than a cell can be, with a word that says so, the caller's; NULL: all. */
char *sheet_cell_text(const char *s);
#endif
