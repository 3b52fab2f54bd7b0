/* officers_test.c - twenty officers at one file on a real disk, each looking, thinking, writing; beside them an import, a
 * backup and a check, again and again.
 *
 * Nobody meets an error but the one that somebody was quicker; what was acknowledged stands in the chain, each act once;
 * every figure equals a recount and the length of its list; nobody waits ten times as long as the others.  The latencies
 * are printed beside what a sync of this disk costs.
 *
 * ZWGK_SECONDS=60 for a long run (`make officers`); `make test` takes a few.
 *
 * Seen to fail when nobody waited for a lock (no busy handler), and when a submission left no line in the chain. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pwd.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/view/check/check.h"
#include "store/view/item/view.h"
#include "store/view/figure/figure.h"
#include "store/view/figure/stat.h"
#include "tests/bench/tally.h"
#include "tests/unit/flow_fix.h"

enum {
	OFFICERS = 20,
	SECONDS = 6,
	ROWS = 1500,             /* of an import */
	THINK = 150, THINK_MORE = 300, /* ms */
	AGAIN = 20,              /* ms, after a look that met a locked file; as a screen does */
	PAGE = 20,
};
#define TMPFS 0x01021994u
#define RAMFS 0x858458f6u

/* What they do, and the line it writes into the chain. */
enum deed { DEED_LOOK, DEED_CREATE, DEED_EDIT, DEED_SUBMIT, DEED_PASS, DEED_RETURN, DEED_RELEASE, DEEDS };
static const struct {
	const char *name;
	int action;
} deeds[DEEDS] = {
	[DEED_LOOK] = {"look: page of a list, figures", 0},
	[DEED_CREATE] = {"create", ACTION_ITEM_CREATE},
	[DEED_EDIT] = {"edit", ACTION_ITEM_EDIT},
	[DEED_SUBMIT] = {"submit", ACTION_ITEM_SUBMIT},
	[DEED_PASS] = {"pass", ACTION_REVIEW_PASS},
	[DEED_RETURN] = {"return", ACTION_REVIEW_RETURN},
	[DEED_RELEASE] = {"release", ACTION_RELEASE_ONLINE},
};

/* Shared by all processes; each writes its own. */
struct person {
	struct tally of[DEEDS];
	int done[DEEDS];
	double waited; /* ms, in writes */
	int looks_again;
	char wrong[700]; /* what he should never have been told */
};
enum beside { BESIDE_IMPORT, BESIDE_BACKUP, BESIDE_CHECK, BESIDES };
static const char *const beside_names[BESIDES] = {"import of 1500 rows", "backup", "check"};
static struct board {
	atomic_int ready;
	atomic_bool go, stop;
	struct person person[OFFICERS];
	struct tally beside[BESIDES];
	char beside_wrong[BESIDES][700];
} *board;

static struct {
	char folder[200], path[220];
	int64_t id[OFFICERS];
	char login[OFFICERS][16];
} t;

static struct deskfix *f;
static struct error e;
static uint32_t dice_state;

static uint32_t dice(uint32_t below)
{
	dice_state ^= dice_state << 13;
	dice_state ^= dice_state >> 17;
	dice_state ^= dice_state << 5;
	return dice_state % below;
}

/* ---- one officer ---- */

struct officer_at_work {
	struct desk *d;
	struct person *me;
	struct arena page;
	struct item_row row[PAGE];
	int rows;
};

static void never(struct officer_at_work *o, const char *what)
{
	char said[500];
	if (!o->me->wrong[0])
		snprintf(o->me->wrong, sizeof o->me->wrong, "%s: %s", what, error_sentence(&e, said, sizeof said));
}

static enum z look_once(struct officer_at_work *o, enum item_scope scope, uint32_t states)
{
	struct item_query q = {.scope = scope, .states = states, .sort = ITEMS_BY_UPDATED, .descending = true};
	struct window *v;
	struct figure_panel p;
	arena_free(&o->page);
	o->rows = 0;
	enum z z = desk_refresh(o->d, &e);
	if (z == Z_OK)
		z = item_view_open(o->d, &q, &v, &e);
	if (z != Z_OK)
		return z;
	z = window_page(v, NULL, false, PAGE, o->row, &o->page, &o->rows, &e);
	window_close(&v);
	return z == Z_OK ? figure_panel(o->d, &p, &e) : z;
}

