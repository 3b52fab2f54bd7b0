/* package_test.c - what leaves the house is what was reviewed; the papers say what they must, read back by the .docx
 * reader. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "forms/reader/docx.h"
#include "forms/report/package.h"
#include "forms/report/sheet.h"
#include "store/record/inner.h"
#include "tests/file.h"
#include "tests/unit/flow_fix.h"

static char *slurp(const char *folder, const char *name, size_t *n)
{
	char path[1024];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return file_read(path, n);
}

#define BODY "一、总体要求\n　　坚持预防为主，“四早”落实到位。\n\n二、主要任务\n\t1. 巡护 <每日>&登记\n"
static const char ATTACHED[] = "PK\x03\x04\0\xff binary \r\n bytes";

static int64_t signed_item(struct deskfix *f)
{
	struct error e;
	int64_t id;
	struct item_register r = flow_register(f);
	struct item_text t = flow_text("关于/森林防火的<通知>", BODY);
	struct attachment_in a[] = {{.name = "附件 1.bin", .data = ATTACHED, .bytes = sizeof ATTACHED},
		{.name = "../../越界.txt", .data = "乙", .bytes = 3}};
	t.attachments = a;
	t.attachments_n = 2;
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(flow_pass(f->first, id, &e));
	assert_ok(flow_pass(f->second, id, &e));
	assert_ok(flow_pass(f->third, id, &e));
	return id;
}

/* What could not be written leaves nothing that looks like a package. */
static int entries(const char *folder)
{
	struct dirent **names = NULL;
	int n = scandir(folder, &names, NULL, NULL);
	for (int i = 0; i < n; i++)
		free(names[i]);
	free(names);
	return n - 2;
}

