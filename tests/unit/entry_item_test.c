/* entry_item_test.c - an item into its form and back; defaults; what is missing; attachments; titles of text files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "forms/entry/item.h"
#include "forms/import/title.h"
#include "tests/deskfix.h"
#include "tests/file.h"

/* A form without a screen. */
struct sheet {
	struct entry entry; /* first */
	struct {
		char key[24];
		char *value;
	} field[32];
	int n;
};

static void put(void *ctx, const char *key, const char *value)
{
	struct sheet *s = ctx;
	for (int i = 0; i < s->n; i++)
		if (!strcmp(s->field[i].key, key)) {
			free(s->field[i].value);
			s->field[i].value = xstrdup(value);
			return;
		}
	snprintf(s->field[s->n].key, sizeof s->field[s->n].key, "%s", key);
	s->field[s->n++].value = xstrdup(value);
}

static const char *value_of(const struct entry *en, const char *key)
{
	const struct sheet *s = (const struct sheet *)(const void *)en;
	for (int i = 0; i < s->n; i++)
		if (!strcmp(s->field[i].key, key))
			return s->field[i].value;
	return "";
}

struct fix {
	struct deskfix *f;
	struct entry_item *x;
	struct sheet sheet;
	struct error e;
};

static int start(void **state)
{
	struct fix *t = xalloc(sizeof *t);
	struct error e;
	t->f = deskfix_open("2026-11-20T09:00:00");
	assert_ok(entry_item_open(t->f->clerk, &t->x, &e));
	t->sheet.entry = (struct entry){t->x, value_of};
	*state = t;
	return 0;
}

static int stop(void **state)
{
	struct fix *t = *state;
	entry_item_free(&t->x);
	for (int i = 0; i < t->sheet.n; i++)
		free(t->sheet.field[i].value);
	deskfix_close(&t->f);
	free(t);
	return 0;
}

static const char *value(struct fix *t, const char *key)
{
	return value_of(&t->sheet.entry, key);
}

/* Everything an item can have, as an officer would fill it in. */
static int64_t save(struct fix *t)
{
	struct item_text text;
	struct item_register r;
	struct error e;
	int64_t id = 0;
	assert_ok(entry_item_take(t->x, &t->sheet.entry, &text, &r, NULL, &e));
	assert_ok(item_create(t->f->clerk, &text, &r, &id, &e));
	return id;
}

static void fill(struct fix *t)
{
	entry_item_blank(t->x, put, &t->sheet);
	put(&t->sheet, "title", "　2026年度森林防火工作方案 ");
	put(&t->sheet, "docno", "绩林〔2026〕12号");
	put(&t->sheet, "class", "1");
	put(&t->sheet, "formed", "2026-10-23");
	put(&t->sheet, "category", number_text(t->x->category[0].id).s);
	put(&t->sheet, "catalog", number_text(t->x->catalog[0].id).s);
	char two[64];
	snprintf(two, sizeof two, "%lld\n%lld", (long long)t->x->channel[0].id, (long long)t->x->channel[1].id);
	put(&t->sheet, "channels", two);
	put(&t->sheet, "keywords", "森林防火、方案");
	put(&t->sheet, "validity", "1");
	put(&t->sheet, "valid_from", "2026-11-01");
	put(&t->sheet, "valid_to", "2027-05-31");
	put(&t->sheet, "body", "一、总体要求\n　　认真落实。\n");
}

/* Whatever was put into the form of a new item stands in the form of the saved one. */
static void there_and_back(void **state)
{
	struct fix *t = *state;
	struct error e;
	struct sheet first = {0};
	fill(t);
	int64_t id = save(t);
	for (int i = 0; i < t->sheet.n; i++)
		put(&first, t->sheet.field[i].key, t->sheet.field[i].value);
	put(&first, "title", "2026年度森林防火工作方案"); /* the blanks round it are gone */
	struct item *item;
	assert_ok(item_load(t->f->clerk, id, &item, &e));
	entry_item_show(t->x, item, put, &t->sheet);
	assert_int_equal(t->x->id, id);
	assert_int_equal(t->x->ver, item->ver);
	assert_int_equal(item->drafter, t->f->clerk_id);
	for (int i = 0; i < entry_item_fields_n; i++) {
		const char *key = entry_item_fields[i].key;
		if (strcmp(value(t, key), value_of(&first.entry, key)) != 0)
			print_error("field %s\n", key);
		assert_string_equal(value(t, key), value_of(&first.entry, key));
	}
	assert_int_equal(t->sheet.n, entry_item_fields_n);

	/* and saving that again changes nothing that is signed */
	struct item_text text;
	struct item_register r;
	assert_ok(entry_item_take(t->x, &t->sheet.entry, &text, &r, NULL, &e));
	assert_ok(item_edit(t->f->clerk, id, item->ver, &text, &r, &e));
	struct item *again;
	assert_ok(item_load(t->f->clerk, id, &again, &e));
	assert_int_equal(again->now->id, item->now->id);
	item_free(&again);
	item_free(&item);
	for (int i = 0; i < first.n; i++)
		free(first.field[i].value);
}

