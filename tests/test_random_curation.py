"""Curation and captured texts with random faults: a build gives a valid package, or names the line
and writes nothing.

How many cases, and how to try more: tests/chance.py.
"""

import contextlib
import copy
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import mini as mini_package
import rebuild
from chance import (
    Bench,
    byte_faults,
    cases,
    files,
    judged,
    line_faults,
    number_beside,
    texts,
)
from pipeline.base.problems import Refused
from pipeline.curation.strict_yaml import parse_yaml
from pipeline.tables.csv_cells import cell

CURATION = "data/curation/"


@pytest.fixture(scope="module")
def bench(_mini_built, tmp_path_factory):
    return Bench(Path(shutil.copytree(_mini_built, tmp_path_factory.mktemp("faults") / "mini")))


@pytest.fixture(scope="module")
def texts_bench(tmp_path_factory):
    return Bench(mini_package.captures(tmp_path_factory.mktemp("texts")))


def curation(bench: Bench) -> list[str]:
    return sorted(path for path in bench.good if path.startswith(CURATION))


def published(root: Path) -> dict:
    return {path: raw for path, raw in files(root).items() if not path.startswith(CURATION)}


def values(raw: bytes):
    """The content of a curation file, or None if it is refused."""
    try:
        return parse_yaml(raw, "x")
    except Refused:
        return None


def built(bench: Bench, same: bool) -> int:
    """Rebuild a package whose curation was changed, and check what holds for every rebuild; returns
    the exit status. `same`: the content of the curation is unchanged."""
    root = bench.root
    before, sources = (
        published(root),
        {path: raw for path, raw in files(root).items() if path.startswith(CURATION)},
    )
    out, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(told):
        status = rebuild.main([str(root)])
    after = published(root)
    assert {
        path: raw for path, raw in files(root).items() if path.startswith(CURATION)
    } == sources, "rebuild changed the curation"
    if status == 0:
        assert judged(root).exit_code == 0, "the new package is not valid"
        assert not same or after == before, "the same curation gives another package"
        return status
    assert status == 1, told.getvalue()
    assert not same, told.getvalue()
    assert after == before, "a refused rebuild wrote something"
    problems = [line for line in told.getvalue().splitlines() if not line.startswith("    ")]
    assert problems.pop() == "Nothing was written."
    for line in problems:
        place = rf"{CURATION}\S+\.yaml:[1-9][0-9]*: [a-z-]+"
        empty = r"data/(\w+)\.csv: empty-table: \1$"  # where no row is, no line is to blame
        assert re.match(f"{place}|{empty}", line), line
    assert problems and judged(root).exit_code == 1, "rebuild refuses what validate accepts"
    return status


@pytest.mark.slow
@cases(100)
@given(st.data())
def test_any_bytes_of_a_curation_file_are_built_or_refused(bench, data):
    with bench.case() as root:
        name = data.draw(st.sampled_from(curation(bench)))
        raw = bench.good[name]
        broken = data.draw(st.one_of(byte_faults(raw), line_faults(raw)))
        assume(broken != raw)
        (root / name).write_bytes(broken)
        built(bench, same=values(broken) == values(raw))


def written(value) -> bytes:
    """A value as YAML: JSON, one item per line, with plain decimals."""

    def show(value, deep: int) -> str:
        pad = "\n" + " " * (deep + 1)
        if isinstance(value, dict) and value:
            return (
                "{"
                + ",".join(
                    f"{pad}{json.dumps(key, ensure_ascii=False)}: {show(one, deep + 1)}"
                    for key, one in value.items()
                )
                + "}"
            )
        if isinstance(value, list) and value:
            return "[" + ",".join(pad + show(one, deep + 1) for one in value) + "]"
        return (
            (cell(value) + ".0" * (cell(value).isdecimal()))
            if isinstance(value, float)
            else json.dumps(value, ensure_ascii=False)
        )

    return (show(value, 0) + "\n").encode("utf-8")


def places(value, path=()) -> list[tuple]:
    """Every place in a document: the keys and indexes that lead to it."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [(*path, key) for key, _ in inner] + [
        place for key, one in inner for place in places(one, (*path, key))
    ]


def words(value) -> set[str]:
    """Every text in a document."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (
        set().union(*map(words, inner)) if inner else {value} if isinstance(value, str) else set()
    )


@st.composite
def other_values(draw, value, ids: list[str]):
    """Another value for one in a document: of another type, near it, or an id from elsewhere."""
    odd = [
        None,
        True,
        False,
        0,
        1,
        -1,
        2,
        0.5,
        10**15,
        10**40,
        "",
        "x",
        [],
        {},
        [value],
        {"x": value},
        {"x": "y"},
        [[]],
        str(value),
        [value, value],
    ]
    near = (
        [float(text) if "." in text else int(text) for text in number_beside(cell(value))]
        if isinstance(value, (int, float)) and not isinstance(value, bool)
        else []
    )
    return draw(
        st.one_of(
            st.sampled_from(ids),
            st.sampled_from(ids),
            st.sampled_from(near or ids),
            st.sampled_from(odd),
            texts,
        )
    )


