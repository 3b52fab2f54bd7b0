/* export_registers.c - the registers of what was decided and done: 不予公开 and 依申请公开 with their reasons, every step of
 * the reviews, every step on the channels. */
#include <stdlib.h>

#include "forms/command/export_inside.h"
#include "forms/words.h"
#include "store/base/mask.h"
#include "store/view/register_view.h"

enum { PAGE = 250 };

static void masked(struct rows *r, const char *s)
{
	char *copy = xstrdup(s ? s : "");

	mask_text(copy);
	rows_text(r, copy);
	free(copy);
}

/* ---- decisions ---- */

static const struct rows_column decision_columns[] = {
	{"number", W_COL_NUMBER, 11},
	{"title", W_COL_TITLE, 50},
	{"attribute", W_COL_ATTRIBUTE, 12},
	{"reason", W_REGISTER_REASON, 24},
	{"reason_text", W_REGISTER_EXPLAINED, 40},
	{"article", W_REGISTER_ARTICLE, 30},
	{"state", W_COL_STATE, 12},
	{"formed_on", W_COL_FORMED, 11},
	{"office", W_COL_OFFICE, 16},
	{"updated", W_REGISTER_AT, 16},
};
static const int decision_mm[] = {20, 62, 20, 30, 0, 33, 20, 0, 20, 20};
_Static_assert(sizeof decision_mm / sizeof *decision_mm == sizeof decision_columns / sizeof *decision_columns, "a width for each column");
static const struct out_list decisions = {
	"decisions", W_EXPORT_DECISIONS, decision_columns, (int)(sizeof decision_columns / sizeof *decision_columns), decision_mm};

static enum z decision(void *p, const void *line, struct error *e)
{
	struct out_run *run = p;
	struct rows *r = run->r;
	const struct item_row *row = line;
	struct item *it;
	enum z z = item_load(run->c->desk, row->id, &it, e);

	if (z)
		return z;
	rows_text(r, row->number);
	masked(r, row->title);
	rows_text(r, attribute_text(row->attribute));
	rows_text(r, withhold_text(it->now->withhold));
	masked(r, it->now->withhold_text);
	rows_text(r, it->now->article);
	rows_text(r, item_state_text(row->state));
	rows_day(r, it->formed_on);
	rows_text(r, row->office);
	rows_instant(r, row->updated_at);
	rows_end_row(r);
	run->given++;
	item_free(&it);
	return Z_OK;
}

enum z export_decisions(struct out_run *run, struct error *e)
{
	const struct figure_list like = {.module = FIGURE_OF_ITEMS, .items = {.withheld = true, .sort = ITEMS_BY_NUMBER}};

	return out_rows(run, &like, &decisions, decision, e);
}

/* ---- reviews, releases ---- */

static const struct rows_column review_columns[] = {
	{"at", W_COL_AT, 16},
	{"number", W_COL_NUMBER, 11},
	{"title", W_COL_TITLE, 50},
	{"revision", W_COL_REVISION, -6},
	{"tier", W_REGISTER_TIER, 6},
	{"act", W_REGISTER_ACT, 12},
	{"officer", W_COL_OFFICER, 12},
	{"principal", W_COL_PRINCIPAL, 12},
	{"reason", W_REGISTER_REASON, 20},
	{"opinion", W_REGISTER_OPINION, 50},
	{"paper", W_REGISTER_PAPER, 6},
};
static const int review_mm[] = {26, 20, 58, 10, 12, 18, 17, 0, 0, 64, 0};
_Static_assert(sizeof review_mm / sizeof *review_mm == sizeof review_columns / sizeof *review_columns, "a width for each column");
static const struct out_list reviews = {
	"reviews", W_EXPORT_REVIEWS, review_columns, (int)(sizeof review_columns / sizeof *review_columns), review_mm};

static void review_line(struct rows *r, const struct register_row *row)
{
	rows_instant(r, row->at);
	rows_text(r, row->number);
	masked(r, row->title);
	rows_number(r, row->rev_n);
	rows_text(r, row->tier ? tier_text(row->tier) : "");
	rows_text(r, review_act_text(row->act));
	rows_text(r, row->officer);
	rows_text(r, row->principal);
	rows_text(r, row->reason ? return_reason_text(row->reason) : "");
	masked(r, row->text);
	rows_bool(r, row->paper);
	rows_end_row(r);
}

static const struct rows_column release_columns[] = {
	{"at", W_COL_AT, 16},
	{"number", W_COL_NUMBER, 11},
	{"title", W_COL_TITLE, 50},
	{"revision", W_COL_REVISION, -6},
	{"channel", W_IMPORT_CHANNEL, 18},
	{"act", W_REGISTER_ACT, 10},
	{"happened_at", W_REGISTER_HAPPENED, 16},
	{"officer", W_COL_OFFICER, 12},
	{"url", W_COL_URL, 40},
	{"reason", W_REGISTER_OPINION, 40},
};
static const int release_mm[] = {0, 20, 62, 10, 30, 18, 26, 17, 42, 0};
_Static_assert(sizeof release_mm / sizeof *release_mm == sizeof release_columns / sizeof *release_columns, "a width for each column");
static const struct out_list releases = {
	"releases", W_EXPORT_RELEASES, release_columns, (int)(sizeof release_columns / sizeof *release_columns), release_mm};

static void release_line(struct rows *r, const struct register_row *row)
{
	rows_instant(r, row->at);
	rows_text(r, row->number);
	masked(r, row->title);
	rows_number(r, row->rev_n);
	rows_text(r, row->channel);
	rows_text(r, release_act_text(row->act));
	rows_instant(r, row->happened_at);
	rows_text(r, row->officer);
	rows_text(r, row->url);
	masked(r, row->text);
	rows_end_row(r);
}

typedef enum z register_page(struct desk *d, int64_t after, int64_t from, int64_t to, int n, struct register_row *rows, struct arena *a,
        int *got, struct error *e);

static enum z day_option(const struct call *c, enum option o, int more, int64_t *at, struct error *e)
{
	int32_t day = call_has(c, o) ? day_parse(c->option[o]) : DAY_NONE;

	*at = 0;
	if (!call_has(c, o))
		return Z_OK;
	if (day == DAY_NONE)
		return refuse(e, R_BAD_DATE, c->option[o]);
	*at = day_start(day + more);
	return Z_OK;
}

static enum z export_rows(struct out_run *run, const struct out_list *l, register_page *page,
        void (*line)(struct rows *r, const struct register_row *row), struct error *e)
{
	struct register_row *rows = xalloc(PAGE * sizeof *rows);
	int64_t from, to, after = 0;
	int got = PAGE;
	enum z z = day_option(run->c, OPT_FROM, 0, &from, e);

	if (!z)
		z = day_option(run->c, OPT_TO, 1, &to, e);
	if (!z)
		z = out_begin(run, l, e);
	while (!z && got == PAGE) {
		struct arena a = {0};

		z = page(run->c->desk, after, from, to, PAGE, rows, &a, &got, e);
		for (int i = 0; !z && i < got; i++, run->given++) {
			line(run->r, &rows[i]);
			after = rows[i].id;
		}
		arena_free(&a);
		if (!z)
			z = out_page(run, e);
	}
	free(rows);
	return z;
}

enum z export_reviews(struct out_run *run, struct error *e)
{
	return export_rows(run, &reviews, register_reviews, review_line, e);
}

enum z export_releases(struct out_run *run, struct error *e)
{
	return export_rows(run, &releases, register_releases, release_line, e);
}
