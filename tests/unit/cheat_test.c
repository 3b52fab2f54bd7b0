/* cheat_test.c - every way round three signatures that somebody thought of; each test is named after the attempt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "store/file/backup.h"
#include "store/record/restore/restore.h"
#include "store/view/check/check.h"
#include "tests/unit/flow_fix.h"

/* An officer who writes and also holds a seat of the tier for all offices. */
static struct desk *writer_with_seat(struct deskfix *f, const char *login, const char *name, int tier, int64_t *id)
{
	struct error e;
	int64_t seat;
	*id = deskfix_officer(f, login, name, f->office, ROLE_CLERK);
	assert_ok(seat_grant(f->admin, *id, tier, 0, 0, &seat, &e));
	return deskfix_login(f, login);
}

static int64_t submitted(struct deskfix *f, struct desk *by, int64_t drafter)
{
	struct error e;
	int64_t id;
	struct item_text t = flow_text("古树名木修复计划", "正文。");
	struct item_register r = flow_register(f);
	r.drafter = drafter;
	assert_ok(item_create(by, &t, &r, &id, &e));
	assert_ok(item_submit(by, id, flow_ver(by, id), &e));
	return id;
}

/* ------------------------------------------------------------ people */
static void author_passes(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t xin;
	struct desk *d = writer_with_seat(f, "xin", "经办辛", 1, &xin);
	int64_t id = submitted(f, f->clerk, xin); /* recorded by 甲, drafted by 辛 */
	assert_int_equal(flow_pass(d, id, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_AUTHOR);
	assert_int_equal(flow_state(d, id), STATE_TIER1);
	desk_close(&d);
	deskfix_close(&f);
}

static void recorder_passes(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t xin;
	struct desk *d = writer_with_seat(f, "xin", "经办辛", 1, &xin);
	int64_t id = submitted(f, d, f->clerk_id); /* typed in by 辛, drafted by 甲 */
	assert_int_equal(flow_pass(d, id, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_AUTHOR);
	desk_close(&d);
	deskfix_close(&f);
}

static void yesterdays_author_passes_todays_revision(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-19T09:00:00");
	struct error e;
	int64_t xin, id;
	struct desk *d = writer_with_seat(f, "xin", "经办辛", 1, &xin);
	struct item_text t = flow_text("古树名木修复计划", "辛的初稿。");
	struct item_register r = flow_register(f);
	assert_ok(item_create(d, &t, &r, &id, &e));
	desk_close(&d);
	deskfix_time(f, FLOW_NOW);
	t.body = "甲另写的正文。";
	r.drafter = f->clerk_id;
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, &r, &e));
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	d = deskfix_login(f, "xin");
	assert_int_equal(flow_pass(d, id, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_AUTHOR);
	assert_ok(flow_pass(f->first, id, &e));
	desk_close(&d);
	deskfix_close(&f);
}

static void same_person_twice(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t seat;
	assert_ok(seat_grant(f->admin, f->first_id, 2, 0, 0, &seat, &e));
	int64_t id = flow_to(f, 2);
	struct desk *again = deskfix_login(f, "yi"); /* 乙 passed tier 1 and now holds tier 2 as well */
	assert_int_equal(flow_pass(again, id, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_TWICE);
	assert_ok(flow_pass(f->second, id, &e));
	desk_close(&again);
	deskfix_close(&f);
}

static void same_person_twice_through_a_delegation(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 2), del;
	/* 丙 lends his seat to 乙, who passed tier 1 */
	assert_ok(delegation_add(
	        f->second, f->second_id, f->first_id, day_of(2026, 11, 20), day_of(2026, 11, 25), "出差", &del, &e));
	struct desk *yi = deskfix_login(f, "yi");
	assert_int_equal(flow_pass(yi, id, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_TWICE);
	desk_close(&yi);
	deskfix_close(&f);
}

/* 办公室 enters what a duty list says, but not for the one who enters it.  Red without R_DELEGATE_TO_ME. */
static void office_lends_itself_the_leaders_seat(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t del, day = day_of(2026, 11, 20);
	assert_refused(delegation_add(f->publish, f->third_id, f->publish_id, (int32_t)day, (int32_t)day, "值班表", &del, &e),
	        R_DELEGATE_TO_ME);
	assert_ok(delegation_add(f->publish, f->third_id, f->second_id, (int32_t)day, (int32_t)day, "值班表", &del, &e));
	deskfix_close(&f);
}

static void principal_passes_after_his_delegate(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t geng = deskfix_officer(f, "geng", "科员庚", f->office, 0), del, seat;
	int64_t id = flow_to(f, 1);
	/* 丙 holds tiers 1 and 2; 庚 passes tier 1 for him; then 丙 himself would pass tier 2 */
	assert_ok(seat_grant(f->admin, f->second_id, 1, 0, 0, &seat, &e));
	assert_ok(delegation_add(
	        f->admin, f->second_id, geng, day_of(2026, 11, 20), day_of(2026, 11, 25), "出差", &del, &e));
	struct desk *d = deskfix_login(f, "geng"), *bing = deskfix_login(f, "bing");
	assert_ok(flow_pass(d, id, &e));
	assert_int_equal(flow_pass(bing, id, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_TWICE);
	desk_close(&d);
	desk_close(&bing);
	deskfix_close(&f);
}

static void delegate_of_the_author(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t xin, del;
	struct desk *d = writer_with_seat(f, "xin", "经办辛", 1, &xin);
	int64_t id = submitted(f, d, xin);
	int64_t geng = deskfix_officer(f, "geng", "科员庚", f->office, 0);
	assert_ok(delegation_add(d, xin, geng, day_of(2026, 11, 20), day_of(2026, 11, 25), "出差", &del, &e));
	struct desk *g = deskfix_login(f, "geng");
	assert_int_equal(flow_pass(g, id, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_AUTHOR);
	desk_close(&g);
	desk_close(&d);
	deskfix_close(&f);
}

static void backdated_delegation(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t geng = deskfix_officer(f, "geng", "科员庚", f->office, 0), del;
	assert_int_not_equal(delegation_add(f->admin, f->first_id, geng, day_of(2026, 11, 19), day_of(2026, 11, 25),
	                             "补登", &del, &e),
	        Z_OK);
	deskfix_close(&f);
}

static void pass_without_the_seat(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 1);
	assert_int_equal(flow_pass(f->second, id, &e), Z_DENIED);
	assert_int_equal(e.code, R_PERMIT_WHO);
	assert_int_equal(flow_pass(f->publish, id, &e), Z_DENIED);
	/* the seat ends while his screen still shows the item */
	struct seat *list;
	int n;
	assert_ok(seat_list(f->admin, false, &list, &n, &e));
	for (int i = 0; i < n; i++)
		if (list[i].officer == f->first_id)
			assert_ok(seat_end(f->admin, list[i].id, &e));
	free(list);
	assert_int_equal(flow_pass(f->first, id, &e), Z_DENIED);
	deskfix_close(&f);
}

static void tier_is_skipped(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 1);
	assert_int_equal(flow_pass(f->third, id, &e), Z_DENIED);
	deskfix_close(&f);
}

static void administrator(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t seat, id = flow_to(f, 1);
	assert_int_equal(flow_pass(f->admin, id, &e), Z_DENIED);
	assert_int_not_equal(seat_grant(f->admin, f->admin_id, 1, 0, 0, &seat, &e), Z_OK);
	/* nor by making a reviewer an administrator */
	struct officer o;
	assert_ok(officer_load(f->admin, f->first_id, &o, &e));
	struct officer_in in = {
	        .login = o.login, .name = o.name, .post = o.post, .office = o.office, .roles = ROLE_ADMIN};
	assert_int_not_equal(officer_edit(f->admin, o.id, o.ver, &in, &e), Z_OK);
	deskfix_close(&f);
}

/* ------------------------------------------------------------ what is signed */
static void edit_after_a_pass(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 2);
	struct item_text t = flow_text("2026年度森林防火工作方案", "悄悄改过的正文");
	assert_int_equal(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e), Z_DENIED);
	/* after the return it is a new revision and no signature is left */
	assert_ok(review_return(f->second, id, flow_ver(f->second, id), 0, 11, "改", &e));
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_int_equal(flow_pass(f->second, id, &e), Z_DENIED);
	assert_int_equal(flow_state(f->first, id), STATE_TIER1);
	deskfix_close(&f);
}

