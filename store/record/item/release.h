/* release.h - 发布登记: what happened with a signed item on each channel.
 *
 * Publishing is done by hand on the county's platform from the 发布包; only 已上线 with its time stops the clock of
 * art. 26 and makes the item 已发布. */
#ifndef STORE_RECORD_ITEM_RELEASE_H
#define STORE_RECORD_ITEM_RELEASE_H

#include "store/record/item/item.h"

enum z release_report(struct desk *d, int64_t item, int64_t ver, int64_t channel, struct error *e);
enum z release_bounce(struct desk *d, int64_t item, int64_t ver, int64_t channel, const char *reason, struct error *e);
/* when: instant on the platform, not in the future, not before the signature; url required for a web channel may be
 * "". */
enum z release_online(
        struct desk *d, int64_t item, int64_t ver, int64_t channel, const char *url, int64_t when, struct error *e);
/* 下线 on all channels, decided by a holder of tier 3; reason required; the row stays for ever. */
enum z release_down(struct desk *d, int64_t item, int64_t ver, const char *reason, struct error *e);
/* 紧急下线: one person may; two others must confirm or undo it within one working day (design 5). */
enum z release_emergency(struct desk *d, int64_t item, int64_t ver, const char *reason, struct error *e);
enum z release_follow_up(
        struct desk *d, int64_t item, int64_t ver, bool keep_down, const char *reason, struct error *e);

/* Per channel: where it stands.  Of an item that went from the platform: how it went, with the address it had. */
struct release_standing {
	int64_t channel;
	char name[96];
	bool planned;
	int act;             /* enum release_act of the last row of this revision, 0 none */
	int64_t at;
	char url[4 * ITEM_URL_MAX + 1];
};
/* At most max rows; returns how many there are. */
int release_standing(struct desk *d, int64_t item, struct release_standing *out, int max);
#endif
