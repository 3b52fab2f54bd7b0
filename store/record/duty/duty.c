/* duty.c - the roster itself: days and who is on duty. */
#include "store/record/duty/duty.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/record/duty/inner.h"
#include "store/record/people/inner.h"
#include "store/record/row_ver.h"
#include "store/record/words.h"
#include "store/rule/duty.h"

enum { BACK = 366, AHEAD = 731 }; /* days from today that can be entered: others are slips of the pen */

#define DUTY_ROWS                                                                                  \
	"SELECT u.id, " ROW_VER("u.") ", u.officer, u.leader, o.name, l.name FROM duty u LEFT JOIN officer o ON o.id=u.officer" \
	" LEFT JOIN officer l ON l.id=u.leader"

static void read_row(sqlite3_stmt *q, struct duty *r)
{
	*r = (struct duty){.day = sqlite3_column_int(q, 0), .ver = sqlite3_column_int64(q, 1),
		.officer = sqlite3_column_int64(q, 2), .leader = sqlite3_column_int64(q, 3)};
	snprintf(r->officer_name, sizeof r->officer_name, "%s", column_text(q, 4));
	snprintf(r->leader_name, sizeof r->leader_name, "%s", column_text(q, 5));
}

enum z duty_list(struct desk *d, int32_t from, int32_t to, struct duty **list, int *n, struct error *e)
{
	struct duty *rows = NULL;
	int k = 0, cap = 0;
	*list = NULL;
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e, DUTY_ROWS " WHERE u.id BETWEEN ?1 AND ?2 ORDER BY u.id", "dd", from, to);
	while (db_step(d->db, q, e)) {
		if (k == cap) {
			cap = cap ? cap * 2 : 64;
			rows = xrealloc(rows, (size_t)cap * sizeof *rows);
		}
		read_row(q, &rows[k++]);
	}
	db_done(q);
	if (db_failed(d->db)) {
		free(rows);
		return db_result(d->db);
	}
	*list = rows;
	*n = k;
	return Z_OK;
}

enum z duty_row(struct desk *d, int32_t day, struct duty *r, struct error *e)
{
	*r = (struct duty){.day = day};
	sqlite3_stmt *q = db_query(d->db, e, DUTY_ROWS " WHERE u.id=?1", "d", day);
	if (db_step(d->db, q, e))
		read_row(q, r);
	db_done(q);
	return db_result(d->db);
}

static int handover(const struct desk *d)
{
	return (int)setting_number(d, SETTING_DUTY_HOUR);
}

enum z duty_at(struct desk *d, int64_t instant, struct duty *on, struct error *e)
{
	return duty_row(d, duty_day(instant, handover(d)), on, e);
}

int64_t duty_until(const struct desk *d)
{
	return duty_end(duty_day(desk_now(d), handover(d)), handover(d));
}

/* ------------------------------------------------------------ writing */
enum z duty_put(struct desk *d, const struct duty *r, struct error *e)
{
	enum z z = db_run(d->db, e,
		"INSERT INTO duty(id, officer, leader) VALUES(?1, ?2, ?3)"
		" ON CONFLICT(id) DO UPDATE SET officer=excluded.officer, leader=excluded.leader, " ROW_VER_UP,
		"doo", r->day, r->officer, r->leader);
	op_touch(d, T_duty, r->day);
	return z;
}

enum z duty_near(const struct desk *d, int32_t day, struct error *e)
{
	char a[16], b[16], c[16];
	int32_t today = day_at(d->now);
	return day >= today - BACK && day <= today + AHEAD ? Z_OK :
		refuse(e, R_DUTY_FAR, day_text(day, a), day_text(today - BACK, b), day_text(today + AHEAD, c));
}

/* The version of the day as it was read. */
static int64_t read_ver(const struct duty *seen, int n, int32_t day)
{
	for (int i = 0; i < n; i++)
		if (seen[i].day == day)
			return seen[i].ver;
	return 0;
}

static enum z set(struct desk *d, const struct duty_in *in, const struct duty *seen, int n, struct error *e)
{
	char name[64], a[40], b[40], what[160];
	enum z z = op_permit(d, ACTION_DUTY_EDIT, e);
	if (z == Z_OK && (in->from == DAY_NONE || in->to == DAY_NONE || in->from > in->to))
		z = refuse(e, R_DUTY_DAYS, day_text(in->from, a), day_text(in->to, b));
	if (z == Z_OK)
		z = duty_near(d, in->from, e);
	if (z == Z_OK)
		z = duty_near(d, in->to, e);
	if (z == Z_OK && in->leader && !in->officer)
		z = refuse(e, R_FIELD_EMPTY, W_FIELD_DUTY);
	if (z == Z_OK && in->officer)
		z = people_open(d, T_officer, in->officer, 0, name, e);
	if (z == Z_OK && in->leader)
		z = people_open(d, T_officer, in->leader, 0, name, e);
	for (int32_t day = in->from; z == Z_OK && day <= in->to; day++) {
		struct duty now;
		z = duty_row(d, day, &now, e);
		if (z == Z_OK && now.ver != read_ver(seen, n, day)) {
			snprintf(what, sizeof what, W_DUTY_STALE, day_short(day, a), now.officer ? now.officer_name : W_DUTY_NOBODY);
			return row_stale(d, T_duty, day, what, e);
		}
		if (z == Z_OK && (now.officer != in->officer || now.leader != in->leader))
			z = duty_put(d, &(struct duty){.day = day, .officer = in->officer, .leader = in->leader}, e);
	}
	return z;
}

enum z duty_set(struct desk *d, const struct duty_in *in, const struct duty *seen, int n, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = set(d, in, seen, n, e);
	return op_end(d, z, ACTION_DUTY_EDIT, z == Z_OK ? in->from : 0, e);
}

enum z duty_leavers(struct desk *d, struct error *e)
{
	return db_run(d->db, e,
		"UPDATE duty SET ver=ver+1,"
		" officer=(SELECT o.id FROM officer o WHERE o.id=duty.officer AND (o.active=1 OR duty.id<o.left_on)),"
		" leader=(SELECT o.id FROM officer o WHERE o.id=duty.leader AND (o.active=1 OR duty.id<o.left_on))"
		" WHERE EXISTS(SELECT 1 FROM officer o WHERE o.id IN (duty.officer, duty.leader) AND o.active=0 AND duty.id>=o.left_on)",
		"");
}
