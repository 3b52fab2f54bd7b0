/* duty_test.c - the duty roster in a real terminal: entering and pasting it, the worklist of whoever is on duty on a
 * Saturday night, what is said where nobody is, what rings on a day off and on others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/deskscreen.h"
#include "tests/press.h"
#include "tests/taskfix.h"
#include "tests/ticketfix.h"

#define SATURDAY "2026-11-21T22:00:00"

static struct error e;

/* The program with this officer at it at this time. */
static struct vth *sit_down(struct deskfix *f, const char *login, const char *now)
{
	struct vth *v = deskscreen_at(f, now, NULL, login, 24, 80);
	vth_expect(v, ":命令");
	return v;
}

static int32_t day(const char *s)
{
	return day_parse(s);
}

static struct duty on(struct desk *d, const char *s)
{
	struct duty *list, r = {0};
	int n;
	assert_ok(duty_list(d, day(s), day(s), &list, &n, &e));
	if (n)
		r = list[0];
	free(list);
	return r;
}

static void put(struct deskfix *f, const char *s, int64_t officer)
{
	assert_ok(duty_set(f->admin, &(struct duty_in){.from = day(s), .to = day(s), .officer = officer}, NULL, 0, &e));
}

static int64_t critical(struct desk *d, const char *number, int64_t office)
{
	struct ticket_in in = ticketfix_in(number);
	int64_t id;
	in.office = office;
	in.urgency = URGENCY_CRITICAL;
	assert_ok(ticket_create(d, &in, &id, &e));
	return id;
}

/* To 值班表, into its rows. */
static void to_roster(struct vth *v)
{
	press(v, "0 <Home>");
	for (int i = 0; i < 11; i++)
		vth_key(v, VTERM_KEY_DOWN);
	vth_expect(v, "─ 值班表 ─");
	press(v, "<Right>");
}

/* ------------------------------------------------------------ entering it */
static void days_are_given_by_a_form(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct vth *v = sit_down(f, "wu", "2026-11-20T09:00:00");
	to_roster(v);
	vth_expect(v, "▸ 11月20日 周五"); /* where he is wanted */
	vth_expect(v, "11月21日 周六  周末       无人");
	press(v, "<Down> <F2>");
	vth_expect(v, "2026-11-21");
	press(v, "<Tab>");
	vth_ctrl(v, 'a');
	vth_send(v, "2026-11-22");
	press(v, "<Tab> <Enter>");
	vth_expect(v, "Enter 选定");
	vth_send(v, "jbj\r");
	press(v, "<F2>");
	vth_expect(v, "已排 2026-11-21 至 2026-11-22：经办甲");
	vth_expect(v, "11月22日 周日  周末       经办甲");
	assert_int_equal(on(f->clerk, "2026-11-21").officer, f->clerk_id);
	/* Another over days that somebody has: he is asked. */
	press(v, "<Up> <F2>");
	vth_expect(v, "2026-11-20");
	press(v, "<Tab>");
	vth_ctrl(v, 'a');
	vth_send(v, "2026-11-21");
	press(v, "<Tab> <Enter>");
	vth_expect(v, "Enter 选定");
	vth_send(v, "csy\r");
	press(v, "<F2>");
	vth_expect(v, "有1天已经排了别人：11月21日 周六 经办甲");
	press(v, "n");
	vth_expect_gone(v, "已经排了别人");
	assert_int_equal(on(f->clerk, "2026-11-21").officer, f->clerk_id);
	/* And somebody else is first meanwhile: what he typed stays. */
	put(f, "2026-11-20", f->third_id);
	press(v, "<F2>");
	vth_expect(v, "已经排了别人");
	press(v, "y");
	vth_expect(v, "现在是领导丁");
	press(v, "<F2>");
	vth_expect(v, "有1天已经排了别人"); /* of the other he has been told */
	press(v, "y");
	vth_expect(v, "已排 2026-11-20 至 2026-11-21：初审乙");
	assert_int_equal(on(f->clerk, "2026-11-20").officer, f->first_id);
	vth_expect(v, "F2排班");
	vth_expect(v, "Del清空"); /* the bar says what happens */
	press(v, "<Del>");
	vth_expect(v, "清空 11月20日 周五 的值班（初审乙）");
	press(v, "y");
	vth_expect(v, "已清空");
	assert_int_equal(on(f->clerk, "2026-11-20").officer, 0);
	press(v, "<Del>");
	vth_expect(v, "没有排人，不用清空");
	bureau_leave(&v);
	v = sit_down(f, "jia", "2026-11-20T09:00:00");
	to_roster(v);
	press(v, "<F2>");
	vth_expect(v, "“修改值班表”由办公室、管理员办理");
	bureau_leave(&v);
	deskfix_close(&f);
}

