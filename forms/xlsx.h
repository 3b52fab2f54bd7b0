/* xlsx.h - libxlsxwriter, loaded when the first workbook is written and not when the program starts: like libzip
 * (forms/zip.h) it brings libcrypto with it.
 *
 * Types and constants are those of <xlsxwriter.h>; a function is called as xlsx->workbook_close(...).  Knows no
 * workbook. */
#ifndef FORMS_XLSX_H
#define FORMS_XLSX_H

#include <xlsxwriter.h>

#include "store/base/error.h"

#define XLSX_CALLS(X)                                                                                                      \
	X(workbook_new_opt) X(workbook_add_worksheet) X(workbook_add_format) X(workbook_add_chart) X(workbook_close)       \
	X(workbook_set_properties) X(worksheet_write_string) X(worksheet_write_number) X(worksheet_write_blank)            \
	X(worksheet_set_column) X(worksheet_freeze_panes) X(worksheet_autofilter) X(worksheet_merge_range)                 \
	X(worksheet_insert_chart) X(worksheet_set_paper) X(worksheet_set_landscape) X(worksheet_repeat_rows)               \
	X(worksheet_fit_to_pages) X(format_set_bold) X(format_set_text_wrap) X(format_set_border) X(format_set_align)      \
	X(format_set_num_format) X(format_set_bg_color) X(chart_add_series) X(chart_title_set_name) X(chart_legend_set_position) \
	X(chart_series_set_labels)

struct xlsx_calls {
#define XLSX_CALL(name) __typeof__(name) *name;
	XLSX_CALLS(XLSX_CALL)
#undef XLSX_CALL
};

/* NULL with a refusal where the library is missing; else the same one each time. */
const struct xlsx_calls *xlsx_library(struct error *e);
#endif
