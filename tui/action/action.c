/* action.c - the action table: lookup, gates, running.  What an action does stands in do_*.c. */
#include "tui/action/action.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/ask.h"
#include "tui/pane/pane.h"
#include "tui/save.h"
#include "tui/words.h"

static struct act_row table[ACT_COUNT] = {
#define ACT(id, name_, label_, keys_, panes_, needs_, permit_, danger_, handler, help_) \
	{.name = name_, .label = label_, .keys = keys_, .help = help_, .panes = (unsigned)(panes_), .needs = needs_, \
		.permit = permit_, .danger = danger_, .run = handler},
#include "tui/action/action.def"
#undef ACT
};

static void parse_keys(void)
{
	static bool done;
	if (done)
		return;
	done = true;
	for (int i = 0; i < ACT_COUNT; i++) {
		const char *p = table[i].keys;
		for (int k = 0; k < ACT_KEYS && *p; k++) {
			table[i].key[k] = key_parse(p, &p);
			while (*p == ' ')
				p++;
		}
	}
}

const struct act_row *act_row(enum act id)
{
	parse_keys();
	return &table[id];
}

int act_by_name(const char *name)
{
	for (int i = 0; i < ACT_COUNT; i++)
		if (strcmp(table[i].name, name) == 0)
			return i;
	return -1;
}

/* A Chinese input method sends ：／？ｊ where : / ? j are meant. */
static int32_t half_width(int32_t key)
{
	if (key >= 0xff01 && key <= 0xff5e)
		return key - 0xfee0;
	if (key == 0x3000)
		return K_SPACE;
	return key;
}

int act_for_key(unsigned pane, int32_t key)
{
	parse_keys();
	key = half_width(key);
	for (int i = 0; i < ACT_COUNT; i++)
		if (table[i].panes & pane)
			for (int k = 0; k < ACT_KEYS && table[i].key[k]; k++)
				if (table[i].key[k] == key)
					return i;
	return -1;
}

bool act_here(enum act id, struct view *v)
{
	if ((act_row(id)->needs & N_DEMO) && !app_demo(v->app))
		return false;
	return (act_row(id)->panes & (unsigned)v->ops->pane) && (!v->ops->has || v->ops->has(v, (int)id));
}

const char *act_label(const struct view *v, enum act id)
{
	const char *label = v->ops->label ? v->ops->label(v, (int)id) : NULL;
	return label ? label : act_row(id)->label;
}

enum z act_why(struct app *a, enum act id, int64_t subject, struct error *e)
{
	const struct act_row *r = act_row(id);
	struct view *v = app_top(a);
	if ((v && v->ops->has && !v->ops->has(v, (int)id)) || ((r->needs & N_DEMO) && !app_demo(a)))
		return refuse(e, R_NOT_IN_PART, r->label);
	if ((r->needs & N_ROW) && !subject)
		return refuse(e, R_NO_ROW);
	enum z z = v && v->ops->may ? v->ops->may(v, (int)id, subject, e) : Z_OK;
	if (z != Z_OK)
		return z;
	if (!r->permit)
		return Z_OK;
	if (permit_subject((enum action)r->permit) == PERMIT_ITEM)
		return item_may(app_desk(a), (enum action)r->permit, subject, e);
	if (permit_subject((enum action)r->permit) == PERMIT_TICKET)
		return ticket_may(app_desk(a), (enum action)r->permit, subject, e);
	if (permit_subject((enum action)r->permit) == PERMIT_REQUEST)
		return request_may(app_desk(a), (enum action)r->permit, subject, e);
	if (permit_subject((enum action)r->permit) == PERMIT_TASK)
		return task_may(app_desk(a), (enum action)r->permit, subject, e);
	struct permit_case c = {.action = (enum action)r->permit};
	const struct who *w = desk_who(app_desk(a));
	c.roles = w->roles;
	c.seat_any = w->seat[1] || w->seat[2] || w->seat[3];
	return permit_check(&c, e);
}

/* ------------------------------------------------------------ running */
static char *number_of(struct app *a, int64_t id)
{
	struct ticket *t;
	struct item *i;
	struct buffer b = {0};
	if (app_top(a)->ops->pane & P_TICKETS) {
		if (ticket_load(app_desk(a), id, &t, NULL) != Z_OK)
			return xstrdup(number_text(id).s);
		buffer_printf(&b, "%s %s", t->number, t->title);
		ticket_free(&t);
		return buffer_take(&b);
	}
	if (item_load(app_desk(a), id, &i, NULL) != Z_OK)
		return xstrdup(number_text(id).s);
	buffer_printf(&b, "%s %s", i->number, i->now->title);
	item_free(&i);
	return buffer_take(&b);
}

