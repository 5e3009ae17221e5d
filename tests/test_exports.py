"""The exports, each opened with its users' tools and compared with the tables of the loader."""

import asyncio
import json
import os
import shutil
import sqlite3
import subprocess
import sys

import pandas as pd
import pytest

import running_muscle_claims as rmc
from conftest import ROOT
from mini import as_download, build, edit
from pipeline.doors.exports.all_exports import EXPORTS
from pipeline.doors.published import read_published
from running_muscle_claims._load import plain

DATABASE = "running-muscle-claims"


@pytest.fixture(scope="module")
def package():
    return read_published(ROOT)


@pytest.fixture(scope="module")
def files(package):
    return {path: raw for name in EXPORTS for path, raw in EXPORTS[name](package).items()}


@pytest.fixture(scope="module")
def folder(files, tmp_path_factory):
    root = tmp_path_factory.mktemp("export")
    (root / "parquet").mkdir()
    for path, raw in files.items():
        (root / path).write_bytes(raw)
    return root


@pytest.fixture(scope="module")
def database_folder(package, tmp_path_factory):
    """A folder with only the SQLite database, which needs no library."""
    root = tmp_path_factory.mktemp("sqlite")
    for path, raw in EXPORTS["sqlite"](package).items():
        (root / path).write_bytes(raw)
    return root


@pytest.fixture(scope="module")
def tables():
    return rmc.load(folder=ROOT)


# SQLite


