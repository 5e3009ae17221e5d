"""Labels, links, order and controls of the explorer: words next to numbers and pictures are
right."""

import re
from itertools import pairwise

import pandas as pd
import pytest

import running_muscle_claims as rmc
from browser import Tab, browser, data, each, file, needs_chromium, tab, tables  # noqa: F401  fixtures
from conftest import ROOT

pytestmark = [pytest.mark.browser, needs_chromium]
KINDS = {"asserts": "for", "denies": "against", "reports": "open"}


def texts(tab, selector):
    return [text.strip() for text in tab.page.locator(selector).all_inner_texts()]


def section(tab, head):
    return tab.page.evaluate(
        "head => [...document.querySelectorAll('section')].find(part => "
        "part.querySelector('h2')?.textContent.startsWith(head))?.textContent",
        head,
    )


# propositions, claims, findings, works


def test_profiles_name_what_they_count(tab, tables):
    tab.go("#proposition/running-raises-muscle-size")
    assert tab.page.locator(".profile tbody tr").evaluate_all(
        "rows => rows.map(row => [row.querySelector('.sign').className, "
        "row.querySelector('th').textContent.trim()])"
    ) == [
        ["sign for", "support it"],
        ["sign against", "oppose it"],
        ["sign neither", "found no clear effect"],
        ["sign mixed", "point both ways"],
        ["sign open", "cannot be told"],
    ]
    assert texts(tab, ".profile thead th") == ["studies", "reviews"]
    own = tables["evidence"].query("proposition_id == 'running-raises-muscle-size'")
    counts = own["bearing"].astype(str).value_counts()
    heads = [text for text in texts(tab, "section h3") if "finding" in text]
    assert heads == [
        f"{counts[bearing]} findings {words}"
        for bearing, words in (
            ("own", "about just this"),
            ("special_case", "about a special case"),
            ("wider", "about something wider"),
            ("neighbour", "about something nearby"),
        )
        if bearing in counts
    ]
    over = texts(tab, "article[aria-label^='Finding'] .over")
    assert len(over) == len(own) and {
        re.search("about (just this|a special case|something wider|something nearby)", text)[0]
        for text in over
    } == {head.split(" ", 2)[2] for head in heads}


STANDS = {
    "with": ("studies go with it", "for", "Studies of what it says go with it"),
    "both": ("studies on both sides", "mixed", "There are studies on both sides of it"),
    "against": ("studies go against it", "against", "Studies of what it says go against it"),
    "unclear": ("studies leave it open", "neither", "none goes with it or against it"),
    "unfaithful": ("misreports its study", "open", "It misreports the study that it cites"),
    "reported": ("only reports a belief", "open", "It reports a belief of others"),
    "none": ("none found", "open", "no study of just this or of a case of it was found"),
    "anatomy": ("sources of anatomy", "open", "It was held against sources of anatomy"),
    "not_looked_for": ("not looked for", "open", "Evidence was not looked for"),
}


def test_a_claim_says_how_it_stands_to_the_evidence(tab, tables, data):
    flat = tables["claims_flat"]
    stands = flat["claim_id"].map(data["standings"])
    cited = flat["only_cited_works"].fillna(False).astype(bool)
    tried = flat.assign(stands=stands, cited=cited).drop_duplicates(["stands", "cited"])
    for row in tried.itertuples():
        tab.go(f"#claim/{row.claim_id}")
        short, sign, long = STANDS[row.stands]
        said = tab.page.locator(".stands").inner_text()
        tags = texts(tab, "article.card .tag")
        assert long in said and any(tag.startswith(f"evidence: {short}") for tag in tags)
        assert tab.page.locator(".stands .sign").get_attribute("class") == f"sign {sign}"
        assert ("cites all the studies" in said) == row.cited
        assert (tab.page.locator(".stands a").count() == 1) == (row.stands != "not_looked_for")
    assert set(tried["stands"]) == set(STANDS)
    tab.go("#table")
    options = tab.page.locator("select[name=evidence] option").evaluate_all(
        "options => options.slice(1).map(option => [option.value, option.textContent.trim()])"
    )
    assert options == [[value, short] for value, (short, _, _) in STANDS.items()]
    for value, (short, _, _) in STANDS.items():
        tab.go(f"#table?evidence={value}")
        count = int(tab.page.locator(".count").get_attribute("data-count"))
        assert count == (stands == value).sum() > 0
        shown = {text.partition(" (")[0] for text in texts(tab, "td[data-label=evidence]")}
        assert shown == {short}


