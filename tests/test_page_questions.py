"""The first screen, questions and disagreements in headless Chromium; with and without scripts."""

import re

import pandas as pd
import pytest

from browser import Tab, browser, data, each, file, needs_chromium, tab, tables  # noqa: F401  fixtures
from pipeline.doors.explorer.page import page as make_page
from running_muscle_claims._load import Tables

pytestmark = [pytest.mark.browser, needs_chromium]
LEADING = "effect-of-running-on-muscle-size"
CLASH = "effect-of-running-on-muscle-size-raises-denied-between"
SIGNS = ("for", "against", "neither", "mixed", "open", "up", "down")


def listed(cell):
    return cell.split("; ") if isinstance(cell, str) else []


def catch_copies(tab):
    """What buttons copy goes to window.copied instead of the clipboard."""
    tab.page.evaluate(
        "() => { Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text =>"
        " { window.copied = text; } } }); }"
    )


@pytest.fixture
def unscripted(browser, file):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto(file.as_uri())
    yield page
    context.close()


# the first screen


def test_the_first_screen_is_there_without_javascript(unscripted, tables, data):
    said = unscripted.locator("body").inner_text()
    question = tables["questions"].set_index("question_id").loc[data["leading"], "question"]
    assert unscripted.locator("h1").inner_text() == question
    assert all(sentence in said for sentence in data["sentences"][data["leading"]])
    searched = tables["searches"]["searched_on"].max()
    assert "not checked by an expert" in said and f"searched until {searched:%Y-%m-%d}" in said
    assert unscripted.locator(".first-articles tbody tr").count() == len(tables["articles"])
    works = tables["question_evidence"].query("question_id == @data['leading']")
    assert unscripted.locator(".first-studies .said li").count() == len(works)
    shared = tables["questions"].query("articles > 1")
    assert unscripted.locator(".first-questions tbody tr").count() == len(shared)
    assert not unscripted.locator("button").first.is_visible()
    with unscripted.expect_download() as download:
        unscripted.click("text=CSV: what articles say")
    assert download.value.suggested_filename == f"{data['leading']}-articles.csv"
    name = shared["question_id"].iloc[-1]
    unscripted.goto(unscripted.url.partition("#")[0] + f"#question/{name}")
    assert unscripted.locator(f"[id='question/{name}']").is_visible()


def test_scripts_take_the_first_screen_over_as_it_is(tab, unscripted):
    for selector in ("h1", ".sentences", ".how", ".first-articles", ".first-studies"):
        assert (
            tab.page.locator(f"main {selector}").inner_text()
            == unscripted.locator(selector).inner_text()
        ), selector
    assert tab.page.locator(".unscripted").count() == 0
    assert tab.page.locator("main [role=search]").count() == 1
    tab.go("#questions")
    tab.go("")
    assert tab.page.locator(".first-articles tbody tr").count() == 5


def test_designs_lead_the_first_screen_and_nothing_counts_votes(tab):
    heads = tab.page.locator(".first-studies tbody th").all_inner_texts()
    assert heads[0] == "randomised trial" and heads.index("cross sectional") > 2
    said = tab.page.locator("#answer").inner_text()
    assert not re.search(r"\d+ (studies )?(support|oppose)", said)
    rings = tab.page.locator(".first-studies .sign.neither")
    assert rings.count() > 5  # results without a clear effect are drawn
    assert (
        rings.first.evaluate("one => getComputedStyle(one).backgroundColor") == "rgba(0, 0, 0, 0)"
    )


def test_a_misreport_is_named_beside_what_is_supported(tab, tables):
    cell = tab.page.locator(".first-articles tr", has_text="Men's Health").locator("td").last
    cited = tables["claim_citations"]
    for row in cited[cited["fidelity"].isin(["misreported", "omits_key_result"])].itertuples():
        words = {"misreported": "misreports it", "omits_key_result": "leaves out a key result"}
        assert f"{row.claim_id} {words[row.fidelity]}" in cell.inner_text()
        assert cell.locator(f"a[href='#claim/{row.claim_id}']").count() == 1


