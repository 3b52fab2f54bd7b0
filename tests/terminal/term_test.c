/* term_test.c - tui/term and the list in a real terminal: this program, called with --screen, is the smallest desk. */
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

#include "store/base/text.h"
#include "tests/vth.h"
#include "tui/term/term.h"
#include "tui/widget/list.h"
#include "tui/words.h"

static char self[4096];

/* ---- the program ---- */

enum { MANY = 100000 };

static const struct list_column columns[] = {
        {.title = "编号", .min = 6, .accent = true},
        {.title = "标题", .min = 20, .weight = 1},
        {.title = "状态", .min = 6, .drop = 1},
        {.title = "时限", .min = 6, .align = TEXT_RIGHT, .drop = 2},
};

static void add(struct list_page *p, long long i)
{
	static const char *const what[] = {"年度森林防火工作方案",
	        "生态护林员补助“三公”资金发放公示——第二批", "林业局𠮷田项目环评批复"};
	char number[24], title[100];

	snprintf(number, sizeof number, "%06lld", i);
	snprintf(title, sizeof title, "第%lld号 %s", i, what[i % 3]);
	list_page_add(p, (struct list_key){i, i + 1},
	        (const char *const[]){number, title, "待复审", i % 5 ? "余2日" : "超3日"},
	        (const enum role[]){C_TEXT, C_TEXT, C_STATE, i % 5 ? C_SOON : C_LATE});
}

static int fetch(
        void *data, const struct list_key *from, bool backwards, int n, struct list_page *p)
{
	long long a = backwards ? (from ? from->sort : MANY) - n : from ? from->sort + 1 : 0;
	int got = 0;

	(void)data;
	for (long long i = a < 0 ? 0 : a; i < MANY && i < a + n; i++, got++)
		add(p, i);
	return got;
}

static int find(void *data, int64_t id, struct list_page *p)
{
	(void)data;
	if (id < 1 || id > MANY)
		return 0;
	add(p, id - 1);
	return 1;
}

static const struct list_ops ops = {
        .columns = columns, .n_columns = 4, .fetch = fetch, .find = find};

struct desk {
	struct surface *all, *popup;
	struct list *list;
	char field[8192], last[128];
	bool typing;
};

static void draw(struct desk *d)
{
	int rows = term_rows(), cols = term_cols();

	list_focus(d->list, !d->typing);
	list_draw(d->list);
	draw_hline(d->all, rows - 3, 0, cols, C_FRAME);
	draw_text(d->all, rows - 2, 0, cols, C_NOTE, d->last, TEXT_LEFT);
	draw_text(d->all, rows - 1, 0, 6, C_KEY, "事由：", TEXT_LEFT);
	draw_text(d->all, rows - 1, 6, cols - 6, C_FIELD, d->field, TEXT_LEFT);
	if (d->typing)
		draw_cursor(d->all, rows - 1, 6 + text_columns(d->field), true);
	if (d->popup) {
		draw_frame(d->popup, (struct rect){0, 0, 5, 21}, C_FRAME_ON, "“三公”");
		draw_text(d->popup, 2, 2, 17, C_DIALOG, "弹出的窗口", TEXT_CENTRE);
	}
	draw_flush();
}

static void place(struct desk *d)
{
	surface_place(d->all, (struct rect){0, 0, term_rows(), term_cols()});
	list_place(d->list, d->all, (struct rect){0, 0, term_rows() - 3, term_cols()});
}

static int leave(struct desk *d, const char *draft)
{
	FILE *f = draft ? fopen(draft, "w") : NULL;

	if (f) {
		fputs(d->field, f);
		fclose(f);
	}
	list_free(&d->list);
	surface_free(&d->popup);
	surface_free(&d->all);
	term_end();
	return 3;
}

