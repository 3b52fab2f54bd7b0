/* audit_test.c - every way to change the desk with another SQLite tool is refused by the file or
 * found in it. */
#include "store/file/audit/ahead.h"
#include "tests/unit/scratch.h"

static const struct {
	const char *name, *key;
	enum table t;
} grown[] = {
	{"revision", "id", T_revision},
	{"attachment", "id", T_attachment},
	{"review", "id", T_review},
	{"release", "id", T_release},
	{"correction", "id", T_correction},
	{"erasure", "id", T_erasure},
	{"erasure_done", "id", T_erasure_done},
	{"erasure_content", "id", T_erasure_content},
	{"audit", "seq", T_NONE},
};
enum { GROWN = (int)(sizeof grown / sizeof grown[0]) };

#define DIGEST_OF_OFFICE "03898e58697c7a7f8021b0db973b20dcb731b6583d69840494ad69dcb893e43e"
static char sql[2048];
#define SQL(...) (snprintf(sql, sizeof sql, __VA_ARGS__), sql)

static void a_fresh_desk_is_clean(void **state)
{
	struct scratch *s = *state;
	assert_int_equal(verify(s).n, 0);
	scratch_fill(s, 30);
	assert_int_equal(verify(s).n, 0);
	scratch_do(s, "DELETE FROM office WHERE id=2"); /* our own deletion stands in the chain */
	scratch_do(s, "UPDATE item SET keywords='防火', ver=ver+1 WHERE id=3");
	assert_int_equal(verify(s).n, 0);
	reopen(s);
	assert_int_equal(verify(s).n, 0);
}

static void update_is_refused(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 2);
	for (int i = 0; i < GROWN; i++) {
		assert_int_equal(attack(s, SQL("UPDATE %s SET %s=%s", grown[i].name, grown[i].key,
						   grown[i].key)),
			SQLITE_CONSTRAINT);
		assert_int_equal(attack(s, SQL("UPDATE OR REPLACE %s SET %s=%s+1", grown[i].name,
						   grown[i].key, grown[i].key)),
			SQLITE_CONSTRAINT);
	}
	assert_int_equal(attack(s, "UPDATE content SET data=x'00'"), SQLITE_CONSTRAINT);
	assert_int_equal(verify(s).n, 0);
}

static void delete_is_refused(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 2);
	for (int i = 0; i < GROWN; i++)
		assert_int_equal(
			attack(s, SQL("DELETE FROM %s", grown[i].name)), SQLITE_CONSTRAINT);
	assert_int_equal(attack(s, "DELETE FROM content WHERE id=1"), SQLITE_CONSTRAINT);
	assert_int_equal(verify(s).n, 0);
}

static void replace_is_refused(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 3);
	for (int i = 0; i < GROWN; i++) {
		assert_int_equal(attack(s, SQL("REPLACE INTO %s SELECT * FROM %s", grown[i].name,
						   grown[i].name)),
			SQLITE_CONSTRAINT);
		/* the last row, which would be the "next" one again */
		assert_int_equal(
			attack(s, SQL("REPLACE INTO %s SELECT * FROM %s ORDER BY 1 DESC LIMIT 1",
					  grown[i].name, grown[i].name)),
			SQLITE_CONSTRAINT);
	}
	/* by way of another unique index, with a new id */
	assert_int_equal(attack(s, "CREATE TEMP TABLE t AS SELECT * FROM revision WHERE id=1; "
				   "UPDATE t SET id=4, attribute=3; "
				   "REPLACE INTO revision SELECT * FROM t"),
		SQLITE_CONSTRAINT);
	assert_int_equal(attack(s, "REPLACE INTO erasure_content(erasure,content) VALUES(2,2)"),
		SQLITE_CONSTRAINT);
	assert_int_equal(
		attack(s, "REPLACE INTO content SELECT id,salt,x'00' FROM content WHERE id=1"),
		SQLITE_CONSTRAINT);
	assert_int_equal(verify(s).n, 0);
}

