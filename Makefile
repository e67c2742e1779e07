# Everything sets itself up: a virtual environment in .venv, made anew only when pyproject.toml or the pins change; and our
# modules are compiled, as pip does with what it copies: where Python may not write what it compiled, each start would do it.

PYTHON ?= python3
EXTRAS ?= dev
VENV := .venv
BIN := $(VENV)/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable
INSTALLED := $(VENV)/.installed
READY := $(VENV)/.ready
PACKAGES := corpus db tui
ENDS ?= 10000
SEED ?= 1
FUZZ ?= 20
FUZZ_SECONDS ?= 600
FUZZED = $(shell grep -rlE 'from fuzzing import|GLOSSATOR_KEY_PRESSES' --include='test_*.py' tests)

.PHONY: run test check bench torture fuzz mutate format keys screenshots clean

run: $(READY) ## open the reader: the last project, or the sample corpus
	@$(BIN)/glossator

test: $(READY) ## run the tests
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

check: $(READY) ## what must pass before each commit
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tui.cheatsheet --check README.md
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

bench: $(READY) ## measure start, keys and bytes against peers, and what suggestions cost, in one run
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.suggesting

torture: $(READY) ## cut the power, write in a crowd, end sessions abruptly, and look for what is lost; ENDS=200 for a short one
	@PYTHONPATH=.:tests $(BIN)/python -m torture.powercuts --seed $(SEED)
	@PYTHONPATH=.:tests $(BIN)/python -m torture.crowd
	@PYTHONPATH=.:tests $(BIN)/python -m torture.abrupt --ends $(ENDS) --seed $(SEED) --jobs $$(nproc)

fuzz: $(READY) ## try made-up input for long: FUZZ times as many examples as a check does, and atheris for FUZZ_SECONDS
	@$(INSTALL) '.[$(EXTRAS),fuzz]'
	@GLOSSATOR_FUZZ=$(FUZZ) GLOSSATOR_KEY_PRESSES=10000 $(BIN)/python -m pytest -q -n auto -o timeout=0 $(FUZZED)
	@PYTHONPATH=. $(BIN)/python tests/hostile/guided.py -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=4096

mutate: $(READY) ## plant faults in the nouns and in anchoring, and count those that the tests notice; takes hours
	@$(INSTALL) '.[$(EXTRAS),mutation]'
	@$(BIN)/mutmut run
	@$(BIN)/python -m bench.mutation

format: $(READY) ## put the code in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

keys: $(READY) ## write the key table of the README anew
	@$(BIN)/python -m tui.cheatsheet README.md

screenshots: $(READY) ## take the README's screenshots from the running program
	@$(BIN)/python -m bench.screenshots docs/screenshots

clean:
	rm -rf $(VENV) build dist

$(READY): $(INSTALLED) $(shell find $(PACKAGES) -name '*.py')
	@$(BIN)/python -m compileall -q $(PACKAGES)
	@touch $@

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Glossator needs Python 3.11 or newer; name one with  make PYTHON=...'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(INSTALL) '.[$(EXTRAS)]'
	@touch $@