static void a_new_one_is_open_and_like_the_last_of_the_office(void **state)
{
	struct fix *t = *state;
	entry_item_blank(t->x, put, &t->sheet);
	assert_string_equal(value(t, "attribute"), "1");
	assert_string_equal(value(t, "formed"), "");
	assert_string_equal(value(t, "office"), number_text(t->f->office).s);
	assert_string_equal(value(t, "drafter"), number_text(t->f->clerk_id).s);
	assert_string_equal(value(t, "catalog"), "");
	assert_string_equal(value(t, "class"), "2");
	fill(t);
	save(t);
	entry_item_blank(t->x, put, &t->sheet);
	assert_string_equal(value(t, "title"), "");
	assert_string_equal(value(t, "body"), "");
	assert_string_equal(value(t, "formed"), "");
	assert_string_equal(value(t, "class"), "1");
	assert_string_equal(value(t, "catalog"), number_text(t->x->catalog[0].id).s);
	assert_string_equal(value(t, "category"), number_text(t->x->category[0].id).s);
	assert_non_null(strchr(value(t, "channels"), '\n'));
}

static void what_is_not_asked_is_no_part_of_it(void **state)
{
	struct fix *t = *state;
	struct item_text text;
	struct item_register r;
	struct error e;
	fill(t);
	put(&t->sheet, "withhold", "2");
	put(&t->sheet, "withhold_text", "经营数据");
	put(&t->sheet, "article", "第十五条");
	put(&t->sheet, "class", "2"); /* then it has no validity */
	assert_ok(entry_item_take(t->x, &t->sheet.entry, &text, &r, NULL, &e));
	assert_int_equal(text.withhold, 0);
	assert_string_equal(text.withhold_text, "");
	assert_string_equal(text.article, "");
	assert_int_equal(text.validity, VALIDITY_NONE);
	assert_int_equal(text.valid_from, DAY_NONE);
	put(&t->sheet, "attribute", "3");
	put(&t->sheet, "class", "1");
	assert_ok(entry_item_take(t->x, &t->sheet.entry, &text, &r, NULL, &e));
	assert_int_equal(text.withhold, 2);
	assert_string_equal(text.withhold_text, "经营数据");
	assert_string_equal(text.article, "第十五条");
	assert_int_equal(text.validity, VALIDITY_VALID);
	assert_int_equal(r.channels[1], t->x->channel[1].id);
	assert_int_equal(r.channels[2], 0);
}

static void wrong_values_name_their_field(void **state)
{
	struct fix *t = *state;
	struct item_text text;
	struct item_register r;
	struct error e;
	const char *key = NULL;
	fill(t);
	put(&t->sheet, "formed", "去年春天");
	assert_refused(entry_item_take(t->x, &t->sheet.entry, &text, &r, &key, &e), R_BAD_DATE);
	assert_string_equal(key, "formed");
	put(&t->sheet, "formed", "2026年10月23日");
	put(&t->sheet, "supersedes", "2026-0999");
	assert_refused(entry_item_take(t->x, &t->sheet.entry, &text, &r, &key, &e), R_NO_ITEM);
	assert_string_equal(key, "supersedes");
	/* and every refusal about a field that the store may give is shown at a field that exists */
	for (int code = 0; code < R_COUNT; code++) {
		const char *at = entry_item_field_of((enum refusal)code);
		bool there = !at;
		for (int i = 0; at && i < entry_item_fields_n; i++)
			there = there || !strcmp(at, entry_item_fields[i].key);
		assert_true(there);
	}
	assert_string_equal(entry_item_field_of(R_TITLE_EMPTY), "title");
	assert_null(entry_item_field_of(R_STALE));
}

