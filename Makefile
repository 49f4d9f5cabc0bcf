# Each verb does all of its own set-up, in environments under this checkout that git ignores.
# The constraints name all there is to install, so nothing is resolved (--no-deps): a package released later changes nothing.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
INSTALLED := $(VENV)/.installed
WHEEL := dist/compiled/.built
COMPILED := .venv-compiled/.installed
BENCH := .venv-bench/.installed
HEAVY := .venv-heavy/.installed
OLDER := .venv-older/.installed

PACKAGED := $(shell find annotate schemas -type f -not -name '*.pyc')
LEXICON := $(patsubst %,tests/prelabel/test_%.py,compiled gold lexicon long parallel seed skim span_safety)

# Where the compiled wheel is, the checkout stands last on the path: tests and benchmarks are found there, annotate is not.
checkout_last = pwd > "$$($(1)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/checkout.pth"

.PHONY: demo test test-all test-compiled test-postgres test-older check bench wheel browser postgres clean lock

demo: $(INSTALLED)          ## seed article to dataset, on a real Label Studio; WAIT=1 lets a person review
	$(RUN)/python docs/demo.py $(if $(WAIT),--wait)

test: $(INSTALLED) browser  ## every test, with a real Label Studio and a real Chromium
	$(RUN)/pytest -n 2 --dist loadfile $(PYTEST)
	$(MAKE) test-compiled

test-all: $(INSTALLED) $(HEAVY) browser  ## the same with full fault counts, on PostgreSQL and an older server too, and those that need torch
	ANNOTATE_FULL=1 $(RUN)/pytest -n 2 --dist loadfile $(PYTEST)
	.venv-heavy/bin/pytest -m heavy tests/prelabel
	ANNOTATE_FULL=1 $(MAKE) test-compiled
	$(MAKE) test-postgres test-older

test-postgres: $(INSTALLED) browser postgres  ## the tests that need a Label Studio, with its data in PostgreSQL
	$(RUN)/python -m tests.studio.postgres $(RUN)/pytest -n 2 --dist loadfile -m studio $(PYTEST)

test-older: $(INSTALLED) $(OLDER)  ## the same on an older Label Studio, without its screen, whose buttons are others
	ANNOTATE_STUDIO_ENV=$(CURDIR)/.venv-older $(RUN)/pytest -n 2 --dist loadfile -m "studio and not screen" $(PYTEST)

test-compiled: $(COMPILED)  ## the tests of the lexicon engine, on the compiled one
	PYTHONSAFEPATH=1 .venv-compiled/bin/pytest -o pythonpath= -n 2 --dist loadfile -m "compiled or not heavy" $(LEXICON)

check: $(INSTALLED)         ## style, types, the direction of imports
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports

bench: $(BENCH)             ## speed of the compiled engine, as ratios to a peer in the same run
	PYTHONSAFEPATH=1 .venv-bench/bin/python -m benchmarks $(BENCHMARK)

wheel: $(WHEEL)             ## a wheel for this machine with the lexicon engine compiled, in dist/compiled; needs a C compiler

$(INSTALLED): constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN)/pip install --quiet --no-deps --require-hashes -r constraints.txt
	$(RUN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(WHEEL): $(INSTALLED) $(PACKAGED)  # out of the checkout: the libraries are made beside the sources and hide them
	rm -rf $(@D)
	unpacked=$$(mktemp -d) && trap 'rm -rf "$$unpacked"' EXIT && \
	$(RUN)/hatchling build -t sdist -d "$$unpacked" && \
	tar -xzf "$$unpacked"/*.tar.gz -C "$$unpacked" --strip-components 1 && cd "$$unpacked" && \
	HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(CURDIR)/$(RUN)/hatchling build -t wheel -d $(CURDIR)/$(@D)
	touch $@

$(COMPILED): $(WHEEL) constraints.txt
	$(PYTHON) -m venv .venv-compiled
	.venv-compiled/bin/pip install --quiet --no-deps --require-hashes -r constraints.txt
	.venv-compiled/bin/pip install --quiet --no-deps --force-reinstall $(<D)/*.whl
	$(call checkout_last,.venv-compiled)
	touch $@

$(BENCH): $(WHEEL) constraints-bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --no-deps --require-hashes -r constraints-bench.txt
	.venv-bench/bin/pip install --quiet --no-deps --force-reinstall $(<D)/*.whl
	$(call checkout_last,.venv-bench)
	touch $@

$(HEAVY): constraints.txt pyproject.toml
	$(PYTHON) -m venv .venv-heavy
	.venv-heavy/bin/pip install --quiet --no-deps --require-hashes -r constraints.txt
	.venv-heavy/bin/pip install --quiet --no-deps --no-build-isolation --editable .
	.venv-heavy/bin/pip install --quiet "gliner2[local]>=2.1"  # not pinned: torch is another one for each kind of machine
	touch $@

$(OLDER): Makefile
	$(PYTHON) -m venv .venv-older
	.venv-older/bin/pip install --quiet "label-studio==1.20.0" "PyJWT<2.14"  # a newer one takes no token that this server lists
	touch $@

browser:
	command -v chromium >/dev/null || { $(SUDO) apt-get update -qq && \
	$(SUDO) apt-get install -y -qq chromium fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji; }

postgres:
	test -n "$$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" || command -v initdb >/dev/null || { \
	$(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq postgresql; }

lock:                       ## pins anew what pyproject.toml asks for; needs uv
	uv pip compile pyproject.toml --extra dev --extra llm --extra dask --universal --generate-hashes --no-header --no-annotate \
	    --python-version 3.11 --quiet --output-file constraints.txt
	uv pip compile pyproject.toml --extra dev --extra bench --extra llm --extra dask --universal --generate-hashes --no-header --no-annotate \
	    --python-version 3.11 --quiet --constraints constraints.txt --output-file constraints-bench.txt

clean:                      ## environments and everything that can be made again; stop the local server first
	rm -rf $(VENV) .venv-compiled .venv-bench .venv-heavy .venv-older dist/compiled .annotate .mypy_cache .pytest_cache .ruff_cache
