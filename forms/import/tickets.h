/* tickets.h - the export of a 12345 platform into the desk.
 *
 * Both layouts of domain 4.6 and their synonyms; columns that nobody knows are kept with the ticket.  A number that is
 * known already gets only what belongs to the platform, and each change is told; what the bureau did is never touched.
 * One file is one batch and one transaction, and it can be undone while nobody built on it (ticket_import_undo).  A row
 * that is wrong is named, and the others come in; or none does, if so asked. */
#ifndef FORMS_IMPORT_TICKETS_H
#define FORMS_IMPORT_TICKETS_H

#include "forms/import/ledger.h"
#include "store/store.h"

enum tickets_field {
#define COLUMN(NAME, key, name, synonyms, need, kind, codes, max) TICKET_COLUMN_##NAME,
#include "forms/import/tickets.def"
	TICKET_COLUMNS
};
const char *tickets_field_key(enum tickets_field f);
const char *tickets_field_name(enum tickets_field f);
/* By key or name; -1: an extra field ("", 不用, extra); -2: no such. */
int tickets_field_parse(const char *word);

struct tickets_import {
	enum encoding encoding; /* ENCODING_UNKNOWN: detect */
	bool dry_run;           /* everything is tried, nothing is kept */
	bool all_or_nothing;    /* one wrong row, and nothing is kept */
	const struct ledger_mapping *mapping; /* before those that are remembered */
	int mappings;
	/* All may be NULL. */
	void (*refused)(void *ctx, const struct ledger_refusal *refusal);
	void (*changed)(void *ctx, long line, const char *number, const struct ticket_change *c, int n);
	bool (*progress)(void *ctx, long long done, long long total); /* as in ledger.h */
	void *ctx;
};

struct tickets_result {
	struct ledger_result ledger; /* rows, encoding, what was hidden, columns kept as extra fields */
	int64_t batch;               /* 0: nothing was kept */
	long met[TICKET_CHANGED + 1]; /* rows by enum ticket_met */
};

/* Z_OK also where rows were refused: see *r.  tickets_result_free in any case. */
enum z tickets_import(
        struct desk *d, const char *path, const struct tickets_import *how, struct tickets_result *r, struct error *e);
void tickets_result_free(struct tickets_result *r);

/* What the file's headers are taken for, before anything is read: for who maps them by hand. */
struct tickets_header {
	const char *name, *letters; /* "工单编号", "C" */
	const char *sample;         /* of the first row, masked */
	int field;                  /* enum tickets_field, -1: an extra field */
	bool by_hand;
};
struct tickets_headers {
	struct tickets_header *header;
	int n;
	struct ledger_result ledger; /* owns the texts */
};
enum z tickets_headers(
        struct desk *d, const char *path, enum encoding x, struct tickets_headers *h, struct error *e);
void tickets_headers_free(struct tickets_headers *h);
#endif
