/* ticket_summary.c - see ticket_summary.h. */
#include "forms/report/ticket_summary.h"

#include <stdlib.h>
#include <string.h>

#include "forms/words.h"
#include "store/base/mask.h"
#include "store/base/ratio.h"
#include "store/view/ticket/stat.h"
#include "store/view/ticket/view.h"

static struct ticket_span month_of(int year, int month)
{
	return (struct ticket_span){day_start(day_of(year, month, 1)), day_start(day_of(year + month / 12, month % 12 + 1, 1))};
}

static void masked(struct buffer *b, const char *s)
{
	char *copy = xstrdup(s ? s : "");

	mask_text(copy);
	buffer_text(b, copy);
	free(copy);
}

/* ---- the numbers ---- */

static void ratio(struct desk *d, struct buffer *b, const char *format, const struct ticket_ratio *r)
{
	char text[48];

	buffer_printf(b, format, ratio_text(r->n, r->of, (int)setting_number(d, SETTING_DECIMALS), text), (long long)r->n,
	        (long long)r->of);
}

static enum z numbers(struct desk *d, const struct ticket_span *s, struct buffer *b, struct error *e)
{
	struct ticket_ratio r[TICKET_FIGURE_COUNT];
	struct ticket_count *kinds;
	int64_t in = 0;
	int n;
	enum z z = ticket_figures(d, s, 0, 0, r, e);

	if (!z)
		z = ticket_by(d, TICKETS_BY_KIND, s, &kinds, &n, e);
	if (z)
		return z;
	for (int i = 0; i < n; i++)
		in += kinds[i].in;
	buffer_printf(b, W_SUMMARY_IN, (long long)in);
	for (int i = 0; i < n; i++)
		buffer_printf(b, "%s%s%lld%s", i ? W_LIST_COMMA : W_SUMMARY_KINDS, kinds[i].name, (long long)kinds[i].in, W_SUMMARY_UNIT);
	ratio(d, b, W_SUMMARY_IN_TIME, &r[TICKET_FIGURE_IN_TIME]);
	ratio(d, b, W_SUMMARY_PLEASED, &r[TICKET_FIGURE_PLEASED]);
	free(kinds);
	return Z_OK;
}

/* ---- the answers ---- */

struct answers {
	struct desk *d;
	int n;
	struct buffer *b;
};

static enum z answer(void *answers, const void *row, struct error *e)
{
	struct answers *k = answers;
	struct ticket *t;
	enum z z = ticket_load(k->d, ((const struct ticket_line *)row)->id, &t, e);

	if (z)
		return z;
	if (t->answer && *t->answer->public_text && !t->erased) {
		buffer_printf(k->b, W_SUMMARY_ITEM, ++k->n, ticket_kind_text(t->kind));
		masked(k->b, *t->topic ? t->topic : t->title);
		if (*t->place)
			buffer_printf(k->b, W_SUMMARY_PLACE, t->place);
		buffer_text(k->b, W_SUMMARY_ANSWER);
		masked(k->b, t->answer->public_text);
		buffer_byte(k->b, '\n');
	}
	ticket_free(&t);
	return Z_OK;
}

static enum z answers(struct desk *d, const struct ticket_span *s, int *n, struct buffer *b, struct error *e)
{
	const struct ticket_query q = {.scope = TICKETS_ALL,
		.states = 1u << TICKET_FILLED | 1u << TICKET_CLOSED,
		.filled_from = s->from,
		.filled_to = s->to,
		.sort = TICKETS_BY_ARRIVAL};
	struct answers k = {.d = d, .b = b};
	struct window *v = NULL;
	enum z z = ticket_view_open(d, &q, &v, e);

	if (!z) {
		window_hold(v);
		z = window_each(v, INT64_MAX, answer, NULL, &k, e);
	}
	window_close(&v);
	*n = k.n;
	return z;
}

enum z ticket_summary(struct desk *d, int year, int month, struct ticket_summary *s, struct error *e)
{
	struct ticket_span span = month_of(year, month);
	struct buffer title = {0}, body = {0};

	*s = (struct ticket_summary){0};
	buffer_printf(&title, W_SUMMARY_TITLE, year, month);
	buffer_text(&body, W_SUMMARY_FIRST);
	enum z z = numbers(d, &span, &body, e);
	buffer_text(&body, W_SUMMARY_SECOND);
	if (!z)
		z = answers(d, &span, &s->answers, &body, e);
	if (!s->answers)
		buffer_text(&body, W_SUMMARY_NONE);
	s->title = buffer_take(&title);
	s->body = buffer_take(&body);
	if (z)
		ticket_summary_free(s);
	return z;
}

void ticket_summary_free(struct ticket_summary *s)
{
	free(s->title);
	free(s->body);
	*s = (struct ticket_summary){0};
}

/* ---- the draft ---- */

/* The rows by these names, 0 where there are none: then whoever writes it chooses. */
static enum z place_of(struct desk *d, struct item_register *r, struct error *e)
{
	struct catalog *catalogs;
	struct named *categories;
	int n;
	enum z z = catalog_list(d, false, &catalogs, &n, e);

	if (z)
		return z;
	for (int i = 0; i < n; i++)
		if (!strcmp(catalogs[i].name, W_SUMMARY_CATALOG))
			r->catalog = catalogs[i].id;
	free(catalogs);
	if ((z = named_list(d, NAMED_CATEGORY, false, &categories, &n, e)))
		return z;
	for (int i = 0; i < n; i++)
		if (!strcmp(categories[i].name, W_SUMMARY_CATEGORY))
			r->category = categories[i].id;
	free(categories);
	return Z_OK;
}

enum z ticket_summary_draft(struct desk *d, int year, int month, int64_t *item, struct error *e)
{
	struct ticket_summary s;
	struct item_register r = {.class = CLASS_OTHER, .office = desk_who(d)->office, .keywords = W_SUMMARY_KEYWORDS};
	enum z z = ticket_summary(d, year, month, &s, e);

	if (!z)
		z = place_of(d, &r, e);
	if (!z) {
		const struct item_text t = {.title = s.title, .body = s.body, .formed_on = desk_today(d), .attribute = ATTRIBUTE_OPEN,
			.valid_from = DAY_NONE, .valid_to = DAY_NONE};

		z = item_create(d, &t, &r, item, e);
	}
	ticket_summary_free(&s);
	return z;
}
