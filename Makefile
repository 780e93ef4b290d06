# `make run` and `make test` are all that is needed on a fresh machine with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PINNED := -c constraints.txt
INSTALLED := $(VENV)/.installed
INSTALLED_EVALS := $(VENV)/.installed-evals
INSTALLED_DEV := $(VENV)/.installed-dev

export HF_HUB_OFFLINE := 1
export GRADIO_ANALYTICS_ENABLED := False
export ANONYMIZED_TELEMETRY := False
export ORT_DISABLE_TELEMETRY := 1
# The website's names and contacts; name your own file instead.
export PLANS_SITE ?= corpus/site.yaml

.DEFAULT_GOAL := help
.PHONY: help run install install-evals install-dev index check test fix docs evals evals-quick bench lock screenshots clean

help: ## Show these lines
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: install ## Serve the chat page on http://127.0.0.1:7860; installs and indexes first if need be
	-$(BIN)/python -m ingest
	$(BIN)/python -m assistant serve

install: $(INSTALLED)
install-evals: $(INSTALLED_EVALS)
install-dev: $(INSTALLED_DEV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet $(PINNED) -e .
	@touch $@

$(INSTALLED_EVALS): $(INSTALLED)
	$(PIP) install --quiet $(PINNED) -e '.[evals]'
	@touch $@

$(INSTALLED_DEV): $(INSTALLED_EVALS)
	$(PIP) install --quiet $(PINNED) -e '.[dev,evals,ocr,postgres,redis,openai,anthropic,ollama,huggingface]'
	@touch $@

index: install ## Bring the index into line with the corpus
	$(BIN)/python -m ingest

check: install-dev ## Format, lint, types, direction of imports, generated docs, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(PIP) check

test: install-dev ## Run the whole test suite
	$(BIN)/python -m pytest

fix: install-dev ## Format, and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: install-dev ## Write the generated parts of the README and docs/
	$(BIN)/python docs/generate.py

evals: install-evals index ## Measure the answers on the test questions, beside two rivals; fail below the gates
	$(BIN)/python -m evals run --split test --gate test

evals-quick: install-evals index ## The same on a tenth of the dev questions, the assistant alone
	$(BIN)/python -m evals run --split dev --quick --gate quick

bench: install-dev index ## Measure time and memory: answering at three sizes, reading documents
	$(BIN)/python -m evals bench --out docs
	$(BIN)/python -m docs.reading
	$(BIN)/python -m docs.long

lock: $(BIN)/python ## Resolve all dependencies anew and pin them in constraints.txt
	$(BIN)/python docs/lock.py

screenshots: install-dev ## Take the README's pictures of a page served on port 7860
	$(BIN)/python docs/screenshots.py http://127.0.0.1:7860

clean: ## Remove the environment; the data folder stays
	rm -rf $(VENV)
