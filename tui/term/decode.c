/* decode.c - bytes to keys.  Must not know: curses, file descriptors, time.
 *
 * The grammar is that of ECMA-48 (CSI parameters final, SS3 final) rather than a table of one terminal's sequences:
 * xterm, PuTTY, Xshell, rxvt, tmux and the Linux console all fit it, with the few exceptions handled below. */
#include <string.h>

#include "store/base/text.h"
#include "tui/term/decode.h"

enum { MOD_SHIFT = 1, MOD_ALT = 2, MOD_CTRL = 4 };
enum { STRING_LIMIT = 4096, PASTE_LIMIT = 64 << 20 };
enum { BROKEN_PASTE = 4 /* many at once: nobody pastes one wrong byte by chance */ };

/* What was found at the head of the bytes. */
enum found {
	FOUND,
	FOUND_NOTHING, /* taken, but it means nothing */
	FOUND_PART,    /* more bytes are needed */
};

void decoder_feed(struct decoder *d, const char *bytes, size_t n)
{
	if (d->at == d->in.n) {
		buffer_clear(&d->in);
		d->at = 0;
	}
	buffer_add(&d->in, bytes, n);
}

void decoder_free(struct decoder *d)
{
	buffer_free(&d->in);
	buffer_free(&d->paste);
	*d = (struct decoder){0};
}

bool decoder_waiting(const struct decoder *d)
{
	return d->at < d->in.n || d->pasting;
}

/* ESC [ row ; col R at s: its length, 0 if it is none. */
static size_t report_at(const char *s, size_t n, int *col)
{
	size_t i = 2;
	int part[2] = {0, 0}, k = 0;

	if (n < 6 || s[0] != '\033' || s[1] != '[')
		return 0;
	for (; i < n && i < 16; i++) {
		if (s[i] >= '0' && s[i] <= '9')
			part[k] = part[k] < 100000 ? part[k] * 10 + (s[i] - '0') : part[k];
		else if (s[i] == ';' && !k)
			k = 1;
		else
			break;
	}
	if (i >= n || s[i] != 'R' || !k || !part[0] || !part[1])
		return 0;
	*col = part[1];
	return i + 1;
}

int decoder_take_report(struct decoder *d)
{
	for (size_t i = d->at; i < d->in.n; i++) {
		int col;
		size_t len = report_at(d->in.s + i, d->in.n - i, &col);

		if (!len)
			continue;
		memmove(d->in.s + i, d->in.s + i + len, d->in.n - i - len);
		d->in.n -= len;
		d->in.s[d->in.n] = 0;
		if (d->reports)
			d->reports--;
		return col;
	}
	return 0;
}

/* ---- sequences ---- */

/* An arrow, Home or End with its modifiers; Alt is ignored, other combinations are the plain key. */
static int32_t modified(int32_t key, int mods)
{
	static const struct {
		int32_t plain, shift, ctrl;
	} with[] = {
		{K_UP, K_SHIFT_UP, K_CTRL_UP},
		{K_DOWN, K_SHIFT_DOWN, K_CTRL_DOWN},
		{K_LEFT, K_SHIFT_LEFT, K_CTRL_LEFT},
		{K_RIGHT, K_SHIFT_RIGHT, K_CTRL_RIGHT},
		{K_HOME, K_SHIFT_HOME, K_CTRL_HOME},
		{K_END, K_SHIFT_END, K_CTRL_END},
		{K_TAB, K_BACKTAB, K_TAB},
	};

	if (!(mods & (MOD_SHIFT | MOD_CTRL)))
		return key;
	for (size_t i = 0; i < sizeof with / sizeof *with; i++)
		if (with[i].plain == key)
			return mods & MOD_CTRL ? with[i].ctrl : with[i].shift;
	/* Shift-F5 is not F5: it might sign something. */
	return key >= K_F1 && key <= K_F12 ? K_NONE : key;
}

/* The letter at the end of CSI and SS3 sequences. */
static int32_t letter_key(int c)
{
	switch (c) {
	case 'A':
		return K_UP;
	case 'B':
		return K_DOWN;
	case 'C':
		return K_RIGHT;
	case 'D':
		return K_LEFT;
	case 'H':
		return K_HOME;
	case 'F':
		return K_END;
	case 'P':
	case 'Q':
	case 'R':
	case 'S':
		return K_F1 + (c - 'P');
	case 'Z':
		return K_BACKTAB;
	default:
		return K_NONE;
	}
}

