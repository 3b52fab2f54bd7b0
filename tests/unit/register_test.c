/* register_test.c - columns, categories, channels, phrases, checklists, settings, calendar years. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "tests/deskfix.h"

#define NOW "2026-11-20T09:00:00"

static struct error e;

static void furnishing_twice_adds_nothing_and_keeps_what_was_changed(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct catalog *c;
	struct named *list;
	int n, again;
	assert_ok(catalog_list(f->clerk, true, &c, &n, &e));
	assert_true(n >= 20);
	assert_string_equal(c[0].name, "法定主动公开内容");
	assert_int_equal(c[0].parent, 0);
	int children = 0;
	for (int i = 0; i < n; i++) {
		children += c[i].parent == c[0].id;
		if (!strcmp(c[i].name, "工作动态"))
			assert_int_equal(c[i].fresh_days, 14);
		assert_int_equal(c[i].items, 0);
		assert_int_equal(c[i].last_online, DAY_NONE);
	}
	assert_true(children > 10);
	struct catalog own = c[1];
	own.fresh_days = 90;
	own.min_items = 3;
	own.office = f->office;
	assert_ok(catalog_save(f->publish, &own, NULL, &e));
	free(c);
	assert_ok(register_furnish(f->admin, &e));
	assert_ok(catalog_list(f->clerk, true, &c, &again, &e));
	assert_int_equal(again, n);
	assert_int_equal(c[1].fresh_days, 90);
	assert_int_equal(c[1].min_items, 3);
	assert_string_equal(c[1].office_name, "资源保护股");
	free(c);
	assert_ok(named_list(f->clerk, NAMED_CATEGORY, false, &list, &n, &e));
	assert_int_equal(n, 20);
	assert_string_equal(list[0].name, "政策法规");
	free(list);
	assert_ok(named_list(f->clerk, NAMED_CHANNEL, false, &list, &n, &e));
	assert_string_equal(list[0].name, "政府网站");
	free(list);
	assert_refused(register_furnish(f->clerk, &e), R_PERMIT_WHO);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void names_are_kept_apart(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct named *list;
	int n;
	int64_t id;
	assert_refused(named_save(f->clerk, NAMED_CATEGORY, 0, 0, "林业碳汇", true, 0, &id, &e), R_PERMIT_WHO);
	assert_refused(named_save(f->publish, NAMED_CATEGORY, 0, 0, "政策法规", true, 0, &id, &e), R_NAME_TWICE);
	assert_refused(named_save(f->publish, NAMED_CATEGORY, 9999, 0, "林业碳汇", true, 0, &id, &e), R_NAME_NONE);
	assert_ok(named_save(f->publish, NAMED_CATEGORY, 0, 0, "林业碳汇", true, 99, &id, &e));
	assert_ok(named_save(f->publish, NAMED_CATEGORY, id, 1, "林业碳汇", false, 99, NULL, &e));
	assert_ok(named_save(f->publish, NAMED_CHANNEL, 0, 0, "林业碳汇", true, 99, NULL, &e)); /* another list */
	assert_ok(named_list(f->clerk, NAMED_CATEGORY, false, &list, &n, &e));
	assert_int_equal(n, 20);
	free(list);
	assert_ok(named_list(f->clerk, NAMED_CATEGORY, true, &list, &n, &e));
	assert_int_equal(n, 21);
	assert_false(list[20].active);
	free(list);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void columns_have_two_levels(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct catalog *c;
	int n;
	int64_t id;
	assert_ok(catalog_list(f->clerk, false, &c, &n, &e));
	struct catalog top = c[0], below = c[1];
	free(c);
	struct catalog own = {.name = "林长制", .parent = below.id, .active = true};
	assert_refused(catalog_save(f->publish, &own, &id, &e), R_CATALOG_PARENT);
	own.parent = 12345;
	assert_refused(catalog_save(f->publish, &own, &id, &e), R_CATALOG_PARENT);
	own.parent = top.id;
	own.fresh_days = -1;
	assert_refused(catalog_save(f->publish, &own, &id, &e), R_CATALOG_LIMITS);
	own.fresh_days = 14;
	own.office = 4711;
	assert_refused(catalog_save(f->publish, &own, &id, &e), R_OFFICE_NONE);
	own.office = 0;
	assert_ok(catalog_save(f->publish, &own, &id, &e));
	own.id = id;
	own.ver = 1;
	own.parent = id;
	assert_refused(catalog_save(f->publish, &own, &id, &e), R_CATALOG_PARENT);
	/* One that has columns below itself stays on top. */
	own = (struct catalog){.name = "另一类", .active = true};
	assert_ok(catalog_save(f->publish, &own, &id, &e));
	top.parent = id;
	assert_refused(catalog_save(f->publish, &top, NULL, &e), R_CATALOG_PARENT);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void ones_own_phrases_come_first_and_stay_ones_own(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct phrase *p;
	int n, usual;
	assert_ok(phrase_list(f->second, 2, 1, &p, &usual, &e));
	assert_true(usual >= 2);
	assert_int_equal(p[0].officer, 0);
	int64_t everybodys = p[0].id;
	free(p);
	assert_ok(phrase_save(f->second, 0, 0, 2, 1, "保密审查通过。", &e));
	assert_refused(phrase_save(f->second, 0, 0, 2, 1, "  ", &e), R_FIELD_EMPTY);
	assert_ok(phrase_list(f->second, 2, 1, &p, &n, &e));
	assert_int_equal(n, usual + 1);
	assert_string_equal(p[0].text, "保密审查通过。");
	int64_t own = p[0].id;
	free(p);
	assert_ok(phrase_list(f->third, 2, 1, &p, &n, &e));
	assert_int_equal(n, usual);
	free(p);
	assert_ok(phrase_list(f->second, 3, 1, &p, &n, &e)); /* of another tier */
	for (int i = 0; i < n; i++)
		assert_true(p[i].tier == 3 || p[i].tier == 0);
	free(p);
	assert_refused(phrase_save(f->third, own, 1, 2, 1, "改", &e), R_PHRASE_OTHERS);
	assert_refused(phrase_save(f->third, everybodys, 1, 2, 1, "改", &e), R_PERMIT_WHO);
	assert_ok(phrase_save(f->publish, everybodys, 1, 2, 1, "经审查，同意公开。", &e));
	assert_ok(phrase_save(f->second, own, 1, 2, 1, "", &e));
	assert_refused(phrase_save(f->second, own, 1, 2, 1, "x", &e), R_ROW_GONE);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static const char *said(void)
{
	static char sentence[600];
	return error_sentence(&e, sentence, sizeof sentence);
}

/* Design 4.8: whoever saves over what he has not seen is told who was there before him. */
static void whoever_saves_second_is_told_who_was_first(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct named *list;
	struct catalog *c;
	struct phrase *p;
	struct check_row *k;
	int n;
	for (enum named_kind kind = NAMED_CATEGORY; kind <= NAMED_CHANNEL; kind++) {
		assert_ok(named_list(f->publish, kind, true, &list, &n, &e));
		const struct named was = list[2];
		free(list);
		assert_ok(named_save(f->publish, kind, was.id, was.ver, "先改的人写的", true, 7, NULL, &e));
		assert_refused(named_save(f->admin, kind, was.id, was.ver, "后改的人写的", true, 9, NULL, &e), R_ROW_STALE);
		assert_non_null(strstr(said(), "发布员戊"));
		assert_non_null(strstr(said(), "2026-11-20 09:00"));
		assert_refused(named_save(f->admin, kind, was.id, 0, "没有看过的人", true, 9, NULL, &e), R_ROW_STALE);
		assert_ok(named_list(f->admin, kind, true, &list, &n, &e));
		int64_t ver = 0;
		for (int i = 0; i < n; i++) {
			assert_string_not_equal(list[i].name, "后改的人写的");
			if (list[i].id == was.id)
				ver = list[i].ver;
		}
		free(list);
		assert_ok(named_save(f->admin, kind, was.id, ver, "看过以后再改的", true, 9, NULL, &e));
	}

	assert_ok(catalog_list(f->publish, true, &c, &n, &e));
	struct catalog mine = c[3], theirs = c[3];
	free(c);
	mine.fresh_days = 30;
	theirs.min_items = 5;
	assert_ok(catalog_save(f->admin, &theirs, NULL, &e));
	assert_refused(catalog_save(f->publish, &mine, NULL, &e), R_ROW_STALE);
	assert_non_null(strstr(said(), "管理员己"));
	assert_ok(catalog_list(f->publish, true, &c, &n, &e));
	assert_int_equal(c[3].min_items, 5);
	assert_int_not_equal(c[3].fresh_days, 30);
	free(c);

	assert_ok(phrase_list(f->publish, 2, PHRASE_PASS, &p, &n, &e));
	const struct phrase usual = p[0];
	free(p);
	assert_ok(phrase_save(f->admin, usual.id, usual.ver, 2, PHRASE_PASS, "同意公开。", &e));
	assert_refused(phrase_save(f->publish, usual.id, usual.ver, 2, PHRASE_PASS, "建议公开。", &e), R_ROW_STALE);
	assert_refused(phrase_save(f->publish, usual.id, usual.ver, 2, PHRASE_PASS, "", &e), R_ROW_STALE);
	assert_ok(phrase_save(f->admin, usual.id, usual.ver + 1, 2, PHRASE_PASS, "", &e));
	assert_refused(phrase_save(f->publish, usual.id, usual.ver, 2, PHRASE_PASS, "建议公开。", &e), R_ROW_GONE);
	assert_non_null(strstr(said(), "管理员己"));

	assert_ok(checklist_list(f->publish, 1, true, &k, &n, &e));
	const struct check_row row = k[0];
	free(k);
	assert_ok(checklist_save(f->admin, row.id, row.ver, row.tier, row.text, false, &e));
	assert_refused(checklist_save(f->publish, row.id, row.ver, row.tier, "另一条要点", true, &e), R_ROW_STALE);

	/* a setting: never set, then set by another */
	int64_t seen = setting_version(f->admin, SETTING_SOON_DAYS);
	assert_int_equal(seen, 0);
	struct desk *other = deskfix_login(f, "admin");
	assert_ok(setting_set(other, SETTING_SOON_DAYS, seen, "4", &e));
	assert_refused(setting_set(f->admin, SETTING_SOON_DAYS, seen, "5", &e), R_ROW_STALE);
	assert_int_equal(setting_number(f->admin, SETTING_SOON_DAYS), 4); /* what he sees now */
	assert_ok(setting_set(f->admin, SETTING_SOON_DAYS, setting_version(f->admin, SETTING_SOON_DAYS), "5", &e));
	desk_close(&other);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void the_words_of_a_ticked_row_never_change(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct check_row *c;
	int n, usual;
	assert_ok(checklist_list(f->clerk, 2, false, &c, &usual, &e));
	int64_t id = c[0].id;
	char words[240];
	snprintf(words, sizeof words, "%s", c[0].text);
	free(c);
	assert_refused(checklist_save(f->clerk, id, 1, 2, "改了的要点", true, &e), R_PERMIT_WHO);
	assert_ok(checklist_save(f->admin, id, 1, 2, "改了的要点", true, &e));
	assert_ok(checklist_list(f->clerk, 2, true, &c, &n, &e));
	assert_int_equal(n, usual + 1);
	assert_string_equal(c[0].text, "改了的要点"); /* in the old one's place */
	assert_int_not_equal(c[0].id, id);
	assert_int_equal(c[n - 1].id, id);
	assert_string_equal(c[n - 1].text, words);
	assert_false(c[n - 1].active);
	free(c);
	assert_ok(checklist_list(f->clerk, 0, false, &c, &n, &e));
	assert_true(n > usual);
	free(c);
	assert_refused(checklist_save(f->admin, 0, 0, 4, "不存在的级别", true, &e), R_SEAT_TIER);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void settings_keep_their_limits(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	assert_refused(setting_set(f->clerk, SETTING_LOCK_MINUTES, setting_version(f->clerk, SETTING_LOCK_MINUTES), "5", &e), R_PERMIT_WHO);
	assert_refused(setting_set(f->admin, SETTING_LOCK_MINUTES, setting_version(f->admin, SETTING_LOCK_MINUTES), "0", &e), R_SETTING_RANGE);
	assert_refused(setting_set(f->admin, SETTING_LOCK_MINUTES, setting_version(f->admin, SETTING_LOCK_MINUTES), "5x", &e), R_SETTING_RANGE);
	assert_refused(setting_set(f->admin, SETTING_LOCK_MINUTES, setting_version(f->admin, SETTING_LOCK_MINUTES), "99999999999999999999", &e), R_SETTING_RANGE);
	assert_refused(setting_set(f->admin, SETTING_THEME, setting_version(f->admin, SETTING_THEME), "aut", &e), R_SETTING_CHOICE);
	assert_refused(setting_set(f->admin, SETTING_THEME, setting_version(f->admin, SETTING_THEME), "", &e), R_SETTING_CHOICE);
	assert_refused(setting_set(f->admin, SETTING_BUREAU, setting_version(f->admin, SETTING_BUREAU), "局", &e), R_FIELD_SHORT);
	assert_int_equal(setting_number(f->admin, SETTING_LOCK_MINUTES), 15);
	assert_ok(setting_set(f->admin, SETTING_LOCK_MINUTES, setting_version(f->admin, SETTING_LOCK_MINUTES), " 007 ", &e));
	assert_string_equal(setting_text(f->admin, SETTING_LOCK_MINUTES), "7");
	assert_ok(setting_set(f->admin, SETTING_THEME, setting_version(f->admin, SETTING_THEME), "256", &e));
	assert_ok(setting_set(f->admin, SETTING_PAPER_SIGN, setting_version(f->admin, SETTING_PAPER_SIGN), "1", &e));
	assert_ok(setting_set(f->admin, SETTING_BUREAU, setting_version(f->admin, SETTING_BUREAU), "某县自然资源和林业局", &e));
	struct desk *d = deskfix_login(f, "jia");
	assert_string_equal(desk_bureau(d), "某县自然资源和林业局");
	assert_int_equal(setting_number(d, SETTING_LOCK_MINUTES), 7);
	assert_int_equal(setting_number(d, SETTING_PAPER_SIGN), 1);
	assert_string_equal(setting_text(d, SETTING_THEME), "256");
	desk_close(&d);
	/* Every row of the table holds itself together. */
	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting_row *r = setting_row((enum setting)i);
		if (r->type == SETTING_TEXT)
			continue;
		assert_ok(setting_set(f->admin, (enum setting)i, setting_version(f->admin, (enum setting)i), r->initial, &e));
		assert_string_equal(setting_text(f->admin, (enum setting)i), r->initial);
	}
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void a_loaded_year_moves_what_is_due(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	int32_t due = 0, from = day_of(2026, 12, 20);
	int years = 0;
	size_t added;
	static const char text[] = "date,kind,name\n2027-01-01,off,元旦\n2027-01-02,off,元旦\n2027-01-03,off,元旦\n"
				   "2027-01-09,work,元旦\n2027-10-01,off,国庆节\n2027-10-02,off,国庆节\n2027-10-03,off,国庆节\n";
	static const char local[] = "date,kind,name\n2027-04-05,off,清明节\n";
	struct calendar c = {0};
	struct item_text t = {.title = "年末形成的信息", .body = "正文", .formed_on = from, .attribute = ATTRIBUTE_OPEN,
		.valid_from = DAY_NONE, .valid_to = DAY_NONE};
	struct item_register r = {.class = CLASS_OTHER, .office = f->office};
	int64_t item;
	deskfix_time(f, "2026-12-21T09:00:00");
	assert_ok(item_create(f->clerk, &t, &r, &item, &e));
	assert_int_equal(db_number(f->clerk->db, &e, -1, "SELECT due FROM item WHERE id = ?1", "i", item), -1);
	assert_refused(register_due(f->clerk, from, 20, NULL, &due, &e), R_CALENDAR_OPEN);
	assert_ok(calendar_parse(&c, local, strlen(local), &added, &e));
	assert_refused(calendar_load_year(f->publish, &c, "地方节日", &years, &e), R_CALENDAR_NO_YEAR);
	calendar_free(&c);
	assert_ok(calendar_parse(&c, text, strlen(text), &added, &e));
	assert_refused(calendar_load_year(f->clerk, &c, "国办通知", &years, &e), R_PERMIT_WHO);
	assert_ok(calendar_load_year(f->publish, &c, "国办发明电〔2026〕7号", &years, &e));
	assert_int_equal(years, 1);
	assert_ok(register_due(f->clerk, from, 20, NULL, &due, &e));
	/* 21-25, 28-31 December (9), 4-8 January (5), 9 (worked), 11-15 (5): the twentieth is the 15th. */
	assert_int_equal(due, day_of(2027, 1, 15));
	assert_int_equal(db_number(f->clerk->db, &e, -1, "SELECT due FROM item WHERE id = ?1", "i", item), due);
	assert_int_equal(db_number(f->clerk->db, &e, -1, "SELECT due_sort FROM item WHERE id = ?1", "i", item), due);
	assert_ok(setting_set(f->admin, SETTING_PUBLISH_DAYS, setting_version(f->admin, SETTING_PUBLISH_DAYS), "5", &e));
	assert_int_equal(
	        db_number(f->clerk->db, &e, -1, "SELECT due FROM item WHERE id = ?1", "i", item), day_of(2026, 12, 25));
	assert_ok(setting_set(f->admin, SETTING_PUBLISH_DAYS, setting_version(f->admin, SETTING_PUBLISH_DAYS), "20", &e));
	calendar_free(&c);
	/* Loaded again without the worked Saturday: the old rows are gone. */
	static const char better[] = "date,kind,name\n2027-01-01,off,元旦\n2027-10-01,off,国庆节\n";
	assert_ok(calendar_parse(&c, better, strlen(better), &added, &e));
	assert_ok(calendar_load_year(f->admin, &c, "更正", &years, &e));
	assert_ok(register_due(f->clerk, from, 20, NULL, &due, &e));
	assert_int_equal(due, day_of(2027, 1, 18));
	assert_int_equal(db_number(f->admin->db, &e, 0, "SELECT count(*) FROM calendar_day", ""), 2);
	calendar_free(&c);
	/* A built-in year is replaced as a whole. */
	static const char other[] = "date,kind,name\n2026-01-01,off,元旦\n2026-10-01,off,国庆节\n";
	assert_false(calendar_works(desk_calendar(f->clerk), day_of(2026, 10, 2)));
	assert_ok(calendar_parse(&c, other, strlen(other), &added, &e));
	assert_ok(calendar_load_year(f->admin, &c, "更正", &years, &e));
	assert_true(desk_changed(f->clerk));
	assert_true(calendar_works(desk_calendar(f->clerk), day_of(2026, 10, 2)));
	assert_true(calendar_loaded(desk_calendar(f->clerk), 2025));
	calendar_free(&c);
	assert_sound(f->admin);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(furnishing_twice_adds_nothing_and_keeps_what_was_changed),
		cmocka_unit_test(names_are_kept_apart),
		cmocka_unit_test(columns_have_two_levels),
		cmocka_unit_test(ones_own_phrases_come_first_and_stay_ones_own),
		cmocka_unit_test(whoever_saves_second_is_told_who_was_first),
		cmocka_unit_test(the_words_of_a_ticked_row_never_change),
		cmocka_unit_test(settings_keep_their_limits),
		cmocka_unit_test(a_loaded_year_moves_what_is_due),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
