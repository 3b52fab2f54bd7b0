/* tier.h - who may sit in tier 1, 2, 3 for an item (tiers are data), and whether anybody can.
 *
 * Pure.  A seat covers one office or all, one document class or both.  A delegation lends all seats of the principal
 * from 00:00 of its first to the end of its last day; an act under it counts as both the delegate's and the principal's
 * (design 4.1).  Seats of officers who left or are administrators count for nothing. */
#ifndef STORE_RULE_ITEM_TIER_H
#define STORE_RULE_ITEM_TIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tier_seat {
	int64_t id, officer;
	int tier;
	int64_t office; /* 0: all */
	int class;      /* 0: both */
	int64_t from_at, to_at; /* instants; to_at 0: still */
};
struct tier_delegation {
	int64_t id, principal, delegate;
	int32_t from_day, to_day;
	int64_t revoked_at; /* 0: no */
};
struct tier_officer {
	int64_t id, office;
	unsigned roles;
	bool active;
};
struct tier_book { /* all seats, delegations and officers of the desk; borrowed */
	const struct tier_seat *seats;
	size_t seats_n;
	const struct tier_delegation *delegations;
	size_t delegations_n;
	const struct tier_officer *officers;
	size_t officers_n;
};

/* By what right an officer sits there. */
struct tier_basis {
	int64_t seat;       /* 0: he does not */
	int64_t principal;  /* 0: his own seat */
	int64_t delegation;
};

/* Up to max ways in which officer may act in the tier for an item of this office and class at this instant, own seats
 * first; returns how many there are. */
size_t tier_bases(const struct tier_book *b, int64_t officer, int tier, int64_t office, int class, int64_t at,
	struct tier_basis *out, size_t max);

/* Whether he holds a seat of the tier at this instant, own or delegated, for some office and class. */
bool tier_holds(const struct tier_book *b, int64_t officer, int tier, int64_t at);

/* Somebody who acts by a seat of any tier, or by his role. */
struct tier_actor {
	int64_t officer, at;
	bool by_role, past;
};
/* Whether the acts can be read as those of so many different people, none of whom is among `except`, each with the one
 * for whose seat he acted: an act under a delegation counts as both (design 4.1).  Who acts now must hold a seat now; of
 * an act that was allowed then, only the seats and delegations of then are asked. */
bool tier_apart(const struct tier_book *b, const struct tier_actor *who, size_t n, const int64_t *except,
	size_t except_n);

unsigned tier_roles(const struct tier_book *b, int64_t officer); /* 0: nobody of that id */

/* 人岗检查: can three different people, none of them among the authors and none an administrator, pass tiers 1, 2, 3 of an
 * item of this office and class?  *blocked gets the first tier that cannot be filled (1..3), or 0. */
bool tier_feasible(const struct tier_book *b, int64_t office, int class, const int64_t *authors, size_t authors_n,
        int64_t at, int *blocked);
#endif
