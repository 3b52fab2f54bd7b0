/* package.h - 发布包: a folder with everything that is typed into the county's platform by hand, and the digests of what
 * was reviewed.  The bytes handed over are the bytes reviewed (design 5). */
#ifndef FORMS_REPORT_PACKAGE_H
#define FORMS_REPORT_PACKAGE_H

#include "store/store.h"

/* Makes the folder (which must not exist): 字段.txt 正文.txt 正文.html 附件/… 校验.txt.  Signed or published items only; of a
 * published one with a 勘误 under way the published text. */
enum z package_write(struct desk *d, int64_t item, const char *folder, struct error *e);
/* A folder name for the item inside `under`: "under/2026-0142 标题"; cut and cleaned; into buf. */
void package_folder(struct desk *d, int64_t item, const char *under, char *buf, size_t cap);
#endif
