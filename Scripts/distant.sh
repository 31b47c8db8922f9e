#!/bin/sh
# A support set generator trained on gold support sets, and one trained on answers alone (distant supervision), side by
# side: both from the base model's retriever, on the same databases, for as many steps; scored at several sizes.
#
#   Scripts/distant.sh MODEL [WORK]     MODEL: a model folder, whose reader judges; WORK: default checkpoints/distant
#
# PER_FILE natural databases of each file (default 2), GENERATED explored (60), STEPS (60), SIZES ("25 100 1000").
set -eu

cd "$(dirname "$0")/.."
model=$1
work=${2:-checkpoints/distant}
steps=${STEPS:-60}
neuraldb=${NEURALDB:-.build/release/neuraldb}

Scripts/fetch-base-model.sh checkpoints/base-model
mkdir -p "$work/data/Natural" "$work/data/Roles"
cp -r Data/Relations "$work/data/"
# The first five lines of a file are for training.
for file in Data/Natural/*.jsonl; do head -n "${PER_FILE:-2}" "$file" > "$work/data/Natural/$(basename "$file")"; done

# The reader of MODEL, a retriever that has learned nothing, and thresholds that leave no fact unread for it.
"$neuraldb" train retriever --base checkpoints/base-model --data "$work/data" --steps 0 \
  --checkpoint "$work/none-run" --out "$work/none"
cp "$model/reader.safetensors" "$work/none/"
python3 - "$model/thresholds.json" "$work/none/thresholds.json" <<'PYTHON'
import json, sys
thresholds = json.load(open(sys.argv[1]))
thresholds.update(unread=-2, aggregateUnread=-2)
json.dump(thresholds, open(sys.argv[2], "w"), indent=1)
PYTHON

train() {
  name=$1
  shift
  "$neuraldb" train retriever --from "$work/none" --data "$work/data" --steps "$steps" --rate 3e-5 \
    --checkpoint "$work/$name-run" --out "$work/$name" "$@"
}
train supervised
train distant --distant --explored "${GENERATED:-60}"

for size in ${SIZES:-25 100 1000}; do
  "$neuraldb" train generate --out "$work/$size" --size "$size" --databases "$(( size < 100 ? 20 : size < 1000 ? 12 : 5 ))"
  for kind in supervised distant; do
    for suite in seen unseen-relation; do
      echo "$kind, $size facts, $suite"
      "$neuraldb" eval --model "$work/$kind" "$work/$size/$suite.jsonl" | grep -E '^(exact match|support)'
    done
  done
done
