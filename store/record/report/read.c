/* read.c - reading reports: the list, one with its texts, steps and paper. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/record/inner.h"
#include "store/record/report/report.h"
#include "store/record/row_ver.h"

#define COLUMNS                                                                                                               \
	"r.id, r.kind, r.state, r.from_day, r.to_day, r.year, r.number, r.version, coalesce(r.corrects, 0), r.drafter,"       \
	" coalesce(r.reviewer, 0), coalesce(a.name, ''), coalesce(b.name, ''), coalesce(r.paper, 0), r.created_at,"           \
	" r.updated_at, " ROW_VER("r.")
#define FROM " FROM report r LEFT JOIN officer a ON a.id=r.drafter LEFT JOIN officer b ON b.id=r.reviewer "

static void read_row(sqlite3_stmt *q, struct report *r)
{
	*r = (struct report){.id = sqlite3_column_int64(q, 0),
		.kind = sqlite3_column_int(q, 1),
		.state = sqlite3_column_int(q, 2),
		.from = sqlite3_column_int(q, 3),
		.to = sqlite3_column_int(q, 4),
		.year = sqlite3_column_int(q, 5),
		.number = sqlite3_column_int(q, 6),
		.version = sqlite3_column_int(q, 7),
		.corrects = sqlite3_column_int64(q, 8),
		.drafter = sqlite3_column_int64(q, 9),
		.reviewer = sqlite3_column_int64(q, 10),
		.paper = sqlite3_column_int64(q, 13),
		.created_at = sqlite3_column_int64(q, 14),
		.updated_at = sqlite3_column_int64(q, 15),
		.ver = sqlite3_column_int64(q, 16)};
	snprintf(r->drafter_name, sizeof r->drafter_name, "%s", column_text(q, 11));
	snprintf(r->reviewer_name, sizeof r->reviewer_name, "%s", column_text(q, 12));
}

enum z report_list(struct desk *d, int kind, struct report **list, int *n, struct error *e)
{
	struct report *rows = NULL;
	int k = 0;
	*list = NULL;
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT " COLUMNS FROM "WHERE ?1=0 OR r.kind=?1 ORDER BY r.to_day DESC, r.id DESC LIMIT 2000", "i", (int64_t)kind);
	while (db_step(d->db, q, e)) {
		if (k % 32 == 0)
			rows = xrealloc(rows, (size_t)(k + 32) * sizeof *rows);
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

enum z report_load(struct desk *d, int64_t id, struct report *r, struct error *e)
{
	bool there = false;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT " COLUMNS FROM "WHERE r.id=?1", "i", id);
	if (db_step(d->db, q, e)) {
		read_row(q, r);
		there = true;
	}
	db_done(q);
	enum z z = db_result(d->db);
	return z || there ? z : refuse(e, R_REPORT_NONE);
}

enum z report_find(struct desk *d, int kind, int32_t from, int32_t to, int64_t *id, struct error *e)
{
	*id = db_number(d->db, e, 0, "SELECT id FROM report WHERE kind=?1 AND from_day=?2 AND to_day=?3 ORDER BY version DESC LIMIT 1", "iii",
		(int64_t)kind, (int64_t)from, (int64_t)to);
	return db_result(d->db);
}

/* The content of the first row; "" if there is none. */
static enum z one_text(struct desk *d, sqlite3_stmt *q, char **text, struct error *e)
{
	struct content_ref ref = {0};
	if (db_step(d->db, q, e)) {
		ref.id = sqlite3_column_int64(q, 0);
		column_hash(q, 1, &ref.digest);
	}
	db_done(q);
	enum z z = db_result(d->db);
	*text = NULL;
	if (!z && ref.id)
		z = content_get(d->db, &ref, text, NULL, e);
	if (!*text)
		*text = xstrdup("");
	return z;
}

enum z report_text(struct desk *d, int64_t id, int part, const char *row, char **text, struct error *e)
{
	return one_text(d, db_query(d->db, e,
		"SELECT text_c, text_d FROM report_text WHERE report=?1 AND part=?2 AND row=?3 ORDER BY id DESC LIMIT 1", "iis", id, (int64_t)part, row),
		text, e);
}

enum z report_text_before(struct desk *d, int64_t id, int part, char **text, struct error *e)
{
	return one_text(d, db_query(d->db, e,
		"SELECT t.text_c, t.text_d FROM report_text t WHERE t.part=?2 AND t.row='' AND t.report="
		"(SELECT p.id FROM report r JOIN report p ON p.kind=r.kind AND p.to_day<=r.from_day WHERE r.id=?1"
		" ORDER BY p.to_day DESC, p.version DESC LIMIT 1) ORDER BY t.id DESC LIMIT 1",
		"ii", id, (int64_t)part), text, e);
}

enum z report_steps(struct desk *d, int64_t id, struct report_step **steps, int *n, struct error *e)
{
	struct report_step *rows = NULL;
	struct content_ref *refs = NULL;
	int k = 0;
	*steps = NULL;
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT a.act, a.state, coalesce(o.name, ''), a.at, coalesce(a.text_c, 0), a.text_d FROM report_act a"
		" LEFT JOIN officer o ON o.id=a.officer WHERE a.report=?1 ORDER BY a.id LIMIT 500",
		"i", id);
	while (db_step(d->db, q, e)) {
		rows = xrealloc(rows, (size_t)(k + 1) * sizeof *rows);
		refs = xrealloc(refs, (size_t)(k + 1) * sizeof *refs);
		rows[k] = (struct report_step){.act = sqlite3_column_int(q, 0), .state = sqlite3_column_int(q, 1), .at = sqlite3_column_int64(q, 3)};
		snprintf(rows[k].officer, sizeof rows[k].officer, "%s", column_text(q, 2));
		refs[k] = (struct content_ref){.id = sqlite3_column_int64(q, 4)};
		column_hash(q, 5, &refs[k].digest);
		k++;
	}
	db_done(q);
	enum z z = db_result(d->db);
	for (int i = 0; i < k; i++) {
		if (!z && refs[i].id)
			z = content_get(d->db, &refs[i], &rows[i].text, NULL, e);
		if (!rows[i].text)
			rows[i].text = xstrdup("");
	}
	free(refs);
	if (z) {
		report_steps_free(&rows, k);
		return z;
	}
	*steps = rows;
	*n = k;
	return Z_OK;
}

void report_steps_free(struct report_step **steps, int n)
{
	for (int i = 0; i < n && *steps; i++)
		free((*steps)[i].text);
	free(*steps);
	*steps = NULL;
}

enum z report_paper(struct desk *d, int64_t id, char **paper, struct audit_head *head, struct error *e)
{
	struct content_ref ref = {0};
	*head = (struct audit_head){0};
	*paper = NULL;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT p.paper_c, p.paper_d, p.head_seq, p.head_hash FROM report r JOIN report_paper p ON p.id=r.paper WHERE r.id=?1", "i", id);
	if (db_step(d->db, q, e)) {
		ref.id = sqlite3_column_int64(q, 0);
		column_hash(q, 1, &ref.digest);
		head->seq = sqlite3_column_int64(q, 2);
		column_hash(q, 3, &head->hash);
	}
	db_done(q);
	enum z z = db_result(d->db);
	if (!z && !ref.id)
		z = refuse(e, R_REPORT_NONE);
	return z ? z : content_get(d->db, &ref, paper, NULL, e);
}

enum z report_head(struct desk *d, struct audit_head *head, struct error *e)
{
	return audit_read_head(d->db, head, e);
}
