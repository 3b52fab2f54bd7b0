/* duty.c - 值班表: who is on duty on which day, month by month; days that nobody has stand out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/pane/words.h"
#include "tui/setting/section.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum { D_DAY, D_KIND, D_OFFICER, D_LEADER, D_STATE, D_COLUMNS };
enum {
	BACK = 366,         /* days that are looked back and ahead */
	AHEAD = 731,
	MONTH = 1 << 24,    /* ids of months: this and the day on which they begin */
	NAMED = 8,          /* gaps, days of others: so many are named */
};

static const struct list_column duty_columns[D_COLUMNS] = {
	[D_DAY] = {.title = W_SET_DUTY_DAY, .min = 14},
	[D_KIND] = {.title = W_SET_DUTY_KIND, .min = 8, .weight = 1, .max = 18},
	[D_OFFICER] = {.title = W_SET_DUTY_OFFICER, .min = 10, .weight = 1, .max = 16},
	[D_LEADER] = {.title = W_SET_DUTY_LEADER, .min = 10, .weight = 1, .max = 16},
	[D_STATE] = {.title = W_SET_STATE, .min = 8, .weight = 1, .max = 12},
};

static int32_t month_first(int32_t day)
{
	return figure_period_of(FIGURE_SPAN_MONTH, day, 1).from;
}

static int32_t month_after(int32_t first)
{
	return figure_period_of(FIGURE_SPAN_MONTH, first, 1).to;
}

static bool is_month(int64_t id)
{
	return id >= MONTH;
}

/* ------------------------------------------------------------ rows */
struct show {
	struct setting_pane *p;
	const struct duty *list;
	int n, at; /* at: the first not shown yet */
	int32_t today;
};

static const struct duty *take(struct show *s, int32_t day)
{
	while (s->at < s->n && s->list[s->at].day < day)
		s->at++;
	return s->at < s->n && s->list[s->at].day == day && s->list[s->at].officer ? &s->list[s->at] : NULL;
}

static const char *kind_of(const struct show *s, int32_t day, char buf[80])
{
	const char *name;
	struct clock_day c = {.day = day, .kind = calendar_kind(desk_calendar(setting_desk(s->p)), day, &name)};
	snprintf(c.name, sizeof c.name, "%s", name);
	return clock_why(&c, buf);
}

static const char *or_none(const char *s)
{
	return *s ? s : W_SET_NONE;
}

static void add_day(struct show *s, int32_t day)
{
	struct setting_row_shown *r = setting_add_row(s->p, day);
	const struct duty *u = take(s, day);
	struct desk *d = setting_desk(s->p);
	char text[40], kind[80];
	bool off = !calendar_works(desk_calendar(d), day);
	day_short(day, text);
	kind_of(s, day, kind);
	setting_cell(s->p, r, D_DAY, C_TEXT, text);
	setting_cell(s->p, r, D_KIND, off ? C_SOON : C_DIM, kind);
	setting_cell(s->p, r, D_OFFICER, u ? C_STRONG : C_LATE, u ? u->officer_name : W_SET_DUTY_GAP);
	setting_cell(s->p, r, D_LEADER, C_TEXT, u ? or_none(u->leader_name) : W_SET_NONE);
	if (day == s->today)
		setting_cell(s->p, r, D_STATE, C_GOOD, W_SET_DUTY_NOW);
	if (day < s->today)
		setting_dim(r);
	if (u)
		setting_detailf(s->p, r, W_SET_DUTY_DETAIL, text, kind, u->officer_name, u->leader ? W_SET_DUTY_DETAIL_LED : "",
		        u->leader_name, (int)setting_number(d, SETTING_DUTY_HOUR));
	else
		setting_detailf(s->p, r, W_SET_DUTY_DETAIL_GAP, text, kind);
}

