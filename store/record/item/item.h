/* item.h - 公开事项: registering, editing, submitting, correcting; never signing (review.h) or publishing (release.h).
 *
 * Every operation takes the version that was read (item.ver): Z_STALE if somebody was quicker. */
#ifndef STORE_RECORD_ITEM_ITEM_H
#define STORE_RECORD_ITEM_ITEM_H

#include "store/base/hash.h"
#include "store/record/desk/desk.h"

#define ITEM_TITLE_MAX 200        /* characters */
#define ITEM_BODY_MAX (1 << 20)   /* bytes */
#define ITEM_REASON_MAX 200       /* characters of withhold_text */
#define ITEM_ARTICLE_MAX 100
#define ITEM_URL_MAX 500
#define OPINION_MAX 2000          /* characters of an opinion of a reviewer or a reason of a release */
#define ITEM_FILE_NAME_MAX 240    /* bytes: a package puts a number before it */
#define ITEM_ATTACHMENTS 50
#define ITEM_CHANNELS 32

/* An attachment to save: either bytes, or one that stands in an earlier revision of the item (from). */
struct attachment_in {
	int64_t from;     /* attachment id to take over, 0: new */
	const char *name; /* file name without folder; cleaned */
	const void *data;
	size_t bytes;
};

/* What a signature is bound to (design 4.2). NULL texts are "". */
struct item_text {
	const char *title, *body, *docno;
	int32_t formed_on;          /* 成文日期, day of 形成/变更: DAY_NONE unknown (allowed in a draft only) */
	int attribute;              /* enum attribute */
	int withhold;               /* enum withhold; 0 for 主动公开 */
	const char *withhold_text, *article;
	int validity;               /* enum validity */
	int32_t valid_from, valid_to;
	const struct attachment_in *attachments;
	int attachments_n;
};
/* Register fields: no signature hangs on them. */
struct item_register {
	int class;                  /* enum item_class */
	int64_t office, catalog, category; /* catalog and category 0: not yet */
	const char *keywords;
	int64_t channels[ITEM_CHANNELS]; /* planned; 0 ends */
	int64_t drafter;            /* 拟稿人; 0: who records it */
	int64_t supersedes;         /* item it replaces; 0 none */
};

enum z item_create(
        struct desk *d, const struct item_text *t, const struct item_register *r, int64_t *id, struct error *e);
/* A new revision if anything signed changed (passes do not carry over), and the register fields.  r NULL: leave
 * them. */
enum z item_edit(struct desk *d, int64_t id, int64_t ver, const struct item_text *t, const struct item_register *r,
	struct error *e);
/* Draft or returned -> 待初审.  Complete: title, body or attachment, 成文日期, 属性 with reason and article, 栏目, 分类, channel. */
enum z item_submit(struct desk *d, int64_t id, int64_t ver, struct error *e);
enum z item_recall(struct desk *d, int64_t id, int64_t ver, struct error *e); /* until the next tier acts */
enum z item_void(
        struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e); /* of a 勘误: gives it up */
enum z item_errata(struct desk *d, int64_t id, int64_t ver,
        struct error *e); /* published -> draft of a 勘误; the live revision stays */
/* A signed text that the platform would not take goes back to be drafted anew; nothing of it may be online. */
enum z item_redraft(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e);
/* 更正登记 of one register field: "class" "office" "catalog" "category" "keywords" "channels" (value: id, or ids with
 * commas, or text). */
enum z item_correct(struct desk *d, int64_t id, int64_t ver, const char *field, const char *value, const char *reason,
	struct error *e);

/* Whether the person at the desk may do it to the item now: Z_OK, or the sentence for the dimmed key.  Cheap: one
 * read. */
enum z item_may(struct desk *d, enum action a, int64_t id, struct error *e);

/* By which right he would do it: principal is the officer whose delegation he uses, 0 his own seat.  name gets the
 * principal's. */
enum z item_acts_for(struct desk *d, enum action a, int64_t id, int64_t *principal, char name[64], struct error *e);

/* ------------------------------------------------------------ reading one item */
struct attachment {
	int64_t id;
	char *name;
	int64_t bytes;
	struct hash digest;     /* salted, as in the revision's hash */
};
struct revision {
	int64_t id, item;
	int n, kind;
	struct hash hash;       /* what is signed */
	char *title, *body, *docno, *withhold_text, *article;
	int32_t formed_on, valid_from, valid_to;
	int attribute, withhold, validity;
	int64_t drafter, recorder, at;
	char *drafter_name, *recorder_name;
	struct attachment *attachments;
	int attachments_n;
	bool erased;            /* texts are 〔已清除〕 */
};
struct item {
	int64_t id, ver;
	char *number;
	int state, class, attribute;
	bool errata;
	int64_t office, catalog, category, drafter, recorder, batch;
	char *office_name, *catalog_name, *category_name, *keywords;
	int64_t channels[ITEM_CHANNELS];
	struct revision *now;   /* current revision */
	int64_t live;           /* revision id, 0 none */
	int32_t formed_on, due; /* DAY_NONE */
	int64_t online_at, submitted_at, created_at, updated_at;
	int64_t supersedes, superseded_by;
	int origin;             /* 1: 迁入 */
	int returned;           /* reason code of the open return */
	int channels_left;      /* of 已发布: planned channels on which it is not online yet */
};
enum z item_load(struct desk *d, int64_t id, struct item **item, struct error *e);
void item_free(struct item **item);
enum z item_by_number(
        struct desk *d, const char *number, int64_t *id, struct error *e); /* "2026-0142" or "0142" of this year */
enum z revision_load(struct desk *d, int64_t revision, struct revision **r, struct error *e);
void revision_free(struct revision **r);
/* Revisions of an item, newest first: ids only. Returns how many; the array is the caller's. */
enum z revision_list(struct desk *d, int64_t item, int64_t **ids, int *n, struct error *e);
enum z attachment_load(struct desk *d, int64_t attachment, char **data, size_t *bytes, struct error *e);

/* ------------------------------------------------------------ import of finished history (迁入) */
struct migrated {
	const char *title, *docno, *source, *url, *keywords, *body;
	const char *category, *catalog, *office; /* names; unknown ones are created and marked 迁入 */
	const char *channels;                    /* names separated by 、 ， or , */
	int attribute;
	int32_t formed_on, published_on;
};
/* A batch is one transaction: begin, add row by row, then end (commit) or drop.  A row's refusal leaves the batch
 * standing. */
enum z migrate_begin(struct desk *d, const char *file_name, const struct hash *file_digest, struct error *e);
/* A batch of which nothing will be written, and nobody waits: add says of each row what it would say, then drop. */
enum z migrate_rehearse(struct desk *d, struct error *e);
enum z migrate_add(struct desk *d, const struct migrated *m, struct error *e);
enum z migrate_end(struct desk *d, int64_t *batch, struct error *e);
void migrate_drop(struct desk *d);
struct migrate_made {
	int offices, catalogs, categories, channels;
};
/* Registers created by the batch so far. */
struct migrate_made migrate_made(const struct desk *d);
/* Undone while nobody built on it: the rows become 作废, and columns, categories and channels that an import had made and
 * that nothing else uses are closed (an office of an import never was open); *retired (may be NULL) tells how many.  The
 * next import that names one opens it again. */
enum z migrate_undo(struct desk *d, int64_t batch, int64_t *count, struct migrate_made *retired, struct error *e);
#endif
