#!/bin/sh
# The accuracy figures of the README and the model card: makes the suites that training never sees, and scores them
# through the whole walk and handed their facts.
#   Scripts/measure.sh OUT [SUITE...]
# OUT is made; each SUITE is scored besides those of Data/Suites (the scenarios are not part of this repository).
set -eu
cd "$(dirname "$0")/.."
[ $# -ge 1 ] || { echo "usage: Scripts/measure.sh OUT [SUITE...]" >&2; exit 64; }
out=$1
shift
bin=.build/release/neuraldb
make -s build
mkdir -p "$out/large"
"$bin" train generate --out "$out"
"$bin" train generate --out "$out/large" --size 1000 --databases 12
for suite in "$@" Data/Suites/*.jsonl "$out/seen.jsonl" "$out/unseen-phrasing.jsonl" "$out/unseen-relation.jsonl" "$out/natural.jsonl"; do
  "$bin" eval "$suite"
  echo "handed the facts:"
  "$bin" eval --support gold "$suite"
done
"$bin" eval "$out/updates.jsonl"
echo "among 25 facts, and among 1,000:"
"$bin" eval --databases 12 "$out/seen.jsonl" "$out/unseen-relation.jsonl"
"$bin" eval "$out/large/seen.jsonl" "$out/large/unseen-relation.jsonl"
