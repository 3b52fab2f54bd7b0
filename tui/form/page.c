/* page.c - see form/page.h. */
#include "tui/form/page.h"

#include <string.h>

#include "tui/words.h"

enum { SIDE_FROM = 120 };

void form_side_place(struct form_side *s, struct rect page, int percent, int least, int most)
{
	s->form = page;
	s->at = (struct rect){0};
	if (page.cols < SIDE_FROM) {
		s->form.rows--; /* for the strip */
		return;
	}
	int w = page.cols * percent / 100;
	w = w < least ? least : w > most ? most : w;
	s->form.cols = page.cols - w - 2;
	s->at = (struct rect){page.row, page.col + page.cols - w, page.rows, w};
}

void form_side_draw(const struct form_side *f, struct view *v, const char *title, const char *strip)
{
	struct surface *s = app_base(v->app);
	const struct rect *rule = &v->lay.list_rule, *page = &v->lay.list;
	if (v->due)
		draw_rule_title(s, rule->row, rule->col, rule->cols, C_FRAME_ON, title);
	if (v->due && f->at.rows) {
		int col = f->at.col - 2;
		draw_vline(s, f->at.row, col, f->at.rows, C_FRAME);
		draw_joint(s, rule->row, col, C_FRAME, JOINT_TOP);
		reader_draw(f->text, s, f->at, false);
	}
	if (!f->at.rows)
		draw_text(s, page->row + page->rows - 1, page->col + 1, page->cols - 1, C_DIM, strip, TEXT_LEFT);
}

struct layout_want form_page_want(struct view *v)
{
	(void)v;
	return (struct layout_want){PREVIEW_OFF, false};
}

void form_lacks(struct reader *r, const char *lines, const char *complete)
{
	for (const char *s = lines; *s;) {
		size_t n = strcspn(s, "\n");
		reader_text(r, C_SOON, W_ENTRY_PAGE_LACK_MARK);
		reader_text_n(r, C_TEXT, s, n);
		reader_end(r);
		s += s[n] ? n + 1 : n;
	}
	if (!*lines) {
		reader_text(r, C_GOOD, complete);
		reader_end(r);
	}
}

void form_lacks_line(struct buffer *b, const char *lines)
{
	for (const char *s = lines; *s; s++)
		if (*s != '\n')
			buffer_byte(b, *s);
		else if (s[1])
			buffer_text(b, W_FORM_AND);
}

bool form_refuse(struct app *a, struct form *f, const char *key, const struct error *e)
{
	char s[512];
	if (key)
		form_fault(f, key, error_sentence(e, s, sizeof s));
	/* Where the sentence stands at its field it is not said twice. */
	bool at_field = key && !strcmp(form_focus(f), key);
	if (at_field)
		app_say(a, C_ERROR, "%s", W_FORM_NOT_YET);
	else
		app_refuse(a, e);
	return at_field;
}

bool form_saves(struct form *f)
{
	return form_key(f, &(struct event){.key = K_F2, .fd = -1}) == TOOK_DONE;
}

bool form_escapes(struct form *f)
{
	return form_key(f, &(struct event){.key = K_ESC, .fd = -1}) == TOOK_CANCEL;
}