/* The number before '~'. */
static int32_t number_key(int n)
{
	static const int32_t key[] = {
		[1] = K_HOME, [2] = K_INSERT, [3] = K_DELETE, [4] = K_END, [5] = K_PAGE_UP,
		[6] = K_PAGE_DOWN, [7] = K_HOME, [8] = K_END, [11] = K_F1, [12] = K_F2,
		[13] = K_F3, [14] = K_F4, [15] = K_F5, [17] = K_F6, [18] = K_F7,
		[19] = K_F8, [20] = K_F9, [21] = K_F10, [23] = K_F11, [24] = K_F12,
	};

	return n > 0 && n < (int)(sizeof key / sizeof *key) ? key[n] : K_NONE;
}

/* A key sent as its code point with modifiers (CSI u, modifyOtherKeys). */
static int32_t code_key(int cp, int mods)
{
	if (cp == 9 || cp == 13 || cp == 27)
		return modified(cp, mods);
	if (cp == 127 || cp == 8)
		return K_BACKSPACE;
	if ((mods & MOD_CTRL) && cp == ' ')
		return K_CTRL('^');
	if (mods & MOD_CTRL)
		return cp >= '@' && cp < 127 ? K_CTRL(cp) : K_NONE;
	return cp >= 32 && cp < K_FIRST ? cp : K_NONE;
}

static bool mouse_event(struct event *ev, int button, int col, int row, bool release)
{
	if (release || row < 0 || col < 0)
		return false;
	ev->key = K_MOUSE;
	ev->mouse.row = row;
	ev->mouse.col = col;
	if (button & 64)
		ev->mouse.act = button & 1 ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP;
	else if ((button & 3) == 0 && !(button & 32)) /* the left button, no movement */
		ev->mouse.act = MOUSE_PRESS;
	else
		return false;
	return true;
}

/* s is at ESC [ .  *len gets the length of the sequence. */
static enum found take_csi(
        struct decoder *d, const char *s, size_t n, size_t *len, struct event *ev)
{
	int part[4] = {0}, parts = 0;
	char private = 0;
	bool digit = false;
	size_t i = 2;

	if (n < 3)
		return FOUND_PART;
	if (s[2] == '[') { /* Linux console F1..F5: ESC [ [ A */
		if (n < 4)
			return FOUND_PART;
		*len = 4;
		ev->key = s[3] >= 'A' && s[3] <= 'E' ? K_F1 + (s[3] - 'A') : K_NONE;
		return ev->key ? FOUND : FOUND_NOTHING;
	}
	if (s[2] == 'M') { /* mouse without SGR: three bytes, each 32 more than its value */
		if (n < 6)
			return FOUND_PART;
		*len = 6;
		int button = (unsigned char)s[3] - 32;
		int col = (unsigned char)s[4] - 33, row = (unsigned char)s[5] - 33;
		bool up = (button & 3) == 3 && !(button & 64);
		return mouse_event(ev, button, col, row, up) ? FOUND : FOUND_NOTHING;
	}
	for (; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= '0' && c <= '9') {
			digit = true;
			if (parts < 4 && part[parts] < 100000000)
				part[parts] = part[parts] * 10 + (c - '0');
		} else if (c == ';' || c == ':') {
			parts++;
		} else if (c >= '<' && c <= '?') {
			private = (char)c;
		} else if ((c == '$' && digit && !private) || c < 0x20 || c > 0x2f) {
			break; /* the end; $ where rxvt means Shift with Home, End and the like */
		}
	}
	if (i == n)
		return n > STRING_LIMIT ? (*len = n, FOUND_NOTHING) : FOUND_PART;

	unsigned char final = (unsigned char)s[i];
	if (final != '$' && (final < 0x40 || final > 0x7e)) { /* not a sequence: drop its head */
		*len = i;
		return FOUND_NOTHING;
	}
	*len = i + 1;
	if (private == '<' && (final == 'M' || final == 'm'))
		return mouse_event(ev, part[0], part[1] - 1, part[2] - 1, final == 'm')
		               ? FOUND
		               : FOUND_NOTHING;
	if (private)
		return FOUND_NOTHING;

	int mods = parts >= 1 && part[1] > 0 ? (part[1] - 1) & 7 : 0;
	switch (final) {
	case '~':
		if (part[0] == 200) {
			d->pasting = true;
			buffer_clear(&d->paste);
			return FOUND_NOTHING;
		}
		ev->key = part[0] == 27 && parts >= 2 ? code_key(part[2], mods)
						      : modified(number_key(part[0]), mods);
		break;
	case 'u':
		ev->key = code_key(part[0], mods);
		break;
	case '$':
		ev->key = modified(number_key(part[0]), MOD_SHIFT);
		break;
	case '^':
		ev->key = modified(number_key(part[0]), MOD_CTRL);
		break;
	case 'a':
	case 'b':
	case 'c':
	case 'd':
		ev->key = digit ? K_NONE : modified(letter_key(final - 'a' + 'A'), MOD_SHIFT);
		break;
	case 'R':
		if (d->reports && parts == 1) {
			d->reports--;
			d->report_col = part[1];
			return FOUND_NOTHING;
		}
		ev->key = modified(K_F3, mods);
		break;
	default:
		ev->key = modified(letter_key(final), mods);
	}
	return ev->key ? FOUND : FOUND_NOTHING;
}

