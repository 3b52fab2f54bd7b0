/* place.c - see place.h. */
#include "tests/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "store/view/request/view.h"
#include "store/view/task/view.h"
#include "store/view/ticket/view.h"
#include "tui/list/item_list.h"

enum { LIST = 400 };

extern const struct list_scope queue_scopes[], review_scopes[];
extern const int queue_scopes_n, review_scopes_n;

/* ------------------------------------------------------------ may it be done? */
/* The reading view knows whose opinion it was that could be taken back. */
static enum z may_withdraw(struct desk *d, int64_t item, struct error *e)
{
	struct trail trail;
	struct item *i;
	const struct trail_row *last = NULL;
	int64_t me = desk_who(d)->id;

	samplefix_ok(trail_load(d, item, &trail, e), e);
	samplefix_ok(item_load(d, item, &i, e), e);
	for (int k = trail.n - 1; k >= 0 && !last; k--)
		if (trail.row[k].kind != 'c')
			last = &trail.row[k];
	enum z z = Z_OK;
	if (trail.n && (!last || last->kind != 'v' || (last->act != REVIEW_PASS && last->act != REVIEW_RETURN) ||
			last->rev_n != i->now->n))
		z = refuse(e, R_WITHDRAW_LATE);
	else if (trail.n && last->officer != me && last->principal != me)
		z = refuse(e, R_WITHDRAW_OTHER);
	item_free(&i);
	trail_free(&trail);
	return z;
}

/* What a page about this item has not is not on the page. */
static enum z may_on_page(struct desk *d, enum act id, int64_t item, struct error *e)
{
	struct item *i;

	if (id == ACT_WITHDRAW)
		return may_withdraw(d, item, e);
	samplefix_ok(item_load(d, item, &i, e), e);
	bool there = true;
	if (id == ACT_DIFF)
		there = i->now->n > 1;
	else if (id == ACT_ATTACHMENTS || id == ACT_SAVE_FILE)
		there = i->now->attachments_n > 0;
	else if (id == ACT_CHECKLIST)
		there = state_tier(i->state) > 0;
	item_free(&i);
	return there ? Z_OK : refuse(e, R_NOT_IN_PART, act_row(id)->label);
}

static enum z may_on_request(struct desk *d, enum act id, int64_t request, struct error *e)
{
	struct request *r;

	samplefix_ok(request_load(d, request, &r, e), e);
	bool there = id != ACT_RQ_TICKET || r->ticket;
	request_free(&r);
	return there ? Z_OK : refuse(e, R_NOT_IN_PART, act_row(id)->label);
}

static enum z may(unsigned pane, struct desk *d, enum act id, int64_t item, struct error *e)
{
	const struct act_row *r = act_row(id);
	const struct who *w = desk_who(d);

	if ((r->needs & N_ROW) && !item)
		return refuse(e, R_NO_ROW);
	enum z z = pane == P_READ ? may_on_page(d, id, item, e) : pane == P_REQUEST ? may_on_request(d, id, item, e) : Z_OK;
	if (z != Z_OK || !r->permit)
		return z;
	if (permit_subject((enum action)r->permit) == PERMIT_ITEM)
		return item_may(d, (enum action)r->permit, item, e);
	if (permit_subject((enum action)r->permit) == PERMIT_TICKET)
		return ticket_may(d, (enum action)r->permit, item, e);
	if (permit_subject((enum action)r->permit) == PERMIT_REQUEST)
		return request_may(d, (enum action)r->permit, item, e);
	if (permit_subject((enum action)r->permit) == PERMIT_TASK)
		return task_may(d, (enum action)r->permit, item, e);
	return permit_check(&(struct permit_case){.action = (enum action)r->permit, .roles = w->roles,
				    .seat_any = w->seat[1] || w->seat[2] || w->seat[3]}, e);
}

/* The first page of a list; closes it. */
static int ids_of(struct window *w, int64_t *ids)
{
	size_t size = window_row_size(w);
	char *rows = xalloc(size * LIST);
	struct arena a = {0};
	struct error e;
	int n = 0;

	samplefix_ok(window_page(w, NULL, false, LIST, rows, &a, &n, &e), &e);
	for (int i = 0; i < n; i++)
		ids[i] = ((const struct view_anchor *)(const void *)(rows + size * (size_t)i))->id;
	arena_free(&a);
	free(rows);
	window_close(&w);
	return n;
}

static int list_of(struct desk *d, const struct list_scope *s, int64_t *ids)
{
	struct item_query q = {.scope = (enum item_scope)s->scope, .states = s->states, .sort = (enum item_sort)s->sort, .descending = s->descending,
		.formed_from = DAY_NONE, .formed_to = DAY_NONE};
	struct window *view;
	struct error e;

	samplefix_ok(item_view_open(d, &q, &view, &e), &e);
	return ids_of(view, ids);
}

