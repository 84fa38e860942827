# From a fresh clone, with Python 3.11, 3.12 or 3.13 and make:  make run  |  make test

PORT ?= 8000
# of the tests; 0 runs them in one process, where a debugger can stop them
PROCESSES ?= 2
VENV ?= .venv
# 3.12 and 3.11 first: on 3.13 one dependency is compiled, which takes a compiler and a minute more.
PYTHON ?= $(shell for p in python3.12 python3.11 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
BIN := $(VENV)/bin
# An environment is ready for exactly the locks it was made from: their content names the stamp.
STAMP = $(VENV)/.ready-$(1)-$(shell cat $(2) pyproject.toml Makefile | cksum | cut -d' ' -f1)
RUN := $(call STAMP,run,requirements.txt)
DEV := $(call STAMP,dev,requirements-dev.txt)
# The pages of docs/ as the server shows them at /guide/.
GUIDE := api/docs_static/guide
INSTALL = $(BIN)/python -m pip install -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run check fast test lint format benchmark screenshots new-rule docs lock release clean

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "make %-11s %s\n", $$1, $$2}' Makefile

run: $(RUN) $(GUIDE)/index.html ## ingest seeds/ and serve API, docs and pages on http://127.0.0.1:8000 (PORT=)
	@$(BIN)/quotes ingest seeds
	@$(BIN)/quotes serve --port $(PORT)

# What a change to the engine breaks first; the tables of pairs and the partitions take too long for this.
FAST = tests/rules tests/linking tests/test_component.py tests/test_coreference.py tests/test_lexicon.py tests/test_verbs.py \
	tests/test_masking.py tests/test_mentions.py tests/test_paragraphs.py tests/test_not_quotation.py tests/test_styles.py \
	--ignore=tests/linking/test_pairs.py --ignore=tests/linking/test_partition.py

check: $(DEV) ## lint, types, contracts and the engine's fast tests, side by side, in under a minute
	@$(MAKE) --no-print-directory --jobs 2 --output-sync lint fast

fast: $(DEV)
	@$(BIN)/python -m pytest $(FAST)

test: $(DEV) ## the whole suite: tests, lint, types and import contracts; TESTS=tests/rules for a part
	@$(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist loadfile $(TESTS)

lint: $(DEV) ## ruff, mypy and the import contracts alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV) ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

benchmark: $(DEV) ## the ratios that tests/benchmarks/ measures
	@$(BIN)/python -m pytest -m benchmark -s tests/benchmarks

new-rule: $(BIN)/python ## begin a rule: NAME=per-somebody, and AFTER=according-to for its place (docs/add-a-rule.md)
	@$(BIN)/python tests/rules/new_rule.py $(NAME) $(if $(AFTER),--after $(AFTER))

docs: $(DEV) ## write the generated pages and the guide at /guide/ anew
	$(BIN)/python -m api.generate openapi docs/openapi.json
	$(BIN)/quotes rules --format markdown > docs/rules.md
	$(BIN)/python docs/draw_architecture.py
	$(BIN)/python docs/draw_scaling.py
	@rm -rf $(GUIDE)
	@$(MAKE) --no-print-directory $(GUIDE)/index.html

screenshots: $(DEV) ## pictures of every page, phone and desk, light and dark, in docs/screenshots (needs Chromium)
	@$(BIN)/python -m tests.pages.screenshots docs/screenshots

$(GUIDE)/index.html: docs/conf.py $(wildcard docs/*.md docs/*.svg docs/decisions/*.md) | $(RUN)
	@$(BIN)/sphinx-build -q -b html -d build/doctrees docs $(GUIDE)
	@touch $@

lock: $(BIN)/python ## resolve pyproject.toml anew into requirements*.txt
	$(INSTALL) "uv>=0.5"
	$(LOCK) -o requirements.txt --extra guide pyproject.toml -
	$(LOCK) -o requirements-dev.txt --extra dev --extra guide --constraint requirements.txt pyproject.toml -

# The build tools are locked too (standard input), so that installing the project itself fetches nothing.
LOCK = printf 'hatchling==1.33.0\neditables\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header

release: test ## the whole suite, then what is left to do by hand for a release
	@printf '%s\n' "The suite passed. Now:" \
		"  1. CHANGELOG.md: the version and today's date over what users will notice" \
		"  2. pyproject.toml: the same version" \
		"  3. make docs screenshots; look at the pages" \
		"  4. make benchmark; docs/accuracy.md and docs/scaling.md give what was measured" \
		"  5. git tag -a vX.Y.Z, python -m build, and run the wheel in an empty environment"

clean: ## remove the environment and the caches; the store stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; install one, or say which: make PYTHON=/path/to/python"; exit 1; }
	@echo "Making the environment in $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Its venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

$(RUN): | $(BIN)/python
	@echo "Installing what requirements.txt locks (a few minutes, once) ..."
	@$(INSTALL) --require-hashes -r requirements.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.ready-run-*; touch $@

# The tests' environment holds all that running needs.
$(DEV): | $(BIN)/python
	@echo "Installing what requirements-dev.txt locks (a few minutes, once) ..."
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.ready-*; touch $@ $(RUN)
