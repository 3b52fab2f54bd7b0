/* sample.c - fills the demonstration desk day by day: each row of sample.def says what was done to an item and how long
 * ago; all of it is put in order of time and then done by whoever has to.  Must not know the store's tables. */
#include "forms/sample.h"

#include <assert.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "forms/reader/sniff.h"
#include "forms/sample/inside.h"
#include "forms/sample/plan_txt.h"
#include "forms/writer/document.h"
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
	int tier;
	const char *text;
} opinions[] = {
#define SAMPLE_OPINION(tier, text) {tier, text},
#include "forms/sample.def"
};

static const struct {
	const char *title, *category, *catalog;
} past[] = {
#define SAMPLE_PAST(title, category, catalog) {title, category, catalog},
#include "forms/sample.def"
};

static const struct item_row_in {
	int formed;
	const char *steps;
	enum officer_key drafter;
	enum office_key office;
	int class, attribute, withhold;
	const char *category, *catalog, *channels, *docno;
	int supersedes, code;
	const char *note, *title, *body;
} items[I_COUNT] = {
#define SAMPLE_ITEM(key, formed, steps, drafter, office, class, attribute, withhold, category, catalog, channels, docno, supersedes, \
		code, note, title, body) \
	{formed, steps, P_##drafter, O_##office, CLASS_##class, ATTRIBUTE_##attribute, withhold, category, catalog, channels, docno, \
		I_##supersedes, code, note, title, body},
#include "forms/sample.def"
};

