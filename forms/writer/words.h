/* words.h - the fonts of GB/T 9704-2012 by their Chinese names, as Word and WPS know them. */
#ifndef FORMS_WRITER_WORDS_H
#define FORMS_WRITER_WORDS_H

#define FONT_TITLE "方正小标宋简体"
#define FONT_BODY "仿宋_GB2312"
#define FONT_BODY_2 "仿宋"
#define FONT_HEAD "黑体"
#define FONT_KAI "楷体_GB2312"
#define FONT_KAI_2 "楷体"
#define FONT_PAGE "宋体"
#endif