def test_statements_are_filtered_by_what_evidence_there_is(tab, data):
    words = {
        "studied": "studies of it",
        "nearby": "only wider or nearby",
        "none": "none found",
        "anatomy": "sources of anatomy",
        "not_looked_for": "not looked for",
    }
    for value, short in words.items():
        tab.go(f"#propositions?evidence={value}")
        count = int(tab.page.locator(".count").get_attribute("data-count"))
        assert count == data["looked"].count(value) > 0
        assert set(texts(tab, "td[data-label=evidence]")) == {short}


def test_searches_and_their_outcome_are_told(tab, tables):
    searches = tables["search_propositions"].merge(tables["searches"], on="search_id")
    evidence = set(tables["evidence"]["proposition_id"])
    without = next(name for name in searches["proposition_id"] if name not in evidence)
    never = next(
        name
        for name in tables["propositions"]["proposition_id"]
        if name not in evidence and name not in set(searches["proposition_id"])
    )
    for name, said in (
        (without, "None, though it was looked for."),
        (never, "None: it was not looked for."),
    ):
        tab.go(f"#proposition/{name}")
        assert said in section(tab, "What the evidence is")
    tab.go(f"#proposition/{without}")
    for row in searches[searches["proposition_id"] == without].itertuples():
        assert f"{row.query} – {str(row.outcome).replace('_', ' ')}" in section(
            tab, "What the evidence is"
        )


def test_cards_of_claims_say_who_how_much_and_what_for(tab, tables):
    people = tables["people"].set_index("person_id")
    for row in (
        tables["claims"]
        .dropna(subset=["attributed_to"])
        .drop_duplicates("attributed_to")
        .itertuples()
    ):
        tab.go(f"#claim/{row.claim_id}")
        person = people.loc[row.attributed_to]
        assert (
            f"quoting {person['name']}"
            f"{f', {person.credentials}' if isinstance(person.credentials, str) else ''}"
            in texts(tab, "article.card .tag")
        )
    counts = tables["claim_quantities"]["claim_id"].value_counts()
    for name in (counts.index[0], counts.index[-1]):
        tab.go(f"#claim/{name}")
        stated = tables["claim_quantities"].query("claim_id == @name")["as_stated"]
        assert f"figures: {'; '.join(stated)}" in texts(tab, "article.card .tag")


def test_findings_tell_number_unit_and_p(tab, tables):
    findings = tables["findings"]
    units = {
        "{BW}": " × body weight",
        "{BW}/m": " × body weight per metre",
        "%": " %",
        "kg": " kg",
        "{SMD}": " (standardised mean difference)",
        "{beats}/min": " beats a minute",
    }
    tried = findings[findings["unit"].isin(list(units))].drop_duplicates("unit")
    for row in tried.itertuples():
        tab.go(f"#finding/{row.finding_id}")
        value = rf": {re.escape(f'{row.value:g}')}( ± [\d.]+)?{re.escape(units[row.unit])}"
        assert re.search(
            rf"{value}[,;\n]|{value}$",
            tab.page.locator("article.card").inner_text(),
            re.M,
        ), row.finding_id
    for relation, sign in (("eq", "="), ("lt", "<"), ("gt", ">")):
        row = findings[findings["p_relation"] == relation].iloc[0]
        tab.go(f"#finding/{row['finding_id']}")
        assert f"p {sign} {row['p_value']:g}" in tab.page.locator("article.card").inner_text()
    assert (
        tab.page.evaluate("rmc.parts.number({ value: 3, spread: null, low: null, unit: '%{BW}' })")
        == "3 % of body weight"
    )


