# run.sh - runs test programs and counts what they say.
#
#	sh tests/run.sh PROGRAM...
#
# One line a program with its time, below it the first words of a failure; then the whole output of a program in which
# anything failed, and at the end one line `N passed, N failed, N skipped`; the status is 1 if anything failed.  A program
# speaks TAP
# (cmocka does when told to).  One that crashes, overruns its time, ends before its plan is done, or tests
# nothing counts as failed: by the tests it did not reach, and by one at least.
#
# TEST_JOBS programs run at a time (2), each for at most TEST_SECONDS (600), TEST_UNDER="valgrind ..." that.
#
# What a sanitizer or valgrind wrote into files beginning with SAN_REPORTS counts as a failure for each process.
set -u

# One program: prints nothing but its line, and leaves counts and, if it failed, output behind.
if [ "${1-}" = --one ]; then
	dir=$2
	program=$3
	name=${program##*tests/}
	key=of-$(printf '%s' "$name" | tr '/' '-')
	log=$dir/$key.log
	begun=$(date +%s%N)
	CMOCKA_MESSAGE_OUTPUT=TAP timeout --kill-after=10 "${TEST_SECONDS:-600}" ${TEST_UNDER-} "$program" >"$log" 2>&1 </dev/null
	status=$?
	ms=$((($(date +%s%N) - begun) / 1000000))
	[ "$status" = 124 ] && echo "# stopped after ${TEST_SECONDS:-600} s" >>"$log"
	# A test's own unfinished line may stand before "ok"; cmocka calls a skipped test "not ok N # SKIP".
	awk -v status="$status" '
		/^1\.\.[0-9]+$/ { plan += substr($0, 4) }
		/ok [0-9]+ # SKIP/ { skipped++; next }
		/not ok [0-9]+ / { failed++; next }
		/ok [0-9]+ - / { passed++ }
		END {
			lost = plan - passed - failed - skipped
			if (lost > 0) failed += lost
			if (!failed && (status != 0 || passed + skipped == 0)) failed = 1
			print passed + 0, failed + 0, skipped + 0
		}' "$log" >"$dir/$key.count"
	read -r passed failed skipped <"$dir/$key.count"
	word=ok
	more=
	[ "$failed" = 0 ] || word=FAIL more=", $failed failing"
	[ "$skipped" = 0 ] || more="$more, $skipped left out"
	printf '%-4s  %-34s %4d tests%s  %d.%03d s\n' "$word" "$name" $((passed + failed + skipped)) "$more" \
		$((ms / 1000)) $((ms % 1000))
	if [ "$failed" = 0 ]; then
		rm -f "$log"
	else
		echo "# exit status $status" >>"$log"
		# The reason beside it, for a reader who is given a part of this only; the whole comes at the end.
		grep -av -e '^1\.\.' -e '^TAP version' -e '^ok [0-9]' -e '^# ok' "$log" | head -n 8 | cut -c1-400 | sed 's/^/      /'
	fi
	exit 0
fi

if [ $# = 0 ]; then
	echo "run.sh: no test programs" >&2
	echo "0 passed, 0 failed, 0 skipped"
	exit 1
fi

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM HUP

[ -z "${SAN_REPORTS-}" ] || rm -f "$SAN_REPORTS".*

printf '%s\n' "$@" | xargs -n 1 -P "${TEST_JOBS:-2}" sh "$0" --one "$dir"

for log in "$dir"/*.log; do
	[ -e "$log" ] || continue
	name=${log##*/of-}
	printf '\n==== %s\n' "${name%.log}"
	cat "$log"
done

for report in ${SAN_REPORTS:+"$SAN_REPORTS".*}; do
	grep -q 'ERROR: \|runtime error: \|^==[0-9]*== ' "$report" 2>/dev/null || continue
	printf '\n==== %s\n' "$report"
	cat "$report"
	echo 0 1 0 >"$dir/of-${report##*/}.count"
done

# A program whose counts are missing was never run to its end: xargs itself was stopped.
cat "$dir"/*.count 2>/dev/null | awk -v programs=$# '
	{ passed += $1; failed += $2; skipped += $3 }
	END {
		if (NR < programs) failed += programs - NR
		printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
		exit failed > 0
	}'
