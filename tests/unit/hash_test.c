/* hash_test.c - SHA-256 against published vectors, and that no two lists of fields are alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/base/hash.h"

/* FIPS 180-4 examples. */
static void vectors(void **state)
{
	(void)state;
	static const struct {
		const char *text, *hex;
	} row[] = {
		{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
			"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	};
	struct hash h, back;
	char hex[65];
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		hash_bytes(&h, row[i].text, strlen(row[i].text));
		assert_string_equal(hash_hex(&h, hex), row[i].hex);
		assert_int_equal(hash_from_hex(&back, hex), 0);
		assert_true(hash_same(&h, &back));
	}
	char *million = malloc(1000000);
	memset(million, 'a', 1000000);
	hash_bytes(&h, million, 1000000);
	free(million);
	assert_string_equal(
		hash_hex(&h, hex), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* The form of the fields is in every stored chain: this value must never change. Made with sha256sum from
 * 01 len8 "zwgk test 1" | 01 len8 "政务" | 00 len8=0 | 02 value8 = -5. */
static void form(void **state)
{
	(void)state;
	struct hasher h;
	struct hash out, want;
	char hex[65];
	uint8_t bytes[9 + 11 + 9 + 6 + 9 + 9];
	size_t n = 0;
	const uint8_t head[9] = {1, 0, 0, 0, 0, 0, 0, 0, 11}, text[9] = {1, 0, 0, 0, 0, 0, 0, 0, 6}, null[9] = {0},
		      number[9] = {2, 255, 255, 255, 255, 255, 255, 255, 251};
	memcpy(bytes + n, head, 9), n += 9;
	memcpy(bytes + n, "zwgk test 1", 11), n += 11;
	memcpy(bytes + n, text, 9), n += 9;
	memcpy(bytes + n, "政务", 6), n += 6;
	memcpy(bytes + n, null, 9), n += 9;
	memcpy(bytes + n, number, 9), n += 9;
	hash_bytes(&want, bytes, n);
	hash_begin(&h, "zwgk test 1");
	hash_text(&h, "政务");
	hash_text(&h, NULL);
	hash_number(&h, -5);
	hash_end(&h, &out);
	assert_true(hash_same(&out, &want));
	assert_string_equal(
		hash_hex(&out, hex), "3814ce8484260538d4c4372e4231703140400a3e3cda5b0d644dfbb56fe12a87");
}

struct list {
	const char *field[3];
	int n;
};

static void hash_list(const struct list *l, const char *domain, struct hash *out)
{
	struct hasher h;
	hash_begin(&h, domain);
	for (int i = 0; i < l->n; i++)
		hash_text(&h, l->field[i]);
	hash_end(&h, out);
}

static void fields_differ(void **state)
{
	(void)state;
	static const struct list lists[] = {
		{{""}, 0}, {{""}, 1}, {{NULL}, 1}, {{"", ""}, 2}, {{NULL, ""}, 2}, {{"", NULL}, 2},
		{{"ab", "c"}, 2}, {{"a", "bc"}, 2}, {{"abc"}, 1}, {{"abc", ""}, 2}, {{"", "abc"}, 2},
		{{"a", "b", "c"}, 3},
	};
	enum { N = sizeof lists / sizeof lists[0] };
	struct hash h[N + 2];
	for (int i = 0; i < N; i++)
		hash_list(&lists[i], "domain", &h[i]);
	hash_list(&lists[6], "other", &h[N]);
	struct hasher x;
	hash_begin(&x, "domain");
	hash_number(&x, 0);
	hash_end(&x, &h[N + 1]);
	for (int i = 0; i < N + 2; i++)
		for (int j = 0; j < i; j++)
			if (hash_same(&h[i], &h[j]))
				fail_msg("lists %d and %d hash alike", i, j);
}

static void hex_refused(void **state)
{
	(void)state;
	struct hash h;
	char hex[80];
	memset(hex, 'a', 64);
	hex[64] = '\0';
	assert_int_equal(hash_from_hex(&h, hex), 0);
	hex[10] = 'G';
	assert_int_equal(hash_from_hex(&h, hex), -1);
	hex[10] = 'F';
	assert_int_equal(hash_from_hex(&h, hex), 0);
	hex[63] = '\0';
	assert_int_equal(hash_from_hex(&h, hex), -1);
	hex[63] = 'a';
	strncpy(hex + 64, "0", 2);
	assert_int_equal(hash_from_hex(&h, hex), -1);
	assert_int_equal(hash_from_hex(&h, ""), -1);
}

static void random_differs(void **state)
{
	(void)state;
	unsigned char a[300] = {0}, b[300] = {0};
	random_bytes(a, sizeof a);
	random_bytes(b, sizeof b);
	assert_memory_not_equal(a, b, sizeof a);
	random_bytes(a, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors),
		cmocka_unit_test(form),
		cmocka_unit_test(fields_differ),
		cmocka_unit_test(hex_refused),
		cmocka_unit_test(random_differs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
