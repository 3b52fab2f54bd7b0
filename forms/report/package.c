/* package.c - see package.h. */
#include "forms/report/package.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/import/file_digest.h"
#include "forms/report/sheet.h"
#include "forms/words.h"
#include "forms/writer/document.h"
#include "store/file/place.h"

/* Files written so far, with their SHA-256 as sha256sum prints it. */
struct packing {
	const char *folder;
	struct buffer sums;
};

static void sum(struct packing *p, const struct hash *h, const char *name)
{
	char hex[65];
	buffer_printf(&p->sums, "%s  %s\n", hash_hex(h, hex), name);
}

static enum z put(struct packing *p, const char *name, const void *data, size_t n, struct error *e)
{
	struct buffer path = {0};
	struct hash h;
	buffer_printf(&path, "%s/%s", p->folder, name);
	enum z z = file_write_new(path.s, data, n, e);
	buffer_free(&path);
	hash_bytes(&h, data, n);
	sum(p, &h, name);
	return z;
}

static const char *channel_names(struct desk *d, const struct item *i, struct buffer *b)
{
	struct named *list;
	int n;
	if (named_list(d, NAMED_CHANNEL, true, &list, &n, NULL) != Z_OK)
		return "";
	for (int c = 0; c < ITEM_CHANNELS && i->channels[c]; c++)
		for (int k = 0; k < n; k++)
			if (list[k].id == i->channels[c])
				buffer_printf(b, "%s%s", b->n ? "、" : "", list[k].name);
	free(list);
	return b->s ? b->s : "";
}

static void fields(struct desk *d, const struct item *i, const struct revision *r, struct buffer *b)
{
	char day[16], from[16], to[16];
	struct buffer channels = {0};
	const struct {
		const char *name, *value;
	} row[] = {
		{W_F_TITLE, r->title},
		{W_F_DOCNO, r->docno},
		{W_F_BUREAU, desk_bureau(d)},
		{W_F_OFFICE, i->office_name},
		{W_F_FORMED, day_text(r->formed_on, day)},
		{W_F_CATEGORY, i->category_name},
		{W_F_CATALOG, i->catalog_name},
		{W_F_KEYWORDS, i->keywords},
		{W_F_ATTRIBUTE, attribute_text(r->attribute)},
		{W_F_CHANNELS, channel_names(d, i, &channels)},
		{W_F_VALIDITY, validity_text(r->validity)},
		{W_F_VALID_FROM, day_text(r->valid_from, from)},
		{W_F_VALID_TO, day_text(r->valid_to, to)},
		{W_F_NUMBER, i->number},
	};
	for (size_t k = 0; k < sizeof row / sizeof *row; k++)
		if (*row[k].value)
			buffer_printf(b, "%s：%s\n", row[k].name, row[k].value);
	for (int k = 0; k < r->attachments_n; k++)
		buffer_printf(b, W_F_ATTACHMENT_N "：%s\n", k + 1, r->attachments[k].name);
	buffer_free(&channels);
}

static enum z body_html(struct packing *p, const struct revision *r, struct error *e)
{
	struct buffer path = {0};
	struct hash h;
	struct document *doc = document_new(r->title);
	document_add(doc, DOCUMENT_TITLE, r->title);
	/* paragraphs keep their own indentation: full-width blanks are the officer's */
	document_add(doc, DOCUMENT_PLAIN, r->body);
	buffer_printf(&path, "%s/" W_P_BODY ".html", p->folder);
	enum z z = document_write(doc, path.s, e);
	if (z == Z_OK)
		z = file_digest(path.s, &h, e);
	if (z == Z_OK)
		sum(p, &h, W_P_BODY ".html");
	buffer_free(&path);
	document_free(&doc);
	return z;
}

static enum z attachments(struct desk *d, struct packing *p, const struct revision *r, struct error *e)
{
	enum z z = Z_OK;
	if (r->attachments_n == 0)
		return Z_OK;
	struct buffer dir = {0};
	buffer_printf(&dir, "%s/" W_P_ATTACHMENTS, p->folder);
	char why[64];
	if (mkdir(dir.s, 0700) != 0)
		z = refuse(e, R_OUT_FAILED, dir.s, os_error_text(errno, why));
	buffer_free(&dir);
	for (int i = 0; z == Z_OK && i < r->attachments_n; i++) {
		char *data, name[700];
		size_t n;
		z = attachment_load(d, r->attachments[i].id, &data, &n, e);
		if (z != Z_OK)
			break;
		snprintf(name, sizeof name, W_P_ATTACHMENTS "/%d-%s", i + 1, r->attachments[i].name);
		z = put(p, name, data, n, e);
		free(data);
	}
	return z;
}

