/* span.h - --period, --from and --to, --office, --figure: of what time and whose the figures and lists of a verb are. */
#ifndef FORMS_COMMAND_SPAN_H
#define FORMS_COMMAND_SPAN_H

#include "forms/command/inside.h"
#include "store/view/figure/figure.h"
#include "store/view/ticket/stat.h"

struct call_span {
	int32_t from, to; /* days, both included; DAY_NONE: open */
};
enum z call_span(const struct call *c, struct call_span *s, struct error *e);
struct ticket_span call_span_instants(const struct call_span *s);
struct figure_period call_span_period(const struct call_span *s);
/* 0 where none is given. */
enum z call_office(const struct call *c, int64_t *office, struct error *e);
/* The list that stands behind --figure ("published", of a rate's divisor "timely/of") in that time and office, which must be
 * of this module. */
enum z call_figure(const struct call *c, enum figure_module m, struct figure_list *list, struct error *e);
#endif
