"""The report of a validation or build, for people and for programs."""

from __future__ import annotations

import json
import textwrap
from collections import Counter

from pipeline.base.problems import Problem
from pipeline.validate import Report

SHOWN = 50  # problems
ARTICLES = 20


def as_text(report: Report) -> str:
    """The report as people like to read it: what is there, what was checked, what is wrong."""
    out = []
    if report.tables and not report.problems:
        out += _contents(report)
    if report.counts:
        out += [
            "Checked",
            *(f"  {number:>9,}  {what}" for what, number in report.counts.items()),
            "",
        ]
    for line in report.not_run:
        out.append(f"Not run: {line}.")
    if report.not_run:
        out.append("")
    out += _listed(report.stuck) + _listed(report.problems)
    if report.problems:
        out.append(
            f"INVALID: {_count(len(report.problems), 'problem')}, by rule: {_by_rule(report.problems)}."
        )
    elif report.stuck:
        out.append(
            f"NOT CHECKED: {_count(len(report.stuck), 'problem')} kept the validation from running in full."
        )
    else:
        out.append(f"VALID: version {report.version}.")
    return "\n".join(out)


def _listed(problems: list[Problem]) -> list[str]:
    lines = [line for problem in problems[:SHOWN] for line in (problem.text(), "")]
    if len(problems) > SHOWN:
        lines += [f"... and {len(problems) - SHOWN} more; --json lists them all.", ""]
    return lines


def _by_rule(problems: list[Problem]) -> str:
    return ", ".join(
        f"{rule} {number}"
        for rule, number in Counter(problem.rule for problem in problems).most_common()
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _contents(report: Report) -> list[str]:
    """What the package holds, and what is worth knowing about it."""
    from pipeline.report.agreement import agreement

    package = report.tables
    out = [f"Claims about running and muscle, version {report.version}", ""]
    claims = Counter(claim.rpartition("-")[0] for claim in package["claims"].column("claim_id"))
    articles = package["articles"].rows
    for article in articles[:ARTICLES]:
        text = package.captures.get(article["article_id"])
        words = f"{article['text_tokens']:,} words" + (", every one accounted for" if text else "")
        out.append(f"  {article['site']}: {claims[article['article_id']]} claims in {words}")
        if text:
            out.append(
                "    by role: "
                + ", ".join(
                    f"{role.replace('_', ' ')} {n}"
                    for role, n in report.roles[article["article_id"]].most_common()
                )
            )
    if len(articles) > ARTICLES:
        out.append(f"  ... and {len(articles) - ARTICLES:,} more articles")
    out += ["", "Built"]
    for rows in package.tables.values():
        out.append(f"  {len(rows.rows):>9,}  {rows.schema.title.lower()}")
    kinds, stances, modality = (
        Counter(package["claims"].column(name)) for name in ("kind", "stance", "modality")
    )
    fidelity = Counter(package["claim_citations"].column("fidelity"))
    direction = Counter(package["evidence"].column("direction"))
    out += ["", "Worth knowing"]
    out.append(
        "  Claims by kind: "
        + ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
        + "."
    )
    out.append(
        f"  {stances['denies']} claims deny their proposition, {stances['reports']} report what others believe, {modality['hedged']} are hedged."
    )
    out.append(
        "  Citations of claims, by what became of the study: "
        + ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in fidelity.most_common())
        + "."
    )
    out.append(
        "  Evidence, by direction: "
        + ", ".join(f"{name} {n}" for name, n in direction.most_common())
        + "."
    )
    standing = Counter(package["proposition_summary"].column("agreement"))
    verdicts = Counter(package["contradictions"].column("verdict"))
    out.append(
        "  Propositions, by how the articles stand to them: "
        + ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in standing.most_common())
        + "."
    )
    out.append(
        f"  Pairs of claims of different articles that stand against each other: {verdicts['contradiction']} contradictions, {verdicts['tension']} tensions."
    )
    read = agreement(package)
    out += ["  " + line for line in read[:ARTICLES]]
    if len(read) > ARTICLES:
        out.append(f"  ... and {len(read) - ARTICLES:,} more articles read twice")
    return [
        part
        for line in out
        for part in (textwrap.wrap(line, 110, subsequent_indent="    ") or [""])
    ] + [""]


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
