# screenshots.sh - the pictures of the README and the manual, taken from the sample bureau with a pinned clock.
#
#	make screenshots            all of them
#	ONLY=review make screenshots
#
# The same tree gives the same bytes (with the same version of the fonts), so that git shows which picture changed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${ZWGK_TREE:-$here/..}/screenshots
program=${ZWGK_BIN:-$here/../zwgk}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
trap 'exit 130' INT TERM HUP

export HOME="$home" XDG_DATA_HOME="$home" XDG_STATE_HOME="$home" XDG_CONFIG_HOME="$home"
export ZWGK_NOW=2026-11-20T09:12:00 ZWGK_DB="$home/desk.db" ESCDELAY=20
unset NO_COLOR

# picture NAME COLSxROWS 'ARGUMENTS of zwgk' STEP...   see shot.sh for the steps
picture() {
	name=$1
	size=$2
	arguments=$3
	shift 3
	if [ -n "${ONLY-}" ] && [ "${name#*"$ONLY"}" = "$name" ]; then
		return 0
	fi
	echo "screenshots/$name.png"
	sh "$here/shot.sh" "$out/$name.png" "$size" "$program $arguments" "$@"
}

picture help 100x36 '--help; read x'