static void add_month(struct show *s, int32_t first)
{
	struct setting_row_shown *r = setting_add_row(s->p, (int64_t)MONTH + first);
	struct buffer gaps = {0};
	int y, m, d, full = 0, empty = 0, ahead = 0, at = s->at;
	for (int32_t day = first; day < month_after(first); day++) {
		if (take(s, day)) {
			full++;
			continue;
		}
		empty++;
		day_split(day, &y, &m, &d);
		if (day >= s->today && ++ahead <= NAMED) /* those that can still be filled */
			buffer_printf(&gaps, W_SET_DUTY_DAY_OF, gaps.n ? W_FORM_AND : "", d);
	}
	s->at = at;
	if (ahead > NAMED)
		buffer_text(&gaps, W_SET_DUTY_MORE);
	day_split(first, &y, &m, &d);
	setting_cellf(s->p, r, D_DAY, C_HEAD, W_SET_DUTY_MONTH, y, m);
	setting_cellf(s->p, r, D_OFFICER, C_DIM, W_SET_DUTY_FULL, full);
	setting_cellf(s->p, r, D_LEADER, ahead ? C_LATE : C_DIM, W_SET_DUTY_GAPS, empty);
	setting_detailf(s->p, r, W_SET_DUTY_DETAIL_MONTH, y, m, full, empty, gaps.n ? W_SET_DUTY_DETAIL_DAYS : "", gaps.n ? gaps.s : "");
	buffer_free(&gaps);
}

/* From the month of the first that is entered to the month after this one, or that of the last; the cursor begins on the
 * day whose duty it is. */
static enum z load_duty(struct setting_pane *p, struct error *e)
{
	struct desk *d = setting_desk(p);
	struct duty *list, on;
	int32_t today = desk_today(d);
	enum z z = duty_at(d, desk_now(d), &on, e);
	if (z == Z_OK)
		z = duty_list(d, today - BACK, today + AHEAD, &list, &p->data_n, e);
	if (z != Z_OK)
		return z;
	p->data = list;
	struct show s = {.p = p, .list = list, .n = p->data_n, .today = on.day};
	int32_t first = month_first(on.day), end = month_after(month_after(first));
	if (s.n && list[0].day < first)
		first = month_first(list[0].day);
	if (s.n && list[s.n - 1].day >= end)
		end = month_after(month_first(list[s.n - 1].day));
	for (int32_t day = first; day < end; day++) {
		if (day == month_first(day))
			add_month(&s, day);
		add_day(&s, day);
	}
	if (!p->list)
		p->wanted = on.day;
	return Z_OK;
}

static const struct duty *duty_of(const struct duty *list, int n, int64_t day)
{
	for (int i = 0; i < n; i++)
		if (list[i].day == day)
			return &list[i];
	return NULL;
}

/* ------------------------------------------------------------ the form */
struct duty_edit {
	struct setting_edit x; /* first; id: the day or month that is under the cursor */
	struct duty *seen;     /* as read */
	int n;
};

static void see(struct duty_edit *x)
{
	free(x->seen);
	x->n = x->x.p->data_n;
	x->seen = xalloc((size_t)(x->n + 1) * sizeof *x->seen);
	if (x->n)
		memcpy(x->seen, x->x.p->data, (size_t)x->n * sizeof *x->seen);
}

static void officers(const struct entry *en, bool nobody, struct choices *out)
{
	struct officer *list = NULL;
	int n = 0;
	if (nobody)
		choices_add(out, "0", W_SET_DUTY_LEADER_NONE, "", "");
	if (officer_list(setting_desk(setting_of(en)), false, &list, &n, NULL) == Z_OK)
		for (int i = 0; i < n; i++) {
			char note[160];
			snprintf(note, sizeof note, "%s %s", list[i].office_name, list[i].post);
			choices_add(out, number_text(list[i].id).s, list[i].name, note, "");
		}
	free(list);
}

static void list_officers(const struct entry *en, struct choices *out)
{
	officers(en, false, out);
}

