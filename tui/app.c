/* app.c - the loop and the stack of views.  Knows no record and no rule: views and actions do. */
#include "tui/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/rule/duty.h"
#include "store/view/todo.h"
#include "tui/action/action.h"
#include "tui/app_inside.h"
#include "tui/guide.h"
#include "tui/backup_job.h"
#include "tui/pane/pane.h"
#include "tui/term/term.h"
#include "tui/widget/edit.h"
#include "tui/words.h"

enum {
	TICK_MS = 250,  /* 4 wake-ups a second: another officer's commit is seen within one of them */
	SETTLE_MS = 60, /* after the last key: previews, dimmed keys */
};

static struct app *running; /* for last words only */

/* ------------------------------------------------------------ small answers */
struct desk *app_desk(struct app *a)
{
	return a->desk;
}

struct surface *app_base(struct app *a)
{
	return a->base;
}

struct rect app_screen(struct app *a)
{
	(void)a;
	return (struct rect){0, 0, term_rows(), term_cols()};
}

struct rect app_body(struct app *a)
{
	return frame_body(a);
}

struct view *app_top(struct app *a)
{
	return a->top;
}

const struct figure_panel *app_figures(struct app *a)
{
	return &a->figures;
}

unsigned app_figures_read(struct app *a)
{
	return a->figures_read;
}

const struct app_options *app_options(struct app *a)
{
	return a->options;
}

bool app_demo(struct app *a)
{
	return a->desk && desk_mode(a->desk) == DESK_SAMPLE;
}

int32_t app_last_key(struct app *a)
{
	return a->last_key;
}

bool app_leaving(struct app *a)
{
	return a->leaving;
}

/* ------------------------------------------------------------ messages */
void app_say(struct app *a, enum role role, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	vsnprintf(a->message, sizeof a->message, format, ap);
	va_end(ap);
	a->message_role = role;
	a->dirty_frame = true;
	if (!*a->message)
		return;
	size_t i = a->log_n++ % LOG_LINES;
	free(a->log[i].text);
	a->log[i].text = xstrdup(a->message);
	a->log[i].at = a->desk ? desk_now(a->desk) : 0;
}

void app_refuse(struct app *a, const struct error *e)
{
	char s[MESSAGE_BYTES];
	app_say(a, C_ERROR, "%s", error_sentence(e, s, sizeof s));
}

char *app_log(struct app *a)
{
	struct buffer b = {0};
	size_t from = a->log_n > LOG_LINES ? a->log_n - LOG_LINES : 0;
	for (size_t i = a->log_n; i-- > from;) { /* the latest first: that is the one that was missed */
		char when[24];
		buffer_printf(&b, "%s  %s\n", instant_text(a->log[i % LOG_LINES].at, when), a->log[i % LOG_LINES].text);
	}
	if (b.n == 0)
		buffer_text(&b, W_LOG_EMPTY);
	return buffer_take(&b);
}

void app_log_free(struct app *a)
{
	for (size_t i = 0; i < LOG_LINES; i++)
		free(a->log[i].text);
}

const char *app_message(struct app *a)
{
	return a->message;
}

/* ------------------------------------------------------------ views */
static void place(struct app *a, struct view *v)
{
	frame_place(a);
	if (a->frame.too_small)
		return;
	struct layout_want want = v->ops->want ? v->ops->want(v) : (struct layout_want){PREVIEW_OFF, false};
	layout_plan(term_rows(), term_cols(), &want, &v->lay);
	v->due = true;
	v->ops->place(v);
	a->settle_due = true;
}

void app_redraw(struct app *a)
{
	a->all_due = true;
	if (a->top)
		place(a, a->top);
}

void app_push(struct app *a, struct view *v)
{
	v->app = a;
	v->below = a->top;
	a->top = v;
	app_redraw(a);
}

void app_push_list(struct app *a, struct view *v)
{
	app_push(a, v);
	v->ops->refresh(v);
}

