#!/usr/bin/env bash
# How much faster a run over a large archive is on two threads than on one: `benches/threads.sh`.
#
# Writes an archive of notices made of the corpus (10,000, or as many as the first argument says),
# brings it into a data set with one thread on one core and with two threads on two cores, three times
# each in turn, and compares the best of each. Wants a machine that does nothing else meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
count="${1:-10000}"
command -v taskset >/dev/null || { echo "install util-linux first (taskset)" >&2; exit 2; }
cargo build --release --locked --quiet
binary="${CARGO_TARGET_DIR:-target}/release/gongwen"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cargo run --release --quiet --package xtask -- archive "$count" "$work/archive"

seconds() { # cores threads
  rm -rf "$work/out"
  local begun ended
  begun="$(date +%s.%N)"
  taskset -c "$1" "$binary" run "$work/archive" -o "$work/out" --threads "$2" --quiet
  ended="$(date +%s.%N)"
  echo "$ended $begun" | awk '{ printf "%.2f", $1 - $2 }'
}
best() { sort -n | head -n 1; }

find "$work/archive" -type f -print0 | xargs -0 cat > /dev/null # into the cache
one=() two=()
for _ in 1 2 3; do
  one+=("$(seconds 0 1)")
  two+=("$(seconds 0,1 2)")
done
a="$(printf '%s\n' "${one[@]}" | best)"
b="$(printf '%s\n' "${two[@]}" | best)"
echo "$count notices: one thread ${one[*]} s, two threads ${two[*]} s"
echo "$a $b" | awk '{ printf "speed-up: %.2f\n", $1 / $2 }'
