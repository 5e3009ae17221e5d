"""The authors of a work and its standing, as the table references has them."""

from __future__ import annotations

STANDINGS = {  # what is shown of a work that does not stand as it was published
    "corrected": "Corrected.",
    "expression_of_concern": "Expression of concern.",
    "retracted": "Retracted.",
}
_PARTS = ("family", "given", "suffix")


def authors(listed: str | None) -> list[dict[str, str]]:
    """Each author of a work with the parts of the name, which are those of CSL.

    `listed` is a cell of references.authors, None if it is empty. A person has `family` and
    `given`, and `suffix` if there is one. An organisation, or a person of one name, has `literal`.

    >>> authors("Bassett, David R, Jr; American College of Sports Medicine")[1]
    {'literal': 'American College of Sports Medicine'}
    """
    found = []
    for name in (listed or "").split("; "):
        parts = name.split(", ")
        if len(parts) > 1:
            found.append(dict(zip(_PARTS, parts, strict=False)))
        elif name:
            found.append({"literal": name})
    return found


def short_name(author: dict[str, str]) -> str:
    """The name by which a work is cited: the family name, or the whole name of an organisation."""
    return author.get("family") or author["literal"]
