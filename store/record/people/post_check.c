/* post_check.c - 人岗检查: the offices and document classes that nobody can legally pass (design 4.1). */
#include "store/record/people/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/record/inner.h"

struct gaps {
	struct post_gap *list;
	int n;
};

static void add(struct gaps *g, const struct office *o, int class, int tier, const char *author)
{
	g->list = xrealloc(g->list, (size_t)(g->n + 1) * sizeof *g->list);
	struct post_gap *p = &g->list[g->n++];
	*p = (struct post_gap){.office = o->id, .class = class, .tier = tier};
	snprintf(p->office_name, sizeof p->office_name, "%s", o->name);
	snprintf(p->author, sizeof p->author, "%s", author);
}

/* For an item by anybody; and where that is possible, for one by each 经办 who may write for this office. */
static void check_one(const struct desk *d, const struct office *o, int class, const struct officer *people,
        int people_n, struct gaps *g)
{
	int tier;
	int64_t now = desk_now(d);
	if (!tier_feasible(&d->book, o->id, class, NULL, 0, now, &tier)) {
		add(g, o, class, tier, "");
		return;
	}
	for (int i = 0; i < people_n; i++) {
		const struct officer *p = &people[i];
		if (!(p->roles & ROLE_CLERK) || (p->office != o->id && !(p->roles & ROLE_OFFICE)))
			continue;
		if (!tier_feasible(&d->book, o->id, class, &p->id, 1, now, &tier))
			add(g, o, class, tier, p->name);
	}
}

/* 经办 write, 发布员 register what is online: without them three signatures lead nowhere. */
static void check_roles(const struct officer *people, int people_n, struct gaps *g)
{
	static const unsigned needed[] = {ROLE_CLERK, ROLE_PUBLISH};
	static const struct office none;
	for (size_t k = 0; k < sizeof needed / sizeof *needed; k++) {
		bool found = false;
		for (int i = 0; i < people_n; i++)
			found = found || people[i].roles & needed[k];
		if (found)
			continue;
		add(g, &none, 0, 0, "");
		g->list[g->n - 1].role = needed[k];
	}
}

enum z post_check(struct desk *d, struct post_gap **list, int *n, struct error *e)
{
	struct gaps g = {0};
	struct office *offices = NULL;
	struct officer *people = NULL;
	int offices_n = 0, people_n = 0;
	*list = NULL;
	*n = 0;
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = office_list(d, false, &offices, &offices_n, e);
	if (z == Z_OK)
		z = officer_list(d, false, &people, &people_n, e);
	if (z == Z_OK)
		check_roles(people, people_n, &g);
	for (int i = 0; i < offices_n && z == Z_OK; i++) {
		for (int c = 1; c < CLASS_END; c++)
			check_one(d, &offices[i], c, people, people_n, &g);
	}
	free(offices);
	free(people);
	*list = g.list;
	*n = g.n;
	return z;
}
