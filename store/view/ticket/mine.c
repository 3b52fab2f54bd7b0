/* mine.c - which tickets wait for this person (待我办), as conditions over ticket i.
 *
 * What he may do is permit.def's business; here stands what he is expected to do: what he claimed, what he can check,
 * decide or fill in, and the 协办 asked of his office.  A ticket may wait for him in more than one way. */
#include "store/record/duty/duty.h"
#include "store/view/ticket/query.h"

_Static_assert(TICKET_WORKING == 2 && TICKET_DRAFTED == 3 && TICKET_CHECKING == 4 && TICKET_TO_FILL == 5 &&
                TICKET_RETURNING == 8,
        "states below");
_Static_assert(TICKET_ACT_ASSIST == 7 && TICKET_ACT_ASSIST_DONE == 8 && TICKET_ACT_RETURN_ASK == 12, "acts below");

struct mine {
	struct plan *p;
	const struct who *who;
	uint32_t states;
	bool sees_all; /* 办公室 and leaders look after all offices */
	struct plan_name me, office;
};

/* An arm of one state by its next limit; office: of his own office, unless he looks after all. */
static void one_state(struct mine *m, int state, const char *test, const char *value, bool office)
{
	struct buffer b = {0};
	if (!(m->states & 1u << state))
		return;
	buffer_printf(&b, "i.state=%d", state);
	if (office && !m->sees_all)
		buffer_printf(&b, " AND i.office=%s", m->office.s);
	if (test) {
		buffer_text(&b, " AND ");
		buffer_printf(&b, test, value, value);
	}
	plan_arm(m->p, "ticket_state_due", &b);
}

static void claimed(struct mine *m)
{
	static const int hands[] = {TICKET_WORKING, TICKET_DRAFTED, TICKET_TO_FILL};
	for (int i = 0; i < 3; i++) {
		struct buffer b = {0};
		if (!(m->states & 1u << hands[i]))
			continue;
		buffer_printf(&b, "i.handler=%s AND i.state=%d", m->me.s, hands[i]);
		plan_arm(m->p, "ticket_handler", &b);
	}
}

/* 延期 that somebody else asked for: few are open at a time. */
static void extensions(struct mine *m)
{
	struct buffer b = {0};
	buffer_printf(&b, "i.extending<>0 AND i.state IN (1,2,3,4,5) AND (SELECT a.officer FROM ticket_act a WHERE a.id=i.extending)<>%s",
	        m->me.s);
	if (!m->sees_all)
		buffer_printf(&b, " AND i.office=%s", m->office.s);
	plan_arm(m->p, "ticket_extending", &b);
}

static void assists(struct mine *m)
{
	struct buffer b = {0};
	buffer_printf(&b,
	        "i.state IN (1,2,3,4,5) AND i.id IN (SELECT a.ticket FROM ticket_act a INDEXED BY ticket_act_assist"
	        " CROSS JOIN ticket t ON t.id=a.ticket AND t.round=a.round WHERE a.act=7 AND a.office=%s AND NOT EXISTS(SELECT 1 FROM ticket_act x WHERE x.ticket=a.ticket AND x.act=8 AND x.refers=a.id))",
	        m->office.s);
	plan_arm(m->p, NULL, &b);
}

/* On duty: the limits of hours that end within it, whoever's they are. */
static enum z on_duty(struct ticket_view *v, struct error *e)
{
	struct duty on;
	struct buffer b = {0};
	enum z z = v->q.off_duty ? Z_OK : duty_at(v->w.d, desk_now(v->w.d), &on, e);
	if (z != Z_OK || v->q.off_duty || !duty_is(&on, v->w.d->who.id))
		return z;
	buffer_text(&b, TICKET_LIVE_INDEXED);
	plan_tickets_hours(v, duty_until(v->w.d), &b);
	plan_arm(&v->w.plan, "ticket_live", &b);
	return Z_OK;
}

enum z plan_tickets_mine(struct ticket_view *v, uint32_t states, struct error *e)
{
	const struct who *w = &v->w.d->who;
	bool seat = w->seat[1] || w->seat[2] || w->seat[3];
	struct mine m = {.p = &v->w.plan,
	        .who = w,
	        .states = states,
	        .sees_all = w->roles & (ROLE_OFFICE | ROLE_LEADER),
	        .me = plan_number(&v->w.plan, w->id),
	        .office = plan_number(&v->w.plan, w->office ? w->office : -1)};
	if (!w->id)
		return Z_OK;
	m.p->overlapping = true;
	claimed(&m);
	if ((w->roles & (ROLE_CLERK | ROLE_OFFICE) || seat) && !(w->roles & ROLE_ADMIN))
		one_state(&m, TICKET_CHECKING,
		        "coalesce(i.handler,0)<>%s AND NOT EXISTS(SELECT 1 FROM ticket_answer w WHERE w.ticket=i.id AND w.round=i.round"
		        " AND w.officer=%s)",
		        m.me.s, true);
	if (w->roles & (ROLE_OFFICE | ROLE_PUBLISH))
		one_state(&m, TICKET_TO_FILL, NULL, NULL, !(w->roles & ROLE_PUBLISH));
	if (w->roles & (ROLE_OFFICE | ROLE_LEADER) || seat) {
		one_state(&m, TICKET_RETURNING,
		        "(SELECT a.officer FROM ticket_act a WHERE a.ticket=i.id AND a.act=12 ORDER BY a.id DESC LIMIT 1)<>%s", m.me.s,
		        true);
		extensions(&m);
	}
	if (w->roles & ROLE_CLERK)
		assists(&m);
	return on_duty(v, e);
}