static const struct {
	enum item_key item;
	const char *name, *text;
} files[] = {
#define SAMPLE_FILE(item, name, text) {I_##item, name, text},
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
static char *filled(const char *text, int year, int month)
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
			char *title = filled(past[k].title, y, m);
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

/* ---- one step of one item ---- */

static int64_t category_id(const struct fill *f, const char *name)
{
	for (int i = 0; i < f->categories_n; i++)
		if (!strcmp(f->categories[i].name, name))
			return f->categories[i].id;
	return 0;
}

static int64_t catalog_id(const struct fill *f, const char *name)
{
	for (int i = 0; i < f->catalogs_n; i++)
		if (!strcmp(f->catalogs[i].name, name))
			return f->catalogs[i].id;
	return 0;
}

/* The channels of "a、b" in their order; 0 ends. */
static void channel_ids(const struct fill *f, const char *names, int64_t out[ITEM_CHANNELS])
{
	int n = 0;

	memset(out, 0, ITEM_CHANNELS * sizeof *out);
	for (const char *s = names; *s;) {
		const char *best = NULL;

		for (int i = 0; i < f->channels_n; i++) {
			size_t k = strlen(f->channels[i].name);

			if (!strncmp(s, f->channels[i].name, k) && (!best || k > strlen(best))) {
				best = f->channels[i].name;
				out[n] = f->channels[i].id;
			}
		}
		if (best)
			n++;
		s += best ? strlen(best) : 1;
	}
}

/* A .docx of the lines of text, as Word would keep it. */
static enum z word_file(const char *text, struct buffer *bytes, struct error *e)
{
	struct document *doc = document_new("");
	enum document_kind kind = DOCUMENT_TITLE;

	for (const char *s = text; *s; kind = DOCUMENT_TEXT) {
		char *line = xstrndup(s, strcspn(s, "\n"));

		document_add(doc, kind, line);
		s += strlen(line);
		s += *s == '\n';
		free(line);
	}
	enum z z = docx_bytes(doc, bytes, e);
	document_free(&doc);
	return z;
}

static bool is_docx(const char *name)
{
	size_t n = strlen(name);

	return n > 5 && !strcmp(name + n - 5, ".docx");
}

static enum z create(struct fill *f, int i, struct error *e)
{
	const struct item_row_in *w = &items[i];
	int year, month, mday;
	day_split(f->day[0], &year, &month, &mday);
	month = month > 1 ? month - 1 : 12;
	char *title = filled(w->title, year, month), *docno = filled(w->docno, year, month),
	     *text = filled(*w->body ? w->body : plan_txt, year, month);
	struct buffer body = {0};
	struct attachment_in attached[8];
	char *bytes[8];
	int n = 0;
	enum z z = Z_OK;
	struct item_text t = {.title = title, .docno = docno, .formed_on = w->formed < 0 ? DAY_NONE : f->day[w->formed],
		.attribute = w->attribute, .withhold = w->withhold, .article = w->withhold ? withhold_article(w->withhold) : "",
		.validity = w->class == CLASS_PAPER && w->attribute == ATTRIBUTE_OPEN ? VALIDITY_VALID : VALIDITY_NONE,
		.valid_from = DAY_NONE, .valid_to = DAY_NONE, .attachments = attached};
	struct item_register r = {.class = w->class,
	        .office = f->office[w->office],
	        .category = category_id(f, w->category),
	        .catalog = catalog_id(f, w->catalog),
	        .supersedes = w->supersedes == I_NONE ? 0 : f->item[w->supersedes]};

	for (size_t k = 0; k < sizeof files / sizeof *files && n < 8; k++) {
		if ((int)files[k].item != i)
			continue;
		bytes[n] = filled(files[k].text, year, month);
		size_t size = strlen(bytes[n]);
		if (is_docx(files[k].name) && !z) {
			struct buffer docx = {0};

			z = word_file(bytes[n], &docx, e);
			free(bytes[n]);
			size = docx.n;
			bytes[n] = buffer_take(&docx);
		}
		attached[n] = (struct attachment_in){.name = files[k].name, .data = bytes[n], .bytes = size};
		n++;
	}
	t.attachments_n = n;
	buffer_printf(&body, "%s%s%s", text, text[strlen(text) - 1] == '\n' ? "" : "\n", WORD_MARK);
	t.body = body.s;
	channel_ids(f, w->channels, r.channels);
	if (!z)
		z = item_create(f->desk, &t, &r, &f->item[i], e);
	while (n > 0)
		free(bytes[--n]);
	buffer_free(&body);
	free(text);
	free(docno);
	free(title);
	return z;
}

/* The same text with a sentence more; attachments stay. */
static enum z revise(struct fill *f, const struct item *it, struct error *e)
{
	const struct revision *r = it->now;
	struct attachment_in keep[8];
	struct buffer body = {0};
	int n = 0;

	buffer_printf(&body, "%s\n%s", r->body, WORD_REVISED);
	for (; n < r->attachments_n && n < 8; n++)
		keep[n] = (struct attachment_in){.from = r->attachments[n].id, .name = r->attachments[n].name};
	enum z z = item_edit(f->desk, it->id, it->ver, &(struct item_text){.title = r->title, .body = body.s, .docno = r->docno,
		.formed_on = r->formed_on, .attribute = r->attribute, .withhold = r->withhold, .withhold_text = r->withhold_text,
		.article = r->article, .validity = r->validity, .valid_from = r->valid_from, .valid_to = r->valid_to,
		.attachments = keep, .attachments_n = n}, NULL, e);
	buffer_free(&body);
	return z;
}

static const char *opinion(struct fill *f, int tier)
{
	int n = 0, all = 0, wanted;

	for (size_t i = 0; i < sizeof opinions / sizeof *opinions; i++)
		all += opinions[i].tier == tier;
	wanted = f->passes++ / 3 % all;
	for (size_t i = 0; i < sizeof opinions / sizeof *opinions; i++)
		if (opinions[i].tier == tier && n++ == wanted)
			return opinions[i].text;
	return "";
}

static enum z online(struct fill *f, const struct item *it, int64_t channel, struct error *e)
{
	struct buffer url = {0};

	buffer_printf(&url, "%s%s.html", WORD_URL, it->number);
	enum z z = release_online(f->desk, it->id, it->ver, channel, url.s, desk_now(f->desk), e);
	buffer_free(&url);
	return z;
}

static enum z act(struct fill *f, const struct step *s, const struct item *it, struct error *e)
{
	const struct item_row_in *w = &items[s->item];
	struct desk *d = f->desk;

	switch (s->what) {
	case 'm':
		return revise(f, it, e);
	case 's':
		return item_submit(d, it->id, it->ver, e);
	case 'v':
		return item_void(d, it->id, it->ver, WORD_VOID, e);
	case 't':
		return item_errata(d, it->id, it->ver, e);
	case '1':
	case '2':
	case '3':
		return review_pass(d, it->id, it->ver, &it->now->hash, opinion(f, s->what - '0'), NULL, e);
	case 'i':
	case 'j':
	case 'k':
		return review_return(d, it->id, it->ver, 0, w->code, w->note, e);
	case 'J':
		return review_return(d, it->id, it->ver, 1, w->code, w->note, e);
	case 'w':
		return review_withdraw(d, it->id, it->ver, e);
	case 'q':
		return review_refer(d, it->id, it->ver, w->note, e);
	case 'd':
		return release_down(d, it->id, it->ver, WORD_DOWN, e);
	case 'y':
		return release_emergency(d, it->id, it->ver, w->note, e);
	case 'Y':
		return release_follow_up(d, it->id, it->ver, true, WORD_CONFIRM, e);
	case 'p':
		return release_report(d, it->id, it->ver, it->channels[0], e);
	case 'u':
		return release_bounce(d, it->id, it->ver, it->channels[0], WORD_BOUNCE, e);
	case 'o':
		return online(f, it, it->channels[0], e);
	default:
		assert(s->what == 'O');
		return online(f, it, it->channels[1], e);
	}
}

static enum officer_key by_whom(const struct item_row_in *w, char what)
{
	switch (what) {
	case '1':
	case 'i':
	case 'w':
		return w->office == O_PLANT ? P_XIN : P_YI;
	case '2':
	case 'j':
	case 'J':
	case 'q':
	case 'Y':
		return P_BING;
	case '3':
	case 'k':
	case 'd':
		return P_DING;
	case 'p':
	case 'u':
	case 'o':
	case 'O':
	case 'y':
		return P_WU;
	default:
		return w->drafter;
	}
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
	if (a->ticket != b->ticket)
		return a->ticket - b->ticket;
	if (a->ticket) /* one after another: a ticket passes through several hands on a day */
		return a->item != b->item ? a->item - b->item : a->order - b->order;
	if (turn(a->who) != turn(b->who))
		return turn(a->who) - turn(b->who);
	return a->item != b->item ? a->item - b->item : a->order - b->order;
}

static void plan(struct fill *f)
{
	for (int i = 0; i < I_COUNT; i++) {
		int order = 0;

		for (const char *s = items[i].steps; *s; s++) {
			char *end;
			struct step one = {.ago = (int)strtol(s, &end, 10), .item = i, .order = order};

			assert(end != s && one.ago < FIRST_DAY && f->steps < STEPS_MAX);
			one.what = *end == '(' ? end[1] : *end;
			one.who = by_whom(&items[i], one.what);
			f->step[f->steps++] = one;
			order++;
			s = *end == '(' ? end + 2 : end;
			if (s[1] == ' ')
				s++;
		}
	}
	sample_ticket_plan(f);
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

/* Items and tickets each have the day for themselves; then all of it in order of time. */
static void set_times(struct fill *f)
{
	qsort(f->step, (size_t)f->steps, sizeof *f->step, by_time);
	for (int first = 0, last; first < f->steps; first = last) {
		for (last = first; last < f->steps && f->step[last].ago == f->step[first].ago &&
			f->step[last].ticket == f->step[first].ticket; last++)
			;
		for (int i = first; i < last; i++)
			f->step[i].at = instant_on(f, f->step[i].ago, i - first, last - first);
	}
	qsort(f->step, (size_t)f->steps, sizeof *f->step, by_instant);
}

static enum z live(struct fill *f, bool (*tell)(void *ctx, int64_t done, int64_t all), void *ctx, struct error *e)
{
	enum z z = Z_OK;

	plan(f);
	set_times(f);
	for (int i = 0; !z && i < f->steps; i++) {
		const struct step *s = &f->step[i];
		struct item *it = NULL;

		if (tell && !tell(ctx, i, f->steps))
			return refuse(e, R_FILE_CANCEL);
		z = desk_pin(f->desk, s->at, e);
		if (!z)
			z = sit(f, (int)s->who, e);
		if (!z && s->ticket)
			z = sample_ticket_act(f, s, e);
		else if (!z && s->what == 'c')
			z = create(f, s->item, e);
		else if (!z && !(z = item_load(f->desk, f->item[s->item], &it, e)))
			z = act(f, s, it, e);
		item_free(&it);
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
