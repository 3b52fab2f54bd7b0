# screenshots.sh - the pictures of the README and the manual, taken from the sample bureau with a pinned clock.
#
#	make screenshots            all of them
#	ONLY=review make screenshots
#
# The same tree gives the same bytes (with the same version of the fonts), so that git shows which picture changed.  For
# that even the salts must be the same each time: the program runs with getrandom(2) replaced by a counter.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${ZWGK_TREE:-$here/..}/screenshots
program=${ZWGK_BIN:-$here/../zwgk}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
trap 'exit 130' INT TERM HUP

desk=$home/desk
export HOME="$desk" XDG_DATA_HOME="$desk" XDG_STATE_HOME="$desk" XDG_CONFIG_HOME="$desk" ZWGK_DB="$desk/desk.db"
export ZWGK_NOW=2026-11-20T09:12:00 ESCDELAY=20
unset NO_COLOR

${CC:-cc} -shared -fPIC -o "$home/steady.so" -x c - <<'END'
#include <stddef.h>
#include <sys/types.h>

ssize_t getrandom(void *p, size_t n, unsigned flags);
ssize_t getrandom(void *p, size_t n, unsigned flags)
{
	static unsigned turn;

	(void)flags;
	for (size_t i = 0; i < n; i++) {
		turn = turn * 1664525u + 1013904223u;
		((unsigned char *)p)[i] = (unsigned char)(turn >> 24);
	}
	return (ssize_t)n;
}
END
steady="LD_PRELOAD=$home/steady.so"

# The sample bureau, made once; each picture begins with a copy.
mkdir "$desk"
env "$steady" "$program" init --sample >/dev/null
mv "$desk" "$home/sample"

# picture NAME COLSxROWS STEP...   the desk opened, before anything is typed; see shot.sh for the steps
picture() {
	name=$1
	size=$2
	shift 2
	if [ -n "${ONLY-}" ] && [ "${name#*"$ONLY"}" = "$name" ]; then
		return 0
	fi
	echo "screenshots/$name.png"
	rm -rf "$desk"
	if [ "$name" = first ]; then
		mkdir "$desk"
	else
		cp -R "$home/sample" "$desk"
	fi
	sh "$here/shot.sh" "$out/$name.png" "$size" "env $steady ${MONO:+NO_COLOR=1} $program" wait:演示 "$@"
}

# paper NAME KIND   the first page of a report as it is printed: its .docx set by LibreOffice, which need not be here
paper() {
	if [ -n "${ONLY-}" ] && [ "${1#*"$ONLY"}" = "$1" ]; then
		return 0
	fi
	if ! command -v soffice >/dev/null || ! command -v pdftoppm >/dev/null; then
		echo "screenshots/$1.png stays as it is: install libreoffice-writer-nogui and poppler-utils" >&2
		return 0
	fi
	echo "screenshots/$1.png"
	rm -rf "$desk"
	cp -R "$home/sample" "$desk"
	env "$steady" "$program" report "$2" --out "$desk/$2.docx" >/dev/null
	# The fonts of GB/T 9704 are nobody's to give away: one that is, instead of whatever comes next.
	{
		echo '<fontconfig><include>/etc/fonts/fonts.conf</include>'
		for font in 方正小标宋简体 仿宋_GB2312 仿宋 楷体_GB2312 楷体 宋体 SimSun; do
			echo "<match><test name=\"family\"><string>$font</string></test>" \
				'<edit name="family" mode="assign" binding="strong"><string>Noto Serif CJK SC</string></edit></match>'
		done
		for font in 黑体 SimHei; do
			echo "<match><test name=\"family\"><string>$font</string></test>" \
				'<edit name="family" mode="assign" binding="strong"><string>Noto Sans CJK SC</string></edit></match>'
		done
		echo '</fontconfig>'
	} >"$home/fonts.conf"
	(cd "$desk" && FONTCONFIG_FILE="$home/fonts.conf" LC_ALL=C.UTF-8 soffice --headless --convert-to pdf "$2.docx" >/dev/null 2>&1 &&
		pdftoppm -r 100 -f 1 -l 1 -singlefile -gray "$2.pdf" page && python3 - page.pgm "$out/$1.png") <<'END'
# Sixteen greys are enough for letters, and a third of the bytes.
import struct, sys, zlib

with open(sys.argv[1], "rb") as f:
    kind, size, most, dots = f.read().split(b"\n", 3)
assert kind == b"P5" and most == b"255"
wide, high = map(int, size.split())
rows = []
for y in range(high):
    row = [(dot * 15 + 127) // 255 for dot in dots[y * wide:(y + 1) * wide]] + [15] * (wide % 2)
    rows.append(b"\0" + bytes(a << 4 | b for a, b in zip(row[::2], row[1::2])))


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


with open(sys.argv[2], "wb") as f:
    f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 4, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + chunk(b"IEND", b""))
END
}

# Who sits down, by his digit in the list of identities; Escape puts the guide away.
officer=1
reviewer=2
leader=4

# 经办甲 mends the number that 初审乙 sent back, and submits; then it lies before 初审乙 again.
mended="text:$officer wait:待我办 Enter wait:校验码 F4 wait:正文 BTab C-f text:126 Enter text:128 F5 wait:已送初审"
read="F12 wait:待我审 End Escape Enter wait:差异"

picture first 120x36
picture queue 120x36 text:$officer wait:待我办 Tab wait:全部在办 Down Down Down Down wait:退回承办人
picture review 120x36 text:$reviewer wait:待我审 Escape Down wait:余15日 Up C-r
# shellcheck disable=SC2086
picture read 120x36 $mended $read
picture entry 120x36 text:$officer wait:待我办 Enter wait:校验码 F4 wait:退回意见
picture setting 120x36 text:9 wait:设置 text:0 wait:操作日志 Escape
picture hotline 120x36 text:$officer wait:待我办 Escape text:4 wait:待我办 Tab Tab Tab wait:在办 C-r
picture todo 120x36 text:$leader wait:待我审 Escape text:1 wait:事由 C-r
picture tasks 120x36 text:$officer wait:待我办 Escape text:1 wait:事由 text:t wait:本股室 Tab wait:进行中 C-r
picture stat 120x36 text:$officer wait:待我办 Escape text:6 wait:上期 Tab Tab Tab Tab wait:2026年 C-r
picture stat-80x24 80x24 text:$officer wait:待我办 Escape text:6 wait:上期 Tab Tab Tab Tab wait:2026年 C-r
picture report 120x36 text:$officer wait:待我办 Escape text:7 wait:还没有起草过 F2 wait:起草周报 Enter wait:已起草 Enter wait:需研究事项 C-r
picture queue-80x24 80x24 text:$officer wait:待我办 Tab wait:全部在办
MONO=1 picture review-mono 120x36 text:$leader wait:待我审 Escape Down Up C-r
# shellcheck disable=SC2086
picture read-200x60 200x60 $mended $read
paper weekly weekly
