/* walk.c - see walk.h. */
#include "tests/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"

uint32_t walk_dice(struct walk *w, uint32_t below)
{
	w->dice ^= w->dice << 13;
	w->dice ^= w->dice >> 17;
	w->dice ^= w->dice << 5;
	return w->dice % below;
}

static void take_over(struct walk *w);

void walk_begin(struct walk *w, struct deskfix *f, uint32_t seed)
{
	struct error e;
	*w = (struct walk){.f = f, .dice = seed * 2654435761u | 1, .now = desk_now(f->admin)};
	int64_t many = deskfix_officer(f, "geng", "多岗庚", f->office, ROLE_CLERK);
	for (int t = 1; t <= 3; t++)
		assert_ok(seat_grant(f->admin, many, t, t == 1 ? f->office : 0,
		        t == 2 ? CLASS_PAPER : 0, NULL, &e));
	assert_ok(seat_grant(f->admin, f->clerk_id, 1, 0, 0, NULL, &e));
	assert_ok(seat_grant(f->admin, f->publish_id, 2, f->office, CLASS_OTHER, NULL, &e));
	int32_t today = desk_today(f->admin);
	assert_ok(delegation_add(
	        f->admin, f->third_id, f->publish_id, today, today + 30, "出差", NULL, &e));
	w->many = deskfix_login(f, "geng");
	struct desk *all[WALK_PEOPLE] = {
	        f->clerk, f->publish, w->many, f->first, f->second, f->third, f->admin};
	memcpy(w->who, all, sizeof all);
	int64_t third = 0;
	assert_ok(office_add(f->admin, "林政股", OFFICE_KIND_SECTION, &third, &e));
	w->offices[0] = f->office;
	w->offices[1] = f->general;
	w->offices[2] = third;
	struct named *list;
	int n;
	assert_ok(named_list(f->admin, NAMED_CATEGORY, false, &list, &n, &e));
	for (int i = 0; i < 3; i++)
		w->categories[i] = list[i].id;
	free(list);
	assert_ok(named_list(f->admin, NAMED_CHANNEL, false, &list, &n, &e));
	for (int i = 0; i < 3; i++)
		w->channels[i] = list[i % n].id;
	free(list);
	struct catalog *catalogs;
	assert_ok(catalog_list(f->admin, false, &catalogs, &n, &e));
	for (int i = 0; i < 3; i++)
		w->catalogs[i] = catalogs[i].id;
	free(catalogs);
	take_over(w);
}

/* What was there before: some of it dated this week, so that figures must tell it from what the
 * bureau did itself. */
static void take_over(struct walk *w)
{
	struct error e;
	struct hash digest = {{9}};
	int32_t today = day_at(w->now);
	assert_ok(migrate_begin(w->f->publish, "旧台账.csv", &digest, &e));
	for (int i = 0; i < 6; i++) {
		char title[80];
		snprintf(title, sizeof title, "历史信息第%d号", i);
		struct migrated m = {.title = title,
		        .body = "从前公开的内容。",
		        .category = "工作动态",
		        .catalog = "工作动态",
		        .office = "办公室",
		        .channels = "门户网站",
		        .attribute = ATTRIBUTE_OPEN,
		        .formed_on = today - 10 - i,
		        .published_on = today - i};
		assert_ok(migrate_add(w->f->publish, &m, &e));
	}
	assert_ok(migrate_end(w->f->publish, NULL, &e));
	w->items = 6;
}

void walk_end(struct walk *w)
{
	desk_close(&w->many);
}