def test_a_question_is_picked_by_keyboard(tab, tables):
    tab.page.focus("select[name=question]")
    tab.page.keyboard.press("ArrowDown")
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_function("() => location.hash.startsWith('#question/')")
    tab.settle()
    order = tables["questions"].sort_values(["articles", "claims"], ascending=False, kind="stable")
    assert tab.page.locator("h1").inner_text() == order["question"].iloc[1]
    assert tab.page.evaluate("document.activeElement.tagName") == "H1"


def test_the_first_screen_gives_a_text_with_its_citation(tab, tables, data):
    catch_copies(tab)
    tab.page.click("text=Copy with citation")
    tab.page.wait_for_function("() => window.copied")
    text = tab.page.evaluate("window.copied")
    assert text.endswith(f"{data['about']['id']}#question/{data['leading']}")
    assert f"(version {data['about']['version']}) [Data set]" in text
    assert tab.page.locator(".copied").inner_text() == "Copied."
    tab.page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    tab.page.click("button:text-is('Print')")
    assert tab.page.evaluate("window.printed")


# all questions


def read_questions(tab):
    return tab.page.evaluate(
        "[...document.querySelectorAll('.questions tbody tr')].map(row => ["
        "row.querySelector('a').hash.split('/')[1],"
        "[...row.cells].slice(1, -1).map(cell => [cell.innerText.trim(),"
        "[...cell.querySelectorAll('.sign')].map(sign => sign.className.slice(5))])])"
    )


def test_all_questions_stand_by_articles_with_what_each_answers(tab, tables, data):
    tab.go("#questions")
    shown = read_questions(tab)
    questions = tables["questions"].set_index("question_id")
    assert {name for name, _ in shown} == set(questions.index)
    counts = [questions.loc[name, "articles"] for name, _ in shown]
    assert counts == sorted(counts, reverse=True)
    said = pd.DataFrame(data["positions"]).set_index(["question_id", "article_id"])
    articles = list(tables["articles"]["article_id"])
    for name, cells in shown:
        for article, (text, signs) in zip(articles, cells, strict=True):
            if (name, article) not in said.index:
                assert (text, signs) == ("not said", [])
                continue
            mine = said.loc[[(name, article)]]
            general = mine[mine["facet"] == "general"].iloc[0]
            if general["position"] != "only_of_cases":
                assert general["says"] in text and signs == [general["sign"]]
                assert ("hedged" in text) == general["hedged"]
            else:
                cases = mine[mine["facet"] != "general"]
                assert len(signs) == min(4, len(cases))
                assert all(case in text for case in cases["case"][:4])


def test_every_kind_of_question_has_its_words(tab, data):
    words = tab.page.evaluate("rmc.FAMILIES")
    assert set(words) == set(data["meanings"]["questions"]["family"]["values"])
    assert all(words.values())


def test_questions_are_filtered_by_kind_muscle_and_words(tab, tables):
    questions = tables["questions"]
    tab.go("#questions?family=comparison")
    assert len(read_questions(tab)) == (questions["family"] == "comparison").sum()
    tab.page.fill("input[name=q]", "UPHILL muscles")
    tab.settle()
    wanted = questions[
        (questions["family"] == "comparison")
        & questions["question"].str.lower().str.contains("uphill")
        & questions["question"].str.lower().str.contains("muscles")
    ]
    assert {name for name, _ in read_questions(tab)} == set(wanted["question_id"]) != set()
    tab.page.click("text=Clear")
    tab.settle()
    tab.page.select_option("select[name=muscle]", "calves")
    tab.settle()
    assert tab.page.evaluate("location.hash") == "#questions?muscle=calves"
    shown = {name for name, _ in read_questions(tab)}
    assert "action-of-calves" in shown and 5 < len(shown) < len(questions) / 2
    assert int(tab.page.locator(".count").get_attribute("data-count")) == len(shown)


# one question