/* The lists of pane 4 in the order of Tab. */
static const struct {
	enum ticket_scope scope;
	enum ticket_sort sort;
	bool descending;
} ticket_lists[] = {{TICKETS_MINE, TICKETS_BY_DUE, false}, {TICKETS_OFFICE, TICKETS_BY_DUE, false},
	{TICKETS_UNASSIGNED, TICKETS_BY_DUE, false}, {TICKETS_OPEN, TICKETS_BY_DUE, false}, {TICKETS_ALL, TICKETS_BY_ARRIVAL, true}};
enum { TICKET_LISTS = sizeof ticket_lists / sizeof *ticket_lists };

static int tickets_of(struct desk *d, int scope, int64_t *ids)
{
	struct ticket_query q = {.scope = ticket_lists[scope].scope, .sort = ticket_lists[scope].sort,
		.descending = ticket_lists[scope].descending, .words = "", .title = ""};
	struct window *view;
	struct error e;

	samplefix_ok(ticket_view_open(d, &q, &view, &e), &e);
	return ids_of(view, ids);
}

/* The lists of pane 5 in the order of Tab. */
static const struct {
	enum request_scope scope;
	enum request_sort sort;
	bool descending;
} request_lists[] = {{REQUESTS_MINE, REQUESTS_BY_DUE, false}, {REQUESTS_OFFICE, REQUESTS_BY_DUE, false},
	{REQUESTS_OPEN, REQUESTS_BY_DUE, false}, {REQUESTS_ALL, REQUESTS_BY_ID, true}};
enum { REQUEST_LISTS = sizeof request_lists / sizeof *request_lists };

static int requests_of(struct desk *d, int scope, int64_t *ids)
{
	const struct request_query q = {.scope = request_lists[scope].scope, .sort = request_lists[scope].sort,
		.descending = request_lists[scope].descending};
	struct window *view;
	struct error e;

	samplefix_ok(request_view_open(d, &q, &view, &e), &e);
	return ids_of(view, ids);
}

/* The lists of 任务 in the order of Tab. */
static const struct {
	enum task_scope scope;
	enum task_sort sort;
} task_lists[] = {{TASKS_OFFICE, TASKS_BY_DUE}, {TASKS_OPEN, TASKS_BY_DUE}, {TASKS_ALL, TASKS_BY_ID}};
enum { TASK_LISTS = sizeof task_lists / sizeof *task_lists };

static int tasks_of(struct desk *d, int scope, int64_t *ids)
{
	const struct task_query q = {.scope = task_lists[scope].scope, .sort = task_lists[scope].sort};
	struct window *view;
	struct error e;

	samplefix_ok(task_view_open(d, &q, &view, &e), &e);
	return ids_of(view, ids);
}

bool place_find_of(const struct samplefix *f, int who, unsigned pane, enum act id, bool wanted, int cols, struct place *p)
{
	const struct list_scope *scopes = pane == P_REVIEW ? review_scopes : queue_scopes;
	int scopes_n = pane & P_TICKETS ? TICKET_LISTS : pane & P_ASKED ? REQUEST_LISTS : pane & P_TASKED ? TASK_LISTS : pane == P_REVIEW ? review_scopes_n : queue_scopes_n;
	bool page = pane == P_READ || pane == P_TICKET || pane == P_REQUEST || pane == P_TASK;
	struct desk *d = f->desk[who];
	int64_t ids[LIST];

	for (int scope = page ? scopes_n - 1 : 0; scope < scopes_n; scope++) {
		int n = pane & P_TICKETS ? tickets_of(d, scope, ids) : pane & P_ASKED ? requests_of(d, scope, ids)
			: pane & P_TASKED ? tasks_of(d, scope, ids) : list_of(d, &scopes[scope], ids);
		for (int i = 0; i < (n ? n : 1); i++) {
			struct error e = {0};
			int64_t item = n ? ids[i] : 0;
			char sentence[1024];
			if ((may(pane, d, id, item, &e) == Z_OK) != wanted)
				continue;
			/* One that fits the message row: a longer one grows over the list. */
			if (!wanted && (int)utf8_count(error_sentence(&e, sentence, sizeof sentence)) * 2 > cols)
				continue;
			*p = (struct place){pane, who, scope, item, i, e};
			return true;
		}
	}
	return false;
}

bool place_find(const struct samplefix *f, int first, unsigned pane, enum act id, bool wanted, int cols, struct place *p)
{
	for (int k = 0; k < f->officers; k++)
		if (place_find_of(f, (first + k) % f->officers, pane, id, wanted, cols, p))
			return true;
	return false;
}