def test_no_clear_difference_has_a_sign_of_its_own_on_every_card(tab, tables):
    results = tables["findings"].drop_duplicates("result")
    for row in results.itertuples():
        tab.go(f"#finding/{row.finding_id}")
        card = tab.page.locator("article.card")
        neither = row.result == "no_clear_difference"
        assert card.get_attribute("class") == ("card neither" if neither else "card open")
        assert card.locator(".over .sign.neither").count() == neither
        assert card.locator(".over").inner_text().strip() == row.result.replace("_", " ")
    assert len(results) > 4


def test_what_a_finding_bears_on_has_sign_and_direction(tab, tables):
    evidence = tables["evidence"]
    several = evidence.groupby("finding_id")["direction"].nunique()
    name = several.index[several > 1][0]
    tab.go(f"#finding/{name}")
    kinds = {
        "supports": ("for", "supports"),
        "opposes": ("against", "opposes"),
        "no_clear_difference": ("neither", "no clear difference on"),
        "mixed": ("mixed", "points both ways on"),
        "unclear": ("open", "cannot be told on"),
    }
    bearings = {
        "own": "about just this",
        "special_case": "about a special case",
        "wider": "about something wider",
        "neighbour": "about something nearby",
    }
    shown = tab.page.evaluate(
        "[...document.querySelectorAll('article.card ul.plain li')].map(li => "
        "[li.querySelector('a').hash.split('/')[1], li.querySelector('.sign').className, "
        "li.textContent.trim().split(')')[0]])"
    )
    assert sorted(map(tuple, shown)) == sorted(
        (
            row.proposition_id,
            f"sign {kinds[row.direction][0]}",
            f"{kinds[row.direction][1]} ({bearings[row.bearing]}",
        )
        for row in evidence[evidence["finding_id"] == name].itertuples()
    )
    numbers = tables["findings"].set_index("finding_id")["value"]
    name = next(one for one in several.index[several > 1] if not pd.isna(numbers[one]))
    tab.go(f"#finding/{name}")
    assert "triangle: differs by proposition" in tab.page.locator("main").inner_text()


def test_works_have_their_identifiers_and_who_cites_them(tab, tables):
    works = tables["references"].dropna(subset=["doi", "pmid", "volume", "issue"]).head(3)
    for row in works.itertuples():
        tab.go(f"#reference/{row.reference_id}")
        links = dict(
            tab.page.evaluate(
                "[...document.querySelectorAll('main > ul.inline li')].map(li => "
                "[li.textContent.trim().split(' ')[0], "
                "li.querySelector('a').getAttribute('href')])"
            )
        )
        assert (
            links["DOI"] == f"https://doi.org/{row.doi}"
            and links["PMID"] == f"https://pubmed.ncbi.nlm.nih.gov/{row.pmid}/"
        )
        assert f"{row.volume} ({row.issue})" in tab.page.locator("main").inner_text()
    for name, own in tables["citations"].dropna(subset=["reference_id"]).groupby("reference_id"):
        tab.go(f"#reference/{name}")
        uses = tables["claim_citations"]["citation_id"].isin(own["citation_id"]).sum()
        assert (
            tab.page.locator("section:has(> h2:text-is('Who cites it')) article").count() == uses
        ), name


def test_the_first_and_the_last_claim_have_one_neighbour(tab, tables):
    ids = [name for name in tables["claims"]["claim_id"] if name.startswith("welltech-")]
    for name, links in (
        (ids[0], [None, ids[1]]),
        (ids[1], [ids[0], ids[2]]),
        (ids[-1], [ids[-2], None]),
    ):
        tab.go(f"#claim/{name}")
        assert [
            tab.page.locator(f"a[rel={way}]").get_attribute("href")
            if tab.page.locator(f"a[rel={way}]").count()
            else None
            for way in ("prev", "next")
        ] == [link and f"#claim/{link}" for link in links]
    passage = (
        tables["passages"]
        .set_index("passage_id")
        .loc[tables["claims"].set_index("claim_id").loc[ids[-1], "passage_id"]]
    )
    assert (
        f"characters {passage['start']} to {passage['end']} of the captured text"
        in tab.page.locator("main").inner_text()
    )


