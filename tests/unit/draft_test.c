/* draft_test.c - what is typed comes back, wherever the writing of it was cut off. */
#include "tests/unit/scratch.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

#include "store/file/draft/draft.h"
#include "store/file/place.h"

static const struct draft_about about = {
	.kind = "item", .id = 42, .ver = 3, .officer = 7, .begun = 1000};

static int open_home(void **state)
{
	struct scratch *s = xalloc(sizeof *s);
	s->home = desk_open();
	*state = s;
	return 0;
}

static int close_home(void **state)
{
	struct scratch *s = *state;
	desk_close(&s->home);
	free(s);
	return 0;
}

static struct draft *begin(struct scratch *s, const char *title, const char *body)
{
	struct draft *d;
	const char *fields[] = {title, body};
	ok(s, draft_begin(desk_db(s->home), &about, fields, 2, &d, &s->e));
	return d;
}

static void type(
	struct scratch *s, struct draft *d, int f, size_t at, size_t removed, const char *text)
{
	ok(s, draft_edit(d, f, at, removed, text, strlen(text), &s->e));
}

struct found {
	struct draft_found *list;
	int n;
};
static struct found find(struct scratch *s, int64_t officer)
{
	struct found f;
	ok(s, draft_find(desk_db(s->home), officer, &f.list, &f.n, &s->e));
	return f;
}

/* The only file in the folder; "" if there is none. */
static char *only_file(struct scratch *s)
{
	char *folder = place_join(desk_dir(s->home), "draft"), *path = NULL;
	DIR *d = opendir(folder);
	for (const struct dirent *f; d && (f = readdir(d));)
		if (f->d_name[0] != '.') {
			assert_null(path);
			path = place_join(folder, f->d_name);
		}
	if (d)
		closedir(d);
	free(folder);
	return path ? path : xstrdup("");
}