def test_sqlite_has_every_cell_and_holds_its_keys(database_folder, tables):
    with sqlite3.connect(f"file:{database_folder / DATABASE}.sqlite?mode=ro", uri=True) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        names = {
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        assert names == set(tables) | {"about", "fields"}
        for name, frame in tables.items():
            have = database.execute(f'SELECT * FROM "{name}"').fetchall()
            dates = frame.assign(
                **{
                    column: frame[column].dt.strftime("%Y-%m-%d")
                    for column in frame
                    if str(frame[column].dtype).startswith("datetime")
                }
            )
            assert have == [tuple(row.values()) for row in plain(dates)], name
        assert (
            dict(database.execute("SELECT key, value FROM about"))["version"]
            == json.loads((ROOT / "datapackage.json").read_text())["version"]
        )
        assert database.execute("SELECT count(*) FROM fields").fetchone()[0] == sum(
            len(frame.columns) for frame in tables.values()
        )


def test_sqlite_keys_checks_and_indexes_are_those_of_the_schemas(database_folder, package):
    database = sqlite3.connect(database_folder / f"{DATABASE}.sqlite")
    database.execute("PRAGMA foreign_keys = ON")
    for name, rows in package.tables.items():
        found = {
            (row[2], row[3], row[4])
            for row in database.execute(f'PRAGMA foreign_key_list("{name}")')
        }
        assert found == {
            (target, mine, theirs)
            for fields, target, others in rows.schema.foreign_keys
            for mine, theirs in zip(fields, others, strict=True)
        }, name
        info = database.execute(f'PRAGMA table_info("{name}")').fetchall()
        assert (
            tuple(row[1] for row in sorted((row for row in info if row[5]), key=lambda row: row[5]))
            == rows.schema.primary_key
        )
        assert {row[1]: bool(row[3]) for row in info} == {
            field.name: not field.nullable for field in rows.schema.fields
        }
        starts = {
            database.execute(f'PRAGMA index_info("{index[1]}")').fetchall()[0][2]
            for index in database.execute(f'PRAGMA index_list("{name}")')
        }
        assert {fields[0] for fields, _, _ in rows.schema.foreign_keys} <= starts, name
    for statement in (
        "UPDATE claims SET stance = 'denied'",
        "UPDATE claims SET proposition_id = 'none'",
        "UPDATE terms SET plural = 2",
        "UPDATE claims SET statement = NULL",
        "INSERT INTO people SELECT * FROM people",
        "DELETE FROM terms",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            database.execute(statement)
    database.close()


@pytest.mark.doors
def test_datasette_serves_tables_keys_and_descriptions(folder):
    from datasette.app import Datasette

    async def ask():
        datasette = Datasette(
            [str(folder / f"{DATABASE}.sqlite")],
            metadata=json.loads((folder / "datasette.json").read_text()),
        )
        await datasette.invoke_startup()
        get = datasette.client.get
        claims = (await get(f"/{DATABASE}/claims.json?_shape=array&stance=denies&_size=max")).json()
        count = (
            await get(
                f"/{DATABASE}.json?sql=select+count(*)+as+n+from+evidence+join+findings+using(finding_id)&_shape=array"
            )
        ).json()
        page = (await get(f"/{DATABASE}/claims")).text
        home = (await get("/")).text
        row = await get(f"/{DATABASE}/claims/mens-health-021")
        return claims, count, page, home, row.status_code, row.text

    claims, count, page, home, status, row = asyncio.run(ask())
    table = rmc.load("claims", folder=ROOT)
    assert len(claims) == (table["stance"] == "denies").sum() and count == [
        {"n": len(rmc.load("evidence", folder=ROOT))}
    ]
    described = rmc.describe("claims", folder=ROOT).set_index("field")["description"]
    stance = "Whether the claim asserts, denies or reports its proposition"
    assert stance in page and described["stance"].startswith(stance)
    assert "Claims of popular web articles" in home and "Creative Commons" in home
    claim = table.set_index("claim_id").loc["mens-health-021"]
    assert status == 200 and claim["statement"] in row


# Parquet


@pytest.mark.slow
def test_pandas_reads_parquet_with_the_types_of_the_loader(folder, tables):
    for name, frame in tables.items():
        have = pd.read_parquet(folder / f"parquet/{name}.parquet")
        if frame.empty:  # a file without rows does not keep its lists of values
            assert list(have) == list(frame) and have.empty, name
            continue
        dates = [column for column in frame if str(frame[column].dtype).startswith("datetime")]
        pd.testing.assert_frame_equal(have.drop(columns=dates), frame.drop(columns=dates))
        for column in dates:
            assert pd.to_datetime(have[column]).equals(
                frame[column].astype(pd.to_datetime(have[column]).dtype)
            ), (name, column)


@pytest.mark.doors
def test_duckdb_reads_parquet_with_the_right_types(folder, package):
    import duckdb

    wanted = {
        "string": "VARCHAR",
        "integer": "BIGINT",
        "number": "DOUBLE",
        "boolean": "BOOLEAN",
        "date": "DATE",
    }
    with duckdb.connect() as database:
        for name, rows in package.tables.items():
            path = folder / f"parquet/{name}.parquet"
            found = {
                row[0]: row[1]
                for row in database.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
            }
            assert found == {field.name: wanted[field.type] for field in rows.schema.fields}, name
            have = database.execute(f"SELECT * FROM '{path}'").fetchall()
            assert len(have) == len(rows.rows)
            for row, want in zip(have, rows.rows, strict=True):
                assert [
                    str(value) if field.type == "date" and value else value
                    for value, field in zip(row, rows.schema.fields, strict=True)
                ] == list(want.values())
        joined = database.execute(
            f"SELECT count(*) FROM '{folder}/parquet/claims.parquet' c "
            f"JOIN '{folder}/parquet/propositions.parquet' p USING (proposition_id) "
            "WHERE p.object_id = 'muscle-size'"
        )
        propositions = {
            row["proposition_id"]
            for row in package.tables["propositions"].rows
            if row["object_id"] == "muscle-size"
        }
        assert joined.fetchone()[0] == sum(
            row["proposition_id"] in propositions for row in package.tables["claims"].rows
        )


@pytest.mark.doors
def test_polars_reads_parquet_with_the_right_types(folder, package):
    import polars as pl

    wanted = {
        "string": pl.String,
        "integer": pl.Int64,
        "number": pl.Float64,
        "boolean": pl.Boolean,
        "date": pl.Date,
    }
    for name, rows in package.tables.items():
        frame = pl.read_parquet(folder / f"parquet/{name}.parquet")
        for field in rows.schema.fields:
            kind = frame.schema[field.name]
            assert (
                isinstance(kind, (pl.Categorical, pl.Enum))
                if field.values
                else kind == wanted[field.type]
            ), (name, field.name, kind)
        plainly = [
            {
                key: str(value) if hasattr(value, "isoformat") else value
                for key, value in row.items()
            }
            for row in frame.to_dicts()
        ]
        assert plainly == rows.rows, name


@pytest.mark.slow
def test_parquet_says_what_a_column_means_and_what_may_be_empty(folder, package):
    from pyarrow import parquet

    schema = parquet.read_schema(folder / "parquet/claims.parquet")
    for field in package.tables["claims"].schema.fields:
        assert (
            schema.field(field.name).nullable == field.nullable
            and schema.field(field.name).metadata[b"description"].decode() == field.description
        )


# bibliography


def pandoc(text: str, source: str, target: str, *more: str) -> str:
    import pypandoc

    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", source, "-t", target, *more],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout


@pytest.mark.doors
def test_pandoc_reads_the_bibtex_and_finds_the_references(files, tables):
    found = {
        one["id"]: one
        for one in json.loads(pandoc(files["references.bib"].decode(), "bibtex", "csljson"))
    }
    references, straight = plain(tables["references"]), lambda text: text.replace("’", "'")
    assert set(found) == {row["reference_id"] for row in references} | set(
        tables["articles"]["article_id"]
    ) | {"running-muscle-claims"}
    for row in references:
        item = found[row["reference_id"]]
        assert (
            item["type"] == row["type"]
            and item.get("DOI") == row["doi"]
            and item.get("URL") == (None if row["doi"] or row["pmid"] else row["url"])
        )
        assert (item.get("issued") or {}).get("date-parts", [[None]])[0][0] == row["year"]
        title = "".join(ch for ch in item.get("title", "") if ch.isalnum())
        assert title == "".join(ch for ch in row["title"] or "" if ch.isalnum()), row[
            "reference_id"
        ]
        assert len(item.get("author", ())) == len((row["authors"] or "").split("; ")) * bool(
            row["authors"]
        )
        first = (item.get("author") or [{}])[0]
        # the name of a body is literal, and so is one whose given name was not seen
        parts = ("dropping-particle", "family", "literal")
        assert straight(" ".join(first[part] for part in parts if part in first)) == straight(
            (row["authors"] or "").split(",")[0]
        )


@pytest.mark.doors
def test_pandoc_cites_from_the_csl_json(folder, tables):
    csl = json.loads((folder / "references.csl.json").read_text(encoding="utf-8"))
    ids = [item["id"] for item in csl]
    assert len(ids) == len(set(ids)) == len(tables["references"]) + len(tables["articles"]) + 1
    shown = pandoc(
        "[@estes-2017; @mens-health; @running-muscle-claims]",
        "markdown",
        "plain",
        "--citeproc",
        "--bibliography",
        str(folder / "references.csl.json"),
        "--wrap=none",
    )
    estes = tables["references"].set_index("reference_id").loc["estes-2017"]
    assert (
        estes["title"].split()[0] in shown and str(estes["year"]) in shown and estes["doi"] in shown
    )
    assert "Presto" in shown and "running-muscle-claims contributors" in shown
    assert {
        item["id"] for item in json.loads(pandoc(json.dumps(csl), "csljson", "csljson"))
    } == set(ids)


# JSON Lines


@pytest.mark.slow
def test_propositions_hold_everything_nested(files, tables):
    lines = [json.loads(line) for line in files["propositions.jsonl"].decode().splitlines()]
    assert [line["proposition_id"] for line in lines] == tables["propositions"][
        "proposition_id"
    ].tolist()
    claims = [claim for line in lines for claim in line["claims"]]
    for part, table in (
        ("claims", "claims"),
        ("studies", "study_evidence"),
        ("evidence", "evidence"),
        ("left_out", "evidence_left_out"),
        ("searches", "search_propositions"),
    ):
        assert sum(len(line[part]) for line in lines) == len(tables[table]), part
    for part, table in (
        ("terms", "claim_terms"),
        ("quantities", "claim_quantities"),
        ("citations", "claim_citations"),
    ):
        assert sum(len(claim[part]) for claim in claims) == len(tables[table]), part
    assert sum(len(claim["disagreements"]) for claim in claims) == len(
        tables["disagreement_claims"]
    )
    assert all(one["stands_against"] for claim in claims for one in claim["disagreements"])
    one = next(line for line in lines if line["proposition_id"] == "running-raises-muscle-size")
    gathered = rmc.proposition("running-raises-muscle-size", folder=ROOT)
    assert (
        one["address"] == gathered.address
        and [claim["claim_id"] for claim in one["claims"]] == gathered.claims["claim_id"].tolist()
    )
    found = {row["finding"]["finding_id"]: row["finding"] for row in one["evidence"]}
    assert list(found) == sorted(gathered.evidence["finding_id"])
    for row in gathered.evidence.itertuples():
        finding = found[row.finding_id]
        assert finding["reference"]["doi"] == (row.doi if isinstance(row.doi, str) else None)
        assert finding["measured_by"]["stands_for"] == row.stands_for
    stands = tables["claims_flat"].set_index("claim_id")["claim_and_evidence"]
    assert all(claim["claim_and_evidence"] == stands[claim["claim_id"]] for claim in claims)
    assert one["slots"]["muscle"] is None and one["slots"]["subject"]["name"] == "running"


@pytest.mark.doors
def test_pandas_and_duckdb_read_the_lines(folder, tables):
    import duckdb

    frame = pd.read_json(folder / "propositions.jsonl", lines=True)
    assert len(frame) == len(tables["propositions"])
    with duckdb.connect() as database:
        found = database.execute(
            f"SELECT sum(len(claims)) FROM read_json('{folder}/propositions.jsonl', "
            "maximum_object_size = 100000000)"
        ).fetchone()
    assert found[0] == len(tables["claims"])


# the command


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts/export.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | environment,
    )


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".publish-lock"
    }