def test_a_retired_id_is_looked_for_among_its_own_kind(tab, tables):
    row = tables["retired_ids"].query("table_name == 'propositions'").iloc[0]
    tab.go(f"#claim/{row['old_id']}")
    assert "It went in version" not in tab.page.locator("main").inner_text()


# terms and articles


def test_links_from_terms_open_their_cell(tab, tables):
    cells = tables["exercise_muscles"].drop_duplicates(["exercise_id", "muscle_id"])
    for kind, exercise, muscle in [
        ("exercise", row.exercise_id, row.muscle_id) for row in cells.iloc[::17].itertuples()
    ] + [("muscle", row.exercise_id, row.muscle_id) for row in cells.iloc[5::17].itertuples()]:
        tab.go(f"#{kind}/{exercise if kind == 'exercise' else muscle}")
        cell = f"cell={exercise}%2F{muscle}"  # and not that of a part, whose id goes on
        link = tab.page.locator(f"ul.inline a:is([href$='{cell}'], [href*='{cell}&'])")
        assert link.count() == 1, (kind, exercise, muscle)
        tab.go(link.get_attribute("href"))
        assert tab.page.locator(".panel h3 a").all_inner_texts() == [
            tables["terms"].set_index("term_id").loc[name, "name"] for name in (exercise, muscle)
        ]
    tab.go("#muscle/calves")
    numbers = [int(n) for n in re.findall(r"\((\d+)\)", section(tab, "Exercises that"))]
    assert numbers == sorted(numbers, reverse=True) and len(set(numbers)) > 2


def test_a_term_has_its_definition_axes_identifiers_and_findings(tab, tables):
    tab.go("#exercise/uphill-running")
    assert (
        "slope: uphill" in texts(tab, ".tag")
        and tables["terms"].set_index("term_id").loc["uphill-running", "definition"]
        in tab.page.locator("main").inner_text()
    )
    mappings = tables["mappings"].query(
        "subject_id == 'uphill-running' and predicate_modifier.isna()"
    )
    said = section(tab, "In other vocabularies")
    assert len(mappings) and all(
        f"{row.predicate_id.removeprefix('skos:').replace('Match', ' match')} {row.object_id}"
        in said
        for row in mappings.itertuples()
    )
    tab.go("#muscle/calves")
    n = len(rmc.evidence_about(muscle="calves", folder=ROOT))
    assert tab.page.locator("section:has(> h2:text-is('What was found')) article").count() == min(
        30, n
    )


def test_an_article_has_its_people_strip_and_sections(tab, tables):
    people = tables["people"].set_index("person_id")["name"]
    stance = tables["claims"].set_index("claim_id")["stance"]
    for row in tables["articles"].itertuples():
        tab.go(f"#article/{row.article_id}")
        said = tab.page.locator("main > h1 + p").inner_text()
        for person, label in ((row.author_id, "By "), (row.reviewer_id, "Reviewed by ")):
            assert (
                (f"{label}{people[person]}." in said)
                if isinstance(person, str)
                else (label not in said)
            )
        own = tables["passages"][tables["passages"]["article_id"] == row.article_id]
        makes = (own["role"] == "claim").sum()
        assert f"{makes} passages make claims, {len(own) - makes} do not" in tab.page.locator(
            "[data-chart=strip]"
        ).get_attribute("aria-label")
        changes = (
            own["section"].fillna("") != own["section"].fillna("").shift(fill_value="-")
        ).sum()
        assert tab.page.locator(".passages li.section").count() == changes
        signs = tab.page.evaluate(
            "[...document.querySelectorAll('.passages li.claim li')].map(li => "
            "[li.querySelector('a').hash.split('/')[1], li.querySelector('.sign').className])"
        )
        assert all(sign == f"sign {KINDS[stance[name]]}" for name, sign in signs)
    tab.go("#articles")
    assert [int(re.search(r"(\d+) claims", text)[1]) for text in texts(tab, ".articles li")] == [
        int(tables["claims"]["claim_id"].str.startswith(f"{name}-").sum())
        for name in tables["articles"]["article_id"]
    ]


