/* act.c - see act.h.  The arguments a..d of each act stand beside it. */
#include "tests/model/act.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/duty/duty.h"
#include "store/record/inner.h"
#include "store/record/restore/restore.h"
#include "store/record/task/task.h"

const enum action op_action[DO_COUNT] = {
#define OP(NAME, about, reads, action) ACTION_##action,
#include "tests/model/op.def"
};

/* ---- texts ---- */

void act_mark(uint32_t words, char mark[32])
{
	snprintf(mark, 32, "标记%08xqzjx%08x", words, words * 2654435761u);
}

void act_text(const struct m_text *t, struct item_text *out, char title[240], char body[600])
{
	static const char *const what[] = {"森林防火工作方案", "松材线虫病疫木除治情况通报",
		"国有林场采伐许可结果", "古树名木修复计划", "生态护林员补助资金公示"};
	char mark[32];
	act_mark(t->words, mark);
	snprintf(title, 240, "2026年%s（第%u号）", what[t->words % 5], t->words);
	snprintf(body, 600, "一、总体要求\n　　坚持预防为主，%s。\n二、主要任务\n　　落实巡护，经办%u。", mark,
		t->words % 97);
	*out = (struct item_text){
		.title = t->untitled ? " 　" : title,
		.body = t->empty ? "" : body,
		.docno = t->words % 3 ? "林发〔2026〕12号" : "",
		.formed_on = t->formed,
		.attribute = t->attribute,
		.withhold = t->withhold,
		.withhold_text = t->withhold ? "内部人事安排" : "",
		.article = t->article ? "《政府信息公开条例》第十六条" : "",
		.validity = t->validity,
		.valid_from = t->validity ? day_of(2026, 1, 1) : DAY_NONE,
		.valid_to = DAY_NONE,
	};
}

static void reg_of(const struct m_reg *r, struct item_register *out)
{
	int n = 0;
	*out = (struct item_register){.class = r->class, .office = r->office, .catalog = r->catalog,
		.category = r->category, .keywords = "林业 防火", .drafter = r->drafter, .supersedes = r->supersedes};
	for (int c = 1; c < 31 && n < ITEM_CHANNELS; c++)
		if (r->channels >> c & 1)
			out->channels[n++] = c;
}

/* ---- items ---- */

static enum z create(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	struct item_text t;
	struct item_register reg;
	struct attachment_in file;
	char title[240], body[600];
	act_text(&op->text, &t, title, body);
	reg_of(&op->reg, &reg);
	file = (struct attachment_in){.name = "附件.txt", .data = &op->text.words, .bytes = 4};
	if (op->text.file) {
		t.attachments = &file;
		t.attachments_n = 1;
	}
	return item_create(d, &t, &reg, &r->id, e);
}

/* same: the text as it stands, with the attachment taken over */
static enum z edit(struct desk *d, const struct op *op, struct error *e)
{
	struct item_text t;
	struct item_register reg;
	struct item *i = NULL;
	struct attachment_in file;
	char title[240], body[600];
	act_text(&op->text, &t, title, body);
	reg_of(&op->reg, &reg);
	file = (struct attachment_in){.name = "附件.txt", .data = &op->text.words, .bytes = 4};
	if (op->text.file && op->same && item_load(d, op->item, &i, e) == Z_OK && i->now->attachments_n)
		file = (struct attachment_in){.from = i->now->attachments[0].id};
	item_free(&i);
	if (op->text.file) {
		t.attachments = &file;
		t.attachments_n = 1;
	}
	return item_edit(d, op->item, op->ver, &t, op->with_reg ? &reg : NULL, e);
}

/* a: field, b: value, c: with a reason */
static enum z correct(struct desk *d, const struct op *op, struct error *e)
{
	static const char *const field[] = {"office", "catalog", "category", "class", "keywords", "channels", "title"};
	struct buffer ids = {0};
	if (op->a == 5)
		for (int c = 1; c < 31; c++)
			if (op->b >> c & 1)
				buffer_printf(&ids, "%s%d", ids.n ? "," : "", c);
	enum z z = item_correct(d, op->item, op->ver, field[op->a],
		op->a == 5 ? (ids.s ? ids.s : "") : number_text(op->b).s, op->c ? "登记有误" : "", e);
	buffer_free(&ids);
	return z;
}

