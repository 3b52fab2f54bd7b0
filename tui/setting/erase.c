/* erase.c - 清除: who asked for what and why, and what a second officer decided. */
#include <stdio.h>
#include <stdlib.h>

#include "tui/action/action.h"
#include "tui/action/words.h"
#include "tui/setting/section.h"
#include "tui/pane/words.h"

enum { E_NUMBER, E_KIND, E_WHO, E_AT, E_STATE, E_COLUMNS };

static const struct list_column erase_columns[E_COLUMNS] = {
	[E_NUMBER] = {.title = W_SET_ERASURE_NUMBER, .min = 10},
	[E_KIND] = {.title = W_SET_ERASURE_KIND, .min = 10},
	[E_WHO] = {.title = W_SET_ERASURE_WHO, .min = 8, .weight = 1, .max = 16},
	[E_AT] = {.title = W_SET_ERASURE_AT, .min = 16},
	[E_STATE] = {.title = W_SET_ERASURE_STATE, .min = 12, .weight = 1, .max = 24},
};

static enum z load_erasures(struct setting_pane *p, struct error *e)
{
	struct erasure *list;
	enum z z = erasure_list(setting_desk(p), false, &list, &p->data_n, e);
	if (z != Z_OK)
		return z;
	p->data = list;
	for (int i = 0; i < p->data_n; i++) {
		const struct erasure *x = &list[i];
		struct setting_row_shown *r = setting_add_row(p, x->id);
		char at[24], decided[24], by[300] = "";
		const char *state = !x->decided_at ? W_SET_ERASURE_OPEN : x->refused ? W_SET_ERASURE_REFUSED : W_SET_ERASURE_DONE;
		instant_text(x->at, at);
		setting_cell(p, r, E_NUMBER, C_STRONG, x->number);
		setting_cell(p, r, E_KIND, C_TEXT, x->kind == ERASE_SECRET ? W_ERASE_SECRET : W_ERASE_PERSONAL);
		setting_cell(p, r, E_WHO, C_TEXT, x->officer_name);
		setting_cell(p, r, E_AT, C_DIM, at);
		setting_cell(p, r, E_STATE, x->decided_at ? C_DIM : C_LATE, state);
		if (x->decided_at)
			snprintf(by, sizeof by, W_SET_ERASURE_DETAIL_BY, instant_text(x->decided_at, decided),
			        x->decided_name, state);
		setting_detailf(p, r, W_SET_ERASURE_DETAIL "%s", at, x->officer_name, x->reason, by);
	}
	return Z_OK;
}

static const struct erasure *erasure_of(const struct setting_pane *p, int64_t id)
{
	const struct erasure *list = p->data;
	for (int i = 0; i < p->data_n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

static enum did decide(struct setting_pane *p, int64_t id)
{
	const struct erasure *x = erasure_of(p, id);
	if (!x)
		return DID_VIEW;
	struct erasure copy = *x;
	return act_erasure(p->view.app, &copy);
}

static enum z may_erasures(struct setting_pane *p, enum setting_verb v, int64_t id, struct error *e)
{
	const struct erasure *x = erasure_of(p, id);
	(void)v;
	if (x && !x->decided_at && x->officer == desk_who(setting_desk(p))->id)
		return refuse(e, R_ERASE_SAME); /* nearer to him than what he is not */
	return x ? erasure_may(setting_desk(p), x->id, e) : Z_OK;
}

static enum did open_erasures(struct setting_pane *p, int64_t id)
{
	const struct erasure *x = erasure_of(p, id);
	if (x && !x->decided_at)
		act_run(p->view.app, ACT_SET_DECIDE);
	else if (x && !x->refused)
		act_erasure_backups(p->view.app, x);
	return DID_NOTHING;
}

const struct setting_section setting_erasures = {
	.name = "erasures",
	.title = W_SET_ERASURES,
	.note = W_SET_ERASURES_NOTE,
	.empty = W_SET_ERASURES_EMPTY,
	.columns = erase_columns,
	.n_columns = E_COLUMNS,
	.detail = 3,
	.load = load_erasures,
	.verb = {[SET_VERB_DECIDE] = {decide, (enum action)0}},
	.open = open_erasures,
	.may = may_erasures,
};
