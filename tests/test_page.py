"""The explorer in a real browser: headless Chromium, driven by Playwright. Without Chromium these
tests are skipped, with that reason."""

import io
import random
import re
from pathlib import Path

import pandas as pd
import pytest

import rebuild
import running_muscle_claims as rmc
from browser import Tab, browser, data, each, file, needs_chromium, tab, tables  # noqa: F401  fixtures
from conftest import ROOT
from mini import as_download, edit, mend_hashes
from pipeline.doors.explorer.page import page as make_page
from pipeline.tables.testability import EFFECTS
from running_muscle_claims._load import Tables

pytestmark = [pytest.mark.browser, needs_chromium]
WIDTHS = {"phone": 390, "tablet": 820, "desktop": 1280}
STRANGE = [
    "#table?muscle=constructor",
    "#table?muscle=__proto__",
    "#table?term=constructor",
    "#table?sort=constructor",
    "#table?sort=-__proto__",
    "#table?page=99",
    "#table?page=-1",
    "#table?page=x",
    "#table?muscle=nothing&kind=nothing",
    "#table?q=a?b(",
    "#propositions?article=run247",
    "#studies?evidence=with",
    "#body?exercise=constructor",
    "#body?what=zzz",
    "#matrix?role=nope",
    "#matrix?role=constructor",
    "#matrix?cell=running",
    "#matrix?cell=running%0Acalves",
    "#matrix?cell=x/y",
    "#matrix?one=x&other=y",
    "#table?q=%E0%A4%A",
    "#?",
    "#/",
    "#words/x",
    "#questions?family=constructor&muscle=__proto__",
    "#questions?muscle=running",
    "#question/effect-of-running-on-muscle-size?muscle=constructor&people=x",
]
VIEWS = [
    "",
    "#answer",
    "#matrix",
    "#body",
    "#questions",
    "#question/effect-of-running-on-muscle-size",
    "#question/comparison-of-slope-on-muscle-work",
    "#disagreements",
    "#contradictions",
    "#disagreement/effect-of-running-on-muscle-size-raises-denied-between",
    "#propositions",
    "#articles",
    "#studies",
    "#table",
    "#claims",
    "#words",
    "#gaps",
    "#proposition/running-raises-muscle-size",
    "#claim/mens-health-095",
    "#muscle/calves",
    "#exercise/uphill-running",
    "#term/muscle-size",
    "#article/welltech",
    "#reference/grgic-2019",
    "#finding/estes-2017-vastus-lateralis-size",
    "#claim/nothing",
    "#matrix?cell=uphill-running/quadriceps",
    "#table?muscle=calves&exercise=uphill-running",
]

# every view, and every address


@pytest.mark.parametrize("address", VIEWS)
def test_each_view_opens_by_its_address_without_complaint_or_request(browser, file, address):
    with Tab(browser, file, address) as tab:
        tab.settle()
        assert (
            tab.page.locator("h1").count() == 1 and tab.page.locator("main h1").inner_text().strip()
        )
        assert ("There is nothing" in tab.page.locator("h1").inner_text()) == (
            address == "#claim/nothing"
        )
        assert (
            tab.page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
            == []
        )


@pytest.mark.parametrize("address", STRANGE)
def test_a_strange_address_shows_a_whole_view(browser, file, tables, address):
    """A view ignores unknown settings: nothing is filtered without a visible control."""
    with Tab(browser, file, address) as tab:
        tab.settle()
        assert tab.page.locator("main h1").inner_text().strip()
        if tab.page.locator(".count").count() and "q=" not in address:
            assert tab.page.locator(".count").get_attribute("data-count") == str(
                len(
                    tables[
                        {
                            "#table": "claims",
                            "#propositions": "propositions",
                            "#studies": "findings",
                            "#questions": "questions",
                        }[address.partition("?")[0]]
                    ]
                )
            )
            assert tab.page.locator(".rows tbody tr").count() > 5
        if address.startswith("#matrix"):
            assert tab.page.locator(".matrix [data-cell]").count() > 50
        if address.startswith("#body"):
            assert tab.page.locator(".muscles tbody tr").count() > 20
        assert tab.page.locator(".panel").count() == 0


def test_every_row_has_its_address(tab, tables):
    """Propositions and terms are tested in test_page_things, together with their content."""
    wanted = [
        ("claim", "claims", "claim_id", "statement"),
        ("reference", "references", "reference_id", "title"),
        ("finding", "findings", "finding_id", "statement"),
        ("article", "articles", "article_id", "title"),
    ]
    pages = [
        (f"#{kind}/{row[key]}", row[text])
        for kind, table, key, text in wanted
        for row in tables[table]
        .astype(object)
        .fillna({"title": "A work whose title was not seen"} if table == "references" else {})
        .to_dict("records")
    ]
    pages += [
        (f"#{kind}/{row.term_id}", row.name)
        for kind in ("muscle", "exercise")
        for row in tables["terms"][tables["terms"]["kind"] == kind].itertuples(index=False)
    ]
    assert len(pages) > 1200
    shown = each(
        tab, [address for address, _ in pages], "document.querySelector('main h1').textContent"
    )
    assert [
        (address, said) for (address, text), said in zip(pages, shown, strict=True) if said != text
    ] == []


def test_a_claim_a_proposition_and_a_study_lead_to_each_other(tab, tables):
    tab.go("#proposition/downhill-running-exceeds-uphill-running-in-calf-work")
    found = rmc.proposition("downhill-running-exceeds-uphill-running-in-calf-work", folder=ROOT)
    assert tab.page.locator("article[aria-label^='Finding']").count() == len(found.evidence)
    assert tab.page.locator(
        "section:has(> h2:text-is('Who says it, who denies it')) article"
    ).count() == len(found.claims)
    claims = found.claims["claim_id"]
    sides = tables["disagreement_claims"]
    assert (
        tab.page.locator(".pair").count()
        == sides[sides["claim_id"].isin(claims)]["disagreement_id"].nunique()
        > 0
    )
    assert found.address in tab.page.locator(".address").inner_text()
    tab.page.click("text=Shih 2023")
    assert tab.page.evaluate("location.hash") == "#reference/shih-2023"
    tab.page.go_back()
    tab.settle()
    assert tab.page.locator("h1").inner_text() == found.statement
    assert tab.page.title().startswith(found.statement)


