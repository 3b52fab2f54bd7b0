/* vth_test.c - the terminal harness measured against a small curses program (this one, called with --screen) and
 * against shell lines whose effect on a screen is known by heart. */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>
#include <curses.h>
#include <locale.h>

#include "tests/vth.h"

static char self[4096];

/* ---- the program ---- */

enum { ROWS = 4, PASTE_BEGIN = 0x2000, PASTE_END };

static const char *const people[ROWS] = {
	"张三丰  城东片区土地征收",
	"欧阳修  部门预算“三公”经费",
	"李䶮    招标文件",
	"𠮷田    环评批复",
};

static volatile sig_atomic_t hung_up;

static void on_hang_up(int signal)
{
	hung_up = signal;
}

/* Of processor time, so that a busy machine makes no difference. */
static void think_ms(long ms)
{
	struct timespec from, now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	do
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	while ((now.tv_sec - from.tv_sec) * 1000 + (now.tv_nsec - from.tv_nsec) / 1000000 < ms);
}

static int screen(const char *last_words)
{
	struct sigaction act = {.sa_handler = on_hang_up};
	char line[8192] = "";
	size_t n = 0;
	int selected = 0, pasting = 0, popup_on = 0, answers = 0, left = 0;
	WINDOW *popup, *input;

	setlocale(LC_ALL, "");
	sigaction(SIGHUP, &act, NULL);
	initscr();
	raw();
	noecho();
	nonl();
	set_escdelay(50);
	define_key("\033[200~", PASTE_BEGIN);
	define_key("\033[201~", PASTE_END);
	mousemask(BUTTON1_PRESSED, NULL);
	mouseinterval(0);
	popup = newwin(3, 8, 3, 6);
	input = newpad(1, 1);
	keypad(input, TRUE);
	printf("\033]2;小程序\007\033[?2004h");
	fflush(stdout);
	while (!hung_up && !left) {
		int key;

		erase();
		mvprintw(0, 0, "人员 %dx%d 次 %d", COLS, LINES, answers);
		for (int i = 0; i < ROWS; i++) {
			attrset(i == selected ? A_BOLD | A_REVERSE : A_NORMAL);
			mvaddstr(2 + i, 1, people[i]);
		}
		attrset(A_NORMAL);
		mvaddstr(LINES - 1, 0, "事由：");
		addstr(n > 60 ? "长文" : line);
		setsyx(getcury(stdscr), getcurx(stdscr));
		wnoutrefresh(stdscr);
		if (popup_on) {
			int y = 0, x = 0;

			getsyx(y, x);
			box(popup, 0, 0);
			mvwaddstr(popup, 1, 2, "弹窗");
			touchwin(popup);
			wnoutrefresh(popup);
			setsyx(y, x);
		}
		doupdate();
		key = wgetch(input);
		answers++;
		if (key == KEY_DOWN)
			selected += selected < ROWS - 1;
		else if (key == KEY_F(2))
			popup_on = !popup_on;
		else if (key == KEY_F(5))
			think_ms(100);
		else if (key == PASTE_BEGIN || key == PASTE_END)
			pasting = key == PASTE_BEGIN;
		else if (key == KEY_MOUSE) {
			MEVENT m;

			if (getmouse(&m) == OK && m.y >= 2 && m.y < 2 + ROWS)
				selected = m.y - 2;
		} else if (key == 27) {
			selected = 0;
		} else if (key == 'Q' - 64 && !pasting) {
			left = 1;
		} else if (key == ERR) {
			answers--;
			if (!hung_up && !isatty(0))
				left = 1;
		} else if (key < 256 && n < sizeof line - 1) {
			line[n++] = (char)key;
			line[n] = 0;
		}
	}
	printf("\033[?2004l");
	endwin();
	if (hung_up && last_words) {
		FILE *f = fopen(last_words, "w");

		if (f) {
			fputs(line, f);
			fclose(f);
		}
	}
	return hung_up ? 3 : 0;
}

/* ---- the tests ---- */

