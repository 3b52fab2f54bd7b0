/* print.c - zwgk package and zwgk print: the 发布包 of a signed item, the review sheet and the list to sign. */
#include "forms/command/inside.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/package.h"
#include "forms/report/sheet.h"
#include "forms/words.h"
#include "store/file/place.h"

int command_package(struct call *c)
{
	struct error e;
	enum call_format f;
	int64_t item;
	char folder[1024];
	enum z z = call_format(c, 1u << FORMAT_TABLE | 1u << FORMAT_JSON, &f, &e);

	if (!z && !c->words)
		z = refuse(&e, R_WORD_MISSING, W_COL_NUMBER);
	if (!z && !call_has(c, OPT_OUT))
		z = refuse(&e, R_OPTION_MISSING, "--out");
	if (z)
		return call_misuse(c, &e);
	z = item_by_number(c->desk, c->word[0], &item, &e);
	if (!z) {
		package_folder(c->desk, item, c->option[OPT_OUT], folder, sizeof folder);
		z = place_make_folder(c->option[OPT_OUT], &e);
	}
	if (!z) {
		z = package_write(c->desk, item, folder, &e);
	}
	if (z)
		return call_fail(&e);
	if (f == FORMAT_JSON)
		print_json(json_pack("{s:s,s:s}", "number", c->word[0], "folder", folder));
	else
		printf(W_PACKAGE_DONE, c->word[0], folder);
	return STATUS_DONE;
}

int command_print(struct call *c)
{
	struct error e;
	struct document *doc = NULL;
	int64_t items[CALL_WORDS];
	size_t n = 0;
	bool review = !strcmp(c->word[0], "review");
	enum z z = Z_OK;

	if (!review && strcmp(c->word[0], "sign"))
		z = call_word(c->word[0], "review" W_LIST_COMMA "sign", &e);
	if (!z && c->words < 2)
		z = refuse(&e, R_WORD_MISSING, W_COL_NUMBER);
	if (!z && review && c->words > 2)
		z = refuse(&e, R_WORD_TOO_MANY, "print review", c->word[2]);
	if (!z && !call_has(c, OPT_OUT))
		z = refuse(&e, R_OPTION_MISSING, "--out");
	if (z)
		return call_misuse(c, &e);
	for (int i = 1; !z && i < c->words; i++)
		z = item_by_number(c->desk, c->word[i], &items[n++], &e);
	if (!z)
		z = review ? review_sheet(c->desk, items[0], &doc, &e) : sign_sheet(c->desk, items, n, &doc, &e);
	if (!z)
		z = document_write(doc, c->option[OPT_OUT], &e);
	document_free(&doc);
	if (z)
		return e.code == R_OUT_ENDING ? call_misuse(c, &e) : call_fail(&e);
	printf(W_PRINT_DONE, c->option[OPT_OUT]);
	return STATUS_DONE;
}
