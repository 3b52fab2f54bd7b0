/* diff.c - Myers' O(ND) difference in linear space, on numbers that stand for paragraphs or
 * clusters.
 *
 * Both texts are cut into pieces and each piece gets a number, equal for equal bytes; the algorithm
 * marks which pieces of either side are not in the other.  A common budget of steps bounds the
 * time: a part that runs out of it is marked changed whole, which is coarse and still right. */
#include "store/base/diff.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"

enum {
	PARAGRAPH_STEPS = 2000000, /* for the paragraphs of the two texts */
	CHARACTER_STEPS = 4000000, /* for the characters of all changed paragraphs together */
};

/* ---- pieces ---- */

struct pieces {
	uint32_t *id;
	size_t *end; /* offset behind each piece, from the start of the text */
	bool *changed;
	size_t n, cap;
};

/* Numbers for byte strings: an open hash of where each was first seen. */
struct names {
	struct {
		const char *s;
		size_t n;
		uint32_t id;
	} * slot;
	size_t slots, used;
};

static uint64_t hash_bytes(const char *s, size_t n)
{
	uint64_t h = 1469598103934665603u;
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * 1099511628211u;
	return h ^ h >> 29;
}

static void names_grow(struct names *m)
{
	struct names old = *m;
	m->slots = old.slots ? old.slots * 2 : 256;
	m->slot = xalloc(m->slots * sizeof *m->slot);
	for (size_t i = 0; i < old.slots; i++) {
		if (!old.slot[i].s)
			continue;
		size_t at = hash_bytes(old.slot[i].s, old.slot[i].n) & (m->slots - 1);
		while (m->slot[at].s)
			at = (at + 1) & (m->slots - 1);
		m->slot[at] = old.slot[i];
	}
	free(old.slot);
}

static uint32_t name_of(struct names *m, const char *s, size_t n)
{
	if (m->used * 2 >= m->slots)
		names_grow(m);
	size_t at = hash_bytes(s, n) & (m->slots - 1);
	while (m->slot[at].s && (m->slot[at].n != n || memcmp(m->slot[at].s, s, n) != 0))
		at = (at + 1) & (m->slots - 1);
	if (!m->slot[at].s) {
		m->slot[at].s = s;
		m->slot[at].n = n;
		m->slot[at].id = (uint32_t)m->used++;
	}
	return m->slot[at].id;
}

static void piece_add(struct pieces *p, uint32_t id, size_t end)
{
	if (p->n == p->cap) {
		p->cap = p->cap * 2 + 64;
		p->id = xrealloc(p->id, p->cap * sizeof *p->id);
		p->end = xrealloc(p->end, p->cap * sizeof *p->end);
	}
	p->id[p->n] = id;
	p->end[p->n++] = end;
}

static void pieces_free(struct pieces *p)
{
	free(p->id);
	free(p->end);
	free(p->changed);
	*p = (struct pieces){0};
}

/* Paragraphs with their line ends; the last may have none. */
static void cut_paragraphs(struct pieces *p, struct names *m, const char *s, size_t n)
{
	for (size_t at = 0; at < n;) {
		const char *nl = memchr(s + at, '\n', n - at);
		size_t end = nl ? (size_t)(nl - s) + 1 : n;
		piece_add(p, name_of(m, s + at, end - at), end);
		at = end;
	}
	p->changed = xalloc(p->n + 1);
}

/* Bytes of the number at s: 128, 38.6, 3,000. */
static size_t number_bytes(const char *s, size_t n)
{
	size_t k = 0;
	while (k < n && (isdigit((unsigned char)s[k]) ||
	                        (k && k + 1 < n && (s[k] == '.' || s[k] == ',') && isdigit((unsigned char)s[k + 1]))))
		k++;
	return k;
}

/* Clusters of s[from, to).  One character is its own number; longer ones get numbers above all
 * characters.  numbers: figures are read whole, 126 became 128. */
static void cut_clusters(struct pieces *p, struct names *m, const char *s, size_t from, size_t to, bool numbers)
{
	for (size_t at = from; at < to;) {
		uint32_t cp;
		size_t n = text_cluster(s + at, to - at), first = (size_t)utf8_decode(s + at, to - at, &cp),
		       figure = numbers ? number_bytes(s + at, to - at) : 0;
		if (figure > n)
			n = figure;
		if (n > first ||
		        (cp == 0xfffd &&
		                first == 1)) /* marks, or a broken byte, which is like no other */
			cp = 0x200000 + name_of(m, s + at, n);
		at += n;
		piece_add(p, cp, at);
	}
	p->changed = xalloc(p->n + 1);
}