/* What the form calls complete the store lets pass, and the reverse: one missing thing after the other. */
static void what_it_lacks_is_what_the_store_refuses(void **state)
{
	struct fix *t = *state;
	static const char *const needed[] = {"formed", "category", "catalog", "channels", "body"};
	struct error e;
	for (size_t i = 0; i <= sizeof needed / sizeof *needed; i++) {
		struct buffer lacks = {0};
		struct item *item;
		bool whole = i == sizeof needed / sizeof *needed;
		fill(t);
		if (!whole)
			put(&t->sheet, needed[i], "");
		entry_item_lacks(t->x, &t->sheet.entry, &lacks);
		int64_t id = save(t);
		assert_ok(item_load(t->f->clerk, id, &item, &e));
		enum z z = item_submit(t->f->clerk, id, item->ver, &e);
		assert_int_equal(z == Z_OK, whole);
		assert_int_equal(lacks.n == 0, whole);
		if (!whole)
			assert_string_equal(entry_item_field_of(e.code), needed[i]);
		buffer_free(&lacks);
		item_free(&item);
	}
}

static void the_article_follows_the_reason_until_it_is_typed(void **state)
{
	struct fix *t = *state;
	entry_item_blank(t->x, put, &t->sheet);
	put(&t->sheet, "attribute", "3");
	put(&t->sheet, "withhold", "1");
	assert_string_equal(entry_item_article(&t->sheet.entry), withhold_article(WITHHOLD_SECRET));
	put(&t->sheet, "article", withhold_article(WITHHOLD_SECRET));
	put(&t->sheet, "withhold", "6");
	assert_string_equal(entry_item_article(&t->sheet.entry), withhold_article(WITHHOLD_PROCESS));
	put(&t->sheet, "article", "《保守国家秘密法》第二条");
	assert_null(entry_item_article(&t->sheet.entry));
}

/* A corrected file of the same name takes the place of the one before; what cannot be read leaves that one. */
static void a_corrected_attachment_takes_the_place_of_the_one_before(void **state)
{
	struct fix *t = *state;
	struct error e;
	char path[256], *data;
	size_t n;
	snprintf(path, sizeof path, "%s/附表.txt", t->f->dir);
	FILE *out = fopen(path, "w");
	fputs("名单\n", out);
	fclose(out);
	fill(t);
	assert_ok(entry_file_add(t->x, path, &e));
	int64_t id = save(t);
	struct item *item;
	assert_ok(item_load(t->f->clerk, id, &item, &e));
	entry_item_show(t->x, item, put, &t->sheet);
	item_free(&item);
	assert_int_not_equal(t->x->file[0].from, 0);
	assert_refused(entry_file_replace(t->x, 0, "/no/such/file", &e), R_SOURCE_MISSING);
	assert_int_not_equal(t->x->file[0].from, 0);
	out = fopen(path, "w");
	fputs("更正后的名单\n", out);
	fclose(out);
	assert_ok(entry_file_replace(t->x, 0, path, &e));
	unlink(path);
	assert_int_equal(t->x->files, 1);
	assert_int_equal(t->x->file[0].from, 0); /* a new one: the text becomes a new 稿 */
	assert_ok(entry_file_bytes(t->x, 0, &data, &n, &e));
	assert_int_equal(n, strlen("更正后的名单\n"));
	free(data);
}

