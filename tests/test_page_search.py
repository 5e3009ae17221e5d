"""The search of the page: it finds by every name of a term, in every kind of thing."""

import re

import pytest

import running_muscle_claims as rmc
from browser import Tab, browser, file, needs_chromium, tab, tables  # noqa: F401  fixtures
from conftest import ROOT
from pipeline.doors.explorer.page import page as make_page
from running_muscle_claims._load import Tables

pytestmark = [pytest.mark.browser, needs_chromium]
KINDS = {
    "question": ("questions", "question_id"),
    "proposition": ("propositions", "proposition_id"),
    "claim": ("claims", "claim_id"),
    "finding": ("findings", "finding_id"),
    "reference": ("references", "reference_id"),
    "article": ("articles", "article_id"),
    "term": ("terms", "term_id"),
}
LISTS = {"propositions": "proposition", "table": "claim", "studies": "finding"}


def found(tab, query, kind):
    """The ids of all results of a kind, as the page lists them."""
    tab.go(f"#search?q={query}&kind={kind}")
    if tab.page.locator(f".found[data-kind={kind}]").count() == 0:
        return []
    return tab.page.locator(f".found[data-kind={kind}] li > a").evaluate_all(
        "links => links.map(link => link.hash.split('/')[1])"
    )


def counts(tab, query):
    """The number of results of each kind, as the headings say."""
    tab.go(f"#search?q={query}")
    return dict(
        tab.page.locator(".found").evaluate_all(
            "parts => parts.map(part => [part.dataset.kind, "
            "Number(part.querySelector('h2').textContent.match(/[(](\\d+)[)]$/)[1])])"
        )
    )


@pytest.mark.parametrize(
    "query, other",
    [
        ("calves", "calf"),
        ("calf muscles", "triceps surae"),
        ("quads", "quadriceps"),
        ("randomised", "randomized"),
        ("hamstring", "hamstrings"),
        ("Running  MUSCLE-size", "running muscle size"),
    ],
)
def test_names_of_one_thing_find_the_same(tab, query, other):
    for kind in ("question", "proposition", "claim", "finding", "reference"):
        one, two = (set(found(tab, words, kind)) for words in (query, other))
        assert one == two, (kind, one ^ two)


def test_a_word_finds_what_a_narrower_one_finds(tab, tables):
    for wide, narrow in (("hypertrophy", "muscle size"), ("randomised", "randomised trial")):
        for kind in ("finding", "reference"):
            more, some = (set(found(tab, words, kind)) for words in (wide, narrow))
            assert some <= more and len(some) > 20, (wide, kind, some - more)
    designs = tables["references"].set_index("reference_id")["design"].astype(str)
    trials = set(designs.index[designs.str.startswith("randomised")])
    assert trials <= set(found(tab, "randomised", "reference"))


def test_a_name_finds_what_the_loader_finds_by_it(tab):
    for kind, name in (
        ("muscle", "calves"),
        ("muscle", "quads"),
        ("muscle", "glutes"),
        ("outcome", "muscle size"),
        ("exercise", "hill sprints"),
    ):
        ask = {kind: name}
        claims = set(rmc.claims_about(**ask, folder=ROOT)["claim_id"])
        findings = set(rmc.evidence_about(**ask, folder=ROOT)["finding_id"])
        assert claims <= set(found(tab, name, "claim")) and claims
        assert findings <= set(found(tab, name, "finding")) and findings


def test_nothing_is_found_that_has_neither_the_term_nor_a_name_of_it(tab, tables):
    for name, kind, key, ask in (
        ("claim", "claims", "claim_id", rmc.claims_about),
        ("finding", "findings", "finding_id", rmc.evidence_about),
    ):
        extra = set(found(tab, "calves", name)) - set(ask(muscle="calves", folder=ROOT)[key])
        texts = tables[kind].set_index(key)["statement"]
        assert len(extra) < 10
        works = tables["references"].set_index("reference_id")["title"]
        findings = tables["findings"].set_index("finding_id")
        for one in extra:
            said = texts[one]
            if name == "finding":
                row = findings.loc[one]
                said += f" {row['measure']} {works[row['reference_id']]}"
            assert re.search("cal(f|ves)|triceps surae", said, re.I), one


def test_every_name_is_read_as_its_terms(tab, tables):
    names = tables["term_names"].dropna(subset=["term_id"])[["name", "term_id"]].values.tolist()
    names += tables["name_meanings"][["name", "term_id"]].values.tolist()
    names += tables["terms"][["name", "term_id"]].values.tolist()
    missed = tab.page.evaluate(
        "names => names.filter(([name, term]) => { const parts = rmc.find.read(name); "
        "return parts.length !== 1 || !parts[0].terms.includes(term); })",
        names,
    )
    assert missed == [] and len(names) > 1500


