/* figures.c - see figures.h. */
#include "tui/pane/figures.h"

#include <stdio.h>
#include <string.h>

#include "store/base/ratio.h"
#include "store/base/text.h"
#include "store/view/figure/stat.h"
#include "tui/words.h"

bool pen_room(const struct pen *p, int rows)
{
	return p->row + rows <= p->r.rows;
}

static void wipe(struct pen *p)
{
	draw_fill(p->s, (struct rect){p->r.row + p->row, p->r.col, 1, p->r.cols}, C_TEXT);
}

void pen_blank(struct pen *p)
{
	if (pen_room(p, 1))
		wipe(p);
	p->row++;
}

void pen_gap(struct pen *p)
{
	if (p->r.rows >= PEN_AIRY)
		pen_blank(p);
}

void pen_head(struct pen *p, const char *text)
{
	if (!pen_room(p, 1))
		return;
	wipe(p);
	draw_text(p->s, p->r.row + p->row, p->r.col + PEN_INDENT, text_columns(text), C_STRONG, text, TEXT_LEFT);
	p->row++;
}

void pen_figure(struct pen *p, int nth, const char *label, const char *text, enum role role)
{
	int col = p->r.col + PEN_INDENT + nth * PEN_SECOND, cols = nth ? PEN_LABEL_2 : PEN_LABEL;
	draw_text(p->s, p->r.row + p->row, col, cols, C_DIM, label, TEXT_LEFT);
	draw_text(p->s, p->r.row + p->row, col + cols, PEN_FIGURE, role, text, TEXT_RIGHT);
}

const char *pen_number(const struct figure_value *v, char buf[24])
{
	if (v->more)
		snprintf(buf, 24, W_STAT_MANY, STAT_CAP);
	else
		snprintf(buf, 24, "%lld", (long long)v->n);
	return buf;
}

void pen_pair_text(struct pen *p, const char *a, const char *n, enum role na, const char *b, const char *m, enum role mb)
{
	if (!pen_room(p, 1))
		return;
	wipe(p);
	pen_figure(p, 0, a, n, na);
	if (b)
		pen_figure(p, 1, b, m, mb);
	p->row++;
}

void pen_pair(struct pen *p, const char *a, const struct figure_value *n, enum role na, const char *b,
        const struct figure_value *m, enum role mb)
{
	char s[2][24];
	pen_pair_text(p, a, pen_number(n, s[0]), n->n ? na : C_DIM, b, m ? pen_number(m, s[1]) : "", m && m->n ? mb : C_DIM);
}

void pen_ratio(struct pen *p, const char *label, const struct figure_value *v, const char *none)
{
	const int64_t n = v->n, of = v->of;
	char s[96], percent[48];
	if (!pen_room(p, 1))
		return;
	wipe(p);
	int row = p->r.row + p->row++, used = PEN_INDENT + PEN_LABEL + PEN_FIGURE + 2;
	if (!of) {
		draw_text(p->s, row, p->r.col + PEN_INDENT, PEN_LABEL, C_DIM, label, TEXT_LEFT);
		draw_text(p->s, row, p->r.col + PEN_INDENT + PEN_LABEL + 1, p->r.cols - PEN_INDENT - PEN_LABEL - 2, C_DIM,
		        none, TEXT_LEFT);
		return;
	}
	p->row--;
	pen_figure(p, 0, label, ratio_text(n, of, p->decimals, percent), C_TEXT);
	p->row++;
	snprintf(s, sizeof s, "%lld/%lld", (long long)n, (long long)of);
	int w = text_columns(s), room = p->r.cols - used - w - 2, bar = room < PEN_BAR ? room : PEN_BAR;
	if (bar > 4)
		draw_bar(p->s, row, p->r.col + used, bar, C_BAR, n, of);
	draw_text(p->s, row, p->r.col + used + (bar > 4 ? bar + 1 : 0), w, C_DIM, s, TEXT_LEFT);
}

void pen_rest(struct pen *p)
{
	while (pen_room(p, 1))
		pen_blank(p);
}
