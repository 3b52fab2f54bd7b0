/* byte_search.c - many pieces in one pass over a file: a table by the first eight bytes, then a comparison. */
#include "store/file/byte_search.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/memory.h"
#include "store/base/text.h"

enum { PIECE = 24, SHORTEST = 12, SPREAD = 512, HEADS = 1 << 16, CHUNK = 1 << 20, VARIED = 6 };

struct piece {
	unsigned char b[PIECE];
	size_t n;
	int next;	/* of the same head; -1 */
	bool seen, innocent;
};

struct byte_search {
	struct piece *pieces;
	int n, cap;
	int head[HEADS];
};

struct byte_search *byte_search_new(void)
{
	struct byte_search *s = xalloc(sizeof *s);
	for (int i = 0; i < HEADS; i++)
		s->head[i] = -1;
	return s;
}

void byte_search_free(struct byte_search **s)
{
	if (*s) {
		if ((*s)->pieces)
			explicit_bzero((*s)->pieces, (size_t)(*s)->cap * sizeof *(*s)->pieces);
		free((*s)->pieces);
	}
	free(*s);
	*s = NULL;
}

static size_t head_of(const unsigned char *p)
{
	uint64_t v;
	memcpy(&v, p, sizeof v);
	return (size_t)(v * UINT64_C(0x9e3779b97f4a7c15) >> 48) & (HEADS - 1);
}

/* A run of blanks, dashes or zeros stands everywhere. */
static bool varied(const unsigned char *p, size_t n)
{
	bool have[256] = {false};
	int kinds = 0;
	for (size_t i = 0; i < n; i++) {
		kinds += !have[p[i]];
		have[p[i]] = true;
	}
	return kinds >= VARIED;
}

static void add_piece(struct byte_search *s, const unsigned char *p, size_t n)
{
	if (!varied(p, n))
		return;
	size_t h = head_of(p);
	for (int i = s->head[h]; i >= 0; i = s->pieces[i].next) {
		if (s->pieces[i].n == n && !memcmp(s->pieces[i].b, p, n))
			return;
	}
	if (s->n == s->cap) {
		struct piece *old = s->pieces;
		int cap = s->cap ? s->cap * 2 : 256;
		s->pieces = xalloc((size_t)cap * sizeof *s->pieces);
		if (old) {
			memcpy(s->pieces, old, (size_t)s->n * sizeof *old);
			explicit_bzero(old, (size_t)s->cap * sizeof *old);
		}
		free(old);
		s->cap = cap;
	}
	struct piece *x = &s->pieces[s->n];
	memcpy(x->b, p, n);
	x->n = n;
	x->next = s->head[h];
	s->head[h] = s->n++;
}

/* PIECE bytes there, but no part of a character: its end might stand by chance before the same words elsewhere, as the
 * last byte of another row's salt, and what stands so is no trace. */
static void add_whole(struct byte_search *s, const unsigned char *p, size_t n, size_t at)
{
	size_t end = at + PIECE;
	for (int k = 0; k < 3 && at > 0 && utf8_tail(p[at]); k++)
		at++;
	for (int k = 0; k < 3 && end < n && utf8_tail(p[end]); k++)
		end--;
	add_piece(s, p + at, end - at);
}

void byte_search_add(struct byte_search *s, const void *text, size_t n)
{
	const unsigned char *p = text;
	if (n < SHORTEST)
		return;
	if (n <= PIECE) {
		add_piece(s, p, n);
		return;
	}
	size_t step = n / SPREAD > PIECE ? n / SPREAD : PIECE;
	for (size_t at = 0; at + PIECE <= n; at += step)
		add_whole(s, p, n, at);
	add_whole(s, p, n, n - PIECE);
}

/* Marks the pieces that stand in these bytes; how many are new. */
static int scan(struct byte_search *s, const unsigned char *p, size_t n)
{
	int found = 0;
	for (size_t at = 0; at + SHORTEST <= n; at++) {
		for (int i = s->head[head_of(p + at)]; i >= 0; i = s->pieces[i].next) {
			struct piece *x = &s->pieces[i];
			if (!x->seen && x->n <= n - at && !memcmp(x->b, p + at, x->n)) {
				x->seen = true;
				found++;
			}
		}
	}
	return found;
}

