/* packages_test.c - tests/packages.sh among commands that only pretend: what it asks for, as whom, and what it says.
 *
 * The folder fake/ is the whole PATH: each test puts there the commands its machine has.  The pretended apt-get writes
 * its arguments to a log and, unless the file "broken" exists, makes the packages installed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/desk.h"

static void fake(struct desk *d, const char *name, const char *script)
{
	char path[64], text[1024];

	snprintf(path, sizeof path, "fake/%s", name);
	snprintf(text, sizeof text, "#!/bin/sh\n%s\n", script);
	file_write_text(desk_path(d, path), text);
	chmod(desk_path(d, path), 0700);
}

static void real(struct desk *d, const char *name)
{
	static const char *const places[] = {"/usr/bin", "/bin", "/usr/sbin"};
	char path[64], target[128];

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		snprintf(target, sizeof target, "%s/%s", places[i], name);
		if (!access(target, X_OK))
			break;
	}
	snprintf(path, sizeof path, "fake/%s", name);
	assert_int_equal(symlink(target, desk_path(d, path)), 0);
}

static struct desk *machine(const char *uid)
{
	static const char *const needed[] = {"sh", "awk", "cat", "env", "ls"};
	struct desk *d = desk_open();

	mkdir(desk_path(d, "fake"), 0700);
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		real(d, needed[i]);
	fake(d, "id", uid);
	desk_env(d, "PATH", desk_path(d, "fake"));
	file_write_text(desk_path(d, "installed"), "gcc installed\nmake config-files\n");
	file_write_text(desk_path(d, "log"), "");
	return d;
}

static void debian(struct desk *d)
{
	fake(d, "dpkg-query", "cat ../installed");
	fake(d, "apt-get",
		"echo \"$(id -u) apt-get $*\" >>../log\n"
		"[ \"$1\" = install ] || exit 0\n"
		"[ ! -e ../broken ] || exit 100\n"
		"for p; do echo \"$p installed\" >>../installed; done");
}

static int ask(struct desk *d, const char *packages)
{
	char line[1024];

	snprintf(line, sizeof line, "cd '%s' && sh '%s' %s", desk_path(d, "fake"),
		tree_path("tests/packages.sh"), packages);
	return desk_command(d, (const char *const[]){"/bin/sh", "-c", line, NULL});
}

static char *log_of(struct desk *d)
{
	static char text[4096];
	FILE *f = fopen(desk_path(d, "log"), "r");
	size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;

	text[n] = 0;
	if (f)
		fclose(f);
	return text;
}

static void nothing_missing_says_nothing(void **state)
{
	struct desk *d = machine("echo 0");

	(void)state;
	debian(d);
	assert_int_equal(ask(d, "gcc"), 0);
	assert_string_equal(desk_out(d), "");
	assert_string_equal(desk_err(d), "");
	assert_string_equal(log_of(d), "");
	desk_close(&d);
}

static void root_installs_what_is_missing(void **state)
{
	struct desk *d = machine("echo 0");

	(void)state;
	debian(d);
	assert_int_equal(ask(d, "gcc make tmux make"), 0);
	assert_string_equal(desk_out(d), "缺少下列软件包，现在安装：make tmux\n");
	assert_contains(log_of(d), "0 apt-get install -y --no-install-recommends make tmux\n");
	assert_int_equal(
		ask(d, "gcc make tmux"), 0); /* and the second time there is nothing to say */
	assert_string_equal(desk_out(d), "");
	desk_close(&d);
}

static void a_user_goes_through_sudo(void **state)
{
	struct desk *d = machine("echo ${FAKE_ID-1000}");

	(void)state;
	debian(d);
	fake(d, "sudo", "FAKE_ID=0 exec \"$@\"");
	assert_int_equal(ask(d, "tmux"), 0);
	assert_contains(log_of(d), "0 apt-get install -y --no-install-recommends tmux\n");
	desk_close(&d);
}

static void without_rights_it_says_what_to_do(void **state)
{
	struct desk *d = machine("echo 1000");

	(void)state;
	debian(d);
	assert_int_not_equal(ask(d, "tmux git"), 0);
	assert_contains(desk_err(d), "请以 root 身份运行：apt-get install tmux git");
	assert_string_equal(log_of(d), "");
	desk_close(&d);
}

static void a_failed_installation_updates_the_lists_and_tries_again(void **state)
{
	struct desk *d = machine("echo 0");

	(void)state;
	debian(d);
	file_write_text(desk_path(d, "broken"), "");
	assert_int_not_equal(ask(d, "tmux"), 0);
	assert_contains(log_of(d), "0 apt-get update\n");
	desk_close(&d);
}

static void another_system_gets_the_names(void **state)
{
	struct desk *d = machine("echo 0");

	(void)state;
	assert_int_equal(ask(d, "libzip-dev tmux"), 1);
	assert_contains(desk_err(d), "不是 Debian");
	assert_contains(desk_err(d), "  libzip-dev\n  tmux\n");
	desk_close(&d);
}

static void a_missing_header_names_its_package(void **state)
{
	struct desk *d = machine("echo 0");

	(void)state;
	fake(d, "cc", "! grep -q 'zip.h\\|expat.h'");
	real(d, "grep");
	assert_int_equal(
		ask(d, "--headers cc curses.h:libncurses-dev sqlite3.h:libsqlite3-dev"), 0);
	assert_string_equal(desk_err(d), "");
	assert_int_equal(ask(d, "--headers cc curses.h:libncurses-dev zip.h:libzip-dev "
				"expat.h:libexpat1-dev"),
		1);
	assert_contains(desk_err(d), "header zip.h is missing: install the package libzip-dev.");
	assert_contains(desk_err(d), "apt-get install libzip-dev libexpat1-dev\n");
	assert_lacks(desk_err(d), "ncurses");
	assert_int_equal(ask(d, "--headers clang curses.h:libncurses-dev"), 1);
	assert_contains(desk_err(d), "no C compiler (clang)");
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_missing_says_nothing),
		cmocka_unit_test(root_installs_what_is_missing),
		cmocka_unit_test(a_user_goes_through_sudo),
		cmocka_unit_test(without_rights_it_says_what_to_do),
		cmocka_unit_test(a_failed_installation_updates_the_lists_and_tries_again),
		cmocka_unit_test(another_system_gets_the_names),
		cmocka_unit_test(a_missing_header_names_its_package),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
