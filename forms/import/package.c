/* package.c - libzip under guard.  Knows the wrapping of Office files, not what is in them. */
#include "forms/import/package.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "forms/reader/sniff.h"
#include "forms/words.h"
#include "forms/zip.h"

#define PIECE 32768

static const struct zip_calls *zip; /* there once a package is open */

struct package {
	zip_t *zip;
	char *file;
	char *main;
	enum package_kind kind;
	long long bytes; /* of the archive */
	long long total; /* of all that was unpacked so far */
	bool macro;
};

static enum z broken(const struct package *p, struct error *e)
{
	return refuse(e, R_ARCHIVE_BROKEN, p->file);
}

static enum z hostile(const struct package *p, const char *what, struct error *e)
{
	return refuse(e, R_ARCHIVE_HOSTILE, p->file, what);
}

static int by_name(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

static bool climbs(const char *name)
{
	for (const char *s = name; *s; s++) {
		if ((unsigned char)*s < 0x20 || *s == '\\')
			return true;
		if ((s == name || s[-1] == '/') && s[0] == '.' && s[1] == '.' &&
			(s[2] == '/' || !s[2]))
			return true;
	}
	return name[0] == '/' || !name[0];
}

/* Everything that can be said before a part is read. */
static enum z inspect(struct package *p, struct error *e)
{
	zip_int64_t n = zip->get_num_entries(p->zip, 0);
	if (n > PACKAGE_ENTRIES_MAX)
		return hostile(p, W_ARCHIVE_ENTRIES, e);
	const char **name = xalloc((size_t)(n > 0 ? n : 1) * sizeof *name);
	enum z z = Z_OK;
	for (zip_int64_t i = 0; i < n && z == Z_OK; i++) {
		zip_stat_t st;
		name[i] = "";
		/* The raw name: libzip shows control characters of old archives as the pictures of CP437. */
		const char *raw = zip->get_name(p->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
		/* What is said of an entry goes from the worst to the least. */
		if (!raw || zip->stat_index(p->zip, (zip_uint64_t)i, 0, &st) != 0)
			z = broken(p, e); /* NOLINT(bugprone-branch-clone): said twice, in that order */
		else if (climbs(name[i] = raw))
			z = hostile(p, W_ARCHIVE_NAMES, e);
		else if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) &&
			 st.encryption_method != ZIP_EM_NONE)
			z = refuse(e, R_SOURCE_ENCRYPTED, p->file);
		else if ((st.valid & ZIP_STAT_COMP_METHOD) && st.comp_method != ZIP_CM_STORE &&
			 st.comp_method != ZIP_CM_DEFLATE)
			z = broken(p, e);
		const char *slash = strrchr(name[i], '/');
		p->macro |= !strcasecmp(slash ? slash + 1 : name[i], "vbaProject.bin");
	}
	if (z == Z_OK) {
		qsort(name, (size_t)n, sizeof *name, by_name);
		for (zip_int64_t i = 1; i < n; i++)
			if (!strcasecmp(name[i - 1], name[i])) {
				z = hostile(p, W_ARCHIVE_TWICE, e);
				break;
			}
	}
	free(name);
	return z;
}

bool package_has(const struct package *p, const char *part)
{
	return zip->name_locate(p->zip, part, ZIP_FL_NOCASE) >= 0;
}

static enum z pump(
	struct package *p, zip_file_t *f, long long packed, struct xml *x, struct error *e)
{
	char piece[PIECE];
	long long got = 0;
	for (;;) {
		zip_int64_t k = zip->fread(f, piece, sizeof piece);
		if (k < 0)
			return broken(p, e);
		got += k;
		p->total += k;
		if (got > PACKAGE_PART_MAX || p->total > PACKAGE_TOTAL_MAX)
			return hostile(p, W_ARCHIVE_SIZE, e);
		/* Of the part, and of all that was read of the archive: many small parts, or one read often, grow too. */
		if ((got > PACKAGE_RATIO_FREE && got / (packed > 0 ? packed : 1) > PACKAGE_RATIO_MAX) ||
			(p->total > PACKAGE_ALL_FREE && p->total / (p->bytes > 0 ? p->bytes : 1) > PACKAGE_RATIO_MAX))
			return hostile(p, W_ARCHIVE_RATIO, e);
		enum z z = xml_feed(x, piece, (size_t)k, k == 0, e);
		if (z != Z_OK || k == 0)
			return z;
	}
}

enum z package_xml(struct package *p, const char *part, const struct xml_hooks *hooks, void *ctx,
	struct error *e)
{
	zip_int64_t i = zip->name_locate(p->zip, part, ZIP_FL_NOCASE);
	zip_stat_t st;
	if (i < 0)
		return refuse(e, R_ARCHIVE_PART, p->file, part);
	if (zip->stat_index(p->zip, (zip_uint64_t)i, 0, &st) != 0)
		return broken(p, e);
	zip_file_t *f = zip->fopen_index(p->zip, (zip_uint64_t)i, 0);
	if (!f)
		return broken(p, e);
	struct xml *x = xml_new(hooks, ctx, p->file);
	enum z z = pump(p, f, st.valid & ZIP_STAT_COMP_SIZE ? (long long)st.comp_size : 1, x, e);
	xml_free(&x);
	zip->fclose(f);
	return z;
}