static int screen(const char *draft)
{
	struct term_options o = {.theme = "auto", .mouse = true};
	struct desk d = {0};
	char why[400], name[24];
	struct event ev;

	if (term_start(&o, why, sizeof why) != 0) {
		puts(why);
		return 1;
	}
	fputs("出错的话留在后面\n", stderr);
	term_set_title("政务公开 \033测试");
	d.all = surface_new((struct rect){0, 0, 1, 1});
	d.list = list_new(&ops, NULL);
	place(&d);
	list_reload(d.list, 0);
	snprintf(d.last, sizeof d.last, "%s", *term_advice() ? term_advice() : "就绪");
	for (;;) {
		draw(&d);
		input_next(&ev, -1);
		if (ev.key == K_HANGUP)
			return leave(&d, draft);
		snprintf(d.last, sizeof d.last, "键 %s %d", key_name(ev.key, name), (int)ev.key);
		if (ev.key == K_RESIZE)
			place(&d);
		else if (ev.key == K_MOUSE)
			snprintf(d.last, sizeof d.last, "鼠标 %d %d,%d", ev.mouse.act, ev.mouse.row,
			        ev.mouse.col);
		else if (ev.key == K_PASTE)
			snprintf(d.last, sizeof d.last, "粘贴 %zu 字节 %.30s", ev.text_n, ev.text);
		if (ev.key == K_F1 + 1 && !d.popup)
			d.popup = surface_new((struct rect){3, 7, 5, 21});
		else if (ev.key == K_F2)
			surface_free(&d.popup);
		else if (ev.key == K_F3)
			d.typing = !d.typing;
		else if (ev.key == K_F4)
			term_copy("公开", 6);
		else if (ev.key == K_CTRL('q'))
			break;
		else if (!d.typing)
			list_key(d.list, &ev);
		else if (ev.key >= 32 && ev.key < K_FIRST && strlen(d.field) + 5 < sizeof d.field) {
			char out[5] = "";

			out[utf8_encode((uint32_t)ev.key, out)] = 0;
			strncat(d.field, out, sizeof d.field - strlen(d.field) - 1);
		}
	}
	leave(&d, NULL);
	return 0;
}

/* ---- helpers ---- */

static struct vth *start_with(enum vth_answer answer, const char *const env[], const char *draft)
{
	struct vth *v = vth_start_answering(
	        answer, 24, 80, (const char *[]){self, "--screen", draft, NULL}, env);

	vth_expect(v, "▸");
	return v;
}

static struct vth *start(void)
{
	return start_with(VTH_NARROW, NULL, NULL);
}

static void stop(struct vth **v)
{
	vth_ctrl(*v, 'q');
	assert_int_equal(vth_wait_exit(*v, 3000), 0);
	vth_free(v);
}

/* write(2) calls of the program so far. */
static long writes(struct vth *v)
{
	char path[64], text[512];
	FILE *f;
	size_t n;
	const char *at;

	snprintf(path, sizeof path, "/proc/%d/io", (int)vth_pid(v));
	f = fopen(path, "r");
	assert_non_null(f);
	n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	text[n] = 0;
	at = strstr(text, "syscw: ");
	assert_non_null(at);
	return strtol(at + 7, NULL, 10);
}

static void whole(struct vth *v)
{
	int row, col;

	if (vth_broken_wide(v, &row, &col))
		fail_msg("half a character at %d,%d:\n%s", row, col, vth_text(v));
}

/* ---- tests ---- */

static void first_picture(void **state)
{
	struct vth *v = start();

	(void)state;
	assert_string_equal(vth_row(v, 0),
	        "  编号   标题                                                     状态     时限");
	assert_string_equal(vth_row(v, 1),
	        "▸ 000000 第0号 年度森林防火工作方案                               待复审  超3日");
	assert_true(vth_full_screen(v));
	assert_true(vth_wants_mouse(v));
	assert_string_equal(vth_title(v), "政务公开 测试");
	assert_true(vth_cell(v, 1, 0).attrs.reverse);
	assert_true(vth_cell(v, 1, 5).attrs.reverse);
	assert_false(vth_cell(v, 1, 10).attrs.reverse);
	assert_int_equal(vth_cursor(v).row, 1);
	assert_false(vth_cursor(v).visible);
	assert_true(vth_has(v, "就绪"));
	whole(v);
	stop(&v);
}