/* c: another text was seen, d: with an opinion */
static enum z pass(struct desk *d, const struct op *op, struct error *e)
{
	struct item *i;
	enum z z = item_load(d, op->item, &i, e);
	if (z != Z_OK)
		return z;
	struct hash seen = i->now->hash;
	item_free(&i);
	seen.b[3] ^= op->c ? 1 : 0;
	return review_pass(d, op->item, op->ver, &seen, op->d ? "同意" : NULL, NULL, e);
}

/* a: the leader who signed, b: on the sheet of this text */
static enum z paper(struct desk *d, const struct op *op, struct error *e)
{
	struct item *i;
	char hex[65];
	enum z z = item_load(d, op->item, &i, e);
	if (z != Z_OK)
		return z;
	hash_hex(&i->now->hash, hex);
	item_free(&i);
	hex[12] = '\0';
	if (!op->b)
		hex[0] = hex[0] == '0' ? '1' : '0';
	return review_paper(d, op->item, op->ver, op->a, hex, "审查表.png", "scan of a sheet", 15, e);
}

/* a: erasure, b: yes */
enum z act_erase_decide(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	struct erase_result x;
	enum z z = erase_decide(d, op->a, op->b != 0, &x, e);
	r->left = x.bytes_left;
	erase_result_free(&x);
	return z;
}

static enum z about_item(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	const char *why = op->c ? "理由写在这里" : "";
	switch (op->kind) {
	case DO_EDIT:
		return edit(d, op, e);
	case DO_SUBMIT:
		return item_submit(d, op->item, op->ver, e);
	case DO_RECALL:
		return item_recall(d, op->item, op->ver, e);
	case DO_VOID:
		return item_void(d, op->item, op->ver, "重复登记", e);
	case DO_ERRATA:
		return item_errata(d, op->item, op->ver, e);
	case DO_REDRAFT:
		return item_redraft(d, op->item, op->ver, "平台不收", e);
	case DO_CORRECT:
		return correct(d, op, e);
	case DO_PASS:
		return pass(d, op, e);
	case DO_RETURN: /* a: to which tier, 0 the author; b: reason code; c: with words */
		return review_return(d, op->item, op->ver, (int)op->a, (int)op->b, why, e);
	case DO_WITHDRAW:
		return review_withdraw(d, op->item, op->ver, e);
	case DO_REFER: /* c */
		return review_refer(d, op->item, op->ver, why, e);
	case DO_REFER_DONE: /* a: may go on; c */
		return review_refer_done(d, op->item, op->ver, op->a != 0, why, e);
	case DO_PAPER:
		return paper(d, op, e);
	case DO_PAPER_CONFIRM: /* a: it is good; c */
		return review_paper_confirm(d, op->item, op->ver, op->a != 0, why, e);
	case DO_REPORT: /* a: channel */
		return release_report(d, op->item, op->ver, op->a, e);
	case DO_BOUNCE: /* a: channel; c */
		return release_bounce(d, op->item, op->ver, op->a, why, e);
	case DO_ONLINE: /* a: channel, b: when */
		return release_online(d, op->item, op->ver, op->a, "https://www.example.gov.cn/1.html", op->b, e);
	case DO_DOWN: /* c */
		return release_down(d, op->item, op->ver, why, e);
	case DO_EMERGENCY: /* c */
		return release_emergency(d, op->item, op->ver, why, e);
	case DO_FOLLOW_UP: /* a: it stays down */
		return release_follow_up(d, op->item, op->ver, op->a != 0, "经核实", e);
	case DO_PACKAGE:
		return item_may(d, ACTION_PACKAGE, op->item, e);
	case DO_ERASE_ASK: /* a: kind; c */
		return erase_ask(d, op->item, (enum erase_kind)op->a, why, &r->id, e);
	default: /* DO_ERASE_DECIDE */
		return act_erase_decide(d, op, r, e);
	}
}

/* ---- the desk ---- */

