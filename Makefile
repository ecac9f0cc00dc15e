# Two commands: `make demo` and `make test`. A machine needs Python 3.11 or later, git and make; everything else is brought
# into this folder.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$p; break; }; done)
UV ?= $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
BIN := .venv/bin
export PORT YIZHAN_DATA
# Some machines forbid it; then every start reads every package anew, which takes three times as long.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo demo-reset test lint style types check bench bench-rush bench-clocks bench-inbox lock install
.DEFAULT_GOAL := help

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: .venv/.stamp ## Walk through the reference network (PORT=8000, YIZHAN_DATA=data)
	@exec $(BIN)/yizhan demo

demo-reset: .venv/.stamp ## Start the demo over, after asking
	@exec $(BIN)/yizhan demo --reset

test: .venv/.stamp ## Run every test, on two cores
	@$(BIN)/yizhan assets >/dev/null
	@$(BIN)/python -m pytest -n 2 --dist worksteal -q

lint: types style ## Check style, types, architecture, templates, migrations and translations

types: .venv/.stamp
	YIZHAN_SECRET_KEY=none YIZHAN_PHONE_KEY=none $(BIN)/mypy

style: .venv/.stamp
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/lint-imports
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'src/*.html')
	$(BIN)/yizhan migrations
	$(BIN)/yizhan messages check

check: .venv/.stamp ## Check this installation
	@$(BIN)/yizhan check

bench: .venv/.stamp | $(UV) ## Measure the planner (ONLY=s,d for some tables, INSTANCES=folder for the public ones)
	@$(UV) pip install --quiet --python $(BIN)/python --group benchmarks
	@$(BIN)/python -m benchmarks.planner $(if $(ONLY),--only $(ONLY)) $(if $(INSTANCES),--instances $(INSTANCES))

bench-rush: .venv/.stamp ## Measure sign-up in a rush, beside what the database alone can do
	@$(BIN)/python -m benchmarks.rush

bench-clocks: .venv/.stamp ## Measure reading the clocks of 100,000 cases anew
	@$(BIN)/python -m benchmarks.cases clocks

bench-inbox: .venv/.stamp ## Measure the inbox among 1,000,000 cases
	@$(BIN)/python -m benchmarks.cases inbox

lock: $(UV) ## Choose the newest packages that fit, and lock them
	$(UV) pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
		--no-emit-index-url --no-emit-find-links --no-annotate --no-header -o requirements.lock

install: .venv/.stamp ## Install into .venv, nothing else

.venv/.stamp: requirements.lock pyproject.toml | $(UV)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; set PYTHON=/path/to/python." >&2; exit 1; }
	@$(UV) venv --quiet --allow-existing --python "$(PYTHON)" .venv
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

.tools/bin/uv:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; set PYTHON=/path/to/python." >&2; exit 1; }
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv
