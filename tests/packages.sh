# packages.sh - what a machine must have installed before the desk can be built.
#
#	sh tests/packages.sh PACKAGE...                 installs the Debian packages that are missing
#	sh tests/packages.sh --headers CC HEADER:PACKAGE...
#	                                                 says which package has each header CC cannot find
#
# The lists stand in the Makefile.  Where apt-get and dpkg-query do not exist it only names what
# is needed: what the packages are called elsewhere is not known here.
set -eu

headers() {
	cc=$1
	shift
	if ! command -v "${cc%% *}" >/dev/null; then
		echo "make: no C compiler ($cc): install the package gcc, or let 'make packages' do it." >&2
		exit 1
	fi
	missing=
	for pair; do
		echo "#include <${pair%%:*}>"
	done | $cc -E -x c - >/dev/null 2>&1 && exit 0
	for pair; do
		echo "#include <${pair%%:*}>" | $cc -E -x c - >/dev/null 2>&1 && continue
		echo "make: header ${pair%%:*} is missing: install the package ${pair#*:}." >&2
		case " $missing " in *" ${pair#*:} "*) ;; *) missing="$missing ${pair#*:}" ;; esac
	done
	[ -n "$missing" ] || return 0
	echo "make: 'make packages' installs what is missing, as does: apt-get install$missing" >&2
	exit 1
}

# The packages of the arguments that are not installed.
lacking() {
	{
		dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || :
		printf '%s wanted\n' "$@"
	} | awk '$2 == "installed" { have[$1] = 1 }
		$2 == "wanted" && !have[$1] && !seen[$1]++ { printf "%s%s", n++ ? " " : "", $1 }'
}

# Runs a command as root, by whichever way there is.
as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	elif [ -t 0 ] && command -v su >/dev/null; then
		echo "本机没有 sudo，请输入 root 的口令。" >&2
		su -c "$*"
	else
		echo "没有安装软件的权限。请以 root 身份运行：apt-get install $missing" >&2
		return 1
	fi
}

if [ "${1-}" = --headers ]; then
	shift
	headers "$@"
	exit
fi

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	echo "本机不是 Debian 系统，不能自动安装软件包。请安装与下列软件包相当的软件，然后运行 make：" >&2
	printf '  %s\n' "$@" >&2
	exit 1
fi

missing=$(lacking "$@")
[ -n "$missing" ] || exit 0

echo "缺少下列软件包，现在安装：$missing"
set -- apt-get install -y --no-install-recommends $missing
if ! ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then
	as_root apt-get update
	as_root env DEBIAN_FRONTEND=noninteractive "$@"
else
	# Lists of last month name packages that the server no longer has.
	as_root env DEBIAN_FRONTEND=noninteractive "$@" ||
		{ as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive "$@"; }
fi

missing=$(lacking $missing)
if [ -n "$missing" ]; then
	echo "下列软件包没有装上：$missing。请检查网络和软件源，然后重试。" >&2
	exit 1
fi
