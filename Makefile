# make run [ARTICLES=folder] [OUTPUT=folder]   execute the notebooks over a folder of articles, fill output/
# make tables [ARTICLES=folder] [OUTPUT=folder]  only the tables, into output/tables
# make lab     JupyterLab on the notebooks
# make test    every test
# make lint    style
# make types   type annotations
# make setup   only the set-up, into .venv
# make benchmark  speed, memory and accuracy of finding names against peers (fetches the peers into .tools)
# make lock    pin the versions anew (needs the network)
#
# Needs python3 (3.11 or later) with pip, and make. Everything that is installed stays in this folder: .venv, and
# .tools for uv and its cache. Once set up, nothing here needs the network. Folders are read from this one.

ARTICLES = data/articles
OUTPUT = output
PYTHON = python3

READY = .venv/ready
PY = .venv/bin/python
# the uv on the PATH, else the project's own; never a Python that uv would fetch from elsewhere
UV = PATH="$$PATH:$$PWD/.tools/uv/bin" UV_CACHE_DIR="$${UV_CACHE_DIR:-$$PWD/.tools/cache}" UV_PYTHON_DOWNLOADS=never uv

.PHONY: help run tables lab test lint types benchmark setup lock

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

run: $(READY)
	@$(PY) -m libyautil publish "$(ARTICLES)" "$(OUTPUT)"

tables: $(READY)
	@$(PY) -m libyautil tables "$(ARTICLES)" "$(OUTPUT)/tables"

lab: $(READY)
	@$(PY) -m jupyterlab --notebook-dir=. notebooks/0-start-here.ipynb

test: $(READY)
	@$(PY) -m pytest -n auto --dist loadfile

# the peers are no part of requirements.lock: they get an environment of their own, with all that it names beside them
benchmark: $(READY)
	@test -x .tools/benchmark/bin/python || $(UV) venv --quiet --python $(PY) .tools/benchmark
	@$(UV) pip install --quiet --python .tools/benchmark/bin/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python .tools/benchmark/bin/python --group benchmark
	@$(UV) pip install --quiet --python .tools/benchmark/bin/python --no-deps --no-build-isolation -e .
	@.tools/benchmark/bin/python benchmarks/mentions.py $(BENCHMARK)

lint: $(READY)
	@$(PY) -m ruff check .

types: $(READY)
	@$(PY) -m mypy

setup: $(READY)
	@echo "Ready: .venv holds what requirements.lock names."

# The lock holds uv too: where the PATH has none, pip fetches that very version, checked by its hashes. With --target
# pip works where Debian's python3 has no venv module and lets nothing be installed into itself.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(f"Python 3.11 or later is needed, $(PYTHON) is {v[0]}.{v[1]}: make PYTHON=python3.12 ..." if v < (3, 11) else 0)'
	@PATH="$$PATH:$$PWD/.tools/uv/bin"; command -v uv >/dev/null || { \
	    echo "Fetching uv into .tools"; mkdir -p .tools && \
	    awk '/^uv==/,/[^\\]$$/' requirements.lock > .tools/uv.txt && \
	    $(PYTHON) -m pip install --quiet --no-deps --require-hashes --target .tools/uv -r .tools/uv.txt; }
	@test -x $(PY) || $(UV) venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv
	@echo "Installing into .venv"
	@$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	@touch $(READY)

lock:
	$(UV) pip compile pyproject.toml --extra test --extra build --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-annotate --no-header --upgrade -o requirements.lock