/* The signatures under which it leaves the house; false: it may not. */
static bool signatures(const struct trail *t, const struct revision *r, struct buffer *b)
{
	const struct trail_row *sign[4];
	trail_signatures(t, &r->hash, sign);
	for (int tier = 1; tier <= 3; tier++) {
		if (!sign[tier])
			return false;
		buffer_printf(b, "%s　", tier_text(tier));
		signature_words(t, sign[tier], b);
		buffer_text(b, "\n");
	}
	return true;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

/* Everything into p->folder, a new one. */
static enum z pack(struct desk *d, const struct item *i, const struct revision *r, struct packing *p, struct error *e)
{
	struct trail t;
	struct buffer b = {0}, check = {0};
	bool good;
	enum z z = trail_load(d, i->id, &t, e);
	if (z != Z_OK)
		return z;
	good = signatures(&t, r, &check);
	trail_free(&t);
	if (!good)
		z = refuse(e, R_PACKAGE_CHANGED, i->number);
	fields(d, i, r, &b);
	if (z == Z_OK)
		z = put(p, W_P_FIELDS ".txt", b.s, b.n, e);
	if (z == Z_OK)
		z = put(p, W_P_BODY ".txt", r->body, strlen(r->body), e);
	if (z == Z_OK)
		z = body_html(p, r, e);
	if (z == Z_OK)
		z = attachments(d, p, r, e);
	if (z == Z_OK) {
		char hex[65];
		buffer_clear(&b);
		buffer_printf(&b, W_P_CHECK_HEAD "\n%s", i->number, r->n, hash_hex(&r->hash, hex),
		        check.s ? check.s : "", p->sums.s ? p->sums.s : "");
		z = put(p, W_P_CHECK ".txt", b.s, b.n, e);
	}
	buffer_free(&check);
	buffer_free(&b);
	return z;
}

/* Beside it first, under a name that says what it is: the folder with its name is there whole or not at all.  No log, no
 * package: the log is written last but for the name. */
static enum z pack_whole(
        struct desk *d, const struct item *i, const struct revision *r, const char *folder, struct error *e)
{
	struct buffer part = {0};
	char why[64];
	if (place_exists(folder))
		return refuse(e, R_OUT_EXISTS, folder);
	buffer_printf(&part, "%s." W_P_PART "%ld", folder, (long)getpid());
	struct packing p = {.folder = part.s};
	enum z z = mkdir(part.s, 0700) ? refuse(e, R_OUT_FAILED, folder, os_error_text(errno, why)) : Z_OK;
	bool made = z == Z_OK;
	if (z == Z_OK)
		z = pack(d, i, r, &p, e);
	if (z == Z_OK)
		z = desk_note(d, ACTION_PACKAGE, i->id, e);
	if (z == Z_OK && rename(part.s, folder) != 0) /* an empty folder of that name is taken; nothing is in it */
		z = errno == EEXIST || errno == ENOTEMPTY ? refuse(e, R_OUT_EXISTS, folder)
		                                          : refuse(e, R_OUT_FAILED, folder, os_error_text(errno, why));
	if (z != Z_OK && made)
		nftw(part.s, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	buffer_free(&p.sums);
	buffer_free(&part);
	return z;
}

enum z package_write(struct desk *d, int64_t item, const char *folder, struct error *e)
{
	struct item *i;
	struct revision *live = NULL;
	enum z z = item_may(d, ACTION_PACKAGE, item, e);
	if (z == Z_OK)
		z = item_load(d, item, &i, e);
	if (z != Z_OK)
		return z;
	const struct revision *r = i->now;
	if (i->state == STATE_PUBLISHED && i->live && i->live != r->id) {
		z = revision_load(d, i->live, &live, e);
		r = live;
	}
	if (z == Z_OK && r->erased)
		z = refuse(e, R_ERASED);
	if (z == Z_OK)
		z = pack_whole(d, i, r, folder, e);
	revision_free(&live);
	item_free(&i);
	return z;
}

void package_folder(struct desk *d, int64_t item, const char *under, char *buf, size_t cap)
{
	struct item *i;
	snprintf(buf, cap, "%s/%lld", under, (long long)item);
	if (item_load(d, item, &i, NULL) != Z_OK)
		return;
	char name[160];
	size_t n = text_cut(i->now->title, strlen(i->now->title), 60, NULL);
	snprintf(name, sizeof name, "%.*s", (int)n, i->now->title);
	for (char *p = name; *p; p++)
		if (*p == '/' || *p == '\\')
			*p = '_';
	snprintf(buf, cap, "%s/%s %s", under, i->number, name);
	item_free(&i);
}
