/* release.c - see release.h.  A release row is bound to the revision that was signed. */
#include "store/record/item/release.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/text.h"
#include "store/record/field.h"
#include "store/record/inner.h"
#include "store/record/item/text.h"
#include "store/record/words.h"

struct release_in {
	int act;
	int64_t channel, when, refers;
	const char *url, *reason;
};

static enum z append(
        struct desk *d, const struct item_head *h, const struct release_in *in, int64_t *id, struct error *e)
{
	struct content_ref reason, address;
	char url[4 * ITEM_URL_MAX + 1];
	enum z z = opinion_put(d, in->reason, &reason, e);
	if (z == Z_OK)
		z = field_take(url, sizeof url, in->url, W_FIELD_URL, 0, ITEM_URL_MAX, e);
	if (z == Z_OK)
		z = opinion_put(d, url, &address, e); /* an address may hold a name: it is text that an erasure can remove */
	if (z != Z_OK)
		return z;
	z = db_run(d->db, e,
		"INSERT INTO release(id, item, revision, hash, channel, act, url_c, url_d, reason_c, reason_d, happened_at, officer, refers,"
		" step, at) VALUES((SELECT coalesce(max(id),0)+1 FROM release),?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)",
		"iihoiohohiioii", h->id, h->revision, &h->hash, in->channel, (int64_t)in->act, address.id,
		address.id ? &address.digest : NULL, reason.id,
		reason.id ? &reason.digest : NULL, in->when ? in->when : d->now, d->who.id, in->refers, h->ver, d->now);
	if (z != Z_OK)
		return z;
	int64_t made = db_last_id(d->db);
	op_touch(d, T_release, made);
	if (id)
		*id = made;
	return item_channels_count(d, h->id, e);
}

static enum z open_act(
        struct desk *d, enum action a, int64_t id, int64_t ver, struct item_head *h, struct flow *f, struct error *e)
{
	enum z z = item_open(d, id, ver, h, e);
	if (z == Z_OK)
		z = item_permit(d, a, h, NULL, e);
	if (z == Z_OK)
		z = item_flow(d, id, f, e);
	if (z == Z_OK && (f->wrong || f->state != h->state))
		return refuse(e, R_FLOW_BROKEN, h->number);
	if (z == Z_OK && h->erased && (a == ACTION_RELEASE_REPORT || a == ACTION_RELEASE_ONLINE))
		return refuse(e, R_ERASED);
	return z;
}

static enum z reason_check(const char *reason, struct error *e)
{
	if (text_blank(reason))
		return refuse(e, R_OPINION_EMPTY);
	return utf8_count(reason) > OPINION_MAX ? refuse(e, R_OPINION_LONG, number_text(OPINION_MAX).s) : Z_OK;
}

static enum z channel_check(struct desk *d, int64_t channel, struct error *e)
{
	if (db_number(d->db, e, 0, "SELECT count(*) FROM channel WHERE id=?1 AND active=1", "i", channel))
		return Z_OK;
	return refuse(e, R_NO_CHANNEL);
}

/* The last thing that happened with this revision on the channel. */
static int last_act(struct desk *d, int64_t revision, int64_t channel)
{
	return (int)db_number(d->db, NULL, 0,
		"SELECT act FROM release WHERE revision=?1 AND channel=?2 ORDER BY id DESC LIMIT 1", "ii", revision, channel);
}

