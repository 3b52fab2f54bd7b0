/* setting.c - settings: rows of setting.def; reading never touches the file. */
#include "store/record/row_ver.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/record/field.h"

enum { INT = SETTING_INT, BOOL = SETTING_BOOL, TEXT = SETTING_TEXT, CHOICE = SETTING_CHOICE };

static const struct setting_row rows[SETTING_COUNT] = {
#define SETTING(NAME, key, type, low, high, initial, unit, text)                                   \
	{key, initial, (int)type == (int)CHOICE ? "" : unit, text, (enum setting_type)type, low, high,   \
		(int)type == (int)CHOICE ? unit : ""},
#include "store/record/setting.def"
#undef SETTING
};

const struct setting_row *setting_row(enum setting s)
{
	return &rows[s];
}

const char *setting_text(const struct desk *d, enum setting s)
{
	return d->settings[s] ? d->settings[s] : rows[s].initial;
}

/* The whole text is a number in the row's limits. */
static bool number_of(const struct setting_row *r, const char *text, long *n)
{
	char *end;
	errno = 0;
	*n = strtol(text, &end, 10);
	return end != text && !*end && !errno && *n >= r->low && *n <= r->high;
}

int64_t setting_version(const struct desk *d, enum setting s)
{
	return d->setting_ver[s];
}

long setting_number(const struct desk *d, enum setting s)
{
	long n;
	if (d->settings[s] && number_of(&rows[s], d->settings[s], &n))
		return n;
	return strtol(rows[s].initial, NULL, 10); /* what stands in the file was written by another tool */
}

static bool choice_of(const char *choices, const char *value)
{
	size_t n = strlen(value);
	for (const char *c = choices; n && *c;) {
		size_t k = strcspn(c, "|");
		if (k == n && !strncmp(c, value, n))
			return true;
		c += k + (c[k] == '|');
	}
	return false;
}

/* value as it is to be kept. */
static enum z take(const struct setting_row *r, const char *value, char out[256], struct error *e)
{
	long n;
	enum z z = field_take(out, 256, value, r->text, 0, 80, e);
	if (z != Z_OK)
		return z;
	switch (r->type) {
	case SETTING_TEXT:
		return field_take(out, 256, value, r->text, (size_t)r->low, (size_t)r->high, e);
	case SETTING_CHOICE:
		return choice_of(r->choices, out) ? Z_OK : refuse(e, R_SETTING_CHOICE, r->text, out, r->choices);
	case SETTING_BOOL:
	case SETTING_INT:
		break;
	}
	if (!number_of(r, out, &n))
		return refuse(e, R_SETTING_RANGE, r->text, out, number_text(r->low).s, number_text(r->high).s);
	snprintf(out, 256, "%ld", n);
	return Z_OK;
}

/* The operation has loaded the settings anew: what the desk keeps in memory is what stands in the file. */
static enum z set(struct desk *d, enum setting s, int64_t ver, const char *value, struct error *e)
{
	const struct setting_row *r = &rows[s];
	char kept[256];
	enum z z = op_permit(d, ACTION_SETTING_EDIT, e);
	if (z == Z_OK)
		z = take(r, value, kept, e);
	int64_t id = db_number(d->db, e, 0, "SELECT id FROM setting WHERE key = ?1", "s", r->key);
	if (z == Z_OK)
		z = db_result(d->db);
	if (z == Z_OK && d->setting_ver[s] != ver)
		z = row_stale(d, T_setting, id, r->text, e);
	if (z == Z_OK)
		z = db_run(d->db, e,
			"INSERT INTO setting(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value, " ROW_VER_UP,
			"ss", r->key, kept);
	if (z == Z_OK)
		op_touch(d, T_setting, id ? id : db_last_id(d->db));
	if (z == Z_OK && s == SETTING_PUBLISH_DAYS) {
		d->stale = true;
		z = desk_refresh(d, e);
		if (z == Z_OK)
			z = items_due_again(d, e);
	}
	return z;
}

enum z setting_set(struct desk *d, enum setting s, int64_t ver, const char *value, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = set(d, s, ver, value, e);
	return op_end(d, z, ACTION_SETTING_EDIT, (int64_t)s, e);
}