/* Sleeps in ppoll(2) as the desk does; what a key asks for it does only a moment after the last one, and counts it. */
static int later(void)
{
	int done = 0;
	bool due = false;

	if (system("stty raw -echo"))
		return 1;
	printf("事毕 0");
	for (;;) {
		struct pollfd p = {0, POLLIN, 0};
		char key;

		fflush(stdout);
		int n = ppoll(&p, 1, &(struct timespec){.tv_nsec = (due ? 60 : 250) * 1000000L}, NULL);
		if (n > 0 && read(0, &key, 1) != 1)
			return 0;
		if (n == 0 && due)
			printf("\r事毕 %d", ++done);
		due = n > 0;
	}
}

static struct vth *start(int rows, int cols)
{
	return vth_start(rows, cols, (const char *[]){self, "--screen", NULL}, NULL);
}

static struct vth *shell(const char *script)
{
	return vth_start(6, 40, (const char *[]){"sh", "-c", script, NULL}, NULL);
}

static void first_picture(void **state)
{
	struct vth *v = start(12, 60);
	int row, col;

	(void)state;
	vth_expect(v, "𠮷田");
	assert_string_equal(vth_row(v, 2), " 张三丰  城东片区土地征收");
	assert_string_equal(vth_row(v, 4), " 李䶮    招标文件");
	assert_string_equal(vth_row(v, 5), " 𠮷田    环评批复");
	assert_string_equal(vth_span(v, 2, 1, 4), "张三");
	assert_int_equal(vth_cell(v, 2, 1).width, 2);
	assert_true(vth_is_continuation(v, 2, 2));
	assert_true(vth_cell(v, 2, 1).attrs.bold && vth_cell(v, 2, 1).attrs.reverse);
	assert_false(vth_cell(v, 3, 1).attrs.bold);
	assert_true(vth_find(v, "城东", &row, &col));
	assert_int_equal(row, 2);
	assert_int_equal(col, 9);
	assert_false(vth_find(v, "没有", &row, &col));
	assert_true(vth_full_screen(v));
	assert_true(vth_wants_mouse(v));
	assert_string_equal(vth_title(v), "小程序");
	assert_false(vth_broken_wide(v, NULL, NULL));
	vth_ctrl(v, 'Q');
	assert_int_equal(vth_wait_exit(v, 2000), 0);
	assert_false(vth_full_screen(v));
	assert_int_equal(vth_free(&v), 0);
	assert_null(v);
}

static void cursor_follows_typed_han(void **state)
{
	struct vth *v = start(12, 60);
	struct vth_cursor at;
	size_t before;

	(void)state;
	vth_expect(v, "事由");
	before = vth_bytes(v);
	vth_send(v, "需征求第三方意见𠮷");
	vth_expect(v, "意见𠮷");
	at = vth_cursor(v);
	assert_int_equal(at.row, 11);
	assert_int_equal(at.col, 6 + 18);
	assert_true(at.visible);
	assert_true(vth_bytes(v) > before);
	vth_free(&v);
}

static void keys_and_mouse(void **state)
{
	struct vth *v = start(12, 60);

	(void)state;
	vth_expect(v, "事由");
	vth_key(v, VTERM_KEY_DOWN);
	assert_true(vth_settle(v));
	assert_true(vth_cell(v, 3, 1).attrs.reverse && !vth_cell(v, 2, 1).attrs.reverse);
	vth_click(v, 5, 4);
	assert_true(vth_settle(v));
	assert_true(vth_cell(v, 5, 1).attrs.reverse);
	vth_key(v, VTERM_KEY_ESCAPE);
	assert_true(vth_settle(v)); /* longer than the program's escape delay */
	assert_true(vth_cell(v, 2, 1).attrs.reverse);
	vth_free(&v);
}

/* A key that only costs time and draws one digit at its end. */
static void settling_waits_for_a_program_that_thinks(void **state)
{
	struct vth *v = start(12, 60);

	(void)state;
	vth_expect(v, "次 0");
	vth_key(v, VTERM_KEY_FUNCTION(5));
	assert_true(vth_settle(v));
	assert_true(vth_has(v, "次 1"));
	vth_key(v, VTERM_KEY_FUNCTION(5));
	vth_key(v, VTERM_KEY_FUNCTION(
			   5)); /* the second one lies unread while the first is thought over */
	assert_true(vth_settle(v));
	assert_true(vth_has(v, "次 3"));
	assert_true(vth_cpu_us(v) >= 300000);
	vth_key(v, VTERM_KEY_FUNCTION(5));
	assert_false(vth_settle_within(v, 20, 0)); /* still at it */
	vth_free(&v);
}