void app_close(struct app *a)
{
	struct view *v = a->top;
	if (!v || !v->below || (v->ops->leave && !v->ops->leave(v)))
		return;
	a->top = v->below;
	v->ops->free(v);
	a->top->ops->refresh(a->top);
	app_redraw(a);
}

void app_pane(struct app *a, const struct view_ops *ops)
{
	if (a->top && a->top->ops == ops)
		return;
	while (a->top) {
		struct view *v = a->top;
		if (v->ops->leave && !v->ops->leave(v))
			return;
		a->top = v->below;
		v->ops->free(v);
	}
	struct view *v = pane_new(a, ops);
	v->app = a;
	a->top = v;
	app_redraw(a);
	v->ops->refresh(v); /* placed first: how much is read depends on the rows that fit */
}

/* How much waits for the person at the desk. */
static int64_t waits(const struct figure_panel *p, int64_t requests, int64_t tasks, int64_t seconds)
{
	return p->at[PANEL_FOR_ME].n + p->at[PANEL_TO_SIGN].n + p->at[PANEL_TICKETS_MINE].n + requests + tasks + seconds;
}

/* What is new for him rings: on a day off only what he watches because he is on duty. */
static bool rings(struct app *a, int64_t waiting, int64_t by_duty)
{
	if (!a->figures_read || a->figures_of != desk_who(a->desk)->id || !setting_number(a->desk, SETTING_BELL))
		return false;
	return by_duty > a->by_duty || (waiting > waits(&a->figures, a->requests, a->tasks, a->seconds) &&
	                                       duty_reminds(desk_calendar(a->desk), desk_today(a->desk), false));
}

static void read_duty(struct app *a, const struct figure_panel *p, int64_t *by_duty)
{
	struct duty on = {0};
	int32_t day;
	const struct who *w = desk_who(a->desk);
	int64_t n = 0;
	*by_duty = a->by_duty;
	if (duty_at(a->desk, desk_now(a->desk), &on, NULL) == Z_OK)
		*by_duty = duty_is(&on, w->id) ? p->at[PANEL_TICKETS_DUTY].n : 0;
	a->duty_until = duty_until(a->desk);
	if (!(w->roles & (ROLE_OFFICE | ROLE_ADMIN)) || todo_no_duty(a->desk, &day, &n, NULL) == Z_OK)
		a->no_duty = n;
}

static void read_figures(struct app *a)
{
	struct figure_panel p;
	int64_t by_duty, requests = 0, tasks = 0, seconds = 0;
	desk_read_begin(a->desk);
	enum z z = desk_who(a->desk)->id ? figure_panel(a->desk, &p, NULL) : Z_MISSING;
	if (z == Z_OK)
		read_duty(a, &p, &by_duty);
	if (z == Z_OK && requests_mine(a->desk, &requests, NULL) != Z_OK)
		requests = 0;
	if (z == Z_OK && tasks_mine(a->desk, &tasks, NULL) != Z_OK)
		tasks = 0;
	if (z == Z_OK && todo_seconds(a->desk, &seconds, NULL) != Z_OK)
		seconds = 0;
	desk_read_end(a->desk);
	a->unread = z == Z_BUSY;
	if (z == Z_OK) {
		if (rings(a, waits(&p, requests, tasks, seconds), by_duty))
			term_bell();
		a->by_duty = by_duty;
		a->requests = requests;
		a->tasks = tasks;
		a->seconds = seconds;
		a->figures_of = desk_who(a->desk)->id;
		a->figures = p;
		a->figures_read++;
		a->dirty_frame = true;
	}
}

int64_t app_requests(struct app *a)
{
	return a->requests;
}

int64_t app_tasks(struct app *a)
{
	return a->tasks;
}

int64_t app_seconds(struct app *a)
{
	return a->seconds;
}

bool app_no_duty(struct app *a)
{
	return a->no_duty > 0;
}