static void list_leaders(const struct entry *en, struct choices *out)
{
	officers(en, true, out);
}

static const struct form_field duty_fields[] = {
	{.key = "from", .label = W_SET_DUTY_FROM, .kind = FIELD_DATE, .width = 14, .required = true},
	{.key = "to", .label = W_SET_DUTY_TO, .kind = FIELD_DATE, .width = 14, .required = true, .hint = W_SET_DUTY_TO_HINT},
	{.key = "officer", .label = W_SET_DUTY_OFFICER, .kind = FIELD_CHOICE, .required = true, .list = list_officers},
	{.key = "leader", .label = W_SET_DUTY_LEADER, .kind = FIELD_CHOICE, .list = list_leaders},
};
enum { DUTY_FIELDS = sizeof duty_fields / sizeof *duty_fields };

static void load_form(struct form *f, void *ctx)
{
	const struct duty_edit *x = ctx;
	const struct duty *u = duty_of(x->seen, x->n, x->x.id);
	char from[16], to[16];
	int32_t first = is_month(x->x.id) ? (int32_t)(x->x.id - MONTH) : (int32_t)x->x.id;
	form_load(f, "from", day_text(first, from));
	form_load(f, "to", day_text(is_month(x->x.id) ? month_after(first) - 1 : first, to));
	if (u && u->officer)
		setting_load_number(f, "officer", u->officer);
	setting_load_number(f, "leader", u ? u->leader : 0);
}

/* Days of others are replaced only by whoever was told of them; the one he opened he has seen. */
static bool may_replace(const struct duty_edit *x, const struct duty_in *in, const char *name)
{
	struct buffer b = {0};
	int n = 0;
	for (int i = 0; i < x->n; i++) {
		const struct duty *u = &x->seen[i];
		char day[40];
		if (u->day < in->from || u->day > in->to || !u->officer || u->officer == in->officer || u->day == x->x.id)
			continue;
		if (++n <= NAMED)
			buffer_printf(&b, W_SET_DUTY_WAS, n > 1 ? W_FORM_AND : "", day_short(u->day, day), u->officer_name);
	}
	if (n > NAMED)
		buffer_text(&b, W_SET_DUTY_MORE);
	char text[900];
	snprintf(text, sizeof text, W_SET_DUTY_REPLACE, n, b.n ? b.s : "", name);
	buffer_free(&b);
	return !n || ask_confirm(x->x.p->view.app, W_SET_DUTY_ADD, text, W_SET_DUTY_REPLACE_YES);
}

static const char *fault_field(enum refusal code)
{
	return code == R_DUTY_DAYS || code == R_DUTY_FAR || code == R_ROW_STALE ? "from" : "officer";
}

static bool save_form(struct form *f, void *ctx)
{
	struct duty_edit *x = ctx;
	struct error e;
	const struct duty_in in = {day_parse(form_value(f, "from")), day_parse(form_value(f, "to")),
		setting_integer(form_value(f, "officer")), *form_value(f, "leader") ? setting_integer(form_value(f, "leader")) : 0};
	if (!may_replace(x, &in, form_shown(f, "officer")))
		return false;
	enum z z = duty_set(setting_desk(x->x.p), &in, x->seen, x->n, &e);
	if (z == Z_STALE && setting_read(x->x.p)) /* the sentence says who is there now: the next save replaces him */
		see(x);
	snprintf(x->x.name, sizeof x->x.name, W_SET_DUTY_SAVED, form_value(f, "from"), form_value(f, "to"), form_shown(f, "officer"));
	x->x.made = in.from;
	return setting_kept(f, z, z == Z_OK ? NULL : fault_field(e.code), &e);
}