def test_every_question_has_its_answers_claims_and_studies(tab, tables, data):
    questions = tables["questions"].set_index("question_id")
    shown = each(
        tab,
        [f"#question/{name}" for name in questions.index],
        """[document.querySelector('h1').textContent,
        document.querySelectorAll('.positions tbody tr').length,
        [...new Set([...document.querySelectorAll('.told article, .advice article, "
        ".reports article')].map(card => card.getAttribute('aria-label').slice(6)))].sort(),
        [...document.querySelectorAll('.directions td li a')].map(a => a.hash.split('/')[1]),
        document.querySelectorAll('.pair').length,
        [...document.querySelectorAll('h2')].map(head => head.textContent)]""".replace(
            '"\n        "', ""
        ),
    )
    of = {one: name for name, rows in data["gathered"].items() for one in rows}
    claims = tables["claims"].assign(question=tables["claims"]["proposition_id"].map(of))
    facets = tables["positions"].groupby("question_id")["facet"].nunique()
    points = pd.DataFrame(data["question_points"]).groupby("question_id")["finding_id"]
    disputes = tables["disagreements"]["question_id"].value_counts()
    for name, (title, cases, cards, marks, pairs, heads) in zip(
        questions.index, shown, strict=True
    ):
        assert title == questions.loc[name, "question"]
        assert cases == facets[name]
        assert cards == sorted(claims.loc[claims["question"] == name, "claim_id"]), name
        assert sorted(marks) == sorted(points.get_group(name) if name in points.groups else [])
        assert pairs == disputes.get(name, 0)
        assert {"What each article answers", "What studies found", "What was searched"} <= set(
            heads
        )


def test_cases_of_a_question_are_filtered_by_muscle_and_people(tab, tables):
    tab.go(f"#question/{LEADING}")
    own = tables["positions"].query("question_id == @LEADING")
    tab.page.select_option("select[name=muscle]", "calves")
    tab.settle()
    assert tab.page.evaluate("location.hash") == f"#question/{LEADING}?muscle=calves"
    wanted = own.query("muscle_id == 'calves'")["facet"].nunique()
    assert tab.page.locator(".positions tbody tr").count() == 1 + wanted
    row = tab.page.locator(".positions tbody tr", has_text="calf muscles")
    cells = row.locator("td").all_inner_texts()
    for article, cell in zip(tables["articles"]["article_id"], cells, strict=True):
        mine = own[(own["article_id"] == article) & (own["facet"] == "calves")]
        assert ("not said" in cell) == mine.empty
        for claim in [one for ids in mine["claim_ids"] for one in listed(ids)]:
            assert claim in cell
        for needs in mine["only_if"].dropna():
            assert "only with: " in cell and len(cell.split("only with: ")[1].split(";")) >= len(
                listed(needs)
            )
    tab.go(f"#question/{LEADING}?people=novice")
    wanted = own.query("population_id == 'novice'")["facet"].nunique()
    assert tab.page.locator(".positions tbody tr").count() == 1 + wanted


def test_advice_stands_apart_from_what_is_claimed(tab, tables):
    tab.go("#question/effect-of-strength-training-on-muscle-size")
    relation = tables["propositions"].set_index("proposition_id")["relation"]
    of = tables["claims"].set_index("claim_id")["proposition_id"]

    def cards(kind):
        return tab.page.locator(f".{kind} article").evaluate_all(
            "all => all.map(card => card.getAttribute('aria-label').slice(6))"
        )

    assert cards("advice") and all(relation[of[one]] == "advised" for one in cards("advice"))
    assert cards("told") and all(relation[of[one]] != "advised" for one in cards("told"))


def test_what_comes_by_a_link_says_so(tab, tables):
    linked = tables["question_evidence"].query("by_link")
    question = linked["question_id"].value_counts().index[0]
    tab.go(f"#question/{question}")
    mine = linked[linked["question_id"] == question]
    rows = tab.page.locator(".directions tr", has_text="by a link, held against")
    assert rows.count() == len(mine)
    for work in mine["reference_id"]:
        assert rows.locator(f"th a[href='#reference/{work}']").count() == 1


def test_searches_and_related_questions_are_listed(tab, tables, data):
    tab.go(f"#question/{LEADING}")
    number = tables["questions"].set_index("question_id").loc[LEADING, "searches"]
    section = tab.page.locator("section:has(> h2:text-is('What was searched'))")
    assert f"{number} searches made" in section.inner_text()
    of = {one: name for name, rows in data["gathered"].items() for one in rows}
    links = tables["proposition_links"]
    narrower = {
        of.get(row.narrower_id) for row in links.itertuples() if of.get(row.wider_id) == LEADING
    } - {LEADING, None}
    related = tab.page.locator("section:has(> h2:text-is('Related questions'))")
    assert narrower and all(
        related.locator(f"a[href='#question/{name}']").count() == 1 for name in narrower
    )


