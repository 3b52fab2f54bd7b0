/* progress.c - how far a long work is. */
#include "tui/widget/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tui/words.h"

enum { ROWS = 6, COLS = 60 };

struct progress {
	char *title, *text;
	long long done, total;
	bool can_cancel, asked, stopping;
	struct surface *surface;
	struct rect where;
};

struct progress *progress_new(const char *title, bool can_cancel)
{
	struct progress *p = xalloc(sizeof *p);
	p->title = xstrdup(title);
	p->text = xstrdup("");
	p->can_cancel = can_cancel;
	return p;
}

void progress_free(struct progress **p)
{
	if (!*p)
		return;
	if ((*p)->surface)
		surface_free(&(*p)->surface);
	free((*p)->title);
	free((*p)->text);
	free(*p);
	*p = NULL;
}

void progress_set(struct progress *p, long long done, long long total, const char *text)
{
	p->total = total > 0 ? total : 0;
	p->done = done < 0 ? 0 : p->total && done > p->total ? p->total : done;
	if (!text)
		return;
	free(p->text);
	p->text = xstrdup(text);
}

/* 12345 as 12,345. */
static void grouped(long long n, char buf[32])
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%lld", n), at = 0;
	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			buf[at++] = ',';
		buf[at++] = digits[i];
	}
	buf[at] = '\0';
}

const char *progress_count(const struct progress *p, char *buf, size_t cap)
{
	char done[32], total[32];
	grouped(p->done, done);
	grouped(p->total, total);
	if (p->total) /* in doubles: a product of two byte counts may be too long for an integer */
		snprintf(buf, cap, "%s / %s  %d%%", done, total,
		        (int)((double)p->done * 100.0 / (double)p->total));
	else
		snprintf(buf, cap, "%s", p->done ? done : "");
	return buf;
}

enum took progress_key(struct progress *p, const struct event *ev)
{
	if (!p->can_cancel || p->stopping)
		return TOOK;
	if (ev->key != K_ESC) {
		p->asked = false; /* any other key takes the question back */
		return TOOK;
	}
	if (p->asked)
		return TOOK_CANCEL;
	p->asked = true;
	return TOOK;
}

void progress_stopping(struct progress *p)
{
	p->stopping = true;
}

void progress_draw(struct progress *p, struct rect screen)
{
	struct rect r = {0, 0, ROWS, COLS < screen.cols - 4 ? COLS : screen.cols - 4};
	char count[80];
	if (screen.rows < ROWS || r.cols < 12)
		return;
	r.row = screen.row + (screen.rows - r.rows) / 2;
	r.col = screen.col + (screen.cols - r.cols) / 2;
	if (!p->surface)
		p->surface = surface_new(r);
	else if (memcmp(&r, &p->where, sizeof r) != 0)
		surface_place(p->surface, r);
	p->where = r;
	const char *hint = p->stopping      ? W_PROGRESS_STOPPING
	                   : !p->can_cancel ? W_PROGRESS_WAIT
	                   : p->asked       ? W_PROGRESS_SURE
	                                    : W_PROGRESS_CANCEL;
	draw_fill(p->surface, (struct rect){1, 1, r.rows - 2, r.cols - 2}, C_DIALOG);
	draw_frame(p->surface, (struct rect){0, 0, r.rows, r.cols}, C_FRAME_ON, p->title);
	draw_text(p->surface, 1, 2, r.cols - 4, C_DIALOG, p->text, TEXT_LEFT);
	if (p->total)
		draw_bar(p->surface, 2, 2, r.cols - 4, C_BAR, p->done, p->total);
	draw_text(p->surface, 3, 2, r.cols - 4, C_DIM, progress_count(p, count, sizeof count),
	        TEXT_LEFT);
	draw_text(p->surface, 4, 2, r.cols - 4, p->asked ? C_NOTE : C_DIM, hint, TEXT_LEFT);
	draw_cursor(p->surface, 4, 2, false);
}
