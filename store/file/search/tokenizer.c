/* tokenizer.c - FTS5 over pairs of characters.  Knows nothing of items; likeness is text_fold's. */
#include "store/file/search/tokenizer.h"

#include <endian.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mask.h"
#include "store/base/memory.h"
#include "store/base/pinyin.h"
#include "store/base/text.h"

/* More pairs than this narrow a search down no further; cjk_contains decides in any case. */
enum { QUERY_PAIRS_MAX = 48 };

/* What the text has brought already, as far as there is room: with detail=none a token counts once a text, and a
 * quarter of them come again. */
enum { SEEN = 256, SEEN_BITS = 8 };

struct tokenizer { /* one instance, with room for the folded text */
	char *folded;
	size_t cap;
	uint64_t seen[SEEN];
	uint32_t seen_in[SEEN], text; /* which text */
};

static int pairs_create(void *ctx, const char **arg, int n, Fts5Tokenizer **out)
{
	(void)ctx;
	(void)arg;
	(void)n;
	*out = (Fts5Tokenizer *)xalloc(sizeof(struct tokenizer));
	return SQLITE_OK;
}

static void pairs_delete(Fts5Tokenizer *t)
{
	struct tokenizer *p = (struct tokenizer *)t;
	free(p->folded);
	free(p);
}

/* Of 1 to 8 bytes, none of them 0; eight can be read there. */
static inline bool seen(struct tokenizer *p, const char *token, size_t n)
{
	uint64_t key;
	memcpy(&key, token, sizeof key); /* of a known size: one move */
	key = htole64(key) << (64 - 8 * n);
	size_t at = (size_t)(key * 0x9e3779b97f4a7c15u >> (64 - SEEN_BITS));
	if (p->seen_in[at] == p->text && p->seen[at] == key)
		return true;
	p->seen_in[at] = p->text;
	p->seen[at] = key;
	return false;
}

/* Before words that tokenizer_cut() found: each with its length, of 1 to 8 bytes.  No text begins with it, for it is in no
 * valid UTF-8. */
#define CUT '\xff'

static int emit_cut(void *ctx, const char *cut, size_t n,
	int (*emit)(void *ctx, int flags, const char *token, int n, int from, int to))
{
	int rc = SQLITE_OK;
	for (size_t i = 1, len; i < n && rc == SQLITE_OK; i += 1 + len) {
		len = (unsigned char)cut[i];
		rc = len < n - i ? emit(ctx, 0, cut + i + 1, (int)len, 0, 0) : SQLITE_CORRUPT;
	}
	return rc;
}

/* After folding every blank is ' '.  Each character goes in with its successor; the last one of a
 * run alone, so that a search for it as a prefix finds it.  In a query the last one of a longer run
 * is left out: what follows it is unknown. */
static int pairs_run(Fts5Tokenizer *self, void *ctx, int flags, const char *text, int bytes,
	int (*emit)(void *ctx, int flags, const char *token, int n, int from, int to))
{
	struct tokenizer *p = (struct tokenizer *)self;
	size_t n = bytes > 0 ? (size_t)bytes : 0;
	if (n && text[0] == CUT && flags & FTS5_TOKENIZE_DOCUMENT) /* what is searched for may begin with any byte */
		return emit_cut(ctx, text, n, emit);
	if (n + sizeof(uint64_t) > p->cap) {
		p->cap = n + sizeof(uint64_t);
		p->folded = xrealloc(p->folded, p->cap);
	}
	for (size_t i = 0; i < n; i++)
		p->folded[i] = text[i] ? text[i] : ' ';
	memset(p->folded + n, 0, sizeof(uint64_t));
	text_fold(p->folded, p->cap, p->folded);
	n = strlen(p->folded);

	bool query = flags & FTS5_TOKENIZE_QUERY;
	if (!++p->text) { /* 2^32 texts later */
		memset(p->seen_in, 0, sizeof p->seen_in);
		p->text = 1;
	}
	size_t before = 0, before_n = 0; /* the character that waits for its successor */
	int run = 0, rc = SQLITE_OK;
	for (size_t i = 0; i <= n && rc == SQLITE_OK;) {
		uint32_t cp = ' ';
		size_t k = 1;
		if (i < n && utf8_han(p->folded + i, n - i)) {
			k = 3;
			cp = 0;
		} else if (i < n) {
			k = (size_t)utf8_decode(p->folded + i, n - i, &cp);
		}
		if (cp == ' ') {
			if ((run == 1 || (run && !query)) && (query || !seen(p, p->folded + before, before_n)))
				rc = emit(ctx, 0, p->folded + before, (int)before_n, (int)before,
					(int)i);
			run = 0;
		} else {
			if (run && (query || !seen(p, p->folded + before, before_n + k)))
				rc = emit(ctx, 0, p->folded + before, (int)(before_n + k),
					(int)before, (int)(i + k));
			before = i;
			before_n = k;
			run++;
		}
		i += k;
	}
	return rc;
}

struct tokenizer *tokenizer_new(void)
{
	return xalloc(sizeof(struct tokenizer));
}

void tokenizer_free(struct tokenizer **t)
{
	if (*t)
		free((*t)->folded);
	free(*t);
	*t = NULL;
}

static int collect(void *ctx, int flags, const char *token, int n, int from, int to)
{
	(void)flags;
	(void)from;
	(void)to;
	buffer_byte(ctx, (char)n);
	buffer_add(ctx, token, (size_t)n);
	return SQLITE_OK;
}