def test_a_proposition_shows_kind_strength_speaker_and_fidelity(tab, tables):
    claims = tables["claims"]
    quoted = claims[
        claims["attributed_to"].notna()
        & claims["degree"].notna()
        & (claims["modality"] == "hedged")
    ].iloc[0]
    tab.go(f"#proposition/{quoted['proposition_id']}")
    card = tab.page.locator(f"article[aria-label='Claim {quoted['claim_id']}']").first.inner_text()
    person = tables["people"].set_index("person_id").loc[quoted["attributed_to"], "name"]
    assert (
        f"how much: {quoted['degree']}" in card
        and "hedged" in card
        and f"quoting {person}" in card
        and quoted["kind"] in card
    )
    cited = (
        tables["claim_citations"][tables["claim_citations"]["fidelity"] == "omits_key_result"].iloc[
            0
        ]
        if (tables["claim_citations"]["fidelity"] == "omits_key_result").any()
        else tables["claim_citations"].iloc[0]
    )
    tab.go(f"#claim/{cited['claim_id']}")
    assert cited["fidelity"].replace("_", " ") in tab.page.locator("main").inner_text()


def test_an_address_that_is_gone_or_never_was_is_told(tab, tables):
    gone = tables["retired_ids"][
        tables["retired_ids"]["replaced_by"].notna()
        & tables["retired_ids"]["table_name"].isin(["propositions", "claims"])
    ].iloc[0]
    kind = gone["table_name"].removesuffix("s")
    tab.go(f"#{kind}/{gone['old_id']}")
    said = tab.page.locator("main").inner_text()
    assert (
        "There is nothing at this address" in said
        and gone["version"] in said
        and gone["replaced_by"] in said
    )
    tab.page.click(f"main a[href='#{kind}/{gone['replaced_by']}']")
    tab.settle()
    assert "There is nothing" not in tab.page.locator("h1").inner_text()
    for address in (
        "#nonsense",
        "#proposition/",
        "#claim/%",
        "#claim/<b>bold</b>",
        "#muscle/__proto__",
        "#constructor/x",
    ):
        tab.go(address)
        assert tab.page.locator("h1").inner_text() == "There is nothing at this address", address
        assert tab.page.locator("main b").count() == 0


# the matrix and the body


def cells_of(tab):
    """Counts in each cell of the matrix as the page words them: for claims and for findings, a
    count and the text in brackets by what they say."""
    part = re.compile(r"(\d+) ([a-z, ]+?)(?: \((.*?)\))?(?: \[.*\])?")

    def read(text):
        if text == "none":
            return {}
        parts = (part.fullmatch(one).groups() for one in re.split(r"; (?=\d)", text))
        return {says: (int(n), more) for n, says, more in parts}

    return {
        cell: [
            read(text)
            for text in label.partition(". Claims: ")[2].removesuffix(".").split(". Findings: ")
        ]
        for cell, label in tab.page.evaluate(
            "[...document.querySelectorAll('.matrix [data-cell]')].map(cell => "
            "[cell.dataset.cell, cell.getAttribute('aria-label')])"
        )
    }


NOT_TOLD_APART = "no clear difference from another"
ROLES = {"works": "muscle-work", "enlarges": "muscle-size", "strengthens": "strength"}


def open_comparisons(tables, role):
    """How many findings of each cell compare it with another exercise without a clear result."""
    found = tables["findings"]
    exercises = set(tables["exercises"]["exercise_id"])
    found = found[
        found["subject_id"].isin(exercises)
        & found["comparator_id"].isin(exercises)
        & found["muscle_id"].isin(tables["muscles"]["muscle_id"])
        & found["result"].isin(["no_clear_difference", "mixed", "unclear"])
    ]

    def within(name):
        related = rmc.related_terms(ROLES[name], folder=ROOT)
        return set(related.loc[related["relation"] != "broader", "term_id"])

    if role in ROLES:
        found = found[found["object_id"].isin(within(role))]
    elif role == "other":
        found = found[~found["object_id"].isin(set().union(*map(within, ROLES)))]
    counts = {}
    for row in found.itertuples():
        for exercise in (row.subject_id, row.comparator_id):
            cell = f"{exercise}/{row.muscle_id}"
            counts[cell] = counts.get(cell, 0) + 1
    return counts


