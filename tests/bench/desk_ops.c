/* desk_ops.c - what an officer waits for when he saves, submits and signs: desk_ops FILE [OFFICERS [SECONDS]].
 *
 * FILE is a desk of desk_fill and is changed.  Each process is one officer who writes an item of 600 characters,
 * changes it, submits it, and then, as the three reviewers, passes it; between any two of these he thinks 50 to 150 ms.
 * First one alone, then all together.  The time of a plain sync stands beside, because it is the floor under every
 * commit. */
#include <libgen.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "store/record/inner.h"
#include "store/store.h"
#include "tests/bench/tally.h"

enum op { OP_NEW, OP_CHANGE, OP_SUBMIT, OP_PASS, OP_FIGURES, OPS };
static const char *const names[OPS] = {"save, new", "save, changed", "submit", "pass", "figures of the panel"};
enum { CLERKS = 20, COMING = 2000 /* ms: nobody's first save prepares its statements in the same moment as all others' */ };

struct board { /* shared by all processes */
	volatile int stop;
	struct tally of[][OPS];
};

static struct error e;
static unsigned seed;

static unsigned dice(unsigned below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static void must(enum z z)
{
	char s[1200];
	if (z == Z_OK)
		return;
	fprintf(stderr, "desk_ops: %s\n", error_sentence(&e, s, sizeof s));
	_exit(1);
}

static void as(struct desk *d, const char *login)
{
	struct who w;
	must(desk_load_who(d, officer_by_login(d, login), &w, &e));
	d->who = w;
	desk_who_seats(d);
}

static char *body(void)
{
	static const char *const words[] = {"森林防火", "公益林补偿", "采伐许可", "生态护林员", "信息公开", "行政处罚", "松材线虫病", "古树名木"};
	struct buffer b = {0};
	while (b.n < 1800)
		buffer_printf(&b, "第%u条　关于%s工作的第%u项要求，", dice(90), words[dice(8)], dice(1000));
	return buffer_take(&b);
}

/* One operation with its time; the thinking comes before it.  False: it was refused. */
static bool timed(struct board *b, struct tally *t, double began, enum z z)
{
	if (z == Z_OK)
		tally_add(t, now_ms() - began);
	else
		tally_refusal(t, z, &e);
	nap_ms(50 + dice(100));
	return z == Z_OK && !b->stop;
}

static void one_item(struct board *b, struct tally *t, struct desk *d, const char *clerk)
{
	static const char *const signer[] = {"yi", "bing", "ding"};
	char *text = body();
	struct item_text in = {.title = "关于森林防火工作情况的公示", .body = text, .formed_on = desk_today(d),
		.attribute = ATTRIBUTE_OPEN, .valid_from = DAY_NONE, .valid_to = DAY_NONE};
	int64_t id = 0;
	as(d, clerk);
	struct item_register r = {
	        .class = CLASS_OTHER, .office = d->who.office, .catalog = 1, .category = 1, .channels = {1}};
	struct item *now = NULL;
	double began = now_ms();
	bool go = timed(b, &t[OP_NEW], began, item_create(d, &in, &r, &id, &e));
	if (go) {
		text[strlen(text) - strlen("，")] = '\0';
		began = now_ms();
		go = timed(b, &t[OP_CHANGE], began, item_edit(d, id, 1, &in, NULL, &e));
	}
	if (go) {
		must(item_load(d, id, &now, &e));
		began = now_ms();
		go = timed(b, &t[OP_SUBMIT], began, item_submit(d, id, now->ver, &e));
		item_free(&now);
	}
	for (int tier = 0; tier < 3 && go; tier++) {
		as(d, signer[tier]);
		must(item_load(d, id, &now, &e));
		began = now_ms();
		go = timed(b, &t[OP_PASS], began, review_pass(d, id, now->ver, &now->now->hash, "同意", NULL, &e));
		item_free(&now);
	}
	struct figure_panel p;
	began = now_ms();
	timed(b, &t[OP_FIGURES], began, figure_panel(d, &p, &e));
	free(text);
}

static void officer(const char *path, struct board *b, int i, int officers)
{
	struct desk *d;
	char clerk[20];
	seed = (unsigned)getpid() * 2654435761u;
	snprintf(clerk, sizeof clerk, "jb%d", i % CLERKS);
	must(desk_open(path, 0, &d, NULL, &e));
	db_read_patience(d->db, 10000); /* looks between two operations are not what is measured */
	nap_ms(officers > 1 ? dice(COMING) : 50);
	while (!b->stop)
		one_item(b, b->of[i], d, clerk);
	desk_close(&d);
}

static void run(const char *path, int officers, double seconds)
{
	size_t size = sizeof(struct board) + (size_t)officers * sizeof(struct tally[OPS]);
	struct board *b = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (b == MAP_FAILED)
		exit(1);
	if (officers > 1)
		printf("%d officers, each thinking 50 to 150 ms between any two operations, %.0f s\n", officers,
		        seconds);
	else
		printf("one officer\n");
	fflush(stdout);
	for (int i = 0; i < officers; i++)
		if (fork() == 0) {
			officer(path, b, i, officers);
			_exit(0);
		}
	nap_ms(seconds * 1000);
	b->stop = 1;
	while (wait(NULL) > 0)
		;
	struct tally *all = xalloc(sizeof *all), *writes = xalloc(sizeof *writes);
	for (int op = 0; op < OPS; op++) {
		memset(all, 0, sizeof *all);
		for (int i = 0; i < officers; i++)
			tally_join(all, &b->of[i][op]);
		if (op <= OP_PASS)
			tally_join(writes, all);
		tally_print(names[op], all);
	}
	tally_print("any write (wanted: p99 50)", writes);
	free(all);
	free(writes);
	munmap(b, size);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: desk_ops FILE [OFFICERS [SECONDS]]\n");
		return 2;
	}
	int officers = argc > 2 ? atoi(argv[2]) : CLERKS;
	double seconds = argc > 3 ? atof(argv[3]) : 10;
	setenv("ZWGK_NOW", "2026-11-20T09:00:00", 0);
	/* A file that was copied just now: the first commit would wait for all of it. */
	int fd = open(argv[1], O_RDWR | O_CLOEXEC);
	if (fd < 0 || fsync(fd) || close(fd)) {
		perror(argv[1]);
		return 1;
	}
	char *folder = xstrdup(argv[1]);
	tally_sync(dirname(folder));
	run(argv[1], 1, seconds / 2);
	run(argv[1], officers, seconds);
	free(folder);
	return 0;
}
