"""What holds for every package: writing what was read gives the same bytes, and order matters only
where it has a meaning.

How many cases, and how to try more: tests/chance.py.
"""

import json
import random
import re
import shutil
import unicodedata
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import running_muscle_claims as rmc
from chance import Bench, cases, judged, remove
from conftest import ROOT
from pipeline.base.atomic_write import publish
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Refused
from pipeline.curation.strict_yaml import parse_yaml
from pipeline.rebuild import rendered_files
from pipeline.schema.table_schema import load_schemas
from pipeline.tables.canonical_csv import read_csv, write_csv
from pipeline.tables.rows import Origin, Rows
from test_random_curation import written

TABLES = load_schemas(PackageFiles(ROOT))
# Lists whose order has a meaning. Every other list in data/curation/ may be in any order.
# CONTRIBUTING.md has the same list.
ORDERED = {
    "passages",
    "quantities",
    "searches",
    "works",
    "topics",
    "readings",
    "first",
    "second",
    "authors",
    "seen_at",
    "read_from",
    "term_kinds",
    "keywords",
    "licenses",
    "contributors",
    "roles",
    "sources",
}


@pytest.fixture(scope="module")
def bench(_mini_built, tmp_path_factory):
    return Bench(Path(shutil.copytree(_mini_built, tmp_path_factory.mktemp("properties") / "mini")))


def written_again(root: Path) -> dict[str, bytes]:
    """The tables from the loader, written as CSV."""
    found = {}
    for name, frame in rmc.load(folder=root).items():
        rows = Rows(TABLES[name])
        columns = {
            column: [
                None if gone else value
                for value, gone in zip(
                    frame[column].astype(object), frame[column].isna(), strict=True
                )
            ]
            for column in frame
        }
        for i in range(len(frame)):
            row = {column: values[i] for column, values in columns.items()}
            rows.add(
                {
                    column: value.isoformat()[:10]
                    if value is not None and TABLES[name].field(column).type == "date"
                    else value
                    for column, value in row.items()
                },
                Origin("x", i),
            )
        found[f"data/{name}.csv"] = write_csv(rows)
    return found


def identical(root: Path) -> None:
    """Loading and writing, and reading and writing, leave the files as they are."""
    published = {f"data/{name}.csv": (root / f"data/{name}.csv").read_bytes() for name in TABLES}
    assert written_again(root) == published
    for name, table in TABLES.items():
        rows, problems = read_csv(published[f"data/{name}.csv"], table, name)
        assert problems == [] and write_csv(rows) == published[f"data/{name}.csv"]


@pytest.mark.parametrize("which", ["small", "real"])
def test_what_is_loaded_and_written_again_is_what_was_published(bench, which):
    identical(bench.root if which == "small" else ROOT)


# variations of the small package

LETTERS = "abcdefghijklmnopqrstuvwxyzäöüåæøœéèêçñšžřłđþðßģķőűįẁḥṣ"
NO_VALUES = ("na", "nan", "nil", "none", "null", "undefined", "missing", "unknown")
word = st.text(alphabet=LETTERS, min_size=2, max_size=9).filter(
    lambda text: (
        text not in (*NO_VALUES, "no", "nor", "not", "less")
        and unicodedata.is_normalized("NFC", text)
    )
)
sentence = (
    st.lists(word, min_size=3, max_size=8)
    .map(lambda found: " ".join(found).capitalize() + ".")
    .filter(lambda text: unicodedata.is_normalized("NFC", text))
    # such pairs are letters of a wrong encoding
    .filter(lambda text: not re.search("[À-ô][œšž]", text))
)
# made-up words, which no rule of meaning can take for real ones
plain = st.lists(st.text(alphabet="bdgklmp", min_size=3, max_size=8), min_size=2, max_size=5).map(
    " ".join
)
# how claims of a degree and of a relation, and findings of its result, are worded
DEGREES = {
    None: "the",
    "slight": "slightly the",
    "some": "partly the",
    "much": "significantly the",
    "main": "mainly the",
    "most": "fully the",
}
CLAIMED = {"raises": "raises", "lowers": "limits", "keeps": "keeps", "affects": "affects"}
FOUND = {
    "raises": "gives more",
    "lowers": "gives less",
    "keeps": "keeps more",
    "affects": "gives more",
}
COMPARED = [
    ("before_after", "change_within"),
    ("without_it", "difference_in_change"),
    ("groups_compared", "association"),
]
number = st.one_of(st.integers(1, 10**9), st.decimals("0.000001", "999999", places=6).map(float))


