/* long_name_test.c - names and words of ten thousand characters at every door of the store: refused with a short
 * sentence that says what is too long, never cut, and nothing is written.  Cells that would be formulas are in it,
 * too: whoever opens an exported table must not run what somebody typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/command/inside.h"
#include "forms/reader/csv.h"
#include "forms/reader/sheet.h"
#include "store/base/text.h"
#include "store/record/inner.h"
#include "store/view/item/view.h"
#include "tests/unit/flow_fix.h"

enum { CHARS = 10000, SENTENCE = 700 /* bytes */ };

static char name[CHARS * 3 + 1];
static struct error e;

static int64_t changes(struct deskfix *f)
{
	sqlite3_stmt *q = db_query(f->admin->db, &e, "SELECT count(*) FROM audit", "");
	int64_t n = db_step(f->admin->db, q, &e) ? sqlite3_column_int64(q, 0) : -1;

	db_done(q);
	return n;
}

static void told(enum z z, const char *door)
{
	char s[4096];

	if (z == Z_OK)
		fail_msg("%s takes it", door);
	error_sentence(&e, s, sizeof s);
	if (z != Z_INVALID || strlen(s) > SENTENCE || !utf8_valid(s, strlen(s), NULL))
		fail_msg("%s says %zu bytes: %.300s", door, strlen(s), s);
}
#define refused(call) told((call), #call)

static int setup(void **state)
{
	for (int i = 0; i < CHARS; i++)
		snprintf(name + (size_t)i * 3, 4, "长");
	*state = deskfix_open(FLOW_NOW);
	flow_register(*state); /* makes the registers */
	return 0;
}

static int teardown(void **state)
{
	struct deskfix *f = *state;

	deskfix_close(&f);
	return 0;
}

static void of_people(void **state)
{
	struct deskfix *f = *state;
	struct officer_in in = {.name = "经办庚", .office = f->office, .roles = ROLE_CLERK};
	int32_t today = desk_today(f->admin);
	int64_t id, before = changes(f);
	char secret[32];

	refused(office_add(f->admin, name, OFFICE_KIND_SECTION, &id, &e));
	refused(office_edit(f->admin, f->office, 1, name, OFFICE_KIND_SECTION, true, &e));
	in.name = name;
	refused(officer_add(f->admin, &in, &id, secret, &e));
	in.name = "经办庚";
	in.post = name;
	refused(officer_add(f->admin, &in, &id, secret, &e));
	in.post = "";
	in.login = name;
	refused(officer_add(f->admin, &in, &id, secret, &e));
	in.login = "geng";
	in.os_user = name;
	refused(officer_add(f->admin, &in, &id, secret, &e));
	refused(officer_set_pass(f->clerk, DESKFIX_PASS, name, &e));
	refused(delegation_add(f->admin, f->third_id, f->second_id, today, today + 1, name, &id, &e));
	assert_int_equal(changes(f), before);
	/* at the door itself it is only wrong */
	struct desk *d;
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	assert_int_not_equal(desk_login(d, name, DESKFIX_PASS, &e), Z_OK);
	assert_int_not_equal(desk_login(d, "jia", name, &e), Z_OK);
	desk_close(&d);
	struct desk_new n = {.bureau = name, .officer = "经办甲", .mode = DESK_TEST};
	char path[160];
	snprintf(path, sizeof path, "%s/other.db", f->dir);
	refused(desk_create(path, &n, &d, &e));
	n.bureau = "某县林业局";
	n.officer = name;
	refused(desk_create(path, &n, &d, &e));
}

static void of_registers(void **state)
{
	struct deskfix *f = *state;
	struct catalog c = {.active = true};
	int64_t id, before = changes(f);

	refused(named_save(f->admin, NAMED_CATEGORY, 0, 0, name, true, 1, &id, &e));
	refused(named_save(f->admin, NAMED_CHANNEL, 0, 0, name, true, 1, &id, &e));
	memset(c.name, 'x', sizeof c.name - 1); /* as much as its room holds */
	refused(catalog_save(f->admin, &c, &id, &e));
	refused(phrase_save(f->first, 0, 0, 1, PHRASE_PASS, name, &e));
	refused(checklist_save(f->admin, 0, 0, 1, name, true, &e));
	refused(setting_set(f->admin, SETTING_BUREAU, setting_version(f->admin, SETTING_BUREAU), name, &e));
	assert_int_equal(changes(f), before);
}

