/* review.h - the three tiers 初审 复审 发布: signatures bound to a revision's hash.
 *
 * Nothing becomes 已签发 without three passes, tiers in order, by three different people, each holding that seat at the
 * moment of his pass, none an author of this revision or of any since the last release (design 4.1).  Silence never
 * approves. */
#ifndef STORE_RECORD_ITEM_REVIEW_H
#define STORE_RECORD_ITEM_REVIEW_H

#include "store/record/item/item.h"

/* seen: the hash that was on the signer's screen; another one now is Z_STALE.  ticks: ids of ticked checklist rows, 0
 * ends; NULL none.  opinion NULL or "" none.  Tier 3 decides: 主动公开 -> 已签发, otherwise -> 不予公开 / 依申请公开. */
enum z review_pass(struct desk *d, int64_t item, int64_t ver, const struct hash *seen, const char *opinion,
	const int64_t *ticks, struct error *e);
/* back_to: 0 the author, or an earlier tier; reason: code of domain 5.5 and text are both required. */
enum z review_return(
        struct desk *d, int64_t item, int64_t ver, int back_to, int reason, const char *opinion, struct error *e);
/* The reviewer takes his last pass or return back, until the next one acts. */
enum z review_withdraw(struct desk *d, int64_t item, int64_t ver, struct error *e);
/* Secrecy unclear: referred upward (条例 art. 17); reason text required. */
enum z review_refer(struct desk *d, int64_t item, int64_t ver, const char *opinion, struct error *e);
/* The answer from above: open_again true -> waits in the tier that referred it; false -> returned to the author. */
enum z review_refer_done(
        struct desk *d, int64_t item, int64_t ver, bool open_again, const char *opinion, struct error *e);
/* 纸签 of tier 3 (setting paper_sign, off by default): one enters what the leader signed on the printed sheet (the scan
 * is an attachment id of the current revision... given as bytes), another, not an author, confirms or refuses it. */
enum z review_paper(struct desk *d, int64_t item, int64_t ver, int64_t leader, const char *short_hash,
        const char *scan_name, const void *scan, size_t bytes, struct error *e);
enum z review_paper_confirm(struct desk *d, int64_t item, int64_t ver, bool good, const char *opinion, struct error *e);

/* The scan of the paper signature that waits for its confirmation, for the second person to look at: file name and
 * bytes, the caller's. */
enum z review_paper_scan(struct desk *d, int64_t item, char **name, char **data, size_t *bytes, struct error *e);

/* Why nobody, or not this person, can act: "谁能审": names of those who may pass the tier it waits in. Returns how
 * many. */
int review_candidates(struct desk *d, int64_t item, int tier, char *names, size_t cap);

/* The trail: reviews, releases and corrections of an item in order of time. */
struct trail_row {
	int64_t at;
	int kind;            /* 'v' review, 'r' release, 'c' correction */
	int act, tier, rev_n, reason, back_to;
	int64_t officer, principal;
	char *officer_name, *principal_name, *text, *channel,
	        *url; /* of a correction: channel is the field's key, url the whole in words */
	bool paper;
	struct hash hash;
};
struct trail {
	struct trail_row *row;
	int n;
	void *memory;
};
enum z trail_load(struct desk *d, int64_t item, struct trail *t, struct error *e);
void trail_free(struct trail *t);
/* The signatures of tiers 1..3 that stand for the text with this hash; NULL: none, or it was withdrawn, returned, or
 * the text was submitted once more. */
void trail_signatures(const struct trail *t, const struct hash *text, const struct trail_row *sign[4]);
/* Of a row that confirms a 纸签: the row that entered it, whose principal is the leader who signed; NULL of any other. */
const struct trail_row *trail_paper(const struct trail *t, const struct trail_row *confirmed);
/* The passes that count for the current revision now, by tier: id of the review row, 0 none. */
enum z review_standing(struct desk *d, int64_t item, int64_t pass[4], struct error *e);
#endif
