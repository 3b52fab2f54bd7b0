/* desk_fill.c - a desk with as many items as wanted, for measuring: desk_fill FILE ITEMS
 * [CHARACTERS OF A BODY].
 *
 * Seven of ten items are 迁入, most others published, one in twenty is on its way through the
 * tiers; rows are those that the operations would have written, so that `zwgk check` finds nothing,
 * but they are written many to a transaction. The person who runs it is tied to the first officer
 * 经办甲 (管理员); the others log in as yi, bing, ding, wu with "correct horse". */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store/file/search/index.h"
#include "store/record/inner.h"
#include "store/record/item/text.h"
#include "store/store.h"

#define PASS "correct horse"
#define NEEDLE "林下贝母种植项目公示" /* one item has it, for searches */
enum { OFFICES = 24, CHUNK = 5000, CATALOGS = 60, CATEGORIES = 20 };

static struct error e;

static void must(enum z z)
{
	char sentence[1200];
	if (z == Z_OK)
		return;
	fprintf(stderr, "%s\n", error_sentence(&e, sentence, sizeof sentence));
	exit(1);
}

/* ---- dice and words ---- */

static uint64_t dice = 88172645463325252u;

static uint32_t roll(uint32_t below)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (uint32_t)(dice >> 20) % below;
}

static const char *const places[] = {"大石", "西山", "绿水", "城关", "龙川", "上庄", "板桥头",
        "金沙", "伏岭", "荆州", "家朋", "扬溪", "长安", "华阳", "临溪", "瀛洲"};
static const char *const kinds[] = {"镇", "乡", "林场", "保护区", "街道"};
static const char *const things[] = {"森林防火工作方案", "松材线虫病疫木除治情况",
        "国有林场林木采伐许可", "古树名木修复计划", "生态护林员补助资金发放",
        "林地占用行政处罚决定", "年度部门预算", "绿化造林任务", "野生动物保护工作总结",
        "林业科技推广项目", "湿地公园建设规划", "森林督查整改", "种苗质量抽查结果",
        "政务公开工作要点", "油茶产业发展意见", "天然林保护资金安排", "自然保护地整合优化",
        "林权登记办理指南", "双随机抽查计划", "干部任前公示"};
static const char *const forms[] = {
        "的通知", "公示", "公告", "的批复", "情况通报", "实施细则", "的报告", "解读"};
static const char *const clauses[] = {"为贯彻落实省、市关于加强生态文明建设的部署",
        "坚持预防为主、积极消灭的方针", "现将有关事项通知如下", "各乡镇人民政府要切实加强组织领导",
        "严格执行请示报告制度和值班制度", "确保各项任务按期完成", "资金实行专款专用、专账管理",
        "对工作不力的单位予以通报批评", "请于本月底前将落实情况报送办公室",
        "经公开招标确定施工单位", "按照职责分工抓好落实", "加强宣传引导营造良好氛围",
        "公示期为五个工作日", "如有异议请书面反映", "本办法自发布之日起施行"};
#define PICK(list) list[roll((uint32_t)(sizeof list / sizeof *list))]

static void title_make(char *out, size_t cap, int year)
{
	const char *place = PICK(places), *kind = PICK(kinds), *thing = PICK(things),
	           *form = PICK(forms);
	snprintf(out, cap, "%s%s%d年%s%s（第%u号）", place, kind, year, thing, form, 1 + roll(400));
}

static void body_make(struct buffer *b, int characters)
{
	buffer_clear(b);
	for (int n = 0; n < characters;) {
		const char *clause = PICK(clauses), *place = PICK(places), *kind = PICK(kinds);
		size_t before = b->n;
		if (roll(5) == 0)
			buffer_printf(b, "%s%s安排资金%u万元。\n", place, kind, roll(9000));
		else
			buffer_printf(b, "%s，", clause);
		n += (int)(b->n - before) / 3;
	}
	buffer_text(b, "。\n");
}

/* ---- the bureau ---- */

struct bureau {
	struct desk *d;
	int64_t offices[OFFICES], clerks[OFFICES], catalogs[CATALOGS], categories[CATEGORIES];
	int64_t first, second, third, publish, seats[4];
};