static void text_of(struct walk *w, struct item_text *t, char title[200], char body[400])
{
	static const char *const what[] = {"森林防火工作方案", "松材线虫病疫木除治情况通报",
	        "国有林场采伐许可结果", "古树名木修复计划", "生态护林员补助资金公示",
	        "林业局政务公开要点"};
	static const char *const place[] = {"大石林场", "西山镇", "绿水乡", "城关镇"};
	snprintf(title, 200, "2026年%s%s（第%u号）", place[walk_dice(w, 4)], what[walk_dice(w, 6)],
	        walk_dice(w, 50));
	snprintf(body, 400,
	        "一、总体要求\n认真落实%s部署，坚持预防为主。经办第%u次修改，联系电话%u。",
	        what[walk_dice(w, 6)], walk_dice(w, 1000), 100000 + walk_dice(w, 900000));
	int a = walk_dice(w, 10)  ? ATTRIBUTE_OPEN
	        : walk_dice(w, 2) ? ATTRIBUTE_CLOSED
	                          : ATTRIBUTE_REQUEST;
	*t = (struct item_text){
	        .title = title,
	        .body = body,
	        .docno = walk_dice(w, 3) ? "" : "林发〔2026〕12号",
	        .formed_on =
	                walk_dice(w, 8) ? day_at(w->now) - (int32_t)walk_dice(w, 40) : DAY_NONE,
	        .attribute = a,
	        .withhold = a == ATTRIBUTE_OPEN ? 0 : WITHHOLD_INTERNAL,
	        .withhold_text = a == ATTRIBUTE_OPEN ? "" : "内部人事安排",
	        .article = a == ATTRIBUTE_OPEN ? "" : withhold_article(WITHHOLD_INTERNAL),
	        .valid_from = DAY_NONE,
	        .valid_to = DAY_NONE,
	};
}

static void register_of(struct walk *w, struct item_register *r)
{
	*r = (struct item_register){
	        .class = walk_dice(w, 2) ? CLASS_PAPER : CLASS_OTHER,
	        .office = w->offices[walk_dice(w, 3)],
	        .catalog = walk_dice(w, 9) ? w->catalogs[walk_dice(w, 3)] : 0,
	        .category = walk_dice(w, 9) ? w->categories[walk_dice(w, 3)] : 0,
	        .keywords = "林业",
	        .channels = {w->channels[0], walk_dice(w, 2) ? w->channels[1] : 0},
	};
}

static enum z write_one(struct walk *w, struct desk *d, const struct item *i, struct error *e)
{
	struct item_text t;
	struct item_register r;
	char title[200], body[400];
	int64_t id;
	text_of(w, &t, title, body);
	register_of(w, &r);
	if (i)
		return item_edit(d, i->id, i->ver, &t, walk_dice(w, 2) ? &r : NULL, e);
	enum z z = item_create(d, &t, &r, &id, e);
	if (z == Z_OK && id > w->items)
		w->items = (int)id;
	return z;
}

static enum z review_one(struct walk *w, struct desk *d, const struct item *i, struct error *e)
{
	int tier = state_tier(i->state);
	switch (walk_dice(w, 12)) {
	case 0:
		return review_return(d, i->id, i->ver, 0, 11, "第三段人数与附件不符", e);
	case 1:
		return review_return(d, i->id, i->ver,
		        tier > 1 ? (int)walk_dice(w, (uint32_t)tier) : 0, 14, "要素不全", e);
	case 2:
		return review_withdraw(d, i->id, i->ver, e);
	case 4:
		return review_refer(d, i->id, i->ver, "公密界限不清", e);
	case 3:
		return item_recall(d, i->id, i->ver, e);
	default:
		return review_pass(d, i->id, i->ver, &i->now->hash, "同意", NULL, e);
	}
}

static enum z release_one(struct walk *w, struct desk *d, const struct item *i, struct error *e)
{
	int64_t channel = w->channels[walk_dice(w, 2)];
	switch (walk_dice(w, 9)) {
	case 0:
		return release_report(d, i->id, i->ver, channel, e);
	case 1:
		return release_bounce(d, i->id, i->ver, channel, "平台退回：附件打不开", e);
	case 2:
		return i->state == STATE_SIGNED ? item_redraft(d, i->id, i->ver, "平台不收", e)
		                                : release_down(d, i->id, i->ver, "已过期", e);
	case 3:
		return i->state == STATE_SIGNED
		               ? review_withdraw(d, i->id, i->ver, e)
		               : release_emergency(d, i->id, i->ver, "疑似泄露个人信息", e);
	case 4:
		return item_errata(d, i->id, i->ver, e);
	default:
		return release_online(
		        d, i->id, i->ver, channel, "https://www.example.gov.cn/1.html", w->now, e);
	}
}

