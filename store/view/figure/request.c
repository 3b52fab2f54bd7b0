/* request.c - the figures of 公开申请: what is open is counted in the index of what is open, of which a county has some tens. */
#include "store/rule/request.h"
#include "store/view/figure/inside.h"

bool figure_request_list(const struct ask *a, struct request_query *q)
{
	*q = (struct request_query){.scope = REQUESTS_OPEN, .office = a->office, .words = "", .title = ""};
	switch (a->f) {
	case FIGURE_REQUESTS_UNCONFIRMED:
		q->unconfirmed = true;
		break;
	case FIGURE_REQUESTS_LATE:
		q->late = true;
		break;
	case FIGURE_REQUESTS_SOON:
		q->due_from = desk_today(a->d);
		q->due_to = ask_soon(a);
		break;
	default:
		break;
	}
	return true;
}

/* due_sort is due where that is known: it leads through the index. */
#define OPEN_REQUESTS                                                                                                    \
	"SELECT count(*) FROM request INDEXED BY request_state WHERE state=?1 AND answered_on IS NULL AND ?2 IN (0, office)"

enum z figure_request_get(const struct ask *a, struct figure_value *out)
{
	struct db *db = a->d->db;
	const int64_t open = REQUEST_REGISTERED, today = desk_today(a->d);
	switch (a->f) {
	case FIGURE_REQUESTS_UNCONFIRMED:
		out->n = db_number(db, a->e, 0, OPEN_REQUESTS " AND received_on IS NULL", "ii", open, a->office);
		break;
	case FIGURE_REQUESTS_LATE:
		out->n = db_number(db, a->e, 0, OPEN_REQUESTS " AND due_sort<?3 AND due<?3", "iii", open, a->office, today);
		break;
	case FIGURE_REQUESTS_SOON:
		out->n = db_number(db, a->e, 0, OPEN_REQUESTS " AND due_sort BETWEEN ?3 AND ?4 AND due BETWEEN ?3 AND ?4", "iiii", open,
		        a->office, today, (int64_t)ask_soon(a));
		break;
	default:
		out->n = db_number(db, a->e, 0, OPEN_REQUESTS, "ii", open, a->office);
		break;
	}
	return db_result(db);
}