def test_strips_are_tall_where_claims_are_and_lead_on(tab, tables):
    tab.go("#article/livestrong")
    bars = tab.page.evaluate(
        "[...document.querySelectorAll('[data-chart=strip] .mark-rect.role-mark path')]"
        ".map(path => [path.getAttribute('fill'), Math.round(path.getBBox().height)])"
    )
    tall = {}
    for fill, height in bars:
        tall.setdefault(fill, set()).add(height)
    assert tall == {"var(--slate)": {26}, "var(--quiet)": {16}, "var(--open)": {6}}
    keys = tab.page.locator(".legend li").evaluate_all(
        "rows => rows.map(row => "
        "[row.querySelector('rect').getAttribute('style').replace(/fill: |;|\"/g, ''), "
        "row.textContent.trim()])"
    )
    assert keys == [
        ["var(--slate)", "makes claims (tall)"],
        ["var(--quiet)", "heading, question or link between claims (middle)"],
        ["var(--open)", "menu, author, advertisement, list (low)"],
    ]
    before = tab.page.evaluate("scrollY")
    tab.page.locator("[data-chart=strip] .mark-rect.role-mark path").nth(40).click(force=True)
    tab.page.wait_for_function("y => scrollY !== y", arg=before)
    tab.go("#articles")
    tab.page.locator("[data-chart=strips] .mark-rect.role-mark path").nth(40).click(force=True)
    tab.page.wait_for_function("() => location.hash.startsWith('#article/')")


def test_keys_have_the_colours_of_what_they_name(tab):
    tab.go("#propositions")
    for chart, name in (("agreement", "How the articles agree"), ("standing", "How claims stand")):
        keys = dict(
            tab.page.locator(f"figure:has([data-chart={chart}]) .legend li").evaluate_all(
                "rows => rows.map(row => [row.textContent.trim(), "
                "row.querySelector('rect').getAttribute('style').replace(/fill: |;|\"/g, '')])"
            )
        )
        bars = tab.page.evaluate(
            "chart => "
            "[...document.querySelectorAll(`[data-chart=${chart}] .mark-rect.role-mark path`)]"
            ".map(path => [path.getAttribute('aria-label')"
            ".match(/part: ([^;]*)|of these: ([^;]*)/).slice(1).find(Boolean), "
            "path.getAttribute('fill')])",
            chart,
        )
        assert bars and all(keys[part] == fill for part, fill in bars), name
        assert len(set(keys.values())) == len(keys)
        if chart == "standing":
            assert [
                keys[part]
                for part in (
                    "studies go with it",
                    "studies on both sides",
                    "studies go against it",
                    "studies leave it open",
                )
            ] == [
                "var(--deep)",
                "url(#texture-rising)",
                "url(#texture-crossed)",
                "url(#texture-dotted)",
            ]


# the matrix, the body, the tables


