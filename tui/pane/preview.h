/* preview.h - an item at a glance, beside or below the list: what was said when it came back, then the text. */
#ifndef TUI_PANE_PREVIEW_H
#define TUI_PANE_PREVIEW_H

#include "store/store.h"
#include "tui/widget/reader.h"

/* Where a revision has no text (true): says why, in its place. */
bool preview_no_body(struct reader *r, const struct revision *v);
/* Fills the reader; id 0 or a locked file empties it. */
void preview_load(struct reader *r, struct desk *d, int64_t id);
/* "0142 · 第3稿 · 规划计划 · 主动公开 · 成文 2026-10-23" of what was loaded last; valid until the next load. */
const char *preview_title(const struct reader *r);
#endif
