# Needs GNU make 3.81 (the one of macOS), a POSIX shell and Python 3.11.
# Everything is installed into .venv; .make/ remembers what is installed already.

PYTHON ?= python3
VENV := .venv
PEERS := .venv-peers
BIN := $(VENV)/bin

.PHONY: help demo test check lint types self format docs benchmark clean

help:
	@echo 'make demo       lint an example application and draw its event graph'
	@echo 'make test       run the tests'
	@echo 'make check      what CI runs: format, lint, types, the tool on itself, the tests'
	@echo 'make format     format the code, and mend what ruff can mend'
	@echo 'make docs       write again what the documents quote from the tool'
	@echo 'make benchmark  time and memory against other linters, growth with size'
	@echo 'make clean      remove all that these targets made'
	@echo
	@echo 'Another Python: make PYTHON=python3.12 ... (3.11 or newer)'

demo: .make/demo
	@echo '$$ eda-lint check examples/payments/before'
	@$(BIN)/eda-lint check examples/payments/before; status=$$?; \
	if [ $$status -ne 1 ]; then \
		echo "expected findings (exit status 1), got exit status $$status" >&2; exit 1; \
	fi
	@echo
	@echo 'The exit status is 1, because there are findings: in CI this stops the build.'
	@echo 'The same platform without them: eda-lint check examples/payments/after'
	@echo
	@echo '$$ eda-lint graph examples/payments/before'
	@$(BIN)/eda-lint graph examples/payments/before

test: .make/test
	$(BIN)/python -m pytest -n auto

# The tests come last, so that the output ends in their closing line. The wheel and the pre-commit
# hook are tested among them.
check: lint types self
	$(BIN)/python -m pytest -n auto

lint: .make/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .make/test
	$(BIN)/mypy

self: .make/test
	$(BIN)/eda-lint check

format: .make/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .make/test
	$(BIN)/python -m tools.generated
	$(BIN)/python -m tests.regenerate

benchmark: .make/demo .make/peers
	$(BIN)/python -m benchmarks --peers $(PEERS)/bin
	$(BIN)/python -m benchmarks.hook --peers $(PEERS)/bin
	$(BIN)/python -m benchmarks.growth

clean:
	rm -rf .make $(VENV) $(PEERS) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.make/demo: pyproject.toml $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@mkdir -p .make && touch $@

.make/test: pyproject.toml $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@mkdir -p .make && touch $@

.make/peers: $(PEERS)/bin/python
	$(PEERS)/bin/python -m pip install --quiet cfn-lint checkov
	@mkdir -p .make && touch $@

# The interpreter is a link: make compares what it leads to, so a new Python installs anew.
$(BIN)/python $(PEERS)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'eda-lint needs Python 3.11 or newer as $(PYTHON);' \
			'name another: make PYTHON=python3.12 ...' >&2; exit 1; }
	@folder=$$(dirname $$(dirname $@)); \
	$(PYTHON) -m venv --clear $$folder || { rm -rf $$folder; exit 1; }; \
	echo '*' > $$folder/.gitignore
