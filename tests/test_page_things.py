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
    "opposes": "against",
    "no_clear_difference": "neither",
    "mixed": "mixed",
    "unclear": "open",
}
COLOURS = {
    "supports": "--for",
    "opposes": "--mark-against",
    "no_clear_difference": "--neither",
    "mixed": "--open",
    "unclear": "--open",
}
BEARINGS = {
    "own": "about just this",
    "special_case": "about a special case",
    "wider": "about something wider",
    "neighbour": "about something nearby",
}
SLOTS = {
    "subject": "what was done",
    "object": "the outcome",
    "muscle": "the muscle",
    "comparator": "the comparison",
    "population": "the people",
    "condition": "the condition",
}


SAID = {
    "supports": "supports it",
    "opposes": "opposes it",
    "no_clear_difference": "found no clear effect",
    "mixed": "points both ways",
    "unclear": "cannot be told",
}


def over_of(row):
    """The words above a finding held against a statement, without direction."""
    differs = row.differs_in.split("; ") if isinstance(row.differs_in, str) else []
    words = ", ".join(SLOTS[slot] for slot in differs)
    return f", {BEARINGS[row.bearing]}" + (f"; differs in {words}" if words else "")


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
        "card.querySelector('.over').textContent.replace(/\\s+/g, ' ').trim()])"
    )
    read = (
        f"[{cards}, "
        "[...document.querySelectorAll('.profile tbody tr')].map(row => "
        "[row.querySelector('.sign').className, "
        "...[...row.querySelectorAll('td')].map(n => Number(n.textContent))]), "
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
    summary = tables["proposition_summary"].set_index("proposition_id")
    told = 0
    for row, (drawn, profile, slots, heads, title) in zip(props, shown, strict=True):
        assert title == row["statement"]
        own, found = claims[row["proposition_id"]], evidence.get(row["proposition_id"])
        said = {
            (f"Claim {one.claim_id}", f"card {KINDS[one.stance]}", "") for one in own.itertuples()
        }
        if found is not None:
            said |= {
                (
                    f"Finding {one.finding_id}",
                    f"card {KINDS[one.direction]}",
                    f"{SAID[one.direction]}{over_of(one)}",
                )
                for one in found.itertuples()
            }
        counts = summary.loc[row["proposition_id"]]
        wanted = [
            [f"sign {KINDS[direction]}", counts[f"studies_{name}"], counts[f"reviews_{name}"]]
            for direction, name in (
                ("supports", "supporting"),
                ("opposes", "opposing"),
                ("no_clear_difference", "no_clear_difference"),
                ("mixed", "mixed"),
                ("unclear", "unclear"),
            )
        ]
        # the table of studies and reviews stands where there are any of it or of a case of it
        assert profile == (wanted if any(a + b for _, a, b in wanted) else [])
        told += bool(profile)
        assert {
            (label, kind, over if label.startswith("Finding") else "")
            for label, kind, section, over in drawn
        } == said, row["proposition_id"]
        assert slots == [
            [label, value]
            for label, value in (
                ("subject", names.get(row["subject_id"])),
                ("relation", RELATIONS.get(row["relation"], row["relation"].replace("_", " "))),
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
    assert told > 50


def test_a_proposition_says_in_words_how_it_stands(tab, tables):
    def agreed(row):
        yes, no, others = (
            0 if pd.isna(cell) else len(cell.split("; "))
            for cell in (row.asserted_by, row.denied_by, row.reported_by)
        )
        of = f"of {len(tables['articles'])} articles"
        if not yes and not no:
            return (
                f"{others} {of} {'reports' if others == 1 else 'report'} it as what others "
                "believe; none says so itself"
            )
        return (
            f"{yes} {of} {'says' if yes == 1 else 'say'} so; "
            f"{no or 'none'} {'deny' if no > 1 else 'denies'} it"
        )

    looked = {
        "studied": "there are studies of it or of a case of it",
        "nearby": "there are only studies of something wider or of something nearby",
        "none": "evidence was looked for and none found",
        "anatomy": "it was held against sources of anatomy",
        "never": "evidence was not looked for",
    }
    summary = tables["proposition_summary"]
    near = summary["proposition_id"].isin(tables["evidence"]["proposition_id"])
    anatomy = summary["proposition_id"].isin(tables["anatomy_evidence"]["proposition_id"])
    stands = pd.Series("never", summary.index).mask(anatomy, "anatomy")
    stands = stands.mask(summary["searches"] > 0, "none").mask(near, "nearby")
    summary = summary.assign(stands=stands.mask(summary["best_design"].notna(), "studied"))
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
        assert said == f"{agreed(row)}; {looked[row.stands]}."
    assert len(tried) > 8 and set(tried["stands"]) == set(looked)


def profile_of(tab):
    """The facts of the profile card, by their label."""
    return dict(
        tab.page.evaluate(
            "[...document.querySelectorAll('.profile dl div')].map(row => "
            "[row.querySelector('dt').textContent, row.querySelector('dd').textContent])"
        )
    )


def test_a_profile_tells_what_studies_there_are(tab, tables):
    summary = tables["proposition_summary"].set_index("proposition_id")
    with_evidence = summary[summary.index.isin(tables["evidence"]["proposition_id"])]
    left_out = tables["evidence_left_out"]["proposition_id"].value_counts()
    assert tables["risk_of_bias"].empty
    kinds = ("supporting", "opposing", "no_clear_difference", "mixed", "unclear")
    ranges = 0
    for name, row in with_evidence.iloc[::3].iterrows():
        tab.go(f"#proposition/{name}")
        facts = profile_of(tab)
        studies = sum(row[f"studies_{kind}"] for kind in kinds)
        works = studies + sum(row[f"reviews_{kind}"] for kind in kinds)
        wanted = {
            "not counted above": f"{row['works_wider']} about something wider, "
            f"{row['works_neighbour']} about something nearby",
            "searches": str(row["searches"]),
            "risk of bias": "not judged: abstracts do not tell enough",
        }
        if studies:
            wanted["randomised"] = f"{row['studies_randomised']} of {studies}"
            wanted["only compared groups at one time"] = (
                f"{row['studies_groups_compared']} of {studies}"
            )
            wanted["people in the studies"] = (
                "not stated" if pd.isna(row["people"]) else f"{row['people']:,}"
            )
        if works:
            wanted["best design"] = str(row["best_design"]).replace("_", " ")
            wanted["about just this"] = (
                f"{row['works_own']} of {works}"
                f"{'; the others are about a special case' * (row['works_own'] < works)}"
            )
        n = left_out.get(name, 0)
        wanted["looked at and left out"] = (
            f"{n} finding{'s' if n > 1 else ''}; the reasons stand below" if n else "none"
        )
        if row["effects"]:
            ranges += 1
            effects = facts.pop("range of effects")
            assert effects.startswith(f"{row['effect_low']:g} to {row['effect_high']:g} ")
            assert f"in {row['effects']} findings" in effects and "no pooled effect" in effects
        assert facts == wanted, name
        words = tab.page.locator(".profile").inner_text().lower()
        assert not re.search("score|grade|verdict|strong|weak|certain", words)
    assert ranges > 1


def test_what_was_left_out_is_told_with_its_reason(tab, tables):
    left_out = tables["evidence_left_out"]
    for name, own in list(left_out.groupby("proposition_id"))[::9]:
        tab.go(f"#proposition/{name}")
        shown = tab.page.evaluate(
            "[...document.querySelectorAll('details')].filter(part => "
            "part.querySelector('summary').textContent.includes('left out'))"
            ".flatMap(part => [...part.querySelectorAll('li')]).map(li => "
            "[li.querySelector('a').hash.split('/')[1], li.textContent])"
        )
        assert [finding for finding, _ in shown] == own["finding_id"].tolist()
        assert all(reason in text for (_, text), reason in zip(shown, own["reason"], strict=True))


def test_a_finding_tells_what_was_compared_with_whom(tab, tables):
    names = tables["terms"].set_index("term_id")["name"]
    words = {
        "before_after": "before and after",
        "without_it": "with it and without it",
        "groups_compared": "groups compared at one time",
        "not_said": "it is not said what was compared",
    }
    findings = tables["findings"].merge(tables["measures"], on="measure_id", suffixes=("", "_m"))
    findings = findings.merge(tables["references"][["reference_id", "design"]], on="reference_id")
    tried = findings.astype({"contrast": "string", "stands_for": "string"}).drop_duplicates(
        ["contrast", "stands_for", "design"]
    )
    both = 0
    for row in tried.itertuples():
        tab.go(f"#finding/{row.finding_id}")
        tags = [text.strip() for text in tab.page.locator("article.card .tag").all_inner_texts()]
        kind = "" if pd.isna(row.contrast) else row.contrast
        contrast = words.get(kind, "nothing was compared")
        if kind == "other_exposure":
            contrast = f"compared with {names[row.comparator_id]} in {names[row.object_id]}"
        assert contrast in tags, row.finding_id
        sides = [
            f"{n} {side}"
            for n, side in (
                (row.sample_size_subject, "with it"),
                (row.sample_size_comparator, "on the other side"),
            )
            if not pd.isna(n)
        ]
        both += len(sides) == 2
        assert (", ".join(sides) in tags) == bool(sides), row.finding_id
        proxy = f"a proxy of {names[row.outcome_id]}"
        assert (proxy in tags) == (row.stands_for == "proxy"), row.finding_id
        assert f"Measured: {row.measure}" in tab.page.locator("article.card").inner_text()
    assert both > 3 and set(tried["contrast"].dropna()) == {*words, "other_exposure"}


def test_what_a_person_judged_has_its_reason(tab, tables):
    evidence = tables["evidence"]
    reasons = evidence[evidence["reason"].notna()]
    judged = 0
    for row in reasons.itertuples():
        tab.go(f"#proposition/{row.proposition_id}")
        card = tab.page.locator(f"article[aria-label='Finding {row.finding_id}']").first
        lead = "Why it bears on it: "
        columns = ("direction", "bearing")
        what = [f"the {one}" for one in columns if isinstance(getattr(row, f"judged_{one}"), str)]
        if what:
            judged += 1
            lead = f"A person judged {' and '.join(what)}: "
        assert f"{lead}{row.reason}" in card.inner_text()
    assert judged and len(reasons) > 10


def test_a_study_tells_who_took_part_and_what_was_done(tab, tables):
    works = tables["references"]
    sexes = {"male": "men", "female": "women", "both": "women and men"}
    fields = ("sex", "age_mean", "age_low", "training_status", "duration_weeks", "dose", "arms")
    seen = set()
    for row in works.itertuples():
        new = {name for name in fields if not pd.isna(getattr(row, name))} - seen
        if not new and row.Index % 12:
            continue
        seen |= new
        tab.go(f"#reference/{row.reference_id}")
        shown = dict(
            tab.page.evaluate(
                "[...document.querySelectorAll('.slots div')].map(row => "
                "[row.querySelector('dt').textContent, row.querySelector('dd').textContent])"
            )
        )
        age = [f"mean {row.age_mean:g} years"] if not pd.isna(row.age_mean) else []
        if not pd.isna(row.age_low) and not pd.isna(row.age_high):
            age += [f"{row.age_low:g} to {row.age_high:g} years"]
        elif not pd.isna(row.age_low):
            age += [f"from {row.age_low:g} years"]
        elif not pd.isna(row.age_high):
            age += [f"up to {row.age_high:g} years"]
        weeks = row.duration_weeks
        wanted = {
            "sex": sexes.get(row.sex),
            "age": ", ".join(age) or None,
            "training status": None
            if pd.isna(row.training_status)
            else row.training_status.replace("_", " "),
            "duration": None if pd.isna(weeks) else f"{weeks:g} week{'s' if weeks != 1 else ''}",
            "dose": None if pd.isna(row.dose) else row.dose,
            "arms": None if pd.isna(row.arms) else row.arms,
        }
        assert shown == {key: text for key, text in wanted.items() if text}, row.reference_id
    assert seen == set(fields)


def test_points_have_the_colour_and_form_of_their_evidence(tab, tables):
    found = (
        tables["evidence"]
        .merge(tables["findings"][["finding_id", "value", "unit"]], on="finding_id")
        .query("value.notna()")
    )
    for name, own in found.groupby("proposition_id"):
        tab.go(f"#proposition/{name}")
        points = tab.page.evaluate(
            "[...document.querySelectorAll('[data-chart=effects], [data-chart=ratios]')]"
            ".map(chart => "
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
                    if row.direction in ("supports", "opposes")
                    else "var(--paper)",
                    row.direction in ("supports", "no_clear_difference"),
                )
                for row in part.itertuples()
            ]
            for _, part in own.groupby("unit", observed=True)
        ]
        assert sorted(sorted(map(tuple, chart)) for chart in points) == sorted(
            sorted(chart) for chart in wanted
        ), name


RELATIONS = {"exceeds": "does more than"}  # relations in other words
SIDES = {
    "for": "on the side of the statement",
    "against": "on the other side",
    "zero": "zero",
    "none": "not given, or on no side",
}
READ_PLOT = """[...document.querySelectorAll('.directions tbody')].map(body => [
    body.querySelector('.bearing th').textContent.trim(),
    [...body.querySelectorAll('tr:not(.bearing)')].map(row => [
        row.querySelector('th a').hash.split('/')[1],
        row.querySelector('.design').textContent,
        [...row.querySelectorAll('li a')].map(a => [
            a.hash.split('/')[1],
            a.querySelector('.mark').getAttribute('class'),
            a.title,
            a.querySelector('.what').textContent.trim()])])])"""


def plot_of(points, tables, sides=None):
    """What the effect direction plot of some marks shows, in the form of READ_PLOT."""
    sides = SIDES | (sides or {})
    findings = tables["findings"].set_index("finding_id")
    works = tables["references"].set_index("reference_id")
    plot = []
    for bearing, head in BEARINGS.items():
        mine = [row for row in points if row["bearing"] == bearing]
        studies = []
        for work in dict.fromkeys(row["reference_id"] for row in mine):
            own = [row for row in mine if row["reference_id"] == work]
            people = findings.loc[[row["finding_id"] for row in own], "sample_size"].max()
            people = works.loc[work, "sample_size"] if pd.isna(people) else people
            design = works.loc[work, "design"].replace("_", " ")
            if not pd.isna(people):
                design += f", {people:,} {'person' if people == 1 else 'people'}"
            marks = [
                [
                    row["finding_id"],
                    f"mark {row['side']} {'clear' if row['clear'] else 'unclear'}",
                    ("" if row["clear"] or row["side"] == "none" else "not clearly ")
                    + f"{sides[row['side']]}: {findings.loc[row['finding_id'], 'statement']}",
                    row["outcome"],
                ]
                for row in own
            ]
            studies.append([work, design, marks])
        if studies:
            plot.append([head[0].upper() + head[1:], studies])
    return plot


def test_the_marks_of_the_question_have_form_side_and_words(tab, tables, data):
    tables = {**tables, "references": tables["references"].astype({"design": "string"})}
    tab.go(f"#question/{data['leading']}")
    columns = data["question_points"]
    points = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    mine = [row for row in points if row["question_id"] == data["leading"]]
    sides = {"for": "yes", "against": "the reverse"}
    assert tab.page.evaluate(READ_PLOT) == plot_of(mine, tables, sides)
    assert tab.page.locator(".directions").count() == 1
    key = tab.page.locator(".marks-key li")
    assert [text.strip() for text in key.all_inner_texts()] == [
        "clearly yes",
        "yes, not clearly",
        "clearly the reverse",
        "the reverse, not clearly",
        "zero",
        "not given, or on no side",
    ]
    assert key.locator(".mark").evaluate_all(
        "marks => marks.map(mark => mark.getAttribute('class'))"
    ) == [
        "mark for clear",
        "mark for unclear",
        "mark against clear",
        "mark against unclear",
        "mark zero unclear",
        "mark none unclear",
    ]


def test_every_statement_with_evidence_has_its_plot(tab, tables, data):
    tables = {**tables, "references": tables["references"].astype({"design": "string"})}
    by_statement = {}
    columns = data["points"]
    for values in zip(*columns.values(), strict=True):
        row = dict(zip(columns, values, strict=True))
        by_statement.setdefault(row["proposition_id"], []).append(row)
    names = sorted(by_statement)
    assert set(names) == set(tables["evidence"]["proposition_id"])
    for name, shown in zip(
        names, each(tab, [f"#proposition/{name}" for name in names], READ_PLOT), strict=True
    ):
        assert shown == plot_of(by_statement[name], tables), name


def test_marks_are_filled_where_the_result_is_clear(browser, file):
    """Up for, down against; colour only where the result is clear."""
    look = """[...document.querySelectorAll('.marks-key .mark')].map(mark => {
        const style = getComputedStyle(mark.querySelector('path'));
        return [mark.getAttribute('class'), style.fill, style.stroke];
    })"""
    colours = "['--for', '--mark-against', '--neither', '--open'].map(name => getComputedStyle("
    colours += "document.documentElement).getPropertyValue(name))"
    for scheme in ("light", "dark"):
        address = "#proposition/running-raises-muscle-size"
        with Tab(browser, file, address, color_scheme=scheme) as tab:
            tab.settle()
            shades = [
                f"rgb({', '.join(str(int(part, 16)) for part in re.findall('..', shade[1:]))})"
                for shade in tab.page.evaluate(colours)
            ]
            up, down, neither, quiet = shades
            clear = "rgba(0, 0, 0, 0)"
            assert tab.page.evaluate(look) == [
                ["mark for clear", up, up],
                ["mark for unclear", clear, neither],
                ["mark against clear", down, down],
                ["mark against unclear", clear, neither],
                ["mark zero unclear", clear, neither],
                ["mark none unclear", clear, quiet],
            ]
            tops = tab.page.evaluate(
                "[...document.querySelectorAll('.marks-key .mark path')].map(path => "
                "path.getAttribute('d').split(' ')[1])"
            )
            assert tops[0] == tops[1] != tops[2] == tops[3]


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
            [
                f"{slot}_id"
                for slot in ("subject", "comparator", "condition", "object", "muscle", "population")
            ]
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
        colours["studies go with it"] == "for"
        and colours["studies go against it"] == "against"
        and colours["studies leave it open"] == "neither"
    )