/* ------------------------------------------------------------ platform */
static enum z report(
        struct desk *d, int64_t id, int64_t ver, int64_t channel, int act, const char *reason, struct error *e)
{
	struct item_head before, h;
	struct flow f;
	enum z z = open_act(
	        d, act == RELEASE_REPORTED ? ACTION_RELEASE_REPORT : ACTION_RELEASE_BOUNCE, id, ver, &before, &f, e);
	if (z == Z_OK)
		z = channel_check(d, channel, e);
	if (z != Z_OK)
		return z;
	int last = last_act(d, before.revision, channel);
	if (act == RELEASE_REPORTED && (last == RELEASE_REPORTED || last == RELEASE_ONLINE))
		return refuse(e, R_REPORTED_ALREADY, release_act_text(last));
	if (act == RELEASE_BOUNCED && last != RELEASE_REPORTED)
		return refuse(e, R_NOT_REPORTED);
	if (act == RELEASE_BOUNCED && (z = reason_check(reason, e)) != Z_OK)
		return z;
	h = before;
	struct release_in in = {.act = act, .channel = channel, .reason = reason};
	z = item_put(d, &before, &h, e);
	return z == Z_OK ? append(d, &h, &in, NULL, e) : z;
}

enum z release_report(struct desk *d, int64_t item, int64_t ver, int64_t channel, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = report(d, item, ver, channel, RELEASE_REPORTED, NULL, e);
	return op_end(d, z, ACTION_RELEASE_REPORT, item, e);
}

enum z release_bounce(struct desk *d, int64_t item, int64_t ver, int64_t channel, const char *reason, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = report(d, item, ver, channel, RELEASE_BOUNCED, reason, e);
	return op_end(d, z, ACTION_RELEASE_BOUNCE, item, e);
}

/* ------------------------------------------------------------ online */
/* The item that this one replaces: 已被替代, if it still stands, be it under 勘误 or under an emergency that is not
 * decided. */
static enum z supersede(struct desk *d, const struct item_head *newer, struct error *e)
{
	struct item_head before, h;
	struct errata_words words = {0};
	if (!newer->supersedes)
		return Z_OK;
	enum z z = item_head(d, newer->supersedes, &before, e);
	bool stands = before.state == STATE_PUBLISHED || before.state == STATE_MIGRATED ||
	              before.state == STATE_EMERGENCY || before.errata;
	if (z != Z_OK || !stands)
		return z;
	h = before;
	if (before.errata && (z = errata_drop(d, &h, &words, e)) != Z_OK)
		return z;
	h.state = STATE_SUPERSEDED;
	h.superseded_by = newer->id;
	h.submitted_at = 0;
	z = errata_dropped(d, &h, &words, item_put(d, &before, &h, e), e);
	struct release_in in = {.act = RELEASE_SUPERSEDED};
	return z == Z_OK ? append(d, &h, &in, NULL, e) : z;
}

static enum z online(
        struct desk *d, int64_t id, int64_t ver, int64_t channel, const char *url, int64_t when, struct error *e)
{
	struct item_head before, h;
	struct flow f;
	enum z z = open_act(d, ACTION_RELEASE_ONLINE, id, ver, &before, &f, e);
	if (z == Z_OK)
		z = channel_check(d, channel, e);
	if (z != Z_OK)
		return z;
	if (before.state == STATE_SIGNED && f.last_signed != before.revision)
		return refuse(e, R_FLOW_BROKEN, before.number);
	if (when > d->now + 60)
		return refuse(e, R_ONLINE_LATER);
	/* the platform shows minutes: the minute of the signature itself is good */
	int64_t signed_at = db_number(d->db, e, 0,
		"SELECT max(at) FROM review WHERE revision=?1 AND tier=3 AND act IN (2,9)", "i", before.revision);
	if (when < signed_at - signed_at % 60)
		return refuse(e, R_ONLINE_BEFORE_SIGNED, instant_text(when, (char[24]){0}),
		        instant_text(signed_at, (char[24]){0}));
	if (last_act(d, before.revision, channel) == RELEASE_ONLINE)
		return refuse(e, R_REPORTED_ALREADY, release_act_text(RELEASE_ONLINE));
	bool first = before.state == STATE_SIGNED;
	h = before;
	h.state = STATE_PUBLISHED;
	h.errata = 0;
	h.live = before.revision;
	h.submitted_at = 0;
	/* Only 已上线 stops the clock of art. 26; a 勘误 is not counted again. */
	if (!h.online_at)
		h.online_at = when;
	struct release_in in = {.act = RELEASE_ONLINE, .channel = channel, .url = url, .when = when};
	z = item_put(d, &before, &h, e);
	if (z == Z_OK)
		z = append(d, &h, &in, NULL, e);
	if (z == Z_OK && first)
		z = supersede(d, &h, e);
	return z;
}

