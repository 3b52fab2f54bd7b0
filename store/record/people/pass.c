/* pass.c - hashing passphrases with libcrypt. */
#include "store/record/people/pass.h"

#include <crypt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/hash.h"
#include "store/base/memory.h"

enum { COST_USUAL = 0, COST_CHEAP = 1 };

static char *settings(unsigned long cost)
{
	char salt[32], *s;
	random_bytes(salt, sizeof salt);
	s = crypt_gensalt_ra("$y$", cost, salt, (int)sizeof salt);
	if (!s)
		abort(); /* a libcrypt without yescrypt: nothing weaker is used in its place */
	return s;
}

/* NULL if libcrypt refuses the setting. */
static char *digest(const char *phrase, const char *setting)
{
	void *room = NULL;
	int bytes = 0;
	const char *out = crypt_ra(phrase, setting, &room, &bytes);
	char *copy = out && out[0] != '*' ? xstrdup(out) : NULL;
	if (room) {
		explicit_bzero(room, (size_t)bytes);
		free(room);
	}
	return copy;
}

char *pass_hash(const char *phrase, bool cheap)
{
	char *s = settings(cheap ? COST_CHEAP : COST_USUAL);
	char *hash = digest(phrase, s);
	free(s);
	if (!hash)
		abort();
	return hash;
}

bool pass_check(const char *hash, const char *phrase)
{
	bool known = hash && *hash;
	char *stand_in = known ? NULL : settings(COST_USUAL);
	char *got = digest(phrase, known ? hash : stand_in);
	bool same = known && got && strlen(got) == strlen(hash);
	if (same) {
		unsigned char diff = 0;
		for (size_t i = 0; hash[i]; i++)
			diff |= (unsigned char)(got[i] ^ hash[i]);
		same = diff == 0;
	}
	free(got);
	free(stand_in);
	return same;
}

void pass_make(char secret[32])
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
	enum { LETTERS = sizeof letters - 1, FAIR = 256 / LETTERS * LETTERS };
	size_t n = 0;
	while (n < 12) {
		uint8_t b;
		random_bytes(&b, 1);
		if (b < FAIR)
			secret[n++] = letters[b % LETTERS];
	}
	secret[n] = '\0';
}