@pytest.mark.parametrize("role", ["works", "enlarges", "strengthens", "other", "any"])
def test_the_matrix_has_the_cells_of_the_table(tab, tables, role):
    tab.go(f"#matrix?apart=1&every=1&role={role}")
    table = tables["exercise_muscles"]
    table = table if role == "any" else table[table["role"] == role]
    shown = {cell: counts for cell, counts in cells_of(tab).items() if not cell.endswith("/")}
    # comparisons without a clear result are in no column of the table, and have cells of their own
    cells = {cell for cell, (_, found) in shown.items() if set(found) != {NOT_TOLD_APART}}
    cells |= {cell for cell, (claims, _) in shown.items() if claims}
    assert cells <= set(table["exercise_id"] + "/" + table["muscle_id"]) <= set(shown)
    open_ones = open_comparisons(tables, role)
    assert {
        cell: found[NOT_TOLD_APART][0]
        for cell, (_, found) in shown.items()
        if NOT_TOLD_APART in found
    } == open_ones
    assert set(shown) == set(table["exercise_id"] + "/" + table["muscle_id"]) | set(open_ones)

    def listed(column):
        return {name for cell in column.dropna() for name in cell.split("; ")}

    names, articles, results = (
        tables["terms"].set_index("term_id")["name"],
        set(tables["articles"]["article_id"]),
        tables["findings"].set_index("finding_id")["result"],
    )
    for cell, own in table.groupby(table["exercise_id"] + "/" + table["muscle_id"]):
        claims, findings = shown[cell]
        assert findings.get("higher with it", (0,))[0] == len(listed(own["found_higher"])), cell
        assert findings.get("lower with it", (0,))[0] == len(listed(own["found_lower"])), cell
        other = listed(own["found_not_clear"])
        assert findings.get("no clear result with it", (0,))[0] == len(other), cell
        if other:
            words = {
                "no_clear_difference": "no clear effect",
                "equivalent": "shown to be alike",
                "mixed": "mixed",
                "unclear": "unclear",
            }
            assert set(findings["no clear result with it"][1].split(", ")) == {
                f"{n} {words[result]}"
                for result, n in results[list(other)].astype(str).value_counts().items()
            }, cell
        for column, said, found in (
            ("more_than", "does more than another", "more than another"),
            ("less_than", "does less than another", "less than another"),
            ("alike", "does as much as another", "shown to be as much as another"),
        ):
            compared = [one.removesuffix(")").split(" (") for one in listed(own[column])]
            for counts, label, of_articles in ((claims, said, True), (findings, found, False)):
                wanted = {
                    names[than] for than, source in compared if (source in articles) == of_articles
                }
                assert set(counts[label][1].split(", ") if label in counts else ()) == wanted, (
                    cell,
                    label,
                )
        assert ("does it" in claims) == own["asserted_by"].notna().any() and (
            "does not, or does the reverse" in claims
        ) == own["denied_by"].notna().any(), cell
        assert ("advised for it" in claims) == own["advised_by"].notna().any() and (
            "believed to do it" in claims
        ) == own["reported_by"].notna().any(), cell


def test_columns_hold_the_parts_of_their_muscle(tab, data):
    """Grouped cells have the claims and findings of all their members, each once."""
    tab.go("#matrix?every=1&role=any")
    shown = cells_of(tab)
    home = {
        member: column["muscle_id"]
        for column in data["matrix"]["columns"]
        for member in column["members"]
    }
    wanted = {}
    entries = data["matrix"]["entries"]
    for exercise, muscle, claim, finding, says, than in zip(
        *(
            entries[key]
            for key in ("exercise_id", "muscle_id", "claim_id", "finding_id", "says", "than")
        ),
        strict=True,
    ):
        wanted.setdefault(f"{exercise}/{home[muscle]}", set()).add(
            (claim or finding, says, than, claim is None)
        )
    assert set(shown) == set(wanted)
    for cell, own in wanted.items():
        for counts, words, of_findings in zip(
            shown[cell],
            (data["matrix"]["says"], data["matrix"]["found"]),
            (False, True),
            strict=True,
        ):
            assert {says: n for says, (n, _) in counts.items()} == {
                words[says]: sum(one[1] == says and one[3] == of_findings for one in own)
                for says in words
                if any(one[1] == says and one[3] == of_findings for one in own)
            }, cell


def test_bars_stand_above_for_and_below_against(tab):
    """The numbers at the bars are those in the cell's label, on the right side of its line."""
    tab.go("#matrix?every=1&role=any")
    bars = tab.page.evaluate("""[...document.querySelectorAll('.matrix [data-cell]')].map(cell => [
        cell.dataset.cell,
        [...cell.querySelectorAll('text:not(.neither)')].map(text => [
            Number(text.getAttribute('x')) < 20,
            Number(text.getAttribute('y')) < 24,
            Number(text.textContent)]),
        [...cell.querySelectorAll('rect')].map(bar => [
            bar.classList.contains('claims'),
            bar.classList.contains('for'),
            Number(bar.getAttribute('y')) < 24,
            Number(bar.getAttribute('width'))]),
        [...cell.querySelectorAll('circle.neither')].map(ring => [
            Number(ring.getAttribute('cx')),
            Number(ring.getAttribute('cy')),
            Number(cell.querySelector('text.neither').textContent)])])""")
    shown = cells_of(tab)
    signs = {
        "does it": 1,
        "does more than another": 1,
        "does not, or does the reverse": -1,
        "does less than another": -1,
        "higher with it": 1,
        "more than another": 1,
        "lower with it": -1,
        "less than another": -1,
        "no clear result with it": 0,
        NOT_TOLD_APART: 0,
    }
    rings = 0
    for cell, numbers, drawn, neither in bars:
        # what is neither for nor against is a ring on the line, beside the bars
        n = sum(n for says, (n, _) in shown[cell][1].items() if signs.get(says) == 0)
        assert neither == ([[43, 24, n]] if n else []), cell
        rings += len(neither)
        wanted = {
            (not i, sign > 0): n
            for i, counts in enumerate(shown[cell])
            for sign in (1, -1)
            if (n := sum(n for says, (n, _) in counts.items() if signs.get(says) == sign))
        }
        assert {(left, above): n for left, above, n in numbers} == wanted, cell
        assert all(is_for == above for _, is_for, above, _ in drawn) and {
            (left, above) for left, _, above, _ in drawn
        } == set(wanted), cell
        narrow = sum(says.endswith("than another") for counts in shown[cell] for says in counts)
        assert sum(width < 10 for *_, width in drawn) == narrow, cell
    assert rings > 5