DAYS = st.dates(max_value=date(2026, 11, 29))  # before the date of the version


def maybe(strategy):
    return st.one_of(st.none(), strategy)


def kept(**entry) -> dict:
    """An entry without its empty values."""
    return {key: value for key, value in entry.items() if value is not None}


class Sources(dict):
    """Curation by path, which is not printed in full when a case fails."""

    def __repr__(self) -> str:
        return f"{len(self)} curation files"


@st.composite
def varied(draw, sources: dict) -> Sources:
    """The curation of the small package with more terms, propositions, claims, works, findings,
    evidence and searches. It is valid by construction."""
    found = Sources(json.loads(json.dumps(sources)))
    one = {
        name: found[f"data/curation/{name}.yaml"]
        for name in (
            *("terms", "propositions", "references", "evidence", "searches", "people"),
            "retired",
        )
    }
    article = found["data/curation/articles/harbour-post.yaml"]
    carrying = [passage for passage in article["passages"] if "claims" in passage]
    article["published_on"] = draw(maybe(DAYS.map(str)))
    article["note"] = draw(maybe(sentence))
    last = one["searches"]["searches"][-1]
    last["searched_on"] = max(last["searched_on"], article["published_on"] or "")
    one["people"]["people"][0] |= kept(credentials=draw(maybe(word)), affiliation=draw(maybe(word)))
    for n in range(draw(st.integers(1, 5))):
        term, name = f"outcome-{n}", f"outcome {'abcde'[n]}"
        one["terms"]["terms"].append(
            kept(
                id=term,
                name=name,
                kind="outcome",
                definition=f"{draw(sentence)} {'abcde'[n] * 3}",
                broader=draw(st.sampled_from([None, "muscle-size"])),
                plural=draw(st.sampled_from([None, True, False])),
            )
        )
        relation = draw(st.sampled_from(["raises", "lowers", "keeps", "affects"]))
        one["propositions"]["propositions"].append(
            kept(
                id=f"rowing-{relation}-{term}",
                subject="rowing",
                relation=relation,
                object=term,
                note=draw(maybe(sentence)),
                population=draw(st.sampled_from([None, "rowers"])),
            )
        )
        degree = draw(st.sampled_from(list(DEGREES)))
        modality = draw(st.sampled_from([None, "hedged"]))
        stance = draw(st.sampled_from([None, "asserts", "denies", "reports"]))
        said = ["may"] if modality else []
        said += ["not"] if stance == "denies" else []
        said += [CLAIMED[relation], DEGREES[degree], name]
        stated = draw(st.lists(st.integers(0, 5000), max_size=3))
        draw(st.sampled_from(carrying))["claims"].append(
            kept(
                id=f"harbour-post-{n + 10:03}",
                says=f"Rowing {' '.join(said)} {draw(plain)} {'abcde'[n] * 4}.",
                kind="effect",
                proposition=f"rowing-{relation}-{term}",
                terms=["rowing"],
                implied=sorted({term, "rowers"}),
                note=draw(maybe(sentence)),
                degree=degree,
                modality=modality,
                stance=stance,
                quantities=[
                    {
                        "measure": draw(word),
                        "bound": "exact",
                        "low": low,
                        "unit": "%",
                        "as_stated": f"{low} percent",
                    }
                    for low in stated
                ]
                or None,
            )
        )
        has_evidence = draw(st.booleans())
        if has_evidence:
            value = draw(number)
            spread = min(draw(number), value / 2)
            result = {"lowers": "lower"}.get(relation, "higher")
            value = -value if result == "lower" else value
            ends = draw(st.booleans())
            work = f"{draw(st.text(alphabet=LETTERS[:26], min_size=1, max_size=9))}-{n}"
            contrast, estimand = draw(st.sampled_from(COMPARED))
            is_proxy = draw(st.booleans())
            one["references"]["measures"].append(
                kept(
                    id=f"measure-{n}",
                    name=f"measure {'abcde'[n]}",
                    outcome=term,
                    stands_for="proxy" if is_proxy else "itself",
                    higher_means=draw(st.sampled_from(["more", "less"])),
                    reason=draw(sentence if is_proxy else maybe(sentence)),
                )
            )
            one["references"]["references"].append(
                kept(
                    id=work,
                    type="article-journal",
                    title=f"{draw(sentence)} {'abcde'[n] * 5}",
                    year=draw(maybe(st.integers(1900, 2025))),
                    design="uncontrolled_trial",
                    sample_size=draw(maybe(st.integers(50, 9000))),
                    status="partly_resolved",
                    seen_at=["https://example.org/" + str(n)],
                    note="Invented.",
                    container=draw(maybe(sentence)),
                    findings=[
                        kept(
                            id=f"{work}-finding",
                            says=f"Rowing {FOUND[relation]} {name} {draw(plain)} {'abcde'[n] * 6}.",
                            subject="rowing",
                            population="rowers",
                            condition=draw(st.sampled_from([None, "cycling"])),
                            contrast=contrast,
                            estimand=estimand,
                            measure_id=f"measure-{n}",
                            measure=draw(word),
                            result=result,
                            point=result,
                            value=value,
                            unit="%",
                            locator="abstract",
                            low=round(value - spread, 6) if ends else None,
                            high=round(value + spread, 6) if ends else None,
                            interval="ci95" if ends else None,
                            sample_size=draw(maybe(st.integers(1, 50))),
                            note=draw(maybe(sentence)),
                        )
                    ],
                )
            )
            judged = draw(st.sampled_from([None, "mixed"]))  # which never follows here
            one["evidence"]["evidence"].append(
                kept(
                    proposition=f"rowing-{relation}-{term}",
                    finding=f"{work}-finding",
                    because=draw(sentence),
                    direction=judged,
                    reason=draw(sentence) if judged else None,
                )
            )
        one["searches"]["searches"].append(  # the rules ask for one, also where all supports it
            kept(
                propositions=[f"rowing-{relation}-{term}"],
                searched_on=max(str(draw(DAYS)), article["published_on"] or ""),
                query=f"Rowing {draw(sentence)}",
                wording="opposing",
                results=draw(st.integers(0, 20)),
            )
        )
        for day in draw(st.lists(DAYS, max_size=2)):
            one["searches"]["searches"].append(
                kept(
                    propositions=[f"rowing-{relation}-{term}"],
                    searched_on=max(str(day), article["published_on"] or ""),
                    query=f"Rowing {draw(sentence)}",
                    outcome=draw(st.sampled_from(["found"] * has_evidence + ["not_found"])),
                    note=draw(sentence),
                )
            )
        if draw(st.booleans()):
            one["retired"]["retired"].append(
                kept(
                    table="terms",
                    id=f"gone-{n}",
                    replaced_by=draw(st.sampled_from([None, term])),
                    version="0.0.3",
                    reason=draw(sentence),
                )
            )
    return found


