"""The evidence table, the searches, and the tasks of somebody who writes systematic reviews."""

import csv
import io
import re
from pathlib import Path

import pandas as pd
import pytest

import running_muscle_claims as rmc
from browser import Tab, browser, data, file, needs_chromium, tab, tables  # noqa: F401  fixtures
from conftest import ROOT
from pipeline.doors.explorer import against, topic_charts
from pipeline.doors.explorer.chart_rows import standings

pytestmark = [pytest.mark.browser, needs_chromium]
TRIALS = ["randomised_trial", "randomised_crossover", "controlled_trial", "crossover"]
PAGE = 50
SHARES = {"agreement": topic_charts.AGREEMENT, "standing": topic_charts.STANDING}


def read(name):
    """A table as it is published, every cell as text."""
    return pd.read_csv(ROOT / f"data/{name}.csv", dtype=str, keep_default_na=False)


def joined():
    """The findings with their references and measures, as text."""
    return (
        read("findings")
        .merge(read("references"), on="reference_id", suffixes=("", "_of_reference"))
        .merge(read("measures"), on="measure_id", suffixes=("", "_of_measure"))
        .set_index("finding_id")
    )


def count(tab):
    return int(tab.page.locator(".count").get_attribute("data-count"))


def shown(tab):
    return tab.page.locator(".evidence tbody tr").evaluate_all(
        "rows => rows.map(row => row.dataset.id)"
    )


def saved(tab):
    with tab.page.expect_download() as download:
        tab.page.click(".save")
    raw = Path(download.value.path()).read_bytes()
    return download.value.suggested_filename, raw


def cells(raw):
    return pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False)


def about(**criteria):
    return set(rmc.evidence_about(**criteria, folder=ROOT)["finding_id"])


# tasks


def test_all_trials_on_running_and_muscle_size_in_three_clicks(tab):
    clicks = 0
    tab.page.fill(".find input[name=q]", "running muscle size")
    tab.page.click(".find button")
    clicks += 1
    tab.settle()
    tab.page.click("text=Trials among them")
    clicks += 1
    tab.settle()
    source = joined()
    wanted = about(exercise="running", outcome="muscle size") & set(
        source.index[source["design"].isin(TRIALS)]
    )
    assert count(tab) == len(wanted) > 5
    assert set(shown(tab)) == wanted  # all on one page
    works = {source.loc[one, "reference_id"] for one in wanted}
    assert f"from {len(works)} of " in tab.page.locator(".count").inner_text()
    heads = tab.page.locator(".evidence th").all_inner_texts()
    assert {"study", "year", "design", "n", "effect, interval", "p"} <= {
        head.strip().removesuffix("▲").strip() for head in heads
    }
    for one in wanted:
        row = tab.page.locator(f".evidence tr[data-id='{one}']")
        cell = {
            label: row.locator(f"td[data-label='{label}']").inner_text()
            for label in ("year", "n", "effect, interval", "p")
        }
        said = source.loc[one]
        n = said["sample_size"] or said["sample_size_of_reference"]
        assert cell["year"] == said["year"] and cell["n"].split(" ")[0].strip() == n, one
        assert (cell["effect, interval"] != "") == (said["value"] != "")
        for part in ("value", "low", "high"):
            assert not said[part] or f"{float(said[part]):g}" in cell["effect, interval"], one
        assert (cell["p"] != "") == (said["p_value"] != "")
    _, raw = saved(tab)
    clicks += 1
    assert set(cells(raw)["finding_id"]) == wanted and clicks <= 3


def test_what_was_searched_and_when_in_one_click(tab):
    tab.page.click("nav >> text=Searches")
    tab.settle()
    searches, works = read("searches"), read("search_works")
    assert count(tab) == len(searches)
    rows = tab.page.locator(".rows tbody tr").evaluate_all(
        "rows => rows.map(row => Object.fromEntries([...row.cells].map(cell => "
        "[cell.dataset.label, cell.innerText])))"
    )
    assert len(rows) == PAGE
    latest = searches.sort_values("searched_on", ascending=False, kind="stable")
    assert [row["date"] for row in rows] == latest["searched_on"].tolist()[:PAGE]
    assert {row["where"] for row in rows} <= {
        place.replace("_", " ") for place in searches["place"]
    }
    assert all(any(query in row["words"] for query in searches["query"]) for row in rows)
    name, raw = saved(tab)
    frame = cells(raw).set_index("search_id")
    assert name == f"running-muscle-claims-{version()}-searches.csv"
    own = searches.set_index("search_id").loc[frame.index]
    for column in own.columns:
        assert frame[column].tolist() == own[column].tolist(), column
    kept = works[works["decision"] == "kept"].groupby("search_id").size()
    assert frame["kept"].astype(int).tolist() == kept.reindex(frame.index, fill_value=0).tolist()
    made = read("search_propositions")
    looked = made.groupby("search_id")["proposition_id"].agg("; ".join)
    assert frame["proposition_ids"].tolist() == looked.reindex(frame.index, fill_value="").tolist()