static void resting_waits_for_what_was_put_off(void **state)
{
	struct vth *v = vth_start(6, 40, (const char *[]){self, "--later", NULL}, NULL);

	(void)state;
	vth_expect(v, "事毕 0");
	for (int i = 1; i < 10; i++) {
		char done[32];

		vth_send(v, "x");
		assert_true(vth_rest(v));
		snprintf(done, sizeof done, "事毕 %d", i);
		assert_true(vth_has(v, done));
	}
	vth_send(v, "x");
	assert_true(vth_settle(v));
	assert_true(vth_has(v, "事毕 9")); /* it took the key, and that is all */
	vth_free(&v);
}

static void popup_over_wide_text(void **state)
{
	struct vth *v = start(12, 60);

	(void)state;
	vth_expect(v, "事由");
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_expect(v, "弹窗");
	assert_false(vth_broken_wide(v, NULL, NULL));
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_expect(v, "欧阳修  部门预算");
	assert_string_equal(vth_row(v, 3), " 欧阳修  部门预算“三公”经费");
	vth_free(&v);
}

static void resizing(void **state)
{
	static const int sizes[][2] = {{24, 80}, {10, 41}, {50, 200}, {12, 33}};
	struct vth *v = start(12, 60);

	(void)state;
	vth_expect(v, "60x12");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char told[32];

		snprintf(told, sizeof told, "%dx%d", sizes[i][1], sizes[i][0]);
		vth_resize(v, sizes[i][0], sizes[i][1]);
		vth_expect(v, told);
		assert_string_equal(vth_row(v, 2), " 张三丰  城东片区土地征收");
		assert_non_null(strstr(vth_row(v, sizes[i][0] - 1), "事由："));
		assert_false(vth_broken_wide(v, NULL, NULL));
	}
	vth_free(&v);
}

static void a_paste_is_text(void **state)
{
	struct vth *v = start(12, 60);
	char text[6000] = "";
	size_t n = 0;

	(void)state;
	vth_expect(v, "事由");
	while (n < 5100)
		n += (size_t)snprintf(
			text + n, sizeof text - n, "公开信息申请人应当提交书面申请材料");
	snprintf(text + n, sizeof text - n, "\021"); /* Ctrl-Q within a paste does not leave */
	vth_paste(v, text);
	vth_key(v, VTERM_KEY_DOWN);
	vth_expect(v, "长文");
	assert_true(vth_full_screen(v));
	assert_true(vth_cell(v, 3, 1).attrs.reverse); /* keys are keys again after it */
	vth_free(&v);
}

static void a_lost_connection(void **state)
{
	char path[] = "/tmp/vth-test-XXXXXX", text[64] = "";
	int fd = mkstemp(path);
	struct vth *v = vth_start(12, 60, (const char *[]){self, "--screen", path, NULL}, NULL);

	(void)state;
	vth_expect(v, "事由");
	vth_send(v, "未存草稿");
	vth_expect(v, "未存草稿");
	vth_hang_up(v);
	assert_int_equal(vth_wait_exit(v, 3000), 3);
	assert_int_equal(read(fd, text, sizeof text - 1), 12);
	assert_string_equal(text, "未存草稿");
	assert_int_equal(vth_free(&v), 3);
	close(fd);
	unlink(path);
}

static void two_programs_hang_up_alone(void **state)
{
	struct vth *a = start(12, 60), *b = start(12, 60);

	(void)state;
	vth_expect(a, "事由");
	vth_expect(b, "事由");
	assert_int_equal(vth_free(&a), 3); /* b must not have inherited a's end of the wire */
	vth_send(b, "还在");
	vth_expect(b, "还在");
	vth_kill(b, SIGKILL);
	assert_int_equal(vth_wait_exit(b, 2000), 128 + SIGKILL);
	vth_free(&b);
}

static void half_a_character_is_found(void **state)
{
	struct vth *v = shell("printf '\\033[2J\\033[H公开信息\\033[1;6H-'; read x");
	int row = -1, col = -1;

	(void)state;
	vth_wait_text(v, "公", 2000);
	vth_settle(v);
	assert_true(vth_broken_wide(v, &row, &col));
	assert_int_equal(row, 0);
	assert_int_equal(col, 4);
	vth_free(&v);
}