/* ---- Myers, linear space ---- */

struct work {
	const uint32_t *a, *b;
	bool *gone, *come;  /* pieces of a not in b, of b not in a */
	long *forth, *back; /* furthest reaching paths, by diagonal; index shifted by base */
	long base;
	long steps; /* left */
	bool coarse;
};

/* A point on a shortest path through [a0,a1) x [b0,b1), by searching from both ends until they
 * meet.  false if the budget ends first. */
static bool middle(struct work *w, long a0, long a1, long b0, long b1, long *x, long *y)
{
	long delta = (a1 - a0) - (b1 - b0), most = (a1 - a0 + b1 - b0 + 1) / 2 + 1;
	bool odd = delta & 1;
	long *f = w->forth + w->base, *g = w->back + w->base;
	f[1] = 0;
	g[1] = 0;
	for (long d = 0; d <= most; d++) {
		for (long k = -d; k <= d; k += 2) {
			long i = k == -d || (k != d && f[k - 1] < f[k + 1]) ? f[k + 1]
			                                                    : f[k - 1] + 1;
			long j = i - k, from = i;
			while (a0 + i < a1 && j >= 0 && b0 + j < b1 &&
			        w->a[a0 + i] == w->b[b0 + j]) {
				i++;
				j++;
			}
			w->steps -= i - from + 1;
			f[k] = i;
			if (odd && delta - k >= -(d - 1) && delta - k <= d - 1 &&
			        i + g[delta - k] >= a1 - a0) {
				*x = a0 + i;
				*y = b0 + j;
				return true;
			}
		}
		for (long k = -d; k <= d; k += 2) {
			long i = k == -d || (k != d && g[k - 1] < g[k + 1]) ? g[k + 1]
			                                                    : g[k - 1] + 1;
			long j = i - k, from = i;
			while (a1 - i > a0 && j >= 0 && b1 - j > b0 &&
			        w->a[a1 - i - 1] == w->b[b1 - j - 1]) {
				i++;
				j++;
			}
			w->steps -= i - from + 1;
			g[k] = i;
			if (!odd && delta - k >= -d && delta - k <= d &&
			        i + f[delta - k] >= a1 - a0) {
				*x = a1 - i;
				*y = b1 - j;
				return true;
			}
		}
		if (w->steps < 0)
			return false;
	}
	return false;
}

static void mark(bool *changed, long from, long to)
{
	memset(changed + from, true, (size_t)(to - from));
}

static void compare(struct work *w, long a0, long a1, long b0, long b1)
{
	while (a0 < a1 && b0 < b1 && w->a[a0] == w->b[b0]) {
		a0++;
		b0++;
	}
	while (a0 < a1 && b0 < b1 && w->a[a1 - 1] == w->b[b1 - 1]) {
		a1--;
		b1--;
	}
	if (a0 == a1 || b0 == b1) {
		mark(w->gone, a0, a1);
		mark(w->come, b0, b1);
		return;
	}
	long x, y;
	if (!middle(w, a0, a1, b0, b1, &x, &y) || (x == a0 && y == b0) || (x == a1 && y == b1)) {
		w->coarse |= w->steps < 0;
		mark(w->gone, a0, a1);
		mark(w->come, b0, b1);
		return;
	}
	compare(w, a0, x, b0, y);
	compare(w, x, a1, y, b1);
}

/* Marks what changed between the pieces; false if the budget of steps did not reach for all of
 * them. */
static bool compare_pieces(struct pieces *a, struct pieces *b, long *steps)
{
	struct work w = {
	        .a = a->id, .b = b->id, .gone = a->changed, .come = b->changed, .steps = *steps};
	w.base = (long)(a->n + b->n) + 2;
	w.forth = xalloc((size_t)(2 * w.base + 2) * sizeof *w.forth);
	w.back = xalloc((size_t)(2 * w.base + 2) * sizeof *w.back);
	compare(&w, 0, (long)a->n, 0, (long)b->n);
	free(w.forth);
	free(w.back);
	*steps = w.steps > 0 ? w.steps : 0;
	return !w.coarse;
}

/* ---- spans ---- */