static enum did edit_duty(struct setting_pane *p, int64_t id)
{
	struct duty_edit x = {.x = {.p = p, .id = id ? id : desk_today(setting_desk(p))}};
	see(&x);
	bool saved = ask_form(p->view.app, W_SET_DUTY_ADD, duty_fields, DUTY_FIELDS, &x, load_form, save_form);
	free(x.seen);
	if (!saved)
		return DID_VIEW;
	p->wanted = x.x.made;
	return setting_done(p, Z_OK, NULL, "%s", x.x.name);
}

static enum z may_duty(struct setting_pane *p, enum setting_verb v, int64_t id, struct error *e)
{
	const struct setting_row_shown *r = NULL;
	if (v != SET_VERB_END)
		return Z_OK;
	const struct duty *u = duty_of(p->data, p->data_n, id);
	if (u && u->officer)
		return Z_OK;
	for (size_t i = 0; !r && i < p->n; i++)
		r = p->rows[i].id == id ? &p->rows[i] : NULL;
	return r ? refuse(e, R_DUTY_NOTHING, r->cell[D_DAY]) : Z_OK;
}

static enum did end_duty(struct setting_pane *p, int64_t id)
{
	const struct duty *u = duty_of(p->data, p->data_n, id);
	char text[300], day[40];
	struct error e;
	if (!u)
		return DID_VIEW;
	struct duty was = *u;
	snprintf(text, sizeof text, W_SET_DUTY_END_ASK, day_short(was.day, day), was.officer_name);
	if (!ask_confirm(p->view.app, W_SET_DUTY_END_YES, text, W_SET_DUTY_END_YES))
		return DID_VIEW;
	return setting_done(p, duty_set(setting_desk(p), &(struct duty_in){.from = was.day, .to = was.day}, &was, 1, &e), &e,
	        W_SET_DUTY_ENDED, day);
}

/* ------------------------------------------------------------ pasted lines */
static const struct form_field paste_fields[] = {
	{.key = "note", .label = W_SET_DUTY_PASTE_NOTE, .kind = FIELD_NOTE},
	{.key = "lines", .label = W_SET_DUTY_LINES, .kind = FIELD_LONG, .hint = W_SET_DUTY_LINES_HINT},
};

static void tell_line(const struct duty_line *l, struct buffer *b)
{
	char day[40], s[512];
	if (!l->ok) {
		buffer_printf(b, W_SET_DUTY_LINE_NO, l->line, error_sentence(&l->error, s, sizeof s));
		return;
	}
	const char *led = *l->now.leader_name ? W_SET_DUTY_LINE_LEADER : "";
	day_short(l->now.day, day);
	if (l->done == DUTY_CHANGED)
		buffer_printf(b, W_SET_DUTY_LINE_CHANGED, day, l->now.officer_name, led, l->now.leader_name,
		        l->was.officer == l->now.officer ? or_none(l->was.leader_name) : l->was.officer_name);
	else if (l->done == DUTY_SAME)
		buffer_printf(b, W_SET_DUTY_LINE_SAME, day, l->now.officer_name, led, l->now.leader_name);
	else
		buffer_printf(b, W_SET_DUTY_LINE_NEW, day, l->now.officer_name, led, l->now.leader_name);
}

static int told(const struct duty_line *lines, int n, enum refusal code, struct buffer *b)
{
	int of = 0;
	buffer_clear(b);
	for (int i = 0; i < n; i++) {
		tell_line(&lines[i], b);
		of += !lines[i].ok && lines[i].error.code == code;
	}
	return of;
}

/* The lines that were refused, as they were typed. */
static char *left_over(const char *typed, const struct duty_line *lines, int n)
{
	struct buffer b = {0};
	const char *s = typed;
	for (int i = 0, at = 1; i < n; i++) {
		for (; at < lines[i].line && *s; at++) {
			s += strcspn(s, "\r\n");
			s += s[0] == '\r' && s[1] == '\n' ? 2 : *s != '\0';
		}
		if (lines[i].ok)
			continue;
		buffer_add(&b, s, strcspn(s, "\r\n"));
		buffer_byte(&b, '\n');
	}
	char *left = buffer_take(&b);
	return left ? left : xstrdup("");
}