static void picture_with_marks(void **state)
{
	struct vth *v =
		shell("printf '\\033[2J\\033[H\\033[31m红\\033[0m \\033[1m粗\\033[0m \\033[7m反"
		      "\\033[1m显\\033[0m \\033[4m线\\033[0m\\033[?25l'; read x");
	const char *expected = "|红 粗 反显 线                           |\n"
			       " cc.bb.rrBB.uu\n";

	(void)state;
	vth_expect(v, "线");
	assert_memory_equal(vth_picture(v, true), expected, strlen(expected));
	assert_non_null(strstr(vth_picture(v, false), "cursor 0,13 hidden\n"));
	vth_free(&v);
}

static void the_terminal_answers_as_told(void **state)
{
	const char *script =
		"stty raw -echo; printf '\\033[H…\\033[6n';"
		"a=$(dd bs=1 count=6 2>/dev/null | tail -c 4); printf '\\r\\n[%s]' \"$a\"; read x";
	const char *const argv[] = {"sh", "-c", script, NULL};
	struct vth *v = vth_start(6, 40, argv, NULL);

	(void)state;
	vth_expect(v, "[1;2R]");
	vth_free(&v);
	v = vth_start_answering(VTH_WIDE, 6, 40, argv, NULL);
	vth_expect(v, "[1;3R]");
	vth_free(&v);
	v = vth_start_answering(VTH_SILENT, 6, 40, argv, NULL);
	assert_true(vth_settle_within(v, 100, 5000));
	assert_false(vth_has(v, "R]"));
	vth_free(&v);
}

/* What a program wrote before it was read comes in pieces; the question stands in the first one. */
static void an_answer_does_not_mix_up_the_pieces(void **state)
{
	struct vth *v = vth_start(6, 40,
		(const char *[]){"sh", "-c",
			"printf '\\033[6n%04000d\\033[2J\\033[3;1Hone' 0; printf '%04000d' 0; printf '\\033[2J\\033[3;1Htwo'; read x", NULL},
		NULL);

	(void)state;
	usleep(200000);
	vth_expect(v, "two");
	assert_false(vth_has(v, "one"));
	vth_free(&v);
}

static void environment_and_exit(void **state)
{
	const char *const env[] = {"LC_ALL=zh_CN.UTF-8", "ZWGK_X=一 二", "HOME", NULL};
	struct vth *v = vth_start(6, 60,
		(const char *[]){"sh", "-c",
			"echo $LC_ALL $TERM [${HOME-无}]; env | grep ZWGK_X; exit 7", NULL},
		env);
	size_t n;

	(void)state;
	assert_int_equal(vth_wait_exit(v, 2000), 7);
	assert_string_equal(vth_row(v, 0), "zh_CN.UTF-8 xterm-256color [无]");
	assert_string_equal(vth_row(v, 1), "ZWGK_X=一 二");
	assert_non_null(strstr(vth_output(v, &n), "[无]\r\n"));
	assert_int_equal(n, vth_bytes(v));
	assert_int_equal(vth_free(&v), 7);
	v = vth_start(6, 40, (const char *[]){"/no/such/program", NULL}, NULL);
	assert_int_equal(vth_wait_exit(v, 2000), 127);
	vth_free(&v);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_picture),
		cmocka_unit_test(cursor_follows_typed_han),
		cmocka_unit_test(keys_and_mouse),
		cmocka_unit_test(settling_waits_for_a_program_that_thinks),
		cmocka_unit_test(resting_waits_for_what_was_put_off),
		cmocka_unit_test(popup_over_wide_text),
		cmocka_unit_test(resizing),
		cmocka_unit_test(a_paste_is_text),
		cmocka_unit_test(a_lost_connection),
		cmocka_unit_test(two_programs_hang_up_alone),
		cmocka_unit_test(half_a_character_is_found),
		cmocka_unit_test(picture_with_marks),
		cmocka_unit_test(the_terminal_answers_as_told),
		cmocka_unit_test(an_answer_does_not_mix_up_the_pieces),
		cmocka_unit_test(environment_and_exit),
	};

	if (argc > 1 && !strcmp(argv[1], "--screen"))
		return screen(argv[2]);
	if (argc > 1 && !strcmp(argv[1], "--later"))
		return later();
	if (readlink("/proc/self/exe", self, sizeof self - 1) < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
