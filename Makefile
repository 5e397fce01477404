# Everything a developer needs; `make help` lists it.

PYTHON ?= python3
CARGO  ?= cargo
PYAOT  := target/release/pyaot
# The environment programs embed, and expectations are recorded from.
VENV   := .venv/.installed
export PYO3_PYTHON := $(CURDIR)/.venv/bin/python

.DEFAULT_GOAL := build

build: $(VENV) ## Compiler and run-time archives, in target/
	$(CARGO) build --release -p pyaot
	$(CARGO) build --profile archive -p pyaot-standalone -p pyaot-cpython

test: build ## Formatting, lints and all tests: of the crates, and programs against CPython
	$(CARGO) fmt --all --check
	$(CARGO) clippy --release --workspace --all-targets -- -D warnings
	$(CARGO) test --release --workspace

bless: build ## Record what tests expect, from CPython
	BLESS=1 $(CARGO) test --release -p tests

demo: build ## Build and run the examples
	VIRTUAL_ENV=$(CURDIR)/.venv bash examples/run.sh $(CURDIR)/$(PYAOT)

bench: build ## Time the benchmarks under CPython, pyaot and C
	VIRTUAL_ENV=$(CURDIR)/.venv .venv/bin/python benchmarks/run.py $(PYAOT)

idioms: build ## Time many small ways of saying things under CPython and pyaot
	VIRTUAL_ENV=$(CURDIR)/.venv .venv/bin/python benchmarks/idioms.py $(PYAOT)

conformance: build ## Run CPython's own tests compiled, module by module
	VIRTUAL_ENV=$(CURDIR)/.venv .venv/bin/python tests/cpython/run.py --pyaot $(PYAOT) --summary

fuzz: build ## Random programs under CPython and compiled, for SECONDS (60) from SEED in JOBS (1)
	VIRTUAL_ENV=$(CURDIR)/.venv .venv/bin/python tests/fuzz/run.py --pyaot $(PYAOT) --seconds $(or $(SECONDS),60) --jobs $(or $(JOBS),1) $(if $(SEED),--seed $(SEED))

fmt: ## Format the Rust code
	$(CARGO) fmt --all

clippy: $(VENV) ## Lint the Rust code
	$(CARGO) clippy --release --workspace --all-targets -- -D warnings

clean: ## Remove everything that was built
	$(CARGO) clean
	rm -rf .venv

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1	\2/p' Makefile | expand -t 10

$(VENV): tests/requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "CPython 3.11 is needed: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch $@

.PHONY: build test bless demo bench idioms conformance fuzz fmt clippy clean help