def test_one_exercise_stands_against_another(tab, tables):
    tab.go("#matrix")
    assert (
        tab.page.locator("#matrix h3").inner_text()
        == "Uphill running or downhill running: muscle work?"
    )
    up, down = (
        set(
            rmc.related_terms(name, "exercise", folder=ROOT).query("relation != 'broader'")[
                "term_id"
            ]
        )
        for name in ("uphill running", "downhill running")
    )
    asserted = (
        tables["claims"]
        .merge(tables["propositions"], on="proposition_id")
        .query("stance == 'asserts' and relation == 'exceeds'")
    )
    muscle = {
        "soleus": "calves",
        "gastrocnemius": "calves",
        "gastrocnemius-medial-head": "calves",
        "rectus-femoris": "quadriceps",
        "vastus-lateralis": "quadriceps",
        "vastus-medialis": "quadriceps",
        "biceps-femoris": "hamstrings",
        "gluteus-maximus": "gluteal-muscles",
        "tibialis-anterior": "shin-muscles",
    }
    for more, less, column in ((up, down, 1), (down, up, -1)):
        wanted = asserted[
            asserted["subject_id"].isin(more)
            & asserted["comparator_id"].isin(less)
            & (asserted["object_id"] == "muscle-work")
        ]
        shown = tab.page.evaluate(
            "column => [...document.querySelectorAll('.versus tbody tr')].flatMap(row => "
            "[...[...row.cells].at(column).querySelectorAll('.filled')].map(chip => "
            "chip.closest('a').hash.split('/')[1]))",
            column,
        )
        assert sorted(shown) == sorted(wanted["claim_id"]) and shown
    findings = tables["findings"]
    found = findings[
        (
            findings["subject_id"].isin(up)
            & findings["comparator_id"].isin(down)
            & (findings["result"] == "higher")
            | findings["subject_id"].isin(down)
            & findings["comparator_id"].isin(up)
            & (findings["result"] == "lower")
        )
        & (findings["object_id"] == "muscle-work")
    ]
    shown = tab.page.evaluate(
        "[...document.querySelectorAll('.versus tbody tr')].flatMap(row => "
        "[...row.cells[1].querySelectorAll('.striped')].map(chip => "
        "[row.cells[0].querySelector('a')?.hash.split('/')[1] ?? '', "
        "chip.closest('a').hash.split('/')[1]]))"
    )
    assert (
        sorted(map(tuple, shown))
        == sorted(
            (muscle.get(row.muscle_id, row.muscle_id), row.finding_id)
            for row in found.astype(object).itertuples()
        )
        and len(shown) > 4
    )
    tab.page.select_option("select[name=versus-other]", "flat-running")
    tab.settle()
    assert (
        tab.page.locator("#matrix h3").inner_text()
        == "Uphill running or running on the flat: muscle work?"
        and "other=flat-running" in tab.page.evaluate("location.hash")
    )


def test_a_cell_opens_with_what_it_counts(tab, tables):
    tab.go("#matrix")
    tab.page.click("[data-cell='uphill-running/quadriceps']")
    tab.settle()
    claims, findings = cells_of(tab)["uphill-running/quadriceps"]
    panel = tab.page.locator(".panel")
    assert (
        panel.locator("article[aria-label^='Claim']").count()
        == sum(n for n, _ in claims.values())
        > 2
    )
    assert (
        panel.locator("article[aria-label^='Finding']").count()
        == sum(n for n, _ in findings.values())
        > 2
    )
    assert tab.page.evaluate("location.hash") == "#matrix?cell=uphill-running%2Fquadriceps"
    assert "quadriceps" in panel.locator("h3").inner_text()
    parts = rmc.related_terms("quadriceps", folder=ROOT)
    props = tables["propositions"].set_index("proposition_id")
    for label in panel.locator("article[aria-label^='Claim']").evaluate_all(
        "cards => cards.map(card => card.getAttribute('aria-label').slice(6))"
    ):
        row = props.loc[tables["claims"].set_index("claim_id").loc[label, "proposition_id"]]
        assert row["muscle_id"] in set(
            parts.loc[parts["relation"] != "broader", "term_id"]
        ) and "uphill-running" in (row["subject_id"], row["comparator_id"])
    panel.locator("button", has_text="close").click()
    tab.settle()
    assert (
        tab.page.locator(".panel").count() == 0
        and tab.page.evaluate("document.activeElement.dataset.cell") == "uphill-running/quadriceps"
    )


@pytest.mark.parametrize(
    "what, exercise, outcome",
    [
        ("claims", "", ""),
        ("claims", "uphill-running", ""),
        ("claims", "", "muscle-size"),
        ("claims", "running", "muscle-work"),
        ("findings", "", ""),
        ("findings", "sprinting", "muscle-size"),
    ],
)
def test_the_body_counts_as_the_loader_does(tab, tables, what, exercise, outcome):
    tab.go(f"#body?what={what}&exercise={exercise}&outcome={outcome}")
    ask = rmc.claims_about if what == "claims" else rmc.evidence_about
    others = {key: value for key, value in (("exercise", exercise), ("outcome", outcome)) if value}
    shown = dict(
        tab.page.evaluate(
            "[...document.querySelectorAll('.muscles tbody tr')].map(row => "
            "[row.querySelector('a').hash.split('/')[1], Number(row.cells[1].textContent)])"
        )
    )
    key = "claim_id" if what == "claims" else "finding_id"
    some = list(tables["muscles"]["muscle_id"])[::7]
    for muscle in (*some, "calves", "quadriceps", "leg-muscles"):
        assert shown.get(muscle, 0) == len(ask(muscle=muscle, **others, folder=ROOT)), muscle
    # the figure: a muscle, its parts, and its groups, except those as wide as the leg
    wide = set(
        tables["muscles"].loc[
            (tables["muscles"]["kind"] != "muscle")
            & tables["muscles"]["region"].isin(["lower_limb", "whole_body"]),
            "muscle_id",
        ]
    )
    drawn = dict(
        tab.page.evaluate(
            "[...document.querySelectorAll('.figure [data-muscle]')].map(path => "
            "[path.dataset.part, Number(path.dataset.count)])"
        )
    )
    met = set(ask(**others, folder=ROOT)[key]) if others else set(tables[what][key])
    for muscle in (
        "gastrocnemius-medial-head",
        "rectus-femoris",
        "rectus-abdominis",
        "gluteus-maximus",
        "heart",
        "tibialis-anterior",
    ):
        around = rmc.related_terms(muscle, "muscle", folder=ROOT)
        groups = set(around.loc[around["relation"] == "broader", "term_id"]) - wide
        found = set(ask(muscle=muscle, folder=ROOT)[key]).union(
            *(set(ask(muscle=group, narrower=False, folder=ROOT)[key]) for group in groups)
        )
        assert drawn[muscle] == len(found & met), muscle


