/* view.h - lists of 公开申请, in the manner of ticket/view.h. */
#ifndef STORE_VIEW_REQUEST_VIEW_H
#define STORE_VIEW_REQUEST_VIEW_H

#include "store/base/memory.h"
#include "store/record/desk/desk.h"
#include "store/rule/request.h"
#include "store/view/listing.h"

/* Open: registered, and no answer noted. */
enum request_scope {
	REQUESTS_MINE,   /* open, given to me; or to my office and nobody yet, if I register or am 办公室 */
	REQUESTS_OFFICE, /* my office's, open */
	REQUESTS_OPEN,
	REQUESTS_ALL,
};
enum request_sort {
	REQUESTS_BY_DUE, /* what is not confirmed yet by the day it came: first */
	REQUESTS_BY_RECEIPT,
	REQUESTS_BY_UPDATED,
	REQUESTS_BY_ID /* as they were registered */
};
struct request_query {
	enum request_scope scope;
	uint32_t states;                     /* bits 1<<state; 0: all */
	int channel, applicant;              /* 0: any */
	int64_t office, handler, ticket;     /* 0: any */
	bool late, unconfirmed;
	int32_t received_from, received_to;  /* days, both ends in it; 0: open */
	int32_t due_from, due_to;            /* of open ones; never an estimate */
	const char *words;                   /* in number, title, masked content; "" none.  Copied. */
	const char *title;                   /* quick filter: substring or pinyin initials; "" none.  Copied. */
	enum request_sort sort;
	bool descending;
};
struct request_line {
	struct view_anchor at;
	int64_t id, ver;
	const char *number, *title, *name, *office, *handler, *ticket; /* name: the applicant's, masked */
	int state, channel, applicant;
	int32_t came, received_on, due, answered_on; /* DAY_NONE: none; due of one that cannot be computed: the estimate */
	bool estimate;
	int left;         /* working days; negative: overdue */
	enum light light; /* of an open one as it is now, of one that was answered as it was */
	int64_t created_at, updated_at;
};
enum z request_view_open(struct desk *d, const struct request_query *q, struct window **out, struct error *e);
/* How many REQUESTS_MINE are, for the tabs. */
enum z requests_mine(struct desk *d, int64_t *n, struct error *e);
/* "状态=已登记 股室=办公室 方式=互联网平台 待确认 林地": words of store/view/request/filter.def */
enum z request_query_parse(struct desk *d, const char *expression, struct request_query *q, struct arena *a, struct error *e);
#endif
