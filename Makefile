# `make demo` and `make test` do all the set-up on a fresh machine with Python 3.11 or later.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
EVAL ?=
ACCEPT ?=

.PHONY: demo test torture fuzz lint audit lock lowest bench eval clean

# Nothing but what requirements.lock names, by version and hash.
$(VENV)/installed: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: $(VENV)/installed
	$(BIN)/newscrawl demo

test: $(VENV)/installed
	$(BIN)/pytest --numprocesses=auto --dist=worksteal

# Kills, full disks, two at once. TORTURE_MINUTES=N begins nothing after N minutes; TORTURE_SEED=S repeats a run.
torture: $(VENV)/installed
	$(BIN)/pytest -m torture --numprocesses=2 --dist=worksteal tests/torture

# What takes text or bytes from outside, by chance, FUZZ_MINUTES=N (60) of it: half the time that nothing is raised,
# half that what is promised of each function holds.  What fails is printed, to be kept as a test.
fuzz: $(VENV)/installed
	$(BIN)/python tests/fuzzing.py
	$(BIN)/pytest -m fuzz tests/test_properties.py tests/test_stalls.py

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Known holes in what requirements.lock names; says so where the advisories cannot be read from here.
audit: $(VENV)/installed
	$(BIN)/python .ci/audit.py requirements.lock

# Write requirements.lock anew after a change of pyproject.toml; LOCK=--upgrade takes the newest of all.
LOCK ?=
COMPILE := uv pip compile pyproject.toml --extra dev --no-header --no-annotate --quiet --python-version 3.11
lock:
	$(PYTHON) -m venv $(VENV)-uv && $(VENV)-uv/bin/pip install --quiet 'uv>=0.9'
	$(VENV)-uv/bin/$(COMPILE) --universal --generate-hashes $(LOCK) -o requirements.lock
	rm -r $(VENV)-uv

# The tests with the lowest versions that pyproject.toml allows.
lowest:
	$(PYTHON) -m venv $(VENV)-lowest && $(VENV)-lowest/bin/pip install --quiet 'uv>=0.9'
	$(VENV)-lowest/bin/$(COMPILE) --resolution lowest-direct -o $(VENV)-lowest/lowest.txt
	$(VENV)-lowest/bin/uv pip install --quiet --python $(VENV)-lowest/bin/python -r $(VENV)-lowest/lowest.txt
	$(VENV)-lowest/bin/uv pip install --quiet --python $(VENV)-lowest/bin/python --no-deps -e .
	$(VENV)-lowest/bin/pytest --numprocesses=auto --dist=worksteal

bench: $(VENV)/installed
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/crawl.py
	$(BIN)/python benchmarks/run.py --outlets 22
	$(BIN)/python benchmarks/extraction.py $(EVAL)

# EVAL=FOLDER: labelled pages (NAME.warc.gz, NAME.truth.jsonl, score.py); lower than pinned fails, unless ACCEPT=1.
eval: $(VENV)/installed
	@$(BIN)/python benchmarks/evaluate.py $(EVAL) $(if $(ACCEPT),--accept)

clean:
	rm -rf $(VENV) $(VENV)-uv $(VENV)-lowest .mypy_cache .ruff_cache .pytest_cache