static void insert_out_of_order_is_refused(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 2);
	static const char *const rows[] = {
		("CREATE TEMP TABLE t AS SELECT * FROM review WHERE id=1; UPDATE t SET id=%d; "
		 "INSERT INTO review SELECT * FROM t"),
		"INSERT INTO audit(seq,at,action,refs,hash) VALUES(%d,1,1,x'',x'00')",
		"INSERT INTO content(id,salt,data) VALUES(%d,x'00',x'00')",
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		static const int ids[] = {0, -5, 1, 900};
		for (int k = 0; k < (i < 2 ? 4 : 3); k++) {
			struct buffer b = {0};
			for (const char *p = rows[i]; *p; p++) {
				if (*p == '%' && p[1] == 'd')
					buffer_printf(&b, "%d", ids[k]), p++;
				else
					buffer_byte(&b, *p);
			}
			assert_int_equal(attack(s, b.s), SQLITE_CONSTRAINT);
			buffer_free(&b);
		}
	}
	assert_int_equal(verify(s).n, 0);
}

static void added_rows_are_found(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 2);
	assert_int_equal(attack(s, "CREATE TEMP TABLE t AS SELECT * FROM review WHERE id=1; UPDATE "
				   "t SET id=3; "
				   "INSERT INTO review SELECT * FROM t"),
		0);
	assert_int_equal(
		attack(s, "INSERT INTO officer(login,name,office,roles) VALUES('x','x',1,255)"), 0);
	assert_int_equal(attack(s, "INSERT INTO office(id,name,kind) VALUES(-7,'x',1)"), 0);
	assert_int_equal(attack(s, "INSERT INTO office(id,name,kind) VALUES(9000000000,'y',1)"), 0);
	struct findings f = verify(s);
	assert_true(finds(&f, FAULT_ADDED, T_review, 3));
	assert_true(finds(&f, FAULT_ADDED, T_officer, 2));
	assert_true(finds(&f, FAULT_ADDED, T_office, -7));
	assert_true(finds(&f, FAULT_ADDED, T_office, 9000000000));
	assert_int_equal(f.n, 4);
}

static void changed_register_rows_are_found(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 3);
	assert_int_equal(attack(s, "UPDATE item SET state=6 WHERE id=2"), 0);
	assert_int_equal(attack(s, "UPDATE officer SET roles='1'||'0'"), 0);
	assert_int_equal(attack(s, "UPDATE series SET next=2"), 0);
	struct findings f = verify(s);
	assert_true(finds(&f, FAULT_CHANGED, T_item, 2));
	assert_true(finds(&f, FAULT_CHANGED, T_officer, 1));
	assert_true(finds(&f, FAULT_CHANGED, T_series, 1));
	assert_int_equal(f.n, 3);
}

/* NULL, '', 0, x'' and columns that change places are all different rows. */
static void every_kind_of_change_shows(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 1);
	static const char *const changes[] = {
		"UPDATE item SET catalog=NULL, category=1",
		"UPDATE item SET category=NULL, catalog=1",
		"UPDATE item SET keywords=x''",
		"UPDATE item SET keywords='0'",
		"UPDATE item SET errata=1",
		"UPDATE item SET live=0",
		"UPDATE item SET title=number||' '",
		"UPDATE item SET errata=0.5",
	};
	attack(s, "UPDATE item SET live=NULL");
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		assert_int_equal(attack(s, changes[i]), 0);
		struct findings f = verify(s);
		assert_true(finds(&f, FAULT_CHANGED, T_item, 1));
		assert_int_equal(attack(s, "UPDATE item SET catalog=NULL, category=NULL, "
					   "keywords='', errata=0, live=NULL, title=number"),
			0);
		assert_int_equal(verify(s).n, 0);
	}
	/* a cache column may be anything */
	assert_int_equal(attack(s, "UPDATE item SET due=5, due_sort=77"), 0);
	assert_int_equal(verify(s).n, 0);
}

static void deleted_register_rows_are_found(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 3);
	assert_int_equal(attack(s, "DELETE FROM item WHERE id=3"), 0);
	struct findings f = verify(s);
	assert_true(finds(&f, FAULT_GONE, T_item, 3));
	assert_int_equal(f.n, 1);
	/* and brought back with another face after our own deletion */
	scratch_do(s, "DELETE FROM office WHERE id=2");
	assert_int_equal(attack(s, "INSERT INTO office(id,name,kind) VALUES(2,'资源股',1)"), 0);
	f = verify(s);
	assert_true(finds(&f, FAULT_ADDED, T_office, 2));
}

