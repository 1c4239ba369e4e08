# What can be done here; `make help` lists it. Needs Python 3.11 or newer and make, nothing else.

PYTHON ?= python3
SHELL := /bin/bash
BIN := .venv/bin
DEBIAN := chromium libreoffice-calc fonts-noto-cjk

.DEFAULT_GOAL := help
.PHONY: help run test soak mutants lint migration words clean programs

help: ## This list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

run: .venv/run.stamp ## Start the desk: web server, worker, on the first start the demo office
	@exec $(BIN)/flask --app app start

test: .venv/test.stamp programs lint ## Everything that must hold, on SQLite and on PostgreSQL
	$(BIN)/pytest -n auto --engine sqlite
	$(BIN)/pytest -n auto --engine postgresql -m "not browser and not office"

soak: .venv/test.stamp ## Shared sheets under chance and kill -9, for minutes; GONGYOU_SEED=n repeats one
	GONGYOU_SOAK=$(or $(EXAMPLES),1000) nice $(BIN)/pytest -s tests/test_sheet_machine.py
	nice $(BIN)/python -m tests.kill_sheets --kills $(or $(KILLS),200)

mutants: .venv/test.stamp ## Break each rule of the shared sheets in turn: the tests must notice
	nice $(BIN)/python -m tests.mutants

lint: .venv/test.stamp ## House style
	$(BIN)/ruff check
	$(BIN)/ruff format --check

migration: .venv/test.stamp ## make migration NAME=x: write what stands between the migrations and the models
	$(BIN)/python -m migrations.new "$(or $(NAME),$(error make migration NAME=what_it_does))"

words: .venv/test.stamp ## Bring the words to translate up to date
	$(BIN)/python -m translations.update

clean: ## Remove what was installed and made; instance/ with the records stays
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './instance/*' -prune -exec rm -rf {} +

# A stamp says which list was installed last, so that a second run installs nothing.
.venv/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Gongyou needs Python 3.11 or newer; PYTHON=… chooses one.")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "正在安装，需要一两分钟 / Installing, this takes a minute or two …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/test.stamp: requirements.txt requirements-test.txt .venv/run.stamp
	$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements-test.txt
	@touch $@

# A real browser and a real spreadsheet. Where they cannot be installed the tests that need them say so.
programs:
	@if command -v chromium >/dev/null && command -v soffice >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q .; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get update -q && apt-get install -y -q --no-install-recommends $(DEBIAN); \
	else echo "Not installed: some of $(DEBIAN). The tests that need them will not run."; fi
