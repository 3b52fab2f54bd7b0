/* inner.h - what duty.c and duty/import.c share; all of it inside an operation. */
#ifndef STORE_RECORD_DUTY_INNER_H
#define STORE_RECORD_DUTY_INNER_H

#include "store/record/duty/duty.h"

enum z duty_row(struct desk *d, int32_t day, struct duty *r, struct error *e);
/* Officer and leader of r->day, whoever was there. */
enum z duty_put(struct desk *d, const struct duty *r, struct error *e);
/* R_DUTY_FAR for a day that nobody plans for. */
enum z duty_near(const struct desk *d, int32_t day, struct error *e);
#endif
