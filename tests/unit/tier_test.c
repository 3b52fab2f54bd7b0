/* tier_test.c - seats and delegations at their edges, and 人岗检查 against trying everybody in every chair. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/date.h"
#include "store/rule/permit/permit.h"
#include "store/rule/item/tier.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static const struct tier_officer people[] = {
	{1, 10, ROLE_CLERK, true},
	{2, 10, ROLE_CLERK, true},
	{3, 11, 0, true},
	{4, 11, 0, false},
	{5, 11, ROLE_ADMIN, true},
	{6, 12, 0, true},
};

static struct tier_book book(const struct tier_seat *s, size_t sn, const struct tier_delegation *g, size_t gn)
{
	return (struct tier_book){s, sn, g, gn, people, COUNT(people)};
}

static void a_seat_covers_its_office_its_class_and_its_time(void **state)
{
	(void)state;
	const struct tier_seat seats[] = {{7, 2, 1, 10, CLASS_PAPER, 100, 200}};
	struct tier_book b = book(seats, 1, NULL, 0);
	struct tier_basis out[2];
	assert_int_equal(tier_bases(&b, 2, 1, 10, CLASS_PAPER, 100, out, 2), 1);
	assert_int_equal(out[0].seat, 7);
	assert_int_equal(out[0].principal, 0);
	assert_int_equal(tier_bases(&b, 2, 1, 10, CLASS_PAPER, 199, out, 2), 1);
	assert_int_equal(tier_bases(&b, 2, 1, 10, CLASS_PAPER, 200, out, 2), 0);
	assert_int_equal(tier_bases(&b, 2, 1, 10, CLASS_PAPER, 99, out, 2), 0);
	assert_int_equal(tier_bases(&b, 2, 1, 10, CLASS_OTHER, 150, out, 2), 0);
	assert_int_equal(tier_bases(&b, 2, 1, 11, CLASS_PAPER, 150, out, 2), 0);
	assert_int_equal(tier_bases(&b, 2, 2, 10, CLASS_PAPER, 150, out, 2), 0);
	assert_int_equal(tier_bases(&b, 1, 1, 10, CLASS_PAPER, 150, out, 2), 0);
	assert_true(tier_holds(&b, 2, 1, 150));
	assert_false(tier_holds(&b, 2, 1, 200));
	assert_false(tier_holds(&b, 2, 2, 150));
}

static void leavers_and_administrators_sit_nowhere(void **state)
{
	(void)state;
	const struct tier_seat seats[] = {{1, 4, 1, 0, 0, 0, 0}, {2, 5, 1, 0, 0, 0, 0}};
	const struct tier_delegation lent[] = {{1, 4, 3, 0, 100, 0}, {2, 5, 6, 0, 100, 0}};
	struct tier_book b = book(seats, 2, lent, 2);
	for (int64_t o = 1; o <= 7; o++) {
		assert_int_equal(tier_bases(&b, o, 1, 10, 1, 50, NULL, 0), 0);
		assert_false(tier_holds(&b, o, 1, 50));
	}
}

static void a_delegation_lends_from_midnight_to_midnight(void **state)
{
	(void)state;
	int32_t from = day_of(2026, 11, 20), to = day_of(2026, 11, 22);
	const struct tier_seat seats[] = {{7, 3, 2, 0, 0, 0, 0}};
	const struct tier_delegation lent[] = {{9, 3, 6, from, to, 0}};
	struct tier_book b = book(seats, 1, lent, 1);
	struct tier_basis out[1];
	assert_int_equal(tier_bases(&b, 6, 2, 10, 1, day_start(from) - 1, out, 1), 0);
	assert_int_equal(tier_bases(&b, 6, 2, 10, 1, day_start(from), out, 1), 1);
	assert_int_equal(out[0].seat, 7);
	assert_int_equal(out[0].principal, 3);
	assert_int_equal(out[0].delegation, 9);
	assert_int_equal(tier_bases(&b, 6, 2, 10, 1, day_start(to + 1) - 1, out, 1), 1);
	assert_int_equal(tier_bases(&b, 6, 2, 10, 1, day_start(to + 1), out, 1), 0);
	assert_true(tier_holds(&b, 6, 2, day_start(from)));
	assert_false(tier_holds(&b, 6, 2, day_start(to + 1)));
}

static void a_revoked_one_lends_no_more_and_none_is_passed_on(void **state)
{
	(void)state;
	const struct tier_seat seats[] = {{7, 3, 2, 0, 0, 0, 0}};
	const struct tier_delegation lent[] = {{9, 3, 6, 0, 100, 5000}, {10, 6, 2, 0, 100, 0}};
	struct tier_book b = book(seats, 1, lent, 2);
	assert_int_equal(tier_bases(&b, 6, 2, 10, 1, 4999, NULL, 0), 1);
	assert_int_equal(tier_bases(&b, 6, 2, 10, 1, 5000, NULL, 0), 0);
	assert_int_equal(tier_bases(&b, 2, 2, 10, 1, 4999, NULL, 0), 0);
	assert_false(tier_holds(&b, 2, 2, 4999));
}

static void own_seats_come_first_and_all_are_counted(void **state)
{
	(void)state;
	const struct tier_seat seats[] = {{7, 3, 1, 0, 0, 0, 0}, {8, 6, 1, 10, 0, 0, 0}, {9, 6, 1, 0, 0, 0, 0}};
	const struct tier_delegation lent[] = {{1, 3, 6, 0, 100, 0}};
	struct tier_book b = book(seats, 3, lent, 1);
	struct tier_basis out[2];
	assert_int_equal(tier_bases(&b, 6, 1, 10, 1, 50, out, 2), 3);
	assert_int_equal(out[0].seat, 8);
	assert_int_equal(out[1].seat, 9);
}

/* Every triple of officers, the slow way. */
static bool naive(const struct tier_book *b, int64_t office, int class, const int64_t *authors, size_t n, int64_t at,
	int tiers)
{
	int64_t chair[3];
	int64_t ids = (int64_t)b->officers_n;
	for (int64_t code = 0; code < ids * ids * ids; code++) {
		chair[0] = b->officers[code % ids].id;
		chair[1] = b->officers[code / ids % ids].id;
		chair[2] = b->officers[code / ids / ids].id;
		bool good = true;
		for (int t = 0; t < tiers && good; t++) {
			struct tier_basis basis[8];
			size_t k = tier_bases(b, chair[t], t + 1, office, class, at, basis, 8);
			bool sits = false;
			for (size_t i = 0; i < k && i < 8; i++)
				sits = sits || !basis[i].principal;
			for (size_t i = 0; i < n; i++)
				sits = sits && authors[i] != chair[t];
			for (int u = 0; u < t; u++)
				sits = sits && chair[u] != chair[t];
			good = sits;
		}
		if (good)
			return true;
	}
	return false;
}