@pytest.mark.slow
def test_the_same_package_gives_the_same_bytes(mini, tmp_path):
    runs = []
    for i, environment in enumerate(
        (
            {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"},
        )
    ):
        done = run(mini, "--output", tmp_path / str(i), **environment)
        assert done.returncode == 0, done.stderr
        runs.append(contents(tmp_path / str(i)))
    assert runs[0] == runs[1] and len(runs[0]) > 30
    download = as_download(mini)
    assert (
        run(download, "--output", tmp_path / "2").returncode == 0
        and contents(tmp_path / "2") == runs[0]
    )


@pytest.mark.slow
def test_some_are_written_and_the_others_stay(mini):
    assert run(mini, "--only", "sssom", "propositions").returncode == 0
    assert set(contents(mini / "build/export")) == {
        "mappings.sssom.tsv",
        "mappings-rejected.sssom.tsv",
        "propositions.jsonl",
    }
    assert run(mini, "--only", "sqlite").returncode == 0
    assert set(contents(mini / "build/export")) == {
        "mappings.sssom.tsv",
        "mappings-rejected.sssom.tsv",
        "propositions.jsonl",
        "running-muscle-claims.sqlite",
        "datasette.json",
    }
    assert "invalid choice" in run(mini, "--only", "excel").stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "change, code, told",
    [
        (
            lambda root: edit(
                root / "data/curation/terms.yaml",
                "Moving a boat with oars.",
                "Moving boats with oars.",
            ),
            1,
            "differs",
        ),
        (
            lambda root: edit(
                root / "data/terms.csv", "Moving a boat with oars.", "Moving boats with oars."
            ),
            1,
            "differs",
        ),
        (
            lambda root: (
                shutil.rmtree(root / "data/curation"),
                edit(
                    root / "data/terms.csv", "Moving a boat with oars.", "Moving boats with oars."
                ),
            ),
            1,
            "file-hash",
        ),
        (lambda root: (root / "data/terms.csv").unlink(), 1, "data/terms.csv"),
        (lambda root: (root / ".publish-ready").mkdir(), 2, "interrupted"),
        (lambda root: (root / "datapackage.json").unlink(), 2, "no datapackage.json"),
    ],
)
def test_what_is_stale_or_broken_is_not_exported(mini, change, code, told):
    assert run(mini, "--only", "propositions").returncode == 0
    before = contents(mini / "build/export")
    change(mini)
    done = run(mini, "--only", "propositions")
    assert (done.returncode, contents(mini / "build/export")) == (
        code,
        before,
    ) and told in done.stderr, done.stderr


