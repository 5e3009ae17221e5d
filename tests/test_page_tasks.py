"""Tasks of people who write, coach or review, on the page in Chromium: each is done from the first
screen in at most three clicks, and the answer is that of the CSV files."""

import csv
import re

import pytest

from browser import browser, file, needs_chromium, tab  # noqa: F401  fixtures
from conftest import ROOT

pytestmark = [pytest.mark.browser, needs_chromium]
LEADING = "effect-of-running-on-muscle-size"
SLOPE = "comparison-of-slope-on-muscle-work"
MOST = 3  # clicks, and choices from a list


def read(table):
    with (ROOT / f"data/{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def listed(cell):
    return cell.split("; ") if cell else []


class Reader:
    """Somebody at the page, whose clicks and choices are counted."""

    def __init__(self, tab):
        self.tab, self.page, self.clicks = tab, tab.page, 0

    def click(self, selector, **more):
        self._count()
        self.page.locator(selector, **more).first.click()
        self.tab.settle()

    def choose(self, name, value):
        self._count()
        self.page.select_option(f"main select[name={name}]", value)
        self.tab.settle()

    def _count(self):
        self.clicks += 1
        assert self.clicks <= MOST


@pytest.fixture
def reader(tab):
    return Reader(tab)


def cells(reader, case):
    """What each article answers on a case, in the order of the columns."""
    heads = reader.page.locator(".positions thead th a").evaluate_all(
        "all => all.map(a => a.hash.split('/')[1])"
    )
    texts = reader.page.evaluate(
        "name => [...[...document.querySelectorAll('.positions tbody tr')].find(row => "
        "row.cells[0].textContent.trim() === name).cells].slice(1).map(cell => cell.innerText)",
        case,
    )
    return dict(zip(heads, texts, strict=True))


def position(question, facet):
    """The positions of the articles on a case of a question, by article."""
    return {
        row["article_id"]: row
        for row in read("positions")
        if (row["question_id"], row["facet"]) == (question, facet)
    }


def test_do_the_articles_agree_that_running_builds_calves(reader):
    reader.click("a:text-is('This question in full')")
    reader.choose("muscle", "calves")
    shown, known = cells(reader, "calf muscles"), position(LEADING, "calves")
    words = {"a_lot": "yes, a lot", "yes": "yes", "slightly": "yes, a little"}
    assert len(shown) == len(read("articles")) > len(known) > 1
    for article, text in shown.items():
        if article not in known:
            assert text.strip() == "not said"
            continue
        row = known[article]
        assert text.strip().startswith(words[row["position"]])
        assert ("hedged" in text) == (row["hedged"] == "true")
        assert all(claim in text for claim in listed(row["claim_ids"]))


def test_who_contradicts_whom_on_calves(reader):
    reader.click("nav a:text-is('Disagreements')")
    wanted = [
        row
        for row in read("disagreements")
        if row["muscle_id"] == "calves" and row["scope"] == "between"
    ]
    sites = {row["article_id"]: row["site"] for row in read("articles")}
    for row in wanted:
        pair = reader.page.locator(
            f".pair:has(a[href='#disagreement/{row['disagreement_id']}'])"
        ).first
        for at, side in enumerate(("first", "second")):
            articles = {
                one["claim_id"].rpartition("-")[0]
                for one in read("disagreement_claims")
                if (one["disagreement_id"], one["side"]) == (row["disagreement_id"], side)
            }
            head = pair.locator(".side").nth(at).locator("h3").inner_text()
            assert {name for name, site in sites.items() if site in head} == articles
    name = wanted[0]["disagreement_id"]
    reader.click(f".pair h3 a[href='#disagreement/{name}']")
    claims = {
        row["claim_id"] for row in read("disagreement_claims") if row["disagreement_id"] == name
    }
    assert reader.page.locator(".side article").count() == len(claims)


def test_which_is_the_best_study_and_what_did_it_measure(reader):
    designs = ("randomised_trial", "randomised_crossover", "controlled_trial")
    close = [
        row
        for row in read("question_evidence")
        if row["question_id"] == LEADING and row["reach"] in ("own", "special_case")
    ]
    best = next(row for design in designs for row in close if row["design"] == design)
    first = reader.page.locator(".first-studies tbody tr").first
    assert first.locator("th").inner_text() == best["design"].replace("_", " ")
    assert f"({int(best['people']):,} people): no clear effect" in first.inner_text()
    assert best["answer"] == "no_clear_difference"
    reader.click(".first-studies tbody tr a")
    assert reader.page.evaluate("location.hash") == f"#reference/{best['reference_id']}"
    said = reader.page.locator("main").inner_text()
    mine = [row for row in read("findings") if row["reference_id"] == best["reference_id"]]
    assert mine and all(row["statement"] in said and row["measure"] in said for row in mine)


def test_did_an_article_report_its_studies_correctly(reader):
    faithless = [
        row
        for row in read("claim_citations")
        if row["fidelity"] in ("misreported", "omits_key_result")
    ]
    row = reader.page.locator(".first-articles tr", has_text="Men's Health")
    for one in faithless:
        assert one["claim_id"] in row.inner_text()
    reader.click(f".first-articles a[href='#claim/{faithless[0]['claim_id']}']")
    said = reader.page.locator("main").inner_text()
    assert faithless[0]["fidelity"].replace("_", " ") in said


def test_which_article_is_best_supported(reader):
    flat = {row["claim_id"]: row for row in read("claims_flat")}
    of = {row["claim_id"] for row in read("claims")}
    aside = {
        row["claim_id"]
        for row in read("claim_citations")
        if row["fidelity"] in ("misreported", "omits_key_result")
    }
    asked = {
        proposition
        for row in read("question_evidence")
        if row["question_id"] == LEADING and row["by_link"] == "false"
        for proposition in listed(row["proposition_ids"])
    }
    assert set(flat) == of
    shown = reader.page.evaluate(
        "[...document.querySelectorAll('.first-articles tbody tr')].map(row => ["
        "row.querySelector('a').hash.split('/')[1],"
        "[...row.cells].slice(2, 6).map(cell => Number(cell.textContent))])"
    )
    for article, (supported, against, _, _) in shown:
        for count, standing in ((supported, "with"), (against, "against")):
            # a claim with studies is on a statement with studies
            assert count == sum(
                row["claim_and_evidence"] == standing
                for claim, row in flat.items()
                if row["article_id"] == article
                and row["proposition_id"] in asked
                and claim not in aside
            )


def test_a_sentence_to_quote_with_citation_and_link(reader):
    reader.page.evaluate(
        "() => { Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text =>"
        " { window.copied = text; } } }); }"
    )
    reader.click("a:text-is('This question in full')")
    reader.click(".told article button")
    reader.page.wait_for_function("() => window.copied")
    text = reader.page.evaluate("window.copied")
    claim = re.search(r"#claim/([\w-]+)$", text)[1]
    row = next(row for row in read("claims_flat") if row["claim_id"] == claim)
    article = next(one for one in read("articles") if one["article_id"] == row["article_id"])
    assert text.startswith(row["statement"]) and "in our words" in text
    assert all(article[key] in text for key in ("title", "site", "url"))


def test_quadriceps_uphill_or_downhill(reader):
    reader.choose("question", SLOPE)
    reader.click("button:text-is('Show')")
    reader.choose("muscle", "quadriceps")
    shown, known = cells(reader, "quadriceps"), position(SLOPE, "quadriceps")
    names = {row["term_id"]: row["name"] for row in read("terms")}
    for article, text in shown.items():
        sides = listed(known[article]["side_ids"]) if article in known else []
        assert all(names[side] in text for side in sides) and bool(sides) == ("more" in text)
    # who advises downhill running stands on a side of the disagreement
    dispute = next(
        row
        for row in read("disagreements")
        if row["question_id"] == SLOPE and row["muscle_id"] == "quadriceps"
    )
    sites = {row["article_id"]: row["site"] for row in read("articles")}
    pair = reader.page.locator(f".pair:has(a[href='#disagreement/{dispute['disagreement_id']}'])")
    assert all(sites[one] in pair.inner_text() for one in listed(dispute["articles"]))


def test_advice_for_calves_and_how_it_stands_to_studies(reader):
    reader.click("nav a:text-is('Claims')")
    reader.choose("kind", "recommendation")
    reader.choose("muscle", "calves")
    below = {"calves", "gastrocnemius", "soleus", "triceps-surae"}
    about = {row["claim_id"] for row in read("claim_terms") if row["term_id"] in below}
    wanted = {
        row["claim_id"]
        for row in read("claims")
        if row["kind"] == "recommendation" and row["claim_id"] in about
    }
    shown = reader.page.evaluate(
        "[...document.querySelectorAll('.rows tbody tr')].map(row => ["
        "row.querySelector('a').hash.split('/')[1], row.cells[row.cells.length - 1].innerText])"
    )
    assert wanted and wanted <= {claim for claim, _ in shown}
    assert all(stands.strip() for _, stands in shown)


def test_what_was_searched_and_when(reader):
    last = max(row["searched_on"] for row in read("searches"))
    assert f"searched until {last}" in reader.page.locator(".how").inner_text()
    reader.click("a:text-is('This question in full')")
    reader.click("summary:has-text('searches made')")
    row = next(row for row in read("questions") if row["question_id"] == LEADING)
    listed_searches = reader.page.locator(
        "details:has(> summary:has-text('searches made')) > ul > li"
    )
    assert listed_searches.count() == int(row["searches"])
    days = {re.match(r"\d{4}-\d\d-\d\d", text)[0] for text in listed_searches.all_inner_texts()}
    assert days <= {row["searched_on"] for row in read("searches")}
