/* task.c - the 任务 of the demonstration: what each row of SAMPLE_TASK says.  Through the same operations as every task; must not
 * know the store's tables. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "forms/sample/inside.h"
#include "store/base/date.h"
#include "store/record/task/task.h"

#define SAMPLE_WORD(name, text) static const char WORD_##name[] __attribute__((unused)) = text;
#include "forms/sample.def"

static const struct {
	const char *steps;
	enum office_key office;
	const char *helpers;
	int due;
	const char *place, *title, *body, *what;
} tasks[K_COUNT] = {
#define SAMPLE_TASK(key, steps, office, helpers, due, place, title, body, what) {steps, O_##office, helpers, due, place, title, body, what},
#include "forms/sample.def"
};

void sample_task_plan(struct fill *f)
{
	for (int i = 0; i < K_COUNT; i++) {
		int order = 0;

		for (const char *s = tasks[i].steps; *s;) {
			char *end;
			struct step one = {.ago = (int)strtol(s, &end, 10), .item = i, .of = OF_TASK, .order = order, .who = P_JIA};

			assert(end != s && one.ago < FIRST_DAY && f->steps < STEPS_MAX);
			one.what = *end;
			f->step[f->steps++] = one;
			order++;
			s = end + 1 + (end[1] == ' ');
		}
	}
}

/* So many working days from today, by the built-in calendar; where that does not know a year, by weekends. */
static int32_t limit(const struct fill *f, int due)
{
	int32_t day = f->day[due < 0 ? -due : 0];

	if (due == SAMPLE_LONG)
		return DAY_NONE;
	for (int left = due; left > 0;)
		left -= calendar_works(desk_calendar(f->desk), ++day) ? 1 : 0;
	return day;
}

static enum z create(struct fill *f, int i, struct error *e)
{
	const int year = day_year(f->day[0]);
	char *source = sample_filled(WORD_TASK_SOURCE, year, 1);
	struct buffer body = {0};
	struct task_in in = {.place = tasks[i].place, .title = tasks[i].title, .source = source, .office = f->office[tasks[i].office],
		.due = limit(f, tasks[i].due)};

	for (const char *s = tasks[i].helpers; *s;) {
		const char *mark = strstr(s, "、");
		size_t n = mark ? (size_t)(mark - s) : strlen(s);
		char *name = xstrndup(s, n);
		in.helper[in.helpers++] = office_by_name(f->desk, name);
		free(name);
		s = mark ? mark + strlen("、") : s + n;
	}
	buffer_printf(&body, "%s\n%s", tasks[i].body, WORD_MARK);
	in.body = body.s;
	enum z z = task_create(f->desk, &in, &f->task[i], e);
	buffer_free(&body);
	free(source);
	return z;
}

enum z sample_task_act(struct fill *f, const struct step *s, struct error *e)
{
	struct task *t = NULL;

	if (s->what == 'c')
		return create(f, s->item, e);
	enum z z = task_load(f->desk, f->task[s->item], &t, e);
	if (z)
		return z;
	assert(s->what == 'd' || s->what == 'x');
	z = s->what == 'd' ? task_done(f->desk, t->id, t->ver, desk_today(f->desk), tasks[s->item].what, e)
			   : task_drop(f->desk, t->id, t->ver, tasks[s->item].what, e);
	task_free(&t);
	return z;
}