def test_searches_are_filtered_by_date_result_and_words(tab):
    searches, works = read("searches"), read("search_works")
    date = searches["searched_on"].iloc[0]
    tab.go("#searches")
    tab.page.select_option("select[name=date]", date)
    tab.settle()
    assert count(tab) == (searches["searched_on"] == date).sum()
    tab.go("#searches?works=some_kept")
    assert count(tab) == works[works["decision"] == "kept"]["search_id"].nunique()
    left = tab.page.locator("td[data-label='left out'] summary").first
    left.click()
    assert ": " in tab.page.locator("td[data-label='left out'] li").first.inner_text()
    tab.go("#searches?q=downhill")
    said = tab.page.locator(".rows tbody tr").all_inner_texts()
    assert 0 < count(tab) < len(searches) and said


def version():
    return (
        rmc.load(folder=ROOT)
        and re.search(
            r'"version": "([^"]+)"', (ROOT / "datapackage.json").read_text(encoding="utf-8")
        )[1]
    )


# the table


def test_the_file_has_all_columns_as_they_are(tab):
    tab.go("#studies")
    name, raw = saved(tab)
    assert name == f"running-muscle-claims-{version()}-findings.csv"
    text = raw.decode("utf-8")
    assert not raw.startswith(b"\xef\xbb\xbf") and text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])} and len(set(rows[0])) == len(rows[0])
    # line ends are CRLF except inside a quoted cell
    assert len(re.sub(r'"(?:[^"]|"")*"', "", text).split("\r\n")) == len(rows) + 1
    frame = cells(raw).set_index("finding_id")
    findings, references = read("findings").set_index("finding_id"), read("references")
    assert sorted(frame.index) == sorted(findings.index)
    findings = findings.loc[frame.index]
    works = references.set_index("reference_id").loc[findings["reference_id"]]
    measures = read("measures").set_index("measure_id").loc[findings["measure_id"]]

    def same(mine, theirs):
        return all(
            one == other or (other and float(one) == float(other))
            for one, other in zip(mine, theirs, strict=True)
        )

    for column in findings:
        assert same(frame[column], findings[column]), column
    for prefix, table in (("reference", works), ("measure", measures)):
        for column in table:
            own = f"{prefix}_{column}" if f"{prefix}_{column}" in frame else column
            assert same(frame[own], table[column]), column
    assert {"doi", "pmid", "pmcid", "interval", "p_relation", "estimand", "locator"} <= {*frame}
    names = read("terms").set_index("term_id")["name"]
    for slot in ("subject", "comparator", "condition", "object", "muscle", "population"):
        assert frame[slot].tolist() == [names.get(one, "") for one in findings[f"{slot}_id"]]
    n = [
        one or other
        for one, other in zip(findings["sample_size"], works["sample_size"], strict=True)
    ]
    assert frame["n"].tolist() == n and n.count("") < findings["sample_size"].eq("").sum()
    assert "risk_of_bias" in frame


CHOICES = [
    ("design", ["randomised_trial"], lambda all: all["design"] == "randomised_trial"),
    (
        "design",
        ["cohort", "twin_study"],
        lambda all: all["design"].isin(["cohort", "twin_study"]),
    ),
    ("result", ["lower", "mixed"], lambda all: all["result"].isin(["lower", "mixed"])),
    ("read", ["full_text"], lambda all: all["locator"] == "full_text"),
    ("effect", ["given"], lambda all: all["value"] != ""),
    ("effect", ["none"], lambda all: all["value"] == ""),
    ("effect", ["interval"], lambda all: all["interval"] != ""),
    ("training", ["trained"], lambda all: all["training_status"] == "trained"),
    ("source", ["review"], lambda all: all["design"].str.contains("review|meta_analysis")),
    ("contrast", ["before_after"], lambda all: all["contrast"] == "before_after"),
    ("standing", ["not_checked"], lambda all: all["standing"] == "not_checked"),
]


