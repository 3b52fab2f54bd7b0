/* action_test.c - the rules that the action table itself must obey. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tui/action/action.h"

static const unsigned panes[] = {P_QUEUE, P_REVIEW, P_SETTING, P_REPORT, P_READ, P_ENTRY, P_PAGE, P_CHOICE, P_HOTLINE, P_TICKET, P_FORM,
	P_HOTLINE | P_BEHIND, P_PANEL, P_FIGURES, P_TODO, P_PAPER, P_LEDGER, P_REQUESTS, P_REQUEST, P_TASKS, P_TASK};

static void names_are_unique_and_whole(void **state)
{
	(void)state;
	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_row *r = act_row((enum act)i);
		assert_true(*r->name && *r->label && *r->help);
		assert_non_null(r->run);
		assert_int_equal(act_by_name(r->name), i);
		if (text_columns(r->label) > 10)
			fail_msg("label of %s is too long for the key bar", r->name);
	}
	assert_int_equal(act_by_name("no such action"), -1);
}

static void every_key_is_understood(void **state)
{
	(void)state;
	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_row *r = act_row((enum act)i);
		int words = 0, keys = 0;
		for (const char *p = r->keys; *p; p++)
			words += *p != ' ' && (p == r->keys || p[-1] == ' ');
		while (keys < ACT_KEYS && r->key[keys] > 0)
			keys++;
		if (words != keys)
			fail_msg("%s: %d keys written, %d understood: %s", r->name, words, keys, r->keys);
		char name[24];
		assert_true(*key_name(r->key[0], name));
	}
}

static void no_key_means_two_things_in_one_pane(void **state)
{
	(void)state;
	for (size_t p = 0; p < sizeof panes / sizeof *panes; p++)
		for (int i = 0; i < ACT_COUNT; i++)
			for (int j = i + 1; j < ACT_COUNT; j++) {
				const struct act_row *a = act_row((enum act)i), *b = act_row((enum act)j);
				if (!(a->panes & panes[p]) || !(b->panes & panes[p]))
					continue;
				for (int k = 0; k < ACT_KEYS && a->key[k]; k++)
					for (int l = 0; l < ACT_KEYS && b->key[l]; l++)
						if (a->key[k] == b->key[l])
							fail_msg("%s and %s share a key in pane %x: %s / %s", a->name, b->name, panes[p],
								a->keys, b->keys);
			}
}

/* Whatever changes a record is guarded by a row of the matrix. */
static void writing_actions_have_a_gate(void **state)
{
	(void)state;
	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_row *r = act_row((enum act)i);
		/* pane 0 asks the matrix by section: see setting_why() */
		if (r->danger != NONE && !r->permit && r->panes != P_SETTING)
			fail_msg("%s asks and has no gate", r->name);
		if (r->permit && permit_needs_item((enum action)r->permit) && !(r->needs & N_ROW))
			fail_msg("%s is about an item and needs no row", r->name);
	}
}

/* Signatures are never bulk (design 6). */
static void signatures_are_never_bulk(void **state)
{
	(void)state;
	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_row *r = act_row((enum act)i);
		if (r->permit >= ACTION_REVIEW_PASS && r->permit <= ACTION_REVIEW_PAPER_CONFIRM)
			assert_false(r->needs & N_BULK);
	}
}

/* With a Chinese input method on, ： means : and ｊ means j. */
static void full_width_keys_act_as_their_twins(void **state)
{
	(void)state;
	assert_int_equal(act_for_key(P_QUEUE, 0xff1a), ACT_PALETTE);
	assert_int_equal(act_for_key(P_QUEUE, 0xff0f), ACT_SEARCH);
	assert_int_equal(act_for_key(P_QUEUE, 0xff1f), ACT_HELP);
	assert_int_equal(act_for_key(P_QUEUE, 0xff13), ACT_GO_REVIEW);
	assert_int_equal(act_for_key(P_QUEUE, 'n'), ACT_NEW);
	assert_int_equal(act_for_key(P_QUEUE, 0x4e00), -1);
	/* while a text is typed, letters and digits are text */
	for (int c = ' '; c < 127; c++) {
		int id = act_for_key(P_ENTRY, c);
		if (id >= 0 && c != '?' && c != ':')
			fail_msg("'%c' would be %s in an entry form", c, act_row((enum act)id)->name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_unique_and_whole),
		cmocka_unit_test(every_key_is_understood),
		cmocka_unit_test(no_key_means_two_things_in_one_pane),
		cmocka_unit_test(writing_actions_have_a_gate),
		cmocka_unit_test(signatures_are_never_bulk),
		cmocka_unit_test(full_width_keys_act_as_their_twins),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
