# The two commands of the README are `make` and `make test`.
# CAPTURES=folder adds the checks that need the captured article texts.
PYTHON ?= python3
CAPTURES ?=
PREVIOUS ?=
export CAPTURES
RUN = $(PYTHON) scripts/bootstrap.py

.PHONY: all rebuild check validate test test-all test-doors test-clients check-code check-page bench faults export explorer figures diff release metadata sssom lock

all:
	@$(RUN) rebuild validate

rebuild:
	@$(RUN) rebuild

check:
	@$(RUN) rebuild --check

validate:
	@$(RUN) validate

# Every unit and rule test, the real package once, and a sample of each slow family: tests/README.md. Two minutes on two cores.
test:
	@$(RUN) pytest

# Everything but what test-doors runs. Half an hour to an hour on two cores.
test-all:
	@$(RUN) pytest-all

# What others open the package with: Datasette, DuckDB, Polars, pandoc, mypy, then cffconvert, mlcroissant and sssom-py.
test-doors: test-clients metadata sssom

test-clients:
	@$(RUN) pytest-doors

# Form, types and layers of the code; and of the page, where npm is there.
check-code: check-page
	@$(RUN) format lint types layers

# Format and lint of the page's sources. It needs Node; `make` and `make test` do not.
check-page:
	@if command -v npm >/dev/null; then \
		{ [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --silent; } && \
		npm run --silent format:check && npm run --silent lint; \
	else \
		echo "check-page was not run: it needs npm, which comes with Node." >&2; \
		[ -z "$$CI" ]; \
	fi

# Times and memory, as ratios to others in the same run; SIZES="1 10 100" measures larger packages.
bench:
	@$(RUN) bench
	@$(RUN) bench-page
	@$(RUN) bench-scale $(if $(SIZES),--sizes $(SIZES))

# Breaks copies of the package in every way, and writes which layer finds what into tests/faults/README.md. Needs CAPTURES.
faults:
	@$(RUN) faults

# Other forms of the package, into build/export/.
export:
	@$(RUN) export

# The page to look at the data, into build/explorer/.
explorer:
	@$(RUN) explorer

# The figures, into build/figures/, and those that the README shows.
figures:
	@$(RUN) figures --readme

# Rows added, removed and changed since another version, the honest version number, and lines for the changelog.
diff:
	@$(RUN) diff $(PREVIOUS)

# The versioned archive, into build/release/.
release:
	@$(RUN) release $(if $(PREVIOUS),--previous $(PREVIOUS))

# What others' tools say of CITATION.cff and croissant.json, in an environment of its own for its size.
metadata:
	@$(RUN) metadata

# Exports the mappings and validates them with sssom-py, in an environment of its own for its size.
sssom:
	@$(RUN) sssom
	@$(RUN) sssom-check

# Needs uv. Writes no index address into the files. What is pinned in a file stays as it is while it fits.
LOCK = uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11
lock:
	$(LOCK) --group build pyproject.toml --output-file requirements.lock
	$(LOCK) --group test pyproject.toml --output-file requirements-test.lock
	$(LOCK) --group full pyproject.toml --output-file requirements-full.lock
	$(LOCK) --group doors pyproject.toml --output-file requirements-doors.lock
	$(LOCK) --group code pyproject.toml --output-file requirements-code.lock
	$(LOCK) --group metadata --output-file requirements-metadata.lock
	$(LOCK) --group sssom --output-file requirements-sssom.lock
