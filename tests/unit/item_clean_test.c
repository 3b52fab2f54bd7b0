/* item_clean_test.c - what is typed or imported is cleaned once, and what is hashed is what is stored, shown and
 * indexed; limits are told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "tests/unit/flow_fix.h"

static struct error e;

/* An index from which other words are taken than were put in says so. */
static void assert_index_sound(struct desk *d)
{
	assert_ok(db_begin(d->db, &e));
	assert_ok(db_run(d->db, &e, "INSERT INTO item_fts(item_fts, rank) VALUES('integrity-check', 0)", ""));
	db_rollback(d->db);
}

static void controls_go_from_every_field(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t id;
	struct item_register r = flow_register(f);
	struct item_text t = flow_text("林业\x1b[2J\xe2\x80\xae方案", "正文\x07一\r\n二");
	t.docno = "林发\x1b〔2026〕\xe2\x80\xae" "9号";
	t.attribute = ATTRIBUTE_CLOSED;
	t.withhold = WITHHOLD_INTERNAL;
	t.article = "《条例》\x07第十六条";
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	struct item *i = flow_item(f->clerk, id);
	assert_string_equal(i->now->title, "林业[2J方案");
	assert_string_equal(i->now->body, "正文一\n二");
	assert_string_equal(i->now->docno, "林发〔2026〕9号");
	assert_string_equal(i->now->article, "《条例》第十六条");
	item_free(&i);
	/* the same text once more is no new revision */
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	i = flow_item(f->clerk, id);
	assert_int_equal(i->now->n, 1);
	item_free(&i);
	assert_clean(f->admin);
	deskfix_close(&f);
}

static void limits_are_told(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t id;
	struct item_register r = flow_register(f);
	char longest[900];
	struct item_text t = flow_text("\xe2\x80\x8b\xef\xbb\xbf", "正文");
	assert_refused(item_create(f->clerk, &t, &r, &id, &e), R_TITLE_EMPTY); /* nothing that can be seen */
	t = flow_text("标题", "正文");
	memset(longest, 'a', sizeof longest);
	longest[sizeof longest - 1] = '\0';
	t.attribute = ATTRIBUTE_CLOSED;
	t.withhold = WITHHOLD_OTHER;
	t.withhold_text = longest;
	assert_refused(item_create(f->clerk, &t, &r, &id, &e), R_WITHHOLD_LONG);
	t.withhold_text = "理由";
	t.article = longest;
	assert_refused(item_create(f->clerk, &t, &r, &id, &e), R_ARTICLE_LONG);
	t.article = "";
	t.withhold = 77;
	assert_refused(item_create(f->clerk, &t, &r, &id, &e), R_WITHHOLD_MISSING);
	t = flow_text("标题", "正文");
	t.validity = 77;
	assert_refused(item_create(f->clerk, &t, &r, &id, &e), R_NO_VALIDITY);
	t.validity = VALIDITY_NONE;
	struct attachment_in a = {.name = longest, .data = "甲", .bytes = 3};
	t.attachments = &a;
	t.attachments_n = 1;
	assert_refused(item_create(f->clerk, &t, &r, &id, &e), R_ATTACHMENT_NAME_LONG);
	a.name = "\xe2\x80\x8b";
	assert_refused(item_create(f->clerk, &t, &r, &id, &e), R_ATTACHMENT_NAME);
	deskfix_close(&f);
}

static struct migrated history(const char *title)
{
	return (struct migrated){.title = title, .docno = "林发〔2025〕3号", .category = "规划计划", .catalog = "新栏目",
		.office = "造林股", .channels = "政府网站、 公告栏，政府网站", .keywords = "造林", .url = "http://a/1",
		.attribute = ATTRIBUTE_OPEN, .formed_on = DAY_NONE, .published_on = day_of(2025, 3, 12)};
}