def test_each_filter_agrees_with_the_tables(tab):
    source = joined()
    for key, values, fits in CHOICES:
        tab.go(f"#studies?{key}={','.join(values)}")
        assert count(tab) == fits(source).sum(), (key, values)
    for key, names, ask in (
        ("muscle", ["calves", "quadriceps"], "muscle"),
        ("exercise", ["uphill-running", "sprinting"], "exercise"),
        ("outcome", ["muscle-size", "strength"], "outcome"),
        ("population", ["long-distance-runners", "runners"], "population"),
    ):
        tab.go(f"#studies?{key}={','.join(names)}")
        assert count(tab) == len(set().union(*(about(**{ask: name}) for name in names))), key
    tab.go("#studies?from=2000&to=2009")
    years = pd.to_numeric(source["year"])
    assert count(tab) == years.between(2000, 2009).sum() > 10
    tab.go("#studies?comparator=flat-running")
    assert count(tab) >= (source["comparator_id"] == "flat-running").sum() > 10


def test_the_findings_of_a_question_are_those_of_its_studies(tab):
    asked, evidence = read("question_evidence"), read("evidence")
    of = read("findings").set_index("finding_id")["reference_id"]
    for question in asked["question_id"].drop_duplicates()[::40]:
        wanted = set()
        for row in asked[asked["question_id"] == question].itertuples():
            near = evidence[evidence["proposition_id"].isin(row.proposition_ids.split("; "))]
            wanted |= {one for one in near["finding_id"] if of[one] == row.reference_id}
        tab.go(f"#studies?question={question}")
        assert count(tab) == len(wanted) > 0, question


def test_several_filters_are_set_by_hand_with_their_counts(tab):
    tab.go("#studies")
    source = joined()
    tab.page.click(".facet[data-filter=design] summary")
    tab.page.wait_for_selector("input[name=design]")
    options = dict(
        tab.page.locator(".facet[data-filter=design] label").evaluate_all(
            "labels => labels.map(label => [label.querySelector('input').value, "
            "Number(label.textContent.match(/[(](\\d+)[)]/)[1])])"
        )
    )
    assert options == source["design"].value_counts().to_dict()
    for design in ("randomised_trial", "controlled_trial"):
        tab.page.check(f"input[name=design][value={design}]")
        tab.settle()
    tab.page.click(".facet[data-filter=result] summary")
    tab.page.check("input[name=result][value=no_clear_difference]")
    tab.settle()
    assert tab.page.evaluate("decodeURIComponent(location.hash)") == (
        "#studies?design=randomised_trial,controlled_trial&result=no_clear_difference"
    )
    fits = source["design"].isin(["randomised_trial", "controlled_trial"]) & (
        source["result"] == "no_clear_difference"
    )
    assert count(tab) == fits.sum() > 10
    assert tab.page.locator(".chosen li").count() == 3
    tab.page.keyboard.press("Escape")
    assert tab.page.locator(".facet[open]").count() == 0
    assert tab.page.evaluate("document.activeElement.tagName") == "SUMMARY"
    tab.page.click("button[aria-label='drop Design: controlled trial']")
    tab.settle()
    assert "controlled_trial" not in tab.page.evaluate("location.hash")
    tab.page.click("text=Clear")
    tab.settle()
    assert tab.page.evaluate("location.hash") == "#studies" and count(tab) == len(source)


def test_presets_keep_what_else_is_chosen(tab):
    tab.go("#studies?outcome=muscle-size")
    tab.page.click(".presets >> text=Trials, randomised or controlled")
    tab.settle()
    source = joined()
    trials = set(source.index[source["design"].isin(TRIALS)])
    assert count(tab) == len(trials & about(outcome="muscle size"))
    assert tab.page.locator(".presets a[aria-current]").count() == 1
    ranks = [TRIALS.index(source.loc[one, "design"]) for one in shown(tab)]
    assert ranks == sorted(ranks)


def test_unknown_values_filter_nothing(tab):
    for address in (
        "#studies?design=nothing",
        "#studies?muscle=constructor",
        "#studies?from=x&to=99999",
        "#studies?sort=__proto__&page=-3",
        "#studies?question=constructor,__proto__",
    ):
        tab.go(address)
        assert count(tab) == len(read("findings")), address


