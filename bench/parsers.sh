#!/bin/bash
# Megabytes a second of the readers of Kubernetes objects, and how many times as fast as SnakeYAML the block YAML reader is.
#   bench/parsers.sh [pods] [rounds]
set -euo pipefail
cd "$(dirname "$0")/.."
pods=${1:-2000}
rounds=${2:-12}
tool=../shared/tools/scale_capture.py
[ -f "$tool" ] || { echo "needs $tool" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
./meshdx --version >/dev/null
. target/launch
for format in json yaml; do
    python3 "$tool" "$work/$format" --pods "$pods" --format "$format" >/dev/null
done
mkdir "$work/classes"
javac -d "$work/classes" -cp "$classpath" bench/Parsers.java
"$java" -XX:+UseParallelGC -Xmx2g -cp "$work/classes:$classpath" dev.meshdx.capture.Parsers \
    "$work/json/pods.json" "$work/yaml/pods.yaml" "$rounds"
