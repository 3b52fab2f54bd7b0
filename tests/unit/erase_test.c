/* erase_test.c - after an erasure no piece of the text is in the desk's file, its index or its drafts; number, digests
 * and reason are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "store/file/backup.h"
#include "store/file/byte_search.h"
#include "store/record/inner.h"
#include "tests/file.h"
#include "tests/deskfix.h"

#define NOW "2026-11-20T09:00:00"

static struct error e;

/* A long body in which every paragraph is its own, with two characters that stand nowhere else. */
static char *long_body(const char *mark)
{
	struct buffer b = {0};
	for (int i = 0; i < 400; i++)
		buffer_printf(&b, "第%d段：护林员张某某身份证号110105194912310%03d，家住龘靐村%d组，补助%d元。\n", i, i, i, i * 7 + 3);
	buffer_text(&b, mark);
	return buffer_take(&b);
}

static int64_t make_item(struct deskfix *f, const char *title, const char *body, const struct attachment_in *a)
{
	int64_t id = 0;
	struct item_text t = {.title = title, .body = body, .docno = "林发〔2026〕7号", .formed_on = day_of(2026, 11, 18),
		.attribute = ATTRIBUTE_OPEN, .valid_from = DAY_NONE, .valid_to = DAY_NONE, .attachments = a, .attachments_n = a ? 1 : 0};
	struct item_register r = {.class = CLASS_OTHER, .office = f->office, .catalog = 2, .category = 1,
		.keywords = strstr(title, "龘靐") ? "护林员名单龘靐" : "", .channels = {1}};
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	return id;
}

static int64_t version(struct desk *d, int64_t id)
{
	return db_number(d->db, &e, -1, "SELECT ver FROM item WHERE id = ?1", "i", id);
}