/* ---- relationships ---- */

/* target as written in part, as the name of a part: "../media/a.png" from "word/x.xml" is "media/a.png".  What climbs
 * out of the archive stays at its top, where nothing is found. */
static char *resolve(struct arena *a, const char *part, const char *target)
{
	char *out = arena_alloc(a, strlen(part) + strlen(target) + 2);
	size_t n = 0;
	const char *slash = strrchr(part, '/');
	if (target[0] != '/' && slash) {
		n = (size_t)(slash - part);
		memcpy(out, part, n);
	}
	for (const char *s = target; *s;) {
		size_t k = strcspn(s, "/");
		if (k == 2 && !memcmp(s, "..", 2)) {
			while (n && out[n - 1] != '/')
				n--;
			n -= n > 0;
		} else if (k && !(k == 1 && s[0] == '.')) {
			if (n)
				out[n++] = '/';
			memcpy(out + n, s, k);
			n += k;
		}
		s += k;
		s += *s == '/';
	}
	out[n] = '\0';
	return out;
}

struct rels_ctx {
	struct package_rels *r;
	const char *part;
	int room;
};

static enum z rels_begin(void *ctx, const char *name, const char *const *atts, struct error *e)
{
	struct rels_ctx *c = ctx;
	struct package_rels *r = c->r;
	const char *id = xml_attr(atts, "Id"), *type = xml_attr(atts, "Type"),
		   *target = xml_attr(atts, "Target");
	const char *mode = xml_attr(atts, "TargetMode");
	(void)e;
	if (strcmp(name, "rel:Relationship") || !id || !type || !target || r->n >= 16384 ||
		strlen(id) > 256 || strlen(target) > 2048)
		return Z_OK;
	if (r->n == c->room) {
		c->room = c->room ? c->room * 2 : 16;
		r->rel = xrealloc(r->rel, (size_t)c->room * sizeof *r->rel);
	}
	const char *slash = strrchr(type, '/');
	struct package_rel *rel = &r->rel[r->n++];
	rel->id = arena_strdup(&r->arena, id);
	rel->type = arena_strdup(&r->arena, slash ? slash + 1 : type);
	rel->external = mode && !strcmp(mode, "External");
	rel->target = rel->external ? arena_strdup(&r->arena, target)
	                            : resolve(&r->arena, c->part, target);
	return Z_OK;
}

enum z package_rels(struct package *p, const char *part, struct package_rels *r, struct error *e)
{
	static const struct xml_hooks hooks = {.begin = rels_begin};
	struct rels_ctx c = {.r = r, .part = part};
	memset(r, 0, sizeof *r);
	const char *slash = strrchr(part, '/');
	size_t dir = slash ? (size_t)(slash - part) + 1 : 0;
	struct buffer name = {0};
	buffer_add(&name, part, dir);
	buffer_printf(&name, "_rels/%s.rels", part + dir);
	enum z z = package_has(p, name.s) ? package_xml(p, name.s, &hooks, &c, e) : Z_OK;
	buffer_free(&name);
	return z;
}

const struct package_rel *package_rel(
	const struct package_rels *r, const char *id, const char *type)
{
	for (int i = 0; i < r->n; i++)
		if (id ? !strcmp(r->rel[i].id, id) : !strcmp(r->rel[i].type, type))
			return &r->rel[i];
	return NULL;
}

void package_rels_free(struct package_rels *r)
{
	free(r->rel);
	arena_free(&r->arena);
	memset(r, 0, sizeof *r);
}

/* ---- opening ---- */

static enum package_kind kind_of_type(const char *type)
{
	if (strstr(type, "wordprocessingml.document.main") ||
		strstr(type, "wordprocessingml.template.main") ||
		strstr(type, "ms-word.document.macroEnabled") ||
		strstr(type, "ms-word.template.macroEnabled"))
		return PACKAGE_WORD;
	if (strstr(type, "spreadsheetml.sheet.main") ||
		strstr(type, "spreadsheetml.template.main") ||
		strstr(type, "ms-excel.sheet.macroEnabled") ||
		strstr(type, "ms-excel.template.macroEnabled"))
		return PACKAGE_SHEET;
	return PACKAGE_OTHER;
}

static enum z types_begin(void *ctx, const char *name, const char *const *atts, struct error *e)
{
	struct package *p = ctx;
	const char *part = xml_attr(atts, "PartName"), *type = xml_attr(atts, "ContentType");
	(void)e;
	if (!type)
		return Z_OK;
	if (strcasestr(type, "macroEnabled"))
		p->macro = true;
	enum package_kind kind = kind_of_type(type);
	if (kind == PACKAGE_OTHER || p->kind != PACKAGE_OTHER)
		return Z_OK;
	if (!strcmp(name, "ct:Override") && part && p->main &&
		!strcasecmp(part + (part[0] == '/'), p->main))
		p->kind = kind;
	return Z_OK;
}

