/* ticks.c - what a reviewer notes down while he reads: 审核要点, originals compared, the
 * opinion he is writing.  It lives with the page; only a pass writes it into the file. */
#include <stdlib.h>

#include "tui/read/inside.h"

const struct check_row *read_checks(const struct view *v, int *n)
{
	const struct reading *r = reading_of(v);
	*n = r ? r->checks_n : 0;
	return r ? r->checks : NULL;
}

bool read_ticked(const struct view *v, int nth)
{
	const struct reading *r = reading_of(v);
	return r && nth >= 0 && nth < r->checks_n && r->ticked[nth];
}

void read_tick(struct view *v, int nth, bool on)
{
	struct reading *r = reading_of(v);
	if (!r || nth < 0 || nth >= r->checks_n)
		return;
	r->ticked[nth] = on;
	r->columns = 0;
}

int read_ticks(const struct view *v, int64_t *ids, int cap)
{
	const struct reading *r = reading_of(v);
	int n = 0;
	for (int i = 0; r && i < r->checks_n && n + 1 < cap; i++)
		if (r->ticked[i])
			ids[n++] = r->checks[i].id;
	ids[n] = 0;
	return n;
}

void read_originals(struct view *v, int *unread, int *checked)
{
	struct reading *r = reading_of(v);
	*unread = *checked = 0;
	for (int i = 0; r && i < r->item->now->attachments_n && i < ITEM_ATTACHMENTS; i++)
		if (*read_kind(r, i)) {
			++*unread;
			*checked += r->original[i];
		}
}

bool read_original_checked(const struct view *v, int nth)
{
	const struct reading *r = reading_of(v);
	return r && nth >= 0 && nth < ITEM_ATTACHMENTS && r->original[nth];
}

void read_check_original(struct view *v, int nth, bool on)
{
	struct reading *r = reading_of(v);
	if (!r || nth < 0 || nth >= ITEM_ATTACHMENTS)
		return;
	r->original[nth] = on;
	r->columns = 0;
}

const char *read_opinion(const struct view *v)
{
	const struct reading *r = reading_of(v);
	return r && r->opinion ? r->opinion : "";
}

void read_keep_opinion(struct view *v, const char *text)
{
	struct reading *r = reading_of(v);
	if (!r)
		return;
	char *copy = xstrdup(text);
	free(r->opinion);
	r->opinion = copy;
}
