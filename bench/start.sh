#!/bin/bash
# Cold start of "meshdx diagnose" on a small capture, whole process, against an empty main class: medians and the ratio.
#   bench/start.sh [runs] [capture]
# Other JDKs: JAVA=/path/to/java bench/start.sh (the archive is made anew for it).
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-15}
capture=${2:-facts-samples/incomplete-access-log-only}
java=${JAVA:-$(command -v java)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -n "${JAVA:-}" ]; then rm -f target/launch; fi
./meshdx diagnose "$capture" >/dev/null || true
mkdir "$work/classes"
cat >"$work/Empty.java" <<'JAVA'
public class Empty {
    public static void main(String[] arguments) {}
}
JAVA
"$(dirname "$(readlink -f "$java")")/javac" -d "$work/classes" "$work/Empty.java"

# median SECONDS-FILE: the middle of the sorted seconds.
median() { sort -n "$1" | sed -n "$((($(wc -l <"$1") + 1) / 2))p"; }
measure() {
    local file=$1
    shift
    for _ in $(seq "$runs"); do
        local begin end
        begin=$(date +%s%N)
        "$@" >/dev/null 2>&1 || true
        end=$(date +%s%N)
        echo "scale=4; ($end - $begin) / 1000000000" | bc >>"$file"
    done
}
measure "$work/empty" "$java" -Xshare:auto -cp "$work/classes" Empty
measure "$work/meshdx" ./meshdx diagnose "$capture"
empty=$(median "$work/empty")
ours=$(median "$work/meshdx")
"$java" -version 2>&1 | head -n 1
printf 'empty main class  %s s\nmeshdx diagnose   %s s  (%s)\nratio             %s\n' \
    "$empty" "$ours" "$capture" "$(echo "scale=1; $ours / $empty" | bc)"
