/* caller.h - a person as the records know him: who called, who applied. */
#ifndef STORE_RECORD_CALLER_H
#define STORE_RECORD_CALLER_H

/* NULL texts are "". */
struct caller {
	char *name, *phone, *idno, *address, *sex;
	char *place; /* 事发地 in full; what the register shows of it is cut to 乡镇、街道 */
};
void caller_free(struct caller *c);
#endif
