"""Rules that tell names of persons from names of organisations."""

import re
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, waivable_rule
from pipeline.loader import authors
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

# a family name, and initials as PubMed has them: Estes RR
_FAMILY_AND_INITIALS = re.compile(r"^\w[\w'\N{RIGHT SINGLE QUOTATION MARK}-]+ [A-Z]{1,3}$")
# words that name groups and institutions, and no family
_GROUPS = {
    *("staff", "team", "group", "editors", "editorial", "contributors", "department", "ministry"),
    *("clinic", "hospital", "university", "college", "institute", "school", "academy", "council"),
    *("association", "society", "foundation", "federation", "organization", "organisation"),
    *("board", "panel", "committee", "center", "centre", "magazine", "health", "fitness", "sports"),
}


@waivable_rule
def literal_person(tables: TableSet) -> Iterator[Problem]:
    """An author without a comma is an organisation or a person of one name, not a family name with
    initials; and no work has two authors of one name.
    """
    for row, at in each(tables["references"]):
        whole = [one["literal"] for one in authors(row["authors"]) if "literal" in one]
        single = [name for name in whole if " " not in name and not name.isupper()]  # not WHO
        wrong = [name for name in whole if _FAMILY_AND_INITIALS.match(name)]
        wrong += single if len(single) > 1 else []
        if wrong:
            yield at.problem(
                "authors",
                f"{wrong[0]!r} looks like a person whose given name is not apart.",
                "Look the work up, and write family and given.",
            )


@waivable_rule
def person_kind(tables: TableSet) -> Iterator[Problem]:
    """A name with a word for a group or institution (staff, team, clinic) is an organisation's."""
    for row, at in each(tables["people"]):
        group = next((word for word in words(row["name"]) if word in _GROUPS), None)
        if row["kind"] == "person" and group:
            yield at.problem(
                "kind",
                f"The name has the word {group!r}, but the kind is person.",
                "Read the article. Write kind: organisation, if the name is not one person's.",
            )
