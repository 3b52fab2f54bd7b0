/* requestfix.h - 公开申请 for tests on a desk of tests/deskfix.h. */
#ifndef TESTS_REQUESTFIX_H
#define TESTS_REQUESTFIX_H

#include "store/record/request/request.h"
#include "tests/deskfix.h"

/* Of 李建国, a natural person, about a 林地 approval; came on that day ("2026-11-20"), not confirmed.  Strings are static. */
struct request_in requestfix_in(int channel, const char *came);
/* Registered by d's person.  Fails the running test if refused. */
int64_t requestfix_new(struct desk *d, int channel, const char *came);
struct request *requestfix_load(struct desk *d, int64_t id);
int64_t requestfix_ver(struct desk *d, int64_t id);
#endif
