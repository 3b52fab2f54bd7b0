/* sections.h - where in panes 0 and 7 each of their actions can be pressed, and by whom; for action_press_section_test.c. */
#ifndef TESTS_SCREEN_SECTIONS_H
#define TESTS_SCREEN_SECTIONS_H

#include "tests/pressing.h"

/* Sections of pane 0, and of pane 7, from above. */
enum section { PEOPLE_, OFFICES, SEATS, LENT, POSTS, CATALOG, CATEGORIES, CHANNELS, PHRASES, CHECKS, CALENDAR, LIMITS, VALUES, ERASURES, LOG_,
	BACKUPS };

static const struct section_press settings[] = {
	{ACT_SET_OPEN, PEOPLE_, PEOPLE_, "glyj", NULL},
	{ACT_SET_ADD, PEOPLE_, PEOPLE_, "glyj", "jbg"},
	{ACT_SET_EDIT, PEOPLE_, PEOPLE_, "glyj", "jbg"},
	{ACT_SET_IMPORT, PEOPLE_, PEOPLE_, "glyj", "jbg"},
	{ACT_SET_FURNISH, CATALOG, CATALOG, "glyj", "jbg"},
	{ACT_SET_RESET, PEOPLE_, PEOPLE_, "glyj", "jbg"},
	{ACT_SET_LEAVE, PEOPLE_, PEOPLE_, "glyj", "jbg"},
	{ACT_SET_DECIDE, ERASURES, ERASURES, "fsb", "jbg"},
	{ACT_SET_END, SEATS, SEATS, "glyj", "jbg"},
	{ACT_SET_BACKUP, BACKUPS, PEOPLE_, "jbg", "jbg"},
	{ACT_SET_VERIFY, LOG_, PEOPLE_, "jbg", "jbg"},
	{ACT_SET_POSTS, PEOPLE_, CATALOG, "jbg", "jbg"},
	{ACT_SET_SIDE, PEOPLE_, PEOPLE_, "jbg", NULL},
};

enum shelf { WEEKLY, MONTHLY, QUARTERLY, HALF, SELF, ENTERED_ONES, REGISTERS_ };
static const struct section_press shelves[] = {
	{ACT_RP_OPEN, WEEKLY, WEEKLY, "jbj", NULL},
	{ACT_RP_NEW, HALF, HALF, "jbj", "ldd"},
	{ACT_RP_EDIT, WEEKLY, QUARTERLY, "jbj", "jbj"},
	{ACT_RP_PASS, MONTHLY, MONTHLY, "ldd", "jbj"},
	{ACT_RP_BACK, MONTHLY, WEEKLY, "ldd", "ldd"},
	{ACT_RP_SEND, WEEKLY, MONTHLY, "jbj", "jbj"},
	{ACT_RP_RECALL, MONTHLY, WEEKLY, "jbj", "jbj"},
	{ACT_RP_EXPORT, REGISTERS_, HALF, "jbj", "jbj"},
	{ACT_RP_CORRECT, QUARTERLY, WEEKLY, "jbj", "jbj"},
	{ACT_RP_IMPORT, ENTERED_ONES, ENTERED_ONES, "jbj", "ldd"},
	{ACT_RP_PRINT, REGISTERS_, HALF, "jbj", "jbj"},
	{ACT_RP_STEPS, WEEKLY, HALF, "jbj", "jbj"},
	{ACT_RP_SIDE, WEEKLY, WEEKLY, "jbj", NULL},
};

#endif