static void dropped_triggers_are_found(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 2);
	for (int i = 0; i < GROWN; i++)
		assert_int_equal(attack(s, SQL("DROP TRIGGER %s_no_update; DROP TRIGGER "
					       "%s_no_delete; DROP TRIGGER %s_no_replace",
						   grown[i].name, grown[i].name, grown[i].name)),
			0);
	assert_int_equal(attack(s, "DROP TRIGGER content_no_delete"), 0);
	struct findings f = verify(s);
	assert_int_equal(f.n, 3 * GROWN + 1);
	for (int i = 0; i < GROWN; i++)
		assert_true(finds(&f, FAULT_TRIGGER, grown[i].t, 0));
}

static void altered_and_foreign_triggers_are_found(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 2);
	assert_int_equal(attack(s, "DROP TRIGGER review_no_update; CREATE TRIGGER review_no_update "
				   "BEFORE UPDATE ON review "
				   "WHEN new.id=77 BEGIN SELECT RAISE(ABORT,'review'); END"),
		0);
	struct findings f = verify(s);
	assert_true(finds(&f, FAULT_TRIGGER, T_review, 0));
	assert_int_equal(attack(s, "CREATE TRIGGER helper AFTER INSERT ON review BEGIN UPDATE item "
				   "SET state=6; END"),
		0);
	f = verify(s);
	assert_int_equal(f.n, 3);
}

/* Triggers away, row changed, triggers back as they were. */
static void change_behind_the_triggers(struct scratch *s, const char *table, const char *change)
{
	sqlite3 *raw;
	sqlite3_stmt *q;
	struct buffer b = {0};
	assert_int_equal(sqlite3_open(desk_db(s->home), &raw), 0);
	assert_int_equal(
		sqlite3_prepare_v2(raw,
			"SELECT name, sql FROM sqlite_schema WHERE type='trigger' AND tbl_name=?1",
			-1, &q, NULL),
		0);
	sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
	struct buffer drop = {0};
	while (sqlite3_step(q) == SQLITE_ROW) {
		buffer_printf(&drop, "DROP TRIGGER %s;", sqlite3_column_text(q, 0));
		buffer_printf(&b, "%s;", sqlite3_column_text(q, 1));
	}
	sqlite3_finalize(q);
	assert_int_equal(sqlite3_exec(raw, drop.s, NULL, NULL, NULL), 0);
	assert_int_equal(sqlite3_exec(raw, change, NULL, NULL, NULL), 0);
	assert_int_equal(sqlite3_exec(raw, b.s, NULL, NULL, NULL), 0);
	sqlite3_close(raw);
	buffer_free(&drop);
	buffer_free(&b);
}

static void change_behind_the_triggers_is_found(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 4);
	change_behind_the_triggers(s, "review", "UPDATE review SET officer=9 WHERE id=2");
	change_behind_the_triggers(s, "revision", "DELETE FROM revision WHERE id=4");
	struct findings f = verify(s);
	assert_true(finds(&f, FAULT_CHANGED, T_review, 2));
	assert_true(finds(&f, FAULT_GONE, T_revision, 4));
	assert_int_equal(f.n, 2);
}

static void changed_audit_row_is_found(void **state)
{
	struct scratch *s = *state;
	static const char *const changes[] = {
		"UPDATE audit SET at=at+1 WHERE seq=4",
		"UPDATE audit SET officer=NULL WHERE seq=4",
		"UPDATE audit SET officer=0 WHERE seq=4",
		"UPDATE audit SET principal=1 WHERE seq=4",
		"UPDATE audit SET action=7 WHERE seq=4",
		"UPDATE audit SET subject=7 WHERE seq=4",
		"UPDATE audit SET refs=x'' WHERE seq=4",
		"UPDATE audit SET refs=substr(refs,1,41) WHERE seq=4",
		"UPDATE audit SET refs=CAST(refs AS TEXT) WHERE seq=4",
		"UPDATE audit SET hash=zeroblob(32) WHERE seq=4",
		"UPDATE audit SET hash=zeroblob(31) WHERE seq=4",
	};
	scratch_fill(s, 4);
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		change_behind_the_triggers(
			s, "audit", "CREATE TABLE kept AS SELECT * FROM audit WHERE seq=4");
		change_behind_the_triggers(s, "audit", changes[i]);
		struct findings f = verify(s);
		if (!finds(&f, FAULT_CHAIN, T_NONE, 4))
			fail_msg("not found: %s", changes[i]);
		change_behind_the_triggers(s, "audit",
			"DELETE FROM audit WHERE seq=4; INSERT INTO audit SELECT * FROM kept; DROP "
			"TABLE kept");
		assert_int_equal(verify(s).n, 0);
	}
}