static void attachments_are_added_kept_and_found_again(void **state)
{
	struct fix *t = *state;
	struct error e;
	char path[256], *data, *text;
	size_t n;
	struct buffer lost = {0};
	snprintf(path, sizeof path, "%s/附表.txt", t->f->dir);
	FILE *out = fopen(path, "w");
	fputs("护林员名单\n", out);
	fclose(out);
	fill(t);
	assert_ok(entry_file_add(t->x, path, &e));
	assert_refused(entry_file_add(t->x, path, &e), R_ATTACHMENT_TWICE);
	assert_refused(entry_file_add(t->x, "/no/such/file", &e), R_SOURCE_MISSING);
	text = entry_files_text(t->x);
	int64_t id = save(t);
	unlink(path);

	struct item *item;
	assert_ok(item_load(t->f->clerk, id, &item, &e));
	assert_int_equal(item->now->attachments_n, 1);
	entry_item_show(t->x, item, put, &t->sheet);
	assert_int_equal(t->x->files, 1);
	assert_string_equal(t->x->file[0].name, "附表.txt");
	assert_int_equal(t->x->file[0].from, item->now->attachments[0].id);
	assert_ok(entry_file_bytes(t->x, 0, &data, &n, &e));
	assert_int_equal(n, strlen("护林员名单\n"));
	free(data);

	/* a draft of the saved item finds it by its number; one with the file that is gone names it */
	char *saved = entry_files_text(t->x);
	entry_files_restore(t->x, saved, &lost);
	assert_int_equal(t->x->files, 1);
	assert_int_equal(lost.n, 0);
	entry_files_restore(t->x, text, &lost);
	assert_int_equal(t->x->files, 0);
	assert_non_null(strstr(lost.s, path));

	/* detached, it goes into another item */
	entry_item_show(t->x, item, put, &t->sheet);
	assert_ok(entry_files_detach(t->x, &e));
	assert_int_equal(t->x->file[0].from, 0);
	int64_t other = save(t);
	struct item *copy;
	assert_ok(item_load(t->f->clerk, other, &copy, &e));
	assert_int_equal(copy->now->attachments_n, 1);
	item_free(&copy);
	item_free(&item);
	buffer_free(&lost);
	free(saved);
	free(text);
}

static char *slurp(const char *path)
{
	char full[512];
	const char *tree = getenv("ZWGK_TREE");
	snprintf(full, sizeof full, "%s/%s", tree ? tree : ".", path);
	return file_read(full, NULL);
}

static void titles_of_real_files(void **state)
{
	(void)state;
	static const struct {
		const char *file, *title;
	} rows[] = {
	        {"tests/corpus/seeds/000.txt", "林业局政务公开工作上半年工作总结"},
	        {"tests/corpus/seeds/001.txt", "信息公开工作要点范文"},
	        {"tests/corpus/seeds/003.txt",
	                ""}, /* a report that begins with whom it is for: the officer types its title */
	};
	char title[400];
	size_t at;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *text = slurp(rows[i].file);
		assert_int_equal(title_guess(text, title, sizeof title, &at), *rows[i].title != '\0');
		assert_string_equal(title, rows[i].title);
		assert_memory_equal(text + at, title, strlen(title));
		free(text);
	}
	/* the damaged one repeats its title, damage and all */
	char *text = slurp("tests/corpus/seeds/002.txt");
	assert_true(title_guess(text, title, sizeof title, &at));
	assert_int_equal(strncmp(title, "河務", strlen("河務")), 0);
	free(text);
}

static void a_title_on_top_is_not_in_the_body_too(void **state)
{
	(void)state;
	char title[200];
	size_t at;
	const char *text = "\n　关于开展检查的通知　\n\n各股室：\n　　请按时报送。\n";
	assert_true(title_guess(text, title, sizeof title, &at));
	assert_string_equal(title, "关于开展检查的通知");
	assert_string_equal(title_skip(text, title), "各股室：\n　　请按时报送。\n");
	assert_ptr_equal(title_skip(text, "另一个"), text);
	assert_ptr_equal(title_skip(text, ""), text);
	assert_false(title_guess("各股室：\n请按时报送。\n", title, sizeof title, &at));
	assert_false(title_guess("", title, sizeof title, &at));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(there_and_back, start, stop),
		cmocka_unit_test_setup_teardown(a_new_one_is_open_and_like_the_last_of_the_office, start, stop),
		cmocka_unit_test_setup_teardown(what_is_not_asked_is_no_part_of_it, start, stop),
		cmocka_unit_test_setup_teardown(wrong_values_name_their_field, start, stop),
		cmocka_unit_test_setup_teardown(what_it_lacks_is_what_the_store_refuses, start, stop),
		cmocka_unit_test_setup_teardown(the_article_follows_the_reason_until_it_is_typed, start, stop),
		cmocka_unit_test_setup_teardown(attachments_are_added_kept_and_found_again, start, stop),
		cmocka_unit_test_setup_teardown(a_corrected_attachment_takes_the_place_of_the_one_before, start, stop),
		cmocka_unit_test(titles_of_real_files),
		cmocka_unit_test(a_title_on_top_is_not_in_the_body_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
