#!/bin/bash
# A capture of many pods: seconds and peak memory of the whole diagnosis, and the ratio to a pure parse of the same bytes.
#   bench/scale.sh [pods] [json|yaml]
# The capture comes from ../shared/tools/scale_capture.py; half and whole size show whether anything grows faster than the input.
set -euo pipefail
cd "$(dirname "$0")/.."
pods=${1:-10000}
format=${2:-json}
tool=../shared/tools/scale_capture.py
[ -f "$tool" ] || { echo "needs $tool" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
./meshdx --version >/dev/null
. target/launch
javac -d "$work" -cp "$classpath" bench/PureParse.java

for size in $((pods / 2)) "$pods"; do
    rm -rf "$work/capture"
    python3 "$tool" "$work/capture" --pods "$size" --format "$format" >/dev/null
    megabytes=$(du -sm "$work/capture" | cut -f1)
    /usr/bin/time -f '%e %M' -o "$work/parse" \
        "$java" -XX:+UseParallelGC -cp "$classpath:$work" PureParse "$work/capture" >/dev/null
    /usr/bin/time -f '%e %M' -o "$work/diagnose" \
        env MESHDX_JAVA_OPTIONS=-Xmx1g ./meshdx diagnose -o short "$work/capture" >/dev/null 2>&1 || true
    parse=$(tail -n 1 "$work/parse" | cut -d' ' -f1)
    read -r seconds kilobytes < <(tail -n 1 "$work/diagnose")
    printf '%6d pods  %4d MB %s  parse %s s  diagnose %s s  ratio %s  peak %d MiB\n' \
        "$size" "$megabytes" "$format" "$parse" "$seconds" "$(echo "scale=2; $seconds / $parse" | bc)" $((kilobytes / 1024))
done