def test_a_folder_that_cannot_be_written_is_told(mini):
    (mini / "file").write_text("")
    done = run(mini, "--only", "propositions", "--output", mini / "file")
    assert done.returncode == 2 and "file" in done.stderr and "Traceback" not in done.stderr


def test_light_exports_need_no_heavy_library(mini):
    code = (
        "import sys; sys.path.insert(0, 'scripts'); import export; "
        "assert export.main([sys.argv[1], '--only', 'sssom', 'sqlite', 'propositions']) == 0; "
        "assert not {'pyarrow', 'pybtex', 'duckdb', 'polars', 'pandas'} & set(sys.modules), 'heavy'"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(mini)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_a_dangling_row_stops_the_database(package):
    import copy

    from pipeline.base.problems import Refused

    broken = copy.copy(package)
    broken.tables = package.tables | {"claims": copy.deepcopy(package.tables["claims"])}
    broken.tables["claims"].rows[0]["proposition_id"] = "none"
    with pytest.raises(Refused, match="points to a row of propositions"):
        EXPORTS["sqlite"](broken)


@pytest.mark.doors
def test_bibtex_keeps_letters_and_addresses(package):
    import copy

    odd = copy.copy(package)
    row = dict(
        package.tables["references"].rows[0],
        reference_id="odd-2020",
        authors="O'Neil-Müller, Ł. & {Co}; World Health Organization",
        title="50 % of calf & muscle_size #1: α and “quotes”",
        doi="10.1000/a_b#c",
        pmid=None,
        url="https://example.org/~a_b?x=1&y=%20#z",
    )
    odd.tables = package.tables | {"references": copy.copy(package.tables["references"])}
    odd.tables["references"].rows = [row]
    bib = EXPORTS["bibliography"](odd)["references.bib"].decode()
    found = {one["id"]: one for one in json.loads(pandoc(bib, "bibtex", "csljson"))}["odd-2020"]
    assert (
        found["DOI"] == row["doi"]
        and "50 %" in found["title"].replace("\u00a0", " ")
        and "α" in found["title"]
        and "& muscle" in found["title"].replace("&amp;", "&")
    )
    assert "URL" not in found and "note" not in found
    odd.tables["references"].rows = [row | {"doi": None, "title": None}]
    bib = EXPORTS["bibliography"](odd)["references.bib"].decode()
    without = {one["id"]: one for one in json.loads(pandoc(bib, "bibtex", "csljson"))}["odd-2020"]
    assert without["URL"] == row["url"] and without["note"] == "Not seen: title."
    assert found["author"][0]["family"].replace("’", "'") == "O'Neil-Müller"


# the exact value of each field of an export


def changed(package, **tables):
    """The package with different rows in some tables."""
    import copy

    odd = copy.copy(package)
    odd.tables = dict(package.tables)
    for name, rows in tables.items():
        odd.tables[name] = copy.copy(package.tables[name])
        odd.tables[name].rows = rows
    return odd


@pytest.mark.slow
def test_a_work_an_article_and_the_dataset_in_csl_and_bibtex(package):
    work = package.tables["references"].by_key()["estes-2017"] | {
        "volume": "10",
        "issue": "7",
        "pages": "12-34",
        "pmid": "1",
        "pmcid": "PMC2",
        "authors": "One, A.; Two, B.; The Group",
    }
    articles = package.tables["articles"].by_key()
    odd = changed(
        package,
        references=[
            work,
            work
            | {
                "reference_id": "talk",
                "type": "paper-conference",
                "doi": None,
                "pmid": None,
                "url": "https://example.org/x",
            },
        ],
        articles=[articles["inspire-us"], articles["mens-health"] | {"published_on": "2023-10-13"}],
    )
    made = EXPORTS["bibliography"](odd)
    dataset, inspire, health, estes, talk = json.loads(made["references.csl.json"])
    assert estes == {
        "id": "estes-2017",
        "type": "article-journal",
        "title": work["title"],
        "author": [
            {"family": "One", "given": "A."},
            {"family": "Two", "given": "B."},
            {"literal": "The Group"},
        ],
        "issued": {"date-parts": [[2017]]},
        "container-title": work["container"],
        "volume": "10",
        "issue": "7",
        "page": "12-34",
        "DOI": work["doi"],
        "PMID": "1",
        "PMCID": "PMC2",
    }
    assert talk["URL"] == "https://example.org/x"
    assert inspire == {
        "id": "inspire-us",
        "type": "webpage",
        "title": articles["inspire-us"]["title"],
        "author": [{"given": "Debbie", "family": "Luna"}],
        "issued": {"date-parts": [[2022, 10, 5]]},
        "container-title": "Inspire US",
        "URL": articles["inspire-us"]["url"],
        "language": "en",
    }
    assert health["issued"] == {"date-parts": [[2023, 10, 13]]}
    d = package.descriptor
    assert dataset == {
        "id": d["name"],
        "type": "dataset",
        "title": d["title"],
        "author": [{"literal": d["contributors"][0]["title"]}],
        "version": d["version"],
        "note": d["id"],
        "issued": {"date-parts": [[int(part) for part in d["created"][:10].split("-")]]},
    }
    bib = made["references.bib"].decode()
    for line in (
        'pages = "12--34"',
        'volume = "10"',
        'number = "7"',
        'booktitle = "International Journal of Exercise Science"',
        f'version = "{d["version"]}"',
        f'note = "{d["id"]}"',
        'howpublished = "Inspire US"',
    ):
        assert line in bib, line
    assert bib.count("journal = ") == 1


def test_one_proposition_to_the_letter(mini):
    small = read_published(mini)
    lines = {
        one["proposition_id"]: one
        for one in map(
            json.loads, EXPORTS["propositions"](small)["propositions.jsonl"].decode().splitlines()
        )
    }
    one = lines["rowing-raises-quadriceps-size"]
    assert list(one) == [
        "address",
        "proposition_id",
        "statement",
        "relation",
        "slots",
        "testability",
        "testability_reason",
        "note",
        "summary",
        "claims",
        "studies",
        "evidence",
        "left_out",
        "searches",
    ]
    assert one["summary"]["agreement"] == "contested" and "proposition_id" not in one["summary"]
    claim = one["claims"][0]
    assert (
        claim["address"].endswith("#claim/harbour-post-003")
        and claim["article"]["title"] == "Rowing and your calves"
        and claim["attributed_to"] is None
    )
    assert claim["passage"]["token_count"] > 5 and "article_id" not in claim["passage"]
    assert [term["name"] for term in claim["terms"]] == [
        "muscle size",
        "quadriceps",
        "rowers",
        "rowing",
    ] and claim["quantities"][1]["low"] == 5
    assert (
        claim["citations"][0]["fidelity"] == "rounded"
        and claim["citations"][0]["citation"]["reference"]["pmid"] == "1"
    )
    assert claim["disagreements"][0]["stands_against"] == ["tide-times-001"]
    assert one["evidence"][0]["finding"]["reference"]["design"] == "uncontrolled_trial" and [
        search["outcome"] for search in one["searches"]
    ] == ["found", "not_found", "found"]
    assert [work["decision"] for work in one["searches"][2]["works"]] == ["kept", "left_out"]
    edit(
        mini / "data/curation/articles/harbour-post.yaml",
        "    degree: slight\n",
        "    degree: slight\n    attributed_to: harbour-staff\n",
    )
    again = EXPORTS["propositions"](read_published(build(mini)))["propositions.jsonl"].decode()
    assert (
        '"attributed_to": {"person_id": "harbour-staff", "name": "Staff of the Harbour Post"'
        in again
    )


def test_the_database_tells_what_values_mean_and_labels_its_rows(database_folder, package):
    with sqlite3.connect(database_folder / f"{DATABASE}.sqlite") as database:
        told = dict(
            database.execute("SELECT field, description FROM fields WHERE table_name = 'claims'")
        )
        indexes = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'index' "
                "AND tbl_name = 'claim_terms' AND sql IS NOT NULL"
            )
        ]
    assert "Values: asserts:" in told["stance"] and indexes == ["claim_terms_by_term_id"]
    shown = json.loads((database_folder / "datasette.json").read_text())["databases"][DATABASE][
        "tables"
    ]
    assert {name for name, table in shown.items() if "label_column" in table} == {
        "claims",
        "propositions",
        "findings",
        "terms",
        "references",
        "articles",
        "people",
    }
    assert all(
        table["label_column"] in package.tables[name].schema.columns
        for name, table in shown.items()
        if "label_column" in table
    )


