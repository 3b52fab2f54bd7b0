/* edit_undo.c - what was replaced, so that it can be put back.
 *
 * A step is one replacement; steps of one group go back together.  A run of typed characters is one
 * step that grows; it ends with the sentence, with a movement of the cursor and with any other kind
 * of change. */
#include "tui/widget/edit.h"

#include <stdlib.h>
#include <string.h>

/* Together with the settled copy this bounds an editor of 100 KB to a few times its text, however
 * long it stays open. */
#define UNDO_BYTES ((size_t)4 << 20)

struct edit_step {
	size_t at;
	struct buffer removed, inserted;
	size_t cursor; /* before */
	unsigned group;
};

static void step_free(struct edit *e, struct edit_step *s)
{
	e->step_bytes -= s->removed.n + s->inserted.n + sizeof *s;
	buffer_free(&s->removed);
	buffer_free(&s->inserted);
}

static void forget_undone(struct edit *e)
{
	while (e->steps > e->done)
		step_free(e, &e->step[--e->steps]);
}

void edit_forget(struct edit *e)
{
	e->done = 0;
	forget_undone(e);
	e->run = EDIT_RUN_NONE;
}

/* Drops the oldest groups when the history is too large; never the one that is being made. */
static void forget_oldest(struct edit *e)
{
	size_t drop = 0;
	while (e->step_bytes > UNDO_BYTES && drop < e->steps && e->step[drop].group != e->group) {
		unsigned group = e->step[drop].group;
		while (drop < e->steps && e->step[drop].group == group)
			step_free(e, &e->step[drop++]);
	}
	if (!drop)
		return;
	memmove(e->step, e->step + drop, (e->steps - drop) * sizeof *e->step);
	e->steps -= drop;
	e->done -= drop;
}

static bool ends_sentence(const struct buffer *typed)
{
	static const char *const ends[] = {"。", "！", "？", "；", "\n"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(ends[i]);
		if (typed->n >= n && !memcmp(typed->s + typed->n - n, ends[i], n))
			return true;
	}
	return false;
}

/* Whether a change of this kind at this place carries on the run of the last step. */
static bool carries_on(const struct edit *e, size_t at, size_t remove, enum edit_run run)
{
	if (run == EDIT_RUN_NONE || e->run != (int)run || !e->done)
		return false;
	const struct edit_step *last = &e->step[e->done - 1];
	switch (run) {
	case EDIT_RUN_TYPE:
		return last->at + last->inserted.n == at && !ends_sentence(&last->inserted);
	case EDIT_RUN_ERASE:
		return last->at == at + remove;
	case EDIT_RUN_DELETE:
		return last->at == at;
	default:
		return true;
	}
}

void edit_record(
        struct edit *e, size_t at, size_t remove, const char *s, size_t n, enum edit_run run)
{
	if (e->secret)
		return;
	forget_undone(e);
	bool goes_on = carries_on(e, at, remove, run);
	if (!goes_on)
		e->group++;
	e->run = (int)run;
	if (goes_on && run == EDIT_RUN_TYPE && !remove) {
		buffer_add(&e->step[e->done - 1].inserted, s, n);
		e->step_bytes += n;
		return;
	}
	if (e->steps == e->step_cap) {
		e->step_cap = e->step_cap * 2 + 16;
		e->step = xrealloc(e->step, e->step_cap * sizeof *e->step);
	}
	struct edit_step *step = &e->step[e->steps++];
	*step = (struct edit_step){.at = at, .cursor = e->at, .group = e->group};
	if (remove)
		buffer_add(&step->removed, e->text.s + at, remove);
	if (n)
		buffer_add(&step->inserted, s, n);
	e->step_bytes += remove + n + sizeof *step;
	e->done = e->steps;
	forget_oldest(e);
}

static bool begin(struct edit *e, bool can)
{
	e->refused = e->read_only ? EDIT_READ_ONLY : can ? EDIT_ACCEPTED : EDIT_NOTHING;
	if (e->refused != EDIT_ACCEPTED)
		return false;
	e->run = EDIT_RUN_NONE;
	e->mark = EDIT_NOWHERE;
	e->trailing = false;
	e->goal = -1;
	return true;
}

static const char *bytes(const struct buffer *b)
{
	return b->s ? b->s : "";
}

bool edit_undo(struct edit *e)
{
	if (!begin(e, e->done > 0))
		return false;
	unsigned group = e->step[e->done - 1].group;
	while (e->done && e->step[e->done - 1].group == group) {
		const struct edit_step *s = &e->step[--e->done];
		edit_splice(e, s->at, s->inserted.n, bytes(&s->removed), s->removed.n, true);
		e->at = s->cursor;
	}
	return true;
}

bool edit_redo(struct edit *e)
{
	if (!begin(e, e->done < e->steps))
		return false;
	unsigned group = e->step[e->done].group;
	while (e->done < e->steps && e->step[e->done].group == group) {
		const struct edit_step *s = &e->step[e->done++];
		edit_splice(e, s->at, s->removed.n, bytes(&s->inserted), s->inserted.n, true);
		e->at = s->at + s->inserted.n;
	}
	return true;
}
