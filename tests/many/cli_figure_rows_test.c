/* cli_figure_rows_test.c - every figure of the table, of every kind of period: its number = the rows of the list that it
 * opens = the rows of the export of that list; of a rate the same for its divisor.
 *
 * On a desk where several people worked at random for some weeks, with tickets of every state.  What figures are beside a
 * plain count is the matter of unit/stat_test.c and unit/ticket_stat_test.c.  Seen to fail when an export of a figure's list
 * forgot the office. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <pwd.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/record/people/people.h"
#include "store/view/figure/figure.h"
#include "tests/requestfix.h"
#include "tests/taskfix.h"
#include "tests/ticketrows.h"
#include "tests/walk.h"
#include "tests/desk.h"

static struct {
	struct deskfix *f;
	struct desk *home; /* of the commands */
	int files, compared;
	int64_t most[FIGURE_END];
} t;

/* Requests and tasks, some of them late, some due soon. */
static void cases(int64_t office)
{
	char day[16];

	for (int i = 0; i < 12; i++) {
		int32_t today = desk_today(t.f->admin);

		taskfix_new(t.f->publish, i % 2 ? office : t.f->general, day_text(today + i - 4, day));
		requestfix_new(i % 2 ? t.f->clerk : t.f->publish, i % 5 ? BY_IN_PERSON : BY_WEB, day_text(today - 24 - i, day));
	}
}

/* Somebody works for two months; the account that runs the test is tied to an officer with rights and work of his own. */
static void make_desk(void)
{
	struct error e;
	struct walk w;
	struct ticketrows rows;
	const struct passwd *me = getpwuid(geteuid());
	struct officer_in clerk = {.login = "jia", .name = "经办甲", .office = 0, .roles = ROLE_CLERK, .os_user = me->pw_name};
	char state[160], now[40];

	t.f = deskfix_open("2026-09-01T09:00:00");
	walk_begin(&w, t.f, 2);
	walk_steps(&w, 1400);
	instant_iso(w.now, now);
	walk_end(&w);
	now[19] = '\0';
	deskfix_time(t.f, now);
	ticketrows_fill(&rows, t.f, 300, 3);
	clerk.office = t.f->office;
	struct officer *list;
	int n;
	assert_ok(officer_list(t.f->admin, true, &list, &n, &e));
	for (int i = 0; i < n; i++)
		if (list[i].id == t.f->clerk_id)
			assert_ok(officer_edit(t.f->admin, list[i].id, list[i].ver, &clerk, &e));
	free(list);
	cases(clerk.office);
	t.home = home_open();
	snprintf(state, sizeof state, "%s/state", t.f->dir);
	desk_env(t.home, "ZWGK_DB", t.f->path);
	desk_env(t.home, "ZWGK_STATE", state);
	desk_env(t.home, "ZWGK_NOW", now);
}

static int64_t listed(const char *module, const char *figure, const char *period, const char *office)
{
	int status = *office ? zwgk(t.home, "list", module, "--figure", figure, "--period", period, "--office", office, "--format", "json")
	                     : zwgk(t.home, "list", module, "--figure", figure, "--period", period, "--format", "json");
	assert_int_equal(status, 0);
	json_t *j = desk_json(t.home);
	int64_t n = json_integer_value(json_object_get(j, "count"));
	assert_int_equal(n, json_array_size(json_object_get(j, module)));
	json_decref(j);
	return n;
}

/* Records of a .csv behind its header: line ends that are not in quotation marks. */
static int64_t records(const char *s)
{
	bool quoted = false;
	int64_t n = 0;

	for (; *s; s++) {
		quoted ^= *s == '"';
		n += *s == '\n' && !quoted;
	}
	return n - 1;
}

static int64_t exported(const char *module, const char *figure, const char *period, const char *office)
{
	char name[32];
	bool csv = ++t.files % 2;

	snprintf(name, sizeof name, "%d.%s", t.files, csv ? "csv" : "json");
	const char *path = home_path(t.home, name);
	int status = *office ? zwgk(t.home, "export", module, "--figure", figure, "--period", period, "--office", office, "--out", path)
	                     : zwgk(t.home, "export", module, "--figure", figure, "--period", period, "--out", path);
	if (status)
		fail_msg("%s", desk_err(t.home));
	size_t bytes;
	char *text = file_read(path, &bytes);
	int64_t n = csv ? records(text) : 0;
	if (!csv) {
		json_error_t je;
		json_t *j = json_loads(text, 0, &je);
		n = (int64_t)json_array_size(json_is_array(j) ? j : json_object_get(j, module));
		json_decref(j);
	}
	free(text);
	unlink(path);
	return n;
}

