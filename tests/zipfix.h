/* zipfix.h - .docx and .xlsx files made inside a test, good ones and hostile ones.
 *
 *	struct zipfix *z = zipfix_open();
 *	zipfix_docx(z, "<w:p><w:r><w:t>正文</w:t></w:r></w:p>");
 *	zipfix_add(z, "word/comments.xml", "...");
 *	size_t n;
 *	char *bytes = zipfix_close(&z, &n);
 *
 * Everything here fails the running test when the archive cannot be made. */
#ifndef TESTS_ZIPFIX_H
#define TESTS_ZIPFIX_H

#include <stdbool.h>
#include <stddef.h>

struct zipfix;
struct zipfix *zipfix_open(void);
void zipfix_add(struct zipfix *z, const char *name, const char *text);
void zipfix_add_bytes(struct zipfix *z, const char *name, const void *bytes, size_t n);
void zipfix_store(struct zipfix *z); /* parts added from now on are not packed */
/* The archive, the caller's to free, with a NUL behind it. */
char *zipfix_close(struct zipfix **z, size_t *n);

/* Content types, relationships and word/document.xml with this body; rels (may be NULL): <Relationship> elements of the
 * document beside those of numbering, styles, comments, footnotes and header1. */
void zipfix_docx(struct zipfix *z, const char *body);
void zipfix_docx_rels(struct zipfix *z, const char *body, const char *rels);
/* Content types, relationships, a workbook with one sheet "表1" of these rows, and shared strings (<si> elements). */
void zipfix_xlsx(struct zipfix *z, const char *rows, const char *strings);

/* The parts by themselves, for tests that change one. */
#define ZIPFIX_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define ZIPFIX_X "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define ZIPFIX_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define ZIPFIX_P "http://schemas.openxmlformats.org/package/2006/relationships"
#define ZIPFIX_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define ZIPFIX_NAMESPACES                                                                                                   \
	"xmlns:w=\"" ZIPFIX_W "\" xmlns:r=\"" ZIPFIX_R "\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" " \
	"xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "                                           \
	"xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" "                                             \
	"xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\""
#endif