/* s is at ESC O . */
static enum found take_ss3(const char *s, size_t n, size_t *len, struct event *ev)
{
	size_t i = 2;
	int mods = 0;

	while (i < n && i < 5 && ((s[i] >= '0' && s[i] <= '9') || s[i] == ';')) {
		if (s[i] != ';')
			mods = (s[i] - '1') & 7;
		i++;
	}
	if (i >= n)
		return FOUND_PART;
	*len = i + 1;
	if (s[i] >= 'a' && s[i] <= 'd') /* rxvt: Ctrl with an arrow */
		ev->key = modified(letter_key(s[i] - 'a' + 'A'), MOD_CTRL);
	else if (s[i] == 'M')
		ev->key = K_ENTER; /* keypad */
	else if (s[i] >= 'j' && s[i] <= 'y')
		ev->key = (unsigned char)"*+,-./0123456789"[s[i] - 'j'];
	else
		ev->key = modified(letter_key(s[i]), mods);
	return ev->key ? FOUND : FOUND_NOTHING;
}

/* s is at ESC ], ESC P, ESC _ or ESC ^: an answer nobody asked for, up to BEL or ESC \ . */
static enum found take_string(const char *s, size_t n, size_t *len)
{
	for (size_t i = 2; i < n && i < STRING_LIMIT; i++) {
		bool st = s[i] == '\033' && i + 1 < n && s[i + 1] == '\\';

		if (s[i] != '\a' && !st)
			continue;
		*len = i + (st ? 2 : 1);
		return FOUND_NOTHING;
	}
	if (n < STRING_LIMIT)
		return FOUND_PART;
	*len = STRING_LIMIT;
	return FOUND_NOTHING;
}

static enum found take_escape(
        struct decoder *d, const char *s, size_t n, size_t *len, struct event *ev)
{
	if (n == 1)
		return FOUND_PART;
	switch (s[1]) {
	case '[':
		return take_csi(d, s, n, len, ev);
	case 'O':
		return take_ss3(s, n, len, ev);
	case ']':
	case 'P':
	case '_':
	case '^':
		return take_string(s, n, len);
	case '\033':
		/* Alt with an arrow, where the terminal puts an ESC before: only the arrow counts */
		if (n == 2)
			return FOUND_PART;
		*len = 1;
		if (s[2] == '[' || s[2] == 'O')
			return FOUND_NOTHING;
		ev->key = K_ESC;
		return FOUND;
	default:
		*len = 1;
		ev->key = K_ESC;
		return FOUND;
	}
}

/* ---- text ---- */

/* How many bytes the character that begins with c has; 1 for a wrong byte. */
static size_t expected(unsigned char c)
{
	return c < 0xc2 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 1;
}

/* Whether the n bytes at s are the beginning of a character whose rest has not come. */
static bool half(const char *s, size_t n)
{
	if (n >= expected((unsigned char)*s))
		return false;
	for (size_t i = 1; i < n; i++)
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			return false;
	return true;
}

static bool text_byte(unsigned char c)
{
	return (c >= 32 && c != 127) || c == '\r' || c == '\n' || c == '\t';
}

/* The length of the burst at s, 0 if a hand may have typed it.  A held key repeats one byte or one sequence, and a
 * word from an input method is short.  Line ends at its end stay keys: they may be meant as Enter. */
static size_t burst(const char *s, size_t n)
{
	bool seen[256] = {false};
	size_t len = 0, kinds = 0;

	while (len < n && text_byte((unsigned char)s[len])) {
		if (half(s + len, n - len))
			break;
		if (!seen[(unsigned char)s[len]]) {
			seen[(unsigned char)s[len]] = true;
			kinds++;
		}
		len++;
	}
	while (len && (s[len - 1] == '\r' || s[len - 1] == '\n'))
		len--;
	return len >= BURST_BYTES && kinds >= BURST_KINDS ? len : 0;
}

