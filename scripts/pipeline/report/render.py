"""The report of a validation or build, for people and for programs."""

from __future__ import annotations

import json
import textwrap
from collections import Counter

from pipeline.base.problems import Problem
from pipeline.derived.evidence_coverage import fitting
from pipeline.report.agreement import agreement
from pipeline.tables.table_set import TableSet
from pipeline.validate import Report

SHOWN = 50  # problems
ARTICLES = 20
_WIDTH = 110  # characters in a line of the contents


def as_text(report: Report) -> str:
    """The report as people read it: what is there, what was checked, what is wrong."""
    out = []
    if report.tables and not report.problems:
        out += _contents(report, report.tables)
    if report.counts:
        out.append("Checked")
        out += [f"  {number:>9,}  {what}" for what, number in report.counts.items()]
        out.append("")
    out += [f"Not run: {line}." for line in report.not_run]
    if report.not_run:
        out.append("")
    out += _listed(report.stuck) + _listed(report.problems)
    out.append(_verdict(report))
    return "\n".join(out)


def _verdict(report: Report) -> str:
    if report.problems:
        by_rule = Counter(problem.rule for problem in report.problems).most_common()
        rules = ", ".join(f"{rule} {number}" for rule, number in by_rule)
        return f"INVALID: {_count(len(report.problems), 'problem')}, by rule: {rules}."
    if report.stuck:
        stuck = _count(len(report.stuck), "problem")
        return f"NOT CHECKED: {stuck} kept the validation from running in full."
    return f"VALID: version {report.version}."


def _listed(problems: list[Problem]) -> list[str]:
    lines = [line for problem in problems[:SHOWN] for line in (problem.text(), "")]
    if len(problems) > SHOWN:
        lines += [f"... and {len(problems) - SHOWN} more; --json lists them all.", ""]
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _contents(report: Report, tables: TableSet) -> list[str]:
    """What the package holds, and what is worth knowing about it."""
    out = [f"Claims about running and muscle, version {report.version}", ""]
    out += _articles(report, tables)
    out += ["", "Built"]
    out += [
        f"  {len(rows.rows):>9,}  {rows.schema.title.lower()}" for rows in tables.tables.values()
    ]
    out += ["", "Worth knowing"]
    out += ["  " + line for line in _worth_knowing(tables)]
    read = agreement(tables)
    out += ["  " + line for line in read[:ARTICLES]]
    if len(read) > ARTICLES:
        out.append(f"  ... and {len(read) - ARTICLES:,} more articles read twice")
    wrapped: list[str] = []
    for line in out:
        wrapped += textwrap.wrap(line, _WIDTH, subsequent_indent="    ") or [""]
    return [*wrapped, ""]


def _articles(report: Report, tables: TableSet) -> list[str]:
    """The first articles: how many claims and words, and the words by role."""
    out = []
    claims = Counter(claim.rpartition("-")[0] for claim in tables["claims"].column("claim_id"))
    articles = tables["articles"].rows
    for article in articles[:ARTICLES]:
        name, has_text = article["article_id"], bool(tables.captures.get(article["article_id"]))
        words = f"{article['text_tokens']:,} words" + (", all accounted for" if has_text else "")
        out.append(f"  {article['site']}: {claims[name]} claims in {words}")
        if has_text:
            out.append(f"    by role: {_numbers(report.roles[name])}")
    if len(articles) > ARTICLES:
        out.append(f"  ... and {len(articles) - ARTICLES:,} more articles")
    return out


def _worth_knowing(tables: TableSet) -> list[str]:
    """The claims, citations, evidence and propositions, counted by what they say."""

    def count(table: str, column: str) -> Counter[str]:
        return Counter(tables[table].column(column))

    stances, modality = count("claims", "stance"), count("claims", "modality")
    articles = tables["questions"].column("articles")
    verdicts = Counter((row["scope"], row["verdict"]) for row in tables["disagreements"].rows)
    kinds = ", ".join(f"{kind} {n}" for kind, n in count("claims", "kind").most_common())
    agreements = _numbers(count("proposition_summary", "agreement"))
    return [
        f"Claims by kind: {kinds}.",
        f"{stances['denies']} claims deny their proposition, "
        f"{stances['reports']} report what others believe, {modality['hedged']} are hedged.",
        "Citations of claims, by what became of the study: "
        f"{_numbers(count('claim_citations', 'fidelity'))}.",
        f"Evidence, by direction: {_numbers(count('evidence', 'direction'))}.",
        *_coverage(tables),
        f"Propositions, by whether the articles agree: {agreements}.",
        f"Questions: {len(articles)}, {sum(n > 1 for n in articles)} of them on claims of several "
        "articles.",
        *(
            f"Disagreements {where}: {_count(verdicts[scope, 'contradiction'], 'contradiction')}, "
            f"{_count(verdicts[scope, 'tension'], 'tension')}."
            for scope, where in (("between", "between articles"), ("within", "within one article"))
        ),
    ]


def _coverage(tables: TableSet) -> list[str]:
    """How many propositions have evidence that fits, over both denominators."""
    said = {
        "testable": "propositions judged testable",
        "all_relations": "effects, comparisons and needs",
    }
    return [
        f"Of {row['propositions']} {said[row['among']]}, {fitting(row)} have evidence that is "
        f"their own, a special case or wider; {row['neighbour']} have other evidence, "
        f"{row['searched']} a search only, {row['neither']} neither."
        for row in reversed(tables["evidence_coverage"].rows)
        if row["grouped_by"] == "all"
    ]


def _numbers(counts: Counter[str]) -> str:
    """Values with their counts, the most frequent first."""
    return ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in counts.most_common())


def as_json(report: Report) -> str:
    """The report for programs."""
    return json.dumps(
        {
            "valid": report.exit_code == 0,
            "exit_code": report.exit_code,
            "version": report.version,
            "counts": report.counts,
            "not_run": report.not_run,
            "could_not_run": [problem.as_dict() for problem in report.stuck],
            "problems": [problem.as_dict() for problem in report.problems],
        },
        ensure_ascii=False,
        indent=2,
    )