def test_a_value_with_an_apostrophe_is_a_value():
    from pipeline.doors.exports.sqlite import _quoted, _text

    with sqlite3.connect(":memory:") as database:
        assert database.execute(
            f"SELECT {_text(chr(39) + 'x')} AS {_quoted('a' + chr(34))}"
        ).fetchone() == ("'x",)


# what TeX takes for a command, and how each is written
SIGNS = {
    "\\textbackslash{}": "\\",
    "\\textasciitilde{}": "~",
    "\\textasciicircum{}": "^",
    "\\textbraceleft{}": "{",
    "\\textbraceright{}": "}",
} | {f"\\{sign}": sign for sign in "{}$&%#_"}
TITLES = [
    *(f"Calf {sign} muscle" for sign in '{}$\\~^&%#_"'),
    "Rowing for $0",
    "The set {1, 2} of calves",
    "}x{",
    "~",
    'a ~ b^2 \\ {c} $d$ 5% #1 "e" & f_g',
    "Calf {",
    "PGC-1α – “calf”",
]


def read_as_tex(text):
    """A text without the braces around it, each sign as it is printed."""
    import re

    signs = "|".join(map(re.escape, SIGNS))
    return re.sub(signs, lambda found: SIGNS[found.group()], text.removeprefix("{")[:-1])


