/* words.h - the words of the file that are neither refusals (store/refusal.def) nor rows of errno.def. */
#ifndef STORE_FILE_WORDS_H
#define STORE_FILE_WORDS_H

#define W_OS_ERROR "系统错误 %d"

#endif