/* a: rows, b: day of publication, c: is given up; and a row that must be refused among them */
static enum z import(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	struct hash digest = {{7}};
	struct item_text t;
	struct error row;
	char title[240], body[600];
	enum z z = migrate_begin(d, "历史.csv", &digest, e);
	for (int k = 0; z == Z_OK && k < op->a; k++) {
		struct m_text words = {.words = op->text.words + (uint32_t)k, .attribute = ATTRIBUTE_OPEN,
			.formed = DAY_NONE};
		act_text(&words, &t, title, body);
		struct migrated m = {.title = title, .body = body, .docno = "林发〔2025〕1号", .url = "http://a/1",
			.attribute = ATTRIBUTE_OPEN, .formed_on = DAY_NONE, .published_on = (int32_t)op->b,
			.category = "规划计划", .catalog = "政策文件", .channels = "政府网站"};
		z = migrate_add(d, &m, e);
		if (z == Z_OK && k == 0 && (migrate_add(d, &m, &row) == Z_OK || row.code != R_MIGRATE_KNOWN))
			z = refuse(e, R_FILE_INTERNAL, "", "the same row twice");
		m.published_on += 4000;
		if (z == Z_OK && k == 0 && migrate_add(d, &m, &row) == Z_OK)
			z = refuse(e, R_FILE_INTERNAL, "", "a row from the future");
	}
	if (z != Z_OK || op->c)
		migrate_drop(d);
	else
		z = migrate_end(d, &r->id, e);
	return z == Z_OK && op->c ? refuse(e, R_FILE_CANCEL) : z;
}

void act_copy_path(const struct crowd *c, int64_t slot, char path[160])
{
	snprintf(path, 160, "%s/copy-%d.db", c->dir, (int)slot);
}

/* a: officer, b: roles, c: office */
static enum z officer(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	char login[64], name[64], secret[32];
	struct officer was;
	struct officer_in in = {.login = login, .name = name, .office = op->c, .roles = (unsigned)op->b};
	if (op->kind == DO_OFFICER_ADD) {
		/* never a name twice, not even after a restore */
		snprintf(login, sizeof login, "p%x", op->text.words);
		snprintf(name, sizeof name, "人员%x", op->text.words);
		return officer_add(d, &in, &r->id, secret, e);
	}
	enum z z = officer_load(d, op->a, &was, e);
	if (z != Z_OK)
		return z;
	if (op->kind == DO_OFFICER_LEAVE)
		return officer_leave(d, op->a, was.ver, e);
	snprintf(login, sizeof login, "%s", was.login);
	snprintf(name, sizeof name, "%s", was.name);
	return officer_edit(d, op->a, was.ver, &in, e);
}

static enum z office(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	char name[64];
	struct office *list;
	int n;
	if (op->kind == DO_OFFICE_ADD) {
		snprintf(name, sizeof name, "股室%x", op->text.words);
		return office_add(d, name, OFFICE_KIND_SECTION, &r->id, e);
	}
	enum z z = office_list(d, true, &list, &n, e); /* a: office, b: in use */
	for (int k = 0; z == Z_OK && k < n; k++)
		if (list[k].id == op->a) {
			z = office_edit(d, op->a, list[k].ver, list[k].name, list[k].kind, op->b != 0, e);
			free(list);
			return z;
		}
	free(list);
	return z == Z_OK ? refuse(e, R_OFFICE_NONE, "") : z;
}

/* a: channel, 0 a new one; b: in use */
static enum z channel(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	char name[96] = "";
	struct named *list;
	int n;
	enum z z = named_list(d, NAMED_CHANNEL, true, &list, &n, e);
	int64_t ver = 0;
	for (int k = 0; z == Z_OK && k < n; k++)
		if (list[k].id == op->a) {
			snprintf(name, sizeof name, "%s", list[k].name);
			ver = list[k].ver;
		}
	free(list);
	if (z != Z_OK)
		return z;
	if (!op->a)
		snprintf(name, sizeof name, "渠道%x", op->text.words);
	return named_save(d, NAMED_CHANNEL, op->a, ver, name, op->b != 0, 5, &r->id, e);
}

/* a: from, b: to, c: 值班员, d: 带班领导; he looks before he sets */
static enum z duty(struct desk *d, const struct op *op, struct error *e)
{
	struct duty *list;
	int n;
	const struct duty_in in = {(int32_t)op->a, (int32_t)op->b, op->c, op->d};
	enum z z = duty_list(d, in.from, in.to, &list, &n, e);
	if (z == Z_OK)
		z = duty_set(d, &in, list, n, e);
	free(list);
	return z;
}