static void of_items(void **state)
{
	struct deskfix *f = *state;
	struct item_register r = flow_register(f), long_words = r;
	struct item_text t = flow_text("标题", "正文");
	struct attachment_in a = {.name = name, .data = "甲", .bytes = 3};
	int64_t id = flow_to(f, 1), other, before = changes(f);
	int64_t ver = flow_ver(f->clerk, id);

	t.title = name;
	refused(item_create(f->clerk, &t, &r, &other, &e));
	t.title = "标题";
	t.docno = name;
	refused(item_create(f->clerk, &t, &r, &other, &e));
	t.docno = "";
	long_words.keywords = name;
	refused(item_create(f->clerk, &t, &long_words, &other, &e));
	t.attachments = &a;
	t.attachments_n = 1;
	refused(item_create(f->clerk, &t, &r, &other, &e));
	refused(item_correct(f->publish, id, ver, "keywords", name, "更正", &e));
	refused(item_correct(f->publish, id, ver, "keywords", "造林", name, &e));
	refused(review_return(f->first, id, ver, 0, 11, name, &e));
	refused(review_refer(f->first, id, ver, name, &e));
	struct item *i = flow_item(f->first, id);
	refused(review_pass(f->first, id, ver, &i->now->hash, name, NULL, &e));
	item_free(&i);
	assert_int_equal(changes(f), before);
	struct item_query q;
	struct arena arena = {0};
	struct buffer words = {0};
	buffer_printf(&words, "标题:%s", name);
	item_query_parse(f->clerk, words.s, &q, &arena, &e); /* either way without harm */
	buffer_free(&words);
	arena_free(&arena);
}

static void of_history(void **state)
{
	struct deskfix *f = *state;
	struct hash h = {{1}};
	struct migrated good = {.title = "造林", .docno = "", .category = "规划计划", .catalog = "栏目", .office = "造林股",
		.channels = "公告栏", .keywords = "", .url = "", .attribute = ATTRIBUTE_OPEN, .formed_on = DAY_NONE,
		.published_on = day_of(2025, 3, 12)};
	const char **const fields[] = {&good.title, &good.docno, &good.category, &good.catalog, &good.office, &good.channels,
		&good.keywords, &good.url};

	assert_ok(migrate_begin(f->clerk, "历史.csv", &h, &e));
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		const char *was = *fields[i];

		*fields[i] = name;
		refused(migrate_add(f->clerk, &good, &e));
		*fields[i] = was;
	}
	assert_ok(migrate_add(f->clerk, &good, &e));
	migrate_drop(f->clerk);
}

static void line(void *ctx, const struct people_line *l)
{
	int *wrong = ctx;
	char s[4096];

	assert_true(strlen(error_sentence(&l->error, s, sizeof s)) <= SENTENCE);
	*wrong += !l->ok;
}

static void of_a_pasted_list(void **state)
{
	struct deskfix *f = *state;
	struct buffer b = {0};
	int wrong = 0;

	buffer_printf(&b, "%s 办公室 科员\n经办庚 %s 科员\n经办辛 办公室 %s\n", name, name, name);
	people_paste(f->admin, b.s, false, line, &wrong, &e);
	assert_int_equal(wrong, 3);
	buffer_free(&b);
}

/* ---- formulas ---- */

static enum z first_cell(void *ctx, const struct row *row, struct error *err)
{
	(void)err;
	buffer_text(ctx, row->cell[0].s);
	return Z_OK;
}

static void formulas_are_text_in_a_table(void **state)
{
	static const char *const cells[] = {"=1+1", "+1", "-1+1|cmd", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x",
		"=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"点我\")"};

	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct buffer b = {0}, back = {0};
		struct csv *c;

		csv_cell(&b, cells[i]);
		if (strncmp(b.s, "\"'", 2) != 0)
			fail_msg("%s is written as %s", cells[i], b.s);
		c = csv_new(',', 0, "x", first_cell, &back);
		assert_ok(csv_feed(c, b.s, b.n, &e));
		assert_ok(csv_end(c, &e));
		csv_free(&c);
		assert_string_equal(back.s + 1, cells[i]);
		buffer_free(&b);
		buffer_free(&back);
	}
	struct buffer b = {0};
	csv_cell(&b, "林业局=甲");
	assert_string_equal(b.s, "林业局=甲");
	buffer_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(of_people, setup, teardown),
		cmocka_unit_test_setup_teardown(of_registers, setup, teardown),
		cmocka_unit_test_setup_teardown(of_items, setup, teardown),
		cmocka_unit_test_setup_teardown(of_history, setup, teardown),
		cmocka_unit_test_setup_teardown(of_a_pasted_list, setup, teardown),
		cmocka_unit_test(formulas_are_text_in_a_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
