/* ticketfix.h - tickets for tests on a desk of tests/deskfix.h. */
#ifndef TESTS_TICKETFIX_H
#define TESTS_TICKETFIX_H

#include "store/record/ticket/ticket.h"
#include "tests/deskfix.h"

/* A complaint of today about 城关镇, by 王某 13800001234; number "": of our own series.  The strings are static. */
struct ticket_in ticketfix_in(const char *number);
/* Registered by d's person; office 0: 未分派.  Fails the running test if refused. */
int64_t ticketfix_new(struct desk *d, const char *number, int64_t office);
int64_t ticketfix_ver(struct desk *d, int64_t id);
struct ticket *ticketfix_load(struct desk *d, int64_t id);
/* From claimed to checked and to 已回填, and closed, by these; the ticket must be unclaimed. */
void ticketfix_answer(struct desk *clerk, int64_t id);
void ticketfix_fill(struct desk *clerk, struct desk *checker, int64_t id);
void ticketfix_close(struct desk *clerk, struct desk *checker, struct desk *other, int64_t id, const char *at);

#endif
