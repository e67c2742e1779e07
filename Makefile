# Everything sets itself up: a virtual environment in .venv, made anew only when pyproject.toml or the pins change.

PYTHON ?= python3
EXTRAS ?= dev
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ENDS ?= 10000
SEED ?= 1

.PHONY: run test check bench torture format keys screenshots clean

run: $(READY) ## open the reader: the last project, or the sample corpus
	@$(BIN)/glossator

test: $(READY) ## run the tests
	@$(BIN)/python -m pytest -q -n auto

check: $(READY) ## what must pass before each commit
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tui.cheatsheet --check README.md
	@$(BIN)/python -m pytest -q -n auto

bench: $(READY) ## measure start, keys and bytes against peers, and what suggestions cost, in one run
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.suggesting

torture: $(READY) ## end sessions abruptly, cut the power, and look for what is lost; ENDS=200 for a short one
	@PYTHONPATH=.:tests $(BIN)/python -m torture.powercuts --seed $(SEED)
	@PYTHONPATH=.:tests $(BIN)/python -m torture.abrupt --ends $(ENDS) --seed $(SEED)

format: $(READY) ## put the code in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

keys: $(READY) ## write the key table of the README anew
	@$(BIN)/python -m tui.cheatsheet README.md

screenshots: $(READY) ## take the README's screenshots from the running program
	@$(BIN)/python -m bench.screenshots docs/screenshots

clean:
	rm -rf $(VENV) build dist

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Glossator needs Python 3.11 or newer; name one with  make PYTHON=...'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[$(EXTRAS)]'
	@touch $@