static void a_package_is_there_whole_or_not_at_all(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	char under[160], folder[512], full[400];
	int64_t id = signed_item(f);
	snprintf(under, sizeof under, "%s/out", f->dir);
	assert_int_equal(mkdir(under, 0700), 0);
	package_folder(f->publish, id, under, folder, sizeof folder);
	/* the second attachment cannot be read any more, after everything before it was written */
	sqlite3 *raw;
	assert_int_equal(sqlite3_open(f->path, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, "DROP TRIGGER content_no_update; UPDATE content SET data=x'00' WHERE id="
		"(SELECT data_c FROM attachment ORDER BY id DESC LIMIT 1)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
	int64_t before = db_number(f->publish->db, &e, 0, "SELECT max(seq) FROM audit", "");
	assert_int_not_equal(package_write(f->publish, id, folder, &e), Z_OK);
	assert_int_equal(entries(under), 0);
	assert_int_equal(db_number(f->publish->db, &e, 0, "SELECT max(seq) FROM audit", ""), before);
	/* what is there is not touched */
	id = signed_item(f);
	package_folder(f->publish, id, under, folder, sizeof folder);
	assert_int_equal(mkdir(folder, 0700), 0);
	snprintf(full, sizeof full, "%.300s/x", folder);
	assert_int_equal(mkdir(full, 0700), 0);
	assert_refused(package_write(f->publish, id, folder, &e), R_OUT_EXISTS);
	assert_int_equal(entries(under), 1);
	assert_int_equal(entries(folder), 1);
	deskfix_close(&f);
}

static void bytes_handed_over_are_bytes_reviewed(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	char folder[512];
	size_t n;
	int64_t id = signed_item(f);
	package_folder(f->publish, id, f->dir, folder, sizeof folder);
	assert_null(strstr(folder + strlen(f->dir) + 1, "/"));
	assert_ok(package_write(f->publish, id, folder, &e));
	char *body = slurp(folder, "正文.txt", &n);
	assert_int_equal(n, strlen(BODY));
	assert_memory_equal(body, BODY, n);
	free(body);
	char *bin = slurp(folder, "附件/1-附件 1.bin", &n);
	assert_int_equal(n, sizeof ATTACHED);
	assert_memory_equal(bin, ATTACHED, n);
	free(bin);
	char *fields = slurp(folder, "字段.txt", NULL);
	assert_non_null(strstr(fields, "标题：关于/森林防火的<通知>\n"));
	assert_non_null(strstr(fields, "成文日期：2026-11-18\n"));
	free(fields);
	char *html = slurp(folder, "正文.html", NULL);
	assert_non_null(strstr(html, "&lt;每日&gt;&amp;登记"));
	free(html);
	/* sha256sum finds the same digests, one for each file but its own list */
	char cmd[900];
	snprintf(cmd, sizeof cmd,
	        "cd '%s' && grep -E '^[0-9a-f]{64}  ' 校验.txt | sha256sum -c --quiet - >/dev/null 2>&1 && "
	        "test $(grep -cE '^[0-9a-f]{64}  ' 校验.txt) = $(find . -type f ! -name 校验.txt | wc -l)",
		folder);
	assert_int_equal(system(cmd), 0);
	char *check = slurp(folder, "校验.txt", NULL), hex[65];
	struct item *i = flow_item(f->publish, id);
	assert_non_null(strstr(check, hash_hex(&i->now->hash, hex)));
	assert_non_null(strstr(check, "领导丁"));
	item_free(&i);
	free(check);
	/* never over an older one */
	assert_refused(package_write(f->publish, id, folder, &e), R_OUT_EXISTS);
	deskfix_close(&f);
}

static void unsigned_text_is_not_packed(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	char folder[512];
	int64_t id = flow_to(f, 3);
	snprintf(folder, sizeof folder, "%s/out", f->dir);
	assert_int_equal(package_write(f->publish, id, folder, &e), Z_DENIED);
	assert_int_not_equal(access(folder, F_OK), 0);
	/* during a 勘误 the published text is handed over, not the draft */
	id = flow_to(f, 5);
	assert_ok(item_errata(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_int_equal(package_write(f->publish, id, folder, &e), Z_DENIED);
	deskfix_close(&f);
}

static char *sheet_text(struct deskfix *f, int64_t id, int n)
{
	struct error e;
	struct document *doc;
	struct docx r = {0};
	char path[300];
	snprintf(path, sizeof path, "%s/表%d.docx", f->dir, n);
	assert_ok(review_sheet(f->clerk, id, &doc, &e));
	assert_ok(document_write(doc, path, &e));
	document_free(&doc);
	assert_ok(docx_read(path, &r, &e));
	char *text = xstrdup(r.text);
	docx_free(&r);
	return text;
}

static int times(const char *text, const char *what)
{
	int n = 0;
	for (const char *s = text; (s = strstr(s, what)); s += strlen(what))
		n++;
	return n;
}

/* Names of who signed stand on paper only as long as the signatures stand. */
static void only_signatures_that_stand_are_printed(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	char folder[512], *s;
	int64_t id = flow_to(f, 3);
	s = sheet_text(f, id, 1);
	assert_true(strstr(s, "初审乙") && strstr(s, "复审丙"));
	free(s);
	assert_ok(review_return(f->third, id, flow_ver(f->third, id), 1, 11, "请补充", &e));
	s = sheet_text(f, id, 2);
	assert_true(!strstr(s, "初审乙") && !strstr(s, "复审丙"));
	free(s);
	assert_ok(review_withdraw(f->third, id, flow_ver(f->third, id), &e));
	s = sheet_text(f, id, 3);
	assert_true(strstr(s, "初审乙") && strstr(s, "复审丙"));
	free(s);
	/* back to the author, who sends the same text once more */
	assert_ok(review_return(f->third, id, flow_ver(f->third, id), 0, 11, "请补充", &e));
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	s = sheet_text(f, id, 4);
	assert_true(!strstr(s, "初审乙") && !strstr(s, "复审丙"));
	free(s);
	assert_ok(flow_pass(f->first, id, &e));
	assert_ok(flow_pass(f->second, id, &e));
	assert_ok(flow_pass(f->third, id, &e));
	assert_ok(review_withdraw(f->third, id, flow_ver(f->third, id), &e));
	assert_ok(flow_pass(f->third, id, &e));
	snprintf(folder, sizeof folder, "%s/out", f->dir);
	assert_ok(package_write(f->publish, id, folder, &e));
	s = slurp(folder, "校验.txt", NULL);
	assert_int_equal(times(s, "领导丁"), 1);
	assert_int_equal(times(s, "初审乙"), 1);
	free(s);
	deskfix_close(&f);
}

/* Who signed on paper is the leader: who entered it and who confirmed it stand behind him, or the second person would
 * have signed two tiers. */
static void a_paper_signature_is_printed_as_the_leaders(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	char folder[512], hex[65], *s;
	int64_t id = flow_to(f, 3);
	struct item *i = flow_item(f->clerk, id);
	hash_hex(&i->now->hash, hex);
	hex[8] = '\0';
	item_free(&i);
	assert_ok(setting_set(f->admin, SETTING_PAPER_SIGN, setting_version(f->admin, SETTING_PAPER_SIGN), "1", &e));
	assert_ok(review_paper(f->publish, id, flow_ver(f->publish, id), f->third_id, hex, "签字页.jpg", "scan", 4, &e));
	s = sheet_text(f, id, 1);
	assert_non_null(strstr(s, "签名：")); /* nothing is signed before it is confirmed */
	free(s);
	assert_ok(review_paper_confirm(f->second, id, flow_ver(f->second, id), true, "与原件一致", &e));
	s = sheet_text(f, id, 2);
	if (!strstr(s, "领导丁　2026-11-20 09:00〔纸签，发布员戊录入，复审丙确认〕"))
		fail_msg("not as signed on paper: %s", s);
	assert_null(strstr(s, "与原件一致"));
	free(s);
	snprintf(folder, sizeof folder, "%s/out", f->dir);
	assert_ok(package_write(f->publish, id, folder, &e));
	s = slurp(folder, "校验.txt", NULL);
	assert_non_null(strstr(s, "领导丁　2026-11-20 09:00〔纸签，发布员戊录入，复审丙确认〕"));
	free(s);
	deskfix_close(&f);
}

static void a_long_reason_is_printed_whole(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id;
	struct buffer why = {0};
	for (int i = 0; i < 45; i++)
		buffer_printf(&why, "第%02d条", i);
	struct item_register r = flow_register(f);
	struct item_text t = flow_text("名单", "名单见附件。");
	t.attribute = ATTRIBUTE_CLOSED;
	t.withhold = WITHHOLD_OTHER;
	t.withhold_text = why.s;
	t.article = "《政府信息公开条例》第十五条";
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	char *s = sheet_text(f, id, 1);
	assert_non_null(strstr(s, why.s));
	free(s);
	buffer_free(&why);
	deskfix_close(&f);
}

static void review_sheet_reads_back(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	struct document *doc;
	char path[300], code[16];
	int64_t id = signed_item(f);
	struct item *i = flow_item(f->clerk, id);
	snprintf(path, sizeof path, "%s/表.docx", f->dir);
	assert_ok(review_sheet(f->clerk, id, &doc, &e));
	assert_ok(document_write(doc, path, &e));
	assert_refused(document_write(doc, path, &e), R_OUT_EXISTS);
	struct docx r = {0};
	assert_ok(docx_read(path, &r, &e));
	const char *const wanted[] = {"政府信息公开保密审查表", i->number, "关于/森林防火的<通知>", "☑主动公开", "初审乙", "复审丙",
		"领导丁", "1. 附件 1.bin", short_hash(&i->now->hash, code)};
	for (size_t k = 0; k < sizeof wanted / sizeof *wanted; k++)
		if (!strstr(r.text, wanted[k]))
			fail_msg("not in the sheet: %s\n%s", wanted[k], r.text);
	docx_free(&r);
	snprintf(path, sizeof path, "%s/表.html", f->dir);
	assert_ok(document_write(doc, path, &e));
	snprintf(path, sizeof path, "%s/表.pdf", f->dir);
	assert_refused(document_write(doc, path, &e), R_OUT_ENDING);
	document_free(&doc);
	item_free(&i);
	deskfix_close(&f);
}

static void sign_sheet_lists_each(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	struct document *doc;
	char path[300];
	int64_t ids[] = {flow_to(f, 3), flow_to(f, 3)};
	snprintf(path, sizeof path, "%s/呈签.docx", f->dir);
	assert_ok(sign_sheet(f->clerk, ids, 2, &doc, &e));
	assert_ok(document_write(doc, path, &e));
	struct docx r = {0};
	assert_ok(docx_read(path, &r, &e));
	assert_non_null(strstr(r.text, "2026-0001"));
	assert_non_null(strstr(r.text, "2026-0002"));
	assert_non_null(strstr(r.text, "□同意"));
	docx_free(&r);
	document_free(&doc);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_package_is_there_whole_or_not_at_all),
		cmocka_unit_test(bytes_handed_over_are_bytes_reviewed),
		cmocka_unit_test(unsigned_text_is_not_packed),
		cmocka_unit_test(only_signatures_that_stand_are_printed),
		cmocka_unit_test(a_paper_signature_is_printed_as_the_leaders),
		cmocka_unit_test(a_long_reason_is_printed_whole),
		cmocka_unit_test(review_sheet_reads_back),
		cmocka_unit_test(sign_sheet_lists_each),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
