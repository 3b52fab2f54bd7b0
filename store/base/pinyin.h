/* pinyin.h - the initials of Chinese words, so that "lyj" finds 林业局. */
#ifndef STORE_BASE_PINYIN_H
#define STORE_BASE_PINYIN_H

#include <stdbool.h>
#include <stdint.h>

/* The letters with which the readings of one character may begin, as a bit set (bit 0 = 'a'); 0 if it has none. */
uint32_t pinyin_initials(uint32_t cp);

/* keys (ASCII letters and digits, any case, full-width too) match a run of characters in text by initials or by
 * the characters themselves; Han in keys match themselves.  A run passes over blanks and marks in text (bgsbm finds
 * 办公室（保密）); blanks in keys mean nothing.  Empty keys match everything. */
bool pinyin_match(const char *text, const char *keys);
/* The same keys for thousands of texts. */
struct pinyin_keys *pinyin_keys_read(const char *keys); /* free() */
bool pinyin_keys_fit(const struct pinyin_keys *k, const char *text);
#endif
