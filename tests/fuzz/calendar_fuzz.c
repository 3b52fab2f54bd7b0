/* calendar_fuzz.c - any text as a file of holidays: a refusal names row and column; what is taken counts the same days
 * when it is written out and read again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/rule/calendar/calendar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_rows(const struct calendar *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct calendar_row *r = &c->rows[i];
		const char *name = NULL;

		if (!r->name[0] || !utf8_valid(r->name, strlen(r->name), NULL) || strpbrk(r->name, "\n\r\x1b"))
			abort();
		if (i && c->rows[i - 1].day >= r->day)
			abort();
		if (calendar_covers(c, r->day) && calendar_works(c, r->day) != r->works)
			abort();
		calendar_kind(c, r->day, &name);
		if (!name)
			abort();
	}
}

/* A name with a quote or a blank at its edge does not come back as it was; a file made by hand has none. */
static bool plain(const struct calendar *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (strpbrk(c->rows[i].name, "\", \t"))
			return false;
	return true;
}

static void write_and_read(const struct calendar *c)
{
	struct calendar again = {0};
	struct buffer b = {0};
	size_t added = 0;

	buffer_text(&b, "date,kind,name\n");
	for (size_t i = 0; i < c->n; i++) {
		char day[16];
		buffer_printf(&b, "%s,%s,%s\n", day_text(c->rows[i].day, day), c->rows[i].works ? "work" : "off",
		        c->rows[i].name);
	}
	if (calendar_parse(&again, b.s, b.n, &added, NULL) != Z_OK || added != c->n || again.n != c->n)
		abort();
	for (int year = 2000; year <= 2255; year++)
		if (calendar_loaded(c, year) != calendar_loaded(&again, year))
			abort();
	if (c->n && calendar_count(c, c->rows[0].day, c->rows[c->n - 1].day) !=
			calendar_count(&again, c->rows[0].day, c->rows[c->n - 1].day))
		abort();
	buffer_free(&b);
	calendar_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct calendar c = {0}, known = {0};
	struct error e = {0};
	char sentence[1024];
	size_t added = 0;

	if (calendar_parse(&c, (const char *)data, size, &added, &e) == Z_OK) {
		if (!added || added != c.n)
			abort();
		check_rows(&c);
		if (plain(&c))
			write_and_read(&c);
	} else {
		error_sentence(&e, sentence, sizeof sentence);
		if (e.kind != Z_INVALID || c.n || !*sentence || !utf8_valid(sentence, strlen(sentence), NULL))
			abort();
	}
	/* Over the calendar that the program brings along. */
	calendar_builtin(&known);
	if (calendar_parse(&known, (const char *)data, size, NULL, NULL) == Z_OK)
		check_rows(&known);
	calendar_free(&known);
	calendar_free(&c);
	return 0;
}