@pytest.mark.slow
@cases(120)
@given(st.data())
def test_any_values_in_a_curation_file_are_built_or_refused(bench, data):
    draw = data.draw
    with bench.case() as root:
        name = draw(st.sampled_from(curation(bench)))
        document = parse_yaml(bench.good[name], name)
        ids = sorted(
            set().union(*(words(parse_yaml(bench.good[other], other)) for other in curation(bench)))
        )
        changed = copy.deepcopy(json.loads(json.dumps(document)))
        for _ in range(draw(st.integers(1, 2))):
            place = draw(st.sampled_from(places(changed)))
            inside = changed
            for key in place[:-1]:
                inside = inside[key]
            key, value = place[-1], inside[place[-1]]
            fault = draw(
                st.sampled_from(["change", "change", "change", "drop", "add", "double", "swap"])
            )
            if fault == "change":
                inside[key] = draw(other_values(value, ids))
            elif fault == "drop":
                del inside[key]
            elif fault == "add" and isinstance(inside, dict):
                inside[
                    draw(
                        st.sampled_from(
                            [
                                "id",
                                "note",
                                "x",
                                "name",
                                "means",
                                "broader",
                                "statement",
                                "role",
                                "claims",
                                "rejected",
                                "degree",
                                "condition",
                                "at",
                            ]
                        )
                    )
                ] = draw(other_values(value, ids))
            elif fault == "add":
                inside.append(draw(other_values(value, ids)))
            elif fault == "double" and isinstance(inside, list):
                inside.insert(key, copy.deepcopy(value))
            elif isinstance(inside, list):
                other = draw(st.integers(0, len(inside) - 1))
                inside[key], inside[other] = inside[other], inside[key]
            if not places(changed):
                break
        broken = written(changed)
        (root / name).write_bytes(broken)
        built(bench, same=values(broken) == document and repr(values(broken)) == repr(document))


def test_values_written_are_the_values_read(bench):
    for name in curation(bench):
        document = parse_yaml(bench.good[name], name)
        assert values(written(document)) == document


@pytest.mark.slow
@cases(20)
@given(st.data())
def test_in_a_checkout_every_change_of_a_published_file_is_found(bench, data):
    with bench.case() as root:
        name = data.draw(
            st.sampled_from(
                sorted(path for path in bench.good if not path.startswith((CURATION, "schemas/")))
            )
        )
        raw = bench.good[name]
        (root / name).write_bytes(data.draw(st.one_of(byte_faults(raw), line_faults(raw))))
        assume((root / name).read_bytes() != raw)
        if data.draw(st.booleans()) and name.startswith("data/"):
            mini_package.mend_hashes(root)
        assert judged(root).exit_code == 1, f"{name} may be changed without an error"
        with contextlib.redirect_stdout(io.StringIO()):
            assert rebuild.main(["--check", str(root)]) == 1
            assert rebuild.main([str(root)]) == 0
        assert published(root) == {
            path: raw for path, raw in bench.good.items() if not path.startswith(CURATION)
        }


# captured texts


@pytest.mark.slow
@cases(30)
@given(st.data())
def test_another_captured_text_is_found(bench, texts_bench, data):
    with bench.case() as root, texts_bench.case() as folder:
        name = data.draw(st.sampled_from(sorted(texts_bench.good)))
        raw = texts_bench.good[name]
        (folder / name).write_bytes(
            data.draw(
                st.one_of(
                    byte_faults(raw), line_faults(raw), texts.map(lambda text: text.encode("utf-8"))
                )
            )
        )
        assume((folder / name).read_bytes() != raw)
        assert judged(root, folder).exit_code in (1, 2), (
            "another text is taken for the one that was annotated"
        )


@pytest.mark.slow
@cases(30)
@given(st.data())
def test_another_address_is_found_with_the_texts(bench, texts_bench, data):
    """A changed part of an address is refused, or is found with the texts once it is published."""
    draw = data.draw
    with bench.case() as root:
        name = draw(st.sampled_from([path for path in curation(bench) if path.count("/") == 3]))
        text = bench.good[name].decode("utf-8")
        addresses = re.findall(r"[0-9]+-[0-9]+/[0-9]+/[0-9a-f]{16}/[0-9a-f]{16}", text)
        one, other = draw(st.sampled_from(addresses)), draw(st.sampled_from(addresses))
        parts, others = re.split("([-/])", one), re.split("([-/])", other)
        i = draw(st.sampled_from([0, 2, 4, 6, 8]))
        parts[i] = draw(
            st.one_of(
                st.just(others[i]),
                st.sampled_from(number_beside(parts[i]) or ["0"]),
                st.sampled_from(
                    ["0", "00", "-1", "x", "9" * 9, "9" * 10, "", "0" * 16, parts[i].upper(), "٣"]
                ),
            )
        )
        assume("".join(parts) != one)
        (root / name).write_text(text.replace(one, "".join(parts), 1), encoding="utf-8")
        if built(bench, same=False) == 0:
            assert judged(root, texts_bench.root).exit_code == 1, "a wrong address is accepted"


@pytest.mark.slow
@cases(30)
@given(st.data())
def test_other_curation_against_the_texts_is_no_traceback(bench, texts_bench, data):
    with bench.case() as root:
        name = data.draw(
            st.sampled_from([path for path in curation(bench) if path.count("/") == 3])
        )
        raw = bench.good[name]
        (root / name).write_bytes(data.draw(line_faults(raw)))
        judged(root, texts_bench.root)