static void migrated_rows_are_cleaned_too(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct hash h = {{1}};
	int64_t batch, id, erasure;
	struct migrated m = history("2025年\x1b造林\xe2\x80\xae计划");
	m.docno = "林发\x07〔2025〕3号";
	m.body = "第一段\x07\r\n第二段龘靐";
	m.url = "http://a/\x1b" "1";
	assert_ok(migrate_begin(f->clerk, "历史.csv", &h, &e));
	assert_ok(migrate_add(f->clerk, &m, &e));
	assert_refused(migrate_add(f->clerk, &m, &e), R_MIGRATE_KNOWN);
	assert_int_equal(migrate_made(f->clerk).channels, 1); /* 政府网站 is there, 公告栏 not; named twice, with a blank */
	assert_ok(migrate_end(f->clerk, &batch, &e));
	assert_ok(item_by_number(f->clerk, "迁2025-0001", &id, &e));
	struct item *i = flow_item(f->clerk, id);
	assert_string_equal(i->now->title, "2025年造林计划");
	assert_string_equal(i->now->docno, "林发〔2025〕3号");
	assert_true(i->channels[0] && i->channels[1] && !i->channels[2]);
	item_free(&i);
	struct release_standing s[4];
	assert_int_equal(release_standing(f->clerk, id, s, 4), 2);
	assert_string_equal(s[0].url, "http://a/1");
	/* and the words that go in again at an erasure are those that were put in */
	struct erase_result r;
	assert_ok(erase_ask(f->clerk, id, ERASE_PERSONAL, "误录个人信息", &erasure, &e));
	assert_ok(erase_decide(f->second, erasure, true, &r, &e));
	assert_false(r.bytes_left);
	erase_result_free(&r);
	assert_index_sound(f->admin);
	assert_clean(f->admin);
	deskfix_close(&f);
}

/* A refused row must leave nothing behind: no new 栏目, no number. */
static void refused_rows_leave_nothing(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct hash h = {{1}};
	int64_t batch, id;
	char longest[600], many[600] = "";
	flow_register(f);
	memset(longest, 'a', sizeof longest);
	longest[sizeof longest - 1] = '\0';
	for (int k = 0; k <= ITEM_CHANNELS; k++)
		snprintf(many + strlen(many), sizeof many - strlen(many), "渠道%d、", k);
	assert_ok(migrate_begin(f->clerk, "历史.csv", &h, &e));
	struct migrated m = history("甲");
	m.catalog = longest;
	assert_refused(migrate_add(f->clerk, &m, &e), R_FIELD_LONG);
	m = history("甲");
	m.channels = longest;
	assert_refused(migrate_add(f->clerk, &m, &e), R_FIELD_LONG);
	m.channels = many;
	assert_refused(migrate_add(f->clerk, &m, &e), R_CHANNELS_MANY);
	m = history("甲");
	m.url = longest;
	assert_refused(migrate_add(f->clerk, &m, &e), R_FIELD_LONG);
	m = history("甲");
	m.keywords = longest;
	assert_refused(migrate_add(f->clerk, &m, &e), R_FIELD_LONG);
	struct migrate_made made = migrate_made(f->clerk);
	assert_int_equal(made.offices + made.catalogs + made.categories + made.channels, 0);
	m = history("甲");
	assert_ok(migrate_add(f->clerk, &m, &e));
	assert_ok(migrate_end(f->clerk, &batch, &e));
	assert_ok(item_by_number(f->clerk, "迁2025-0001", &id, &e));
	assert_clean(f->admin);
	deskfix_close(&f);
}

static void what_was_published_here_is_known(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct hash h = {{1}};
	flow_to(f, 5);
	assert_ok(migrate_begin(f->clerk, "台账.csv", &h, &e));
	struct migrated m = history("2026年度森林防火工作方案");
	m.docno = "林发〔2026〕12号";
	m.published_on = day_of(2026, 11, 20);
	assert_refused(migrate_add(f->clerk, &m, &e), R_MIGRATE_KNOWN);
	m.published_on = day_of(2026, 11, 19);
	assert_ok(migrate_add(f->clerk, &m, &e));
	migrate_drop(f->clerk);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(controls_go_from_every_field),
		cmocka_unit_test(limits_are_told),
		cmocka_unit_test(migrated_rows_are_cleaned_too),
		cmocka_unit_test(refused_rows_leave_nothing),
		cmocka_unit_test(what_was_published_here_is_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