static void gap_is_found(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 4);
	change_behind_the_triggers(s, "audit", "DELETE FROM audit WHERE seq=5");
	struct findings f = verify(s);
	assert_true(finds(&f, FAULT_GAP, T_NONE, 5));
	change_behind_the_triggers(s, "audit", "DELETE FROM audit WHERE seq<=4");
	f = verify(s);
	assert_true(finds(&f, FAULT_GAP, T_NONE, 5));
}

/* The tail cut off together with the rows it is about leaves a perfect chain: only the head kept
 * outside shows it. */
static void cut_tail_is_found_by_the_head(void **state)
{
	struct scratch *s = *state;
	struct audit_head head, before;
	scratch_fill(s, 2);
	scratch_do(s, "INSERT INTO office(name, kind) VALUES('防火办', 1)");
	ok(s, audit_read_head(s->db, &head, &s->e));
	setenv("ZWGK_STATE", desk_path(s->home, "state"), 1);
	assert_int_equal(head_compare(s->db, "desk-1", &before), HEAD_NEW);
	head_remember("desk-1", &head);
	assert_int_equal(head_compare(s->db, "desk-1", &before), HEAD_GOOD);
	assert_int_equal(before.seq, head.seq);
	assert_int_equal(before.at, head.at);

	change_behind_the_triggers(s, "audit",
		"DELETE FROM audit WHERE seq=(SELECT max(seq) FROM audit); DELETE FROM office "
		"WHERE id=3");
	assert_int_equal(verify(s).n, 0);
	assert_int_equal(head_compare(s->db, "desk-1", &before), HEAD_OLDER);

	/* another history of the same length */
	scratch_do(s, "INSERT INTO office(name, kind) VALUES('别的股', 1)");
	assert_int_equal(verify(s).n, 0);
	assert_int_equal(head_compare(s->db, "desk-1", &before), HEAD_FOREIGN);
	/* the row alone, without its audit row */
	change_behind_the_triggers(
		s, "audit", "DELETE FROM audit WHERE seq=(SELECT max(seq) FROM audit)");
	struct findings f = verify(s);
	assert_true(finds(&f, FAULT_ADDED, T_office, 3));
}

static void an_older_file_is_found_by_the_head(void **state)
{
	struct scratch *s = *state;
	struct audit_head head, before;
	size_t n;
	scratch_fill(s, 2);
	setenv("ZWGK_STATE", desk_path(s->home, "state"), 1);
	db_close(&s->db);
	char *old = file_read(desk_db(s->home), &n);
	reopen(s);
	scratch_do(s, "INSERT INTO office(name, kind) VALUES('防火办', 1)");
	ok(s, audit_read_head(s->db, &head, &s->e));
	head_remember("../odd id", &head);
	db_close(&s->db);
	file_write(desk_db(s->home), old, n);
	free(old);
	reopen(s);
	assert_int_equal(head_compare(s->db, "../odd id", &before), HEAD_OLDER);
	assert_int_equal(head_compare(s->db, "other", &before), HEAD_NEW);
}

static void a_change_without_an_audit_row_does_not_commit(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 1);
	ok(s, db_begin(s->db, &s->e));
	ok(s, db_run(s->db, &s->e, "UPDATE item SET state=6", NULL));
	refused(s, db_commit(s->db, &s->e), R_FILE_INTERNAL);
	assert_false(db_in_transaction(s->db));
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT state FROM item", NULL), 1);
	/* also not if the row was changed again after its audit row */
	ok(s, db_begin(s->db, &s->e));
	ok(s, db_run(s->db, &s->e, "UPDATE item SET state=2", NULL));
	ok(s, audit_append(s->db, 1, 1, 0, 1, 1, &s->e));
	ok(s, db_run(s->db, &s->e, "UPDATE item SET state=3", NULL));
	refused(s, db_commit(s->db, &s->e), R_FILE_INTERNAL);
	/* cache columns may move alone */
	ok(s, db_begin(s->db, &s->e));
	ok(s, db_run(s->db, &s->e, "UPDATE item SET due=4", NULL));
	audit_exempt(s->db);
	ok(s, db_commit(s->db, &s->e));
	ok(s, db_begin(s->db, &s->e));
	ok(s, db_run(s->db, &s->e, "UPDATE item SET due=5", NULL));
	refused(s, db_commit(s->db, &s->e), R_FILE_INTERNAL);
	assert_int_equal(verify(s).n, 0);
}