/* As a screen: it does not wait for the lock, keeps what it has, and asks again. */
static void look(struct officer_at_work *o, enum item_scope scope, uint32_t states)
{
	double began = now_ms();
	enum z z;
	while ((z = look_once(o, scope, states)) == Z_BUSY && !board->stop) {
		o->me->looks_again++;
		nap_ms(AGAIN);
	}
	if (z == Z_OK)
		tally_add(&o->me->of[DEED_LOOK], now_ms() - began);
	else if (z != Z_BUSY)
		never(o, "look");
}

/* An item of the page as it is read before one acts on it; NULL where somebody was quicker, and the screen says so. */
static struct item *open_any(struct officer_at_work *o, enum action a)
{
	struct item *i = NULL;
	enum z z;
	if (!o->rows)
		return NULL;
	int64_t id = o->row[dice((uint32_t)o->rows)].id;
	while ((z = item_load(o->d, id, &i, &e)) == Z_BUSY && !board->stop)
		nap_ms(AGAIN);
	if (z != Z_OK && z != Z_BUSY)
		never(o, "open");
	if (z == Z_OK && item_may(o->d, a, id, &e) != Z_OK)
		item_free(&i);
	return i;
}

static void think(void)
{
	nap_ms(THINK + dice(THINK_MORE));
}

/* shared: somebody else may have acted on it while one thought, and then one is told just that. */
static bool did(struct officer_at_work *o, enum deed deed, double began, enum z z, bool shared)
{
	double ms = now_ms() - began;
	o->me->waited += ms;
	tally_add(&o->me->of[deed], ms);
	if (z == Z_OK) {
		o->me->done[deed]++;
		return true;
	}
	if (shared && z == Z_STALE)
		o->me->of[deed].stale++;
	else
		never(o, deeds[deed].name);
	return false;
}

static void write_and_submit(struct officer_at_work *o)
{
	char title[80], body[2000];
	int64_t id;
	snprintf(title, sizeof title, "第%u号公示", dice(100000));
	size_t n = 0;
	for (unsigned k = 1; n < 1700; k++)
		n += (size_t)snprintf(body + n, sizeof body - n, "第%u条　关于森林防火工作的第%u项要求。", k, dice(1000));
	struct item_text text = flow_text(title, body);
	struct item_register r = {.class = CLASS_PAPER, .office = desk_who(o->d)->office, .catalog = 1, .category = 1,
		.channels = {1}};
	look(o, ITEMS_MINE, 0);
	think();
	double began = now_ms();
	if (!did(o, DEED_CREATE, began, item_create(o->d, &text, &r, &id, &e), false))
		return;
	if (dice(2)) {
		think();
		text.title = "改过标题的公示";
		began = now_ms();
		did(o, DEED_EDIT, began, item_edit(o->d, id, 1, &text, NULL, &e), false);
	}
	think();
	struct item *i = NULL;
	enum z z;
	while ((z = item_load(o->d, id, &i, &e)) == Z_BUSY)
		nap_ms(AGAIN);
	if (z != Z_OK) {
		never(o, "open");
		return;
	}
	began = now_ms();
	did(o, DEED_SUBMIT, began, item_submit(o->d, id, i->ver, &e), false);
	item_free(&i);
}

/* Several sit in each tier and take any of the page: they meet. */
static void sign(struct officer_at_work *o)
{
	look(o, ITEMS_SIGN, 0);
	think();
	struct item *i = open_any(o, ACTION_REVIEW_PASS);
	if (!i)
		return;
	think();
	double began = now_ms();
	if (dice(10) == 0)
		did(o, DEED_RETURN, began, review_return(o->d, i->id, i->ver, 0, 11, "人数与附件不符", &e), true);
	else
		did(o, DEED_PASS, began, review_pass(o->d, i->id, i->ver, &i->now->hash, "同意", NULL, &e), true);
	item_free(&i);
}

static void release(struct officer_at_work *o)
{
	look(o, ITEMS_ALL, 1u << STATE_SIGNED);
	think();
	struct item *i = open_any(o, ACTION_RELEASE_ONLINE);
	if (!i || i->state != STATE_SIGNED) {
		item_free(&i);
		return;
	}
	double began = now_ms();
	did(o, DEED_RELEASE, began, release_online(o->d, i->id, i->ver, 1, "http://a.example/1", desk_now(o->d), &e), true);
	item_free(&i);
}

static bool writes(int k)
{
	return k < 10;
}