void tokenizer_cut(struct tokenizer *t, const char *text, size_t n, struct buffer *out)
{
	buffer_byte(out, CUT);
	pairs_run((Fts5Tokenizer *)t, out, 0, text, (int)n, collect);
}

/* The words of ?2 folded, each behind the other with its 0, an empty one at the end; kept from row to row. */
static const char *words_of(sqlite3_context *ctx, sqlite3_value *arg)
{
	char *words = sqlite3_get_auxdata(ctx, 1);
	if (words)
		return words;
	const char *typed = (const char *)sqlite3_value_text(arg);
	if (!typed)
		return NULL;
	size_t n = strlen(typed) + 2, to = 0;
	words = xalloc(n);
	text_fold(words, n - 1, typed);
	for (size_t i = 0; words[i]; i++)
		if (words[i] != ' ')
			words[to++] = words[i];
		else if (to && words[to - 1])
			words[to++] = '\0';
	memset(words + to, 0, n - to);
	sqlite3_set_auxdata(ctx, 1, words, free);
	return sqlite3_get_auxdata(ctx, 1);
}

/* Every word of ?2 occurs in ?1.  Texts are blobs: as such they are looked at where they lie. */
static void contains(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	if (sqlite3_value_type(argv[0]) == SQLITE_NULL)
		return;
	const char *words = words_of(ctx, argv[1]), *text;
	if (!words)
		return; /* NULL */
	text = sqlite3_value_type(argv[0]) == SQLITE_BLOB ? sqlite3_value_blob(argv[0])
	                                                  : (const char *)sqlite3_value_text(argv[0]);
	size_t n = (size_t)sqlite3_value_bytes(argv[0]), at, len;
	bool all = true;
	for (const char *word = words; all && *word; word += strlen(word) + 1)
		all = text && text_find(text, n, 0, word, &at, &len);
	sqlite3_result_int(ctx, all);
}

/* ?1 answers to the initials or characters in ?2, see pinyin_match(). */
static void by_pinyin(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	const char *text = (const char *)sqlite3_value_text(argv[0]);
	struct pinyin_keys *keys = sqlite3_get_auxdata(ctx, 1); /* kept from row to row */
	if (!text)
		return; /* NULL */
	if (!keys) {
		const char *typed = (const char *)sqlite3_value_text(argv[1]);
		if (!typed)
			return;
		keys = pinyin_keys_read(typed);
		sqlite3_result_int(ctx, pinyin_keys_fit(keys, text));
		sqlite3_set_auxdata(ctx, 1, keys, free);
		return;
	}
	sqlite3_result_int(ctx, pinyin_keys_fit(keys, text));
}

/* ?1 without what mask_text() hides, as the index of tickets has it. */
static void masked(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	const char *text = (const char *)sqlite3_value_text(argv[0]);
	if (!text)
		return; /* NULL */
	if (!mask_needed(text)) {
		sqlite3_result_value(ctx, argv[0]);
		return;
	}
	char *copy = xstrdup(text);
	mask_text(copy);
	sqlite3_result_text(ctx, copy, -1, SQLITE_TRANSIENT);
	free(copy);
}

int tokenizer_register(sqlite3 *db)
{
	static fts5_tokenizer cjkpair = {pairs_create, pairs_delete, pairs_run};
	fts5_api *api = NULL;
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &q, NULL);
	if (rc)
		return rc;
	sqlite3_bind_pointer(q, 1, (void *)&api, "fts5_api_ptr", NULL);
	sqlite3_step(q);
	rc = sqlite3_finalize(q);
	if (rc)
		return rc;
	if (!api)
		return SQLITE_ERROR;
	rc = api->xCreateTokenizer(api, "cjkpair", NULL, &cjkpair, NULL);
	if (rc)
		return rc;
	rc = sqlite3_create_function(db, "cjk_contains", 2,
		SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, contains, NULL, NULL);
	if (rc)
		return rc;
	rc = sqlite3_create_function(db, "pinyin_match", 2,
		SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, by_pinyin, NULL, NULL);
	if (rc)
		return rc;
	return sqlite3_create_function(db, "masked", 1,
		SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, masked, NULL, NULL);
}

static void add_token(struct buffer *b, const char *s, size_t n, bool prefix)
{
	if (b->n)
		buffer_text(b, " AND ");
	buffer_byte(b, '"');
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"')
			buffer_byte(b, '"');
		buffer_byte(b, s[i]);
	}
	buffer_text(b, prefix ? "\"*" : "\"");
}

char *tokenizer_query(const char *typed)
{
	struct buffer b = {0};
	char *words = xstrdup(typed), *left = words;
	int pairs = 0;
	text_fold(words, strlen(words) + 1, words);
	for (char *word; (word = strtok_r(left, " ", &left));) {
		size_t n = strlen(word), i = 0;
		uint32_t cp;
		size_t k = (size_t)utf8_decode(word, n, &cp);
		if (k == n)
			add_token(&b, word, n, true);
		for (; i + k < n && pairs < QUERY_PAIRS_MAX; pairs++) {
			size_t next = (size_t)utf8_decode(word + i + k, n - i - k, &cp);
			add_token(&b, word + i, k + next, false);
			i += k;
			k = next;
		}
	}
	free(words);
	return buffer_take(&b);
}