static void compare(enum figure f, int part, int64_t shown, const char *period, const char *office)
{
	static const char *const modules[] = {[FIGURE_OF_ITEMS] = "items", [FIGURE_OF_TICKETS] = "tickets", [FIGURE_OF_REQUESTS] = "requests",
		[FIGURE_OF_TASKS] = "tasks"};
	const char *module = modules[figure_row(f)->module];
	char figure[64];

	snprintf(figure, sizeof figure, "%s%s", figure_row(f)->key, part == 2 ? "/of" : "");
	int64_t rows = listed(module, figure, period, office), out = exported(module, figure, period, office);
	if (f == FIGURE_REVIEW_DAYS && part == 1)
		shown = rows; /* days, not items */
	if (shown != rows || rows != out)
		fail_msg("%s of %s %s: %lld, its list %lld, its export %lld", figure, period, office, (long long)shown, (long long)rows,
		        (long long)out);
	t.compared++;
	if (shown > t.most[f])
		t.most[f] = shown;
}

/* now: also what stands at this moment, which is the same of every period. */
static void all_of(const char *period, const char *office, bool now)
{
	int status = *office ? zwgk(t.home, "stat", "--figures", "--period", period, "--office", office, "--format", "json")
	                     : zwgk(t.home, "stat", "--figures", "--period", period, "--format", "json");
	assert_int_equal(status, 0);
	json_t *all = desk_json(t.home), *row;
	size_t i;

	assert_int_equal(json_array_size(all), FIGURE_END);
	json_array_foreach(all, i, row)
	{
		enum figure f = figure_parse(json_string_value(json_object_get(row, "key")));
		assert_int_equal(f, (enum figure)i);
		if (figure_row(f)->when == FIGURE_WHEN_NOW && !now)
			continue;
		compare(f, 1, json_integer_value(json_object_get(row, "n")), period, office);
		if (!figure_row(f)->ratio)
			continue;
		int64_t n = json_integer_value(json_object_get(row, "n")), of = json_integer_value(json_object_get(row, "of"));
		json_t *percent = json_object_get(row, "percent");
		compare(f, 2, of, period, office);
		if (json_is_number(percent)) /* the rate is the one divided by the other, half up at one decimal */
			assert_int_equal((int64_t)(json_number_value(percent) * 10 + 0.5), (n * 2000 + of) / (2 * of));
	}
	json_decref(all);
}

static void every_figure_is_its_list_and_its_export(void **state)
{
	(void)state;
	make_desk();
	all_of("2026-W43", "", true);
	all_of("2026-10", "", false);
	all_of("2026-Q3", "资源保护股", false);
	all_of("2026-H2", "", false);
	all_of("2026", "资源保护股", true);
	print_message("%d numbers compared\n", t.compared);
	for (enum figure f = 0; f < FIGURE_END; f++)
		if (!t.most[f])
			print_message("%s was always 0\n", figure_row(f)->key);
	assert_true(t.most[FIGURE_PUBLISHED] > 5 && t.most[FIGURE_TIMELY] > 0 && t.most[FIGURE_RETURNED] > 0);
	assert_true(t.most[FIGURE_REQUESTS_LATE] > 0 && t.most[FIGURE_REQUESTS_SOON] > 0 && t.most[FIGURE_TASKS_LATE] > 0 && t.most[FIGURE_TASKS_SOON] > 0);
	assert_true(t.most[FIGURE_TICKETS_IN] > 20 && t.most[FIGURE_TICKET_IN_TIME] > 5 && t.most[FIGURE_TICKETS_MINE] > 0);
}

static void what_does_not_fit_is_refused(void **state)
{
	(void)state;
	assert_int_equal(zwgk(t.home, "list", "items", "--figure", "in-time"), 1);
	assert_contains(desk_err(t.home), "published");
	assert_int_equal(zwgk(t.home, "list", "items", "--figure", "published/of"), 1);
	assert_int_equal(zwgk(t.home, "list", "items", "--figure", "published", "--filter", "状态=草稿"), 1);
	assert_int_equal(zwgk(t.home, "list", "audit", "--figure", "published"), 2);
	assert_int_equal(zwgk(t.home, "list", "items", "--period", "2026-10"), 2);
	assert_int_equal(zwgk(t.home, "export", "items", "--office", "办公室", "--out", "-"), 2);
}

static int drop(void **state)
{
	(void)state;
	home_close(&t.home);
	deskfix_close(&t.f);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_figure_is_its_list_and_its_export),
		cmocka_unit_test(what_does_not_fit_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, drop);
}