def test_the_matrix_says_in_words_what_it_draws(tab, tables, data):
    words = {
        "works": ("muscle work", "work the muscle"),
        "enlarges": ("muscle size", "enlarge it"),
        "strengthens": ("strength", "strengthen it"),
        "any": ("any outcome", "do something for it"),
    }
    entries = data["matrix"]["entries"]
    tab.go("#matrix")
    options = dict(
        tab.page.locator("select[name=role] option").evaluate_all(
            "options => options.map(option => [option.value, option.textContent])"
        )
    )
    for role, (outcome, does) in words.items():
        tab.go(f"#matrix?role={role}")
        assert (
            options[role] == outcome
            and f"claims that it does ({does})" in tab.page.locator("#matrix .legend").inner_text()
        )
        claims, findings = (
            {
                name
                for name, said in zip(entries[key], entries["role"], strict=True)
                if name and role in (said, "any")
            }
            for key in ("claim_id", "finding_id")
        )
        assert (
            f"{len(claims)} claims and {len(findings)} findings are about an exercise "
            f"and {outcome};" in tab.page.locator("#matrix").inner_text()
        )
    heads = tab.page.evaluate(
        "[...document.querySelectorAll('.matrix tbody')].map(body => "
        "[body.querySelector('.axis')?.textContent ?? '', "
        "[...body.querySelectorAll('th[scope=row] a')].map(a => a.hash.split('/')[1])])"
    )
    by = {name: head for head, names in heads for name in names}
    assert (
        by["uphill-running"],
        by["sprinting"],
        by["long-distance-running"],
        by["trail-running"],
        by["running"],
    ) == ("By slope", "By speed", "By length", "By ground", "")
    order = [name for _, names in heads for name in names]
    assert order.index("interval-sprints") < order.index("interval-running") and order.index(
        "steady-state-running"
    ) < order.index("long-distance-running")


def test_parts_of_a_bar_do_not_overlap_and_dots_stand_on_their_side(tab, data):
    tab.go("#matrix?role=any&every=1")
    bars = tab.page.evaluate(
        "[...document.querySelectorAll('[data-cell]')].map(cell => "
        "[[...cell.querySelectorAll('rect')].map(bar => [bar.getAttribute('class'), "
        "Number(bar.getAttribute('y')), Number(bar.getAttribute('height'))]), "
        "[...cell.querySelectorAll('circle:not(.neither)')].map(dot => "
        "Number(dot.getAttribute('cx')) < 20), "
        "cell.getAttribute('aria-label')])"
    )
    stacked = 0
    for drawn, dots, label in bars:
        for kind in {kind for kind, _, _ in drawn}:
            spans = sorted((top, top + tall) for one, top, tall in drawn if one == kind)
            assert all(a[1] <= b[0] + 0.01 for a, b in pairwise(spans))
            stacked += len(spans) > 1
        claims, findings = label.split(". Findings: ")
        assert dots == [True] * bool(
            re.search("advised for it|believed to do it|as much as another", claims)
        ) + [False] * ("as much as another" in findings)
    assert stacked > 5


def test_an_open_cell_counts_its_cards_and_closes_by_a_second_click(tab):
    tab.go("#matrix?role=any")
    cells = tab.page.locator("[data-cell]").evaluate_all(
        "cells => cells.map(cell => cell.dataset.cell)"
    )
    for cell in [cells[0], *cells[3::12]]:
        tab.go(f"#matrix?role=any&cell={cell}")
        assert tab.page.locator("[aria-pressed=true]").evaluate_all(
            "cells => cells.map(cell => cell.dataset.cell)"
        ) == [cell]
        heads = tab.page.evaluate(
            "[...document.querySelectorAll('.panel h4')].filter(head => "
            "head.nextElementSibling.matches('.cards')).map(head => [parseInt(head.textContent), "
            "head.nextElementSibling.children.length])"
        )
        assert heads and all(n == cards for n, cards in heads)
    tab.page.locator(f"[data-cell='{cell}']").click()
    tab.settle()
    assert tab.page.locator(".panel").count() == 0