def sources(bench: Bench) -> Sources:
    return Sources(
        {
            path: parse_yaml(raw, path)
            for path, raw in bench.good.items()
            if path.startswith("data/curation/")
        }
    )


def put(root: Path, curation: dict) -> None:
    for path, document in curation.items():
        (root / path).write_bytes(written(document))


def republished(root: Path) -> dict[str, bytes]:
    made = rendered_files(root)
    publish(root, made)
    return made


def tried(bench: Bench, curation: dict, frictionless: bool = False) -> None:
    with bench.case() as root:
        put(root, curation)
        republished(root)
        identical(root)
        assert judged(root).exit_code == 0
        remove(root / "data/curation")
        assert judged(root, frictionless=frictionless).exit_code == 0


@pytest.mark.slow
@cases(20)
@given(st.data())
def test_a_valid_package_is_built_loaded_and_written_alike(bench, data):
    tried(bench, data.draw(varied(sources(bench))))


@pytest.mark.slow
@cases(2)
@given(st.data())
def test_frictionless_takes_a_valid_package_too(bench, data):
    tried(bench, data.draw(varied(sources(bench))), frictionless=True)


# order


def shuffled(value, chance: random.Random, under: str = ""):
    """The value with its mappings, and its lists whose order has no meaning, in another order."""
    if isinstance(value, dict):
        return {
            key: shuffled(value[key], chance, key) for key in chance.sample(list(value), len(value))
        }
    if isinstance(value, list):
        items = [shuffled(one, chance, under) for one in value]
        return items if under in ORDERED else chance.sample(items, len(items))
    return value