static void a_list_is_pasted(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	put(f, "2026-11-22", f->third_id);
	struct vth *v = sit_down(f, "wu", "2026-11-20T09:00:00");
	to_roster(v);
	press(v, "<F3>");
	vth_expect(v, "粘贴值班表");
	vth_paste(v, "日期\t星期\t值班员\n11月21日\t六\t经办甲\n11月22日\t日\t初审乙\n11月23日\t一\t没有的人\n");
	press(v, "<F2>");
	vth_expect(v, "名单里有1天已经排了别人");
	press(v, "2");
	vth_expect(v, "初审乙（原为 领导丁）");
	vth_expect(v, "第4行不能登记：没有在岗人员“没有的人”");
	assert_int_equal(on(f->clerk, "2026-11-21").officer, 0);
	press(v, "y");
	vth_expect(v, "已登记：");
	press(v, "<Enter>");
	vth_expect(v, "粘贴值班表"); /* with what was refused */
	vth_expect(v, "没有的人");
	press(v, "<Esc>");
	vth_expect_gone(v, "粘贴值班表");
	vth_expect(v, "11月21日 周六  周末       经办甲");
	vth_expect(v, "11月22日 周日  周末       初审乙");
	assert_int_equal(on(f->clerk, "2026-11-22").officer, f->first_id);
	bureau_leave(&v);
	deskfix_close(&f);
}

/* ------------------------------------------------------------ whom it reminds */
static void a_saturday_night(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(SATURDAY);
	critical(f->publish, "P-HOURS", f->general);
	ticketfix_new(f->publish, "P-DAYS", f->general);
	struct vth *v = sit_down(f, "wu", SATURDAY);
	press(v, "1");
	vth_expect(v, "今日无人值班");
	vth_expect(v, "1件按小时计时的工单没人盯");
	press(v, "<Home>");
	vth_expect(v, "▸ —        今日无人值班   2026-11-21");
	press(v, "<Enter>");
	vth_expect(v, "─ 值班表 ─");
	vth_expect(v, "▸ 11月21日 周六");
	bureau_leave(&v);
	v = sit_down(f, "jia", SATURDAY);
	press(v, "1");
	vth_expect(v, "没有等您办的事");
	put(f, "2026-11-21", f->clerk_id); /* within a second, without a key */
	vth_expect(v, "值班           P-HOURS");
	vth_expect(v, "1 待办 1 ");
	assert_false(vth_has(v, "P-DAYS"));
	press(v, "<Enter>");
	vth_expect(v, "P-HOURS");
	vth_expect(v, "诉求内容");
	press(v, "?");
	vth_expect(v, "11月21日 周六 值班员经办甲");
	bureau_leave(&v);
	deskfix_close(&f);
}

static int bells(struct vth *v)
{
	size_t n;
	int found = 0;
	const char *s = vth_output(v, &n);
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\033' && i + 1 < n && s[i + 1] == ']') /* a title ends with one, too */
			while (i < n && s[i] != '\a')
				i++;
		else
			found += s[i] == '\a';
	}
	return found;
}

static void what_rings_on_a_day_off(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(SATURDAY);
	assert_ok(setting_set(f->admin, SETTING_BELL, setting_version(f->admin, SETTING_BELL), "1", &e));
	put(f, "2026-11-21", f->clerk_id);
	struct vth *v = sit_down(f, "jia", SATURDAY), *w = sit_down(f, "wu", SATURDAY);
	press(v, "1");
	press(w, "1");
	vth_rest(v);
	vth_rest(w);
	int before = bells(v), other = bells(w);
	/* One of working days that waits for a second person: seen, not heard. */
	ticketfix_answer(f->admin, ticketfix_new(f->admin, "P-DAYS", f->general));
	vth_expect(w, "P-DAYS");
	assert_int_equal(bells(w), other);
	critical(f->publish, "P-HOURS", f->general);
	vth_expect(v, "P-HOURS");
	assert_int_equal(bells(v), before + 1);
	vth_rest(w);
	assert_int_equal(bells(w), other); /* not on duty */
	bureau_leave(&v);
	bureau_leave(&w);
	/* On Monday the first sort rings. */
	deskfix_time(f, "2026-11-23T09:00:00");
	w = sit_down(f, "wu", "2026-11-23T09:00:00");
	press(w, "1");
	vth_rest(w);
	other = bells(w);
	ticketfix_answer(f->admin, ticketfix_new(f->admin, "P-MONDAY", f->general));
	vth_expect(w, "P-MONDAY");
	assert_int_equal(bells(w), other + 1);
	bureau_leave(&w);
	deskfix_close(&f);
}

/* Whatever is new in his 待办: something to sign, a task of his office; not what others have to do, and nothing at all
 * with the setting off. */
static void what_lands_rings_if_it_is_switched_on(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct vth *v;
	for (int on = 0; on < 2; on++) {
		assert_ok(setting_set(f->admin, SETTING_BELL, setting_version(f->admin, SETTING_BELL), on ? "1" : "0", &e));
		v = sit_down(f, "jia", "2026-11-20T09:00:00");
		press(v, "1");
		vth_expect(v, "待我办 · 按时限");
		int before = bells(v);
		int64_t other;
		assert_ok(office_add(f->admin, on ? "统计股" : "财务股", OFFICE_KIND_SECTION, &other, &e));
		taskfix_new(f->admin, other, "2026-11-23"); /* of another office */
		vth_rest(v);
		assert_int_equal(bells(v), before);
		taskfix_new(f->admin, f->office, "2026-11-23");
		vth_expect(v, on ? "任-2026-0004" : "任-2026-0002");
		assert_int_equal(bells(v), before + on);
		bureau_leave(&v);
	}
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_given_by_a_form),
		cmocka_unit_test(a_list_is_pasted),
		cmocka_unit_test(a_saturday_night),
		cmocka_unit_test(what_rings_on_a_day_off),
		cmocka_unit_test(what_lands_rings_if_it_is_switched_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
