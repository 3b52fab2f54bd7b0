/* pressing.c - see pressing.h.  Knows the panes only by their keys. */
#include "tests/pressing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "forms/report/report.h"
#include "tests/desk.h"
#include "tests/file.h"
#include "tests/place.h"
#include "tests/press.h"
#include "tests/requestfix.h"
#include "tests/taskfix.h"

enum { ROWS = 36, COLS = 120, PRESSES_BACK = 6 };

static struct {
	struct samplefix *f;
	struct vth *v;
	int at; /* whose screen it is */
	unsigned pane; /* where it stands, in which list; 0: somewhere */
	int scope;
	int64_t item; /* under the cursor there, or open; 0: who knows */
	int yes[ACT_COUNT], no[ACT_COUNT], faults;
} t;

#define ok samplefix_ok

/* ------------------------------------------------------------ the desk */
static int by_login(const char *login)
{
	return samplefix_person(t.f, login);
}

struct samplefix *pressing_desk(void)
{
	return t.f;
}

int pressing_open(void **state)
{
	struct error e;
	int64_t id, erasure;

	(void)state;
	t.f = samplefix_open();
	/* What the demonstration has none of: paper signatures, one of them to be confirmed, and a request to erase. */
	samplefix_paper(t.f);
	ok(item_by_number(t.f->desk[0], "2026-0045", &id, &e), &e);
	ok(erase_ask(samplefix_desk(t.f, "jbg"), id, ERASE_PERSONAL, "名单里有身份证号码", &erasure, &e), &e);
	samplefix_reports(t.f);
	/* a fax that nobody has confirmed */
	struct request_in fax = requestfix_in(BY_FAX, "2026-11-20");
	ok(request_create(samplefix_desk(t.f, "jbj"), &fax, NULL, &e), &e);
	/* tasks: an open one, and one that is done */
	for (int i = 0; i < 2; i++)
		id = taskfix_new(samplefix_desk(t.f, "jbj"), desk_who(samplefix_desk(t.f, "jbg"))->office, "2026-11-24");
	ok(task_done(samplefix_desk(t.f, "jbg"), id, taskfix_ver(samplefix_desk(t.f, "jbg"), id), day_parse("2026-11-20"), "做完了", &e), &e);
	return 0;
}

int pressing_close(void **state)
{
	(void)state;
	vth_free(&t.v);
	samplefix_close(&t.f);
	return 0;
}

/* ------------------------------------------------------------ the screen */
static void sit_down(int who)
{
	vth_free(&t.v);
	samplefix_no_drafts(t.f);
	t.at = who;
	t.pane = 0;
	t.item = 0;
	t.v = samplefix_screen(t.f, t.f->officer[who].login, ROWS, COLS, NULL);
}

static void times(const char *key, int n)
{
	while (n-- > 0)
		press_quick(t.v, key);
}

/* An item is changed at another screen while 经办甲 writes on it, and he saves. */
static void conflict(void)
{
	struct desk *d = samplefix_desk(t.f, "jbj");
	struct item *i;
	struct error e;
	static int turn;
	char title[64];
	int64_t id;

	ok(item_by_number(d, "2026-0021", &id, &e), &e);
	press(t.v, "<Home>");
	vth_expect(t.v, "▸ 2026-0021");
	press(t.v, "<F4>");
	vth_expect(t.v, "载体形式");
	ok(item_load(d, id, &i, &e), &e);
	snprintf(title, sizeof title, "森林防火工作方案（第%d次）", ++turn);
	struct item_text text = {.title = title, .body = i->now->body, .docno = i->now->docno, .formed_on = i->now->formed_on,
		.attribute = i->now->attribute, .validity = i->now->validity, .valid_from = i->now->valid_from,
		.valid_to = i->now->valid_to};
	ok(item_edit(d, id, i->ver, &text, NULL, &e), &e);
	item_free(&i);
	press(t.v, "我 <F2>");
	vth_expect(t.v, "用我的");
}