static void a_move_is_one_small_write(void **state)
{
	struct vth *v = start();
	size_t from, most = 0, least = 9999;
	long w;

	(void)state;
	vth_key(v, VTERM_KEY_DOWN); /* the message line settles too */
	vth_settle(v);
	w = writes(v);
	for (int i = 0; i < 30; i++) {
		from = vth_bytes(v);
		vth_key(v, VTERM_KEY_DOWN);
		vth_settle(v);
		size_t n = vth_bytes(v) - from;
		most = n > most ? n : most;
		least = n < least ? n : least;
	}
	assert_int_equal(writes(v) - w, 30);
	assert_true(least <= 90);
	assert_true(most <= 260); /* where it scrolls: the other lines are shifted, one is new */
	w = writes(v);
	vth_key(v, VTERM_KEY_PAGEDOWN);
	vth_settle(v);
	vth_key(v, VTERM_KEY_END);
	vth_settle(v);
	assert_int_equal(writes(v) - w, 2);
	assert_true(vth_has(v, "▸ 099999 第99999号"));
	whole(v);
	stop(&v);
}

static void popup_over_wide_text(void **state)
{
	struct vth *v = start();
	char before[8192];

	(void)state;
	vth_key(v, VTERM_KEY_FUNCTION(5));
	vth_settle(v);
	snprintf(before, sizeof before, "%s", vth_text(v));
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_expect(v, "弹出的窗口");
	assert_true(vth_has(v, "┌─ “三公” ──────────┐"));
	whole(v);
	vth_key(v, VTERM_KEY_DOWN); /* the list moves below it */
	vth_settle(v);
	whole(v);
	vth_key(v, VTERM_KEY_UP);
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_expect_gone(v, "弹出的窗口");
	vth_key(v, VTERM_KEY_FUNCTION(5));
	vth_settle(v);
	assert_string_equal(vth_text(v), before);
	whole(v);
	stop(&v);
}

static void typing_han(void **state)
{
	struct vth *v = start();

	(void)state;
	vth_key(v, VTERM_KEY_FUNCTION(3));
	vth_settle(v);
	assert_true(vth_cursor(v).visible);
	assert_int_equal(vth_cursor(v).col, 6);
	vth_send(v, "公开𠮷a");
	vth_settle(v);
	assert_int_equal(vth_cursor(v).row, 23);
	assert_int_equal(vth_cursor(v).col, 13);
	assert_string_equal(vth_row(v, 23), "事由：公开𠮷a");
	vth_send_bytes(v, "\xff", 1); /* a wrong byte swallows nothing */
	vth_send(v, "后面");
	vth_expect(v, "公开𠮷a\xef\xbf\xbd后面");
	vth_key(v, VTERM_KEY_FUNCTION(3));
	vth_settle(v);
	assert_false(vth_cursor(v).visible);
	assert_int_equal(vth_cursor(v).row, 1);
	stop(&v);
}

static void keys_and_escape(void **state)
{
	struct vth *v = start();

	(void)state;
	vth_send(v, "\033[11~");
	vth_expect(v, "键 F1 ");
	vth_send(v, "\033[1;5C");
	vth_expect(v, "键 Ctrl-→ ");
	vth_send(v, "\033");
	vth_expect(v, "键 Esc ");
	vth_send(v, "\033"); /* the pieces of one key, as they come over a slow line */
	vth_send(v, "O");
	vth_send(v, "B");
	vth_expect(v, "键 ↓ ");
	vth_send(v, "\033[<0;12;5M");
	vth_expect(v, "鼠标 0 4,11");
	assert_true(vth_has(v, "▸ 000003"));
	vth_send(v, "\033[<0;12;5m\033[<0;12;5M");
	vth_expect(v, "鼠标 1 4,11"); /* double */
	stop(&v);
}

