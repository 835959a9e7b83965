MAKEFLAGS += --no-print-directory
SHELL := /bin/bash
PYTHON ?= python3
PREPARE := $(PYTHON) -m deploy.prepare
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := run
.PHONY: run test check bench bench-cases bench-search demo-call clean

run: ; @$(PREPARE) run && exec .venv/bin/python app.py
test: ; @$(PREPARE) test && $(MAKE) check && .venv/bin/pytest -n auto --dist loadfile -m "not alone" && .venv/bin/pytest -m alone
check: ; @$(PREPARE) check && .venv/bin/ruff format --check -q . && .venv/bin/ruff check -q . && .venv/bin/mypy && .venv/bin/lint-imports --no-logo && npm run --silent --prefix frontend check
bench: ; @$(PREPARE) check && exec .venv/bin/python app.py bench
bench-cases: ; @$(PREPARE) check && exec .venv/bin/python app.py bench cases
bench-search: ; @$(PREPARE) check && exec .venv/bin/python app.py bench search
demo-call: ; @$(PREPARE) test && exec .venv/bin/python app.py demo-call
clean: ; @rm -rf .venv frontend/node_modules frontend/dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis
