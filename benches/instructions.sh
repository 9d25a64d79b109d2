#!/usr/bin/env bash
# Counts instructions per byte of text, the same on every machine: `benches/instructions.sh [FOLDER]`.
#
# The command reads the files of the folder (default: the texts of the corpus) once and four times over
# in one archive of folders; the difference leaves out what starting and loading the lexicon cost.
# Hashing (SHA-256 of the file and of the text) is told apart. Needs valgrind.
set -euo pipefail
folder="$(realpath "${1:-$(dirname "$0")/../corpus}")"
cd "$(dirname "$0")/.."
command -v valgrind >/dev/null || { echo "install valgrind first (apt-get install valgrind)" >&2; exit 2; }
cargo build --release --locked --quiet
binary="${CARGO_TARGET_DIR:-target}/release/gongwen"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# One notice a file, so that each is read as a notice.
for copy in 1 2 3 4; do
  mkdir -p "$work/four/$copy"
  find "$folder" -maxdepth 1 -name '*.txt' -exec cp {} "$work/four/$copy/" \;
done
bytes="$(cat "$work"/four/1/* | wc -c)"

# Two numbers: all instructions, and those of functions of the crate sha2.
count() {
  valgrind --tool=callgrind --callgrind-out-file="$work/out" \
    "$binary" extract "$1" -o "$work/records.ndjson" --overwrite --threads 1 --quiet >/dev/null 2>&1
  awk '/^summary:/ { print $2 }' "$work/out"
  callgrind_annotate --threshold=100 "$work/out" | tr -d ',' |
    awk '/sha2|sha256/ { total += $1 } END { print total + 0 }'
}
{ read -r one; read -r one_hash; } < <(count "$work/four/1")
{ read -r four; read -r four_hash; } < <(count "$work/four")
hash="$(( (four_hash - one_hash) / (3 * bytes) ))"
all="$(( (four - one) / (3 * bytes) ))"
echo "start: $(( (4 * one - four) / 3 / 1000000 )) million instructions"
echo "per byte of input: $(( all - hash )) instructions (read, extract, write), and $hash for hashing"
