"""Downloads with random faults: a package stays equivalent or is found wrong; no traceback, no
hang, no changed file.

How many cases, and how to try more: tests/chance.py.
"""

import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import mini as mini_package
import running_muscle_claims as rmc
from chance import (
    Bench,
    byte_faults,
    cases,
    cell_faults,
    csv_of,
    files,
    guard,
    judged,
    line_faults,
    rows_of,
)
from conftest import ROOT
from pipeline.base.package_files import PackageFiles
from pipeline.schema.table_schema import load_schemas
from running_muscle_claims import PackageError

TABLES = load_schemas(PackageFiles(ROOT))
DATA = sorted(f"data/{name}.csv" for name in TABLES)


@pytest.fixture(scope="module")
def bench(_mini_built, tmp_path_factory):
    return Bench(
        mini_package.as_download(
            Path(shutil.copytree(_mini_built, tmp_path_factory.mktemp("faults") / "mini"))
        )
    )


def free(table: str, column: str) -> bool:
    """Whether a column is free text from which nothing is derived: any clean text is valid."""
    one = TABLES[table]
    field = one.field(column)
    keys = {
        *one.primary_key,
        *(name for fields, _, _ in one.foreign_keys for name in fields),
        *(name for key in one.unique_keys for name in key),
    }
    return (
        field.type == "string"
        and not field.values
        and "pattern" not in field.raw
        and column not in keys
        and not one.derived
    )


# Columns that nothing else in a download repeats: another good value passes once the hashes are
# mended. In a checkout, the curation has the value.
LOOSE = {
    "articles": (
        "author_id language published_on text_characters text_sha256 text_tokens updated_on url "
        "url_seen_at"
    ),
    "passages": "fingerprint lead role token_count",
    "terms": "broader_id plural",
    "muscles": "kind region",
    "exercises": "duration kind load purpose slope speed surface",
    "term_names": "name status",
    "schemes": "uri_prefix",
    "mappings": "confidence predicate_id predicate_modifier",
    "mapping_readings": "first first_modifier object_id second subject_id",
    "energy_costs": "met",
    "people": "kind role",
    "references": (
        "age_high age_low age_mean arms authors design doi duration_weeks pages pmcid sample_size "
        "seen_at sex standing standing_checked_on standing_seen_at studies training_status url year"
    ),
    "measures": "higher_means stands_for",
    "term_relations": "other_id relation term_id",
    "citations": "basis",
    "findings": (
        "condition_id contrast estimand high interval locator low p_relation point read_from "
        "sample_size sample_size_comparator sample_size_subject spread spread_type studies unit "
        "value"
    ),
    "evidence_left_out": "finding_id proposition_id",
    "bearing_readings": "bearing direction finding_id proposition_id",
    "evidence_readings": (
        "first_direction first_directness proposition_id second_direction second_directness"
    ),
    "searches": "place results searched_on wording",
    "search_propositions": "outcome proposition_id search_id",
    "readings": "end fingerprint kind lead stance start token_count",
    "retired_ids": "old_id replaced_by table_name version",
}
CELLS = [
    (name, row, column)
    for name in TABLES
    for row in (0, 1, 2, 5)
    for column in TABLES[name].columns
]


def accepted(*what) -> None:
    """Record what passed, for the list above: RANDOM_FAULTS_SEEN names a file for it."""
    if os.environ.get("RANDOM_FAULTS_SEEN"):
        with open(os.environ["RANDOM_FAULTS_SEEN"], "a", encoding="utf-8") as out:
            out.write(json.dumps(what) + "\n")


def mend_all(root: Path) -> None:
    """Make descriptor and Croissant fit the files, as someone who changes them on purpose would."""
    mini_package.mend_hashes(root)
    (root / "croissant.json").unlink(missing_ok=True)


class Tables(dict):
    """The good tables, which are not printed in full when a case fails."""

    def __repr__(self) -> str:
        return f"{len(self)} tables"


def loaded(root: Path, good: Tables | None) -> None:
    """The loader gives the good tables or reports an error. With mended hashes (`good` is None) it
    may give others."""
    try:
        found = rmc.load(folder=root)
    except PackageError as error:
        assert str(error)
        return
    if good is not None:
        assert same(found, good)


def same(found: dict, good: dict) -> bool:
    return found.keys() == good.keys() and all(
        found[name].astype(object).equals(good[name].astype(object)) for name in good
    )


@pytest.fixture(scope="module")
def good(bench):
    return Tables(rmc.load(folder=bench.root))


def changed_cell(draw, root: Path, places) -> tuple[str, str, str, str] | None:
    """Change one cell of a table; returns table, column, old and new text."""
    name, row, column = draw(places)
    path = root / f"data/{name}.csv"
    rows = rows_of(path.read_bytes())
    if len(rows) == 1:
        return None
    row, place = 1 + row % (len(rows) - 1), TABLES[name].columns.index(column)
    old = rows[row][place]
    elsewhere = TABLES[draw(st.sampled_from(sorted(TABLES)))].name
    others = (
        {other[place] for other in rows[1:]}
        | set(rows[row])
        | set(rows_of((root / f"data/{elsewhere}.csv").read_bytes())[-1])
    )
    rows[row][place] = draw(cell_faults(old, sorted(others)))
    path.write_bytes(csv_of(rows))
    return None if rows[row][place] == old else (name, column, old, rows[row][place])


