# run.sh - what `make bench` prints: the panes beside what else is installed, typing, and the store below them.
#
#	make bench
#	BENCH_RUNS=5          runs of each program; they take turns
#	BENCH_ITEMS="1000 100000"    desks; 1000000 takes five minutes of a processor to be made, once, and 4.4 GB
#	BENCH_ROWS=100000     rows of the export that is imported
#	BENCH_TICKETS=100000  tickets of the desk whose hotline is measured; 1000000 takes two minutes to be made
#	ONLY='queue,less' make bench    programs with these words in their name, and nothing of the store
#
# The last table is the one to read: every figure that is wanted, ours, the best of the others, and what was missed.
#
# The data are made once, below .build/bench.  Peers (less, vim, tig, nnn, neomutt, pspg, lnav, visidata, bash) are
# measured where they are installed and left out with a line where not.  Every figure is measured BENCH_RUNS times and
# shown as it was in the quietest turn, told by the terminal's own echo before and after it; what disturbed is said below
# each table.  Compare within one table only: other work on the machine moves all figures, the line `floor` with them.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
program=${ZWGK_BIN:?run this by make bench}
bin=${ZWGK_BUILD:?}/tests/bench
data=$ZWGK_BUILD/bench
items=${BENCH_ITEMS:-1000 100000}
home=$(mktemp -d)
work=$data/work
trap 'rm -rf "$home" "$work" "$data"/beside.db*' EXIT
trap 'exit 130' INT TERM HUP
mkdir -p "$data" "$work"
rm -rf "$data/draft" # of a bench that was broken off: offered at the start they would hide the list that is measured
export HOME="$home" XDG_DATA_HOME="$home" XDG_STATE_HOME="$home" XDG_CONFIG_HOME="$home" LC_ALL=C.UTF-8
export PYTHONDONTWRITEBYTECODE=1 ZWGK_NOW=2026-11-20T09:00:00

# A desk of N items; remade when its maker is newer than it was when it was made.
for n in $items; do
	if [ ! "$data/$n.made" -nt "$bin/desk_fill" ]; then
		echo "making a desk of $n items" >&2
		rm -f "$data/$n.db"* "$data/new.db"*
		"$bin/desk_fill" "$data/new.db" "$n"
		mv "$data/new.db" "$data/$n.db"
		rm -f "$data/new.db"*
		touch "$data/$n.made"
	fi
	most=$n
done
# The day's copy is made now and not behind a screen that is measured; it stands for all desks of the folder.
"$program" --db "$data/${items%% *}.db" backup --daily >/dev/null
python3 "$here/peers.py" "$data" 100000

# Somebody else imports into this one while keys are pressed; its head is kept apart, or the desk it is a copy of would
# be taken for an old one.
beside=$data/beside.db
rm -f "$beside"*
cp "$data/$most.db" "$beside"
python3 "$here/ledger.py" 50000 >"$work/beside.csv"

echo "$(date +%F) $(uname -m), $(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg)"
began=$(date +%s)
table() {
	echo
	python3 "$here/ptybench.py" "$here/$1.json" --runs "${BENCH_RUNS:-5}" ${ONLY:+--only "$ONLY"} \
		--set ZWGK="$program" --set DIR="$data" --set WORK="$work" --set MOST="$most" --json "$data/$1.last"
}
table panes
table typing
rm -f "$beside"*
# The programs of the store: what they print is kept for the table at the end.
store() {
	echo
	echo "The store, $most items"
	"$bin/view_bench" "$data/$most.db"
	echo "steps of the file's machine that the panel and the figures of a year take, $items items"
	# shellcheck disable=SC2046
	"$bin/figure_steps" $(for n in $items; do echo "$data/$n.db"; done)
	python3 "$here/spent.py" "check of the desk" "$program" --db "$data/$most.db" check
	echo
	for kind in weekly half; do
		rm -f "$work/report.docx"
		python3 "$here/spent.py" "report $kind (wanted 0.3 s)" "$program" --db "$data/$most.db" report $kind --out "$work/report.docx"
	done
	"$bin/book_bench" "$work"
	echo
	echo "Operations, $most items"
	cp "$data/$most.db" "$work/ops.db"
	"$bin/desk_ops" "$work/ops.db"
	echo
	python3 "$here/ledger.py" 10000 >"$work/ledger.csv"
	"$program" --db "$work/import.db" init --test --bureau 某县林业局 >/dev/null
	from=$(date +%s%N)
	"$program" --db "$work/import.db" import items "$work/ledger.csv" >/dev/null
	echo "import of a ledger of 10000 items: $((($(date +%s%N) - from) / 1000000)) ms"
	echo
	rows=${BENCH_ROWS:-100000}
	python3 "$here/hotline.py" "$rows" gb18030 >"$work/hotline.csv"
	"$program" --db "$work/hotline.db" init --test --bureau 某县林业局 >/dev/null
	python3 "$here/spent.py" "import of an export of $rows tickets" --read "$work/hotline.db" \
		"$program" --db "$work/hotline.db" import tickets "$work/hotline.csv"
	echo
	tickets=${BENCH_TICKETS:-100000}
	echo "The hotline, $tickets tickets"
	if [ ! "$data/tickets$tickets.db" -nt "$bin/ticket_bench" ]; then rm -f "$data/tickets$tickets.db"*; fi
	"$bin/ticket_bench" "$data/tickets$tickets.db" "$tickets"
	echo
	"$bin/desk_file" "$work" 20 5
}
if [ -z "${ONLY:-}" ]; then
	store | tee "$data/store.$most"
	echo
	# shellcheck disable=SC2086
	python3 "$here/summary.py" "$data" $items
fi
echo
echo "$(($(date +%s) - began)) s; load $(cut -d' ' -f1-3 /proc/loadavg); all runs: $data/*.last"