enum z release_online(
        struct desk *d, int64_t item, int64_t ver, int64_t channel, const char *url, int64_t when, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = online(d, item, ver, channel, url, when, e);
	return op_end(d, z, ACTION_RELEASE_ONLINE, item, e);
}

/* ------------------------------------------------------------ down */
static enum z down(struct desk *d, int64_t id, int64_t ver, const char *reason, bool emergency, struct error *e)
{
	struct item_head before, h;
	struct errata_words words = {0};
	struct flow f;
	enum z z = open_act(d, emergency ? ACTION_RELEASE_EMERGENCY : ACTION_RELEASE_DOWN, id, ver, &before, &f, e);
	if (z != Z_OK)
		return z;
	if ((z = reason_check(reason, e)) != Z_OK)
		return z;
	h = before;
	if (before.errata) /* what goes from the platform needs no 勘误 any more */
		z = errata_drop(d, &h, &words, e);
	if (z != Z_OK)
		return z;
	h.state = emergency ? STATE_EMERGENCY : STATE_DOWN;
	h.submitted_at = emergency ? d->now : 0;
	struct release_in in = {.act = emergency ? RELEASE_EMERGENCY : RELEASE_DOWN, .reason = reason};
	z = errata_dropped(d, &h, &words, item_put(d, &before, &h, e), e);
	return z == Z_OK ? append(d, &h, &in, NULL, e) : z;
}

enum z release_down(struct desk *d, int64_t item, int64_t ver, const char *reason, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = down(d, item, ver, reason, false, e);
	return op_end(d, z, ACTION_RELEASE_DOWN, item, e);
}

enum z release_emergency(struct desk *d, int64_t item, int64_t ver, const char *reason, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = down(d, item, ver, reason, true, e);
	return op_end(d, z, ACTION_RELEASE_EMERGENCY, item, e);
}

/* Who took it down, who voted and who votes now are different people; an act for another counts as both. */
static bool another(const struct desk *d, const struct flow *f)
{
	const struct tier_actor first = {.officer = f->emergency_officer,
	        .at = f->emergency_at,
	        .past = true,
	        .by_role =
	                (tier_roles(&d->book, f->emergency_officer) & (ROLE_CLERK | ROLE_OFFICE | ROLE_PUBLISH)) != 0};
	struct tier_actor who[4] = {first};
	const int64_t voted[] = {f->keep_down[0], f->put_back[0]}, at[] = {f->keep_down_at, f->put_back_at};
	size_t n = 1;
	for (size_t i = 0; i < 2; i++)
		if (voted[i])
			who[n++] = (struct tier_actor){.officer = voted[i], .at = at[i], .past = true};
	who[n++] = (struct tier_actor){.officer = d->who.id, .at = d->now};
	return tier_apart(&d->book, who, n, NULL, 0);
}

static enum z follow_up(struct desk *d, int64_t id, int64_t ver, bool keep_down, const char *reason, struct error *e)
{
	struct item_head before, h;
	struct flow f;
	enum z z = open_act(d, ACTION_RELEASE_FOLLOW_UP, id, ver, &before, &f, e);
	if (z != Z_OK)
		return z;
	if (f.emergency_officer == d->who.id)
		return refuse(e, R_EMERGENCY_SELF);
	const int64_t *votes = keep_down ? f.keep_down : f.put_back;
	const int64_t *other = keep_down ? f.put_back : f.keep_down;
	if (votes[0] == d->who.id || other[0] == d->who.id)
		return refuse(e, R_EMERGENCY_TWICE);
	if (!another(d, &f))
		return refuse(e, R_EMERGENCY_FOR);
	if (!text_blank(reason) && (z = reason_check(reason, e)) != Z_OK)
		return z;
	h = before;
	if (votes[0]) { /* he is the second */
		h.state = keep_down ? STATE_DOWN : f.publicity;
		h.submitted_at = 0;
	}
	struct release_in in = {.act = keep_down ? RELEASE_EMERGENCY_CONFIRM : RELEASE_EMERGENCY_UNDO, .reason = reason,
		.refers = f.emergency};
	z = item_put(d, &before, &h, e);
	return z == Z_OK ? append(d, &h, &in, NULL, e) : z;
}

