/* fuzz_desk.h - a small desk in memory for targets that read what people type against what the desk knows.  Made once,
 * removed at the end; nothing is ever written to it. */
#ifndef TESTS_FUZZ_FUZZ_DESK_H
#define TESTS_FUZZ_FUZZ_DESK_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/store.h"

static char fuzz_dir[64];
static struct desk *fuzz_desk_made;

static inline void fuzz_desk_remove(void)
{
	char command[96];
	desk_close(&fuzz_desk_made);
	snprintf(command, sizeof command, "rm -rf %s", fuzz_dir);
	if (system(command) != 0)
		fprintf(stderr, "%s is left behind\n", fuzz_dir);
}

/* 某县林业局 with the usual registers, an office 资源保护股 and one item 2026-0001 in it. */
static inline struct desk *fuzz_desk(void)
{
	struct desk_new n = {.bureau = "某县林业局", .officer = "经办甲", .mode = DESK_TEST};
	struct item_text text = {.title = "森林防火工作方案", .body = "坚持预防为主。", .attribute = ATTRIBUTE_OPEN};
	struct item_register reg = {.class = CLASS_PAPER};
	char path[96];
	struct error e;
	int64_t id;

	if (fuzz_desk_made)
		return fuzz_desk_made;
	snprintf(fuzz_dir, sizeof fuzz_dir, "%s/zwgk-fuzz-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	if (!mkdtemp(fuzz_dir))
		abort();
	setenv("ZWGK_STATE", fuzz_dir, 1);
	setenv("ZWGK_NOW", "2026-11-20T09:00:00", 1);
	snprintf(path, sizeof path, "%s/desk.db", fuzz_dir);
	atexit(fuzz_desk_remove);
	if (desk_create(path, &n, &fuzz_desk_made, &e) != Z_OK || register_furnish(fuzz_desk_made, &e) != Z_OK ||
		office_add(fuzz_desk_made, "资源保护股", OFFICE_KIND_SECTION, &reg.office, &e) != Z_OK)
		abort();
	text.formed_on = text.valid_from = text.valid_to = DAY_NONE;
	if (item_create(fuzz_desk_made, &text, &reg, &id, &e) != Z_OK)
		abort();
	return fuzz_desk_made;
}
#endif