@pytest.mark.slow
@cases(100)
@given(st.data())
def test_a_changed_cell_is_found_or_free(bench, good, data):
    with bench.case() as root:
        done = changed_cell(data.draw, root, st.sampled_from(CELLS))
        assume(done)
        name, column, old, new = done
        loaded(root, good)
        if data.draw(st.booleans()):
            assert any(p.file == f"data/{name}.csv" for p in judged(root).problems), (
                "the hash does not find it"
            )
        mend_all(root)
        loaded(root, None)
        if judged(root).exit_code == 0:
            accepted("cell", name, column, free(name, column), old, new)
            assert free(name, column) or column in LOOSE.get(name, "").split(), (
                f"{name}.{column} accepts {new!r} in place of {old!r}"
            )


@pytest.mark.slow
@cases(4)
@given(st.data())
def test_a_changed_cell_of_the_real_package_is_found_or_free(real_bench, data):
    with real_bench.case() as root:
        done = changed_cell(
            data.draw,
            root,
            st.tuples(st.sampled_from(sorted(TABLES)), st.integers(0, 5000)).flatmap(
                lambda place: st.tuples(
                    st.just(place[0]), st.just(place[1]), st.sampled_from(TABLES[place[0]].columns)
                )
            ),
        )
        assume(done)
        name, column, old, new = done
        mend_all(root)
        if judged(root).exit_code == 0:
            accepted("real cell", name, column, free(name, column), old, new)
            assert free(name, column) or column in LOOSE.get(name, "").split(), (
                f"{name}.{column} accepts {new!r} in place of {old!r}"
            )


@pytest.fixture(scope="module")
def real_bench(tmp_path_factory):
    root = tmp_path_factory.mktemp("real") / "package"
    for name in ("data", "schemas"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("curation"))
    for name in ("datapackage.json", "CITATION.cff", "CODEBOOK.md", "croissant.json"):
        shutil.copy(ROOT / name, root / name)
    return Bench(root)


# Tables in which a row may be missing without a trace in another table.
LOOSE_ROWS = {
    "passages",
    "claim_terms",
    "claim_citations",
    "claim_quantities",
    "term_names",
    "name_meanings",
    "mappings",
    "evidence",
    "evidence_readings",
    "evidence_left_out",
    "bearing_readings",
    "mapping_readings",
    "readings",
    "searches",
    "search_propositions",
    "search_works",
    "testability_readings",
    "audits",
    "retired_ids",
    "term_members",
    "term_relations",
}


@pytest.mark.slow
@cases(50)
@given(st.data())
def test_changed_rows_and_columns_are_found(bench, good, data):
    draw = data.draw
    with bench.case() as root:
        name, other = draw(st.sampled_from(sorted(TABLES))), draw(st.sampled_from(sorted(TABLES)))
        path = root / f"data/{name}.csv"
        raw = path.read_bytes()
        rows, more = rows_of(raw), rows_of((root / f"data/{other}.csv").read_bytes())
        fault = draw(
            st.sampled_from(
                [
                    "delete",
                    "double",
                    "swap",
                    "foreign",
                    "header",
                    "column",
                    "rename",
                    "reorder",
                    "cut",
                    "empty",
                ]
            )
        )
        i, j = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, len(rows) - 1))
        k = draw(st.integers(0, len(rows[0]) - 1))
        if fault in ("delete", "header"):
            del rows[0 if fault == "header" else i]
        elif fault == "double":
            rows.insert(j, rows[i])
        elif fault == "swap":
            rows[i], rows[j] = rows[j], rows[i]
        elif fault == "foreign":
            rows[i] = more[draw(st.integers(0, len(more) - 1))]
        elif fault == "column":
            rows = [row[:k] + row[k + 1 :] for row in rows]
        elif fault == "rename":
            rows[0][k] = draw(st.sampled_from([*more[0], rows[0][k].upper(), rows[0][k] + " ", ""]))
        elif fault == "reorder":
            order = draw(st.permutations(range(len(rows[0]))))
            rows = [[row[n] for n in order] for row in rows]
        elif fault == "cut":
            rows[i] = rows[i][:k]
        else:
            rows = rows[:1]
        path.write_bytes(csv_of(rows))
        assume(path.read_bytes() != raw)
        loaded(root, good)
        assert any(p.file == f"data/{name}.csv" for p in judged(root).problems), (
            "the hash does not find it"
        )
        mend_all(root)
        loaded(root, None)
        if judged(root).exit_code == 0:
            accepted("row", name, fault, i)
            assert fault in ("delete", "empty") and (name in LOOSE_ROWS), (
                f"{name}: {fault}, row {i}"
            )


PUBLISHED = [*DATA, "datapackage.json", "croissant.json", "CITATION.cff", "CODEBOOK.md"]


