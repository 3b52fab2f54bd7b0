/* text_page.c - see text_page.h. */
#include "tui/pane/text_page.h"

#include <string.h>

struct text_page *text_page_of(const struct view *v)
{
	return v && v->ops->status == text_page_status ? (struct text_page *)(uintptr_t)v : NULL;
}

enum took text_page_key(struct view *v, const struct event *ev)
{
	struct text_page *p = text_page_of(v);
	p->dirty = true;
	enum took took = reader_key(p->text, ev);
	if (took == TOOK_NOT && ev->key == K_MOUSE && p->side) {
		took = reader_key(p->side, ev);
		v->due = true;
	}
	if (*reader_notice(p->text))
		app_say(v->app, C_NOTE, "%s", reader_notice(p->text));
	return took;
}

enum took text_page_finding_key(struct view *v, const struct event *ev)
{
	if (ev->key == K_ENTER || ev->key == K_ESC)
		v->ops = text_page_of(v)->reading;
	return text_page_key(v, ev);
}

bool text_page_end_search(struct view *v)
{
	struct text_page *p = text_page_of(v);
	if (!reader_matches(p->text))
		return false;
	reader_search(p->text, "");
	p->dirty = true;
	return true;
}

bool text_page_leave(struct view *v)
{
	return app_last_key(v->app) != K_ESC || !text_page_end_search(v);
}

void text_page_status(struct view *v, char *buf, size_t cap)
{
	reader_status(text_page_of(v)->text, buf, cap);
	char *match = strstr(buf, " · "); /* while one searches, only which match it is: there is little room */
	if (match)
		memmove(buf, match + strlen(" · "), strlen(match + strlen(" · ")) + 1);
}

bool text_page_find(struct view *v)
{
	struct text_page *p = text_page_of(v);
	if (!p)
		return false;
	v->ops = p->finding;
	text_page_key(v, &(struct event){.key = '/'});
	return true;
}

bool text_page_searching(const struct view *v)
{
	const struct text_page *p = text_page_of(v);
	return p && reader_matches(p->text);
}

void text_page_match(struct view *v, bool forward)
{
	if (text_page_of(v))
		text_page_key(v, &(struct event){.key = forward ? 'n' : 'N'});
}