static bool tried(struct app *a, struct duty_line *lines, int n, int flags, int *good)
{
	struct error e;
	char s[600];
	if (duty_import(app_desk(a), lines, n, flags, good, &e) == Z_OK)
		return true;
	ask_message(a, W_SET_DUTY_PASTE, error_sentence(&e, s, sizeof s));
	return false;
}

/* Days that somebody else has: false, if he goes back to his lines. */
static bool keep_or_replace(struct app *a, int taken, int *flags)
{
	struct choices c = {0};
	char title[120], *key = NULL;
	snprintf(title, sizeof title, W_SET_DUTY_TAKEN, taken);
	choices_add(&c, "keep", W_SET_DUTY_TAKEN_KEEP, "", "");
	choices_add(&c, "replace", W_SET_DUTY_TAKEN_YES, "", "");
	if (!ask_choice(a, title, &c, PICK_DIGITS, "keep", &key))
		return false;
	*flags = strcmp(key, "replace") ? 0 : DUTY_REPLACE;
	free(key);
	return true;
}

/* Shows what would become of each line; after a yes it is done.  What was refused stays in *typed. */
static bool register_read(struct app *a, char **typed, struct duty_line *lines, int n)
{
	struct buffer b = {0};
	int good = 0, flags = 0;
	bool done = false;
	if (!tried(a, lines, n, DUTY_DRY, &good))
		return false;
	int taken = told(lines, n, R_DUTY_TAKEN, &b);
	if (taken && (!keep_or_replace(a, taken, &flags) || (flags && !tried(a, lines, n, DUTY_DRY | flags, &good)))) {
		buffer_free(&b);
		return false;
	}
	told(lines, n, R_DUTY_TAKEN, &b);
	if (!good) {
		ask_message(a, W_SET_DUTY_PASTE, b.s);
	} else if (ask_confirm(a, W_SET_DUTY_PREVIEW, b.s, W_SET_DUTY_GO) && tried(a, lines, n, flags, &good)) {
		told(lines, n, R_DUTY_TAKEN, &b);
		ask_message(a, W_SET_DUTY_DONE, b.s);
		char *left = left_over(*typed, lines, n);
		free(*typed);
		*typed = left;
		done = good > 0;
	}
	buffer_free(&b);
	return done;
}

static bool register_lines(struct app *a, char **typed)
{
	struct duty_line *lines;
	struct error e;
	char s[600];
	int n;
	if (duty_paste_read(*typed, &lines, &n, &e) != Z_OK) {
		ask_message(a, W_SET_DUTY_PASTE, error_sentence(&e, s, sizeof s));
		return false;
	}
	bool done = register_read(a, typed, lines, n);
	duty_lines_free(lines, n);
	return done;
}

static enum did paste_duty(struct setting_pane *p, int64_t id)
{
	(void)id;
	return ask_lines(p->view.app, W_SET_DUTY_PASTE, paste_fields, sizeof paste_fields / sizeof *paste_fields, "lines",
		       register_lines)
		? DID_ROWS
		: DID_VIEW;
}

const struct setting_section setting_duty = {
	.name = "duty",
	.title = W_SET_DUTY,
	.note = W_SET_DUTY_NOTE,
	.columns = duty_columns,
	.n_columns = D_COLUMNS,
	.detail = 2,
	.load = load_duty,
	.verb = {
		[SET_VERB_ADD] = {edit_duty, ACTION_DUTY_EDIT, W_SET_DUTY_ADD},
		[SET_VERB_EDIT] = {edit_duty, ACTION_DUTY_EDIT},
		[SET_VERB_END] = {end_duty, ACTION_DUTY_EDIT, W_SET_DUTY_END_YES},
		[SET_VERB_IMPORT] = {paste_duty, ACTION_DUTY_IMPORT},
	},
	.may = may_duty,
};