void app_refresh(struct app *a)
{
	desk_read_begin(a->desk);
	read_figures(a);
	for (struct view *v = a->top; v; v = v->below)
		if (v->ops->refresh)
			v->ops->refresh(v);
	desk_read_end(a->desk);
	a->settle_due = true;
}

void app_read_again(struct app *a)
{
	a->unread = true;
}

void app_settle_again(struct app *a)
{
	a->settle_due = true;
}

void app_quit(struct app *a)
{
	for (struct view *v = a->top; v; v = v->below)
		if (v->ops->leave && !v->ops->leave(v))
			return;
	a->leaving = true;
}

/* ------------------------------------------------------------ drawing */
static void draw(struct app *a)
{
	if (frame_ground(a, a->all_due)) {
		if (a->top) {
			desk_read_begin(a->desk);
			a->top->ops->draw(a->top);
			desk_read_end(a->desk);
			a->top->due = false;
		}
		frame_draw(a, a->all_due);
	}
	a->all_due = a->dirty_frame = false;
}

static void settle(struct app *a)
{
	a->settle_due = false;
	if (input_broken() && !a->told_broken) {
		a->told_broken = true;
		app_say(a, C_LATE, "%s", W_TERM_BROKEN);
	}
	if (!a->top || a->frame.too_small)
		return;
	desk_read_begin(a->desk);
	if (a->top->ops->settle)
		a->top->ops->settle(a->top);
	keybar_settle(a, a->top);
	guide_look(a);
	desk_read_end(a->desk);
	a->dirty_frame = true;
}

/* ------------------------------------------------------------ events */
static void save_drafts(struct app *a)
{
	for (struct view *v = a->top; v; v = v->below)
		if (v->ops->save_draft)
			v->ops->save_draft(v);
}

/* A quarter of a second without a key: what did others do, what does the clock say? */
static void tick(struct app *a)
{
	if (!a->desk)
		return;
	if (desk_changed(a->desk) || a->unread)
		app_refresh(a);
	backup_job_look(a);
	int64_t now = desk_now(a->desk);
	if ((int32_t)(now / 60) != a->shown_minute) {
		a->shown_minute = (int32_t)(now / 60);
		a->dirty_frame = true;
		if (desk_who(a->desk)->id && a->duty_until != duty_until(a->desk))
			app_refresh(a); /* the next one's duty has begun */
	}
	save_drafts(a); /* they sync at most every two seconds, and only if there is something */
	long minutes = setting_number(a->desk, SETTING_LOCK_MINUTES);
	if (!a->last_input)
		a->last_input = now; /* the desk was made a moment ago: all keys until now had none */
	if (!a->locked && !app_demo(a) && desk_who(a->desk)->id && now - a->last_input > minutes * 60)
		app_lock(a);
}

/* What lies over the view while the desk is locked: a question that was left open is not to be read either. */
static void cover(struct app *a)
{
	struct rect r = app_screen(a); /* all but the desk's own line */
	r.row++;
	r.rows--;
	if (!a->cover)
		a->cover = surface_new(r);
	else
		surface_place(a->cover, r);
	draw_fill(a->cover, (struct rect){0, 0, r.rows, r.cols}, C_TEXT);
}

static void resize(struct app *a)
{
	surface_place(a->base, app_screen(a));
	if (a->cover)
		cover(a);
	app_redraw(a);
}

/* What every turn does with an event, modal or not.  True: nothing is left for the view. */
static bool common(struct app *a, const struct event *ev)
{
	switch (ev->key) {
	case K_NONE:
		return true;
	case K_HANGUP:
		save_drafts(a);
		a->leaving = true;
		return true;
	case K_RESIZE:
		resize(a);
		return true;
	case K_REDRAW:
		draw_redraw();
		app_redraw(a);
		return true;
	case K_TICK:
		tick(a);
		return true;
	case K_FD:
		return true;
	case K_CTRL('z'):
		if (a->modal || (a->top && a->top->ops->typing)) {
			a->last_input = a->desk ? desk_now(a->desk) : 0;
			return false; /* undo */
		}
		save_drafts(a);
		term_suspend();
		app_redraw(a);
		return true;
	default:
		if (a->desk)
			a->last_input = desk_now(a->desk);
		return false;
	}
}