def test_a_group_lights_up_its_members(tab):
    tab.go("#body")
    tab.page.hover(".muscles a[href='#muscle/hamstrings']")
    lit = tab.page.evaluate(
        "[...new Set([...document.querySelectorAll('.figure .lit')].map(path => "
        "path.dataset.part))].sort()"
    )
    assert lit == ["biceps-femoris", "semimembranosus", "semitendinosus"]


# tables


def standing(flat, tables):
    """How claims stand to the evidence, with `anatomy` and `not_looked_for` apart from `none`."""
    searches = tables["proposition_summary"].set_index("proposition_id")["searches"]
    never = (
        (flat["claim_and_evidence"] == "none")
        & (flat["proposition_id"].map(searches) == 0)
        & ~flat["proposition_id"].isin(tables["evidence"]["proposition_id"])
    )
    anatomy = flat["proposition_id"].isin(tables["anatomy_evidence"]["proposition_id"])
    stands = flat["claim_and_evidence"].astype("string").mask(never, "not_looked_for")
    return stands.mask(never & anatomy, "anatomy")


def chosen(tab, tables, settings):
    """The claims that match the settings, selected with pandas.

    What words find is tested in test_page_search.
    """
    flat = tables["claims_flat"]
    keep = pd.Series(True, flat.index)
    about = {kind: settings[kind] for kind in ("muscle", "exercise", "outcome") if kind in settings}
    if about:
        keep &= flat["claim_id"].isin(rmc.claims_about(**about, folder=ROOT)["claim_id"])
    for key, column in (
        ("article", "article_id"),
        ("kind", "kind"),
        ("stance", "stance"),
        ("agreement", "agreement"),
    ):
        if key in settings:
            keep &= flat[column].astype("string") == settings[key]
    if "evidence" in settings:
        keep &= standing(flat, tables) == settings["evidence"]
    if "q" in settings:
        found = tab.page.evaluate("q => rmc.find.found('claim', q)", settings["q"])
        keep &= flat["claim_id"].isin(found)
    return flat[keep]


def settings_to_try(tables):
    random.seed(7)
    terms = tables["terms"]
    used = {
        kind: sorted(
            set(tables["claim_terms"]["term_id"]) & set(terms.loc[terms["kind"] == kind, "term_id"])
        )
        for kind in ("muscle", "exercise", "outcome")
    }
    others = {
        key: sorted(set(tables["claims_flat"][column].dropna().astype(str)))
        for key, column in (
            ("article", "article_id"),
            ("kind", "kind"),
            ("stance", "stance"),
            ("agreement", "agreement"),
        )
    } | {"evidence": sorted(set(standing(tables["claims_flat"], tables)))}
    for _ in range(60):
        keys = random.sample([*used, *others], random.choice([1, 1, 2, 3]))
        yield {key: random.choice(used.get(key) or others[key]) for key in keys} | (
            {
                "q": random.choice(
                    ["calves", "Uphill MORE", "mens-health 0", "don't", "strength . muscle", "zzz"]
                )
            }
            if random.random() < 0.4
            else {}
        )


def test_filters_agree_with_pandas(tab, tables):
    from urllib.parse import urlencode

    seen = []
    for settings in settings_to_try(tables):
        tab.go(f"#table?{urlencode(settings)}")
        found = chosen(tab, tables, settings)
        assert int(tab.page.locator(".count").get_attribute("data-count")) == len(found), settings
        shown = tab.page.evaluate(
            "[...document.querySelectorAll('.rows tbody tr td:first-child a')].map(a => "
            "a.hash.split('/')[1])"
        )
        assert shown == found["claim_id"].tolist()[:50], settings
        seen.append(len(found))
    assert sum(n > 0 for n in seen) > 30 and 0 in seen


def test_filters_are_set_by_hand_and_stand_in_the_address(tab, tables):
    tab.go("#table")
    tab.page.select_option("select[name=article]", "run247")
    tab.page.select_option("select[name=muscle]", "quadriceps")
    tab.page.fill("input[name=q]", "quads")
    tab.settle()
    found = chosen(tab, tables, {"article": "run247", "muscle": "quadriceps", "q": "quads"})
    assert int(tab.page.locator(".count").get_attribute("data-count")) == len(found)
    tab.page.wait_for_function(
        "() => location.hash === '#table?article=run247&muscle=quadriceps&q=quads'"
    )
    tab.page.click("text=Clear")
    tab.settle()
    assert tab.page.evaluate("location.hash") == "#table" and tab.page.locator(
        ".count"
    ).get_attribute("data-count") == str(len(tables["claims"]))
    tab.page.click("text=Next")
    tab.settle()
    assert (
        tab.page.locator(".rows tbody a").first.get_attribute("href")
        == f"#claim/{tables['claims_flat']['claim_id'][50]}"
    )


def test_tables_sort_both_ways(tab, tables):
    tab.go("#studies")
    works = tables["references"].set_index("reference_id")["sample_size"]
    n = tables["findings"]["sample_size"].fillna(tables["findings"]["reference_id"].map(works))
    for way, ascending in (("ascending", True), ("descending", False)):
        tab.page.click("th button:text-is('n')")
        tab.settle()
        head = tab.page.locator(".rows th:has(button:text-is('n'))")
        assert head.get_attribute("aria-sort") == way
        shown = [
            int(text.split()[0])
            for text in tab.page.locator(".rows tbody td[data-label=n]").all_inner_texts()
            if text
        ]
        wanted = sorted(n.dropna().astype(int), reverse=not ascending)
        assert shown == wanted[: len(shown)] and len(shown) > 40


