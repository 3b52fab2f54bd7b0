#!/usr/bin/env python3
"""ansi2svg.py - a captured terminal screen as SVG, on an exact grid of cells.

    tmux capture-pane -p -e -N | ansi2svg.py COLSxROWS [--cursor X,Y] [--title TEXT] >screen.svg

Reads UTF-8 text with SGR sequences.  A wide character is placed on its own two cells and Latin text cell by cell, so
that columns stand as they stand in a terminal.  Lines, blocks and shades are drawn as shapes, not as glyphs: they join
without seams whatever the font is.  The same input gives the same bytes.  Standard library only.
"""
import html
import re
import sys
import unicodedata

SIZE = 16                 # pixels of a Han character; a cell is half as wide
CELL = SIZE / 2
LINE = 22                 # pixels of a row
MARGIN = 10
BAR = 26                  # of the window's title
INK, PAPER = "#d8dee9", "#1b1f27"
FONT = "Noto Sans Mono CJK SC, monospace"
NARROW_FONT = "DejaVu Sans Mono, monospace"  # the CJK font draws “ … — two cells wide
ANSI = ("#22262e #e06c75 #98c379 #e5c07b #61afef #c678dd #56b6c2 #c8ccd4 "
        "#5c6370 #ff7b86 #b5e08f #ffd58a #7cc4ff #de8cf2 #6fd3df #ffffff").split()
ALTERNATE = dict(zip("`afgjklmnopqrstuvwxyz{|}~", "◆▒°±┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·"))


def columns(c):
    if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