def test_the_comparison_has_its_sides_under_their_names(tab, tables, data):
    tab.go("#matrix")
    heads = texts(tab, ".versus thead th")
    assert heads[1] == "more with uphill running" and heads[-1] == "more with downhill running"
    assert heads[0] == "muscle: outcome"
    column = tab.page.evaluate(
        "[...document.querySelectorAll('.versus tbody tr')].map(row => "
        "[row.cells[0].innerText, row.cells[1].textContent])"
    )
    assert (
        "Men's Health" in dict(column)["quadriceps: muscle work"]
    )  # it says that hills uphill work them more
    tab.go("#matrix?one=uphill-running&other=flat-running")
    assert texts(tab, ".versus thead th")[2:-1] == ["no clear effect"]
    # a result that is not clear is grey, and no result stands without what was measured
    chips = tab.page.locator(".versus .chip.striped")
    assert chips.count() > 5 and tab.page.locator(".versus .chip.unclear").count() > 0
    measured = tab.page.evaluate(
        "[...document.querySelectorAll('.versus li:has(.striped)')].map(li => "
        "[li.querySelector('a').hash.split('/')[1], li.querySelector('.small').textContent])"
    )
    findings = tables["findings"].set_index("finding_id")
    names = tables["measures"].set_index("measure_id")["name"]
    designs = tables["references"].set_index("reference_id")["design"].astype(str)
    for finding, said in measured:
        row = findings.loc[finding]
        assert names[row["measure_id"]] in said, finding
        assert designs[row["reference_id"]].replace("_", " ") in said, finding
    entries = data["matrix"]["entries"]
    one, other = next(
        (one, other)
        for one, other, says, role in zip(
            *(entries[key] for key in ("exercise_id", "than", "says", "role")), strict=True
        )
        if says == "alike" and role != "other"
    )
    tab.go(f"#matrix?role=any&one={one}&other={other}")
    assert texts(tab, ".versus thead th")[2] == "as much"
    tab.go("#matrix?role=enlarges&one=uphill-running&other=downhill-running")
    outcomes = texts(tab, ".versus tbody th a:last-child")
    assert "muscle work" not in outcomes  # what is measured is what was asked for
    tab.page.click("#matrix a:text-is('muscle work')")
    tab.settle()
    assert "role=works" in tab.page.evaluate("location.hash")
    tab.go("#matrix?role=any&one=uphill-running&other=running")
    assert tab.page.locator(".versus .chip").count() > 10  # forms of running included


def test_the_body_tells_the_number_of_what_is_lit(tab, tables):
    tab.go("#body?what=findings")
    labels = tab.page.evaluate(
        "[...document.querySelectorAll('.figure [data-muscle]')].map(path => "
        "[path.getAttribute('aria-label'), path.dataset.muscle, Number(path.dataset.count), "
        "path.classList.contains('none')])"
    )
    names = tables["terms"].set_index("term_id")["name"]
    for label, muscle, count, none in labels:
        n = len(rmc.evidence_about(muscle=muscle, folder=ROOT))
        assert label == f"{names[muscle]}: {n} finding{'' if n == 1 else 's'}"
        assert none == (count == 0)
    tab.page.hover(".muscles a[href='#muscle/calves']")
    assert (
        f"calf muscles: {len(rmc.evidence_about(muscle='calves', folder=ROOT))} findings about it"
        in tab.page.locator(".told").inner_text()
    )
    tab.go("#body?exercise=uphill-running")
    tab.page.check("input[name=what][value=findings]")
    tab.settle()
    assert tab.page.evaluate("location.hash") == "#body?what=findings"
    tab.go("#body")
    undrawn = {
        name.removesuffix(" (not drawn)")
        for name in texts(tab, ".muscles th")
        if name.endswith("(not drawn)")
    }
    assert (
        "fast-twitch muscle fibres" in undrawn
        and not {"calf muscles", "heart", "quadriceps"} & undrawn
    )
    tab.page.locator(".figure [data-muscle=gluteus-maximus]").first.dispatch_event("click")
    tab.settle()
    assert tab.page.evaluate("location.hash") == "#muscle/gluteus-maximus"


def test_a_view_has_its_place_in_the_menu(tab):
    for address, place in (
        ("#body", "#body"),
        ("#matrix", "#matrix"),
        ("#question/effect-of-running-on-muscle-size", "#questions"),
        ("#contradictions", "#disagreements"),
        ("#claims", "#table"),
    ):
        tab.go(address)
        assert tab.page.locator("nav [aria-current]").evaluate_all(
            "links => links.map(link => link.hash)"
        ) == [place], address
    assert tab.page.locator("nav a").first.inner_text() == "Questions"