@pytest.mark.slow
def test_pybtex_reads_every_title_as_it_is(package):
    from pybtex.database import parse_string

    work = package.tables["references"].by_key()["estes-2017"]
    odd = changed(
        package,
        references=[
            work
            | {
                "reference_id": f"odd-{n}",
                "title": title,
                "container": title,
                "authors": f"{title.replace(',', '')}; Li {title.replace(',', '')}, Ana",
            }
            for n, title in enumerate(TITLES)
        ],
    )
    made = EXPORTS["bibliography"](odd)
    csl = {item["id"]: item for item in json.loads(made["references.csl.json"])}
    bib = parse_string(made["references.bib"].decode(), "bibtex").entries
    for n, title in enumerate(TITLES):
        entry = bib[f"odd-{n}"]
        assert read_as_tex(entry.fields["title"]) == csl[f"odd-{n}"]["title"] == title
        assert read_as_tex("{" + entry.fields["journal"] + "}") == title
        whole, person = entry.persons["author"]
        assert read_as_tex(whole.last_names[0]) == title.replace(",", "")
        assert person.first_names == ["Ana"]


@pytest.mark.doors
def test_pandoc_reads_every_title_whose_braces_have_partners(package):
    work = package.tables["references"].by_key()["estes-2017"]
    titles = [title for title in TITLES if title.count("{") == title.count("}") and title != "}x{"]
    rows = [work | {"reference_id": f"odd-{n}", "title": title} for n, title in enumerate(titles)]
    bib = EXPORTS["bibliography"](changed(package, references=rows))["references.bib"].decode()
    read = {one["id"]: one["title"] for one in json.loads(pandoc(bib, "bibtex", "csljson"))}
    for n, title in enumerate(titles):
        assert read[f"odd-{n}"].replace("\u00a0", " ") == title


