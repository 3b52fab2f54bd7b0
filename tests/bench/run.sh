# run.sh - what `make bench` prints: the panes at a thousand and a hundred thousand items, beside what else is installed.
#
#	make bench                   BENCH_RUNS=5
#	ONLY='zwgk 1k,less' make bench
#
# The data are made once, below .build/bench.  Peers (less, vim, tig) are measured where they
# are installed.  Compare within one table only: other work on the machine moves all figures.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
program=${ZWGK_BIN:?run this by make bench}
data=${ZWGK_BUILD:?}/bench
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
trap 'exit 130' INT TERM HUP
mkdir -p "$data"
export HOME="$home" XDG_DATA_HOME="$home" XDG_STATE_HOME="$home" XDG_CONFIG_HOME="$home" LC_ALL=C.UTF-8

# A desk of N items, remade when the program is newer.
desk() {
	if [ "$data/$1.db" -nt "$program" ]; then
		return 0
	fi
	rm -f "$data/$1.db"*
	python3 "$here/ledger.py" "$1" >"$data/$1.csv"
	ZWGK_DB="$data/$1.db" "$program" init --test --bureau 某县林业局 >/dev/null
	begun=$(date +%s%N)
	ZWGK_DB="$data/$1.db" "$program" import items "$data/$1.csv" >/dev/null
	echo "import of $1 items: $((($(date +%s%N) - begun) / 1000000)) ms"
}

for n in 1000 100000; do
	desk $n
done
[ -s "$data/100000.txt" ] || python3 "$here/ledger.py" 100000 --text >"$data/100000.txt"
if command -v tig >/dev/null && [ ! -e "$data/100000.git/HEAD" ]; then
	git init -q --bare "$data/100000.git"
	awk '{ # a commit a line; the newest is the last
		printf "commit refs/heads/master\nmark :%d\ncommitter desk <desk@example.cn> %d +0800\ndata <<END\n%s\nEND\n\n", NR, 1700000000 + NR, $0
	}' "$data/100000.txt" | git --git-dir="$data/100000.git" fast-import --quiet
fi

echo
exec_time=$(date +%s)
python3 "$here/ptybench.py" "$here/panes.json" --runs "${BENCH_RUNS:-5}" ${ONLY:+--only "$ONLY"} \
	--set ZWGK="$program" --set DIR="$data" --json "$data/last.json"
echo
"$ZWGK_BUILD/tests/bench/desk_file" "$data/file" 20 10
echo
echo "$(($(date +%s) - exec_time)) s; all runs: $data/last.json"