/* Columns that a later version adds are NULL in old rows and leave their digests alone. */
static void a_new_column_changes_no_digest(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 2);
	assert_int_equal(attack(s, "ALTER TABLE item ADD COLUMN later TEXT"), 0);
	reopen(s);
	assert_int_equal(verify(s).n, 0);
	assert_int_equal(attack(s, "UPDATE item SET later='x' WHERE id=2"), 0);
	struct findings f = verify(s);
	assert_true(finds(&f, FAULT_CHANGED, T_item, 2));
}

static void rows_touched_twice_stand_once(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 1);
	ok(s, db_begin(s->db, &s->e));
	for (int i = 0; i < 100; i++)
		ok(s, db_run(s->db, &s->e, "UPDATE item SET state=state+1", NULL));
	audit_touch(s->db, T_item, 1);
	audit_touch(s->db, T_office, 1);
	ok(s, audit_append(s->db, 1, 0, 1, 1, 1, &s->e));
	ok(s, db_commit(s->db, &s->e));
	assert_int_equal(db_number(s->db, &s->e, 0,
				 "SELECT length(refs) FROM audit ORDER BY seq DESC LIMIT 1", NULL),
		2 * 41);
	assert_int_equal(db_number(s->db, &s->e, 0,
				 "SELECT officer IS NULL AND principal=1 FROM audit ORDER BY seq "
				 "DESC LIMIT 1",
				 NULL),
		1);
	assert_int_equal(verify(s).n, 0);
}