/* The collected paste as the event: line ends become \n, nothing harmful stays. */
static void give_paste(struct decoder *d, struct event *ev)
{
	struct buffer *b = &d->paste;
	size_t to = 0;

	if (b->n && !utf8_valid(b->s, b->n, NULL))
		d->broken += BROKEN_PASTE;

	buffer_byte(b, 0); /* so that there is a string even of an empty paste */
	for (size_t i = 0; i < b->n; i++) {
		if (b->s[i] == '\r') {
			b->s[to++] = '\n';
			i += i + 1 < b->n && b->s[i + 1] == '\n';
		} else if (b->s[i]) {
			b->s[to++] = b->s[i];
		}
	}
	b->s[to] = 0;
	b->n = text_clean(b->s, true);
	ev->key = K_PASTE;
	ev->text = b->s;
	ev->text_n = b->n;
}

/* Collects up to ESC[201~.  The mark itself may come in pieces: its beginning stays in the bytes. */
static bool collect(struct decoder *d, bool late, struct event *ev)
{
	static const char end[] = "\033[201~";
	const size_t m = sizeof end - 1;
	const char *s = d->in.s + d->at;
	size_t n = d->in.n - d->at, i = 0;

	while (i < n) {
		const char *esc = memchr(s + i, '\033', n - i);
		size_t at = esc ? (size_t)(esc - s) : n;
		size_t left = n - at;

		if (d->paste.n < PASTE_LIMIT)
			buffer_add(&d->paste, s + i, at - i);
		i = at;
		if (!left)
			break;
		if (left >= m && !memcmp(esc, end, m)) {
			d->at += i + m;
			d->pasting = false;
			give_paste(d, ev);
			return true;
		}
		if (left < m && !memcmp(esc, end, left) && !late)
			break;
		i++; /* an ESC inside the text: dropped */
	}
	d->at += i;
	if (!late)
		return false;
	d->pasting = false;
	give_paste(d, ev);
	return true;
}

static enum found take_text(struct decoder *d, const char *s, size_t n, bool late, size_t *len,
	struct event *ev)
{
	unsigned char c = (unsigned char)*s;
	uint32_t cp;

	*len = 1;
	if (c == 127 || c == 8) {
		ev->key = K_BACKSPACE;
		return FOUND;
	}
	if (c == '\n' || c == '\r') {
		ev->key = K_ENTER;
		return FOUND;
	}
	if (c < 32) {
		ev->key = c ? c : K_CTRL('^'); /* Ctrl-Space comes as NUL: sets a mark, as Ctrl-^ does */
		return FOUND;
	}
	if (half(s, n)) {
		if (!late)
			return FOUND_PART;
		*len = n;
		cp = 0xfffd;
	} else {
		*len = (size_t)utf8_decode(s, n, &cp);
	}
	if (cp == 0xfffd && !(*len == 3 && !memcmp(s, "\xef\xbf\xbd", 3)))
		d->broken++;
	if (cp >= 0x7f && cp < 0xa0)
		return FOUND_NOTHING;
	ev->key = (int32_t)cp;
	return FOUND;
}

bool decoder_next(struct decoder *d, bool late, struct event *ev)
{
	*ev = (struct event){.fd = -1};
	while (d->pasting || d->at < d->in.n) {
		if (d->pasting) {
			if (collect(d, late, ev))
				return true;
			if (d->pasting)
				return false;
			continue;
		}
		const char *s = d->in.s + d->at;
		size_t n = d->in.n - d->at, len = 0;
		size_t run = burst(s, n);
		enum found found;

		if (run) {
			buffer_clear(&d->paste);
			buffer_add(&d->paste, s, run);
			d->at += run;
			give_paste(d, ev);
			return true;
		}
		if (*s == '\033')
			found = take_escape(d, s, n, &len, ev);
		else
			found = take_text(d, s, n, late, &len, ev);
		if (found == FOUND_PART) {
			if (!late)
				return false;
			ev->key = K_ESC; /* the ESC key; what came after it is typed text */
			len = 1;
			found = FOUND;
		}
		d->at += len;
		if (found == FOUND)
			return true;
		*ev = (struct event){.fd = -1};
	}
	return false;
}
