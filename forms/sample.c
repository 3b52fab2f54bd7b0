/* sample.c - fills the demonstration desk day by day: each row of sample.def says what was done to an item and how long
 * ago; all of it is put in order of time and then done by whoever has to.  Must not know the store's tables. */
#include "forms/sample.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "forms/sample/inside.h"
#include "store/file/place.h"
#include "store/store.h"

#define SAMPLE_WORD(name, text) static const char WORD_##name[] __attribute__((unused)) = text;
#include "forms/sample.def"

/* ------------------------------------------------------------ the tables */
static const struct {
	const char *name;
	int kind;
} offices[O_COUNT] = {
#define SAMPLE_OFFICE(key, name, kind) {name, OFFICE_KIND_##kind},
#include "forms/sample.def"
};

static const struct {
	struct sample_officer shown;
	enum office_key office;
	const char *post;
	unsigned roles;
	int tier;
	bool all;
} officers[P_COUNT] = {
#define SAMPLE_OFFICER(key, name, login, passphrase, office, post, roles, tier, all, part) \
	{{name, login, passphrase, part}, O_##office, post, roles, tier, all},
#include "forms/sample.def"
};

static const struct {
	const char *title, *category, *catalog;
} past[] = {
#define SAMPLE_PAST(title, category, catalog) {title, category, catalog},
#include "forms/sample.def"
};

const struct sample_officer *sample_officers(int *n)
{
	static struct sample_officer list[P_COUNT];

	/* The order of a day's work, the administrator last. */
	for (int i = 0; i < P_COUNT; i++)
		list[(i + P_COUNT - 1) % P_COUNT] = officers[i].shown;
	*n = P_COUNT;
	return list;
}

/* ------------------------------------------------------------ filling */
/* {Y}, {P}, {M} put in; the caller's. */
char *sample_filled(const char *text, int year, int month)
{
	struct buffer b = {0};

	for (const char *s = text; *s; s++) {
		if (s[0] == '{' && s[1] && s[2] == '}' && strchr("YPM", s[1])) {
			buffer_printf(&b, "%d", s[1] == 'M' ? month : year - (s[1] == 'P'));
			s += 2;
		} else {
			buffer_byte(&b, *s);
		}
	}
	return buffer_take(&b);
}

/* Working days back from now, by the built-in calendar; where that does not know a year, by weekends. */
static void find_days(struct fill *f)
{
	struct calendar c = {0};
	int32_t day = day_at(f->now);

	calendar_builtin(&c);
	for (int i = 0; i <= FIRST_DAY; day--)
		if (calendar_works(&c, day))
			f->day[i++] = day;
	calendar_free(&c);
}

static enum z sit(struct fill *f, int who, struct error *e)
{
	enum z z;

	if (f->at == who)
		return Z_OK;
	z = desk_login(f->desk, officers[who].shown.login, officers[who].shown.passphrase, e);
	f->at = z ? -1 : who;
	return z;
}

/* ---- people and registers ---- */

static enum z add_officer(struct fill *f, int i, struct error *e)
{
	char secret[32];
	struct officer_in in = {.login = officers[i].shown.login,
	        .name = officers[i].shown.name,
	        .post = officers[i].post,
	        .office = f->office[officers[i].office],
	        .roles = officers[i].roles};
	enum z z = officer_add(f->desk, &in, &f->officer[i], secret, e);

	if (!z && officers[i].tier)
		z = seat_grant(f->desk, f->officer[i], officers[i].tier, officers[i].all ? 0 : in.office, 0, NULL, e);
	/* He takes his own passphrase, as everybody must; then the administrator goes on. */
	if (!z)
		z = desk_login(f->desk, in.login, secret, e);
	if (!z)
		z = officer_set_pass(f->desk, secret, officers[i].shown.passphrase, e);
	f->at = -1;
	return z ? z : sit(f, P_JI, e);
}

/* The first officer gets his post and only what the administrator needs; whoever runs the demonstration is 经办甲. */
static enum z tie(struct fill *f, const char *os_user, struct error *e)
{
	struct officer o;
	enum z z = officer_load(f->desk, f->officer[P_JI], &o, e);
	struct officer_in ji = {.login = officers[P_JI].shown.login, .name = o.name, .post = officers[P_JI].post, .os_user = "",
		.office = o.office, .roles = officers[P_JI].roles};

	if (!z)
		z = officer_edit(f->desk, o.id, o.ver, &ji, e);
	if (!z && os_user)
		z = officer_load(f->desk, f->officer[P_JIA], &o, e);
	if (z || !os_user)
		return z;
	struct officer_in jia = {.login = o.login, .name = o.name, .post = o.post, .os_user = os_user, .office = o.office,
		.roles = o.roles};
	return officer_edit(f->desk, o.id, o.ver, &jia, e);
}

static enum z people(struct fill *f, const char *os_user, struct error *e)
{
	enum z z = Z_OK;

	for (int i = 0; !z && i < O_COUNT; i++) {
		f->office[i] = office_by_name(f->desk, offices[i].name);
		if (!f->office[i])
			z = office_add(f->desk, offices[i].name, offices[i].kind, &f->office[i], e);
	}
	for (int i = 0; !z && i < P_COUNT; i++)
		if (i != P_JI)
			z = add_officer(f, i, e);
	if (!z)
		z = register_furnish(f->desk, e);
	if (!z)
		z = tie(f, os_user, e);
	if (!z)
		z = named_list(f->desk, NAMED_CATEGORY, false, &f->categories, &f->categories_n, e);
	if (!z)
		z = named_list(f->desk, NAMED_CHANNEL, false, &f->channels, &f->channels_n, e);
	if (!z)
		z = catalog_list(f->desk, false, &f->catalogs, &f->catalogs_n, e);
	return z;
}

/* From a week ago for four weeks, but for a weekend's worth of days that nobody has yet; leaders on days off. */
static enum z roster(struct fill *f, struct error *e)
{
	static const enum officer_key turns[] = {
#define SAMPLE_DUTY(key) P_##key,
#include "forms/sample.def"
	};
	enum { BACK = 7, DAYS = 28, GAP = 18, TURNS = sizeof turns / sizeof *turns };
	struct duty_line line[DAYS] = {{0}};
	char day[DAYS][16];
	int n = 0, good;

	for (int i = 0; i < DAYS; i++) {
		int32_t on = day_at(f->now) + i - BACK;

		if (i == GAP || i == GAP + 1)
			continue;
		day_text(on, day[n]);
		line[n] = (struct duty_line){.line = n + 1, .cell = {day[n], officers[turns[(i + TURNS * 2 - BACK) % TURNS]].shown.login,
			calendar_works(desk_calendar(f->desk), on) ? "" : officers[P_DING].shown.login}};
		n++;
	}
	return duty_import(f->desk, line, n, 0, &good, e);
}

/* ---- history from before the desk ---- */

static enum z history(struct fill *f, struct error *e)
{
	static const int days[] = {8, 17, 26};
	struct hash none;
	int last_year, last_month, mday, turn = 0;
	enum z z = sit(f, P_JIA, e);

	day_split(f->day[FIRST_DAY], &last_year, &last_month, &mday);
	hash_bytes(&none, "", 0);
	if (!z)
		z = migrate_begin(f->desk, "sample.csv", &none, e);
	for (int y = day_year(f->day[0]) - 1, m = 1; !z && (y < last_year || (y == last_year && m < last_month)); m++) {
		for (size_t i = 0; !z && i < sizeof days / sizeof *days; i++, turn++) {
			size_t k = (size_t)turn % (sizeof past / sizeof *past);
			char *title = sample_filled(past[k].title, y, m);
			struct migrated in = {.title = title, .category = past[k].category, .catalog = past[k].catalog,
				.office = offices[turn % 3 + O_PROTECT].name, .channels = f->channels[0].name,
				.attribute = ATTRIBUTE_OPEN, .body = WORD_MARK, .formed_on = day_of(y, m, days[i] - 5),
				.published_on = day_of(y, m, days[i])};

			z = migrate_add(f->desk, &in, e);
			free(title);
		}
		if (m == 12) {
			m = 0;
			y++;
		}
	}
	if (!z)
		return migrate_end(f->desk, NULL, e);
	migrate_drop(f->desk);
	return z;
}

/* ---- all steps in order of time ---- */

/* Within a day: drafters, tier 1, 2, 3, publisher. */
static int turn(enum officer_key who)
{
	static const int turns[P_COUNT] = {[P_JIA] = 0, [P_GENG] = 1, [P_REN] = 2, [P_YI] = 3, [P_XIN] = 4, [P_BING] = 5, [P_DING] = 6,
		[P_WU] = 7, [P_JI] = 8};

	return turns[who];
}

static int by_time(const void *one, const void *two)
{
	const struct step *a = one, *b = two;

	if (a->ago != b->ago)
		return b->ago - a->ago;
	if (a->of != b->of)
		return (int)a->of - (int)b->of;
	if (a->of != OF_ITEM) /* one after another: a ticket passes through several hands on a day */
		return a->item != b->item ? a->item - b->item : a->order - b->order;
	if (turn(a->who) != turn(b->who))
		return turn(a->who) - turn(b->who);
	return a->item != b->item ? a->item - b->item : a->order - b->order;
}

/* The instant of step number k of n on a day: spread over the office hours, today over what has passed of them. */
static int64_t instant_on(const struct fill *f, int ago, int k, int n)
{
	const int64_t open = 8 * 3600 + 40 * 60, shut = 17 * 3600 + 20 * 60;
	int64_t midnight = day_start(f->day[ago]), from = midnight + open, to = midnight + shut;

	if (to > f->now - 120)
		to = f->now - 120;
	if (from > to - 1800)
		from = to - 1800 > midnight ? to - 1800 : midnight;
	if (to < from)
		to = from;
	return from + (to - from) * (k + 1) / (n + 1);
}

static int by_instant(const void *one, const void *two)
{
	const struct step *a = one, *b = two;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return by_time(one, two);
}

/* Items, tickets and tasks each have the day for themselves; then all of it in order of time. */
static void set_times(struct fill *f)
{
	qsort(f->step, (size_t)f->steps, sizeof *f->step, by_time);
	for (int first = 0, last; first < f->steps; first = last) {
		for (last = first; last < f->steps && f->step[last].ago == f->step[first].ago &&
			f->step[last].of == f->step[first].of; last++)
			;
		for (int i = first; i < last; i++)
			f->step[i].at = instant_on(f, f->step[i].ago, i - first, last - first);
	}
	qsort(f->step, (size_t)f->steps, sizeof *f->step, by_instant);
}

static enum z live(struct fill *f, bool (*tell)(void *ctx, int64_t done, int64_t all), void *ctx, struct error *e)
{
	enum z z = Z_OK;

	sample_item_plan(f);
	sample_ticket_plan(f);
	sample_request_plan(f);
	sample_task_plan(f);
	set_times(f);
	for (int i = 0; !z && i < f->steps; i++) {
		const struct step *s = &f->step[i];

		if (tell && !tell(ctx, i, f->steps))
			return refuse(e, R_FILE_CANCEL);
		z = desk_pin(f->desk, s->at, e);
		if (!z)
			z = sit(f, (int)s->who, e);
		if (!z)
			z = s->of == OF_ITEM    ? sample_item_act(f, s, e)
			    : s->of == OF_TASK  ? sample_task_act(f, s, e)
			    : s->item < T_COUNT ? sample_ticket_act(f, s, e)
						: sample_request_act(f, s, e);
	}
	return z;
}

/* ------------------------------------------------------------ making it */
/* The file and what stands beside it. */
static void remove_all(const char *path, bool file_too)
{
	static const char *const ends[] = {".ballast", "-journal", "-wal", "-shm", ""};

	for (size_t i = 0; i < sizeof ends / sizeof *ends - !file_too; i++) {
		struct buffer b = {0};

		buffer_printf(&b, "%s%s", path, ends[i]);
		unlink(b.s);
		buffer_free(&b);
	}
}

static enum z fill(struct fill *f, const char *path, const char *bureau,
        bool (*step)(void *ctx, int64_t done, int64_t all), void *ctx, struct error *e)
{
	const struct passwd *pw = getpwuid(getuid());
	enum z z = desk_create(path, &(struct desk_new){.bureau = bureau ? bureau : WORD_BUREAU, .officer = officers[P_JI].shown.name,
		.office = offices[O_GENERAL].name, .passphrase = officers[P_JI].shown.passphrase, .mode = DESK_SAMPLE,
		.began = instant_on(f, FIRST_DAY, 0, 1)}, &f->desk, e);

	if (z)
		return z;
	desk_hurry(f->desk);
	f->officer[P_JI] = desk_who(f->desk)->id;
	z = people(f, pw ? pw->pw_name : NULL, e);
	if (!z)
		z = roster(f, e);
	if (!z)
		z = history(f, e);
	if (!z)
		z = live(f, step, ctx, e);
	return z ? z : desk_settle(f->desk, e);
}

enum z sample_make(const char *path, const char *bureau, bool (*step)(void *ctx, int64_t done, int64_t all), void *ctx,
        struct error *e)
{
	const char *pinned = getenv("ZWGK_NOW");
	struct fill *f;
	struct buffer part = {0};
	enum z z = Z_OK;

	if (place_exists(path))
		return refuse(e, R_FILE_EXISTS, path);
	f = xalloc(sizeof *f);
	f->at = P_JI;
	f->now = pinned && *pinned ? instant_parse(pinned) : (int64_t)time(NULL);
	if (f->now < 0)
		z = refuse(e, R_NOW_BAD, pinned);
	/* Under another name until it is whole: a crash leaves no half a bureau. */
	buffer_printf(&part, "%s.new-%ld", path, (long)getpid());
	remove_all(part.s, true);
	if (!z) {
		find_days(f);
		z = fill(f, part.s, bureau, step, ctx, e);
	}
	desk_close(&f->desk);
	if (!z)
		z = place_publish(part.s, path, e);
	remove_all(part.s, z != Z_OK);
	buffer_free(&part);
	free(f->categories);
	free(f->channels);
	free(f->catalogs);
	free(f);
	return z;
}