static size_t bulk_run;

size_t act_bulk(void)
{
	return bulk_run;
}

/* Over the marked rows: the set is shown, one result line a row, nothing fails whole. */
static enum did bulk(struct app *a, enum act id, const int64_t *ids, size_t n)
{
	static size_t runs;
	const struct act_row *r = act_row(id);
	struct buffer set = {0}, result = {0};
	bool given_up = false, said = false;
	char title[160];
	snprintf(title, sizeof title, W_BULK_TITLE, n, r->label);
	for (size_t i = 0; i < n; i++) {
		struct error e;
		char why[512], *name = number_of(a, ids[i]);
		if (act_why(a, id, ids[i], &e) == Z_OK)
			buffer_printf(&set, "%s\n", name);
		else
			buffer_printf(&set, W_BULK_LINE_CANNOT "\n", name, error_sentence(&e, why, sizeof why));
		free(name);
	}
	bool go = ask_confirm(a, title, set.s, r->label);
	buffer_free(&set);
	if (!go)
		return DID_VIEW;
	size_t good = 0;
	runs++;
	for (size_t i = 0; i < n && !app_leaving(a); i++) {
		struct error e;
		char why[512], *name = number_of(a, ids[i]);
		enum did did = DID_NOTHING;
		if (given_up) {
			snprintf(why, sizeof why, "%s", W_BULK_GIVEN_UP);
		} else if (act_why(a, id, ids[i], &e) == Z_OK) {
			app_say(a, C_NOTE, "%s", "");
			bulk_run = runs;
			did = r->run(a, ids[i]);
			bulk_run = 0;
			given_up = !(did & DID_ROWS) && !*app_message(a);
			said = said || !given_up;
			snprintf(why, sizeof why, "%s", given_up ? W_BULK_GIVEN_UP : app_message(a));
		} else {
			error_sentence(&e, why, sizeof why);
		}
		if (did & DID_ROWS) {
			buffer_printf(&result, W_BULK_LINE_OK "\n", name);
			good++;
		} else {
			buffer_printf(&result, W_BULK_LINE_NO "\n", name, why);
		}
		free(name);
	}
	if (given_up && !said) { /* nothing was tried: they stay marked */
		buffer_free(&result);
		return DID_VIEW;
	}
	app_refresh(a);
	bool papers = good && (r->run == do_sheet || r->run == do_package);
	app_say(a, good == n ? C_GOOD : C_NOTE, papers ? W_BULK_DONE W_BULK_WHERE : W_BULK_DONE, r->label, good, n - good,
		save_folder(a));
	struct view *v = app_top(a);
	if (v->ops->unmark)
		v->ops->unmark(v);
	if (good < n)
		ask_message(a, title, result.s);
	buffer_free(&result);
	return DID_ROWS;
}

static bool confirmed(struct app *a, const struct act_row *r, int64_t subject)
{
	if (r->danger != ASK)
		return true;
	char *name = subject ? number_of(a, subject) : xstrdup("");
	char text[512];
	snprintf(text, sizeof text, W_ASK_ACT, r->label, name);
	free(name);
	return ask_confirm(a, r->label, text, r->label);
}

void act_run(struct app *a, enum act id)
{
	const struct act_row *r = act_row(id);
	struct view *v = app_top(a);
	int64_t subject = v->ops->subject ? v->ops->subject(v) : 0;
	const int64_t *ids;
	size_t marks = (r->needs & N_BULK) && v->ops->marks ? v->ops->marks(v, &ids) : 0;
	enum did did;
	if (marks > 0) {
		/* the list may drop its marks while rows change under it */
		int64_t *copy = xalloc(marks * sizeof *copy);
		memcpy(copy, ids, marks * sizeof *copy);
		did = bulk(a, id, copy, marks);
		free(copy);
	} else {
		struct error e;
		if (act_why(a, id, subject, &e) != Z_OK) {
			app_refuse(a, &e);
			return;
		}
		did = confirmed(a, r, subject) ? r->run(a, subject) : DID_VIEW;
	}
	if (app_leaving(a))
		return;
	if (did & DID_ROWS)
		app_refresh(a);
	if (did & DID_CLOSE)
		app_close(a);
	if (did & (DID_VIEW | DID_ROWS))
		app_redraw(a);
}

enum did act_open(struct app *a, struct view *v, const struct error *e)
{
	if (v)
		app_push(a, v);
	else
		app_refuse(a, e);
	return DID_NOTHING;
}
