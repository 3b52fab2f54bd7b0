/* log.c - 操作日志: the audit chain, newest first, read a page at a time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/pane/pane.h"
#include "tui/setting/section.h"
#include "tui/setting/job.h"
#include "tui/pane/words.h"

enum { A_SEQ, A_AT, A_WHO, A_WHAT, A_SUBJECT, A_COLUMNS };

static const struct list_column log_columns[A_COLUMNS] = {
	[A_SEQ] = {.title = W_SET_LOG_SEQ, .min = 7, .align = TEXT_RIGHT},
	[A_AT] = {.title = W_SET_LOG_AT, .min = 16},
	[A_WHO] = {.title = W_SET_LOG_WHO, .min = 8, .weight = 1, .max = 24},
	[A_WHAT] = {.title = W_SET_LOG_WHAT, .min = 14, .weight = 1, .max = 24},
	[A_SUBJECT] = {.title = W_SET_LOG_SUBJECT, .min = 10, .weight = 3, .max = 60},
};

/* Who or what it was done to, where that is no item. */
static const char *subject_text(const struct setting_pane *p, const struct audit_row *r, char buf[300])
{
	const struct officer *people = p->data;
	buf[0] = '\0';
	if (*r->number)
		return r->number;
	switch (r->action) {
	case ACTION_LOGIN_FAILED:
		if (!r->subject)
			return W_SET_LOG_NO_LOGIN;
		/* fall through */
	case ACTION_PASS_RESET:
	case ACTION_OFFICER_ADD:
	case ACTION_OFFICER_EDIT:
	case ACTION_OFFICER_LEAVE:
	case ACTION_SEAT_GRANT:
	case ACTION_SEAT_END:
	case ACTION_DELEGATE:
	case ACTION_DELEGATE_END:
		for (int i = 0; i < p->data_n; i++)
			if (people[i].id == r->subject)
				return people[i].name;
		break;
	case ACTION_SETTING_EDIT:
		if (r->subject >= 0 && r->subject < SETTING_COUNT)
			return setting_row((enum setting)r->subject)->text;
		break;
	case ACTION_CALENDAR_LOAD:
		snprintf(buf, 300, W_SET_CALENDAR_YEAR_IS, (int)r->subject);
		break;
	default:
		break;
	}
	return buf;
}

static const char *who_text(const struct audit_row *r, char buf[200])
{
	if (*r->principal)
		snprintf(buf, 200, W_SET_LOG_FOR, r->officer, r->principal);
	else
		snprintf(buf, 200, "%s", *r->officer ? r->officer : W_SET_LOG_PROGRAM);
	return buf;
}

static void give(const struct setting_pane *p, struct list_page *page, const struct audit_row *r)
{
	char at[24], who[200], subject[300];
	const char *const cell[A_COLUMNS] = {number_text(r->seq).s, instant_text(r->at, at), who_text(r, who),
	        action_text(r->action), subject_text(p, r, subject)};
	static const enum role role[A_COLUMNS] = {C_DIM, C_DIM, C_STRONG, C_TEXT, C_TEXT};
	list_page_add(page, (struct list_key){-r->seq, r->seq}, cell, role);
}

/* Up to n rows below seq `before` (0: the newest), but none at or below `above`.  How many, or LIST_BUSY. */
static int rows(struct setting_pane *p, int64_t before, int64_t above, int n, struct list_page *page)
{
	struct arena a = {0};
	struct audit_row *r = xalloc((size_t)(n > 0 ? n : 1) * sizeof *r);
	int got = 0, given = 0;
	enum z z = audit_view_page(setting_desk(p), before, n, r, &a, &got, NULL);
	for (int i = 0; z == Z_OK && i < got && r[i].seq > above; i++, given++)
		give(p, page, &r[i]);
	free(r);
	arena_free(&a);
	return z == Z_OK ? given : LIST_BUSY;
}

/* Numbers follow each other without a gap, so the n rows above a row are known by their numbers. */
static int fetch(void *data, const struct list_key *from, bool backwards, int n, struct list_page *page)
{
	if (!backwards)
		return from && from->id <= 1 ? 0 : rows(data, from ? from->id : 0, 0, n, page);
	int64_t above = from ? from->id : 0;
	return rows(data, above + n + 1, above, n, page);
}

static int find(void *data, int64_t id, struct list_page *page)
{
	return rows(data, id + 1, id - 1, 1, page);
}

/* The newest number; -1: cannot be read now. */
static int64_t newest(struct setting_pane *p)
{
	struct arena a = {0};
	struct audit_row r;
	int got = 0;
	enum z z = audit_view_page(setting_desk(p), 0, 1, &r, &a, &got, NULL);
	arena_free(&a);
	return z != Z_OK ? -1 : got ? r.seq : 0;
}

static int count(void *data, long long *n, bool *exact)
{
	int64_t last = newest(data);
	if (last < 0)
		return LIST_BUSY;
	*n = last;
	*exact = true;
	return 0;
}

static int seek(void *data, long long n, struct list_key *key)
{
	int64_t last = newest(data);
	if (last < 0)
		return LIST_BUSY;
	if (n < 0 || n >= last)
		return 0;
	*key = (struct list_key){-(last - n), last - n};
	return 1;
}

static int rank(void *data, const struct list_key *key, long long *out)
{
	int64_t last = newest(data);
	if (last < 0)
		return LIST_BUSY;
	*out = last - key->id;
	return 1;
}

static const struct list_ops source = {.fetch = fetch, .find = find, .count = count, .seek = seek, .rank = rank};

/* Only the names that subjects are told by. */
static enum z load_log(struct setting_pane *p, struct error *e)
{
	struct officer *list;
	enum z z = officer_list(setting_desk(p), true, &list, &p->data_n, e);
	p->data = z == Z_OK ? list : NULL;
	return z;
}

static enum did open_log(struct setting_pane *p, int64_t id)
{
	struct arena a = {0};
	struct audit_row r;
	struct error e;
	struct buffer b = {0};
	char title[64], at[24], who[200], subject[300];
	int got = 0;
	enum z z = audit_view_page(setting_desk(p), id + 1, 1, &r, &a, &got, &e);
	if (z != Z_OK) {
		app_refuse(p->view.app, &e);
	} else if (got && r.seq == id) {
		snprintf(title, sizeof title, W_SET_LOG_PAGE, (long long)id);
		const char *about = subject_text(p, &r, subject);
		buffer_printf(&b, W_SET_LOG_TEXT, (long long)id, instant_text(r.at, at), who_text(&r, who),
		        action_text(r.action), *about ? about : W_SET_NONE, r.hash);
		app_push(p->view.app, page_new(p->view.app, title, buffer_take(&b)));
	}
	arena_free(&a);
	return DID_NOTHING;
}

const struct setting_section setting_log = {
	.name = "log",
	.title = W_SET_LOG,
	.note = W_SET_LOG_NOTE,
	.empty = W_SET_LOG_EMPTY,
	.columns = log_columns,
	.n_columns = A_COLUMNS,
	.load = load_log,
	.source = &source,
	.verb = {[SET_VERB_VERIFY] = {setting_verify, (enum action)0}},
	.open = open_log,
};
