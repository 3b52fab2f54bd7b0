/* samplefix.h - the demonstration desk with one opened handle for each person of it, and its screen as one of them sees it.
 *
 *	struct samplefix *f = samplefix_open();
 *	struct vth *v = samplefix_screen(f, "jbj", 24, 80, NULL);
 *	ok = item_load(samplefix_desk(f, "jbj"), id, &i, &e);
 *	vth_free(&v);
 *	samplefix_close(&f);
 *
 * The clock stands at SAMPLEFIX_NOW.  Files stand in a directory of its own, which goes with samplefix_close.  Everything here fails the
 * running test when something is refused. */
#ifndef TESTS_SAMPLEFIX_H
#define TESTS_SAMPLEFIX_H

#include "forms/sample.h"
#include "store/store.h"
#include "tests/vth.h"

#define SAMPLEFIX_NOW "2026-11-20T09:12:00"

enum { SAMPLEFIX_PEOPLE = 16 };

struct samplefix {
	char dir[96], path[128];
	char db[160], state[160], home[160]; /* "ZWGK_DB=…" and so on */
	const struct sample_officer *officer;
	int officers;
	struct desk *desk[SAMPLEFIX_PEOPLE];
};

struct samplefix *samplefix_open(void);
void samplefix_close(struct samplefix **f);

int samplefix_person(const struct samplefix *f, const char *login); /* his number in officer and desk */
struct desk *samplefix_desk(const struct samplefix *f, const char *login);
/* env: more of the environment as for vth_start, at most 8; may be NULL.  Returns when his pane is on the screen. */
struct vth *samplefix_screen(struct samplefix *f, const char *login, int rows, int cols, const char *const env[]);
struct vth *samplefix_screen_answering(struct samplefix *f, enum vth_answer answer, const char *login, int rows, int cols,
	const char *const env[]);
/* What programs that were sent away left unsaved is gone: the next start offers nothing. */
void samplefix_no_drafts(struct samplefix *f);
/* How many such files there are. */
int samplefix_drafts(struct samplefix *f);

/* Paper signatures are allowed, and the first item that waits for the third tier has one that somebody has to confirm. */
void samplefix_paper(struct samplefix *f);

/* A weekly that is a draft, a monthly that waits to be passed, a quarterly that was passed. */
void samplefix_reports(struct samplefix *f);

/* Fails the test with the sentence. */
void samplefix_ok(enum z z, const struct error *e);

#endif