static void nothing_of_an_erased_item_is_left_in_the_file(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct erase_result r;
	struct item *it;
	struct item_head h;
	char *body = long_body("第一稿的结尾只有这里有"), *body2 = long_body("第二稿的结尾也只有这里有");
	const char *secret = "PK-scan-of-the-subsidy-list-with-names-0123456789";
	struct attachment_in a = {.name = "护林员补助发放花名册.txt", .data = secret, .bytes = strlen(secret)};
	int64_t other = make_item(f, "另一条照常公开的通知公告标题在这里", "根据《中华人民共和国政府信息公开条例》第二十条规定主动公开。", NULL);
	int64_t id = make_item(f, "护林员补助资金发放花名册公示龘靐", body, &a), erasure = 0;
	struct item_text t = {.title = "护林员补助资金发放花名册公示龘靐（改）", .body = body2, .docno = "", .formed_on = day_of(2026, 11, 18),
		.attribute = ATTRIBUTE_OPEN, .valid_from = DAY_NONE, .valid_to = DAY_NONE};
	assert_ok(item_edit(f->clerk, id, version(f->clerk, id), &t, NULL, &e));
	assert_ok(item_submit(f->clerk, id, version(f->clerk, id), &e));
	assert_ok(review_return(f->first, id, version(f->clerk, id), 0, 4, "花名册第三页露出了护林员的身份证号码，请遮去", &e));
	assert_true(file_holds(f->path, "花名册第三页露出了护林员"));
	assert_true(file_holds(f->path, "龘靐村"));
	assert_true(file_holds(f->path, "\x98\xe9\x9d\x90"));
	assert_true(file_holds(f->path, secret));
	int64_t texts = db_number(f->clerk->db, &e, 0, "SELECT count(*) FROM content", "");

	assert_refused(erase_ask(f->clerk, id, ERASE_PERSONAL, "", &erasure, &e), R_FIELD_EMPTY);
	assert_refused(erase_ask(f->clerk, id, (enum erase_kind)3, "误录", &erasure, &e), R_ERASE_KIND);
	assert_ok(erase_ask(f->clerk, id, ERASE_PERSONAL, "误录个人信息", &erasure, &e));
	assert_refused(erase_ask(f->clerk, id, ERASE_PERSONAL, "误录个人信息", NULL, &e), R_ERASE_ASKED);
	assert_refused(erase_decide(f->clerk, erasure, true, &r, &e), R_PERMIT_WHO);
	assert_refused(erase_decide(f->second, erasure + 1, true, &r, &e), R_ERASE_NONE);
	assert_ok(erase_decide(f->second, erasure, true, &r, &e));
	assert_true(r.contents > 5);
	assert_false(r.bytes_left);
	assert_int_equal(r.drafts_held, 0);
	assert_non_null(r.backups);
	assert_null(r.backups[0]);
	erase_result_free(&r);

	assert_int_equal(db_number(f->clerk->db, &e, 0, "SELECT count(*) FROM content", ""),
	        texts - db_number(f->clerk->db, &e, 0, "SELECT count(*) FROM erasure_content", ""));
	assert_false(file_holds(f->path, "龘靐"));
	/* The index writes a word without the beginning that it shares with the word before it. */
	assert_false(file_holds(f->path, "\x98\xe9\x9d\x90"));
	assert_false(file_holds(f->path, "护林员张某某"));
	assert_false(file_holds(f->path, "结尾只有这里有"));
	assert_false(file_holds(f->path, "结尾也只有这里有"));
	assert_false(file_holds(f->path, "花名册第三页"));
	assert_false(file_holds(f->path, "发放花名册"));
	assert_false(file_holds(f->path, secret));
	assert_true(file_holds(f->path, "误录个人信息"));
	assert_true(file_holds(f->path, "另一条照常公开的通知公告标题在这里"));

	assert_ok(item_load(f->third, id, &it, &e));
	assert_string_equal(it->now->title, "〔已清除〕");
	assert_true(it->now->erased);
	assert_string_equal(it->keywords, "");
	assert_string_equal(it->number, "2026-0002");
	item_free(&it);
	assert_ok(item_head(f->clerk, id, &h, &e));
	assert_int_equal(h.erased, 1);
	assert_ok(item_load(f->third, other, &it, &e));
	assert_false(it->now->erased);
	item_free(&it);
	assert_refused(erase_ask(f->clerk, id, ERASE_PERSONAL, "再来一次", NULL, &e), R_ERASE_NOTHING);
	assert_refused(erase_decide(f->third, erasure, true, NULL, &e), R_ERASE_DECIDED);

	struct erasure *list;
	int n;
	assert_ok(erasure_list(f->clerk, true, &list, &n, &e));
	assert_int_equal(n, 0);
	free(list);
	assert_ok(erasure_list(f->clerk, false, &list, &n, &e));
	assert_int_equal(n, 1);
	assert_string_equal(list[0].officer_name, "经办甲");
	assert_string_equal(list[0].decided_name, "复审丙");
	assert_string_equal(list[0].number, "2026-0002");
	assert_false(list[0].refused);
	free(list);
	assert_sound(f->admin);
	free(body);
	free(body2);
	deskfix_close(&f);
}

