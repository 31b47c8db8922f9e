#!/bin/sh
# Trains the model from the base model: retriever, reader, reader again on its own mistakes and on WikiNLDB-format data,
# thresholds. A run that was cut off goes on from its checkpoint.
#
#   Scripts/train.sh [OUT] [PUBLIC-DATA]     OUT: the model folder to write, default checkpoints/model
#
# PUBLIC-DATA: the folder of the public data sets that Data/README.md names; without it training uses our own data alone.
set -eu

cd "$(dirname "$0")/.."
out=${1:-checkpoints/model}
neuraldb=${NEURALDB:-.build/release/neuraldb}
base=checkpoints/base-model

Scripts/fetch-base-model.sh "$base"
if [ $# -ge 2 ]; then set -- --real-data "$2"; else set --; fi

"$neuraldb" train retriever --base "$base" --out "$out" "$@"
"$neuraldb" train reader --from "$out" --out "$out" --checkpoint checkpoints/reader --steps 15000 --rate 1.5e-4 \
  --warm-up 300 "$@"
mistakes=checkpoints/mistakes.jsonl
[ -f "$mistakes" ] || "$neuraldb" train mistakes --model "$out" --out "$mistakes"
"$neuraldb" train reader --from "$out" --out "$out" --mistakes "$mistakes" --checkpoint checkpoints/reader-mistakes \
  --steps 12000 --rate 1e-4 --warm-up 300 "$@"
if [ $# -gt 0 ]; then
  "$neuraldb" train reader --from "$out" --out "$out" --checkpoint checkpoints/reader-final --steps 400 --rate 5e-5 \
    --warm-up 20 --wikinldb 0.3 "$@"
fi
"$neuraldb" train calibrate --model "$out"