static _Noreturn void officer(int k)
{
	struct officer_at_work o = {.me = &board->person[k]};
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dice_state = (uint32_t)(k + 1) * 2654435761u | 1;
	if (desk_open(t.path, 0, &o.d, NULL, &e) != Z_OK || desk_login(o.d, t.login[k], DESKFIX_PASS, &e) != Z_OK)
		never(&o, "login");
	board->ready++;
	while (!board->go)
		nap_ms(5);
	while (!board->stop && !o.me->wrong[0])
		if (writes(k))
			write_and_submit(&o);
		else if (k < OFFICERS - 2)
			sign(&o);
		else
			release(&o);
	arena_free(&o.page);
	desk_close(&o.d);
	_exit(0);
}

/* ---- beside them: the program's own verbs ---- */

static void ledger(const char *path, int round)
{
	FILE *out = fopen(path, "w");
	if (!out)
		_exit(3);
	fputs("标题,文号,信息分类,栏目,公开属性,成文日期,发布日期,公开渠道,链接,来源股室\n", out);
	for (int k = 0; k < ROWS; k++)
		fprintf(out, "历史公示第%d批第%d号,,规划计划,通知公告,主动公开,2025-03-%02d,2025-04-%02d,政府网站,,办公室\n", round,
			k, k % 28 + 1, k % 28 + 1);
	fclose(out);
}

