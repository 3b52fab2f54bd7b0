/* deskfix.c - a test desk with people. */
#include "tests/deskfix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <ftw.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/view/check/check.h"

void deskfix_assert(enum z z, const struct error *e, int code, const char *file, int line)
{
	char sentence[1200] = "", got[64], want[64];
	if (z != Z_OK) {
		error_sentence(e, sentence, sizeof sentence);
		refusal_key(e->code, got);
	}
	if (code < 0) {
		if (z != Z_OK)
			print_error("refused (%s): %s\n", got, sentence);
		_assert_true(z == Z_OK, "refused", file, line);
		return;
	}
	refusal_key((enum refusal)code, want);
	if (z == Z_OK)
		print_error("allowed, but should be refused with %s\n", want);
	else if ((int)e->code != code)
		print_error("refused with %s (%s), but should be with %s\n", got, sentence, want);
	_assert_true(z != Z_OK && (int)e->code == code, "not refused as it should be", file, line);
}

static void pin(const char *now)
{
	if (now)
		setenv("ZWGK_NOW", now, 1);
	else
		unsetenv("ZWGK_NOW");
}

struct desk *deskfix_login(struct deskfix *f, const char *login)
{
	struct desk *d = NULL;
	struct error e;
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	d->pinned_now = f->admin->pinned_now;
	assert_ok(desk_login(d, login, DESKFIX_PASS, &e));
	return d;
}

int64_t deskfix_officer(struct deskfix *f, const char *login, const char *name, int64_t office, unsigned roles)
{
	struct officer_in in = {.login = login, .name = name, .office = office, .roles = roles};
	struct desk *d = NULL;
	struct error e;
	char secret[32];
	int64_t id = 0;
	assert_ok(officer_add(f->admin, &in, &id, secret, &e));
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	d->pinned_now = f->admin->pinned_now;
	assert_ok(desk_login(d, login, secret, &e));
	assert_ok(officer_set_pass(d, secret, DESKFIX_PASS, &e));
	desk_close(&d);
	return id;
}

struct deskfix *deskfix_open(const char *now)
{
	struct deskfix *f = xalloc(sizeof *f);
	struct error e;
	char state[160];
	const char *root = access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm";
	snprintf(f->dir, sizeof f->dir, "%s/zwgk-XXXXXX", root);
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->path, sizeof f->path, "%s/desk.db", f->dir);
	snprintf(state, sizeof state, "%s/state", f->dir);
	setenv("ZWGK_STATE", state, 1);
	pin(now);

	struct desk_new n = {.bureau = "某县林业局", .officer = "管理员己", .passphrase = DESKFIX_PASS, .mode = DESK_TEST};
	assert_ok(desk_create(f->path, &n, &f->admin, &e));
	f->admin_id = desk_who(f->admin)->id;
	f->general = desk_who(f->admin)->office;
	struct officer_in me = {
	        .login = "admin", .name = "管理员己", .office = f->general, .roles = ROLE_ADMIN | ROLE_CLERK};
	assert_ok(officer_edit(f->admin, f->admin_id, 0, &me, &e));
	assert_ok(register_furnish(f->admin, &e));
	assert_ok(office_add(f->admin, "资源保护股", OFFICE_KIND_SECTION, &f->office, &e));
	f->clerk_id = deskfix_officer(f, "jia", "经办甲", f->office, ROLE_CLERK);
	f->first_id = deskfix_officer(f, "yi", "初审乙", f->office, 0);
	f->second_id = deskfix_officer(f, "bing", "复审丙", f->general, 0);
	f->third_id = deskfix_officer(f, "ding", "领导丁", f->general, ROLE_LEADER);
	f->publish_id = deskfix_officer(f, "wu", "发布员戊", f->general, ROLE_CLERK | ROLE_OFFICE | ROLE_PUBLISH);
	assert_ok(seat_grant(f->admin, f->first_id, 1, f->office, 0, NULL, &e));
	assert_ok(seat_grant(f->admin, f->second_id, 2, 0, 0, NULL, &e));
	assert_ok(seat_grant(f->admin, f->third_id, 3, 0, 0, NULL, &e));
	f->clerk = deskfix_login(f, "jia");
	f->first = deskfix_login(f, "yi");
	f->second = deskfix_login(f, "bing");
	f->third = deskfix_login(f, "ding");
	f->publish = deskfix_login(f, "wu");
	return f;
}

void deskfix_time(struct deskfix *f, const char *now)
{
	int64_t at = instant_parse(now);
	struct desk *all[] = {f->admin, f->clerk, f->first, f->second, f->third, f->publish};
	assert_true(at > 0);
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		if (all[i])
			all[i]->pinned_now = at;
	}
	pin(now);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void deskfix_close(struct deskfix **fix)
{
	struct deskfix *f = *fix;
	if (!f)
		return;
	*fix = NULL;
	desk_close(&f->admin);
	desk_close(&f->clerk);
	desk_close(&f->first);
	desk_close(&f->second);
	desk_close(&f->third);
	desk_close(&f->publish);
	nftw(f->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	pin(NULL);
	free(f);
}

int deskfix_start(void **state)
{
	*state = deskfix_open("2026-11-20T09:00:00");
	return 0;
}

int deskfix_stop(void **state)
{
	struct deskfix *f = *state;
	deskfix_close(&f);
	return 0;
}

static bool tell(void *ctx, const struct audit_found *f)
{
	int *n = ctx;
	print_error("audit fault %d, table %d, id %lld\n", (int)f->fault, (int)f->t, (long long)f->id);
	++*n;
	return true;
}

void deskfix_sound(struct desk *d, const char *file, int line)
{
	struct error e;
	int n = 0;
	deskfix_assert(audit_verify(d->db, tell, &n, &e), &e, -1, file, line);
	if (n)
		_fail(file, line);
}

static bool tell_found(void *ctx, const struct check_found *f)
{
	char s[1400];
	(void)ctx;
	print_error("%s\n", error_sentence(&f->error, s, sizeof s));
	return true;
}

void deskfix_clean(struct desk *d, const char *file, int line)
{
	struct error e;
	struct check_result r;
	deskfix_assert(check_run(d, NULL, tell_found, NULL, &r, &e), &e, -1, file, line);
	if (r.found)
		_fail(file, line);
}

void deskfix_take_over(struct deskfix *f, const char *title, const char *office, int i)
{
	struct error e;
	const struct migrated m = {.title = title,
	        .category = "工作动态",
	        .catalog = "工作动态",
	        .office = office,
	        .channels = "门户网站",
	        .attribute = ATTRIBUTE_OPEN,
	        .formed_on = day_of(2024, 1, 1) + i % 300,
	        .published_on = day_of(2024, 1, 3) + i % 300};
	assert_ok(migrate_add(f->publish, &m, &e));
}