@pytest.mark.parametrize(
    "view, key, table",
    [
        ("table", "claim_id", "claims_flat"),
        ("propositions", "proposition_id", "propositions"),
        ("studies", "finding_id", "findings"),
    ],
)
def test_what_is_shown_can_be_taken_away_as_csv(tab, tables, view, key, table):
    tab.go(f"#{view}?muscle=calves")
    with tab.page.expect_download() as download:
        tab.page.click(".save")
    raw = Path(download.value.path()).read_bytes()
    frame = pd.read_csv(io.BytesIO(raw), dtype="string", keep_default_na=False)
    assert (
        download.value.suggested_filename.endswith(".csv")
        and len(frame) == int(tab.page.locator(".count").get_attribute("data-count")) > 10
    )
    own = tables[table].set_index(key)
    if view == "table":
        assert sorted(frame[key]) == sorted(
            rmc.claims_about(muscle="calves", folder=ROOT)["claim_id"]
        )
        for column in (
            "statement",
            "stance",
            "degree",
            "modality",
            "kind",
            "proposition_id",
            "proposition",
            "agreement",
            "claim_and_evidence",
            "article_id",
        ):
            assert (
                frame[column].tolist()
                == own.loc[frame[key], column].astype("string").fillna("").tolist()
            ), column
    elif view == "propositions":
        assert frame["proposition"].tolist() == own.loc[frame[key], "statement"].tolist()
        assert (
            frame["claims"].astype(int).tolist()
            == tables["proposition_summary"].set_index(key).loc[frame[key], "claims"].tolist()
        )
        assert frame["claims"].astype(int).is_monotonic_decreasing
    else:
        assert (
            sorted(frame[key])
            == sorted(rmc.evidence_about(muscle="calves", folder=ROOT)["finding_id"])
            and frame["statement"].tolist() == own.loc[frame[key], "statement"].tolist()
        )


# articles and charts


def test_an_article_is_told_from_first_word_to_last(tab, tables):
    for article in tables["articles"]["article_id"]:
        tab.go(f"#article/{article}")
        passages = tables["passages"][tables["passages"]["article_id"] == article]
        assert tab.page.locator(".passages > li:not(.section)").count() == len(passages)
        assert (
            tab.page.locator(".passages li.claim li a").count()
            == tables["claims"]["passage_id"].isin(passages["passage_id"]).sum()
        )
        flat = tables["claims_flat"][tables["claims_flat"]["article_id"] == article]
        tallied = sorted(int(text) for text in tab.page.locator(".tally strong").all_inner_texts())
        assert tallied == sorted(standing(flat, tables).value_counts())
        cited = tables["citations"][tables["citations"]["article_id"] == article]
        used = tables["claim_citations"][
            tables["claim_citations"]["citation_id"].isin(cited["citation_id"])
        ]
        assert tab.page.locator(
            "section:has(> h2:text-is('What it cites, and how faithfully')) > ul > li"
        ).count() == len(cited)
        assert tab.page.locator(
            "section:has(> h2:text-is('What it cites, and how faithfully')) > ul > li li"
        ).count() == len(used)


def test_effects_are_drawn_at_their_values(tab, tables):
    """Points have distances in proportion to their numbers; lines span the interval."""
    tab.go("#reference/schumann-2021")
    findings = tables["findings"][
        (tables["findings"]["reference_id"] == "schumann-2021")
        & tables["findings"]["value"].notna()
    ].sort_values("finding_id")
    points = tab.page.evaluate(
        "[...document.querySelectorAll('[data-chart=effects] .mark-symbol.role-mark path')]"
        ".map(path => path.getBoundingClientRect()).map(box => box.x + box.width / 2)"
    )
    lines = tab.page.evaluate(
        "[...document.querySelectorAll('[data-chart=effects] .mark-rule.role-mark line')]"
        ".map(line => line.getBoundingClientRect()).filter(box => box.width > 1).map(box => "
        "[box.left, box.right])"
    )
    assert len(points) == len(lines) == len(findings) == 3
    value = findings["value"].tolist()
    scale = (points[2] - points[0]) / (value[2] - value[0])

    def place(number):
        return points[0] + (number - value[0]) * scale

    assert points == pytest.approx([place(number) for number in value], abs=1.5)
    for (left, right), low, high in zip(lines, findings["low"], findings["high"], strict=True):
        assert (left, right) == pytest.approx((place(low), place(high)), abs=2.5)


def test_charts_follow_the_colours_of_the_system_and_the_width(browser, file):
    for scheme, colour in (("light", "rgb(0, 75, 120)"), ("dark", "rgb(140, 200, 240)")):
        with Tab(browser, file, "#propositions", color_scheme=scheme) as tab:
            tab.settle()
            fills = set(
                tab.page.evaluate(
                    "[...document.querySelectorAll('[data-chart=agreement] .mark-rect.role-mark "
                    "path')].map(path => getComputedStyle(path).fill)"
                )
            )
            assert colour in fills
            tab.page.emulate_media(media="print")
            assert "rgb(0, 75, 120)" in tab.page.evaluate(
                "[...document.querySelectorAll('[data-chart=agreement] .mark-rect.role-mark "
                "path')].map(path => getComputedStyle(path).fill)"
            )
            tab.page.emulate_media(media="screen")
            tab.page.set_viewport_size({"width": 390, "height": 800})
            tab.page.wait_for_function(
                "() => document.querySelector('[data-chart=agreement] "
                "svg').getBoundingClientRect().width <= 390"
            )


# keyboard, screen reader, widths, print