/* The list or page is opened anew unless it is the one on the screen. */
static void go_list(const struct place *p)
{
	bool reading = t.v && t.at == p->who && (t.pane == P_READ || t.pane == P_TICKET || t.pane == P_REQUEST || t.pane == P_TASK) && p->pane == t.pane;

	if (reading)
		press(t.v, "<Esc>");
	if (!t.v || t.at != p->who)
		sit_down(p->who);
	else if ((reading || t.pane == p->pane) && t.scope == p->scope)
		return;
	press_quick(t.v, p->pane & P_TICKETS ? "0 4" : p->pane & P_ASKED ? "0 5" : p->pane & P_TASKED ? "0 1 t" : p->pane == P_REVIEW ? "0 3" : "0 2");
	times("<Tab>", p->scope);
}

static void go_row(const struct place *p)
{
	char number[32];
	struct error e;
	struct item *i;
	struct ticket *k;
	struct request *q;
	struct task *s;

	if (!p->item)
		return;
	press_quick(t.v, "<Home>");
	times("<Down>", p->row);
	if (p->pane & P_TICKETS) {
		ok(ticket_load(t.f->desk[p->who], p->item, &k, &e), &e);
		snprintf(number, sizeof number, "▸ %s", k->number);
		ticket_free(&k);
	} else if (p->pane & P_ASKED) {
		ok(request_load(t.f->desk[p->who], p->item, &q, &e), &e);
		snprintf(number, sizeof number, "▸ %s", q->number);
		request_free(&q);
	} else if (p->pane & P_TASKED) {
		ok(task_load(t.f->desk[p->who], p->item, &s, &e), &e);
		snprintf(number, sizeof number, "▸ %s", s->number);
		task_free(&s);
	} else {
		ok(item_load(t.f->desk[p->who], p->item, &i, &e), &e);
		snprintf(number, sizeof number, "▸ %s", i->number);
		item_free(&i);
	}
	vth_expect(t.v, number);
	if (p->pane != P_READ && p->pane != P_TICKET && p->pane != P_REQUEST && p->pane != P_TASK)
		return;
	press_quick(t.v, "<Enter>");
	vth_expect(t.v, p->pane == P_READ ? "校验码" : p->pane == P_REQUEST || p->pane == P_TASK ? "─ 办理记录 " : "─ 办理过程 ");
}

static void go(const struct place *p)
{
	bool there = t.v && t.at == p->who && t.pane == p->pane;

	if (p->pane == P_QUEUE || p->pane == P_REVIEW || p->pane == P_READ || p->pane & (P_TICKETS | P_ASKED | P_TASKED)) {
		if (there && t.item && t.item == p->item && t.scope == p->scope)
			return;
		go_list(p);
		go_row(p);
	} else if (!there) {
		if (!t.v || t.at != p->who)
			sit_down(p->who);
		if (p->pane == P_CHOICE)
			conflict();
		if (p->pane == P_FORM) {
			struct place list;
			assert_true(place_find(t.f, t.at, P_HOTLINE, ACT_TK_ANSWER, true, COLS, &list));
			go_list(&list);
			go_row(&list);
		}
		if (p->pane == P_PANEL || p->pane == P_FIGURES)
			press_quick(t.v, "0 4");
		if (p->pane == P_TODO)
			press_quick(t.v, "0 1");
		press(t.v, p->pane == P_PANEL ? "#" : p->pane == P_FIGURES ? "# #" : p->pane == P_PAGE ? "?" : p->pane == P_ENTRY ? "<F2>" : p->pane == P_FORM ? "<F4>" : "");
		vth_expect(t.v, p->pane == P_TODO ? "事由" : p->pane == P_PANEL ? "等我办、我核" : p->pane == P_FIGURES ? "热线数字 ·" : p->pane == P_PAGE ? "帮助 ──" : p->pane == P_ENTRY ? "新建事项" : p->pane == P_FORM ? "· 拟答复 ·" : "用我的");
	}
	t.pane = p->pane;
	t.scope = p->scope;
	t.item = p->item;
}

/* All but title, tabs with the guide, message row and key bar: what a refusal must not touch and Esc must bring back. */
static char *body(void)
{
	struct buffer b = {0};

	for (int row = 2; row < ROWS - 2; row++)
		buffer_printf(&b, "%s\n", vth_row(t.v, row));
	return buffer_take(&b);
}

