#!/usr/bin/env bash
# Counts instructions per byte of input, the same on every machine: `benches/instructions.sh`.
#
# The command reads the corpus once and four times over in one file; the difference leaves out what
# starting and loading the lexicon cost. Needs valgrind.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v valgrind >/dev/null || { echo "install valgrind first (apt-get install valgrind)" >&2; exit 2; }
cargo build --release --locked --quiet
binary="${CARGO_TARGET_DIR:-target}/release/gongwen"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# One notice a file, so that each is read as a notice.
for copy in 1 2 3 4; do
  mkdir -p "$work/four/$copy"
  cp corpus/*.txt "$work/four/$copy/"
done
count() {
  valgrind --tool=callgrind --callgrind-out-file="$work/out" \
    "$binary" extract "$1" -o "$work/records.ndjson" --threads 1 --quiet >/dev/null 2>&1
  awk '/^summary:/ { print $2 }' "$work/out"
}
one="$(count "$work/four/1")"
four="$(count "$work/four")"
bytes="$(cat corpus/*.txt | wc -c)"
echo "start: $(( (4 * one - four) / 3 / 1000000 )) million instructions"
echo "per byte of input: $(( (four - one) / (3 * bytes) )) instructions (read, extract, write)"