static void run_program(enum beside what, int round)
{
	char file[260], said[260];
	int status;
	const char *program = getenv("ZWGK_BIN");
	snprintf(file, sizeof file, "%s/%s-%d", t.folder, what == BESIDE_IMPORT ? "in.csv" : "copy.db", round);
	snprintf(said, sizeof said, "%s/said-%d", t.folder, (int)what);
	if (what == BESIDE_IMPORT)
		ledger(file, round);
	double began = now_ms();
	pid_t pid = fork();
	if (pid == 0) {
		int fd = open(said, O_CREAT | O_TRUNC | O_WRONLY, 0600);
		dup2(fd, 1);
		dup2(fd, 2);
		program = program ? program : ".build/zwgk";
		if (what == BESIDE_IMPORT)
			execl(program, program, "import", "items", file, "--db", t.path, (char *)NULL);
		else if (what == BESIDE_BACKUP)
			execl(program, program, "backup", file, "--db", t.path, (char *)NULL);
		else
			execl(program, program, "check", "--db", t.path, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	tally_add(&board->beside[what], now_ms() - began);
	unlink(file);
	if (status != 0 && !board->beside_wrong[what][0]) {
		int fd = open(said, O_RDONLY);
		ssize_t n = fd < 0 ? 0 : read(fd, board->beside_wrong[what], sizeof board->beside_wrong[what] - 1);
		board->beside_wrong[what][n > 0 ? n : 0] = '\0';
		if (n <= 0)
			snprintf(board->beside_wrong[what], 40, "status %#x", (unsigned)status);
		close(fd);
	}
}

static _Noreturn void go_beside(enum beside what)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (!board->go)
		nap_ms(5);
	nap_ms(300 + 400 * (int)what);
	for (int round = 0; !board->stop; round++) {
		run_program(what, round);
		for (int k = 0; k < 20 && !board->stop; k++)
			nap_ms(100);
	}
	_exit(0);
}

/* ---- the desk ---- */

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

/* Where a sync costs what it costs: not in memory, if there is any other place. */
static void choose_folder(void)
{
	const char *const places[] = {getenv("ZWGK_BUILD"), getenv("TMPDIR"), "/var/tmp", "/tmp", "."};
	struct statfs fs;
	t.folder[0] = '\0';
	for (size_t k = 0; k < sizeof places / sizeof *places && !t.folder[0]; k++)
		if (places[k] && *places[k] && strlen(places[k]) < 120 && statfs(places[k], &fs) == 0 &&
			(uint32_t)fs.f_type != TMPFS && (uint32_t)fs.f_type != RAMFS && access(places[k], W_OK) == 0)
			snprintf(t.folder, sizeof t.folder, "%s/officers-XXXXXX", places[k]);
	if (!t.folder[0]) {
		print_message("there is no real disk here: what follows was measured in memory\n");
		snprintf(t.folder, sizeof t.folder, "/tmp/officers-XXXXXX");
	}
	assert_non_null(mkdtemp(t.folder));
	snprintf(t.path, sizeof t.path, "%s/desk.db", t.folder);
}

static void copy_file(const char *from, const char *to)
{
	char buf[65536];
	ssize_t n;
	int in = open(from, O_RDONLY), out = open(to, O_CREAT | O_TRUNC | O_WRONLY, 0600);
	assert_true(in >= 0 && out >= 0);
	while ((n = read(in, buf, sizeof buf)) > 0)
		assert_int_equal(write(out, buf, (size_t)n), n);
	assert_int_equal(fsync(out), 0);
	close(in);
	close(out);
}

/* Ten write, eight sign (four, two, two by tier), two release; the administrator is tied to the account that runs the
 * test, so that commands need no passphrase. */
static void people(void)
{
	const struct passwd *pw = getpwuid(geteuid());
	struct officer admin;
	assert_non_null(pw);
	assert_ok(officer_load(f->admin, f->admin_id, &admin, &e));
	struct officer_in tied = {.login = "admin", .name = "管理员己", .office = f->general,
		.roles = ROLE_ADMIN | ROLE_CLERK, .os_user = pw->pw_name};
	assert_ok(officer_edit(f->admin, f->admin_id, admin.ver, &tied, &e));
	for (int k = 0; k < OFFICERS; k++) {
		char name[40];
		snprintf(t.login[k], sizeof t.login[k], "o%d", k);
		snprintf(name, sizeof name, "人员第%d", k);
		t.id[k] = deskfix_officer(f, t.login[k], name, k % 2 ? f->office : f->general,
			writes(k) ? ROLE_CLERK : k < OFFICERS - 2 ? 0 : ROLE_PUBLISH);
		int tier = k < 10 ? 0 : k < 14 ? 1 : k < 16 ? 2 : k < 18 ? 3 : 0;
		if (tier)
			assert_ok(seat_grant(f->admin, t.id[k], tier, 0, 0, NULL, &e));
	}
}

static int end(void **state)
{
	(void)state;
	if (t.folder[0])
		nftw(t.folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	if (board)
		munmap(board, sizeof *board);
	board = NULL;
	deskfix_close(&f);
	return 0;
}

/* ---- afterwards ---- */

static void nobody_met_an_error(void)
{
	int wrong = 0;
	for (int k = 0; k < OFFICERS; k++)
		if (board->person[k].wrong[0]) {
			print_error("officer %d: %s\n", k, board->person[k].wrong);
			wrong++;
		}
	for (int b = 0; b < BESIDES; b++)
		if (board->beside_wrong[b][0]) {
			print_error("%s: %s\n", beside_names[b], board->beside_wrong[b]);
			wrong++;
		}
	assert_int_equal(wrong, 0);
}

/* One line for each act that was acknowledged, and no other. */
static void the_chain_tells_the_same(struct desk *d)
{
	for (int k = 0; k < OFFICERS; k++)
		for (int deed = DEED_CREATE; deed < DEEDS; deed++) {
			int64_t n = db_number(d->db, &e, -1,
				"SELECT count(*) FROM audit WHERE officer=?1 AND action=?2", "ii", t.id[k], (int64_t)deeds[deed].action);
			if (n != board->person[k].done[deed])
				fail_msg("officer %d: %s was acknowledged %d times, and stands %lld times in the chain", k,
					deeds[deed].name, board->person[k].done[deed], (long long)n);
		}
}

static void wrong_cell(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted)
{
	++*(int *)ctx;
	print_error("dimension %d, value %lld, state %d: %lld stored, %lld counted\n", dim, (long long)k, state,
		(long long)stored, (long long)counted);
}

static void figures_equal_their_lists(struct desk *d)
{
	struct figure_panel p;
	int wrong = 0;
	assert_ok(stat_recount(d, wrong_cell, &wrong, &e));
	assert_int_equal(wrong, 0);
	assert_ok(figure_panel(d, &p, &e));
	for (int k = 0; k < PANEL_TICKETS_OPEN; k++) {
		struct figure_list list;
		struct window *v;
		int64_t n, figure = p.at[k].n;
		assert_true(panel_list(d, (enum panel)k, 1, &list));
		if (list.module != FIGURE_OF_ITEMS)
			continue;
		assert_ok(item_view_open(d, &list.items, &v, &e));
		assert_ok(window_count(v, 1 << 20, &n, &e));
		window_close(&v);
		if (figure != n && !(p.at[k].more && n > STAT_CAP))
			fail_msg("figure %d says %lld, its list has %lld rows", k, (long long)figure, (long long)n);
	}
}

static bool tell_found(void *ctx, const struct check_found *found)
{
	char said[600];
	++*(int *)ctx;
	print_error("check: %s\n", error_sentence(&found->error, said, sizeof said));
	return true;
}

static void the_desk_is_sound(void)
{
	struct desk *d = NULL;
	struct check_result r;
	int faults = 0;
	assert_ok(desk_open(t.path, 0, &d, NULL, &e));
	desk_read_patience(d, 10000);
	assert_ok(check_run(d, NULL, tell_found, &faults, &r, &e));
	assert_int_equal(faults, 0);
	assert_int_equal(db_number(d->db, &e, -1, "SELECT count(*)-count(DISTINCT number) FROM item", ""), 0);
	the_chain_tells_the_same(d);
	for (int k = 8; k < 20; k += 4) { /* the figures of a writer, of tiers 1 and 3 */
		assert_ok(desk_login(d, t.login[k], DESKFIX_PASS, &e));
		figures_equal_their_lists(d);
	}
	desk_close(&d);
}

static int up(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* By what each waited for a write, in the mean.  Below 5 ms nobody waits. */
static void nobody_waits_ten_times_the_median(void)
{
	double mean[OFFICERS];
	for (int k = 0; k < OFFICERS; k++) {
		int n = 0;
		for (int deed = DEED_CREATE; deed < DEEDS; deed++)
			n += board->person[k].of[deed].n;
		mean[k] = n ? board->person[k].waited / n : 0;
	}
	qsort(mean, OFFICERS, sizeof mean[0], up);
	double median = mean[OFFICERS / 2] > 5 ? mean[OFFICERS / 2] : 5;
	print_message("mean wait of an officer for a write: least %.1f, median %.1f, most %.1f ms\n", mean[0],
		mean[OFFICERS / 2], mean[OFFICERS - 1]);
	if (mean[OFFICERS - 1] >= 10 * median)
		fail_msg("somebody waits %.1f ms, the median %.1f", mean[OFFICERS - 1], median);
}

static void print_table(int seconds)
{
	struct tally *all = xalloc(sizeof *all), *any = xalloc(sizeof *any);
	int again = 0;
	printf("%d officers for %d s, each thinking %d to %d ms between any two acts\n", OFFICERS, seconds, THINK,
		THINK + THINK_MORE);
	for (int deed = 0; deed < DEEDS; deed++) {
		memset(all, 0, sizeof *all);
		for (int k = 0; k < OFFICERS; k++)
			tally_join(all, &board->person[k].of[deed]);
		if (deed != DEED_LOOK)
			tally_join(any, all);
		tally_print(deeds[deed].name, all);
	}
	tally_print("any write", any);
	for (int b = 0; b < BESIDES; b++)
		tally_print(beside_names[b], &board->beside[b]);
	for (int k = 0; k < OFFICERS; k++)
		again += board->person[k].looks_again;
	printf("looks that met a commit and asked again: %d\n", again);
	fflush(stdout);
	free(any);
	free(all);
}

static void twenty_officers_at_one_file(void **state)
{
	const char *wanted = getenv("ZWGK_SECONDS");
	int seconds = wanted && atoi(wanted) > 0 ? atoi(wanted) : SECONDS;
	pid_t pid[OFFICERS + BESIDES];
	int status;
	(void)state;
	board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(board != MAP_FAILED);
	choose_folder();
	f = deskfix_open(FLOW_NOW);
	people();
	for (int k = 0; k < 30; k++)
		flow_to(f, k % 5);
	copy_file(f->path, t.path);
	tally_sync(t.folder);
	fflush(NULL);
	for (int k = 0; k < OFFICERS + BESIDES; k++) {
		pid[k] = fork();
		assert_true(pid[k] >= 0);
		if (k < OFFICERS && pid[k] == 0)
			officer(k);
		if (pid[k] == 0)
			go_beside((enum beside)(k - OFFICERS));
	}
	while (board->ready < OFFICERS)
		nap_ms(20);
	board->go = true;
	nap_ms(seconds * 1000);
	board->stop = true;
	for (int k = 0; k < OFFICERS + BESIDES; k++) {
		waitpid(pid[k], &status, 0);
		assert_int_equal(status, 0);
	}
	print_table(seconds);
	tally_sync(t.folder);
	nobody_met_an_error();
	the_desk_is_sound();
	for (int b = 0; b < BESIDES; b++)
		assert_true(board->beside[b].n > 0);
	for (int deed = 0; deed < DEED_RELEASE; deed++) {
		int n = 0;
		for (int k = 0; k < OFFICERS; k++)
			n += board->person[k].of[deed].n;
		assert_true(n > 0 || deed == DEED_RETURN);
	}
	nobody_waits_ten_times_the_median();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(twenty_officers_at_one_file, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
