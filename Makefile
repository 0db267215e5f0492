# The same few commands for people and for CI. Needs Python 3.11 to 3.13 and make; everything else goes into .venv.

PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3,$(if $(shell command -v $(p)),$(p))))
BIN := .venv/bin
READY := .venv/.ready
# The demo keeps its library here unless PLAINTERMS_HOME names another folder.
DEMO_HOME := $(or $(PLAINTERMS_HOME),.demo)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format lock eval bench clean

help:            ## what there is
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else "PlainTerms needs Python 3.11, 3.12 or 3.13: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	# The lock file is complete: installed without resolving, every file checked by its hash.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(READY) ## make .venv with the locked dependencies

demo: $(READY)   ## take in the sample terms and serve the web chat on http://127.0.0.1:7860
	$(BIN)/plainterms ingest --samples --home "$(DEMO_HOME)"
	$(BIN)/plainterms serve --home "$(DEMO_HOME)"

test: $(READY)   ## run all tests
	$(BIN)/python -m pytest -n auto

check: $(READY)  ## linters and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## lay the code out
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: $(READY)   ## resolve the dependencies anew
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --extra dev --extra offline pyproject.toml -o requirements.lock

eval: $(READY)   ## ask the bundled cases on the sample terms, without a model
	$(BIN)/plainterms ingest --samples --home "$(DEMO_HOME)"
	$(BIN)/plainterms eval run --mode excerpt --home "$(DEMO_HOME)"

bench: $(READY)  ## what our way costs beside the usual one, as ratios
	$(BIN)/plainterms bench ingest
	$(BIN)/plainterms ingest --samples --home "$(DEMO_HOME)"
	$(BIN)/plainterms bench search --home "$(DEMO_HOME)" --clauses 5000
	$(BIN)/plainterms bench ask --home "$(DEMO_HOME)"
	$(BIN)/plainterms bench serve --home "$(DEMO_HOME)"

clean:           ## remove what the other commands made
	rm -rf .venv .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
