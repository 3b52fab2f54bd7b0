/* crowd.c - the bureau of the walk and its handles. */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "tests/deskfix.h"
#include "tests/model/act.h"

static struct desk *sit(struct crowd *c, const char *login, const char *pass, int64_t now, struct error *e)
{
	struct desk *d = NULL;
	if (desk_open(c->path, 0, &d, NULL, e) != Z_OK)
		return NULL;
	desk_pin(d, now, e);
	if (desk_login(d, login, pass, e) != Z_OK)
		desk_close(&d);
	return d;
}

void crowd_head(struct crowd *c, struct model *m)
{
	struct error e;
	struct audit_head head;
	for (int p = 1; p <= m->people; p++)
		if (c->who[p]) {
			db_read_patience(c->who[p]->db, 10000);
			assert_ok(audit_read_head(c->who[p]->db, &head, &e));
			m->seq = head.seq;
			m->last_at = head.at;
			return;
		}
}

/* He has a passphrase that nobody wrote down: the administrator gives him another. */
static struct desk *sit_after_reset(struct crowd *c, struct model *m, const struct officer *o, int64_t now)
{
	struct error e;
	char secret[32];
	struct desk *admin = NULL, *d;
	for (int p = 1; p <= m->people && !admin; p++)
		if (c->who[p] && m->person[p].active && m->person[p].roles & ROLE_ADMIN)
			admin = c->who[p];
	assert_non_null(admin);
	desk_pin(admin, now, &e);
	assert_ok(officer_reset(admin, o->id, secret, &e));
	d = sit(c, o->login, secret, now, &e);
	assert_non_null(d);
	assert_ok(officer_set_pass(d, secret, DESKFIX_PASS, &e));
	return d;
}

void crowd_arrive(struct crowd *c, struct model *m, int64_t now)
{
	struct error e;
	struct officer *list;
	struct desk *any = NULL;
	int n;
	assert_ok(desk_open(c->path, 0, &any, NULL, &e));
	desk_read_patience(any, 10000);
	assert_ok(officer_list(any, false, &list, &n, &e));
	for (int round = 0; round < 2;
	        round++) /* those who know their passphrase first: an administrator is among them */
		for (int k = 0; k < n; k++) {
			struct officer *o = &list[k];
			if (c->who[o->id])
				continue;
			if (o->fresh == (round == 1))
				c->who[o->id] = o->fresh ? sit_after_reset(c, m, o, now)
							 : sit(c, o->login, DESKFIX_PASS, now, &e);
			c->serial[o->id] = m->person[o->id].serial;
			if (o->fresh == (round == 1) && !c->who[o->id])
				fail_msg("%s cannot log in: %s", o->login, error_sentence(&e, (char[600]){0}, 600));
		}
	free(list);
	desk_close(&any);
	crowd_head(c, m);
}

const char *crowd_recognize(struct crowd *c, struct model *m, int64_t now)
{
	struct error e;
	struct desk *was[M_PEOPLE];
	int serial[M_PEOPLE];
	memcpy(was, c->who, sizeof was);
	memcpy(serial, c->serial, sizeof serial);
	memset(c->who, 0, sizeof c->who);
	for (int p = 1; p < M_PEOPLE; p++) {
		if (!was[p])
			continue;
		int64_t is = desk_who(was[p])->id;
		if (is && is <= m->people && m->person[is].serial == serial[p]) {
			/* he who restored may have another number now */
			c->who[is] = was[p];
			c->serial[is] = serial[p];
			if (is == p)
				continue;
		}
		if (c->who[is] == was[p])
			continue;
		desk_pin(was[p], now, &e);
		if (desk_note(was[p], ACTION_BACKUP, 0, &e) == Z_OK)
			return "an open handle acts as somebody else";
		desk_close(&was[p]);
	}
	/* those who kept their number and were replaced by it */
	for (int p = 1; p <= m->people; p++)
		if (c->who[p] && m->person[p].serial != c->serial[p])
			return "a handle of somebody else";
	return NULL;
}