@pytest.mark.parametrize("query", ["calves", "running muscle size", "randomised", "welltech"])
def test_lists_find_what_the_search_counts(tab, query):
    shown = counts(tab, query)
    total = int(tab.page.locator(".count").get_attribute("data-count"))
    assert total == sum(shown.values()) > 0
    for view, kind in LISTS.items():
        if kind not in shown:
            continue
        tab.go(f"#search?q={query}")
        tab.page.locator(f".found[data-kind={kind}] a[href^='#{view}?']").first.click()
        tab.settle()
        count = int(tab.page.locator(".count").get_attribute("data-count"))
        assert count == shown[kind], (view, query)
    for kind, n in shown.items():
        assert len(found(tab, query, kind)) == n, (kind, query)


def test_all_kinds_are_found_and_lead_to_their_pages(tab, tables):
    for kind, (table, key) in KINDS.items():
        row = tables[table].iloc[3]
        words = (
            row[{"question": "question", "article": "title", "term": "name"}.get(kind)]
            if (kind in ("question", "article", "term"))
            else row["title" if kind == "reference" else "statement"]
        )
        assert row[key] in found(tab, words.replace("%", " "), kind), kind


def test_what_a_query_names_comes_first(tab, tables):
    names = tables["terms"].set_index("term_id")["name"]
    first = found(tab, "calves", "term")
    assert first[0] == "calves" and names[first[1]]
    question = tables["questions"].set_index("question_id")
    asked = found(tab, "running muscle size", "question")
    assert question.loc["effect-of-running-on-muscle-size", "question"] in [
        question.loc[one, "question"] for one in asked[:3]
    ]


def test_where_nothing_is_found_ways_on_are_offered(tab):
    tab.go("#search?q=hamstirngs")
    offers = tab.page.locator(".offers")
    assert "Names that are near: hamstrings (" in offers.inner_text()
    tab.page.click(".offers a")
    tab.settle()
    assert int(tab.page.locator(".count").get_attribute("data-count")) > 50
    tab.go("#search?q=calves zebra")
    assert "With fewer words: calves (" in tab.page.locator(".offers").inner_text()
    tab.go("#search?q=zzzzzzzzzz")
    assert tab.page.locator(".count").inner_text() == "0 results"
    assert tab.page.locator("main a[href='#words']").count() == 1


def test_wider_terms_are_offered_where_no_claim_is_found(tab, tables):
    """A term that nothing is about leads to those around it."""
    bare = tab.page.evaluate(
        "rmc.table('terms').map(row => row.name).filter(name => rmc.find.read(name).length === 1 "
        "&& rmc.find.read(name)[0].terms.some(term => rmc.around(term).length) && "
        "['claim', 'finding', 'proposition', 'question', 'reference', 'article'].every(kind => "
        "!rmc.find.found(kind, name).length))"
    )
    if not bare:
        pytest.skip("something is about every term of this package")
    tab.go(f"#search?q={bare[0]}")
    assert "Wider terms: " in tab.page.locator(".offers").inner_text()


def test_the_box_of_the_first_view_leads_to_the_results(tab):
    tab.page.fill(".find input[name=q]", "calves")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_function("() => location.hash === '#search?q=calves'")
    tab.settle()
    assert tab.page.locator("h1").inner_text() == "Search: calves"
    assert tab.page.evaluate("document.activeElement.tagName") == "H1"
    before = tab.page.evaluate("history.length")
    tab.page.fill(".find input[name=q]", "quads")
    tab.page.wait_for_function("() => location.hash === '#search?q=quads'")
    assert tab.page.evaluate("history.length") == before  # typing adds nothing to the history
    said = tab.page.locator(".count").inner_text()
    tab.page.wait_for_function(
        "said => document.querySelector('[role=status]').textContent === said", arg=said
    )
    assert "quadriceps" in tab.page.locator("main").inner_text()


def test_a_tiny_package_has_its_search_and_tables(browser, mini, tmp_path):
    path = tmp_path / "index.html"
    path.write_text(make_page(Tables(mini)), encoding="utf-8")
    with Tab(browser, path, "#search?q=calf") as tab:
        assert {"claim", "proposition", "term"} <= set(counts(tab, "calf"))
        for address in ("#studies", "#searches", "#body", "#matrix", "#search?q=", "#search"):
            tab.go(address)
            assert tab.page.locator("main h1").inner_text()
        tab.go("#studies")
        assert int(tab.page.locator(".count").get_attribute("data-count")) == len(
            Tables(mini)["findings"]
        )
        with tab.page.expect_download() as download:
            tab.page.click(".save")
        name = Tables(mini).descriptor["name"]
        assert download.value.suggested_filename.startswith(f"{name}-")
