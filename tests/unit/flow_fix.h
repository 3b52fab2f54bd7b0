/* flow_fix.h - an item of the test bureau, brought as far as a test wants it. */
#ifndef TESTS_UNIT_FLOW_FIX_H
#define TESTS_UNIT_FLOW_FIX_H

#include "tests/deskfix.h"

#define FLOW_NOW "2026-11-20T09:00:00"

/* A complete text; the caller may change it before use. */
static inline struct item_text flow_text(const char *title, const char *body)
{
	return (struct item_text){.title = title, .body = body, .docno = "林发〔2026〕12号", .formed_on = day_of(2026, 11, 18),
		.attribute = ATTRIBUTE_OPEN, .valid_from = DAY_NONE, .valid_to = DAY_NONE};
}

static inline struct item_register flow_register(struct deskfix *f)
{
	struct error e;
	struct item_register r = {.class = CLASS_PAPER, .office = f->office, .keywords = "森林 防火"};
	struct named *list;
	struct catalog *cat;
	int n;
	assert_ok(register_furnish(f->admin, &e));
	assert_ok(named_list(f->clerk, NAMED_CATEGORY, false, &list, &n, &e));
	r.category = list[0].id;
	free(list);
	assert_ok(named_list(f->clerk, NAMED_CHANNEL, false, &list, &n, &e));
	r.channels[0] = list[0].id;
	r.channels[1] = list[1].id;
	free(list);
	assert_ok(catalog_list(f->clerk, false, &cat, &n, &e));
	r.catalog = cat[0].id;
	free(cat);
	return r;
}

static inline struct item *flow_item(struct desk *d, int64_t id)
{
	struct error e;
	struct item *i;
	assert_ok(item_load(d, id, &i, &e));
	return i;
}

static inline int64_t flow_ver(struct desk *d, int64_t id)
{
	struct item *i = flow_item(d, id);
	int64_t ver = i->ver;
	item_free(&i);
	return ver;
}

static inline int flow_state(struct desk *d, int64_t id)
{
	struct item *i = flow_item(d, id);
	int state = i->state;
	item_free(&i);
	return state;
}

static inline int64_t flow_new(struct deskfix *f)
{
	struct error e;
	int64_t id;
	struct item_text t = flow_text("2026年度森林防火工作方案", "一、总体要求\n　　坚持预防为主。\n二、主要任务\n　　落实巡护。");
	struct item_register r = flow_register(f);
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	return id;
}

/* Passes what is on this handle's screen now. */
static inline enum z flow_pass(struct desk *d, int64_t id, struct error *e)
{
	struct item *i = flow_item(d, id);
	enum z z = review_pass(d, id, i->ver, &i->now->hash, NULL, NULL, e);
	item_free(&i);
	return z;
}

/* To 待初审 (1), 待复审 (2), 待签发 (3), 已签发 (4), 已发布 (5). */
static inline int64_t flow_to(struct deskfix *f, int step)
{
	struct error e;
	int64_t id = flow_new(f);
	if (step >= 1)
		assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	struct desk *by[] = {f->first, f->second, f->third};
	for (int t = 0; t < 3 && step > t + 1; t++)
		assert_ok(flow_pass(by[t], id, &e));
	if (step >= 5) {
		struct item *i = flow_item(f->publish, id);
		assert_ok(release_online(f->publish, id, i->ver, i->channels[0], "http://www.example.gov.cn/1.html",
			desk_now(f->publish), &e));
		item_free(&i);
	}
	return id;
}
#endif