def test_links_lead_outside_only_to_the_web(tab):
    assert tab.page.evaluate(
        "['javascript:alert(1)', 'data:text/html,x', null, '', 'https://a.example/', "
        "'http://a.example/', ' https://a.example'].map(url => rmc.safe(url))"
    ) == [None, None, None, None, "https://a.example/", "http://a.example/", None]


# tables

PROFILE = (
    *(
        f"{source}_{direction}"
        for source in ("studies", "reviews")
        for direction in ("supporting", "opposing", "no_clear_difference", "mixed", "unclear")
    ),
    "studies_randomised",
    "studies_groups_compared",
    "people",
    "best_design",
    "works_own",
    "works_wider",
    "works_neighbour",
    "effects",
    "effect_unit",
    "effect_low",
    "effect_high",
)
SAVED = {
    "propositions": ("propositions", "proposition_id", ["relation", "agreement"]),
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
        *PROFILE,
        "searches",
    ):
        assert frame[column].tolist() == text(own[column]), column


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
    slots = [
        f"{slot}_id"
        for slot in ("subject", "comparator", "condition", "object", "muscle", "population")
    ]
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


def test_matrix_and_body_keep_their_settings(tab):
    tab.go("#matrix?apart=1&role=enlarges")
    tab.page.select_option("select[name=role]", "any")
    tab.settle()
    assert tab.page.evaluate("location.hash") == "#matrix?apart=1&role=any"
    assert tab.page.is_checked("input[name=apart]")
    tab.go("#body?what=findings")
    tab.page.select_option("select[name=body-exercise]", "uphill-running")
    tab.settle()
    assert tab.page.is_checked("input[name=what][value=findings]")
    assert tab.page.input_value("select[name=body-exercise]") == "uphill-running"


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