static void key(struct app *a, const struct event *ev)
{
	struct view *v = a->top;
	a->last_key = ev->key;
	if (*a->message) {
		a->message[0] = '\0';
		a->dirty_frame = true;
	}
	a->settle_due = true;
	bool command = ev->key < K_FIRST ? ev->key < 32 && ev->key != K_ENTER && ev->key != K_TAB
					 : ev->key >= K_F1 && ev->key <= K_F12;
	int id = frame_click(a, ev);
	if (id >= 0) {
		a->last_key = act_row((enum act)id)->key[0]; /* as if that had been pressed */
	} else if (v->ops->typing && !(command && act_for_key(v->ops->pane, ev->key) >= 0)) {
		v->ops->key(v, ev);
		return;
	} else if (ev->key != K_PASTE && ev->key != K_MOUSE) {
		id = act_for_key(v->ops->pane, ev->key);
	}
	if (id >= 0)
		act_run(a, (enum act)id);
	else if (v->ops->key(v, ev) != TOOK_NOT)
		return;
	else if (ev->key == K_ESC && guide_is_on(a))
		guide_turn(a, false);
	else if ((ev->key > ' ' && ev->key < K_FIRST) || (ev->key >= K_F1 && ev->key <= K_F12))
		app_say(a, C_NOTE, "%s", W_NO_SUCH_KEY);
}

/* Also those that another lies over: behind the lock a job goes on, and somebody must take what it says. */
static void tick_all(struct asking *q)
{
	for (; q; q = q->below)
		q->over = q->over || (q->m->tick && q->m->tick(q->m->w));
}

/* The one that asks, over those that wait for it: the window may be another since they were drawn.  Behind the lock nothing
 * is drawn. */
static void draw_asking(struct app *a, const struct asking *q)
{
	if (q->below && !a->locked)
		draw_asking(a, q->below);
	q->m->draw(q->m->w, app_screen(a));
}

enum took app_modal(struct app *a, const struct modal *m)
{
	struct asking q = {.m = m, .below = a->asking};
	enum took took = TOOK;
	a->asking = &q; /* cppcheck-suppress autoVariables ; taken off again below */
	if (!a->modal++ && a->top && !a->locked && !keybar_knows(a->top)) {
		keybar_settle(a, a->top); /* while it is asked the keys below do not rest */
		a->dirty_frame = true;
	}
	while (took != TOOK_DONE && took != TOOK_CANCEL) {
		if (a->leaving) {
			took = TOOK_CANCEL;
			break;
		}
		if (!input_pending()) {
			draw(a);
			draw_asking(a, &q);
			draw_flush();
		}
		struct event ev;
		bool rest = m->live && a->settle_due;
		input_next(&ev, rest ? SETTLE_MS : TICK_MS);
		if (ev.key == K_TICK && rest)
			settle(a);
		if (ev.key == K_TICK || ev.key == K_FD)
			tick_all(&q);
		if (!q.over && !common(a, &ev)) {
			a->last_key = ev.key;
			took = m->key(m->w, &ev);
			a->settle_due = a->settle_due || m->live;
		}
		if (q.over)
			took = TOOK_DONE;
	}
	a->modal--;
	a->asking = q.below;
	/* The overlay's surface is gone with its widget; what lies below was never drawn into. */
	return took;
}

static void loop(struct app *a)
{
	while (!a->leaving) {
		if (!input_pending()) {
			draw(a);
			draw_flush();
		}
		struct event ev;
		input_next(&ev, a->settle_due ? SETTLE_MS : TICK_MS);
		if (ev.key == K_TICK && a->settle_due)
			settle(a);
		if (!common(a, &ev) && !a->frame.too_small)
			key(a, &ev);
	}
}