/* a: from that day on b are off; c: with the next year, of which no more is known; d: of no year */
static enum z calendar(struct desk *d, const struct op *op, struct error *e)
{
	struct calendar rows = {0};
	const int next = day_year(day_at(op->now)) + 1;
	if (!op->d)
		calendar_builtin(&rows);
	for (int k = 1; k <= 3 && op->c && !op->d; k++) {
		calendar_add(&rows, day_of(next, 1, k), false, "元旦");
		calendar_add(&rows, day_of(next, 10, k), false, "国庆节");
	}
	for (int64_t day = op->a; day < op->a + op->b; day++)
		calendar_add(&rows, (int32_t)day, false, "调休");
	calendar_settle(&rows);
	enum z z = calendar_load_year(d, &rows, "节假日安排的通知", NULL, e);
	calendar_free(&rows);
	return z;
}

static enum z about_desk(struct crowd *c, struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	struct audit_head head;
	int64_t count;
	char path[160];
	switch (op->kind) {
	case DO_CREATE:
		return create(d, op, r, e);
	case DO_SEAT_GRANT: /* a: officer, b: tier, c: office, d: class */
		return seat_grant(d, op->a, (int)op->b, op->c, (int)op->d, &r->id, e);
	case DO_SEAT_END: /* a */
		return seat_end(d, op->a, e);
	case DO_DELEGATE: /* a: principal, b: delegate, c: from, d: to */
		return delegation_add(d, op->a, op->b, (int32_t)op->c, (int32_t)op->d, "出差", &r->id, e);
	case DO_DELEGATE_END: /* a */
		return delegation_end(d, op->a, e);
	case DO_DUTY:
		return duty(d, op, e);
	case DO_OFFICER_ADD:
	case DO_OFFICER_EDIT:
	case DO_OFFICER_LEAVE:
		return officer(d, op, r, e);
	case DO_OFFICE_ADD:
	case DO_OFFICE_EDIT:
		return office(d, op, r, e);
	case DO_CHANNEL:
		return channel(d, op, r, e);
	case DO_SETTING: /* b: paper may be signed */
		desk_changed(d); /* he looks before he sets */
		return setting_set(d, SETTING_PAPER_SIGN, setting_version(d, SETTING_PAPER_SIGN), op->b ? "1" : "0", e);
	case DO_CALENDAR:
		return calendar(d, op, e);
	case DO_CLOCK:
		return desk_accept_clock(d, e);
	case DO_IMPORT:
		return import(d, op, r, e);
	case DO_UNDO: /* a: batch */
		return migrate_undo(d, op->a, &count, NULL, e);
	case DO_BACKUP: /* a: slot */
		act_copy_path(c, op->a, path);
		remove(path);
		return desk_backup(d, path, NULL, &head, e);
	default: /* DO_RESTORE; a: slot */
		act_copy_path(c, op->a, path);
		return desk_restore(d, path, NULL, NULL, e);
	}
}

static enum z about(struct crowd *c, struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	switch (op_about[op->kind]) {
	case ABOUT_ITEM:
		return about_item(d, op, r, e);
	case ABOUT_TICKETS:
		return act_tickets(d, op, r, e);
	case ABOUT_TICKET:
		return act_ticket(d, op, r, e);
	case ABOUT_REQUESTS:
	case ABOUT_REQUEST:
		return act_request(d, op, r, e);
	case ABOUT_TASKS:
	case ABOUT_TASK:
		return act_task(d, op, r, e);
	default:
		return about_desk(c, d, op, r, e);
	}
}

/* What the screen asks before it shows the key. */
static bool may(struct desk *d, const struct op *op)
{
	const enum action a = op_action[op->kind];
	switch (op_about[op->kind]) {
	case ABOUT_ITEM:
		return item_may(d, a, op->item, NULL) == Z_OK;
	case ABOUT_TICKET:
		return ticket_may(d, a, op->item, NULL) == Z_OK;
	case ABOUT_REQUEST:
		return request_may(d, a, op->item, NULL) == Z_OK;
	case ABOUT_TASK:
		return task_may(d, a, op->item, NULL) == Z_OK;
	default:
		return true;
	}
}

void act_do(struct crowd *c, const struct op *op, struct result *r)
{
	struct error e = {0};
	struct desk *d = c->who[op->who];
	*r = (struct result){0};
	desk_pin(d, op->now, &e);
	r->may = may(d, op);
	r->z = about(c, d, op, r, &e);
	if (r->z == Z_OK)
		return;
	r->code = e.code;
	error_sentence(&e, r->said, sizeof r->said);
}
