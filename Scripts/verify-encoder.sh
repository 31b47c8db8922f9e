#!/bin/sh
# Compares the encoder with the reference on the base model: fetches it, has Hugging Face's libraries compute vectors
# and hidden states, and runs the encoder's tests against them. See Tests/EncoderTests/Goldens/README.md.
#
#   Scripts/verify-encoder.sh [FOLDER]     default .build/verify, which is kept for the next time
#
# GOLDENS_PYTHON names an interpreter that has the libraries; else they are installed into FOLDER, not into the system.
set -eu

cd "$(dirname "$0")/.."
folder=${1:-.build/verify}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
scripts=$PWD/Tests/EncoderTests/Goldens

Scripts/fetch-base-model.sh "$folder/base-model"

if [ ! -f "$folder/goldens/expected.safetensors" ]; then
  python=${GOLDENS_PYTHON:-$folder/venv/bin/python}
  if [ ! -x "$python" ]; then
    "${PYTHON:-python3}" -m venv "$folder/venv"
    "$python" -m pip install -q tokenizers==0.23.3 transformers==5.23.0 torch==2.13.0 numpy safetensors
  fi
  mkdir -p "$folder/goldens"
  "$python" "$scripts/make_goldens.py" full "$folder/base-model" "$folder/goldens"
fi

NEURALDB_BASE_MODEL=$folder/base-model NEURALDB_GOLDENS=$folder/goldens \
  swift test -c release -Xswiftc -enable-testing --scratch-path .build-test --filter EncoderTests