@pytest.mark.slow
@pytest.mark.parametrize(
    "doi", ["10.1002/(SICI)1097-0142<1::AID>3.0.CO;2-9", "10.1000/a{b}c", "10.1000/~a_b%c#d&e^$"]
)
def test_pybtex_reads_every_doi_as_it_is(package, doi):
    from pybtex.database import parse_string

    work = package.tables["references"].by_key()["estes-2017"] | {"doi": doi}
    made = EXPORTS["bibliography"](changed(package, references=[work]))
    bib = parse_string(made["references.bib"].decode(), "bibtex")
    assert bib.entries["estes-2017"].fields["doi"] == doi


@pytest.mark.slow
def test_a_doi_with_one_brace_does_not_stop_the_export(package):
    work = package.tables["references"].by_key()["estes-2017"] | {"doi": "10.1000/a{b"}
    made = EXPORTS["bibliography"](changed(package, references=[work]))
    assert 'doi = "10.1000/a%7Bb"' in made["references.bib"].decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    "pages, shown",
    [
        ("1234.e1-1234.e8", "1234.e1--1234.e8"),
        ("12-15, 20-21", "12--15, 20--21"),
        ("CD009153", "CD009153"),
        ("iii-v", "iii--v"),
    ],
)
def test_pages_have_two_hyphens_in_bibtex(package, pages, shown):
    work = package.tables["references"].by_key()["estes-2017"] | {"pages": pages}
    made = EXPORTS["bibliography"](changed(package, references=[work]))
    assert f'pages = "{shown}"' in made["references.bib"].decode()
    assert f'"page": "{pages}"' in made["references.csl.json"].decode()