void crowd_leave(struct crowd *c)
{
	for (int p = 0; p < M_PEOPLE; p++)
		if (c->who[p])
			desk_close(&c->who[p]);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void crowd_close(struct crowd *c)
{
	crowd_leave(c);
	if (c->dir[0])
		nftw(c->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	*c = (struct crowd){0};
}

/* ---- the bureau ---- */

static void officer_of(struct crowd *c, struct model *m, const char *login, unsigned roles, int office, int64_t now)
{
	struct error e;
	char secret[32], name[32];
	int64_t id;
	snprintf(name, sizeof name, "人员%s", login);
	struct officer_in in = {.login = login, .name = name, .office = office, .roles = roles};
	assert_ok(officer_add(c->who[1], &in, &id, secret, &e));
	assert_int_equal(id, m->people + 1);
	struct desk *d = sit(c, login, secret, now, &e);
	assert_non_null(d);
	assert_ok(officer_set_pass(d, secret, DESKFIX_PASS, &e));
	c->who[id] = d;
	m->people = (int)id;
	m->person[id] = (struct m_person){true, roles, office, (int)id, 0};
	c->serial[id] = (int)id;
}

static void seat_of(struct crowd *c, struct model *m, int officer, int tier, int office, int class, int64_t now)
{
	struct error e;
	int64_t id;
	assert_ok(seat_grant(c->who[1], officer, tier, office, class, &id, &e));
	assert_int_equal(id, m->seats + 1);
	m->seat[++m->seats] = (struct m_seat){officer, tier, office, class, now, 0};
}

static void calendar_of(struct model *m, const struct calendar *c)
{
	m->first_day = day_of(2026, 1, 1);
	m->last_known = day_of(calendar_last_year(c), 12, 31);
	for (int k = 0; k < M_DAYS; k++)
		m->works[k] = m->first_works[k] = calendar_works(c, m->first_day + k);
}

#define DAYS(n) {n, LIMIT_DAYS}
#define HOURS(n) {n, LIMIT_HOURS}
static void limits_of(struct model *m)
{
	static const struct {
		int kind, urgency;
		struct m_limits limits;
	} first[] = {
#define TICKET_LIMIT(KIND, URGENCY, sign, inner, outer, back, extend_n)                            \
	{KIND_##KIND, URGENCY_##URGENCY, {{sign, back, inner, outer}, extend_n}},
#include "store/record/ticket/limit.def"
	};
	for (size_t k = 0; k < sizeof first / sizeof *first; k++)
		m->limit[first[k].kind][first[k].urgency] = first[k].limits;
}

void crowd_open(struct crowd *c, struct model *m, int64_t now)
{
	struct error e;
	char state[160];
	memset(c, 0, sizeof *c);
	memset(m, 0, sizeof *m);
	snprintf(c->dir, sizeof c->dir, "%s/zwgk-walk-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	assert_non_null(mkdtemp(c->dir));
	snprintf(c->path, sizeof c->path, "%s/desk.db", c->dir);
	snprintf(state, sizeof state, "%s/state", c->dir);
	setenv("ZWGK_STATE", state, 1);
	unsetenv("ZWGK_NOW");
	struct desk_new n = {.bureau = "某县林业局", .officer = "管理员己", .passphrase = DESKFIX_PASS,
		.mode = DESK_TEST, .began = now};
	assert_ok(desk_create(c->path, &n, &c->who[1], &e));
	assert_ok(register_furnish(c->who[1], &e));
	m->people = 1;
	m->person[1] = (struct m_person){true, ROLE_ADMIN | ROLE_CLERK, 1, 1, 0};
	c->serial[1] = 1;
	m->offices = 1;
	m->office[1] = true;
	m->office_serial[1] = 1;
	for (int k = 0; k < 2; k++) {
		int64_t id;
		assert_ok(office_add(c->who[1], k ? "林政股" : "资源保护股", OFFICE_KIND_SECTION, &id, &e));
		assert_int_equal(id, m->offices + 1);
		m->office[++m->offices] = true;
		m->office_serial[m->offices] = m->offices;
	}
	struct named *list;
	assert_ok(named_list(c->who[1], NAMED_CHANNEL, true, &list, &m->channels, &e));
	for (int k = 1; k <= m->channels; k++)
		m->channel[k] = true;
	free(list);
	m->next = m->next_migrated = m->next_ticket = m->next_request = m->next_task = 1;
	calendar_of(m, desk_calendar(c->who[1]));
	limits_of(m);
	officer_of(c, m, "jia", ROLE_CLERK, 2, now);                                   /* 2 */
	officer_of(c, m, "yi", 0, 2, now);                                             /* 3 */
	officer_of(c, m, "bing", 0, 1, now);                                           /* 4 */
	officer_of(c, m, "ding", ROLE_LEADER, 1, now);                                 /* 5 */
	officer_of(c, m, "wu", ROLE_CLERK | ROLE_OFFICE | ROLE_PUBLISH, 1, now);       /* 6 */
	officer_of(c, m, "geng", ROLE_CLERK, 3, now);                                  /* 7: writes and signs */
	officer_of(c, m, "xin", 0, 3, now);                                            /* 8: signs for others only */
	officer_of(c, m, "ren", ROLE_PUBLISH, 3, now);                                 /* 9 */
	seat_of(c, m, 3, 1, 2, 0, now);
	seat_of(c, m, 4, 2, 0, 0, now);
	seat_of(c, m, 5, 3, 0, 0, now);
	seat_of(c, m, 7, 1, 0, 0, now);
	seat_of(c, m, 7, 2, 0, CLASS_PAPER, now);
	seat_of(c, m, 7, 3, 0, 0, now);
	seat_of(c, m, 6, 2, 2, CLASS_OTHER, now);
	crowd_head(c, m);
}
