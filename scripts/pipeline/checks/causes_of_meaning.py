"""Which fault of meaning explains which other one."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.base.problems import Problem
from pipeline.checks.explanation import Explanation, Keys

_Keys = Callable[[Problem], Keys]


def _row_of(*rules: str) -> _Keys:
    """The row of a problem of one of these rules."""
    return lambda problem: [problem.row] if problem.rule in rules and problem.row else []


def _muscle_of(*rules: str) -> _Keys:
    """The muscle of an action with a problem of one of these rules."""
    return lambda problem: (
        [problem.row.partition("/")[0]] if problem.rule in rules and problem.row else []
    )


def _findings_of(*rules: str) -> _Keys:
    """The works with whose id the id of a finding with a problem of these rules may begin."""

    def keys(problem: Problem) -> Keys:
        parts = (problem.row or "").split("-") if problem.rule in rules else []
        return ["-".join(parts[:n]) for n in range(1, len(parts))]

    return keys


def _wrong_side(table: str, *left_out: str) -> _Keys:
    """The row of a problem of a finding or a proposition that does not come from its evidence."""
    no_cause = {*OF_EVIDENCE, *_EVIDENCE_READ, "fitting-finding", *left_out}
    return lambda problem: (
        [(table, problem.row)]
        if problem.table == table
        and problem.rule not in no_cause
        and not problem.rule.startswith("frictionless-")  # which repeats what another rule says
        else []
    )


def _side_of_evidence(problem: Problem) -> Keys:
    """Proposition and finding of a row of evidence, or the one of them that is blamed for it."""
    if problem.rule not in (*OF_EVIDENCE, "fitting-finding", *_EVIDENCE_READ):
        return []
    if problem.table == "evidence":
        return list(zip(("propositions", "findings"), (problem.row or "").split("/"), strict=False))
    return [(problem.table, problem.row)]


def _evidence(*rules: str) -> _Keys:
    """The row of evidence of a problem of one of these rules."""
    return lambda problem: (
        [problem.row] if problem.rule in rules and problem.table == "evidence" else []
    )


def _copied_reading(problem: Problem) -> Keys:
    """The article of a reading that is a copy, or is not there."""
    is_wrong = problem.rule in ("reading-copied", "read-twice") or (
        problem.rule == "copied-wording" and problem.table == "readings"
    )
    return [(problem.row or "").partition("/")[0]] if is_wrong else []


def _settled_otherwise(problem: Problem) -> Keys:
    """The article of a problem with what was settled from its readings, or with such a waiver."""
    row, rule = problem.row or "", problem.rule
    if rule == "waiver-needed" and row.startswith("claims/"):
        _, row, rule = row.split("/", 2)
    if rule == "reading-stance":
        return [row.partition("/")[0]]
    return [row.rpartition("-")[0]] if rule in (*_SETTLED, "opposite-read") else []


def _object_of(rule: str) -> _Keys:
    """The object of a mapping with a problem of this rule."""
    return lambda problem: (
        [problem.row.rpartition("/")[2]] if problem.rule == rule and problem.row else []
    )


def _names(*rules: str) -> _Keys:
    return lambda problem: ["names"] if problem.rule in rules else []


_TREES = {"terms", "term_members"}
# rules about evidence that follow from how a finding lies to a proposition, the surest first
OF_EVIDENCE = ("evidence-possible", "evidence-judged", "evidence-follows", "evidence-reason")
_EVIDENCE_READ = ("settled-evidence", "contrary-reading")

# Rules that hold a row against rows of other tables, and those tables.
MEANING_LOOKS_THROUGH = {
    "article-people": {"people"},
    "audited-row": {"claims"},
    "claim-named": {"claims"},
    "contrary-reading": {"bearing_readings", "findings"},
    "finding-count": {"references"},
    "finding-object": {"measures"},
    "finding-pooled": {"references"},
    "finding-proxy": {"measures"},
    "finding-muscle": _TREES | {"term_names"},
    "finding-people": {"references", "terms"},
    "finding-sample": {"references"},
    "group-definition": _TREES | {"term_names", "muscles"},
    "doi-journal": {"references"},
    "journal-volume": {"references"},
    "latin-name": {"terms"},
    "listed-order": {"references"},
    "mapping-beside": _TREES,
    "mapping-of-two": _TREES,
    "crossed-joints": {"terms"},
    "muscle-action": _TREES | {"muscle_actions"},
    "muscle-side": {"terms", "muscle_actions"},
    "names-opposed": {"term_names", "muscles"},
    "person-words": {"articles", "claims", "passages"},
    "reading-stance": {"claims", "passages"},
    "search-date": {"articles", "claims", "passages"},
    "search-found": {"evidence"},
    "search-words": {"propositions", "term_names"},
    "sources-opposed": {"muscle_actions"},
    "set-apart": _TREES | {"term_names"},
    "settled-evidence": {"evidence_readings", "findings", "references"},
    "settled-content": {"readings", "passages"},
    "settled-kind": {"readings", "passages"},
    "settled-mapping": {"mapping_readings"},
    "settled-sense": {"readings", "passages"},
    "settled-sides": {"readings", "passages"},
    "settled-stance": {"readings", "passages"},
    "study-number": {"references"},
}

# What a claim has that its raw readings have not.
_SETTLED = (
    "settled-stance",
    "settled-kind",
    "settled-sides",
    "settled-sense",
    "settled-content",
)


def _relisted(problem: Problem) -> Keys:
    """The claim of a term that a word is read as wrongly."""
    is_term = problem.rule == "names-normalised" and problem.table == "claim_terms"
    return [(problem.row or "").partition("/")[0]] if is_term else []


def _waived_term(problem: Problem) -> Keys:
    """The claim of a waiver for one of its terms that is not there."""
    table, _, row = (problem.row or "").partition("/")
    is_term = problem.rule == "waiver-names" and table == "claim_terms"
    return [row.partition("/")[0]] if is_term else []


def _matters(*rules: str) -> _Keys:
    """One key for all problems of these rules, whose rows have nothing in common."""
    return lambda problem: ["any"] if problem.rule in rules else []


MEANING = (
    Explanation(
        "Of two exact matches of one object, the one whose name does not fit is wrong.",
        _object_of("mapping-name"),
        _object_of("mapping-exact"),
    ),
    Explanation(
        "An axis that the definition does not name makes forms cases of each other.",
        _matters("axis-named"),
        _matters("axes-tree"),
    ),
    Explanation(
        "A region outside that of the broader term is seldom the one in the definition.",
        _row_of("muscle-region"),
        _row_of("region-words"),
    ),
    Explanation(
        "A definition that belongs to another muscle does not fit the action either.",
        _row_of("names-opposed"),
        _muscle_of("muscle-side", "muscle-action", "crossed-joints"),
    ),
    Explanation(
        "An action against that of the group is against its neighbours' too.",
        _muscle_of("muscle-action"),
        _muscle_of("muscle-side", "crossed-joints"),
    ),
    Explanation(
        "An action against other sources is against the group and the neighbours too.",
        _muscle_of("sources-opposed"),
        _muscle_of("muscle-side", "muscle-action", "crossed-joints"),
    ),
    Explanation(
        "A label of another thing shares no word with the term, or has the opposite word.",
        _row_of("mapping-label"),
        _row_of("mapping-name", "mapping-opposed"),
    ),
    Explanation(
        "What is the exact match of two terms is so of a wrong one.",
        _row_of("mapping-exact"),
        _row_of("mapping-of-two"),
    ),
    Explanation(
        "A label with the opposite word may share no other with the term.",
        _row_of("mapping-opposed"),
        _row_of("mapping-name"),
    ),
    Explanation(
        "A value that does not fit the result may lie outside its interval as well.",
        _row_of("finding-result"),
        _row_of("finding-interval", "finding-decimals"),
    ),
    Explanation(
        "Evidence follows from its finding, in which something is wrong.",
        _wrong_side("findings"),
        _side_of_evidence,
    ),
    Explanation(
        "Evidence follows from its proposition, in which something is wrong.",
        _wrong_side("propositions", "looked-for"),
        _side_of_evidence,
    ),
    *(
        Explanation(
            "Evidence that does not follow needs no reason, and differs from its readings as well.",
            _evidence(rule),
            _evidence(*OF_EVIDENCE[i + 1 :], *_EVIDENCE_READ),
        )
        for i, rule in enumerate(OF_EVIDENCE)
    ),
    Explanation(
        "Evidence that its old readings meant otherwise may be so by the new one too.",
        _evidence("settled-evidence"),
        _evidence("contrary-reading"),
    ),
    Explanation(
        "Where neither evidence nor a search is left, findings are passed over.",
        _row_of("looked-for"),
        _row_of("fitting-finding"),
    ),
    Explanation(
        "A finding with another comparison estimates something else.",
        _row_of("finding-contrast"),
        _row_of("finding-estimand"),
    ),
    Explanation(
        "A finding with more people than its study has more than its two sides.",
        _row_of("finding-sample"),
        _row_of("finding-arms"),
    ),
    Explanation(
        "A study with the wrong number of people has other arms.",
        _row_of("study-count"),
        _row_of("study-arms"),
    ),
    Explanation(
        "A work in the wrong journal has a volume that does not fit.",
        _matters("doi-journal", "reference-id"),
        _matters("journal-volume"),
    ),
    Explanation(
        "A search that found nothing, called found, lacks evidence as well.",
        _row_of("search-found"),
        _row_of("search-note"),
    ),
    Explanation(
        "A finding seems to be about other people where those of its study are given wrongly.",
        _row_of("study-count", "study-people", "study-arms"),
        _findings_of("finding-sample", "finding-people", "finding-count"),
    ),
    Explanation(
        "A finding seems pooled, or not pooled, where the design of its study is given wrongly.",
        _row_of("study-design", "study-number"),
        _findings_of("finding-pooled", "study-number"),
    ),
    Explanation(
        "People of another sex than the title has are of another than the column has.",
        _row_of("study-people"),
        _row_of("study-sex"),
    ),
    Explanation(
        "A reading that is a copy, or missing, agrees with the other on what was not read.",
        _copied_reading,
        _settled_otherwise,
    ),
    Explanation(
        "A statement that is another's is not what its readings say.",
        _row_of("near-duplicate"),
        _row_of(*_SETTLED),
    ),
    Explanation(
        "A name that belongs to another term is read as that term.",
        _names("names-opposed"),
        _names("finding-muscle", "group-definition"),
    ),
    Explanation(
        "If a group lacks a member, claims seem to name a muscle that their slots leave out.",
        _matters("group-definition"),
        _matters("term-slotted"),
    ),
    Explanation(
        "If a word is read as another term, a waiver for the right term finds no row.",
        _relisted,
        _waived_term,
    ),
)
