/* figures.h - the ledger 指标,期间,数值,来源 as figures that people enter (store/record/report/figure_entered.h). */
#ifndef FORMS_IMPORT_FIGURES_H
#define FORMS_IMPORT_FIGURES_H

#include "forms/import/ledger.h"
#include "store/record/report/figure_entered.h"

struct figures_import {
	enum encoding encoding;
	bool dry_run;
	void (*refused)(void *ctx, const struct ledger_refusal *refusal);
	void *ctx;
};
struct figures_result {
	long rows, refused, empty; /* empty: without a value: 未填 */
	int fresh;                 /* rows that were not known yet */
};
/* All or nothing: with a refused row nothing is written. */
enum z figures_import(struct desk *d, const char *path, const struct figures_import *how, struct figures_result *r, struct error *e);

/* 2026-11, 2026-Q3, 2026-H1, 2026, 2026-W47, two days with .. or 至 between them, and 2026年11月, 2026年第3季度, 2026年三季度,
 * 2026年上半年, 2026年, 2026年第47周.  Days [*from, *to). */
enum z figures_period(struct desk *d, const char *text, int32_t *from, int32_t *to, struct error *e);
#endif