@pytest.mark.slow
@cases(20)
@given(st.data())
def test_order_of_keys_entries_and_files_does_not_matter(bench, data):
    curation = data.draw(st.one_of(st.just(sources(bench)), varied(sources(bench))))
    chance = random.Random(data.draw(st.integers(0, 2**32)))
    with bench.case() as root:
        put(root, curation)
        before = rendered_files(root)
        put(root, shuffled(curation, chance))
        with listed_in_any_order(chance):
            assert rendered_files(root) == before


def listed_in_any_order(chance: random.Random):
    """Folders list their files in another order each time."""
    patch = pytest.MonkeyPatch.context()

    class Listing:
        def __enter__(self):
            self.patch = patch.__enter__()
            for name in ("glob", "rglob", "iterdir"):
                plain = getattr(Path, name)
                self.patch.setattr(
                    Path,
                    name,
                    lambda path, *pattern, plain=plain: iter(
                        chance.sample(found := list(plain(path, *pattern)), len(found))
                    ),
                )

        def __exit__(self, *error):
            patch.__exit__(*error)

    return Listing()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_order_does_not_matter_in_the_real_curation(tmp_path, seed):
    chance = random.Random(seed)
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    paths = [path for path in (ROOT / "data/curation").rglob("*.yaml")]
    for path in chance.sample(paths, len(paths)):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(written(shuffled(parse_yaml(path.read_bytes(), path.name), chance)))
    with listed_in_any_order(chance):
        files_made = rendered_files(tmp_path)
    assert {
        path: raw for path, raw in files_made.items() if (ROOT / path).read_bytes() != raw
    } == {}


@pytest.mark.parametrize("under", sorted(ORDERED))
def test_order_is_meant_where_it_is_said_to_be(bench, under):
    """Each of these lists, reversed, gives other files or is refused: none is listed needlessly."""

    def turned(value, key=""):
        if isinstance(value, dict):
            return {name: turned(one, name) for name, one in value.items()}
        return (
            [turned(one) for one in (reversed(value) if key == under else value)]
            if isinstance(value, list)
            else value
        )

    curation = json.loads(json.dumps(sources(bench)))
    package, work, schemes, propositions, searches = (
        curation[f"data/curation/{name}.yaml"]
        for name in ("package", "references", "mappings", "propositions", "searches")
    )
    searches["searches"].append(searches["searches"][0] | {"query": "rowing thighs"})
    propositions["topics"].append({"topic": "cycling", "involves": ["cycling"]})
    package["licenses"].append(package["licenses"][0] | {"title": "Another"})
    package["contributors"].append(package["contributors"][0] | {"title": "Others"})
    work["references"][0] |= {
        "authors": [{"family": "A", "given": "B"}, {"family": "C", "given": "D"}],
        "seen_at": ["https://example.org/1", "https://example.org/2"],
    }
    schemes["schemes"][0]["term_kinds"].append("thing")
    with bench.case() as root:
        put(root, curation)
        before = rendered_files(root)
        put(root, turned(curation))
        with suppress(Refused):
            assert rendered_files(root) != before
