/* tickets.c - each good row of a platform's export becomes a ticket, or brings news of one; see tickets.h.  Must not know
 * file formats. */
#include "forms/import/tickets.h"

#include <stdlib.h>
#include <string.h>

#include "forms/import/file_digest.h"
#include "forms/reader/sniff.h"
#include "forms/words.h"
#include "store/base/mask.h"

static const struct ledger_code kinds[] = {
#define TICKET_KIND(code, NAME, key, text, names) {names, code},
#include "store/rule/ticket/ticket.def"
	{NULL, 0},
};
static const struct ledger_code urgencies[] = {
#define TICKET_URGENCY(code, NAME, key, text, names) {names, code},
#include "store/rule/ticket/ticket.def"
	{NULL, 0},
};
static const struct ledger_code answers[] = {
#define TICKET_ANSWERED(code, NAME, key, text, names) {names, code},
#include "store/rule/ticket/ticket.def"
	{NULL, 0},
};
static const struct ledger_code pleased[] = {
#define TICKET_PLEASED(code, NAME, key, text, names) {names, code},
#include "store/rule/ticket/ticket.def"
	{NULL, 0},
};
static const struct ledger_column columns[TICKET_COLUMNS] = {
#define COLUMN(NAME, key, name, synonyms, need, kind, codes, max) \
	[TICKET_COLUMN_##NAME] = {key, name, synonyms, need, kind, codes, max},
#include "forms/import/tickets.def"
};

/* ---- fields ---- */

const char *tickets_field_key(enum tickets_field f)
{
	return (unsigned)f < TICKET_COLUMNS ? columns[f].key : "";
}

const char *tickets_field_name(enum tickets_field f)
{
	return (unsigned)f < TICKET_COLUMNS ? columns[f].name : "";
}

int tickets_field_parse(const char *word)
{
	if (!*word || !strcmp(word, "extra") || !strcmp(word, W_TICKETS_EXTRA))
		return -1;
	for (int f = 0; f < TICKET_COLUMNS; f++)
		if (!strcmp(columns[f].key, word) || ledger_same_name(columns[f].name, word))
			return f;
	return -2;
}

/* What was mapped by hand, now and before; the caller's to free, the texts live in the arena. */
static enum z mappings(struct desk *d, struct arena *a, const struct ledger_mapping *first, int first_n,
        struct ledger_mapping **list, int *n, struct error *e)
{
	const char **pairs;
	int pairs_n, known = 0;
	enum z z = ticket_mappings(d, a, &pairs, &pairs_n, e);

	*list = NULL;
	*n = 0;
	if (z)
		return z;
	*list = xalloc(((size_t)pairs_n + (size_t)first_n + 1) * sizeof **list);
	for (; known < first_n; known++)
		(*list)[known] = first[known];
	for (int i = 0; i < pairs_n; i++) {
		const char **pair = pairs + (ptrdiff_t)i * 2;
		int f = tickets_field_parse(pair[1]);

		if (f >= -1) /* a field of an older version is nothing by hand any more */
			(*list)[known++] = (struct ledger_mapping){pair[0], f};
	}
	*n = known;
	return Z_OK;
}

/* ---- numbers that the file has had ---- */

struct seen {
	uint64_t key; /* of the number; 0: free */
	long line;
};

enum { TITLE_COLUMNS = 40 }; /* of a title that is made */

struct import {
	struct desk *desk;
	const struct tickets_import *how;
	struct tickets_result *result;
	bool looked, there[TICKET_COLUMNS]; /* columns of the file */
	struct office *offices;
	int offices_n;
	struct seen *seen;
	size_t seen_n, seen_cap;
	const char **extra;
	int extra_cap;
	struct buffer title, place;
	long line; /* that is being taken */
};

static uint64_t key_of(const char *s)
{
	uint64_t h = 1469598103934665603u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	h ^= h >> 32;
	h *= 0x9e3779b97f4a7c15u;
	h ^= h >> 29;
	return h ? h : 1;
}

static struct seen *slot(const struct import *im, uint64_t key)
{
	size_t i = (size_t)key & (im->seen_cap - 1);

	while (im->seen[i].key && im->seen[i].key != key)
		i = (i + 1) & (im->seen_cap - 1);
	return &im->seen[i];
}

static void more_room(struct import *im)
{
	struct seen *old = im->seen;
	size_t n = im->seen_cap;

	im->seen_cap = n ? n * 2 : 4096;
	im->seen = xalloc(im->seen_cap * sizeof *im->seen);
	for (size_t i = 0; i < n; i++)
		if (old[i].key)
			*slot(im, old[i].key) = old[i];
	free(old);
}

/* The line on which this number stood before, 0: it is new. */
static long met_before(struct import *im, const char *number, long line)
{
	if (im->seen_n * 2 >= im->seen_cap)
		more_room(im);
	struct seen *s = slot(im, key_of(number));
	if (s->key)
		return s->line;
	*s = (struct seen){key_of(number), line};
	im->seen_n++;
	return 0;
}

/* ---- rows ---- */

/* An office of ours by its name; what else stands there is the platform's word and is kept as such. */
static const char *our_office(const struct import *im, const char *name)
{
	for (int i = 0; i < im->offices_n; i++)
		if (ledger_same_name(im->offices[i].name, name))
			return im->offices[i].name;
	return NULL;
}

static void add_extra(struct import *im, int *n, const char *name, const char *text)
{
	if (*n + 3 > im->extra_cap) {
		im->extra_cap = *n * 2 + 64;
		im->extra = xrealloc(im->extra, (size_t)im->extra_cap * sizeof *im->extra);
	}
	im->extra[(*n)++] = name;
	im->extra[(*n)++] = text;
	im->extra[*n] = NULL;
}

/* A file without titles: the matter, or how the text begins. */
static const char *title_of(struct import *im, const struct ledger_cell *c)
{
	if (c[TICKET_COLUMN_TITLE].filled)
		return c[TICKET_COLUMN_TITLE].text;
	if (c[TICKET_COLUMN_TOPIC].filled)
		return c[TICKET_COLUMN_TOPIC].text;
	const char *body = c[TICKET_COLUMN_BODY].text;
	size_t n = text_cut(body, strcspn(body, "\n"), TITLE_COLUMNS, NULL);
	buffer_clear(&im->title);
	buffer_add(&im->title, body, n);
	return im->title.n ? im->title.s : c[TICKET_COLUMN_NUMBER].text;
}

/* 长安镇 and 14组164号 are one place. */
static const char *place_of(struct import *im, const struct ledger_cell *c)
{
	const char *town = c[TICKET_COLUMN_TOWN].text, *place = c[TICKET_COLUMN_PLACE].text;

	if (!*place)
		return town;
	if (!*town || strstr(place, town))
		return place;
	buffer_clear(&im->place);
	buffer_printf(&im->place, "%s%s", town, place);
	return im->place.s;
}

/* A day without a time is all of it. */
static int64_t limit_of(const struct ledger_cell *c)
{
	if (c->instant <= 0)
		return 0;
	return strchr(c->text, ':') || strstr(c->text, "：") ? c->instant : day_start(c->day + 1);
}

static int64_t instant_of(const struct ledger_cell *c)
{
	return c->instant > 0 ? c->instant : 0;
}

/* NULL where the file has no such column: then nothing is known of it. */
static const char *text_of(const struct import *im, const struct ledger_cell *c, enum tickets_field f)
{
	return im->there[f] ? c[f].text : NULL;
}

/* The store's texts of a caller are its own; these are only read. */
static char *lent(const struct import *im, const struct ledger_cell *c, enum tickets_field f)
{
	return (char *)(uintptr_t)text_of(im, c, f);
}

static void look_at_header(struct import *im)
{
	const struct ledger_result *l = &im->result->ledger;

	if (im->looked)
		return;
	im->looked = true;
	for (int i = 0; i < l->headers; i++)
		if (l->header[i].column >= 0)
			im->there[l->header[i].column] = true;
}

static void changed(void *ctx, const char *number, const struct ticket_change *c, int n)
{
	const struct import *im = ctx;

	if (im->how->changed)
		im->how->changed(im->how->ctx, im->line, number, c, n);
}

/* Which column a refusal of the store is about, -1: none alone. */
static int blamed(enum refusal code, const struct ticket_row *r, int64_t now)
{
	if (code == R_TICKET_CLOSED_ORDER)
		return TICKET_COLUMN_CLOSED;
	if (code == R_TICKET_DUE_ORDER)
		return TICKET_COLUMN_DUE;
	if (code != R_TICKET_LATER)
		return -1;
	return r->dispatched_at > now ? TICKET_COLUMN_DISPATCHED
		: r->signed_at > now  ? TICKET_COLUMN_SIGNED
		: r->closed_at > now  ? TICKET_COLUMN_CLOSED
				      : TICKET_COLUMN_VISITED;
}

static enum z take_row(void *ctx, const struct ledger_row *row, struct error *e)
{
	struct import *im = ctx;
	const struct ledger_cell *c = row->cell;
	look_at_header(im);
	struct ticket_row r = {.number = c[TICKET_COLUMN_NUMBER].text,
		.title = title_of(im, c),
		.body = text_of(im, c, TICKET_COLUMN_BODY),
		.topic = text_of(im, c, TICKET_COLUMN_TOPIC),
		.source = text_of(im, c, TICKET_COLUMN_SOURCE),
		.place = im->there[TICKET_COLUMN_PLACE] || im->there[TICKET_COLUMN_TOWN] ? place_of(im, c) : NULL,
		.platform_state = text_of(im, c, TICKET_COLUMN_STATE),
		.caller = {.name = lent(im, c, TICKET_COLUMN_CALLER), .phone = lent(im, c, TICKET_COLUMN_PHONE), .idno = lent(im, c, TICKET_COLUMN_IDNO),
			.address = lent(im, c, TICKET_COLUMN_ADDRESS), .sex = lent(im, c, TICKET_COLUMN_SEX)},
		.kind = c[TICKET_COLUMN_KIND].code,
		.urgency = c[TICKET_COLUMN_URGENCY].code,
		.solved = c[TICKET_COLUMN_SOLVED].code,
		.pleased = c[TICKET_COLUMN_PLEASED].code,
		.pleased_manner = c[TICKET_COLUMN_MANNER].code,
		.redos = c[TICKET_COLUMN_REDOS].filled ? (int)c[TICKET_COLUMN_REDOS].number : -1,
		.dispatched_at = instant_of(&c[TICKET_COLUMN_DISPATCHED]),
		.platform_due = limit_of(&c[TICKET_COLUMN_DUE]),
		.signed_at = instant_of(&c[TICKET_COLUMN_SIGNED]),
		.closed_at = instant_of(&c[TICKET_COLUMN_CLOSED]),
		.visited_at = instant_of(&c[TICKET_COLUMN_VISITED])};
	enum ticket_met met = TICKET_SAME;
	int extras = 0;
	long before = met_before(im, r.number, row->line);

	im->line = row->line;
	if (before) {
		*row->wrong = TICKET_COLUMN_NUMBER;
		return refuse(e, R_TICKETS_TWICE, r.number, number_text(before).s);
	}
	for (int i = 0; i < row->extras; i++)
		add_extra(im, &extras, row->extra[i].name, row->extra[i].text);
	if (c[TICKET_COLUMN_OFFICE].filled && !(r.office = our_office(im, c[TICKET_COLUMN_OFFICE].text)))
		add_extra(im, &extras, columns[TICKET_COLUMN_OFFICE].name, c[TICKET_COLUMN_OFFICE].text);
	r.extra = extras ? im->extra : NULL;
	enum z z = ticket_import_row(im->desk, &r, &met, e);
	if (!z)
		im->result->met[met]++;
	else
		*row->wrong = blamed(e->code, &r, desk_now(im->desk));
	return z;
}

static void refused(void *ctx, const struct ledger_refusal *refusal)
{
	const struct import *im = ctx;

	if (im->how->refused)
		im->how->refused(im->how->ctx, refusal);
}

static bool progress(void *ctx, long long done, long long total)
{
	const struct import *im = ctx;

	return im->how->progress(im->how->ctx, done, total);
}

static enum z read_rows(struct import *im, const char *path, struct ledger *l, struct error *e)
{
	struct hash h;
	enum z z = file_digest(path, &h, e);

	if (!z)
		z = office_list(im->desk, false, &im->offices, &im->offices_n, e);
	if (z)
		return z;
	const struct ticket_import in = {.file_name = sniff_name(path), .digest = &h, .dry = im->how->dry_run, .changed = changed,
		.ctx = im};
	if ((z = ticket_import_begin(im->desk, &in, e)))
		return z;
	const struct tickets_result *r = im->result;
	z = ledger_read(path, l, &im->result->ledger, e);
	free(im->seen); /* not kept for the end, when most memory is needed */
	im->seen = NULL;
	bool news = r->met[TICKET_NEW] || r->met[TICKET_CHANGED];
	if (!z && !im->how->dry_run && news && (!r->ledger.refused || !im->how->all_or_nothing))
		return ticket_import_end(im->desk, &im->result->batch, e);
	ticket_import_drop(im->desk);
	return z;
}

enum z tickets_import(
        struct desk *d, const char *path, const struct tickets_import *how, struct tickets_result *r, struct error *e)
{
	struct import im = {.desk = d, .how = how, .result = r};
	struct ledger_mapping *by_hand = NULL;
	struct arena a = {0};
	struct ledger l = {.column = columns, .columns = TICKET_COLUMNS, .encoding = how->encoding, .row = take_row,
		.refused = refused, .progress = how->progress ? progress : NULL, .ctx = &im};

	*r = (struct tickets_result){0};
	enum z z = mappings(d, &a, how->mapping, how->mappings, &by_hand, &l.mappings, e);
	l.mapping = by_hand;
	if (!z)
		z = read_rows(&im, path, &l, e);
	free(by_hand);
	arena_free(&a);
	free(im.offices);
	free(im.seen);
	free(im.extra);
	buffer_free(&im.title);
	buffer_free(&im.place);
	return z;
}

void tickets_result_free(struct tickets_result *r)
{
	ledger_result_free(&r->ledger);
	*r = (struct tickets_result){0};
}

/* ---- headers only ---- */

struct first {
	struct ledger_result *ledger;
	const char **sample; /* by header; NULL: there was no row */
};

static enum z first_row(void *ctx, const struct ledger_row *row, struct error *e)
{
	struct first *f = ctx;
	int extra = 0;

	f->sample = arena_alloc(&f->ledger->arena, ((size_t)f->ledger->headers + 1) * sizeof *f->sample);
	for (int i = 0; i < f->ledger->headers; i++) {
		const struct ledger_header *h = &f->ledger->header[i];
		const char *text = "";

		if (h->column >= 0)
			text = row->cell[h->column].text;
		else if (extra < row->extras && !strcmp(row->extra[extra].name, h->name))
			text = row->extra[extra++].text;
		f->sample[i] = arena_strdup(&f->ledger->arena, text);
	}
	return refuse(e, R_LEDGER_CANCEL, row->file); /* one row says enough */
}

static const char *masked(int field, const char *text, struct arena *a)
{
	char shown[256] = "";

	if (field == TICKET_COLUMN_CALLER)
		mask_name(shown, sizeof shown, text);
	else if (field == TICKET_COLUMN_PHONE)
		mask_phone(shown, sizeof shown, text);
	else if (field == TICKET_COLUMN_IDNO)
		mask_idno(shown, sizeof shown, text);
	else if (field == TICKET_COLUMN_ADDRESS || field == TICKET_COLUMN_PLACE)
		mask_place(shown, sizeof shown, text);
	else {
		char *copy = arena_strdup(a, text);

		mask_text(copy);
		return copy;
	}
	return arena_strdup(a, shown);
}

static void list_headers(struct tickets_headers *h, const struct first *f, const struct ledger *l)
{
	h->header = arena_alloc(&h->ledger.arena, ((size_t)h->ledger.headers + 1) * sizeof *h->header);
	for (int i = 0; i < h->ledger.headers; i++) {
		const struct ledger_header *from = &h->ledger.header[i];
		struct tickets_header *to = &h->header[h->n++];
		char letters[8];

		*to = (struct tickets_header){.name = from->name,
			.letters = arena_strdup(&h->ledger.arena, sheet_letters(from->at, letters)),
			.sample = f->sample ? masked(from->column, f->sample[i], &h->ledger.arena) : "",
			.field = from->column};
		for (int k = 0; k < l->mappings; k++)
			to->by_hand = to->by_hand || ledger_same_name(l->mapping[k].header, from->name);
	}
}

enum z tickets_headers(
        struct desk *d, const char *path, enum encoding x, struct tickets_headers *h, struct error *e)
{
	struct ledger_column any[TICKET_COLUMNS];
	struct ledger_mapping *by_hand;
	struct arena a = {0};
	struct first f = {.ledger = &h->ledger};

	*h = (struct tickets_headers){0};
	for (int i = 0; i < TICKET_COLUMNS; i++) { /* whatever stands in the row, it is one to look at */
		any[i] = columns[i];
		any[i].need = LEDGER_OPTIONAL;
		any[i].kind = LEDGER_TEXT;
		any[i].max = 0;
	}
	struct ledger l = {.column = any, .columns = TICKET_COLUMNS, .any_header = true, .encoding = x, .row = first_row, .ctx = &f};
	enum z z = mappings(d, &a, NULL, 0, &by_hand, &l.mappings, e);
	l.mapping = by_hand;
	if (!z)
		z = ledger_read(path, &l, &h->ledger, e);
	if (z == Z_CANCEL && f.sample)
		z = Z_OK;
	if (!z)
		list_headers(h, &f, &l);
	free(by_hand);
	arena_free(&a);
	return z;
}

void tickets_headers_free(struct tickets_headers *h)
{
	ledger_result_free(&h->ledger);
	*h = (struct tickets_headers){0};
}