def test_a_keyboard_goes_everywhere(tab):
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("document.activeElement.className") == "skip"
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.id") == "main"
    tab.go("#matrix")
    for _ in range(200):  # on to the first cell of the matrix
        tab.page.keyboard.press("Tab")
        if tab.page.evaluate("document.activeElement.dataset.cell"):
            break
    first = tab.page.evaluate("document.activeElement.dataset.cell")
    assert first == "running/"
    tab.page.keyboard.press("ArrowRight")
    assert tab.page.evaluate("document.activeElement.dataset.cell") == "running/upper-body-muscles"
    for _ in range(4):
        tab.page.keyboard.press("ArrowRight")
    assert tab.page.evaluate("document.activeElement.dataset.cell") == "running/quadriceps"
    tab.page.keyboard.press("ArrowDown")
    assert tab.page.evaluate("document.activeElement.dataset.cell") == "uphill-running/quadriceps"
    tab.page.keyboard.press("ArrowLeft")
    tab.page.keyboard.press("ArrowUp")
    assert tab.page.evaluate("document.activeElement.dataset.cell") == "running/gluteal-muscles"
    tab.page.keyboard.press("Enter")
    tab.settle()
    assert (
        tab.page.locator(".panel").count() == 1
        and tab.page.evaluate("document.activeElement.tagName") == "H3"
    )
    assert tab.page.locator("[data-cell][tabindex='0']").count() == 1
    tab.page.keyboard.press("Escape")
    tab.settle()
    assert (
        tab.page.locator(".panel").count() == 0
        and tab.page.evaluate("document.activeElement.dataset.cell") == "running/gluteal-muscles"
    )
    tab.go("#body")
    tab.page.focus(".figure [data-muscle=gluteus-maximus][tabindex='0']")
    assert tab.page.locator(".told").inner_text().startswith("gluteus maximus: ")
    tab.page.keyboard.press("Enter")
    tab.settle()
    assert (
        tab.page.evaluate("location.hash") == "#muscle/gluteus-maximus"
        and tab.page.evaluate("document.activeElement.tagName") == "H1"
    )


def test_a_muscle_of_the_figure_is_one_stop_with_a_name(tab):
    tab.go("#body")
    stops = tab.page.evaluate(
        "[...document.querySelectorAll('.figure [tabindex=\"0\"]')].map(path => "
        "[path.dataset.muscle, path.getAttribute('aria-label'), path.getAttribute('role')])"
    )
    assert len(stops) == len({muscle for muscle, _, _ in stops}) > 15 and all(
        ": " in label and role == "link" for _, label, role in stops
    )


def test_a_shape_leads_to_the_muscle_that_people_name(tab, tables):
    """A part that no claim names leads to its muscle, and not to a page without a claim."""
    tab.go("#body")
    shapes = tab.page.evaluate(
        "[...new Set([...document.querySelectorAll('.figure [data-part]')].map(path => "
        "`${path.dataset.part} ${path.dataset.muscle}`))].map(pair => pair.split(' '))"
    )
    named = set(tables["claim_terms"]["term_id"])
    parts = dict(shapes)
    assert parts["gastrocnemius-medial-head"] == "gastrocnemius"
    assert parts["vastus-lateralis"] == "quadriceps" and parts["soleus"] == "soleus"
    for part, muscle in shapes:
        assert part == muscle or part not in named, part
        assert len(rmc.claims_about(muscle=muscle, folder=ROOT)) > 0, part
    tab.page.locator(".figure [data-part=gastrocnemius-lateral-head]").first.dispatch_event("click")
    tab.settle()
    assert tab.page.evaluate("location.hash") == "#muscle/gastrocnemius"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "#questions",
        "#question/effect-of-running-on-muscle-size",
        "#question/comparison-of-slope-on-muscle-work",
        "#disagreements",
        "#disagreement/effect-of-running-on-muscle-size-raises-denied-between",
        "#propositions",
        "#body",
        "#articles",
        "#studies",
        "#table",
        "#words",
        "#gaps",
        "#proposition/running-raises-muscle-size",
        "#claim/mens-health-095",
        "#muscle/calves",
        "#article/livestrong",
        "#reference/grgic-2019",
        "#matrix?cell=uphill-running/quadriceps",
    ],
)
def test_axe_finds_nothing_serious(browser, file, address, scheme):
    import axe_playwright_python

    script = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(
        encoding="utf-8"
    )
    with Tab(browser, file, address, color_scheme=scheme) as tab:
        tab.settle()
        tab.page.evaluate(script)
        found = tab.page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
        assert [
            (one["id"], one["impact"], one["nodes"][0]["html"][:200], one["nodes"][0]["any"][:1])
            for one in found
            if one["impact"] in ("serious", "critical")
        ] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_runs_off_the_page(browser, file, width):
    """Screenshots go to build/screenshots/ for review; git ignores them."""
    folder = ROOT / "build/screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with Tab(
        browser,
        file,
        viewport={"width": WIDTHS[width], "height": 900},
        color_scheme="dark" if width == "tablet" else "light",
    ) as tab:
        for address in (
            "#answer",
            "#questions",
            "#question/effect-of-running-on-muscle-size",
            "#disagreements",
            "#disagreement/effect-of-running-on-muscle-size-raises-denied-between",
            "#matrix",
            "#proposition/running-raises-muscle-size",
            "#table",
            "#propositions",
            "#article/livestrong",
            "#muscle/calves",
            "#reference/grgic-2019",
            "#words",
        ):
            tab.go(address)
            tab.page.screenshot(
                path=folder / f"{width}-{address[1:].replace('/', '-')}.png", full_page=True
            )
            assert tab.page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width], (
                address
            )


def test_it_prints(tab):
    tab.go("#proposition/running-raises-muscle-size")
    tab.page.emulate_media(media="print", color_scheme="light")
    assert not tab.page.locator("header").is_visible() and tab.page.locator("h1").is_visible()
    assert tab.page.pdf(format="A4").startswith(b"%PDF")
    assert (
        tab.page.locator("details:not([open])").count() == 0
        and tab.page.locator("details").count() > 0
    )


