# Every target sets up what it needs; `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo test check screenshots coverage lint types contracts messages conformance faults connect bench golden lock format clean run dev

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: ; @scripts/setup.sh run
dev: ; @scripts/setup.sh dev

demo: run ## start the hub with demo companies and send documents (ONCE=1 ends by itself)
	@$(BIN)/depesch demo $(if $(ONCE),--once)

test: dev lint types contracts messages ## lint, types, import contracts, translations, tests
	@$(BIN)/python scripts/tests.py

check: test ## the same, and the tree must be clean afterwards
	@git status --porcelain | (! grep .) || { echo "the checks left changes behind"; exit 1; }

lint: dev ## ruff: faults and format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: dev ## mypy, strict
	@$(BIN)/mypy

contracts: dev ## import contracts: which layer may see which
	@$(BIN)/lint-imports

messages: dev ## translations are whole
	@$(BIN)/python scripts/messages.py check

format: dev ## rewrite the code in the one format
	@$(BIN)/ruff check --fix-only -q . ; $(BIN)/ruff format .

golden: dev ## write golden files, generated docs and snapshots anew
	@UPDATE_GOLDEN=1 $(BIN)/python scripts/tests.py

screenshots: dev ## pictures of every page, light and dark, desk and phone, in three languages (SCREENS="help keys" some of them)
	@mkdir -p var/screenshots && PICTURES=var/screenshots LANGUAGES="$(or $(LANGUAGES),sv nb en)" SCREENS="$(SCREENS)" $(BIN)/python -m pytest -q -p no:cacheprovider tests/portal/screenshots.py

coverage: dev ## run the tests and report which lines they reach
	@$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

conformance: dev ## agreement with the official rules, on the corpus and on fresh mutants
	@$(BIN)/python -m tests.rules.conformance --mutants $(or $(MUTANTS),5000) $(if $(SEED),--seed $(SEED))

faults: dev ## the long fault campaign: 2,000 documents under kill -9
	@$(BIN)/python -m tests.faults.campaign --documents 2000

faults-connect: dev ## the long fault campaign of the agent: 1,000 files, three accounts, both directions
	@$(BIN)/python -m tests.faults.connect_campaign --files 1000

bench: dev ## hot paths as ratios against a yardstick in the same run
	@$(BIN)/python -m benchmarks

lock: dev ## resolve requirements/*.in anew into the locks
	@$(BIN)/uv pip compile -q -U --generate-hashes --no-annotate --no-header --python-version 3.11 requirements/bootstrap.in -o requirements/bootstrap.lock
	@$(BIN)/uv pip compile -q -U --generate-hashes --no-annotate --no-header --python-version 3.11 --override requirements/overrides.in requirements/run.in -o requirements/run.lock
	@$(BIN)/uv pip compile -q -U --generate-hashes --no-annotate --no-header --python-version 3.11 --override requirements/overrides.in -c requirements/run.lock requirements/dev.in -o requirements/dev.lock
	@$(BIN)/uv pip compile -q -U --universal --generate-hashes --no-annotate --no-header --python-version 3.11 -c requirements/run.lock requirements/connect.in -o requirements/connect.lock
	@$(BIN)/uv pip compile -q -U --no-deps --generate-hashes --no-annotate --no-header --python-version 3.11 requirements/judges.in -o requirements/judges.lock

connect: dev ## build the agent as one file, var/depesch-connect.pyz (PLATFORM=windows for Windows)
	@$(BIN)/python scripts/make_connect.py $(if $(PLATFORM),--platform $(PLATFORM))

clean: ## remove the virtual environment and the demo's data
	@rm -rf .venv var