static bool body_is(const char *wanted)
{
	char *now = body();
	bool same = !strcmp(now, wanted);

	free(now);
	return same;
}

static void send_key(int32_t key)
{
	static const struct {
		int32_t key;
		VTermKey vt;
	} named[] = {{K_ENTER, VTERM_KEY_ENTER}, {K_TAB, VTERM_KEY_TAB}, {K_ESC, VTERM_KEY_ESCAPE}, {K_DELETE, VTERM_KEY_DEL},
		{K_BACKSPACE, VTERM_KEY_BACKSPACE}};
	char c[5] = "";

	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (named[i].key == key) {
			vth_key(t.v, named[i].vt);
			vth_settle(t.v);
			return;
		}
	if (key >= K_F1 && key <= K_F12) {
		vth_key(t.v, (VTermKey)VTERM_KEY_FUNCTION(key - K_F1 + 1));
	} else if (key < 32) {
		vth_ctrl(t.v, (char)(key | 64));
	} else {
		assert_true(key < K_FIRST);
		utf8_encode((uint32_t)key, c);
		vth_send(t.v, c);
	}
	vth_settle(t.v);
}

/* The first key that is shown, or the last one; where letters are text, one that is none. */
static int32_t key_of(enum act id, unsigned pane, bool first)
{
	const struct act_row *r = act_row(id);
	int32_t found = 0;

	for (int k = 0; k < ACT_KEYS && r->key[k]; k++) {
		if ((pane == P_ENTRY || pane == P_FORM) && r->key[k] >= 32 && r->key[k] < K_FIRST)
			continue;
		found = r->key[k];
		if (first)
			break;
	}
	return found;
}

/* All faults are told, then the test fails.  Rows that are not as before (may be NULL) are marked. */
static void tell(enum act id, const struct place *p, const char *before, const char *what)
{
	print_error("%s in pane %u by %s on item %lld: %s\n", act_row(id)->name, p->pane, t.f->officer[p->who].login, (long long)p->item,
		what);
	for (int row = 0; row < ROWS; row++) {
		const char *is = vth_row(t.v, row);
		size_t n = before ? strcspn(before, "\n") : 0;
		bool same = !before || row < 2 || row >= ROWS - 2 || (strlen(is) == n && !strncmp(is, before, n));
		if (!same)
			print_error("-%.*s\n", (int)n, before);
		print_error("%c%s\n", same ? '|' : '+', is);
		if (before && row >= 2 && row < ROWS - 2)
			before += n + 1;
	}
	t.faults++;
	vth_free(&t.v); /* from the beginning */
}

/* Where these lead Esc does not lead back from: another pane, another person, a list in another order, a record changed. */
static bool moves_on(enum act id, unsigned pane)
{
	switch (id) {
	case ACT_GO_TODO:
	case ACT_TODO_SCOPE:
	case ACT_GO_QUEUE:
	case ACT_GO_REVIEW:
	case ACT_GO_HOTLINE:
	case ACT_GO_REQUEST:
	case ACT_RQ_PERSON:
	case ACT_GO_STAT:
	case ACT_GO_REPORT:
	case ACT_RP_RECALL:
	case ACT_RP_SIDE:
	case ACT_GO_SETTING:
	case ACT_TK_CLAIM:
	case ACT_TK_UNCLAIM:
	case ACT_TK_SUBMIT:
	case ACT_TK_RECALL:
	case ACT_TK_CALLER:
	case ACT_TK_PASS:
	case ACT_TK_BACK:
	case ACT_TK_SHORT_END:
	case ACT_FORM_SUBMIT:
	case ACT_IDENTITY:
	case ACT_SCOPE:
	case ACT_FIGURE_EARLIER:
	case ACT_FIGURE_LATER:
	case ACT_FIGURE_UNIT:
	case ACT_PREVIEW:
	case ACT_NEXT:
	case ACT_PREVIOUS:
	case ACT_DIFF:
	case ACT_REPORT:
	case ACT_LEAVE:
	case ACT_CLOSE:
	case ACT_SET_OPEN:
	case ACT_SET_SIDE:
	case ACT_SET_POSTS:
	case ACT_SET_BACKUP:
	case ACT_SUBMIT:
	case ACT_RECALL:
	case ACT_KEEP_MINE:
	case ACT_KEEP_THEIRS:
	case ACT_KEEP_BOTH:
	case ACT_QUIT:
		return true;
	case ACT_SAVE:
	case ACT_SAVE_SUBMIT:
		return pane == P_ENTRY || pane == P_FORM; /* the faulty field is marked */
	default:
		return false;
	}
}

