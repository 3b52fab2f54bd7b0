/* table.c - what the sections of pane 0 have in common: rows of the table, fields and lists of their forms,
 * what is said after an operation. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/setting/section.h"
#include "tui/pane/words.h"

/* ------------------------------------------------------------ rows */
struct setting_row_shown *setting_add_row(struct setting_pane *p, int64_t id)
{
	if (p->n == p->cap) {
		p->cap = p->cap ? p->cap * 2 : 32;
		p->rows = xrealloc(p->rows, p->cap * sizeof *p->rows);
	}
	struct setting_row_shown *r = &p->rows[p->n++];
	*r = (struct setting_row_shown){.id = id};
	for (int i = 0; i < SETTING_COLUMNS; i++) {
		r->cell[i] = "";
		r->role[i] = C_TEXT;
	}
	return r;
}

void setting_cell(struct setting_pane *p, struct setting_row_shown *r, int column, enum role role, const char *text)
{
	r->cell[column] = arena_strdup(&p->memory, text);
	r->role[column] = role;
}

static char *format_text(const char *format, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	char *s = xalloc((size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, format, ap);
	return s;
}

void setting_cellf(
        struct setting_pane *p, struct setting_row_shown *r, int column, enum role role, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	char *s = format_text(format, ap);
	va_end(ap);
	setting_cell(p, r, column, role, s);
	free(s);
}

void setting_detailf(struct setting_pane *p, struct setting_row_shown *r, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	char *s = format_text(format, ap);
	va_end(ap);
	r->detail = arena_strdup(&p->memory, s);
	free(s);
}

void setting_dim(struct setting_row_shown *r)
{
	for (int i = 0; i < SETTING_COLUMNS; i++)
		r->role[i] = C_DIM;
}

/* ------------------------------------------------------------ forms */
struct setting_pane *setting_of(const struct entry *en)
{
	return ((const struct setting_edit *)en->ctx)->p;
}

long setting_integer(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);
	return end == text || *end || n < 0 || n > 1000000 ? -1 : n;
}

bool setting_check_number(const struct entry *en, const char *value, char *why, size_t cap)
{
	(void)en;
	if (setting_integer(value) >= 0)
		return true;
	snprintf(why, cap, "%s", W_SET_NUMBER_BAD);
	return false;
}

bool setting_kept(struct form *f, enum z z, const char *field, const struct error *e)
{
	char s[512];
	if (z != Z_OK)
		form_fault(f, field, error_sentence(e, s, sizeof s));
	return z == Z_OK;
}

void setting_load_number(struct form *f, const char *key, long long n)
{
	form_load(f, key, number_text(n).s);
}

/* ------------------------------------------------------------ lists of fields */
static void offices(const struct entry *en, bool all, struct choices *out)
{
	struct office *list = NULL;
	int n = 0;
	if (all)
		choices_add(out, "0", W_SET_ALL, "", "");
	if (office_list(setting_desk(setting_of(en)), false, &list, &n, NULL) == Z_OK)
		for (int i = 0; i < n; i++)
			choices_add(out, number_text(list[i].id).s, list[i].name, office_kind_text(list[i].kind), "");
	free(list);
}

void setting_list_offices(const struct entry *en, struct choices *out)
{
	offices(en, false, out);
}

void setting_list_offices_all(const struct entry *en, struct choices *out)
{
	offices(en, true, out);
}

void setting_list_signers(const struct entry *en, struct choices *out)
{
	struct officer *list = NULL;
	struct error e;
	int n = 0;
	if (officer_list(setting_desk(setting_of(en)), false, &list, &n, NULL) != Z_OK)
		return;
	for (int i = 0; i < n; i++) {
		char note[160], why[512] = "";
		snprintf(note, sizeof note, "%s %s", list[i].office_name, list[i].post);
		if (list[i].roles & ROLE_ADMIN) {
			refuse(&e, R_SEAT_ADMIN, list[i].name);
			error_sentence(&e, why, sizeof why);
		}
		choices_add(out, number_text(list[i].id).s, list[i].name, note, why);
	}
	free(list);
}

void setting_list_tiers(const struct entry *en, struct choices *out)
{
	(void)en;
	for (int t = 1; t <= 3; t++)
		choices_add(out, number_text(t).s, tier_text(t), "", "");
}

void setting_list_classes(const struct entry *en, struct choices *out)
{
	(void)en;
	choices_add(out, "0", W_SET_ALL, "", "");
	for (int c = 1; c < CLASS_END; c++)
		choices_add(out, number_text(c).s, item_class_text(c), "", "");
}

/* ------------------------------------------------------------ after an operation */
enum did setting_done(struct setting_pane *p, enum z z, const struct error *e, const char *format, ...)
{
	if (z != Z_OK) {
		app_refuse(p->view.app, e);
		return z == Z_STALE || z == Z_MISSING ? DID_ROWS : DID_VIEW; /* then the table is not what stands there */
	}
	va_list ap;
	va_start(ap, format);
	char *s = format_text(format, ap);
	va_end(ap);
	app_say(p->view.app, C_GOOD, "%s", s);
	free(s);
	return DID_ROWS;
}

enum did setting_furnish(struct setting_pane *p, int64_t id)
{
	struct error e;
	(void)id;
	if (!ask_confirm(p->view.app, W_SET_FURNISH_YES, W_SET_FURNISH_ASK, W_SET_FURNISH_YES))
		return DID_VIEW;
	return setting_done(p, register_furnish(setting_desk(p), &e), &e, W_SET_FURNISHED);
}
