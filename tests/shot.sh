# shot.sh - a picture of a running terminal program, the same bytes on every run.
#
#	sh tests/shot.sh OUT.png COLSxROWS 'COMMAND' [STEP...]
#
# COMMAND is run by sh in a tmux server of its own, without anybody's settings.  A STEP is sent, and the screen waited for
# until it is quiet:
#	text:公开       typed
#	wait:公开       until the text is on the screen (10 s at most)
#	shot:FILE.png   one more picture
#	anything else  a key by tmux's name: Down, Enter, F2, C-s, PPage, Escape …
# SHOT_TITLE writes a title bar.  The cursor is drawn where the program shows it.
#
# Only the server started here is ended.  For the same bytes the program needs a pinned clock and its own data.
set -eu

if [ $# -lt 3 ]; then
	sed -n '2,15s/^# \{0,1\}//p' "$0" >&2
	exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
out=$1
size=$2
command=$3
shift 3

export LC_ALL=C.UTF-8
work=$(mktemp -d)
terminal() {
	tmux -S "$work/socket" -u "$@"
}
trap 'terminal kill-server 2>/dev/null || :; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

cat >"$work/conf" <<'END'
set -g status off
set -g default-terminal tmux-256color
set -ga terminal-overrides ",*:RGB"
set -g escape-time 0
set -g remain-on-exit on
END
TERM=xterm-256color terminal -f "$work/conf" new-session -d -x "${size%x*}" -y "${size#*x}" -s shot "$command"

screen() {
	terminal capture-pane -p -e -N -t shot
	terminal display-message -p -t shot '#{cursor_x},#{cursor_y} #{cursor_flag}'
}

# Until three looks, 100 ms apart, see the same; 8 s at most.
quiet() {
	same=0
	tries=0
	screen >"$work/before"
	while [ $same -lt 2 ] && [ $tries -lt 80 ]; do
		sleep 0.1
		screen >"$work/now"
		if cmp -s "$work/before" "$work/now"; then
			same=$((same + 1))
		else
			same=0
			mv "$work/now" "$work/before"
		fi
		tries=$((tries + 1))
	done
}

wait_for() {
	tries=0
	until terminal capture-pane -p -t shot | grep -qF -- "$1"; do
		tries=$((tries + 1))
		if [ $tries = 100 ]; then
			echo "shot.sh: “$1” did not come; the screen:" >&2
			terminal capture-pane -p -t shot >&2
			exit 1
		fi
		sleep 0.1
	done
}

take() {
	cursor=
	if [ "$(terminal display-message -p -t shot '#{cursor_flag}')" = 1 ]; then
		cursor=$(terminal display-message -p -t shot '#{cursor_x},#{cursor_y}')
	fi
	mkdir -p "$(dirname "$1")"
	terminal capture-pane -p -e -N -t shot |
		python3 "$here/ansi2svg.py" "$size" ${SHOT_TITLE:+--title "$SHOT_TITLE"} ${cursor:+--cursor "$cursor"} >"$work/svg"
	rsvg-convert -z 2 "$work/svg" -o "$work/png"
	mv "$work/png" "$1"
}

quiet
for step; do
	case $step in
	text:*) terminal send-keys -t shot -l -- "${step#text:}" ;;
	wait:*) wait_for "${step#wait:}" ;;
	shot:*) take "${step#shot:}" ;;
	*) terminal send-keys -t shot "$step" ;;
	esac
	quiet
done
take "$out"
