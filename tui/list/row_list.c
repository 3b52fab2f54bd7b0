/* row_list.c - see row_list.h. */
#include "tui/list/row_list.h"

static int rows(const struct row_list *l)
{
	bool whole;
	return l->count(l->of, &whole);
}

static struct list_key key(const struct row_list *l, int i)
{
	return (struct list_key){i, l->id(l->of, i)};
}

static int fetch(void *data, const struct list_key *from, bool backwards, int n, struct list_page *to)
{
	const struct row_list *l = data;
	int all = rows(l), first = from ? (int)from->sort + 1 : 0, last = all;
	if (backwards) {
		last = from && from->sort < all ? (int)from->sort : all;
		first = last > n ? last - n : 0;
	}
	if (last - first > n)
		last = first + n;
	for (int i = first; i < last; i++)
		l->put(l->of, i, key(l, i), to);
	return last > first ? last - first : 0;
}

static int find(void *data, int64_t id, struct list_page *to)
{
	const struct row_list *l = data;
	for (int i = 0, all = rows(l); i < all; i++)
		if (l->id(l->of, i) == id) {
			l->put(l->of, i, key(l, i), to);
			return 1;
		}
	return 0;
}

static int count(void *data, long long *n, bool *exact)
{
	const struct row_list *l = data;
	*exact = true;
	*n = l->count(l->of, exact);
	return 0;
}

static int seek(void *data, long long n, struct list_key *to)
{
	const struct row_list *l = data;
	if (n < 0 || n >= rows(l))
		return 0;
	*to = key(l, (int)n);
	return 1;
}

static int rank(void *data, const struct list_key *of, long long *out)
{
	(void)data;
	*out = of->sort;
	return 1;
}

struct list_ops row_list_ops(const struct list_column *columns, int n)
{
	return (struct list_ops){
	        .columns = columns, .n_columns = n, .fetch = fetch, .find = find, .count = count, .seek = seek, .rank = rank};
}
