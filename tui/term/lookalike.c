/* lookalike.c - characters that are not sent as they are.
 *
 * Where the terminal draws ambiguous characters two columns wide, curses still counts one; so none of them is ever sent:
 * each is shown by a look-alike of exactly two columns, on the screen only. */
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#include "store/base/text.h"
#include "tui/term/inside.h"

/* Look-alikes for ambiguous characters on terminals that draw those two columns wide.  Two columns each. */
/* clang-format off */
static const struct {
	uint32_t cp;
	wchar_t as[3];
} wide_as[] = {
	{0x00b0, L"o "}, {0x00b1, L"+-"}, {0x00b7, L"・"}, {0x00d7, L"x "}, {0x00f7, L"/ "},
	{0x2010, L"- "}, {0x2013, L"- "}, {0x2014, L"--"}, {0x2015, L"--"}, {0x2016, L"||"},
	{0x2018, L"' "}, {0x2019, L"' "}, {0x201c, L"〝"}, {0x201d, L"〞"}, {0x2022, L"・"},
	{0x2025, L".."}, {0x2026, L".."}, {0x2030, L"％"}, {0x203b, L"＊"}, {0x2103, L"'C"},
	{0x2116, L"No"}, {0x2190, L"<-"}, {0x2191, L"^ "}, {0x2192, L"->"}, {0x2193, L"v "},
	{0x2212, L"- "}, {0x221a, L"v "}, {0x221e, L"oo"}, {0x2264, L"<="}, {0x2265, L">="},
	{0x2500, L"--"}, {0x2502, L"| "}, {0x2588, L"##"}, {0x25a0, L"# "}, {0x25a1, L"[]"},
	{0x25b2, L"^ "}, {0x25b6, L"> "}, {0x25bc, L"v "}, {0x25c0, L"< "}, {0x25c6, L"* "},
	{0x25cb, L"〇"}, {0x25cf, L"* "}, {0x2605, L"＊"}, {0x2606, L"＊"}, {0x2714, L"v "},
	{0xfffd, L"? "},
};
/* clang-format on */

void char_look_alike(uint32_t cp, int cols, wchar_t out[3])
{
	for (size_t i = 0; cols == 2 && i < sizeof wide_as / sizeof *wide_as; i++) {
		if (wide_as[i].cp == cp) {
			wcscpy(out, wide_as[i].as);
			return;
		}
	}
	if (cols == 2 && cp >= 0x2460 && cp <= 0x2468) { /* ① .. ⑨ */
		out[0] = (wchar_t)(L'1' + (cp - 0x2460));
		out[1] = L'.';
		out[2] = 0;
		return;
	}
	/* the geta, by which Chinese and Japanese printers mark a missing type */
	wcscpy(out, cols == 2 ? L"〓" : text_ambiguous() == 1 ? L"\xfffd" : L"?");
}

bool char_kept_back(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || char_unseen(cp) || (cp >= 0xfe00 && cp <= 0xfe0f) ||
	       (cp >= 0xe0100 && cp <= 0xe01ef);
}
