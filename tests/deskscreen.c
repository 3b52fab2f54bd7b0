/* deskscreen.c - see deskscreen.h. */
#include "tests/deskscreen.h"

#include <stdio.h>
#include <stdlib.h>

int deskscreen_start(void **state)
{
	*state = deskfix_open(DESKSCREEN_NOW);
	return 0;
}

int deskscreen_stop(void **state)
{
	struct deskfix *f = *state;

	deskfix_close(&f);
	return 0;
}

struct vth *deskscreen(const struct deskfix *f, const char *login, int rows, int cols)
{
	return deskscreen_at(f, DESKSCREEN_NOW, NULL, login, rows, cols);
}

struct vth *deskscreen_at(const struct deskfix *f, const char *now, const char *path, const char *login, int rows, int cols)
{
	const char *program = getenv("ZWGK_BIN");
	char db[240], state[160], home[160], at[64];

	snprintf(db, sizeof db, "ZWGK_DB=%s", path ? path : f->path);
	snprintf(state, sizeof state, "ZWGK_STATE=%s/state", f->dir);
	snprintf(home, sizeof home, "HOME=%s", f->dir);
	snprintf(at, sizeof at, "ZWGK_NOW=%s", now);
	struct vth *v = vth_start(rows, cols, (const char *[]){program ? program : ".build/zwgk", "--as", login, NULL},
		(const char *[]){db, state, home, at, NULL});
	vth_expect(v, "口令");
	vth_send(v, DESKFIX_PASS "\r");
	return v;
}
