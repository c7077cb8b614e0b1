# Everything a developer or a visitor runs. Needs Python 3.11 or newer, make, and a package registry; nothing else.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SAMPLE ?= $(firstword $(wildcard samples/hubei/*.pdf samples/*/*.pdf))
COMPILED := hatch_build.py $(wildcard src/budgetextract/sources/pdf/compiled/*.[ch])
export PIP_NO_INPUT := 1

.PHONY: help demo test check bench bench-ocr bench-bulk bench-generated samples schemas docs accuracy calibrate clean

help:
	@echo "make demo      install, read a sample and show what is in it"
	@echo "make test      format, lint, types, layers, tests: what CI runs"
	@echo "make bench     speed against raw pdfium, pdfplumber and camelot (BENCH='--corpus FOLDER --pages 3000')"
	@echo "make bench-bulk  2,000 documents, spoilt ones among them, search and export at scale (BULK='--count 200 --jobs 2')"
	@echo "make bench-ocr   CORPUS=folder (pdf/, gold/): its pages as noisy pictures, read by OCR and scored (OCR_BENCH=options)"
	@echo "make bench-generated  accuracy on varied documents of the project's own generator (GENERATED=60 SEED=1"
	@echo "               JOBS=2; MISTAKES=1 plants one in every second; FORM=pdf,docx,html,md,image, or set: text as DOCX, tables as XLSX)"
	@echo "make samples   write the sample documents and their expected JSON anew"
	@echo "make schemas   write the JSON Schemas anew"
	@echo "make docs      write the reference pages and the READMEs' output anew"
	@echo "make accuracy  score over CORPUS=folder (pdf/, gold/) and over GENERATED=60 unseen documents, into the accuracy pages"
	@echo "make calibrate  count anew what confidence is worth, over CORPUS and generated documents, into confidence.yaml"

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

bench-bulk: $(VENV)/.installed-test
	$(BIN)/python bench/bulk.py $(BULK)

bench-ocr: $(VENV)/.installed-test
	@test -n "$(CORPUS)" || { echo "CORPUS=folder with pdf/ and gold/" >&2; exit 2; }
	$(BIN)/python bench/ocr_bench.py --corpus "$(CORPUS)" $(OCR_BENCH)

samples: $(VENV)/.installed-test
	PYTHONPATH=samples $(BIN)/python -m generator --samples
	$(BIN)/python -m pytest tests/samples/test_golden.py --update-golden

GENERATED ?= 60
SEED ?= 1
FORM ?= pdf
JOBS ?= 2
bench-generated: $(VENV)/.installed-test
	rm -rf build/generated
	$(BIN)/python bench/generated.py --count $(GENERATED) --seed $(SEED) --forms $(FORM) --jobs $(JOBS) \
		$(if $(MISTAKES),--mistakes) --out build/generated

UNSEEN ?= 20001
docs: $(VENV)/.installed
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/readme.py
	$(BIN)/budgetextract show samples/hubei/hubei.pdf --draw docs/page.png --page 13

accuracy: $(VENV)/.installed-test
	@test -n "$(CORPUS)" || { echo "CORPUS=folder with pdf/ and gold/" >&2; exit 2; }
	$(BIN)/budgetextract extract "$(CORPUS)/pdf" -o build/corpus/
	$(BIN)/budgetextract score build/corpus "$(CORPUS)/gold" --format json --reliability > build/score.json
	rm -rf build/unseen
	$(BIN)/python bench/generated.py --count $(GENERATED) --seed $(UNSEEN) --jobs $(JOBS) --out build/unseen > build/unseen.txt
	$(BIN)/budgetextract score build/unseen build/unseen --format json --reliability > build/unseen.json
	$(BIN)/python docs/readme.py --score build/score.json --generated build/unseen.json
	$(BIN)/budgetextract score build/corpus "$(CORPUS)/gold"

# What confidence is worth, counted anew. Documents of seeds below 1000; those of UNSEEN and above only report.
calibrate: $(VENV)/.installed-test
	@test -n "$(CORPUS)" || { echo "CORPUS=folder with pdf/ and gold/" >&2; exit 2; }
	rm -rf build/fit
	PYTHONPATH=samples $(BIN)/python -m generator --count 192 --seed 1 --out build/fit/pdf
	PYTHONPATH=samples $(BIN)/python -m generator --count 72 --seed 301 --forms docx,html,md --out build/fit/markup
	PYTHONPATH=samples $(BIN)/python -m generator --count 12 --seed 401 --forms image --out build/fit/image
	PYTHONPATH=samples $(BIN)/python -m generator --count 60 --seed 601 --mistakes --out build/fit/mistakes
	$(BIN)/python bench/calibrate.py "$(CORPUS)/pdf=$(CORPUS)/gold" build/fit/* --jobs $(JOBS) --write \
		--about "real disclosures with gold" --about "generated, PDF: 192 documents, seeds from 1" \
		--about "generated, DOCX, HTML, Markdown: 72 in turn, seeds from 301" \
		--about "generated, pictures: 12, seeds from 401" --about "generated, PDF with planted mistakes: 60, seeds from 601"

schemas: $(VENV)/.installed
	$(BIN)/budgetextract schema --out schemas

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed (PYTHON=... names one)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade 'pip>=25.1'

$(VENV)/.installed: pyproject.toml $(COMPILED) | $(VENV)/bin/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml $(COMPILED) | $(VENV)/bin/python
	$(PIP) install --editable . --group test
	@touch $@ $(VENV)/.installed

clean:
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