static void pastes(void **state)
{
	struct vth *v = start();
	char text[5000];
	int n = 0;
	long cpu;

	(void)state;
	while (n < 4500)
		n += snprintf(text + n, sizeof text - (size_t)n, "关于征收补偿的公告。\n\x11");
	cpu = vth_cpu_us(v);
	vth_paste(v, text);
	vth_expect(v, "粘贴 4"); /* as one, and the Ctrl-Q in it does not leave */
	assert_true(vth_cpu_us(v) - cpu < 500000);
	strcpy(text, "qkgG未加括号的粘贴，一百字节左右：关于印发年度政务公开工作要点的通知，请认真"
	             "贯彻执行。\nx");
	vth_send(v, text);
	vth_expect(v, "粘贴 1");
	assert_true(vth_has(v, "▸ 000000")); /* no letter of it was a command */
	stop(&v);
}

static void resizing(void **state)
{
	static const int size[][2] = {
	        {30, 100}, {10, 40}, {60, 200}, {24, 80}, {3, 9}, {24, 81}, {24, 80}};
	struct vth *v = start();

	(void)state;
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_settle(v);
	for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
		vth_resize(v, size[i][0], size[i][1]);
		assert_true(vth_settle(v));
		whole(v);
		if (size[i][1] >= 40)
			assert_true(vth_has(v, "▸ 000000"));
		if (size[i][0] == 60) { /* a large page is one write too, in a window that began small */
			long w = writes(v);

			vth_key(v, VTERM_KEY_PAGEDOWN);
			vth_settle(v);
			assert_int_equal(writes(v) - w, 1);
			vth_key(v, VTERM_KEY_HOME);
			vth_settle(v);
		}
	}
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_settle(v);
	assert_memory_equal(vth_row(v, 1), "▸ 000000 第0号 年度森林防火工作方案", 40);
	whole(v);
	stop(&v);
}

static void a_wide_terminal(void **state)
{
	struct vth *v = vth_start_answering(
	        VTH_WIDE, 24, 80, (const char *[]){self, "--screen", NULL}, NULL);
	static const char *const never[] = {"“", "”", "…", "—", "─", "│", "┌"};
	size_t n, skip;
	const char *out;

	(void)state;
	vth_expect(v, "▸ 000000");
	assert_true(vth_has(v, "终端把省略号"));
	out = vth_output(v, &n);
	skip = (size_t)(strstr(out, "\033[?1049h") - out); /* the question itself has one */
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_expect(v, "弹出的窗口");
	assert_true(vth_has(v, "〝三公〞"));
	assert_true(vth_has(v, "+-"));
	out = vth_output(v, &n);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		assert_null(strstr(out + skip, never[i]));
	whole(v);
	stop(&v);
}

static void other_terminals(void **state)
{
	struct vth *v;
	size_t n;

	(void)state;
	v = start_with(VTH_SILENT, NULL, NULL); /* answers nothing: no harm */
	assert_true(vth_has(v, "就绪"));
	stop(&v);
	v = start_with(VTH_NARROW, (const char *[]){"NO_COLOR=1", NULL}, NULL);
	assert_null(strstr(vth_output(v, &n), "38;5;"));
	assert_null(strstr(vth_output(v, &n), "\033[31m"));
	assert_true(vth_cell(v, 1, 0).attrs.reverse);
	stop(&v);
	v = start_with(VTH_NARROW, (const char *[]){"TERM=unheard-of", NULL}, NULL);
	assert_true(vth_has(v, "不认识终端类型 unheard-of"));
	stop(&v);
	v = start_with(VTH_NARROW, (const char *[]){"LC_ALL=C", NULL}, NULL);
	assert_true(vth_has(v, "年度森林防火工作方案"));
	assert_true(vth_has(v, "没有设置 UTF-8"));
	stop(&v);
	v = vth_start(24, 80,
	        (const char *[]){
	                "sh", "-c", "setsid \"$0\" --screen </dev/null 2>&1 | cat", self, NULL},
	        NULL);
	vth_expect(v, "这里不是终端");
	vth_free(&v);
}

static void typed_before_the_start(void **state)
{
	struct vth *v = vth_start(24, 80, (const char *[]){self, "--screen", NULL}, NULL);

	(void)state;
	vth_send(v, "jjj\033[B");
	vth_expect(v, "▸ 000004");
	stop(&v);
}