def test_every_heading_sorts_the_evidence(tab):
    tab.go("#studies?effect=given")
    for n in range(tab.page.locator(".evidence th button").count()):
        for way in ("ascending", "descending"):
            tab.page.locator(".evidence th button").nth(n).click()
            tab.settle()
            head = tab.page.locator(".evidence th").nth(n)
            assert head.get_attribute("aria-sort") == way
    source = joined()
    tab.go("#studies?sort=-n")
    n = pd.to_numeric(
        source["sample_size"].where(source["sample_size"] != "", source["sample_size_of_reference"])
    )
    wanted = sorted(n.dropna().astype(int), reverse=True)[:PAGE]
    cells = tab.page.locator(".evidence td[data-label=n]").all_inner_texts()
    assert [int(cell.split(" ")[0].split("\n")[0]) for cell in cells] == wanted
    tab.go("#studies?sort=year")
    years = [int(one) for one in tab.page.locator("td[data-label=year]").all_inner_texts()]
    assert years == sorted(years)


# against


def test_against_says_on_how_many_people_and_by_which_design(tab, data):
    flat, studies = read("claims_flat"), read("study_evidence")
    rows = flat[flat["claim_and_evidence"] == "against"]
    assert len(rows) > 5
    for row in rows.itertuples():
        works = (row.opposing_works if row.stance == "asserts" else row.supporting_works).split(
            "; "
        )
        mine = studies[
            (studies["proposition_id"] == row.proposition_id) & studies["reference_id"].isin(works)
        ]
        people = pd.to_numeric(mine["people"]).sum()
        tab.go(f"#claim/{row.claim_id}")
        said = tab.page.locator(f"article[aria-label='Claim {row.claim_id}'] .tags").inner_text()
        if data["standings"][row.claim_id] != "against":
            continue
        assert f"{len(works)} stud" in said and f"{int(people):,} p" in said, row.claim_id
        assert all(design.replace("_", " ") in said for design in mine["design"]), row.claim_id
        assert "Against it: " in tab.page.locator(".stands").inner_text()
    tab.go("#table?evidence=against")
    shown = tab.page.locator("td[data-label=evidence]").all_inner_texts()
    assert shown and all("people" in one or "person" in one for one in shown)


def test_one_small_study_without_a_clear_result_leaves_it_open(tables):
    frames = dict(tables)
    plain = against.opposing(frames)
    claim, (work,) = next(
        (claim, works)
        for claim, works in plain.items()
        if len(works) == 1 and works[0]["people"] < against.FEW
    )
    place = frames["claims_flat"]["claim_id"].tolist().index(claim)
    assert work["clear"] and standings(frames)[place] == "against"
    findings = frames["findings"].copy()
    mine = findings["reference_id"] == work["reference_id"]
    findings.loc[mine, "p_value"] = 0.2
    findings.loc[mine, "p_relation"] = "eq"
    frames["findings"] = findings
    assert standings(frames)[place] == "unclear"
    assert against.stands(claim, "against", {claim: [work | {"bearing": "neighbour"}]}) == "unclear"
    assert against.stands(claim, "against", {claim: [work, work]}) == "against"
    assert against.stands(claim, "with", {claim: [work]}) == "with"


# print, grey, narrow, keyboard


@pytest.mark.parametrize(
    "address",
    ["#studies", "#studies?design=randomised_trial", "#table?muscle=calves", "#searches?q=uphill"],
)
def test_print_shows_every_row_that_is_counted(tab, address):
    tab.go(address)
    on_screen = tab.page.locator(".rows tbody tr").count()
    tab.page.emulate_media(media="print")
    tab.page.wait_for_function(
        "n => document.querySelectorAll('.rows tbody tr').length === n", arg=count(tab)
    )
    assert tab.page.locator(".rows tbody tr").count() > on_screen == PAGE
    assert tab.page.locator(".rows thead").is_visible()
    assert not tab.page.locator(".controls").first.is_visible()
    assert tab.page.locator(".count").is_visible()
    tab.page.emulate_media(media="screen")
    tab.page.wait_for_function(
        "n => document.querySelectorAll('.rows tbody tr').length === n", arg=on_screen
    )
    if address == "#studies?design=randomised_trial":
        assert tab.page.pdf(format="A4").startswith(b"%PDF")
        tab.page.wait_for_function(  # after printing it is a page again
            "n => document.querySelectorAll('.rows tbody tr').length === n", arg=on_screen
        )


