/* login_name.h - a login made from a Chinese name: 张三 -> zs, zs2, zs3 ... */
#ifndef STORE_RECORD_PEOPLE_LOGIN_NAME_H
#define STORE_RECORD_PEOPLE_LOGIN_NAME_H

#include "store/record/desk/desk.h"

/* One that nobody has or had, at this moment; inside an operation it stays so. */
void login_name_make(struct desk *d, const char *name, char login[64]);
#endif
