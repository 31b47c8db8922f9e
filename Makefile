# run             install what is missing, build, ingest Data/Samples, answer sample questions, open the REPL
# test            build optimised and run every test
# build           build the command neuraldb (.build/release/neuraldb)
# bench           run the benchmarks, which are a package of their own (BENCH="--full", BENCH="--only encoder search")
# bench-peers     the same sentences and vectors through what people use today, in turn with ours (PEERS="--full")
# bench-report    plots and tables of Documentation/Performance.md from what the two wrote
# verify-encoder  download the base model and compare the encoder with its reference
# deps            install OpenBLAS, SQLite and readline headers where they are missing (apt)
# train           train the model from the base model and Data (Scripts/train.sh OUT PUBLIC-DATA adds the public data sets)
# lint            check the formatting
# clean           remove what was built

SWIFT ?= swift
PACKAGES = libopenblas-dev libsqlite3-dev libreadline-dev
NEURALDB = .build/release/neuraldb
SAMPLE = .build/sample/sample.neuraldb
BENCHMARKS = Benchmarks/.build/release/benchmarks
PEERS_VENV = Benchmarks/.venv
PEERS_MADE = $(PEERS_VENV)/made
TORCH ?= torch==2.13.0+cpu
# An optimised build with -enable-testing has its own folder, so that testing and running do not undo one another.
TEST_BUILD = -c release -Xswiftc -enable-testing --scratch-path .build-test

.PHONY: run test build bench bench-build bench-peers bench-report verify-encoder deps train lint clean

run: build
	@rm -rf .build/sample && mkdir -p .build/sample
	$(NEURALDB) ingest --db $(SAMPLE) Data/Samples/household.txt Data/Samples/rowing-club.txt
	@while IFS= read -r question; do \
	  echo; echo "? $$question"; \
	  $(NEURALDB) ask --db $(SAMPLE) "$$question" || [ $$? -eq 1 ] || exit 1; \
	done < Data/Samples/questions.txt
	@if [ -t 0 ]; then echo; $(NEURALDB) --db $(SAMPLE); fi

test: deps
	$(SWIFT) test $(TEST_BUILD)

build: deps
	$(SWIFT) build -c release --product neuraldb

bench-build: deps
	$(SWIFT) build -c release --package-path Benchmarks --product benchmarks

bench: build bench-build
	$(BENCHMARKS) run --json Benchmarks/Results/bench.json $(BENCH)

bench-peers: bench-build $(PEERS_MADE)
	$(PEERS_VENV)/bin/python Benchmarks/peers.py --benchmarks $(BENCHMARKS) --json Benchmarks/Results/peers.json $(PEERS)

bench-report:
	python3 Benchmarks/report.py Benchmarks/Results Documentation

# PyTorch from PyPI alone brings gigabytes for GPUs: it takes part where pip finds a build for the CPU.
$(PEERS_MADE): Benchmarks/requirements.txt
	python3 -m venv $(PEERS_VENV)
	$(PEERS_VENV)/bin/pip install -q -r $<
	$(PEERS_VENV)/bin/pip install -q $(TORCH) || echo "no CPU build of PyTorch: measuring without it"
	@touch $@

verify-encoder: deps
	Scripts/verify-encoder.sh

train: build
	Scripts/train.sh

lint:
	$(SWIFT) format lint --strict -r Sources Tests Examples Package.swift Benchmarks/Package.swift Benchmarks/Sources

# Debian and its kin; elsewhere install the three libraries by hand.
deps:
	@missing=""; \
	for package in $(PACKAGES); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing$$missing"; \
	  root=""; [ "$$(id -u)" -eq 0 ] || root=sudo; \
	  $$root apt-get update -qq && $$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing; \
	fi

clean:
	rm -rf .build .build-test Examples/*/.build Benchmarks/.build Benchmarks/.venv Benchmarks/.data