/* These are seen in what is written to the terminal, not in what stands there; and who is in a pane need not go there. */
static bool unseen(enum act id, unsigned pane)
{
	return id == ACT_REDRAW || id == ACT_REFRESH || (id == ACT_GO_TODO && pane == P_TODO) || (id == ACT_GO_QUEUE && pane == P_QUEUE) ||
		(id == ACT_GO_REVIEW && pane == P_REVIEW) || (id == ACT_GO_HOTLINE && pane == P_HOTLINE) || (id == ACT_GO_REQUEST && pane == P_REQUESTS) || (id == ACT_GO_SETTING && pane == P_SETTING) ||
		(id == ACT_GO_REPORT && pane == P_REPORT) ||
		(id == ACT_HELP && pane == P_PAGE);
}

/* NULL, or what is wrong after any key. */
static const char *broken(void)
{
	if (vth_broken_wide(t.v, NULL, NULL))
		return "a torn character";
	return vth_full_screen(t.v) ? NULL : "the program is gone";
}

static void open_lock(enum act id, const struct place *p, const char *before)
{
	press(t.v, "<Esc>");
	if (body_is(before)) {
		tell(id, p, before, "Esc opens the lock");
		return;
	}
	vth_send(t.v, t.f->officer[p->who].passphrase);
	press(t.v, "<Enter>");
	vth_expect(t.v, " · ");
}

static void come_back(enum act id, const struct place *p, const char *before)
{
	if (id == ACT_LOCK)
		open_lock(id, p, before);
	else if (id == ACT_SEARCH || id == ACT_FIND || id == ACT_TK_FIGURES || id == ACT_FIGURE_CHOOSE)
		/* they ask in the message row, or only the colour of a title tells where the keys go now */
		press(t.v, "<Esc>");
	for (int i = 0; t.v && i < (moves_on(id, p->pane) ? 1 : PRESSES_BACK) && !body_is(before); i++) {
		press(t.v, "<Esc>");
		if (body_is(before))
			break;
		vth_rest(t.v); /* the preview */
		vth_wait_gone(t.v, "正在停止", 10000); /* a child of the program ends */
	}
	if (!t.v || body_is(before))
		return;
	if (!moves_on(id, p->pane))
		tell(id, p, before, "Esc does not bring back what was there");
	else if (id == ACT_IDENTITY || (p->pane & (P_SETTING | P_REPORT | P_TYPING)))
		vth_free(&t.v);
	t.pane = 0;
}

/* The place is on the screen. */
static void press_allowed(enum act id, const struct place *p)
{
	vth_rest(t.v);
	char *before = body(), *all = xstrdup(vth_text(t.v));
	size_t bytes = vth_bytes(t.v);

	send_key(key_of(id, p->pane, true));
	if (!strcmp(all, vth_text(t.v)))
		vth_rest(t.v);
	t.yes[id]++;
	if (id == ACT_QUIT) {
		if (vth_full_screen(t.v) && vth_has(t.v, "有改动还没有保存"))
			press(t.v, "3"); /* kept for the next start */
		if (vth_wait_exit(t.v, 5000) != 0)
			tell(id, p, before, "it does not end");
		else
			vth_free(&t.v);
	} else if (broken()) {
		tell(id, p, NULL, broken());
	} else if (!unseen(id, p->pane) && !strcmp(all, vth_text(t.v))) {
		tell(id, p, before, "nothing happens");
	} else if (id == ACT_REDRAW && vth_bytes(t.v) < bytes + 1000) {
		tell(id, p, before, "nothing is drawn");
	} else {
		come_back(id, p, before);
	}
	free(before);
	free(all);
}

