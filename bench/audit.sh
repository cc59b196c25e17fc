#!/bin/bash
# The audit of many small captures: captures per second in steady state, memory over time, and how many times as fast as one
# "meshdx diagnose" after the other.
#   bench/audit.sh [captures]
# The captures are copies of the samples, each with a line of its own. Start and compilation are taken out of the rate by two sizes.
set -euo pipefail
cd "$(dirname "$0")/.."
captures=${1:-1000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
./meshdx --version >/dev/null
samples=()
for sample in facts-samples/*/; do
    if [ "$(du -sk "$sample" | cut -f1)" -le 256 ]; then samples+=("$sample"); fi
done

# captures FOLDER NUMBER
captures() {
    mkdir "$1"
    for i in $(seq "$2"); do
        cp -r "${samples[$((i % ${#samples[@]}))]}" "$1/capture-$i"
        echo "2026-01-01T00:00:00Z info capture $i" >"$1/capture-$i/own.log"
    done
}

# audit FOLDER: seconds of the whole process; the memory in MiB every two seconds goes to a file.
audit() {
    local begin end
    begin=$(date +%s%N)
    ./meshdx audit "$1" -o json --fail-on never >"$work/rows" 2>"$work/err" &
    local process=$!
    : >"$work/memory"
    while kill -0 "$process" 2>/dev/null; do
        awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$process/status" >>"$work/memory" 2>/dev/null || true
        sleep 0.5
    done
    wait "$process" || { cat "$work/err" >&2; exit 1; }
    end=$(date +%s%N)
    echo "scale=3; ($end - $begin) / 1000000000" | bc
}

captures "$work/few" $((captures / 4))
captures "$work/all" "$captures"
few=$(audit "$work/few")
all=$(audit "$work/all")
echo "$captures captures of $(du -sk "$work/all" | cut -f1) KiB in $all s; a quarter of them in $few s"
rate=$(echo "scale=1; ($captures - $captures / 4) / ($all - $few)" | bc)
echo "steady state     $rate captures per second"
memory() { sed -n "$(($(wc -l <"$work/memory") * $1 / 100 + 1))p" "$work/memory"; }
echo "memory           $(memory 25) MiB at a quarter, $(memory 50) at half, $(memory 95) near the end"
begin=$(date +%s%N)
alone=20
for i in $(seq "$alone"); do ./meshdx diagnose "$work/few/capture-$i" >/dev/null 2>&1 || true; done
end=$(date +%s%N)
single=$(echo "scale=3; ($end - $begin) / 1000000000 / $alone" | bc)
echo "one by one       $single s each: the audit is $(echo "scale=1; $single * $rate" | bc) times as fast"
