/* store.h - the face of the store: all that tui/ and forms/ may call.
 *
 * Named operations (record/) each are one transaction; lists and figures (view/) only read.  Pure rules (rule/) and
 * text tools (base/) may be called from anywhere.  SQL and the file itself (file/) stay behind; only what is typed but
 * not saved (file/draft.h), named filters (file/saved_filter.h) and backups are reached from above by their own headers,
 * which name no database. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "store/base/date.h"
#include "store/base/error.h"
#include "store/base/hash.h"
#include "store/base/memory.h"
#include "store/base/pinyin.h"
#include "store/base/text.h"
#include "store/file/draft/draft.h"
#include "store/record/desk/desk.h"
#include "store/record/duty/duty.h"
#include "store/record/erase.h"
#include "store/record/report/figure_entered.h"
#include "store/record/item/item.h"
#include "store/record/people/people.h"
#include "store/record/register.h"
#include "store/record/item/release.h"
#include "store/record/report/report.h"
#include "store/record/item/review.h"
#include "store/record/request/request.h"
#include "store/record/task/task.h"
#include "store/record/ticket/ticket.h"
#include "store/rule/clock.h"
#include "store/view/audit_view.h"
#include "store/view/figure/figure.h"
#include "store/view/item/view.h"
#include "store/view/figure/stat.h"
#endif
