# Two commands on a fresh machine: `make graph` reads seeds/ into exports/, `make test` runs every test.
# Both install what they need the first time and are quick the second.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGE := pyproject.toml $(shell find kg ontology -type f -not -name '*.pyc' 2>/dev/null)
ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
NODE := $(wildcard tests/package.json)
PYTEST_ARGS ?= -n 2

.PHONY: graph test clean

graph: $(VENV)/installed
	$(BIN)/kg build seeds/ -o exports/

test: $(VENV)/installed $(VENV)/tools $(if $(NODE),tests/node_modules/installed)
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
		{ $(ROOT) apt-get update -qq && $(ROOT) apt-get install -y -qq --no-install-recommends chromium; }
	$(BIN)/python -m pytest $(PYTEST_ARGS)

clean:
	rm -rf $(VENV) tests/node_modules

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; name one: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

# The package as a user gets it, its data files inside; installed anew when a file of it has changed.
$(VENV)/installed: $(BIN)/python $(PACKAGE)
	$(BIN)/pip install --quiet --disable-pip-version-check .
	@touch $@

# What the tests need besides.
$(VENV)/tools: pyproject.toml | $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check ".[test]"
	@touch $@

tests/node_modules/installed: tests/package.json
	@command -v npm >/dev/null || { $(ROOT) apt-get update -qq && $(ROOT) apt-get install -y -qq --no-install-recommends nodejs npm; }
	cd tests && npm install --silent --no-audit --no-fund
	@touch $@
