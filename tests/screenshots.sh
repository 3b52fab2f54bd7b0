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
picture stat 120x36 text:$officer wait:待我办 Escape text:6 wait:上期 Tab Tab Tab Tab wait:2026年 C-r
picture stat-80x24 80x24 text:$officer wait:待我办 Escape text:6 wait:上期 Tab Tab Tab Tab wait:2026年 C-r
picture report 120x36 text:$officer wait:待我办 Escape text:7 wait:还没有起草过 F2 wait:起草周报 Enter wait:已起草 Enter wait:需研究事项 C-r
picture queue-80x24 80x24 text:$officer wait:待我办 Tab wait:全部在办
MONO=1 picture review-mono 120x36 text:$leader wait:待我审 Escape Down Up C-r
# shellcheck disable=SC2086
picture read-200x60 200x60 $mended $read
