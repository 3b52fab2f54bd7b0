/* act_ticket.c - the acts of the walk upon tickets.  The arguments a..d of each stand beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/date.h"
#include "store/record/inner.h"
#include "tests/model/act.h"

#define TOPIC "林木管护"
#define SOURCE "电话"

/* Letters only: a run of digits might be masked. */
void act_letters(uint32_t words, char out[24])
{
	uint32_t twice[2] = {words, words * 2654435761u};
	int n = 0;
	for (int i = 0; i < 2; i++)
		for (int k = 28; k >= 0; k -= 4)
			out[n++] = (char)('a' + (twice[i] >> k & 15));
	out[n] = '\0';
}

void act_ticket_title(uint32_t words, char out[80])
{
	char mark[24];
	act_letters(words, mark);
	snprintf(out, 80, "反映问题%.8s", mark);
}

void act_ticket_body(uint32_t words, char out[120])
{
	char mark[24];
	act_letters(words, mark);
	snprintf(out, 120, "来电人反映有人砍伐林木，标记%s，望核实。", mark);
}

void act_ticket_answer(uint32_t words, char out[120])
{
	char mark[24];
	act_letters(words, mark);
	snprintf(out, 120, "您好，已派人核实，答复%s。", mark);
}

static void caller_of(uint32_t words, struct caller *c, char name[64])
{
	static char phone[] = "13800001234", none[] = "";
	char mark[24];
	act_letters(words, mark);
	snprintf(name, 64, "来电%s", mark);
	*c = (struct caller){.name = name, .phone = words % 3 ? phone : none};
}

struct form {
	char title[80], body[120], name[64];
	struct ticket_in in;
};

/* keep: body and caller are not given */
static void form_of(const struct op *op, struct form *f, bool keep)
{
	const struct m_form *m = &op->form;
	act_ticket_title(m->words, f->title);
	act_ticket_body(m->words, f->body);
	f->in = (struct ticket_in){.platform = *m->number ? "12345" : "", .number = m->number, .kind = m->kind, .urgency = m->urgency,
		.title = m->untitled ? " 　" : f->title, .body = keep ? NULL : f->body, .topic = TOPIC, .source = SOURCE,
		.office = m->office, .dispatched_at = m->dispatched, .platform_due = m->due};
	if (keep)
		f->in.platform = f->in.number = "";
	else if (m->caller)
		caller_of(m->words, &f->in.caller, f->name);
}

static void answer_of(const struct op *op, struct ticket_answer_in *out, char text[120])
{
	const struct m_answer *a = &op->answer;
	act_ticket_answer(a->words, text);
	*out = (struct ticket_answer_in){.public_text = a->said ? text : "", .note = a->said && a->words % 2 ? "现场已看。" : "",
		.truth = a->truth, .solved = a->solved, .unsolved = a->unsolved ? "须下月采伐证到期后处理" : "", .reached = a->reached,
		.contact_at = a->contact};
}

/* a: fact, b: value; 0: nothing */
static enum z fact(struct desk *d, const struct op *op, struct error *e)
{
	char text[64] = "";
	const char *word = "";
	int v = (int)op->b;
	switch (op->a) {
	case FACT_SOLVED:
		word = v > 4 ? "也许" : ticket_answered_text(v);
		break;
	case FACT_PLEASED:
	case FACT_PLEASED_MANNER:
		word = v > 4 ? "也许" : ticket_pleased_text(v);
		break;
	case FACT_KIND:
		word = v > 7 ? "也许" : ticket_kind_text(v);
		break;
	case FACT_URGENCY:
		word = v > 3 ? "也许" : ticket_urgency_text(v);
		break;
	case FACT_PLATFORM_STATE:
	case FACT_REDOS:
		snprintf(text, sizeof text, "%lld", (long long)op->b);
		word = text;
		break;
	default:
		word = op->b ? instant_text(op->b, text) : "";
	}
	return ticket_fact(d, op->item, op->ver, (enum ticket_fact)op->a, word, e);
}

static enum z short_end(struct desk *d, const struct op *op, struct error *e)
{
	const struct m_row *r = &op->row[0];
	const struct ticket_end end = {.opinion = "同意", .filled_at = op->a, .signed_at = op->b, .closed_at = op->d,
		.visited_at = r->visited, .solved = r->solved, .pleased = r->pleased};
	return ticket_short_end(d, op->item, op->ver, &end, e);
}

