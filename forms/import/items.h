/* items.h - the ledger of finished items into the desk as migrated history (迁入).
 *
 * 标题 文号 信息分类 栏目 公开属性 成文日期 发布日期 公开渠道 链接 来源股室, in any order, with usual synonyms; 关键词 and 正文 may
 * stand there too.  A state that a file claims is never read: what comes in so is 迁入 and nothing else.  One file is one
 * batch and one transaction; it can be undone while nobody built on it (migrate_undo). */
#ifndef FORMS_IMPORT_ITEMS_H
#define FORMS_IMPORT_ITEMS_H

#include "forms/import/ledger.h"
#include "store/store.h"

struct items_import {
	enum encoding encoding; /* ENCODING_UNKNOWN: detect */
	bool dry_run;           /* everything is tried, nothing is kept */
	bool partial;           /* keep the good rows although others were refused */
	void (*refused)(void *ctx, const struct ledger_refusal *refusal); /* may be NULL */
	bool (*progress)(void *ctx, long long done, long long total);     /* as in ledger.h */
	void *ctx;
};

/* A name that was not known yet and so was made, or would be. */
enum items_made_kind { MADE_CATEGORY, MADE_CATALOG, MADE_CHANNEL, MADE_OFFICE, MADE_COUNT };
struct items_name {
	enum items_made_kind kind;
	const char *name;
};

struct items_result {
	struct ledger_result ledger; /* rows, encoding, what was hidden, columns that are not used */
	int64_t batch;               /* 0: nothing was kept */
	struct items_name *made;     /* of the good rows */
	size_t made_n;
	struct arena arena;
};

/* Z_OK also where rows were refused (then nothing was kept unless partial): see *r.  items_result_free in any case. */
enum z items_import(
        struct desk *d, const char *path, const struct items_import *how, struct items_result *r, struct error *e);
void items_result_free(struct items_result *r);
#endif
