/* figure.c - what each rate of the hotline counts, as conditions. */
#include "store/view/ticket/query.h"

enum ticket_basis ticket_figure_basis(enum ticket_figure f)
{
	switch (f) {
	case TICKET_FIGURE_SOLVED:
	case TICKET_FIGURE_PLEASED:
	case TICKET_FIGURE_PLEASED_BOTH:
	case TICKET_FIGURE_VISITED:
		return TICKETS_IN_SPAN_BY_CLOSING;
	case TICKET_FIGURE_IN_TIME:
		return TICKETS_IN_SPAN_BY_JUDGEMENT;
	default:
		return TICKETS_IN_SPAN_BY_ARRIVAL;
	}
}

_Static_assert(PLEASED_YES == 1 && PLEASED_FAIR == 2 && PLEASED_NO == 3, "valid answers are 1..3");
_Static_assert(ANSWERED_YES == 1 && ANSWERED_PARTLY == 2 && ANSWERED_NO == 3, "solved or not is 1..3");
_Static_assert(TICKET_RETURNED == 9 && TICKET_ACT_EXTEND_YES == 16, "the codes below");

static const char *denominator(enum ticket_figure f)
{
	switch (f) {
	case TICKET_FIGURE_SIGNED_IN_TIME:
		return "i.sign_due IS NOT NULL";
	case TICKET_FIGURE_CONTACTED:
		return "i.origin=0";
	case TICKET_FIGURE_SOLVED:
		return "i.solved BETWEEN 1 AND 3";
	case TICKET_FIGURE_PLEASED:
		return "i.pleased BETWEEN 1 AND 3";
	case TICKET_FIGURE_PLEASED_BOTH:
		return "i.pleased BETWEEN 1 AND 3 AND i.pleased_manner BETWEEN 1 AND 3";
	default:
		return "";
	}
}

static void numerator(enum ticket_figure f, int pleased, struct buffer *b)
{
	switch (f) {
	case TICKET_FIGURE_SIGNED_IN_TIME:
		buffer_text(b, " AND i.signed_at<=i.sign_due");
		break;
	case TICKET_FIGURE_CLOSED:
		buffer_text(b, " AND i.closed_at IS NOT NULL");
		break;
	case TICKET_FIGURE_CONTACTED:
		buffer_text(b, " AND EXISTS(SELECT 1 FROM ticket_answer w WHERE w.ticket=i.id AND w.reached IN (1,2)"
		               " AND w.contact_at<=i.outer_due)");
		break;
	case TICKET_FIGURE_SOLVED:
		buffer_text(b, " AND i.solved=1");
		break;
	case TICKET_FIGURE_PLEASED:
		buffer_printf(b, " AND i.pleased<=%d", pleased);
		break;
	case TICKET_FIGURE_PLEASED_BOTH:
		buffer_printf(b, " AND i.pleased<=%d AND i.pleased_manner<=%d", pleased, pleased);
		break;
	case TICKET_FIGURE_VISITED:
		buffer_text(b, " AND i.pleased BETWEEN 1 AND 3");
		break;
	case TICKET_FIGURE_RETURNED:
		buffer_text(b, " AND i.state=9");
		break;
	case TICKET_FIGURE_REDONE:
		buffer_text(b, " AND (i.redos>0 OR i.round>1)");
		break;
	case TICKET_FIGURE_EXTENDED: /* of any round; 迁入 has no acts of ours */
		buffer_text(b, " AND i.origin=0 AND EXISTS(SELECT 1 FROM ticket_act w WHERE w.ticket=i.id AND w.act=16)");
		break;
	default:
		break;
	}
}

void ticket_figure_condition(const struct desk *d, enum ticket_figure f, int part, struct buffer *b)
{
	const char *of = denominator(f);
	buffer_printf(b, TICKET_COUNTS "%s%s", *of ? " AND " : "", of);
	if (part == 1)
		numerator(f, setting_number(d, SETTING_FAIR_COUNTS) ? PLEASED_FAIR : PLEASED_YES, b);
}

void ticket_figure_query(enum ticket_figure f, int part, const struct ticket_span *s, int64_t office, int kind,
        struct ticket_query *q)
{
	*q = (struct ticket_query){.scope = TICKETS_ALL,
	        .office = office,
	        .kind = kind,
	        .figure = (int)f + 1,
	        .figure_part = part,
	        .words = "",
	        .title = "",
	        .sort = TICKETS_BY_ARRIVAL};
	if (ticket_figure_basis(f) == TICKETS_IN_SPAN_BY_ARRIVAL) {
		q->dispatched_from = s->from;
		q->dispatched_to = s->to;
		return;
	}
	q->closed_from = s->from;
	q->closed_to = s->to;
	if (ticket_figure_basis(f) == TICKETS_IN_SPAN_BY_CLOSING || part == 1)
		q->sort = TICKETS_BY_CLOSING;
}