static void signer_saw_another_text(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 1);
	struct item *seen = flow_item(f->first, id);
	assert_ok(item_recall(f->clerk, id, seen->ver, &e));
	struct item_text t = flow_text("2026年度森林防火工作方案", "换过的正文");
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_refused(review_pass(f->first, id, seen->ver, &seen->now->hash, NULL, NULL, &e), R_STALE);
	assert_refused(review_pass(f->first, id, flow_ver(f->first, id), &seen->now->hash, NULL, NULL, &e),
	        R_NOT_WHAT_WAS_SEEN);
	item_free(&seen);
	deskfix_close(&f);
}

static void attachment_swap_after_a_pass(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id;
	struct item_register r = flow_register(f);
	struct item_text t = flow_text("补助资金公示", "名单见附件。");
	struct attachment_in a = {.name = "名单.txt", .data = "甲 100", .bytes = 7};
	t.attachments = &a;
	t.attachments_n = 1;
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(flow_pass(f->first, id, &e));
	struct item *i = flow_item(f->clerk, id);
	struct hash signed_hash = i->now->hash;
	int64_t ver = i->ver;
	item_free(&i);
	a.data = "乙 999"; /* same name, same size */
	assert_int_equal(item_edit(f->clerk, id, ver, &t, NULL, &e), Z_DENIED);
	assert_ok(review_return(f->second, id, ver, 0, 14, "核对附件", &e));
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	i = flow_item(f->clerk, id);
	assert_false(hash_same(&i->now->hash, &signed_hash));
	item_free(&i);
	deskfix_close(&f);
}