static enum z any_one(struct walk *w, struct desk *d, const struct item *i, struct error *e)
{
	if (walk_dice(w, 12) == 0) {
		static const char *const fields[] = {"office", "catalog", "category", "class"};
		uint32_t k = walk_dice(w, 4);
		const int64_t *from[] = {w->offices, w->catalogs, w->categories};
		int64_t value = k < 3 ? from[k][walk_dice(w, 3)] : 1 + walk_dice(w, 2);
		return item_correct(
		        d, i->id, i->ver, fields[k], number_text(value).s, "登记有误", e);
	}
	switch (i->state) {
	case STATE_DRAFT:
	case STATE_RETURNED:
		if (walk_dice(w, 25) == 0)
			return item_void(d, i->id, i->ver, "重复登记", e);
		if (i->state == STATE_RETURNED && walk_dice(w, 5) == 0)
			return review_withdraw(d, i->id, i->ver, e);
		return walk_dice(w, 2) ? item_submit(d, i->id, i->ver, e) : write_one(w, d, i, e);
	case STATE_REFERRED:
		return review_refer_done(d, i->id, i->ver, walk_dice(w, 2), "已批复", e);
	case STATE_SIGNED:
	case STATE_PUBLISHED:
		return release_one(w, d, i, e);
	case STATE_EMERGENCY:
		return release_follow_up(d, i->id, i->ver, walk_dice(w, 2), "经核实", e);
	case STATE_WITHHELD:
	case STATE_ON_REQUEST:
		return walk_dice(w, 3) ? Z_OK : review_withdraw(d, i->id, i->ver, e);
	case STATE_MIGRATED:
		switch (walk_dice(w, 16)) {
		case 0:
			return item_errata(d, i->id, i->ver, e);
		case 1:
			return release_emergency(d, i->id, i->ver, "疑似泄露个人信息", e);
		case 2:
			return release_down(d, i->id, i->ver, "已过期", e);
		default:
			return Z_OK;
		}
	default:
		return review_one(w, d, i, e);
	}
}

/* Somebody who may do what comes next with the item; mostly, or nothing would ever be published. */
static struct desk *somebody(struct walk *w, const struct item *i, struct desk *anybody)
{
	struct error e;
	enum action next = state_tier(i->state)         ? ACTION_REVIEW_PASS
	                   : i->state == STATE_SIGNED   ? ACTION_RELEASE_ONLINE
	                   : i->state == STATE_DRAFT    ? ACTION_ITEM_SUBMIT
	                   : i->state == STATE_RETURNED ? ACTION_ITEM_SUBMIT
	                                                : ACTION_RELEASE_FOLLOW_UP;
	uint32_t from = walk_dice(w, WALK_PEOPLE);
	if (walk_dice(w, 4) == 0)
		return anybody;
	for (uint32_t k = 0; k < WALK_PEOPLE; k++) {
		struct desk *d = w->who[(from + k) % WALK_PEOPLE];
		if (item_may(d, next, i->id, &e) == Z_OK)
			return d;
	}
	return anybody;
}

void walk_step(struct walk *w)
{
	struct error e;
	struct item *i = NULL;
	w->now += 60 + (int64_t)walk_dice(w, 7200);
	struct desk *d = w->who[walk_dice(w, WALK_PEOPLE)];
	for (int k = 0; k < WALK_PEOPLE; k++)
		w->who[k]->pinned_now = w->now;
	enum z z;
	if (w->items == 0 || walk_dice(w, 6) == 0)
		z = write_one(w, d, NULL, &e);
	else if ((z = item_load(d, 1 + (int64_t)walk_dice(w, (uint32_t)w->items), &i, &e)) == Z_OK)
		z = any_one(w, somebody(w, i, d), i, &e);
	item_free(&i);
	if (z == Z_OK)
		w->done++;
	else
		w->refused++;
	if (z != Z_OK && z != Z_DENIED && z != Z_INVALID && z != Z_MISSING) {
		char sentence[1200];
		print_error("step %d: %s\n", w->done + w->refused,
		        error_sentence(&e, sentence, sizeof sentence));
		assert_int_equal(z, Z_OK);
	}
}

void walk_steps(struct walk *w, int n)
{
	while (n-- > 0)
		walk_step(w);
}