/* What stands beside the text: addresses on the platform, 依据, keywords, corrected ones too. */
static void addresses_and_grounds_of_an_erased_item_go_too(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct erase_result r;
	struct release_standing on[4];
	struct item *it;
	struct trail t;
	int64_t open = make_item(f, "低保对象名单公示", "名单见附件，公示期七天，欢迎监督。", NULL), closed = 0, erasure = 0;
	struct desk *seat[] = {f->first, f->second, f->third};
	struct item_text text = {.title = "一份不公开的处理意见", .body = "处理意见的正文，只此一份。", .docno = "", .formed_on = day_of(2026, 11, 18),
		.attribute = ATTRIBUTE_CLOSED, .withhold = WITHHOLD_PRIVACY, .withhold_text = "当事人不同意公开其家庭情况",
		.article = "《县局细则》第九条暨欧阳某某信访案会议纪要", .valid_from = DAY_NONE, .valid_to = DAY_NONE};
	struct item_register reg = {.class = CLASS_OTHER, .office = f->office, .category = 1, .keywords = "欧阳某某信访关键词", .channels = {1}};
	assert_ok(item_create(f->clerk, &text, &reg, &closed, &e));
	assert_ok(item_correct(f->clerk, closed, version(f->clerk, closed), "keywords", "欧阳某某改后关键词", "写错了", &e));
	assert_ok(item_submit(f->clerk, open, version(f->clerk, open), &e));
	for (int i = 0; i < 3; i++) {
		assert_ok(item_load(seat[i], open, &it, &e));
		assert_ok(review_pass(seat[i], open, it->ver, &it->now->hash, "", NULL, &e));
		item_free(&it);
	}
	assert_ok(release_online(f->publish, open, version(f->clerk, open), 1,
		"https://www.example.gov.cn/zhuge-moumou-dibao.html", desk_now(f->publish), &e));
	struct hash digest = {0};
	int64_t batch;
	struct migrated m = {.title = "迁入的名单", .channels = "政府网站", .url = "https://www.example.gov.cn/qianru-shangguan.html",
		.published_on = day_of(2025, 3, 1), .formed_on = DAY_NONE};
	assert_ok(migrate_begin(f->publish, "台账.csv", &digest, &e));
	assert_ok(migrate_add(f->publish, &m, &e));
	assert_ok(migrate_end(f->publish, &batch, &e));
	int64_t moved = db_number(f->clerk->db, &e, 0, "SELECT id FROM item WHERE batch = ?1", "i", batch);
	assert_int_equal(release_standing(f->clerk, open, on, 4), 1);
	assert_string_equal(on[0].url, "https://www.example.gov.cn/zhuge-moumou-dibao.html");
	static const char *const gone[] = {"zhuge-moumou", "qianru-shangguan", "欧阳某某信访案", "欧阳某某信访关键词", "欧阳某某改后关键词"};
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		assert_true(file_holds(f->path, gone[i]) || i == 3); /* the older keywords stand in the correction */
	const int64_t all[] = {open, closed, moved};
	for (int i = 0; i < 3; i++) {
		assert_ok(erase_ask(f->clerk, all[i], ERASE_PERSONAL, "误录个人信息", &erasure, &e));
		assert_ok(erase_decide(f->second, erasure, true, &r, &e));
		assert_false(r.bytes_left);
		erase_result_free(&r);
	}
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		if (file_holds(f->path, gone[i]))
			fail_msg("%s is still in the file", gone[i]);
	assert_int_equal(release_standing(f->clerk, open, on, 4), 1);
	assert_string_equal(on[0].url, "〔已清除〕");
	assert_ok(item_load(f->clerk, closed, &it, &e));
	assert_string_equal(it->now->article, "〔已清除〕");
	item_free(&it);
	assert_ok(trail_load(f->clerk, moved, &t, &e));
	assert_string_equal(t.row[0].url, "〔已清除〕");
	trail_free(&t);
	assert_sound(f->admin);
	assert_clean(f->admin);
	deskfix_close(&f);
}

