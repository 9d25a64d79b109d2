#!/usr/bin/env bash
# Instructions per byte of input for every shape of tests/linear, at two sizes: `.ci/linear.sh [--update]`.
#
# Runs the program that the tests built on the files that `cargo test --test linear` wrote. Fails where
# a byte of the larger file costs more than GROWTH times as much as one of the smaller, or more than
# SLOWER times as much as benches/linear.csv says. Counts instructions (valgrind), so it says the same on
# every machine; where there is no valgrind and no way to install it, it says that it did not run.
set -euo pipefail
cd "$(dirname "$0")/.."

GROWTH=1.3
SLOWER=2
target="${CARGO_TARGET_DIR:-target}"
binary="$target/debug/gongwen"
shapes="$target/tmp/linear"
table="benches/linear.csv"

if ! command -v valgrind > /dev/null && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -yqq valgrind; } > /dev/null 2>&1 || true
fi
if ! command -v valgrind > /dev/null; then
  echo "not run: no valgrind and no way to install it; the instructions per byte were not counted"
  exit 0
fi
[ -x "$binary" ] || { echo "build $binary first: cargo build" >&2; exit 2; }
[ -d "$shapes" ] || { echo "write the shapes first: cargo test --test linear" >&2; exit 2; }

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
printf '。' > "$work/nothing.txt"

# Prints the name of a file, its bytes, and the instructions that reading it takes.
count() {
  local name out
  name="$(basename "$1" .txt)"
  out="$2/$name.out"
  valgrind --tool=callgrind --callgrind-out-file="$out" \
    "$3" extract "$1" -o "$2/$name.ndjson" --threads 1 --quiet > "$2/$name.log" 2>&1 ||
    { echo "$name: the program failed:" >&2; tail -n 5 "$2/$name.log" >&2; return 255; }
  echo "$name $(stat -c %s "$1") $(awk '/^summary:/ { print $2 }' "$out")"
  rm -f "$out" "$2/$name.ndjson"
}
export -f count

printf '%s\n' "$work/nothing.txt" "$shapes"/*.txt |
  xargs -P "$(nproc)" -I{} bash -c 'count "$@"' _ {} "$work" "$binary" > "$work/counts"

awk -v growth="$GROWTH" -v slower="$SLOWER" -v table="$table" -v update="${1:-}" '
  FILENAME == table { split($0, row, ","); known[row[1]] = row[5]; line[++lines] = $0; next }
  $1 == "nothing" { start = $3; next }
  { name = $1; sub(/\.(small|large)$/, "", name); bytes[$1] = $2; count[$1] = $3; names[name] = 1 }
  END {
    for (name in names) {
      small = (count[name ".small"] - start) / bytes[name ".small"]
      large = (count[name ".large"] - start) / bytes[name ".large"]
      now[name] = sprintf("%d", large)
      if (large > (small + 200) * growth) { printf "%s: %d instructions a byte, %d in the smaller file\n", name, large, small; wrong++ }
      if (update == "") {
        if (!(name in known) || known[name] == 0) { printf "%s has no instructions in %s: .ci/linear.sh --update\n", name, table; wrong++ }
        else if (large > (known[name] + 200) * slower) { printf "%s: %d instructions a byte, %d in %s\n", name, large, known[name], table; wrong++ }
      }
    }
    if (update != "") {
      print line[1] > table
      for (at = 2; at <= lines; at++) { split(line[at], row, ","); printf "%s,%s,%s,%s,%s\n", row[1], row[2], row[3], row[4], now[row[1]] > table }
    }
    printf "%d shapes, start %d million instructions\n", length(names), start / 1000000
    exit wrong > 0
  }
' "$table" "$work/counts"