def test_cells_of_tables_stand_under_their_heading(tab, tables):
    tab.go("#propositions")
    summary = tables["proposition_summary"].set_index("proposition_id")
    sites = tables["articles"].set_index("article_id")["site"]
    shown = tab.page.evaluate(
        "[...document.querySelectorAll('.rows tbody tr')].map(row => "
        "[row.querySelector('a').hash.split('/')[1], Object.fromEntries("
        "[...row.cells].map(cell => [cell.dataset.label, cell.textContent]))])"
    )

    def named(cell):
        return ", ".join(sites[name] for name in cell.split("; ")) if isinstance(cell, str) else ""

    for name, cells in shown:
        row = summary.loc[name]
        assert (
            cells["asserted by"] == named(row["asserted_by"])
            and cells["denied by"] == named(row["denied_by"])
            and cells["claims"] == str(row["claims"])
        )
        for source in ("studies", "reviews"):
            assert cells[source] == str(
                sum(
                    row[f"{source}_{direction}"]
                    for direction in (
                        "supporting",
                        "opposing",
                        "no_clear_difference",
                        "mixed",
                        "unclear",
                    )
                )
            )
        design = row["best_design"]
        assert cells["best design"] == ("" if pd.isna(design) else design.replace("_", " "))
    tab.go("#studies?sort=-year")
    heads = dict(
        tab.page.locator(".rows th").evaluate_all(
            "heads => heads.map(head => [head.getAttribute('aria-sort'), "
            "head.textContent.trim().at(-1)])"
        )
    )
    assert heads["descending"] == "▼"
    tab.go("#studies?sort=design")
    designs = texts(tab, "td[data-label=design]")
    assert designs[0] == "randomised trial" and set(designs) == {"randomised trial"}
    assert (
        dict(
            tab.page.locator(".rows th").evaluate_all(
                "heads => heads.map(head => [head.getAttribute('aria-sort'), "
                "head.textContent.trim().at(-1)])"
            )
        )["ascending"]
        == "▲"
    )


def test_each_table_is_searched_and_filtered_by_what_it_has(tab, tables):
    def count():
        return int(tab.page.locator(".count").get_attribute("data-count"))

    people = tables["people"].set_index("person_id")["name"]
    quoted = tables["claims"]["attributed_to"].dropna()
    tab.go(f"#table?q={people[quoted.iloc[0]].split()[0]} {people[quoted.iloc[0]].split()[-1]}")
    assert count() >= (quoted == quoted.iloc[0]).sum() > 0
    tab.go("#studies?q=grgic 2019")
    authors = tables["references"].set_index("reference_id")
    found = authors.loc[
        list(
            {
                row
                for row in tab.page.locator(".rows td:first-child a").evaluate_all(
                    "links => links.map(link => link.hash.split('/')[1])"
                )
            }
        )
    ]
    assert (
        "grgic-2019" in found.index
        and count() >= (tables["findings"]["reference_id"] == "grgic-2019").sum()
    )
    assert found["authors"].str.contains("Grgic").all() and (found["year"] == 2019).all()
    tab.go("#propositions?q=downhill running works")
    statements = tables["propositions"]["statement"].str.lower()
    assert (
        count()
        >= (statements.str.contains("downhill running") & statements.str.contains("works")).sum()
        > 0
    )
    stands = tables["claims_flat"]["claim_and_evidence"]
    for value in ("with", "both", "against"):
        tab.go(f"#table?evidence={value}")
        assert count() == (stands == value).sum() > 0
    tab.go("#table?term=protein-intake")
    assert (
        count() == len(rmc.claims_about(factor="protein-intake", folder=ROOT))
        and "about protein intake" in tab.page.locator(".filters").inner_text()
    )
    tab.go("#studies?term=calves")
    assert count() == len(rmc.evidence_about(muscle="calves", folder=ROOT))
    tab.go("#table?page=3")
    tab.page.select_option("select[name=article]", "run247")
    tab.settle()
    assert "page 1 of" in tab.page.locator(".pages").inner_text()
    n = count()
    tab.page.wait_for_function(
        f"() => document.querySelector('[role=status]').textContent === '{n} of 763 claims'"
    ) if len(tables["claims"]) == 763 else None