static void attribute_change_after_a_pass(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 3);
	struct item_text t = flow_text("2026年度森林防火工作方案", "一、总体要求\n　　坚持预防为主。\n二、主要任务\n　　落实巡护。");
	t.attribute = ATTRIBUTE_CLOSED;
	t.withhold = WITHHOLD_PROCESS;
	t.article = withhold_article(WITHHOLD_PROCESS);
	assert_int_equal(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e), Z_DENIED);
	assert_refused(item_correct(f->clerk, id, flow_ver(f->clerk, id), "attribute", "3", "改属性", &e), R_NO_FIELD);
	deskfix_close(&f);
}

static void import_with_a_published_state(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	struct hash h = {{1}};
	struct migrated m = {.title = "想直接已发布", .office = "资源保护股", .category = "规划计划", .attribute = ATTRIBUTE_OPEN,
		.formed_on = day_of(2026, 11, 1), .published_on = day_of(2026, 11, 19), .channels = "政府网站"};
	int64_t batch, id;
	assert_ok(migrate_begin(f->clerk, "a.csv", &h, &e));
	assert_ok(migrate_add(f->clerk, &m, &e));
	m.published_on = day_of(2026, 12, 1); /* nor in the future */
	assert_int_not_equal(migrate_add(f->clerk, &m, &e), Z_OK);
	assert_ok(migrate_end(f->clerk, &batch, &e));
	assert_ok(item_by_number(f->clerk, "迁2026-0001", &id, &e));
	assert_int_equal(flow_state(f->clerk, id), STATE_MIGRATED); /* for ever: it is never 已发布 by us */
	assert_int_equal(
	        release_online(f->publish, id, flow_ver(f->publish, id), 1, "", desk_now(f->publish), &e), Z_DENIED);
	deskfix_close(&f);
}