def test_anatomy_and_risk_of_bias_are_told(tab, tables):
    sources = tables["anatomy_sources"].set_index("source_id")
    found = tables["anatomy_evidence"].groupby("proposition_id")
    for name, rows in list(found)[:3]:
        tab.go(f"#proposition/{name}")
        said = tab.page.locator("main").inner_text()
        assert "What sources of anatomy say" in said
        assert all(sources["title"][row.source_id] in said for row in rows.itertuples())
        assert all(row.actions in said for row in rows.dropna(subset="actions").itertuples())
    actions = tables["muscle_actions"]
    tab.go("#muscle/soleus")
    said = tab.page.locator("main").inner_text()
    mine = actions[actions["muscle_id"] == "soleus"]
    assert all(row.locator in said for row in mine.itertuples()) and "ankle plantarflexion" in said
    assert "(a weak source)" in said  # one of the two is an encyclopaedia that anybody can edit
    finding = tables["findings"]["finding_id"].iloc[0]
    tab.go(f"#finding/{finding}")
    assert "Risk of bias: not judged." in tab.page.locator("main").inner_text()
    tab.go(f"#proposition/{tables['evidence']['proposition_id'].iloc[0]}")
    assert "not judged: abstracts do not tell enough" in tab.page.locator(".profile").inner_text()