enum z release_follow_up(struct desk *d, int64_t item, int64_t ver, bool keep_down, const char *reason, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = follow_up(d, item, ver, keep_down, reason, e);
	return op_end(d, z, ACTION_RELEASE_FOLLOW_UP, item, e);
}

/* ------------------------------------------------------------ standing */
/* What went from the platform stands nowhere any more, whatever was registered of its channels before. */
static void no_longer_online(struct desk *d, const struct item_head *h, struct release_standing *out, int n)
{
	int act = h->state == STATE_DOWN         ? RELEASE_DOWN
	          : h->state == STATE_EMERGENCY  ? RELEASE_EMERGENCY
	          : h->state == STATE_SUPERSEDED ? RELEASE_SUPERSEDED
	          : h->state == STATE_VOID       ? RELEASE_UNMIGRATED
	                                         : 0;
	int64_t at = act ? db_number(d->db, NULL, 0,
	                           /* what two people say of it afterwards moves nothing */
	                           "SELECT happened_at FROM release WHERE item=?1 AND act IN (?2,?3,?4,?5) ORDER BY id DESC LIMIT 1",
	                           "iiiii", h->id, (int64_t)RELEASE_DOWN, (int64_t)RELEASE_EMERGENCY,
	                           (int64_t)RELEASE_SUPERSEDED, (int64_t)RELEASE_UNMIGRATED)
	                 : 0;
	for (int i = 0; act && i < n; i++)
		if (out[i].act == RELEASE_ONLINE || out[i].act == RELEASE_MIGRATED) {
			out[i].act = act;
			out[i].at = at;
		}
}

int release_standing(struct desk *d, int64_t item, struct release_standing *out, int max)
{
	struct item_head h;
	struct content_ref *address = xalloc(sizeof *address * (size_t)(max + 1));
	int n = 0;
	if (item_head(d, item, &h, NULL) != Z_OK) {
		free(address);
		return 0;
	}
	sqlite3_stmt *q = db_query(d->db, NULL,
		"SELECT c.id, c.name, instr(?2, ','||c.id||',') > 0, coalesce(l.act,0), coalesce(l.happened_at,0), l.url_c, l.url_d"
		" FROM channel c LEFT JOIN release l ON l.id ="
		"  (SELECT max(id) FROM release WHERE item=?1 AND channel=c.id AND revision IN (?3, ?4))"
		" WHERE instr(?2, ','||c.id||',') > 0 OR l.id IS NOT NULL ORDER BY c.sort, c.id",
		"isii", item, h.channels, h.revision, h.state == STATE_SIGNED ? h.revision : h.live); /* a signed 勘误 is online nowhere yet */
	while (db_step(d->db, q, NULL)) {
		if (n < max) {
			struct release_standing *s = &out[n];
			memset(s, 0, sizeof *s);
			s->channel = sqlite3_column_int64(q, 0);
			snprintf(s->name, sizeof s->name, "%s", column_text(q, 1));
			s->planned = sqlite3_column_int(q, 2);
			s->act = sqlite3_column_int(q, 3);
			s->at = sqlite3_column_int64(q, 4);
			address[n].id = sqlite3_column_int64(q, 5);
			column_hash(q, 6, &address[n].digest);
		}
		n++;
	}
	db_done(q);
	no_longer_online(d, &h, out, n < max ? n : max);
	for (int i = 0; i < n && i < max; i++)
		text_short(d, &address[i], out[i].url, sizeof out[i].url);
	free(address);
	return n;
}
