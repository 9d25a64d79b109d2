#!/usr/bin/env bash
# Milliseconds a document beside other programs, each as a process of its own: `benches/peers.sh`.
#
# gongwen and pdftotext on the PDFs of fixtures/formats, gongwen and LibreOffice (one process for all
# files) on its Word files. Skips a program that is not there.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked --quiet
binary="${CARGO_TARGET_DIR:-target}/release/gongwen"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

per_file() { # label files command…
  local label="$1" count="$2"; shift 2
  local begun ended
  begun="$(date +%s%N)"; "$@" > /dev/null 2>&1; ended="$(date +%s%N)"
  awk -v l="$label" -v n="$(( ended - begun ))" -v c="$count" 'BEGIN { printf "%-28s %8.1f ms a file\n", l, n / c / 1e6 }'
}
each() { for file in "${@:3}"; do "$1" ${2:+$2} "$file" - ; done; }
own() { for file in "$@"; do "$binary" text "$file"; done; }

pdf=(fixtures/formats/*.pdf)
per_file "gongwen text, PDF" "${#pdf[@]}" own "${pdf[@]}"
command -v pdftotext > /dev/null && per_file "pdftotext" "${#pdf[@]}" each pdftotext "" "${pdf[@]}"
for ending in docx doc; do
  files=(fixtures/formats/*."$ending")
  per_file "gongwen text, $ending" "${#files[@]}" own "${files[@]}"
  command -v soffice > /dev/null && per_file "LibreOffice, $ending" "${#files[@]}" \
    soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to txt:Text --outdir "$work" "${files[@]}"
done
