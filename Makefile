# `make demo` and `make test` do all the set-up on a fresh machine with Python 3.11 or later.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
EVAL ?=
ACCEPT ?=

.PHONY: demo test torture lint bench eval clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

demo: $(VENV)/installed
	$(BIN)/newscrawl demo

test: $(VENV)/installed
	$(BIN)/pytest --numprocesses=auto --dist=worksteal

# Kills, full disks, two at once. TORTURE_MINUTES=N begins nothing after N minutes; TORTURE_SEED=S repeats a run.
torture: $(VENV)/installed
	$(BIN)/pytest -m torture --numprocesses=2 --dist=worksteal tests/torture

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/installed
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/crawl.py
	$(BIN)/python benchmarks/run.py --outlets 22
	$(BIN)/python benchmarks/extraction.py $(EVAL)

# EVAL=FOLDER: labelled pages (NAME.warc.gz, NAME.truth.jsonl, score.py); lower than pinned fails, unless ACCEPT=1.
eval: $(VENV)/installed
	@$(BIN)/python benchmarks/evaluate.py $(EVAL) $(if $(ACCEPT),--accept)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
