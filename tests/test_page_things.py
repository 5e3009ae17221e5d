"""What the explorer says of each thing, compared with the tables: every proposition, term, point,
cell of a table and option of a control."""

import io
import re
from pathlib import Path

import pandas as pd
import pytest

from browser import Tab, browser, data, each, file, needs_chromium, tab, tables  # noqa: F401  fixtures

pytestmark = [pytest.mark.browser, needs_chromium]
KINDS = {
    "asserts": "for",
    "denies": "against",
    "reports": "open",
    "supports": "for",
    "disputes": "against",
    "inconclusive": "open",
}
COLOURS = {"supports": "--for", "disputes": "--mark-against", "inconclusive": "--open"}


def test_every_proposition_shows_its_claims_and_evidence_as_they_stand(tab, tables):
    props = (
        tables["propositions"]
        .astype(object)
        .where(tables["propositions"].notna(), None)
        .to_dict("records")
    )
    cards = (
        "[...document.querySelectorAll('main section article.card')].map(card => "
        "[card.getAttribute('aria-label'), card.className, "
        "card.closest('section').querySelector('h2').textContent, "
        "!!card.querySelector('.over .sign.hollow')])"
    )
    read = (
        f"[{cards}, "
        "[...document.querySelectorAll('.tally strong')].map(n => Number(n.textContent)), "
        "[...document.querySelectorAll('.slots div')].map(slot => "
        "[slot.querySelector('dt').textContent, slot.querySelector('dd').textContent]), "
        "[...document.querySelectorAll('h3')].map(h => h.textContent), "
        "document.querySelector('main h1').textContent]"
    )
    shown = each(tab, [f"#proposition/{row['proposition_id']}" for row in props], read)
    claims, evidence = (
        dict(list(tables["claims"].groupby("proposition_id"))),
        dict(list(tables["evidence"].groupby("proposition_id"))),
    )
    names, sites = (
        tables["terms"].set_index("term_id")["name"],
        tables["articles"].set_index("article_id")["site"],
    )
    for row, (drawn, tally, slots, heads, title) in zip(props, shown, strict=True):
        assert title == row["statement"]
        own, found = claims[row["proposition_id"]], evidence.get(row["proposition_id"])
        said = {
            (f"Claim {one.claim_id}", f"card {KINDS[one.stance]}", False)
            for one in own.itertuples()
        }
        if found is not None:
            said |= {
                (
                    f"Finding {one.finding_id}",
                    f"card {KINDS[one.direction]}",
                    one.directness == "indirect",
                )
                for one in found.itertuples()
            }
            assert tally == [
                int((found["direction"] == direction).sum())
                for direction in ("supports", "disputes", "inconclusive")
            ]
        assert {
            (label, kind, hollow)
            for label, kind, section, hollow in drawn
            if section != "What stands against it"
        } == said, row["proposition_id"]
        assert slots == [
            [label, value]
            for label, value in (
                ("subject", names.get(row["subject_id"])),
                ("relation", row["relation"].replace("_", " ")),
                ("object", names.get(row["object_id"])),
                ("muscle", names.get(row["muscle_id"])),
                ("compared with", names.get(row["comparator_id"])),
                ("in", names.get(row["population_id"])),
                ("given", names.get(row["condition_id"])),
            )
            if value is not None
        ]
        for stance, head in (
            ("asserts", "Saying so"),
            ("denies", "Denying it"),
            ("reports", "Reporting it as what others believe"),
        ):
            articles = list(
                dict.fromkeys(own.loc[own["stance"] == stance, "passage_id"].str.split(":").str[0])
            )
            assert (
                f"{head}: {', '.join(sites[article] for article in articles)}" in heads
            ) == bool(articles)


