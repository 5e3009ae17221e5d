"""Rules for schemes: prefixes, patterns, and the kinds of term that they hold."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.base.hints import closest
from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, each, each_with, rule
from pipeline.schema.safe_patterns import why_not
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

_RESERVED = {"rmc", "skos", "semapv", "sssom", "owl", "rdf", "rdfs"}
_FEW = 5  # identifiers of a scheme: if more are mapped and none fits, the pattern is wrong


@rule
def scheme_prefix(tables: TableSet) -> Iterator[Problem]:
    """No scheme takes a prefix that SSSOM or this package uses itself, and its kinds of term are
    kinds, each once.
    """
    kinds = tables["terms"].schema.field("kind").values
    for row, at in each(tables["schemes"]):
        if row["scheme_id"].casefold() in _RESERVED:
            yield at.problem(
                "scheme_id",
                f"The prefix {row['scheme_id']!r} has a meaning of its own.",
                "Choose another.",
            )
        listed = row["term_kinds"].split("; ")
        wrong = next((k for k in listed if k not in kinds or listed.count(k) > 1), None)
        if wrong is not None:
            what = "is listed twice" if wrong in kinds else "is not a kind of term"
            hint = "" if wrong in kinds else closest(wrong, kinds)
            yield at.problem(
                "term_kinds", f"{wrong!r} {what}. {hint}", f"Kinds: {', '.join(map(str, kinds))}."
            )


@rule
def mapping_form(tables: TableSet) -> Iterator[Problem]:
    """The local part of a mapped identifier has the form that its scheme gives, and the pattern of
    a scheme is one.
    """
    mapped = Counter(map(_prefix, tables["mappings"].rows))
    misfits = defaultdict(list)
    patterns: dict[str, tuple[re.Pattern[str], Place]] = {}
    for row, at in each(tables["schemes"]):
        if why := why_not(row["local_pattern"]):
            yield at.problem("local_pattern", f"{row['local_pattern']!r} {why}.", "Correct it.")
        else:
            patterns[row["scheme_id"]] = re.compile(row["local_pattern"]), at
    for row, at in each(tables["mappings"]):
        prefix, _, local = row["object_id"].partition(":")
        if prefix in patterns and not patterns[prefix][0].fullmatch(local):
            misfits[prefix].append((row["object_id"], at))
    for prefix, found in misfits.items():
        pattern, scheme = patterns[prefix]
        if len(found) == mapped[prefix] > _FEW:
            yield scheme.problem(
                "local_pattern",
                f"None of the {len(found)} mapped identifiers has this form.",
                "Correct the pattern.",
            )
            continue
        for identifier, at in found:
            yield at.problem(
                "object_id",
                f"{identifier!r} does not have the form of an identifier of {prefix}: "
                f"{pattern.pattern}.",
                "Copy it again from the source.",
            )


def _prefix(mapping: Row) -> str:
    prefix: str = mapping["object_id"].partition(":")[0]
    return prefix


@rule
def mapping_kind(tables: TableSet) -> Iterator[Problem]:
    """A term is mapped only to schemes that hold its kind of term; every scheme is used."""
    kinds = {row["scheme_id"]: row["term_kinds"].split("; ") for row in tables["schemes"].rows}
    for row, term, at in each_with(tables, "mappings", "subject_id", "terms"):
        kind, scheme = term["kind"], row["object_source"]
        if kind and kind not in kinds.get(scheme, [kind]):
            yield at.problem(
                "subject_id",
                f"{row['subject_id']!r} is of the kind {kind}; {scheme} is for "
                f"{', '.join(kinds[scheme])}.",
                "Correct the subject, or the scheme's term_kinds.",
            )
    used = tables.keys("mappings", ("object_source",))
    for row, at in each(tables["schemes"]):
        if row["scheme_id"] not in used:
            yield at.problem(
                "scheme_id",
                "No mapping uses the scheme.",
                "Look for the mapping into it that is lost. Only if there is none, remove it and "
                "retire its id.",
            )