static int64_t officer(struct bureau *b, const char *login, const char *name, int64_t office,
        unsigned roles, bool pass)
{
	struct officer_in in = {.login = login, .name = name, .office = office, .roles = roles};
	char secret[32];
	int64_t id;
	must(officer_add(b->d, &in, &id, secret, &e));
	if (pass) {
		struct desk *d;
		must(desk_open(desk_path(b->d), 0, &d, NULL, &e));
		must(desk_login(d, login, secret, &e));
		must(officer_set_pass(d, secret, PASS, &e));
		desk_close(&d);
	}
	return id;
}

static void found(struct bureau *b, const char *path)
{
	struct passwd *me = getpwuid(getuid());
	struct desk_new n = {.bureau = "某县林业局",
	        .officer = "经办甲",
	        .passphrase = PASS,
	        .mode = DESK_TEST,
	        .os_user = me ? me->pw_name : NULL};
	must(desk_create(path, &n, &b->d, &e));
	must(register_furnish(b->d, &e));
	b->offices[0] = desk_who(b->d)->office;
	for (int i = 1; i < OFFICES; i++) {
		char name[60];
		snprintf(name, sizeof name, "%s%s站", places[i % 16], i < 16 ? "林业" : "管护");
		must(office_add(b->d, name, OFFICE_KIND_INSTITUTE, &b->offices[i], &e));
	}
	for (int i = 0; i < OFFICES; i++) {
		char login[20], name[40];
		snprintf(login, sizeof login, "jb%d", i);
		snprintf(name, sizeof name, "经办%d", i);
		b->clerks[i] = officer(b, login, name, b->offices[i], ROLE_CLERK, false);
	}
	b->first = officer(b, "yi", "初审乙", b->offices[0], 0, true);
	b->second = officer(b, "bing", "复审丙", b->offices[0], 0, true);
	b->third = officer(b, "ding", "领导丁", b->offices[0], ROLE_LEADER, true);
	b->publish = officer(
	        b, "wu", "发布员戊", b->offices[0], ROLE_CLERK | ROLE_OFFICE | ROLE_PUBLISH, true);
	must(seat_grant(b->d, b->first, 1, 0, 0, &b->seats[1], &e));
	must(seat_grant(b->d, b->second, 2, 0, 0, &b->seats[2], &e));
	must(seat_grant(b->d, b->third, 3, 0, 0, &b->seats[3], &e));
	for (int i = 0; i < CATEGORIES; i++) {
		char name[60];
		snprintf(name, sizeof name, "分类%d", i + 1);
		must(named_save(b->d, NAMED_CATEGORY, 0, 0, name, true, i, &b->categories[i], &e));
	}
	for (int i = 0; i < CATALOGS; i++) {
		struct catalog c = {.active = true, .sort = i, .office = b->offices[i % OFFICES]};
		snprintf(c.name, sizeof c.name, "栏目%d", i + 1);
		must(catalog_save(b->d, &c, &b->catalogs[i], &e));
	}
}

/* ---- items ---- */

static int state_pick(bool old)
{
	static const int open[] = {STATE_DRAFT, STATE_DRAFT, STATE_TIER1, STATE_TIER1, STATE_TIER2,
	        STATE_TIER3, STATE_SIGNED, STATE_RETURNED};
	if (old && roll(100) < 74)
		return STATE_MIGRATED;
	if (roll(100) < (old ? 99 : 60))
		return STATE_PUBLISHED;
	return PICK(open);
}

static void review(struct bureau *b, struct item_head *h, int act, int tier, int state, int64_t who,
        int64_t at)
{
	struct review_in in = {.act = act,
	        .tier = tier,
	        .state = state,
	        .officer = who,
	        .reason = act == REVIEW_RETURN ? 11 : 0};
	if (tier)
		in.basis.seat = b->seats[tier];
	b->d->now = at;
	h->ver++;
	must(review_append(b->d, h, &in, NULL, &e));
}