def test_a_proposition_says_in_words_how_it_stands(tab, tables):
    agreement = {
        "unanimous": "Two or more articles agree and none disagrees",
        "contested": "Articles stand against each other",
        "single_source": "One article alone takes a stand",
        "reported_only": "Articles only report it",
    }
    standing = {
        "with": "claims run with the evidence",
        "against": "claims run against the evidence",
        "mixed": "articles or findings stand on both sides",
        "no_evidence": "evidence was looked for and none found",
        "never": "evidence was not looked for",
        "reported_only": "there is evidence, but no article takes a stand",
    }
    summary = tables["proposition_summary"]
    summary = summary.assign(
        stands=summary["claims_and_evidence"]
        .astype("string")
        .mask(
            (summary["claims_and_evidence"] == "no_evidence") & (summary["searches"] == 0), "never"
        )
    )
    tried = summary.astype({"agreement": "string"}).drop_duplicates(["agreement", "stands"])
    for row, said in zip(
        tried.itertuples(),
        each(
            tab,
            [f"#proposition/{name}" for name in tried["proposition_id"]],
            "document.querySelector('.slots + p').textContent",
        ),
        strict=True,
    ):
        assert said == f"{agreement[row.agreement]}; {standing[row.stands]}."
    assert len(tried) > 8


def test_points_have_the_colour_and_form_of_their_evidence(tab, tables):
    found = (
        tables["evidence"]
        .merge(tables["findings"][["finding_id", "value", "unit"]], on="finding_id")
        .query("value.notna()")
    )
    for name, own in found.groupby("proposition_id"):
        tab.go(f"#proposition/{name}")
        points = tab.page.evaluate(
            "[...document.querySelectorAll('[data-chart=effects]')].map(chart => "
            "[...[...chart.querySelectorAll('.mark-symbol.role-mark')].at(-1)"
            ".querySelectorAll('path')]"
            ".map(path => [path.getAttribute('stroke'), path.getAttribute('fill'), "
            "path.getAttribute('d').includes('A')]))"
        )
        wanted = [
            [
                (
                    f"var({COLOURS[row.direction]})",
                    f"var({COLOURS[row.direction]})"
                    if row.directness == "direct"
                    else "var(--paper)",
                    row.direction == "supports",
                )
                for row in part.itertuples()
            ]
            for _, part in own.groupby("unit", observed=True)
        ]
        assert sorted(sorted(map(tuple, chart)) for chart in points) == sorted(
            sorted(chart) for chart in wanted
        ), name


def test_the_marks_of_the_question_have_form_and_colour(tab, tables, data):
    evidence = {row["finding_id"]: row for row in data["question"]["evidence"]}
    marks = tab.page.evaluate(
        "[...document.querySelectorAll('.marks td a')].map(a => [a.hash.split('/')[1], "
        "a.querySelector('.sign').className, a.title])"
    )
    assert {name for name, _, _ in marks} == set(evidence)
    for name, sign, title in marks:
        row = evidence[name]
        assert sign == (
            f"sign {KINDS[row['direction']]}{' hollow' if row['directness'] == 'indirect' else ''}"
        ) and title.startswith(f"{row['direction']} ({row['directness']}")
    rows = tab.page.evaluate(
        "[...document.querySelectorAll('.marks tr')].map(row => "
        "[...row.querySelectorAll('td .sign')].map(sign => sign.className.split(' ')[1]))"
    )
    assert all(row == sorted(row, key=["for", "against", "open"].index) for row in rows)
    shares = [row.count("for") / len(row) for row in rows]
    assert shares == sorted(shares, reverse=True)


def test_numbers_are_told_with_their_interval(tab):
    def card():
        return tab.page.locator("article.card").inner_text()

    tab.go("#finding/grgic-2019-fast-twitch-fibre-size")
    assert tab.page.locator("main article.card").count() == 1
    assert (
        "1.44 (standardised mean difference), 95 % confidence interval 0.93 to 1.95; p < 0.001"
        in card()
    )
    tab.go("#finding/grgic-2019-knee-extensor-size")
    assert "ends at 90 in print and is cut short" in tab.page.locator("main").inner_text()
    tab.go("#finding/currier-2023-strength")
    assert "95 % credible interval 1.38 to 1.82" in card()
    tab.go("#finding/estes-2017-vastus-lateralis-size")
    assert "10.6 ± 2.7 %" in card() and "confidence" not in card()