/* ------------------------------------------------------------ start and end */
static void last_words(void)
{
	if (running)
		save_drafts(running);
	term_end();
}

bool app_login(struct app *a, const char *login)
{
	if (!entrance_login(a, login))
		return false;
	read_figures(a);
	return true;
}

bool app_login_other(struct app *a)
{
	bool came = entrance_other(a);
	/* A first passphrase that was not renewed leaves nobody there. */
	while (!came && !a->leaving && !desk_who(a->desk)->id && !(came = entrance_other(a)))
		app_quit(a);
	if (came)
		read_figures(a);
	return came;
}

/* The row in the audit log that he came, behind the first picture, which need not wait for the disk.  Without it he
 * does not stay. */
static void write_login(struct app *a)
{
	struct error e;
	if (desk_login_row(a->desk, &e) == Z_OK)
		return;
	app_refuse(a, &e);
	a->locked = true; /* nothing of the work is shown meanwhile */
	while (!a->leaving && !app_login(a, NULL))
		app_quit(a);
	a->locked = false;
	app_redraw(a);
}

void app_lock(struct app *a)
{
	char login[64];
	if (a->locked)
		return;
	snprintf(login, sizeof login, "%s", desk_who(a->desk)->login);
	a->locked = true;
	save_drafts(a);
	if (a->modal)
		cover(a);
	while (!a->leaving && !app_login(a, login))
		;
	surface_free(&a->cover);
	a->locked = false;
	a->last_input = desk_now(a->desk);
	app_redraw(a);
}

/* What is copied in an editor goes to the terminal's clipboard too, as far as it lets us. */
static void copied(const char *s, size_t n)
{
	term_copy(s, n);
}

/* A leader lands where he is waited for, who only administers in the settings; everybody else in the queue. */
const struct view_ops *app_first_pane(const struct app *a)
{
	const struct who *w = desk_who(a->desk);
	bool signs = w->seat[1] || w->seat[2] || w->seat[3];
	if (signs && (a->figures.at[PANEL_TO_SIGN].n > 0 || !(w->roles & ROLE_CLERK)))
		return &pane_review;
	return w->roles == ROLE_ADMIN ? &pane_setting : &pane_queue;
}

static int run(struct app *a)
{
	if (!entrance_open(a) || !app_login(a, a->options->login))
		return a->leaving ? 0 : 1;
	a->last_input = desk_now(a->desk);
	desk_read_begin(a->desk); /* one look at the file for the first picture */
	app_pane(a, app_first_pane(a));
	guide_begin(a);
	desk_read_end(a->desk);
	if (*term_advice())
		app_say(a, C_NOTE, "%s", term_advice());
	draw(a);
	draw_flush();
	write_login(a);
	backup_job_start(a);
	entrance_drafts(a);
	loop(a);
	return 0;
}

int app_run(const struct app_options *o)
{
	struct app a = {.options = o};
	struct term_options t = {.ambiguous = o->ambiguous, .theme = "auto", .mouse = true};
	char why[512];
	if (term_start(&t, why, sizeof why) != 0) {
		fprintf(stderr, "%s\n", why);
		return 1;
	}
	running = &a;
	edit_on_copy(copied);
	memory_set_last_words(last_words);
	a.base = surface_new(app_screen(&a));
	frame_place(&a);
	a.all_due = true;
	int status = run(&a);
	while (a.top) {
		struct view *v = a.top;
		a.top = v->below;
		v->ops->free(v);
	}
	running = NULL;
	surface_free(&a.sentence);
	surface_free(&a.base);
	term_end();
	entrance_farewell(&a);
	desk_close(&a.desk);
	app_log_free(&a);
	free(a.db);
	return status;
}