def test_null_results_are_drawn_hollow_or_as_a_dash(tab):
    tab.go(f"#question/{LEADING}")
    marks = tab.page.evaluate(
        "[...document.querySelectorAll('.directions td .mark')].map(mark => "
        "[mark.getAttribute('class'), getComputedStyle(mark).fill])"
    )
    assert any("none" in name for name, _ in marks)
    assert all(fill == "rgba(0, 0, 0, 0)" for name, fill in marks if "unclear" in name) and any(
        "unclear" in name for name, _ in marks
    )


# disagreements


def test_disagreements_name_every_article_on_its_side(tab, tables):
    tab.go("#contradictions")
    assert tab.page.locator("h1").inner_text() == "Where articles disagree"
    rows, sides = tables["disagreements"], tables["disagreement_claims"]
    assert tab.page.locator(".pair").count() == len(rows)
    shown = tab.page.evaluate(
        "[...document.querySelectorAll('.pair')].map(pair => ["
        "pair.querySelector('h3 a').hash.split('/')[1],"
        "[...pair.querySelectorAll('.side')].map(side => "
        "[...side.querySelectorAll('h3 a')].map(a => a.hash.split('/')[1]))])"
    )
    for name, (first, second) in shown:
        mine = sides[sides["disagreement_id"] == name]
        for side, articles in (("first", first), ("second", second)):
            claims = mine.loc[mine["side"] == side, "claim_id"]
            assert set(articles) == set(claims.str.rpartition("-")[0]), name
    verdicts = rows.set_index("disagreement_id")["verdict"].astype(str)
    order = [verdicts[name] for name, _ in shown]
    assert order == sorted(order)


def test_every_disagreement_has_its_claims_rule_and_studies(tab, tables, data):
    sides, studies = tables["disagreement_claims"], tables["study_evidence"]
    meanings = data["meanings"]["disagreements"]
    for row in tables["disagreements"].astype(object).itertuples():
        tab.go(f"#disagreement/{row.disagreement_id}")
        mine = sides[sides["disagreement_id"] == row.disagreement_id]
        for at, side in enumerate(("first", "second")):
            cards = (
                tab.page.locator(".side")
                .nth(at)
                .locator("article")
                .evaluate_all("all => all.map(card => card.getAttribute('aria-label').slice(6))")
            )
            assert sorted(cards) == sorted(mine.loc[mine["side"] == side, "claim_id"])
        said = tab.page.locator("main").inner_text()
        assert meanings["rule"]["values"][row.rule] in said
        if isinstance(row.softened_by, str):
            assert meanings["softened_by"]["values"][row.softened_by] in said
        found = tab.page.locator(".between .studies li")
        asked = [row.proposition_id, row.other_proposition_id]
        held = studies[
            studies["proposition_id"].isin([one for one in asked if isinstance(one, str)])
        ]
        assert found.count() == len(held)
        for text in found.all_text_contents()[:5]:
            assert re.search(r"people|person", text)


def test_claims_statements_and_articles_lead_to_their_disagreements_and_question(tab, tables):
    claim = tables["disagreement_claims"].query("disagreement_id == @CLASH")["claim_id"].iloc[0]
    proposition = tables["claims"].set_index("claim_id").loc[claim, "proposition_id"]
    article = claim.rpartition("-")[0]
    for address in (f"#claim/{claim}", f"#proposition/{proposition}", f"#article/{article}"):
        tab.go(address)
        assert tab.page.locator(f"main a[href='#disagreement/{CLASH}']").count() > 0, address
        assert tab.page.locator(f"main a[href='#question/{LEADING}']").count() > 0, address


# copying


