/* list_test.c - the lists of panes 2, 4 and 5 on the demonstration desk in a real terminal: what each shares with the others
 * (tui/list/list_pane.h) does the same in all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/fields.h"
#include "tests/press.h"
#include "tests/samplefix.h"

static struct {
	struct samplefix *f;
	struct vth *v;
} t;

static const struct {
	const char *keys, *rule; /* the way to a list of open ones, and how it is called */
	const char *one, *word, *other; /* a title with a word in it, and one without */
} lists[] = {
	{"2", "发布队列 · 待我办", "2026年度森林防火工作方案", "防火工作", "机关差旅费报销办法"},
	{"4 <Tab> <Tab> <Tab>", "热线 · 在办", "请求查询山林权属", "山林", "高压线下树障"},
	{"5 <S-Tab> <S-Tab>", "依申请 · 在办", "申请公开2024", "护林员", "来电人要求提供"},
};

static int begin(void **state)
{
	(void)state;
	t.f = samplefix_open();
	return 0;
}

static int end(void **state)
{
	(void)state;
	vth_free(&t.v);
	samplefix_close(&t.f);
	return 0;
}

static void a_filter_by_title_narrows_every_list(void **state)
{
	(void)state;
	t.v = samplefix_screen(t.f, "jbj", 24, 80, NULL);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		char filter[80];

		press(t.v, lists[i].keys);
		vth_expect(t.v, lists[i].rule);
		vth_expect(t.v, lists[i].other);
		snprintf(filter, sizeof filter, "标题=%s", lists[i].word);
		press(t.v, "f");
		bureau_answer(t.v, filter);
		vth_expect_gone(t.v, lists[i].other);
		vth_expect(t.v, lists[i].one);
		press(t.v, "<Esc>");
		vth_expect(t.v, lists[i].other);
	}
	bureau_leave(&t.v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_filter_by_title_narrows_every_list),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
