/* who.c - who has an item now, for a column of the list. */
#include "store/view/item/query.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"

/* ---- names ---- */

struct holder {
	int state, class;
	int64_t office;
	const char *text;
	struct holder *next;
};

struct who_names {
	struct arena memory;
	struct named_officer {
		int64_t id;
		const char *name;
	} * officers;
	size_t n;
	struct holder *holders;
};

enum view_word {
#define VIEW_WORD(name, text) WORD_##name,
#include "store/view/view_word.def"
};
static const char *const words[] = {
#define VIEW_WORD(name, text) text,
#include "store/view/view_word.def"
};

void names_free(struct who_names **n)
{
	if (!*n)
		return;
	arena_free(&(*n)->memory);
	free(*n);
	*n = NULL;
}

static struct who_names *names_load(struct item_view *v, struct error *e)
{
	struct db *db = v->w.d->db;
	struct who_names *n = xalloc(sizeof *n);
	size_t cap = 0, known = 0;
	struct named_officer *list = NULL;
	sqlite3_stmt *q = db_query(db, e, "SELECT id, name FROM officer ORDER BY id", "");
	while (db_step(db, q, e)) {
		if (known == cap) {
			cap = cap ? cap * 2 : 64;
			list = xrealloc(list, cap * sizeof *list);
		}
		list[known++] = (struct named_officer){
		        sqlite3_column_int64(q, 0), arena_strdup(&n->memory, column_text(q, 1))};
	}
	db_done(q);
	n->n = known;
	n->officers = arena_alloc(&n->memory, (known + 1) * sizeof *list);
	if (known)
		memcpy(n->officers, list, known * sizeof *list);
	free(list);
	if (db_failed(db))
		names_free(&n);
	return n;
}

static const char *name_of(const struct who_names *n, int64_t id)
{
	size_t low = 0, high = n->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (n->officers[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n->n && n->officers[low].id == id ? n->officers[low].name : "";
}

/* Those whose own seat it is come before delegates. */
static const char *holder_text(struct item_view *v, int state, int64_t office, int class)
{
	const struct tier_book *b = &v->w.d->book;
	const char *first = NULL, *delegate = NULL;
	int n = 0;
	for (size_t i = 0; i < b->officers_n; i++) {
		const struct tier_officer *o = &b->officers[i];
		struct tier_basis basis = {0};
		bool may = state == STATE_SIGNED ? o->active && o->roles & ROLE_PUBLISH
		                                 : tier_bases(b, o->id, state_tier(state), office,
		                                           class, desk_now(v->w.d), &basis, 1) > 0;
		if (!may)
			continue;
		n++;
		if (!first && !basis.principal)
			first = name_of(v->names, o->id);
		else if (!delegate && basis.principal)
			delegate = name_of(v->names, o->id);
	}
	if (!n)
		return words[WORD_NOBODY];
	if (!first)
		first = delegate;
	if (n == 1)
		return first;
	struct buffer text = {0};
	buffer_printf(
	        &text, "%s%s%d%s", first, words[WORD_HOLDERS_BEFORE], n, words[WORD_HOLDERS_AFTER]);
	const char *kept = arena_strdup(&v->names->memory, text.s);
	buffer_free(&text);
	return kept;
}

const char *names_holder(
        struct item_view *v, int state, int64_t office, int class, int64_t drafter, struct error *e)
{
	if (!v->names && !(v->names = names_load(v, e)))
		return NULL;
	switch (state) {
	case STATE_DRAFT:
	case STATE_RETURNED:
		return name_of(v->names, drafter);
	case STATE_REFERRED:
		return words[WORD_ABOVE];
	case STATE_EMERGENCY:
		return words[WORD_EMERGENCY];
	case STATE_SIGNED:
		office = 0;
		class = 0;
		break;
	case STATE_TIER1:
	case STATE_TIER2:
	case STATE_TIER3:
		break;
	default:
		return "";
	}
	for (struct holder *h = v->names->holders; h; h = h->next)
		if (h->state == state && h->office == office && h->class == class)
			return h->text;
	struct holder *h = arena_alloc(&v->names->memory, sizeof *h);
	*h = (struct holder){
	        state, class, office, holder_text(v, state, office, class), v->names->holders};
	v->names->holders = h;
	return h->text;
}
