/* init.c - zwgk init: a new desk; the demonstration; an empty desk for tests. */
#include "forms/command/inside.h"

#include <jansson.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/sample.h"
#include "forms/words.h"

/* The person's own name from the system's list if he has one there, else his account's. */
static void own_name(const struct passwd *pw, char name[64])
{
	size_t n = pw ? strcspn(pw->pw_gecos ? pw->pw_gecos : "", ",") : 0;

	if (n && n < 60 && utf8_valid(pw->pw_gecos, n, NULL))
		snprintf(name, 64, "%.*s", (int)n, pw->pw_gecos);
	else
		snprintf(name, 64, "%s", pw ? pw->pw_name : W_INIT_FIRST);
}

static enum z plain_desk(struct call *c, const char *path, enum desk_mode mode, struct error *e)
{
	char name[64], secret[160] = "";
	const struct passwd *pw = getpwuid(getuid());
	struct desk_new n = {.bureau = c->option[OPT_BUREAU],
	        .officer = c->option[OPT_NAME],
	        .os_user = pw ? pw->pw_name : NULL,
	        .mode = mode};
	struct desk *d = NULL;
	enum z z = Z_OK;

	if (!n.officer) {
		own_name(pw, name);
		n.officer = name;
	}
	if (!n.bureau && mode == DESK_TEST)
		n.bureau = W_INIT_TEST_BUREAU;
	if (call_has(c, OPT_PASSPHRASE_FD)) {
		z = call_secret(c, "", secret, e);
		n.passphrase = secret;
	}
	if (!z)
		z = desk_create(path, &n, &d, e);
	if (!z)
		z = register_furnish(d, e);
	explicit_bzero(secret, sizeof secret);
	desk_close(&d);
	return z;
}

static void say(const char *path, enum desk_mode mode, enum call_format f)
{
	int n = 0;
	const struct sample_officer *o = mode == DESK_SAMPLE ? sample_officers(&n) : NULL;

	if (f == FORMAT_JSON) {
		json_t *people = json_array();

		for (int i = 0; i < n; i++)
			json_array_append_new(people, json_pack("{s:s,s:s,s:s,s:s}", "login", o[i].login, "name", o[i].name,
				"passphrase", o[i].passphrase, "part", o[i].part));
		print_json(json_pack("{s:s,s:s,s:o}", "file", path, "mode",
			mode == DESK_SAMPLE ? "sample" : mode == DESK_TEST ? "test" : "real", "officers", people));
		return;
	}
	printf(mode == DESK_SAMPLE ? W_INIT_SAMPLE : mode == DESK_TEST ? W_INIT_TEST : W_INIT_REAL, path);
	for (int i = 0; i < n; i++) {
		char name[64], login[32];

		printf("  %s%s%s  %s\n", text_fit(name, sizeof name, o[i].name, 12, TEXT_LEFT),
			text_fit(login, sizeof login, o[i].login, 8, TEXT_LEFT), o[i].passphrase, o[i].part);
	}
}

int command_init(struct call *c)
{
	struct error e;
	enum call_format f;
	bool sample = call_has(c, OPT_SAMPLE), test = call_has(c, OPT_TEST);
	enum desk_mode mode = sample ? DESK_SAMPLE : test ? DESK_TEST : DESK_REAL;
	enum z z = call_format(c, 1u << FORMAT_TABLE | 1u << FORMAT_JSON, &f, &e);

	if (!z && sample && test)
		z = refuse(&e, R_OPTION_BOTH, "--sample", "--test");
	if (!z && mode == DESK_REAL && !call_has(c, OPT_BUREAU))
		z = refuse(&e, R_OPTION_MISSING, "--bureau");
	if (!z && sample && call_has(c, OPT_NAME))
		z = refuse(&e, R_OPTION_NOT_HERE, "--name", "--sample");
	if (z)
		return call_misuse(c, &e);
	call_catch_stop();
	char *path = command_desk_path(c->option[OPT_DB]);
	z = sample ? sample_make(path, c->option[OPT_BUREAU], call_progress, c, &e) : plain_desk(c, path, mode, &e);
	if (!z)
		say(path, mode, f);
	free(path);
	return z ? call_fail(&e) : STATUS_DONE;
}
