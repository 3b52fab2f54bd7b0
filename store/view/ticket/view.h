/* view.h - lists of tickets as keyset windows, in the manner of item/view.h. */
#ifndef STORE_VIEW_TICKET_VIEW_H
#define STORE_VIEW_TICKET_VIEW_H

#include "store/base/memory.h"
#include "store/record/desk/desk.h"
#include "store/rule/ticket/ticket.h"
#include "store/view/listing.h"

enum ticket_scope {
	TICKETS_MINE,       /* 待我办: claimed by me, to check, decide or fill by me, 协办 asked of my office; TICKETS_DUTY while I am
	                     * on duty */
	TICKETS_OFFICE,     /* my office's, open */
	TICKETS_UNASSIGNED, /* 未分派: open without office, or with an office and nobody's claim */
	TICKETS_DUTY,       /* 值班: open, its next limit is one of hours and is over or ends within the duty that runs now */
	TICKETS_HOURS,      /* open, its next limit is one of hours, whenever it ends */
	TICKETS_OPEN,
	TICKETS_ALL,
};
enum ticket_sort {
	TICKETS_BY_DUE,
	TICKETS_BY_ARRIVAL,
	TICKETS_BY_UPDATED,
	TICKETS_BY_CLOSING, /* only what the platform has closed */
	TICKETS_BY_ID       /* as they were registered */
};
struct ticket_query {
	enum ticket_scope scope;
	uint32_t states;              /* bits 1<<state; 0: all */
	int kind, urgency, route;     /* 0: any */
	int64_t office, handler, batch, master; /* 0: any; office VIEW_WITHOUT: none */
	enum light light;             /* 0: any; of open ones by the next limit, of closed ones as frozen */
	bool off_duty;                /* TICKETS_MINE without what is mine by duty only */
	bool late, supervised, extending, excluded;
	int64_t dispatched_from, dispatched_to; /* [from, to), 0 open */
	int64_t closed_from, closed_to;
	int64_t filled_from, filled_to; /* of this round */
	int64_t due_from, due_to; /* (from, to]: open ones whose next limit ends then; never an estimate */
	int figure;      /* enum ticket_figure of ticket/stat.h + 1, set by ticket_figure_query(); 0 none */
	int figure_part; /* 1 its numerator, 2 its denominator; the span stands in dispatched_ or closed_ */
	const char *words; /* full text over number, title, topic, masked body; newest first; "" none. Copied. */
	const char *title; /* quick filter on the title: substring or pinyin initials; "" none. Copied. */
	enum ticket_sort sort;
	bool descending;
};
struct ticket_line {
	struct view_anchor at;
	int64_t id, ver;
	const char *number, *title, *kind, *office, *holder;
	int state, urgency, round, kind_code;
	bool supervised, extending, excluded, merged_here; /* merged_here: others were merged into it */
	int64_t due;       /* instant of the limit that counts in this state; 0 none */
	bool estimate, hours; /* hours: an hour limit; left is then in hours */
	int left;          /* working days or hours; negative: overdue */
	enum light light;
	int64_t dispatched_at, closed_at, updated_at;
	int pleased;
};
enum z ticket_view_open(struct desk *d, const struct ticket_query *q, struct window **out, struct error *e);
/* "状态=办理中 股室=办公室 类型=投诉 灯=红 野猪": words of store/view/ticket/filter.def */
enum z ticket_query_parse(struct desk *d, const char *expression, struct ticket_query *q, struct arena *a, struct error *e);
#endif
