# The same few commands for people and for CI. Needs Python 3.11 to 3.13 and make; everything else goes into .venv.

PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3,$(if $(shell command -v $(p)),$(p))))
BIN := .venv/bin
READY := .venv/.ready
# The demo keeps its library here unless PLAINTERMS_HOME names another folder.
DEMO_HOME := $(or $(PLAINTERMS_HOME),.demo)
# Where "make eval" leaves its runs.
RUNS := .eval

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format lock runs eval bless bench clean

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

runs: $(READY)   ## ask the bundled cases on the sample terms, without a model
	$(BIN)/plainterms ingest --samples --home "$(DEMO_HOME)"
	@mkdir -p "$(RUNS)"
	$(BIN)/plainterms eval run --mode excerpt --sums --home "$(DEMO_HOME)" --out "$(RUNS)/sample.json"
	$(BIN)/plainterms eval run --cases injection --mode excerpt --sums --home "$(DEMO_HOME)" --out "$(RUNS)/injection.json"
	$(BIN)/plainterms eval run --cases unanswered --mode excerpt --sums --home "$(DEMO_HOME)" --out "$(RUNS)/unanswered.json"

eval: runs       ## the same, compared with the baselines: fails on a regression
	$(BIN)/plainterms eval compare "$(RUNS)/sample.json" --baseline eval/baselines/sample.json
	$(BIN)/plainterms eval compare "$(RUNS)/injection.json" --baseline eval/baselines/injection.json
	$(BIN)/plainterms eval compare "$(RUNS)/unanswered.json" --baseline eval/baselines/unanswered.json

bless: runs      ## make these runs the baselines: make bless WHY="…"; look at what changed before committing
	$(BIN)/plainterms eval bless "$(RUNS)/sample.json" --to eval/baselines/sample.json --why "$(WHY)"
	$(BIN)/plainterms eval bless "$(RUNS)/injection.json" --to eval/baselines/injection.json --why "$(WHY)"
	$(BIN)/plainterms eval bless "$(RUNS)/unanswered.json" --to eval/baselines/unanswered.json --why "$(WHY)"
	$(BIN)/plainterms eval card "$(RUNS)/sample.json" "$(RUNS)/unanswered.json" "$(RUNS)/injection.json" --to docs/EVAL.md \
		--note "The rules for refusing were written after reading what was answered wrongly among the cases of sample.jsonl: how often\
 those are refused when due says little of other questions. The cases of unanswered.jsonl were written after the rules."

bench: $(READY)  ## what our way costs beside the usual one, as ratios
	$(BIN)/plainterms bench ingest
	$(BIN)/plainterms ingest --samples --home "$(DEMO_HOME)"
	$(BIN)/plainterms bench search --home "$(DEMO_HOME)" --clauses 5000
	$(BIN)/plainterms bench ask --home "$(DEMO_HOME)"
	$(BIN)/plainterms bench serve --home "$(DEMO_HOME)"

clean:           ## remove what the other commands made
	rm -rf .venv .demo .eval .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