static void span_add(struct diff *d, enum diff_kind kind, size_t old_at, size_t new_at, size_t n)
{
	if (!n)
		return;
	struct diff_span *last = d->n ? &d->v[d->n - 1] : NULL; /* d->v is there as soon as d->n is */
	if (last && last->kind == kind) { /* NOLINT(clang-analyzer-core.NullDereference) */
		last->n += n;
		return;
	}
	if (d->n == d->cap) {
		d->cap = d->cap * 2 + 16;
		d->v = xrealloc(d->v, d->cap * sizeof *d->v);
	}
	d->v[d->n++] = (struct diff_span){kind, old_at, new_at, n}; /* NOLINT(clang-analyzer-core.NullDereference) */
}

/* A changed place: what is deleted, then what is inserted, even if the last span was of the other
 * order. */
static void change_add(struct diff *d, size_t old_at, size_t old_end, size_t new_at, size_t new_end)
{
	span_add(d, DIFF_DELETED, old_at, new_at, old_end - old_at);
	span_add(d, DIFF_INSERTED, old_end, new_at, new_end - new_at);
}

struct sides {
	const char *old, *new;
	enum diff_manner manner;
	long steps; /* for characters */
};

/* How well a changed run reads that ends before piece `end`: whole paragraphs best, then whole
 * sentences. */
static int seam(const struct pieces *p, size_t from, size_t end)
{
	static const uint32_t stops[] = {
	        0x3002, 0xff1b, 0xff01, 0xff1f, 0xff0c, 0x3001}; /* 。；！？，、 */
	uint32_t last = p->id[end - 1], before = from ? p->id[from - 1] : '\n';
	if (last == '\n')
		return before == '\n' ? 9 : 8;
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		if (last == stops[i])
			return 7 - (int)i;
	return 0;
}

/* Where the piece behind a changed run is like its first one, the run may as well begin one later:
 * of all such places it gets the one that reads best.  The sequence of unchanged pieces stays what
 * it was, so nothing else changes. */
static void slide(struct pieces *p)
{
	for (size_t from = 0, end; from < p->n; from = end) {
		end = from + 1;
		if (!p->changed[from])
			continue;
		while (end < p->n && p->changed[end])
			end++;
		size_t left = from, right = end, best = from;
		size_t n = end - from;
		while (left > 0 && !p->changed[left - 1] && p->id[left - 1] == p->id[left - 1 + n])
			left--;
		while (right < p->n && !p->changed[right] && p->id[right] == p->id[right - n])
			right++;
		for (size_t at = left; at + n <= right; at++)
			if (seam(p, at, at + n) > seam(p, best, best + n))
				best = at;
		memset(p->changed + from, false, n);
		memset(p->changed + best, true, n);
		end = best > from ? best + n : end;
	}
}

/* A run of unchanged pieces between two changes that says nothing by itself is taken into them. */
static void join_changes(struct pieces *a, struct pieces *b)
{
	size_t i = 0, j = 0, before = 0;
	bool between = false;
	while (i < a->n || j < b->n) {
		size_t i0 = i, j0 = j;
		while (i < a->n && a->changed[i])
			i++;
		while (j < b->n && b->changed[j])
			j++;
		size_t change = i - i0 + (j - j0), same = 0;
		if (between && before == 1 && change > 1) { /* one lone piece before this change */
			a->changed[i0 - 1] = true;
			b->changed[j0 - 1] = true;
		}
		while (i < a->n && j < b->n && !a->changed[i] && !b->changed[j]) {
			i++;
			j++;
			same++;
		}
		between = change > 1;
		before = same;
		if (!change && !same)
			break;
	}
}

/* Whether so little is left of a paragraph that it reads better as a new one. */
static bool little_in_common(const struct pieces *a, const struct pieces *b)
{
	size_t same = 0, longer = a->n > b->n ? a->n : b->n;
	for (size_t i = 0; i < a->n; i++)
		same += !a->changed[i];
	return same * 3 < longer;
}

