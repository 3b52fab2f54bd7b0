/* model_ticket_inside.h - what model_ticket_apply.c and model_ticket_import.c share; nobody else includes it. */
#ifndef TESTS_MODEL_MODEL_TICKET_INSIDE_H
#define TESTS_MODEL_MODEL_TICKET_INSIDE_H

#include "store/record/ticket/ticket.h"
#include "tests/model/model.h"

struct doing {
	struct model *m;
	const struct op *op;
	int64_t at;
	int batch;
};

void m_set(struct m_ticket *t, int fact, int64_t v);
void m_clocks(const struct model *m, struct m_ticket *t);
int m_light(const struct m_ticket *t);
void m_put(const struct doing *x, struct m_ticket *t);
void m_note(const struct doing *x, struct m_ticket *t, int act, int fact, int64_t old, int64_t now);
void m_did(const struct doing *x, struct m_ticket *t, int act);
struct m_ticket *m_new(struct model *m, uint32_t words);
void m_close(const struct doing *x, struct m_ticket *t, int64_t at);

/* model_ticket_import.c */
void m_import(struct doing *x);
void m_undo(struct doing *x);
#endif