static void what_was_typed_is_offered(void **state)
{
	struct scratch *s = *state;
	struct stat st;
	struct found f = find(s, 0);
	assert_int_equal(f.n, 0);
	struct draft *d = begin(s, "关于防火的通知\n第二行", "正文");
	type(s, d, 1, 6, 0, "第一段");
	type(s, d, 1, 0, 3, "改");
	type(s, d, 0, 0, 6, "");
	ok(s, draft_set(d, 1, "改文第一段！", &s->e));
	ok(s, draft_set(d, 1, "改文第一段！", &s->e));
	f = find(s, 7);
	assert_int_equal(f.n, 0); /* a living process, this one, holds it */
	draft_leave(&d);
	assert_null(d);
	char *path = only_file(s);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(stat(desk_path(s->home, "draft"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	f = find(s, 8);
	assert_int_equal(f.n, 0);
	f = find(s, 7);
	assert_int_equal(f.n, 1);
	assert_string_equal(f.list[0].path, path);
	assert_string_equal(f.list[0].about.kind, "item");
	assert_int_equal(f.list[0].about.id, 42);
	assert_int_equal(f.list[0].about.ver, 3);
	assert_int_equal(f.list[0].about.begun, 1000);
	assert_int_equal(f.list[0].n, 2);
	assert_string_equal(f.list[0].fields[0], "防火的通知\n第二行");
	assert_string_equal(f.list[0].fields[1], "改文第一段！");
	assert_string_equal(f.list[0].title, "防火的通知");
	draft_found_free(&f.list, f.n);
	draft_discard(path);
	assert_false(file_exists(path));
	free(path);
}

static void what_was_saved_is_gone(void **state)
{
	struct scratch *s = *state;
	struct draft *d = begin(s, "题", "文");
	type(s, d, 1, 3, 0, "字");
	char *path = only_file(s);
	/* also the bytes: looked at through a second name of the file */
	assert_int_equal(link(path, desk_path(s->home, "second")), 0);
	assert_true(file_contains(desk_path(s->home, "second"), "字", 3));
	draft_end(&d);
	assert_false(file_exists(path));
	assert_false(file_contains(desk_path(s->home, "second"), "字", 3));
	assert_false(file_contains(desk_path(s->home, "second"), "文", 3));
	free(path);
	struct found f = find(s, 0);
	assert_int_equal(f.n, 0);
	draft_end(&d); /* nothing to do */
}

/* A crash after any byte: what comes back is the state after some edit, and never lacks more than
 * the one being written. */
static void cut_at_every_byte(void **state)
{
	struct scratch *s = *state;
	enum { EDITS = 40 };
	char *after[EDITS + 1];
	struct buffer text = {0};
	uint32_t seed = 5;
	buffer_text(&text, "从这里开始");
	struct draft *d = begin(s, "题", text.s);
	after[0] = xstrdup(text.s);
	static const char *const words[] = {
		"公", "开", "a", "", "一段较长的文字，带标点。", "\n", "𠮷"};
	char *path = only_file(s);
	for (int i = 1; i <= EDITS; i++) {
		seed = seed * 1664525u + 1013904223u;
		const char *word = words[(seed >> 8) % 7];
		size_t at = (seed >> 12) % (text.n + 1), removed = (seed >> 20) % 4;
		if (removed > text.n - at)
			removed = text.n - at;
		if (removed == strlen(word)) { /* each edit is to make a text of its own */
			i--;
			continue;
		}
		struct buffer next = {0};
		buffer_add(&next, text.s, at);
		buffer_text(&next, word);
		buffer_add(&next, text.s + at + removed, text.n - at - removed);
		type(s, d, 1, at, removed, word);
		buffer_free(&text);
		text = next;
		after[i] = xstrdup(text.s);
	}
	draft_leave(&d);
	size_t n;
	char *whole = file_read(path, &n), *cut = xalloc(n);
	size_t end = n;
	while (end > 0 && !whole[end - 1])
		end--;
	int state_before = -1;
	bool seen[EDITS + 1] = {false};
	for (size_t at = 0; at <= end; at++) {
		memset(cut, 0, n); /* preallocated: behind what was written stand zeros */
		memcpy(cut, whole, at);
		file_write(path, cut, n);
		struct found f = find(s, 7);
		if (f.n == 0) {
			assert_int_equal(state_before,
				-1); /* only while the first record is being written */
			continue;
		}
		int now = state_before < 0 ? 0 : state_before;
		if (strcmp(f.list[0].fields[1], after[now]))
			now++;
		assert_true(now <= EDITS);
		assert_string_equal(f.list[0].fields[1], after[now]);
		assert_string_equal(f.list[0].fields[0], "题");
		seen[now] = true;
		state_before = now;
		draft_found_free(&f.list, f.n);
	}
	assert_int_equal(state_before, EDITS);
	for (int i = 0; i <= EDITS; i++)
		assert_true(seen[i]);
	/* any single byte turned over: never a wrong text, at worst an earlier one */
	for (size_t at = 0; at < end; at += 3) {
		memcpy(cut, whole, n);
		cut[at] = (char)(cut[at] ^ 0x41);
		file_write(path, cut, n);
		struct found f = find(s, 7);
		bool known = f.n == 0;
		for (int i = 0; i <= EDITS && !known; i++)
			known = !strcmp(f.list[0].fields[1], after[i]);
		assert_true(known);
		draft_found_free(&f.list, f.n);
	}
	for (int i = 0; i <= EDITS; i++)
		free(after[i]);
	free(whole);
	free(cut);
	free(path);
	buffer_free(&text);
}

/* A killed process: every key whose call had returned comes back, without any sync. */
static void killed_while_typing(void **state)
{
	struct scratch *s = *state;
	int keys[2];
	assert_int_equal(pipe(keys), 0);
	pid_t pid = fork();
	if (pid == 0) {
		struct draft *d = begin(s, "", "");
		for (int i = 0;; i++) {
			char key[24];
			snprintf(key, sizeof key, "%d号", i);
			if (draft_edit(d, 1, 0, 0, key, strlen(key), &s->e) ||
				write(keys[1], &i, sizeof i) < 0)
				_exit(1);
		}
	}
	close(keys[1]);
	int last = -1, i;
	while (last < 500 && read(keys[0], &i, sizeof i) == sizeof i)
		last = i;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	while (read(keys[0], &i, sizeof i) == sizeof i)
		last = i;
	close(keys[0]);
	struct found f = find(s, 7);
	assert_int_equal(f.n, 1);
	int first = atoi(f.list[0].fields[1]);
	assert_in_range(first, last, last + 1);
	draft_found_free(&f.list, f.n);
}

static void long_work_is_compacted(void **state)
{
	struct scratch *s = *state;
	struct stat st;
	struct draft *d = begin(s, "题", "");
	char *body = xalloc(20000);
	memset(body, 'x', 19999);
	off_t largest = 0;
	for (int i = 0; i < 200; i++) {
		body[(size_t)i * 7] = 'y';
		body[i * 90 + 5] = 'z';
		ok(s, draft_set(d, 1, body, &s->e));
		char *path = only_file(s);
		assert_int_equal(stat(path, &st), 0);
		if (st.st_size > largest)
			largest = st.st_size;
		free(path);
	}
	draft_sync(d);
	draft_leave(&d);
	assert_in_range(largest, 100000, 800000); /* 200 edits of up to 18 KB each were written */
	struct found f = find(s, 7);
	assert_int_equal(f.n, 1);
	assert_string_equal(f.list[0].fields[1], body);
	draft_found_free(&f.list, f.n);
	free(body);
}

/* No room: told once, nothing typed is lost from memory, and written when there is room again. */
static void a_full_disk_is_told_once(void **state)
{
	struct scratch *s = *state;
	signal(SIGXFSZ, SIG_IGN);
	struct draft *d = begin(s, "题", "");
	struct rlimit limit, small;
	getrlimit(RLIMIT_FSIZE, &limit);
	small = limit;
	small.rlim_cur = 4096;
	char *big = xalloc(200001);
	memset(big, 'x', 200000);
	setrlimit(RLIMIT_FSIZE, &small);
	assert_int_equal(draft_edit(d, 1, 0, 0, big, 200000, &s->e), Z_FULL);
	assert_int_equal(s->e.code, R_FILE_FULL);
	assert_int_equal(draft_edit(d, 1, 0, 0, "一", 3, &s->e), Z_OK); /* not told again */
	assert_false(draft_kept(d)); /* and not said to be kept */
	draft_sync(d);
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(draft_edit(d, 1, 0, 0, "二", 3, &s->e), Z_OK);
	assert_true(draft_kept(d));
	setrlimit(RLIMIT_FSIZE, &small);
	assert_int_equal(draft_edit(d, 1, 0, 0, big, 200000, &s->e), Z_FULL); /* a new failure is */
	setrlimit(RLIMIT_FSIZE, &limit);
	draft_leave(&d); /* tries once more */
	struct found f = find(s, 7);
	assert_int_equal(f.n, 1);
	assert_int_equal(strlen(f.list[0].fields[1]), 400006);
	assert_non_null(strstr(f.list[0].fields[1], "二一"));
	draft_found_free(&f.list, f.n);
	free(big);
}

static void the_old_one_stays_until_the_new_one_is_there(void **state)
{
	struct scratch *s = *state;
	const char *fields[] = {"题", "旧文"};
	struct draft *d = begin(s, "题", "旧文"), *next;
	struct rlimit limit, none;
	draft_leave(&d);
	struct found f = find(s, 7);
	assert_int_equal(f.n, 1);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	none = limit;
	none.rlim_cur = 0;
	setrlimit(RLIMIT_FSIZE, &none);
	assert_int_equal(draft_begin(desk_db(s->home), &about, fields, 2, &next, &s->e), Z_FULL);
	draft_replaces(next, f.list[0].path);
	assert_true(file_exists(f.list[0].path));
	assert_int_equal(draft_edit(next, 1, 6, 0, "一", 3, &s->e), Z_OK);
	assert_true(file_exists(f.list[0].path));
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(draft_edit(next, 1, 9, 0, "二", 3, &s->e), Z_OK);
	assert_false(file_exists(f.list[0].path));
	draft_found_free(&f.list, f.n);
	draft_leave(&next);
	f = find(s, 7);
	assert_int_equal(f.n, 1);
	assert_string_equal(f.list[0].fields[1], "旧文一二");
	/* at once where the new one is there; and with it where it ends */
	ok(s, draft_begin(desk_db(s->home), &about, fields, 2, &next, &s->e));
	draft_replaces(next, f.list[0].path);
	assert_false(file_exists(f.list[0].path));
	draft_end(&next);
	draft_found_free(&f.list, f.n);
	assert_int_equal(find(s, 7).n, 0);
}

static void a_folder_that_cannot_be_made_costs_nothing_typed(void **state)
{
	struct scratch *s = *state;
	file_write_text(desk_path(s->home, "draft"), "a file where the folder should be");
	struct draft *d;
	const char *fields[] = {"题"};
	assert_int_equal(draft_begin(desk_db(s->home), &about, fields, 1, &d, &s->e), Z_IO);
	assert_false(draft_kept(d));
	assert_non_null(d);
	assert_int_equal(draft_edit(d, 0, 3, 0, "一", 3, &s->e), Z_OK);
	unlink(desk_path(s->home, "draft"));
	mkdir(desk_path(s->home, "draft"), 0700);
	assert_int_equal(draft_edit(d, 0, 6, 0, "二", 3, &s->e), Z_OK);
	draft_leave(&d);
	struct found f = find(s, 0);
	assert_int_equal(f.n, 1);
	assert_string_equal(f.list[0].fields[0], "题一二");
	draft_found_free(&f.list, f.n);
}

static void erasure_takes_drafts(void **state)
{
	struct scratch *s = *state;
	struct draft *a = begin(s, "甲", ""), *b = begin(s, "乙", ""), *other;
	struct draft_about another = about;
	another.id = 43;
	const char *fields[] = {"丙"};
	ok(s, draft_begin(desk_db(s->home), &another, fields, 1, &other, &s->e));
	draft_leave(&other);
	draft_leave(&a);
	int held = -1;
	assert_int_equal(draft_erase(desk_db(s->home), "item", 42, &held), 1);
	assert_int_equal(held, 1); /* b, open in a living process */
	draft_leave(&b);
	assert_int_equal(draft_erase(desk_db(s->home), "ticket", 42, &held), 0);
	assert_int_equal(draft_erase(desk_db(s->home), "item", 42, NULL), 1);
	struct found f = find(s, 0);
	assert_int_equal(f.n, 1);
	assert_string_equal(f.list[0].title, "丙");
	draft_found_free(&f.list, f.n);
}

static void odd_edits_do_no_harm(void **state)
{
	struct scratch *s = *state;
	struct draft *d = begin(s, "abc", "");
	type(s, d, 0, 99, 5, "x"); /* behind the end */
	type(s, d, 0, 2, 99, "y"); /* more than there is */
	type(s, d, 5, 0, 0, "z");  /* no such field */
	type(s, d, -1, 0, 0, "z");
	draft_leave(&d);
	struct found f = find(s, 0);
	assert_int_equal(f.n, 1);
	assert_string_equal(f.list[0].fields[0], "aby");
	draft_found_free(&f.list, f.n);
	/* foreign files in the folder */
	file_write_text(desk_path(s->home, "draft/notes.txt"), "x");
	file_write_text(desk_path(s->home, "draft/x.draft"), "not ours");
	file_write_text(desk_path(s->home, "draft/y.draft"), "");
	f = find(s, 0);
	assert_int_equal(f.n, 1);
	draft_found_free(&f.list, f.n);
	assert_true(file_exists(desk_path(s->home, "draft/notes.txt")));
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_home, close_home)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_was_typed_is_offered),
		T(what_was_saved_is_gone),
		T(cut_at_every_byte),
		T(killed_while_typing),
		T(long_work_is_compacted),
		T(a_full_disk_is_told_once),
		T(the_old_one_stays_until_the_new_one_is_there),
		T(a_folder_that_cannot_be_made_costs_nothing_typed),
		T(erasure_takes_drafts),
		T(odd_edits_do_no_harm),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
