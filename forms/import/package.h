/* package.h - a .docx or .xlsx as an archive of named parts, opened with suspicion.
 *
 * Nothing is ever unpacked to disk.  Bounded: entries, bytes of a part and of all parts, and the ratio of packing;
 * names that climb or repeat, encrypted parts and macros are refused.  A wrong checksum is an error where the part
 * ends. */
#ifndef FORMS_IMPORT_PACKAGE_H
#define FORMS_IMPORT_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/reader/xml.h"
#include "store/base/error.h"
#include "store/base/memory.h"

#define PACKAGE_FILE_MAX (256ll << 20) /* bytes of the archive */
#define PACKAGE_ENTRIES_MAX 8192
#define PACKAGE_PART_MAX (512ll << 20) /* bytes of one part, unpacked */
#define PACKAGE_TOTAL_MAX (1024ll << 20)
#define PACKAGE_RATIO_MAX 200 /* counted once a part has given 4 MB, or all that was read of an archive 16 MB */
#define PACKAGE_RATIO_FREE (4ll << 20)
#define PACKAGE_ALL_FREE (16ll << 20)

enum package_kind {
	PACKAGE_OTHER,
	PACKAGE_WORD,
	PACKAGE_SHEET,
};

struct package;
/* wanted: refuses everything else with a sentence that says as what to save the file; PACKAGE_OTHER takes either kind
 * of Office file.  *out is the caller's until package_close. */
enum z package_open(
	const char *path, enum package_kind wanted, struct package **out, struct error *e);
/* The same in memory; data must live as long as the package.  file: the name for messages. */
enum z package_open_memory(const void *data, size_t n, const char *file, enum package_kind wanted,
	struct package **out, struct error *e);
void package_close(struct package **p);

enum package_kind package_kind(const struct package *p);
const char *package_file(const struct package *p); /* the name for messages */
const char *package_main(const struct package *p); /* "word/document.xml", "xl/workbook.xml" */
bool package_has(const struct package *p, const char *part);

/* Feeds a part through the hooks.  Z_MISSING if it is not there. */
enum z package_xml(struct package *p, const char *part, const struct xml_hooks *hooks, void *ctx,
	struct error *e);

/* The parts that one part refers to. */
struct package_rel {
	const char *id, *type; /* type: the last word of its address, "worksheet", "image" */
	const char *target;    /* a part's name; for external ones the address as it stands */
	bool external;
};
struct package_rels {
	struct arena arena;
	struct package_rel *rel;
	int n;
};
/* Z_OK with n 0 where the part has none.  package_rels_free in any case. */
enum z package_rels(struct package *p, const char *part, struct package_rels *r, struct error *e);
/* By id, or (id NULL) the first of a type; NULL if there is none. */
const struct package_rel *package_rel(
	const struct package_rels *r, const char *id, const char *type);
void package_rels_free(struct package_rels *r);
#endif
