/* balance.h - 上期结转 + 新收 = 办结 + 退单、并单、转法定途径 + 期末在办: where each ticket of a period went. */
#ifndef STORE_VIEW_TICKET_BALANCE_H
#define STORE_VIEW_TICKET_BALANCE_H

#include "store/view/ticket/stat.h"

struct ticket_balance {
	int64_t carried;  /* 交办 before the period and not ended when it began */
	int64_t in;       /* 交办 in it, but for 作废 */
	int64_t closed;   /* 办结 in it */
	int64_t returned, merged, routed; /* ended so in it, and still so */
	int64_t open;     /* neither: carried + in = closed + returned + merged + routed + open, always */
	int64_t filled;   /* of open, as it stands now: 已回填, waits for the platform to close it */
};
/* Both ends given.  From ranges of indexes: costs what the time since then holds. */
enum z ticket_balance(struct desk *d, const struct ticket_span *s, struct ticket_balance *b, struct error *e);
#endif
