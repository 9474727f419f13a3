# Needs Python 3.11 or newer and make; everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
# The tests are run by two processes; `make test JOBS=1` runs them by one.
JOBS ?= 2
PYTEST = $(BIN)/python -m pytest -n $(JOBS)
export HAYSTACK_TELEMETRY_ENABLED := False
export HF_HUB_OFFLINE := 1

.PHONY: help install run test test-long check gate format train clean

help:  ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/'

install: .venv/.installed

.venv/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.11 …" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

run: install  ## install, take in the sample corpus, serve API and page on 127.0.0.1:8000
	$(BIN)/tracuu ingest corpus/samples
	$(BIN)/tracuu serve

test: install  ## install and run the tests
	$(PYTEST) --dist loadfile

test-long: install  ## kills, damage and made-up input: minutes
	$(PYTEST) tests/trust

check: install  ## format, lint, types, import direction and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) --dist loadfile

gate: install  ## hold search and extraction against their floors
	$(BIN)/python -m evaluation.gate

format: install  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

train: install  ## train the embedding model that ships
	$(BIN)/python -m evaluation.train_embedding

clean:  ## remove the environment and caches, never the data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