static enum z find_main(struct package *p, struct error *e)
{
	static const struct xml_hooks hooks = {.begin = types_begin};
	struct package_rels rels;
	enum z z = package_rels(p, "", &rels, e);
	if (z == Z_OK) {
		const struct package_rel *r = package_rel(&rels, NULL, "officeDocument");
		if (r && !r->external)
			p->main = xstrdup(r->target);
		else if (package_has(p, "word/document.xml"))
			p->main = xstrdup("word/document.xml");
		else if (package_has(p, "xl/workbook.xml"))
			p->main = xstrdup("xl/workbook.xml");
	}
	package_rels_free(&rels);
	if (z == Z_OK && package_has(p, "[Content_Types].xml"))
		z = package_xml(p, "[Content_Types].xml", &hooks, p, e);
	/* Some writers give the main part's type as a default of all .xml. */
	if (z == Z_OK && p->main && p->kind == PACKAGE_OTHER && package_has(p, p->main))
		p->kind = !strncasecmp(p->main, "word/", 5) ? PACKAGE_WORD
		          : !strncasecmp(p->main, "xl/", 3) && !strcasestr(p->main, ".bin")
		                  ? PACKAGE_SHEET
		                  : PACKAGE_OTHER;
	return z;
}

static enum z opened(struct package *p, enum package_kind wanted, struct error *e)
{
	const char *as = wanted == PACKAGE_SHEET  ? ".xlsx"
	                 : wanted == PACKAGE_WORD ? ".docx"
	                                          : W_KIND_EITHER;
	enum z z = inspect(p, e);
	if (z == Z_OK)
		z = find_main(p, e);
	if (z != Z_OK)
		return z;
	if (p->macro)
		return refuse(
			e, R_SOURCE_MACRO, p->file, p->kind == PACKAGE_SHEET ? ".xlsx" : ".docx");
	if (p->kind == PACKAGE_OTHER)
		return refuse(e, R_SOURCE_WRONG_KIND, p->file, W_KIND_ZIP, as);
	if (wanted != PACKAGE_OTHER && wanted != p->kind)
		return refuse(e, R_SOURCE_WRONG_KIND, p->file,
			p->kind == PACKAGE_SHEET ? W_KIND_XLSX : W_KIND_DOCX, as);
	return Z_OK;
}

static enum z finish(
	struct package *p, enum package_kind wanted, struct package **out, struct error *e)
{
	enum z z = p->zip ? opened(p, wanted, e) : broken(p, e);
	if (z != Z_OK)
		package_close(&p);
	*out = p;
	return z;
}

enum z package_open(
	const char *path, enum package_kind wanted, struct package **out, struct error *e)
{
	struct buffer head = {0};
	struct stat st;
	*out = NULL;
	enum z z = sniff_head(path, 65536, &head, e);
	if (z == Z_OK)
		z = sniff_zip(sniff_name(path), head.s, head.n,
			wanted == PACKAGE_SHEET ? ".xlsx" : ".docx", e);
	buffer_free(&head);
	if (z != Z_OK)
		return z;
	if (stat(path, &st) != 0)
		st.st_size = 0;
	if (st.st_size > PACKAGE_FILE_MAX)
		return refuse(e, R_SOURCE_TOO_LONG, sniff_name(path),
			number_text(PACKAGE_FILE_MAX >> 20).s);
	zip = zip_library(e);
	if (!zip)
		return Z_IO;
	struct package *p = xalloc(sizeof *p);
	p->file = xstrdup(sniff_name(path));
	p->bytes = (long long)st.st_size;
	p->zip = zip->open(path, ZIP_RDONLY, NULL);
	return finish(p, wanted, out, e);
}

enum z package_open_memory(const void *data, size_t n, const char *file, enum package_kind wanted,
	struct package **out, struct error *e)
{
	*out = NULL;
	enum z z = sniff_zip(file, data, n, wanted == PACKAGE_SHEET ? ".xlsx" : ".docx", e);
	if (z != Z_OK)
		return z;
	zip = zip_library(e);
	if (!zip)
		return Z_IO;
	struct package *p = xalloc(sizeof *p);
	p->file = xstrdup(file);
	p->bytes = (long long)n;
	zip_error_t why;
	zip->error_init(&why);
	zip_source_t *source = zip->source_buffer_create(data, n, 0, &why);
	if (source) {
		p->zip = zip->open_from_source(source, ZIP_RDONLY, &why);
		if (!p->zip)
			zip->source_free(source);
	}
	zip->error_fini(&why);
	return finish(p, wanted, out, e);
}

void package_close(struct package **p)
{
	if (!*p)
		return;
	if ((*p)->zip)
		zip->discard((*p)->zip);
	free((*p)->file);
	free((*p)->main);
	free(*p);
	*p = NULL;
}

enum package_kind package_kind(const struct package *p)
{
	return p->kind;
}

const char *package_file(const struct package *p)
{
	return p->file;
}

const char *package_main(const struct package *p)
{
	return p->main;
}