def test_every_term_page_tells_what_is_about_it(tab, tables, data):
    claims = pd.Series(
        {claim: set(own) for claim, own in tables["claim_terms"].groupby("claim_id")["term_id"]}
    )
    findings = (
        tables["findings"]
        .set_index("finding_id")[
            ["subject_id", "comparator_id", "object_id", "muscle_id", "population_id"]
        ]
        .apply(lambda row: set(row.dropna()), axis=1)
    )
    proposition, members = (
        tables["claims"].set_index("claim_id")["proposition_id"],
        tables["term_members"],
    )
    terms = list(tables["terms"]["term_id"])
    broader, name = (
        tables["terms"].set_index("term_id")["broader_id"].fillna("").astype(object),
        tables["terms"].set_index("term_id")["name"],
    )
    shown = each(
        tab,
        [f"#term/{term}" for term in terms],
        """[
        [...document.querySelectorAll('.tally strong')].map(n => Number(n.textContent)),
        [...document.querySelectorAll('.propositions li')].map(li => [
            li.querySelector('a').hash.split('/')[1],
            parseInt(li.querySelector('.small').textContent)]),
        [...document.querySelectorAll('main > p')].map(p => p.textContent),
        [...document.querySelectorAll('section h2')].map(h => [
            h.textContent, h.parentElement.textContent]),
        document.querySelector('main h1').textContent]""",
    )

    def of(lines, start):
        return next(
            (line.partition(": ")[2] for line in lines if line.startswith(start + ": ")), ""
        )

    def listing(ids):
        return ", ".join(name[one] for one in ids)

    for term, (tally, listed, lines, sections, title) in zip(terms, shown, strict=True):
        assert title == name[term]
        within = {term, *data["within"].get(term, []), *data["compounds"].get(term, [])}
        mine = [claim for claim, own in claims.items() if own & within]
        counts = proposition[mine].value_counts()
        assert tally == [len(mine), len(counts), sum(bool(own & within) for own in findings)], term
        assert [n for _, n in listed] == sorted(counts, reverse=True)[:40] and all(
            counts[one] == n for one, n in listed
        ), term
        assert of(lines, "In the groups") == listing(
            members.loc[members["member_id"] == term, "group_id"]
        ) and of(lines, "Its members") == listing(
            members.loc[members["group_id"] == term, "member_id"]
        ), term
        assert (of(lines, "Part of") or of(lines, "A kind of")) == listing(
            [broader[term]] if broader[term] else []
        ), term
        assert (of(lines, "Its parts") or of(lines, "Kinds of it")) == listing(
            one for one in terms if broader[one] == term
        ), term
        costs = tables["energy_costs"][tables["energy_costs"]["exercise_id"] == term]
        told = next((text for head, text in sections if head.startswith("Energy cost")), "")
        assert all(f"{row.met:g} MET" in told for row in costs.itertuples()) and bool(told) == bool(
            len(costs)
        ), term


def test_a_term_says_who_denies(tab, tables):
    tab.go("#muscle/calves")
    summary = tables["proposition_summary"]
    denied = summary[summary["asserted_by"].isna() & summary["denied_by"].notna()].set_index(
        "proposition_id"
    )
    sites = tables["articles"].set_index("article_id")["site"]
    lines = tab.page.evaluate(
        "[...document.querySelectorAll('.propositions li')].map(li => "
        "[li.querySelector('a').hash.split('/')[1], li.textContent, "
        "li.querySelector('.sign').className])"
    )
    seen = [
        (sites[denied.loc[name, "denied_by"].split("; ")[0]], text, sign)
        for name, text, sign in lines
        if name in denied.index
    ]
    assert seen and all(
        site in text and ("denies it" in text or "deny it" in text) and sign == "sign against"
        for site, text, sign in seen
    )
    tied = tab.page.evaluate(
        "[...document.querySelectorAll('section')].find(part => "
        "part.querySelector('h2').textContent.startsWith('Exercises that'))"
        ".querySelectorAll('li').length"
    )
    assert (
        tied == tables["exercise_muscles"].query("muscle_id == 'calves'")["exercise_id"].nunique()
    )