def palette(n):
    if n < 16:
        return ANSI[n]
    if n < 232:
        steps = (0, 95, 135, 175, 215, 255)
        n -= 16
        return "#%02x%02x%02x" % (steps[n // 36], steps[n // 6 % 6], steps[n % 6])
    return "#%02x%02x%02x" % ((8 + 10 * (n - 232),) * 3)


class Pen:
    """What SGR sequences have set."""

    FLAGS = {1: "bold", 2: "dim", 3: "italic", 4: "under", 7: "reverse", 9: "strike"}
    OFF = {22: ("bold", "dim"), 23: ("italic",), 24: ("under",), 27: ("reverse",), 29: ("strike",)}

    def __init__(self):
        self.ink = self.paper = None
        self.on = frozenset()

    def set(self, numbers):
        n = [int(x or 0) for x in re.split("[;:]", numbers)]
        while n:
            code = n.pop(0)
            if code == 0:
                self.__init__()
            elif code in self.FLAGS:
                self.on |= {self.FLAGS[code]}
            elif code in self.OFF:
                self.on -= set(self.OFF[code])
            elif code in (38, 48):
                colour = None
                if n[:1] == [5]:
                    colour, n = palette(n[1]), n[2:]
                elif n[:1] == [2]:
                    colour, n = "#%02x%02x%02x" % tuple(n[1:4]), n[4:]
                if code == 38:
                    self.ink = colour
                else:
                    self.paper = colour
            elif 30 <= code <= 37 or 90 <= code <= 97:
                self.ink = palette(code - 30 if code < 40 else code - 82)
            elif 40 <= code <= 47 or 100 <= code <= 107:
                self.paper = palette(code - 40 if code < 50 else code - 92)
            elif code == 39:
                self.ink = None
            elif code == 49:
                self.paper = None

    def look(self):
        """(ink, paper, flags) as seen, reverse already done; paper None is the window's."""
        ink, paper = self.ink, self.paper
        if "reverse" in self.on:
            ink, paper = paper or PAPER, ink or INK
        return ink or INK, paper, self.on - {"reverse"}


def read(text):
    """Rows of cells: (column, characters, columns taken, look)."""
    rows, pen, graphic = [], Pen(), False
    token = re.compile(r"\x1b\[([0-9;:]*)([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()](.)|[\x0e\x0f]|\x1b.|.", re.S)
    for line in text.split("\n"):
        row, at = [], 0
        for m in token.finditer(line):
            t = m.group(0)
            if m.group(2) == "m":
                pen.set(m.group(1) or "0")
            elif m.group(3) or t in "\x0e\x0f":
                graphic = m.group(3) == "0" or t == "\x0e"
            elif t[0] != "\x1b" and (t >= " "):
                c = ALTERNATE.get(t, t) if graphic else t
                w = columns(c)
                if w == 0 and row:
                    last = row[-1]
                    row[-1] = (last[0], last[1] + c, last[2], last[3])
                elif w:
                    row.append((at, c, w, pen.look()))
                    at += w
        rows.append(row)
    return rows


# Box drawing: which of left, up, right, down a character reaches, and how (1 light, 2 heavy, 3 double).
BOX = {"─": "1010", "━": "2020", "│": "0101", "┃": "0202", "┌": "0011", "┐": "1001", "└": "0110", "┘": "1100",
       "├": "0111", "┤": "1101", "┬": "1011", "┴": "1110", "┼": "1111", "═": "3030", "║": "0303", "╔": "0033",
       "╗": "3003", "╚": "0330", "╝": "3300", "╠": "0333", "╣": "3303", "╦": "3033", "╩": "3330", "╬": "3333",
       "╭": "0011", "╮": "1001", "╰": "0110", "╯": "1100", "╴": "1000", "╵": "0100", "╶": "0010", "╷": "0001",
       "╸": "2000", "╹": "0200", "╺": "0020", "╻": "0002"}
LEFT = {c: 8 - i for i, c in enumerate("█▉▊▋▌▍▎▏")}
LOW = {c: i + 1 for i, c in enumerate("▁▂▃▄▅▆▇")}
SHADE = {"░": 0.25, "▒": 0.5, "▓": 0.75}
QUARTERS = {"▖": 4, "▗": 8, "▘": 1, "▙": 13, "▚": 9, "▛": 7, "▜": 11, "▝": 2, "▞": 6, "▟": 14, "▐": 10, "▀": 3}


def rect(x, y, w, h, fill, more=""):
    return '<rect x="%g" y="%g" width="%g" height="%g" fill="%s"%s/>' % (x, y, w, h, fill, more)


CRISP = ' shape-rendering="crispEdges"'


def shape(c, x, y, w, ink):
    """A character that is drawn, or None for one that has a glyph."""
    if c in LEFT:
        return rect(x, y, w * LEFT[c] / 8, LINE, ink, CRISP)
    if c in LOW:
        return rect(x, y + LINE * (8 - LOW[c]) / 8, w, LINE * LOW[c] / 8, ink, CRISP)
    if c in SHADE:
        return rect(x, y, w, LINE, ink, ' fill-opacity="%g"' % SHADE[c])
    if c in QUARTERS:
        return "".join(rect(x + w / 2 * (i % 2), y + LINE / 2 * (i // 2), w / 2, LINE / 2, ink, CRISP)
                       for i in range(4) if QUARTERS[c] >> i & 1)
    if "\u2801" <= c <= "\u28ff":  # Braille: eight dots, numbered down the columns and then the lowest row
        bits = ord(c) - 0x2800
        places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
        return "".join('<circle cx="%g" cy="%g" r="1.3" fill="%s"/>' % (
            x + w * (1 + 2 * px) / 4, y + LINE * (1 + 2 * py) / 8, ink)
            for i, (px, py) in enumerate(places) if bits >> i & 1)
    if c not in BOX:
        return None
    out, mx, my = [], x + w / 2, y + LINE / 2
    left, up, right, down = (int(k) for k in BOX[c])
    # Opposite arms are one rectangle: two would show their joint.
    for near, far, across in ((left, right, True), (up, down, False)):
        kind = max(near, far)
        thick = (0, 1.2, 2.6, 1)[kind]
        for shift in (-1.8, 1.8) if kind == 3 else (0,) if kind else ():
            if across:
                a, b = x if near else mx - thick / 2, x + w if far else mx + thick / 2
                out.append(rect(a, my + shift - thick / 2, b - a, thick, ink))
            else:
                a, b = y if near else my - thick / 2, y + LINE if far else my + thick / 2
                out.append(rect(mx + shift - thick / 2, a, thick, b - a, ink))
    return "".join(out)


def narrow(c, w):
    """One cell in a terminal, but two in a CJK font."""
    return w == 1 and unicodedata.east_asian_width(c[0]) == "A" and unicodedata.category(c[0])[0] != "L"


def draw_row(row, top, out):
    begun = 0
    while begun < len(row):  # backgrounds, in runs
        paper, end = row[begun][3][1], begun
        while end < len(row) and row[end][3][1] == paper:
            end += 1
        if paper:
            left, right = row[begun][0], row[end - 1][0] + row[end - 1][2]
            out.append(rect(MARGIN + left * CELL, top, (right - left) * CELL, LINE, paper, CRISP))
        begun = end
    run, places, style = "", [], None

    def flush():
        nonlocal run, places
        if run.strip():
            ink, on, slim = style
            out.append('<text x="%s" y="%g" fill="%s"%s%s%s%s>%s</text>' % (
                " ".join(places), top + LINE / 2 + SIZE * 0.36, ink,
                ' font-family="%s" font-size="%g"' % (NARROW_FONT, SIZE * 0.83) if slim else "",
                ' font-weight="bold"' if "bold" in on else "", ' font-style="italic"' if "italic" in on else "",
                ' opacity="0.6"' if "dim" in on else "", html.escape(run)))
        run, places = "", []

    for at, c, w, (ink, _, on) in row:
        x = MARGIN + at * CELL
        drawn = shape(c[0], x, top, w * CELL, ink)
        now = (ink, on, narrow(c, w))
        # A cluster or a character beyond the BMP stands alone: its x list would count differently.
        alone = len(c) > 1 or ord(c[0]) > 0xffff
        if drawn or alone or now != style:
            flush()
        style = now
        if drawn:
            out.append(drawn)
        else:
            run += c
            places.append("%g" % x)
            if alone:
                flush()
        if "under" in on:
            out.append(rect(x, top + LINE - 2, w * CELL, 1, ink))
        if "strike" in on:
            out.append(rect(x, top + LINE / 2, w * CELL, 1, ink))
    flush()


def main(arguments):
    if not arguments or arguments[0].startswith("-"):
        sys.exit(__doc__)
    cols, lines = (int(n) for n in arguments[0].split("x"))
    options = dict(zip(arguments[1::2], arguments[2::2]))
    title = options.get("--title", "")
    rows = read(sys.stdin.buffer.read().decode("utf-8", "replace"))
    rows = (rows + [[]] * lines)[:lines]
    head = MARGIN + (BAR if title else 0)
    width, height = cols * CELL + 2 * MARGIN, lines * LINE + head + MARGIN
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%g" viewBox="0 0 %g %g">' % (
        width, height, width, height),
        '<rect width="100%%" height="100%%" rx="6" fill="%s"/>' % PAPER,
        '<g font-family="%s" font-size="%g" xml:space="preserve">' % (FONT, SIZE)]
    if title:
        for i, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
            out.append('<circle cx="%g" cy="15" r="5" fill="%s"/>' % (MARGIN + 8 + i * 17, colour))
        out.append('<text x="%g" y="20" text-anchor="middle" fill="#8b93a1" font-size="%g">%s</text>' % (
            width / 2, SIZE * 0.85, html.escape(title)))
    for n, row in enumerate(rows):
        draw_row(row, head + n * LINE, out)
    if "--cursor" in options:
        x, y = (int(n) for n in options["--cursor"].split(","))
        out.append(rect(MARGIN + x * CELL, head + y * LINE, CELL, LINE, "#ffffff", ' fill-opacity="0.55"'))
    print("\n".join(out + ["</g></svg>"]))


if __name__ == "__main__":
    main(sys.argv[1:])
