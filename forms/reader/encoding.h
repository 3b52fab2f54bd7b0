/* encoding.h - from the bytes of a Chinese text file to UTF-8 and back.
 *
 * Three questions: in which encoding is this file (encoding.c), what does it say (encoding_read.c), and can this
 * text be written in that encoding (encoding_write.c); and a fourth, whether a text was already spoilt when
 * somebody else converted it (encoding_suspicious.c).  Must not know what the text is about.
 *
 * GB2312 and GBK files are always read as GB18030: the C library's GB2312 has other dashes and lacks 〇镕喆. */
#ifndef FORMS_READER_ENCODING_H
#define FORMS_READER_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/error.h"
#include "store/base/memory.h"

enum encoding {
	ENCODING_UNKNOWN,
	ENCODING_UTF8,
	ENCODING_UTF8_BOM, /* for writing: what Excel opens rightly; detection says ENCODING_UTF8 */
	ENCODING_GB18030,
	ENCODING_GBK, /* for writing only */
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_BIG5,
	ENCODING_COUNT
};

/* "utf-8", "gb18030": what --encoding takes and JSON prints.  "auto" for ENCODING_UNKNOWN. */
const char *encoding_key(enum encoding x);
/* What the screen shows: "GB18030（简体中文）". */
const char *encoding_label(enum encoding x);
/* Any usual spelling (GBK, gb2312, cp936, ANSI, utf8, UTF-16, big5; auto gives ENCODING_UNKNOWN) into the encoding
 * to read with; false for anything else. */
bool encoding_parse(const char *name, enum encoding *x);

/* ---- in which encoding? ---- */

#define ENCODING_SAMPLES 3
#define ENCODING_SAMPLE_BYTES 160
#define ENCODING_LOOK 65536 /* as many bytes are enough to look at */

struct encoding_guess {
	enum encoding encoding; /* ENCODING_UNKNOWN: none fits */
	bool sure;              /* false: show the sample lines and let the user choose */
	char sample[ENCODING_SAMPLES]
		   [ENCODING_SAMPLE_BYTES]; /* first lines with Chinese, as read so; "" if fewer */
};

/* Looks at the first n bytes of a file.  whole: they are all of it (a character cut at the end is wrong). */
void encoding_detect(const void *data, size_t n, bool whole, struct encoding_guess *g);
/* The three sample lines under another encoding, for the user who changes the guess. */
void encoding_sample(const void *data, size_t n, enum encoding x,
	char sample[ENCODING_SAMPLES][ENCODING_SAMPLE_BYTES]);

/* ---- what does it say? ---- */

/* Takes n bytes of UTF-8 that end at a character.  Anything but Z_OK stops the transcoder. */
typedef enum z text_sink(void *ctx, const char *utf8, size_t n, struct error *e);

enum transcoder_mode {
	TRANSCODER_STRICT, /* the first byte that cannot be read is an error that names row and character */
	TRANSCODER_MARK, /* it becomes U+FFFD and is counted, so that only its row need be refused */
};

struct transcoder_notes {
	long long bad;                /* bytes that could not be read */
	long long bad_offset;         /* of the first one in the file; -1 without */
	long bad_line, bad_character; /* its place, from 1 */
	long long
		repaired; /* euro signs, moved characters and private blanks put right on the way */
};

struct transcoder;
/* file: the name for messages (copied).  from: anything but ENCODING_UNKNOWN. */
struct transcoder *transcoder_new(enum encoding from, enum transcoder_mode mode, const char *file);
/* Pieces of any size; a leading byte order mark is dropped.  Z_INVALID for bad bytes in TRANSCODER_STRICT. */
enum z transcoder_feed(
	struct transcoder *d, const void *data, size_t n, text_sink *sink, void *ctx, struct error *e);
enum z transcoder_end(struct transcoder *d, text_sink *sink, void *ctx, struct error *e);
const struct transcoder_notes *transcoder_notes(const struct transcoder *d);
void transcoder_free(struct transcoder **d);

/* A whole text file of at most limit bytes, added to *text as UTF-8, strictly.  wanted: ENCODING_UNKNOWN to detect.
 * *g (may be NULL) says what was found and used, also where the text was refused.  Refuses what is no text by its
 * first bytes (see sniff.h), what fits no encoding, and what was spoilt before (encoding_suspicious). */
enum z encoding_read_file(const char *path, enum encoding wanted, size_t limit, struct buffer *text,
	struct encoding_guess *g, struct error *e);

/* ---- was it spoilt before? ---- */

/* Counts over a text, in characters (code points). */
struct suspicion {
	long long chars, han;
	long long replaced; /* U+FFFD */
	long long
		questions; /* '?' standing where characters stood: runs that follow no Han character */
	long long
		mojibake; /* characters that spell UTF-8 read as GBK or as Latin, or GBK read as Latin */
};
void suspicion_count(const char *utf8, size_t n, struct suspicion *s); /* adds to *s */
/* What encoding_suspicious() says of these counts. */
enum z suspicion_verdict(const struct suspicion *s, const char *where, struct error *e);
/* Z_OK, or Z_INVALID with a sentence that begins with where, as it stands there (“台账.csv”, 附件2, a cell). */
enum z encoding_suspicious(const char *utf8, size_t n, const char *where, struct error *e);

/* ---- can it be written so? ---- */

struct unwritable {
	long line, column; /* from 1; column in characters */
	uint32_t cp;
};
#define ENCODER_LIST 20

struct encoder;
struct encoder *encoder_new(enum encoding to);
/* Adds the encoded text to *out; UTF-8 in pieces that end at a character.  A character that cannot be written is
 * listed and left out, so the output is only good if encoder_unwritable is 0.  The 24 characters that older
 * GB18030 kept in the private area are written as their standard twins. */
void encoder_feed(struct encoder *x, const char *utf8, size_t n, struct buffer *out);
/* How many could not be written; *list (may be NULL) gets the first ENCODER_LIST of them. */
long long encoder_unwritable(const struct encoder *x, const struct unwritable **list);
/* Z_OK, or Z_INVALID with the first few characters and their places. */
enum z encoder_verdict(const struct encoder *x, struct error *e);
void encoder_free(struct encoder **x);

/* The standard character for one of the 24 old private ones, else cp itself. */
uint32_t encoding_standard(uint32_t cp);
#endif