/* Looks into changed paragraphs by clusters.  false if that led nowhere and nothing was added. */
static bool add_characters(struct diff *d, struct sides *t, size_t old_at, size_t old_end,
        size_t new_at, size_t new_end)
{
	struct names names = {0};
	struct pieces a = {0}, b = {0};
	long steps = t->steps;
	cut_clusters(&a, &names, t->old, old_at, old_end, t->manner == DIFF_READABLE);
	cut_clusters(&b, &names, t->new, new_at, new_end, t->manner == DIFF_READABLE);
	bool done = compare_pieces(&a, &b, &steps);
	t->steps = steps;
	if (done && t->manner == DIFF_READABLE) {
		slide(&a);
		slide(&b);
		join_changes(&a, &b);
		done = !little_in_common(&a, &b);
	}
	for (size_t i = 0, j = 0; done && (i < a.n || j < b.n);) {
		size_t old_from = i ? a.end[i - 1] : old_at, new_from = j ? b.end[j - 1] : new_at;
		if (i < a.n && j < b.n && !a.changed[i] && !b.changed[j]) {
			span_add(d, DIFF_SAME, old_from, new_from, a.end[i] - old_from);
			i++;
			j++;
			continue;
		}
		while (i < a.n && a.changed[i])
			i++;
		while (j < b.n && b.changed[j])
			j++;
		change_add(d, old_from, i ? a.end[i - 1] : old_at, new_from,
		        j ? b.end[j - 1] : new_at);
	}
	pieces_free(&a);
	pieces_free(&b);
	free(names.slot);
	return done;
}

/* Paragraphs a[i0,i1) became b[j0,j1).  Looked into together where they are few, pair by pair where
 * they are as many on either side. */
static void add_changed(struct diff *d, struct sides *t, const struct pieces *a, size_t i0,
        size_t i1, const struct pieces *b, size_t j0, size_t j1)
{
	size_t old_at = i0 ? a->end[i0 - 1] : 0, old_end = i1 ? a->end[i1 - 1] : 0;
	size_t new_at = j0 ? b->end[j0 - 1] : 0, new_end = j1 ? b->end[j1 - 1] : 0;
	bool pairs = i1 - i0 == j1 - j0 && i1 - i0 > 1;
	if (i0 == i1 || j0 == j1) {
		change_add(d, old_at, old_end, new_at, new_end);
		return;
	}
	if ((t->manner == DIFF_EXACT || !pairs) && t->steps > 0 &&
	        add_characters(d, t, old_at, old_end, new_at, new_end))
		return;
	if (pairs) {
		for (size_t k = 0; k < i1 - i0; k++)
			add_changed(d, t, a, i0 + k, i0 + k + 1, b, j0 + k, j0 + k + 1);
		return;
	}
	d->coarse |= t->steps <= 0;
	change_add(d, old_at, old_end, new_at, new_end);
}

void diff_texts(struct diff *d, const char *old, size_t old_n, const char *new, size_t new_n,
        enum diff_manner manner)
{
	struct names names = {0};
	struct pieces a = {0}, b = {0};
	struct sides t = {old ? old : "", new ? new : "", manner, CHARACTER_STEPS};
	long steps = PARAGRAPH_STEPS;
	d->n = 0;
	cut_paragraphs(&a, &names, t.old, old ? old_n : 0);
	cut_paragraphs(&b, &names, t.new, new ? new_n : 0);
	if (manner == DIFF_EXACT) { /* the fewest characters: paragraphs would be a detour */
		memset(a.changed, true, a.n);
		memset(b.changed, true, b.n);
		d->coarse = false;
	} else {
		d->coarse = !compare_pieces(&a, &b, &steps);
	}
	for (size_t i = 0, j = 0; i < a.n || j < b.n;) {
		size_t i0 = i, j0 = j;
		while (i < a.n && j < b.n && !a.changed[i] && !b.changed[j]) {
			size_t from = i ? a.end[i - 1] : 0;
			span_add(d, DIFF_SAME, from, j ? b.end[j - 1] : 0, a.end[i] - from);
			i++;
			j++;
		}
		if (i > i0)
			continue;
		while (i < a.n && a.changed[i])
			i++;
		while (j < b.n && b.changed[j])
			j++;
		add_changed(d, &t, &a, i0, i, &b, j0, j);
	}
	pieces_free(&a);
	pieces_free(&b);
	free(names.slot);
}

void diff_free(struct diff *d)
{
	free(d->v);
	*d = (struct diff){0};
}

bool diff_same(const struct diff *d)
{
	return diff_changes(d) == 0;
}

static bool begins_change(const struct diff *d, size_t i)
{
	return d->v[i].kind != DIFF_SAME && (i == 0 || d->v[i - 1].kind == DIFF_SAME);
}

size_t diff_changes(const struct diff *d)
{
	size_t count = 0;
	for (size_t i = 0; i < d->n; i++)
		count += begins_change(d, i);
	return count;
}

size_t diff_change(const struct diff *d, size_t nth)
{
	for (size_t i = 0; i < d->n; i++)
		if (begins_change(d, i) && nth-- == 0)
			return i;
	return d->n;
}