static void a_head_as_text(void **state)
{
	(void)state;
	struct audit_head h = {.seq = 1042}, back;
	char text[96];
	random_bytes(h.hash.b, sizeof h.hash.b);
	assert_int_equal(audit_head_parse(audit_head_text(&h, text), &back), 0);
	assert_int_equal(back.seq, 1042);
	assert_true(hash_same(&h.hash, &back.hash));
	static const char *const bad[] = {
		"", "12", "12:", ":00", "-1:00", "x:00", "12:zz", " 12:00"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(audit_head_parse(bad[i], &back), -1);
	/* as somebody copies it from paper: the first digits, in groups */
	char part[96], hex[65];
	hash_hex(&h.hash, hex);
	snprintf(part, sizeof part, "1042:%.4s-%.4s", hex, hex + 4);
	assert_int_equal(audit_head_parse(part, &back), 0);
	assert_int_equal(back.digits, 8);
	assert_true(audit_head_is(&back, &h.hash));
	h.hash.b[3] ^= 1;
	assert_false(audit_head_is(&back, &h.hash));
	snprintf(part, sizeof part, "1042:%.7s", hex); /* seven digits prove too little */
	assert_int_equal(audit_head_parse(part, &back), -1);
	snprintf(part, sizeof part, "1042:%s0", hex);
	assert_int_equal(audit_head_parse(part, &back), -1);
}

enum { AHEAD = 4 };

/* Tickets 7 to 10, with digests made ahead. */
static void write_ahead(struct scratch *s, struct hash made[AHEAD])
{
	static const char into[] = "id, number, title, state, kind, urgency, dispatched_at, round_at, closed_at, due_sort,"
				   " body_c, body_d, created_at, updated_at";
	static const char from[] = "c0, c1, c2, c3, c3, c3, c4, c4, c5, c4, c6, c7, c8, c8";
	struct audit_plan *p;
	struct feed f = {0};
	const struct hash body = {{1, 2, 3}};
	char number[AHEAD][8];
	ok(s, audit_plan_new(s->db, T_ticket, into, from, &p, &s->e));
	for (int64_t i = 0; i < AHEAD; i++) {
		snprintf(number[i], sizeof number[i], "n%lld", (long long)i);
		feed_row(&f, "issiioohi", 7 + i, number[i], i ? "古树" : "", i - 1, i << 40, i * 5, i % 2, i % 2 ? &body : NULL,
			INT64_C(1) << i);
		audit_plan_digest(p, &f, &made[i]);
	}
	char *sql_text = NULL;
	assert_true(asprintf(&sql_text, "INSERT INTO ticket(%s) SELECT %s FROM feed(?1)", into, from) > 0);
	ok(s, feed_run(s->db, &f, sql_text, &s->e));
	free(sql_text);
	audit_plan_free(&p);
	feed_free(&f);
}

static void digests_made_ahead_are_those_of_the_rows(void **state)
{
	struct scratch *s = *state;
	struct hash made[AHEAD], read;
	ok(s, db_begin(s->db, &s->e));
	write_ahead(s, made);
	for (int i = 0; i < AHEAD; i++) {
		ok(s, audit_row_digest(s->db, T_ticket, 7 + i, &read, &s->e));
		assert_true(hash_same(&made[i], &read));
	}
	audit_expect(s->db, T_ticket, 7, AHEAD, made);
	/* what is changed again is read */
	ok(s, db_run(s->db, &s->e, "UPDATE ticket SET state=9 WHERE id=8", NULL));
	ok(s, audit_append(s->db, 1, 1, 0, 1, 1, &s->e));
	ok(s, db_commit(s->db, &s->e));
	assert_int_equal(verify(s).n, 0);
}

/* They are what the chain says: verification tells when they are wrong. */
static void a_wrong_digest_made_ahead_is_found(void **state)
{
	struct scratch *s = *state;
	struct hash made[AHEAD];
	ok(s, db_begin(s->db, &s->e));
	write_ahead(s, made);
	made[2].b[5] ^= 1;
	audit_expect(s->db, T_ticket, 7, AHEAD, made);
	ok(s, audit_append(s->db, 1, 1, 0, 1, 1, &s->e));
	ok(s, db_commit(s->db, &s->e));
	struct findings f = verify(s);
	assert_int_equal(f.n, 1);
	assert_true(finds(&f, FAULT_CHANGED, T_ticket, 9));
}

static void a_plan_without_the_id_is_refused(void **state)
{
	struct scratch *s = *state;
	struct audit_plan *p;
	refused(s, audit_plan_new(s->db, T_ticket, "number, title", "c0, c1", &p, &s->e), R_FILE_DAMAGED);
	audit_plan_free(&p);
}

/* The digest of a row is in every stored chain: this value must never change. */
static void the_digest_stays(void **state)
{
	struct scratch *s = *state;
	struct hash h;
	char hex[65];
	scratch_do(s, "INSERT INTO office(name, kind) VALUES('办公室', 1)");
	ok(s, audit_row_digest(s->db, T_office, 1, &h, &s->e));
	assert_string_equal(hash_hex(&h, hex), DIGEST_OF_OFFICE);
	assert_int_equal(audit_row_digest(s->db, T_office, 2, &h, &s->e), Z_MISSING);
}

#define T(f) cmocka_unit_test_setup_teardown(f, scratch_open, scratch_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_fresh_desk_is_clean),
		T(update_is_refused),
		T(delete_is_refused),
		T(replace_is_refused),
		T(insert_out_of_order_is_refused),
		T(added_rows_are_found),
		T(changed_register_rows_are_found),
		T(every_kind_of_change_shows),
		T(deleted_register_rows_are_found),
		T(dropped_triggers_are_found),
		T(altered_and_foreign_triggers_are_found),
		T(change_behind_the_triggers_is_found),
		T(changed_audit_row_is_found),
		T(gap_is_found),
		T(cut_tail_is_found_by_the_head),
		T(an_older_file_is_found_by_the_head),
		T(a_change_without_an_audit_row_does_not_commit),
		T(a_new_column_changes_no_digest),
		T(rows_touched_twice_stand_once),
		T(a_head_as_text),
		T(digests_made_ahead_are_those_of_the_rows),
		T(a_wrong_digest_made_ahead_is_found),
		T(a_plan_without_the_id_is_refused),
		T(the_digest_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