static void release(struct bureau *b, struct item_head *h, int act, int64_t at)
{
	static const char url[] = "https://www.example.gov.cn/1.html";
	struct content_ref address;
	h->ver++;
	must(content_put(b->d->db, url, sizeof url - 1, &address, &e));
	must(db_run(b->d->db, &e,
	        "INSERT INTO release(id, item, revision, hash, channel, act, url_c, url_d, happened_at, "
	        "officer, step, at)"
	        " VALUES((SELECT coalesce(max(id),0)+1 FROM "
	        "release),?1,?2,?3,1,?4,?8,?9,?5,?6,?7,?5)",
	        "iihiiiiih", h->id, h->revision, &h->hash, (int64_t)act, at, b->publish,
	        act == RELEASE_MIGRATED ? INT64_C(1) : h->ver, address.id, &address.digest));
}

/* The way that leads to the state; the item's row stands already and its version is that of the
 * end. */
static void history(struct bureau *b, struct item_head *h, int64_t at)
{
	int64_t seats[4] = {0, b->first, b->second, b->third};
	int state = h->state;
	h->ver = 1;
	if (state == STATE_MIGRATED) {
		release(b, h, RELEASE_MIGRATED, h->online_at);
		return;
	}
	if (state == STATE_DRAFT)
		return;
	review(b, h, REVIEW_SUBMIT, 0, STATE_TIER1, h->recorder, at);
	if (state == STATE_RETURNED) {
		review(b, h, REVIEW_RETURN, 1, STATE_RETURNED, b->first, at + 3600);
		return;
	}
	int passed = state_tier(state) ? state_tier(state) - 1 : 3;
	for (int t = 1; t <= passed; t++)
		review(b, h, REVIEW_PASS, t, t < 3 ? (int)tier_state(t + 1) : STATE_SIGNED,
		        seats[t], at + t * INT64_C(3600));
	if (state == STATE_PUBLISHED)
		release(b, h, RELEASE_ONLINE, h->online_at);
}

static int64_t steps_of(int state)
{
	if (state_tier(state))
		return 1 + state_tier(state);
	return state == STATE_PUBLISHED  ? 6
	       : state == STATE_SIGNED   ? 5
	       : state == STATE_RETURNED ? 3
	                                 : 1;
}