static void unsigned_item_is_released(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 3);
	struct item *i = flow_item(f->publish, id);
	assert_int_equal(
	        release_online(f->publish, id, i->ver, i->channels[0], "", desk_now(f->publish), &e), Z_DENIED);
	assert_int_equal(release_report(f->publish, id, i->ver, i->channels[0], &e), Z_DENIED);
	item_free(&i);
	id = flow_to(f, 4);
	i = flow_item(f->publish, id);
	/* online "before" it was signed */
	assert_refused(release_online(f->publish, id, i->ver, i->channels[0], "", desk_now(f->publish) - 3600, &e),
		R_ONLINE_BEFORE_SIGNED);
	item_free(&i);
	deskfix_close(&f);
}

/* ------------------------------------------------------------ another tool */
static sqlite3 *raw(struct deskfix *f)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 2000);
	return db;
}

static const char *const append_only[] = {"revision", "attachment", "review", "release", "correction", "erasure",
        "erasure_done", "erasure_content", "audit", "content"};

static bool count_found(void *ctx, const struct check_found *found)
{
	(void)found;
	++*(int *)ctx;
	return true;
}

static int faults(struct desk *d)
{
	struct error e;
	struct check_result r;
	int n = 0;
	assert_ok(check_run(d, NULL, count_found, &n, &r, &e));
	assert_int_equal(r.found, n);
	return n;
}

/* A desk on which every append-only table has a row. */
static struct deskfix *full_desk(int64_t *id)
{
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t erased, erasure;
	struct item_text t = flow_text("误录的涉密件", "机密内容不得录入。");
	struct attachment_in a = {.name = "误.txt", .data = "x", .bytes = 1};
	struct item_register r = flow_register(f);
	t.attachments = &a;
	t.attachments_n = 1;
	*id = flow_to(f, 5);
	assert_ok(item_correct(f->clerk, *id, flow_ver(f->clerk, *id), "keywords", "防火", "更准", &e));
	assert_ok(item_create(f->clerk, &t, &r, &erased, &e));
	assert_ok(erase_ask(f->clerk, erased, ERASE_SECRET, "涉密误录", &erasure, &e));
	struct erase_result result;
	assert_ok(erase_decide(f->second, erasure, true, &result, &e));
	assert_false(result.bytes_left);
	erase_result_free(&result);
	assert_int_equal(faults(f->admin), 0);
	return f;
}

/* The sentence on each append-only table; {} stands for its name. */
static void try_everywhere(const char *sentence)
{
	int64_t id;
	struct deskfix *f = full_desk(&id);
	sqlite3 *db = raw(f);
	for (size_t i = 0; i < sizeof append_only / sizeof *append_only; i++) {
		struct buffer sql = {0};
		char *why = NULL;
		const char *at = sentence;
		for (const char *gap; (gap = strstr(at, "{}")); at = gap + 2)
			buffer_printf(&sql, "%.*s%s", (int)(gap - at), at, append_only[i]);
		buffer_text(&sql, at);
		if (sqlite3_exec(db, sql.s, NULL, NULL, &why) == SQLITE_OK)
			fail_msg("not refused: %s", sql.s);
		sqlite3_free(why);
		buffer_free(&sql);
	}
	sqlite3_close(db);
	assert_int_equal(faults(f->admin), 0);
	deskfix_close(&f);
}

static void direct_update(void **state)
{
	(void)state;
	try_everywhere("UPDATE {} SET rowid = rowid");
}

static void direct_delete(void **state)
{
	(void)state;
	try_everywhere("DELETE FROM {}");
}

