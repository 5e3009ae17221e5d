# The two commands of the README are `make` and `make test`. Everything else is a step of one of them.
# CAPTURES=folder adds the checks that need the captured article texts.
PYTHON ?= python3
CAPTURES ?=
export CAPTURES
RUN = $(PYTHON) scripts/bootstrap.py

.PHONY: all rebuild check validate test bench sssom lock

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

# Writes build/mappings.sssom.tsv and validates it with sssom-py, in an environment of its own for its size.
sssom:
	@$(RUN) sssom
	@$(RUN) sssom-check

# Needs uv. Writes no index address into the file.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --group dev pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --group sssom --output-file requirements-sssom.lock
