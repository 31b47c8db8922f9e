#!/bin/sh
# WikiNLDB format under cross-validation: three folds, each from a checkpoint that saw none of the files, trained on two
# of them (databases that share a fact with the third are dropped) and scored on the third.
#
#   Scripts/crossvalidate.sh MODEL PUBLIC-DATA     MODEL: a model folder trained without WikiNLDB data
set -eu

cd "$(dirname "$0")/.."
model=$1
data=$2
neuraldb=${NEURALDB:-.build/release/neuraldb}

for fold in kelm tables kelm_tables; do
  suite="$data/wikinldb/${fold}_train.jsonl"
  out="checkpoints/fold-$fold"
  rm -rf "$out" "$out-run"
  "$neuraldb" train reader --from "$model" --real-data "$data" --wikinldb 0.5 --hold-out "$suite" \
    --checkpoint "$out-run" --out "$out" --steps "${STEPS:-250}" --rate 5e-5 --warm-up 20
  "$neuraldb" eval --model "$out" "$suite"
done