def test_a_claim_leads_to_its_neighbours_and_its_words(tab, tables):
    tab.go("#claim/mens-health-021")
    assert (
        tab.page.locator("a[rel=prev]").get_attribute("href") == "#claim/mens-health-020"
        and tab.page.locator("a[rel=next]").get_attribute("href") == "#claim/mens-health-022"
    )
    said = {
        line.strip()
        for line in tab.page.locator("h2:text-is('What it is about') + ul li").all_inner_texts()
    }
    names = tables["terms"].set_index("term_id")["name"]
    own = tables["claim_terms"].query("claim_id == 'mens-health-021'")
    assert said == {
        f"{names[row.term_id]} as “{row.surface_form}”"
        if isinstance(row.surface_form, str)
        else f"{names[row.term_id]} implied"
        for row in own.itertuples()
    }
    assert (
        tab.page.locator(
            f"a[href='{tables['articles'].set_index('article_id').loc['mens-health', 'url']}']"
        ).count()
        == 1
    )


def test_an_article_tells_why_passages_make_no_claim(tab, tables):
    tab.go("#article/welltech")
    own = (
        tables["passages"]
        .query("article_id == 'welltech' and role != 'claim'")["role"]
        .astype(str)
        .value_counts()
    )
    said = tab.page.locator("section:has(> h2:text-is('From first word to last'))").inner_text()
    for role, n in own.items():
        assert re.search(rf"\b{n} {role.replace('_', ' ')}\b", said), role
    links = tab.page.locator(".tally a").evaluate_all("links => links.map(a => a.hash)")
    assert links and all("article=welltech" in link and "evidence=" in link for link in links)
    colours = dict(
        tab.page.evaluate(
            "[...document.querySelectorAll('.tally li')].map(li => "
            "[li.textContent.replace(/^\\d+ /, ''), li.className])"
        )
    )
    assert (
        colours["claims run with the evidence"] == "for"
        and colours["claims run against the evidence"] == "against"
    )


def test_links_lead_outside_only_to_the_web(tab):
    assert tab.page.evaluate(
        "['javascript:alert(1)', 'data:text/html,x', null, '', 'https://a.example/', "
        "'http://a.example/', ' https://a.example'].map(url => rmc.safe(url))"
    ) == [None, None, None, None, "https://a.example/", "http://a.example/", None]


# tables

SAVED = {
    "propositions": ("propositions", "proposition_id", ["relation", "agreement"]),
    "studies": ("findings", "finding_id", ["result", "design"]),
}


def saved(tab, address):
    tab.go(address)
    with tab.page.expect_download() as download:
        tab.page.click(".save")
    return pd.read_csv(
        io.BytesIO(Path(download.value.path()).read_bytes()), dtype="string", keep_default_na=False
    )


def text(column):
    """A column as it is written in CSV: shortest form of numbers, nothing for an empty cell."""
    return [
        ("" if pd.isna(value) else f"{value:g}" if isinstance(value, float) else str(value))
        for value in column
    ]


def test_every_column_of_the_propositions_is_right(tab, tables):
    frame = saved(tab, "#propositions")
    own = (
        tables["proposition_summary"]
        .merge(tables["propositions"], on="proposition_id")
        .set_index("proposition_id")
        .loc[frame["proposition_id"]]
    )
    assert len(frame) == len(tables["propositions"])
    for column in (
        "relation",
        "claims",
        "asserted_by",
        "denied_by",
        "agreement",
        "inconclusive",
        "claims_and_evidence",
        "searches",
    ):
        assert frame[column].tolist() == text(own[column]), column
    assert (
        frame["supporting"].astype(int).tolist()
        == (own["supporting_direct"] + own["supporting_indirect"]).tolist()
        and frame["disputing"].astype(int).tolist()
        == (own["disputing_direct"] + own["disputing_indirect"]).tolist()
    )


def test_every_column_of_the_studies_is_right(tab, tables):
    frame = saved(tab, "#studies")
    own = (
        tables["findings"]
        .merge(tables["references"][["reference_id", "design"]], on="reference_id")
        .set_index("finding_id")
        .loc[frame["finding_id"]]
    )
    for column, source in (
        ("result", "result"),
        ("value", "value"),
        ("low", "low"),
        ("high", "high"),
        ("unit", "unit"),
        ("design", "design"),
        ("people", "sample_size"),
        ("reference_id", "reference_id"),
    ):
        assert frame[column].tolist() == text(own[source]), column
    for column in ("supports", "disputes"):
        assert frame[column].astype(int).tolist() == [
            int(n)
            for n in tables["evidence"]
            .query("direction == @column")["finding_id"]
            .value_counts()
            .reindex(frame["finding_id"])
            .fillna(0)
        ]


