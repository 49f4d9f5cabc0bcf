# Each verb does all of its own set-up, in environments under this checkout that git ignores.
# The constraints name all there is to install, so nothing is resolved (--no-deps): a package released later changes nothing.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
INSTALLED := $(VENV)/.installed
BENCH := .venv-bench/.installed
HEAVY := .venv-heavy/.installed

.PHONY: demo test test-all check bench browser clean lock

demo: $(INSTALLED)          ## seed article to dataset, on a real Label Studio; WAIT=1 lets a person review
	$(RUN)/python docs/demo.py $(if $(WAIT),--wait)

test: $(INSTALLED) browser  ## every test, with a real Label Studio and a real Chromium
	$(RUN)/pytest -n 2 --dist loadfile $(PYTEST)

test-all: $(INSTALLED) $(HEAVY) browser  ## the same, with full fault counts, and the tests that need torch
	ANNOTATE_FULL=1 $(RUN)/pytest -n 2 --dist loadfile $(PYTEST)
	.venv-heavy/bin/pytest -m heavy tests/prelabel

check: $(INSTALLED)         ## style, types, the direction of imports
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports

bench: $(BENCH)             ## speed, as ratios to a peer in the same run
	.venv-bench/bin/python -m benchmarks $(BENCHMARK)

$(INSTALLED): constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN)/pip install --quiet --no-deps --require-hashes -r constraints.txt
	$(RUN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(BENCH): constraints.txt constraints-bench.txt pyproject.toml
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --no-deps --require-hashes -r constraints-bench.txt
	.venv-bench/bin/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(HEAVY): constraints.txt pyproject.toml
	$(PYTHON) -m venv .venv-heavy
	.venv-heavy/bin/pip install --quiet --no-deps --require-hashes -r constraints.txt
	.venv-heavy/bin/pip install --quiet --no-deps --no-build-isolation --editable .
	.venv-heavy/bin/pip install --quiet "gliner2[local]>=2.1"  # not pinned: torch is another one for each kind of machine
	touch $@

browser:
	command -v chromium >/dev/null || { $(SUDO) apt-get update -qq && \
	$(SUDO) apt-get install -y -qq chromium fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji; }

lock:                       ## pins anew what pyproject.toml asks for; needs uv
	uv pip compile pyproject.toml --extra dev --extra llm --extra dask --universal --generate-hashes --no-header --no-annotate \
	    --python-version 3.11 --quiet --output-file constraints.txt
	uv pip compile pyproject.toml --extra dev --extra bench --extra llm --extra dask --universal --generate-hashes --no-header --no-annotate \
	    --python-version 3.11 --quiet --constraints constraints.txt --output-file constraints-bench.txt

clean:                      ## environments and everything that can be made again; stop the local server first
	rm -rf $(VENV) .venv-bench .venv-heavy .annotate .mypy_cache .pytest_cache .ruff_cache