/* Two chunks overlap by a piece, so that none is cut in two. */
static int scan_chunks(struct byte_search *s, int64_t size, void *from,
	bool (*get)(void *from, void *buf, int n, int64_t at))
{
	unsigned char *buf = xalloc(CHUNK + PIECE);
	int found = 0;
	for (int64_t at = 0; at < size; at += CHUNK) {
		int n = size - at < CHUNK + PIECE ? (int)(size - at) : CHUNK + PIECE;
		if (!get(from, buf, n, at))
			break;
		found += scan(s, buf, (size_t)n);
	}
	free(buf);
	return found;
}

static bool get_pages(void *from, void *buf, int n, int64_t at)
{
	sqlite3_file *f = from;
	return f->pMethods->xRead(f, buf, n, at) == SQLITE_OK;
}

static bool get_bytes(void *from, void *buf, int n, int64_t at)
{
	return pread(*(int *)from, buf, (size_t)n, at) == n;
}

bool byte_search_file(struct byte_search *s, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	for (int i = 0; i < s->n; i++)
		s->pieces[i].seen = s->pieces[i].innocent;
	int found = scan_chunks(s, lseek(fd, 0, SEEK_END), &fd, get_bytes);
	close(fd);
	return found > 0;
}

/* Whether a row holds the piece; then everything else that the row's content holds is innocent, too. */
static bool held(struct byte_search *s, struct db *db, const struct piece *x, struct error *e)
{
	bool found = false;
	sqlite3_stmt *q = db_query(
	        db, e, "SELECT data FROM content WHERE instr(data, ?1) > 0 LIMIT 1", "b", (const void *)x->b, x->n);
	if (db_step(db, q, e)) {
		const unsigned char *data = sqlite3_column_blob(q, 0);
		size_t n = (size_t)sqlite3_column_bytes(q, 0);
		for (int i = 0; i < s->n; i++) {
			if (memmem(data, n, s->pieces[i].b, s->pieces[i].n))
				s->pieces[i].innocent = true;
		}
		found = true;
	}
	db_done(q);
	if (found || db_failed(db))
		return found;
	return db_number(db, e, 0,
		       "SELECT 1 FROM (SELECT title AS t FROM item UNION ALL SELECT keywords FROM item"
		       " UNION ALL SELECT value FROM setting UNION ALL SELECT name FROM officer"
		       " UNION ALL SELECT text FROM phrase UNION ALL SELECT text FROM checklist UNION ALL SELECT name FROM catalog"
		       " UNION ALL SELECT name FROM category UNION ALL SELECT name FROM office UNION ALL SELECT reason FROM erasure"
		       " UNION ALL SELECT title || char(10) || topic || char(10) || place FROM ticket"
		       " UNION ALL SELECT source || char(10) || platform_state || char(10) || number FROM ticket"
		       " UNION ALL SELECT title || char(10) || name FROM request"
		       " UNION ALL SELECT title || char(10) || place || char(10) || source FROM task"
		       " UNION ALL SELECT name FROM batch UNION ALL SELECT source FROM figure_entered"
		       " UNION ALL SELECT reason FROM delegation"
		       " UNION ALL SELECT sql FROM sqlite_master)" /* with the comments of the schema */
		       " WHERE instr(CAST(t AS BLOB), ?1) > 0 LIMIT 1",
		       "b", (const void *)x->b, x->n) == 1;
}

enum z byte_search_desk(struct byte_search *s, struct db *db, bool *found, struct error *e)
{
	sqlite3_file *f = NULL;
	sqlite3_int64 size = 0;
	*found = false;
	if (sqlite3_file_control(db_raw(db), "main", SQLITE_FCNTL_FILE_POINTER, &f) != SQLITE_OK || !f ||
	        !f->pMethods || f->pMethods->xFileSize(f, &size) != SQLITE_OK)
		return db_error(db, e, SQLITE_IOERR);
	for (int i = 0; i < s->n; i++)
		s->pieces[i].seen = false;
	if (!scan_chunks(s, size, f, get_pages))
		return Z_OK;
	for (int i = 0; i < s->n && !*found; i++) {
		struct piece *x = &s->pieces[i];
		if (!x->seen || x->innocent)
			continue;
		x->innocent = held(s, db, x, e);
		if (db_failed(db))
			return db_result(db);
		*found = !x->innocent;
	}
	return Z_OK;
}