/* c: with words */
enum z act_ticket(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	const char *why = op->c ? "理由写在这里" : "";
	struct form f;
	struct ticket_answer_in a;
	struct caller who;
	char text[120];
	int64_t id = op->item, ver = op->ver;
	switch (op->kind) {
	case DO_T_EDIT:
		form_of(op, &f, true);
		return ticket_edit(d, id, ver, &f.in, e);
	case DO_T_VOID:
		return ticket_void(d, id, ver, why, e);
	case DO_T_CLAIM:
		return ticket_claim(d, id, ver, e);
	case DO_T_UNCLAIM:
		return ticket_unclaim(d, id, ver, e);
	case DO_T_TRANSFER: /* a: office */
		return ticket_transfer(d, id, ver, op->a, why, e);
	case DO_T_ASSIST: /* a: office, b: days */
		return ticket_assist(d, id, ver, op->a, (int)op->b, why, e);
	case DO_T_ASSIST_DONE:
		return ticket_assist_done(d, id, ver, why, e);
	case DO_T_URGE:
		return ticket_urge(d, id, ver, why, e);
	case DO_T_SUPERVISE:
		return ticket_supervise(d, id, ver, why, e);
	case DO_T_SUPERVISE_DONE:
		return ticket_supervise_done(d, id, ver, why, e);
	case DO_T_RETURN_ASK: /* a: reason of ticket.def */
		return ticket_return_ask(d, id, ver, (int)op->a, why, e);
	case DO_T_RETURN_DECIDE: /* a: yes */
		return ticket_return_decide(d, id, ver, op->a != 0, why, e);
	case DO_T_EXTEND_ASK: /* a: days */
		return ticket_extend_ask(d, id, ver, (int)op->a, why, e);
	case DO_T_EXTEND_DECIDE: /* a: yes */
		return ticket_extend_decide(d, id, ver, op->a != 0, why, e);
	case DO_T_MERGE: /* a: master */
		return ticket_merge(d, id, ver, op->a, why, e);
	case DO_T_UNMERGE:
		return ticket_unmerge(d, id, ver, why, e);
	case DO_T_ROUTE: /* a: way */
		return ticket_route(d, id, ver, (int)op->a, why, e);
	case DO_T_UNROUTE:
		return ticket_unroute(d, id, ver, why, e);
	case DO_T_EXCLUDE: /* a: out of the figures */
		return ticket_exclude(d, id, ver, op->a != 0, why, e);
	case DO_T_ANSWER:
		answer_of(op, &a, text);
		return ticket_answer(d, id, ver, &a, e);
	case DO_T_SUBMIT:
		return ticket_submit(d, id, ver, e);
	case DO_T_RECALL:
		return ticket_recall(d, id, ver, e);
	case DO_T_CHECK: /* a: passes */
		return ticket_check(d, id, ver, op->a != 0, why, e);
	case DO_T_FILL: /* a: when, 0 now */
		return ticket_fill(d, id, ver, op->a, e);
	case DO_T_FACT:
		return fact(d, op, e);
	case DO_T_REDO: /* a: when, 0 now; b: due */
		return ticket_redo(d, id, ver, why, op->a, op->b, e);
	case DO_T_SHORT_END: /* a: filled, b: signed, d: closed; row: visited, solved, pleased */
		return short_end(d, op, e);
	case DO_T_ERASE_ASK: /* a: kind */
		return ticket_erase_ask(d, id, (enum erase_kind)op->a, why, &r->id, e);
	case DO_T_REQUEST:
		return act_request(d, op, r, e);
	case DO_T_ERASE_DECIDE:
		return act_erase_decide(d, op, r, e);
	default: { /* DO_T_CALLER */
		enum z z = ticket_caller(d, id, &who, e);
		caller_free(&who);
		return z;
	}
	}
}

/* ---- the desk ---- */

static enum z row(struct desk *d, const struct m_row *r, const struct office *offices, int n, int *met, struct error *e)
{
	char title[80], body[120], name[64];
	enum ticket_met how = TICKET_SAME;
	act_ticket_title(r->words, title);
	act_ticket_body(r->words, body);
	struct ticket_row in = {.platform = "12345", .number = r->number, .title = r->title ? title : NULL, .topic = TOPIC,
		.source = SOURCE, .kind = r->kind, .urgency = r->urgency, .solved = r->solved, .pleased = r->pleased, .redos = r->redos,
		.dispatched_at = r->dispatched, .platform_due = r->due, .signed_at = r->signed_at, .closed_at = r->closed,
		.visited_at = r->visited};
	if (r->fresh) {
		in.body = body;
		in.place = "城关镇东街口";
		caller_of(r->words, &in.caller, name);
	}
	for (int k = 0; k < n; k++)
		if (r->office && offices[k].id == r->office)
			in.office = offices[k].name;
	enum z z = ticket_import_row(d, &in, &how, e);
	*met = z == Z_OK ? (int)how : -1;
	return z == Z_OK || z == Z_INVALID || z == Z_DENIED || z == Z_MISSING ? Z_OK : z;
}

/* row, rows: the file; c: is given up */
static enum z import(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	struct hash digest = {{8}};
	struct office *offices;
	int n;
	const struct ticket_import in = {.file_name = "导出.csv", .digest = &digest};
	enum z z = office_list(d, true, &offices, &n, e);
	if (z != Z_OK)
		return z;
	z = ticket_import_begin(d, &in, e);
	for (int k = 0; z == Z_OK && k < op->rows; k++)
		z = row(d, &op->row[k], offices, n, &r->met[k], e);
	free(offices);
	if (z == Z_OK && !op->c)
		return ticket_import_end(d, &r->id, e);
	ticket_import_drop(d);
	return z == Z_OK ? refuse(e, R_FILE_CANCEL) : z;
}

enum z act_tickets(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	struct form f;
	struct ticket_answer_in a;
	char text[120];
	int64_t count;
	switch (op->kind) {
	case DO_T_CREATE:
		form_of(op, &f, false);
		return ticket_create(d, &f.in, &r->id, e);
	case DO_T_SHORT:
		form_of(op, &f, false);
		answer_of(op, &a, text);
		return ticket_short(d, &f.in, &a, &r->id, e);
	case DO_T_LIMIT: { /* a: kind, b: urgency, c: inner, d: outer */
		const struct ticket_limit l = {.kind = (int)op->a, .urgency = (int)op->b, .sign = {1, LIMIT_DAYS},
			.back = {1, LIMIT_DAYS}, .inner = {(int)op->c, LIMIT_DAYS}, .outer = {(int)op->d, LIMIT_DAYS}, .extend_n = 5};
		return ticket_limit_set(d, &l, e);
	}
	case DO_T_IMPORT:
		return import(d, op, r, e);
	case DO_T_UNDO: /* a: batch */
		return ticket_import_undo(d, op->a, &count, e);
	default: /* DO_T_MAPPING */
		act_ticket_title(op->text.words, f.title);
		return ticket_mapping_set(d, f.title, "title", e);
	}
}