/* sentence NULL: any. */
static void press_refused(enum act id, const struct place *p, const char *sentence)
{
	vth_rest(t.v);
	char *before = body(), start[64];

	send_key(key_of(id, p->pane, false));
	t.no[id]++;
	text_fit(start, sizeof start, sentence ? sentence : "", 40, TEXT_NO_PAD);
	char *cut = strstr(start, "…");
	if (cut)
		*cut = '\0';
	if (!strstr(vth_row(t.v, ROWS - 2), start))
		vth_rest(t.v);
	const char *said = vth_row(t.v, ROWS - 2);
	if (broken())
		tell(id, p, NULL, broken());
	else if (sentence ? !strstr(said, start) : !strstr(said, "。"))
		tell(id, p, NULL, sentence ? sentence : "no sentence says why not");
	else if (!body_is(before))
		tell(id, p, before, "something else than the message row changed");
	free(before);
}

/* ------------------------------------------------------------ panes of items */
/* Whether the table and the pages let anybody be refused there. */
static bool can_be_refused(unsigned pane, enum act id)
{
	const struct act_row *r = act_row(id);

	if (r->permit || ((r->needs & N_ROW) && pane != P_READ && pane != P_TICKET && pane != P_REQUEST && pane != P_TASK))
		return true;
	return pane == P_READ &&
		(id == ACT_DIFF || id == ACT_ATTACHMENTS || id == ACT_SAVE_FILE || id == ACT_CHECKLIST || id == ACT_WITHDRAW);
}

static bool of_the_page(unsigned pane, enum act id)
{
	return pane == P_READ && (id == ACT_DIFF || id == ACT_ATTACHMENTS || id == ACT_SAVE_FILE || id == ACT_CHECKLIST);
}

enum { MAY = 1, MAY_NOT = 2 };

/* Pressed after all others: what waits for another's decision no longer does. */
static bool takes_back(enum act id)
{
	return id == ACT_RECALL || id == ACT_TK_RECALL || id == ACT_TK_UNCLAIM;
}

static void items_by(int who, unsigned pane, bool back, unsigned char left[ACT_COUNT])
{
	char sentence[1024];
	struct place p;

	for (int i = 0; i < ACT_COUNT; i++) {
		enum act id = (enum act)i;
		if (takes_back(id) != back)
			continue;
		if ((left[i] & MAY) && place_find_of(t.f, who, pane, id, true, COLS, &p)) {
			go(&p);
			press_allowed(id, &p);
			left[i] &= (unsigned char)~MAY;
		}
		if ((left[i] & MAY_NOT) && place_find_of(t.f, who, pane, id, false, COLS, &p)) {
			go(&p);
			press_refused(id, &p, of_the_page(pane, id) ? NULL : error_sentence(&p.why, sentence, sizeof sentence));
			left[i] &= (unsigned char)~MAY_NOT;
		}
	}
}

void pressing_items(unsigned pane)
{
	unsigned char left[ACT_COUNT] = {0};
	int first = t.at;

	t.faults = 0;
	for (int i = 0; i < ACT_COUNT; i++)
		if (act_row((enum act)i)->panes & pane)
			left[i] = can_be_refused(pane, (enum act)i) ? MAY | MAY_NOT : MAY;
	for (int k = 0; k < t.f->officers * 2; k++)
		items_by((first + k) % t.f->officers, pane, k >= t.f->officers, left);
	for (int i = 0; i < ACT_COUNT; i++) {
		if (!left[i])
			continue;
		print_error("nobody %s %s in pane %u\n", left[i] & MAY ? "may do" : "is refused", act_row((enum act)i)->name, pane);
		t.faults++;
	}
	vth_free(&t.v);
	assert_int_equal(t.faults, 0);
}