@pytest.mark.slow
def test_names_of_every_kind_in_csl_and_bibtex(package):
    work = package.tables["references"].by_key()["estes-2017"] | {
        "authors": "American College of Sports Medicine; Bassett, David R, Jr; van Mechelen, W"
    }
    people = [
        row | ({"name": "Mayo Clinic", "kind": "organisation"} if row["role"] == "author" else {})
        for row in package.tables["people"].rows
    ]
    made = EXPORTS["bibliography"](changed(package, references=[work], people=people))
    csl = {item["id"]: item for item in json.loads(made["references.csl.json"])}
    assert csl["estes-2017"]["author"] == [
        {"literal": "American College of Sports Medicine"},
        {"family": "Bassett", "given": "David R", "suffix": "Jr"},
        {"family": "van Mechelen", "given": "W"},
    ]
    assert csl["inspire-us"]["author"] == [{"literal": "Mayo Clinic"}]
    bib = made["references.bib"].decode()
    assert (
        'author = "{American College of Sports Medicine} and Bassett, Jr, David R '
        'and van Mechelen, W"'
    ) in bib
    assert 'author = "{Mayo Clinic}"' in bib


@pytest.mark.slow
@pytest.mark.parametrize(
    "standing, note",
    [
        ("retracted", "Retracted."),
        ("corrected", "Corrected."),
        ("expression_of_concern", "Expression of concern."),
        ("in_force", None),
        ("not_checked", None),
    ],
)
def test_csl_and_bibtex_say_how_a_work_stands(package, standing, note):
    work = package.tables["references"].by_key()["estes-2017"] | {"standing": standing}
    made = EXPORTS["bibliography"](changed(package, references=[work]))
    (item,) = (one for one in json.loads(made["references.csl.json"]) if one["id"] == "estes-2017")
    assert item.get("note") == note
    assert (f'note = "{note}"' in made["references.bib"].decode()) == (note is not None)


@pytest.mark.slow
def test_an_article_has_one_date_in_csl_and_bibtex_and_cite(mini):
    article = mini / "data/curation/articles/harbour-post.yaml"
    edit(article, "updated_on: null", 'updated_on: "2026-03-09"')
    for old, new, day in (
        ("updated_on", "updated_on", [2024, 2, 29]),
        ('published_on: "2024-02-29"', "published_on: null", [2026, 3, 9]),
    ):
        edit(article, old, new)
        made = EXPORTS["bibliography"](read_published(build(mini)))
        (item,) = (
            one for one in json.loads(made["references.csl.json"]) if one["id"] == "harbour-post"
        )
        assert item["issued"] == {"date-parts": [day]}
        assert f'year = "{day[0]}"' in made["references.bib"].decode()
        assert "-".join(f"{part:02}" for part in day) in rmc.cite("harbour-post", folder=mini)


@pytest.mark.slow
def test_parquet_files_are_compressed_and_titled(folder, package):
    from pyarrow import parquet

    file = parquet.ParquetFile(folder / "parquet/claims.parquet")
    assert (
        file.metadata.row_group(0).column(2).compression == "ZSTD"
        and file.schema_arrow.metadata[b"title"].decode() == package.tables["claims"].schema.title
    )
