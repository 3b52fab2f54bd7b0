/* bureau.h - a test desk with a small bureau in it, made without a screen, and the desk's screen as one of its people
 * sees it.
 *
 *	struct bureau *b = bureau_open();
 *	struct vth *v = bureau_screen(b, "jbj", 36, 120);
 *	vth_key(v, VTERM_KEY_FUNCTION(2));
 *	bureau_fill(v, "标题", "林业局工作总结");
 *	bureau_close(&b);
 *
 * 某县林业局: 经办甲 (jbj, 办公室, 经办 and 管理员, tied to the account that runs the test), 初审乙 (csy, tier 1 of 办公室), 复审丙
 * (fsb, tier 2), 领导丁 (ldd) and 领导壬 (ldr, tier 3), 发布员戊 (fbyw, 办公室, 经办 and 发布员).  The clock stands at BUREAU_NOW.  At
 * his first login everybody but 经办甲 takes BUREAU_PASS, on the screen, as everybody must.
 *
 * Everything here fails the running test when something is not as expected. */
#ifndef TESTS_BUREAU_H
#define TESTS_BUREAU_H

#include "tests/desk.h"
#include "tests/fields.h"

#define BUREAU_NOW "2026-11-20T09:12:00"
#define BUREAU_PASS "correct horse"

struct bureau;

struct bureau *bureau_open(void);
void bureau_close(struct bureau **b);
struct desk *bureau_home(struct bureau *b);

/* The desk opened by login; returns when his pane is on the screen. */
struct vth *bureau_screen(struct bureau *b, const char *login, int rows, int cols);

/* An entry that may be submitted: title, date, category, catalog, channel, body; the form must be open. */
void bureau_entry(struct vth *v, const char *title, const char *body);

#endif
