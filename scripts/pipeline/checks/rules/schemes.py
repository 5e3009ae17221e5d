"""Rules for schemes: prefixes, patterns, and the kinds of term that they hold."""

import re

from pipeline.base.hints import closest
from pipeline.checks.rules.registry import problem, rule
from pipeline.schema.safe_patterns import why_not
from pipeline.tables.table_set import TableSet

_RESERVED = {"rmc", "skos", "semapv", "sssom", "owl", "rdf", "rdfs"}


@rule("scheme-prefix")
def scheme_prefix(package: TableSet):
    """No scheme takes a prefix that SSSOM or this package uses itself, and its kinds of term are kinds, each once."""
    rows = package["schemes"]
    kinds = next(field for field in package["terms"].schema.fields if field.name == "kind").values
    for i, row in enumerate(rows.rows):
        if row["scheme_id"].casefold() in _RESERVED:
            yield problem(
                rows,
                i,
                "scheme-prefix",
                f"The prefix {row['scheme_id']!r} has a meaning of its own.",
                "Choose another.",
                "scheme_id",
            )
        listed = row["term_kinds"].split("; ")
        odd = [kind for kind in listed if kind not in kinds or listed.count(kind) > 1]
        if odd:
            yield problem(
                rows,
                i,
                "scheme-prefix",
                f"{odd[0]!r} is {'listed twice' if odd[0] in kinds else 'no kind of term'}. {closest(odd[0], kinds)}",
                f"Kinds: {', '.join(kinds)}.",
                "term_kinds",
            )


@rule("mapping-form")
def mapping_form(package: TableSet):
    """The local part of a mapped identifier has the form that its scheme gives, and the pattern of a scheme is one."""
    patterns = {}
    for i, row in enumerate(package["schemes"].rows):
        if why := why_not(row["local_pattern"]):
            yield problem(
                package["schemes"],
                i,
                "mapping-form",
                f"{row['local_pattern']!r} {why}.",
                "Correct it.",
                "local_pattern",
            )
        else:
            patterns[row["scheme_id"]] = re.compile(row["local_pattern"])
    rows, wrong, total = package["mappings"], {}, {}
    for i, row in enumerate(rows.rows):
        prefix, _, local = row["object_id"].partition(":")
        total[prefix] = total.get(prefix, 0) + 1
        if prefix in patterns and not patterns[prefix].fullmatch(local):
            wrong.setdefault(prefix, []).append(i)
    for prefix, places in wrong.items():
        if len(places) == total[prefix] > 5:  # then the pattern is wrong, not every identifier
            i = package["schemes"].column("scheme_id").index(prefix)
            yield problem(
                package["schemes"],
                i,
                "mapping-form",
                f"None of the {total[prefix]} identifiers mapped has this form.",
                "Correct the pattern.",
                "local_pattern",
            )
            continue
        for i in places:
            row = rows.rows[i]
            yield problem(
                rows,
                i,
                "mapping-form",
                f"{row['object_id']!r} has not the form of an identifier of {prefix}: {patterns[prefix].pattern}.",
                "Copy it anew from the source.",
                "object_id",
            )


@rule("mapping-kind")
def mapping_kind(package: TableSet):
    """A term is mapped only to schemes that hold its kind of term; every scheme is used."""
    rows, terms = package["mappings"], package.index("terms")
    kinds = {row["scheme_id"]: row["term_kinds"].split("; ") for row in package["schemes"].rows}
    for i, row in enumerate(rows.rows):
        kind = terms.get(row["subject_id"], {}).get("kind")
        if kind and kind not in kinds.get(row["object_source"], [kind]):
            yield problem(
                rows,
                i,
                "mapping-kind",
                f"{row['subject_id']!r} is a {kind}; {row['object_source']} is for {', '.join(kinds[row['object_source']])}.",
                "Correct the subject, or the scheme's term_kinds.",
                "subject_id",
            )
    used = set(rows.column("object_source"))
    for i, name in enumerate(package["schemes"].column("scheme_id")):
        if name not in used:
            yield problem(
                package["schemes"],
                i,
                "mapping-kind",
                "No mapping uses the scheme.",
                "Map a term to it, or remove it.",
                "scheme_id",
            )