def test_claims_questions_and_disagreements_are_copied_with_their_sources(tab, tables, data):
    catch_copies(tab)
    articles = tables["articles"].set_index("article_id")
    cases = {
        "#claim/mens-health-095": ("claim/mens-health-095", ["mens-health"]),
        f"#question/{LEADING}": (f"question/{LEADING}", []),
        f"#disagreement/{CLASH}": (
            f"disagreement/{CLASH}",
            listed(tables["disagreements"].set_index("disagreement_id").loc[CLASH, "articles"]),
        ),
    }
    for address, (part, sources) in cases.items():
        tab.go(address)
        tab.page.evaluate("() => { window.copied = null; }")
        tab.page.locator("main button", has_text="Copy with citation").first.click()
        tab.page.wait_for_function("() => window.copied")
        text = tab.page.evaluate("window.copied")
        assert text.endswith(f"[Data set]. {data['about']['id']}#{part}"), text
        assert f"(version {data['about']['version']})" in text
        for source in sources:
            assert articles.loc[source, "title"] in text and articles.loc[source, "site"] in text
            url = articles.loc[source, "url"]
            assert pd.isna(url) or url in text
        assert tab.page.locator(".copy [role=status]").first.inner_text() == "Copied."


def test_each_claim_card_says_whose_words_it_has_and_can_be_copied(tab):
    tab.go(f"#question/{LEADING}")
    cards = tab.page.locator("article[aria-label^='Claim']")
    names = cards.locator("button").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    assert len(names) == len(set(names)) == cards.count() > 20
    for text in cards.all_inner_texts():
        assert "in our words" in text and "not checked by an expert" in text


# without colour, in print, for other packages


def test_signs_have_forms_of_their_own(tab):
    tab.go("#questions")
    forms = tab.page.evaluate(
        """kinds => kinds.map(kind => {
        const sign = document.createElement('span');
        sign.className = `sign ${kind}`;
        document.querySelector('main').append(sign);
        const { borderRadius, transform, clipPath, backgroundColor } = getComputedStyle(sign);
        return [borderRadius, transform, clipPath, backgroundColor === 'rgba(0, 0, 0, 0)'].join();
    })""",
        SIGNS,
    )
    assert len(set(forms)) == len(SIGNS)


@pytest.mark.parametrize(
    "address", ["", "#questions", f"#question/{LEADING}", f"#disagreement/{CLASH}"]
)
def test_new_views_print_whole(tab, address):
    tab.go(address)
    rows = tab.page.locator("main tr").count()
    tab.page.emulate_media(media="print", color_scheme="light")
    assert not tab.page.locator("header").is_visible()
    assert not tab.page.locator("main button").first.is_visible() or not address
    shown = tab.page.locator("main tr").evaluate_all(
        "rows => rows.filter(row => row.checkVisibility()).length"
    )
    tab.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.page.locator("details:not([open])").count() == 0
    assert (
        shown
        <= rows
        == tab.page.locator("main tr").evaluate_all(
            "rows => rows.filter(row => row.checkVisibility()).length"
        )
    )
    assert tab.page.pdf(format="A4").startswith(b"%PDF")


def test_wide_tables_are_reached_and_named(tab):
    for address in ("#questions", f"#question/{LEADING}"):
        tab.go(address)
        regions = tab.page.locator(".wide[role=region]")
        assert regions.count() > 0 and regions.evaluate_all(
            "all => all.every(one => one.tabIndex === 0 && one.getAttribute('aria-label'))"
        )
        unnamed = tab.page.evaluate(
            "[...document.querySelectorAll('main :is(button, select, input)')].filter(one => "
            "!one.getAttribute('aria-label') && !one.textContent.trim() && !one.labels?.length)"
            ".length"
        )
        assert unnamed == 0


def test_another_package_has_its_own_first_screen(browser, mini, tmp_path):
    file = tmp_path / "index.html"
    tables = Tables(mini)
    text = make_page(tables)
    assert text == make_page(Tables(mini))
    file.write_text(text, encoding="utf-8")
    leading = (
        tables["questions"]
        .sort_values(["articles", "claims"], ascending=False, kind="stable")
        .iloc[0]
    )
    with Tab(browser, file) as tab:
        assert tab.page.locator("h1").inner_text() == leading["question"]
        assert tab.page.locator(".first-articles tbody tr").count() == len(tables["articles"])
        for name in tables["questions"]["question_id"]:
            tab.go(f"#question/{name}")
            assert "nothing at this address" not in tab.page.locator("h1").inner_text()
        for name in tables["disagreements"]["disagreement_id"]:
            tab.go(f"#disagreement/{name}")
            assert tab.page.locator(".side").count() == 2
