/* pressing.h - every action of tui/action/action.def is pressed, in every pane it belongs to: once where it may be done, and the screen
 * reacts; once where it is refused, and the message row says why while nothing else moves.  Esc brings back what was there.
 *
 * Driven from the table: who may do what to which record of the demonstration is asked of the store, as the program does.  The panes are
 * divided among the programs tests/screen/action_press_*_test.c, which run side by side; each ends with pressing_none_was_left_out, which
 * fails for a row of the table that nobody could press, and for one that no program is there to press.
 *
 *	cmocka_run_group_tests(tests, pressing_open, pressing_close);
 *
 * Seen to fail when a submission, and when an explanation of no row, that is refused was let through, and for an action whose pane no
 * program had. */
#ifndef TESTS_PRESSING_H
#define TESTS_PRESSING_H

#include "tests/samplefix.h"
#include "tui/action/action.h"

/* Which panes are whose part. */
enum pressing_part {
	PRESSING_ITEMS = P_ITEMS | P_ENTRY | P_CHOICE | P_PAGE,
	PRESSING_TICKETS = P_TICKETS | P_FORM | P_PANEL | P_FIGURES,
	PRESSING_REQUESTS = P_ASKED | P_TASKED | P_TODO,
	PRESSING_SECTIONS = P_SETTING | P_REPORT | P_PAPER,
};

/* The demonstration desk, with what it has none of: for cmocka's group. */
int pressing_open(void **state);
int pressing_close(void **state);
struct samplefix *pressing_desk(void);

/* A pane of records: P_QUEUE, P_REVIEW, P_READ, P_HOTLINE, P_TICKET, P_REQUESTS, P_REQUEST, P_TASKS, P_TASK. */
void pressing_items(unsigned pane);

/* A pane with sections; where in it each of its actions can be pressed, and by whom, and where and by whom it is refused. */
struct section_press {
	enum act id;
	int yes, no;
	const char *may, *may_not; /* NULL: nobody is refused */
};
struct sections {
	unsigned pane;
	const char *keys, *title, *who;
	const struct section_press *press;
	size_t n;
};
void pressing_sections(const struct sections *x);

/* A page or a form where everything may be done. */
void pressing_page(unsigned pane);
/* One action that login is refused in a pane of no records. */
void pressing_refused(unsigned pane, const char *login, enum act id);

void pressing_none_was_left_out(unsigned panes);

#endif