static void direct_replace(void **state)
{
	(void)state;
	try_everywhere("INSERT OR REPLACE INTO {} SELECT * FROM {} LIMIT 1");
}

static void dropped_trigger(void **state)
{
	(void)state;
	int64_t id;
	struct deskfix *f = full_desk(&id);
	sqlite3 *db = raw(f);
	char *sql = NULL, name[128] = "";
	sqlite3_stmt *q;
	assert_int_equal(sqlite3_prepare_v2(db,
	                         "SELECT name FROM sqlite_schema WHERE type='trigger' AND tbl_name='review'"
	                         " AND sql LIKE '%UPDATE%'",
	                         -1, &q, NULL),
	        SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	snprintf(name, sizeof name, "%s", (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	sql = sqlite3_mprintf("DROP TRIGGER \"%w\"", name);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_free(sql);
	assert_true(faults(f->admin) > 0); /* the missing trigger alone is found */
	assert_int_equal(sqlite3_exec(db, "UPDATE review SET officer = 1 WHERE id = 1", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_true(faults(f->admin) > 1); /* and so is what was done without it */
	deskfix_close(&f);
}

static void register_row_changed_by_another_tool(void **state)
{
	(void)state;
	static const char *const attempts[] = {
		"UPDATE item SET state = 6 WHERE id = 1",
		"UPDATE item SET live = revision WHERE id = 1",
		"UPDATE officer SET roles = 8 WHERE id = 2",
		"UPDATE seat SET to_at = NULL, officer = 2 WHERE id = 1",
		"INSERT INTO seat(officer, tier, from_at) VALUES(2, 3, 0)",
		"DELETE FROM seat WHERE id = 1",
		"UPDATE setting SET value = '1' WHERE key = 'paper_sign'",
		"UPDATE series SET next = 1",
		"UPDATE stat SET n = n + 1",
		"UPDATE item SET due = due + 30 WHERE due IS NOT NULL",
	};
	for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
		struct deskfix *f = deskfix_open(FLOW_NOW);
		flow_to(f, 2);
		struct error e;
		assert_ok(setting_set(f->admin, SETTING_PAPER_SIGN, setting_version(f->admin, SETTING_PAPER_SIGN), "0", &e));
		assert_int_equal(faults(f->admin), 0);
		sqlite3 *db = raw(f);
		if (sqlite3_exec(db, attempts[i], NULL, NULL, NULL) == SQLITE_OK && sqlite3_changes(db) > 0) {
			if (faults(f->admin) == 0)
				fail_msg("not found: %s", attempts[i]);
		} else {
			fail_msg("changed nothing: %s", attempts[i]);
		}
		sqlite3_close(db);
		deskfix_close(&f);
	}
}

static void older_file_put_in_place(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e, warning;
	char old[160], cmd[400];
	flow_to(f, 1);
	snprintf(old, sizeof old, "%s.old", f->path);
	snprintf(cmd, sizeof cmd, "cp '%s' '%s'", f->path, old);
	assert_int_equal(system(cmd), 0);
	flow_to(f, 2);
	assert_int_equal(rename(old, f->path), 0);
	struct desk *d;
	assert_ok(desk_open(f->path, 0, &d, &warning, &e));
	assert_int_not_equal(warning.kind, Z_OK);
	desk_close(&d);
	deskfix_close(&f);
}

static void clock_set_back(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-18T09:00:00");
	struct error e;
	deskfix_time(f, FLOW_NOW);
	int64_t id = flow_to(f, 1);
	deskfix_time(f, "2026-11-19T09:00:00");
	assert_int_not_equal(flow_pass(f->first, id, &e), Z_OK);
	assert_int_equal(flow_state(f->first, id), STATE_TIER1);
	/* only an administrator accepts it, and that is audited */
	assert_int_not_equal(desk_accept_clock(f->first, &e), Z_OK);
	assert_ok(desk_accept_clock(f->admin, &e));
	assert_ok(flow_pass(f->first, id, &e));
	deskfix_close(&f);
}

static void restore_brings_nothing_back(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	char copy[160];
	struct audit_head head;
	int64_t id = flow_to(f, 2);
	snprintf(copy, sizeof copy, "%s/copy.db", f->dir);
	assert_ok(desk_backup(f->admin, copy, NULL, &head, &e));
	/* after the backup: returned, edited; a later item used a number */
	assert_ok(review_return(f->second, id, flow_ver(f->second, id), 0, 11, "改", &e));
	int64_t later = flow_new(f);
	struct item *i = flow_item(f->clerk, later);
	char number[24];
	snprintf(number, sizeof number, "%s", i->number);
	item_free(&i);
	assert_int_not_equal(desk_restore(f->first, copy, NULL, NULL, &e), Z_OK); /* 管理员 only */
	assert_ok(desk_restore(f->admin, copy, NULL, NULL, &e));
	/* numbers are not used again, the restored history is whole, and the restore is in the log */
	i = flow_item(f->clerk, flow_new(f));
	assert_true(strcmp(i->number, number) > 0);
	item_free(&i);
	assert_int_equal(faults(f->admin), 0);
	assert_int_equal(flow_state(f->clerk, id), STATE_TIER2);
	deskfix_close(&f);
}

/* ZWGK_NOW on a real desk would let anyone sign in the past. */
static void pinned_clock_on_a_real_desk(void **state)
{
	(void)state;
	struct error e;
	char dir[] = "/tmp/zwgk-cheat-XXXXXX", path[64];
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/desk.db", dir);
	unsetenv("ZWGK_NOW");
	setenv("ZWGK_STATE", dir, 1);
	struct desk *d;
	struct desk_new n = {.bureau = "某县林业局", .officer = "管理员己", .os_user = "nobody", .mode = DESK_REAL};
	assert_ok(desk_create(path, &n, &d, &e));
	desk_close(&d);
	setenv("ZWGK_NOW", "2026-11-01T09:00:00", 1);
	assert_int_not_equal(desk_open(path, 0, &d, NULL, &e), Z_OK);
	unsetenv("ZWGK_NOW");
	assert_ok(desk_open(path, 0, &d, NULL, &e));
	desk_close(&d);
	char cmd[128];
	snprintf(cmd, sizeof cmd, "rm -rf '%s'", dir);
	assert_int_equal(system(cmd), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(author_passes),
		cmocka_unit_test(recorder_passes),
		cmocka_unit_test(yesterdays_author_passes_todays_revision),
		cmocka_unit_test(same_person_twice),
		cmocka_unit_test(same_person_twice_through_a_delegation),
		cmocka_unit_test(office_lends_itself_the_leaders_seat),
		cmocka_unit_test(principal_passes_after_his_delegate),
		cmocka_unit_test(delegate_of_the_author),
		cmocka_unit_test(backdated_delegation),
		cmocka_unit_test(pass_without_the_seat),
		cmocka_unit_test(tier_is_skipped),
		cmocka_unit_test(administrator),
		cmocka_unit_test(edit_after_a_pass),
		cmocka_unit_test(signer_saw_another_text),
		cmocka_unit_test(attachment_swap_after_a_pass),
		cmocka_unit_test(attribute_change_after_a_pass),
		cmocka_unit_test(import_with_a_published_state),
		cmocka_unit_test(unsigned_item_is_released),
		cmocka_unit_test(direct_update),
		cmocka_unit_test(direct_delete),
		cmocka_unit_test(direct_replace),
		cmocka_unit_test(dropped_trigger),
		cmocka_unit_test(register_row_changed_by_another_tool),
		cmocka_unit_test(older_file_put_in_place),
		cmocka_unit_test(clock_set_back),
		cmocka_unit_test(restore_brings_nothing_back),
		cmocka_unit_test(pinned_clock_on_a_real_desk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