static void item(struct bureau *b, int64_t id, int64_t all, int64_t batch, int characters,
        struct buffer *body)
{
	/* Seven years, the later ones denser; what is not finished is of the last weeks. */
	int32_t today = desk_today(b->d);
	int32_t day = today - 30 - (int32_t)((all - id) * 2500 / all);
	bool old = id < all * 97 / 100;
	int state = state_pick(old), office = (int)roll(OFFICES);
	if (state != STATE_PUBLISHED && state != STATE_MIGRATED)
		day = today - (int32_t)roll(36);
	int64_t at = day_start(day) + 30600 + (int64_t)roll(20000), now = b->d->now;
	char title[200], number[40];
	title_make(title, sizeof title, day_year(day));
	if (id == all * 95 / 100)
		snprintf(title, sizeof title, "%s", NEEDLE);
	body_make(body, characters / 2 + (int)roll((uint32_t)characters));
	struct item_text t = {.title = title,
	        .body = body->s,
	        .docno = roll(3) ? "" : "林发〔2025〕12号",
	        .formed_on = day - (int32_t)roll(5),
	        .attribute = ATTRIBUTE_OPEN,
	        .valid_from = DAY_NONE,
	        .valid_to = DAY_NONE};
	struct item_head h = {.id = id,
	        .office = b->offices[office],
	        .drafter = b->clerks[office],
	        .recorder = b->clerks[office],
	        .state = state,
	        .class = *t.docno ? CLASS_PAPER : CLASS_OTHER,
	        .attribute = ATTRIBUTE_OPEN,
	        .rev_n = 1,
	        .formed_on = t.formed_on,
	        .catalog = b->catalogs[roll(roll(2) ? CATALOGS : 8)],
	        .category = b->categories[roll(roll(2) ? CATEGORIES : 4)]};
	bool migrated = state == STATE_MIGRATED;
	if (migrated || state == STATE_PUBLISHED)
		h.online_at = at + 86400;
	h.submitted_at = state == STATE_DRAFT || migrated ? 0 : at + 3600 * (steps_of(state) - 2);
	h.origin = migrated;
	struct revision_new rn = {.item = id,
	        .drafter = h.drafter,
	        .recorder = h.recorder,
	        .n = 1,
	        .kind = migrated ? REVISION_MIGRATED : REVISION_DRAFT,
	        .force = true};
	b->d->now = at;
	must(revision_write(b->d, &rn, &t, NULL, NULL, &h.revision, &h.hash, &e));
	char series[24];
	int64_t n;
	snprintf(series, sizeof series, "item %d", day_year(day));
	must(series_draw(b->d->db, series, &n, &e));
	snprintf(number, sizeof number, "%d-%04lld", day_year(day), (long long)n);
	int32_t due, due_sort;
	item_due(b->d, &h, &due, &due_sort);
	int64_t live = migrated || state == STATE_PUBLISHED ? h.revision : 0;
	must(db_run(b->d->db, &e,
	        "INSERT INTO item(id, number, title, state, class, attribute, office, catalog, "
	        "category, keywords, channels, drafter,"
	        " recorder, revision, rev_n, live, formed_on, due, due_sort, online_at, returned, "
	        "submitted_at, origin, batch, created_at,"
	        " updated_at, ver) "
	        "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,'',',1,',?10,?10,?11,1,?12,?13,?14,?15,?16,?17,?"
	        "18,?19,?20,?21,?22,?23)",
	        "issiiiiiiiioddioioioiii", id, number, title, (int64_t)state, (int64_t)h.class,
	        (int64_t)h.attribute, h.office, h.catalog, h.category, h.drafter, h.revision, live,
	        h.formed_on, due, (int64_t)due_sort, h.online_at,
	        (int64_t)(state == STATE_RETURNED ? 11 : 0), h.submitted_at, (int64_t)h.origin,
	        migrated ? batch : 0, at, h.online_at ? h.online_at : at + 3600 * steps_of(state),
	        steps_of(state)));
	snprintf(h.channels, sizeof h.channels, ",1,");
	must(stat_move(b->d, NULL, DAY_NONE, &h, due, &e));
	history(b, &h, at);
	b->d->now = now;
	char *words = item_indexed(t.title, t.docno, t.body);
	must(search_index_set(b->d->db, SEARCH_ITEMS, id, NULL, words, &e));
	free(words);
}

static void fill(struct bureau *b, int64_t all, int characters)
{
	struct buffer body = {0};
	struct hash digest = {{7}};
	int64_t id = 1;
	time_t began = time(NULL);
	while (id <= all) {
		must(op_begin(b->d, &e));
		db_large(b->d->db, true);
		if (id == 1) /* as if each had chosen his own passphrase */
			must(db_run(b->d->db, &e, "UPDATE officer SET fresh=0", ""));
		must(db_run(b->d->db, &e,
		        "INSERT INTO batch(kind, name, digest, officer, at) "
		        "VALUES('items','fill',?1,?2,?3)",
		        "hii", &digest, b->d->who.id, b->d->now));
		int64_t batch = db_last_id(b->d->db);
		if (id == 1) /* signatures of seven years */
			must(db_run(b->d->db, &e, "UPDATE seat SET from_at=?1", "i",
			        day_start(day_of(2019, 1, 1))));
		for (int k = 0; k < CHUNK && id <= all; k++)
			item(b, id++, all, batch, characters, &body);
		must(op_end(b->d, Z_OK, ACTION_IMPORT_ITEMS, batch, &e));
		if (isatty(2))
			fprintf(stderr, "\r%lld items, %ld s ", (long long)id - 1,
			        (long)(time(NULL) - began));
	}
	db_large(b->d->db, false);
	search_index_settle(b->d->db, SEARCH_SETTLED);
	must(db_analyze(b->d->db, &e));
	if (isatty(2))
		fputc('\n', stderr);
	buffer_free(&body);
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: desk_fill FILE ITEMS [CHARACTERS]\n");
		return 2;
	}
	setenv("ZWGK_NOW", "2026-11-20T09:00:00", 0);
	struct bureau b = {0};
	found(&b, argv[1]);
	fill(&b, strtoll(argv[2], NULL, 10), argc > 3 ? atoi(argv[3]) : 600);
	desk_close(&b.d);
	return 0;
}