static void two_people_and_not_one_through_a_delegation(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	int64_t id = make_item(f, "某某处罚决定", "正文里写了当事人的姓名和住址，应当去掉。", NULL), erasure = 0;
	int32_t today = day_of(2026, 11, 20);
	struct erasure *list;
	int n;
	assert_ok(erase_ask(f->third, id, ERASE_SECRET, "涉密误录", &erasure, &e));
	assert_refused(erase_decide(f->third, erasure, true, NULL, &e), R_ERASE_SAME);
	assert_ok(delegation_add(f->third, f->third_id, f->clerk_id, today, today, "出差", NULL, &e));
	assert_refused(erase_decide(f->clerk, erasure, true, NULL, &e), R_ERASE_SAME);
	assert_ok(erase_decide(f->publish, erasure, false, NULL, &e));
	assert_ok(erasure_list(f->clerk, false, &list, &n, &e));
	assert_int_equal(n, 1);
	assert_true(list[0].refused);
	free(list);
	assert_true(file_holds(f->path, "当事人的姓名和住址"));
	/* Refused once, it may be asked for again. */
	assert_ok(erase_ask(f->third, id, ERASE_SECRET, "涉密误录", &erasure, &e));
	assert_ok(erase_decide(f->second, erasure, true, NULL, &e));
	assert_false(file_holds(f->path, "当事人的姓名和住址"));
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void what_others_hold_rightly_is_no_trace_and_copies_are_named(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct erase_result r;
	struct audit_head head;
	char copy[200], folder[160];
	const char *law = "根据《中华人民共和国政府信息公开条例》第二十条规定，现将有关事项主动公开如下，欢迎社会各界监督。";
	make_item(f, "甲事项标题与乙不同", law, NULL);
	int64_t id = make_item(f, "乙事项标题与甲不同", law, NULL), erasure = 0;
	snprintf(folder, sizeof folder, "%s/backup", f->dir);
	snprintf(copy, sizeof copy, "%s/zwgk-2026-11-19.db", folder);
	mkdir(folder, 0700);
	assert_ok(backup_make(f->admin->db, copy, NULL, &head, &e));
	assert_ok(erase_ask(f->clerk, id, ERASE_PERSONAL, "误录个人信息", &erasure, &e));
	assert_ok(erase_decide(f->second, erasure, true, &r, &e));
	assert_false(r.bytes_left);
	assert_non_null(r.backups[0]);
	assert_non_null(strstr(r.backups[0], "zwgk-2026-11-19.db"));
	assert_null(r.backups[1]);
	erase_result_free(&r);
	assert_true(file_holds(f->path, "欢迎社会各界监督"));
	assert_false(file_holds(f->path, "乙事项标题与甲不同"));
	deskfix_close(&f);
}

/* The last byte of 。 before words that another row holds rightly: by chance, the last byte of that row's salt. */
static void a_part_of_a_character_is_no_trace(void **state)
{
	static const char text[] = "a甲乙丙丁戊己庚辛壬癸子丑寅卯辰。（演示内容，纯属虚构）", held[] = "（演示内容，纯属虚构）";
	static const unsigned char salt[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0x82};
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct byte_search *s = byte_search_new();
	bool found = true;
	assert_int_equal((unsigned char)text[48], salt[15]);
	assert_ok(db_begin(f->admin->db, &e));
	assert_ok(db_run(f->admin->db, &e, "INSERT INTO content(salt, data) VALUES(?1, ?2)", "bb", (const void *)salt, sizeof salt,
		(const void *)held, strlen(held)));
	assert_ok(db_commit(f->admin->db, &e));
	byte_search_add(s, text, strlen(text));
	assert_ok(byte_search_desk(s, f->admin->db, &found, &e));
	assert_false(found);
	byte_search_free(&s);
	deskfix_close(&f);
}

static void a_draft_with_the_text_is_removed_or_named(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct erase_result r;
	struct draft *left = NULL, *kept = NULL;
	const char *body = "正文中的护林员名单和身份证号码，后来才发现不应录入。";
	int64_t id = make_item(f, "一条要清除的事项名称", body, NULL), erasure = 0;
	struct draft_about about = {.kind = "item", .id = id, .officer = f->clerk_id};
	const char *const fields[] = {"标题", body};
	assert_ok(draft_begin(f->path, &about, fields, 2, &left, &e));
	draft_leave(&left); /* a session that was hung up */
	about.id = 0;	    /* a new item, into which the text was pasted again */
	assert_ok(draft_begin(f->path, &about, fields, 2, &kept, &e));
	assert_ok(erase_ask(f->clerk, id, ERASE_PERSONAL, "误录个人信息", &erasure, &e));
	assert_ok(erase_decide(f->second, erasure, true, &r, &e));
	assert_int_equal(r.drafts, 1);
	assert_int_equal(r.drafts_held, 1);
	assert_false(r.bytes_left);
	erase_result_free(&r);
	draft_end(&kept);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_of_an_erased_item_is_left_in_the_file),
		cmocka_unit_test(addresses_and_grounds_of_an_erased_item_go_too),
		cmocka_unit_test(two_people_and_not_one_through_a_delegation),
		cmocka_unit_test(what_others_hold_rightly_is_no_trace_and_copies_are_named),
		cmocka_unit_test(a_part_of_a_character_is_no_trace),
		cmocka_unit_test(a_draft_with_the_text_is_removed_or_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
