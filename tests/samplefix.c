/* samplefix.c - see samplefix.h. */
#include "tests/samplefix.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "forms/report/report.h"
#include "store/base/memory.h"

void samplefix_ok(enum z z, const struct error *e)
{
	char s[1024];

	if (z != Z_OK)
		fail_msg("%s", e ? error_sentence(e, s, sizeof s) : "refused");
}

struct samplefix *samplefix_open(void)
{
	struct samplefix *f = xalloc(sizeof *f);
	struct error e;

	snprintf(f->dir, sizeof f->dir, "%s/zwgk-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->path, sizeof f->path, "%s/desk.db", f->dir);
	snprintf(f->db, sizeof f->db, "ZWGK_DB=%s", f->path);
	snprintf(f->state, sizeof f->state, "ZWGK_STATE=%s/state", f->dir);
	snprintf(f->home, sizeof f->home, "HOME=%s", f->dir);
	setenv("ZWGK_STATE", strchr(f->state, '=') + 1, 1);
	setenv("ZWGK_NOW", SAMPLEFIX_NOW, 1);
	samplefix_ok(sample_make(f->path, NULL, NULL, NULL, &e), &e);
	f->officer = sample_officers(&f->officers);
	assert_true(f->officers <= SAMPLEFIX_PEOPLE);
	for (int i = 0; i < f->officers; i++) {
		samplefix_ok(desk_open(f->path, 0, &f->desk[i], NULL, &e), &e);
		samplefix_ok(desk_login(f->desk[i], f->officer[i].login, f->officer[i].passphrase, &e), &e);
	}
	return f;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void samplefix_close(struct samplefix **pf)
{
	struct samplefix *f = *pf;

	if (!f)
		return;
	for (int i = 0; i < f->officers; i++)
		desk_close(&f->desk[i]);
	nftw(f->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	unsetenv("ZWGK_NOW");
	free(f);
	*pf = NULL;
}

int samplefix_person(const struct samplefix *f, const char *login)
{
	for (int i = 0; i < f->officers; i++)
		if (!strcmp(f->officer[i].login, login))
			return i;
	fail_msg("nobody has the login %s", login);
	return -1;
}

struct desk *samplefix_desk(const struct samplefix *f, const char *login)
{
	return f->desk[samplefix_person(f, login)];
}

struct vth *samplefix_screen_answering(struct samplefix *f, enum vth_answer answer, const char *login, int rows, int cols,
	const char *const env[])
{
	const char *program = getenv("ZWGK_BIN");
	static const char now[] = "ZWGK_NOW=" SAMPLEFIX_NOW;
	const char *all[16] = {f->db, f->state, f->home, now, "ESCDELAY=10"};

	for (int i = 0, n = 5; env && env[i] && n < 15; i++)
		all[n++] = env[i];
	struct vth *v = vth_start_answering(
		answer, rows, cols, (const char *[]){program ? program : ".build/zwgk", "--as", login, NULL}, all);
	vth_expect(v, ":命令");
	return v;
}

struct vth *samplefix_screen(struct samplefix *f, const char *login, int rows, int cols, const char *const env[])
{
	return samplefix_screen_answering(f, VTH_NARROW, login, rows, cols, env);
}

static int drafts_found;

static int count_draft(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	drafts_found += type == FTW_F && strstr(path, ".draft") != NULL;
	return 0;
}

int samplefix_drafts(struct samplefix *f)
{
	drafts_found = 0;
	nftw(f->dir, count_draft, 8, FTW_PHYS);
	return drafts_found;
}

static int remove_draft(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	return type == FTW_F && strstr(path, ".draft") ? remove(path) : 0;
}

void samplefix_no_drafts(struct samplefix *f)
{
	nftw(f->dir, remove_draft, 8, FTW_PHYS);
}

void samplefix_paper(struct samplefix *f)
{
	struct item_query q = {.states = 1u << STATE_TIER3, .formed_from = DAY_NONE, .formed_to = DAY_NONE};
	struct desk *d = samplefix_desk(f, "jbj");
	int64_t leader = desk_who(samplefix_desk(f, "ldd"))->id;
	struct window *view;
	struct item_row row;
	struct arena a = {0};
	struct error e;
	struct item *i;
	char code[65];
	int n = 0;

	samplefix_ok(setting_set(samplefix_desk(f, "glyj"), SETTING_PAPER_SIGN, setting_version(samplefix_desk(f, "glyj"), SETTING_PAPER_SIGN), "1", &e), &e);
	for (int k = 0; k < f->officers; k++)
		desk_changed(f->desk[k]);
	samplefix_ok(item_view_open(d, &q, &view, &e), &e);
	samplefix_ok(window_page(view, NULL, false, 1, &row, &a, &n, &e), &e);
	assert_int_equal(n, 1);
	samplefix_ok(item_load(d, row.id, &i, &e), &e);
	samplefix_ok(review_paper(d, i->id, i->ver, leader, hash_hex(&i->now->hash, code), "签字页.txt", "同意", 6, &e), &e);
	item_free(&i);
	arena_free(&a);
	window_close(&view);
}

void samplefix_reports(struct samplefix *f)
{
	struct desk *d = samplefix_desk(f, "jbj"), *leader = samplefix_desk(f, "ldd");
	struct figure_period p;
	struct report r;
	struct error e;
	int64_t id;

	for (int kind = REPORT_WEEKLY; kind <= REPORT_QUARTERLY; kind++) {
		samplefix_ok(report_period(d, kind, NULL, &p, &e), &e);
		samplefix_ok(report_draft(d, kind, p.from, p.to, figure_period_year(&p), &id, &e), &e);
		samplefix_ok(report_load(d, id, &r, &e), &e);
		if (kind != REPORT_WEEKLY)
			samplefix_ok(report_submit(d, id, r.ver, &e), &e);
	}
	samplefix_ok(report_load(leader, id, &r, &e), &e);
	samplefix_ok(report_pass(leader, id, r.ver, &e), &e);
}