@pytest.mark.slow
@cases(100)
@given(st.data())
def test_changed_bytes_of_any_published_file_are_found(bench, good, data):
    with bench.case() as root:
        name = data.draw(st.sampled_from(PUBLISHED))
        raw = bench.good[name]
        (root / name).write_bytes(data.draw(st.one_of(byte_faults(raw), line_faults(raw))))
        assume((root / name).read_bytes() != raw)
        loaded(root, good)
        report = judged(root)
        if report.exit_code == 0:
            report = judged(root, frictionless=True)
        if (
            report.exit_code == 0
        ):  # roles of contributors and the hour of creation stand in the descriptor alone
            accepted("bytes", name)
            assert name == "datapackage.json" and all(
                re.match("/contributors/[0-9]+/roles|/created", at)
                for at in difference(json.loads(raw), json.loads((root / name).read_bytes()))
            ), f"{name} may be changed without an error"
        if name in DATA:
            mend_all(root)
            loaded(root, None)
            judged(root)


@pytest.mark.slow
@cases(50)
@given(st.data())
def test_changed_files_are_found(bench, good, data):
    draw = data.draw
    with bench.case() as root:
        name, other = (
            draw(st.sampled_from([*DATA, "datapackage.json"])),
            draw(st.sampled_from(PUBLISHED)),
        )
        path = root / name
        fault = draw(
            st.sampled_from(
                [
                    "delete",
                    "empty",
                    "swap",
                    "folder",
                    "more",
                    *["link", "away", "loop", "pipe", "endless"] * hasattr(os, "mkfifo"),
                ]
            )
        )
        if fault == "swap":
            assume(bench.good[name] != bench.good[other])
            raw = path.read_bytes()
            path.write_bytes((root / other).read_bytes())
            (root / other).write_bytes(raw)
        elif fault == "more":
            added = draw(
                st.sampled_from(
                    [
                        "x",
                        "terms.CSV",
                        "terms.csv.bak",
                        ".hidden",
                        "deep/terms.csv",
                        "\u202e.csv",
                        "a b.csv",
                        "\udcff.csv",
                    ]
                )
            )
            (root / "data" / added).parent.mkdir(exist_ok=True)
            (root / "data" / added).write_bytes(draw(st.sampled_from([b"", raw_of(bench, other)])))
        else:
            path.unlink()
            if fault == "empty":
                path.write_bytes(b"")
            elif fault == "folder":
                path.mkdir()
            elif fault == "pipe":
                os.mkfifo(path)
            elif fault != "delete":
                path.symlink_to(
                    {
                        "link": root / other,
                        "away": "nowhere",
                        "loop": path.name,
                        "endless": "/dev/zero",
                    }[fault]
                )
        assume(files(root) != bench.good)
        loaded(root, good)
        report = judged(root)
        assert report.exit_code == 1, f"{name}: {fault}"


def raw_of(bench: Bench, name: str) -> bytes:
    raw = bench.good[name]
    assert isinstance(raw, bytes)
    return raw


SCHEMAS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "schemas").glob("*.json"))


@pytest.mark.slow
@cases(50)
@given(st.data())
def test_changed_schemas_are_found(bench, data):
    """The descriptor has the hash of each schema. One error names the file."""
    with bench.case() as root:
        name = data.draw(st.sampled_from(SCHEMAS))
        raw = raw_of(bench, name)
        (root / name).write_bytes(data.draw(st.one_of(byte_faults(raw), line_faults(raw))))
        assume((root / name).read_bytes() != raw)
        assert [problem.file for problem in judged(root).problems] == [name]


def difference(a, b, where: str = "") -> list[str]:
    """Where two JSON values differ."""
    if isinstance(a, dict) and isinstance(b, dict):
        return [
            at
            for key in {**a, **b}
            for at in (
                difference(a[key], b[key], f"{where}/{key}")
                if key in a and key in b
                else [f"{where}/{key}"]
            )
        ]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        pairs = enumerate(zip(a, b, strict=True))
        return [at for i, pair in pairs for at in difference(*pair, f"{where}/{i}")]
    return [] if a == b and type(a) is type(b) else [where]


@pytest.fixture(scope="module")
def zipped(bench, tmp_path_factory):
    """The same small package as two zips: compressed as usual, and stored only."""
    found = []
    for kind in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        path = tmp_path_factory.mktemp("zip") / "package.zip"
        with zipfile.ZipFile(path, "w", kind) as archive:
            for name in ("datapackage.json", *DATA, "CITATION.cff"):
                archive.writestr(f"package-1/{name}", raw_of(bench, name))
        found.append(path)
    return [(path, path.read_bytes()) for path in found]


@cases(150)
@given(st.data())
def test_a_changed_zip_loads_the_good_tables_or_is_refused(zipped, good, data):
    path, raw = data.draw(st.sampled_from(zipped))
    directory = (
        raw.rindex(b"PK\x01\x02") - 3000
    )  # the list of files at the end, where a changed byte does the most harm
    broken = data.draw(
        st.one_of(
            byte_faults(raw), byte_faults(raw[directory:]).map(lambda tail: raw[:directory] + tail)
        )
    )
    path.write_bytes(broken)
    with guard():
        loaded(path, good)