def test_people_are_named_in_the_claims(tab, tables):
    frame = saved(tab, "#table")
    people = tables["people"].set_index("person_id")["name"]
    own = tables["claims"].set_index("claim_id").loc[frame["claim_id"]]
    assert frame["attributed_to"].tolist() == [
        "" if pd.isna(one) else people[one] for one in own["attributed_to"]
    ]
    assert (
        frame["article"].tolist()
        == tables["articles"]
        .set_index("article_id")
        .loc[own["passage_id"].str.split(":").str[0], "site"]
        .tolist()
    )


@pytest.mark.parametrize("view", SAVED)
def test_the_lists_of_each_table_filter_it(tab, tables, view):
    table, key, fields = SAVED[view]
    frame = (
        tables[table].merge(tables["proposition_summary"], on=key)
        if view == "propositions"
        else tables[table].merge(
            tables["references"][["reference_id", "design"]], on="reference_id"
        )
    )
    tab.go(f"#{view}")
    for field in fields:
        options = tab.page.locator(f"select[name={field}] option").evaluate_all(
            "options => options.map(option => option.value)"
        )
        assert set(options) == {"", *frame[field].dropna().astype(str)}
        for value in options[1:]:
            tab.go(f"#{view}?{field}={value}")
            assert (
                int(tab.page.locator(".count").get_attribute("data-count"))
                == (frame[field] == value).sum()
            ), (field, value)


@pytest.mark.parametrize("view", ["table", "propositions", "studies"])
def test_every_heading_sorts_up_and_down(tab, view):
    tab.go(f"#{view}?sort=nothing")
    for n in range(tab.page.locator(".rows th button").count()):
        for way in ("ascending", "descending"):
            button = tab.page.locator(".rows th button").nth(n)
            for _ in range(3):
                if tab.page.locator(".rows th").nth(n).get_attribute("aria-sort") != way:
                    button.click()
                    tab.settle()
            assert tab.page.locator(".rows th").nth(n).get_attribute("aria-sort") == way, (n, way)
            shown = tab.page.evaluate(
                "n => [...document.querySelectorAll('.rows tbody tr')].map(row => "
                "row.cells[n].textContent)",
                n,
            )
            filled = [cell for cell in shown if cell]
            assert shown[: len(filled)] == filled  # empty cells come last in either direction
            if all(re.fullmatch(r"-?[\d.]+", cell) for cell in filled):
                assert [float(cell) for cell in filled] == sorted(
                    (float(cell) for cell in filled), reverse=way == "descending"
                ), (n, way)


