# Everything a developer or a visitor runs. Needs Python 3.11 or newer, make, and a package registry; nothing else.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SAMPLE ?= $(firstword $(wildcard samples/hubei/*.pdf samples/*/*.pdf))
export PIP_NO_INPUT := 1

.PHONY: help demo test check bench samples schemas docs clean

help:
	@echo "make demo      install, read a sample and show what is in it"
	@echo "make test      format, lint, types, layers, tests: what CI runs"
	@echo "make bench     speed against raw pdfium and pdfplumber"
	@echo "make samples   write the sample documents and their expected JSON anew"
	@echo "make schemas   write the JSON Schemas anew"
	@echo "make docs      write the reference pages anew"

demo: $(VENV)/.installed
	$(BIN)/budgetextract extract "$(SAMPLE)" -o build/demo.json
	$(BIN)/budgetextract show build/demo.json

test: check
	$(BIN)/python -m pytest -n auto

check: $(VENV)/.installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-test
	$(BIN)/python bench/bench.py $(BENCH)

samples: $(VENV)/.installed-test
	PYTHONPATH=samples $(BIN)/python -m generator --samples

docs: $(VENV)/.installed
	$(BIN)/python docs/generate.py

schemas: $(VENV)/.installed
	$(BIN)/budgetextract schema --out schemas

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed (PYTHON=... names one)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade 'pip>=25.1'

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --editable . --group test
	@touch $@ $(VENV)/.installed

clean:
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