static void stderr_waits(void **state)
{
	struct vth *v = start();

	(void)state;
	assert_false(vth_has(v, "出错的话"));
	vth_ctrl(v, 'q');
	assert_int_equal(vth_wait_exit(v, 3000), 0);
	assert_true(vth_has(v, "出错的话留在后面"));
	assert_false(vth_full_screen(v));
	assert_true(vth_cursor(v).visible);
	assert_false(vth_wants_mouse(v));
	vth_free(&v);
}

static void hanging_up(void **state)
{
	char draft[] = "/tmp/term_test.XXXXXX", text[64] = "";
	int fd = mkstemp(draft);
	struct vth *v;

	(void)state;
	assert_true(fd >= 0);
	v = start_with(VTH_NARROW, NULL, draft);
	vth_key(v, VTERM_KEY_FUNCTION(3));
	vth_send(v, "没写完");
	vth_settle(v);
	vth_hang_up(v);
	assert_int_equal(vth_wait_exit(v, 3000), 3);
	vth_free(&v);
	assert_int_equal(read(fd, text, sizeof text - 1), 9);
	assert_string_equal(text, "没写完");

	v = start();
	vth_kill(v, SIGTERM);
	assert_int_equal(vth_wait_exit(v, 3000), 3);
	assert_false(vth_full_screen(v));
	vth_free(&v);

	/* under nohup no signal comes: the end of the terminal must do */
	v = vth_start(24, 80,
	        (const char *[]){"sh", "-c", "trap '' HUP; exec \"$0\" --screen", self, NULL},
	        NULL);
	vth_expect(v, "▸");
	vth_hang_up(v);
	assert_int_equal(vth_wait_exit(v, 3000), 3);
	vth_free(&v);
	close(fd);
	unlink(draft);
}

static void stopped_and_continued(void **state)
{
	struct vth *v = start();
	size_t from;

	(void)state;
	kill(vth_pid(v), SIGSTOP);
	kill(vth_pid(v), SIGCONT);
	vth_settle(v);
	assert_true(vth_has(v, "▸ 000000"));
	from = vth_bytes(v);
	kill(vth_pid(v),
	        SIGTSTP); /* nobody could continue the leader of a session: it goes on at once */
	vth_settle(v);
	assert_true(vth_bytes(v) - from > 1000); /* and draws everything again */
	assert_true(vth_full_screen(v));
	vth_key(v, VTERM_KEY_DOWN);
	vth_expect(v, "▸ 000001");
	stop(&v);
}

static void copying(void **state)
{
	struct vth *v = start();
	size_t n;

	(void)state;
	vth_key(v, VTERM_KEY_FUNCTION(4));
	vth_settle(v);
	assert_non_null(strstr(vth_output(v, &n), "\033]52;c;5YWs5byA\a"));
	stop(&v);
}

static void idle_is_idle(void **state)
{
	struct vth *v = start();
	long cpu, w;

	(void)state;
	vth_settle(v);
	cpu = vth_cpu_us(v);
	w = writes(v);
	nanosleep(&(struct timespec){0, 400000000}, NULL);
	assert_true(vth_cpu_us(v) - cpu < 2000);
	assert_int_equal(writes(v), w);
	stop(&v);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(first_picture),
	        cmocka_unit_test(a_move_is_one_small_write),
	        cmocka_unit_test(popup_over_wide_text),
	        cmocka_unit_test(typing_han),
	        cmocka_unit_test(keys_and_escape),
	        cmocka_unit_test(pastes),
	        cmocka_unit_test(resizing),
	        cmocka_unit_test(a_wide_terminal),
	        cmocka_unit_test(other_terminals),
	        cmocka_unit_test(typed_before_the_start),
	        cmocka_unit_test(stderr_waits),
	        cmocka_unit_test(hanging_up),
	        cmocka_unit_test(stopped_and_continued),
	        cmocka_unit_test(copying),
	        cmocka_unit_test(idle_is_idle),
	};

	if (argc > 1 && !strcmp(argv[1], "--screen"))
		return screen(argc > 2 ? argv[2] : NULL);
	if (readlink("/proc/self/exe", self, sizeof self - 1) < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
