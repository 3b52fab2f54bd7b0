/* correction_test.c - a 更正登记 is told in words, and what it says leaves with an erasure; opinions and addresses keep to
 * limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "tests/file.h"
#include "tests/unit/flow_fix.h"

static struct error e;

static enum z correct(struct deskfix *f, int64_t id, const char *field, const char *value, const char *reason)
{
	return item_correct(f->clerk, id, flow_ver(f->clerk, id), field, value, reason, &e);
}

static void assert_said(struct deskfix *f, int64_t id, const char *words)
{
	struct trail t;
	assert_ok(trail_load(f->clerk, id, &t, &e));
	assert_int_equal(t.row[t.n - 1].kind, 'c');
	assert_string_equal(t.row[t.n - 1].url, words);
	trail_free(&t);
}

static void names_are_told_not_numbers(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct named *list;
	struct catalog *cat;
	int n;
	char words[400], ids[64];
	int64_t id = flow_to(f, 5); /* online: what decides who signs may be corrected again */
	assert_ok(named_list(f->clerk, NAMED_CHANNEL, false, &list, &n, &e));
	snprintf(ids, sizeof ids, "%lld", (long long)list[1].id);
	assert_ok(correct(f, id, "channels", ids, "公告栏已撤"));
	snprintf(words, sizeof words, "%s、%s → %s：公告栏已撤", list[0].name, list[1].name, list[1].name);
	assert_said(f, id, words);
	free(list);
	assert_ok(catalog_list(f->clerk, false, &cat, &n, &e));
	snprintf(ids, sizeof ids, "%lld", (long long)cat[1].id);
	assert_ok(correct(f, id, "catalog", ids, "放错了"));
	snprintf(words, sizeof words, "%s → %s：放错了", cat[0].name, cat[1].name);
	assert_said(f, id, words);
	free(cat);
	assert_ok(correct(f, id, "class", "2", "误选"));
	assert_said(f, id, "公文类 → 非公文类：误选");
	snprintf(ids, sizeof ids, "%lld", (long long)f->general);
	assert_ok(correct(f, id, "office", ids, "承办股室调整"));
	assert_said(f, id, "资源保护股 → 办公室：承办股室调整");
	assert_ok(correct(f, id, "keywords", "林长\x1b制 ", "更准"));
	assert_said(f, id, "森林 防火 → 林长制：更准");
	assert_ok(correct(f, id, "keywords", "", "不用"));
	assert_said(f, id, "林长制 → （空）：不用");
	assert_refused(correct(f, id, "keywords", "林", " 　"), R_CORRECT_REASON);
	deskfix_close(&f);
}

static void words_of_it_leave_with_an_erasure(void **state)
{
	(void)state;
	static const char *const gone[] = {"龘靐举报人", "其姓名魑魅不宜", "密林发〔2026〕魍号"};
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct erase_result r;
	struct item_text t = flow_text("名单", "正文");
	struct item_register reg = flow_register(f);
	int64_t id, erasure;
	t.docno = gone[2];
	assert_ok(item_create(f->clerk, &t, &reg, &id, &e));
	assert_ok(correct(f, id, "keywords", gone[0], "补"));
	assert_ok(correct(f, id, "keywords", "名单", gone[1]));
	for (int k = 0; k < 3; k++)
		assert_true(file_holds(f->path, gone[k]));
	assert_ok(erase_ask(f->clerk, id, ERASE_SECRET, "涉密误录", &erasure, &e));
	assert_ok(erase_decide(f->second, erasure, true, &r, &e));
	assert_false(r.bytes_left);
	erase_result_free(&r);
	for (int k = 0; k < 3; k++)
		assert_false(file_holds(f->path, gone[k]));
	struct item *i = flow_item(f->clerk, id);
	assert_true(i->now->erased);
	assert_string_equal(i->now->docno, "〔已清除〕");
	item_free(&i);
	assert_said(f, id, "〔已清除〕：〔已清除〕");
	assert_refused(correct(f, id, "keywords", gone[0], "补"), R_ERASED);
	deskfix_close(&f);
}

static void opinions_and_addresses_keep_to_limits(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	char longest[OPINION_MAX + 3];
	memset(longest, 'a', sizeof longest);
	longest[sizeof longest - 1] = '\0';
	int64_t id = flow_to(f, 2);
	assert_refused(review_return(f->second, id, flow_ver(f->second, id), 0, 11, " 　\n", &e), R_OPINION_EMPTY);
	assert_refused(review_return(f->second, id, flow_ver(f->second, id), 0, 11, longest, &e), R_OPINION_LONG);
	assert_ok(review_return(f->second, id, flow_ver(f->second, id), 0, 11, "第三段\x1b[2J\xe2\x80\xae有误", &e));
	struct trail t;
	assert_ok(trail_load(f->clerk, id, &t, &e));
	assert_string_equal(t.row[t.n - 1].text, "第三段[2J有误");
	trail_free(&t);
	id = flow_to(f, 5);
	struct item *i = flow_item(f->publish, id);
	assert_refused(release_down(f->third, id, i->ver, longest, &e), R_OPINION_LONG);
	assert_refused(release_down(f->third, id, i->ver, " ", &e), R_OPINION_EMPTY);
	assert_refused(release_online(f->publish, id, i->ver, i->channels[1], longest, desk_now(f->publish), &e),
	        R_FIELD_LONG);
	assert_ok(release_online(f->publish, id, i->ver, i->channels[1],
	        " http://a/\x07"
	        "2 ",
	        desk_now(f->publish), &e));
	struct release_standing s[4];
	assert_int_equal(release_standing(f->publish, id, s, 4), 2);
	assert_string_equal(s[1].url, "http://a/2");
	item_free(&i);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_told_not_numbers),
		cmocka_unit_test(words_of_it_leave_with_an_erasure),
		cmocka_unit_test(opinions_and_addresses_keep_to_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