def test_shares_are_told_apart_in_grey_and_in_numbers(tab, data):
    tab.go("#propositions")
    for chart, rows, field, counted in (
        ("agreement", "topics", "agreement", "propositions"),
        ("standing", "topic_standings", "standing", "claims"),
    ):
        figure = tab.page.locator(f"figure:has([data-chart={chart}])")
        fills = figure.locator(".key rect").evaluate_all("keys => keys.map(key => key.style.fill)")
        assert len(fills) == len(set(fills)) == len(SHARES[chart])
        plain = [fill for fill in fills if "texture" not in fill]
        assert len(plain) <= 3  # dark, middle and light
        figure.locator("summary").click()
        table = figure.locator("table.shares")
        heads = table.locator("thead th").all_inner_texts()[1:]
        values = list(SHARES[chart])
        found = data[rows]
        for column, head in enumerate(heads):
            value = next(one for one in values if SHARES[chart][one] == head)
            cells = table.locator(f"tbody td:nth-of-type({column + 1})").all_inner_texts()
            assert sum(map(int, cells)) == sum(
                n for one, n in zip(found[field], found[counted], strict=True) if one == value
            ), (chart, head)
    drawn = tab.page.locator("[data-chart=standing] path[fill*='texture']")
    assert drawn.count() > 5


@pytest.mark.parametrize("address", ["#studies", "#searches", "#search?q=calves", "#body"])
def test_new_views_fit_a_telephone(browser, file, address):
    with Tab(browser, file, address, viewport={"width": 390, "height": 844}) as tab:
        tab.settle()
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390
        if address == "#studies":
            tab.page.click(".facet[data-filter=question] summary")
            tab.settle()
            assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390
            tab.page.fill("[aria-label='Find in Question']", "calf")
            labels = tab.page.locator(".facet[data-filter=question] label").all_inner_texts()
            assert labels and all("cal" in label.lower() for label in labels)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address", ["#studies?design=randomised_trial", "#searches", "#search?q=calves", "#body"]
)
def test_axe_finds_nothing_serious_in_new_views(browser, file, address, scheme):
    import axe_playwright_python

    script = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(
        encoding="utf-8"
    )
    with Tab(browser, file, address, color_scheme=scheme) as tab:
        tab.settle()
        if address.startswith("#studies"):
            tab.page.click(".facet[data-filter=muscle] summary")
            tab.settle()
        tab.page.evaluate(script)
        found = tab.page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
        assert [
            (one["id"], one["nodes"][0]["html"][:200])
            for one in found
            if one["impact"] in ("serious", "critical")
        ] == []


def test_filters_are_used_by_keyboard(tab):
    tab.go("#studies")
    tab.page.focus(".facet[data-filter=design] summary")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector("input[name=design]")
    tab.page.keyboard.press("Tab")
    while tab.page.evaluate("document.activeElement.type") != "checkbox":
        tab.page.keyboard.press("Tab")
    value = tab.page.evaluate("document.activeElement.value")
    tab.page.keyboard.press("Space")
    tab.settle()
    assert tab.page.evaluate("location.hash") == f"#studies?design={value}"
    assert tab.page.evaluate("document.activeElement.value") == value


def test_a_page_is_the_same_twice(file, tmp_path):
    from pipeline.doors.explorer.page import page as make_page
    from running_muscle_claims._load import Tables

    assert make_page(Tables(ROOT)) == file.read_text(encoding="utf-8")


def test_a_study_without_people_of_its_finding_shows_those_of_the_study(tab):
    source = joined()
    mine = source[(source["sample_size"] == "") & (source["sample_size_of_reference"] != "")]
    assert len(mine) > 10
    one = mine.index[0]
    tab.go(f"#studies?q={one}")
    cell = tab.page.locator(f"tr[data-id='{one}'] td[data-label=n]").inner_text()
    assert cell.split() == [mine.iloc[0]["sample_size_of_reference"], "of", "the", "study"]


@pytest.mark.parametrize("address", ["#muscle/calves", "#exercise/running", "#term/protein-intake"])
def test_the_counts_of_a_term_are_those_of_the_lists(tab, address):
    tab.go(address)
    told = tab.page.locator(".tally li:has(a)").evaluate_all(
        "rows => rows.map(row => [row.querySelector('strong').textContent, "
        "row.querySelector('a').hash])"
    )
    assert len(told) == 3
    for n, view in told:
        tab.go(view)
        assert count(tab) == int(n), view