/* ------------------------------------------------------------ panes 0 and 7, pages, forms */
/* In the table of this section, or on the page of its first report. */
static struct place go_section(const struct sections *x, const char *login, int section)
{
	struct place p = {.pane = x->pane, .who = by_login(login)};
	if (!t.v || t.at != p.who)
		sit_down(p.who);
	press_quick(t.v, x->keys);
	times("<Down>", section);
	press_quick(t.v, "<Tab>");
	vth_expect(t.v, x->title);
	if (x->pane == P_PAPER) {
		press(t.v, "<Enter>");
		vth_expect(t.v, "2026年第1期 · ");
	}
	return p;
}

/* Of an action that this file does not know better: by x->who in the first section, and nobody is refused. */
static struct section_press press_of(const struct sections *x, enum act id)
{
	const struct act_row *r = act_row(id);
	struct section_press k = {id, 0, 0, x->who, NULL};
	bool known = false;

	for (size_t j = 0; j < x->n; j++)
		if (x->press[j].id == id && (known = true) && (x->pane != P_PAPER || r->permit))
			k = x->press[j];
	if (!known && r->panes == x->pane)
		fail_msg("%s is a new action of %s: where can it be pressed?", r->name, x->title);
	return k;
}

static void sections_by(const struct sections *x, int who, bool allowed)
{
	struct place p;

	for (int i = 0; i < ACT_COUNT; i++) {
		if (!(act_row((enum act)i)->panes & x->pane))
			continue;
		struct section_press k = press_of(x, (enum act)i);
		const char *login = allowed ? k.may : k.may_not;
		if (!login || by_login(login) != who)
			continue;
		p = go_section(x, login, allowed ? k.yes : k.no);
		if (allowed)
			press_allowed(k.id, &p);
		else
			press_refused(k.id, &p, NULL);
	}
}

/* Refusals first: where an action is allowed it may change the row. */
void pressing_sections(const struct sections *x)
{
	t.faults = 0;
	for (int who = 0; who < t.f->officers; who++)
		sections_by(x, who, false);
	for (int who = t.f->officers - 1; who >= 0; who--)
		sections_by(x, who, true);
	vth_free(&t.v);
	assert_int_equal(t.faults, 0);
}

/* On a page or in a form where everything may be done. */
void pressing_page(unsigned pane)
{
	struct place p = {.pane = pane, .who = by_login("jbj")};

	t.faults = 0;
	for (int i = 0; i < ACT_COUNT; i++) {
		if (!(act_row((enum act)i)->panes & pane))
			continue;
		go(&p);
		press_allowed((enum act)i, &p);
	}
	vth_free(&t.v);
	assert_int_equal(t.faults, 0);
}

void pressing_refused(unsigned pane, const char *login, enum act id)
{
	struct place p = {.pane = pane, .who = by_login(login)};

	t.faults = 0;
	go(&p);
	press_refused(id, &p, NULL);
	vth_free(&t.v);
	assert_int_equal(t.faults, 0);
}

/* ------------------------------------------------------------ what was left out */
static const struct {
	unsigned panes;
	const char *program;
} parts[] = {
	{PRESSING_ITEMS, "tests/screen/action_press_item_test.c"},
	{PRESSING_TICKETS, "tests/screen/action_press_ticket_test.c"},
	{PRESSING_REQUESTS, "tests/screen/action_press_request_test.c"},
	{PRESSING_SECTIONS, "tests/screen/action_press_section_test.c"},
};

void pressing_none_was_left_out(unsigned panes)
{
	bool known = false;

	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_row *r = act_row((enum act)i);
		unsigned all = 0;
		for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
			all |= parts[k].panes;
		if (!(r->panes & all))
			fail_msg("%s belongs to no part: no program presses it", r->name);
		if (!(r->panes & panes))
			continue;
		if (!t.yes[i])
			fail_msg("%s was never pressed where it may be done", r->name);
		if (!t.no[i] && (r->permit || (r->needs & N_ROW)))
			fail_msg("%s was never pressed where it is refused", r->name);
	}
	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
		known |= parts[k].panes == panes;
		if (!file_exists(tree_path(parts[k].program)))
			fail_msg("%s is missing: who presses its part?", parts[k].program);
	}
	assert_true(known);
}