static void feasible_agrees_with_trying_everybody(void **state)
{
	(void)state;
	srand(20261120);
	int seen[4] = {0};
	for (int round = 0; round < 3000; round++) {
		struct tier_seat seats[10];
		size_t n = (size_t)(rand() % 11);
		for (size_t i = 0; i < n; i++) {
			seats[i] = (struct tier_seat){(int64_t)i + 1, rand() % 6 + 1, rand() % 3 + 1,
			        rand() % 2 ? 0 : 10 + rand() % 2, rand() % 2 ? 0 : 1 + rand() % 2, 0,
			        rand() % 5 ? 0 : 40};
		}
		int64_t authors[2] = {rand() % 6 + 1, rand() % 6 + 1};
		size_t authors_n = (size_t)(rand() % 3);
		struct tier_book b = book(seats, n, NULL, 0);
		int blocked = -1;
		bool got = tier_feasible(&b, 10, 1, authors, authors_n, 50, &blocked);
		int want = 0;
		for (int t = 3; t >= 1; t--) {
			if (!naive(&b, 10, 1, authors, authors_n, 50, t))
				want = t;
		}
		assert_int_equal(blocked, want);
		assert_int_equal(got, want == 0);
		seen[want]++;
	}
	for (int i = 0; i < 4; i++)
		assert_true(seen[i] > 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_seat_covers_its_office_its_class_and_its_time),
		cmocka_unit_test(leavers_and_administrators_sit_nowhere),
		cmocka_unit_test(a_delegation_lends_from_midnight_to_midnight),
		cmocka_unit_test(a_revoked_one_lends_no_more_and_none_is_passed_on),
		cmocka_unit_test(own_seats_come_first_and_all_are_counted),
		cmocka_unit_test(feasible_agrees_with_trying_everybody),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