def test_what_is_claimed_much_and_studied_little_is_counted(tab, tables):
    evidence, claims = tables["evidence"], tables["claims"]
    propositions = tables["propositions"].query("testability == 'testable'")
    propositions = propositions[propositions["relation"].isin(EFFECTS)]
    fits = set(evidence.query("bearing != 'neighbour'")["proposition_id"])
    told = claims["proposition_id"].value_counts()
    tab.go("#gaps")
    for number, slot in enumerate(("object", "subject")):
        wanted = {}
        for term, rows in propositions.groupby(f"{slot}_id"):
            open_ones = rows[~rows["proposition_id"].isin(fits)]
            every = int(told[rows["proposition_id"]].sum())
            studied = every - int(told[open_ones["proposition_id"]].sum())
            if every >= 4 and 2 * studied < every:
                wanted[tables["terms"].set_index("term_id")["name"][term]] = [
                    every,
                    studied,
                    set(open_ones["proposition_id"]),
                ]
        shown = tab.page.evaluate(
            """number => [...document.querySelectorAll(".gaps")[number].tBodies[0].rows].map(
            row => [row.cells[0].innerText, +row.cells[1].innerText, +row.cells[2].innerText,
            [...row.cells[3].querySelectorAll("a")].map(link => link.hash.split("/")[1])])""",
            number,
        )
        assert wanted and {name: [n, k, set(ids)] for name, n, k, ids in shown} == wanted
        gaps = [n - k for _, n, k, _ in shown]
        assert gaps == sorted(gaps, reverse=True)


def test_back_leads_to_where_one_was(tab):
    tab.go("#propositions")
    tab.page.evaluate("scrollTo(0, 1200)")
    tab.page.wait_for_function("() => history.state?.y === scrollY && scrollY > 1000")
    tab.page.locator(".rows tbody a").nth(20).evaluate("link => link.click()")
    tab.settle()
    assert tab.page.evaluate("scrollY") == 0
    tab.page.go_back()
    tab.settle()
    tab.page.wait_for_function("() => scrollY > 1000")


def test_keys_of_charts_are_text(tab):
    tab.go("#propositions")
    keys = tab.page.locator("figure .legend").all_inner_texts()
    from pipeline.doors.explorer.topic_charts import AGREEMENT, STANDING

    assert [[part.strip() for part in text.split("\n")] for text in keys] == [
        list(AGREEMENT.values()),
        list(STANDING.values()),
    ]


# hostile strings

HOSTILE = [
    "<script>window.hacked = true</script>",
    "</script><img src=x onerror='window.hacked=true'>",
    "\"' onmouseover='window.hacked=true'",
    "\u202eesrever\u202c",
    "${window.hacked=true}",
    "&lt;b&gt; @DATA@ @TITLE@",
    "javascript:window.hacked=true",
]


def test_a_judged_risk_of_bias_is_shown(browser, mini, tmp_path):
    domains = {
        *("confounding", "selection_of_participants", "classification_of_interventions"),
        *("deviations_from_intended_interventions", "missing_data", "measurement_of_outcome"),
        *("selection_of_reported_result", "overall"),
    }
    (mini / "data/curation/risk_of_bias.yaml").write_text(
        "risk_of_bias:\n"
        + "".join(
            f"- {{finding: pmid-1-size, tool: robins_i, domain: {domain}, judgement: serious, "
            f'reason: "Rowers chose {domain}.", reader: a, reader_kind: person, '
            'read_from: full_text, judged_on: "2026-04-02"}\n'
            for domain in sorted(domains)
        ),
        encoding="utf-8",
    )
    assert rebuild.main([str(mini)]) == 0
    file = tmp_path / "index.html"
    file.write_text(make_page(Tables(mini)), encoding="utf-8")
    with Tab(browser, file, "#finding/pmid-1-size") as tab:
        tab.page.locator("summary", has_text="Risk of bias").click()
        said = tab.page.locator("main").inner_text()
        assert "Risk of bias: judged by 1" in said and "overall: serious" in said
        assert all(f"Rowers chose {domain}." in said for domain in domains)
        tab.go("#proposition/rowing-raises-quadriceps-size")
        assert "judged for 1 of 1 findings" in tab.page.locator(".profile").inner_text()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_string_is_shown_as_text(browser, mini, tmp_path, hostile):
    # curation refuses most of these, so they come as in somebody else's package
    as_download(mini)
    for table, old, new in (
        ("claims", "Large calves are rare among rowers.", f"Large calves {hostile} are rare."),
        ("articles", "Harbour Post", f"Post {hostile}"),
    ):
        cell = new.replace('"', '""')
        edit(mini / f"data/{table}.csv", f",{old},", f',"{cell}",')
    mend_hashes(mini)
    file = tmp_path / "index.html"
    file.write_text(make_page(Tables(mini)), encoding="utf-8")
    asked = Tables(mini)["questions"]["question_id"].iloc[0]
    with Tab(browser, file, "#claim/harbour-post-001") as tab:
        for address in (
            "#claim/harbour-post-001",
            "#proposition/rowing-common-large-calves",
            "#article/harbour-post",
            "#articles",
            "#table",
            "",
            "#matrix",
            "#questions",
            f"#question/{asked}",
            "#disagreements",
            f"#table?q={hostile}",
            f"#claim/{hostile}",
        ):
            tab.go(address)
            assert (
                tab.page.evaluate("window.hacked") is None
                and tab.page.locator("main script, main img, main b, main [onmouseover]").count()
                == 0
            ), address
        tab.go("#claim/harbour-post-001")
        assert tab.page.locator("h1").text_content() == f"Large calves {hostile} are rare."
        assert (
            tab.page.locator("h1 bdi").evaluate("node => getComputedStyle(node).unicodeBidi")
            == "isolate"
        )
        tab.go("#article/harbour-post")
        assert f"Post {hostile}" in tab.page.locator("main").text_content()
