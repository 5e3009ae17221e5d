# The two commands of the README are `make` and `make test`. Everything else is a step of one of them.
# CAPTURES=folder adds the checks that need the captured article texts.
PYTHON ?= python3
CAPTURES ?=
export CAPTURES
RUN = $(PYTHON) scripts/bootstrap.py

.PHONY: all rebuild check validate test bench lock

all:
	@$(RUN) rebuild validate

rebuild:
	@$(RUN) rebuild

check:
	@$(RUN) rebuild --check

validate:
	@$(RUN) validate

test:
	@$(RUN) pytest

bench:
	@$(RUN) bench

# Needs uv. Writes no index address into the file.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --group dev pyproject.toml --output-file requirements.lock
