/* bureau.c - see bureau.h. */
#include "tests/bureau.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <jansson.h>

#include "store/base/memory.h"

enum { PEOPLE = 5, STEPS = 80 };

struct bureau {
	struct desk *home;
	struct person {
		char login[32], secret[64];
		bool known; /* he has taken BUREAU_PASS */
	} person[PEOPLE];
};

struct bureau *bureau_open(void)
{
	struct bureau *b = xalloc(sizeof *b);
	json_error_t wrong;
	size_t i;
	const json_t *one;

	b->home = desk_open();
	desk_env(b->home, "ZWGK_NOW", BUREAU_NOW);
	assert_int_equal(zwgk(b->home, "init", "--test", "--bureau", "某县林业局", "--name", "经办甲"), 0);
	const char *list = desk_path(b->home, "people.csv");
	file_write_text(list, "姓名,股室,职务\n初审乙,办公室,股长\n复审丙,办公室,主任\n领导丁,局领导,副局长\n领导壬,局领导,副局长\n发布员戊,办公室,网站管理员\n");
	assert_int_equal(zwgk(b->home, "import", "officers", list, "--format", "json"), 0);
	json_t *all = json_loads(desk_out(b->home), 0, &wrong);
	assert_non_null(all);
	assert_int_equal(json_array_size(json_object_get(all, "officers")), PEOPLE);
	json_array_foreach(json_object_get(all, "officers"), i, one) {
		snprintf(b->person[i].login, sizeof b->person[i].login, "%s",
		        json_string_value(json_object_get(one, "login")));
		snprintf(b->person[i].secret, sizeof b->person[i].secret, "%s",
			json_string_value(json_object_get(one, "passphrase")));
	}
	json_decref(all);
	return b;
}

void bureau_close(struct bureau **pb)
{
	if (*pb)
		desk_close(&(*pb)->home);
	free(*pb);
	*pb = NULL;
}

struct desk *bureau_home(struct bureau *b)
{
	return b->home;
}

/* ---- in and out ---- */

static void say_secret(struct vth *v, const char *secret)
{
	vth_send(v, secret);
	vth_key(v, VTERM_KEY_ENTER);
}

static struct vth *open_as(struct bureau *b, const char *login, int rows, int cols)
{
	return vth_start(rows, cols, (const char *[]){zwgk_program(), login ? "--as" : NULL, login, NULL},
	        desk_environment(b->home));
}

static void log_in(struct vth *v, struct person *p)
{
	vth_expect(v, "的口令：");
	say_secret(v, p->known ? BUREAU_PASS : p->secret);
	if (p->known)
		return;
	vth_expect(v, "新口令（至少8个字符）");
	say_secret(v, BUREAU_PASS);
	vth_expect(v, "再输入一遍新口令");
	say_secret(v, BUREAU_PASS);
	p->known = true;
}

struct vth *bureau_screen(struct bureau *b, const char *login, int rows, int cols)
{
	bool tied = !strcmp(login, "jbj"); /* to the account: no passphrase */
	struct vth *v = open_as(b, tied ? NULL : login, rows, cols);

	for (int i = 0; i < PEOPLE && !tied; i++)
		if (!strcmp(b->person[i].login, login))
			log_in(v, &b->person[i]);
	vth_expect(v, " · 待我");
	return v;
}

void bureau_leave(struct vth **v)
{
	vth_key(*v, VTERM_KEY_FUNCTION(10));
	assert_int_equal(vth_wait_exit(*v, 5000), 0);
	vth_free(v);
}

/* ---- keys ---- */

void bureau_f(struct vth *v, int n)
{
	vth_key(v, (VTermKey)VTERM_KEY_FUNCTION(n));
	vth_settle(v);
}

void bureau_enter(struct vth *v)
{
	vth_key(v, VTERM_KEY_ENTER);
	vth_settle(v);
}

void bureau_type(struct vth *v, const char *text)
{
	vth_send(v, text);
	vth_settle(v);
}

/* ---- places ---- */

/* In the entry form a label begins in the third column, whether its field is required or not; in a dialog anywhere. */
static int label_row(struct vth *v, const char *label)
{
	int dialog, col;

	for (int row = 0; row < vth_rows(v); row++) {
		const char *s = vth_span(v, row, 2, 20);

		if (!strncmp(s, label, strlen(label)) && s[strlen(label)] == ' ')
			return row;
	}
	return vth_find(v, label, &dialog, &col) ? dialog : -1;
}

/* A row of the list, not of the messages below it. */
static int list_row(struct vth *v, const char *text)
{
	for (int row = 3; row < vth_rows(v) - 2; row++)
		if (strstr(vth_span(v, row, 0, 70), text))
			return row;
	return -1;
}

/* Presses the arrows until the cursor stands in the row that find tells; that may move meanwhile. */
static void climb(struct vth *v, int (*find)(struct vth *v, const char *what), const char *what)
{
	for (int i = 0; i < STEPS; i++) {
		vth_settle(v);
		int row = find(v, what), at = vth_cursor(v).row;

		if (row == at)
			return;
		bool up = row < 0 ? i < STEPS / 2 : row < at; /* out of sight: mostly above */
		vth_key(v, up ? VTERM_KEY_UP : VTERM_KEY_DOWN);
	}
	print_error("the cursor does not come to “%s”:\n", what);
	for (int row = 0; row < vth_rows(v); row++)
		print_error("|%s\n", vth_row(v, row));
	fail();
}

void bureau_field(struct vth *v, const char *label)
{
	climb(v, label_row, label);
}

void bureau_fill(struct vth *v, const char *label, const char *text)
{
	bureau_field(v, label);
	vth_ctrl(v, 'a');
	bureau_type(v, text);
}

void bureau_choose(struct vth *v, const char *label, const char *typed)
{
	bureau_field(v, label);
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "Enter 选定");
	bureau_type(v, typed);
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect_gone(v, "Enter 选定");
}

void bureau_mark(struct vth *v, const char *label, const char *const typed[], int n)
{
	bureau_field(v, label);
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "Enter 完成");
	for (int i = 0; i < n; i++) {
		bureau_type(v, typed[i]);
		bureau_type(v, " ");
		for (const char *s = typed[i]; *s; s++)
			if ((*s & 0xc0) != 0x80)
				vth_key(v, VTERM_KEY_BACKSPACE);
		vth_settle(v);
	}
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect_gone(v, "Enter 完成");
}

void bureau_answer(struct vth *v, const char *text)
{
	vth_settle(v);
	vth_ctrl(v, 'a');
	vth_send(v, text);
	bureau_enter(v);
}

void bureau_row(struct vth *v, const char *text)
{
	vth_expect(v, text);
	climb(v, list_row, text);
}

void bureau_entry(struct vth *v, const char *title, const char *body)
{
	static const char *const website[] = {"政府网站"};

	bureau_fill(v, "标题", title);
	bureau_fill(v, "成文日期", "20261118");
	bureau_choose(v, "信息分类", "工作动态");
	bureau_choose(v, "栏目", "工作动态");
	bureau_mark(v, "公开渠道", website, 1);
	bureau_field(v, "正文");
	bureau_type(v, body);
}