def test_pages_turn_both_ways(tab, tables):
    def first():
        return tab.page.locator(".rows tbody a").first.get_attribute("href").split("/")[1]

    ids = tables["claims_flat"]["claim_id"].tolist()
    tab.go("#table?page=3")
    assert first() == ids[100]
    tab.page.click("text=Previous")
    tab.settle()
    assert first() == ids[50] and tab.page.evaluate("document.activeElement.className") == "count"
    tab.go("#table?page=99")
    assert first() == ids[(len(ids) - 1) // 50 * 50] and tab.page.locator("text=Next").is_disabled()


def test_choosing_adds_to_the_history_and_typing_does_not(tab):
    tab.go("#table")
    before = tab.page.evaluate("history.length")
    tab.page.type("input[name=q]", "calves", delay=20)
    tab.page.wait_for_function("() => location.hash === '#table?q=calves'")
    assert tab.page.evaluate("history.length") == before
    tab.page.select_option("select[name=kind]", "effect")
    tab.settle()
    assert (
        tab.page.evaluate("history.length") == before + 1
        and tab.page.evaluate("location.hash") == "#table?q=calves&kind=effect"
    )
    tab.page.go_back()
    tab.settle()
    assert (
        tab.page.evaluate("location.hash") == "#table?q=calves"
        and tab.page.input_value("select[name=kind]") == ""
    )


# the body, and the matrix besides its cells


@pytest.mark.parametrize("what", ["claims", "findings"])
def test_the_body_lists_shades_and_offers_by_number(tab, tables, data, what):
    tab.go(f"#body?what={what}")
    rows = tab.page.evaluate(
        "[...document.querySelectorAll('.muscles tbody tr')].map(row => "
        "[row.querySelector('a').hash.split('/')[1], Number(row.cells[1].textContent), "
        "Number(row.cells[2].textContent)])"
    )
    assert [n for _, n, _ in rows] == sorted((n for _, n, _ in rows), reverse=True)
    slots = ["subject_id", "comparator_id", "object_id", "muscle_id", "population_id"]
    terms = (
        pd.Series(
            {claim: set(own) for claim, own in tables["claim_terms"].groupby("claim_id")["term_id"]}
        )
        if what == "claims"
        else tables["findings"]
        .set_index("finding_id")[slots]
        .apply(lambda row: set(row.dropna()), axis=1)
    )
    assert all(own == sum(muscle in one for one in terms) for muscle, _, own in rows)
    shades = tab.page.evaluate(
        "[...document.querySelectorAll('.figure [data-muscle]')].map(path => "
        "[Number(path.dataset.count), Number(path.style.getPropertyValue('--share'))])"
    )
    assert (
        all((a < b) == (x < y) for a, x in shades for b, y in shades)
        and max(share for _, share in shades) == 1
    )
    for kind in ("exercise", "outcome"):
        options = tab.page.locator(f"select[name=body-{kind}] option").evaluate_all(
            "options => options.slice(1).map(option => "
            "[option.value, Number(option.textContent.match(/\\((\\d+)\\)$/)[1])])"
        )
        wanted = {
            term: n
            for term in tables["terms"].query("kind == @kind")["term_id"]
            if (
                n := sum(
                    bool(
                        one
                        & {term, *data["within"].get(term, []), *data["compounds"].get(term, [])}
                    )
                    for one in terms
                )
            )
        }
        assert dict(options) == wanted


def test_other_exercises_come_when_asked_for(tab, tables):
    kinds = tables["exercises"].set_index("exercise_id")["kind"].astype(str)

    def rows():
        cells = tab.page.locator("[data-cell]").evaluate_all(
            "cells => cells.map(cell => cell.dataset.cell)"
        )
        return [kinds[cell.partition("/")[0]] for cell in cells]

    tab.go("#matrix?role=any")
    assert set(rows()) == {"running", "walking"}
    tab.page.check("input[name=every]")
    tab.settle()
    assert {"strength", "endurance"} <= set(rows()) and "every=1" in tab.page.evaluate(
        "location.hash"
    )
    options = tab.page.locator("select[name=role] option").evaluate_all(
        "options => options.map(option => option.value)"
    )
    assert set(options) == {*tables["exercise_muscles"]["role"].astype(str), "any"}


def test_matrix_and_body_keep_each_others_settings(tab):
    tab.go("#matrix?apart=1&role=enlarges")
    tab.page.select_option("select[name=body-exercise]", "uphill-running")
    tab.settle()
    assert (
        tab.page.is_checked("input[name=apart]")
        and tab.page.input_value("select[name=role]") == "enlarges"
    )
    tab.page.select_option("select[name=role]", "any")
    tab.settle()
    assert tab.page.input_value(
        "select[name=body-exercise]"
    ) == "uphill-running" and tab.page.is_checked("input[name=apart]")


def test_a_telephone_can_sort_and_shows_whole_charts(browser, file):
    with Tab(browser, file, "#propositions", viewport={"width": 320, "height": 700}) as tab:
        tab.settle()
        assert (
            not tab.page.locator(".rows thead").is_visible()
            and tab.page.locator("select[name=sort]").is_visible()
        )
        for address in (
            "#propositions",
            "#answer",
            "#articles",
            "#article/welltech",
            "#reference/grgic-2019",
        ):
            tab.go(address)
            cut = tab.page.evaluate(
                "[...document.querySelectorAll('.chart')].flatMap(chart => "
                "[...chart.querySelectorAll('text')].filter(text => "
                "text.textContent && text.getBoundingClientRect().right > "
                "chart.getBoundingClientRect().right + 2).map(text => text.textContent))"
            )
            assert cut == [] and tab.page.evaluate("document.documentElement.scrollWidth") <= 320, (
                address
            )
